//! `tickmark compare`: what documents say of the same, and how it differs.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::compare::{Statement, pairs};
use crate::detect::suggestions;
use crate::import::read_file;
use crate::model::{Body, Time};
use crate::session::statements;

use super::chars::{CharCount, Chars};
use super::{Failure, import, one_line};

/// How much of a statement is shown, in characters.
const WORDS_CHARS: usize = 100;

#[derive(Args)]
pub(super) struct Compare {
    /// The documents
    #[arg(required = true, num_args = 2..)]
    files: Vec<PathBuf>,
    /// Answer in JSON; places count characters
    #[arg(long)]
    json: bool,
}

/// A document with the name of its file.
struct Read {
    name: String,
    body: Body,
}

impl Compare {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let documents = self.files.iter().map(|file| {
            let bytes = read_file(file).map_err(Failure::because)?;
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let body = import(file, &name, &bytes)?.into_loaded(&name, &bytes, Time(0)).body;
            Ok(Read { name, body })
        });
        let documents = documents.collect::<Result<Vec<_>, Failure>>()?;
        let found: Vec<_> = documents.iter().map(|document| suggestions(&document.body, None)).collect();
        let said = documents.iter().zip(&found).enumerate();
        let said: Vec<_> = said.flat_map(|(at, (document, found))| statements(at, &document.body, found)).collect();
        let report = Report::of(&documents, &said);
        if self.json {
            serde_json::to_writer(&mut *out, &report).map_err(io::Error::from)?;
            writeln!(out)?;
            return Ok(0);
        }
        for pair in &report.pairs {
            writeln!(out, "{} ({}): {}", pair.verdict, pair.kind, pair.reason)?;
            for side in [&pair.a, &pair.b] {
                writeln!(out, "    {}: {}", side.document, one_line(side.text, WORDS_CHARS))?;
            }
        }
        Ok(0)
    }
}

/// The pairs in the form of the JSON answer.
#[derive(Serialize)]
struct Report<'d> {
    pairs: Vec<PairReport<'d>>,
}

#[derive(Serialize)]
struct PairReport<'d> {
    a: SideReport<'d>,
    b: SideReport<'d>,
    kind: &'static str,
    verdict: &'static str,
    reason: String,
    score: f32,
}

#[derive(Serialize)]
struct SideReport<'d> {
    document: &'d str,
    chars: Chars,
    text: &'d str,
}

impl<'d> Report<'d> {
    fn of(documents: &'d [Read], said: &[Statement<'d>]) -> Self {
        let counts: Vec<_> = documents.iter().map(|document| CharCount::of(document.body.text())).collect();
        let side = |at: usize| {
            let statement = said.get(at)?;
            let (document, count) = (documents.get(statement.document)?, counts.get(statement.document)?);
            Some(SideReport { document: &document.name, chars: count.range(statement.range), text: statement.words })
        };
        let report = |pair: crate::compare::Pair| {
            let (a, b) = pair.statements;
            Some(PairReport {
                a: side(a)?,
                b: side(b)?,
                kind: pair.kind.name(),
                verdict: pair.verdict.label(),
                reason: pair.reason,
                score: pair.score,
            })
        };
        Self { pairs: pairs(said).into_iter().filter_map(report).collect() }
    }
}
