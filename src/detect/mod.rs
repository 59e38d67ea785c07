//! What in a text can be wrong: quotes with their speakers, statistics, claims.
//!
//! Pure functions: the same text gives the same suggestions, everywhere and always. Nothing here says that something is
//! false; it says that somebody should look. Start reading with [`suggestions`].

use std::cmp::Reverse;
use std::ops::Range;

use crate::model::{Body, PassageKind, Structure};
use crate::reading::Quantity;
use crate::text::{Blocks, PartialDate, TextRange, Window};

use article::Article;
use paragraphs::Paragraphs;
use speaker::Turns;

mod article;
mod claims;
mod dialogue;
mod paragraphs;
mod passage;
mod quote_class;
mod quotes;
mod speaker;
mod statistics;
mod worth;

pub use claims::{Claim, ClaimClass, Spelling, SpellingForm, has_superlative, spellings};
pub use quotes::{Quote, QuoteClass, Speaker};
pub use statistics::statistics_in;
pub use worth::{RatedSentence, Reason, Worth, rated, rated_in, worth};

/// So many bytes of a document are read at once, and on to the end of the paragraph.
const STRETCH: usize = 100_000;

/// Who says a quote is looked for at most so many bytes before and behind it.
const REACH: usize = 4096;

/// A stretch of text that can be wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The words.
    pub range: TextRange,
    /// What they are.
    pub item: Item,
}

/// What can be checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Somebody's words.
    Quote(Box<Quote>),
    /// A number with what it counts.
    Statistic(Box<Quantity>),
    /// A statement that can be wrong.
    Claim(Claim),
}

impl Item {
    /// The kind of passage that it becomes when it is accepted.
    pub fn kind(&self) -> PassageKind {
        match self {
            Self::Quote(_) => PassageKind::Quote,
            Self::Statistic(_) => PassageKind::Statistic,
            Self::Claim(_) => PassageKind::Claim,
        }
    }
}

/// What can be checked in a document, in the order of its text; of two that begin together, the longer first. What a
/// reader hides by default is left out.
///
/// What words like "last week" mean is told by the day of publication.
pub fn suggestions(body: &Body, published: Option<PartialDate>) -> Vec<Suggestion> {
    Stretches::of(body, published).flat_map(|(_, found)| found).collect()
}

/// Who says the quote in which `range` stands, as the text around it tells: to know what is further away would take
/// reading all of a long document.
pub fn speaker_near(body: &Body, range: TextRange) -> Option<Speaker> {
    let window = Window::around(body.text(), range.start(), REACH);
    let text = window.text();
    let body = Body::new(text, Blocks::lines(text), Structure::default());
    let article = Article::of(&body, None);
    let paragraphs = Paragraphs::of(&body, article.language);
    let found = quotes::find(&article, &paragraphs, 0..paragraphs.len(), &mut Turns::default());
    let mut here = found.into_iter().filter(|found| window.outer(found.range).overlaps(range));
    here.find_map(|found| match found.item {
        Item::Quote(quote) => quote.speaker,
        Item::Statistic(_) | Item::Claim(_) => None,
    })
}

/// [`suggestions`], looked for in one stretch of paragraphs after the other: how a long text is read takes many times its
/// size, and of a stretch that was read only that is kept on which the next ones depend.
pub struct Stretches<'b> {
    article: Article<'b>,
    turns: Turns,
    told: claims::Told,
    /// The first paragraph that was not read.
    next: usize,
}

impl<'b> Stretches<'b> {
    /// Those of a document. This goes through all of it for its names.
    pub fn of(body: &'b Body, published: Option<PartialDate>) -> Self {
        let article = Article::of(body, published);
        let told = claims::Told::of(&article);
        Self { article, turns: Turns::default(), told, next: 0 }
    }
}

impl Iterator for Stretches<'_> {
    /// Some paragraphs by their indexes, and what can be checked in them.
    type Item = (Range<usize>, Vec<Suggestion>);

    fn next(&mut self) -> Option<Self::Item> {
        let Self { article, turns, told, next } = self;
        let all = article.body.blocks();
        let start = *next;
        let beyond = all.at(all.range(start).start() + STRETCH) + 1;
        *next = beyond.min(all.len());
        let blocks = start..*next;
        if blocks.is_empty() {
            return None;
        }
        let paragraphs = Paragraphs::of(article.body, article.language);
        let mut found = quotes::find(article, &paragraphs, blocks.clone(), turns);
        found.extend(statistics::find(article, &paragraphs, blocks.clone()));
        let claims = told.find(article, &paragraphs, blocks.clone(), &found);
        found.extend(claims);
        found.sort_by_key(|suggestion| (suggestion.range.start(), Reverse(suggestion.range.end())));
        Some((blocks, found))
    }
}
