//! `tickmark text`: a document as the reader shows it.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::import::{import, read_file};

use super::{Failure, tell};

#[derive(Args)]
pub(super) struct Text {
    /// The document: plain text or Markdown
    file: PathBuf,
}

impl Text {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let bytes = read_file(&self.file).map_err(Failure::because)?;
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let imported =
            import(&bytes, &name).map_err(|error| Failure::Because(format!("{error}: {}", self.file.display())))?;
        for warning in &imported.warnings {
            tell(format_args!("{warning}: {}", self.file.display()));
        }
        out.write_all(imported.text.as_bytes())?;
        Ok(0)
    }
}
