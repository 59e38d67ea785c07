//! What it takes to know how far a large draft is: `cargo bench --bench coverage`.
//!
//! The draft has 10 MB and 100,000 passages, all of them checked. All times are CPU times of the whole process: median,
//! 95th percentile and worst of several runs.

use std::fmt::Write as _;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use tickmark::edit;
use tickmark::import::{Options, Watch, import};
use tickmark::model::{
    Actor, AnyRecord, CheckerId, Document, Dot, Field, Id, Link, LinkId, LinkTarget, Outcome, Passage, PassageKind,
    Place, Project, ProjectId, Relation, Role, Source, SourceId, SourceKind, Text, Time,
};
use tickmark::session::{Session, Worker};
use tickmark::text::TextRange;

const N_PASSAGES: usize = 100_000;
const N_RUNS: usize = 21;
/// Paragraphs that a reader shows at once.
const SCREEN: usize = 20;
const UNSTAMPED: Dot = Dot { actor: Actor(0), counter: 0 };

fn main() {
    println!("{:<64} {:>9} {:>9} {:>9}", "CPU time in ms", "median", "p95", "worst");
    let records = records();
    let id = ProjectId(Id::derived(&[b"coverage"]));
    row("a project of its records", || Project::from_records(id, records.iter().cloned()).passages().count());
    let project = Project::from_records(id, records.iter().cloned());
    let draft = project.documents_as(Role::Draft)[0].clone();
    row("its sentences", || draft.body.shown_sentences(0..usize::MAX).count());
    row("its coverage", || project.coverage(&draft, 0, 0).n_sentences);
    row("what stands between it and its sign-off", || project.sign_off_blockers(&draft, 0).len());

    let worker = Worker { checker: CheckerId(Id::default()), name: "Ana".into(), actor: Actor(1) };
    let mut session = Session::new(project, worker, Id::default());
    row("what was looked at, from the places at hand", || {
        usize::from(session.looked(draft.id).is_untouched(TextRange::empty(0)))
    });
    let looked = session.looked(draft.id);
    let middle = draft.blocks().len() / 2;
    row("the untouched sentences of a screen", || {
        let sentences = draft.body.shown_sentences(middle..middle + SCREEN);
        sentences.filter(|sentence| looked.is_untouched(*sentence)).count()
    });

    let ids: Vec<_> = session.project().passages().map(|passage| passage.id).collect();
    let mut at = 0;
    row("a note", || note(&mut session, ids[at * 211 % ids.len()], &mut at));
    row("a sign-off and taking it back", || {
        let fresh = Id::derived(&[&at.to_le_bytes()]);
        let signed = edit::sign_off(session.project(), &draft, 0, "to measure it", fresh).expect("an override");
        session.commit(signed.1, Time(0)).expect("a sign-off");
        assert!(session.project().is_signed_off(draft.id));
        let undone = session.undo(Time(0)).expect("something to undo").expect("that it can be undone");
        undone.touched.len()
    });
    let fresh = Id::derived(&[b"the last"]);
    let signed = edit::sign_off(session.project(), &draft, 0, "to measure it", fresh).expect("an override");
    session.commit(signed.1, Time(0)).expect("a sign-off");
    row("a note that strikes it, and taking that back", || {
        let touched = note(&mut session, ids[at * 211 % ids.len()], &mut at);
        assert!(!session.project().is_signed_off(draft.id), "it is struck");
        session.undo(Time(0)).expect("something to undo").expect("that it can be undone");
        assert!(session.project().is_signed_off(draft.id), "it stands again");
        touched
    });
    note(&mut session, ids[0], &mut at);
    row("a note in a draft whose sign-off is struck", || note(&mut session, ids[at * 211 % ids.len()], &mut at));
    let sign_off = session.project().sign_offs_of(draft.id)[0].clone();
    row("what struck it", || session.project().struck_because(&sign_off).map_or(0, |why| why.len()));
    let signed: Vec<AnyRecord> = session.project().tables().iter().collect();
    row("a signed project of its records", || Project::from_records(id, signed.iter().cloned()).passages().count());
}

/// Writes a note on a passage.
fn note(session: &mut Session, passage: tickmark::model::PassageId, at: &mut usize) -> usize {
    *at += 1;
    let note = edit::set_field(passage, Field::Note, Text::from(format!("note {at}")));
    session.commit(note, Time(1)).expect("a note").touched.len()
}

/// A draft in which ten of eleven sentences have a passage, confirmed by one of some sources.
fn records() -> Vec<AnyRecord> {
    let mut text = String::new();
    let mut ranges = Vec::new();
    while ranges.len() < N_PASSAGES {
        let number = ranges.len() + 1_000;
        if number % 10 == 0 {
            text.push_str("Nobody has looked at this one so far. ");
        }
        let start = text.len();
        let _ =
            write!(text, "At least {number} people were held in one of the prisons of the north, as the report says.");
        ranges.push(TextRange::between(start, start + 13));
        text.push_str(if number % 5 == 0 { "\n\n" } else { " " });
    }
    let imported = import(text.as_bytes(), "draft.txt", &Options::default(), &Watch::default()).expect("a text");
    let loaded = imported.into_loaded("draft.txt", text.as_bytes(), Time(0));
    let draft = Document::new(loaded, "Draft", Role::Draft, UNSTAMPED);
    let sources: Vec<SourceId> = (0..100u8).map(|number| SourceId(Id::derived(&[b"source", &[number]]))).collect();
    let mut records: Vec<AnyRecord> =
        sources.iter().map(|id| Source::new(*id, SourceKind::Person, "Ben", UNSTAMPED).into()).collect();
    for (range, source) in ranges.iter().zip(sources.iter().cycle()) {
        let place = Place::of(&draft, *range).expect("words of the draft");
        let mut passage = Passage::new(place, PassageKind::Claim, UNSTAMPED);
        passage.outcome = Some(Outcome::Confirmed);
        let to = LinkTarget::Source(*source);
        records.push(Link::new(LinkId::of(passage.id, to), passage.id, to, Relation::Supports, UNSTAMPED).into());
        records.push(passage.into());
    }
    records.push(draft.into());
    records
}

/// Measures several runs and prints them. What is done gives a number, so that nothing is left out.
fn row(what: &str, mut run: impl FnMut() -> usize) {
    let mut times: Vec<f64> = (0..N_RUNS)
        .map(|_| {
            let begun = cpu_time();
            std::hint::black_box(run());
            (cpu_time() - begun).as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!("{what:<64} {:>9.2} {:>9.2} {:>9.2}", at(50), at(95), at(100));
}

fn cpu_time() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(now.tv_sec).expect("CPU time is not negative");
    Duration::from_secs(seconds) + Duration::from_nanos(u64::try_from(now.tv_nsec).expect("nor is a part of it"))
}
