//! The rule for one record: which entries of its fields stay.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    AnyRecord, Document, DocumentId, Dot, Entry, Field, Importer, Origin, Project, RecordId, SetAside, Told,
};

use super::texts::Texts;
use super::{Doubt, json};

/// How often a document may have been emptied for good and loaded again for its text to be known by its id.
const MAX_TIMES_LOADED: usize = 8;

/// The entries of a record by field.
pub(super) type Entries = Vec<(Field, Vec<Entry>)>;

/// A record with the entries that stay. Which of them show is decided when all of both copies is known.
pub(super) enum United {
    /// Both copies have it as it is, or only one of them has it.
    Same(AnyRecord),
    /// It has to be put together.
    Differs {
        /// What in it never changes is that of the united record.
        record: AnyRecord,
        /// The transaction that made it; if two did, the same one for everybody.
        made: Dot,
        /// The entries that stay.
        entries: Entries,
    },
}

impl United {
    /// The entries that hold what a field holds before anybody fills it.
    pub fn empty_entries(&self) -> impl Iterator<Item = (Dot, RecordId)> {
        let (id, entries) = match self {
            Self::Same(_) => (None, [].as_slice()),
            Self::Differs { record, entries, .. } => (Some(record.record_id()), entries.as_slice()),
        };
        let several = entries.iter().filter(|(_, entries)| entries.len() > 1).flat_map(|(_, entries)| entries);
        several.filter(|entry| entry.value.is_unfilled()).filter_map(move |entry| Some((entry.dot, id?)))
    }

    /// The transactions of which several entries of one field are.
    pub fn put_together(&self) -> impl Iterator<Item = (Dot, RecordId)> {
        let (id, entries) = match self {
            Self::Same(_) => (None, [].as_slice()),
            Self::Differs { record, entries, .. } => (Some(record.record_id()), entries.as_slice()),
        };
        let together = |entries: &[Entry], entry: &Entry| entries.iter().filter(|it| it.dot == entry.dot).count() > 1;
        let several = entries.iter().filter(|(_, entries)| entries.len() > 1);
        several.flat_map(move |(_, entries)| {
            let dots = entries.iter().filter(move |entry| together(entries, entry)).map(|entry| entry.dot);
            dots.filter_map(move |dot| Some((dot, id?)))
        })
    }

    /// The record with its entries in order, when it is known what the log tells of them.
    pub fn shown(self, told: &Told) -> AnyRecord {
        match self {
            Self::Same(record) => record,
            Self::Differs { mut record, made, entries } => {
                record.put_entries(made, entries, told);
                record
            }
        }
    }
}

/// What unites to a record, what is doubtful about it, and what of it is set aside.
pub(super) type Outcome = (United, Option<Doubt>, Option<SetAside>);

/// A record that one copy has and `other` has not. Absence never means that it was deleted.
pub(super) fn alone(record: AnyRecord, other: &Project) -> Outcome {
    let id = record.record_id();
    let is_known = record.fields().stamps().dots().any(|dot| other.has_seen(dot));
    let is_doubtful = is_known && !other.set_aside.iter().any(|aside| aside.record.record_id() == id);
    (United::Same(record), is_doubtful.then_some(Doubt::Stamps(id)), None)
}

/// A record that both copies have.
pub(super) fn unite(
    (our, ours): (AnyRecord, &Project),
    (their, theirs): (AnyRecord, &Project),
    texts: &Texts,
) -> Outcome {
    if our == their {
        return (United::Same(our), None, None);
    }
    let id = our.record_id();
    let made = our.fields().stamps().made().max(their.fields().stamps().made());
    let mut fields: BTreeSet<Field> = our.entered().into_iter().collect();
    fields.extend(their.entered());
    let mut doubt = None;
    let entries = fields.into_iter().map(|field| {
        let (record, mut our, mut their) = (&our, our.entries(field), their.entries(field));
        texts.settle((record, field), (&mut our, ours), (&mut their, theirs));
        let stay = staying((&our, ours), (&their, theirs));
        if stay.is_empty() || contradict(&our, &their) {
            doubt = Some(Doubt::Stamps(id));
            return (field, our.into_iter().chain(their).collect());
        }
        let is_feigned = |(own, project): (&[Entry], &Project), (others, other): (&[Entry], &Project)| {
            let mut apart = own.iter().filter(|entry| !others.contains(entry));
            apart.any(|entry| other.has_seen(entry.dot) && !knows(other, project, entry.dot))
        };
        if is_feigned((&our, ours), (&their, theirs)) || is_feigned((&their, theirs), (&our, ours)) {
            doubt = Some(Doubt::Stamps(id));
        }
        (field, stay)
    });
    let entries = entries.collect();
    let (record, aside) = match [(&our, ours), (&their, theirs)].map(|(it, copy)| texts.has_placed(it, copy)) {
        [true, false] if is_placed(&our) => (our, None),
        [false, true] if is_placed(&their) => (their, None),
        _ => fixed(our, their),
    };
    let doubt = doubt.or_else(|| aside.as_ref().map(|_| Doubt::Fixed(id)));
    (United::Differs { record, made, entries }, doubt, aside)
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
        let entries = our.entered().into_iter().map(|field| (field, our.entries(field)));
        bare.put_entries(our.fields().stamps().made(), entries, &Told::default());
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
