//! `tickmark new`: a project from documents.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::chance::{fresh_actor, fresh_id, now};
use crate::edit::Transaction;
use crate::import::read_file;
use crate::model::{About, Actor, CheckerId, Document, Dot, Edit, EditError, Project, ProjectId, Role};
use crate::session::{Session, Worker};
use crate::store::{Folders, Settings, save_project};

use super::{Failure, import, is_same_file, refuse_existing, tell};

/// The stamp of a record until its transaction is committed, which stamps it anew.
const UNSTAMPED: Dot = Dot { actor: Actor(0), counter: 0 };

#[derive(Args)]
pub(super) struct New {
    /// The text to be checked
    draft: PathBuf,
    /// Texts that bear on it
    evidence: Vec<PathBuf>,
    /// The project to write; its name usually ends in .tickmark.ron
    #[arg(short, long, value_name = "PROJECT")]
    output: PathBuf,
    /// Replace the project if there is one
    #[arg(long)]
    force: bool,
    /// Who checks; else the name in your settings, else that of your account
    #[arg(long, value_name = "NAME")]
    checker: Option<String>,
}

impl New {
    pub(super) fn run(self) -> Result<u8, Failure> {
        if let Some(document) = self.documents().find(|document| is_same_file(document, &self.output)) {
            return Err(Failure::Because(format!(
                "Nothing was written, because the project would replace a document that it is made of: {}",
                document.display()
            )));
        }
        refuse_existing(&self.output, self.force)?;
        let mut session = Session::new(Project::new(ProjectId(fresh_id())), worker(self.checker.clone()), fresh_id());
        let roles = std::iter::once(Role::Draft).chain(std::iter::repeat(Role::Evidence));
        for (path, role) in self.documents().zip(roles) {
            add(&mut session, load(path, role)?, path)?;
        }
        let written = save_project(&self.output, session.project()).map_err(Failure::because)?;
        if written.beside {
            tell(format_args!("The file was held by another program; saved beside it: {}", written.path.display()));
        }
        Ok(0)
    }

    /// The draft, then the evidence.
    fn documents(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(&self.draft).chain(&self.evidence).map(PathBuf::as_path)
    }
}

/// Adds a document. The first one, which is the draft, names the project.
fn add(session: &mut Session, document: Document, path: &Path) -> Result<(), Failure> {
    let mut edits = Vec::new();
    if session.project().about().is_none() {
        edits.push(Edit::insert(About::new(session.project().id(), &document.title, UNSTAMPED)));
    }
    edits.push(Edit::insert(document));
    match session.commit(Transaction::new("Add document", edits), now()) {
        Ok(_) => Ok(()),
        Err(EditError::Exists(_)) => {
            Err(Failure::Because(format!("The same text was given twice, the second time as {}", path.display())))
        }
        Err(error) => {
            Err(Failure::Because(format!("The document could not be added, because {error}: {}", path.display())))
        }
    }
}

fn load(path: &Path, role: Role) -> Result<Document, Failure> {
    let bytes = read_file(path).map_err(Failure::because)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let imported = import(path, &name, &bytes)?;
    let title = imported.proposed_title(&name);
    Ok(Document::new(imported.into_loaded(&name, &bytes, now()), &title, role, UNSTAMPED))
}

/// Who works: the person asked for, else the one of the user's settings, else the one whose account this is.
fn worker(asked: Option<String>) -> Worker {
    let settings = Folders::find().ok().and_then(|folders| {
        let (settings, warning) = Settings::load(&folders);
        if let Some(warning) = warning {
            tell(warning);
        }
        settings.checker
    });
    let known = settings.filter(|known| asked.as_ref().is_none_or(|name| *name == known.name));
    let id = known.as_ref().and_then(|known| known.id.parse().ok()).unwrap_or_else(fresh_id);
    let name = asked.or(known.map(|known| known.name)).map(|name| on_one_line(&name)).filter(|name| !name.is_empty());
    let name = name.or_else(account).unwrap_or_else(|| "Unknown".into());
    Worker { checker: CheckerId(id), name, actor: fresh_actor() }
}

/// A name without line ends and the like, which no name has, and without spaces around it.
fn on_one_line(name: &str) -> String {
    let parts = name.split(char::is_control).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

fn account() -> Option<String> {
    let of = |name| std::env::var(name).ok().map(|name| on_one_line(&name)).filter(|name| !name.is_empty());
    of("USER").or_else(|| of("USERNAME")).or_else(|| of("LOGNAME"))
}
