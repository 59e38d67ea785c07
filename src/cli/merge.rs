//! `tickmark merge`: two people's copies of a project to one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::chance::now;
use crate::merge::{Doubt, Merged, Tally, Teller, is_contained, merge, n_shared_documents, news, tally};
use crate::model::Project;
use crate::store::{open_project, save_project};
use crate::text::spelled_out;

use super::{Failure, refuse_existing, tell};

/// How many clashes are told.
const MAX_CLASHES: usize = 20;

#[derive(Args)]
pub(super) struct Merge {
    /// One copy of the project
    ours: PathBuf,
    /// The other copy
    theirs: PathBuf,
    /// The project to write; it may be one of the copies
    #[arg(short, long, value_name = "PROJECT")]
    output: PathBuf,
    /// The copy that both began with; nothing depends on it
    #[arg(long)]
    base: Option<PathBuf>,
    /// Merge them although they are not copies of one project
    #[arg(long)]
    anyway: bool,
    /// Replace the project to write, whatever it holds
    #[arg(long)]
    force: bool,
}

impl Merge {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let (ours, theirs) = (copy(&self.ours)?, copy(&self.theirs)?);
        if let Some(why) = strangers((&ours, &self.ours), (&theirs, &self.theirs)) {
            if !self.anyway {
                return Err(Failure::Because(format!("Nothing was merged (--anyway does it), because {why}")));
            }
            tell(format_args!("Merged all the same, but {why}"));
        }
        let Merged { project, doubts } = merge(&ours, &theirs);
        tell_doubts(&project, &doubts);
        refuse_loss(&self.output, &project, self.force)?;
        let written = save_project(&self.output, &project).map_err(Failure::because)?;
        if written.beside {
            tell(format_args!("The file was held by another program; saved beside it: {}", written.path.display()));
        }
        print(&project, [(&ours, &self.theirs), (&theirs, &self.ours)], out)?;
        Ok(u8::from(project.n_clashes() > 0))
    }
}

/// Opens a copy that can be merged without losing anything of it.
pub(super) fn copy(path: &Path) -> Result<Project, Failure> {
    let (opened, _) = open_project(path).map_err(Failure::because)?;
    if let Some(why) = opened.read_only {
        let name = path.display();
        return Err(Failure::Because(format!("The project cannot be merged without loss, because {why}: {name}")));
    }
    for notice in opened.notices {
        tell(format_args!("{notice}: {}", path.display()));
    }
    Ok(opened.project)
}

/// That the two are not copies of one project, if so, to go on after "because" or to stand alone.
pub(super) fn strangers(
    (ours, our_path): (&Project, &Path),
    (theirs, their_path): (&Project, &Path),
) -> Option<String> {
    let shared = match n_shared_documents(ours, theirs) {
        _ if ours.id() == theirs.id() => return None,
        0 => "and they share no document".to_owned(),
        1 => "though they share 1 document".to_owned(),
        n => format!("though they share {n} documents"),
    };
    Some(format!("these are not copies of one project, {shared}: {} and {}", our_path.display(), their_path.display()))
}

/// An error if there is something at `path` that the merged project does not hold.
fn refuse_loss(path: &Path, merged: &Project, force: bool) -> Result<(), Failure> {
    let held = open_project(path).ok().filter(|(opened, _)| opened.read_only.is_none());
    let is_held =
        held.is_some_and(|(opened, _)| opened.project.id() == merged.id() && is_contained(&opened.project, merged));
    if is_held { Ok(()) } else { refuse_existing(path, force) }
}

/// Says what no copy of a project should hold.
pub(super) fn tell_doubts(project: &Project, doubts: &[Doubt]) {
    let teller = Teller::new(project, Some(now()));
    let thing = |id| project.tables().get(id).map_or_else(|| "something".into(), |record| teller.thing(&record));
    let stamps: Vec<_> = doubts.iter().filter(|doubt| matches!(doubt, Doubt::Stamps(_) | Doubt::Log(_))).collect();
    if !stamps.is_empty() {
        let first = stamps.iter().find_map(|doubt| if let Doubt::Stamps(id) = doubt { Some(thing(*id)) } else { None });
        let first = first.map_or_else(String::new, |first| format!(", the first of {first}"));
        tell(format_args!(
            "The copies do not agree on who knew of what ({} stamps that cannot be right{first}); all values were kept",
            stamps.len()
        ));
    }
    for doubt in doubts {
        match doubt {
            Doubt::Text(document) => tell(format_args!(
                "The copies have other texts of {}; the one that was loaded was used",
                thing((*document).into())
            )),
            Doubt::Fixed(id) => {
                tell(format_args!("The copies do not agree what {} is; one of the two was set aside", thing(*id)));
            }
            Doubt::Stamps(_) | Doubt::Log(_) => {}
        }
    }
}

/// Says what waits for a person because one copy has a newer version of a draft than the other.
fn print_versions(merged: &Project, out: &mut dyn Write) -> io::Result<()> {
    let title = |id| merged.document(id).map_or_else(String::new, |document| spelled_out(&document.title).into_owned());
    for document in merged.newest_documents() {
        let (waiting, title) = (merged.unreviewed(document.id).count(), title(document.id));
        match waiting {
            0 => {}
            1 => writeln!(out, "1 passage of an earlier version waits for a look in “{title}”")?,
            n => writeln!(out, "{n} passages of earlier versions wait for a look in “{title}”")?,
        }
    }
    for (document, by) in merged.forks() {
        let newer: Vec<String> = by.iter().map(|newer| format!("“{}”", title(*newer))).collect();
        writeln!(
            out,
            "“{}” is replaced by {}: which of them counts is for a person to say",
            title(document),
            newer.join(" and by ")
        )?;
    }
    Ok(())
}

/// Says what each copy learned, and what clashes.
fn print(merged: &Project, copies: [(&Project, &PathBuf); 2], out: &mut dyn Write) -> io::Result<()> {
    for (copy, other) in copies {
        let news = news(copy, merged);
        writeln!(
            out,
            "from {}:{}",
            spelled_out(&other.display().to_string()),
            if news.is_empty() { " nothing new" } else { "" }
        )?;
        for (who, tally) in tally(merged, &news) {
            writeln!(out, "  {}: {}", spelled_out(&who), counted(tally))?;
        }
    }
    print_versions(merged, out)?;
    let n_clashes = merged.n_clashes();
    if n_clashes == 0 {
        return Ok(());
    }
    writeln!(out, "{} to choose from:", clashes(n_clashes))?;
    let teller = Teller::new(merged, Some(now()));
    let told = merged.clashing().flat_map(|record| teller.clashes(&record));
    for told in told.take(MAX_CLASHES) {
        writeln!(out, "  {}", spelled_out(&told))?;
    }
    if n_clashes > MAX_CLASHES {
        writeln!(out, "  and {} more", n_clashes - MAX_CLASHES)?;
    }
    Ok(())
}

fn counted(tally: Tally) -> String {
    let Tally { n_new, n_changed, n_deleted, n_clashes } = tally;
    let parts = [(n_new, "new"), (n_changed, "changed"), (n_deleted, "deleted")];
    let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}"));
    let parts = parts.chain((n_clashes > 0).then(|| clashes(n_clashes)));
    parts.collect::<Vec<_>>().join(", ")
}

fn clashes(n: usize) -> String {
    if n == 1 { "1 clash".into() } else { format!("{n} clashes") }
}
