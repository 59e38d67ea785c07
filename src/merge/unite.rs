//! The rule for one record: which entries of its fields stay.

use std::sync::Arc;

use imbl::OrdMap;

use crate::model::{
    AnyRecord, Document, DocumentId, Dot, Entered, Entry, Field, Fields, Importer, Origin, Project, SetAside, Told,
};

use super::texts::Texts;
use super::{Doubt, json};

/// How often a document may have been emptied for good and loaded again for its text to be known by its id.
const MAX_TIMES_LOADED: usize = 8;

/// What unites to a record, what is doubtful about it, and what of it is set aside.
pub(super) type Outcome = (AnyRecord, Option<Doubt>, Option<SetAside>);

/// A record that one copy has and `other` has not. Absence never means that it was deleted.
pub(super) fn alone(record: AnyRecord, other: &Project) -> Outcome {
    let id = record.record_id();
    let is_known = record.fields().stamps().dots().any(|dot| other.has_seen(dot));
    let is_doubtful = is_known && !other.set_aside.iter().any(|aside| aside.record.record_id() == id);
    (record, is_doubtful.then_some(Doubt::Stamps(id)), None)
}

/// A record that both copies have. If two transactions made it, it is said of the same one for everybody.
pub(super) fn unite(
    (our, ours): (AnyRecord, &Project),
    (their, theirs): (AnyRecord, &Project),
    texts: &Texts,
    told: &mut Told<'_>,
) -> Outcome {
    if our == their {
        return (our, None, None);
    }
    let id = our.record_id();
    let made = our.fields().stamps().made().max(their.fields().stamps().made());
    let mut fields = our.entered();
    fields.extend(their.entered());
    fields.sort_unstable();
    fields.dedup();
    let mut doubt = None;
    let entered = fields.into_iter().map(|field| {
        if has_one_entry(our.fields(), their.fields(), field) {
            return (field, Entered::Own);
        }
        let (record, mut our, mut their) = (&our, our.entries(field), their.entries(field));
        texts.settle((record, field), (&mut our, ours), (&mut their, theirs));
        let stay = staying((&our, ours), (&their, theirs));
        if stay.is_empty() || contradict(&our, &their) {
            doubt = Some(Doubt::Stamps(id));
            return (field, Entered::These(our.into_iter().chain(their).collect()));
        }
        let is_feigned = |(own, project): (&[Entry], &Project), (others, other): (&[Entry], &Project)| {
            let mut apart = own.iter().filter(|entry| !others.contains(entry));
            apart.any(|entry| other.has_seen(entry.dot) && !knows(other, project, entry.dot))
        };
        if is_feigned((&our, ours), (&their, theirs)) || is_feigned((&their, theirs), (&our, ours)) {
            doubt = Some(Doubt::Stamps(id));
        }
        (field, Entered::These(stay))
    });
    let entered: Vec<_> = entered.collect();
    let (mut record, aside) = match [(&our, ours), (&their, theirs)].map(|(it, copy)| texts.has_placed(it, copy)) {
        [true, false] if is_placed(&our) => (our, None),
        [false, true] if is_placed(&their) => (their, None),
        _ => fixed(our, their),
    };
    record.put_entries(made, entered, told);
    let doubt = doubt.or_else(|| aside.as_ref().map(|_| Doubt::Fixed(id)));
    (record, doubt, aside)
}

/// Whether a field has one entry, and that is the same in both.
fn has_one_entry(our: &dyn Fields, their: &dyn Fields, field: Field) -> bool {
    let has_one = |record: &dyn Fields| record.clashes().iter().all(|clash| clash.field != field);
    let is_of_one = our.stamps().of(field) == their.stamps().of(field);
    is_of_one && has_one(our) && has_one(their) && our.get(field) == their.get(field)
}

/// An entry stays if the other copy has it too or has not seen its dot; and if it has another value under that dot, which
/// one of them was given by hand: nobody replaced either.
fn staying(our: (&[Entry], &Project), their: (&[Entry], &Project)) -> Vec<Entry> {
    let stays = |entry: &Entry, (_, project): (&[Entry], &Project), (others, other): (&[Entry], &Project)| {
        others.iter().any(|it| it.dot == entry.dot) || !knows(other, project, entry.dot)
    };
    let mine = our.0.iter().filter(|entry| stays(entry, our, their));
    let others = their.0.iter().filter(|entry| !our.0.contains(entry) && stays(entry, their, our));
    mine.chain(others).cloned().collect()
}

