//! What accepting and dismissing suggestions means now.

use crate::model::{PassageKind, StoryKind};
use crate::session::{Direction, Session, Spot, Waiting};
use crate::text::TextRange;

use super::resolve::document;
use super::{Action, Many, Then, WhyNot};

const NONE_HERE: WhyNot = WhyNot("There is no suggestion at the caret");
const NONE_WAITS: WhyNot = WhyNot("No suggestion waits in this document");
const SWITCHED_OFF: WhyNot = WhyNot("Suggestions are switched off: choose View, Suggestions");

/// Accepts the suggestion at the caret as what it is; where none waits, the mark of a note leads to it.
pub fn accept(session: &Session) -> Result<Action, WhyNot> {
    match at_caret(session) {
        Ok(one) => Ok(Action::Accept(vec![one.id()], None, Then::NextProposal)),
        Err(why) => follow_note(session).ok_or(why),
    }
}

/// Accepts the suggestion at the caret as a kind, if one waits there.
pub fn accept_as(session: &Session, kind: PassageKind) -> Option<Action> {
    let one = session.waiting_at_caret(Some(kind))?;
    Some(Action::Accept(vec![one.id()], Some(kind), Then::NextProposal))
}

/// Dismisses the suggestion at the caret.
pub fn dismiss(session: &Session) -> Result<Action, WhyNot> {
    let one = at_caret(session)?;
    Ok(Action::Commit(session.dismiss(&[one.id()]), Then::NextProposal))
}

/// Accepts all suggestions of the document, each as what it is.
pub fn accept_all(session: &Session) -> Result<Action, WhyNot> {
    let (_, document) = document(session)?;
    let some = (session.n_waiting(document.id) > 0).then_some(Many { document: document.id, class: None });
    some.map(Action::AcceptMany).ok_or(NONE_WAITS)
}

/// Accepts all suggestions of the document that are of the sort of the one at the caret.
pub fn accept_class(session: &Session) -> Result<Action, WhyNot> {
    of_class(session).map(Action::AcceptMany)
}

/// Dismisses all suggestions of the document that are of the sort of the one at the caret.
pub fn dismiss_class(session: &Session) -> Result<Action, WhyNot> {
    of_class(session).map(Action::DismissMany)
}

/// On to the next suggestion, or back to the one before.
pub fn next(session: &Session, direction: Direction) -> Result<Action, WhyNot> {
    let (_, document) = document(session)?;
    if !session.desk.suggestions {
        return Err(SWITCHED_OFF);
    }
    if session.n_waiting(document.id) == 0 { Err(NONE_WAITS) } else { Ok(Action::NextSuggestion(direction)) }
}

fn of_class(session: &Session) -> Result<Many, WhyNot> {
    let one = at_caret(session)?;
    Ok(Many { document: one.document.id, class: Some(one.class) })
}

fn at_caret(session: &Session) -> Result<Waiting<'_>, WhyNot> {
    let none = if session.desk.suggestions { NONE_HERE } else { SWITCHED_OFF };
    session.waiting_at_caret(None).ok_or(none)
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
