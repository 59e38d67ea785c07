//! What the page for the editor shows.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Change, Document, DocumentId, LinkTarget, Project, Time};
use crate::session::{
    Against, Cause, End, Matter, MatterId, MatterState, Session, Words, change_in_words, published_in_words,
    taken_in_by, thing,
};
use crate::text::listed;
use crate::ui::panels::passage::day;
use crate::ui::panels::quoted::{Quoted, excerpt, last_chars, visible};
use crate::ui::when::when;

/// What stands for the date of a document that has none.
const NO_DATE: &str = "no date";

/// A sort of matters, to look at one of them alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// What contradicts or conflicts.
    Contradictions,
    /// What the program found by comparing documents.
    Found,
    /// What is wrong.
    Wrong,
    /// What is to be changed.
    Changes,
    /// What a newer figure updates.
    Updates,
    /// What cannot be verified.
    CannotVerify,
    /// What the author answers for.
    OnAuthor,
    /// What two people set differently.
    Clashes,
}

impl Sort {
    /// All sorts, in the order of the menu.
    pub const ALL: [Self; 8] = [
        Self::Contradictions,
        Self::Found,
        Self::Wrong,
        Self::Changes,
        Self::Updates,
        Self::CannotVerify,
        Self::OnAuthor,
        Self::Clashes,
    ];

    /// The words for it: "Found by comparing".
    pub fn label(self) -> &'static str {
        match self {
            Self::Contradictions => "Contradictions",
            Self::Found => "Found by comparing",
            Self::Wrong => "Wrong",
            Self::Changes => "Changes",
            Self::Updates => "Updates",
            Self::CannotVerify => "Cannot verify",
            Self::OnAuthor => "On author",
            Self::Clashes => "Clashes",
        }
    }

    fn of(cause: Cause) -> Self {
        match cause {
            Cause::Fork | Cause::Clash => Self::Clashes,
            Cause::Wrong => Self::Wrong,
            Cause::NotMade
            | Cause::LegalChange
            | Cause::Change
            | Cause::WithChange
            | Cause::MinorChange
            | Cause::Gone => Self::Changes,
            Cause::Conflicting | Cause::Contradicted | Cause::SupportDiffers => Self::Contradictions,
            Cause::CannotVerify => Self::CannotVerify,
            Cause::Found => Self::Found,
            Cause::Updated => Self::Updates,
            Cause::OnAuthor => Self::OnAuthor,
        }
    }
}

/// Which matters are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MattersFilter {
    /// Of what sort they must be.
    pub sort: Option<Sort>,
    /// In which draft.
    pub draft: Option<DocumentId>,
    /// Only what somebody has to decide.
    pub undecided_only: bool,
    /// What was dismissed too.
    pub dismissed: bool,
}

impl MattersFilter {
    /// Whether a matter is shown.
    pub fn takes(&self, matter: &Matter) -> bool {
        let is_here = |draft| {
            let other = matter.against.first().map(|against| against.end);
            matter.words.is_some_and(|words| words.0 == draft)
                || matches!(other, Some(End::Words((document, _), _)) if document == draft)
        };
        let state = match matter.state {
            MatterState::Undecided => true,
            MatterState::Decided => !self.undecided_only,
            MatterState::Dismissed => self.dismissed,
        };
        state
            && self.draft.is_none_or(is_here)
            && self.sort.is_none_or(|sort| matter.causes.iter().any(|cause| Sort::of(*cause) == sort))
    }

    /// How many matters there are of each sort, the choice of a sort aside.
    pub fn counts(&self, all: &[Matter]) -> BTreeMap<Sort, usize> {
        let any = Self { sort: None, ..*self };
        let mut counts = BTreeMap::new();
        for matter in all.iter().filter(|matter| any.takes(matter)) {
            let mut sorts: Vec<Sort> = matter.causes.iter().map(|cause| Sort::of(*cause)).collect();
            sorts.sort_unstable();
            sorts.dedup();
            sorts.into_iter().for_each(|sort| *counts.entry(sort).or_default() += 1);
        }
        counts
    }
}

