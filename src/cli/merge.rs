//! `tickmark merge`: two people's copies of a project to one.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::chance::now;
use crate::merge::{
    Doubt, Merged, Teller, belong_together, is_contained, merge, n_shared_documents, news, tally, untold,
};
use crate::model::Project;
use crate::store::{open_project, save_project, to_text};
use crate::text::listed;

use super::{Failure, is_same_file, one_line, print_line, refuse_existing, tell};

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
    /// Merge them although they are not copies of one project; from then on they are merged without this
    #[arg(long)]
    anyway: bool,
    /// Replace the project to write, whatever it holds
    #[arg(long)]
    force: bool,
}

impl Merge {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<u8, Failure> {
        let (ours, theirs) = (copy(&self.ours, &self.ours)?, copy(&self.theirs, &self.theirs)?);
        if let Some(why) = strangers((&ours, &self.ours), (&theirs, &self.theirs)) {
            if !self.anyway {
                return Err(Failure::Because(format!("Nothing was merged (--anyway does it), because {why}")));
            }
            tell(format_args!("Merged all the same, and from now on without being asked, but {why}"));
        }
        let Merged { project, doubts } = merge(&ours, &theirs);
        tell_doubts(&project, &doubts);
        // Of a copy that is replaced all is in the merged project.
        if ![&self.ours, &self.theirs].iter().any(|copy| is_same_file(copy, &self.output)) {
            refuse_loss(&self.output, &project, self.force)?;
        }
        let written = save_project(&self.output, &project).map_err(Failure::because)?;
        if written.beside {
            tell(format_args!("The file was held by another program; saved beside it: {}", written.path.display()));
        }
        let code = u8::from(project.n_clashes() > 0 || project.has_forks());
        let printed = print(&project, [(&ours, &self.theirs), (&theirs, &self.ours)], out).and_then(|()| out.flush());
        printed.map(|()| code).map_err(|error| unprinted(&error, code, &written.path))
    }
}

/// The project was written, whatever became of the answer; its reader may just have read enough.
fn unprinted(error: &io::Error, code: u8, path: &Path) -> Failure {
    if error.kind() != io::ErrorKind::BrokenPipe {
        tell(format_args!(
            "The merged project was written, but what is new in it could not be printed, because the system says: {error}: {}",
            path.display()
        ));
    }
    Failure::Unprinted(code)
}

/// Opens a copy that can be merged without losing anything of it. What is to be said of it is said with `name`.
pub(super) fn copy(path: &Path, name: &Path) -> Result<Project, Failure> {
    let (opened, _) = open_project(path).map_err(|error| Failure::because(error.called(name)))?;
    let name = name.display();
    if let Some(why) = opened.read_only {
        return Err(Failure::Because(format!("The project cannot be merged without loss, because {why}: {name}")));
    }
    for notice in opened.notices {
        tell(format_args!("{notice}: {name}"));
    }
    Ok(opened.project)
}

/// That the two are not copies of one project and were never united, if so, to go on after "because" or to stand alone.
pub(super) fn strangers(
    (ours, our_path): (&Project, &Path),
    (theirs, their_path): (&Project, &Path),
) -> Option<String> {
    let shared = match n_shared_documents(ours, theirs) {
        _ if belong_together(ours, theirs) => return None,
        0 => "and they share no document".to_owned(),
        1 => "though they share 1 document".to_owned(),
        n => format!("though they share {n} documents"),
    };
    Some(format!("these are not copies of one project, {shared}: {} and {}", our_path.display(), their_path.display()))
}

/// An error if there is something at `path` that the merged project does not hold.
fn refuse_loss(path: &Path, merged: &Project, force: bool) -> Result<(), Failure> {
    if force {
        return Ok(());
    }
    let held = open_project(path).ok().map(|(opened, _)| opened);
    let Some(held) = held.filter(|held| held.read_only.is_none() && held.project.id() == merged.id()) else {
        return refuse_existing(path, force);
    };
    match loss(&held.project, merged) {
        None => Ok(()),
        Some(lost) => Err(Failure::Because(format!(
            "Nothing was written, because there is a file already, and the merged project lacks something of it: {lost} (--force replaces it): {}",
            path.display()
        ))),
    }
}

/// What a copy of the project holds that the merged one does not, in words: what would change if it were merged as well.
fn loss(held: &Project, merged: &Project) -> Option<String> {
    if !is_contained(held, merged) {
        return Some("work that is in neither of the two copies".into());
    }
    let Merged { project: with_held, doubts } = merge(held, merged);
    let teller = Teller::new(&with_held, Some(now())).with_copies([held, merged]);
    let mut lost: Vec<String> = teller.untold(&untold(merged, &with_held)).into_iter().collect();
    lost.extend(match with_held.set_aside.len().saturating_sub(merged.set_aside.len()) {
        0 => None,
        1 => Some("1 record that was set aside".to_owned()),
        n => Some(format!("{n} records that were set aside")),
    });
    let records = with_held.tables();
    lost.extend(doubts.iter().filter_map(|doubt| match doubt {
        Doubt::Text(document) => Some(format!("another text of {}", teller.thing(&records.get((*document).into())?))),
        Doubt::Stamps(_) | Doubt::Fixed(_) | Doubt::Log(_) | Doubt::SetAside(..) => None,
    }));
    if lost.is_empty() {
        let is_same = doubts.is_empty() && to_text(&with_held).ok() == to_text(merged).ok();
        return if is_same { None } else { Some("something of which no stamp tells".into()) };
    }
    Some(one_line(&listed(&lost, "and"), usize::MAX))
}

/// Says what no copy of a project should hold.
pub(super) fn tell_doubts(project: &Project, doubts: &[Doubt]) {
    for doubt in Teller::new(project, Some(now())).doubts(doubts) {
        tell(one_line(&doubt, usize::MAX));
    }
}

/// Says what each copy learned, and what clashes.
fn print(merged: &Project, copies: [(&Project, &PathBuf); 2], out: &mut dyn Write) -> io::Result<()> {
    let teller = Teller::new(merged, Some(now())).with_copies(copies.map(|(copy, _)| copy));
    for (copy, other) in copies {
        let news = news(copy, merged);
        let told = match news.is_empty() {
            true => format!(" {}", teller.untold(&untold(copy, merged)).unwrap_or_else(|| "nothing new".into())),
            false => String::new(),
        };
        print_line(out, format_args!("from {}:{told}", other.display()))?;
        for (who, tally) in tally(merged, &news) {
            print_line(out, format_args!("  {who}: {}", tally.in_words()))?;
        }
    }
    for told in teller.versions() {
        print_line(out, told)?;
    }
    let n_clashes = merged.n_clashes();
    if n_clashes == 0 {
        return Ok(());
    }
    writeln!(out, "{} to choose from:", clashes(n_clashes))?;
    let told = merged.clashing().flat_map(|record| teller.clashes(&record));
    for told in told.take(MAX_CLASHES) {
        print_line(out, format_args!("  {told}"))?;
    }
    if n_clashes > MAX_CLASHES {
        writeln!(out, "  and {} more", n_clashes - MAX_CLASHES)?;
    }
    Ok(())
}

fn clashes(n: usize) -> String {
    if n == 1 { "1 clash".into() } else { format!("{n} clashes") }
}
