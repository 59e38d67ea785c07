//! Unsaved work: one file per opening, which grows with every transaction and goes away when it is saved.
//!
//! A journal is a line that names the format, then records: length, checksum of length and payload, payload. The
//! first record is the [`JournalHead`]. Whatever is damaged or half-written ends the journal, and all before it counts.
//!
//! A running program holds a file lock on its journal, which the system releases even when the program is killed:
//! [`find`] offers only journals that nobody holds, and holds those itself while they are offered.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tempfile::NamedTempFile;

use crate::store::as_text;
use crate::store::atomic::sync_folder;
use crate::store::fingerprint::{open_regular, refuse_irregular};
use crate::store::folders::create_private;
use crate::store::{Cause, Fingerprint, ProgramRun, StoreError};

const FORMAT: &[u8] = b"Tickmark journal 1\n";
const ENDING: &str = "journal";
const CHECKSUM_LEN: usize = 8;
const MAX_PAYLOAD: u32 = 1 << 30;

/// What a journal belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    /// The file that was open; none for a project that was never saved.
    #[serde(with = "as_text::optional_path")]
    pub project_path: Option<PathBuf>,
    /// The bytes of that file that the payloads go on from.
    pub base: Option<Fingerprint>,
    /// The project's own id.
    pub project_id: String,
    /// Whose changes these are.
    pub actor: String,
    /// The version of the program.
    pub program: String,
    /// When the project was opened.
    pub started: String,
    /// The run of the program that had it open.
    pub run: ProgramRun,
}

/// The journal of one opening, being written. Locked against other programs as long as this exists.
///
/// Dropping it keeps the file if there is unsaved work in it.
#[derive(Debug)]
pub struct Journal {
    file: Arc<File>,
    path: PathBuf,
    /// Where the first payload belongs.
    begin: u64,
    /// Where the next payload belongs. Bytes after it are left over from a failed write.
    end: u64,
    folder_synced: bool,
}

/// A place between two payloads of one [`Journal`].
///
/// The default is before all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(u64);

