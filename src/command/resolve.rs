//! From a command to the action it means now, or the reason why it means nothing.

use std::sync::Arc;

use crate::edit;
use crate::edit::TypingTarget;
use crate::model::{
    Document, Field, LinkTarget, Outcome, Passage, PassageId, PassageKind, Place, Role, ShownChanges, StandsIn, View,
};
use crate::session::{Direction, Figure, Focus, LowerTab, Question, Session, Tab, unit_at};
use crate::store::ThemeChoice;
use crate::text::TextRange;

use super::{Action, Ask, Command, FileAction, Then, WindowAction, coverage, proposals, versions};

/// Why a command means nothing now, as a sentence for a tooltip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct WhyNot(pub &'static str);

pub(super) const NO_PROJECT: WhyNot = WhyNot("No project is open");
const NO_DOCUMENT: WhyNot = WhyNot("No document is open in this reader");
const NO_PASSAGE: WhyNot = WhyNot("No passage is selected");
const NOT_DRAFT: WhyNot = WhyNot("Only passages of a draft are checked");
const LEFT_BEHIND: WhyNot = WhyNot("It was left in an earlier version: give it a place in the new one first");
const NO_HAND: WhyNot = WhyNot("Select a passage of the draft first: links go out from it");

impl Command {
    /// What this command means in `session`, or why it means nothing. Without a session, no project is open.
    pub fn resolve(self, session: Option<&Session>) -> Result<Action, WhyNot> {
        if let Some(action) = self.always() {
            return Ok(action);
        }
        let session = session.ok_or(NO_PROJECT)?;
        if let Some(file) = self.file() {
            return Ok(Action::File(file));
        }
        match self {
            Self::OpenBackup => Ok(Action::Ask(Ask::Backups)),
            Self::EditTitle => Ok(Action::Ask(Ask::Title)),
            Self::Undo => session.history().undo_name().map(|_| Action::Undo).ok_or(WhyNot("Nothing to undo")),
            Self::Redo => session.history().redo_name().map(|_| Action::Redo).ok_or(WhyNot("Nothing to redo")),
            Self::Copy => copy(session),
            Self::CopyAsText => copy_as_text(session),
            Self::Find => document(session).map(|_| Action::Window(WindowAction::Find)),
            Self::FindNext => document(session).map(|_| Action::Window(WindowAction::FindNext { forward: true })),
            Self::FindPrevious => document(session).map(|_| Action::Window(WindowAction::FindNext { forward: false })),
            Self::FindEverywhere => Ok(Action::Window(WindowAction::FindEverywhere)),
            Self::MarkClaim => mark(session, PassageKind::Claim),
            Self::MarkQuote => mark(session, PassageKind::Quote),
            Self::MarkStatistic => mark(session, PassageKind::Statistic),
            Self::GiveWords => give_words(session),
            Self::Remove => remove(session),
            Self::Tick => tick(session),
            Self::SetOutcome => outcome_of(session).map(|passages| Action::Ask(Ask::Outcome(passages))),
            Self::NextOpen => next_open(session, Direction::Forward),
            Self::PreviousOpen => next_open(session, Direction::Backward),
            Self::Pass => coverage::pass(session),
            Self::NextUntouched => coverage::next_untouched(session),
            Self::SignOff => coverage::sign_off(session),
            Self::TakeBackSignOff => coverage::take_back_sign_off(session),
            Self::Proof => coverage::proof(session),
            Self::Link => link(session),
            Self::LinkTo => hand(session).map(|hand| Action::Ask(Ask::Target(hand.id))),
            Self::FollowLink => follow(session),
            Self::FindEvidence => find_evidence(session),
            Self::Calculate => calculate(session),
            Self::AskQuery => in_draft(session).map(|it| Action::BeginTyping(TypingTarget::NewQuery(it.id))),
            Self::ProposeChange => in_draft(session).map(|it| Action::BeginTyping(TypingTarget::NewChange(it.id))),
            Self::CarryOver => carry_over(session),
            Self::WriteNote => type_in(session, Field::Note),
            Self::EditSpeaker => speaker(session),
            Self::OtherReader => other_reader(session),
            Self::NextTab => document(session).map(|_| Action::Window(WindowAction::TurnTab { forward: true })),
            Self::PreviousTab => document(session).map(|_| Action::Window(WindowAction::TurnTab { forward: false })),
            Self::CloseTab => close_tab(session),
            Self::Back if session.desk.trail.has_behind() => Ok(Action::Back),
            Self::Forward if session.desk.trail.has_ahead() => Ok(Action::Forward),
            Self::Back | Self::Forward => Err(WhyNot("There is nowhere to go")),
            Self::ShowWhole => show_whole(session),
            Self::ChangesAccepted => show_changes(session, ShownChanges::Accepted),
            Self::ChangesOriginal => show_changes(session, ShownChanges::Original),
            Self::ChangesBoth => show_changes(session, ShownChanges::Both),
            Self::AcceptProposal => proposals::accept(session),
            Self::DismissProposal => proposals::dismiss(session),
            Self::AcceptAll => proposals::accept_all(session),
            Self::AcceptClass => proposals::accept_class(session),
            Self::DismissClass => proposals::dismiss_class(session),
            Self::NextSuggestion => proposals::next(session, Direction::Forward),
            Self::PreviousSuggestion => proposals::next(session, Direction::Backward),
            Self::EditDocument => document(session).map(|(_, document)| Action::Ask(Ask::Document(document.id))),
            Self::RemoveDocument => document(session).map(|(_, it)| Action::Ask(Ask::RemoveDocument(it.id))),
            Self::EmptyDocuments => empty_documents(session),
            Self::LoadAgain => document(session).map(|(_, it)| Action::File(FileAction::LoadAgain(it.id))),
            Self::ReopenEncoding => reopen(session),
            Self::NextPane => Ok(Action::Window(WindowAction::FocusNext { forward: true })),
            Self::PreviousPane => Ok(Action::Window(WindowAction::FocusNext { forward: false })),
            Self::FirstRead => document(session).map(|_| Action::Window(WindowAction::ToggleFirstRead)),
            Self::ShowDocuments => Ok(Action::Window(WindowAction::ToggleDocuments)),
            Self::ShowLower => Ok(Action::Window(WindowAction::ToggleLower)),
            Self::ForEditor => Ok(Action::Window(WindowAction::ForEditor)),
            Self::History => Ok(Action::ShowHistory(None)),
            Self::ShowSuggestions => Ok(Action::Window(WindowAction::ToggleSuggestions)),
            Self::ShowBoth => Ok(Action::Window(WindowAction::ToggleBoth)),
            Self::Stack => Ok(Action::Window(WindowAction::ToggleStacked)),
            _ => self.on_versions(session),
        }
    }

