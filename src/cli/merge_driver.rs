//! `tickmark merge-driver`: how Git merges projects; `tickmark git-setup` tells it to.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::merge::{Merged, is_contained, merge};
use crate::model::Project;
use crate::session::Fork;
use crate::store::{ReadError, from_bytes, read_stamped, save_project};

use super::merge::{copy, strangers, tell_doubts};
use super::{Failure, one_line, tell};

/// The exit code that tells Git that this is no conflict to be settled in the file: it was not merged.
const NOT_MERGED: u8 = 129;

/// What leads on after a merge that was refused, in steps: Git stops with a conflict, both sides are merged, and that is
/// committed.
const STOP: &str = "  git -c merge.tickmark.driver=false pull --no-rebase   (or merge, with what you merged)";
const KEEP_BOTH: &str = "  git show :2:FILE > ours.tickmark.ron
  git show :3:FILE > theirs.tickmark.ron
  tickmark merge ours.tickmark.ron theirs.tickmark.ron -o FILE --force";
const COMMIT: &str = "and then:
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
        if let Some(base) = self.base(&base_name)?
            && !(is_contained(&base, &ours) && is_contained(&base, &theirs))
        {
            return Err(self.refused(&gone_back()));
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

    /// What both sides began with. Git gives an empty file where each began the project on its own. Nothing of it is
    /// written, so it is enough that it can be read.
    fn base(&self, name: &Path) -> Result<Option<Project>, Failure> {
        let (bytes, _) = read_stamped(&self.base).map_err(|error| Failure::because(error.called(name)))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        let opened = from_bytes(&bytes).map_err(|error| self.refused(&without_base(&error)))?;
        Ok(Some(opened.project))
    }

    /// That nothing was merged, and what leads on, with the name that the file has in it.
    fn refused(&self, why: &str) -> Failure {
        let file = self.path.as_ref().map(|path| format!("\nHere FILE is {}", path.display()));
        Failure::Because(format!("{why}{}", file.unwrap_or_default()))
    }

    /// What one of the copies is called: the file in the repository, if Git says which that is.
    fn called(&self, copy: &Path, side: &str) -> PathBuf {
        match &self.path {
            Some(path) => format!("{} ({side})", path.display()).into(),
            None => copy.to_owned(),
        }
    }
}

/// Why a side is refused that lacks what both began with, and how to go on. Git asks no driver where only one side changed
/// a file, so a project that went back by revert or cherry-pick comes here with the next merge.
fn gone_back() -> String {
    format!(
        "\
Nothing was merged, because one side does not hold what both are said to have begun with: to revert or cherry-pick is not to merge.
To take something back, or to pick it: open the project, and change it there.
Where somebody has gone back so already, let Git stop with a conflict:
{STOP}
Then keep all that both did, with what was taken back:
{KEEP_BOTH}
or go back with them, which drops what only you did:
  git checkout --theirs FILE
{COMMIT}"
    )
}

/// Why nothing is merged without knowing what both began with, and how to go on: an older commit cannot be mended.
fn without_base(why: &ReadError) -> String {
    format!(
        "\
Nothing was merged, because an older commit, with which both sides began, holds a file that cannot be read: {}.
Your file and theirs can be read, and nothing is in conflict yet. Let Git stop with a conflict:
{STOP}
Then keep all that both did:
{KEEP_BOTH}
{COMMIT}",
        why.in_short()
    )
}
