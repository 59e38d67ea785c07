//! `tickmark search`: words in the documents and notes of a project.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::model::{Document, Passage, Project};
use crate::search::{Query, find};
use crate::text::TextRange;

use super::{Failure, one_line, open};

/// How many characters around a hit are shown on either side.
const CONTEXT_CHARS: usize = 40;
/// How much of the title of a document.
const TITLE_CHARS: usize = 60;

#[derive(Args)]
pub(super) struct Search {
    /// The project
    project: PathBuf,
    /// What to look for, in this order; case, accents and kinds of quotation marks make no difference
    #[arg(required = true)]
    words: Vec<String>,
    /// Answer in JSON
    #[arg(long)]
    json: bool,
}

impl Search {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let words = self.words.join(" ");
        let query = Query::new(&words).ok_or_else(|| Failure::because("There is nothing to search for"))?;
        let project = open(&self.project)?;
        let hits = hits(&project, &query);
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &hits).map_err(std::io::Error::from)?;
            writeln!(out)?;
        } else {
            for hit in &hits {
                let note = if hit.within == Within::Note { " (note)" } else { "" };
                let Hit { document, paragraph, before, words, after, .. } = hit;
                writeln!(
                    out,
                    "{} ¶{paragraph}{note}: {}",
                    one_line(document, TITLE_CHARS),
                    one_line(&format!("{before}{words}{after}"), usize::MAX)
                )?;
            }
        }
        Ok(u8::from(hits.is_empty()))
    }
}

/// One place where the words stand.
#[derive(Serialize)]
struct Hit {
    /// The title of the document.
    document: String,
    /// The number of the paragraph, from 1; of a note, that of its passage.
    paragraph: usize,
    #[serde(rename = "in")]
    within: Within,
    before: String,
    words: String,
    after: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Within {
    Text,
    Note,
}

/// All hits: document by document in the order of their text, then the notes in the order of their passages.
fn hits(project: &Project, query: &Query) -> Vec<Hit> {
    let mut hits = Vec::new();
    for document in project.documents() {
        let text = document.text();
        hits.extend(find(text, query).map(|range| hit(document, range.start(), Within::Text, text, range)));
        let mut passages: Vec<&Passage> = Vec::new();
        passages.extend(project.passages().filter(|p| p.place.document == document.id).map(|passage| &**passage));
        passages.sort_by_key(|passage| (passage.range(), passage.id));
        for passage in passages {
            let note = passage.note.as_str();
            let at = passage.range().start();
            hits.extend(find(note, query).map(|range| hit(document, at, Within::Note, note, range)));
        }
    }
    hits
}

/// A hit at `range` of `text`, which belongs to the document's text at `offset`.
fn hit(document: &Document, offset: usize, within: Within, text: &str, range: TextRange) -> Hit {
    let before = text.get(..range.start()).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(CONTEXT_CHARS);
    let after = text.get(range.end()..).unwrap_or_default();
    Hit {
        document: document.title.to_string(),
        paragraph: document.paragraph_at(offset),
        within,
        before: before.chars().skip(skipped).collect(),
        words: range.within(text).unwrap_or_default().into(),
        after: after.lines().next().unwrap_or_default().chars().take(CONTEXT_CHARS).collect(),
    }
}
