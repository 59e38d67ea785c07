//! One open project at work: the project, its history, its indexes, and what is on the desk.
//!
//! A [`Session`] is what commands look at and what actions change. It knows no window, no files and no clock: who works
//! and when are told to it. The indexes over many records (places, counts) are updated from what a commit touched, never
//! rebuilt. Start reading with [`Session::commit`].

mod also;
mod bases;
mod carried;
mod clashing;
mod compared;
mod comparing;
mod comparison;
mod copy;
mod copy_matters;
mod deciding;
mod desk;
mod difference;
mod differing;
mod evidence;
mod figures;
mod forks;
mod found_pairs;
mod indexes;
mod left;
mod log;
mod matters;
mod merging;
mod noticed;
mod pane;
mod ready;
mod recent;
mod replaced;
mod review;
mod selection;
mod sentences;
mod statements;
mod steps;
mod suggested;
mod versions;
mod waiting;
mod why;
mod wording;

pub use also::{AlsoFound, AlsoThere, Offer};
pub use bases::Bases;
pub use clashing::{Clashing, ClashingValue, set_by, thing};
pub use compared::{Compared, ComparedPair, Words};
pub use comparison::Comparison;
pub use copy::{Copied, as_list, as_table, asked_as_text, changes_as_text, counted, queries_as_text, words};
pub use copy_matters::{change_in_words, matters_as_list, matters_as_table, published_in_words};
pub use deciding::Decided;
pub use desk::{Desk, Focus, LowerTab, Side, Spot, Trail};
pub use difference::{Difference, difference};
pub use differing::Differences;
pub use evidence::{Bearing, Question, evidence};
pub use figures::{Figure, Following, following};
pub use forks::{Fork, goes_on_in, others_in_words, reopened_in_words, standing_in_forks, taken_in_by};
pub use left::Left;
pub use log::{LogFilter, LogPlace, LogRows, LogTeller, Told, Unseen, belongs_to, in_quotes};
pub use matters::{Again, Against, Cause, End, Matter, MatterId, MatterState, Matters};
pub use noticed::Noticed;
pub use pane::{Pane, Tab};
pub use ready::{Known, Ready};
pub use replaced::{Turned, same_place};
pub use review::{Carried, Lookups, Review, ReviewId, ReviewRow, review, review_all, review_with};
pub use selection::Selection;
pub use sentences::{Sentences, sentences_of};
pub use statements::statements;
pub use steps::{Direction, Step, unit_at};
pub use suggested::{SuggestionClass, SuggestionId, SuggestionKey, Waiting, WaitingContent};
pub use versions::{VersionPair, Versions, versions_to_compare};
pub use why::{why_it_stands, why_open};

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use self::also::AlsoKnown;
use self::indexes::Indexes;
use self::ready::Derived;
use self::recent::Recent;
use crate::detect::has_superlative;
use crate::edit::{Commit, Deed, Facts, History, Moment, Transaction, Turn};
use crate::model::{
    Actor, Checker, CheckerId, Counts, Document, DocumentId, Dot, Edit, EditError, Field, Id, Looked, Passage,
    PassageId, Places, Project, RestsOn, Role, Standing, Time,
};

/// Paragraphs longer than this, in bytes, are not read for superlatives while the window waits.
const MAX_PARAGRAPH: usize = 20_000;

/// Who works on a project in this session: a person, and this one opening of the file by them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// The person.
    pub checker: CheckerId,
    /// Their name.
    pub name: String,
    /// This opening: random, never used again.
    pub actor: Actor,
}

/// A project and the order of its passages as they were at one moment, for work in the background. Taking it costs next
/// to nothing, for it shares everything.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The project.
    pub project: Project,
    /// The passages of every document in the order of its text.
    pub places: BTreeMap<DocumentId, Places>,
    /// The revision that it is of.
    pub revision: u64,
}

/// One open project at work.
#[derive(Debug)]
pub struct Session {
    project: Project,
    history: History,
    worker: Worker,
    /// What is derived from the project as it is. Kept by `update`.
    indexes: Indexes,
    /// What else says the same as passages, as far as it was looked for.
    also: AlsoKnown,
    /// What the documents say of the same, as far as they were compared.
    compared: Compared,
    /// What is on the screen and in hand.
    pub desk: Desk,
    /// The file, if there is one.
    pub path: Option<PathBuf>,
    /// Why the project can only be saved under another name, if so.
    pub read_only: Option<String>,
    /// An id for the next record that needs a random one. The window replaces it after every use.
    pub fresh: Id,
    revision: u64,
    /// What the last revisions changed. Kept by `update`.
    recent: Recent,
    /// What was done since it was last asked for, to be journaled.
    deeds: Vec<Deed>,
    /// For each merge that can be taken back: how many steps were done before it, and what is derived from the state before.
    behind: Vec<(usize, Derived)>,
    /// Where the checker was when each of the transactions was made that can be taken back.
    left: Vec<Option<Left>>,
    /// What whoever works here knew of the project before it was opened, if it ever was.
    known_before: Option<BTreeMap<Actor, u32>>,
    /// What others did since the project was last open here, if anything.
    unseen: Option<Arc<Unseen>>,
    /// What became of the passages of earlier versions, as far as it was listed.
    review: Review,
    /// How often that was listed.
    n_reviews: u64,
}