    /// What the commands mean that compare versions.
    fn on_versions(self, session: &Session) -> Result<Action, WhyNot> {
        match self {
            Self::CompareVersions => versions::compare(session),
            Self::NextDifference => next_difference(session, true),
            Self::PreviousDifference => next_difference(session, false),
            _ => versions::resolve(self, session),
        }
    }

    /// What the commands mean that do something with the file of the open project, or with other files for it.
    fn file(self) -> Option<FileAction> {
        Some(match self {
            Self::AddDocuments => FileAction::AskAdd,
            Self::AddFolder => FileAction::AskAddFolder,
            Self::PasteDocument => FileAction::Paste,
            Self::Save => FileAction::Save,
            Self::SaveAs => FileAction::SaveAs,
            Self::MergeFile => FileAction::AskMerge,
            Self::CloseProject => FileAction::Close,
            _ => return None,
        })
    }

    /// What the commands mean that do not depend on a project.
    fn always(self) -> Option<Action> {
        Some(match self {
            Self::NewProject => Action::File(FileAction::New),
            Self::OpenProject => Action::File(FileAction::AskOpen),
            Self::OpenSample => Action::File(FileAction::OpenSample),
            Self::Quit => Action::File(FileAction::Quit),
            Self::EditChecker => Action::Ask(Ask::Checker),
            Self::ThemeLight => Action::Window(WindowAction::Theme(ThemeChoice::Light)),
            Self::ThemeDark => Action::Window(WindowAction::Theme(ThemeChoice::Dark)),
            Self::ThemeSystem => Action::Window(WindowAction::Theme(ThemeChoice::System)),
            Self::ZoomIn => Action::Window(WindowAction::Zoom(1)),
            Self::ZoomOut => Action::Window(WindowAction::Zoom(-1)),
            Self::ZoomReset => Action::Window(WindowAction::Zoom(0)),
            Self::Palette => Action::Ask(Ask::Palette),
            Self::KeySheet => Action::Ask(Ask::Keys),
            Self::About => Action::Ask(Ask::About),
            _ => return None,
        })
    }
}

