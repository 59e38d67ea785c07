//! Part, whole and rate: what two of them say of the third.

use proptest::prelude::*;
use tickmark::compare::{Calculated, Stated, calculate};
use tickmark::edit;
use tickmark::merge::merge;
use tickmark::model::{Field, Id, PassageId, Text};
use tickmark::reading::{DateMeaning, Language, Quantity, Tokens, dates, quantities};
use tickmark::session::{Session, following};
use tickmark::store::{from_bytes, to_text};

use crate::support::{Case, worker};

/// The first quantity of a text and its date.
fn read(text: &str) -> Option<(Quantity, Option<(&str, DateMeaning)>)> {
    let tokens = Tokens::of(text);
    let language = Language::ALL[0];
    let date = dates(&tokens, language).into_iter().next();
    let date = date.and_then(|date| Some((date.range.within(text)?, date.meaning)));
    Some((quantities(&tokens, language).into_iter().next()?, date))
}

/// What follows from a part, a whole and a rate; empty ones are not known.
fn calculated(part: &str, whole: &str, rate: &str) -> Result<Calculated, String> {
    let read = [part, whole, rate].map(|text| read(text).map(|found| (text, found)));
    let stated = read.each_ref().map(|found| {
        let (text, (quantity, as_of)) = found.as_ref()?;
        Some(Stated { quantity, words: quantity.range.within(text)?, as_of: *as_of })
    });
    calculate(stated)
}

#[track_caller]
fn check(part: &str, whole: &str, rate: &str, sentence: &str) {
    let found = calculated(part, whole, rate);
    assert_eq!(found.map_or_else(|why| why, |found| found.sentence), sentence);
}

#[track_caller]
fn check_stated(part: &str, whole: &str, rate: &str, verdict: &str, reason: &str) {
    let found = calculated(part, whole, rate).expect("something follows");
    let (found, why) = found.stated.expect("all three are stated");
    assert_eq!((found.label(), why.as_str()), (verdict, reason));
}

#[test]
fn two_say_what_the_third_must_be() {
    check("120,000 prisoners", "", "2 percent", "120,000 prisoners at 2 percent imply 6.0 million people");
    check("", "6 million people", "2 percent", "2 percent of 6 million people imply 120,000 people");
    check("120,000 prisoners", "6 million people", "", "120,000 prisoners of 6 million people imply 2.0 percent");
    check("360 cars", "", "a third", "360 cars at a rate of a third imply 1,100");
    check("", "5 million people", "1,086 per 100,000", "1,086 per 100,000 of 5 million people imply 54,000 people");
    check("", "40,000 inmates", "one in five", "One in five of 40,000 inmates imply 8,000 people");
    check("12 people", "300,000 people", "", "12 people of 300,000 people imply 4.0 per 100,000");
    check("$3 million", "$12 million", "", "$3 million of $12 million imply 25 percent");
}

#[test]
fn bounds_are_kept() {
    check(
        "at least 85,000 people",
        "",
        "2 percent",
        "At least 85,000 people at 2 percent imply at least 4.2 million people",
    );
    check("over 80,000 people", "", "2 percent", "Over 80,000 people at 2 percent imply more than 4.0 million people");
    check(
        "80,000 people",
        "",
        "at least 2 percent",
        "80,000 people at a rate of at least 2 percent imply at most 4.0 million people",
    );
    check(
        "up to 40,000 people",
        "1 million people",
        "",
        "Up to 40,000 people of 1 million people imply at most 4.0 percent",
    );
    check("", "65 to 70 people", "50 percent", "50 percent of 65 to 70 people imply 32 to 35 people");
}

