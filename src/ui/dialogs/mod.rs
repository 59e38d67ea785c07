//! Everything that is asked in the window: dialogs, and small lists that keys lead to.
//!
//! A dialog is a small struct made from plain data. It is drawn until it gives a [`DialogAnswer`], which the shell turns
//! into deeds; the dialog does nothing itself and knows no files. Only one should be drawn at a time, the last that was
//! opened, because it takes the keys. All of them work by keyboard alone (`Esc` leaves, `Enter` does what most want and
//! takes nothing away, arrows move in lists) and by mouse alone. A click beside it closes a list, but no dialog with buttons.
//!
//! Start reading with [`Dialog`], then `parts.rs` and `list.rs`, from which the others are put together.

mod about;
mod backups;
mod calculation;
mod changed_on_disk;
mod checker;
mod confirm;
mod document_facts;
mod dropped;
mod emptying;
mod encoding;
mod keys;
mod list;
mod load_item;
mod loading;
mod matching;
mod merge;
mod outcome;
mod palette;
mod parts;
mod path_box;
mod problem;
mod project_title;
mod reading;
mod recovery;
mod relation;
mod sign_off;
mod source;
mod target;
mod unsaved;
mod version;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::command::{Action, Request, Then};
use crate::edit::Transaction;
use crate::model::Edit;
use crate::ui::ViewCtx;

pub use about::About;
pub use backups::{BackupItem, Backups};
pub use calculation::CalculationForm;
pub use changed_on_disk::{ChangedOnDisk, DiskChoice};
pub use checker::CheckerName;
pub use confirm::Confirm;
pub use document_facts::DocumentFacts;
pub use dropped::DroppedProject;
pub use emptying::EmptyingForm;
pub use encoding::EncodingChoice;
pub use keys::KeySheet;
pub use loading::{LoadChoice, LoadItem, LoadState, Loading, Remedy, VersionOffer};
pub use merge::{MergeForm, MergeLine, MergeTold};
pub use outcome::OutcomeList;
pub use palette::Palette;
pub use path_box::{PathBox, PathWant, Paths, Verdict};
pub use problem::Problem;
pub use project_title::ProjectTitle;
pub use reading::{ReadingFiles, ReadingLine};
pub use recovery::{FoundWork, Recovery};
pub use relation::RelationList;
pub use sign_off::SignOffForm;
pub use source::SourceForm;
pub use target::TargetList;
pub use unsaved::{Unsaved, UnsavedChoice};
pub use version::VersionList;

/// A question in the window, with what was entered so far.
#[derive(Debug)]
pub enum Dialog {
    /// What the check of passages found.
    Outcome(OutcomeList),
    /// What a link says.
    Relation(RelationList),
    /// With what to link a passage.
    Target(TargetList),
    /// Which is the new version of a document.
    Version(VersionList),
    /// Whether a draft is done.
    SignOff(SignOffForm),
    /// What the project is called, and its rules.
    Title(ProjectTitle),
    /// What a statistic is bound with.
    Calculation(CalculationForm),
    /// The facts of a source.
    Source(SourceForm),
    /// The facts of a document.
    DocumentFacts(DocumentFacts),
    /// Files that are being read.
    Reading(ReadingFiles),
    /// The facts of documents that were just read.
    Loading(Loading),
    /// The encoding of a file.
    Encoding(EncodingChoice),
    /// The checker's name.
    Checker(CheckerName),
    /// A command by name.
    Palette(Palette),
    /// All keys.
    Keys(KeySheet),
    /// A path, where the system has no dialog for files.
    PathBox(PathBox),
    /// What becomes of changes that are not saved.
    Unsaved(Unsaved),
    /// What to do when the file of the project was changed by another program.
    ChangedOnDisk(ChangedOnDisk),
    /// Whether to merge another copy of the project.
    Merge(MergeForm),
    /// Whether to merge a project that was dropped, or to open it.
    Dropped(DroppedProject),
    /// What becomes of work that was found unsaved.
    Recovery(Recovery),
    /// Which backup to open.
    Backups(Backups),
    /// Whether to really do something.
    Confirm(Confirm),
    /// Which removed documents are emptied for good.
    Emptying(EmptyingForm),
    /// About the program.
    About(About),
    /// What could not be done.
    Problem(Problem),
}

