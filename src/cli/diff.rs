//! `tickmark diff`: who changed what between two copies of a project.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::chance::now;
use crate::merge::{Teller, merge, news};
use crate::text::spelled_out;

use super::merge::{strangers, tell_doubts};
use super::{Failure, open};

#[derive(Args)]
pub(super) struct Diff {
    /// One copy of the project, such as the one of yesterday
    a: PathBuf,
    /// The other copy
    b: PathBuf,
}

impl Diff {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let (a, b) = (open(&self.a)?, open(&self.b)?);
        if let Some(why) = strangers((&a, &self.a), (&b, &self.b)) {
            return Err(Failure::Because(format!("They cannot be compared, because {why}")));
        }
        let merged = merge(&a, &b);
        tell_doubts(&merged.project, &merged.doubts);
        let teller = Teller::new(&merged.project, Some(now()));
        let mut is_same = true;
        for (copy, other) in [(&a, &self.b), (&b, &self.a)] {
            let news = news(copy, &merged.project);
            if !news.is_empty() {
                is_same = false;
                writeln!(out, "only in {}:", spelled_out(&other.display().to_string()))?;
            }
            for news in news {
                writeln!(out, "  {}", spelled_out(&teller.tell(&news)))?;
            }
        }
        if is_same {
            writeln!(out, "both hold the same")?;
        }
        Ok(0)
    }
}
