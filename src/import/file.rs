//! Reading a file that someone chose, whatever it turns out to be.

use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::MAX_FILE_LEN;

/// Why a file could not be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// There is nothing at the path.
    #[error("There is no such file: {0}")]
    Missing(PathBuf),
    /// The path leads to a folder.
    #[error("This is a folder, not a file: {0}")]
    Folder(PathBuf),
    /// The path leads to a device, a pipe or the like, which may never end.
    #[error("This is {what}, not a file with a text: {path}")]
    Special {
        /// What it is, with its article.
        what: &'static str,
        /// Where it is.
        path: PathBuf,
    },
    /// The user may not read the file.
    #[error("You are not allowed to read this file: {0}")]
    Forbidden(PathBuf),
    /// The file is larger than can be loaded.
    #[error("The file is too large, at most 256 MiB can be loaded: {0}")]
    TooLarge(PathBuf),
    /// The system could not read the file.
    #[error("The file could not be read: {error}: {path}")]
    Io {
        /// What the system says.
        error: io::Error,
        /// Where the file is.
        path: PathBuf,
    },
}

/// The content of a file that can be loaded. Nothing but a regular file is opened, and what the system makes up while it is
/// read is not waited for, so this ends with every file.
pub fn read_file(path: &Path) -> Result<Vec<u8>, ReadError> {
    let failed = |error| failed(error, path);
    let metadata = fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(ReadError::Folder(path.to_owned()));
    }
    if !metadata.is_file() {
        return Err(ReadError::Special { what: special_name(metadata.file_type()), path: path.to_owned() });
    }
    if metadata.len() > MAX_FILE_LEN {
        return Err(ReadError::TooLarge(path.to_owned()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    let file = if metadata.len() == 0 { open_without_waiting(path) } else { File::open(path) };
    // The file may be growing while it is read.
    file.map_err(failed)?.take(MAX_FILE_LEN + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE_LEN {
        return Err(ReadError::TooLarge(path.to_owned()));
    }
    Ok(bytes)
}

/// Opens a file that says it is empty. Those that the system makes up while they are read say so too, and some of them,
/// such as `/proc/kmsg`, would wait for more to come. Others are not opened so: a file that a server has lent to somebody
/// is worth waiting for.
#[cfg(unix)]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or_default();
    File::options().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open_without_waiting(path: &Path) -> io::Result<File> {
    File::open(path)
}

fn failed(error: io::Error, path: &Path) -> ReadError {
    match error.kind() {
        ErrorKind::WouldBlock => ReadError::Special { what: "a file that never ends", path: path.to_owned() },
        ErrorKind::NotFound | ErrorKind::NotADirectory => ReadError::Missing(path.to_owned()),
        ErrorKind::PermissionDenied => ReadError::Forbidden(path.to_owned()),
        _ => ReadError::Io { error, path: path.to_owned() },
    }
}

#[cfg(unix)]
fn special_name(file_type: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    match () {
        () if file_type.is_fifo() => "a pipe",
        () if file_type.is_socket() => "a socket",
        () => "a device",
    }
}

#[cfg(not(unix))]
fn special_name(_: FileType) -> &'static str {
    "a device"
}
