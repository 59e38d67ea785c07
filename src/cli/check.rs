//! `tickmark check`: what a project holds, what is open, and why.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Serialize, Serializer};

use crate::chance::{fresh_actor, fresh_id};
use crate::edit::lower_first;
use crate::model::{
    Blocker, Carriage, CheckerId, Document, Outcome, Passage, PassageId, PassageKind, Project, Role, SignOff, State,
    Time, Why,
};
use crate::session::{Noticed, Session, Worker, counted, reopened_in_words};
use crate::text::listed;

use super::{Failure, one_line, open};

/// How many characters of an open passage are shown.
const WORDS_CHARS: usize = 60;
/// How much is shown of why a record was set aside: it stands in a file, and anything may.
const REASON_CHARS: usize = 200;

#[derive(Args)]
pub(super) struct Check {
    /// The project
    project: PathBuf,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let project = open(&self.project)?;
        project.validate().map_err(|broken| {
            Failure::Because(format!(
                "The project breaks its own rules ({}): {}",
                broken.join("; "),
                self.project.display()
            ))
        })?;
        let session = noticed(project);
        let project = session.project();
        let report = Report::of(&session);
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &report).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            print(project, &report, out)?;
        }
        Ok(u8::from(report.documents.iter().any(DocumentReport::is_open)))
    }
}

/// The project as the window has it, with all that is noticed in its drafts. Nobody changes it.
fn noticed(project: Project) -> Session {
    let nobody = Worker { checker: CheckerId(fresh_id()), name: String::new(), actor: fresh_actor() };
    let mut session = Session::new(project, nobody, fresh_id());
    while let Some(noticed) = session.to_notice().and_then(|draft| Noticed::of(draft, || false)) {
        session.take_noticed(noticed);
    }
    session
}

/// What is counted, in the form of the JSON answer.
#[derive(Serialize)]
struct Report {
    documents: Vec<DocumentReport>,
    /// Of the passages of all documents.
    kinds: Tally,
    /// Of the passages of drafts, like outcomes: only those are checked.
    states: Tally,
    outcomes: Tally,
    clashes: usize,
    set_aside: usize,
}

#[derive(Serialize)]
struct DocumentReport {
    title: String,
    role: &'static str,
    passages: usize,
    open: usize,
    /// The titles of the documents that replace it: of more than one it is not said which counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    replaced_by: Vec<String>,
    #[serde(flatten)]
    draft: Option<DraftReport>,
}

/// What only a draft has: how much of it was looked at, and what stands between it and its sign-off.
#[derive(Serialize)]
struct DraftReport {
    closed: usize,
    sentences: usize,
    untouched: usize,
    /// Suggestions of its writer that wait: they stand in the way.
    undecided: usize,
    /// All that wait, those of the program included.
    suggestions: usize,
    /// Passages of earlier versions that wait for review: as many as the window says.
    unreviewed: usize,
    /// What became of the passages of earlier versions and of their accepted changes, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    carried: Option<String>,
    signed_off: bool,
    sign_offs: Vec<SignOffReport>,
    blockers: Vec<BlockerReport>,
}

#[derive(Serialize)]
struct SignOffReport {
    by: Option<String>,
    at: Option<Time>,
    /// Why it was given although something was open.
    reason: String,
    struck: Option<String>,
}

#[derive(Serialize)]
struct BlockerReport {
    kind: &'static str,
    /// The id of the passage, if it is one that blocks.
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<String>,
    paragraph: Option<usize>,
    words: String,
    reason: String,
}

impl Report {
    fn of(session: &Session) -> Self {
        let project = session.project();
        let documents = project.documents();
        let drafts = project.documents_as(Role::Draft);
        let draft = |passage: &&Passage| drafts.iter().any(|draft| draft.id == passage.place.document);
        let all: Vec<&Passage> = project.passages().map(|passage| &**passage).collect();
        let checked: Vec<&Passage> = all.iter().copied().filter(draft).collect();
        let n_kind = |kind| all.iter().filter(|passage| passage.kind == kind).count();
        let n_state = |state| checked.iter().filter(|passage| project.state(passage) == state).count();
        let n_outcome = |outcome| checked.iter().filter(|passage| passage.outcome == Some(outcome)).count();
        Self {
            documents: documents.iter().map(|document| DocumentReport::of(session, document)).collect(),
            kinds: Tally(PassageKind::ALL.map(|kind| (kind.name(), n_kind(kind))).into()),
            states: Tally(State::ALL.map(|state| (state.name(), n_state(state))).into()),
            outcomes: Tally(Outcome::ALL.map(|outcome| (outcome.name(), n_outcome(outcome))).into()),
            clashes: project.n_clashes(),
            set_aside: project.set_aside.len(),
        }
    }
}

