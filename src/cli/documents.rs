//! The documents that a command is given: files, or those of a project.

use std::path::{Path, PathBuf};

use crate::chance::fresh_id;
use crate::import::read_file;
use crate::model::{Actor, Document, DocumentId, Dot, Edit, EditError, Project, ProjectId, Role, Time};

use super::{Failure, import, open};

/// Documents as a project, with the names by which answers tell them apart.
pub(super) struct Documents {
    /// Those of files are evidence, in the order of the files.
    pub project: Project,
    /// What each is called: its file, or its title in a project.
    named: Vec<(DocumentId, String)>,
}

impl Documents {
    /// The documents of one project, or of other files.
    pub fn read(paths: &[PathBuf]) -> Result<Self, Failure> {
        if let [path] = paths
            && is_project(path)
        {
            let project = open(path)?;
            let named = project.documents().into_iter().map(|document| (document.id, document.title.to_string()));
            return Ok(Self { named: named.collect(), project });
        }
        let mut documents = Self { project: Project::new(ProjectId(fresh_id())), named: Vec::new() };
        paths.iter().try_for_each(|path| documents.add(path))?;
        Ok(documents)
    }

    /// All of them, in order, with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&Document, &str)> {
        self.named.iter().filter_map(|(id, name)| Some((&**self.project.document(*id)?, name.as_str())))
    }

    fn add(&mut self, path: &Path) -> Result<(), Failure> {
        let bytes = read_file(path).map_err(Failure::because)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let imported = import(path, &name, &bytes)?;
        let title = imported.proposed_title(&name);
        let nobody = Dot { actor: Actor(0), counter: 0 };
        let document = Document::new(imported.into_loaded(&name, &bytes, Time(0)), &title, Role::Evidence, nobody);
        let id = document.id;
        match self.project.apply(Edit::insert(document), nobody) {
            Ok(_) => self.named.push((id, name)),
            // The same text under two names says nothing twice.
            Err(EditError::Exists(_)) => {}
            Err(error) => {
                return Err(Failure::Because(format!(
                    "The document could not be read, because {error}: {}",
                    path.display()
                )));
            }
        }
        Ok(())
    }
}

/// Whether a path looks like a project: any RON file.
pub(super) fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("ron"))
}
