//! Entries of the log in words: "Outcome: none → Conflicting", "Set outcome to confirmed: 12 passages".

use std::collections::{BTreeMap, BTreeSet};

use crate::edit::lower_first;
use crate::model::{
    AnyRecord, Carriage, Changed, Document, DocumentId, Dot, Field, FieldChange, LinkTarget, LogEntry, PassageId,
    Place, Project, RecordId, RecordKind, Subject, Then, Value,
};
use crate::session::counted;
use crate::text::{TextRange, spelled_out};

use super::versions::{became, turns_version};

/// How much of a value is told, in characters.
const MOST: usize = 90;
const MOST_OF_TWO: usize = 60;
/// Of a value that is longer than this, in characters, only what differs from the other is told, with so much around it.
const LONG: usize = 48;
const AROUND: usize = 16;
/// How many changes of one record are told one by one.
const ONE_BY_ONE: usize = 3;

/// Tells what was done in a project, be the records still there or not.
#[derive(Clone, Copy)]
pub struct LogTeller<'a> {
    pub(super) project: &'a Project,
    /// Where passages stood at every time; without it, all stand where they stand now.
    then: Option<&'a Then>,
    /// The passage from which links are looked at: they are named by their other end.
    from: Option<PassageId>,
}

/// What a transaction did, told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What, in a line.
    pub what: String,
    /// Where, if that is one place; a document, if it is several places of one.
    pub place: Option<LogPlace>,
    /// How many of its changes do not go without saying: [`LogTeller::change`] tells them one by one. The title of the
    /// project that comes with its first document is not counted.
    pub n_changes: usize,
}

/// Where something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogPlace {
    /// The document.
    pub document: DocumentId,
    /// The words in it, unless it was done to all of it.
    pub range: Option<TextRange>,
    /// The passage, if it was one.
    pub passage: Option<PassageId>,
}

impl<'a> LogTeller<'a> {
    /// Tells of a project.
    pub fn new(project: &'a Project) -> Self {
        Self { project, then: None, from: None }
    }

    /// Tells of a project with the words that its passages had when something was done to them.
    pub fn with_then(project: &'a Project, then: &'a Then) -> Self {
        Self { then: Some(then), ..Self::new(project) }
    }

    /// Tells of what was done to one passage.
    pub fn of_passage(project: &'a Project, passage: PassageId) -> Self {
        Self { from: Some(passage), ..Self::new(project) }
    }

