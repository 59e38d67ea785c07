//! `tickmark evidence`: what bears on some words or on a passage.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::model::{Id, PassageId};
use crate::search::EvidenceIndex;
use crate::session::{Bearing, Question, evidence};

use super::chars::{CharCount, Chars};
use super::documents::Documents;
use super::{Failure, one_line};

/// How many sentences are given.
const N_HITS: usize = 50;
/// How much of a sentence is shown, in characters.
const WORDS_CHARS: usize = 160;

#[derive(Args)]
pub(super) struct Evidence {
    /// Documents, or one project
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The words that something is to be found about
    #[arg(long = "for", value_name = "WORDS", required_unless_present = "passage")]
    words: Option<String>,
    /// The passage of the project that something is to be found about
    #[arg(long, value_name = "ID", conflicts_with = "words")]
    passage: Option<String>,
    /// Answer in JSON; places count characters
    #[arg(long)]
    json: bool,
}

impl Evidence {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let documents = Documents::read(&self.files)?;
        let question = self.question(&documents)?;
        let index = EvidenceIndex::default().updated(&documents.project);
        let found = evidence(&index, &documents.project, &question, N_HITS);
        let report = Report::of(&documents, &found);
        if self.json {
            serde_json::to_writer(&mut *out, &report).map_err(io::Error::from)?;
            writeln!(out)?;
            return Ok(u8::from(found.is_empty()));
        }
        for hit in &report.hits {
            writeln!(out, "{} ¶{}: {}", hit.document, hit.paragraph, one_line(hit.text, WORDS_CHARS))?;
            writeln!(out, "    {}", one_line(&hit.reason, usize::MAX))?;
        }
        Ok(u8::from(found.is_empty()))
    }

    fn question(&self, documents: &Documents) -> Result<Question, Failure> {
        if let Some(id) = &self.passage {
            let id: Id = id.parse().map_err(|_| Failure::Because(format!("This is no id of a passage: {id}")))?;
            return Question::about(&documents.project, PassageId(id))
                .ok_or_else(|| Failure::Because(format!("The project has no passage {id}")));
        }
        let words = self.words.as_deref().filter(|words| !words.trim().is_empty());
        words.map(Question::of).ok_or_else(|| Failure::because("There is nothing to look for"))
    }
}

/// The hits in the form of the JSON answer, the best first.
#[derive(Serialize)]
struct Report<'d> {
    hits: Vec<HitReport<'d>>,
}

#[derive(Serialize)]
struct HitReport<'d> {
    document: &'d str,
    /// The number of the paragraph, from 1.
    paragraph: usize,
    chars: Chars,
    text: &'d str,
    reason: String,
    score: f32,
}

impl<'d> Report<'d> {
    fn of(documents: &'d Documents, found: &[Bearing]) -> Self {
        let counts: Vec<_> =
            documents.iter().map(|(document, name)| (document, name, CharCount::of(document.text()))).collect();
        let hit = |bearing: &Bearing| {
            let (document, name, count) = counts.iter().find(|(document, ..)| document.id == bearing.document)?;
            Some(HitReport {
                document: name,
                paragraph: document.paragraph_at(bearing.range.start()),
                chars: count.range(bearing.range),
                text: bearing.range.within(document.text())?,
                reason: reason(bearing),
                score: bearing.score,
            })
        };
        Self { hits: found.iter().filter_map(hit).collect() }
    }
}

/// How it differs, where that is told, and why it was found.
fn reason(bearing: &Bearing) -> String {
    match &bearing.verdict {
        Some(difference) => format!("{}: {}; {}", difference.label(), difference.reason, bearing.reason),
        None => bearing.reason.clone(),
    }
}
