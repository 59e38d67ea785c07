//! `tickmark reanchor`: where passages of old texts are in new ones, for measuring.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde::{Deserialize, Serialize};

use crate::import::read_file;
use crate::text::{Alignment, Placed, Selector, TextRange, find_alike};

use super::Failure;
use super::chars::CharCount;

#[derive(Args)]
pub(super) struct Reanchor {
    /// The cases, one a line in JSON: {"id", "old", "new", "start", "end"}; old and new name files beside it, start and
    /// end count characters
    cases: PathBuf,

    /// Look only at what each case quotes ("exact", "prefix", "suffix"), as if the old texts were gone
    #[arg(long)]
    without_old: bool,
}

/// A passage of a text of which there is a new version.
#[derive(Deserialize)]
struct Case {
    id: String,
    /// The file with the old text.
    old: String,
    /// The file with the new text.
    new: String,
    start: usize,
    end: usize,
    #[serde(default)]
    exact: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
}

/// Where it is.
#[derive(Serialize)]
struct Answer<'c> {
    id: &'c str,
    start: Option<usize>,
    end: Option<usize>,
    state: &'static str,
    /// How long it took to find, in milliseconds; for the first passage of two texts with comparing them.
    ms: f64,
}

impl Reanchor {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let cases = self.cases()?;
        let folder = self.cases.parent().unwrap_or(Path::new(""));
        let mut rest = cases.as_slice();
        while let Some(first) = rest.first() {
            let n_alike = rest.iter().take_while(|case| case.old == first.old && case.new == first.new).count();
            let (alike, others) = rest.split_at(n_alike);
            match self.without_old {
                true => answer_quoted(folder, alike, out)?,
                false => answer(folder, alike, out)?,
            }
            rest = others;
        }
        Ok(0)
    }

    fn cases(&self) -> Result<Vec<Case>, Failure> {
        let text = read_text(&self.cases)?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let case = |(at, line)| {
            let name = self.cases.display();
            serde_json::from_str(line)
                .map_err(|error| Failure::Because(format!("Line {} is no case, because {error}: {name}", at + 1)))
        };
        lines.map(case).collect()
    }
}

/// Finds the passages of two versions.
fn answer(folder: &Path, cases: &[Case], out: &mut dyn Write) -> Result<(), Failure> {
    let Some(first) = cases.first() else { return Ok(()) };
    let (old, new) = (read_text(&folder.join(&first.old))?, read_text(&folder.join(&first.new))?);
    let (old_offsets, new_chars) = (offsets(&old), CharCount::of(&new));
    let mut begun = Instant::now();
    let alignment = Alignment::of(&old, &new);
    for case in cases {
        let offset = |n_chars: usize| old_offsets.get(n_chars).copied().unwrap_or(old.len());
        let placed = alignment.place(TextRange::between(offset(case.start), offset(case.end).max(offset(case.start))));
        write_answer(case, &placed, &new_chars, begun, out)?;
        begun = Instant::now();
    }
    Ok(())
}

/// Finds each passage of two versions by what its case quotes alone.
fn answer_quoted(folder: &Path, cases: &[Case], out: &mut dyn Write) -> Result<(), Failure> {
    let Some(first) = cases.first() else { return Ok(()) };
    let new = read_text(&folder.join(&first.new))?;
    let new_chars = CharCount::of(&new);
    for case in cases {
        let begun = Instant::now();
        let range = TextRange::between(case.start, case.end.max(case.start));
        let selector = Selector::from_parts(range, &case.prefix, &case.exact, &case.suffix);
        for placed in find_alike(&new, &[&selector]) {
            write_answer(case, &placed, &new_chars, begun, out)?;
        }
    }
    Ok(())
}

fn write_answer(
    case: &Case,
    placed: &Placed,
    new_chars: &CharCount<'_>,
    begun: Instant,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let ms = begun.elapsed().as_secs_f64() * 1000.0;
    let Placed { placement, range, .. } = placed;
    let chars = range.map(|range| new_chars.range(range));
    let answer = Answer {
        id: &case.id,
        start: chars.map(|[start, _]| start),
        end: chars.map(|[_, end]| end),
        state: placement.name(),
        ms,
    };
    serde_json::to_writer(&mut *out, &answer).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

/// Where each character begins, and the end.
fn offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let bytes = read_file(path).map_err(Failure::because)?;
    String::from_utf8(bytes).map_err(|_| Failure::Because(format!("The file is no text in UTF-8: {}", path.display())))
}
