//! `tickmark git-setup`: lets Git merge and compare projects in a repository.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::store::write_atomically;

use super::Failure;

/// What stands in `.gitattributes`, which is part of the repository.
const ATTRIBUTES: &str = "*.tickmark.ron merge=tickmark diff=tickmark";
/// The same in parts: the files that it is about, the attributes, their value, and what does not happen without them.
const FILES: &str = "*.tickmark.ron";
const NEEDED: [(&str, &str); 2] = [
    ("merge", "merges as text instead, which leaves files that cannot be opened, or takes one side"),
    ("diff", "does not tell in words what was changed"),
];
const VALUE: &str = "tickmark";
/// A project as there will be more of.
const ANY_PROJECT: &str = "any.tickmark.ron";
/// How many files Git is asked of at once: a command line has an end.
const MAX_FILES: usize = 100;

#[derive(Args)]
pub(super) struct GitSetup {}

impl GitSetup {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let here = Path::new(".");
        let root = root(here)?;
        let attributes = root.join(".gitattributes");
        let answer = if add_attributes(&attributes)? { "written" } else { "was there already" };
        writeln!(out, "{}: {ATTRIBUTES} ({answer})", attributes.display())?;
        let program = this_program()?;
        // Git gives a file by the name that it has in the repository, which may begin with a dash.
        for (name, value) in [
            ("merge.tickmark.name", "Tickmark project".to_owned()),
            // In the command of a driver a percent sign is what %% stands for.
            ("merge.tickmark.driver", format!("{} merge-driver -- %O %A %B %P", program.replace('%', "%%"))),
            ("diff.tickmark.textconv", format!("{program} textconv --")),
        ] {
            let is_set = git(here, &["config", "--local", "--get", name])?.as_ref() == Ok(&value);
            if !is_set && let Err(why) = git(here, &["config", "--local", "--replace-all", name, &value])? {
                return Err(Failure::Because(format!(
                    "Git could not be set up, because it does not take {name}, and says: {why}"
                )));
            }
            let answer = if is_set { "was set already" } else { "set for this clone" };
            writeln!(out, "git config {name}: {value} ({answer})")?;
        }
        check_attributes(&root).map(|()| 0)
    }
}

/// The folder of the repository in which this is run.
fn root(here: &Path) -> Result<PathBuf, Failure> {
    let why = match git(here, &["rev-parse", "--show-toplevel"])? {
        Ok(root) => return Ok(root.into()),
        Err(why) => why,
    };
    Err(Failure::Because(match why.starts_with("not a git repository (or any") {
        true => "Nothing was set up, because this folder is in no Git repository (git init makes one)".into(),
        false => format!("Nothing was set up, because Git refuses this folder, and says: {why}"),
    }))
}

/// Adds the line to the file if it is not there. Whether it was added.
fn add_attributes(path: &Path) -> Result<bool, Failure> {
    let held = match fs::read_to_string(path) {
        Ok(held) => held,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            return Err(Failure::Because(format!(
                "The file could not be read, because the system says: {error}: {}",
                path.display()
            )));
        }
    };
    if held.lines().any(|line| line.trim() == ATTRIBUTES) {
        return Ok(false);
    }
    let end = if held.is_empty() || held.ends_with('\n') { "" } else { "\n" };
    write_atomically(path, format!("{held}{end}{ATTRIBUTES}\n").as_bytes()).map_err(Failure::because)?;
    Ok(true)
}

/// An error if Git does not go by the line for every project: other lines, here or elsewhere, may say something else.
fn check_attributes(root: &Path) -> Result<(), Failure> {
    let held = git(root, &["ls-files", "-z", "--", FILES])?.unwrap_or_default();
    let files: Vec<&str> = held.split('\0').filter(|file| !file.is_empty()).chain([ANY_PROJECT]).collect();
    let mut others: [Vec<(String, String)>; 2] = Default::default();
    for files in files.chunks(MAX_FILES) {
        let ask = ["check-attr", "-z", "merge", "diff", "--"];
        let answer = git(root, &[&ask[..], files].concat())?.map_err(|why| {
            Failure::Because(format!("It is not known whether Git goes by {ATTRIBUTES}, because it says: {why}"))
        })?;
        let mut parts = answer.split('\0');
        while let (Some(file), Some(attribute), Some(value)) = (parts.next(), parts.next(), parts.next()) {
            for ((name, _), others) in NEEDED.iter().zip(&mut others) {
                if *name == attribute && value != VALUE {
                    others.push((file.to_owned(), value.to_owned()));
                }
            }
        }
    }
    let told: Vec<String> =
        NEEDED.iter().zip(&others).filter_map(|((name, matter), others)| overridden(name, matter, others)).collect();
    if told.is_empty() {
        return Ok(());
    }
    let (why, mend) = match root.join(".gitattributes").is_symlink() {
        true => ("it reads no .gitattributes that is a link", "Make a file of it"),
        false => (
            "another line overrides it, in a .gitattributes or in .git/info/attributes",
            "Take that out of the other line",
        ),
    };
    Err(Failure::Because(format!(
        "Git does not go by {ATTRIBUTES}, because {why}:\n{}\n{mend}, and run tickmark git-setup again",
        told.join("\n")
    )))
}

/// "  merge is “unset” for a.tickmark.ron and 2 more: Git merges as text instead, …"
fn overridden(name: &str, matter: &str, others: &[(String, String)]) -> Option<String> {
    let (file, value) = others.first()?;
    let file = if file == ANY_PROJECT { FILES } else { file };
    // A project as there will be more of is none that is there.
    let more = match others.iter().skip(1).filter(|(file, _)| file != ANY_PROJECT).count() {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    Some(format!("  {name} is “{value}” for {file}{more}: Git {matter}"))
}

/// What Git answers in a folder, without its line end; if it says no, why, in its own words.
fn git(folder: &Path, args: &[&str]) -> Result<Result<String, String>, Failure> {
    // In English, as all that it stands in.
    let answer = Command::new("git").args(args).current_dir(folder).env("LC_ALL", "C").output();
    let answer = answer.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::because("Nothing was set up, because Git is not installed"),
        _ => Failure::Because(format!("Git could not be started, because the system says: {error}")),
    })?;
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end_matches(['\r', '\n']).to_owned();
    Ok(match answer.status.success() {
        true => Ok(words(&answer.stdout)),
        false => {
            let why = words(&answer.stderr);
            Err(why.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned())
        }
    })
}

/// The path of this program, for the shell that Git starts it with.
fn this_program() -> Result<String, Failure> {
    let path = std::env::current_exe().map_err(|error| {
        Failure::Because(format!(
            "Git could not be set up, because the system does not say where this program is: {error}"
        ))
    })?;
    // The shell of Git is the same on every system, and takes these slashes.
    let path = path.to_string_lossy();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() };
    Ok(format!("'{}'", path.replace('\'', r"'\''")))
}