/// Shows the whole page of the document, or its article alone.
fn show_whole(session: &Session) -> Result<Action, WhyNot> {
    let (tab, document) = document(session)?;
    if !document.structure().has_more_than_article() {
        return Err(WhyNot("All of this document is shown"));
    }
    Ok(Action::SetView(session.desk.side, View { whole: !tab.view.whole, ..tab.view }))
}

fn show_changes(session: &Session, changes: ShownChanges) -> Result<Action, WhyNot> {
    let (tab, document) = document(session)?;
    if !document.structure().has_changes() {
        return Err(WhyNot("No changes were tracked in this document"));
    }
    Ok(Action::SetView(session.desk.side, View { changes, ..tab.view }))
}

pub(super) fn document(session: &Session) -> Result<(&Tab, &Arc<Document>), WhyNot> {
    let tab = session.desk.tab().ok_or(NO_DOCUMENT)?;
    session.project().document(tab.document).map(|document| (tab, document)).ok_or(NO_DOCUMENT)
}

fn next_difference(session: &Session, forward: bool) -> Result<Action, WhyNot> {
    let action = Action::Window(WindowAction::NextDifference { forward });
    session.desk.compares.then_some(action).ok_or(WhyNot("No versions are compared"))
}

fn reopen(session: &Session) -> Result<Action, WhyNot> {
    let (_, document) = document(session)?;
    if document.encoding.is_empty() {
        return Err(WhyNot("Its format settles its encoding"));
    }
    Ok(Action::File(FileAction::ReopenEncoding(document.id)))
}

/// The passage that commands act on.
fn passage(session: &Session) -> Result<&Arc<Passage>, WhyNot> {
    session.desk.passage().and_then(|id| session.project().passage(id)).ok_or(NO_PASSAGE)
}

/// The passage that the panel shows, if it is one that is checked, or was before it was left in an earlier version.
fn checked(session: &Session) -> Result<&Arc<Passage>, WhyNot> {
    let shown = session.desk.shown().and_then(|id| session.project().passage(id)).ok_or(NO_PASSAGE)?;
    if is_checked(session, shown) { Ok(shown) } else { Err(NOT_DRAFT) }
}

/// The passage that the panel shows, if its words are those of a draft: nothing new is asked or proposed about others.
fn in_draft(session: &Session) -> Result<&Arc<Passage>, WhyNot> {
    let checked = checked(session)?;
    if session.standing(checked).is_left() { Err(LEFT_BEHIND) } else { Ok(checked) }
}

fn hand(session: &Session) -> Result<&Arc<Passage>, WhyNot> {
    session.desk.hand.and_then(|id| session.project().passage(id)).ok_or(NO_HAND)
}

fn is_checked(session: &Session, passage: &Passage) -> bool {
    session.project().stands_in(passage) != StandsIn::Evidence
}

/// The words selected in the reader that was used last.
pub(super) fn selected(session: &Session) -> Option<TextRange> {
    let (tab, document) = document(session).ok()?;
    let range = tab.selection.range().trimmed(document.text());
    (!range.is_empty()).then_some(range)
}

/// Marks the selection; else changes the kind of the selected passage; else marks what stands at the caret.
fn mark(session: &Session, kind: PassageKind) -> Result<Action, WhyNot> {
    let (tab, document) = document(session)?;
    versions::markable(session, document)?;
    if selected(session).is_none()
        && let Some(passage) = tab.passage.and_then(|id| session.project().passage(id))
    {
        let what = edit::set_kind(passage, kind);
        return if passage.kind == kind { Err(WhyNot("It is of this kind already")) } else { commit(what) };
    }
    if selected(session).is_none()
        && let Some(accepted) = proposals::accept_as(session, kind)
    {
        return Ok(accepted);
    }
    let at_caret = || unit_at(document, tab.selection.head, kind);
    let range = selected(session).or_else(at_caret).ok_or(match kind {
        PassageKind::Claim => WhyNot("Nothing is selected, and there is no sentence at the caret"),
        PassageKind::Quote => WhyNot("Nothing is selected, and there is no quotation at the caret"),
        PassageKind::Statistic => WhyNot("Nothing is selected, and there is no number at the caret"),
    })?;
    let same = session.places(document.id).and_then(|places| {
        places.overlapping(range).find(|mark| mark.range == range && mark.kind == kind).map(|mark| mark.id)
    });
    if let Some(same) = same {
        return Ok(Action::Select(session.desk.side, same));
    }
    let (id, what) = edit::add_passage(session.project(), document, range, kind, session.fresh)
        .ok_or(WhyNot("These words cannot be marked"))?;
    Ok(Action::Commit(what, Then::Select(id)))
}

