//! Which files are meant where a folder is given.

use std::path::{Path, PathBuf};

/// The most files that are read at once.
const MAX_FILES: usize = 2_000;

/// What was found where files and folders were given.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, in the order in which they were given and by name within a folder; whether each is from a folder.
    pub files: Vec<(PathBuf, bool)>,
    /// How many files of folders were passed over because they are hidden, or the system's own.
    pub n_hidden: usize,
    /// Whether there are more than are read at once.
    pub has_more: bool,
}

impl Found {
    /// Looks into folders and the folders in them. Links to folders are not followed: they may lead round in a circle.
    pub fn look(paths: Vec<PathBuf>) -> Self {
        let mut found = Self::default();
        // The next one is the last.
        let mut waiting: Vec<(PathBuf, bool)> = paths.into_iter().rev().map(|path| (path, false)).collect();
        while let Some((path, inside)) = waiting.pop() {
            if inside && is_hidden(&path) {
                found.n_hidden += 1;
            } else if path.is_dir() {
                if !(inside && path.is_symlink()) {
                    waiting.extend(entries(&path).into_iter().rev().map(|path| (path, true)));
                }
            } else if found.files.len() == MAX_FILES {
                found.has_more = true;
                return found;
            } else {
                found.files.push((path, inside));
            }
        }
        found
    }

    /// What should be said of what is not read, a sentence each.
    pub fn notices(&self) -> Vec<String> {
        let hidden = match self.n_hidden {
            0 => None,
            1 => Some("1 hidden file or folder was passed over".to_owned()),
            n => Some(format!("{n} hidden files and folders were passed over")),
        };
        let more = self.has_more.then(|| format!("Only the first {MAX_FILES} files were read"));
        hidden.into_iter().chain(more).collect()
    }
}

/// What is in a folder, by name; nothing if it cannot be read.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Whether nobody means this file by its folder: hidden ones, and what systems and offices leave behind.
fn is_hidden(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let left_behind = ["thumbs.db", "desktop.ini", "__macosx"];
    name.starts_with(['.', '~']) || left_behind.contains(&name.to_lowercase().as_str())
}
