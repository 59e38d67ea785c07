//! The review of a new version: how it is counted, listed, and what it does to the desk.

use tickmark::edit;
use tickmark::import::{Options, Watch, import};
use tickmark::model::{Carriage, Document, Role, Time};
use tickmark::session::{Lookups, Side, review_all};
use tickmark::text::Placement;

use crate::support::{Case, UNSTAMPED};

const OLD: &str = "//- one.txt role:draft
Then <statistic #1>265</statistic> came. <claim #2>Nobody left</claim> at all.

In May <statistic #3>80,000</statistic> were there.
//- checks
#3 outcome confirmed with change
#3 change 85,000 | accepted
";

fn replaced(new: &str) -> Case {
    let mut case = Case::new(OLD);
    let read = import(new.as_bytes(), "two.txt", &Options::default(), &Watch::default()).expect("text");
    let loaded = read.into_loaded("two.txt", new.as_bytes(), Time(0));
    let new = Document::new(loaded, "two.txt", Role::Draft, UNSTAMPED);
    let what = edit::replace(case.project(), &case.document("one.txt"), new).expect("a new version");
    case.commit(what);
    case
}

#[test]
fn what_became_of_all_passages_is_counted() {
    let told = |new: &str| {
        let case = replaced(new);
        Carriage::of(case.project(), case.document("two.txt").id).to_string()
    };
    assert_eq!(
        told("Then 266 came.\n\nIn May 80,000 were there.\n"),
        "3 passages: 1 unchanged, 1 text changed, 1 orphaned; 0 accepted changes made, 1 not"
    );
    assert_eq!(
        told("Then 265 came. Nobody left at all.\n\nIn May 85,000 were there.\n"),
        "3 passages: 2 unchanged, 1 text changed; 1 accepted change made"
    );
}

#[test]
fn places_that_were_not_counted_to_the_end_are_not_told_as_if_they_were() {
    let told = |n: usize| {
        let case = replaced(&"Then 265 came.\n\n".repeat(n));
        let rows = review_all(case.project(), &mut Lookups::default());
        let row = rows.iter().find(|row| row.carried.passage == case.id(1)).expect("a row");
        row.carried.n_places_in_words()
    };
    assert_eq!([told(10), told(40)], ["10 places", "more than 16 places"]);
}

#[test]
fn what_waits_is_listed_first_and_knows_where_it_would_stand() {
    let case = replaced("Then 265 came, at all.\n\nIn May 85,000 were there.\n");
    let rows = review_all(case.project(), &mut Lookups::default());
    let listed: Vec<_> = rows.iter().map(|row| (row.carried.became, row.waits)).collect();
    assert_eq!(
        listed,
        [(Placement::Orphaned, true), (Placement::Unchanged, false), (Placement::Changed, false)],
        "what was changed as proposed does not wait"
    );
    let text = case.document("two.txt");
    let near = rows[0].carried.near.and_then(|near| text.text().get(near..));
    assert!(near.is_some_and(|rest| rest.trim_start_matches([',', ' ']).starts_with("at all")), "{near:?}");
}

#[test]
fn a_new_version_takes_the_tab_of_the_old_one_and_gives_it_back() {
    let mut case = Case::new(OLD);
    let one = case.document("one.txt").id;
    let shown = |case: &Case| case.session.desk.pane(Side::Left).tab().map(|tab| tab.document);
    assert_eq!(shown(&case), Some(one));
    let replaced = replaced("Then 266 came.\n");
    let two = replaced.document("two.txt");
    let what = edit::replace(case.project(), &case.document("one.txt"), Document::clone(&two)).expect("a new version");
    case.commit(what);
    assert_eq!(shown(&case), Some(two.id));
    let time = case.now();
    case.session.undo(time).expect("something to undo").expect("an undo");
    assert_eq!(shown(&case), Some(one));
    case.session.redo(time).expect("something to redo").expect("a redo");
    assert_eq!(shown(&case), Some(two.id));
}
