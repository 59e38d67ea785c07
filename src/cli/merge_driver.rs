//! `tickmark merge-driver`: how Git merges projects; `tickmark git-setup` tells it to.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::merge::{Merged, is_contained, merge};
use crate::session::Fork;
use crate::store::{read_stamped, save_project};

use super::merge::{copy, strangers, tell_doubts};
use super::{Failure, one_line, tell};

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
    /// What the file is called in the repository (%P): the three are copies under names of Git's own
    #[arg(allow_hyphen_values = true)]
    path: Option<PathBuf>,
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
        let [base_name, our_name, their_name] =
            [(&self.base, "what both began with"), (&self.ours, "our side"), (&self.theirs, "the other side")]
                .map(|(copy, side)| self.called(copy, side));
        let (ours, theirs) = (copy(&self.ours, &our_name)?, copy(&self.theirs, &their_name)?);
        if let Some(why) = strangers((&ours, &our_name), (&theirs, &their_name)) {
            return Err(Failure::Because(format!(
                "Nothing was merged, because {why} (tickmark merge --anyway unites them once, and Git does from then on)"
            )));
        }
        // Git gives an empty file where both sides began the project.
        if !is_empty(&self.base, &base_name)? {
            let base = copy(&self.base, &base_name)?;
            if !is_contained(&base, &ours) || !is_contained(&base, &theirs) {
                let file = self.path.as_ref().map(|path| format!("\nHere FILE is {}", path.display()));
                return Err(Failure::Because(format!("{GONE_BACK}{}", file.unwrap_or_default())));
            }
        }
        let Merged { project, doubts } = merge(&ours, &theirs);
        tell_doubts(&project, &doubts);
        let saved = save_project(&self.ours, &project);
        let written = saved.map_err(|error| Failure::because(error.called(&our_name)))?;
        if written.beside {
            return Err(Failure::Because(format!(
                "The file was held by another program; the merged project was saved beside it: {}",
                written.path.display()
            )));
        }
        let at = self.path.as_ref().map(|path| format!(": {}", path.display())).unwrap_or_default();
        let n_clashes = project.n_clashes();
        if n_clashes > 0 {
            tell(format_args!(
                "Merged; open the project to choose between what two people set differently ({n_clashes}){at}"
            ));
        }
        let forks: Vec<Fork> = project.forks().filter_map(|(replaced, _)| Fork::at(&project, replaced)).collect();
        for fork in &forks {
            let (ask, names) = (fork.ask(), one_line(&fork.in_words(&project), usize::MAX));
            tell(format_args!("Merged; open the project to {ask}, because {names}{at}"));
        }
        Ok(u8::from(n_clashes > 0 || !forks.is_empty()))
    }

    /// What one of the copies is called: the file in the repository, if Git says which that is.
    fn called(&self, copy: &Path, side: &str) -> PathBuf {
        match &self.path {
            Some(path) => format!("{} ({side})", path.display()).into(),
            None => copy.to_owned(),
        }
    }
}

fn is_empty(path: &Path, name: &Path) -> Result<bool, Failure> {
    let read = read_stamped(path).map_err(|error| Failure::because(error.called(name)));
    read.map(|(bytes, _)| bytes.is_empty())
}