/// A row: two sides below each other, and what is said about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The most serious reason why it is here.
    pub cause: Cause,
    /// Whether it is decided.
    pub state: MatterState,
    /// What is the matter: in a word, and all else that is.
    pub matter: [String; 2],
    /// Both sides, one of which may be missing.
    pub sides: [Option<Side>; 2],
    /// How they differ: in a word, and in a sentence; or what should be changed.
    pub difference: [String; 2],
    /// What was decided, and by whom and when, or what it waits for.
    pub decision: [String; 2],
    /// All of it, for who hears it.
    pub name: String,
}

/// One side of a matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Side {
    /// The document or source, and the place in it: "A shared agenda ¶7".
    pub place: String,
    /// When it was published, in words.
    pub published: String,
    /// Its words in their sentence.
    pub says: Quoted,
}

impl Side {
    /// Words of a document.
    pub fn of(project: &Project, (document, range): Words) -> Option<Self> {
        let document = project.document(document)?;
        Some(Self {
            place: format!("{} {}", visible(project.called(document.id)), document.place_name(range.start())),
            published: dated(document),
            says: match project.orphaned_words(document, range) {
                Some(words) => Quoted { words: visible(words), ..Quoted::default() },
                None => Quoted::of(document, range),
            },
        })
    }

    /// What a matter is about: its words, else the document, source or project with the value that shows of it.
    pub fn own(project: &Project, matter: &Matter) -> Option<Self> {
        match (matter.words, matter.id) {
            (Some(words), _) => Self::of(project, words),
            (None, MatterId::Record(record)) => {
                let clash = matter.clashing(project).into_iter().next()?;
                let words = clash.values.first().map(|value| visible(&value.words)).unwrap_or_default();
                let place = capital(&visible(&thing(project, record)));
                Some(Self { place, says: Quoted { words, ..Quoted::default() }, ..Self::default() })
            }
            (None, MatterId::Fork(document)) => {
                let words = visible(&matter.fork(project)?.choices_in_words(project));
                let place = visible(project.called(document));
                Some(Self { place, says: Quoted { words, ..Quoted::default() }, ..Self::default() })
            }
            (None, _) => None,
        }
    }

    /// New versions, each after who took it in: "Ana Ruiz: Draft 2; Ben Okafor: Draft 2b". None without a version.
    fn of_versions(project: &Project, versions: &[DocumentId]) -> Option<Self> {
        let called = |version: &DocumentId| {
            let who = taken_in_by(project, *version).map(|who| format!("{who}: ")).unwrap_or_default();
            format!("{who}{}", project.called(*version))
        };
        let titles: Vec<&str> = versions.iter().map(|version| project.called(*version)).collect();
        let words = visible(&versions.iter().map(called).collect::<Vec<_>>().join("; "));
        let published = match versions {
            [] => return None,
            [only] => project.document(*only).map(|document| dated(document)).unwrap_or_default(),
            _ => String::new(),
        };
        let says = Quoted { words, ..Quoted::default() };
        Some(Self { place: visible(&listed(&titles, "and")), published, says })
    }

    /// What words are set against.
    pub fn against(project: &Project, against: &Against) -> Option<Self> {
        let link = against.link.and_then(|id| project.link(id));
        let (title, published) = match against.end {
            End::Words(words, _) => return Self::of(project, words),
            End::Whole(LinkTarget::Document(id)) => {
                let document = project.document(id)?;
                (project.called(id).to_owned(), dated(document))
            }
            End::Whole(LinkTarget::Source(id)) => {
                let source = project.source(id)?;
                (source.name.to_string(), day(&source.date))
            }
            End::Whole(LinkTarget::Passage(_)) => return None,
        };
        let place = link.map_or("", |link| link.place.as_str());
        let words = link.map(|link| visible(&link.words)).unwrap_or_default();
        let place = [visible(&title), visible(place)].into_iter().filter(|part| !part.is_empty());
        Some(Self {
            place: place.collect::<Vec<_>>().join(" "),
            published,
            says: Quoted { words, ..Quoted::default() },
        })
    }

