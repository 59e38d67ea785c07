//! What a reader remembers.

use std::sync::Arc;

use crate::model::{Document, DocumentId, View};
use crate::text::TextRange;

use super::contract::MenuAt;
use super::gesture::Pointer;
use super::sight::Sight;
use super::strip::StripCache;
use super::view::{Anchor, LayoutCache, Line, View as Lines};

/// A line in view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sighted {
    /// An offset in it.
    pub offset: usize,
    /// How far below the height at which the eyes rest it begins.
    pub below: f32,
}

/// What a reader keeps from one frame to the next: nothing but what is on the screen.
#[derive(Clone, Debug, Default)]
pub struct ReaderState {
    pub(super) anchor: Anchor,
    /// Where it should be scrolled to in the next frame.
    pub(super) wanted: Option<Anchor>,
    pub(super) to_reveal: Option<TextRange>,
    /// What stands where the eyes rest, and what should stand there in the next frame: that, or the line of an offset.
    pub(super) line: Line,
    pub(super) wanted_line: Option<Line>,
    pub(super) wanted_row: Option<Sighted>,
    /// Where the caret is, if it is in view.
    pub(super) caret: Option<Sighted>,
    /// How much stood above the reader in the last frame that may go again.
    pub(super) above: Option<f32>,
    /// What was in view in the last frame.
    pub(super) in_view: Option<TextRange>,
    pub(super) pointer: Pointer,
    /// Where the caret wants to be when it moves over shorter lines.
    pub(super) goal_x: Option<f32>,
    pub(super) document: Option<DocumentId>,
    pub(super) layouts: LayoutCache,
    pub(super) strip: StripCache,
    pub(super) menu_at: Option<MenuAt>,
    sight: Option<Arc<Sight>>,
}

impl ReaderState {
    /// Scrolls to `range`, in the next frame, if it is not well in view.
    pub fn reveal(&mut self, range: TextRange) {
        self.to_reveal = Some(range);
    }

    /// Scrolls to `range` in the next frame if it is in view now and would not be then, because the text is laid out anew.
    pub fn keep_in_view(&mut self, range: TextRange) {
        if self.in_view.is_some_and(|in_view| in_view.overlaps(range)) {
            self.to_reveal = Some(range);
        }
    }

    /// Where the view is to be in this frame. What stands above the reader comes and goes: the words stay where they are.
    pub(super) fn take_anchor(&mut self, above: f32) -> Anchor {
        let pushed = above - self.above.replace(above).unwrap_or(above);
        let in_place = Anchor { below: self.anchor.below + pushed, ..self.anchor };
        self.wanted.take().unwrap_or(in_place)
    }

    /// Remembers what is in view, where the eyes rest at this height and the caret is at this offset.
    pub(super) fn saw(&mut self, view: &Lines, eyes: f32, caret: usize) {
        self.line = view.line_at(eyes);
        self.caret = view.height_of(caret).map(|height| Sighted { offset: caret, below: height - eyes });
        self.anchor = view.anchor();
    }

    /// Where it is scrolled to.
    pub fn anchor(&self) -> Anchor {
        self.wanted.unwrap_or(self.anchor)
    }

    /// Scrolls back to where [`ReaderState::anchor`] once was. An offset of another document is cut to this one.
    pub fn set_anchor(&mut self, anchor: Anchor) {
        self.wanted = Some(anchor);
        self.to_reveal = None;
    }

    /// What a view of a document shows; made anew when one of them is another.
    pub(super) fn sight(&mut self, document: &Document, view: View) -> Arc<Sight> {
        let known = self.sight.take().filter(|sight| sight.is_of(&document.body, view));
        let sight = known.unwrap_or_else(|| {
            self.layouts = LayoutCache::default();
            Arc::new(Sight::new(&document.body, view))
        });
        self.sight = Some(Arc::clone(&sight));
        sight
    }

    /// What stands at the height at which the eyes rest, a third down the view.
    pub fn line(&self) -> Line {
        self.line
    }

    /// Scrolls in the next frame so that `line` stands at that height, as far as the document goes.
    pub fn put_line(&mut self, line: Line) {
        self.wanted_line = Some(line);
        self.to_reveal = None;
    }

    /// Scrolls in the next frame to where another reader is, by where the same stands here; not if something is to be
    /// shown. The beginning stays the beginning.
    pub fn go_like(&mut self, other: &Self, same_place: impl FnOnce(usize) -> usize) {
        if self.to_reveal.is_some() {
            return;
        }
        if other.anchor() == Anchor::default() {
            // It may have been scrolled elsewhere when it was shown before.
            let was_drawn = other.document.is_some() && other.to_reveal.is_none();
            was_drawn.then(|| self.set_anchor(Anchor::default()));
        } else {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the offset of a character")]
            let offset = other.line.offset.floor() as usize;
            self.put_line(Line { offset: same_place(offset) as f64, ..other.line });
        }
    }

    /// Scrolls in the next frame so that a line is seen there, as far as the document goes.
    pub fn put_row(&mut self, row: Sighted) {
        self.wanted_row = Some(row);
        self.to_reveal = None;
    }

    /// The line of the caret, if it is in view and was ever put there.
    pub fn caret(&self) -> Option<Sighted> {
        self.caret.filter(|caret| caret.offset > 0)
    }

    /// From where on it is read: the caret if that is in view, else the beginning of what is.
    pub fn reads_from(&self) -> Option<usize> {
        let in_view = self.in_view.map(TextRange::start);
        self.caret.map(|caret| caret.offset).or(in_view)
    }

    /// Forgets what belongs to another document than this.
    pub(super) fn forget_other_document(&mut self, document: DocumentId) {
        if self.document.is_some_and(|known| known != document) {
            let Self { wanted, to_reveal, wanted_line, wanted_row, .. } = *self;
            *self = Self { wanted, to_reveal, wanted_line, wanted_row, ..Self::default() };
        }
        self.document = Some(document);
    }
}
