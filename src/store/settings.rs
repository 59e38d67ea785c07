//! What belongs to the user and not to a project.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::store::atomic::replace;
use crate::store::fingerprint::{open_regular, read_whole};
use crate::store::folders::create_private;
use crate::store::{Cause, Folders, StoreError, as_text};

const FILE: &str = "settings.ron";
const FILE_SET_ASIDE: &str = "settings.ron.damaged";
const MAX_RECENT: usize = 12;
/// Nobody has longer settings.
const MAX_LEN: u64 = 1 << 20;

/// The user's settings. Every field may be missing in the file, and fields of newer programs are passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Who checks here; asked for once.
    pub checker: Option<CheckerSettings>,
    /// Which colors.
    pub theme: ThemeChoice,
    /// The size of everything, in percent.
    pub zoom: u16,
    /// Projects that were open, the last one first.
    #[serde(with = "as_text::paths")]
    pub recent: Vec<PathBuf>,
    /// Shortcuts that differ from the usual ones, by the name of the command; empty where one is switched off.
    pub keys: BTreeMap<String, String>,
    /// Whether single letters are shortcuts in readers and tables.
    pub single_letters: bool,
    /// Whether readers show what is suggested.
    pub suggestions: bool,
    /// How the window is divided.
    pub layout: Layout,
}

impl Settings {
    /// The settings in the user's folder. What cannot be read is told, and the usual settings are used.
    pub fn load(folders: &Folders) -> (Self, Option<SettingsWarning>) {
        let path = folders.config.join(FILE);
        match read(&path) {
            Ok(settings) => (settings, None),
            Err(Cause::FileMissing) => (Self::default(), None),
            Err(Cause::Damaged(why)) => (Self::default(), Some(set_aside(&path, why))),
            Err(cause) => (Self::default(), Some(SettingsWarning::Unreadable(StoreError::NotRead { cause, path }))),
        }
    }

    /// Writes the settings into the user's folder.
    pub fn save(&self, folders: &Folders) -> Result<(), StoreError> {
        let path = folders.config.join(FILE);
        create_private(&folders.config).map_err(|error| StoreError::not_saved(&path, error))?;
        let form = PrettyConfig::new().struct_names(true).new_line("\n");
        let text = ron::ser::to_string_pretty(self, form)
            .map_err(|error| StoreError::not_saved(&path, Cause::Other(std::io::Error::other(error))))?;
        replace(&path, (text + "\n").as_bytes())
    }

    /// Puts a project first in the list of recent ones.
    pub fn remember(&mut self, project: &Path) {
        self.recent.retain(|path| path != project);
        self.recent.insert(0, project.to_owned());
        self.recent.truncate(MAX_RECENT);
    }

    /// Brings numbers that were edited by hand to where the window can be used.
    fn tidied(mut self) -> Self {
        self.zoom = self.zoom.clamp(50, 300);
        self.layout.split = self.layout.split.clamp(100, 900);
        self.recent.truncate(MAX_RECENT);
        self
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            checker: None,
            theme: ThemeChoice::System,
            zoom: 100,
            recent: Vec::new(),
            keys: BTreeMap::new(),
            single_letters: true,
            suggestions: true,
            layout: Layout::default(),
        }
    }
}

/// The checker as projects will know them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckerSettings {
    /// Stays the same when the name changes.
    pub id: String,
    /// As others read it.
    pub name: String,
}

/// Which colors the window has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// What the system has.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How the window is divided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// Whether the list of documents is unfolded; `None` leaves it to the width of the window.
    pub list_open: Option<bool>,
    /// The same of the lower pane.
    pub lower_open: Option<bool>,
    /// The height of the lower pane, in points.
    pub lower_height: u16,
    /// The width of the panel of the passage, in points; 0 for the usual one.
    pub passage_width: u16,
    /// Whether only the reader used last is shown.
    pub one_reader: bool,
    /// The share of the first reader, in thousandths.
    pub split: u16,
    /// Whether the readers lie above each other.
    pub stacked: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            list_open: None,
            lower_open: None,
            lower_height: 240,
            passage_width: 0,
            one_reader: false,
            split: 500,
            stacked: false,
        }
    }
}

/// Why the usual settings are used instead of the user's own.
#[derive(Debug, Error)]
pub enum SettingsWarning {
    /// The file made no sense; it is kept under another name.
    #[error("The settings could not be read and were set aside, because they are damaged ({why}): {}", path.display())]
    SetAside {
        /// What is wrong with them, and where.
        why: String,
        /// Where they are now.
        path: PathBuf,
    },
    /// The file is there, but cannot be read.
    #[error(transparent)]
    Unreadable(StoreError),
}

fn read(path: &Path) -> Result<Settings, Cause> {
    let (file, metadata) = open_regular(path)?;
    let bytes = read_whole(file, &metadata, MAX_LEN).map_err(|cause| match cause {
        Cause::TooLarge => Cause::Damaged("they are far too long".into()),
        cause => cause,
    })?;
    let text = String::from_utf8(bytes).map_err(|error| Cause::Damaged(error.to_string()))?;
    // Editors may have put a byte order mark in front, which RON does not know.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let settings: Settings = ron::from_str(text).map_err(|error| Cause::Damaged(error.to_string()))?;
    Ok(settings.tidied())
}

fn set_aside(path: &Path, why: String) -> SettingsWarning {
    let aside = path.with_file_name(FILE_SET_ASIDE);
    match fs::rename(path, &aside) {
        Ok(()) => SettingsWarning::SetAside { why, path: aside },
        Err(_) => SettingsWarning::Unreadable(StoreError::not_read(path, Cause::Damaged(why))),
    }
}
