//! Merging other copies of the project: read and united in the background, shown, then taken in as one step of undo.
//!
//! What was united is taken in only if nothing was done to the project meanwhile; else it is united anew. The same way
//! leads a merge that is asked for, one that a save needs because the file has changed, and one that is done again after
//! it was taken back.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use crate::command::{Command, FileAction};
use crate::session::{Session, counted};
use crate::store::OpenError;
use crate::ui::dialogs::{Dialog, DroppedProject, MergeForm, MergeTold};
use crate::ui::panels::lower::Sort;
use crate::ui::widgets::{Severity, ToastId};

use super::App;
use super::is_project;
use super::offers::Offer;
use super::picker::Pick;
use super::uniting::{Coming, MergeProblem, Purpose, TheirCopy, Theirs, United, Uniting};

/// The copies that are asked for.
#[derive(Default)]
pub(super) struct Merging {
    /// Those that are still to be read.
    waiting: VecDeque<PathBuf>,
    /// Whether one is being read, or asked about.
    under_way: bool,
    /// What it is asked about whether to take it in.
    coming: Option<Box<Coming>>,
    /// Copies that sync services left beside the file, and the notice that offers them.
    beside: Vec<PathBuf>,
    offered: Option<ToastId>,
    /// Copies that are not offered any more, because nobody wanted them.
    dismissed: BTreeSet<PathBuf>,
    /// The notice of what came in last.
    told: Option<ToastId>,
    /// What that says once the project is saved, if it says something else then.
    once_saved: Option<String>,
    /// The notice that another program has changed the file, or removed it.
    file_changed: Option<ToastId>,
}

impl App {
    /// Asks for a copy of the project, to merge it.
    pub(super) fn pick_merge(&mut self) {
        let folder = self.session().and_then(|session| session.path.as_deref()).and_then(Path::parent);
        self.pick(Pick::Merge { folder: folder.map(Path::to_owned) });
    }

    /// Projects were dropped on the window: opened, or merged with the one that is open. Says whether they are dealt with.
    pub(super) fn dropped_projects(&mut self, paths: &[PathBuf]) -> bool {
        if paths.is_empty() || !paths.iter().all(|path| is_project(path)) {
            return false;
        }
        let is_worth_merging = |session: &Session| !session.project().documents().is_empty();
        match (paths, self.session().is_some_and(is_worth_merging)) {
            ([only], true) => self.dialogs.push(Dialog::Dropped(DroppedProject::new(only.clone()))),
            ([only], false) => self.run(crate::command::Action::File(FileAction::Open(only.clone()))),
            (several, true) => self.merge_files(several.to_vec()),
            _ => return false,
        }
        true
    }

    /// Merges copies, one after the other; each is shown before.
    pub(super) fn merge_files(&mut self, paths: Vec<PathBuf>) {
        if self.session().is_some() {
            self.merging.waiting.extend(paths);
            self.merge_next();
        }
    }

    /// Goes on to the next copy, once nothing is asked about the one before.
    fn merge_next(&mut self) {
        if self.merging.under_way {
            return;
        }
        if let Some(path) = self.merging.waiting.pop_front() {
            self.merging.under_way = true;
            self.unite(Theirs::File(path), Purpose::Preview);
        }
    }

    /// Unites the project with another copy in the background.
    pub(super) fn unite(&mut self, theirs: Theirs, purpose: Purpose) {
        self.finish_typing();
        let now = self.now();
        let Some(session) = self.session() else { return };
        let (me, known) = (session.worker().checker, session.known());
        let uniting = Uniting { ours: session.project().clone(), theirs, purpose, now, me, known };
        self.jobs.unite(uniting);
    }

