//! Dates as people type them.

use tickmark::text::PartialDate;

#[track_caller]
fn check(read: Option<&str>, typed: &[&str]) {
    for typed in typed {
        assert_eq!(PartialDate::read(typed).map(|date| date.to_string()).as_deref(), read, "{typed}");
    }
}

#[test]
fn a_date_is_as_exact_as_it_is_typed() {
    check(Some("2025"), &["2025", " 2025 "]);
    check(Some("2025-03"), &["2025-03", "2025-3", "3/2025", "03.2025", "March 2025", "Mar. 2025", "2025 march"]);
    let days = ["2025-03-14", "2025/3/14", "2025.03.14", "14 March 2025", "March 14, 2025", "14th of March, 2025"];
    check(Some("2025-03-14"), &days);
    check(Some("2025-03-14"), &["14.3.2025", "14/3/2025", "3/14/2025", "14-Mar-2025", "Friday, 14 March 2025"]);
}

#[test]
fn the_order_of_day_and_month_is_not_guessed() {
    check(None, &["3/4/2025", "3-4-2025", "2011/12", "3/4/25"]);
    check(Some("2025-04-03"), &["3.4.2025"]);
    check(Some("2025-03-03"), &["3/3/2025"]);
}

#[test]
fn other_words_are_no_date() {
    check(
        None,
        &["", "today", "early 2025", "2025?", "c. 2025", "2025-03/04", "14-15 March 2025", "March", "14 March"],
    );
    check(None, &["2025-13", "2025-02-30", "31 June 2025", "25", "20250314", "March April 2025", "０２０２"]);
}
