//! Places: the passages of a document in the order of its text, with how far their check is.
//!
//! An index over one document, for drawing and counting: found in logarithmic time, updated passage by passage.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::text::TextRange;

use super::{Document, Outcome, Passage, PassageId, PassageKind, Project, Role, State, Why};

/// How many marks a chunk holds before it is cut in two.
const CHUNK: usize = 512;
/// Into how many stretches a document is divided for its overview.
pub const STRETCHES: usize = 512;

/// How far the check of a passage is, and what shows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Standing {
    /// How far the check is.
    pub state: State,
    /// What was found.
    pub outcome: Option<Outcome>,
    /// Why it is open, `None` if it is closed or does not stand in a draft under check.
    pub open: Option<Why>,
    /// Where it stands, which says what the others mean.
    pub stands_in: StandsIn,
}

/// Where a passage stands, as far as that matters for the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StandsIn {
    /// In a draft under check: it is open or closed, and counts.
    Draft,
    /// In an earlier version of a draft, where it was left, or in a draft that was emptied for good: what was found of it is
    /// kept, but nothing of it is open, and it counts nowhere.
    Earlier,
    /// In evidence: it is what links point to, and has neither outcome nor state.
    Evidence,
}

impl Standing {
    /// Whether it stands in a draft under check.
    pub fn is_draft(&self) -> bool {
        self.stands_in == StandsIn::Draft
    }

    /// Whether it was left in an earlier version of a draft, or in one that was emptied for good.
    pub fn is_left(&self) -> bool {
        self.stands_in == StandsIn::Earlier
    }

    /// What was found, unless that means nothing where it stands.
    pub fn found(&self) -> Option<Outcome> {
        self.outcome.filter(|_| self.stands_in != StandsIn::Evidence)
    }

    /// How far its check is, as a table has it: "Query out", "Left" in an earlier version, nothing for evidence.
    pub fn label(&self) -> &'static str {
        match self.stands_in {
            StandsIn::Draft => self.state.label(),
            StandsIn::Earlier => LEFT,
            StandsIn::Evidence => "",
        }
    }
}

/// The word for a passage that was left in an earlier version of a draft.
pub const LEFT: &str = "Left";

impl Project {
    /// How far the check of a passage is, all in one.
    pub fn standing(&self, passage: &Passage) -> Standing {
        Standing {
            state: self.state(passage),
            outcome: passage.outcome,
            open: self.open_because(passage),
            stands_in: self.stands_in(passage),
        }
    }

    /// Where a passage stands.
    pub fn stands_in(&self, passage: &Passage) -> StandsIn {
        match self.document(passage.place.document) {
            Some(document) if self.is_draft(document) => StandsIn::Draft,
            Some(document) if document.role == Role::Draft => StandsIn::Earlier,
            _ => StandsIn::Evidence,
        }
    }
}

/// A passage as the index keeps it: all that drawing and counting need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it is.
    pub range: TextRange,
    /// Which passage.
    pub id: PassageId,
    /// What it is.
    pub kind: PassageKind,
    /// How far its check is.
    pub standing: Standing,
}

impl Mark {
    /// The mark of a passage as it stands in `project`.
    pub fn of(project: &Project, passage: &Passage) -> Self {
        Self { range: passage.range(), id: passage.id, kind: passage.kind, standing: project.standing(passage) }
    }

    /// Marks sort by their beginning; of two that begin together the longer comes first, so the inner is drawn over it.
    fn key(&self) -> (usize, std::cmp::Reverse<usize>, PassageId) {
        (self.range.start(), std::cmp::Reverse(self.range.end()), self.id)
    }
}

/// What is to be counted in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All passages.
    pub n_passages: usize,
    /// Those that are open.
    pub n_open: usize,
}

impl Counts {
    /// Those that are closed.
    pub fn n_closed(&self) -> usize {
        self.n_passages - self.n_open
    }
}

/// The passages of one document, in the order of its text.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Never empty, unless there are no marks at all. Shared with snapshots.
    chunks: Vec<Arc<Chunk>>,
    counts: Counts,
    /// Length of the text in bytes.
    length: usize,
    /// For every stretch of the text: how many passages of which standing begin there.
    overview: BTreeMap<(u16, Standing), u32>,
}

#[derive(Clone, Debug)]
struct Chunk {
    /// Sorted by [`Mark::key`], never empty.
    marks: Vec<Mark>,
    /// The greatest end among them.
    max_end: usize,
}

impl Chunk {
    fn new(marks: Vec<Mark>) -> Self {
        let max_end = marks.iter().map(|mark| mark.range.end()).max().unwrap_or_default();
        Self { marks, max_end }
    }
}

impl Places {
    /// The index of a document that has these marks.
    pub fn new(document: &Document, mut marks: Vec<Mark>) -> Self {
        marks.sort_unstable_by_key(Mark::key);
        let mut places = Self { length: document.text().len(), ..Self::default() };
        for mark in &marks {
            places.count(mark, true);
        }
        // Chunks begin half full, so that marking does not split one after the other.
        places.chunks = marks.chunks(CHUNK / 2).map(|marks| Arc::new(Chunk::new(marks.to_vec()))).collect();
        places
    }

