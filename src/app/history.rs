//! The history, and what of it is new when a project is opened again.

use std::collections::BTreeMap;

use crate::command::HistoryOf;
use crate::model::Actor;
use crate::session::{Focus, LowerTab, Session, Unseen};
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
        let Some(message) = self.session().and_then(Session::unseen).map(|unseen| in_words(unseen)) else { return };
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

    /// The notice is about a project that is closed now.
    pub(super) fn forget_unseen(&mut self) {
        let told: Option<ToastId> = self.unseen_told.take();
        told.into_iter().for_each(|told| self.toasts.remove(told));
    }
}

/// "New since you last had this project open: 12 by Ben Okafor, 3 by Cem Aydın".
fn in_words(unseen: &Unseen) -> String {
    let people = unseen.by_person();
    let named = people.iter().take(N_NAMED).map(|(name, n)| format!("{n} by {name}"));
    let rest: usize = people.iter().skip(N_NAMED).map(|(_, n)| n).sum();
    let rest = (rest > 0).then(|| format!("{rest} by others"));
    let all = named.chain(rest).collect::<Vec<_>>().join(", ");
    format!("New since you last had this project open:\n{all}")
}
