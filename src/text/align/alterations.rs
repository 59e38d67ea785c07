//! How two versions of a text differ, in stretches as a reader would mark them by hand.

use crate::text::TextRange;

/// Fewer of their words than these, in hundredths, and two texts are no versions of one.
const MIN_COMMON: usize = 10;
/// Of fewer words nobody can tell.
const MIN_WORDS: usize = 50;

/// One of two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// The one before.
    Old,
    /// The one after.
    New,
}

impl Version {
    /// Both, the old one first.
    pub const BOTH: [Self; 2] = [Self::Old, Self::New];

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}

/// How words were altered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Altered {
    /// They are only in the new version.
    Inserted,
    /// They are only in the old one.
    Deleted,
    /// Others stand in their place.
    Replaced,
    /// They stand elsewhere. What is altered within them is told besides.
    Moved,
}

impl Altered {
    /// All ways, in the order in which they are told.
    pub const ALL: [Self; 4] = [Self::Inserted, Self::Deleted, Self::Replaced, Self::Moved];

    /// The word for it: "inserted".
    pub fn name(self) -> &'static str {
        match self {
            Self::Inserted => "inserted",
            Self::Deleted => "deleted",
            Self::Replaced => "replaced",
            Self::Moved => "moved",
        }
    }
}

/// A place in which two versions differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alteration {
    /// How.
    pub altered: Altered,
    /// The words in the old version; empty, where they would be, if they were inserted.
    pub old: TextRange,
    /// The words in the new version; empty, where they would be, if they were deleted.
    pub new: TextRange,
}

impl Alteration {
    /// Where it is in a version.
    pub fn range(&self, version: Version) -> TextRange {
        match version {
            Version::Old => self.old,
            Version::New => self.new,
        }
    }
}

/// How two versions of a text differ, and where each goes on in the other.
///
/// What no alteration covers is the same in both, word for word and in one order. Paragraphs that were joined or parted,
/// other spaces, and quotation marks, apostrophes and dashes of another shape are no alteration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alterations {
    /// In the order of the new version.
    all: Vec<Alteration>,
    old: ByPlace,
    new: ByPlace,
    /// How many there are of each sort, in the order of [`Altered::ALL`].
    counts: [usize; 4],
    /// Places that are the same in both, in the order of both.
    together: Vec<(usize, usize)>,
    /// How many words stand in runs that both have, and how many the shorter version has.
    n_common: usize,
    n_words: usize,
}

/// The alterations of a version by their beginnings. None of one list reaches into another of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ByPlace {
    all: Vec<usize>,
    moved: Vec<usize>,
    rest: Vec<usize>,
}

impl Alterations {
    pub(super) fn new(
        mut all: Vec<Alteration>,
        together: Vec<(usize, usize)>,
        (n_common, n_words): (usize, usize),
    ) -> Self {
        // What moved comes before what is altered within it.
        all.sort_by_key(|it| (it.new.start(), it.altered != Altered::Moved, it.old.start(), it.new.end()));
        let [old, new] = Version::BOTH.map(|version| ByPlace::of(&all, version));
        let counts = Altered::ALL.map(|altered| all.iter().filter(|it| it.altered == altered).count());
        Self { all, old, new, counts, together, n_common, n_words }
    }

    /// All of them, in the order of the new version.
    pub fn all(&self) -> &[Alteration] {
        &self.all
    }

    /// How many stretches are altered in a certain way.
    pub fn count(&self, altered: Altered) -> usize {
        let [inserted, deleted, replaced, moved] = self.counts;
        match altered {
            Altered::Inserted => inserted,
            Altered::Deleted => deleted,
            Altered::Replaced => replaced,
            Altered::Moved => moved,
        }
    }

    /// Whether the texts have so little in common that they are no versions of one.
    pub fn is_unrelated(&self) -> bool {
        self.n_words >= MIN_WORDS && self.n_common * 100 < self.n_words * MIN_COMMON
    }