    /// Takes what came of that.
    pub(super) fn united(&mut self, united: United) {
        let United { of, path, purpose, result } = united;
        // Another project may have been opened meanwhile.
        let is_open = self.session().is_some_and(|session| session.project().id() == of);
        if !is_open || (purpose == Purpose::Preview && !self.merging.under_way) {
            return;
        }
        match (purpose, result) {
            (Purpose::Preview, Ok(coming)) => self.ask_merge(coming),
            (Purpose::Preview, Err(problem)) => {
                self.not_merged(&path, problem);
                self.go_on_merging();
            }
            (Purpose::Save | Purpose::Keep, Ok(coming)) if !coming.is_stranger => {
                self.take_in_or_again(coming, purpose)
            }
            // Nothing that could be merged: both are kept.
            (Purpose::Save | Purpose::Keep, result) => {
                self.after_save = None;
                let why = match result {
                    Ok(_) => "it holds another project now".to_owned(),
                    Err(MergeProblem::Unread(OpenError::Content { error, .. })) => error.why_no_merge(),
                    Err(MergeProblem::Unread(OpenError::File(_))) => "it holds no project that can be read".to_owned(),
                    Err(MergeProblem::Partly(why)) => why,
                };
                self.ask_disk(&path, &why);
            }
            (Purpose::Merge | Purpose::Redo, Ok(coming)) => self.take_in_or_again(coming, purpose),
            // It was read before.
            (Purpose::Merge | Purpose::Redo, Err(_)) => {}
        }
    }

    /// Shows what would come in, or says that nothing would.
    fn ask_merge(&mut self, coming: Box<Coming>) {
        if coming.is_nothing {
            self.tell(Severity::Info, format!("All that “{}” holds is here already", coming.told.file));
            return self.go_on_merging();
        }
        let told = MergeTold { n_waiting: self.merging.waiting.len(), ..coming.told.clone() };
        self.dialogs.push(Dialog::Merge(MergeForm::new(told)));
        self.merging.coming = Some(coming);
    }

    /// Merges what was shown.
    pub(super) fn merge_shown(&mut self) {
        if let Some(coming) = self.merging.coming.take() {
            self.finish_typing();
            self.take_in_or_again(coming, Purpose::Merge);
        }
        self.go_on_merging();
    }

    /// Nobody wants what was shown.
    pub(super) fn merge_dismissed(&mut self) {
        if let Some(coming) = self.merging.coming.take() {
            self.merging.dismissed.insert(coming.path);
        }
        self.go_on_merging();
    }

    fn go_on_merging(&mut self) {
        self.merging.under_way = false;
        self.merge_next();
    }

    /// Looks for copies that sync services left beside the file that was opened.
    pub(super) fn look_for_copies(&mut self) {
        let session = self.work.as_ref().map(|work| &work.session);
        let opened = session.and_then(|session| Some((session.path.clone()?, session.project().clone())));
        opened.into_iter().for_each(|(path, project)| self.jobs.find_copies(path, project));
    }

    /// Offers those that were found and hold something new, unless they were offered before.
    pub(super) fn copies_found(&mut self, of: &Path, mut copies: Vec<PathBuf>) {
        if self.session().is_none_or(|session| session.path.as_deref() != Some(of)) {
            return;
        }
        self.merging.offered.take().into_iter().for_each(|offered| self.withdraw(offered));
        copies.retain(|copy| !self.merging.dismissed.contains(copy));
        if copies.is_empty() {
            return;
        }
        let name = |copy: &PathBuf| copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let told = match copies.as_slice() {
            [only] => format!("A copy of this project lies beside it, not merged yet: “{}”", name(only)),
            [first, others @ ..] => {
                let others = counted(others.len(), "other", "others");
                format!("Copies of this project lie beside it, not merged yet: “{}” and {others}", name(first))
            }
            [] => return,
        };
        let offered = self.offer(Severity::Warning, told, "Merge…", Offer::Merge(copies.clone()));
        self.toasts.keep(offered);
        self.merging.beside.extend(copies);
        self.merging.offered = Some(offered);
    }

