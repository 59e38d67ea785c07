//! `tickmark text`: a document as the reader shows it.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::import::read_file;
use crate::model::{Time, View};

use super::{Failure, import};

#[derive(Args)]
pub(super) struct Text {
    /// The document
    file: PathBuf,
    /// Everything that was read: also headers, struck and hidden text, and what surrounds an article
    #[arg(long)]
    whole: bool,
}

impl Text {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let bytes = read_file(&self.file).map_err(Failure::because)?;
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let imported = import(&self.file, &name, &bytes)?;
        let body = imported.into_loaded(&name, &bytes, Time(0)).body;
        let view = View { whole: self.whole, ..View::default() };
        let text = if self.whole { body.text().to_owned() } else { body.shown(view) };
        out.write_all(text.as_bytes())?;
        Ok(0)
    }
}
