//! The journal of an open project, written on a thread of its own.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::store::{Journal, JournalHead, StoreError, Unsaved};

/// How long a payload may wait until it outlives a power cut.
const SYNC_AFTER: Duration = Duration::from_millis(800);

/// How long after a failure it is tried again: a disk may have room again, a share may be back.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(5);

/// What the thread is told.
enum Message {
    Keep(Box<Unsaved>),
    /// A save has begun, of all that was told so far.
    SaveBegins,
    /// That save is through, and work goes on from this head.
    SaveDone(Box<JournalHead>),
    /// There is nothing to recover: the project was saved, or its changes thrown away.
    Discard,
}

/// What changed about whether unsaved work is kept safe.
#[derive(Debug)]
pub enum JournalNews {
    /// Something could not be written down, and waits.
    Fails(StoreError),
    /// What waited is written down.
    WorksAgain,
}

/// Writes unsaved work down. Dropping it keeps what was written.
pub struct Journaling {
    to: Option<Sender<Message>>,
    news: Receiver<JournalNews>,
    /// Whether something could not be written yet.
    failing: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Journaling {
    /// Begins a journal in `folder`, at the first payload. News wake the window.
    pub fn begin(folder: PathBuf, head: JournalHead, window: egui::Context) -> Self {
        let (to, from) = channel();
        let (report, news) = channel();
        let failing = Arc::new(AtomicBool::new(false));
        let worker = Worker {
            folder,
            head,
            journal: None,
            mark: None,
            waiting: VecDeque::new(),
            n_saved: 0,
            failing: Arc::clone(&failing),
            unsynced: None,
            report,
            window,
        };
        let work = move || worker.run(&from);
        let thread = thread::Builder::new().name("journal".into()).spawn(work).ok();
        Self { to: Some(to), news, failing, thread }
    }

    /// Writes something down.
    pub fn keep(&self, unsaved: Unsaved) {
        self.tell(Message::Keep(Box::new(unsaved)));
    }

    /// A save of all that was kept so far has begun.
    pub fn save_begins(&self) {
        self.tell(Message::SaveBegins);
    }

    /// The save that was begun is through: only what was kept since is still unsaved.
    pub fn save_done(&self, head: JournalHead) {
        self.tell(Message::SaveDone(Box::new(head)));
    }

    /// Throws everything away: there is nothing to recover.
    pub fn discard(mut self) {
        self.tell(Message::Discard);
        self.finish();
    }

    /// What is new since this was last asked.
    pub fn news(&self) -> Option<JournalNews> {
        self.news.try_iter().last()
    }

    fn tell(&self, message: Message) {
        if let Some(to) = &self.to {
            // A thread that is gone could not be started, which is shown by the status line.
            let _ = to.send(message);
        }
    }

    /// Waits until everything is written.
    fn finish(&mut self) {
        self.to = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }

    /// Whether everything is written down.
    pub fn works(&self) -> bool {
        !self.failing.load(Ordering::Relaxed) && self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }
}

impl Drop for Journaling {
    fn drop(&mut self) {
        self.finish();
    }
}

struct Worker {
    folder: PathBuf,
    head: JournalHead,
    journal: Option<Journal>,
    /// The place up to which a save that has begun holds everything.
    mark: Option<crate::store::journal::Mark>,
    /// Payloads that could not be written yet, the oldest first, and how many of them the save that has begun holds.
    waiting: VecDeque<Vec<u8>>,
    n_saved: usize,
    /// Whether something waits.
    failing: Arc<AtomicBool>,
    /// Since when a payload waits to be synced.
    unsynced: Option<Instant>,
    report: Sender<JournalNews>,
    window: egui::Context,
}

impl Worker {
    fn run(mut self, from: &Receiver<Message>) {
        loop {
            let idle = if self.waiting.is_empty() { Duration::from_secs(3600) } else { TRY_AGAIN_AFTER };
            let due = self.unsynced.map_or(idle, |since| SYNC_AFTER.saturating_sub(since.elapsed()));
            let done = match from.recv_timeout(due) {
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => self.write_waiting(),
                Err(RecvTimeoutError::Disconnected) => break,
            };
            let synced =
                if self.unsynced.is_some_and(|since| since.elapsed() >= SYNC_AFTER) { self.sync() } else { Ok(()) };
            let fails = !self.waiting.is_empty();
            let failed = self.failing.swap(fails, Ordering::Relaxed);
            // Said once, not again at every attempt.
            match done.and(synced) {
                Err(problem) if !failed => self.tell(JournalNews::Fails(problem)),
                _ if failed && !fails => self.tell(JournalNews::WorksAgain),
                _ => {}
            }
        }
        let _ = self.sync();
    }

    fn tell(&self, news: JournalNews) {
        // A window that is closed needs no news.
        let _ = self.report.send(news);
        self.window.request_repaint();
    }

    fn take(&mut self, message: Message) -> Result<(), StoreError> {
        match message {
            Message::Keep(unsaved) => self.keep(&unsaved),
            Message::SaveBegins => {
                self.mark = self.journal.as_ref().map(Journal::end);
                self.n_saved = self.waiting.len();
                Ok(())
            }
            Message::SaveDone(head) => {
                self.head = *head;
                self.waiting.drain(..std::mem::take(&mut self.n_saved).min(self.waiting.len()));
                let mark = self.mark.take().unwrap_or_default();
                self.journal.as_mut().map_or(Ok(()), |journal| journal.restart(&self.head, mark))
            }
            Message::Discard => {
                self.waiting.clear();
                self.journal.take().map_or(Ok(()), Journal::remove)
            }
        }
    }

    fn keep(&mut self, unsaved: &Unsaved) -> Result<(), StoreError> {
        let Ok(payload) = unsaved.to_payload() else { return Ok(()) };
        self.waiting.push_back(payload);
        self.write_waiting()
    }

    /// Writes what waits, in its order: later work means nothing without the earlier.
    fn write_waiting(&mut self) -> Result<(), StoreError> {
        while let Some(payload) = self.waiting.front() {
            let journal = match &mut self.journal {
                Some(journal) => journal,
                none => none.insert(Journal::create(&self.folder, &self.head)?),
            };
            journal.append(payload)?;
            self.waiting.pop_front();
            self.n_saved = self.n_saved.saturating_sub(1);
            self.unsynced.get_or_insert_with(Instant::now);
        }
        Ok(())
    }

    fn sync(&mut self) -> Result<(), StoreError> {
        self.unsynced = None;
        self.journal.as_mut().map_or(Ok(()), |journal| journal.sync_handle().sync())
    }
}
