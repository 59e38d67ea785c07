//! What stands in the list of documents and sources, in which order, and what it is called.

use egui::{Id, Ui};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::model::{DocumentId, Role};
use crate::session::{Session, Side};

use super::documents_data::{DocumentLine, DocumentsData, ForkLine, SourceLine};

/// The heading over the sources.
const SOURCES: &str = "People and calls";

/// One entry of the list or the rail.
#[derive(Clone, Copy)]
pub(super) enum Entry<'a> {
    Document(&'a DocumentLine),
    /// A version that came before the document above.
    Earlier(&'a DocumentLine),
    /// The line that folds the versions before a document, and whether they are unfolded.
    Fold(&'a DocumentLine, bool),
    /// The notice that another document replaces the same one.
    Fork(&'a DocumentLine, &'a ForkLine),
    Source(&'a SourceLine),
}

/// The entries under their headings; earlier versions where they are unfolded.
pub(super) fn groups(
    data: &DocumentsData,
    is_unfolded: impl Fn(DocumentId) -> bool,
) -> [(&'static str, Vec<Entry<'_>>); 3] {
    let of_role = |role: Role| {
        let mut entries = Vec::new();
        for line in data.documents.iter().filter(|line| line.role == role) {
            entries.push(Entry::Document(line));
            entries.extend(line.fork.as_ref().map(|fork| Entry::Fork(line, fork)));
            if !line.earlier.is_empty() {
                let unfolded = is_unfolded(line.id);
                entries.push(Entry::Fold(line, unfolded));
                entries.extend(line.earlier.iter().filter(|_| unfolded).map(Entry::Earlier));
            }
        }
        entries
    };
    [
        (Role::Draft.label(), of_role(Role::Draft)),
        (Role::Evidence.label(), of_role(Role::Evidence)),
        (SOURCES, data.sources.iter().map(Entry::Source).collect()),
    ]
}

impl Entry<'_> {
    pub(super) fn title(&self) -> &str {
        match self {
            Self::Document(line) | Self::Earlier(line) => &line.title,
            Self::Fold(..) => "",
            Self::Fork(_, fork) => &fork.told,
            Self::Source(line) => &line.name,
        }
    }

    /// What a screen reader says, and the pointer shows over the rail.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Document(line) => {
                let role = line.role.label().to_lowercase();
                let new = if line.is_new { ", new work" } else { "" };
                match (line.role, &line.sign_off) {
                    (Role::Evidence, _) => format!("{}: {role}, {}{new}", line.title, line.coverage()),
                    (Role::Draft, None) => format!("{}: {role}, {}{new}", line.title, line.progress.in_words()),
                    (Role::Draft, Some(_)) => {
                        format!("{}: {role}, {}, {}{new}", line.title, line.coverage(), line.progress.in_words())
                    }
                }
            }
            Self::Earlier(line) => format!("{}: earlier version, {}", line.title, line.left()),
            Self::Fold(line, unfolded) => {
                format!("{} of {}: {}", line.fold(), line.title, if *unfolded { "fold" } else { "unfold" })
            }
            Self::Fork(_, ForkLine { told, ask, .. }) => format!("{told}: {ask}"),
            Self::Source(line) => format!("{}: {}", line.name, line.detail),
        }
    }

    pub(super) fn id(&self, ui: &Ui) -> Id {
        match self {
            Self::Document(line) => ui.make_persistent_id(("document", line.id)),
            // One version may have come before two others.
            Self::Earlier(line) => ui.make_persistent_id(("earlier", line.id, ui.next_auto_id())),
            Self::Fold(line, _) => ui.make_persistent_id(("fold", line.id)),
            Self::Fork(line, _) => ui.make_persistent_id(("fork", line.id)),
            Self::Source(line) => ui.make_persistent_id(("source", line.id)),
        }
    }

    /// One letter of a document, two of a person.
    pub(super) fn initials(&self) -> String {
        let letter =
            |word: &str| word.graphemes(true).find(|c| c.chars().any(char::is_alphanumeric)).map(str::to_uppercase);
        let n_letters = if matches!(self, Self::Source(_)) { 2 } else { 1 };
        let words = self.title().split_whitespace().filter(|word| !matches!(*word, "A" | "The" | "a" | "the"));
        let letters: String = words.filter_map(letter).take(n_letters).collect();
        let first = || self.title().split_whitespace().find_map(letter);
        if letters.is_empty() { first().unwrap_or_else(|| "?".into()) } else { letters }
    }

    /// Whether others did something in it since the project was last open here.
    pub(super) fn is_new(&self) -> bool {
        matches!(self, Self::Document(line) if line.is_new)
    }

    /// Whether it lies open in front in a reader.
    pub(super) fn is_in_front(&self, session: &Session) -> bool {
        let (Self::Document(line) | Self::Earlier(line)) = self else { return false };
        Side::BOTH.iter().any(|side| session.desk.pane(*side).tab().is_some_and(|tab| tab.document == line.id))
    }
}

/// The entries that are documents.
pub(super) fn rows_of(entries: &[(Id, Entry<'_>)]) -> Vec<(Id, DocumentId)> {
    let document = |(id, entry): &(Id, Entry<'_>)| match entry {
        Entry::Document(line) => Some((*id, line.id)),
        _ => None,
    };
    entries.iter().filter_map(document).collect()
}

/// Where it is kept whether the versions before a document are unfolded.
pub(super) fn unfolded_key(document: DocumentId) -> Id {
    Id::unique(("earlier versions", document))
}

pub(super) fn is_unfolded(ui: &Ui, document: DocumentId) -> bool {
    ui.data(|data| data.get_temp(unfolded_key(document))).unwrap_or(false)
}