impl DocumentReport {
    fn of(session: &Session, document: &Document) -> Self {
        let project = session.project();
        let passages = project.passages_of(document.id);
        let (n_passages, n_open) = passages.fold((0, 0), |(n_passages, n_open), passage| {
            (n_passages + 1, n_open + usize::from(project.open_because(passage).is_some()))
        });
        let draft = project.is_draft(document).then(|| DraftReport::of(session, document));
        let replacing = project.replacements(document.id).iter().filter_map(|newer| project.document(*newer));
        Self {
            title: project.called(document.id).to_owned(),
            role: document.role.name(),
            passages: n_passages,
            open: n_open,
            replaced_by: replacing.map(|newer| project.called(newer.id).to_owned()).collect(),
            draft,
        }
    }

    /// Whether work is left.
    fn is_open(&self) -> bool {
        self.draft.as_ref().is_some_and(|draft| !draft.blockers.is_empty())
    }
}

impl DraftReport {
    fn of(session: &Session, draft: &Document) -> Self {
        let project = session.project();
        let n_undecided = session.n_undecided(draft);
        let coverage = project.coverage(draft, n_undecided, session.n_waiting(draft.id));
        let blockers = project.sign_off_blockers(draft, n_undecided).into_iter();
        let sign_offs = project.sign_offs_of(draft.id).into_iter();
        Self {
            closed: coverage.n_closed,
            sentences: coverage.n_sentences,
            untouched: coverage.n_untouched,
            undecided: coverage.n_undecided,
            suggestions: coverage.n_waiting,
            unreviewed: project.unreviewed(draft.id).count(),
            carried: draft.replaces.map(|_| Carriage::of(project, draft.id).to_string()),
            signed_off: project.is_signed_off(draft.id),
            sign_offs: sign_offs.map(|sign_off| SignOffReport::of(project, sign_off)).collect(),
            blockers: blockers.map(|blocker| BlockerReport::of(project, draft, blocker)).collect(),
        }
    }
}

impl SignOffReport {
    fn of(project: &Project, sign_off: &SignOff) -> Self {
        let made = sign_off.stamps.made();
        Self {
            by: project.who(made).map(str::to_owned),
            at: project.when(made),
            reason: sign_off.reason.to_string(),
            struck: project.struck_because(sign_off),
        }
    }
}

impl BlockerReport {
    fn of(project: &Project, draft: &Document, blocker: Blocker) -> Self {
        let range = blocker.range(project);
        Self {
            kind: match blocker {
                Blocker::Open(..) => "open",
                Blocker::TooFewSources(..) => "too few sources",
                Blocker::Untouched(_) => "untouched",
                Blocker::Undecided(_) => "undecided",
                Blocker::Forked(_) => "new versions",
                Blocker::Unreviewed(_) => "unreviewed",
            },
            passage: match blocker {
                Blocker::Open(passage, _) | Blocker::TooFewSources(passage, _) => Some(passage.to_string()),
                Blocker::Untouched(_) | Blocker::Undecided(_) | Blocker::Forked(_) | Blocker::Unreviewed(_) => None,
            },
            paragraph: range.map(|range| draft.paragraph_at(range.start())),
            words: range.map(|range| draft.body.quoted(range).into_owned()).unwrap_or_default(),
            reason: match blocker {
                Blocker::Open(passage, Why::Reopened) => reopened(project, passage),
                _ => blocker.reason(),
            },
        }
    }
}

/// That a passage was re-opened, and why.
fn reopened(project: &Project, passage: PassageId) -> String {
    let why = project.passage(passage).map(|passage| lower_first(&reopened_in_words(project, passage)));
    [Some(Why::Reopened.label().to_owned()), why].into_iter().flatten().collect::<Vec<_>>().join(": ")
}