    /// How many there are.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// All marks in the order of the text.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Mark> {
        self.chunks.iter().flat_map(|chunk| &chunk.marks)
    }

    /// The marks that share at least a byte with `range`, or touch it if it is empty, in the order of the text.
    pub fn overlapping(&self, range: TextRange) -> impl Iterator<Item = &Mark> {
        let meets = move |mark: &&Mark| {
            if range.is_empty() { mark.range.touches(range.start()) } else { mark.range.overlaps(range) }
        };
        self.chunks
            .iter()
            .take_while(move |chunk| chunk.marks.first().is_some_and(|mark| mark.range.start() <= range.end()))
            .filter(move |chunk| chunk.max_end >= range.start())
            .flat_map(|chunk| &chunk.marks)
            .filter(meets)
    }

    /// The first mark that begins at or after `offset`, and all that follow.
    pub fn from(&self, offset: usize) -> impl Iterator<Item = &Mark> {
        let first =
            self.chunks.partition_point(|chunk| chunk.marks.last().is_some_and(|mark| mark.range.start() < offset));
        self.chunks
            .get(first..)
            .unwrap_or_default()
            .iter()
            .flat_map(|chunk| &chunk.marks)
            .filter(move |mark| mark.range.start() >= offset)
    }

    /// The marks that begin before `offset`, the nearest first.
    pub fn before(&self, offset: usize) -> impl Iterator<Item = &Mark> {
        self.iter().rev().skip_while(move |mark| mark.range.start() >= offset)
    }

    /// The overview: for every stretch of the text, how many passages of which standing begin there.
    pub fn overview(&self) -> impl Iterator<Item = (usize, Standing, u32)> + '_ {
        self.overview.iter().map(|((stretch, standing), n)| (usize::from(*stretch), *standing, *n))
    }

    /// The offset at which a stretch of the overview begins.
    pub fn stretch_start(&self, stretch: usize) -> usize {
        stretch * self.length / STRETCHES
    }

    /// Enters a mark.
    pub fn insert(&mut self, mark: Mark) {
        self.count(&mark, true);
        let at = self.chunk_of(&mark);
        let Some(chunk) = self.chunks.get_mut(at).map(Arc::make_mut) else {
            self.chunks.push(Arc::new(Chunk::new(vec![mark])));
            return;
        };
        let place = chunk.marks.partition_point(|other| other.key() < mark.key());
        chunk.marks.insert(place, mark);
        chunk.max_end = chunk.max_end.max(mark.range.end());
        if chunk.marks.len() > CHUNK {
            let tail = Chunk::new(chunk.marks.split_off(CHUNK / 2));
            *chunk = Chunk::new(std::mem::take(&mut chunk.marks));
            self.chunks.insert(at + 1, Arc::new(tail));
        }
    }

    /// Takes out the mark of the passage `id` that is at `range`, if there is one.
    pub fn remove(&mut self, range: TextRange, id: PassageId) -> Option<Mark> {
        let key = (range.start(), std::cmp::Reverse(range.end()), id);
        let at = self.chunks.partition_point(|chunk| chunk.marks.last().is_some_and(|mark| mark.key() < key));
        let place = self.chunks.get(at)?.marks.binary_search_by_key(&key, Mark::key).ok()?;
        let chunk = Arc::make_mut(self.chunks.get_mut(at)?);
        let mark = chunk.marks.remove(place);
        if chunk.marks.is_empty() {
            self.chunks.remove(at);
        } else if chunk.max_end == mark.range.end() {
            *chunk = Chunk::new(std::mem::take(&mut chunk.marks));
        }
        self.count(&mark, false);
        Some(mark)
    }

    /// Shows at all passages that are checked whether the document is signed off.
    pub fn set_signed_off(&mut self, is_signed_off: bool) {
        let (from, to) = match is_signed_off {
            true => (State::Checked, State::SignedOff),
            false => (State::SignedOff, State::Checked),
        };
        let after =
            |standing: Standing| if standing.state == from { Standing { state: to, ..standing } } else { standing };
        for chunk in &mut self.chunks {
            for mark in &mut Arc::make_mut(chunk).marks {
                mark.standing = after(mark.standing);
            }
        }
        for ((stretch, standing), n) in std::mem::take(&mut self.overview) {
            *self.overview.entry((stretch, after(standing))).or_default() += n;
        }
    }

    /// The chunk into which a mark belongs: the first whose last mark is not before it, else the last.
    fn chunk_of(&self, mark: &Mark) -> usize {
        let at = self.chunks.partition_point(|chunk| chunk.marks.last().is_some_and(|last| last.key() < mark.key()));
        at.min(self.chunks.len().saturating_sub(1))
    }

    fn count(&mut self, mark: &Mark, present: bool) {
        let stretch = (mark.range.start() * STRETCHES / self.length.max(1)).min(STRETCHES - 1);
        let stretch = u16::try_from(stretch).unwrap_or(u16::MAX);
        let tally = self.overview.entry((stretch, mark.standing)).or_default();
        let open = usize::from(mark.standing.open.is_some());
        if present {
            *tally += 1;
            self.counts.n_passages += 1;
            self.counts.n_open += open;
        } else {
            *tally -= 1;
            self.counts.n_passages -= 1;
            self.counts.n_open -= open;
        }
        if *tally == 0 {
            self.overview.remove(&(stretch, mark.standing));
        }
    }
}
