//! Carriage: what a new version did to the passages of the one that it replaces, counted.

use std::fmt;

use crate::text::Placement;

use super::{Changed, DocumentId, Field, FormerPlaces, LogEntry, Made, Project, Value};

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
        for passage in project.reviewed_in(newest) {
            let Some(former) = passage.former_in(newest) else { continue };
            carriage.add(former.became);
            project.changes_of(passage.id).filter_map(|change| change.made).for_each(|made| carriage.add_made(made));
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
