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

#[derive(Args)]
pub(super) struct GitSetup {}

impl GitSetup {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let root = PathBuf::from(git(&["rev-parse", "--show-toplevel"])?.ok_or_else(|| {
            Failure::because("Nothing was set up, because this folder is in no Git repository (git init makes one)")
        })?);
        let attributes = root.join(".gitattributes");
        let answer = if add_attributes(&attributes)? { "written" } else { "was there already" };
        writeln!(out, "{}: {ATTRIBUTES} ({answer})", attributes.display())?;
        let program = this_program()?;
        // Git gives a file by the name that it has in the repository, which may begin with a dash.
        for (name, value) in [
            ("merge.tickmark.name", "Tickmark project".to_owned()),
            ("merge.tickmark.driver", format!("{program} merge-driver -- %O %A %B %P")),
            ("diff.tickmark.textconv", format!("{program} textconv --")),
        ] {
            let is_set = git(&["config", "--local", "--get", name])?.as_ref() == Some(&value);
            if !is_set && git(&["config", "--local", "--replace-all", name, &value])?.is_none() {
                return Err(Failure::Because(format!("Git could not be set up, because it does not take {name}")));
            }
            let answer = if is_set { "was set already" } else { "set for this clone" };
            writeln!(out, "git config {name}: {value} ({answer})")?;
        }
        Ok(0)
    }
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

/// What Git answers, without its line end; `None` if it says no.
fn git(args: &[&str]) -> Result<Option<String>, Failure> {
    let answer = Command::new("git").args(args).output().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::because("Nothing was set up, because Git is not installed"),
        _ => Failure::Because(format!("Git could not be started, because the system says: {error}")),
    })?;
    let words = String::from_utf8_lossy(&answer.stdout);
    Ok(answer.status.success().then(|| words.trim_end_matches(['\r', '\n']).to_owned()))
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
