//! `tickmark diff`: who changed what between two copies of a project.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::chance::now;
use crate::merge::{Teller, merge, news, untold};

use super::merge::{strangers, tell_doubts};
use super::{Failure, open, print_line, tell};

/// How much of what should be looked at is told without being asked for, and how much of it if it is more.
const MAX_LOOK_AT: usize = 40;
const FEW: usize = 30;

#[derive(Args)]
pub(super) struct Diff {
    /// One copy of the project, such as the one of yesterday
    a: PathBuf,
    /// The other copy
    b: PathBuf,
    /// Compare them although they are not copies of one project
    #[arg(long)]
    anyway: bool,
    /// Tell everything that a new version of a document left to be looked at, however much that is
    #[arg(long)]
    all: bool,
}

impl Diff {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let (a, b) = (open(&self.a)?, open(&self.b)?);
        if let Some(why) = strangers((&a, &self.a), (&b, &self.b)) {
            if !self.anyway {
                return Err(Failure::Because(format!("Nothing was compared (--anyway does it), because {why}")));
            }
            tell(format_args!("Compared all the same, but {why}"));
        }
        let merged = merge(&a, &b);
        tell_doubts(&merged.project, &merged.doubts);
        let teller = Teller::new(&merged.project, Some(now())).with_copies([&a, &b]);
        let mut is_same = true;
        for (copy, other) in [(&a, &self.b), (&b, &self.a)] {
            let news = news(copy, &merged.project);
            if !news.is_empty() {
                is_same = false;
                print_line(out, format_args!("only in {}:", other.display()))?;
            }
            for news in news {
                print_line(out, format_args!("  {}", teller.tell(&news)))?;
                let look_at = teller.look_at(&news);
                let n_told = if self.all || look_at.len() <= MAX_LOOK_AT { look_at.len() } else { FEW };
                for line in look_at.iter().take(n_told) {
                    print_line(out, format_args!("    {line}"))?;
                }
                if n_told < look_at.len() {
                    writeln!(out, "    and {} more (--all tells them)", look_at.len() - n_told)?;
                }
            }
        }
        if is_same {
            let both = [&a, &b].map(|copy| untold(copy, &merged.project));
            match teller.untold(&both.into_iter().flatten().collect()) {
                Some(records) => print_line(out, format_args!("they differ in {records}"))?,
                None => writeln!(out, "both hold the same")?,
            }
        }
        Ok(0)
    }
}
