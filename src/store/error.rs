//! What can go wrong with a file, in sentences for the user.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Something on disk could not be written or read. Says what, then why, and names the path last.
#[derive(Debug, Error)]
pub enum StoreError {
    /// A file was to be written; what was there before is untouched.
    #[error("The file could not be saved, because {cause}: {}", path.display())]
    NotSaved {
        /// Why.
        cause: Cause,
        /// The file that was to be written.
        path: PathBuf,
    },
    /// A file was to be read.
    #[error("The file could not be read, because {cause}: {}", path.display())]
    NotRead {
        /// Why.
        cause: Cause,
        /// The file that was to be read.
        path: PathBuf,
    },
    /// Unsaved work is not on disk, and would be lost in a crash.
    #[error("Unsaved work could not be kept safe, because {cause}: {}", path.display())]
    NotJournaled {
        /// Why.
        cause: Cause,
        /// The journal, or its folder if it could not be created.
        path: PathBuf,
    },
    /// A save succeeded, but no copy of it is kept among the backups.
    #[error("The backup could not be kept, because {cause}: {}", path.display())]
    NotBackedUp {
        /// Why.
        cause: Cause,
        /// The folder of the project's backups.
        path: PathBuf,
    },
    /// A file could not be removed.
    #[error("The file could not be removed, because {cause}: {}", path.display())]
    NotRemoved {
        /// Why.
        cause: Cause,
        /// The file that was to be removed.
        path: PathBuf,
    },
    /// The system does not say where a user's files belong.
    #[error("There is no place for settings and unsaved work, because the home folder is not known")]
    NoHome,
}

impl StoreError {
    pub(super) fn not_saved(path: &Path, cause: impl Into<Cause>) -> Self {
        Self::NotSaved { cause: cause.into(), path: path.to_owned() }
    }

    pub(super) fn not_read(path: &Path, cause: impl Into<Cause>) -> Self {
        Self::NotRead { cause: cause.into(), path: path.to_owned() }
    }

    pub(super) fn not_journaled(path: &Path, cause: impl Into<Cause>) -> Self {
        Self::NotJournaled { cause: cause.into(), path: path.to_owned() }
    }

    /// The same about a file that is called otherwise by whoever reads it.
    pub fn called(self, path: &Path) -> Self {
        match self {
            Self::NotSaved { cause, .. } => Self::not_saved(path, cause),
            Self::NotRead { cause, .. } => Self::not_read(path, cause),
            other => other,
        }
    }

    /// Why it failed, if it was about a file.
    pub fn cause(&self) -> Option<&Cause> {
        match self {
            Self::NotSaved { cause, .. }
            | Self::NotRead { cause, .. }
            | Self::NotJournaled { cause, .. }
            | Self::NotBackedUp { cause, .. }
            | Self::NotRemoved { cause, .. } => Some(cause),
            Self::NoHome => None,
        }
    }
}

/// Why a file could not be written or read; the second half of a sentence.
#[derive(Debug, Error)]
pub enum Cause {
    /// The folder that should hold the file does not exist.
    #[error("its folder does not exist")]
    FolderMissing,
    /// The file does not exist.
    #[error("it does not exist")]
    FileMissing,
    /// The path leads to a folder.
    #[error("it is a folder")]
    IsFolder,
    /// The path leads to something that is neither file nor folder; reading it might never end.
    #[error("it is a pipe, a socket or a device, not a file")]
    NotAFile,
    /// What should be a folder on the way to the file is a file.
    #[error("its folder is not a folder")]
    FolderIsNoFolder,
    /// A symbolic link leads back to itself.
    #[error("its links lead in a circle")]
    LinkCircle,
    /// The file itself is protected.
    #[error("it is marked as read-only")]
    ReadOnlyFile,
    /// The whole disk, or the place it is mounted at, is protected.
    #[error("the disk is read-only")]
    ReadOnlyDisk,
    /// The user may not do this here.
    #[error("you have no permission")]
    NoPermission,
    /// No room is left on the disk, or in the user's share of it.
    #[error("the disk is full")]
    DiskFull,
    /// More bytes than a file of ours, or one record of a journal, may have.
    #[error("it is larger than 1 GiB")]
    TooLarge,
    /// A project was to be written, but its text read back is another project.
    #[error("what would be written does not give the same project back")]
    Unfaithful,
    /// The content makes no sense; says where.
    #[error("it is damaged ({0})")]
    Damaged(String),
    /// Anything else, in the words of the system.
    #[error("the system says: {0}")]
    Other(io::Error),
}

impl From<io::Error> for Cause {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::FileMissing,
            io::ErrorKind::IsADirectory => Self::IsFolder,
            io::ErrorKind::NotADirectory => Self::FolderIsNoFolder,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnlyDisk,
            io::ErrorKind::PermissionDenied => Self::NoPermission,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            _ => Self::Other(error),
        }
    }
}
