//! What to do now, with all its data.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::edit::{Transaction, TypingTarget};
use crate::model::{CalculationId, DocumentId, LinkId, LinkTarget, PassageId, PassageKind, SourceId, View};
use crate::session::{Copied, Direction, LowerTab, Question, Selection, Side, Spot, SuggestionClass, SuggestionId};
use crate::store::ThemeChoice;
use crate::text::TextRange;

use super::Command;

/// What views send: a command to be resolved, or an action whose data the view has.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Something the user asked for by name.
    Command(Command),
    /// Something to do as it stands.
    Action(Action),
}

impl From<Command> for Request {
    fn from(command: Command) -> Self {
        Self::Command(command)
    }
}

impl From<Action> for Request {
    fn from(action: Action) -> Self {
        Self::Action(action)
    }
}

/// Something to do now. `app` has one short function for each.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Make a transaction, then go on.
    Commit(Transaction, Then),
    /// Accept these suggestions as passages of a kind, or each as what it is, then go on.
    Accept(Vec<SuggestionId>, Option<PassageKind>, Then),
    /// Accept many suggestions, each as what it is.
    AcceptMany(Many),
    /// Dismiss many suggestions.
    DismissMany(Many),
    /// On to the next suggestion in the document of the reader used last, or back to the one before, and around.
    NextSuggestion(Direction),
    /// Take back the last transaction.
    Undo,
    /// Make it again.
    Redo,
    /// Select a passage in a reader, and show it.
    Select(Side, PassageId),
    /// Show a passage wherever it fits best: in a reader that has its document in front, else a draft left, evidence right.
    Show(PassageId),
    /// Put the caret in a sentence of a draft, and let the passage in hand go.
    ShowSentence(DocumentId, TextRange),
    /// Sign a draft off although something stands in the way, for this reason.
    SignOff(DocumentId, String),
    /// Select these rows of the table of passages, and give the keys to the lower pane.
    SelectRows(BTreeSet<PassageId>),
    /// Let the selected passage of a reader go.
    Deselect(Side),
    /// Put the caret or selection of a reader somewhere.
    SetSelection(Side, Selection),
    /// Select words in a reader, and bring them into view.
    ShowWords(Side, Selection),
    /// Show more or less of the document in front of a reader.
    SetView(Side, View),
    /// Go somewhere, remembering where one was.
    Go(Spot),
    /// Show a place, and leave the keys where they are.
    ShowPlace(Spot),
    /// Show what a matter is about in its reader and what that is set against in the other, and leave the keys where they are.
    ShowBoth(Spot, Option<Spot>),
    /// Compare a document with a newer version of it, the old one left: at a place in one of them, else where they are.
    Compare {
        /// The old version.
        old: DocumentId,
        /// The new one.
        new: DocumentId,
        /// What is to be shown, in one of the two.
        at: Option<(DocumentId, TextRange)>,
    },
    /// Back through where one was.
    Back,
    /// Forward again.
    Forward,
    /// Show the other end of a link.
    Follow(LinkId),
    /// Bring a document to the front of a reader.
    OpenDocument(Side, DocumentId),
    /// Close a tab of a reader.
    CloseTab(Side, usize),
    /// Mark words, then link the passage with them.
    LinkWords {
        /// The passage that something is said about.
        from: PassageId,
        /// The document with the words that say it.
        document: DocumentId,
        /// The words; a passage that stands there already is used.
        range: TextRange,
    },
    /// Link a passage; then the relation is asked.
    LinkTo(PassageId, LinkTarget),
    /// Look for what bears on some words, and list it.
    FindEvidence(Question),
    /// Back from that list to where it was asked for.
    CloseEvidence,
    /// Link what was asked about with words that bear on it, marking both where they are not; then the relation is asked.
    LinkEvidence(Question, DocumentId, TextRange),
    /// Give other statements of a passage's fact in its draft its outcome or its change.
    CarryOver(PassageId, Vec<TextRange>),
    /// Name one of them no longer.
    DismissAlso(PassageId, TextRange),
    /// Let a document that is here already be the new version of another: the first is the old one.
    Replace(DocumentId, DocumentId),
    /// Say which of the versions that replace a document is the newest: the second.
    ChooseNewest(DocumentId, DocumentId),
    /// Say that what became of these passages in this version was looked at.
    AcceptCarried(DocumentId, Vec<PassageId>),
    /// Take over into this version what was added to those before it.
    TakeOver(DocumentId),
    /// Show a passage under review: where it is in this version, and where it was before.
    ShowReviewed(PassageId, DocumentId, [Option<Spot>; 2]),
    /// Show the history and give it the keys: as it was filtered last, or some of it.
    ShowHistory(Option<HistoryOf>),
    /// Put text on the clipboard.
    Copy(Copied),
    /// Ask something in the window.
    Ask(Ask),
    /// Something about files.
    File(FileAction),
    /// Something about the window.
    Window(WindowAction),
    /// Leave the text field that is being typed in, and keep its text.
    FinishTyping,
    /// Begin to type in a field of the panel.
    BeginTyping(TypingTarget),
    /// Show an address, and open it in the browser once that is confirmed.
    OpenUrl(String),
}

/// What of the history is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryOf {
    /// What others did since the project was last open here.
    Unseen,
    /// What was done to a passage, and to what hangs on it.
    Passage(PassageId),
}

/// Suggestions that wait in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Many {
    /// The document.
    pub document: DocumentId,
    /// Of what sort; all if none is named.
    pub class: Option<SuggestionClass>,
}