    /// Who made a transaction.
    pub fn who(&self, dot: Dot) -> &'a str {
        self.project.who(dot).unwrap_or("somebody")
    }

    /// What a transaction did, and where.
    pub fn told(&self, entry: &LogEntry) -> Told {
        let told = entry.changed.iter().filter(|changed| is_told(changed));
        // The title that the first document gives to a project goes with it.
        let is_about = |changed: &Changed| changed.record().kind == RecordKind::About;
        let is_only_about = told.clone().all(is_about);
        let mut changes = told.filter(|changed| is_only_about || !is_about(changed));
        let Some(first) = changes.next() else {
            let place = entry.changed.first().and_then(|changed| self.place(changed.record(), entry.dot));
            return Told { what: entry.command.to_string(), place, n_changes: 0 };
        };
        let is_one = changes.clone().all(|changed| changed.record() == first.record());
        let version = self.new_version(entry);
        let n_told = 1 + changes.clone().count();
        let n_changes = match turns_version(entry) {
            true => entry.changed.iter().filter(|changed| self.lists(changed, entry)).count(),
            false => n_told,
        };
        let what = match n_told {
            _ if let Some(version) = version => {
                format!("{}: {}", entry.command, Carriage::by(self.project, entry, version))
            }
            1 => self.only(first, entry),
            _ if is_one => undone(entry, self.of_one(entry, n_told)),
            _ => format!("{}: {}", entry.command, counts(changes.clone().chain([first]))),
        };
        let place = match (version, main_change(entry)) {
            (Some(version), _) => Some(LogPlace { document: version, range: None, passage: None }),
            (None, Some(changed)) => self.place(changed.record(), entry.dot),
            (None, None) => changes.fold(self.place(first.record(), entry.dot), |place, changed| {
                place.and_then(|place| place.common(self.place(changed.record(), entry.dot)?))
            }),
        };
        Told { what: what + &self.staying(entry), place, n_changes }
    }

    /// What one change of a transaction did to its record, `None` if that goes without saying: "Link added: Report ¶4".
    pub fn change(&self, changed: &Changed, entry: &LogEntry) -> Option<String> {
        if !is_told(changed) {
            return None;
        }
        let kind = changed.record().kind;
        Some(match changed {
            Changed::Made(record) if kind == RecordKind::Passage => match &*entry.changed {
                [_] => entry.command.to_string(),
                _ => self.named_as("Marked", *record, entry.dot),
            },
            Changed::Emptied(document) => self.named_as("Emptied for good", (*document).into(), entry.dot),
            Changed::Made(record) => {
                let verb = if kind == RecordKind::About { "named" } else { "added" };
                self.named_as(&format!("{} {verb}", capital(kind.name())), *record, entry.dot)
            }
            Changed::Set(change) if change.field == Field::Present => {
                let verb = if change.after == Value::Flag(true) { "brought back" } else { "removed" };
                self.named_as(&format!("{} {verb}", capital(kind.name())), change.record, entry.dot)
            }
            Changed::Set(change) if change.field == Field::Reopened => {
                format!("Re-opened: {}", lower_first(&cut(&change.after.to_string())))
            }
            Changed::Set(change) if change.field == Field::Former => became(self.project, change),
            Changed::Set(change) if kind == RecordKind::Passage => {
                self.set(change, if change.field == Field::Place { "Words" } else { change.field.label() })
            }
            Changed::Set(change) => {
                format!("{}: {}", capital(kind.name()), self.set(change, &lower_first(change.field.label())))
            }
        })
    }

    /// Where a record was when the transaction `dot` was made, or what it said something about.
    pub fn place(&self, record: RecordId, dot: Dot) -> Option<LogPlace> {
        let tables = self.project.tables();
        let of_passage = |id: PassageId| {
            let passage = tables.passages.get(&id)?;
            let then = self.then.and_then(|then| then.place(self.project, id, dot));
            Some(LogPlace { passage: Some(id), ..LogPlace::words(then.as_ref().unwrap_or(&passage.place)) })
        };
        let whole = |document| Some(LogPlace { document, range: None, passage: None });
        if record.kind == RecordKind::Passage {
            return of_passage(PassageId(record.id));
        }
        match tables.get(record)? {
            AnyRecord::Document(document) => whole(document.id),
            AnyRecord::SignOff(sign_off) => whole(sign_off.document),
            AnyRecord::Pass(pass) => Some(LogPlace::words(&pass.place)),
            AnyRecord::Settled(settled) => match &settled.subject {
                Subject::Words(place, _) | Subject::Pair(place, _) => Some(LogPlace::words(place)),
                Subject::Proposal(document, _) => whole(*document),
            },
            AnyRecord::Calculation(it) => it.passages().into_iter().flatten().next().and_then(of_passage),
            record => record.rules().passage().and_then(of_passage),
        }
    }

    /// The words at a place, empty for a whole document.
    pub fn words(&self, place: LogPlace) -> String {
        let document = self.document(place.document).filter(|document| !document.body.is_emptied());
        let words = || Some(document?.body.quoted(place.range?).into_owned());
        words().or_else(|| self.kept_words(place)).unwrap_or_default()
    }

    /// Of a passage in a text that is gone, the words that it quoted there.
    fn kept_words(&self, place: LogPlace) -> Option<String> {
        let passage = self.project.tables().passages.get(&place.passage?)?;
        let former = passage.all_former().map(|former| &former.place);
        let moved = self.then.into_iter().flat_map(|then| then.places(self.project, passage.id));
        let mut stood = std::iter::once(&passage.place).chain(former).chain(moved);
        let there = stood.find(|it| it.document == place.document && Some(it.range()) == place.range)?;
        Some(there.words().to_owned())
    }

    /// The words that the passage of a place has by now, if they are others. As long as nobody has said which of two new
    /// versions is the newer, it has those of both.
    pub fn words_now(&self, place: LogPlace) -> Option<String> {
        let passage = self.project.tables().passages.get(&place.passage?)?;
        let now = self.words(LogPlace::words(&passage.place));
        let has_others = !now.is_empty() && now != self.words(place);
        (has_others && self.project.fork_between(place.document, passage.place.document).is_none()).then_some(now)
    }

    /// The document of a place, deleted or not.
    pub fn document(&self, id: DocumentId) -> Option<&'a Document> {
        self.project.tables().documents.get(&id).map(|document| &**document)
    }

    /// What the only change of a transaction did.
    fn only(&self, changed: &Changed, entry: &LogEntry) -> String {
        match changed {
            // Which of two new versions is the newer is what the transaction is called.
            Changed::Set(change) if change.field == Field::Replaces => entry.command.to_string(),
            Changed::Set(change) if change.field != Field::Present => {
                undone(entry, self.change(changed, entry).unwrap_or_default())
            }
            changed => self.named_as(&entry.command, changed.record(), entry.dot),
        }
    }

    /// Several changes of one record.
    fn of_one(&self, entry: &LogEntry, n_changes: usize) -> String {
        let mut told = entry.changed.iter().filter_map(|changed| self.change(changed, entry));
        let first = told.next().unwrap_or_default();
        // The record is named once.
        let head = first.split_once(": ").map_or("", |(head, _)| head).to_owned();
        let rest = told.take(ONE_BY_ONE - 1);
        let rest = rest.map(|what| what.strip_prefix(&format!("{head}: ")).map(str::to_owned).unwrap_or(what));
        let mut what = std::iter::once(first.clone()).chain(rest.map(|what| lower_first(&what))).collect::<Vec<_>>();
        if n_changes > ONE_BY_ONE {
            what.push(format!("{} more", n_changes - ONE_BY_ONE));
        }
        what.join("; ")
    }

    /// What was done to a record, and which that is, unless it is told where it stands.
    fn named_as(&self, done: &str, record: RecordId, dot: Dot) -> String {
        let name = self.name(record, dot);
        if name.is_empty() { done.to_owned() } else { format!("{done}: {name}") }
    }

    /// Which record it is, beyond its place. What has been changed since `dot` is left out: it was something else then.
    fn name(&self, record: RecordId, dot: Dot) -> String {
        let Some(record) = self.project.tables().get(record) else { return String::new() };
        let since = |field| record.fields().stamps().of(field) == dot;
        let said =
            |field, text: &str| if since(field) && !text.is_empty() { in_quotes(&cut(text)) } else { String::new() };
        match &record {
            AnyRecord::Document(document) => in_quotes(&cut(self.project.called(document.id))),
            AnyRecord::Source(source) => in_quotes(&cut(&source.name)),
            AnyRecord::Link(link) => {
                let is_at_end = self.from.is_some_and(|from| link.to == LinkTarget::Passage(from));
                let to = self.target(if is_at_end { LinkTarget::Passage(link.from) } else { link.to }, dot);
                if since(Field::Relation) { format!("{} {to}", link.relation.label()) } else { to }
            }
            AnyRecord::Query(query) => said(Field::Question, &query.question),
            AnyRecord::Change(change) => said(Field::To, &change.to),
            AnyRecord::About(about) => said(Field::Title, &about.title),
            AnyRecord::Checker(checker) => cut(&checker.name),
            AnyRecord::Passage(_)
            | AnyRecord::Settled(_)
            | AnyRecord::Pass(_)
            | AnyRecord::SignOff(_)
            | AnyRecord::Calculation(_) => String::new(),
        }
    }

    fn target(&self, target: LinkTarget, dot: Dot) -> String {
        let tables = self.project.tables();
        let told = match target {
            LinkTarget::Passage(id) => self.place(id.into(), dot).and_then(|place| self.place_name(place)),
            LinkTarget::Document(id) => self.document(id).map(|_| cut(self.project.called(id))),
            LinkTarget::Source(id) => tables.sources.get(&id).map(|source| cut(&source.name)),
        };
        told.unwrap_or_else(|| format!("a {}", target.record_id().kind.name()))
    }

    /// "Report ¶4".
    fn place_name(&self, place: LogPlace) -> Option<String> {
        let document = self.document(place.document)?;
        Some(format!("{} {}", cut(self.project.called(document.id)), document.place_name(place.range?.start())))
    }

    fn set(&self, change: &FieldChange, label: &str) -> String {
        let [before, after] = [&change.before, &change.after].map(|value| Shown::of(self.project, value));
        match (before, after) {
            // It showed already, and was chosen where two people had set it differently.
            (_, after) if change.before == change.after => format!("{label}: {}, chosen of several", after.whole()),
            (Shown::Nothing, Shown::Text(after)) => format!("{label}: {}", in_quotes(&cut(&after))),
            (Shown::Text(before), Shown::Text(after)) => {
                let [before, after] = differing(&before, &after).map(|text| in_quotes(&text));
                format!("{label}: {before} → {after}")
            }
            (before, after) => format!("{label}: {} → {}", before.whole(), after.whole()),
        }
    }
}

