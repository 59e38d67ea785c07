//! Sign-offs: a checker's word that a draft is done, what it covers, and when it no longer stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::record::{Rules, record};
use super::{
    Actor, AnyRecord, Changed, Clashes, DocumentId, Dot, Field, Invalid, LogEntry, Project, RecordId, SignOffId,
    Stamps, Text, Time, Value,
};

/// How many characters of a passage are told.
const WORDS_CHARS: usize = 60;

record! {
    /// A checker's word that a draft is done. Its stamps tell who gave it and when.
    SignOff(SignOffId) {
        fixed {
            /// The draft.
            document: DocumentId,
            /// What it covers: all passages of the draft with what hangs on them, as they were.
            covered: Covered,
        }
        fields {
            /// Why it was given although something was open, empty if nothing was.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            reason: Text = Reason,
        }
    }
}

/// A hash of all that a sign-off covers. Written as 32 hexadecimal digits.
///
/// It is the sum of a hash for each record, so that one record changes it without a look at the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Covered(u128);

impl Covered {
    /// The part of a record: of what it says, not of who said it. What is empty has no part in it, so a field that a later
    /// version adds leaves the sign-offs of this one as they are.
    fn part(record: &AnyRecord) -> Self {
        let mut record = record.clone();
        // That two people entered the same is no change of it.
        if !record.fields().clashes().is_empty() {
            let fields = record.fields_mut();
            let other = fields.clashes().iter().filter(|clash| fields.get(clash.field).as_ref() != Some(&clash.value));
            *fields.clashes_mut() = other.cloned().collect::<Vec<_>>().into();
        }
        *record.fields_mut().stamps_mut() = Stamps::new(Dot { actor: Actor(0), counter: 0 });
        // Records have nothing in them that JSON cannot hold.
        let hash = Sha256::digest(serde_json::to_vec(&record).unwrap_or_default());
        Self(hash.iter().take(16).fold(0, |sum, byte| (sum << 8) | u128::from(*byte)))
    }

    fn with(self, part: Self) -> Self {
        Self(self.0.wrapping_add(part.0))
    }

    fn without(self, part: Self) -> Self {
        Self(self.0.wrapping_sub(part.0))
    }
}

impl fmt::Display for Covered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl FromStr for Covered {
    type Err = BadHash;

    fn from_str(text: &str) -> Result<Self, BadHash> {
        let is_digit = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let digits = Some(text).filter(|text| text.len() == 32 && text.bytes().all(is_digit));
        digits.and_then(|digits| u128::from_str_radix(digits, 16).ok()).map(Self).ok_or(BadHash)
    }
}

impl From<Covered> for String {
    fn from(covered: Covered) -> Self {
        covered.to_string()
    }
}

impl TryFrom<String> for Covered {
    type Error = BadHash;

    fn try_from(text: String) -> Result<Self, BadHash> {
        text.parse()
    }
}

/// What does not say what a sign-off covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a hash of 32 hexadecimal digits")]
pub struct BadHash;

impl SignOff {
    /// A sign-off of a draft as it stands.
    pub fn new(id: SignOffId, project: &Project, document: DocumentId, reason: &str, dot: Dot) -> Self {
        Self {
            id,
            document,
            covered: project.covered(document),
            reason: reason.into(),
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }
}

impl Rules for SignOff {
    fn names(&self) -> [Option<RecordId>; 3] {
        [Some(self.document.into()), None, None]
    }

    fn check(&self, _: &Project) -> Result<(), Invalid> {
        Ok(())
    }
}

/// What is kept at hand of a document that has sign-offs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signed {
    /// What a sign-off would cover now.
    covered: Covered,
    /// Whether a sign-off covers just that.
    stands: bool,
}

impl Project {
    /// Whether somebody has signed a document off, and nothing was changed since.
    pub fn is_signed_off(&self, document: DocumentId) -> bool {
        self.signed.get(&document).is_some_and(|signed| signed.stands)
    }

    /// The documents that are signed off as they stand.
    pub fn signed_off(&self) -> impl Iterator<Item = DocumentId> {
        self.signed.iter().filter(|(_, signed)| signed.stands).map(|(document, _)| *document)
    }

    /// The sign-offs of a document, the latest first.
    pub fn sign_offs_of(&self, document: DocumentId) -> Vec<&Arc<SignOff>> {
        let present = self.tables.sign_offs.values().filter(|sign_off| sign_off.present);
        let mut sign_offs: Vec<_> = present.filter(|sign_off| sign_off.document == document).collect();
        sign_offs.sort_by_key(|sign_off| (std::cmp::Reverse(self.when(sign_off.stamps.made())), sign_off.id));
        sign_offs
    }

