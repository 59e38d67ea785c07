//! Earlier saves, in the user's data folder: the very bytes, thinned with age.
//!
//! One folder per project. A file name begins with a number that grows with every save, so that the order does not
//! depend on a clock, then tells the time.

use std::collections::BTreeSet;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

use crate::store::StoreError;
use crate::store::atomic::sync_folder;
use crate::store::folders::create_private;

/// As many of the last saves are kept, whatever their size.
const ALWAYS: usize = 5;
/// More than these many bytes are not kept for one project.
const MAX_BYTES: u64 = 500_000_000;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

const TIME_FORMAT: &str = "%Y-%m-%dT%H-%M-%S";
const ENDING: &str = "Z.tickmark.ron";

/// One earlier save of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was saved, to the second.
    pub saved: Timestamp,
    /// Its size.
    pub bytes: u64,
    number: u64,
}

/// Keeps the bytes of a save, then removes the backups that are too many.
pub fn keep(dir: &Path, project_id: &str, saved_at: Timestamp, bytes: &[u8]) -> Result<PathBuf, StoreError> {
    let folder = folder_of(dir, project_id);
    let older = list(dir, project_id);
    let number = older.first().map_or(1, |newest| newest.number.saturating_add(1));
    let path = write_new(&folder, number, saved_at, bytes)
        .map_err(|error| StoreError::NotBackedUp { cause: error.into(), path: folder })?;
    for backup in superfluous(&list(dir, project_id), saved_at) {
        // One that cannot be removed now is tried again with the next save.
        let _ = std::fs::remove_file(&backup.path);
    }
    Ok(path)
}

/// The backups of a project, the last save first. Files that are none are passed over.
pub fn list(dir: &Path, project_id: &str) -> Vec<Backup> {
    let entries = folder_of(dir, project_id).read_dir().into_iter().flatten().flatten();
    let mut backups: Vec<_> = entries
        .filter_map(|entry| {
            let (number, saved) = parse_name(entry.file_name().to_str()?)?;
            let metadata = entry.metadata().ok().filter(|metadata| metadata.is_file())?;
            Some(Backup { path: entry.path(), saved, bytes: metadata.len(), number })
        })
        .collect();
    backups.sort_by(|a, b| (b.number, &b.path).cmp(&(a.number, &a.path)));
    backups
}

/// Those of `backups`, the last save first, that need not be kept.
///
/// Beyond the last five, one for each hour of the last day and one for each day before it stay, the last of its hour
/// or day; and then only as many as fit into 500 MB.
fn superfluous(backups: &[Backup], now: Timestamp) -> Vec<&Backup> {
    let mut slots = BTreeSet::new();
    let mut n_bytes = 0_u64;
    let mut full = false;
    let mut superfluous = Vec::new();
    for (idx, backup) in backups.iter().enumerate() {
        let saved = backup.saved.as_second();
        let unit = if now.as_second() - saved < DAY { HOUR } else { DAY };
        let spare = idx >= ALWAYS;
        let first_of_slot = !spare || slots.insert((unit, saved.div_euclid(unit)));
        full |= spare && first_of_slot && n_bytes.saturating_add(backup.bytes) > MAX_BYTES;
        if spare && (full || !first_of_slot) {
            superfluous.push(backup);
        } else {
            n_bytes = n_bytes.saturating_add(backup.bytes);
        }
    }
    superfluous
}

/// The folder of a project. Its id comes out of a file, and may be anything.
fn folder_of(dir: &Path, project_id: &str) -> PathBuf {
    let harmless = (1..=64).contains(&project_id.len()) && project_id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if harmless {
        return dir.join(project_id);
    }
    let hash = Sha256::digest(project_id.as_bytes());
    let name: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    dir.join(format!("id-{name}"))
}

