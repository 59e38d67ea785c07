//! What the commands about coverage and sign-off mean.

use std::sync::Arc;

use crate::edit;
use crate::model::Document;
use crate::session::{Session, Step};
use crate::text::TextRange;

use super::resolve::{document, selected};
use super::{Action, Ask, Then, WhyNot, WindowAction};

const NO_DRAFT: WhyNot = WhyNot("Open a draft first");

/// Passes the sentences that nobody has looked at, of those selected or at the caret; if there is none, takes it back.
pub(super) fn pass(session: &Session) -> Result<Action, WhyNot> {
    let (tab, document) = document(session)?;
    if !session.project().is_draft(document) {
        return Err(WhyNot("Only the sentences of a draft are checked"));
    }
    let sentences = match selected(session) {
        Some(range) => sentences_in(document, range),
        None => document.body.shown_sentence_at(tab.selection.head).into_iter().collect(),
    };
    let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else {
        return Err(WhyNot("There is no sentence at the caret"));
    };
    let untouched = sentences.iter().copied().filter(|sentence| session.is_untouched(document.id, *sentence));
    let untouched: Vec<_> = untouched.collect();
    if !untouched.is_empty() {
        let what = edit::pass_sentences(session.project(), document, &untouched);
        return Ok(Action::Commit(what, Then::NextUntouched));
    }
    let taken_back =
        edit::take_back_passes(session.project(), document.id, TextRange::between(first.start(), last.end()));
    if taken_back.edits.is_empty() {
        let looked = session.looked(document.id);
        let is_here = sentences.iter().all(|sentence| !looked.is_untouched(*sentence));
        return Err(match is_here {
            true => WhyNot("Something is marked in this sentence"),
            false => WhyNot("It was looked at in another new version, which says the same here"),
        });
    }
    Ok(Action::Commit(taken_back, Then::Stay))
}

/// The sentences that have words in `range`.
fn sentences_in(document: &Document, range: TextRange) -> Vec<TextRange> {
    let blocks = document.blocks().at(range.start())..document.blocks().at(range.end()) + 1;
    document.body.shown_sentences(blocks).filter(|sentence| sentence.overlaps(range)).collect()
}

pub(super) fn next_untouched(session: &Session) -> Result<Action, WhyNot> {
    let next = session.next_untouched(crate::session::Direction::Forward);
    next.map(show).ok_or(WhyNot("Every sentence has a passage or was passed"))
}

/// The action that shows what is to be done next.
pub(super) fn show(step: Step) -> Action {
    match step {
        Step::Passage(passage) => Action::Show(passage),
        Step::Sentence(document, sentence) => Action::ShowSentence(document, sentence),
    }
}

pub(super) fn sign_off(session: &Session) -> Result<Action, WhyNot> {
    let draft = session.draft_in_front().ok_or(NO_DRAFT)?;
    if session.project().is_signed_off(draft.id) {
        return Err(WhyNot("This draft is signed off, and nothing was changed since"));
    }
    Ok(Action::Ask(Ask::SignOff(draft.id)))
}

pub(super) fn take_back_sign_off(session: &Session) -> Result<Action, WhyNot> {
    let draft = session.draft_in_front().ok_or(NO_DRAFT)?;
    let sign_off = session.project().latest_sign_off(draft.id).ok_or(WhyNot("This draft was not signed off"))?;
    Ok(Action::Commit(edit::take_back_sign_off(sign_off.id), Then::Stay))
}

pub(super) fn proof(session: &Session) -> Result<Action, WhyNot> {
    let _: &Arc<Document> = session.draft_in_front().ok_or(NO_DRAFT)?;
    Ok(Action::Window(WindowAction::ToggleProof))
}
