//! Two copies of a project to one, by the rules of the project file: facts are united, nothing is decided.
//!
//! A copy holds entries: which value somebody gave to which field, each stamped with its transaction, and which
//! transactions it has taken in. An entry that one copy has and the other has taken in but no longer has was replaced by
//! somebody who saw it; every other entry stays. So it does not matter in which order copies are merged, nor how often, and
//! no common ancestor is needed. What shows of several entries, and what of them clashes, the model decides on reading
//! (`model/clashes.rs`).
//!
//! Start reading with [`merge`]; `unite.rs` holds the rule for a record, `texts.rs` what is done when a text was changed on
//! its way, `news.rs` tells what one copy would learn from another, with `versions.rs` a new version and all that went along
//! as one, `tally.rs` how much that is, and `words.rs` puts it into words, clashes with `against.rs`; `untold.rs` finds what
//! differs though no stamp tells of it, `raised.rs` what is there again though somebody removed it. This room knows only text
//! and model; files are read and written by others.

mod against;
mod day;
mod look_at;
mod news;
mod raised;
mod tally;
mod texts;
mod unite;
mod untold;
mod versions;
mod words;

pub use news::{GoingBack, Known, News, NewsKind, Replacement, Seen, news, position};
pub use tally::{Tally, tally};
pub use untold::untold;
pub use words::Teller;

use std::collections::{BTreeMap, BTreeSet};

use imbl::OrdMap;

use crate::model::{AnyRecord, DocumentId, Dot, LogEntry, Project, ProjectId, RecordId, SetAside, Told, packed};

use self::texts::Texts;

/// What a merge gives.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The project with what both copies hold.
    pub project: Project,
    /// What should be said of it beside what is new: nothing, if both copies are as the program wrote them.
    pub doubts: Vec<Doubt>,
}

/// Something that no copy of a project should hold. All of it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// By its stamps each copy knows that the other's value was replaced: they were changed by hand, or by a damaged
    /// program. All values are kept.
    Stamps(RecordId),
    /// The copies say different of what never changes in a record. The one that is not used is set aside.
    Fixed(RecordId),
    /// A record that cannot stand beside what the other copy holds was set aside: which, and why.
    SetAside(RecordId, String),
    /// The copies have other texts of a document; the one that was loaded is used.
    Text(DocumentId),
    /// Two transactions have one stamp. The history has one of them.
    Log(Dot),
}

/// The project with what both copies hold. It takes no stamp, makes no id and writes no history.
///
/// Copies of different projects are merged under the id of the first; whether that is meant, the caller has asked, unless
/// they were united before ([`belong_together`]).
pub fn merge(ours: &Project, theirs: &Project) -> Merged {
    let emptied = ours.emptied.union(&theirs.emptied).copied().collect();
    let (ours, theirs) = (&*ours.with_emptied(&emptied), &*theirs.with_emptied(&emptied));
    let mut doubts = Vec::new();
    let texts = Texts::of(ours, theirs);
    doubts.extend(texts.documents().map(Doubt::Text));
    let [our_records, their_records] = [ours, theirs].map(|project| texts.records(project));

    let log = united_log(ours, theirs, &mut doubts);
    let mut told = Told::by(&log);
    let mut set_aside = united_set_aside(ours, theirs);
    let mut records: Vec<AnyRecord> = Vec::with_capacity(our_records.len().max(their_records.len()));
    for pair in side_by_side(our_records, their_records) {
        let (record, doubt, aside) = match pair {
            (Some(our), Some(their)) => unite::unite((our, ours), (their, theirs), &texts, &mut told),
            (Some(our), None) => unite::alone(our, theirs),
            (None, Some(their)) => unite::alone(their, ours),
            (None, None) => continue,
        };
        doubts.extend(doubt);
        set_aside.extend(aside);
        records.push(record);
    }

    let mut project = Project::from_records(ours.id(), records);
    project.seen = union(&ours.seen, &theirs.seen);
    project.actors = union(&ours.actors, &theirs.actors);
    project.emptied = emptied;
    project.united = united_ids(ours, theirs);
    let is_new = |aside: &&SetAside| !set_aside.contains(aside);
    let new = project.set_aside.iter().filter(is_new);
    doubts.extend(new.map(|aside| Doubt::SetAside(aside.record.record_id(), aside.reason.clone())));
    set_aside.append(&mut project.set_aside);
    project.set_aside = in_order(set_aside);
    project.take_log(log);
    Merged { project, doubts }
}

