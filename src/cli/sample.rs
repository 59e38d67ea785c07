//! `tickmark sample`: the sample project, the same bytes every time.

use std::path::PathBuf;

use clap::Args;

use crate::sample;
use crate::store::save_project;

use super::{Failure, refuse_existing, tell};

#[derive(Args)]
pub(super) struct Sample {
    /// The file to write
    #[arg(short, long, value_name = "PROJECT")]
    output: PathBuf,
    /// Replace the file if there is one
    #[arg(long)]
    force: bool,
}

impl Sample {
    pub(super) fn run(self) -> Result<u8, Failure> {
        refuse_existing(&self.output, self.force)?;
        let project = sample::project().map_err(Failure::because)?;
        let written = save_project(&self.output, &project).map_err(Failure::because)?;
        if written.beside {
            tell(format_args!("The file was held by another program; saved beside it: {}", written.path.display()));
        }
        Ok(0)
    }
}