    /// Fit for one line.
    fn in_a_line(self) -> Self {
        Self { says: self.says.in_short(), ..self }
    }

    /// What it says with at most so many characters before its words.
    pub fn says_from(&self, n_before: usize) -> Quoted {
        Quoted { before: last_chars(&self.says.before, n_before), ..self.says.clone() }
    }
}

impl Line {
    /// The row of a matter.
    pub fn of(session: &Session, matter: &Matter, now: Time) -> Option<Self> {
        let project = session.project();
        let clash = matter.clashing(project).into_iter().next();
        let own = Side::own(project, matter)?;
        let first = matter.against.first();
        let changes: Vec<&Arc<Change>> =
            matter.changes.iter().filter_map(|id| project.tables().changes.get(id)).collect();
        let proposed = changes.last().filter(|change| change.to != change.from);
        let other = first
            .and_then(|against| Side::against(project, against))
            .map(|side| Side { place: side.place + &said_again(project, matter), ..side });
        let other = other.or_else(|| {
            let change = proposed?;
            let words = if change.to.is_empty() { "(delete)".to_owned() } else { visible(&change.to) };
            Some(Side {
                place: "As proposed".into(),
                published: String::new(),
                says: Quoted { words, ..own.says.clone() },
            })
        });
        let difference = first.and_then(|against| against.difference.as_ref());
        let change = changes.last().map(|change| change_in_words(change));
        let again: Vec<&str> = matter.again.iter().map(|again| again.told.as_str()).collect();
        let other = other.or_else(|| {
            let clash = clash.as_ref().filter(|_| matter.words.is_none())?;
            let words = visible(&clash.values.get(1)?.words);
            Some(Side { says: Quoted { words, ..Quoted::default() }, ..Side::default() })
        });
        let values = clash.as_ref().map(|clash| visible(&clash.in_words(project)));
        let fork = matter.fork(project);
        let versions: Vec<DocumentId> = fork.iter().flat_map(|fork| &fork.versions).map(|(_, it)| *it).collect();
        // There are two sides, however many versions.
        let (first_version, others) = versions.split_at(versions.len().min(1));
        let version = |versions| Side::of_versions(project, versions);
        let (own, other) = (version(first_version).unwrap_or(own), version(others).or(other));
        let fork = fork.as_ref().map(|fork| visible(&fork.in_words(project)));
        let told = [
            fork,
            clash.map(|clash| clash.name),
            values,
            difference.map(|difference| capital(difference.label())),
            change.as_deref().map(visible),
            Some(again.join("; ")).filter(|again| !again.is_empty()),
            difference.map(|difference| visible(&difference.told(project))),
        ];
        let mut told = told.into_iter().flatten();
        let matter_words = matter_in_words(project, matter);
        let decision = decision_in_words(project, matter, now);
        let difference = [told.next().unwrap_or_default(), told.next().unwrap_or_default()];
        let rest: Vec<String> = told.collect();
        let mut line = Self {
            cause: matter.first_cause(),
            state: matter.state,
            matter: matter_words,
            sides: [Some(own.in_a_line()), other.map(Side::in_a_line)],
            difference,
            decision,
            name: String::new(),
        };
        line.name = line.in_words(&rest);
        Some(line)
    }

    fn in_words(&self, rest: &[String]) -> String {
        let sides = self.sides.iter().flatten().map(|side| {
            let date = if side.published.is_empty() { String::new() } else { format!(", {}", side.published) };
            format!("{}{date}: {}{}{}", side.place, side.says.before, side.says.words, side.says.after)
        });
        let parts = [self.matter.join(", ")].into_iter().chain(sides);
        let parts = parts.chain(self.difference.clone()).chain(rest.iter().cloned()).chain([self.decision.join(", ")]);
        let parts = parts.map(|part| part.trim_matches([' ', ',', '.']).to_owned()).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(". ")
    }
}

