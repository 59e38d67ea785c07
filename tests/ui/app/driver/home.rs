//! Where the files of one test lie.

use std::path::{Path, PathBuf};

use tickmark::model::Id;
use tickmark::store::{CheckerSettings, Folders, Settings};

/// A folder of its own for one test: the user's files, and the projects.
pub struct Home(tempfile::TempDir);

impl Home {
    /// An empty one, in which the checker has said a name.
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().expect("there is room for temporary files"));
        let checker = Some(CheckerSettings { id: Id::random([7; 16]).to_string(), name: "Ana Ruiz".into() });
        home.set(|settings| settings.checker = checker);
        home
    }

    /// Changes the settings before the program starts.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings();
        change(&mut settings);
        settings.save(&self.folders()).expect("a temporary folder can be written to");
    }

    /// A copy of everything as it is on disk now, as it is found after a crash.
    pub fn as_left_by_a_crash(&self) -> Self {
        let copy = Self(tempfile::tempdir().expect("there is room for temporary files"));
        copy_folder(self.0.path(), copy.0.path());
        copy
    }

    /// Whether these words stand in a journal of unsaved work.
    pub fn has_journaled(&self, words: &str) -> bool {
        let files = std::fs::read_dir(self.folders().journals).into_iter().flatten().flatten();
        let mut journals = files.filter_map(|file| std::fs::read(file.path()).ok());
        journals.any(|bytes| String::from_utf8_lossy(&bytes).contains(words))
    }

    /// Makes a folder in it.
    pub fn folder(&self, name: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(&path).expect("a temporary folder can be written to");
        path
    }

    /// Writes bytes into it.
    pub fn bytes(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a temporary folder can be written to");
        path
    }

    /// Workers that read nothing before the file "gate" is there. What is read without a worker is read at once.
    #[cfg(unix)]
    pub fn gated_workshop(&self) -> tickmark::import::Workshop {
        use std::os::unix::fs::PermissionsExt as _;
        let (gate, program) = (self.path("gate"), env!("CARGO_BIN_EXE_tickmark"));
        let wait = format!("while [ ! -e '{}' ]; do /bin/sleep 0.01; done", gate.display());
        let script = self.file("worker", &format!("#!/bin/sh\n{wait}\nexec '{program}' \"$@\"\n"));
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).expect("it is ours");
        tickmark::import::Workshop::of(script)
    }

    /// The settings as they are on disk.
    pub fn settings(&self) -> Settings {
        Settings::load(&self.folders()).0
    }

    pub fn folders(&self) -> Folders {
        Folders::inside(self.0.path())
    }

    /// A file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file into it.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a temporary folder can be written to");
        path
    }
}

/// One of the two articles.
pub fn seed(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name)
}

/// A small file of the format that its name tells.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/import").join(name)
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a temporary folder can be written to");
    for entry in std::fs::read_dir(from).expect("it is there").map(|entry| entry.expect("it can be read")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("it can be copied");
        }
    }
}