/// Whether two are copies of one project, or hold one that they were united with before. To merge others may be a mistake.
pub fn belong_together(ours: &Project, theirs: &Project) -> bool {
    let has = |project: &Project, id: &ProjectId| project.id() == *id || project.united.contains(id);
    has(theirs, &ours.id()) || ours.united.iter().any(|id| has(theirs, id))
}

/// How many documents two projects share, for who is about to merge two that are no copies of one.
pub fn n_shared_documents(ours: &Project, theirs: &Project) -> usize {
    ours.documents().into_iter().filter(|document| theirs.tables().documents.contains_key(&document.id)).count()
}

/// Whether all that `earlier` has taken in was taken in by `later` too.
pub fn is_contained(earlier: &Project, later: &Project) -> bool {
    earlier.seen.iter().all(|(actor, counter)| later.seen.get(actor).is_some_and(|seen| seen >= counter))
}

/// The records of two copies by kind and id, those of one id beside each other.
fn side_by_side(
    ours: Vec<AnyRecord>,
    theirs: Vec<AnyRecord>,
) -> impl Iterator<Item = (Option<AnyRecord>, Option<AnyRecord>)> {
    let (mut ours, mut theirs) = (ours.into_iter().peekable(), theirs.into_iter().peekable());
    std::iter::from_fn(move || {
        let ids = (ours.peek().map(AnyRecord::record_id), theirs.peek().map(AnyRecord::record_id));
        match ids {
            (None, None) => None,
            (Some(our), Some(their)) if our == their => Some((ours.next(), theirs.next())),
            (Some(our), their) if their.is_none_or(|their| our < their) => Some((ours.next(), None)),
            _ => Some((None, theirs.next())),
        }
    })
}

/// The log of both. Of two transactions with one stamp, which never are, the same one is kept by everybody.
fn united_log(ours: &Project, theirs: &Project, doubts: &mut Vec<Doubt>) -> OrdMap<Dot, LogEntry> {
    if ours.log.ptr_eq(&theirs.log) {
        return ours.log.clone();
    }
    let mut log: Vec<(Dot, LogEntry)> = Vec::with_capacity(ours.log.len().max(theirs.log.len()));
    let (mut left, mut right) = (ours.log.iter().peekable(), theirs.log.iter().peekable());
    loop {
        let next = match (left.peek(), right.peek()) {
            (None, None) => break,
            (Some((our, _)), Some((their, _))) if our == their => {
                let (Some((dot, our)), Some((_, their))) = (left.next(), right.next()) else { break };
                if our != their {
                    doubts.push(Doubt::Log(*dot));
                }
                (dot, if our == their || json(our) > json(their) { our } else { their })
            }
            (Some((our, _)), their) if their.is_none_or(|(their, _)| our < their) => match left.next() {
                Some(next) => next,
                None => break,
            },
            _ => match right.next() {
                Some(next) => next,
                None => break,
            },
        };
        log.push((*next.0, next.1.clone()));
    }
    packed(log)
}

/// The projects that are in either, if that is more than one.
fn united_ids(ours: &Project, theirs: &Project) -> BTreeSet<ProjectId> {
    let own = if ours.id() == theirs.id() { None } else { Some([ours.id(), theirs.id()]) };
    ours.united.union(&theirs.united).copied().chain(own.into_iter().flatten()).collect()
}

/// What both set aside, as it stands.
fn united_set_aside(ours: &Project, theirs: &Project) -> Vec<SetAside> {
    ours.set_aside.iter().chain(&theirs.set_aside).cloned().collect()
}

fn in_order(set_aside: Vec<SetAside>) -> Vec<SetAside> {
    let keyed = set_aside.into_iter().map(|aside| ((aside.record.record_id(), json(&aside)), aside));
    keyed.collect::<BTreeMap<_, _>>().into_values().collect()
}

/// Both maps; where they differ, the greater value.
fn union<K: Ord + Copy, V: Ord + Copy>(ours: &BTreeMap<K, V>, theirs: &BTreeMap<K, V>) -> BTreeMap<K, V> {
    let mut union = ours.clone();
    for (key, value) in theirs {
        let entry = union.entry(*key).or_insert(*value);
        *entry = (*entry).max(*value);
    }
    union
}

/// A form in which all that is kept can be put in order, the same for everybody.
fn json(value: &impl serde::Serialize) -> String {
    // Records and log have nothing in them that JSON cannot hold.
    serde_json::to_string(value).unwrap_or_default()
}
