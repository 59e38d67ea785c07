//! Stepping through a draft: from one open passage to the next, and to the words that a key means.

use crate::model::{Document, DocumentId, Mark, Passage, PassageId, PassageKind, Role, State};
use crate::reading::{quantity_at, quotation_at};
use crate::text::{TextRange, sentence_at};

use super::Session;

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the beginning.
    Backward,
}

/// Something that is left to do in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An open passage.
    Passage(PassageId),
    /// A sentence or heading that nobody has looked at.
    Sentence(DocumentId, TextRange),
}

impl Session {
    /// What is to be done next: the next open passage, and once none is left, the next sentence that nobody has looked at.
    ///
    /// In this order, for who verifies should not be stopped at every sentence in between, and who thinks to be done should
    /// be led through all else that a sign-off asks for.
    pub fn next_step(&self, direction: Direction) -> Option<Step> {
        let open = self.next_open(direction).map(Step::Passage);
        open.or_else(|| self.next_untouched(direction))
    }

    /// Of some passages the one where the checker is: that in hand, else the nearest one in the document in front. What was
    /// left in an earlier version comes after all others.
    pub fn nearest(&self, passages: impl Iterator<Item = PassageId>) -> Option<PassageId> {
        let (document, caret) = self.desk.spot().map(|spot| (spot.document, spot.range.start())).unzip();
        let here = caret.unwrap_or_default();
        let far = |passage: &Passage| {
            let is_left = self.project.is_replaced(passage.place.document);
            let is_elsewhere = document.is_some_and(|document| document != passage.place.document);
            let start = passage.range().start();
            (is_left, self.desk.hand != Some(passage.id), is_elsewhere, start.abs_diff(here), start, passage.id)
        };
        passages.filter_map(|id| self.project.passage(id)).map(|passage| far(passage)).min().map(|(.., id)| id)
    }

    /// What is to be done next in one draft, from its beginning.
    pub fn first_step(&self, draft: DocumentId) -> Option<Step> {
        let open = self.places(draft)?.iter().find(actionable).map(|mark| Step::Passage(mark.id));
        let untouched = || self.sentences(draft)?.next_untouched(Direction::Forward, None);
        open.or_else(|| untouched().map(|sentence| Step::Sentence(draft, sentence)))
    }

    /// The next sentence or heading that nobody has looked at from where the checker is, through all drafts and around.
    pub fn next_untouched(&self, direction: Direction) -> Option<Step> {
        let drafts: Vec<DocumentId> = self.project().documents_as(Role::Draft).iter().map(|draft| draft.id).collect();
        let (first, at) = self.where_in_drafts(&drafts);
        let from = match at {
            At::Mark(range, _) => range.start(),
            At::Offset(offset) => offset,
        };
        turns(drafts.len(), first, direction).find_map(|(turn, index)| {
            let draft = *drafts.get(index)?;
            let found = self.sentences(draft)?.next_untouched(direction, (turn == 0).then_some(from));
            found.map(|sentence| Step::Sentence(draft, sentence))
        })
    }

    /// The next open passage from where the checker is, through all drafts and around. What waits for an answer is
    /// passed over: nothing can be done about it now.
    pub fn next_open(&self, direction: Direction) -> Option<PassageId> {
        let drafts: Vec<DocumentId> = self.project().documents_as(Role::Draft).iter().map(|draft| draft.id).collect();
        let (first, at) = self.where_in_drafts(&drafts);
        turns(drafts.len(), first, direction).find_map(|(turn, index)| {
            let places = self.places(*drafts.get(index)?)?;
            let found = match direction {
                Direction::Forward => places.iter().filter(actionable).find(|mark| turn > 0 || after(mark, at)),
                Direction::Backward => places.iter().rev().filter(actionable).find(|mark| turn > 0 || before(mark, at)),
            };
            found.map(|mark| mark.id)
        })
    }

    /// The index of the draft in which the checker is, and the passage or offset there from which to go on.
    fn where_in_drafts(&self, drafts: &[DocumentId]) -> (usize, At) {
        let hand = self.desk.hand.and_then(|hand| self.project().passage(hand));
        if let Some(hand) = hand {
            let index = drafts.iter().position(|draft| *draft == hand.place.document);
            return (index.unwrap_or(0), At::Mark(hand.range(), hand.id));
        }
        let tabs = [self.desk.side, self.desk.side.other()].map(|side| self.desk.pane(side).tab());
        for tab in tabs.into_iter().flatten() {
            if let Some(index) = drafts.iter().position(|draft| *draft == tab.document) {
                return (index, At::Offset(tab.selection.head));
            }
        }
        (0, At::Offset(0))
    }
}

/// The drafts in the order in which they are walked through, each with how many came before it. The one where the checker
/// is comes twice: first what lies ahead, in the end all of it.
fn turns(n_drafts: usize, first: usize, direction: Direction) -> impl Iterator<Item = (usize, usize)> {
    (0..=n_drafts).map(move |turn| {
        let index = match direction {
            Direction::Forward => (first + turn) % n_drafts.max(1),
            Direction::Backward => (first + n_drafts - turn) % n_drafts.max(1),
        };
        (turn, index)
    })
}

/// Whether something can be done now about a passage that is open.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "it filters references")]
fn actionable(mark: &&Mark) -> bool {
    mark.standing.open.is_some() && mark.standing.state != State::QueryOut
}

#[derive(Clone, Copy)]
enum At {
    Mark(TextRange, PassageId),
    Offset(usize),
}

/// Marks come in the order of their beginnings, the longer first.
fn order(range: TextRange, id: PassageId) -> (usize, std::cmp::Reverse<usize>, PassageId) {
    (range.start(), std::cmp::Reverse(range.end()), id)
}

fn after(mark: &Mark, at: At) -> bool {
    match at {
        At::Mark(range, id) => order(mark.range, mark.id) > order(range, id),
        At::Offset(offset) => mark.range.start() >= offset,
    }
}

fn before(mark: &Mark, at: At) -> bool {
    match at {
        At::Mark(range, id) => order(mark.range, mark.id) < order(range, id),
        At::Offset(offset) => mark.range.start() < offset,
    }
}

/// The words that a kind's key means when nothing is selected: the sentence, the quotation or the number at the caret.
pub fn unit_at(document: &Document, offset: usize, kind: PassageKind) -> Option<TextRange> {
    let (block, words) = document.block_at(offset);
    let inside = offset.saturating_sub(block.start()).min(block.len());
    let unit = match kind {
        PassageKind::Claim => Some(sentence_at(words, inside)),
        PassageKind::Quote => quotation_at(words, inside),
        PassageKind::Statistic => quantity_at(words, inside),
    }?;
    let range = unit.shifted(block.start()).trimmed(document.text());
    (!range.is_empty()).then_some(range)
}
