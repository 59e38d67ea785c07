//! What one copy would learn from another: which records are new, gone or changed, and who did that.

use std::collections::BTreeMap;

use crate::model::{AnyRecord, Dot, Entry, Field, Project, RecordId, Value};

use super::side_by_side;

/// One thing that a copy does not know yet.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// The record.
    pub record: RecordId,
    /// What became of it.
    pub kind: NewsKind,
    /// Who did it.
    pub dot: Dot,
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum NewsKind {
    /// It was made, or is there again.
    New,
    /// It was deleted.
    Deleted,
    /// A field was given this value.
    Changed(Field, Value),
    /// A field was given this value by somebody who did not know the one that shows.
    Clash(Field, Value),
}

/// What `after` holds and `before` does not, record by record. `after` is a merge of `before` with another copy, or a later
/// state of it.
pub fn news(before: &Project, after: &Project) -> Vec<News> {
    let mut news = Vec::new();
    let [old, new] = [before, after].map(|project| project.tables().iter().collect::<Vec<_>>());
    for (old, new) in side_by_side(old, new) {
        let Some(new) = new else { continue };
        match old {
            Some(old) if old == new => {}
            Some(old) if old.fields().present() => changed(&old, &new, after, &mut news),
            _ if new.fields().present() => {
                news.push(News { record: new.record_id(), kind: NewsKind::New, dot: present_since(&new) });
            }
            _ => {}
        }
    }
    news
}

/// What became of a record that was there.
fn changed(old: &AnyRecord, new: &AnyRecord, after: &Project, news: &mut Vec<News>) {
    let record = new.record_id();
    if !new.fields().present() {
        news.push(News { record, kind: NewsKind::Deleted, dot: new.fields().stamps().of(Field::Present) });
        return;
    }
    for field in new.fields().fields() {
        let Some(Entry { value, dot }) = new.entries(*field).into_iter().next() else { continue };
        if old.fields().get(*field).as_ref() != Some(&value) {
            news.push(News { record, kind: NewsKind::Changed(*field, value), dot });
        }
    }
    for clash in after.clashes_of(new) {
        let entry = Entry { value: clash.value.clone(), dot: clash.dot };
        let was_seen = old.entries(clash.field).contains(&entry);
        let shows = new.entries(clash.field).first().is_some_and(|shown| old.entries(clash.field).contains(shown));
        // One of the two was known before; the other is what is new.
        if !was_seen || !shows {
            news.push(News { record, kind: NewsKind::Clash(clash.field, entry.value), dot: entry.dot });
        }
    }
}

/// Who made a record, or brought it back.
fn present_since(record: &AnyRecord) -> Dot {
    match record.fields().stamps().of(Field::Present) {
        Dot::NOBODY => record.fields().stamps().made(),
        dot => dot,
    }
}

/// How much is new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records that were made.
    pub n_new: usize,
    /// Records that were changed.
    pub n_changed: usize,
    /// Records that were deleted.
    pub n_deleted: usize,
    /// Fields that were set differently by somebody who did not know of it.
    pub n_clashes: usize,
}

/// How much is new, by the names of those who did it.
pub fn tally(project: &Project, news: &[News]) -> BTreeMap<String, Tally> {
    let mut by: BTreeMap<String, Tally> = BTreeMap::new();
    let mut last = None;
    for News { record, kind, dot } in news {
        let name = project.who(*dot).unwrap_or("somebody").to_owned();
        let is_same = last.replace((name.clone(), *record)) == Some((name.clone(), *record));
        let tally = by.entry(name).or_default();
        match kind {
            NewsKind::New => tally.n_new += 1,
            NewsKind::Deleted => tally.n_deleted += 1,
            NewsKind::Changed(..) => tally.n_changed += usize::from(!is_same),
            NewsKind::Clash(..) => tally.n_clashes += 1,
        }
    }
    by
}
