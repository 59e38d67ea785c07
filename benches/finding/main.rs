//! How fast what must be checked is found, and what bears on it: `cargo bench --bench finding`.
//!
//! All times are CPU times of the whole process, median, 95th percentile and worst of many runs.

mod texts;

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use tickmark::compare::pairs;
use tickmark::detect::suggestions;
use tickmark::import::{Options, Watch, import};
use tickmark::model::{Actor, Document, Dot, Edit, Id, Project, ProjectId, Role, Time};
use tickmark::reading::Lexicon;
use tickmark::search::{EvidenceIndex, Sought};
use tickmark::session::statements;
use tickmark::text::sentences;

const N_RUNS: usize = 41;
const UNSTAMPED: Dot = Dot { actor: Actor(0), counter: 0 };
/// Documents in the project in which evidence is looked for, and their length in bytes.
const N_DOCUMENTS: u64 = 10_000;
const DOCUMENT_LEN: usize = 6_000;
/// Documents that are compared with each other, and their length in bytes.
const N_COMPARED: u64 = 100;
const COMPARED_LEN: usize = 12_000;
const ARTICLE: &[u8] = include_bytes!("../../seeds/000_9a464d67475b2cb6.txt");

fn main() {
    println!("{:<58} {:>9} {:>9} {:>9}   promised", "CPU time in ms", "median", "p95", "worst");
    let article = import(ARTICLE, "article.txt", &Options::default(), &Watch::default()).expect("a text");
    let article = article.into_loaded("article.txt", ARTICLE, Time(0)).body;
    row("suggestions of an article of 11 kB", Some(5.0), || suggestions(&article, None).len() + 1);

    let bodies: Vec<_> = (0..N_COMPARED).map(|number| texts::text(number, COMPARED_LEN)).collect();
    let found: Vec<_> = bodies.iter().map(|body| suggestions(body, None)).collect();
    row("all pairs of 100 documents of 12 kB, suggestions at hand", Some(200.0), || {
        let documents = bodies.iter().zip(&found).enumerate();
        let mut lexicon = Lexicon::default();
        let said: Vec<_> =
            documents.flat_map(|(at, (body, found))| statements(at, body, found, &mut lexicon)).collect();
        pairs(&said).len() + 1
    });

    let project = project();
    let (index, built) = timed(|| EvidenceIndex::default().updated(&project));
    let n_bytes: usize = project.documents().iter().map(|document| document.text().len()).sum();
    println!(
        "index of {N_DOCUMENTS} documents, {:.0} MB: {:.1} s CPU, {:.2} bytes a byte of text   promised: 30 s, 3",
        n_bytes as f64 / 1e6,
        built.as_secs_f64(),
        index.memory() as f64 / n_bytes as f64
    );
    let documents = project.documents();
    let mut at = 0;
    row("evidence for a sentence among them", Some(50.0), || {
        let document = documents[at * 211 % documents.len()];
        at += 1;
        let (_, block) = document.block_at(0);
        let sentence = sentences(block).nth(1).and_then(|range| range.within(block)).unwrap_or_default();
        index.find(&project, Sought { words: sentence, sentence, speaker: None, place: None, only_in: None }, 20).len()
    });
    let (_, again) = timed(|| index.updated(&project));
    println!("bringing it up to date when nothing came: {:.1} ms", again.as_secs_f64() * 1e3);
}

fn project() -> Project {
    let mut project = Project::new(ProjectId(Id::derived(&[b"finding"])));
    for number in 0..N_DOCUMENTS {
        let body = texts::text(number, DOCUMENT_LEN);
        let bytes = body.text().to_owned();
        let imported = import(bytes.as_bytes(), "made.txt", &Options::default(), &Watch::default()).expect("a text");
        let loaded = imported.into_loaded("made.txt", bytes.as_bytes(), Time(0));
        let document = Document::new(loaded, &format!("Document {number}"), Role::Evidence, UNSTAMPED);
        project.apply(Edit::insert(document), UNSTAMPED).expect("a document fits an empty project");
    }
    project
}

/// Measures many runs and prints them. What is done gives a number that is never 0, so that nothing is left out.
fn row(what: &str, most: Option<f64>, mut run: impl FnMut() -> usize) {
    let mut times: Vec<f64> = (0..N_RUNS)
        .map(|_| {
            let (found, time) = timed(&mut run);
            assert_ne!(found, 0, "{what}: nothing was found");
            time.as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    let most = most.map_or_else(String::new, |most| format!("{most} ms"));
    println!("{what:<58} {:>9.2} {:>9.2} {:>9.2}   {most}", at(50), at(95), at(100));
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let begun = cpu_time();
    let result = run();
    (result, cpu_time() - begun)
}

fn cpu_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}