/// Writes a backup under its number, or the next one if another window took that.
fn write_new(folder: &Path, mut number: u64, saved: Timestamp, bytes: &[u8]) -> io::Result<PathBuf> {
    create_private(folder)?;
    let mut file = tempfile::Builder::new().prefix(".tickmark-").suffix(".tmp").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    loop {
        let path = folder.join(name(number, saved));
        file = match file.persist_noclobber(&path) {
            Ok(_) => {
                sync_folder(&path);
                return Ok(path);
            }
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => taken.file,
            Err(refused) => return Err(refused.error),
        };
        number += 1;
    }
}

/// `000042 2026-11-21T12-40-07Z.tickmark.ron`: no colons, which Windows does not allow.
fn name(number: u64, saved: Timestamp) -> String {
    format!("{number:06} {}{ENDING}", saved.strftime(TIME_FORMAT))
}

fn parse_name(name: &str) -> Option<(u64, Timestamp)> {
    let (number, time) = name.strip_suffix(ENDING)?.split_once(' ')?;
    let saved = DateTime::strptime(TIME_FORMAT, time).ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some((number.parse().ok()?, saved))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Saves with these distances in seconds and these sizes in millions of bytes, thinned after each.
    fn save_and_thin(saves: &[(i64, u64)]) -> (Vec<Backup>, Timestamp) {
        let mut backups = Vec::new();
        let mut now = Timestamp::UNIX_EPOCH;
        for (number, (pause, size)) in (1..).zip(saves) {
            now = Timestamp::from_second(now.as_second() + pause).expect("within the years that count");
            backups.insert(0, Backup { path: PathBuf::new(), saved: now, bytes: size * 1_000_000, number });
            let superfluous: BTreeSet<_> = superfluous(&backups, now).iter().map(|backup| backup.number).collect();
            backups.retain(|backup| !superfluous.contains(&backup.number));
        }
        (backups, now)
    }

    #[test]
    fn a_day_of_saves_leaves_the_last_five_and_one_for_each_hour() {
        let (backups, now) = save_and_thin(&vec![(60, 1); 24 * 60]);
        let ages: Vec<_> = backups.iter().map(|backup| (now.as_second() - backup.saved.as_second()) / 60).collect();
        assert_eq!(ages.get(..7), Some([0, 1, 2, 3, 4, 5, 61].as_slice()));
        assert_eq!(ages.len(), 5 + 24);
    }

    #[test]
    fn saves_of_a_month_leave_one_for_each_day_before_the_last() {
        let (backups, _) = save_and_thin(&vec![(HOUR, 1); 30 * 24]);
        // Five, then the 19 hours before them, then 29 days and the rest of the one that the last 24 hours cut.
        assert_eq!(backups.len(), 5 + 19 + 30);
    }

    #[test]
    fn a_clock_set_back_does_not_cost_the_last_saves() {
        let (backups, _) = save_and_thin(&[(50 * DAY, 1), (1, 1), (1, 1), (1, 1), (1, 1), (-50 * DAY, 1), (1, 1)]);
        assert_eq!(backups.iter().map(|backup| backup.number).take(5).collect::<Vec<_>>(), [7, 6, 5, 4, 3]);
    }

    proptest! {
        #[test]
        fn thinning_keeps_its_promises(saves in prop::collection::vec((-DAY..3 * DAY, 0_u64..200), 1..60)) {
            let (backups, now) = save_and_thin(&saves);
            let numbers: Vec<_> = backups.iter().map(|backup| backup.number as usize).collect();
            let last: Vec<_> = (1..=saves.len()).rev().take(ALWAYS).collect();
            prop_assert!(numbers.starts_with(&last));
            let n_bytes: u64 = backups.iter().map(|backup| backup.bytes).sum();
            prop_assert!(backups.len() == last.len() || n_bytes <= MAX_BYTES);
            prop_assert!(superfluous(&backups, now).is_empty(), "what was kept once is kept until time goes on");
            let mut hours: Vec<_> = backups.iter().skip(ALWAYS).map(|backup| backup.saved.as_second().div_euclid(HOUR)).collect();
            let n_spare = hours.len();
            hours.sort();
            hours.dedup();
            prop_assert_eq!(hours.len(), n_spare, "no two of an hour");
        }
    }
}
