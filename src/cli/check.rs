//! `tickmark check`: what a project holds, what is open, and why.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde::{Serialize, Serializer};

use crate::model::{Document, Outcome, Passage, PassageKind, Project, Role, State};

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
        let report = Report::of(&project);
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &report).map_err(io::Error::from)?;
            writeln!(out)?;
        } else {
            print(&project, &report, out)?;
        }
        Ok(u8::from(report.documents.iter().any(DocumentReport::is_open)))
    }
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
}

impl Report {
    fn of(project: &Project) -> Self {
        let documents = project.documents();
        let draft = |passage: &&Passage| {
            documents.iter().any(|document| document.id == passage.place.document && document.role == Role::Draft)
        };
        let all: Vec<&Passage> = project.passages().map(|passage| &**passage).collect();
        let checked: Vec<&Passage> = all.iter().copied().filter(draft).collect();
        let n_kind = |kind| all.iter().filter(|passage| passage.kind == kind).count();
        let n_state = |state| checked.iter().filter(|passage| project.state(passage) == state).count();
        let n_outcome = |outcome| checked.iter().filter(|passage| passage.outcome == Some(outcome)).count();
        Self {
            documents: documents.iter().map(|document| DocumentReport::of(project, document)).collect(),
            kinds: Tally(PassageKind::ALL.map(|kind| (kind.name(), n_kind(kind))).into()),
            states: Tally(State::ALL.map(|state| (state.name(), n_state(state))).into()),
            outcomes: Tally(Outcome::ALL.map(|outcome| (outcome.name(), n_outcome(outcome))).into()),
            clashes: project.n_clashes(),
            set_aside: project.set_aside.len(),
        }
    }
}

impl DocumentReport {
    fn of(project: &Project, document: &Document) -> Self {
        let passages = passages_in(project, document);
        Self {
            title: document.title.to_string(),
            role: document.role.name(),
            passages: passages.len(),
            open: passages.iter().filter(|passage| project.open_because(passage).is_some()).count(),
        }
    }

    /// Whether work is left: a draft in which nothing was marked was not checked either.
    fn is_open(&self) -> bool {
        self.open > 0 || (self.role == Role::Draft.name() && self.passages == 0)
    }
}

/// Numbers by name, in the order of the trade.
struct Tally(Vec<(&'static str, usize)>);

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// The passages of a document in the order of its text.
fn passages_in<'a>(project: &'a Project, document: &Document) -> Vec<&'a Passage> {
    let inside = project.passages().filter(|passage| passage.place.document == document.id);
    let mut passages: Vec<&Passage> = inside.map(|passage| &**passage).collect();
    passages.sort_by_key(|passage| (passage.range(), passage.id));
    passages
}

fn print(project: &Project, report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if !project.title().is_empty() {
        writeln!(out, "{}\n", one_line(project.title(), WORDS_CHARS))?;
    }
    for document in &report.documents {
        let DocumentReport { title, role, passages, open } = document;
        let open = match Role::Draft.name() == *role {
            true if *passages == 0 => ": nothing was marked yet".to_owned(),
            true => format!(", {open} open"),
            false => String::new(),
        };
        writeln!(out, "{role:9} {}: {passages} passages{open}", one_line(title, WORDS_CHARS))?;
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
    for draft in project.documents_as(Role::Draft) {
        print_open(project, draft, out)?;
    }
    Ok(())
}

fn print_open(project: &Project, draft: &Document, out: &mut dyn Write) -> io::Result<()> {
    let passages = passages_in(project, draft).into_iter();
    let open: Vec<_> = passages.filter_map(|passage| Some((passage, project.open_because(passage)?))).collect();
    if !open.is_empty() {
        writeln!(out, "\nopen in {}", one_line(&draft.title, WORDS_CHARS))?;
    }
    for (passage, why) in open {
        let paragraph = format!("¶{}", draft.paragraph_at(passage.range().start()));
        writeln!(out, "  {paragraph:5} {} — {}", one_line(&project.words(&passage.place), WORDS_CHARS), why.label())?;
    }
    Ok(())
}