    /// The sign-off of a document that stands, else the latest one.
    pub fn latest_sign_off(&self, document: DocumentId) -> Option<&Arc<SignOff>> {
        let sign_offs = self.sign_offs_of(document);
        let covered = self.signed.get(&document).map(|signed| signed.covered);
        let stands = sign_offs.iter().find(|sign_off| Some(sign_off.covered) == covered);
        stands.or(sign_offs.first()).copied()
    }

    /// What struck a sign-off, in words: the first change after it, and how many more there were. `None` if it stands.
    pub fn struck_because(&self, sign_off: &SignOff) -> Option<String> {
        if self.covered(sign_off.document) == sign_off.covered {
            return None;
        }
        let made = sign_off.stamps.made();
        let time = self.when(made);
        let is_later = |entry: &&LogEntry| {
            if entry.dot.actor == made.actor {
                entry.dot.counter > made.counter
            } else {
                time.is_some_and(|time| entry.time > time)
            }
        };
        let later: Vec<&LogEntry> = self.log.values().filter(is_later).collect();
        let lasting = self.lasting(&later);
        let mut struck: Vec<(Time, Dot, &LogEntry, AnyRecord)> = later
            .into_iter()
            .filter(|entry| lasting.contains(&entry.dot))
            .filter_map(|entry| Some((entry.time, entry.dot, entry, self.covered_by(entry, sign_off.document)?)))
            .collect();
        struck.sort_by_key(|(time, dot, ..)| (*time, *dot));
        let Some((_, _, entry, record)) = struck.first() else {
            return Some(
                "Its passages are not those that were signed off: earlier work of somebody else came in".into(),
            );
        };
        let more = match struck.len() - 1 {
            0 => String::new(),
            1 => ", and 1 more change".to_owned(),
            n => format!(", and {n} more changes"),
        };
        let who = self.who(entry.dot).unwrap_or("somebody");
        Some(format!("{}: {} ({who}){more}", entry.command, self.named(record)))
    }

    /// The transactions that still make a difference: what was taken back does not. They were the first to give a field the
    /// value that it has now, which it had not before all of them; and the record did not come and go meanwhile.
    fn lasting(&self, later: &[&LogEntry]) -> BTreeSet<Dot> {
        let mut in_order = later.to_vec();
        in_order.sort_by_key(|entry| (entry.time, entry.dot));
        let now = |record, field| self.tables.get(record).and_then(|now| now.fields().get(field));
        let mut fields: BTreeMap<(RecordId, Field), (Value, Option<Dot>)> = BTreeMap::new();
        for (entry, changed) in in_order.iter().flat_map(|entry| entry.changed.iter().map(move |it| (entry, it))) {
            let (field, before, after) = match changed {
                Changed::Made(_) => (Field::Present, Value::Flag(false), Value::Flag(true)),
                Changed::Emptied(_) => continue,
                Changed::Set(change) => (change.field, change.before.clone(), change.after.clone()),
            };
            let key = (changed.record(), field);
            let (_, made) = fields.entry(key).or_insert((before, None));
            if now(key.0, key.1) == Some(after) {
                made.get_or_insert(entry.dot);
            }
        }
        let was_absent = |record| matches!(fields.get(&(record, Field::Present)), Some((Value::Flag(false), _)));
        let lasts = |((record, field), (before, made)): (&(RecordId, Field), &(Value, Option<Dot>))| {
            let came_and_went = was_absent(*record) && !self.tables.is_present(*record);
            made.filter(|_| now(*record, *field).as_ref() != Some(before) && !came_and_went)
        };
        fields.iter().filter_map(lasts).collect()
    }

    /// The first record that a transaction changed of those that a sign-off of the document covers.
    fn covered_by(&self, entry: &LogEntry, document: DocumentId) -> Option<AnyRecord> {
        let records = entry.changed.iter().filter_map(|changed| self.tables.get(changed.record()));
        records.into_iter().find(|record| self.covering(record) == Some(document))
    }

    /// The words that a record is about, or the first of them, with their place: "¶4 “over 80,000”".
    fn named(&self, record: &AnyRecord) -> String {
        let place = match record {
            AnyRecord::Pass(pass) => Some(&pass.place),
            record => {
                record.rules().passage().and_then(|id| self.tables.passages.get(&id)).map(|passage| &passage.place)
            }
        };
        let Some(place) = place else { return String::new() };
        let at = self.document(place.document).map(|document| document.place_name(place.range().start()));
        let words = self.words(place);
        let mut chars = words.chars();
        let words: String = chars.by_ref().take(WORDS_CHARS).collect();
        let rest = if chars.next().is_some() { "…" } else { "" };
        format!("{} “{words}{rest}”", at.unwrap_or_default())
    }