fn commit(what: edit::Transaction) -> Result<Action, WhyNot> {
    Ok(Action::Commit(what, Then::Stay))
}

fn give_words(session: &Session) -> Result<Action, WhyNot> {
    let (tab, document) = document(session)?;
    if let Some(attached) = versions::attach(session) {
        return attached;
    }
    versions::markable(session, document)?;
    let here = |id: &PassageId| session.project().passage(*id).filter(|it| it.place.document == tab.document);
    let passage = tab.passage.iter().chain(&session.desk.hand).find_map(here).ok_or(NO_PASSAGE)?;
    let range = selected(session).ok_or(WhyNot("Select the words that it should have"))?;
    if range == passage.range() {
        return Err(WhyNot("It has these words already"));
    }
    let place = Place::of(document, range).ok_or(WhyNot("These words cannot be marked"))?;
    Ok(Action::Commit(edit::set_place(session.project(), passage, place), Then::Select(passage.id)))
}

fn remove(session: &Session) -> Result<Action, WhyNot> {
    let rows: Vec<PassageId> = rows(session);
    let passages = if rows.is_empty() { vec![passage(session)?.id] } else { rows };
    commit(edit::remove_passages(session.project(), &passages))
}

/// The rows selected in the table of passages, while the table has the keys.
fn rows(session: &Session) -> Vec<PassageId> {
    let in_table = session.desk.focus == Focus::Lower && session.desk.lower == LowerTab::Passages;
    if in_table { session.desk.rows.iter().copied().collect() } else { Vec::new() }
}

/// The passages whose outcome would be set: the selected rows, else the one that the panel shows.
fn outcome_of(session: &Session) -> Result<Vec<PassageId>, WhyNot> {
    let rows = rows(session);
    if rows.is_empty() {
        return checked(session).map(|passage| vec![passage.id]);
    }
    let drafts = rows.into_iter().filter(|id| session.project().passage(*id).is_some_and(|it| is_checked(session, it)));
    let drafts: Vec<_> = drafts.collect();
    if drafts.is_empty() { Err(NOT_DRAFT) } else { Ok(drafts) }
}

fn tick(session: &Session) -> Result<Action, WhyNot> {
    let passages = outcome_of(session)?;
    let records = passages.iter().filter_map(|id| session.project().passage(*id)).map(|passage| &**passage);
    Ok(Action::Commit(edit::set_outcome(records, Some(Outcome::Confirmed)), Then::NextOpen))
}

/// Settles the other statements of the same fact, of the passage that the panel shows or of the one just settled.
fn carry_over(session: &Session) -> Result<Action, WhyNot> {
    let offered = session.offered().map(|(passage, ranges)| Action::CarryOver(passage, ranges));
    offered.ok_or(WhyNot("No other statement of its fact in this draft waits for the same"))
}

/// The next open passage; once none is left, the next untouched sentence: [`Session::next_step`] says why in this order.
fn next_open(session: &Session, direction: Direction) -> Result<Action, WhyNot> {
    let to_review = session.project().documents_as(Role::Draft).iter().any(|draft| session.n_to_review(draft.id) > 0);
    let why_not = match to_review {
        true => WhyNot("Nothing is open or untouched, but passages of an earlier version wait in the tab New version"),
        false => WhyNot("Nothing is open or untouched, or all that is waits for an answer"),
    };
    session.next_step(direction).map(coverage::show).ok_or(why_not)
}

/// Links the passage in hand with the passage or the words selected in the reader used last, else asks with what.
fn link(session: &Session) -> Result<Action, WhyNot> {
    let hand = hand(session)?;
    let (tab, document) = match document(session) {
        Ok(found) => found,
        Err(_) => return Ok(Action::Ask(Ask::Target(hand.id))),
    };
    if let Some(range) = selected(session).filter(|range| document.id != hand.place.document || *range != hand.range())
    {
        versions::markable(session, document)?;
        return Ok(Action::LinkWords { from: hand.id, document: document.id, range });
    }
    match tab.passage.filter(|other| *other != hand.id) {
        Some(other) => Ok(Action::LinkTo(hand.id, LinkTarget::Passage(other))),
        None => Ok(Action::Ask(Ask::Target(hand.id))),
    }
}