/// How a dialog was left, and so that it is to be closed.
#[derive(Clone, Debug, PartialEq)]
pub enum DialogAnswer {
    /// Nothing is to happen.
    Dismissed,
    /// This is to be done, in this order.
    Do(Vec<Request>),
    /// These paths were entered.
    Paths(PathWant, Vec<PathBuf>),
    /// This is the checker's name.
    Checker(String),
    /// What becomes of changes that are not saved.
    Unsaved(UnsavedChoice),
    /// What becomes of two versions of one project.
    Disk(DiskChoice),
    /// The found work of this index is to be recovered. Ask again about the others.
    Recover(usize),
    /// The found work of this index is to be thrown away, which was asked twice. Ask again about the others.
    DiscardRecovered(usize),
    /// The copy that was shown is to be merged.
    Merge,
    /// This backup is to be opened.
    Backup(PathBuf),
    /// The keys that differ from the usual ones, as the settings have them, and whether single letters act.
    Keys(BTreeMap<String, String>, bool),
    /// The facts of the documents to load, in the order in which they were asked about.
    Load(Vec<LoadChoice>),
    /// The file is to be read in this encoding.
    Encoding(String),
    /// This address is to be opened in the browser.
    OpenUrl(String),
}

impl Dialog {
    /// Whether it is a list in which one thing is chosen: nothing stands in it that would be left out of a save.
    pub fn is_list(&self) -> bool {
        matches!(self, Self::Outcome(_) | Self::Relation(_) | Self::Target(_) | Self::Version(_) | Self::Palette(_))
    }

    /// Draws the dialog. When it gives an answer, it is to be closed.
    pub fn show(&mut self, ctx: &ViewCtx<'_>, egui: &egui::Context) -> Option<DialogAnswer> {
        match self {
            Self::Outcome(dialog) => dialog.show(ctx, egui),
            Self::Relation(dialog) => dialog.show(ctx, egui),
            Self::Version(dialog) => dialog.show(ctx, egui),
            Self::Target(dialog) => dialog.show(ctx, egui),
            Self::SignOff(dialog) => dialog.show(ctx, egui),
            Self::Title(dialog) => dialog.show(ctx, egui),
            Self::Calculation(dialog) => dialog.show(ctx, egui),
            Self::Source(dialog) => dialog.show(ctx, egui),
            Self::DocumentFacts(dialog) => dialog.show(ctx, egui),
            Self::Reading(dialog) => dialog.show(ctx, egui),
            Self::Loading(dialog) => dialog.show(ctx, egui),
            Self::Encoding(dialog) => dialog.show(egui),
            Self::Checker(dialog) => dialog.show(egui),
            Self::Palette(dialog) => dialog.show(egui),
            Self::Keys(dialog) => dialog.show(egui),
            Self::PathBox(dialog) => dialog.show(egui),
            Self::Unsaved(dialog) => dialog.show(egui),
            Self::ChangedOnDisk(dialog) => dialog.show(egui),
            Self::Merge(dialog) => dialog.show(egui),
            Self::Dropped(dialog) => dialog.show(egui),
            Self::Recovery(dialog) => dialog.show(egui),
            Self::Backups(dialog) => dialog.show(egui),
            Self::Confirm(dialog) => dialog.show(egui),
            Self::Emptying(dialog) => dialog.show(egui),
            Self::About(dialog) => dialog.show(egui),
            Self::Problem(dialog) => dialog.show(egui),
        }
    }
}

impl DialogAnswer {
    /// That one action is to be taken.
    fn action(action: Action) -> Self {
        Self::Do(vec![action.into()])
    }

    /// That these edits are to be made under a name; nothing, if there are none.
    fn edits(command: &str, edits: Vec<Edit>) -> Self {
        if edits.is_empty() {
            return Self::Dismissed;
        }
        Self::action(Action::Commit(Transaction::new(command, edits), Then::Stay))
    }
}
