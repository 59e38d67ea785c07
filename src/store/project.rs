//! Opening and saving a whole project.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::model::Project;
use crate::store::fingerprint::MAX_LEN;
use crate::store::{Cause, FileStamp, Opened, ReadError, StoreError, Written};
use crate::store::{from_bytes, holds, read_stamped, to_text, write_atomically};

/// Why a project is not opened. Its file is untouched.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The file itself cannot be read.
    #[error(transparent)]
    File(StoreError),
    /// What it holds cannot be understood.
    #[error("The project could not be opened, because {error}{}{}", separator(error), path.display())]
    Content {
        /// What is wrong with it.
        error: ReadError,
        /// The file.
        path: PathBuf,
    },
}

impl OpenError {
    /// The same about a file that is called otherwise by whoever reads it.
    pub fn called(self, path: &Path) -> Self {
        match self {
            Self::File(error) => Self::File(error.called(path)),
            Self::Content { error, .. } => Self::Content { error, path: path.to_owned() },
        }
    }
}

/// Opens the project at `path`. The stamp tells later whether somebody else has changed the file.
pub fn open_project(path: &Path) -> Result<(Opened, FileStamp), OpenError> {
    let (bytes, stamp) = read_stamped(path).map_err(OpenError::File)?;
    match from_bytes(&bytes) {
        Ok(opened) => Ok((opened, stamp)),
        Err(error) => Err(OpenError::Content { error, path: path.to_owned() }),
    }
}

/// Writes a project to `path`, once its text was read back and found to give the very same project.
///
/// Whatever was at `path` is replaced as a whole or, after an error, not at all. Takes its time: see [`write_atomically`].
pub fn save_project(path: &Path, project: &Project) -> Result<Written, StoreError> {
    let text = to_text(project).ok().filter(|text| holds(text, project));
    let text = text.ok_or_else(|| StoreError::not_saved(path, Cause::Unfaithful))?;
    if text.len() as u64 > MAX_LEN {
        // It could not be opened again.
        return Err(StoreError::not_saved(path, Cause::TooLarge));
    }
    write_atomically(path, text.as_bytes())
}

/// An excerpt takes lines of its own, so the path cannot follow on the same one.
fn separator(error: &ReadError) -> &'static str {
    match error {
        ReadError::Broken { .. } => "\n  in ",
        ReadError::NotAProject(_) | ReadError::Newer { .. } | ReadError::MergedAsText => ": ",
    }
}
