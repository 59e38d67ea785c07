use crate::support::{Desk, UNSTAMPED, window};
use egui::{Theme, vec2};
use egui_kittest::kittest::Queryable as _;
use std::time::Instant;
use tickmark::{
    edit,
    model::*,
    session::{LowerTab, Session, Worker},
    text::{Blocks, TextRange},
    ui::panels::lower::{LowerState, lower_ui},
};

#[test]
fn speed() {
    let mut text = String::new();
    let mut ranges = vec![];
    for n in 0..100_000 {
        let s = text.len();
        text.push_str(&format!(
            "{} of the people number {n} were “detained” without warrants in Soyapango",
            (n * 7919) % 100_003
        ));
        ranges.push((s, text.len()));
        text.push_str(". And some more words that are not marked at all.\n");
    }
    let dot = Dot { actor: Actor(7), counter: 1 };
    let origin = Origin { name: "a".into(), bytes: 1, sha256: "x".into(), loaded: Time(0) };
    let document = Document::new(
        Loaded {
            origin,
            media_type: "text/plain".into(),
            encoding: "UTF-8".into(),
            body: Body::new(text.as_str(), Blocks::lines(&text)),
        },
        "Big",
        Role::Draft,
        dot,
    );
    let mut records: Vec<AnyRecord> = vec![];
    for (a, b) in ranges {
        records.push(
            Passage::new(Place::of(&document, TextRange::between(a, b)).unwrap(), PassageKind::Claim, dot).into(),
        );
    }
    records.push(document.into());
    let t = Instant::now();
    let project = Project::from_records(ProjectId(Id::random([3; 16])), records);
    println!("records {:?}", t.elapsed());
    let mut desk = Desk::new();
    let worker = Worker { checker: CheckerId(Id::random([1; 16])), name: "Ana".into(), actor: Actor(9) };
    let t = Instant::now();
    desk.session = Session::new(project, worker, Id::random([8; 16]));
    println!("session {:?}", t.elapsed());
    let mut h = window(vec2(1280.0, 300.0), (Theme::Light, 1.0), desk, LowerState::default(), lower_ui);
    let t = Instant::now();
    h.step();
    println!("a frame {:?}", t.elapsed());
    let mut frames = |h: &mut egui_kittest::Harness<'_, (Desk, LowerState)>, what: &str| {
        for i in 0..3 {
            let t = Instant::now();
            h.step();
            println!("{what} {i} {:?}", t.elapsed());
        }
    };
    frames(&mut h, "steady");
    h.get_by_label("Sort by words").click();
    frames(&mut h, "sort words");
    let first = h.state().0.session.project().passages().nth(777).unwrap().clone();
    let t = Instant::now();
    h.state_mut().0.session.commit(edit::set_outcome([&*first], Some(Outcome::Opinion)), Time(9)).unwrap();
    println!("commit {:?}", t.elapsed());
    frames(&mut h, "after first commit");
    h.state_mut().0.session.commit(edit::set_outcome([&*first], Some(Outcome::Wrong)), Time(9)).unwrap();
    frames(&mut h, "after commit");
    h.get_by_label("Sort by changed").click();
    frames(&mut h, "sort changed");
    h.get_by_label("Sort by outcome").click();
    frames(&mut h, "sort outcome");
    h.get_by_label("Filter by words").focus();
    h.step();
    h.get_by_label("Filter by words").type_text("number 77");
    frames(&mut h, "filter");
    h.state_mut().0.session.desk.lower = LowerTab::Search;
    h.state_mut().1.focus_search();
    frames(&mut h, "tab");
    h.get_by_label("Search everything").type_text("number 7777 ");
    frames(&mut h, "search");
    let t = Instant::now();
    let mut n = 0;
    while h.query_by_label("Searching…").is_some() && n < 200 {
        h.step();
        n += 1;
    }
    println!("{n} frames {:?}, text {} MB", t.elapsed(), text.len() / 1_000_000);
}
