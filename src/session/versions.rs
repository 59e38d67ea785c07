//! The two documents that stand beside each other, compared as versions of one text.

use crate::model::{Body, DocumentId, Project, View};
use crate::text::{Alignment, Alterations, TextRange, Version};

use super::{Session, Side};

/// Two documents, and what of each is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VersionPair {
    /// The old version.
    pub old: (DocumentId, View),
    /// The new one.
    pub new: (DocumentId, View),
    /// In which reader the old one is.
    pub old_side: Side,
}

/// How two documents differ, as they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Which they are.
    pub pair: VersionPair,
    /// How they differ, in the offsets of their texts.
    pub alterations: Alterations,
}

impl Versions {
    /// Compares two documents. What is not shown of them is not compared.
    pub fn of(pair: VersionPair, old: &Body, new: &Body) -> Self {
        let (old, new) = (Seen::of(old, pair.old.1), Seen::of(new, pair.new.1));
        let alterations = Alignment::of(&old.text, &new.text).alterations();
        let whole = |seen: &Seen, at: usize, is_start: bool| seen.place(at, is_start);
        Self {
            pair,
            alterations: alterations
                .of_whole(|at, is_start| whole(&old, at, is_start), |at, is_start| whole(&new, at, is_start)),
        }
    }
}

impl VersionPair {
    /// The documents in front of both readers, unless they are one. The one on the left counts as the old one, if it is
    /// not said to replace the other.
    pub fn in_front(session: &Session) -> Option<Self> {
        let shown = |side| session.desk.pane(side).tab().map(|tab| (tab.document, tab.view));
        let (left, right) = (shown(Side::Left)?, shown(Side::Right)?);
        let (old, new, old_side) = match session.project().earlier_versions(left.0).contains(&right.0) {
            true => (right, left, Side::Right),
            false => (left, right, Side::Left),
        };
        (old.0 != new.0).then_some(Self { old, new, old_side })
    }

    /// Whether they are versions of one document, as far as somebody said so.
    pub fn is_of_one(&self, project: &Project) -> bool {
        is_of_one(project, self.old.0, self.new.0)
    }

    /// Which version is in a reader.
    pub fn version_on(&self, side: Side) -> Version {
        if side == self.old_side { Version::Old } else { Version::New }
    }

    /// In which reader a version is.
    pub fn side_of(&self, version: Version) -> Side {
        match version {
            Version::Old => self.old_side,
            Version::New => self.old_side.other(),
        }
    }

    /// A version, and what is shown of it.
    pub fn document(&self, version: Version) -> (DocumentId, View) {
        match version {
            Version::Old => self.old,
            Version::New => self.new,
        }
    }

    /// Which version a document is, if it is one of them.
    pub fn version_of(&self, document: DocumentId) -> Option<Version> {
        Version::BOTH.into_iter().find(|version| self.document(*version).0 == document)
    }
}

/// With which other version a document is compared, the old one first: with that in front of one of the readers, else with
/// the one before it, else with what replaces it; `None` if it is the only one.
pub fn versions_to_compare(session: &Session, document: DocumentId) -> Option<(DocumentId, DocumentId)> {
    let (project, desk) = (session.project(), &session.desk);
    let earlier = project.earlier_versions(document);
    let in_front = [desk.side, desk.side.other()].into_iter().filter_map(|side| Some(desk.pane(side).tab()?.document));
    let beside = in_front.filter(|other| *other != document).find(|other| is_of_one(project, document, *other));
    let replaced_by = || project.newest(document).or_else(|| project.replacements(document).first().copied());
    let other = beside.or_else(|| earlier.first().copied()).or_else(|| replaced_by().filter(|it| *it != document))?;
    Some(if project.earlier_versions(other).contains(&document) { (document, other) } else { (other, document) })
}

/// Whether one of two documents came before the other, or both after the same one.
fn is_of_one(project: &Project, a: DocumentId, b: DocumentId) -> bool {
    let (before_a, before_b) = (project.earlier_versions(a), project.earlier_versions(b));
    before_a.contains(&b) || before_b.contains(&a) || project.fork_between(a, b).is_some()
}

/// What is shown of a text, and where it is in the whole.
struct Seen {
    text: String,
    /// Where each piece begins in what is shown, and in the whole.
    pieces: Vec<(usize, usize)>,
}

impl Seen {
    fn of(body: &Body, view: View) -> Self {
        let whole = body.text();
        let mut hidden = body.structure().hidden(view, whole.len());
        let mut seen = Self { text: String::with_capacity(whole.len()), pieces: vec![(0, 0)] };
        hidden.push(TextRange::empty(whole.len()));
        let mut at = 0;
        for hidden in hidden {
            seen.pieces.push((seen.text.len(), at));
            seen.text.push_str(whole.get(at..hidden.start()).unwrap_or_default());
            at = hidden.end();
        }
        if seen.text.trim().is_empty() {
            // A view that would leave nothing shows all.
            seen = Self { text: whole.to_owned(), pieces: vec![(0, 0)] };
        }
        seen
    }

    /// Where an offset in what is shown is in the whole: as the beginning of words, else as their end.
    fn place(&self, offset: usize, is_start: bool) -> usize {
        let is_before = |piece: &(usize, usize)| if is_start { piece.0 <= offset } else { piece.0 < offset };
        let at = self.pieces.partition_point(is_before);
        let piece = at.checked_sub(1).and_then(|at| self.pieces.get(at));
        piece.map_or(0, |(start, place)| place + (offset - start))
    }
}