impl Session {
    /// A session on a project as it was opened or begun.
    pub fn new(project: Project, worker: Worker, fresh: Id) -> Self {
        Self {
            indexes: Indexes::of(&project),
            also: AlsoKnown::default(),
            compared: Compared::default(),
            desk: Desk::of(&project),
            history: History::new(),
            path: None,
            read_only: None,
            // No two openings have a number in common: what was computed for another one is never taken for this.
            revision: Actor::derived(fresh).0 >> 16,
            recent: Recent::default(),
            deeds: Vec::new(),
            behind: Vec::new(),
            left: Vec::new(),
            known_before: None,
            unseen: None,
            review: Review::default(),
            n_reviews: 0,
            project,
            worker,
            fresh,
        }
    }

    /// The project.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// What can be undone and redone, and what is saved.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What can be undone and redone, for entering that it was saved, or what was recovered.
    pub fn history_mut(&mut self) -> &mut History {
        &mut self.history
    }

    /// Who works here.
    pub fn worker(&self) -> &Worker {
        &self.worker
    }

    /// What others did since the project was last open here, if anything.
    pub fn unseen(&self) -> Option<&Arc<Unseen>> {
        self.unseen.as_ref()
    }

    /// Enters what whoever works here knew of this project before: what others did beyond that is new.
    pub fn set_known(&mut self, known: BTreeMap<Actor, u32>) {
        self.known_before = Some(known);
        self.forget_received();
    }

    /// What was new by a merge that was taken back is so no longer; what was new on opening, is.
    fn forget_received(&mut self) {
        let known = self.known_before.clone();
        self.set_unseen(known.and_then(|known| Unseen::of(&self.project, known, self.worker.checker)));
    }

    /// Enters what is new to whoever works here, if anything is.
    pub fn set_unseen(&mut self, unseen: Option<Unseen>) {
        self.unseen = unseen.map(Arc::new);
    }

    /// Grows with every change of the project, and when something was noticed in a draft: what was computed for another
    /// revision may be stale.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The passages that may look different than at an earlier `revision`, gone ones included; `None` if all may.
    pub fn changes_since(&self, revision: u64) -> Option<BTreeSet<PassageId>> {
        let n_changes = self.revision.checked_sub(revision)?;
        self.recent.last(usize::try_from(n_changes).ok()?)
    }

