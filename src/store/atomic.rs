//! Writing a file so that at every moment either the old or the new bytes are there, whole.
//!
//! What is kept of an old file: its permissions, and its owner and group if the system allows. Access lists and
//! extended attributes are not.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tempfile::{Builder, NamedTempFile, PersistError};

use crate::store::fingerprint::refuse_irregular;
use crate::store::{Cause, FileStamp, Fingerprint, StoreError};

/// A refused rename is tried again after each pause, for two seconds in all.
const PAUSE: Duration = Duration::from_millis(100);
const N_PAUSES: usize = 20;

/// As many links in a row as Linux follows.
const MAX_LINKS: usize = 40;

/// Where the bytes are now.
#[derive(Clone, Debug)]
pub struct Written {
    /// The path that was asked for, or the one beside it.
    pub path: PathBuf,
    /// Whether the file was held by another program, so that the bytes lie under another name in the same folder.
    pub beside: bool,
    /// The file as it was written, to notice later changes by others.
    pub stamp: FileStamp,
}

/// Replaces the content of the file at `path`, or creates it; a symbolic link stays, and its target is replaced.
///
/// May take two seconds and more, so it does not belong on the window's thread. After an error, what was there before
/// is still there, and nothing else.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<Written, StoreError> {
    write(&mut System, path, bytes).map_err(|cause| StoreError::not_saved(path, cause))
}

/// Like [`write_atomically`], for our own files: a second one beside a file that is held would be of no use.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let disk = &mut System;
    let replaced = follow_links(path).and_then(|target| {
        let file = prepare(disk, &target, bytes)?;
        rename_patiently(disk, file, &target).map_err(|refused| refused.error)?;
        sync_folder(&target);
        Ok(())
    });
    replaced.map_err(|cause| StoreError::not_saved(path, cause))
}

/// The folder that holds the file at `path`.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// What `path` leads to, even if nothing is there yet.
pub(super) fn follow_links(path: &Path) -> Result<PathBuf, Cause> {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            // Not a link, or nothing at all; what it is shows when it is opened.
            Err(_) => return Ok(target),
        }
    }
    Err(Cause::LinkCircle)
}

/// Makes a rename in the folder of `path` survive a power cut.
pub(super) fn sync_folder(path: &Path) {
    // The file has its new content already, so that a failure here is none of the write; some file systems and
    // Windows know no such sync.
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
}

/// The steps that a test lets fail.
trait Disk {
    fn fill(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
    fn rename(&mut self, file: NamedTempFile, target: &Path) -> Result<(), PersistError>;
    fn pause(&mut self);
}

struct System;

impl Disk for System {
    fn fill(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&mut self, file: NamedTempFile, target: &Path) -> Result<(), PersistError> {
        file.persist(target).map(drop)
    }

    fn pause(&mut self) {
        thread::sleep(PAUSE);
    }
}

fn write(disk: &mut impl Disk, path: &Path, bytes: &[u8]) -> Result<Written, Cause> {
    let target = follow_links(path)?;
    let file = prepare(disk, &target, bytes)?;
    // Taken before the rename: later, the file at the path may be somebody else's already.
    let stamp = FileStamp::new(&file.as_file().metadata()?, Fingerprint::of(bytes));
    let (path, beside) = match rename_patiently(disk, file, &target) {
        Ok(()) => (path.to_owned(), false),
        Err(refused) => (rename_beside(refused, &target)?, true),
    };
    sync_folder(&target);
    Ok(Written { path, beside, stamp })
}

/// A temporary file in the folder of `target` that has the bytes, safe on disk, and the permissions of the old file.
fn prepare(disk: &mut impl Disk, target: &Path, bytes: &[u8]) -> Result<NamedTempFile, Cause> {
    let folder = folder_of(target);
    let mut builder = Builder::new();
    builder.prefix(".tickmark-").suffix(".tmp");
    let old = match target.metadata() {
        Ok(metadata) => Some(metadata),
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        Err(_) if !folder.exists() => return Err(Cause::FolderMissing),
        Err(_) => None,
    };
    match &old {
        Some(old) => refuse_protected(target, old)?,
        #[cfg(unix)]
        None => {
            use std::os::unix::fs::PermissionsExt as _;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        #[cfg(not(unix))]
        None => {}
    }
    let mut file = builder.tempfile_in(folder)?;
    if let Some(old) = &old {
        keep_permissions(file.as_file(), old)?;
    }
    disk.fill(file.as_file_mut(), bytes)?;
    Ok(file)
}

/// An error if writing into the old file would be one: a rename over it asks for permissions of the folder only.
fn refuse_protected(target: &Path, old: &Metadata) -> Result<(), Cause> {
    refuse_irregular(old)?;
    if old.permissions().readonly() {
        return Err(Cause::ReadOnlyFile);
    }
    match File::options().write(true).open(target) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(Cause::NoPermission),
        Err(error) if error.kind() == io::ErrorKind::ReadOnlyFilesystem => Err(Cause::ReadOnlyDisk),
        // Other refusals may pass, and the rename has its own patience.
        _ => Ok(()),
    }
}

fn keep_permissions(file: &File, old: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        // Only the administrator may give files away; for everybody else the file is now theirs.
        let _ = fchown(file, None, Some(old.gid()));
        let _ = fchown(file, Some(old.uid()), None);
    }
    file.set_permissions(old.permissions())
}

