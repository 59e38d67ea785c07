//! The open project with everything that keeps it safe: its file, its journal, its lock.

use std::path::{Path, PathBuf};

use crate::edit::Typing;
use crate::merge::is_contained;
use crate::model::{Project, Time};
use crate::session::Session;
use crate::store::{Change, FileStamp, Fingerprint, Holder, JournalHead, Lock, LockState, ProgramRun, Unsaved};

use super::also::AlsoWanted;
use super::journaling::{JournalNews, Journaling};

/// The open project at work.
pub struct Work {
    /// The project and what is done with it.
    pub session: Session,
    /// What is to be looked for that says the same as passages.
    pub also: AlsoWanted,
    /// Its file as it was opened or last saved.
    pub stamp: Option<FileStamp>,
    /// What others wrote into the file, as it came in from there. Whoever takes that back has it nowhere else.
    brought: Vec<Project>,
    /// The bytes that the journal goes on from: of the file, of a backup, of the sample. None for a new project.
    base: Option<Fingerprint>,
    journal: Journaling,
    /// Says to others that it is open here.
    lock: Option<Lock>,
    /// Who else has it open, if so.
    pub other: Option<Holder>,
    started: Time,
    /// What was last journaled of the field being typed in, and when.
    typed: (Option<Typing>, f64),
    /// Whether a save is under way.
    pub saving: bool,
    /// Whether the user knows that another program has changed the file.
    told_of_change: bool,
    /// When it was last saved.
    pub saved_at: Option<Time>,
}

/// How often the field that is being typed in is journaled, in seconds.
const TYPING_EVERY: f64 = 0.5;

impl Work {
    /// Begins to work on a project: the journal is ready, the lock is taken.
    pub fn begin(
        session: Session,
        stamp: Option<FileStamp>,
        base: Option<Fingerprint>,
        journals: PathBuf,
        (now, window): (Time, &egui::Context),
    ) -> Self {
        let (lock, other) = match session.path.as_deref() {
            Some(path) => take_lock(path, session.worker().name.clone(), now),
            None => (None, None),
        };
        let base = stamp.as_ref().map(|stamp| stamp.fingerprint().clone()).or(base);
        let journal = Journaling::begin(journals, head(&session, base.clone(), now), window.clone());
        Self {
            session,
            also: AlsoWanted::default(),
            stamp,
            brought: Vec::new(),
            base,
            journal,
            lock,
            other,
            started: now,
            typed: (None, 0.0),
            saving: false,
            told_of_change: false,
            saved_at: None,
        }
    }

    /// Journals what was done since this was last called, `now`, and at times the field that is being typed in. `clock` is
    /// in seconds and only runs forward.
    pub fn journal(&mut self, typing: Option<&Typing>, (now, clock): (Time, f64)) {
        let deeds = self.session.take_deeds().into_iter();
        deeds.flat_map(|deed| Unsaved::of(deed, now)).for_each(|unsaved| self.journal.keep(unsaved));
        let (kept, at) = &self.typed;
        let due = typing.is_none() || clock - at >= TYPING_EVERY;
        if due && kept.as_ref() != typing {
            self.journal.keep(Unsaved::Typing(typing.cloned()));
            self.typed = (typing.cloned(), clock);
        }
    }

    /// Journals what was recovered from another journal, which can go then.
    pub fn journal_again(&self, recovered: Vec<Unsaved>) {
        recovered.into_iter().for_each(|unsaved| self.journal.keep(unsaved));
    }

    /// Whether a field is being typed in whose text is not journaled yet.
    pub fn owes_typing(&self, typing: Option<&Typing>) -> bool {
        self.typed.0.as_ref() != typing
    }

    /// A save of the project as it stands begins.
    pub fn save_begins(&mut self) {
        self.saving = true;
        self.journal.save_begins();
    }

    /// The save is through.
    pub fn save_done(&mut self, path: PathBuf, stamp: FileStamp, time: Time) {
        self.saving = false;
        self.told_of_change = false;
        self.saved_at = Some(time);
        self.base = Some(stamp.fingerprint().clone());
        if self.session.path.as_ref() != Some(&path) {
            // The other file stays as it is.
            self.brought.clear();
            (self.lock, self.other) = take_lock(&path, self.session.worker().name.clone(), time);
        }
        self.session.path = Some(path);
        self.stamp = Some(stamp);
        self.journal.save_done(head(&self.session, self.base.clone(), self.started));
    }

    /// This came in from the file itself: it is not to be lost there when that is taken back.
    pub fn brought_by_file(&mut self, theirs: Project) {
        self.brought.retain(|before| !is_contained(before, &theirs));
        self.brought.push(theirs);
    }

    /// What came in from the file and was taken back since: a save there would be the end of it.
    pub fn taken_back(&self) -> Option<&Project> {
        let project = self.session.project();
        self.brought.iter().find(|brought| !is_contained(brought, project))
    }

    /// What another program has done to the file since it was opened or last saved; told once.
    pub fn changed_on_disk(&mut self) -> Option<Change> {
        let (Some(path), Some(stamp), false) = (&self.session.path, &mut self.stamp, self.saving) else { return None };
        let change = Some(stamp.changed_on_disk(path)).filter(|change| *change != Change::Same)?;
        (!std::mem::replace(&mut self.told_of_change, true)).then_some(change)
    }

    /// Ends the work: what was not saved is thrown away, as the user wants it, or there is none.
    pub fn discard(self) {
        self.journal.discard();
    }

    /// Whether work could not be journaled, or can be again, if that is news.
    pub fn journal_news(&self) -> Option<JournalNews> {
        self.journal.news()
    }

    /// Whether work is journaled.
    pub fn recovery_works(&self) -> bool {
        self.journal.works()
    }
}

fn take_lock(path: &Path, name: String, now: Time) -> (Option<Lock>, Option<Holder>) {
    let since = jiff::Timestamp::from_second(now.0).unwrap_or_default();
    match Lock::take(path, &Holder { name, since, run: ProgramRun::this() }) {
        LockState::Ours(lock) => (Some(lock), None),
        LockState::Theirs(holder) => (None, Some(holder)),
        LockState::Untold => (None, None),
    }
}

fn head(session: &Session, base: Option<Fingerprint>, started: Time) -> JournalHead {
    JournalHead {
        project_path: session.path.clone(),
        base,
        project_id: session.project().id().to_string(),
        actor: session.worker().actor.to_string(),
        program: env!("CARGO_PKG_VERSION").into(),
        started: started.to_string(),
        run: ProgramRun::this(),
    }
}
