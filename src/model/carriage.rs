//! Carriage: what a new version did to the passages of the one that it replaces, counted.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::text::Placement;

use super::{
    Change, Changed, DocumentId, Field, Fields as _, FormerPlaces, LogEntry, Made, Passage, Place, Project, RecordId,
    Value,
};

/// How many passages of earlier versions became what, and how many of their accepted changes were made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carriage {
    n_passages: usize,
    /// By what became of them, in the order of [`Carriage::NAMES`].
    became: [usize; 5],
    n_made: usize,
    n_otherwise: usize,
    n_not_made: usize,
    n_gone: usize,
}

impl Carriage {
    const NAMES: [Placement; 5] =
        [Placement::Unchanged, Placement::Moved, Placement::Changed, Placement::Ambiguous, Placement::Orphaned];

    /// What a new version did to the passages of those before it, by what is known of them now.
    pub fn of(project: &Project, newest: DocumentId) -> Self {
        let mut carriage = Self::default();
        let brought = Brought::to(project, newest);
        for passage in brought.passages() {
            let Some(former) = passage.former_in(newest) else { continue };
            carriage.add(former.became);
            let made = project.changes_of(passage.id).filter_map(|change| brought.made(change));
            made.for_each(|made| carriage.add_made(made));
        }
        carriage
    }

    /// What the transaction did that took in a version, or said that it follows another.
    pub fn by(project: &Project, entry: &LogEntry, version: DocumentId) -> Self {
        let version = project.led_to(entry, version);
        let mut carriage = Self::default();
        for changed in &*entry.changed {
            let Changed::Set(change) = changed else { continue };
            match (change.field, &change.after) {
                (Field::Former, Value::Former(former)) => {
                    became_in(former, version).into_iter().for_each(|became| carriage.add(became));
                }
                (Field::Made, Value::Made(Some(made))) => carriage.add_made(*made),
                _ => {}
            }
        }
        carriage
    }

    /// The same with the changes that were accepted late: nobody entered what the version has of them.
    pub fn with_late(mut self, project: &Project, version: DocumentId) -> Self {
        for passage in Brought::to(project, version).passages() {
            let late = project.changes_of(passage.id).filter(|change| change.is_derived(Field::Made));
            late.filter_map(|change| change.made).for_each(|made| self.add_made(made));
        }
        self
    }

    fn add(&mut self, became: Placement) {
        self.n_passages += 1;
        let counts = Self::NAMES.iter().zip(&mut self.became);
        counts.filter(|(name, _)| **name == became).for_each(|(_, n)| *n += 1);
    }

    fn add_made(&mut self, made: Made) {
        match made {
            Made::AsProposed => self.n_made += 1,
            Made::Otherwise => self.n_otherwise += 1,
            Made::NotMade => self.n_not_made += 1,
            Made::Gone => self.n_gone += 1,
        }
    }
}

/// What came to a version from those before it: also what shows in a version beside it, as long as nobody has said which of
/// them is the newest.
pub struct Brought<'p> {
    project: &'p Project,
    version: DocumentId,
    beside: Vec<DocumentId>,
    /// What was said when the version was taken in, and those between it and where the versions part.
    said: BTreeMap<(RecordId, Field), &'p Value>,
}

impl<'p> Brought<'p> {
    /// What came to this version.
    pub fn to(project: &'p Project, version: DocumentId) -> Self {
        let documents = project.documents().into_iter().map(|document| document.id);
        let beside = documents.filter(|other| project.fork_between(version, *other).is_some()).collect();
        let mut brought = Self { project, version, beside, said: BTreeMap::new() };
        if !brought.beside.is_empty() {
            let mut line = vec![version];
            line.extend(project.earlier_versions(version).into_iter().filter(|earlier| project.is_forked(*earlier)));
            // What was said last holds.
            line.into_iter().rev().for_each(|version| brought.read(version));
        }
        brought
    }

    fn read(&mut self, version: DocumentId) {
        let document = self.project.document(version);
        let by = document.map(|it| self.project.origin(&**it, Field::Replaces, it.said_to_replace().1));
        let entry = by.and_then(|by| self.project.log.get(&by));
        for changed in entry.iter().flat_map(|entry| entry.changed.iter()) {
            if let Changed::Set(set) = changed
                && matches!(set.field, Field::Made | Field::Reopened)
            {
                self.said.insert((set.record, set.field), &set.after);
            }
        }
    }

    /// The passages that came to it, or were left in the versions before it.
    pub fn passages(&self) -> impl Iterator<Item = &'p Arc<Passage>> {
        let earlier = self.project.earlier_versions(self.version);
        self.project.passages().filter(move |passage| {
            let document = passage.place.document;
            document == self.version
                || earlier.contains(&document)
                || self.is_beside(passage) && passage.former_in(self.version).is_some()
        })
    }

    /// Where a passage stands in it; `None` if it has no place there.
    pub fn place(&self, passage: &'p Passage) -> Option<&'p Place> {
        let mut places = std::iter::once(&passage.place).chain(self.project.across_forks(passage));
        places.find(|place| place.document == self.version)
    }

    /// What it has of a change.
    pub fn made(&self, change: &Change) -> Option<Made> {
        let is_beside = self.project.passage(change.passage).is_some_and(|passage| self.is_beside(passage));
        match self.said.get(&(change.id.into(), Field::Made)) {
            _ if !is_beside => change.made,
            Some(Value::Made(made)) => *made,
            _ => None,
        }
    }

    /// Whether a passage is to be looked at again, and if there are versions beside it, because of this one.
    pub fn is_reopened(&self, passage: &Passage) -> bool {
        let said = self.said.get(&(passage.id.into(), Field::Reopened));
        let is_by_it = self.beside.is_empty() || said.is_some_and(|value| !value.is_unfilled());
        is_by_it && (self.is_beside(passage) || !passage.reopened.is_empty())
    }

    /// Whether a passage shows in a version beside it.
    fn is_beside(&self, passage: &Passage) -> bool {
        self.beside.contains(&passage.place.document)
    }
}

fn became_in(former: &FormerPlaces, version: DocumentId) -> Option<Placement> {
    former.at(version).map(|former| former.became)
}

/// "149 passages: 120 unchanged, 14 moved, 9 text changed, 2 ambiguous, 4 orphaned; 3 accepted changes made, 1 not".
impl fmt::Display for Carriage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |n: usize, what: &str| if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") };
        if self.n_passages == 0 {
            return f.write_str("no passage was marked before");
        }
        let became = Self::NAMES.iter().zip(self.became).filter(|(_, n)| *n > 0);
        let became: Vec<String> = became.map(|(name, n)| format!("{n} {}", name.name())).collect();
        write!(f, "{}: {}", counted(self.n_passages, "passage"), became.join(", "))?;
        if self.n_made + self.n_otherwise + self.n_not_made + self.n_gone == 0 {
            return Ok(());
        }
        write!(f, "; {} made", counted(self.n_made, "accepted change"))?;
        let others = [(self.n_otherwise, "otherwise"), (self.n_not_made, "not"), (self.n_gone, "gone with the words")];
        for (n, how) in others {
            if n > 0 {
                write!(f, ", {n} {how}")?;
            }
        }
        Ok(())
    }
}
