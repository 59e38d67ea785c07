//! The project united with another copy, and what is told of that: the part of merging that runs in the background.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::merge::{Merged, News, NewsKind, Tally, Teller, is_contained, merge, n_shared_documents, news, tally};
use crate::model::{Actor, Project, ProjectId, RecordKind, Time};
use crate::session::counted;
use crate::store::{FileStamp, OpenError, copies_beside, open_project};
use crate::ui::dialogs::{MergeLine, MergeTold};

/// What a copy is united for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To show what would come in.
    Preview,
    /// To take it in, which was said.
    Merge,
    /// To save both, because the file was changed since it was opened.
    Save,
    /// To do a merge again that was taken back.
    Redo,
}

/// The other copy.
pub enum Theirs {
    /// It is to be read.
    File(PathBuf),
    /// It was read before.
    Known(Box<Known>),
}

/// A copy that was read.
pub struct Known {
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
    pub project: Project,
    /// What our copy had taken in when they were united.
    pub ours_seen: BTreeMap<Actor, u32>,
    /// Whether all of it is here already.
    pub is_nothing: bool,
    /// How much is new, by who did it.
    people: BTreeMap<String, Tally>,
    /// How many values wait for a choice once it is taken in.
    pub n_clashes: usize,
    /// Whether it is then to be said which of two new versions is the newer.
    pub has_forks: bool,
    /// Whether it is no copy of the same project.
    pub is_stranger: bool,
    /// What is told of it.
    pub told: MergeTold,
}

impl Uniting {
    /// Reads the other copy if need be, and unites the two.
    pub fn run(self) -> United {
        let Self { ours, theirs, purpose, now } = self;
        let (path, read) = match theirs {
            Theirs::Known(known) => (known.path, Ok((known.project, known.stamp, Vec::new()))),
            Theirs::File(path) => {
                let read = read(&path);
                (path, read)
            }
        };
        let of = ours.id();
        let result = read.map(|(theirs, stamp, notices)| {
            let coming = Coming::of(&ours, theirs, (path.clone(), stamp), now);
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
    fn of(ours: &Project, theirs: Project, (path, stamp): (PathBuf, Option<FileStamp>), now: Time) -> Self {
        let Merged { project, doubts } = merge(ours, &theirs);
        let is_nothing = doubts.is_empty()
            && is_contained(&theirs, ours)
            && project.tables() == ours.tables()
            && project.set_aside == ours.set_aside
            && project.emptied == ours.emptied;
        let mut news = if is_nothing { Vec::new() } else { news(ours, &project) };
        // What another project is called is not what this one is called.
        news.retain(|one| one.record.kind != RecordKind::About || one.record.id == ours.id().0);
        let people = tally(&project, &news);
        let before = Teller::new(ours, Some(now)).versions();
        let teller = Teller::new(&project, Some(now));
        let mut lines: Vec<MergeLine> = news.iter().map(|one| line(&teller, one)).collect();
        // What asks for a choice comes first, all else as it stands in the documents.
        lines.sort_by_key(|line| line.against.is_empty());
        let told = MergeTold {
            file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            folder: path.parent().map(|folder| folder.display().to_string()).unwrap_or_default(),
            n_waiting: 0,
            stranger: stranger(ours, &theirs),
            people: people.iter().map(|(who, tally)| (who.clone(), tally.in_words())).collect(),
            documents: new_documents(&project, &news),
            waits: teller.versions().into_iter().filter(|told| !before.contains(told)).collect(),
            doubts: teller.doubts(&doubts),
            lines: lines.into(),
        };
        Self {
            is_stranger: ours.id() != theirs.id(),
            n_clashes: project.n_clashes(),
            has_forks: project.forks().count() > 0,
            ours_seen: ours.seen.clone(),
            path,
            stamp,
            theirs,
            project,
            is_nothing,
            people,
            told,
        }
    }

    /// What came in, and from whom: "12 new, 1 clash by Ben Okafor".
    pub fn in_words(&self) -> String {
        let sum: Tally = self.people.values().copied().sum();
        let mut names = self.people.keys();
        let by = match (names.next(), names.next(), names.len()) {
            (None, ..) => return "nothing that shows".into(),
            (Some(only), None, _) => only.clone(),
            (Some(one), Some(other), 0) => format!("{one} and {other}"),
            (Some(_), Some(_), n_more) => counted(n_more + 2, "person", "people"),
        };
        format!("{} by {by}", sum.in_words())
    }
}

/// The copies of a project beside its file that hold something that the project does not, or cannot be read.
pub fn copies_with_more(path: &Path, project: &Project) -> Vec<PathBuf> {
    let mut copies = copies_beside(path, &project.id().to_string());
    copies.retain(|copy| open_project(copy).map_or(true, |(opened, _)| !is_contained(&opened.project, project)));
    copies
}

fn line(teller: &Teller<'_>, news: &News) -> MergeLine {
    MergeLine {
        who: teller.who(news.dot).to_owned(),
        what: teller.what(news),
        when: teller.day(news.dot),
        against: teller.against(news),
    }
}

fn new_documents(project: &Project, news: &[News]) -> Vec<String> {
    let new = news.iter().filter(|news| news.kind == NewsKind::New && news.record.kind == RecordKind::Document);
    let documents = new.filter_map(|news| project.tables().documents.get(&crate::model::DocumentId(news.record.id)));
    documents.map(|document| project.called(document.id).to_owned()).collect()
}

/// That the other is no copy of the project that is open, if so.
fn stranger(ours: &Project, theirs: &Project) -> String {
    if ours.id() == theirs.id() {
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
    format!("This is no copy of the project that is open but {title}. {shared}")
}