    /// What a sign-off of the document would cover now.
    fn covered(&self, document: DocumentId) -> Covered {
        let known = self.signed.get(&document).map(|signed| signed.covered);
        known.unwrap_or_else(|| self.sums(&BTreeSet::from([document])).remove(&document).unwrap_or_default())
    }

    /// The document whose sign-offs cover a record: passages, what hangs on them, and passes.
    fn covering(&self, record: &AnyRecord) -> Option<DocumentId> {
        match record {
            AnyRecord::Passage(passage) => Some(passage.place.document),
            AnyRecord::Pass(pass) => Some(pass.place.document),
            record => Some(self.tables.passages.get(&record.rules().passage()?)?.place.document),
        }
    }

    fn sums(&self, documents: &BTreeSet<DocumentId>) -> BTreeMap<DocumentId, Covered> {
        let mut sums: BTreeMap<_, _> = documents.iter().map(|document| (*document, Covered::default())).collect();
        for record in self.tables.iter().filter(|record| record.fields().present()) {
            if let Some(sum) = self.covering(&record).and_then(|document| sums.get_mut(&document)) {
                *sum = sum.with(Covered::part(&record));
            }
        }
        sums
    }

    /// What is to be kept at hand of all documents that have sign-offs.
    pub(super) fn count_signed(&self) -> BTreeMap<DocumentId, Signed> {
        let present = || self.tables.sign_offs.values().filter(|sign_off| sign_off.present);
        let documents: BTreeSet<_> = present().map(|sign_off| sign_off.document).collect();
        if documents.is_empty() {
            return BTreeMap::new();
        }
        let sums = self.sums(&documents).into_iter();
        let mut signed: BTreeMap<_, _> =
            sums.map(|(document, covered)| (document, Signed { covered, stands: false })).collect();
        for sign_off in present() {
            if let Some(signed) = signed.get_mut(&sign_off.document) {
                signed.stands |= signed.covered == sign_off.covered;
            }
        }
        signed
    }

    /// Brings what is kept at hand up to date with a record that was another before.
    pub(super) fn update_signed(&mut self, id: RecordId, before: Option<&AnyRecord>) {
        let after = self.tables.get(id);
        let is_present = |record: &&AnyRecord| record.fields().present();
        let (before, after) = (before.filter(is_present), after.as_ref().filter(is_present));
        let of = |record: Option<&AnyRecord>| record.and_then(|record| self.covering(record));
        let documents = [of(before), of(after)];
        let has_moved = documents[0] != documents[1] && before.is_some() && after.is_some();
        if has_moved && !self.signed.is_empty() {
            self.move_signed(id, documents, [before, after]);
            return;
        }
        if let Some(AnyRecord::SignOff(sign_off)) = before.or(after) {
            let document = sign_off.document;
            let signed = Signed { covered: self.covered(document), stands: false };
            self.signed.insert(document, signed);
            self.see_what_stands(document);
            return;
        }
        for (document, record, is_new) in [(documents[0], before, false), (documents[1], after, true)] {
            let (Some(document), Some(record)) = (document, record) else { continue };
            let Some(signed) = self.signed.get_mut(&document) else { continue };
            let part = Covered::part(record);
            signed.covered = if is_new { signed.covered.with(part) } else { signed.covered.without(part) };
            self.see_what_stands(document);
        }
    }

    /// Brings what is kept at hand up to date with a passage that moved to another document, and what hangs on it with it.
    fn move_signed(&mut self, passage: RecordId, documents: [Option<DocumentId>; 2], ends: [Option<&AnyRecord>; 2]) {
        let hanging = self.naming(passage.id).iter().filter_map(|by| self.tables.get(*by));
        let hanging = hanging.filter(|record| record.rules().passage().map(RecordId::from) == Some(passage));
        let hanging = hanging.fold(Covered::default(), |sum, record| sum.with(Covered::part(&record)));
        for ((document, end), is_new) in documents.into_iter().zip(ends).zip([false, true]) {
            let (Some(document), Some(end)) = (document, end) else { continue };
            let Some(signed) = self.signed.get_mut(&document) else { continue };
            let part = hanging.with(Covered::part(end));
            signed.covered = if is_new { signed.covered.with(part) } else { signed.covered.without(part) };
            self.see_what_stands(document);
        }
    }

    /// Finds whether a sign-off of a document stands; a document without any is kept at hand no longer.
    fn see_what_stands(&mut self, document: DocumentId) {
        let sign_offs = self.tables.sign_offs.values().filter(|sign_off| sign_off.present);
        let mut covered =
            sign_offs.filter(|sign_off| sign_off.document == document).map(|sign_off| sign_off.covered).peekable();
        let Some(signed) = self.signed.get_mut(&document) else { return };
        if covered.peek().is_some() {
            signed.stands = covered.any(|covered| covered == signed.covered);
        } else {
            self.signed.remove(&document);
        }
    }
}
