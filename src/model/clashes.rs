//! Entries: what two people entered into one field, which of it shows, and what of it waits for a person's choice.
//!
//! A field with one entry is just its value and its stamp; further entries stand in the record's list of clashes. Which
//! one shows is decided from all of them, the same for everybody. Beside what was entered there are derived values,
//! stamped [`Dot::NOBODY`] and never saved: a deleted record that something present names is present all the same, and a
//! passage that was marked in an earlier version of a document is shown in the newest.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use super::{
    AnyRecord, Clash, DocumentId, Dot, Field, Fields, Passage, Place, Project, Record, RecordId, Stamps, Table, Told,
    Value,
};

/// One entry of a field: a value, and the transaction that set it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it was set to.
    pub value: Value,
    /// By whom.
    pub dot: Dot,
}

/// What a field has of entries once copies were united.
#[derive(Clone, Debug, PartialEq)]
pub enum Entered {
    /// The one that the record has.
    Own,
    /// These, in whatever order.
    These(Vec<Entry>),
}

impl AnyRecord {
    /// All the fields that it has entries in.
    pub fn entered(&self) -> Vec<Field> {
        let fields = self.fields();
        let mut entered: Vec<_> = fields.fields().iter().copied().chain([Field::Present]).collect();
        for clash in fields.clashes() {
            if !entered.contains(&clash.field) {
                entered.push(clash.field);
            }
        }
        entered.sort_unstable();
        entered
    }

    /// All entries of a field: the one that shows, then the others.
    pub fn entries(&self, field: Field) -> Vec<Entry> {
        let fields = self.fields();
        let shown = fields.get(field).map(|value| Entry { value, dot: fields.stamps().of(field) });
        let further = fields.clashes().iter().filter(|clash| clash.field == field);
        let further = further.map(|clash| Entry { value: clash.value.clone(), dot: clash.dot });
        shown.into_iter().chain(further).collect()
    }

    /// Gives the record just these entries, and the transaction that made it. Of each field the entry shows that is somebody's
    /// choice, if any is, and then the one with the greatest stamp; of *present* one that says yes; of *re-opened* one that
    /// says why, for whoever set an outcome did not know of it; of the former places those that lead to where the passage is.
    ///
    /// A field for which there is no entry keeps its value and loses its stamp.
    pub fn put_entries(&mut self, made: Dot, entries: impl IntoIterator<Item = (Field, Entered)>, told: &mut Told<'_>) {
        let record = self.record_id();
        let (mut stamps, mut clashes) = (Stamps::new(made), Vec::new());
        let fields = self.fields_mut();
        for (field, entered) in entries {
            let mut entries = match entered {
                Entered::These(entries) => entries,
                Entered::Own => {
                    stamps.set(field, fields.stamps().of(field));
                    continue;
                }
            };
            let here = (field == Field::Former).then(|| fields.get(Field::Place)).flatten();
            let field_of = FieldOf { record, field, here: here.as_ref() };
            entries.sort_by(|a, b| field_of.cmp(b, a, told));
            entries.dedup();
            // What was written into a file by hand may not fit its field; it is kept beside.
            if let Some(at) = entries.iter().position(|entry| fields.put(field, entry.value.clone()).is_ok()) {
                stamps.set(field, entries.remove(at).dot);
            }
            clashes.extend(entries.into_iter().map(|Entry { value, dot }| Clash { field, value, dot }));
        }
        *fields.stamps_mut() = stamps;
        *fields.clashes_mut() = clashes.into();
    }

    /// Makes a deleted record present although nobody said so. Who deleted it stays among its entries.
    pub(super) fn raise(&mut self) {
        self.derive(Field::Present, Value::Flag(true));
    }

    /// Shows a value that nobody entered. What somebody entered stays as the first of the other entries.
    pub(super) fn derive(&mut self, field: Field, value: Value) {
        let fields = self.fields_mut();
        let dot = fields.stamps().of(field);
        if let Ok(value) = fields.put(field, value) {
            fields.stamps_mut().set(field, Dot::NOBODY);
            let said = Clash { field, value, dot };
            let at = fields.clashes().iter().position(|clash| clash.field >= field);
            let mut clashes = fields.clashes().to_vec();
            clashes.insert(at.unwrap_or(clashes.len()), said);
            *fields.clashes_mut() = clashes.into();
        }
    }