    /// The project as it is now, for work in the background.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { project: self.project.clone(), places: self.indexes.places.clone(), revision: self.revision }
    }

    /// The passages of a document in the order of its text.
    pub fn places(&self, document: DocumentId) -> Option<&Places> {
        self.indexes.places.get(&document)
    }

    /// The passages of every document in the order of its text.
    pub fn all_places(&self) -> &BTreeMap<DocumentId, Places> {
        &self.indexes.places
    }

    /// Changes the desk with a look at the project.
    pub fn desk_with_project(&mut self, change: impl FnOnce(&mut Desk, &Project)) {
        change(&mut self.desk, &self.project);
    }

    /// What was done since this was last asked for.
    pub fn take_deeds(&mut self) -> Vec<Deed> {
        std::mem::take(&mut self.deeds)
    }

    /// How many passages of a document are open and closed.
    pub fn counts(&self, document: DocumentId) -> Counts {
        self.places(document).map(|places| places.counts().clone()).unwrap_or_default()
    }

    /// How many passages of all drafts are open and closed.
    pub fn draft_counts(&self) -> Counts {
        self.project.documents_as(Role::Draft).into_iter().fold(Counts::default(), |mut sum, draft| {
            let counts = self.counts(draft.id);
            sum.n_passages += counts.n_passages;
            sum.n_open += counts.n_open;
            sum
        })
    }

    /// How many of the comments, notes and addresses of a draft's writer were neither accepted nor dismissed: somebody
    /// waits for an answer to them, and a draft is not signed off before that. What the program noticed is an offer.
    pub fn n_undecided(&self, draft: &Document) -> usize {
        self.project.waiting_proposals(draft).len()
    }

    /// The draft that is meant where one must be: in front in the reader used last, or in the other, or the only one.
    pub fn draft_in_front(&self) -> Option<&Arc<Document>> {
        let tabs = [self.desk.side, self.desk.side.other()].map(|side| self.desk.pane(side).tab());
        let in_front = tabs.into_iter().flatten().filter_map(|tab| self.project.document(tab.document));
        let draft = in_front.into_iter().find(|document| self.project.is_draft(document));
        draft.or_else(|| match self.project.documents_as(Role::Draft).as_slice() {
            [only] => Some(only),
            _ => None,
        })
    }

    /// How far the check of a passage is.
    pub fn standing(&self, passage: &Passage) -> Standing {
        self.project.standing(passage)
    }

    /// What of a document somebody has looked at: the passages as they are now, and what was passed.
    pub fn looked(&self, document: DocumentId) -> Looked {
        let marks = self.places(document).into_iter().flat_map(Places::iter);
        Looked::at(&self.project, document, marks.map(|mark| mark.range))
    }

    /// Whether a passage sets something above all else: "the largest". A very long one is not looked at.
    pub fn is_superlative(&self, passage: &Passage) -> bool {
        let document = self.project.document(passage.place.document);
        document.is_some_and(|document| {
            document.block_at(passage.range().start()).0.len() <= MAX_PARAGRAPH
                && has_superlative(&document.body, passage.range())
        })
    }

    /// What a passage rests on.
    pub fn rests_on(&self, passage: &Passage) -> RestsOn {
        self.indexes.origins.rests_on(&self.project, passage)
    }

    /// Enters the name of the person who works here, once they have said it; in the project too, if they have changed
    /// something there already.
    pub fn set_worker_name(&mut self, name: &str, time: Time) -> Result<(), EditError> {
        self.worker.name = name.to_owned();
        if self.project.actors.contains_key(&self.worker.actor) { self.name_worker(time) } else { Ok(()) }
    }

    /// Makes a transaction and brings the indexes up to date.
    pub fn commit(&mut self, what: Transaction, time: Time) -> Result<Commit, EditError> {
        let at = Moment { actor: self.worker.actor, time };
        let nobody_yet = (!self.project.actors.contains_key(&at.actor)).then(|| self.project.clone());
        let n_deeds = self.deeds.len();
        let entered = self.enter_worker(time);
        let n_done = self.history.n_done();
        let commit = entered.and_then(|()| self.history.commit(&mut self.project, what, at));
        if commit.as_ref().is_ok_and(|commit| commit.turn == Turn::Final) {
            self.behind.clear();
            self.left.clear();
        }
        if commit.is_ok() {
            self.left.resize(n_done, None);
            self.left.push(Some(self.desk.left()));
        }
        if let (Err(_), Some(before)) = (&commit, nobody_yet) {
            self.project = before;
            self.deeds.truncate(n_deeds);
        }
        commit.inspect(|commit| self.update(commit))
    }

    /// Takes back the last transaction, `None` if there is none.
    pub fn undo(&mut self, time: Time) -> Option<Result<Commit, EditError>> {
        // After a merge was taken back it is another opening that goes on.
        if self.history.undo_name().is_some()
            && !self.history.undoes_merge()
            && let Err(error) = self.enter_worker(time)
        {
            return Some(Err(error));
        }
        let at = Moment { actor: self.worker.actor, time };
        let commit = self.history.undo(&mut self.project, at)?;
        Some(commit.inspect(|commit| self.update(commit)))
    }

    /// Brings all that depends on the project up to date with a transaction, and keeps that for the journal.
    fn update(&mut self, commit: &Commit) {
        self.revision += 1;
        self.deeds.extend(Facts::of(&self.project, commit).map(Deed::Facts));
        let differing = self.indexes.update(&self.project, commit);
        self.recent.push(differing);
        replaced::turn_tabs(&mut self.desk, &self.project, &commit.touched);
        self.desk.let_go_of_missing(&self.project);
    }

    /// Where the checker was when the transaction was made that was taken back last.
    pub fn left_at(&self) -> Option<Left> {
        self.left.get(self.history.n_done()).copied().flatten()
    }

    /// Makes the transaction again that was last taken back, `None` if there is none.
    pub fn redo(&mut self, time: Time) -> Option<Result<Commit, EditError>> {
        if self.history.redo_name().is_some()
            && self.history.merge_to_redo().is_none()
            && let Err(error) = self.enter_worker(time)
        {
            return Some(Err(error));
        }
        let at = Moment { actor: self.worker.actor, time };
        let commit = self.history.redo(&mut self.project, at)?;
        Some(commit.inspect(|commit| self.update(commit)))
    }

    /// Enters this opening, and the person if the project does not know them, before its first change.
    fn enter_worker(&mut self, time: Time) -> Result<(), EditError> {
        let Worker { checker, actor, .. } = self.worker;
        if self.project.actors.contains_key(&actor) {
            return Ok(());
        }
        self.project.actors.insert(actor, checker);
        self.name_worker(time)
    }

    /// Makes the person known to the project by the name they have said.
    fn name_worker(&mut self, time: Time) -> Result<(), EditError> {
        let Worker { checker, name, actor } = &self.worker;
        let (checker, actor) = (*checker, *actor);
        if self.project.checker(checker).is_none_or(|known| *known.name != **name) {
            let nobody = Dot { actor, counter: 0 };
            let edit = match self.project.checker(checker) {
                None => Edit::insert(Checker::new(checker, name, nobody)),
                Some(_) => Edit::set(checker, Field::Name, crate::model::Text::from(name.as_str())),
            };
            let what = Transaction::new("Begin to work", vec![edit]);
            let renamed = self.project.checker(checker).is_some();
            let commit = self.history.enter(&mut self.project, what, Moment { actor, time })?;
            self.deeds.extend(Facts::of(&self.project, &commit).map(Deed::Facts));
            if renamed {
                // Their name shows at every passage they changed.
                self.revision += 1;
                self.recent.push(None);
            }
        }
        Ok(())
    }
}
