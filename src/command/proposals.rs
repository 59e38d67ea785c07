//! What accepting and dismissing suggestions means now.

use crate::edit;
use crate::model::{Document, PassageKind, Proposal, StoryKind};
use crate::session::{Session, Spot};
use crate::text::TextRange;

use super::resolve::document;
use super::{Action, Then, WhyNot};

const NONE_HERE: WhyNot = WhyNot("There is no suggestion at the caret");

/// Accepts the suggestion at the caret as a claim; where none waits, the mark of a note leads to it.
pub fn accept(session: &Session) -> Result<Action, WhyNot> {
    accept_as(session, PassageKind::Claim).or_else(|| follow_note(session)).ok_or(NONE_HERE)
}

/// Accepts the suggestion at the caret as a kind, if one waits there.
pub fn accept_as(session: &Session, kind: PassageKind) -> Option<Action> {
    let (document, proposal) = at_caret(session)?;
    Some(Action::Accept(vec![(document.id, proposal.key)], kind, Then::NextProposal))
}

/// Dismisses the suggestion at the caret.
pub fn dismiss(session: &Session) -> Result<Action, WhyNot> {
    let (document, proposal) = at_caret(session).ok_or(NONE_HERE)?;
    let what = edit::dismiss_proposals(session.project(), document.id, &[proposal.key]);
    Ok(Action::Commit(what, Then::NextProposal))
}

/// Accepts all suggestions of the document as claims.
pub fn accept_all(session: &Session) -> Result<Action, WhyNot> {
    let (_, document) = document(session)?;
    let keys: Vec<_> =
        session.project().waiting_proposals(document).into_iter().map(|proposal| (document.id, proposal.key)).collect();
    if keys.is_empty() {
        return Err(WhyNot("No suggestion waits in this document"));
    }
    Ok(Action::Accept(keys, PassageKind::Claim, Then::Stay))
}

/// The shortest suggestion that waits at the caret.
pub(super) fn at_caret(session: &Session) -> Option<(&Document, Proposal<'_>)> {
    let (tab, document) = document(session).ok()?;
    let touches = |proposal: &Proposal<'_>| proposal.range.touches(tab.selection.head);
    let waiting = session.project().waiting_proposals(document).into_iter().filter(touches);
    Some((&**document, waiting.min_by_key(|proposal| proposal.range.len())?))
}

/// From the mark of a note at the caret to the note, or from its beginning back.
fn follow_note(session: &Session) -> Option<Action> {
    let (tab, document) = document(session).ok()?;
    let caret = tab.selection.head;
    let stories = &document.structure().stories;
    let is_note = |kind| matches!(kind, StoryKind::Footnote | StoryKind::Endnote);
    let mut notes = stories.iter().filter(|story| is_note(story.kind) && story.anchor.is_some());
    let at = |offset: Option<u32>| offset.map(|offset| TextRange::empty(offset as usize));
    let to = notes.find_map(|note| match note.anchor {
        Some(anchor) if anchor as usize == caret => Some(TextRange::empty(note.range.start())),
        anchor if note.range.start() == caret => at(anchor),
        _ => None,
    })?;
    Some(Action::Go(Spot { side: session.desk.side, document: document.id, range: to, passage: None }))
}
