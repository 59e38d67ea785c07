//! What a reader is given, and what it tells.

use std::sync::Arc;

use egui::{Id, Rect, Response};

use crate::model::{Document, PassageId, PassageKind, Places, View};
use crate::session::{Selection, Sentences};
use crate::text::TextRange;

use super::compared::Compared;
use super::waiting::WaitingSuggestion;

/// What a reader shows.
pub struct ReaderInput<'a> {
    /// Its identity in egui, which also has the keyboard focus: `memory.request_focus(id)`.
    pub id: Id,
    /// What a screen reader calls it: "Left reader: A shared agenda".
    pub name: &'a str,
    /// What is read.
    pub document: &'a Arc<Document>,
    /// What of it is shown.
    pub view: View,
    /// Its passages.
    pub places: Option<&'a Places>,
    /// Where passages were in it that went along to a newer version: drawn most quietly of all.
    pub former: &'a Places,
    /// Changes whenever `places` does.
    pub revision: u64,
    /// What is selected.
    pub selection: Selection,
    /// The selected passage: it has a ring, and edges that can be dragged.
    pub selected: Option<PassageId>,
    /// The passage in hand: it keeps its ring while the other reader is used.
    pub in_hand: Option<PassageId>,
    /// The passage that is pointed at somewhere else.
    pub hovered_elsewhere: Option<PassageId>,
    /// What a search found, in the order of the text.
    pub find_hits: &'a [TextRange],
    /// The index of the hit that the search is at.
    pub current_hit: Option<usize>,
    /// Passages whose places on the screen are asked for, to draw connectors.
    pub trace: &'a [(PassageId, TextRange)],
    /// The suggestions that wait and touch a stretch of the text.
    pub waiting: &'a dyn Fn(TextRange) -> Vec<WaitingSuggestion>,
    /// Its sentences, if it is a draft.
    pub sentences: Option<&'a Sentences>,
    /// The keys that pass a sentence, as they are shown.
    pub pass_keys: &'a str,
    /// Whether what is done is gray: the proof view.
    pub proof: bool,
    /// Whether a newer version replaces it: its passages are drawn quietly, and their edges cannot be dragged.
    pub earlier: bool,
    /// How many links a passage has.
    pub n_links: &'a dyn Fn(PassageId) -> usize,
    /// The versions of which it is one, while two are compared. Passages are quiet then.
    pub compared: Option<Compared<'a>>,
    /// Whether this is the first read: no marks, one column in the middle.
    pub first_read: bool,
    /// How much stands above it that may go again.
    pub above: f32,
    /// How much stands below it.
    pub below: f32,
    /// Whether commands act on this reader: its caret and the bar beside the selection are shown.
    pub active: bool,
}

/// What the user did in a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderEvent {
    /// Put the keyboard or the pointer to it.
    Focused,
    /// Selected words, or moved the caret.
    Select(Selection),
    /// Clicked a passage: the innermost one, or the next one out when it was clicked again.
    Passage(PassageId),
    /// Clicked where there is no passage.
    Blank,
    /// Dragged an edge of a passage.
    MoveEdge {
        /// The passage.
        passage: PassageId,
        /// The range it should have; not empty, but perhaps what it has.
        range: TextRange,
    },
    /// Followed the mark of a note to here, or back to here.
    Follow(TextRange),
    /// Clicked a suggestion at these words, or the bar of a sentence that nobody has looked at, which begins there.
    Suggestion(TextRange),
    /// Clicked the words that lead to the address of this index, with Ctrl held down.
    Address(u32),
    /// Wants the selected words to be marked.
    Mark(PassageKind),
    /// Wants a link from the passage in hand to the selected words.
    Link,
}

/// Where a context menu was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MenuAt {
    /// The place in the text.
    pub offset: usize,
    /// The innermost passage there.
    pub passage: Option<PassageId>,
}

/// Where a traced passage is.
#[derive(Clone, Debug, PartialEq)]
pub enum Trace {
    /// In view: the lines it covers.
    Rects(Vec<Rect>),
    /// Above the view.
    Above,
    /// Below it.
    Below,
}

/// What a reader tells.
pub struct ReaderOutput {
    /// What the user did, in this order.
    pub events: Vec<ReaderEvent>,
    /// The innermost passage under the pointer.
    pub hovered: Option<PassageId>,
    /// Where the traced passages are, in the order in which they were asked for.
    pub traced: Vec<(PassageId, Trace)>,
    /// Where text is shown.
    pub text_rect: Rect,
    /// Where its lines are, if passages were traced.
    pub lines: Vec<Rect>,
    /// How far right in the window a line down the gutter runs between the numbers and the signs.
    pub lane: f32,
    /// How far right in the window the numbers of paragraphs begin.
    pub numbers: f32,
    /// The text area as a widget.
    pub response: Response,
}
