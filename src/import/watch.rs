//! How far a reading is, and what is left of it when it must stop.

use std::sync::{Arc, Mutex, PoisonError};

use super::Imported;

/// Who waits for a file to be read: told how far it is, and given what is there when the reading takes too much.
#[derive(Clone, Default)]
pub struct Watch {
    tell: Option<Arc<dyn Fn(Progress) + Send + Sync>>,
    rest: Arc<Mutex<Option<Rest>>>,
}

type Rest = Box<dyn FnOnce() -> Imported + Send>;

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Progress {
    /// How many pages, chapters or parts are read.
    pub done: u32,
    /// How many there are.
    pub total: u32,
}

impl Watch {
    /// Someone who is told how far it is.
    pub fn telling(tell: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self { tell: Some(Arc::new(tell)), ..Self::default() }
    }

    /// Says that so much is read.
    pub(super) fn progress(&self, done: usize, total: usize) {
        let count = |n| u32::try_from(n).unwrap_or(u32::MAX);
        self.tell(Progress { done: count(done), total: count(total) });
    }

    /// Passes on how much is read.
    pub(super) fn tell(&self, progress: Progress) {
        if let Some(tell) = &self.tell {
            tell(progress);
        }
    }

    /// Says how to make a document of what is read so far, should the reading have to stop.
    pub(super) fn keep(&self, rest: impl FnOnce() -> Imported + Send + 'static) {
        *self.rest.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(rest));
    }

    /// What is read so far, `None` if that is nothing. For whoever stops a reading.
    pub(super) fn rest(&self) -> Option<Imported> {
        let rest = self.rest.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some(rest())
    }
}
