//! Fields that two people set differently without knowing of each other, with all their values.

use crate::model::{
    AnyRecord, Dot, Field, Passage, PassageId, Place, Project, RecordId, RecordKind, Subject, Value, Why,
};

use super::{Cause, Fork, Matter, MatterId, Words};

/// A field with more than one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Clashing {
    /// The record.
    pub record: RecordId,
    /// Its field.
    pub field: Field,
    /// The field in words: "Outcome", "Answer of the query".
    pub name: String,
    /// The values, the one that shows first.
    pub values: Vec<ClashingValue>,
}

/// One of the values of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct ClashingValue {
    /// The value.
    pub value: Value,
    /// The same in words: "Wrong", "Keep it".
    pub words: String,
    /// The transaction that set it.
    pub dot: Dot,
}

impl Clashing {
    /// All fields of a record that two people set differently.
    pub fn of(project: &Project, id: RecordId) -> Vec<Self> {
        let Some(record) = project.tables().get(id) else { return Vec::new() };
        let fields = record.fields();
        let value = |field, value: Value, dot| ClashingValue { words: words(project, field, &value), value, dot };
        let mut found: Vec<Self> = Vec::new();
        for clash in project.clashes_of(&record) {
            let further = value(clash.field, clash.value.clone(), clash.dot);
            if let Some(known) = found.iter_mut().find(|known| known.field == clash.field) {
                known.values.push(further);
                continue;
            }
            let Some(shown) = fields.get(clash.field) else { continue };
            let shown = value(clash.field, shown, fields.stamps().of(clash.field));
            let name = name(clash.field, id.kind);
            found.push(Self { record: id, field: clash.field, name, values: vec![shown, further] });
        }
        found.iter_mut().for_each(|clashing| clashing.tell_apart(project, &record));
        found
    }

    /// Tells places of the same words apart by the words around them, and finds who set values that an undo put back, or
    /// left what keeps a removed record.
    fn tell_apart(&mut self, project: &Project, record: &AnyRecord) {
        let known = self.values.clone();
        for (at, value) in self.values.iter_mut().enumerate() {
            let mut others = known.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
            if let (Value::Place(place), true) = (&value.value, others.any(|it| it.words == value.words)) {
                value.words = place_in_words(project, place, true);
            }
            value.dot = match (self.field, value.dot) {
                (Field::Present, Dot::NOBODY) => project.kept_by(self.record).unwrap_or(Dot::NOBODY),
                (_, dot) => project.value_set_by(record, self.field, &value.value, dot),
            };
        }
    }

    /// The fields of a passage, and of what hangs on it, that two people set differently.
    pub fn of_passage(project: &Project, passage: &Passage) -> Vec<Self> {
        let records = std::iter::once(passage.id.into())
            .chain(project.links_from(passage.id).map(|link| link.id.into()))
            .chain(project.queries_of(passage.id).map(|query| query.id.into()))
            .chain(project.changes_of(passage.id).map(|change| change.id.into()))
            .chain(project.calculations_of(passage.id).map(|calculation| calculation.id.into()));
        records.flat_map(|record| Self::of(project, record)).collect()
    }

    /// What somebody did by which a removed record is kept, if they did not choose that: " took it to “Draft 2”".
    pub fn deed(&self, project: &Project, value: &ClashingValue) -> String {
        let is_kept = self.field == Field::Present && value.value == Value::Flag(true);
        let is_raised = |record: AnyRecord| record.fields().is_derived(Field::Present);
        if is_kept && value.dot != Dot::NOBODY && project.tables().get(self.record).is_some_and(is_raised) {
            return " left something that rests on it".to_owned();
        }
        let version = project.took_to(self.record, value.dot).filter(|_| is_kept);
        version.map(|to| format!(" took it to “{}”", project.called(to))).unwrap_or_default()
    }

    /// The values in a line: "Wrong (Ben Okafor) or Conflicting (Ana Ruiz)".
    pub fn in_words(&self, project: &Project) -> String {
        let who = |it: &ClashingValue| format!("{}{}", set_by(project, self.field, it.dot), self.deed(project, it));
        let value = |it: &ClashingValue| format!("{} ({})", it.words, who(it));
        self.values.iter().map(value).collect::<Vec<_>>().join(" or ")
    }
}

impl Matter {
    /// The fork that it is about.
    pub fn fork(&self, project: &Project) -> Option<Fork> {
        if let MatterId::Fork(document) = self.id { Fork::at(project, document) } else { None }
    }

