//! The program on the files of folders, beside the programs that others use.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Prints a line for each folder.
pub fn run(folders: &[PathBuf]) {
    println!("{:<30} {:>6} {:>10} {:>10} {:>7}  beside", "folder", "files", "tickmark", "other", "ratio");
    for folder in folders {
        compare(folder);
    }
}

fn compare(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| other(path).is_some()).collect();
    files.sort();
    let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy();
    let Some((program, _)) = files.first().and_then(|first| other(first)) else {
        return println!("{name:<30} {:>6} of a kind that another program reads here", "none");
    };
    let ours = time_of(files.iter().map(|file| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
        command.arg("text").arg(file);
        command
    }));
    let others = time_of(files.iter().filter_map(|file| {
        let (program, args) = other(file)?;
        let mut command = Command::new(program);
        // One of them reads from its arguments where to, the other writes to where it is told by default.
        command.args(args).arg(file).args((program == "pdftotext").then_some("-"));
        Some(command)
    }));
    let (Some(ours), Some(others)) = (ours, others) else {
        return println!(
            "{name:<30} {:>6} {program} is not installed, or this system does not tell CPU times",
            files.len()
        );
    };
    let [ours, others] = [ours, others].map(|time| time.as_secs_f64());
    println!("{name:<30} {:>6} {ours:>8.2} s {others:>8.2} s {:>7.2}  {program}", files.len(), ours / others);
}

/// The program that others read such a file with, and what it is told.
fn other(path: &Path) -> Option<(&'static str, &'static [&'static str])> {
    match path.extension()?.to_str()? {
        "pdf" => Some(("pdftotext", &[])),
        "docx" => Some(("pandoc", &["--from=docx", "--to=plain", "--track-changes=accept"])),
        "odt" => Some(("pandoc", &["--from=odt", "--to=plain"])),
        "rtf" => Some(("pandoc", &["--from=rtf", "--to=plain"])),
        "epub" => Some(("pandoc", &["--from=epub", "--to=plain"])),
        _ => None,
    }
}

/// The CPU time of programs with all that they start; `None` if one cannot be started.
fn time_of(commands: impl Iterator<Item = Command>) -> Option<Duration> {
    let begun = time_of_children()?;
    for mut command in commands {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    }
    time_of_children()?.checked_sub(begun)
}

/// The CPU time of all programs that were started here and have ended, as Linux tells it.
fn time_of_children() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name in brackets may hold anything; the times are the 14th and 15th fields after it.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?;
    Some(Duration::from_secs_f64(ticks as f64 / rustix::param::clock_ticks_per_second() as f64))
}
