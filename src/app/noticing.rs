//! Looking in the background for what can be wrong in drafts, one draft after the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::DocumentId;
use crate::session::{Noticed, Session};

use super::App;

/// A draft that is being looked at.
pub struct Noticing {
    document: DocumentId,
    /// Set once nobody waits for it any more.
    cancelled: Arc<AtomicBool>,
}

impl App {
    /// Begins with the next draft, unless one is being looked at; that ends when its document goes.
    pub(super) fn notice(&mut self) {
        let session = self.work.as_ref().map(|work| &work.session);
        if let Some(noticing) = &self.noticing {
            if !session.is_some_and(|session| session.is_to_notice(noticing.document)) {
                noticing.cancelled.store(true, Ordering::Relaxed);
            }
            return;
        }
        let Some(document) = session.and_then(Session::to_notice).cloned() else { return };
        let cancelled = Arc::new(AtomicBool::new(false));
        self.noticing = Some(Noticing { document: document.id, cancelled: Arc::clone(&cancelled) });
        self.jobs.notice(document, cancelled);
    }

    /// Takes what was noticed in a draft; `None` if nobody waited for it any more.
    pub(super) fn take_noticed(&mut self, noticed: Option<Noticed>) {
        self.noticing = None;
        if let (Some(work), Some(noticed)) = (&mut self.work, noticed) {
            work.session.take_noticed(noticed);
        }
    }
}
