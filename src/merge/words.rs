//! What happened, in words: "Ana Ruiz set ¶7 “over 80,000 Salvadorans” to conflicting, 21 Nov".

use crate::model::{
    AnyRecord, Calculation, Checker, Clash, Document, DocumentId, Dot, Field, FormerPlaces, LinkTarget, Made, Passage,
    PassageId, Place, Project, ProposalKey, RecordId, RecordKind, Replacing, Role, Settled, Subject, Then, Time, Value,
    staying_in_words,
};
use crate::text::listed;

use super::day::day;
use super::{Doubt, GoingBack, News, NewsKind, Replacement};

/// How many characters of words that are quoted are told.
const QUOTED_CHARS: usize = 60;
/// How many characters of a checker's id tell namesakes apart.
const ID_CHARS: usize = 8;
/// What of a record is told with it when it is new, beside what it is.
const TOLD_WITH_IT: [Field; 9] = [
    Field::Outcome,
    Field::Speaker,
    Field::Reading,
    Field::Rank,
    Field::Words,
    Field::Answer,
    Field::Decision,
    Field::Note,
    Field::Tags,
];

/// Tells what happened in a project: with the words that its passages had when it was done, and those of today beside them
/// where they differ.
pub struct Teller<'a> {
    pub(super) project: &'a Project,
    then: Then,
    /// How it is said when something was done.
    moments: Box<dyn Fn(Time) -> String + 'a>,
    /// The draft, if there is only one: its places need no title.
    only_draft: Option<DocumentId>,
}

impl<'a> Teller<'a> {
    /// Tells of `project`, which holds all that is told of, by days. `now` is left out where only its year would be told.
    pub fn new(project: &'a Project, now: Option<Time>) -> Self {
        let drafts = project.documents_as(Role::Draft);
        let only_draft = if let [draft] = drafts[..] { Some(draft.id) } else { None };
        Self { project, then: Then::of(project), moments: Box::new(move |time| day(time, now)), only_draft }
    }

    /// The same, with moments said in this way.
    pub fn with_moments(self, moments: impl Fn(Time) -> String + 'a) -> Self {
        Self { moments: Box::new(moments), ..self }
    }

