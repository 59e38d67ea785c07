//! The history, and what of it is new when a project is opened again.

use std::collections::BTreeMap;

use crate::command::HistoryOf;
use crate::merge::{Tally, news, tally};
use crate::model::{Actor, Project};
use crate::session::{Focus, LowerTab, Session, Unseen, counted};
use crate::store::seen;
use crate::ui::widgets::{Severity, ToastId};

use super::App;
use super::offers::Offer;

/// How many people are named in a notice.
const N_NAMED: usize = 3;

impl App {
    /// Shows the history and gives it the keys: as it was filtered last, or some of it.
    pub(super) fn show_history(&mut self, of: Option<HistoryOf>) {
        self.show_lower(LowerTab::History);
        self.focus(Focus::Lower);
        of.into_iter().for_each(|of| self.views.lower.history_mut().show_only(of));
    }

    /// What was in the project when it was last open here; `None` if it never was.
    pub(super) fn known_of(&self, session: &Session) -> Option<BTreeMap<Actor, u32>> {
        session.path.as_ref()?;
        seen::load(&self.world.folders, session.project().id())
    }

    /// Says who did how much since the project was last open here.
    pub(super) fn tell_unseen(&mut self) {
        let told = |session: &Session| in_words(session.project(), session.unseen()?);
        let Some(message) = self.session().and_then(told) else { return };
        let told = self.offer(Severity::Info, message, "Show", Offer::Unseen);
        self.toasts.keep(told);
        self.unseen_told = Some(told);
    }

    /// Keeps in mind what is in the project: it is known the next time. Projects that are in no file are not opened again.
    pub(super) fn remember_seen(&mut self) {
        let Some(session) = self.session().filter(|session| session.path.is_some()) else { return };
        let project = session.project();
        let kept = seen::keep(&self.world.folders, project.id(), &project.seen);
        if let Err(error) = kept {
            self.tell(Severity::Warning, error.to_string());
        }
    }

    /// A merge was taken back: the notice, if it is still shown, says what is new now.
    pub(super) fn renew_unseen(&mut self) {
        if self.unseen_told.is_some_and(|told| self.toasts.has(told)) {
            self.forget_unseen();
            self.tell_unseen();
        }
    }

    /// The notice is about a project that is closed now, or as it was before.
    pub(super) fn forget_unseen(&mut self) {
        let told: Option<ToastId> = self.unseen_told.take();
        told.into_iter().for_each(|told| self.withdraw(told));
    }
}

/// "New since you last had this project open: Ben Okafor: 12 new, 1 clash; Cem Aydın: 3 changed"; `None` if nothing shows
/// of what was done.
fn in_words(project: &Project, unseen: &Unseen) -> Option<String> {
    let mut news = news(unseen.known(), project);
    news.retain(|one| !unseen.is_mine(project, one.dot.actor));
    let mut people: Vec<(String, Tally)> = tally(project, &news).into_iter().collect();
    people.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.n_in_all()));
    let named = people.iter().take(N_NAMED).map(|(name, tally)| format!("{name}: {}", tally.in_words()));
    let n_others = people.len().saturating_sub(N_NAMED);
    let others = (n_others > 0).then(|| format!("and {}", counted(n_others, "other", "others")));
    let all = named.chain(others).collect::<Vec<_>>().join("; ");
    (!people.is_empty()).then(|| format!("New since you last had this project open:\n{all}"))
}
