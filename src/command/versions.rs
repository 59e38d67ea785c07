//! What the commands about new versions of documents mean.

use crate::edit;
use crate::model::{Document, DocumentId, PassageId};
use crate::session::{LowerTab, Session, VersionPair, versions_to_compare};

use super::resolve::{NO_PROJECT, document, selected};
use super::{Action, Ask, Command, Then, WhyNot, WindowAction};

/// What the commands that have to do with versions mean.
pub(super) fn resolve(command: Command, session: &Session) -> Result<Action, WhyNot> {
    match command {
        Command::ReplaceDocument => replace(session),
        Command::ReviewVersion => review(session),
        _ => Err(NO_PROJECT),
    }
}

/// Asks for the new version of the document in front.
fn replace(session: &Session) -> Result<Action, WhyNot> {
    let (_, document) = document(session)?;
    if session.project().is_replaced(document.id) {
        return Err(WhyNot("A newer version has replaced this document already"));
    }
    Ok(Action::Ask(Ask::Version(document.id)))
}

/// Compares versions, or ends that: those in front, else a document in front with the version before it; where nothing has
/// another version, the two documents in front.
pub(super) fn compare(session: &Session) -> Result<Action, WhyNot> {
    let (pair, desk) = (VersionPair::in_front(session), &session.desk);
    if desk.compares || pair.is_some_and(|pair| pair.is_of_one(session.project())) {
        return Ok(Action::Window(WindowAction::ToggleCompare));
    }
    let tabs = [desk.side, desk.side.other()].into_iter().filter_map(|side| desk.pane(side).tab());
    let mut versions = tabs.filter_map(|tab| versions_to_compare(session, tab.document));
    if let Some((old, new)) = versions.next() {
        return Ok(Action::Compare { old, new, at: None });
    }
    let why_not = WhyNot("Open two documents side by side first: those two are compared");
    pair.map(|_| Action::Window(WindowAction::ToggleCompare)).ok_or(why_not)
}

fn review(session: &Session) -> Result<Action, WhyNot> {
    let has_versions = session.project().newest_documents().iter().any(|document| document.replaces.is_some());
    let why_not = WhyNot("No document here has an earlier version");
    has_versions.then_some(Action::Window(WindowAction::Review)).ok_or(why_not)
}

/// Nothing is marked in an earlier version: nobody would see it there.
pub(super) fn markable(session: &Session, document: &Document) -> Result<(), WhyNot> {
    let why_not = WhyNot("This is an earlier version: mark it in the version that replaces it");
    if session.project().is_replaced(document.id) { Err(why_not) } else { Ok(()) }
}

/// The passage in hand, if it was left in an earlier version, and the version in which it is to have a place.
fn left_in_hand(session: &Session) -> Option<(PassageId, DocumentId)> {
    let project = session.project();
    let passage = project.passage(session.desk.hand?)?;
    let newest = project.newest(passage.place.document)?;
    (newest != passage.place.document).then_some((passage.id, newest))
}

/// Gives a passage that was left in an earlier version, or is under review, the words that are selected in the new one;
/// `None` if another one is meant.
pub(super) fn attach(session: &Session) -> Option<Result<Action, WhyNot>> {
    let reviewed = session.desk.reviewed.filter(|_| session.desk.lower == LowerTab::Review);
    let (passage, newest) = left_in_hand(session).or(reviewed)?;
    let passage = session.project().passage(passage)?;
    let (tab, document) = document(session).ok().filter(|(_, document)| document.id == newest)?;
    let has_place = passage.place.document == newest;
    if has_place && tab.passage.or(session.desk.hand) != Some(passage.id) {
        return None;
    }
    let range = match selected(session) {
        Some(range) if range == passage.range() && has_place => return None,
        Some(range) => range,
        None => return Some(Err(WhyNot("Select the words in the new version that it should have"))),
    };
    let attached = edit::attach(session.project(), passage, document, range);
    let attached = attached.ok_or(WhyNot("These words cannot be marked"));
    let then = Then::Attached(passage.id);
    Some(attached.map(|what| Action::Commit(what, then)))
}