    /// All entries of a field, the one with the greatest stamp first. What one transaction put back stays as it put it.
    pub(super) fn entries_in_order(&self, field: Field) -> Vec<Entry> {
        let mut entries = self.entries(field);
        entries.sort_by_key(|entry| Reverse(entry.dot));
        entries
    }

    /// Shows the first entry of a field that is to show, else the first of all; the others are kept in order. It makes no
    /// difference how they were arranged before.
    pub(super) fn arrange(&mut self, field: Field, is_to_show: impl Fn(&Entry) -> bool) {
        if !self.has_further(field) {
            return;
        }
        let mut entries = self.entries(field).into_iter().enumerate().collect::<Vec<_>>();
        entries.sort_by_key(|(_, entry)| Reverse(entry.dot));
        let shown = entries.iter().position(|(_, entry)| is_to_show(entry)).unwrap_or(0);
        entries.get_mut(..=shown).unwrap_or_default().rotate_right(1);
        if entries.is_sorted_by_key(|(at, _)| *at) {
            return;
        }
        let mut entries = entries.into_iter().map(|(_, entry)| entry);
        let (fields, Some(shown)) = (self.fields_mut(), entries.next()) else { return };
        if fields.put(field, shown.value).is_err() {
            return;
        }
        fields.stamps_mut().set(field, shown.dot);
        let mut clashes = fields.clashes().to_vec();
        for (clash, Entry { value, dot }) in clashes.iter_mut().filter(|clash| clash.field == field).zip(entries) {
            *clash = Clash { field, value, dot };
        }
        *fields.clashes_mut() = clashes.into();
    }

    /// Whether a field has entries beside the one that shows.
    pub(super) fn has_further(&self, field: Field) -> bool {
        self.fields().clashes().iter().any(|clash| clash.field == field)
    }

    /// The record as people left it: every field with what somebody entered, whatever shows.
    pub fn as_said(&self) -> Self {
        self.with_said(&DERIVED)
    }

    /// The record with what somebody entered into these fields, whatever shows.
    pub(super) fn with_said(&self, fields: &[Field]) -> Self {
        let mut said = self.clone();
        for field in fields.iter().copied() {
            let Some(at) = said_at(said.fields(), field) else { continue };
            let fields = said.fields_mut();
            let mut clashes = fields.clashes().to_vec();
            let entered = clashes.remove(at);
            if fields.put(field, entered.value).is_ok() {
                fields.stamps_mut().set(field, entered.dot);
                *fields.clashes_mut() = clashes.into();
            }
        }
        said
    }
}

/// A field of a record, whose entries are compared; `here` is where the passage is.
struct FieldOf<'a> {
    record: RecordId,
    field: Field,
    here: Option<&'a Value>,
}

impl FieldOf<'_> {
    /// Which of two entries shows: the greater. Where one transaction put back several values, that is the one which it put
    /// back to show, and of the others any order that is the same for everybody.
    fn cmp(&self, a: &Entry, b: &Entry, told: &mut Told<'_>) -> Ordering {
        let mut rank = |it: &Entry| {
            let is_filled = !told.is_unfilled(self.record, &it.value, it.dot);
            (is_to_show(self.field, &it.value, self.here), is_filled, it.dot)
        };
        rank(a).cmp(&rank(b)).then_with(|| {
            let mut has_shown = |it: &Entry| told.has_shown(self.record, self.field, it);
            // Values have nothing in them that JSON cannot hold.
            let text = |it: &Entry| serde_json::to_string(&it.value).unwrap_or_default();
            has_shown(a).cmp(&has_shown(b)).then_with(|| text(a).cmp(&text(b)))
        })
    }
}

/// Puts further values that one transaction puts back in the order in which a merge would put them; `here` is where the
/// passage is.
pub(super) fn in_order(here: Option<&Value>, clashes: &mut [Clash]) {
    let text = |clash: &Clash| serde_json::to_string(&clash.value).unwrap_or_default();
    let shows = |clash: &Clash| is_to_show(clash.field, &clash.value, here);
    clashes.sort_by_cached_key(|clash| (clash.field, Reverse((shows(clash), text(clash)))));
}

