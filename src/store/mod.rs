//! What Tickmark keeps on disk: the project file, unsaved work, backups, hints about who has a file open, what was seen of
//! each project, and the user's settings.
//!
//! `file.rs` and `v1.rs` turn a project into text and back, and `project.rs` brings that text to the disk and from it. All
//! other files know nothing about projects: a payload of the journal and a backup are bytes to them. Times are arguments
//! wherever they decide something; only [`FileStamp`] looks at the clock, and only the wait for a file that another
//! program holds takes time.
//!
//! Start reading with [`open_project`] and [`save_project`], then [`write_atomically`], through which every file that
//! matters is written. Then [`Journal`] for
//! what happens between two saves, and [`Folders`] for where all of it lies.

pub mod backups;
pub mod journal;
pub mod seen;

mod as_text;
mod atomic;
mod copies;
mod error;
mod file;
mod fingerprint;
mod folders;
mod lock;
mod noticing;
mod pieces;
mod program_run;
mod project;
mod settings;
mod unsaved;
mod v1;

pub use atomic::{Written, write_atomically};
pub use copies::{copies_beside, is_copy_of};
pub use error::{Cause, StoreError};
pub use file::{Opened, ReadError, bytes_of_text, from_bytes, holds, to_text};
pub use fingerprint::{Change, FileStamp, Fingerprint, read_stamped};
pub use folders::Folders;
pub use journal::{Journal, JournalHead};
pub use lock::{Holder, Lock, LockState};
pub use program_run::ProgramRun;
pub use project::{OpenError, open_project, save_project};
pub use settings::{CheckerSettings, Layout, Settings, SettingsWarning, ThemeChoice};
pub use unsaved::{Unsaved, UnsavedWork};
