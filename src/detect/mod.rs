//! What in a text can be wrong: quotes with their speakers, statistics, claims.
//!
//! Pure functions: the same text gives the same suggestions, everywhere and always. Nothing here says that something is
//! false; it says that somebody should look. Start reading with [`suggestions`].

use crate::model::{Body, PassageKind, Structure};
use crate::reading::Quantity;
use crate::text::{Blocks, PartialDate, TextRange, Window};

use article::Article;

mod article;
mod claims;
mod dialogue;
mod passage;
mod quote_class;
mod quotes;
mod speaker;
mod statistics;
mod worth;

pub use claims::{Claim, ClaimClass, Spelling, SpellingForm, has_superlative, spellings};
pub use quotes::{Quote, QuoteClass, Speaker};
pub use statistics::statistics_in;
pub use worth::{RatedSentence, Reason, Worth, rated, worth};

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
    suggestions_unless(body, published, || false).unwrap_or_default()
}

/// Who says the quote in which `range` stands, as the text around it tells: to know what is further away would take
/// reading all of a long document.
pub fn speaker_near(body: &Body, range: TextRange) -> Option<Speaker> {
    let window = Window::around(body.text(), range.start(), REACH);
    let text = window.text();
    let found = quotes::find(&Body::new(text, Blocks::lines(text), Structure::default()));
    let mut here = found.into_iter().filter(|found| window.outer(found.range).overlaps(range));
    here.find_map(|found| match found.item {
        Item::Quote(quote) => quote.speaker,
        Item::Statistic(_) | Item::Claim(_) => None,
    })
}

/// [`suggestions`], `None` once nobody waits for them any more.
pub fn suggestions_unless(
    body: &Body,
    published: Option<PartialDate>,
    is_cancelled: impl Fn() -> bool,
) -> Option<Vec<Suggestion>> {
    let goes_on = || (!is_cancelled()).then_some(());
    goes_on()?;
    let mut found = quotes::find(body);
    goes_on()?;
    found.extend(statistics::find(body));
    goes_on()?;
    let claims = claims::find(&Article::of(body, published), &found);
    found.extend(claims);
    found.sort_by_key(|suggestion| (suggestion.range.start(), std::cmp::Reverse(suggestion.range.end())));
    Some(found)
}