#[test]
fn a_third_that_is_stated_is_compared() {
    check_stated(
        "120,000 people",
        "6 million people",
        "2 percent",
        "equal",
        "“6 million people” is stated: the same number",
    );
    check_stated(
        "120,000 people",
        "6.3 million people",
        "2 percent",
        "compatible",
        "“6.3 million people” is stated: the same when rounded",
    );
    check_stated(
        "at least 120,000 people",
        "7 million people",
        "2 percent",
        "compatible",
        "“7 million people” is stated: both can be true",
    );
    check_stated(
        "120,000 people",
        "60 million people",
        "2 percent",
        "conflict",
        "“60 million people” is stated: that is 10 times as much",
    );
    check_stated(
        "120,000 people",
        "600,000 people",
        "2 percent",
        "conflict",
        "“600,000 people” is stated: what follows is 10 times as much",
    );
    check_stated(
        "120,000 people in 2019",
        "60 million people in 2024",
        "2 percent",
        "different scope",
        "“60 million people” is stated: that is 10 times as much, but it is said for 2024, the other for 2019",
    );
}

#[test]
fn what_does_not_fit_says_why() {
    check("120,000 people", "", "", "Two statistics are needed to say what the third must be");
    check(
        "120,000 people",
        "",
        "85,000 people",
        "“85,000 people” is no rate: that is a percentage, a fraction, or so many per 100,000",
    );
    check("2 percent", "", "3 percent", "“2 percent” is a rate: part and whole are numbers of people or things");
    check(
        "120,000 people",
        "$6 million",
        "",
        "“120,000 people” and “$6 million” are not counted in the same, so neither is part of the other",
    );
    check("120,000 people", "zero people", "", "“zero people” can be none at all, so there is no rate of it");
    check("120,000 people", "", "0 percent", "“0 percent” can be none at all, so the whole can be anything");
    check(
        "100 people",
        "",
        "rose 5 percent",
        "“5 percent” says how much something rose or fell, not how much there is",
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn back_and_forth_is_the_same(part in 1_u32..1_000_000, tenths in 1_u32..1_000) {
        let (part, rate) = (format!("{part} people"), format!("{}.{} percent", tenths / 10, tenths % 10));
        let whole = calculated(&part, "", &rate).expect("a whole").interval.value().expect("one value");
        let written = format!("{whole:.6} people");
        let back = calculated("", &written, &rate).expect("a part").interval.value().expect("one value");
        let stated: f64 = part.trim_end_matches(" people").parse().expect("a number");
        prop_assert!((back - stated).abs() < 1e-6 * stated + 1e-3, "{} at {} imply {}, back {}", part, rate, whole, back);
    }

    #[test]
    fn whatever_stands_there_nothing_panics(
        part in NUMBER, whole in NUMBER, rate in "((at least |up to |nearly |-)?[0-9]{1,9}(\\.[0-9])?|a third|one in five) ?(percent|%|per 100,000|people|)"
    ) {
        let all = [(&*part, &*whole, &*rate), (&*part, "", &*rate), ("", &*whole, &*rate), (&*part, &*whole, "")];
        for (part, whole, rate) in all {
            match calculated(part, whole, rate) {
                Ok(found) => prop_assert!(!found.sentence.contains("NaN") && !found.sentence.contains("inf "), "{}", found.sentence),
                Err(why) => prop_assert!(!why.is_empty()),
            }
        }
    }
}

/// A number with what may bound it and what it may count.
const NUMBER: &str = "((at least |up to |nearly |about |over |-)?[0-9]{1,12}|zero|minus 5|dozens|65 to 70|no) (people|cars|dollars|km|million euros|)";

const BOUND: &str = "\
//- draft.txt role:draft
Of <statistic #1>6 million people</statistic>, <statistic #2>120,000 people</statistic> are held, <statistic #3>2 \
percent</statistic>.
";

/// The three statistics of a draft, bound.
fn bound() -> Case {
    let mut case = Case::new(BOUND);
    let fresh = case.fresh();
    let passages = [2, 1, 3].map(|number| Some(case.id(number)));
    case.commit(edit::calculate(case.project(), None, passages, fresh));
    case
}

fn passages(case: &Case) -> Vec<[Option<PassageId>; 3]> {
    case.project().calculations().map(|calculation| calculation.passages()).collect()
}

#[test]
fn a_passage_that_goes_leaves_the_calculation_and_with_one_left_it_goes_too() {
    let mut case = bound();
    let [part, whole, rate] = [2, 1, 3].map(|number| case.id(number));
    case.commit(edit::remove_passages(case.project(), &[whole]));
    assert_eq!(passages(&case), [[Some(part), None, Some(rate)]]);
    case.commit(edit::remove_passages(case.project(), &[rate]));
    assert!(passages(&case).is_empty());
    let time = case.now();
    case.session.undo(time).expect("a step").expect("undone");
    case.session.undo(time).expect("a step").expect("undone");
    assert_eq!(passages(&case), [[Some(part), Some(whole), Some(rate)]]);
    case.commit(edit::remove_passages(case.project(), &[part, rate]));
    assert!(passages(&case).is_empty());
}

#[test]
fn what_is_bound_can_change_places() {
    let mut case = bound();
    let id = case.project().calculations().next().expect("a calculation").id;
    let [part, whole, rate] = [2, 1, 3].map(|number| Some(case.id(number)));
    let fresh = case.fresh();
    case.commit(edit::calculate(case.project(), Some(id), [whole, part, rate], fresh));
    assert_eq!(passages(&case), [[whole, part, rate]]);
}

#[test]
fn a_file_keeps_it_and_sets_aside_what_names_nothing() {
    let case = bound();
    let file = to_text(case.project()).expect("text");
    let opened = from_bytes(file.as_bytes()).expect("a project");
    assert!(opened.project.shows_the_same(case.project()) && opened.project.calculations().count() == 1);
    let part = format!("part: Some(\"{}\")", case.id(2));
    let instead = format!("part: Some(\"{}\")", "0".repeat(26));
    assert!(file.contains(&part));
    let opened = from_bytes(file.replace(&part, &instead).as_bytes()).expect("a project");
    assert_eq!(opened.project.calculations().count(), 0);
    let reasons: Vec<_> = opened.project.set_aside.iter().map(|record| record.reason.as_str()).collect();
    assert!(reasons.len() == 1 && reasons[0].starts_with("it names a passage that is not there"), "{reasons:?}");
}

#[test]
fn two_people_who_bind_one_passage_as_two_things_lose_no_calculation() {
    let (mut ana, mut ben) = (bound(), bound());
    let id = ana.project().calculations().next().expect("a calculation").id;
    let [part, whole, rate] = [2, 1, 3].map(|number| Some(ana.id(number)));
    ana.commit(edit::calculate(ana.project(), Some(id), [None, whole, rate], Id::default()));
    ben.session = Session::new(ana.project().clone(), worker(3), Id::default());
    ana.commit(edit::calculate(ana.project(), Some(id), [part, whole, rate], Id::default()));
    ben.commit(edit::calculate(ben.project(), Some(id), [None, part, rate], Id::default()));
    let merged = merge(ana.project(), ben.project()).project;
    assert_eq!((merged.validate(), merged.set_aside.len()), (Ok(()), 0));
    let bound = merged.calculation(id).expect("it").passages();
    let why = "“120,000 people” is bound twice, as the part and as the whole";
    assert_eq!(following(&merged, bound).map(|follows| follows.sentence), Err(why.into()));
}

#[test]
fn a_corrected_reading_is_computed_with() {
    let mut case = bound();
    let sentence = |case: &Case| {
        let bound = [2, 3].map(|number| Some(case.id(number)));
        following(case.project(), [bound[0], None, bound[1]]).map(|follows| follows.sentence)
    };
    assert_eq!(sentence(&case).as_deref(), Ok("120,000 people at 2 percent imply 6.0 million people"));
    case.commit(edit::set_field(case.id(2), Field::Reading, Text::from("110000")));
    assert_eq!(sentence(&case).as_deref(), Ok("110000 at 2 percent imply 5.5 million people"));
}