    /// Nobody wants these copies; they are not offered again before the program is started anew.
    pub(super) fn dismiss_copies(&mut self, copies: Vec<PathBuf>) {
        self.merging.dismissed.extend(copies);
    }

    /// Forgets what was asked for, because the project is closed.
    pub(super) fn forget_merging(&mut self) {
        self.merging.offered.take().into_iter().for_each(|offered| self.withdraw(offered));
        self.forget_merged();
        self.forget_file_changed();
        let dismissed = std::mem::take(&mut self.merging.dismissed);
        self.merging = Merging { dismissed, ..Merging::default() };
    }

    /// Takes in what was united, if that was done with the project as it stands; else unites it anew.
    fn take_in_or_again(&mut self, coming: Box<Coming>, purpose: Purpose) {
        self.finish_typing();
        let is_current = self.session().is_some_and(|session| session.project().seen == coming.ours_seen);
        if !is_current {
            let Coming { path, theirs: project, stamp, .. } = *coming;
            return self.unite(Theirs::Known(Box::new(TheirCopy { path, project, stamp })), purpose);
        }
        match purpose {
            Purpose::Redo => self.take_in_again(*coming),
            Purpose::Save => self.take_in_and_save(*coming, "This file was changed meanwhile"),
            Purpose::Keep => self.take_in_and_save(*coming, "This file holds what was taken back here"),
            Purpose::Preview | Purpose::Merge => {
                let told = format!("Merged “{}”: {}", coming.told.file, coming.in_words());
                let is_beside = self.merging.beside.contains(&coming.path);
                if is_beside {
                    self.take_in_copy(*coming, format!("{told}. Once this is saved, that file can be removed"));
                    self.merging.once_saved =
                        Some(format!("{told}. All of it is saved here: that file can be removed"));
                } else {
                    self.take_in_copy(*coming, told);
                }
            }
        }
    }

    /// Takes a copy in, and says so.
    fn take_in_copy(&mut self, coming: Coming, told: String) {
        let signed = self.signed_off();
        let (brings_clashes, brings_forks) = (coming.brings_clashes, coming.brings_forks);
        let fresh = (self.world.fresh_id)();
        let Some(work) = &mut self.work else { return };
        let is_own_file = work.session.path.as_ref() == Some(&coming.path);
        if let Some(stamp) = coming.stamp.filter(|_| is_own_file) {
            work.stamp = Some(stamp);
            work.brought_by_file(coming.theirs.clone());
        }
        let command = format!("Merge “{}”", coming.told.file);
        work.session.merge_ready(&command, coming.ready);
        work.session.fresh = fresh;
        // The history marks what came in.
        work.session.set_unseen(coming.unseen);
        let is_by_others = work.session.unseen().is_some();
        self.jobs.let_go((coming.theirs, coming.told));
        self.forget_change();
        self.forget_merged();
        // A copy may have held the same.
        if self.merging.offered.is_some_and(|offered| self.toasts.has(offered)) {
            self.look_for_copies();
        }
        self.tell_signed(&signed);
        let told = if brings_clashes {
            self.offer(Severity::Warning, told, "Show clashes", Offer::Clashes)
        } else if brings_forks {
            self.offer(Severity::Warning, told, "Review", Offer::Command(Command::ReviewVersion))
        } else if is_by_others {
            self.offer(Severity::Info, told, "Show", Offer::Unseen)
        } else {
            let told = self.offer(Severity::Info, told, "Undo", Offer::Command(Command::Undo));
            return self.offers.set_change(told);
        };
        // Whoever looks away, or goes on with what they were doing, is to find out all the same what came in.
        self.toasts.keep(told);
        self.merging.told = Some(told);
    }

    /// What was merged is in the file by now: the notice says what follows from that.
    pub(super) fn merged_is_saved(&mut self) {
        if let Some((message, told)) = self.merging.once_saved.take().zip(self.merging.told) {
            self.toasts.reword(told, message);
        }
    }

