//! Copies of a project that sync services leave beside its file when two machines changed it, told by their names.

use std::fs::DirEntry;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::file::id_in_head;
use super::fingerprint::open_regular;

/// How many entries of a folder are looked at, and how many copies are told: a folder may hold anything.
const MOST_ENTRIES: usize = 20_000;
const MOST_COPIES: usize = 20;
/// How much of a file is read to see which project it holds.
const HEAD_BYTES: u64 = 4096;
/// The endings before which a service puts its mark.
const ENDINGS: [&str; 2] = [".ron", ".tickmark.ron"];

/// The files beside `path` that are named like copies of it and hold the project with this id, by name.
pub fn copies_beside(path: &Path, project_id: &str) -> Vec<PathBuf> {
    let name = path.file_name().and_then(|name| name.to_str());
    let (Some(folder), Some(name)) = (path.parent(), name) else { return Vec::new() };
    let entries = folder.read_dir().into_iter().flatten().take(MOST_ENTRIES).flatten();
    let is_copy = |entry: &DirEntry| entry.file_name().to_str().is_some_and(|other| is_copy_of(name, other));
    let mut copies: Vec<PathBuf> = entries.filter(is_copy).map(|entry| entry.path()).collect();
    copies.sort();
    let holds_it = |copy: &PathBuf| head(copy).is_some_and(|head| id_in_head(&head).as_deref() == Some(project_id));
    copies.into_iter().filter(holds_it).take(MOST_COPIES).collect()
}

/// Whether `other` is the name of a copy of the file `name`: the same name with a mark before its ending.
pub fn is_copy_of(name: &str, other: &str) -> bool {
    ENDINGS.iter().any(|ending| {
        let mark = name.strip_suffix(ending).and_then(|stem| other.strip_prefix(stem)?.strip_suffix(ending));
        mark.is_some_and(is_mark)
    })
}

/// Whether a sync service, or a browser, puts this into the name of a copy.
fn is_mark(mark: &str) -> bool {
    let number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // Dropbox, Nextcloud, Google Drive, browsers; and what “Keep both” makes.
    (mark.starts_with(" (") && mark.ends_with(')'))
        || mark.starts_with(".sync-conflict-")
        || mark.starts_with("_conflict-")
        || mark.starts_with(" - Cop")
        || mark.strip_prefix(' ').is_some_and(number)
        || mark.strip_prefix('-').is_some_and(is_machine)
}

/// Whether this may be the name of a machine, as OneDrive appends it: "LAPTOP-7F3KQ", "Anas-MacBook".
fn is_machine(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn head(path: &Path) -> Option<Vec<u8>> {
    let (file, _) = open_regular(path).ok()?;
    let mut head = Vec::new();
    file.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
    Some(head)
}