/// Numbers by name, in the order of the trade.
struct Tally(Vec<(&'static str, usize)>);

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

fn print(project: &Project, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if !project.title().is_empty() {
        writeln!(out, "{}\n", one_line(project.title(), WORDS_CHARS))?;
    }
    for document in &report.documents {
        let DocumentReport { title, role, passages, open, replaced_by, draft } = document;
        let coverage = draft.as_ref().map(|draft| {
            let DraftReport { closed, sentences, untouched, undecided, suggestions, unreviewed, .. } = draft;
            let writers = if *undecided > 0 { format!(", {undecided} of the writer") } else { String::new() };
            let wait = match suggestions {
                0 => String::new(),
                n => format!("; {}{writers}", counted(*n, "suggestion waits", "suggestions wait")),
            };
            let review = match unreviewed {
                0 => String::new(),
                1 => "; 1 passage of an earlier version waits for review".to_owned(),
                n => format!("; {n} passages of earlier versions wait for review"),
            };
            format!(", {closed} closed, {open} open; {untouched} of {sentences} sentences untouched{wait}{review}")
        });
        let coverage = coverage.unwrap_or_default();
        let newer: Vec<String> = replaced_by.iter().map(|title| one_line(title, WORDS_CHARS)).collect();
        let replaced = match newer.len() {
            0 => String::new(),
            1 => format!(", replaced by {}", newer.join("")),
            _ => format!(", replaced by {}: it is not said which counts", listed(&newer, "and")),
        };
        writeln!(out, "{role:9} {}: {passages} passages{coverage}{replaced}", one_line(title, WORDS_CHARS))?;
        if let Some(carried) = draft.as_ref().and_then(|draft| draft.carried.as_ref()) {
            writeln!(out, "{:9} from earlier versions: {carried}", "")?;
        }
    }
    writeln!(out)?;
    for (name, tally) in [("kinds", &report.kinds), ("states", &report.states), ("outcomes", &report.outcomes)] {
        let numbers: Vec<_> = tally.0.iter().filter(|(_, n)| *n > 0).map(|(name, n)| format!("{n} {name}")).collect();
        writeln!(out, "{name:9} {}", if numbers.is_empty() { "none".into() } else { numbers.join(", ") })?;
    }
    writeln!(out, "clashes   {}", report.clashes)?;
    writeln!(out, "set aside {}", report.set_aside)?;
    for record in &project.set_aside {
        writeln!(out, "  {}: {}", record.record.record_id(), one_line(&record.reason, REASON_CHARS))?;
    }
    for document in &report.documents {
        if let Some(draft) = &document.draft {
            print_draft(&one_line(&document.title, WORDS_CHARS), draft, out)?;
        }
    }
    Ok(())
}

fn print_draft(title: &str, draft: &DraftReport, out: &mut dyn Write) -> io::Result<()> {
    if !draft.blockers.is_empty() {
        writeln!(out, "\nopen in {title}")?;
    }
    for blocker in &draft.blockers {
        let paragraph = blocker.paragraph.map(|number| format!("¶{number}")).unwrap_or_default();
        let words = one_line(&blocker.words, WORDS_CHARS);
        let dash = if words.is_empty() { "" } else { " — " };
        let passage = blocker.passage.as_ref().map(|id| format!("  [{id}]")).unwrap_or_default();
        let reason = one_line(&blocker.reason, usize::MAX);
        writeln!(out, "  {paragraph:5} {words}{dash}{reason}{passage}")?;
    }
    if draft.sign_offs.is_empty() {
        return writeln!(out, "\n{title} is not signed off");
    }
    writeln!(out)?;
    for sign_off in &draft.sign_offs {
        let by = one_line(sign_off.by.as_deref().unwrap_or("somebody"), WORDS_CHARS);
        let at = sign_off.at.map(|at| format!(", {}", local(at))).unwrap_or_default();
        let reason = one_line(&sign_off.reason, REASON_CHARS);
        let in_spite = if reason.is_empty() { reason } else { format!(", in spite of what was open: {reason}") };
        writeln!(out, "{title} was signed off by {by}{at}{in_spite}")?;
        if let Some(why) = &sign_off.struck {
            writeln!(out, "  struck since — {}", one_line(why, REASON_CHARS))?;
        }
    }
    Ok(())
}

/// A moment by the clock on the wall here, with its time zone: "9 October 2025, 10:57 CEST".
fn local(time: Time) -> String {
    let Ok(time) = Timestamp::from_second(time.0) else { return time.to_string() };
    time.to_zoned(TimeZone::system()).strftime("%-d %B %Y, %H:%M %Z").to_string()
}