/// What is the matter in a word, and all else that is: the other reasons, what the first link says, and its rank.
fn matter_in_words(project: &Project, matter: &Matter) -> [String; 2] {
    let first = matter.first_cause();
    let link = matter.against.first().and_then(|against| project.link(against.link?));
    let rank = link.map(|link| format!("{} evidence", link.rank.label()));
    let mut others: Vec<String> =
        matter.causes.iter().skip(1).map(|cause| matter.label(*cause, project).to_lowercase()).collect();
    others.extend(rank);
    if matter.against.len() > 1 {
        others.push(format!("and {} more", matter.against.len() - 1));
    }
    if first == Cause::Found {
        return ["Found".to_owned(), "not linked yet".to_owned()];
    }
    [matter.label(first, project), others.join(" · ")]
}

/// Where the other document of a pair says the same again: ", ¶6, ¶12".
fn said_again(project: &Project, matter: &Matter) -> String {
    let is_pair = matches!(matter.id, MatterId::Pair(_));
    let ends = matter.against.iter().skip(1).filter(|_| is_pair).filter_map(|against| match against.end {
        End::Words(words, _) => Some(words),
        End::Whole(_) => None,
    });
    let ends: BTreeSet<_> = ends.collect();
    let place = |(document, range): Words| Some(project.document(document)?.place_name(range.start()));
    let mut places: Vec<String> = ends.into_iter().filter_map(place).collect();
    places.dedup();
    places.into_iter().flat_map(|place| [", ".to_owned(), place]).collect()
}

/// What was decided, and by whom and when, or what it waits for.
fn decision_in_words(project: &Project, matter: &Matter, now: Time) -> [String; 2] {
    let decided = matter.decided(project);
    let when = decided.when.map(|time| when(time, now));
    let by: Vec<String> = [Some(decided.who), when].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let said = if by.is_empty() { decided.why.clone() } else { by.join(", ") };
    [decided.label, excerpt(&said)]
}

/// When a document was published, in words, or that it is not known.
fn dated(document: &Document) -> String {
    let published = published_in_words(document);
    if published.is_empty() { NO_DATE.to_owned() } else { published }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// The rows that pass a filter, by their place among all.
#[derive(Debug, Default)]
pub struct MattersData {
    all: Arc<[Matter]>,
    rows: Vec<usize>,
    /// The lines that were shown, of one revision and ten minutes.
    lines: RefCell<BTreeMap<MatterId, Option<Arc<Line>>>>,
    of: Cell<Option<(u64, i64)>>,
}

impl MattersData {
    /// Takes other matters.
    pub fn set(&mut self, all: Arc<[Matter]>, filter: MattersFilter) {
        self.all = all;
        self.lines.borrow_mut().clear();
        self.filter(filter);
    }

    /// Shows those that pass a filter.
    pub fn filter(&mut self, filter: MattersFilter) {
        self.rows = self.all.iter().enumerate().filter(|(_, one)| filter.takes(one)).map(|(at, _)| at).collect();
    }

    /// All matters, whatever the filter.
    pub fn all(&self) -> &[Matter] {
        &self.all
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    /// The matter of a row.
    pub fn row(&self, row: usize) -> Option<&Matter> {
        self.rows.get(row).and_then(|at| self.all.get(*at))
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = &Matter> {
        self.rows.iter().filter_map(|at| self.all.get(*at))
    }

    /// How many matters somebody has to decide.
    pub fn n_undecided(&self) -> usize {
        self.all.iter().filter(|matter| matter.state == MatterState::Undecided).count()
    }

    /// The line of a row, which is made when it is first shown.
    pub fn line(&self, session: &Session, row: usize, now: Time) -> Option<Arc<Line>> {
        let of = Some((session.revision(), now.0 / 600));
        let mut lines = self.lines.borrow_mut();
        if self.of.replace(of) != of {
            lines.clear();
        }
        let matter = self.row(row)?;
        lines.entry(matter.id).or_insert_with(|| Line::of(session, matter, now).map(Arc::new)).clone()
    }
}
