//! A document as it is read here: its paragraphs as tokens, and the names in them.

use std::collections::BTreeSet;

use crate::model::{Body, View};
use crate::reading::{Language, NameKind, Names, Tokens};
use crate::text::{BlockKind, PartialDate, TextRange};

/// A document's paragraphs and names.
pub(super) struct Article<'b> {
    /// The language it is most likely in.
    pub(super) language: &'static Language,
    /// All its paragraphs, hidden ones too.
    pub(super) paragraphs: Vec<Tokens<'b>>,
    /// Where they start in the document.
    pub(super) starts: Vec<usize>,
    /// All names in it.
    pub(super) names: Names,
    /// When it was published, if that is known.
    pub(super) published: Option<PartialDate>,
    kinds: Vec<BlockKind>,
    hidden: Vec<TextRange>,
    /// The last words of the names of people, and names of one word that are no bodies, in lower case.
    people: BTreeSet<String>,
}

impl<'b> Article<'b> {
    /// Reads a document.
    pub(super) fn of(body: &'b Body, published: Option<PartialDate>) -> Self {
        let text = body.text();
        let language = Language::of(text);
        let blocks = body.blocks();
        let words = |range: TextRange| range.within(text).unwrap_or_default();
        let paragraphs: Vec<_> = blocks.iter().map(|(range, _)| Tokens::of(words(range))).collect();
        let names = Names::of(language, &paragraphs);
        let people = names.iter().filter(|name| name.kind != NameKind::Body);
        let people = people.filter_map(|name| name.full.split(' ').next_back()).map(str::to_lowercase).collect();
        Self {
            language,
            names,
            people,
            starts: blocks.iter().map(|(range, _)| range.start()).collect(),
            kinds: blocks.iter().map(|(_, kind)| kind).collect(),
            paragraphs,
            published,
            hidden: body.structure().hidden(View::default(), text.len()),
        }
    }

    /// The place in the document of a range of a paragraph, `None` if a reader does not show it by default.
    pub(super) fn shown(&self, paragraph: usize, range: TextRange) -> Option<TextRange> {
        let range = range.shifted(*self.starts.get(paragraph)?);
        let around = self.hidden.get(self.hidden.partition_point(|hidden| hidden.end() < range.end()));
        (!around.is_some_and(|around| around.covers(range))).then_some(range)
    }

    /// Whether a word in lower case is the last of a person's name.
    pub(super) fn is_person(&self, word: &str) -> bool {
        self.people.contains(word)
    }

    /// Whether a paragraph is a heading: by its kind, or because most of its words have capitals and it ends without stop.
    pub(super) fn is_heading(&self, paragraph: usize) -> bool {
        let Some(tokens) = self.paragraphs.get(paragraph) else { return false };
        let n_words = (0..tokens.len()).filter(|at| tokens.word(*at).is_some()).count();
        let n_capital = (0..tokens.len()).filter(|at| tokens.is_capital(*at)).count();
        let ends_with_stop = tokens.len().checked_sub(1).is_some_and(|last| tokens.sign(last) == Some('.'));
        let is_heading = matches!(self.kinds.get(paragraph), Some(BlockKind::Heading(_)));
        is_heading || !ends_with_stop && n_capital * 10 > n_words * 6
    }
}