/// Whether an entry shows before others, whoever made it; `here` is where the passage is. Places are put before former ones.
fn is_to_show(field: Field, value: &Value, here: Option<&Value>) -> bool {
    match (field, value, here) {
        (Field::Present, value, _) => *value == Value::Flag(true),
        (Field::Reopened, value, _) => !value.is_unfilled(),
        (Field::Former, Value::Former(former), Some(Value::Place(place))) => former.at(place.document).is_some(),
        _ => false,
    }
}

/// Whether whoever is said to have decided on a change, and whoever is shown to have, were both entered with the decision
/// that it shows.
fn is_decided_alike(change: &dyn Fields, decided: Dot) -> bool {
    let decision = change.get(Field::Decision);
    let others = change.clashes().iter().filter(|clash| clash.field == Field::Decision);
    let alike = others.filter(|other| Some(&other.value) == decision.as_ref()).map(|other| other.dot);
    let alike: Vec<Dot> = alike.chain([change.stamps().of(Field::Decision)]).collect();
    [decided, change.stamps().of(Field::DecidedBy)].iter().all(|dot| alike.contains(dot))
}

/// Whether a passage was at a place in an earlier version.
fn was_at(passage: &dyn Fields, place: &Place) -> bool {
    let former = passage.get(Field::Former);
    matches!(former, Some(Value::Former(former)) if former.iter().any(|former| former.place == *place))
}

/// The fields that may show what nobody entered.
const DERIVED: [Field; 6] =
    [Field::Present, Field::Replaces, Field::Place, Field::Former, Field::Made, Field::Reopened];

/// Where among its clashes a record has what somebody entered into a field that shows what nobody did.
fn said_at(fields: &dyn Fields, field: Field) -> Option<usize> {
    let derived = fields.is_derived(field).then(|| fields.clashes().iter().position(|clash| clash.field == field));
    derived.flatten()
}

/// A table with its records as people left them, which is how they are saved.
pub fn as_said<R: Record>(table: &Table<R>) -> Table<R>
where
    Arc<R>: Into<AnyRecord>,
    AnyRecord: TryInto<Arc<R>>,
{
    let mut said = table.clone();
    let is_derived = |record: &R| DERIVED.into_iter().any(|field| said_at(record, field).is_some());
    for (id, record) in table.iter().filter(|(_, record)| is_derived(record)) {
        let record: AnyRecord = record.clone().into();
        if let Ok(record) = record.as_said().try_into() {
            said.insert(*id, record);
        }
    }
    said
}

impl Project {
    /// Whether the transaction with this stamp was taken in.
    pub fn has_seen(&self, dot: Dot) -> bool {
        self.seen.get(&dot.actor).is_some_and(|seen| *seen >= dot.counter)
    }

    /// The values of a record's fields that wait for a person's choice, beside those that show.
    ///
    /// What says the same as what shows is no other value. Nor is that a field was empty when the record was made: of two
    /// people who mark the same words, the one who leaves the outcome open does not contradict the other.
    pub fn clashes_of<'a>(&'a self, record: &'a AnyRecord) -> impl Iterator<Item = &'a Clash> {
        self.choices(record.record_id(), record.fields())
    }

    /// Whether a record has a field that two people set differently.
    pub fn has_clash<R: Record>(&self, record: &R) -> bool {
        !record.clashes().is_empty() && self.choices(record.record_id(), record).next().is_some()
    }

    /// Whether both hold and show the same, whoever did it and however: equal but for stamps, what was seen, history
    /// and deleted records.
    pub fn shows_the_same(&self, other: &Self) -> bool {
        let shown = |project: &Self| -> Vec<(RecordId, Vec<Option<Value>>)> {
            let present = project.tables.iter().filter(|record| record.fields().present());
            present
                .map(|record| {
                    let fields = record.fields();
                    (record.record_id(), fields.fields().iter().map(|field| fields.get(*field)).collect())
                })
                .collect()
        };
        self.id == other.id && shown(self) == shown(other) && self.set_aside == other.set_aside
    }

