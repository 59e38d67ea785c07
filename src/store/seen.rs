//! What was in a project when this user last saved or closed it, in the user's data folder: what is beyond that when the
//! project is opened again is new to them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::{Actor, ProjectId};
use crate::store::atomic::replace;
use crate::store::fingerprint::{open_regular, read_whole};
use crate::store::folders::create_private;
use crate::store::{Folders, StoreError};

/// Of how many projects it is remembered: those that were saved or closed last.
const MAX_PROJECTS: usize = 300;
/// No project has been opened so often that this is too little.
const MAX_LEN: u64 = 1 << 24;
const ENDING: &str = "ron";

/// The file.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename = "Seen", default)]
struct File {
    seen: BTreeMap<Actor, u32>,
}

/// How many transactions of which actors were in the project; `None` if it was never open here. What cannot be read is
/// as if it had never been written: nothing depends on it but a notice.
pub fn load(folders: &Folders, project: ProjectId) -> Option<BTreeMap<Actor, u32>> {
    let (file, metadata) = open_regular(&path(folders, project)).ok()?;
    let bytes = read_whole(file, &metadata, MAX_LEN).ok()?;
    let file: File = ron::from_str(&String::from_utf8(bytes).ok()?).ok()?;
    Some(file.seen)
}

/// Remembers what is in the project now. What was seen before in another copy of it stays seen.
pub fn keep(folders: &Folders, project: ProjectId, seen: &BTreeMap<Actor, u32>) -> Result<(), StoreError> {
    let known = load(folders, project);
    let mut all = known.clone().unwrap_or_default();
    for (actor, counter) in seen {
        let known = all.entry(*actor).or_default();
        *known = (*known).max(*counter);
    }
    if known.as_ref() == Some(&all) {
        return Ok(());
    }
    let path = path(folders, project);
    create_private(&folder(folders)).map_err(|error| StoreError::not_saved(&path, error))?;
    // There is nothing in it that RON cannot hold.
    let text = ron::to_string(&File { seen: all }).unwrap_or_default();
    replace(&path, (text + "\n").as_bytes())?;
    if known.is_none() {
        forget_oldest(&folder(folders));
    }
    Ok(())
}

fn folder(folders: &Folders) -> PathBuf {
    folders.data.join("seen")
}

fn path(folders: &Folders, project: ProjectId) -> PathBuf {
    folder(folders).join(format!("{project}.{ENDING}"))
}

/// Removes what was written longest ago, beyond what is remembered.
fn forget_oldest(folder: &Path) {
    let entries = folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
    let ours = entries.filter(|path| path.extension().is_some_and(|ending| ending == ENDING));
    let dated = ours.filter_map(|path| Some((path.metadata().ok()?.modified().ok()?, path)));
    let mut dated: Vec<_> = dated.collect();
    dated.sort();
    let n_superfluous = dated.len().saturating_sub(MAX_PROJECTS);
    for (_, path) in dated.into_iter().take(n_superfluous) {
        // One that cannot be removed now is tried again later.
        let _ = fs::remove_file(path);
    }
}