/// What to do when a transaction is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Stay,
    /// Select this passage in the reader that was used last.
    Select(PassageId),
    /// Select this passage, which was given its words by hand, and on to what waits next in the review.
    Attached(PassageId),
    /// Ask for the relation of this link.
    AskRelation(LinkId),
    /// On to the next open item.
    NextOpen,
    /// On to the next sentence that nobody has looked at, or if there is none to the next open item.
    NextUntouched,
    /// On to the next suggestion in the document of this reader.
    NextProposal,
}

/// A question that is put in the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// What the check of these passages found.
    Outcome(Vec<PassageId>),
    /// What a link says.
    Relation(LinkId),
    /// With which document or source to link this passage.
    Target(PassageId),
    /// A source: a new one to link from this passage, or one to edit.
    Source {
        /// The source to edit, `None` for a new one.
        source: Option<SourceId>,
        /// The passage to link with it.
        link_from: Option<PassageId>,
    },
    /// What a passage is bound with in a calculation: a new one, or one to change.
    Calculation(PassageId, Option<CalculationId>),
    /// The facts of a document.
    Document(DocumentId),
    /// Whether to remove a document with all that hangs on it.
    RemoveDocument(DocumentId),
    /// Which removed documents to empty for good.
    EmptyDocuments,
    /// Whether to remove a source with the links to it.
    RemoveSource(SourceId),
    /// Whether to sign a draft off, or what stands in the way.
    SignOff(DocumentId),
    /// Which is the new version of a document.
    Version(DocumentId),
    /// The title of the project, and its rules.
    Title,
    /// The checker's name.
    Checker,
    /// A command by name.
    Palette,
    /// All keys.
    Keys,
    /// Which backup to open.
    Backups,
    /// About the program.
    About,
}

/// Something about files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileAction {
    /// Begin an empty project.
    New,
    /// Ask for a project file, then open it.
    AskOpen,
    /// Open this project file.
    Open(PathBuf),
    /// Open the sample project.
    OpenSample,
    /// Ask for other copies of the project, then merge them.
    AskMerge,
    /// Merge these copies, one after the other, once what they bring was shown.
    Merge(Vec<PathBuf>),
    /// Ask for documents, then load them.
    AskAdd,
    /// Load these documents.
    Add(Vec<PathBuf>),
    /// Ask for folders, then load the documents in them.
    AskAddFolder,
    /// Ask for the file of a new version of a document, then load it.
    AskVersion(DocumentId),
    /// Load this file as a new version of a document.
    AddVersion(DocumentId, PathBuf),
    /// Stop reading a file of those that are being read, or all; what was read is kept.
    StopReading(Option<usize>),
    /// Read a file of a batch in another way.
    Reread(u64, usize, Retry),
    /// Ask for the encoding of a file of a batch, then read it so.
    ChooseEncoding(u64, usize),
    /// Read the file of a document again, as a document of its own.
    LoadAgain(DocumentId),
    /// The same, in an encoding that is asked for.
    ReopenEncoding(DocumentId),
    /// Load this text as a document.
    AddText(String),
    /// Ask the clipboard for a text, then load it.
    Paste,
    /// Save, asking for a name if there is none.
    Save,
    /// Ask for a name, then save.
    SaveAs,
    /// Close the project.
    Close,
    /// Close the window.
    Quit,
}

/// How a file is to be read again that was not read, or not well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Retry {
    /// As plain text, whatever it is.
    AsPlainText,
    /// With more time than usual.
    MoreTime,
    /// With this password.
    Password(String),
    /// In this encoding.
    Encoding(String),
}

/// Something about the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowAction {
    /// Give the keys to a reader.
    FocusReader(Side),
    /// A reader has got the keys: commands mean it from now on.
    UseReader(Side),
    /// Give the keys to the next part of the window, or the one before.
    FocusNext {
        /// Forward.
        forward: bool,
    },
    /// Bring the next tab of the reader to the front, or the one before.
    TurnTab {
        /// Forward.
        forward: bool,
    },
    /// Unfold or fold the list of documents.
    ToggleDocuments,
    /// Show or hide the lower pane.
    ToggleLower,
    /// Show suggestions in the readers, or hide them.
    ToggleSuggestions,
    /// Show a tab of the lower pane.
    ShowLower(LowerTab),
    /// Show what the editor has to decide, and give it the keys.
    ForEditor,
    /// Show what became of the passages of earlier versions, and give it the keys.
    Review,
    /// Show one reader or two.
    ToggleBoth,
    /// Stack the readers, or put them side by side.
    ToggleStacked,
    /// The proof view, or the usual one again.
    ToggleProof,
    /// One reader without marks, or all of the window again.
    ToggleFirstRead,
    /// Compare the documents in front as versions of one text, or show them as usual again.
    ToggleCompare,
    /// On to the next place in which the compared versions differ, or back to the one before.
    NextDifference {
        /// Forward.
        forward: bool,
    },
    /// Divide the room between the readers: the share of the first, in thousandths.
    Split(u16),
    /// Give the lower pane another height, in points.
    LowerHeight(u16),
    /// Give the panel of the passage another width, in points.
    PassageWidth(u16),
    /// Open the field to find words in the document of the reader used last.
    Find,
    /// On to the next hit, or back to the one before.
    FindNext {
        /// Forward.
        forward: bool,
    },
    /// Open the search in everything.
    FindEverywhere,
    /// Another theme.
    Theme(ThemeChoice),
    /// Another zoom: steps up or down, 0 for the usual size.
    Zoom(i8),
}