/// Renames over `target`, again and again for two seconds while it is refused.
fn rename_patiently(disk: &mut impl Disk, file: NamedTempFile, target: &Path) -> Result<(), PersistError> {
    let mut refused = match disk.rename(file, target) {
        Ok(()) => return Ok(()),
        Err(refused) => refused,
    };
    for _ in 0..N_PAUSES {
        if !may_pass(&refused.error) {
            break;
        }
        disk.pause();
        refused = match disk.rename(refused.file, target) {
            Ok(()) => return Ok(()),
            Err(refused) => refused,
        };
    }
    Err(refused)
}

fn may_pass(error: &io::Error) -> bool {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound, ReadOnlyFilesystem, StorageFull};
    !matches!(error.kind(), IsADirectory | NotADirectory | NotFound | ReadOnlyFilesystem | StorageFull)
}

/// Gives the file the first free name beside `target`. If that fails too, the reason is that of the first refusal.
fn rename_beside(refused: PersistError, target: &Path) -> Result<PathBuf, Cause> {
    let PersistError { error, mut file } = refused;
    for number in 2..1000 {
        let path = folder_of(target).join(numbered(target, number));
        file = match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => taken.file,
            Err(_) => break,
        };
    }
    Err(error.into())
}

/// `draft (2).tickmark.ron` for `draft.tickmark.ron`.
fn numbered(target: &Path, number: usize) -> String {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let (stem, ending) = match (name.strip_suffix(".tickmark.ron"), name.rsplit_once('.')) {
        (Some(stem), _) => (stem, ".tickmark.ron".to_owned()),
        (None, Some((stem, ending))) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (&*name, String::new()),
    };
    format!("{stem} ({number}){ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk that is full, or where another program holds the target for a while.
    #[derive(Default)]
    struct Broken {
        full: bool,
        n_refusals: usize,
        n_pauses: usize,
    }

    impl Disk for Broken {
        fn fill(&mut self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
            let room = if self.full { bytes.len() / 2 } else { bytes.len() };
            System.fill(file, bytes.get(..room).unwrap_or_default())?;
            if self.full { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        }

        fn rename(&mut self, file: NamedTempFile, target: &Path) -> Result<(), PersistError> {
            if self.n_refusals == 0 {
                return System.rename(file, target);
            }
            self.n_refusals -= 1;
            Err(PersistError { error: io::ErrorKind::PermissionDenied.into(), file })
        }

        fn pause(&mut self) {
            self.n_pauses += 1;
        }
    }

    /// Saves "new" over "old" and gives the outcome with all files there are afterwards.
    fn save(disk: &mut Broken, name: &str) -> (Result<Written, Cause>, Vec<String>) {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join(name);
        fs::write(&path, "old").expect("an old file");
        let result = write(disk, &path, b"new");
        let files = folder.path().read_dir().expect("a folder").map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!("{name}: {}", fs::read_to_string(&path).expect("a file"))
        });
        let mut files: Vec<_> = files.collect();
        files.sort();
        (result, files)
    }

    #[test]
    fn full_disk_leaves_the_old_file_and_nothing_else() {
        let (result, files) = save(&mut Broken { full: true, ..Broken::default() }, "a.ron");
        assert!(matches!(result, Err(Cause::DiskFull)));
        assert_eq!(files, ["a.ron: old"]);
    }

    #[test]
    fn waits_for_a_file_that_is_held_for_a_moment() {
        let mut disk = Broken { n_refusals: 3, ..Broken::default() };
        let (result, files) = save(&mut disk, "a.ron");
        assert!(result.is_ok_and(|written| !written.beside));
        assert_eq!((files, disk.n_pauses), (vec!["a.ron: new".to_owned()], 3));
    }

    #[test]
    fn saves_beside_a_file_that_stays_held() {
        for (name, beside) in [
            ("a.tickmark.ron", "a (2).tickmark.ron"),
            ("v1.2.ron", "v1.2 (2).ron"),
            ("plain", "plain (2)"),
            (".hidden", ".hidden (2)"),
        ] {
            let mut disk = Broken { n_refusals: usize::MAX, ..Broken::default() };
            let (result, files) = save(&mut disk, name);
            let written = result.expect("the bytes are saved");
            assert_eq!((written.beside, written.path.ends_with(beside)), (true, true), "{name}");
            assert_eq!((files.len(), disk.n_pauses), (2, N_PAUSES), "{name}");
            assert!(files.contains(&format!("{name}: old")) && files.contains(&format!("{beside}: new")), "{name}");
        }
    }
}