/// A value as it is shown.
enum Shown {
    /// No words.
    Nothing,
    /// Words, to be put into quotation marks.
    Text(String),
    /// One of the program's own words.
    Word(String),
}

impl Shown {
    fn of(project: &Project, value: &Value) -> Self {
        match value {
            Value::Text(_) | Value::Place(_) | Value::Passage(Some(_)) => {
                let words = one_line(&project.value_in_words(value));
                if words.is_empty() { Self::Nothing } else { Self::Text(words) }
            }
            Value::Document(Some(id)) => Self::Text(one_line(project.called(*id))),
            value => Self::Word(value.to_string()),
        }
    }

    fn whole(&self) -> String {
        match self {
            Self::Nothing => "empty".into(),
            Self::Text(text) => in_quotes(&cut(text)),
            Self::Word(word) => word.clone(),
        }
    }
}

impl LogPlace {
    fn words(place: &Place) -> Self {
        Self { document: place.document, range: Some(place.range()), passage: None }
    }

    /// What two places have in common: all, the document, or nothing.
    fn common(self, other: Self) -> Option<Self> {
        if self == other {
            return Some(self);
        }
        let is_one = self.document == other.document;
        is_one.then_some(Self { document: self.document, range: None, passage: None })
    }
}

/// Whether a record belongs to a passage, or is a link to it or a calculation that it is in, be the record still there or
/// not.
pub fn belongs_to(project: &Project, record: RecordId, passage: PassageId) -> bool {
    match record.kind {
        RecordKind::Passage => record.id == passage.0,
        kind => project.tables().get(record).is_some_and(|of| match kind {
            RecordKind::Calculation | RecordKind::Link => of.rules().names().contains(&Some(passage.into())),
            _ => of.rules().passage() == Some(passage),
        }),
    }
}

