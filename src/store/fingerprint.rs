//! Recognizing whether a file on disk still has the bytes that were read or written.

use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::store::{Cause, StoreError};

/// Two writes within this time can leave the same time of change: the coarsest file system counts in steps of 2 s.
const COARSEST_CLOCK: Duration = Duration::from_secs(2);

/// The longest file that is read whole. The largest projects have a tenth of it; what is longer is something else, or
/// damaged, and would not leave room for itself in memory.
pub(super) const MAX_LEN: u64 = 1 << 30;

/// What identifies the bytes of a file: equal fingerprints, equal bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint {
    length: u64,
    sha256: String,
}

impl Fingerprint {
    /// The fingerprint of bytes in memory.
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_hash(bytes.len() as u64, Sha256::new().chain_update(bytes))
    }

    /// The fingerprint of a file, which is read piece by piece.
    pub fn of_file(path: &Path) -> Result<Self, StoreError> {
        let (file, _) = open_regular(path).map_err(|cause| StoreError::not_read(path, cause))?;
        Self::of_reader(file).map_err(|error| StoreError::not_read(path, error))
    }

    fn of_reader(mut file: File) -> io::Result<Self> {
        let mut hash = Sha256::new();
        let mut length = 0;
        let mut piece = vec![0; 1 << 16];
        loop {
            let n_bytes = match file.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                result => result?,
            };
            let Some(read) = piece.get(..n_bytes).filter(|read| !read.is_empty()) else {
                return Ok(Self::from_hash(length, hash));
            };
            hash.update(read);
            length += n_bytes as u64;
        }
    }

    fn from_hash(length: u64, hash: Sha256) -> Self {
        Self { length, sha256: hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect() }
    }
}

/// What a file looked like when it was last known to hold certain bytes.
///
/// Lets [`FileStamp::changed_on_disk`] answer without reading the file in almost every case.
#[derive(Clone, Debug)]
pub struct FileStamp {
    fingerprint: Fingerprint,
    length: u64,
    modified: Option<SystemTime>,
    /// Whether the time of change was old enough when it was noted: a later write must then show another time.
    settled: bool,
}

impl FileStamp {
    /// The stamp of a file that has this metadata now, taken before its bytes were read or after they were written.
    pub(super) fn new(metadata: &Metadata, fingerprint: Fingerprint) -> Self {
        let modified = metadata.modified().ok();
        let age = modified.and_then(|modified| SystemTime::now().duration_since(modified).ok());
        Self { fingerprint, length: metadata.len(), modified, settled: age.is_some_and(|age| age > COARSEST_CLOCK) }
    }

    /// The fingerprint of the bytes.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    /// Whether the file still holds the bytes of this stamp.
    ///
    /// Reads the file only if its time of change is another one, or too young to be trusted; if its bytes turn out to
    /// be the same, the stamp is renewed. A file that cannot be looked at counts as changed, for nobody knows.
    pub fn changed_on_disk(&mut self, path: &Path) -> Change {
        let metadata = match path.metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Change::Gone,
            Err(_) => return Change::Changed,
        };
        if metadata.len() != self.length {
            return Change::Changed;
        }
        if self.settled && self.modified.is_some() && metadata.modified().ok() == self.modified {
            return Change::Same;
        }
        match Fingerprint::of_file(path) {
            Ok(fingerprint) if fingerprint == self.fingerprint => {
                *self = Self::new(&metadata, fingerprint);
                Change::Same
            }
            Ok(_) => Change::Changed,
            Err(error) if matches!(error.cause(), Some(Cause::FileMissing)) => Change::Gone,
            Err(_) => Change::Changed,
        }
    }
}

/// What became of a file since its [`FileStamp`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It holds the same bytes.
    Same,
    /// It holds other bytes, or is no readable file anymore.
    Changed,
    /// There is nothing at its path.
    Gone,
}

/// The bytes of a file, and the stamp to find out later whether somebody else changed it.
pub fn read_stamped(path: &Path) -> Result<(Vec<u8>, FileStamp), StoreError> {
    let (file, metadata) = open_regular(path).map_err(|cause| StoreError::not_read(path, cause))?;
    let bytes = read_whole(file, &metadata, MAX_LEN).map_err(|cause| StoreError::not_read(path, cause))?;
    // The metadata is older than the bytes, so that a file written to while it was read counts as changed.
    let stamp = FileStamp::new(&metadata, Fingerprint::of(&bytes));
    Ok((bytes, stamp))
}

/// All bytes of a file, unless there are more than `max`.
pub(super) fn read_whole(file: File, metadata: &Metadata, max: u64) -> Result<Vec<u8>, Cause> {
    let mut bytes = Vec::new();
    // One that says it is empty is, or the system makes it up while it is read, and some of those never end.
    if (1..=max).contains(&metadata.len()) {
        // The file may be growing while it is read.
        file.take(max + 1).read_to_end(&mut bytes)?;
    }
    if metadata.len().max(bytes.len() as u64) > max { Err(Cause::TooLarge) } else { Ok(bytes) }
}

/// Opens a file for reading, and refuses what may block or never end. Follows links.
pub(super) fn open_regular(path: &Path) -> Result<(File, Metadata), Cause> {
    refuse_irregular(&path.metadata()?)?;
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    refuse_irregular(&metadata)?;
    Ok((file, metadata))
}

/// An error unless `metadata` is that of a file.
pub(super) fn refuse_irregular(metadata: &Metadata) -> Result<(), Cause> {
    if metadata.is_dir() {
        return Err(Cause::IsFolder);
    }
    if metadata.is_file() { Ok(()) } else { Err(Cause::NotAFile) }
}