    /// What of it two people set differently.
    pub fn clashing(&self, project: &Project) -> Vec<Clashing> {
        match (self.id, self.passage.and_then(|id| project.passage(id))) {
            (MatterId::Record(record), _) => Clashing::of(project, record),
            (_, Some(passage)) if self.causes.contains(&Cause::Clash) => Clashing::of_passage(project, passage),
            _ => Vec::new(),
        }
    }
}

/// Who set a value of a field.
pub fn set_by(project: &Project, field: Field, dot: Dot) -> &str {
    match (field, dot) {
        (Field::Present, Dot::NOBODY) => "nobody, but something that is there rests on it",
        (_, dot) => project.who(dot).unwrap_or("somebody"),
    }
}

fn name(field: Field, kind: RecordKind) -> String {
    match (field, kind) {
        (Field::Present, RecordKind::Passage) => "Deleted, and changed since".to_owned(),
        (Field::Present, kind) => format!("The {}: deleted, and changed since", kind.name()),
        (Field::Place, RecordKind::Passage) => "Where it stands".to_owned(),
        (Field::From, RecordKind::Change) => "Old words of the change".to_owned(),
        (Field::To, RecordKind::Change) => "New words of the change".to_owned(),
        (field, RecordKind::Passage) => field.label().to_owned(),
        (field, kind) => format!("{} of the {}", field.label(), kind.name()),
    }
}

/// "Draft 2 ¶3: “265 men”", with what stands around the words if there is need.
fn place_in_words(project: &Project, place: &Place, with_around: bool) -> String {
    let words = project.words(place);
    let at = project.document(place.document).map(|document| document.place_name(place.range().start()));
    let (before, after) = (place.selector.prefix(), place.selector.suffix());
    let said = if with_around { format!("“…{before}[{words}]{after}…”") } else { format!("“{words}”") };
    format!("{} {}: {said}", project.called(place.document), at.unwrap_or_default())
}

fn words(project: &Project, field: Field, value: &Value) -> String {
    match (field, value) {
        (Field::Reopened, value) if value.is_unfilled() => "Nothing to look at again".to_owned(),
        (_, Value::Place(place)) => place_in_words(project, place, false),
        (_, Value::Document(Some(document))) => project.called(*document).to_owned(),
        (Field::Present, Value::Flag(true)) => "Keep it".to_owned(),
        (Field::Present, Value::Flag(false)) => "Delete it".to_owned(),
        (_, value) => match project.value_in_words(value) {
            empty if empty.trim().is_empty() => "(empty)".to_owned(),
            words => words,
        },
    }
}

/// What a record is called where it stands alone: "the project", "the source “Ben”".
pub fn thing(project: &Project, id: RecordId) -> String {
    let name = match project.tables().get(id) {
        Some(AnyRecord::Document(document)) => project.called(document.id).to_owned(),
        Some(AnyRecord::Source(source)) => source.name.to_string(),
        Some(AnyRecord::Checker(checker)) => checker.name.to_string(),
        Some(AnyRecord::SignOff(sign_off)) => project.called(sign_off.document).to_owned(),
        _ => String::new(),
    };
    if name.is_empty() { format!("the {}", id.kind.name()) } else { format!("the {} “{name}”", id.kind.name()) }
}

/// The words that a record is about, and the passage that they are, if it is about any.
pub(super) fn words_of(project: &Project, record: &AnyRecord) -> Option<(Words, Option<PassageId>)> {
    let place = match record {
        AnyRecord::Pass(pass) => Some(&pass.place),
        AnyRecord::Settled(settled) => match &settled.subject {
            Subject::Words(place, _) | Subject::Pair(place, _) => Some(place),
            Subject::Proposal(..) => None,
        },
        _ => None,
    };
    if let Some(place) = place {
        return Some(((place.document, place.range()), None));
    }
    let named = || record.rules().names().into_iter().flatten().find(|named| named.kind == RecordKind::Passage);
    let id = record.rules().passage().or_else(|| named().map(|named| PassageId(named.id)))?;
    let passage = project.passage(id)?;
    Some(((passage.place.document, passage.range()), Some(id)))
}

/// The records with a clash that does not keep a passage of a draft open, at which it would be found.
pub(super) fn apart(project: &Project) -> impl Iterator<Item = AnyRecord> {
    project.clashing().filter(|record| {
        let owner = match record {
            AnyRecord::Link(link) => Some(link.from),
            AnyRecord::Passage(_) | AnyRecord::Query(_) | AnyRecord::Change(_) => record.rules().passage(),
            _ => None,
        };
        let owner = owner.and_then(|id| project.passage(id));
        record.fields().present() && owner.is_none_or(|owner| project.open_because(owner) != Some(Why::Clash))
    })
}