/// What an entry tells, with a word that it was an undo or a redo if it was.
fn undone(entry: &LogEntry, what: String) -> String {
    match entry.command.split(' ').next() {
        Some("Undo") => format!("Undone: {}", lower_first(&what)),
        Some("Redo") => format!("Redone: {}", lower_first(&what)),
        _ => what,
    }
}

/// That a passage is re-opened no more goes without saying: its outcome was set again; and so does that its place is
/// another one in a new version, unless its words are.
pub(super) fn is_told(changed: &Changed) -> bool {
    let Changed::Set(change) = changed else { return true };
    match (change.field, &change.before, &change.after) {
        (Field::Reopened, _, after) => !after.is_unfilled(),
        (Field::Place, Value::Place(before), Value::Place(after)) => before.words() != after.words(),
        _ => true,
    }
}

/// The one document that a transaction loaded, else the one link that it made, else the one passage that it made, removed
/// or brought back: what else it did follows from that.
fn main_change(entry: &LogEntry) -> Option<&Changed> {
    let only = |is_main: &dyn Fn(&Changed) -> bool| {
        let mut found = entry.changed.iter().filter(|changed| is_main(changed));
        found.next().filter(|_| found.next().is_none())
    };
    let comes_or_goes = |changed: &Changed| match changed {
        Changed::Made(_) => true,
        Changed::Emptied(_) => false,
        Changed::Set(change) => change.field == Field::Present,
    };
    let made = |kind| only(&|changed| matches!(changed, Changed::Made(record) if record.kind == kind));
    made(RecordKind::Document)
        .or_else(|| made(RecordKind::Link))
        .or_else(|| only(&|changed| changed.record().kind == RecordKind::Passage && comes_or_goes(changed)))
}

