//! `tickmark compare`: what documents say of the same, and how it differs.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use crate::compare::Pair;
use crate::detect::suggestions;
use crate::model::Body;
use crate::session::Comparison;

use super::chars::{CharCount, Chars};
use super::documents::{Documents, is_project};
use super::{Failure, one_line};

/// How much of a statement is shown, in characters.
const WORDS_CHARS: usize = 100;

#[derive(Args)]
pub(super) struct Compare {
    /// Documents, or one project
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Answer in JSON; places count characters
    #[arg(long)]
    json: bool,
}

impl Compare {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        if let [only] = self.files.as_slice()
            && !is_project(only)
        {
            return Err(Failure::because("One document has nothing to be compared with: give two, or a project"));
        }
        let documents = Documents::read(&self.files)?;
        let bodies: Vec<_> = documents.iter().map(|(document, name)| (name, &*document.body)).collect();
        let found: Vec<_> = bodies.iter().map(|(_, body)| suggestions(body, None)).collect();
        let named: Vec<_> = bodies.iter().zip(&found).map(|((_, body), found)| (*body, found.as_slice())).collect();
        let report = Report::of(&bodies, Comparison::of(&named));
        if self.json {
            serde_json::to_writer(&mut *out, &report).map_err(io::Error::from)?;
            writeln!(out)?;
            return Ok(0);
        }
        for pair in &report.pairs {
            writeln!(out, "{} ({}): {}", pair.verdict, pair.kind, pair.reason)?;
            for side in [&pair.a, &pair.b] {
                writeln!(out, "    {} ¶{}: {}", side.document, side.paragraph, one_line(side.text, WORDS_CHARS))?;
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
    /// The number of the paragraph, from 1.
    paragraph: usize,
    chars: Chars,
    text: &'d str,
}

impl<'d> Report<'d> {
    fn of(documents: &[(&'d str, &'d Body)], compared: Comparison<'d>) -> Self {
        let counts: Vec<_> = documents.iter().map(|(_, body)| CharCount::of(body.text())).collect();
        let side = |at: usize| {
            let statement = compared.said.get(at)?;
            let ((document, body), count) = (documents.get(statement.document)?, counts.get(statement.document)?);
            let paragraph = body.blocks().at(statement.range.start()) + 1;
            Some(SideReport { document, paragraph, chars: count.range(statement.range), text: statement.words })
        };
        let base = |pair: &Pair| {
            let base = side(pair.base?)?;
            Some(format!("“{}” stands in {}", base.text, base.document))
        };
        let report = |pair: &Pair| {
            let (a, b) = pair.statements;
            Some(PairReport {
                a: side(a)?,
                b: side(b)?,
                kind: pair.kind.name(),
                verdict: pair.verdict.label(),
                reason: base(pair).map_or_else(|| pair.reason.clone(), |base| format!("{}; {base}", pair.reason)),
                score: pair.score,
            })
        };
        Self { pairs: compared.pairs.iter().filter_map(report).collect() }
    }
}
