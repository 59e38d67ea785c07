//! Reading the file of a document again: in another encoding, or because the file or Tickmark has changed.

use std::path::PathBuf;
use std::sync::Arc;

use crate::import::read_file;
use crate::model::{Document, DocumentId, sha256};
use crate::ui::dialogs::{Dialog, EncodingChoice, LoadItem};
use crate::ui::widgets::Severity;

use super::App;
use super::picker::Pick;
use super::reading::{ReadDocument, Task};

/// The search for the file that a document was loaded from.
#[derive(Debug)]
pub struct Search {
    /// The document.
    pub document: DocumentId,
    /// Whether the encoding is to be chosen.
    pub with_encoding: bool,
    /// Where the file may be, the likeliest place first.
    places: Vec<PathBuf>,
    /// The SHA-256 of the file as it was loaded; `None` if any file will do.
    sha256: Option<String>,
    /// The file.
    pub found: Option<(PathBuf, Arc<[u8]>)>,
}

impl Search {
    /// Looks at each place.
    pub fn look(mut self) -> Self {
        let read = |path: &PathBuf| Some((path.clone(), Arc::<[u8]>::from(read_file(path).ok()?)));
        let is_it = |bytes: &[u8]| self.sha256.as_ref().is_none_or(|own| *own == sha256(bytes));
        self.found = self.places.iter().filter_map(read).find(|(_, bytes)| is_it(bytes));
        if self.found.is_none() && !self.with_encoding {
            // The user may have gone on writing in it, which is why it is to be loaded again.
            self.found = self.places.first().and_then(read);
        }
        self
    }
}

impl App {
    /// Reads the file of a document again, if it can be found; else asks where it is.
    pub(super) fn load_again(&mut self, document: DocumentId, with_encoding: bool) {
        let Some(session) = self.session() else { return };
        let Some(origin) = session.project().document(document).and_then(|document| document.origins.last()) else {
            return;
        };
        let beside = session.path.as_ref().map(|path| path.with_file_name(&origin.name));
        let places = self.originals.get(&origin.sha256).cloned().into_iter().chain(beside).collect();
        let sha256 = Some(origin.sha256.clone());
        self.jobs.find_original(Search { document, with_encoding, places, sha256, found: None });
    }

    /// Goes on with the file, or asks where it is.
    pub(super) fn original_found(&mut self, search: Search) {
        let Search { document, with_encoding, found, sha256, .. } = search;
        let project = self.session().map(crate::session::Session::project);
        let Some(document) = project.and_then(|project| project.document(document)).cloned() else { return };
        let name = document.origins.last().map(|origin| origin.name.clone()).unwrap_or_default();
        match found {
            Some((path, bytes)) if with_encoding => {
                self.encoding_of = Some(EncodingOf::Document(document.id, path));
                self.dialogs.push(Dialog::Encoding(EncodingChoice::new(&name, &document.encoding, bytes)));
            }
            Some((path, _)) => self.read_tasks(vec![Task::file(path)], Some(document.id)),
            None if sha256.is_none() => self.tell(Severity::Error, format!("{name} could not be read")),
            None => {
                self.wanted = Some((document.id, with_encoding));
                self.pick(Pick::Original { name });
            }
        }
    }

    /// The user has said where the file of a document is.
    pub(super) fn original_picked(&mut self, path: Option<PathBuf>) {
        let (Some((document, with_encoding)), Some(path)) = (self.wanted.take(), path) else { return };
        let search = Search { document, with_encoding, places: vec![path], sha256: None, found: None };
        self.jobs.find_original(search);
    }

    /// Asks for the encoding of a file of a batch.
    pub(super) fn choose_encoding(&mut self, batch: u64, file: usize) {
        if let Some(task) = self.task_of(batch, file).cloned() {
            self.jobs.look_at(batch, file, task);
        }
    }

    /// The bytes of a file are here whose encoding is to be chosen.
    pub(super) fn sample_read(&mut self, batch: u64, file: usize, sample: Result<Vec<u8>, String>) {
        let Some(task) = self.task_of(batch, file) else { return };
        let (name, chosen) = (task.name.clone(), task.options.encoding.clone());
        let as_read = self.dialogs.iter().find_map(|dialog| match dialog {
            Dialog::Loading(dialog) if dialog.batch == batch => dialog.encoding(file).map(str::to_owned),
            _ => None,
        });
        match sample {
            Ok(bytes) => {
                let encoding = as_read.or(chosen).unwrap_or_default();
                self.encoding_of = Some(EncodingOf::File(batch, file));
                self.dialogs.push(Dialog::Encoding(EncodingChoice::new(&name, &encoding, bytes.into())));
            }
            Err(why) => self.tell(Severity::Error, why),
        }
    }

    /// Reads with the encoding that was chosen.
    pub(super) fn encoding_chosen(&mut self, encoding: String) {
        match self.encoding_of.take() {
            Some(EncodingOf::File(batch, file)) => {
                self.reread(batch, file, crate::command::Retry::Encoding(encoding));
            }
            Some(EncodingOf::Document(document, path)) => {
                let mut task = Task::file(path);
                task.options.encoding = Some(encoding);
                self.read_tasks(vec![task], Some(document));
            }
            None => {}
        }
    }
}

/// What an encoding is being chosen for.
#[derive(Clone, Debug)]
pub(super) enum EncodingOf {
    /// A file of a batch.
    File(u64, usize),
    /// A document, whose file is here.
    Document(DocumentId, PathBuf),
}

/// Proposes for a document that was read again what is known of the old one, and says what becomes of both.
pub(super) fn describe(item: &mut LoadItem, old: &Document, read: &ReadDocument) {
    item.guess.role = old.role;
    item.guess.title = old.title.to_string();
    item.guess.author = old.author.to_string();
    item.guess.published = old.published.to_string();
    let is_same = old.origins.iter().any(|origin| origin.sha256 == read.loaded.origin.sha256);
    let file = if is_same {
        "This is the same file as before, read again"
    } else {
        "This file is not the one that was loaded before: it has changed since, or it is another one"
    };
    let title = &old.title;
    let both =
        format!("It becomes a document of its own. Passages and links stay with “{title}”, which stays as it is");
    item.notices.splice(0..0, [file.to_owned(), both]);
}

/// Gives a document that was read again what the user has written about the old one and was not asked about.
pub(super) fn inherit(document: &mut Document, old: &Document) {
    document.publisher = old.publisher.clone();
    document.url = old.url.clone();
    document.accessed = old.accessed.clone();
    document.note = old.note.clone();
}
