//! What the file system says about paths that a user types, where the system has no dialog for files.

use std::path::{Path, PathBuf};

use crate::ui::dialogs::{PathWant, Paths, Verdict};

/// How many completions are offered.
const MAX_COMPLETIONS: usize = 50;

/// The file system as it is.
#[derive(Clone, Copy, Debug)]
pub struct SystemPaths;

impl Paths for SystemPaths {
    fn complete(&self, typed: &str) -> Vec<String> {
        let (folder, beginning) = match typed.rfind('/') {
            Some(at) => (typed.get(..=at).unwrap_or_default(), typed.get(at + 1..).unwrap_or_default()),
            None => ("", typed),
        };
        let Ok(entries) = std::fs::read_dir(self.path(if folder.is_empty() { "." } else { folder })) else {
            return Vec::new();
        };
        let entry_name = |entry: std::fs::DirEntry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !beginning.starts_with('.');
            let slash = if entry.path().is_dir() { "/" } else { "" };
            (name.starts_with(beginning) && !hidden).then(|| format!("{folder}{name}{slash}"))
        };
        let mut names: Vec<String> = entries.flatten().filter_map(entry_name).collect();
        names.sort_unstable();
        names.truncate(MAX_COMPLETIONS);
        names
    }

    fn judge(&self, want: PathWant, typed: &str) -> Verdict {
        let path = self.path(typed);
        let folder_exists = path.parent().is_none_or(|folder| folder.as_os_str().is_empty() || folder.is_dir());
        match want {
            PathWant::SaveProject if path.is_dir() => Verdict::Refused("This is a folder; add a name".into()),
            PathWant::SaveProject if !folder_exists => Verdict::Refused("There is no such folder".into()),
            PathWant::SaveProject if path.exists() => Verdict::Warning("This file exists and will be replaced".into()),
            PathWant::SaveProject => Verdict::Fine,
            PathWant::Documents if path.is_dir() => Verdict::Fine,
            _ if path.is_dir() => Verdict::Refused("This is a folder; choose a file in it".into()),
            _ if !path.exists() => Verdict::Refused("There is no such file".into()),
            _ => Verdict::Fine,
        }
    }

    fn path(&self, typed: &str) -> PathBuf {
        let typed = typed.trim();
        let home = || std::env::var_os("HOME").map(PathBuf::from);
        match typed.strip_prefix("~/") {
            Some(rest) => home().map_or_else(|| Path::new(typed).to_owned(), |home| home.join(rest)),
            None => Path::new(typed).to_owned(),
        }
    }
}
