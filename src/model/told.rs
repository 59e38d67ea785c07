//! What the log tells of the entries of records: which transactions made them, and what those that put several values back
//! made to show.

use std::collections::{BTreeMap, BTreeSet};

use imbl::OrdMap;

use super::{Changed, Dot, Entry, Field, LogEntry, RecordId, Value};

/// Of how many changes a transaction is looked through each time it is asked for.
const FEW: usize = 16;

/// A log that is asked about one record after the other.
#[derive(Debug)]
pub struct Told<'l> {
    log: &'l OrdMap<Dot, LogEntry>,
    /// What the transactions did that did much.
    deeds: BTreeMap<Dot, Deeds<'l>>,
    /// The record that was asked about last, and which of these transactions made it.
    last: Option<(RecordId, Vec<(Dot, bool)>)>,
}

/// What a transaction did, to be looked up.
#[derive(Debug)]
struct Deeds<'l> {
    made: BTreeSet<RecordId>,
    set: BTreeMap<(RecordId, Field), &'l Value>,
}

impl<'l> Told<'l> {
    /// What this log tells.
    pub fn by(log: &'l OrdMap<Dot, LogEntry>) -> Self {
        Self { log, deeds: BTreeMap::new(), last: None }
    }

    /// Whether a field was only empty when the record was made.
    pub fn is_unfilled(&mut self, record: RecordId, value: &Value, dot: Dot) -> bool {
        value.is_unfilled() && self.has_made(record, dot)
    }

    /// Whether the transaction made the record.
    fn has_made(&mut self, record: RecordId, dot: Dot) -> bool {
        let asked = self.last.take().filter(|(last, _)| *last == record);
        let (_, mut known) = asked.unwrap_or_else(|| (record, Vec::new()));
        let has_made = known.iter().find(|(known, _)| *known == dot).map(|(_, has_made)| *has_made);
        let has_made = has_made.unwrap_or_else(|| {
            let has_made = self.look_up(
                dot,
                |entry| entry.changed.contains(&Changed::Made(record)),
                |deeds| deeds.made.contains(&record),
            );
            known.push((dot, has_made));
            has_made
        });
        self.last = Some((record, known));
        has_made
    }

    /// Whether the transaction set the field to this value in the end.
    pub(super) fn has_shown(&mut self, record: RecordId, field: Field, entry: &Entry) -> bool {
        let is_it = |set: Option<&Value>| set == Some(&entry.value);
        let by_entry =
            |entry: &LogEntry| {
                is_it(entry.changed.iter().rev().find_map(|changed| {
                    set_by(changed).filter(|(at, _)| *at == (record, field)).map(|(_, value)| value)
                }))
            };
        self.look_up(entry.dot, by_entry, |deeds| is_it(deeds.set.get(&(record, field)).copied()))
    }

    /// Answers from the entry of a transaction, or if it did much, from what was found in it the first time.
    fn look_up(
        &mut self,
        dot: Dot,
        by_entry: impl Fn(&LogEntry) -> bool,
        by_deeds: impl Fn(&Deeds<'l>) -> bool,
    ) -> bool {
        let Some(entry) = self.log.get(&dot) else { return false };
        if entry.changed.len() <= FEW {
            by_entry(entry)
        } else {
            by_deeds(self.deeds.entry(dot).or_insert_with(|| Deeds::of(entry)))
        }
    }
}

impl<'l> Deeds<'l> {
    fn of(entry: &'l LogEntry) -> Self {
        let made = entry.changed.iter().filter(|changed| matches!(changed, Changed::Made(_)));
        Self { made: made.map(Changed::record).collect(), set: entry.changed.iter().filter_map(set_by).collect() }
    }
}

/// Which field was set, and to what.
fn set_by(changed: &Changed) -> Option<((RecordId, Field), &Value)> {
    match changed {
        Changed::Set(set) => Some(((set.record, set.field), &set.after)),
        Changed::Made(_) | Changed::Emptied(_) => None,
    }
}
