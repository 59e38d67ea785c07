//! Where the user's own files lie.

use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::app_strategy::{AppStrategy as _, AppStrategyArgs, choose_native_strategy};

use crate::store::StoreError;

/// The folders of this user. They need not exist; whoever writes into one creates it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Settings.
    pub config: PathBuf,
    /// What the program keeps for the user; holds the next two.
    pub data: PathBuf,
    /// Unsaved work.
    pub journals: PathBuf,
    /// Earlier saves.
    pub backups: PathBuf,
    /// What may be lost without harm, like the place of the window.
    pub state: PathBuf,
}

impl Folders {
    /// The folders of this user: below `TICKMARK_HOME` if that is set, else where the system wants them.
    pub fn find() -> Result<Self, StoreError> {
        if let Some(home) = std::env::var_os("TICKMARK_HOME").filter(|home| !home.is_empty()) {
            let home = std::path::absolute(home).map_err(|_| StoreError::NoHome)?;
            return Ok(Self::inside(&home));
        }
        let args = AppStrategyArgs {
            top_level_domain: "org".to_owned(),
            author: "Tickmark".to_owned(),
            app_name: "Tickmark".to_owned(),
        };
        let system = choose_native_strategy(args).map_err(|_| StoreError::NoHome)?;
        let state = system.state_dir().unwrap_or_else(|| system.data_dir().join("state"));
        Ok(Self::new(system.config_dir(), system.data_dir(), state))
    }

    /// All folders below one folder.
    pub fn inside(home: &Path) -> Self {
        Self::new(home.join("config"), home.join("data"), home.join("state"))
    }

    fn new(config: PathBuf, data: PathBuf, state: PathBuf) -> Self {
        Self { config, journals: data.join("journals"), backups: data.join("backups"), data, state }
    }
}

/// Creates a folder that only its user may look into, if it does not exist yet.
pub(super) fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
        _ => error,
    })
}
