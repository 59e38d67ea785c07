//! The project united with another copy, and what is told of that: the part of merging that runs in the background.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::merge::{
    Merged, News, Tally, Teller, belong_together, is_contained, merge, n_shared_documents, news, tally,
};
use crate::model::{Actor, AnyRecord, CheckerId, Dot, Project, ProjectId, RecordId, Time};
use crate::session::{Known, Ready, Unseen, counted};
use crate::store::{FileStamp, OpenError, copies_beside, open_project};
use crate::ui::dialogs::{MergeLine, MergeTold};
use crate::ui::when::moment;

/// How much of what should be looked at in a new version is listed, and how much of it if it is more.
const MAX_LOOK_AT: usize = 12;
const FEW: usize = 10;

/// What a copy is united for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To show what would come in.
    Preview,
    /// To take it in, which was said.
    Merge,
    /// To save both, because the file was changed since it was opened.
    Save,
    /// To save both, because what the file brought was taken back since.
    Keep,
    /// To do a merge again that was taken back.
    Redo,
}

/// The other copy.
pub enum Theirs {
    /// It is to be read.
    File(PathBuf),
    /// It was read before.
    Known(Box<TheirCopy>),
}

/// A copy that was read.
pub struct TheirCopy {
    /// From there.
    pub path: PathBuf,
    /// The copy.
    pub project: Project,
    /// Its file as it was read.
    pub stamp: Option<FileStamp>,
}

/// What is to be united.
pub struct Uniting {
    /// The project as it stands.
    pub ours: Project,
    /// The other copy.
    pub theirs: Theirs,
    /// What for.
    pub purpose: Purpose,
    /// When.
    pub now: Time,
    /// Who works here.
    pub me: CheckerId,
    /// What is known of the texts.
    pub known: Known,
}

/// What came of it.
pub struct United {
    /// The project that was united with the copy.
    pub of: ProjectId,
    /// The file of the other copy.
    pub path: PathBuf,
    /// What it was for.
    pub purpose: Purpose,
    /// The project with what both hold.
    pub result: Result<Box<Coming>, MergeProblem>,
}

/// Why a copy cannot be merged. Nothing was changed.
pub enum MergeProblem {
    /// It cannot be read.
    Unread(OpenError),
    /// A part of it would be lost, and why.
    Partly(String),
}

/// Another copy with what it would bring.
pub struct Coming {
    /// Its file.
    pub path: PathBuf,
    /// Its file as it was read.
    pub stamp: Option<FileStamp>,
    /// The copy.
    pub theirs: Project,
    /// The project with what both hold.
    pub ready: Ready,
    /// What of it is new to whoever works here.
    pub unseen: Option<Unseen>,
    /// What our copy had taken in when they were united.
    pub ours_seen: BTreeMap<Actor, u32>,
    /// Whether all of it is here already.
    pub is_nothing: bool,
    /// How much is new.
    sum: Tally,
    /// Who did it.
    people: Vec<String>,
    /// Whether it brings values that then wait for a choice.
    pub brings_clashes: bool,
    /// Whether it brings a version of which it is then to be said whether it or another one is the newer.
    pub brings_forks: bool,
    /// Whether it is no copy of the same project.
    pub is_stranger: bool,
    /// What is told of it.
    pub told: MergeTold,
}

impl Uniting {
    /// Reads the other copy if need be, and unites the two.
    pub fn run(self) -> United {
        let Self { ours, theirs, purpose, now, me, known } = self;
        let (path, read) = match theirs {
            Theirs::Known(known) => (known.path, Ok((known.project, known.stamp, Vec::new()))),
            Theirs::File(path) => {
                let read = read(&path);
                (path, read)
            }
        };
        let of = ours.id();
        let result = read.map(|(theirs, stamp, notices)| {
            let coming = Coming::of(&ours, theirs, (path.clone(), stamp), (now, me, &known));
            let doubts = notices.into_iter().chain(coming.told.doubts.clone()).collect();
            Box::new(Coming { told: MergeTold { doubts, ..coming.told.clone() }, ..coming })
        });
        United { of, path, purpose, result }
    }
}

type Read = (Project, Option<FileStamp>, Vec<String>);

fn read(path: &Path) -> Result<Read, MergeProblem> {
    let (opened, stamp) = open_project(path).map_err(MergeProblem::Unread)?;
    match opened.read_only {
        Some(why) => Err(MergeProblem::Partly(why)),
        None => Ok((opened.project, Some(stamp), opened.notices)),
    }
}

