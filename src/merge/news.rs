//! What one copy would learn from another: which records are new, gone or changed, and who did that.

use std::collections::BTreeMap;

use crate::model::{AnyRecord, DocumentId, Dot, Entry, Field, Project, RecordId, RecordKind, Role, Value};

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
    /// A field was given this value by somebody who did not know of another one, which is there as well.
    Clash(Field, Value),
}

/// What `after` holds and `before` does not, record by record in the order of [`position`]. `after` is a merge of `before` with another copy, or a later
/// state of it.
pub fn news(before: &Project, after: &Project) -> Vec<News> {
    let mut news = Vec::new();
    let [old, new] = [before, after].map(|project| project.tables().iter().collect::<Vec<_>>());
    for (old, new) in side_by_side(old, new) {
        let Some(new) = new else { continue };
        match old {
            Some(old) if old == new => {}
            Some(old) if old.fields().present() => changed(&old, &new, after, &mut news),
            // Who works here enters their name; the news is what they do.
            _ if new.record_id().kind == RecordKind::Checker => {}
            _ if new.fields().present() => {
                news.push(News { record: new.record_id(), kind: NewsKind::New, dot: present_since(&new) });
            }
            _ => {}
        }
    }
    let record = |news: &News| after.tables().get(news.record);
    news.sort_by_cached_key(|news| record(news).and_then(|record| position(after, &record)));
    news
}

/// Where a record stands when all are told: first what belongs to the whole project, then document by document, drafts
/// first, what stands in it or hangs on that, in the order of its text.
pub fn position(project: &Project, record: &AnyRecord) -> Option<(Role, String, DocumentId, Option<usize>)> {
    let tables = project.tables();
    let place = match record {
        AnyRecord::Passage(passage) => Some(&passage.place),
        AnyRecord::Pass(pass) => Some(&pass.place),
        _ => record.rules().passage().and_then(|id| tables.passages.get(&id)).map(|passage| &passage.place),
    };
    let document = match record {
        AnyRecord::Document(document) => document.id,
        AnyRecord::SignOff(sign_off) => sign_off.document,
        AnyRecord::Settled(settled) => settled.subject.documents()[0]?,
        _ => place?.document,
    };
    let document = tables.documents.get(&document)?;
    Some((document.role, document.title.to_string(), document.id, place.map(|place| place.range().start())))
}

/// What became of a record that was there.
fn changed(old: &AnyRecord, new: &AnyRecord, after: &Project, news: &mut Vec<News>) {
    let record = new.record_id();
    if !new.fields().present() {
        news.push(News { record, kind: NewsKind::Deleted, dot: new.fields().stamps().of(Field::Present) });
        return;
    }
    // Where a passage was is told with where it is.
    let stamps = new.fields().stamps();
    let has_come =
        stamps.of(Field::Former) == stamps.of(Field::Place) && old.entries(Field::Place) != new.entries(Field::Place);
    let told = new.fields().fields().iter().copied().filter(|field| !(has_come && *field == Field::Former));
    for field in told.chain([Field::Present]) {
        let known = old.entries(field);
        let Some(shown) = new.entries(field).into_iter().next() else { continue };
        // Where a passage is shown that nobody has put there is nobody's news.
        if field != Field::Present && shown.dot == Dot::NOBODY {
            continue;
        }
        let clashing = after.clashes_of(new).filter(|clash| clash.field == field);
        let clashing: Vec<_> = clashing.map(|clash| Entry { value: clash.value.clone(), dot: clash.dot }).collect();
        if clashing.is_empty() {
            if known.first().is_none_or(|known| known.value != shown.value) {
                news.push(News { record, kind: NewsKind::Changed(field, shown.value), dot: shown.dot });
            }
            continue;
        }
        // That something is there because it is named is nobody's news.
        let said = std::iter::once(shown).chain(clashing).filter(|entry| entry.dot != Dot::NOBODY);
        for Entry { value, dot } in said.filter(|entry| !known.contains(entry)) {
            news.push(News { record, kind: NewsKind::Clash(field, value), dot });
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