    /// The same for whoever has these copies of the project at hand: they tell who knew of what.
    pub fn with_copies<'c>(self, copies: impl IntoIterator<Item = &'c Project>) -> Self {
        Self { then: self.then.with_copies(copies), ..self }
    }

    /// One piece of news as a sentence, without a full stop.
    pub fn tell(&self, news: &News) -> String {
        let (what, against) = (self.what(news), self.against(news));
        let against = if against.is_empty() { against } else { format!("; {against}") };
        format!("{} {what}{}{against}", self.who(news.dot), self.when(news.dot))
    }

    /// What somebody did, to go on after their name: "set ¶7 “over 80,000 Salvadorans” to wrong".
    pub fn what(&self, news: &News) -> String {
        let Some(record) = self.project.tables().get(news.record) else { return String::new() };
        match &news.kind {
            NewsKind::New => {
                let is_made = record.fields().stamps().made() == news.dot || self.has_made(news.record, news.dot);
                let thing = || self.thing_at(&record, Some(news.dot));
                let what = if is_made { self.made(&record, news.dot) } else { format!("brought back {}", thing()) };
                what + &self.with_it(&record, news.dot)
            }
            NewsKind::Emptied => format!("emptied {} for good", self.title(DocumentId(news.record.id))),
            NewsKind::Deleted => {
                let is_document = news.record.kind == RecordKind::Document;
                let entry = self.project.log.get(&news.dot).filter(|_| is_document);
                let staying = staying_in_words(entry.map_or(0, |entry| self.project.n_staying_by(entry)));
                let staying = if staying.is_empty() { staying } else { format!("; {staying}") };
                format!("removed {}{staying}", self.thing_at(&record, Some(news.dot)))
            }
            NewsKind::Changed(field, value) | NewsKind::Clash(field, value) => {
                self.set(&record, *field, value, news.dot)
            }
            NewsKind::Replaced(replacement) => {
                let Replacement { old, how, carriage, .. } = &**replacement;
                let (old, new) = (self.title(*old), self.title(DocumentId(news.record.id)));
                match how {
                    Replacing::TakenIn => format!("replaced {old} with {new} ({carriage})"),
                    Replacing::Follows => {
                        let older = self.project.log.get(&news.dot).map(|entry| self.project.older_by(entry));
                        let older: Vec<String> = older.iter().flatten().map(|older| self.title(*older)).collect();
                        let older = if older.is_empty() { old } else { listed(&older, "and") };
                        format!("said that {new} follows {older} ({carriage})")
                    }
                    Replacing::FollowsNoMore(was) => format!("took back that {new} follows {}", self.title(*was)),
                }
            }
            NewsKind::WentBack(GoingBack { to, staying, n_passages, n_removed }) => {
                let passages = if *n_passages == 1 { "passage" } else { "passages" };
                let removed = if *n_removed == 0 { String::new() } else { format!("; {n_removed} removed with it") };
                let (gone, to) = (self.title(DocumentId(news.record.id)), self.title(*to));
                let staying: Vec<String> = staying.iter().map(|version| self.title(*version)).collect();
                let then = match staying.len() {
                    0 => format!("went back to {to}"),
                    1 => format!("{} stays", listed(&staying, "and")),
                    _ => format!("{} stay", listed(&staying, "and")),
                };
                format!("removed {gone}, and {then} ({n_passages} {passages}{removed})")
            }
        }
    }

    /// Who, and when: "Ana Ruiz, 21 Nov".
    pub fn by(&self, dot: Dot) -> String {
        format!("{}{}", self.who(dot), self.when(dot))
    }

    /// What of a record waits for a choice, a sentence each.
    pub fn clashes(&self, record: &AnyRecord) -> Vec<String> {
        let id = record.record_id();
        let told = |clash: &Clash| {
            let kind = NewsKind::Clash(clash.field, clash.value.clone());
            let is_there = clash.field == Field::Present;
            let by = || self.project.value_set_by(record, clash.field, &clash.value, clash.dot);
            self.tell(&News { record: id, kind, dot: if is_there { clash.dot } else { by() } })
        };
        self.project.clashes_of(record).map(told).collect()
    }

    /// What should be said of a merge beside what is new, a sentence each.
    pub fn doubts(&self, doubts: &[Doubt]) -> Vec<String> {
        let thing = |id| self.project.tables().get(id).map_or_else(|| "something".into(), |it| self.thing(&it));
        let stamps = doubts.iter().filter(|doubt| matches!(doubt, Doubt::Stamps(_) | Doubt::Log(_)));
        let of = |doubt: &Doubt| if let Doubt::Stamps(id) = doubt { Some(thing(*id)) } else { None };
        let first = stamps.clone().find_map(of).map_or_else(String::new, |first| format!(", the first of {first}"));
        let forged = match stamps.count() {
            0 => None,
            n => Some(format!(
                "The copies do not agree on who knew of what ({n} {} that cannot be right{first}); all values were kept",
                if n == 1 { "stamp" } else { "stamps" }
            )),
        };
        let others = doubts.iter().filter_map(|doubt| match doubt {
            Doubt::Text(document) => Some(format!(
                "The copies have other texts of {}; the one that was loaded was used",
                thing((*document).into())
            )),
            Doubt::Fixed(id) => {
                Some(format!("The copies do not agree what {} is; one of the two was set aside", thing(*id)))
            }
            Doubt::Stamps(_) | Doubt::Log(_) | Doubt::SetAside(..) => None,
        });
        forged.into_iter().chain(others).chain(set_aside(doubts)).collect()
    }

    /// What waits for a person because one copy has a newer version of a draft than the other, a sentence each.
    pub fn versions(&self) -> Vec<String> {
        let newest = self.project.newest_documents().into_iter();
        let waiting = newest.filter_map(|document| {
            let title = self.title(document.id);
            match self.project.unreviewed(document.id).count() {
                0 => None,
                1 => Some(format!("1 passage of an earlier version waits for a look in {title}")),
                n => Some(format!("{n} passages of earlier versions wait for a look in {title}")),
            }
        });
        let forks = self.project.forks().map(|(document, by)| {
            let newer: Vec<String> = by.iter().map(|newer| self.title(*newer)).collect();
            let (old, newer) = (self.title(document), listed(&newer, "and"));
            let answers = self.project.answers(by.into_iter()).into_iter();
            let answers: String =
                answers.map(|(who, version)| format!(", {who} said {}", self.title(version))).collect();
            format!("{old} is replaced by {newer}: which of them counts is for a person to say{answers}")
        });
        waiting.chain(forks).collect()
    }

    /// Who did it.
    pub fn who(&self, dot: Dot) -> &str {
        self.project.who(dot).unwrap_or("Somebody")
    }

    /// When: "21 Nov"; empty if that is not known.
    pub fn moment(&self, dot: Dot) -> String {
        self.project.when(dot).map(&self.moments).unwrap_or_default()
    }

    pub(super) fn when(&self, dot: Dot) -> String {
        self.project.when(dot).map(|time| format!(", {}", (self.moments)(time))).unwrap_or_default()
    }

    fn set(&self, record: &AnyRecord, field: Field, value: &Value, dot: Dot) -> String {
        let thing = self.thing_at(record, Some(dot));
        let name = name_of(field);
        match (field, value) {
            (Field::Present, Value::Flag(false)) => format!("removed {thing}"),
            (Field::Present, _) => match record.record_id() {
                id if self.has_made(id, dot) => self.made(record, dot),
                id => self.left_there(id, &thing, dot),
            },
            (Field::Outcome, Value::Outcome(None)) => format!("took the outcome of {thing} away"),
            (Field::Outcome, value) => format!("set {thing} to {}", self.value(value)),
            (Field::Place, Value::Place(place)) => self.placed(record, place, dot),
            (Field::Former, Value::Former(former)) => self.carried(&thing, former),
            (Field::Replaces, Value::Document(Some(old))) => format!("replaced {} with {thing}", self.title(*old)),
            (Field::Replaces, _) => format!("said that {thing} replaces nothing"),
            (Field::Made, Value::Made(Some(Made::Gone))) => format!("found that the words of {thing} are gone"),
            (Field::Made, Value::Made(Some(made))) => format!("found {thing} {}", made.label()),
            (Field::Reopened, Value::Text(why)) if why.is_empty() => format!("closed {thing} again"),
            (Field::Reopened, Value::Text(why)) => format!("re-opened {thing}: {}", cut(why)),
            (_, Value::Text(text)) if text.is_empty() => format!("cleared the {name} of {thing}"),
            (_, value) => format!("set the {name} of {thing} to {}", self.value(value)),
        }
    }

    /// That a passage was given a place, or went there with a new version.
    fn placed(&self, record: &AnyRecord, place: &Place, dot: Dot) -> String {
        let AnyRecord::Passage(passage) = record else { return String::new() };
        match (passage.former.at(place.document), self.then.place_before(self.project, passage.id, dot)) {
            (Some(came), _) => format!("took {} to a new version: {}", self.place(place), came.became.name()),
            (None, Some(before)) => format!("gave {} the words {}", self.place(&before), self.place(place)),
            (None, None) => format!("gave a passage the words {}", self.place(place)),
        }
    }

    /// What is said of a passage in a new version without giving it another place.
    fn carried(&self, thing: &str, former: &FormerPlaces) -> String {
        match former.last() {
            Some(last) if last.reviewed => format!("looked at what became of {thing}: {}", last.became.name()),
            Some(last) => format!("found {thing} {} in {}", last.became.name(), self.title(last.version)),
            None => format!("took back what became of {thing}"),
        }
    }

    fn made(&self, record: &AnyRecord, dot: Dot) -> String {
        let passage = |id| self.passage(id, Some(dot));
        match record {
            AnyRecord::About(about) => format!("named the project {}", quoted(&about.title)),
            AnyRecord::Checker(checker) => format!("entered {} as a checker", cut(&checker.name)),
            AnyRecord::Document(document) => match document.replaces {
                Some(old) => format!("replaced {} with {}", self.title(old), self.title(document.id)),
                None => format!("added the {} {}", document.role.name(), self.title(document.id)),
            },
            AnyRecord::Source(source) => format!("added the source {}", quoted(&source.name)),
            AnyRecord::Passage(it) => format!("marked {} as {}", passage(it.id), it.kind.name()),
            AnyRecord::Link(link) => {
                let to = self.target(link.to, Some(dot));
                format!("linked {} with {to}: {}", passage(link.from), link.relation.label())
            }
            AnyRecord::Query(query) => format!("asked about {}: {}", passage(query.passage), quoted(&query.question)),
            AnyRecord::Change(change) => format!("proposed for {}: {}", passage(change.passage), quoted(&change.to)),
            AnyRecord::Settled(settled) => format!("{} {}", settled.fate.label(), self.suggested(settled)),
            AnyRecord::Pass(pass) => format!("found nothing to check in {}", self.place(&pass.place)),
            AnyRecord::SignOff(sign_off) => format!("signed off {}", self.title(sign_off.document)),
            AnyRecord::Calculation(it) => format!("made {}", self.calculation(it, Some(dot))),
        }
    }

    /// What is told of a record with that it is new: what whoever made it entered in it.
    fn with_it(&self, record: &AnyRecord, dot: Dot) -> String {
        let fields = record.fields();
        let person = |dot: Dot| self.project.actors.get(&dot.actor);
        let clashes = |field| self.project.clashes_of(record).any(|clash| clash.field == field);
        let told = TOLD_WITH_IT.into_iter().filter_map(|field| {
            let is_own = person(fields.stamps().of(field)) == person(dot) && !clashes(field);
            let value = fields.get(field).filter(|value| is_own && !value.is_unfilled())?;
            Some(match field {
                Field::Outcome => format!(", now {}", self.value(&value)),
                field => format!("; {}: {}", name_of(field), self.value(&value)),
            })
        });
        told.collect()
    }

    /// A record within a sentence: "¶7 “over 80,000”", "the source “Ben”".
    pub fn thing(&self, record: &AnyRecord) -> String {
        self.thing_at(record, None)
    }

    /// The same, with the words that passages had when a transaction was made.
    pub(super) fn thing_at(&self, record: &AnyRecord, dot: Option<Dot>) -> String {
        match record {
            AnyRecord::About(_) => "the project".into(),
            AnyRecord::Checker(checker) => format!("the checker {}", self.checker(checker)),
            AnyRecord::Document(document) => format!("the document {}", self.title(document.id)),
            AnyRecord::Source(source) => format!("the source {}", quoted(&source.name)),
            AnyRecord::Passage(passage) => self.passage_at(passage, dot),
            AnyRecord::Link(link) => {
                format!("the link from {} to {}", self.passage(link.from, dot), self.target(link.to, dot))
            }
            AnyRecord::Query(query) => format!("the query about {}", self.passage(query.passage, dot)),
            AnyRecord::Change(change) => format!("the change of {}", self.passage(change.passage, dot)),
            AnyRecord::Settled(settled) => format!("what became of {}", self.suggested(settled)),
            AnyRecord::Pass(pass) => format!("the pass of {}", self.place(&pass.place)),
            AnyRecord::SignOff(sign_off) => format!("the sign-off of {}", self.title(sign_off.document)),
            AnyRecord::Calculation(it) => self.calculation(it, dot),
        }
    }

    /// A value as it stands in a sentence.
    pub fn value(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => quoted(text),
            Value::Place(place) => self.place(place),
            Value::Checklist(checklist) => checklist.to_string(),
            Value::Passage(Some(passage)) => self.passage(*passage, None),
            Value::Document(Some(document)) => self.title(*document),
            Value::Former(former) => match former.last() {
                Some(last) => format!("{}: {}", last.became.name(), self.place(&last.place)),
                None => "none".into(),
            },
            value => value.to_string().to_lowercase(),
        }
    }

    /// A value on one line, all of it.
    pub fn value_whole(&self, value: &Value) -> String {
        match value {
            Value::Text(text) => format!("“{}”", text.replace(['\r', '\n'], " ⏎ ")),
            value => self.value(value),
        }
    }

    fn suggested(&self, settled: &Settled) -> String {
        match &settled.subject {
            Subject::Words(place, kind) => format!("the {} suggested at {}", kind.name(), self.place(place)),
            Subject::Pair(a, b) => format!("the pair {} and {}", self.place(a), self.place(b)),
            Subject::Proposal(document, key) => {
                let (what, number) = match key {
                    ProposalKey::Comment(number) => ("comment", number),
                    ProposalKey::Note(number) => ("note", number),
                    ProposalKey::Address(number) => ("address", number),
                };
                format!("the writer’s {what} {} in {}", number + 1, self.title(*document))
            }
        }
    }

    fn calculation(&self, it: &Calculation, dot: Option<Dot>) -> String {
        let bound: Vec<String> = it.passages().into_iter().flatten().map(|id| self.passage(id, dot)).collect();
        format!("the calculation with {}", bound.join(" and "))
    }

    fn target(&self, target: LinkTarget, dot: Option<Dot>) -> String {
        self.named(target.record_id(), dot)
    }

    fn passage(&self, id: PassageId, dot: Option<Dot>) -> String {
        self.named(id.into(), dot)
    }

    /// A checker by name, as everywhere; where several have that, with the beginning of the id.
    fn checker(&self, checker: &Checker) -> String {
        let mut all = self.project.tables().checkers.values();
        let is_namesake = |other: &Checker| other.present && other.id != checker.id && other.name == checker.name;
        let id: String = checker.id.to_string().chars().take(ID_CHARS).collect();
        match all.any(|other| is_namesake(other)) {
            true => format!("{} · {id}", quoted(&checker.name)),
            false => quoted(&checker.name),
        }
    }

    pub(super) fn title(&self, id: DocumentId) -> String {
        self.document(id).map_or_else(|| "a document".into(), |_| quoted(self.project.called(id)))
    }

    fn named(&self, id: RecordId, dot: Option<Dot>) -> String {
        let record = self.project.tables().get(id);
        record.map_or_else(|| format!("a {}", id.kind.name()), |record| self.thing_at(&record, dot))
    }

    /// A passage where it stood when a transaction was made, and where it stands now if it has other words by now. As long
    /// as nobody has said which of two new versions is the newer, it stands in both.
    fn passage_at(&self, passage: &Passage, dot: Option<Dot>) -> String {
        let now = self.place(&passage.place);
        match dot.and_then(|dot| self.then.place(self.project, passage.id, dot)) {
            Some(then) if self.project.fork_between(then.document, passage.place.document).is_some() => {
                self.place(&then)
            }
            Some(then) if self.project.words(&then) != self.project.words(&passage.place) => {
                format!("{} (now {now})", self.place(&then))
            }
            _ => now,
        }
    }

    fn place(&self, place: &Place) -> String {
        let words = quoted(&self.project.words(place));
        self.at(place).map_or(words.clone(), |at| format!("{at} {words}"))
    }

    /// Which paragraph or page, and of which document unless that goes without saying.
    pub(super) fn at(&self, place: &Place) -> Option<String> {
        let document = self.document(place.document)?;
        let at = document.place_name(place.range().start());
        let is_only = self.only_draft == Some(place.document);
        Some(if is_only { at } else { format!("{} {at}", cut(self.project.called(document.id))) })
    }

    /// A document, deleted or not.
    pub(super) fn document(&self, id: DocumentId) -> Option<&Document> {
        self.project.tables().documents.get(&id).map(|document| &**document)
    }
}

/// What a field is called within a sentence.
fn name_of(field: Field) -> String {
    match field {
        Field::Reading => "reading".into(),
        field => field.label().to_lowercase(),
    }
}

pub(super) fn quoted(words: &str) -> String {
    format!("“{}”", cut(words))
}

/// Words on one line, not too many of them.
fn cut(words: &str) -> String {
    let mut words = words.split_whitespace().flat_map(|word| [" ", word]).skip(1).flat_map(str::chars);
    let mut cut: String = words.by_ref().take(QUOTED_CHARS).collect();
    if words.next().is_some() {
        cut.push('…');
    }
    cut
}

/// What was set aside because it cannot stand beside what the other copy holds.
fn set_aside(doubts: &[Doubt]) -> Option<String> {
    let aside = doubts.iter().filter_map(|doubt| match doubt {
        Doubt::SetAside(id, why) => Some((id.kind.name(), why)),
        _ => None,
    });
    let (kind, why) = aside.clone().next()?;
    let records = match aside.count() {
        1 => "One record cannot stand beside what the other copy holds, and is set aside; it".to_owned(),
        n => format!("{n} records cannot stand beside what the other copy holds, and are set aside; the first"),
    };
    Some(format!("{records} is a {kind}: {why}"))
}