impl Coming {
    fn of(
        ours: &Project,
        theirs: Project,
        (path, stamp): (PathBuf, Option<FileStamp>),
        (now, me, known): (Time, CheckerId, &Known),
    ) -> Self {
        let Merged { project, doubts } = merge(ours, &theirs);
        let is_nothing = doubts.is_empty()
            && is_contained(&theirs, ours)
            && project.tables() == ours.tables()
            && project.set_aside == ours.set_aside
            && project.emptied == ours.emptied
            && project.united == ours.united;
        let news = if is_nothing { Vec::new() } else { news(ours, &project) };
        let people = tally(&project, &news);
        let before = Teller::new(ours, Some(now)).versions();
        // As in the history: what was done today by the clock, all by the clock here.
        let teller = Teller::new(&project, Some(now)).with_copies([ours, &theirs]);
        let teller = teller.with_moments(|time| moment(time, now));
        let mut lines: Vec<MergeLine> = news.iter().flat_map(|one| lines_of(&teller, one)).collect();
        // What asks for a choice comes first, all else as it stands in the documents.
        lines.sort_by_key(|line| line.against.is_empty());
        let told = MergeTold {
            file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            folder: path.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
            n_waiting: 0,
            stranger: stranger(ours, &theirs),
            people: people.iter().map(|(who, tally)| (who.clone(), tally.in_words())).collect(),
            documents: new_documents(ours, &project),
            waits: teller.versions().into_iter().filter(|told| !before.contains(told)).collect(),
            doubts: teller.doubts(&doubts),
            lines: lines.into(),
        };
        drop(teller);
        let brings_forks = project.forks().any(|fork| ours.forks().all(|known| known != fork));
        Self {
            is_stranger: ours.id() != theirs.id(),
            brings_clashes: !clashes(&project).is_subset(&clashes(ours)),
            unseen: Unseen::of(&project, ours.seen.clone(), me),
            brings_forks,
            ours_seen: ours.seen.clone(),
            path,
            stamp,
            theirs,
            ready: Ready::of(ours, project, known),
            is_nothing,
            sum: Tally::of(&news),
            people: people.into_keys().collect(),
            told,
        }
    }

    /// What came in, and from whom: "12 new, 1 clash by Ben Okafor".
    pub fn in_words(&self) -> String {
        let by = match self.people.as_slice() {
            [] => return "nothing that shows".into(),
            [only] => only.clone(),
            [one, other] => format!("{one} and {other}"),
            several => counted(several.len(), "person", "people"),
        };
        format!("{} by {by}", self.sum.in_words())
    }
}

/// The copies of a project beside its file that hold something that the project does not, or cannot be read.
pub fn copies_with_more(path: &Path, project: &Project) -> Vec<PathBuf> {
    let mut copies = copies_beside(path, &project.id().to_string());
    copies.retain(|copy| open_project(copy).map_or(true, |(opened, _)| !is_contained(&opened.project, project)));
    copies
}

/// A piece of news, and below it some of what should be looked at because of it.
fn lines_of(teller: &Teller<'_>, news: &News) -> Vec<MergeLine> {
    let head = MergeLine {
        who: teller.who(news.dot).to_owned(),
        what: teller.what(news),
        when: teller.moment(news.dot),
        against: teller.against(news),
    };
    let look_at = teller.look_at(news);
    let n_told = if look_at.len() <= MAX_LOOK_AT { look_at.len() } else { FEW };
    let n_more = look_at.len() - n_told;
    let more = (n_more > 0).then(|| format!("and {n_more} more, in the tab New version once it is merged"));
    let below = look_at.into_iter().take(n_told).chain(more).map(|what| MergeLine { what, ..MergeLine::default() });
    std::iter::once(head).chain(below).collect()
}

/// The titles of the documents that are in the one and not in the other.
fn new_documents(ours: &Project, project: &Project) -> Vec<String> {
    let new = project.documents().into_iter().filter(|document| ours.document(document.id).is_none());
    new.map(|document| project.called(document.id).to_owned()).collect()
}

/// The values that wait for a choice.
fn clashes(project: &Project) -> BTreeSet<(RecordId, Dot)> {
    let dots = |record: &AnyRecord| project.clashes_of(record).map(|clash| clash.dot).collect::<Vec<_>>();
    project.clashing().flat_map(|record| dots(&record).into_iter().map(move |dot| (record.record_id(), dot))).collect()
}

/// That the other is no copy of the project that is open and was never united with it, if so.
fn stranger(ours: &Project, theirs: &Project) -> String {
    if belong_together(ours, theirs) {
        return String::new();
    }
    let title = match theirs.title() {
        "" => "another project".to_owned(),
        title => format!("another project, “{title}”"),
    };
    let shared = match n_shared_documents(ours, theirs) {
        0 => "The two share no document.".to_owned(),
        n => format!("The two share {}.", counted(n, "document", "documents")),
    };
    format!(
        "This is no copy of the project that is open but {title}. {shared} Once merged, they are merged without this question."
    )
}