    /// How much of the shorter version is in the other, in hundredths.
    pub fn common(&self) -> usize {
        (self.n_common * 100).checked_div(self.n_words).unwrap_or(100)
    }

    /// Those that touch `range` of a version with their indexes: what was moved, then the rest, each in its order.
    pub fn touching(&self, version: Version, range: TextRange) -> impl Iterator<Item = (usize, &Alteration)> {
        let ByPlace { moved, rest, .. } = self.by_place(version);
        let range_of = move |index: &usize| self.all.get(*index).map_or(TextRange::empty(0), |it| it.range(version));
        let touching = move |list: &'_ [usize]| {
            let from = list.partition_point(|index| range_of(index).end() < range.start());
            let to = list.partition_point(|index| range_of(index).start() <= range.end());
            from..to.max(from)
        };
        let lists = [moved, rest].map(|list| list.get(touching(list)).unwrap_or_default());
        lists.into_iter().flatten().filter_map(|index| Some((*index, self.all.get(*index)?)))
    }

    /// The first that begins at an offset of a version or behind it, or the last before it; around the end the first again.
    pub fn next(&self, version: Version, offset: usize, forward: bool) -> Option<usize> {
        let indexes = &self.by_place(version).all;
        let start = |index: &usize| self.all.get(*index).map_or(0, |it| it.range(version).start());
        if forward {
            let at = indexes.partition_point(|index| start(index) < offset);
            indexes.get(at).or(indexes.first()).copied()
        } else {
            let at = indexes.partition_point(|index| start(index) < offset);
            at.checked_sub(1).and_then(|at| indexes.get(at)).or(indexes.last()).copied()
        }
    }

    /// Where the other version is when one is at `offset`. What only one of them has goes by while the other waits.
    pub fn across(&self, from: Version, offset: f64) -> f64 {
        let ends = |(old, new): (usize, usize)| match from {
            Version::Old => (old as f64, new as f64),
            Version::New => (new as f64, old as f64),
        };
        let at = self.together.partition_point(|place| ends(*place).0 <= offset);
        let before = at.checked_sub(1).and_then(|at| self.together.get(at)).copied().map_or((0.0, 0.0), ends);
        let Some(after) = self.together.get(at).copied().map(ends) else { return before.1 };
        let share = (offset - before.0) / (after.0 - before.0);
        before.1 + share.clamp(0.0, 1.0) * (after.1 - before.1)
    }

    /// The same of texts from which something was left out before they were compared. `old` and `new` say where an offset
    /// is in the whole: as the beginning of words, else as their end.
    pub fn of_whole(self, old: impl Fn(usize, bool) -> usize, new: impl Fn(usize, bool) -> usize) -> Self {
        let range = |range: TextRange, place: &dyn Fn(usize, bool) -> usize| {
            let start = place(range.start(), true);
            if range.is_empty() {
                TextRange::empty(start)
            } else {
                TextRange::between(start, place(range.end(), false))
            }
        };
        let all = self.all.iter().map(|it| Alteration { old: range(it.old, &old), new: range(it.new, &new), ..*it });
        let together = self.together.iter().map(|(a, b)| (old(*a, true), new(*b, true)));
        Self::new(all.collect(), together.collect(), (self.n_common, self.n_words))
    }

    fn by_place(&self, version: Version) -> &ByPlace {
        match version {
            Version::Old => &self.old,
            Version::New => &self.new,
        }
    }
}

impl ByPlace {
    fn of(all: &[Alteration], version: Version) -> Self {
        let range = |index: &usize| all.get(*index).map_or(TextRange::empty(0), |it| it.range(version));
        let mut indexes: Vec<usize> = (0..all.len()).collect();
        indexes.sort_by_key(|index| (range(index).start(), range(index).end()));
        let is_moved = |index: &usize| all.get(*index).is_some_and(|it| it.altered == Altered::Moved);
        let (moved, rest) = indexes.iter().partition(|index| is_moved(index));
        Self { all: indexes, moved, rest }
    }
}
