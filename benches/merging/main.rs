//! How fast two copies of a project are merged: `cargo bench --bench merging`.
//!
//! Each copy is read from its file before, as two files are; reading and writing are not counted. All times are CPU times
//! of the whole process: median and worst of several runs.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use tickmark::edit::{self, History, Moment, Transaction};
use tickmark::import::{Options, Watch, import};
use tickmark::merge::{merge, news};
use tickmark::model::{
    Actor, Document, Dot, Edit, Field, Id, PassageId, PassageKind, Project, ProjectId, Role, Text, Time,
};
use tickmark::store::{from_bytes, to_text};
use tickmark::text::TextRange;

const N_RUNS: usize = 7;
const N_PASSAGES: usize = 100_000;

fn main() {
    println!("{:<56} {:>9} {:>9}   promised", "CPU time in ms", "median", "worst");
    let text = "Over 80 people. ".repeat(2 * N_PASSAGES);
    let read = import(text.as_bytes(), "draft.txt", &Options::default(), &Watch::default()).expect("text");
    let document =
        Document::new(read.into_loaded("draft.txt", text.as_bytes(), Time(0)), "draft.txt", Role::Draft, Dot::NOBODY);
    let mut base = Project::new(ProjectId(Id::derived(&[b"bench"])));
    work(&mut base, 1, [Transaction::new("Add document", vec![Edit::insert(document.clone())])]);

    let marked = |actor, first| {
        let mut copy = base.clone();
        work(&mut copy, actor, (0..N_PASSAGES).map(|at| mark(&base, &document, first + 2 * at)));
        reread(&copy)
    };
    let (ana, ben) = (marked(2, 0), marked(3, 1));
    row("100,000 passages and 100,000 others", Some(1000.0), || merge(&ana, &ben));
    let merged = merge(&ana, &ben).project;
    row("  what the one learns from it", None, || news(&ana, &merged));

    let same = marked(4, 0);
    row("100,000 passages and the same, marked by another", Some(1000.0), || merge(&ana, &same));
    let noted = |actor| {
        let mut copy = ana.clone();
        let ids: Vec<PassageId> = ana.passages().map(|passage| passage.id).collect();
        work(&mut copy, actor, ids.into_iter().map(|id| edit::set_field(id, Field::Note, Text::from("seen"))));
        reread(&copy)
    };
    let (ana, ben) = (noted(5), noted(6));
    row("100,000 passages of which both changed each", Some(1000.0), || merge(&ana, &ben));
}

/// Does all this as one person.
fn work(project: &mut Project, actor: u64, what: impl IntoIterator<Item = Transaction>) {
    let (mut history, at) = (History::new(), Moment { actor: Actor(actor), time: Time(0) });
    for what in what {
        history.commit(project, what, at).expect("a change that can be made");
    }
}

fn mark(project: &Project, document: &Document, at: usize) -> Transaction {
    let range = TextRange::between(16 * at, 16 * at + 14);
    let fresh = Id::derived(&[b"fresh"]);
    edit::add_passage(project, document, range, PassageKind::Statistic, fresh).expect("words").1
}

/// The project as it is read from its file.
fn reread(project: &Project) -> Project {
    let text = to_text(project).expect("text");
    from_bytes(text.as_bytes()).expect("a project that opens").project
}

fn row<T>(what: &str, promised: Option<f64>, mut run: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..N_RUNS)
        .map(|_| {
            let before = cpu_time();
            let made = std::hint::black_box(run());
            let time = (cpu_time() - before).as_secs_f64() * 1e3;
            drop(made);
            time
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let promised = promised.map_or(String::new(), |promised| format!("< {promised:.0}"));
    println!("{what:<56} {:>9.2} {:>9.2}   {promised}", times[N_RUNS / 2], times[N_RUNS - 1]);
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or_default(), u32::try_from(time.tv_nsec).unwrap_or_default())
}