impl Journal {
    /// Begins a journal in the folder `dir`, which is created if need be. Never touches another journal.
    pub fn create(dir: &Path, head: &JournalHead) -> Result<Self, StoreError> {
        let failed = |cause: Cause| StoreError::not_journaled(dir, cause);
        create_private(dir).map_err(|error| failed(error.into()))?;
        let (mut file, begin) = begin(dir, head).map_err(failed)?;
        let actor: String = head.actor.chars().filter(char::is_ascii_alphanumeric).take(32).collect();
        for number in 1_u32.. {
            let path = dir.join(format!("{actor}-{number}.{ENDING}"));
            file = match file.persist_noclobber(&path) {
                Ok(file) => {
                    return Ok(Self { file: Arc::new(file), path, begin, end: begin, folder_synced: false });
                }
                Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => taken.file,
                Err(refused) => return Err(failed(refused.error.into())),
            };
        }
        Err(failed(Cause::Other(io::ErrorKind::AlreadyExists.into())))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The place after the last payload.
    pub fn end(&self) -> Mark {
        Mark(self.end)
    }

    /// Adds a payload. When this returns, the payload outlives the program, but not yet a power cut.
    ///
    /// After an error the journal holds what it held before, and can be tried again.
    pub fn append(&mut self, payload: &[u8]) -> Result<(), StoreError> {
        let appended = record(payload).and_then(|record| {
            let mut file = &*self.file;
            file.seek(SeekFrom::Start(self.end))?;
            file.write_all(&record).inspect_err(|_| {
                // If this fails too, the next payload is still written over the remains.
                let _ = file.set_len(self.end);
            })?;
            self.end += record.len() as u64;
            Ok(())
        });
        appended.map_err(|cause| StoreError::not_journaled(&self.path, cause))
    }

    /// What brings all payloads so far onto the disk; for another thread, once per second at most.
    pub fn sync_handle(&mut self) -> SyncHandle {
        let new_name = !std::mem::replace(&mut self.folder_synced, true);
        SyncHandle { file: Arc::clone(&self.file), path: self.path.clone(), new_name }
    }

    /// Begins anew after a save that held everything before `saved`; payloads after it are carried over.
    ///
    /// In one step: a crash finds the old journal or the new one. Syncs, so it does not belong on the window's thread.
    pub fn restart(&mut self, head: &JournalHead, saved: Mark) -> Result<(), StoreError> {
        let from = saved.0.clamp(self.begin, self.end);
        let restarted = self.restart_from(head, from);
        restarted.map_err(|cause| StoreError::not_journaled(&self.path, cause))
    }

    fn restart_from(&mut self, head: &JournalHead, from: u64) -> Result<(), Cause> {
        let dir = self.path.parent().unwrap_or(Path::new("."));
        let (mut new, begin) = begin(dir, head)?;
        let mut old = &*self.file;
        old.seek(SeekFrom::Start(from))?;
        let carried = io::copy(&mut old.take(self.end - from), new.as_file_mut())?;
        new.as_file().sync_all()?;
        let file = new.persist(&self.path).map_err(|refused| refused.error)?;
        sync_folder(&self.path);
        // Field by field: dropping the old journal could remove the file that has its name now.
        self.file = Arc::new(file);
        self.begin = begin;
        self.end = begin + carried;
        self.folder_synced = true;
        Ok(())
    }

    /// Ends the journal, because its work is saved or not wanted.
    pub fn remove(self) -> Result<(), StoreError> {
        remove(&self.path)
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if self.end == self.begin {
            // Nothing is lost if it stays: a journal without payloads is never offered.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Syncs a [`Journal`] on another thread.
#[derive(Debug)]
pub struct SyncHandle {
    file: Arc<File>,
    path: PathBuf,
    new_name: bool,
}

impl SyncHandle {
    /// Waits until the payloads that were appended before would survive a power cut.
    pub fn sync(self) -> Result<(), StoreError> {
        if self.new_name {
            sync_folder(&self.path);
        }
        self.file.sync_data().map_err(|error| StoreError::not_journaled(&self.path, error))
    }
}

/// What could be read of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// What it belongs to.
    pub head: JournalHead,
    /// The payloads in the order they were appended.
    pub payloads: Vec<Vec<u8>>,
    /// Whether something damaged or half-written follows them.
    pub torn: bool,
    /// The file.
    pub path: PathBuf,
}

/// Reads a journal, up to the first damage. Only damage in the head is an error.
pub fn read(path: &Path) -> Result<Recovered, StoreError> {
    let recovered = open_regular(path).and_then(|(file, metadata)| read_from(&file, metadata.len(), path));
    recovered.map_err(|cause| StoreError::not_read(path, cause))
}

/// A journal that no running program holds, held by this one until it is dropped.
#[derive(Debug)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// Its work; or why it cannot be read.
    pub content: Result<Recovered, StoreError>,
    /// Keeps other windows from offering the same work.
    _claim: Option<File>,
}

impl Found {
    /// Removes the journal, once its work is in another journal, saved, or not wanted.
    pub fn discard(self) -> Result<(), StoreError> {
        remove(&self.path)
    }
}

/// All journals in the folder `dir` that hold unsaved work of programs that no longer run, by file name.
///
/// Also removes journals without any work that were left by a crash. A folder that does not exist holds none; it is an
/// error if nobody can say what it holds.
pub fn find(dir: &Path) -> Result<Vec<Found>, StoreError> {
    let entries = match dir.read_dir() {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::not_read(dir, error)),
    };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == ENDING));
    paths.sort();
    Ok(paths.into_iter().filter_map(claim).collect())
}

/// The work in a journal, unless it is in use or there is none.
fn claim(path: PathBuf) -> Option<Found> {
    let (file, len) = match open_for_claim(&path) {
        Ok(opened) => opened,
        // Its program removed it in the meantime.
        Err(Cause::FileMissing) => return None,
        Err(cause) => {
            let content = Err(StoreError::not_read(&path, cause));
            return Some(Found { path, content, _claim: None });
        }
    };
    let locked = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock) => return None,
        // A file system without locks.
        Err(TryLockError::Error(_)) => false,
    };
    let content = read_from(&file, len, &path).map_err(|cause| StoreError::not_read(&path, cause));
    if let Ok(recovered) = &content {
        if !locked && recovered.head.run.alive() == Some(true) {
            return None;
        }
        if recovered.payloads.is_empty() {
            if !recovered.torn {
                let _ = fs::remove_file(&path);
            }
            return None;
        }
    }
    Some(Found { path, content, _claim: Some(file) })
}

