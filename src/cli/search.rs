//! `tickmark search`: words in everything that a project holds.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::model::{PassageId, Project, RecordKind};
use crate::search::{self, Everywhere, HitPlace, Query};

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
        let hits = hits(&project, query);
        if self.json {
            serde_json::to_writer_pretty(&mut *out, &hits).map_err(std::io::Error::from)?;
            writeln!(out)?;
        } else {
            for Hit { document, paragraph, kind, within, before, words, after, .. } in &hits {
                let title = document.iter().map(|title| one_line(title, TITLE_CHARS));
                let place = title.chain(paragraph.map(|paragraph| format!("¶{paragraph}"))).collect::<Vec<_>>();
                let field = if *within == TEXT { String::new() } else { format!("({kind}, {within})") };
                let place =
                    place.into_iter().chain([field]).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                writeln!(out, "{place}: {}", one_line(&format!("{before}{words}{after}"), usize::MAX))?;
            }
        }
        Ok(u8::from(hits.is_empty()))
    }
}

/// In what a hit in the text of a document is.
const TEXT: &str = "text";

/// One place where the words stand.
#[derive(Serialize)]
struct Hit {
    /// The title of the document that it is in or about; none for a source.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    /// The number of the paragraph, from 1; of a note, that of its passage.
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<usize>,
    /// The id of the passage that they are in or written about.
    #[serde(skip_serializing_if = "Option::is_none")]
    passage: Option<String>,
    /// What kind of thing has the words: document, passage, link, query, change or source.
    kind: &'static str,
    /// In what of it: its text, or the name of a field.
    #[serde(rename = "in")]
    within: &'static str,
    before: String,
    words: String,
    after: String,
}

/// All hits, as the window lists them.
fn hits(project: &Project, query: Query) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut search = Everywhere::new(project, query);
    while !search.is_done() {
        search.step(project, &mut |found| hits.extend(hit(project, found)));
    }
    hits
}

fn hit(project: &Project, found: search::Hit) -> Option<Hit> {
    let (text, range) = (found.text(project)?, found.range);
    let document = found.document(project);
    let (kind, within, offset) = match found.place {
        HitPlace::Text(_) => (RecordKind::Document, TEXT, Some(range.start())),
        HitPlace::Field(record, field) => {
            let passage = found.passage(project).and_then(|id| project.passage(id));
            (record.kind, field.name(), passage.map(|passage| passage.range().start()))
        }
    };
    let before = text.get(..range.start()).unwrap_or_default();
    let start = before.char_indices().rev().take_while(|(_, c)| *c != '\n').take(CONTEXT_CHARS).last();
    let before = start.and_then(|(start, _)| before.get(start..)).unwrap_or_default();
    let after = text.get(range.end()..).unwrap_or_default().chars();
    Some(Hit {
        document: document.map(|document| project.called(document.id).to_owned()),
        paragraph: document.zip(offset).map(|(document, offset)| document.paragraph_at(offset)),
        passage: passage_at(project, found).map(|id| id.to_string()),
        kind: kind.name(),
        within,
        before: before.to_owned(),
        words: range.within(&text).unwrap_or_default().into(),
        after: after.take_while(|c| *c != '\n').take(CONTEXT_CHARS).collect(),
    })
}

/// The passage that a hit is written about, or the shortest one in whose words it lies.
fn passage_at(project: &Project, found: search::Hit) -> Option<PassageId> {
    let HitPlace::Text(document) = found.place else { return found.passage(project) };
    let over = project.passages_of(document).filter(|passage| passage.range().overlaps(found.range));
    over.min_by_key(|passage| passage.range().len()).map(|passage| passage.id)
}