    /// How many values wait for a person's choice.
    pub fn n_clashes(&self) -> usize {
        self.tables.with_clashes().map(|record| self.clashes_of(&record).count()).sum()
    }

    /// All records that have a field that two people set differently, by kind and id.
    pub fn clashing(&self) -> impl Iterator<Item = AnyRecord> {
        self.tables.with_clashes().filter(|record| self.clashes_of(record).next().is_some())
    }

    /// The fork that keeps two documents apart: two people took in different versions, and each of them is one of those or
    /// a later one.
    pub fn fork_between(&self, a: DocumentId, b: DocumentId) -> Option<DocumentId> {
        let (before_a, before_b) = (self.earlier_versions(a), self.earlier_versions(b));
        let is_one_line = a == b || before_a.contains(&b) || before_b.contains(&a);
        before_a.into_iter().find(|earlier| !is_one_line && before_b.contains(earlier))
    }

    /// Where else than where it is shown a passage stands, because two people carried it to different versions. That is
    /// settled for all passages at once, by saying which version is the newer.
    pub fn across_forks<'a>(&'a self, passage: &'a Passage) -> impl Iterator<Item = &'a Place> {
        self.further(passage.id.into(), passage).filter_map(|clash| match &clash.value {
            Value::Place(place) => self.fork_between(passage.place.document, place.document).is_some().then_some(place),
            _ => None,
        })
    }

    /// Those further values that a person has to choose from; none in what was deleted, where nobody sees them.
    fn choices<'a>(&'a self, id: RecordId, fields: &'a dyn Fields) -> impl Iterator<Item = &'a Clash> {
        let further = self.further(id, fields).filter(|_| fields.present());
        further.filter(move |clash| match (clash.field, &clash.value, fields.get(clash.field)) {
            // Where a passage was before is no choice.
            (Field::Former, ..) => false,
            // Which of two versions counts is said of the versions; and whoever took it on from here to a later one knew
            // that it was here.
            (Field::Place, Value::Place(place), Some(Value::Place(shown))) => {
                self.fork_between(shown.document, place.document).is_none() && !was_at(fields, place)
            }
            // That somebody has to look again is shown until somebody did: there is nothing to choose.
            (Field::Reopened, _, Some(shown)) => shown.is_unfilled(),
            // What a version has of a change is another thing in another version.
            (Field::Made, ..) => false,
            // Of two people who decided the same neither contradicts the other.
            (Field::DecidedBy, ..) => !is_decided_alike(fields, clash.dot),
            _ => true,
        })
    }

    /// The further values of a record's fields: what says the same as what shows, what was only empty when the record was
    /// made, and what is shown elsewhere than where somebody put it, aside.
    pub(super) fn further<'a>(&'a self, id: RecordId, fields: &'a dyn Fields) -> impl Iterator<Item = &'a Clash> {
        let clashes = fields.clashes().iter().enumerate();
        let other = clashes.filter(move |(at, clash)| {
            // That somebody deleted what is there all the same is to be told.
            let is_shown_elsewhere = clash.field != Field::Present && said_at(fields, clash.field) == Some(*at);
            let says_it_already = |earlier: &Clash| earlier.field == clash.field && earlier.value == clash.value;
            if is_shown_elsewhere {
                return false;
            }
            fields.get(clash.field).is_some_and(|shown| shown != clash.value)
                && !(clash.value.is_unfilled() && self.unfilled.contains(&(id, clash.dot)))
                && !fields.clashes().iter().take(*at).any(says_it_already)
        });
        other.map(|(_, clash)| clash)
    }

    /// Finds which further entries of records say only that a field was empty when the record was made.
    pub(super) fn find_unfilled(&mut self) {
        let mut told = Told::by(&self.log);
        let mut unfilled = Vec::new();
        for record in self.tables.with_clashes() {
            let id = record.record_id();
            for clash in record.fields().clashes() {
                let pair = (id, clash.dot);
                // One transaction leaves most fields of what it makes empty.
                if told.is_unfilled(id, &clash.value, clash.dot) && unfilled.last() != Some(&pair) {
                    unfilled.push(pair);
                }
            }
        }
        self.unfilled = Arc::new(unfilled.into_iter().collect());
    }
}
