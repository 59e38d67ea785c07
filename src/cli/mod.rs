//! The commands that need no window, one file each, for scripts and for a look without one.
//!
//! Knows everything but the window. A command writes its answer to an `out` and gives an exit code or a sentence about
//! what failed; notices and errors go to the standard error. Start reading with [`run`].

mod chars;
mod check;
mod compare;
mod diff;
mod documents;
mod evidence;
mod git_setup;
mod log;
mod merge;
mod merge_driver;
mod new;
mod reanchor;
mod sample;
mod search;
mod suggest;
mod text;
mod textconv;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

use crate::import::{Cancel, Imported, Options, Watch, Workshop};
use crate::model::Project;
use crate::store::{Opened, open_project};
use crate::text::spelled_out;

/// The exit code of a command that could not be carried out.
pub const FAILED: u8 = 2;
/// The end of a sentence on a machine where the window cannot open: what can be done there.
pub const WITHOUT_WINDOW: &str = "these commands need none: tickmark new, check, text, suggest, compare, evidence, search, log, merge, diff, sample (tickmark --help explains them)";

/// What the command line asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Open the window with these files; without any, with its start page.
    Window(Vec<PathBuf>),
    /// It is done; end with this code.
    Exit(u8),
}

/// Carries out what the arguments of the program ask for; the first is its own name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Outcome {
    let asked = match Arguments::try_parse_from(args) {
        Ok(asked) => asked,
        Err(answer) => {
            // Help and version are such answers too. Nobody is left to be told that they could not be printed.
            let _ = answer.print();
            return Outcome::Exit(u8::try_from(answer.exit_code()).unwrap_or(FAILED));
        }
    };
    let Some(command) = asked.command else { return Outcome::Window(asked.paths) };
    let mut out = BufWriter::new(io::stdout().lock());
    let done = command.run(&mut out).and_then(|code| out.flush().map(|()| code).map_err(Into::into));
    Outcome::Exit(done.unwrap_or_else(|failure| failure.report()))
}

/// A desktop fact-checking workbench: a draft beside its sources, every passage checked, one file to share.
#[derive(Parser)]
#[command(name = "tickmark", version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
struct Arguments {
    /// A project, or documents for a new one, to open in the window; without any, the start page opens
    #[arg(value_name = "PROJECT or DOCUMENT")]
    paths: Vec<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  tickmark                                            open the window with its start page
  tickmark story.tickmark.ron                         open a project in the window
  tickmark draft.txt report.txt                       begin a project with two documents in the window
  tickmark new draft.txt report.txt -o story.tickmark.ron
  tickmark check story.tickmark.ron                   what is done, what is still open, and why
  tickmark search story.tickmark.ron over 80,000      find words in everything that it holds
  tickmark log story.tickmark.ron --person Ben        who did what, and when
  tickmark merge mine.tickmark.ron bens.tickmark.ron -o story.tickmark.ron
  tickmark diff yesterday.tickmark.ron story.tickmark.ron
  tickmark ./check                                    open a file that has the name of a command

Exit codes: 0 done; 1 check: something is open or untouched, search, evidence and log: nothing was found, merge: there are
clashes to settle; 2 it could not be done. A merged project that was written is done, even if nobody could be told.";

#[derive(Subcommand)]
enum Command {
    /// Make a project from a draft and the evidence for it
    New(new::New),
    /// Say what a project holds, what is still open, and why
    Check(check::Check),
    /// Print a document as the reader shows it
    Text(text::Text),
    /// List what in a document can be wrong: quotes with their speakers, statistics, claims
    Suggest(suggest::Suggest),
    /// List what documents say of the same, and how it differs: numbers, quotes, dates, names, statements
    Compare(compare::Compare),
    /// Find the sentences of documents that speak of the same as some words or a passage, best first
    Evidence(evidence::Evidence),
    /// Find words in the documents of a project, and in its notes, links, queries, changes and sources
    Search(search::Search),
    /// Say who did what in a project, and when, the last first
    Log(log::Log),
    /// Merge two people's copies of a project
    Merge(merge::Merge),
    /// Say who changed what between two copies of a project
    Diff(diff::Diff),
    /// Let Git merge and compare the projects of the repository that this is run in
    GitSetup(git_setup::GitSetup),
    /// Merge as Git asks for it: git-setup enters this
    MergeDriver(merge_driver::MergeDriver),
    /// Print a project for git diff, a fact a line, or why it cannot be read: git-setup enters this
    Textconv(textconv::Textconv),
    /// Make the sample project
    Sample(sample::Sample),
    /// Find passages of old texts in new ones, for measuring how well that is done
    Reanchor(reanchor::Reanchor),
}

impl Command {
    fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        match self {
            Self::New(new) => new.run(),
            Self::Check(check) => check.run(out),
            Self::Text(text) => text.run(out),
            Self::Suggest(suggest) => suggest.run(out),
            Self::Compare(compare) => compare.run(out),
            Self::Evidence(evidence) => evidence.run(out),
            Self::Search(search) => search.run(out),
            Self::Log(log) => log.run(out),
            Self::Merge(merge) => merge.run(out),
            Self::Diff(diff) => diff.run(out),
            Self::GitSetup(setup) => setup.run(out),
            Self::MergeDriver(driver) => driver.run(),
            Self::Textconv(textconv) => textconv.run(out),
            Self::Sample(sample) => sample.run(),
            Self::Reanchor(reanchor) => reanchor.run(out),
        }
    }
}

