//! `tickmark merge-driver`: how Git merges projects; `tickmark git-setup` tells it to.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::merge::{Merged, is_contained, merge};
use crate::store::{read_stamped, save_project};

use super::merge::{copy, strangers, tell_doubts};
use super::{Failure, tell};

/// The exit code that tells Git that this is no conflict to be settled in the file: it was not merged.
const NOT_MERGED: u8 = 129;

/// Why a side is refused that lacks what both began with, and how to go on. Git asks no driver where only one side changed
/// a file, so a project that went back by revert or cherry-pick comes here with the next merge.
const GONE_BACK: &str = "\
Nothing was merged, because one side does not hold what both are said to have begun with: to revert or cherry-pick is not to merge.
To take something back, or to pick it: open the project, and change it there.
Where somebody has gone back so already, let Git stop with a conflict:
  git -c merge.tickmark.driver=false pull --no-rebase   (or merge, with what you merged)
Then keep all that both did, with what was taken back:
  git show :2:FILE > ours.tickmark.ron
  git show :3:FILE > theirs.tickmark.ron
  tickmark merge ours.tickmark.ron theirs.tickmark.ron -o FILE --force
or go back with them, which drops what only you did:
  git checkout --theirs FILE
and then:
  git add FILE
  git commit --no-edit";

#[derive(Args)]
pub(super) struct MergeDriver {
    /// What both sides began with (%O)
    base: PathBuf,
    /// Our side (%A); the merged project is written here
    ours: PathBuf,
    /// The other side (%B)
    theirs: PathBuf,
}

impl MergeDriver {
    pub(super) fn run(self) -> Result<u8, Failure> {
        match self.merged() {
            Err(Failure::Because(why)) => {
                tell(why);
                Ok(NOT_MERGED)
            }
            result => result,
        }
    }

    fn merged(&self) -> Result<u8, Failure> {
        let (ours, theirs) = (copy(&self.ours)?, copy(&self.theirs)?);
        if let Some(why) = strangers((&ours, &self.ours), (&theirs, &self.theirs)) {
            return Err(Failure::Because(format!(
                "Nothing was merged, because {why} (tickmark merge --anyway unites them once, and Git does from then on)"
            )));
        }
        // Git gives an empty file where both sides began the project.
        if !is_empty(&self.base)? {
            let base = copy(&self.base)?;
            if !is_contained(&base, &ours) || !is_contained(&base, &theirs) {
                return Err(Failure::because(GONE_BACK));
            }
        }
        let Merged { project, doubts } = merge(&ours, &theirs);
        tell_doubts(&project, &doubts);
        let written = save_project(&self.ours, &project).map_err(Failure::because)?;
        if written.beside {
            return Err(Failure::Because(format!(
                "The file was held by another program; the merged project was saved beside it: {}",
                written.path.display()
            )));
        }
        let n_clashes = project.n_clashes();
        if n_clashes > 0 {
            tell(format_args!(
                "Merged; open the project to choose between what two people set differently ({n_clashes})"
            ));
        }
        let mut forks = project.forks().peekable();
        if forks.peek().is_some() {
            tell(format_args!("Merged; open the project to say which of two new versions is the newer"));
        }
        Ok(u8::from(n_clashes > 0 || forks.peek().is_some()))
    }
}

fn is_empty(path: &Path) -> Result<bool, Failure> {
    read_stamped(path).map(|(bytes, _)| bytes.is_empty()).map_err(Failure::because)
}
