//! The system's file dialogs, behind a trait so that tests can answer them.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::model::DocumentId;

/// What is asked of the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// A project to open.
    Project,
    /// A copy of the open project to merge.
    Merge {
        /// The folder that is shown first.
        folder: Option<PathBuf>,
    },
    /// Documents to load.
    Documents,
    /// Folders with documents to load.
    Folders,
    /// The file that a document was loaded from.
    Original {
        /// Its name.
        name: String,
    },
    /// The file of a new version of a document.
    Version {
        /// The document.
        old: DocumentId,
        /// What it is called.
        title: String,
    },
    /// Where to save the project; this name is proposed.
    SaveAs {
        /// The folder that is shown first.
        folder: Option<PathBuf>,
        /// The name that is proposed.
        name: String,
    },
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// These files.
    Paths(Vec<PathBuf>),
    /// The user thought better of it.
    Cancelled,
    /// The system has no dialog to show.
    NoDialog,
}

impl Picked {
    /// What a dialog means that gave these paths after this time. Where several may be chosen, rfd gives none of them both
    /// for a dialog that was closed and for one that could not be shown.
    fn of(paths: Vec<PathBuf>, took: Duration) -> Self {
        if !paths.is_empty() {
            Self::Paths(paths)
        } else if took < NO_DIALOG_BEFORE {
            Self::NoDialog
        } else {
            Self::Cancelled
        }
    }
}

/// What takes the answer of a file dialog, on whatever thread it comes.
pub type Reply = Box<dyn FnOnce(Picked) + Send>;

/// Whoever shows file dialogs.
pub trait Picker {
    /// Asks; the answer goes to `reply`, now or later.
    fn pick(&mut self, what: Pick, reply: Reply);
}

/// The system's own dialogs.
#[derive(Debug, Default)]
pub struct SystemPicker;

/// The formats that are read, and how the names of their files end.
const FORMATS: [(&str, &[&str]); 10] = [
    ("Word (DOCX)", &["docx", "docm"]),
    ("LibreOffice (ODT)", &["odt"]),
    ("PDF", &["pdf"]),
    ("Web page (HTML, MHTML)", &["html", "htm", "xhtml", "mhtml", "mht"]),
    ("E-mail (EML)", &["eml"]),
    ("E-book (EPUB)", &["epub"]),
    ("Rich text (RTF)", &["rtf"]),
    ("Subtitles (SRT, VTT)", &["srt", "vtt"]),
    ("Markdown", &["md", "markdown"]),
    ("Plain text", &["txt", "text"]),
];

/// A dialog that is gone sooner than this was never there: rfd gives the same answer for both.
const NO_DIALOG_BEFORE: Duration = Duration::from_millis(250);

impl Picker for SystemPicker {
    fn pick(&mut self, what: Pick, reply: Reply) {
        // The dialog is made here, on the window's thread, as macOS wants it; it is waited for on another.
        let asked = Instant::now();
        let projects = ["ron"];
        let dialog = rfd::AsyncFileDialog::new();
        let send = move |paths: Option<Vec<PathBuf>>| reply(Picked::of(paths.unwrap_or_default(), asked.elapsed()));
        let path_of = |file: rfd::FileHandle| vec![file.path().to_owned()];
        match what {
            Pick::Project => {
                let future = dialog.set_title("Open project").add_filter("Tickmark projects", &projects).pick_file();
                wait(move || send(pollster::block_on(future).map(path_of)));
            }
            Pick::Merge { folder } => {
                let dialog = dialog.set_title("Merge a colleague’s file").add_filter("Tickmark projects", &projects);
                let dialog = folder.into_iter().fold(dialog, rfd::AsyncFileDialog::set_directory);
                let future = dialog.pick_files();
                wait(move || send(pollster::block_on(future).map(paths_of)));
            }
            Pick::Documents => {
                let future = with_formats(dialog).set_title("Add documents").pick_files();
                wait(move || send(pollster::block_on(future).map(paths_of)));
            }
            Pick::Folders => {
                let future = dialog.set_title("Add a folder").pick_folders();
                wait(move || send(pollster::block_on(future).map(paths_of)));
            }
            Pick::Original { name } => {
                let future = dialog.set_title(format!("Where is {name}?")).set_file_name(name).pick_file();
                wait(move || send(pollster::block_on(future).map(path_of)));
            }
            Pick::Version { title, .. } => {
                let future = with_formats(dialog).set_title(format!("New version of “{title}”")).pick_file();
                wait(move || send(pollster::block_on(future).map(path_of)));
            }
            Pick::SaveAs { folder, name } => {
                let mut dialog = dialog.set_title("Save project as").set_file_name(name);
                if let Some(folder) = folder {
                    dialog = dialog.set_directory(folder);
                }
                let future = dialog.add_filter("Tickmark projects", &projects).save_file();
                wait(move || send(pollster::block_on(future).map(path_of)));
            }
        }
    }
}

fn paths_of(files: Vec<rfd::FileHandle>) -> Vec<PathBuf> {
    files.iter().map(|file| file.path().to_owned()).collect()
}

/// Names the formats that are read. Any other file may hold a text too.
fn with_formats(dialog: rfd::AsyncFileDialog) -> rfd::AsyncFileDialog {
    let all: Vec<&str> = FORMATS.iter().flat_map(|(_, endings)| endings.iter().copied()).collect();
    let dialog = dialog.add_filter("All documents", &all);
    let dialog = FORMATS.iter().fold(dialog, |dialog, (name, endings)| dialog.add_filter(*name, endings));
    dialog.add_filter("All files", &["*"])
}

fn wait(work: impl FnOnce() + Send + 'static) {
    // Without a thread the dialog cannot be waited for; its answer is then never asked for, and nothing is lost.
    let _ = std::thread::Builder::new().name("file dialog".into()).spawn(work);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_that_could_not_be_shown_is_told_from_one_that_was_closed() {
        let file = || vec![PathBuf::from("ben.tickmark.ron")];
        let (at_once, later) = (Duration::from_millis(20), Duration::from_secs(2));
        assert_eq!(Picked::of(Vec::new(), at_once), Picked::NoDialog);
        assert_eq!(Picked::of(Vec::new(), later), Picked::Cancelled);
        assert_eq!(Picked::of(file(), at_once), Picked::Paths(file()));
        assert_eq!(Picked::of(file(), later), Picked::Paths(file()));
    }
}