/// Whether a copy has taken in a transaction that `other` knows of. That it has seen it is not enough if its history does
/// not tell of it though the other's does: then its stamps were changed by hand, and what it replaced nobody can know.
fn knows(copy: &Project, other: &Project, dot: Dot) -> bool {
    copy.has_seen(dot) && (copy.log.contains_key(&dot) || !other.log.contains_key(&dot))
}

/// Whether each copy has another value of one transaction: one of them was changed by hand.
fn contradict(our: &[Entry], their: &[Entry]) -> bool {
    let is_other = |entry: &Entry, known: &[Entry]| !known.contains(entry);
    our.iter().filter(|entry| is_other(entry, their)).any(|entry| {
        let mut others = their.iter().filter(|other| other.dot == entry.dot);
        others.any(|other| is_other(other, our))
    })
}

/// Whether a record is what it is by its place.
fn is_placed(record: &AnyRecord) -> bool {
    matches!(record, AnyRecord::Pass(_) | AnyRecord::Settled(_))
}

/// The one whose fixed parts are used, the same for everybody, and the other one if it says something else there that
/// would be lost.
fn fixed(our: AnyRecord, their: AnyRecord) -> (AnyRecord, Option<SetAside>) {
    if let (AnyRecord::Document(our), AnyRecord::Document(their)) = (&our, &their) {
        return (united_document(our, their).into(), None);
    }
    if let AnyRecord::About(_) | AnyRecord::Checker(_) | AnyRecord::Source(_) | AnyRecord::Passage(_) = our {
        // All of these may change.
        return (our, None);
    }
    let bare = |record: &AnyRecord| {
        let mut bare = record.clone();
        let entries = our.entered().into_iter().map(|field| (field, Entered::These(our.entries(field))));
        bare.put_entries(our.fields().stamps().made(), entries, &mut Told::by(&OrdMap::new()));
        bare
    };
    let (ours, theirs) = (bare(&our), bare(&their));
    if ours == theirs {
        return (our, None);
    }
    let (used, other) = if json(&ours) >= json(&theirs) { (our, their) } else { (their, our) };
    // Which of two compared places comes first means nothing.
    if matches!(used, AnyRecord::Settled(_)) {
        return (used, None);
    }
    let id = used.record_id();
    let reason = format!("two copies of the project do not agree what this {} is", id.kind.name());
    (used, Some(SetAside { reason, record: other }))
}

/// A document with the origins of both, and the text whose hash fits. The same text may have been read twice, as what it
/// is and as plain text, or by two versions of the program.
fn united_document(our: &Arc<Document>, their: &Arc<Document>) -> Document {
    let mut united = better(our, their).clone();
    if our.origins != their.origins {
        let mut origins: Vec<Origin> = our.origins.clone();
        origins.extend(their.origins.iter().filter(|origin| !our.origins.contains(origin)).cloned());
        origins.sort_by_cached_key(|origin| (origin.loaded, json(origin)));
        united.origins = origins;
    }
    united
}

/// Of two readings of a document the one that everybody uses.
pub(super) fn better<'a>(our: &'a Document, their: &'a Document) -> &'a Document {
    if our.body == their.body && read_as(our) == read_as(their) {
        return our;
    }
    let rank = |document: &Document| {
        (is_loaded(document), document.importer.version, json(&(read_as(document), &document.body)))
    };
    if rank(our) >= rank(their) { our } else { their }
}

fn read_as(document: &Document) -> (&str, &str, &Importer) {
    (&document.media_type, &document.encoding, &document.importer)
}

/// Whether its text is the one from which its id was made.
fn is_loaded(document: &Document) -> bool {
    let body = &document.body;
    let fits = |origin: &Origin| {
        let mut ids = DocumentId::all_of(&origin.sha256, body.sha256()).take(MAX_TIMES_LOADED);
        ids.any(|id| id == document.id)
    };
    (body.is_whole() || body.is_emptied()) && document.origins.iter().any(fits)
}