/// Why a command was not carried out.
enum Failure {
    /// Whoever reads the answer has read enough.
    ReaderGone,
    /// In words: what, why, where.
    Because(String),
    /// It was done, and ends with this code; the answer could not be printed, and what there is to say of that was said.
    Unprinted(u8),
}

impl Failure {
    fn because(why: impl ToString) -> Self {
        Self::Because(why.to_string())
    }

    /// Says it, and gives the exit code.
    fn report(self) -> u8 {
        match self {
            Self::ReaderGone => 0,
            Self::Unprinted(code) => code,
            Self::Because(why) => {
                tell(why);
                FAILED
            }
        }
    }
}

impl From<io::Error> for Failure {
    /// An error of the output: all other errors have words of their own.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderGone,
            _ => Self::Because(format!("The answer could not be printed, because the system says: {error}")),
        }
    }
}

/// Writes a sentence to the standard error. If even that is closed, nobody can be told. Names and titles in it come from
/// files, so nothing that a terminal would obey reaches it.
fn tell(sentence: impl ToString) {
    let _ = writeln!(io::stderr(), "{}", spelled_out(&sentence.to_string()));
}

/// Prints one line. Names in it come from files, and may hold line ends: they forge no other line.
fn print_line(out: &mut dyn Write, line: impl ToString) -> io::Result<()> {
    writeln!(out, "{}", one_line(&line.to_string(), usize::MAX))
}

/// Opens a project, and tells what a person should know of it.
fn open(path: &Path) -> Result<Project, Failure> {
    open_project(path).map(|(opened, _)| told(opened)).map_err(Failure::because)
}

/// The project that was opened; tells what a person should know of it.
fn told(opened: Opened) -> Project {
    for notice in opened.notices {
        tell(notice);
    }
    if let Some(why) = opened.read_only {
        tell(format_args!("The project can only be saved under another name, because {why}"));
    }
    opened.project
}

/// Loads a document, and tells what a person should know of it.
fn import(path: &Path, name: &str, bytes: &[u8]) -> Result<Imported, Failure> {
    let workshop = Workshop::of_this_program().map_err(Failure::because)?;
    let imported = workshop
        .import(bytes, name, &Options::default(), &Watch::default(), &Cancel::default())
        .map_err(|error| Failure::Because(format!("{error}: {}", path.display())))?;
    for warning in &imported.warnings {
        tell(format_args!("{warning}: {}", path.display()));
    }
    Ok(imported)
}

/// An error if there is something at `path` and it is not to be replaced.
fn refuse_existing(path: &Path, force: bool) -> Result<(), Failure> {
    if !force && path.symlink_metadata().is_ok() {
        return Err(Failure::Because(format!(
            "Nothing was written, because there is a file already (--force replaces it): {}",
            path.display()
        )));
    }
    Ok(())
}

/// Whether two paths lead to one file.
fn is_same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// Words on one line, cut after `n_chars`, for lists. What a terminal would obey is spelled out.
fn one_line(words: &str, n_chars: usize) -> String {
    let mut chars = words.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c });
    let mut line: String = chars.by_ref().take(n_chars).collect();
    if chars.next().is_some() {
        line.push('…');
    }
    spelled_out(&line).into_owned()
}