/// Asks about the selected words; else about the passage in this reader; else about the suggestion at the caret; else
/// about the passage in hand.
fn find_evidence(session: &Session) -> Result<Action, WhyNot> {
    let project = session.project();
    let tab = session.desk.tab();
    let words = selected(session).and_then(|range| Question::at(project, tab?.document, range));
    let here = || tab.and_then(|tab| tab.passage).and_then(|id| Question::about(project, id));
    let suggested = || {
        let one = session.waiting_at_caret(None)?;
        Question::at(project, one.document.id, one.range)
    };
    let in_hand = || Question::about(project, session.desk.hand?);
    let question = words.or_else(here).or_else(suggested).or_else(in_hand);
    question.map(Action::FindEvidence).ok_or(WhyNot("Select a passage or words that something is to be found about"))
}

/// Binds the passage that the panel shows, if it states a number.
fn calculate(session: &Session) -> Result<Action, WhyNot> {
    let shown = session.desk.shown().and_then(|id| session.project().passage(id)).ok_or(NO_PASSAGE)?;
    let has_number = shown.kind == PassageKind::Statistic && Figure::of(session.project(), shown.id).is_some();
    has_number.then_some(Action::Ask(Ask::Calculation(shown.id, None))).ok_or(WhyNot("Select a statistic first"))
}

/// The link to follow: the first of the passage, or the one after the link whose other end is selected.
fn follow(session: &Session) -> Result<Action, WhyNot> {
    let shown = session.desk.shown().and_then(|id| session.project().passage(id)).ok_or(NO_PASSAGE)?;
    let from = session.project().links_from(shown.id);
    let links: Vec<_> = from.chain(session.project().links_to(LinkTarget::Passage(shown.id))).collect();
    let selected = session.desk.tab().and_then(|tab| tab.passage);
    let at = links.iter().position(|link| Some(link.to) == selected.map(LinkTarget::Passage));
    let next = at.map_or(0, |at| (at + 1) % links.len().max(1));
    links.get(next).map(|link| Action::Follow(link.id)).ok_or(WhyNot("This passage has no link"))
}

fn type_in(session: &Session, field: Field) -> Result<Action, WhyNot> {
    let shown = session.desk.shown().ok_or(NO_PASSAGE)?;
    Ok(Action::BeginTyping(TypingTarget::Field(shown.into(), field)))
}

fn speaker(session: &Session) -> Result<Action, WhyNot> {
    let shown = session.desk.shown().and_then(|id| session.project().passage(id)).ok_or(NO_PASSAGE)?;
    if shown.kind == PassageKind::Quote { type_in(session, Field::Speaker) } else { Err(WhyNot("It is no quote")) }
}

fn other_reader(session: &Session) -> Result<Action, WhyNot> {
    let other = session.desk.side.other();
    if session.desk.pane(other).tabs.is_empty() {
        return Err(WhyNot("The other reader is empty"));
    }
    Ok(Action::Window(WindowAction::FocusReader(other)))
}

fn close_tab(session: &Session) -> Result<Action, WhyNot> {
    document(session)?;
    Ok(Action::CloseTab(session.desk.side, session.desk.pane(session.desk.side).front))
}

fn copy(session: &Session) -> Result<Action, WhyNot> {
    let rows = rows(session);
    if !rows.is_empty() {
        return Ok(Action::Copy(crate::session::as_table(session, &rows)));
    }
    let (tab, document) = document(session)?;
    let words = selected(session).map(|range| document.body.seen(tab.view, range));
    Ok(Action::Copy(crate::session::words(&words.ok_or(WhyNot("Nothing is selected"))?)))
}

fn copy_as_text(session: &Session) -> Result<Action, WhyNot> {
    let rows = rows(session);
    if !rows.is_empty() {
        return Ok(Action::Copy(crate::session::as_list(session, &rows)));
    }
    let passage = passage(session)?;
    Ok(Action::Copy(crate::session::as_list(session, &[passage.id])))
}

/// What was removed stays in the file with its text until it is emptied for good.
fn empty_documents(session: &Session) -> Result<Action, WhyNot> {
    let why_not = WhyNot("There is no removed document that still has its text");
    let has_some = !session.project().removed_with_text().is_empty();
    has_some.then_some(Action::Ask(Ask::EmptyDocuments)).ok_or(why_not)
}
