//! A document as it is read here: the names in it, and its paragraphs one by one.

use std::collections::BTreeSet;

use crate::model::Body;
use crate::reading::{Language, Name, NameKind, Names, Tokens};
use crate::text::{BlockKind, PartialDate, TextRange};

/// What has to be known of all of a document to read a paragraph of it.
pub(super) struct Article<'b> {
    /// The document.
    pub(super) body: &'b Body,
    /// The language it is most likely in.
    pub(super) language: &'static Language,
    /// All names in it.
    pub(super) names: Names,
    /// When it was published, if that is known.
    pub(super) published: Option<PartialDate>,
    /// The last words of the names of people, and names of one word that are no bodies, in lower case.
    people: BTreeSet<String>,
}

impl<'b> Article<'b> {
    /// Reads a document.
    pub(super) fn of(body: &'b Body, published: Option<PartialDate>) -> Self {
        let language = Language::of(body.text());
        let names = Names::of(language, (0..body.blocks().len()).map(|paragraph| tokens_of(body, paragraph)));
        let mut people = BTreeSet::new();
        for name in names.iter().filter(|name| name.kind != NameKind::Body) {
            people.extend(name.full.split(' ').next_back().map(str::to_lowercase));
        }
        Self { body, language, names, published, people }
    }

    /// The paragraphs that have names, by their indexes, with their tokens and names.
    pub(super) fn named(&self) -> impl Iterator<Item = (usize, Tokens<'b>, &[Name])> {
        self.names.by_paragraph().filter_map(|names| {
            let paragraph = names.first()?.paragraph;
            Some((paragraph, tokens_of(self.body, paragraph), names))
        })
    }

    /// Where a paragraph starts in the document.
    pub(super) fn start(&self, paragraph: usize) -> usize {
        self.body.blocks().range(paragraph).start()
    }

    /// The place in the document of a range of a paragraph, `None` if a reader does not show it by default.
    pub(super) fn shown(&self, paragraph: usize, range: TextRange) -> Option<TextRange> {
        let range = range.shifted(self.start(paragraph));
        let hidden = self.body.hidden_at_first();
        let around = hidden.get(hidden.partition_point(|hidden| hidden.end() < range.end()));
        (!around.is_some_and(|around| around.covers(range))).then_some(range)
    }

    /// Whether a word in lower case is the last of a person's name.
    pub(super) fn is_person(&self, word: &str) -> bool {
        self.people.contains(word)
    }

    /// Whether a paragraph is a heading: by its kind, or because most of its words have capitals and it ends without stop.
    pub(super) fn is_heading(&self, paragraph: usize, tokens: &Tokens<'_>) -> bool {
        let n_words = (0..tokens.len()).filter(|at| tokens.word(*at).is_some()).count();
        let n_capital = (0..tokens.len()).filter(|at| tokens.is_capital(*at)).count();
        let ends_with_stop = tokens.len().checked_sub(1).is_some_and(|last| tokens.sign(last) == Some('.'));
        let is_heading = matches!(self.body.blocks().kind(paragraph), BlockKind::Heading(_));
        is_heading || !ends_with_stop && n_capital * 10 > n_words * 6
    }
}

/// A paragraph of a document as tokens.
pub(super) fn tokens_of(body: &Body, paragraph: usize) -> Tokens<'_> {
    Tokens::of(body.blocks().range(paragraph).within(body.text()).unwrap_or_default())
}
