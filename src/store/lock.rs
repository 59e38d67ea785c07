//! A small file beside a project that says who has it open: a hint, never a barrier.
//!
//! It is visible to others wherever the project's folder is, also over a network or a sync program, which file locks
//! are not.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::store::atomic::{folder_of, follow_links};
use crate::store::fingerprint::open_regular;
use crate::store::{ProgramRun, as_text};

/// After this time without a refresh nobody believes a lock anymore.
const STALE_AFTER: SignedDuration = SignedDuration::from_hours(24);
/// More is not read, should the file be something else.
const MAX_BYTES: u64 = 1 << 16;

/// Who has a project open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The checker's name.
    pub name: String,
    /// Since when.
    #[serde(with = "as_text::time")]
    pub since: Timestamp,
    /// In which program, and where.
    pub run: ProgramRun,
}

/// What was found when a project was opened.
#[derive(Debug)]
pub enum LockState {
    /// Nobody else has it open, as far as one can see. Others see us until this is dropped.
    Ours(Lock),
    /// Somebody else has it open. Their lock stays; opening and saving is possible all the same.
    Theirs(Holder),
    /// Nobody else has it open, but others cannot be told: the folder is not writable, for example.
    Untold,
}

/// Our own lock; dropping it takes it away.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    holder: Holder,
}

impl Lock {
    /// Says beside `project` that `holder` opens it now, at `holder.since`, unless somebody else has it open.
    pub fn take(project: &Path, holder: &Holder) -> LockState {
        let Some(path) = sidecar_path(project) else { return LockState::Untold };
        if let Some(other) = read(&path).filter(|sidecar| sidecar.holder != *holder)
            && !other.stale(holder.since)
        {
            return LockState::Theirs(other.holder);
        }
        let lock = Self { path, holder: holder.clone() };
        if lock.write(holder.since).is_some() { LockState::Ours(lock) } else { LockState::Untold }
    }

    /// Says that we are still here; due a few times a day. Leaves the lock of somebody who came later.
    pub fn refresh(&self, now: Timestamp) {
        if read(&self.path).is_none_or(|sidecar| sidecar.holder == self.holder) {
            // A hint that cannot be written is none, and nothing else depends on it.
            let _ = self.write(now);
        }
    }

    /// In one step, because others may read at any moment. Not synced: after a power cut nobody has anything open.
    fn write(&self, refreshed: Timestamp) -> Option<()> {
        let sidecar = Sidecar { holder: self.holder.clone(), refreshed };
        let text = ron::ser::to_string_pretty(&sidecar, ron::ser::PrettyConfig::new().new_line("\n")).ok()?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".tickmark-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file: NamedTempFile = builder.tempfile_in(folder_of(&self.path)).ok()?;
        file.write_all(text.as_bytes()).ok()?;
        file.persist(&self.path).ok().map(drop)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if read(&self.path).is_some_and(|sidecar| sidecar.holder == self.holder) {
            // What stays is recognized as stale.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Sidecar {
    holder: Holder,
    #[serde(with = "as_text::time")]
    refreshed: Timestamp,
}

impl Sidecar {
    fn stale(&self, now: Timestamp) -> bool {
        // A time far ahead comes from a clock that was wrong, and would otherwise be believed for too long.
        self.holder.run.alive() == Some(false) || now.duration_since(self.refreshed).abs() > STALE_AFTER
    }
}

/// What a sidecar says; none if there is none, or none of ours.
fn read(path: &Path) -> Option<Sidecar> {
    let (file, _) = open_regular(path).ok()?;
    let mut text = String::new();
    file.take(MAX_BYTES).read_to_string(&mut text).ok()?;
    ron::from_str(&text).ok()
}

/// `.NAME.lock` beside the file that a link may lead to, so that all who open it look at the same place.
fn sidecar_path(project: &Path) -> Option<PathBuf> {
    let target = follow_links(project).ok()?;
    let mut name = std::ffi::OsString::from(".");
    name.push(target.file_name()?);
    name.push(".lock");
    Some(folder_of(&target).join(name))
}