/// Network file systems lock only what is open for writing.
fn open_for_claim(path: &Path) -> Result<(File, u64), Cause> {
    refuse_irregular(&path.symlink_metadata()?)?;
    let file = File::options().read(true).write(true).open(path)?;
    let len = file.metadata()?.len();
    Ok((file, len))
}

/// A locked file that has only a head so far, and no lasting name, so that [`find`] never sees a journal that begins;
/// and the offset after the head.
fn begin(dir: &Path, head: &JournalHead) -> Result<(NamedTempFile, u64), Cause> {
    let head = ron::to_string(head).map_err(|error| Cause::Other(io::Error::other(error)))?;
    let mut bytes = FORMAT.to_vec();
    bytes.extend(record(head.as_bytes())?);
    let mut file = tempfile::Builder::new().prefix(".tickmark-").suffix(".tmp").tempfile_in(dir)?;
    // Without locks on this file system, the process number in the head has to do.
    let _ = file.as_file().try_lock();
    file.write_all(&bytes)?;
    Ok((file, bytes.len() as u64))
}

fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(StoreError::NotRemoved { cause: error.into(), path: path.to_owned() })
        }
        _ => Ok(()),
    }
}

fn record(payload: &[u8]) -> Result<Vec<u8>, Cause> {
    let len = u32::try_from(payload.len()).ok().filter(|len| *len <= MAX_PAYLOAD).ok_or(Cause::TooLarge)?;
    let len = len.to_le_bytes();
    Ok([len.as_slice(), &checksum(len, payload), payload].concat())
}

fn checksum(len: [u8; 4], payload: &[u8]) -> [u8; CHECKSUM_LEN] {
    let hash = Sha256::new().chain_update(len).chain_update(payload).finalize();
    std::array::from_fn(|idx| hash.get(idx).copied().unwrap_or_default())
}

fn read_from(mut file: &File, len: u64, path: &Path) -> Result<Recovered, Cause> {
    file.seek(SeekFrom::Start(0))?;
    // What is appended after this moment is not ours to read.
    let mut reader = BufReader::new(file).take(len);
    let mut format = [0; FORMAT.len()];
    if reader.read_exact(&mut format).is_err() || format != FORMAT {
        return Err(Cause::Damaged("it does not begin as a journal does".to_owned()));
    }
    let Next::Payload(head) = next(&mut reader) else {
        return Err(Cause::Damaged("nothing says what it belongs to".to_owned()));
    };
    let head = ron::de::from_bytes(&head).map_err(|error| Cause::Damaged(error.to_string()))?;
    let mut payloads = Vec::new();
    let torn = loop {
        match next(&mut reader) {
            Next::Payload(payload) => payloads.push(payload),
            Next::End => break false,
            Next::Torn => break true,
        }
    };
    Ok(Recovered { head, payloads, torn, path: path.to_owned() })
}

enum Next {
    Payload(Vec<u8>),
    End,
    Torn,
}

/// The next record, trusting no length further than the file reaches. A disk that cannot be read on ends it as well.
fn next(reader: &mut io::Take<impl Read>) -> Next {
    if reader.limit() == 0 {
        return Next::End;
    }
    let (mut len, mut sum) = ([0; 4], [0; CHECKSUM_LEN]);
    if reader.read_exact(&mut len).is_err() || reader.read_exact(&mut sum).is_err() {
        return Next::Torn;
    }
    let n_bytes = u32::from_le_bytes(len);
    if n_bytes > MAX_PAYLOAD || u64::from(n_bytes) > reader.limit() {
        return Next::Torn;
    }
    let mut payload = vec![0; n_bytes as usize];
    if reader.read_exact(&mut payload).is_err() || checksum(len, &payload) != sum {
        return Next::Torn;
    }
    Next::Payload(payload)
}
