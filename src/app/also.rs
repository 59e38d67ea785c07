//! Other statements of a passage's fact in its draft: looked for in the background, and settled with it.

use crate::command::{Command, Then};
use crate::edit::{Commit, TypingTarget};
use crate::model::{AnyRecord, Field, Outcome, PassageId, Value};
use crate::session::{AlsoFound, AlsoThere, Offer, Session};
use crate::text::TextRange;
use crate::ui::panels::excerpt;
use crate::ui::widgets::Severity;

use super::work::Work;
use super::{App, offers};

/// What is still to be looked for.
#[derive(Debug, Default)]
pub(super) struct AlsoWanted {
    /// Passages that were just settled: it is told what else says the same.
    to_tell: Vec<PassageId>,
    /// The passage that the panel showed when it was last looked at, and the revision then.
    seen: Option<(PassageId, u64)>,
}

impl App {
    /// The passage for which it is to be looked next what else says the same.
    pub(super) fn also_wanted(&mut self) -> Option<PassageId> {
        let Work { session, also, .. } = self.work.as_mut()?;
        let is_known = |id: PassageId| session.knows_also(id) || !is_in_draft(session, id);
        also.to_tell.retain(|id| session.project().passage(*id).is_some());
        if let Some(next) = also.to_tell.iter().copied().find(|id| !is_known(*id)) {
            return Some(next);
        }
        let now = (session.desk.shown()?, session.revision());
        if also.seen.replace(now) == Some(now) {
            return None;
        }
        (!is_known(now.0)).then_some(now.0)
    }

    /// Takes what else says the same as a passage; `None` if it says nothing itself.
    pub(super) fn take_also(&mut self, passage: PassageId, found: Option<AlsoFound>) {
        let Some(Work { session, also, .. }) = &mut self.work else { return };
        match found {
            Some(found) => session.take_also(found),
            None => also.to_tell.retain(|other| *other != passage),
        }
        self.tell_also();
    }

    /// Looks what else says the same as the passage that was just confirmed, or for which a change was just proposed. Of
    /// several at once that would be more than anybody reads.
    pub(super) fn look_for_also(&mut self, commit: &Commit) {
        let Some(session) = self.session() else { return };
        let mut settled: Vec<PassageId> = Vec::new();
        for touched in &commit.touched {
            match session.project().tables().get(touched.record) {
                Some(AnyRecord::Passage(passage)) if passage.outcome == Some(Outcome::Confirmed) => {
                    let was = touched.before(Field::Outcome) == Some(Value::Outcome(passage.outcome));
                    settled.extend((!was && passage.present).then_some(passage.id));
                }
                Some(AnyRecord::Change(change)) if change.present && !touched.was_present() => {
                    settled.push(change.passage);
                }
                _ => {}
            }
        }
        if let ([only], Some(work)) = (settled.as_slice(), &mut self.work) {
            work.also.to_tell.push(*only);
            self.tell_also();
        }
    }

    /// Tells what else says the same as passages that were settled, as far as it was looked for.
    fn tell_also(&mut self) {
        let Some(Work { session, also, .. }) = &mut self.work else { return };
        let settled = std::mem::take(&mut also.to_tell).into_iter();
        let (known, waiting): (Vec<_>, Vec<_>) = settled.partition(|id| session.knows_also(*id));
        also.to_tell = waiting;
        for passage in known {
            let Some(work) = &mut self.work else { return };
            let there: Vec<AlsoThere> =
                work.session.also(passage).into_iter().filter(|there| there.offer.is_some()).collect();
            let Some((message, button)) = told(&there) else { continue };
            work.session.tell_also(passage);
            let ranges = there.iter().map(|there| there.range).collect();
            let offer = offers::Offer::CarryOver(passage, ranges);
            self.offer(Severity::Info, message, button, offer);
        }
    }

    /// Gives other statements of a passage's fact its outcome or its change, and says so. A change of which it is not clear
    /// how it carries over is shown, to be edited.
    pub(super) fn carry_over(&mut self, passage: PassageId, to: &[TextRange]) {
        let Some(session) = self.session() else { return };
        let there = session.also(passage).into_iter().filter(|there| to.contains(&there.range));
        let there: Vec<AlsoThere> = there.filter(|there| there.offer.is_some()).collect();
        let Some((repeated, what)) = session.carry_over(passage, to) else { return };
        let n_done = session.history().n_done();
        self.commit(what, Then::Stay);
        if self.session().is_none_or(|session| session.history().n_done() == n_done) {
            return;
        }
        let unclear = |there: &AlsoThere| matches!(there.offer, Some(Offer::Change { is_clear: false, .. }));
        let to_edit = repeated.iter().zip(&there).find(|(_, there)| unclear(there)).map(|(repeated, _)| *repeated);
        match to_edit.and_then(|repeated| Some((repeated.passage, repeated.change?))) {
            Some((other, change)) => {
                self.show_passage(other);
                self.begin_typing(TypingTarget::Field(change.into(), Field::To));
            }
            None => self.tell_carried(&there),
        }
    }

    fn tell_carried(&mut self, there: &[AlsoThere]) {
        let is_change = there.iter().any(|there| matches!(there.offer, Some(Offer::Change { .. })));
        let done = if is_change { "Proposed" } else { "Ticked" };
        let places: Vec<&str> = there.iter().map(|there| there.place.as_str()).collect();
        let message = format!("{done} in {} too", places.join(", "));
        let told = self.offer(Severity::Info, message, "Undo", offers::Offer::Command(Command::Undo));
        self.offers.set_change(told);
    }

    /// Names a statement no longer as one of the same fact as a passage.
    pub(super) fn dismiss_also(&mut self, passage: PassageId, range: TextRange) {
        let what = self.session().and_then(|session| session.dismiss_also(passage, range));
        what.into_iter().for_each(|what| self.commit(what, Then::Stay));
    }
}

fn is_in_draft(session: &Session, passage: PassageId) -> bool {
    let document = session.project().passage(passage).map(|passage| passage.place.document);
    let document = document.and_then(|id| session.project().document(id));
    document.is_some_and(|document| session.project().is_draft(document))
}

/// What is told, and what the button beside it says: "Also said in ¶9: “the 80,000 people”", "Tick there too".
fn told(there: &[AlsoThere]) -> Option<(String, &'static str)> {
    let [first, more @ ..] = there else { return None };
    let words = match &first.offer {
        Some(Offer::Change { to, is_clear: true }) => {
            format!("{}: “{}” → “{}”", first.place, excerpt(&first.words), excerpt(to))
        }
        _ => first.told(),
    };
    let more = match more {
        [] => String::new(),
        [second] => format!(", and in {}", second.place),
        more => format!(", and in {} more places", more.len()),
    };
    Some((format!("Also said in {words}{more}"), first.offer.as_ref()?.label()))
}