    /// Once all clashes are settled there are none to show; until all is saved the notice says what can be removed then.
    pub(super) fn clashes_may_be_settled(&mut self) {
        let Some(told) = self.merging.told.filter(|told| self.offers_clashes(*told)) else { return };
        if self.session().is_some_and(|session| session.project().clashing().next().is_none()) {
            self.withdraw_offer(told);
            if self.merging.once_saved.is_none() {
                self.forget_merged();
            }
        }
    }

    /// What was said of a merge is no longer so, or another one was made since.
    fn forget_merged(&mut self) {
        self.merging.once_saved = None;
        self.merging.told.take().into_iter().for_each(|told| self.withdraw(told));
    }

    /// Says what another program did to the file.
    pub(super) fn tell_file_changed(&mut self, message: &str) {
        self.forget_file_changed();
        self.merging.file_changed = Some(self.toasts.add(Severity::Warning, message, None));
    }

    /// The file is as it was saved here, or another one.
    pub(super) fn forget_file_changed(&mut self) {
        self.merging.file_changed.take().into_iter().for_each(|told| self.withdraw(told));
    }

    /// Takes in what another program made of the file, then saves both. Says `why`.
    fn take_in_and_save(&mut self, coming: Coming, why: &str) {
        let Some(work) = &mut self.work else { return };
        let (path, stamp) = (coming.path.clone(), coming.stamp.clone());
        work.stamp.clone_from(&stamp);
        if !coming.is_nothing {
            // What came in is to be seen before the window closes over it.
            self.after_save = None;
            let told = format!("{why}: {}. It was merged with yours", coming.in_words());
            self.take_in_copy(coming, told);
        }
        self.save_to(path, stamp);
    }

    /// Takes a merge back.
    pub(super) fn undo_merge(&mut self) {
        let signed = self.signed_off();
        let fresh = (self.world.fresh_id)();
        let Some(work) = &mut self.work else { return };
        let name = work.session.history().undo_name().unwrap_or_default().to_owned();
        if work.session.undo_merge() {
            work.session.fresh = fresh;
            self.forget_merged();
            self.renew_unseen();
            self.tell_step("Undone", &name);
            self.tell_signed(&signed);
        }
    }

    /// Begins to do a merge again that was taken back. Says whether there is one.
    pub(super) fn redo_merge(&mut self) -> bool {
        let theirs = self.session().and_then(|session| session.history().merge_to_redo()).cloned();
        let Some(project) = theirs else { return false };
        let known = TheirCopy { path: PathBuf::new(), project, stamp: None };
        self.unite(Theirs::Known(Box::new(known)), Purpose::Redo);
        true
    }

    fn take_in_again(&mut self, coming: Coming) {
        let signed = self.signed_off();
        let Some(work) = &mut self.work else { return };
        let name = work.session.history().redo_name().unwrap_or_default().to_owned();
        let redone = work.session.redo_merge_ready(coming.ready);
        if redone {
            work.session.set_unseen(coming.unseen);
        }
        // The history lets it go just now; whoever is the last frees it.
        self.jobs.let_go((coming.theirs, coming.told));
        if redone {
            self.tell_step("Redone", &name);
            self.tell_signed(&signed);
        }
    }

    /// Shows what waits for a choice between two people's values.
    pub(super) fn show_clashes(&mut self) {
        self.views.lower.for_editor_mut().show_only(Sort::Clashes);
        self.show_for_editor();
    }

    fn not_merged(&mut self, path: &Path, problem: MergeProblem) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let title = format!("“{name}” was not merged");
        match problem {
            MergeProblem::Unread(error) => self.open_problem(&title, &error),
            MergeProblem::Partly(why) => {
                let why = format!("Merging would lose a part of it, because {why}.");
                self.problem(&title, &why, "Nothing was changed. A newer version of Tickmark may read all of it.");
            }
        }
    }
}
