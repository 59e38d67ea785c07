//! The paragraphs of a document as tokens and as sentences, each read once it is asked for.

use std::cell::OnceCell;

use crate::model::Body;
use crate::reading::{Language, Tokens};

use super::article::tokens_of;
use super::passage::Paragraph;

/// The paragraphs that were read. They take some twenty times their text, so a long document is gone through with one of
/// these after the other.
pub(super) struct Paragraphs<'b> {
    body: &'b Body,
    language: &'static Language,
    all: Box<[OnceCell<Box<Read<'b>>>]>,
}

struct Read<'b> {
    tokens: Tokens<'b>,
    paragraph: OnceCell<Paragraph>,
}

impl<'b> Paragraphs<'b> {
    /// Those of a document, none read yet.
    pub(super) fn of(body: &'b Body, language: &'static Language) -> Self {
        Self { body, language, all: std::iter::repeat_with(OnceCell::new).take(body.blocks().len()).collect() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The index of the one in which an offset lies.
    pub(super) fn at(&self, offset: usize) -> usize {
        self.body.blocks().at(offset)
    }

    /// Where one starts in the document.
    pub(super) fn start(&self, index: usize) -> usize {
        self.body.blocks().range(index).start()
    }

    /// One as tokens.
    pub(super) fn tokens(&self, index: usize) -> Option<&Tokens<'b>> {
        self.read(index).map(|read| &read.tokens)
    }

    /// One as sentences.
    pub(super) fn get(&self, index: usize) -> Option<&Paragraph> {
        let read = self.read(index)?;
        Some(read.paragraph.get_or_init(|| Paragraph::of(&read.tokens, self.language)))
    }

    fn read(&self, index: usize) -> Option<&Read<'b>> {
        let read = || Box::new(Read { tokens: tokens_of(self.body, index), paragraph: OnceCell::new() });
        self.all.get(index).map(|cell| &**cell.get_or_init(read))
    }
}