/// How many records of which kinds were changed: "12 passages, 3 links, 1 re-opened".
fn counts<'c>(changes: impl Iterator<Item = &'c Changed>) -> String {
    let mut by_kind: BTreeMap<RecordKind, usize> = BTreeMap::new();
    let (mut changed, mut reopened) = (BTreeSet::new(), BTreeSet::new());
    for change in changes {
        match change {
            Changed::Set(change) if change.field == Field::Reopened => reopened.insert(change.record),
            change => changed.insert(change.record()),
        };
    }
    for record in &changed {
        *by_kind.entry(record.kind).or_default() += 1;
    }
    let n_reopened = reopened.difference(&changed).count();
    let reopened = (n_reopened > 0).then(|| format!("{n_reopened} re-opened"));
    // What it is about comes first.
    let passages = by_kind.remove(&RecordKind::Passage).map(|n| (RecordKind::Passage, n));
    let told = passages.into_iter().chain(by_kind).map(|(kind, n)| counted(n, kind.name(), &plural(kind)));
    told.chain(reopened).collect::<Vec<_>>().join(", ")
}

fn plural(kind: RecordKind) -> String {
    match kind {
        RecordKind::Query => "queries".into(),
        RecordKind::Pass => "passes".into(),
        kind => format!("{}s", kind.name()),
    }
}

/// Two texts with what differs in them: of a long one the words that are the same before and after it are cut.
fn differing(before: &str, after: &str) -> [String; 2] {
    let same = |(a, b): &(char, char)| a == b;
    let n_start = before.chars().zip(after.chars()).take_while(same).count();
    let n_left = before.chars().count().min(after.chars().count()) - n_start;
    let n_end = before.chars().rev().zip(after.chars().rev()).take(n_left).take_while(same).count();
    [before, after].map(|text| {
        let chars: Vec<char> = text.chars().collect();
        if chars.len() <= LONG {
            return text.to_owned();
        }
        let is_space = |at: usize| chars.get(at).is_some_and(|c| c.is_whitespace());
        // Words are not cut in two.
        let from = (n_start.saturating_sub(AROUND)..n_start).find(|at| is_space(*at)).map_or(n_start, |at| at + 1);
        let from = if n_start <= AROUND { 0 } else { from };
        let end = chars.len() - n_end;
        let to = (end..(end + AROUND).min(chars.len())).rev().find(|at| is_space(*at)).unwrap_or(end);
        let to = if n_end <= AROUND { chars.len() } else { to };
        let shown: String = chars.get(from..to).unwrap_or_default().iter().collect();
        let (before, after) = (if from > 0 { "… " } else { "" }, if to < chars.len() { " …" } else { "" });
        format!("{before}{}{after}", first_chars(shown.trim(), MOST_OF_TWO))
    })
}

/// Words on one line, not too many of them.
pub(super) fn cut(words: &str) -> String {
    first_chars(&one_line(words.get(..words.floor_char_boundary(MOST * 8)).unwrap_or(words)), MOST)
}

/// The first `n` characters, as far as they are whole words.
fn first_chars(line: &str, n: usize) -> String {
    match line.char_indices().nth(n) {
        None => line.to_owned(),
        Some((end, _)) => {
            let kept = line.get(..end).unwrap_or_default();
            let whole = kept.rfind(char::is_whitespace).and_then(|at| kept.get(..at)).unwrap_or(kept);
            format!("{}…", whole.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')))
        }
    }
}

fn one_line(words: &str) -> String {
    spelled_out(words).replace(['\n', '\t'], " ").trim().to_owned()
}

/// Words in quotation marks, unless they stand in some.
pub fn in_quotes(words: &str) -> String {
    let is_quoted = words.starts_with(['“', '"', '„', '«']) && words.ends_with(['”', '"', '“', '»', '…']);
    if is_quoted { words.to_owned() } else { format!("“{words}”") }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_long_texts_only_what_differs_is_told() {
        let note = |n: &str| {
            format!("Called the ministry twice on Monday; they say it was {n} people, and stand by it to this day")
        };
        let [before, after] = differing(&note("80,000"), &note("85,000"));
        assert_eq!(before, "… say it was 80,000 people, …");
        assert_eq!(after, "… say it was 85,000 people, …");
        let [before, after] = differing("Called the ministry twice on Monday", &note("80,000"));
        assert_eq!(before, "Called the ministry twice on Monday");
        assert!(after.starts_with("… twice on Monday; they say"), "{after}");
    }

    #[test]
    fn short_texts_are_told_whole() {
        assert_eq!(differing("over 80,000", "over 85,000"), ["over 80,000", "over 85,000"]);
    }
}
