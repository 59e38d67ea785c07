//! Going through the review of a new version: what comes after a choice, and what the keys mean.

use tickmark::command::Action;
use tickmark::session::Side::Left;

use super::driver::{Driver, Home};
use super::review::{current, replace, reviewed};

/// Five that are gone, one after the other.
fn five_gone(home: &Home) -> Driver {
    let claims: Vec<String> = (1..=5).map(|number| format!("Claim number {number} stood")).collect();
    let words: Vec<&str> = claims.iter().map(String::as_str).collect();
    let mut driver = reviewed(home, &(words.join(".\n\n") + ".\n"), &words, "Nobody sang.\n\nSomebody cried.\n");
    // It began with the passage in hand.
    driver.press("Home N");
    driver
}

#[test]
fn after_a_choice_comes_the_next_that_waits_behind_it() {
    let home = Home::new();
    let mut driver = five_gone(&home);
    assert!(current(&driver).contains("number 2 stood"), "{}", current(&driver));
    driver.select_words(Left, "Nobody sang");
    driver.press("R");
    driver.wait_for_jobs();
    assert!(current(&driver).contains("number 3 stood"), "attached: {}", current(&driver));
    assert_eq!(driver.in_hand(), Some("Claim number 3 stood"), "it is shown, too");
    driver.select_words(Left, "Somebody cried");
    driver.click_row("Orphaned, Claim. ¶5");
    driver.press("X");
    driver.wait_for_jobs();
    assert!(current(&driver).contains("number 1 stood"), "and around: {}", current(&driver));
    driver.press("X");
    driver.wait_for_jobs();
    assert!(current(&driver).contains("number 3 stood"), "left: {}", current(&driver));
}

#[test]
fn many_are_accepted_and_the_one_behind_them_comes() {
    let home = Home::new();
    let number = |at: usize, of: usize| format!("In all, {of} people came on day {at} of the year.");
    let both = [100, 200].map(|of| (1..=7).map(|at| number(at, of + at)).collect::<Vec<_>>().join("\n\n"));
    let mut driver = Driver::texts(&home, &[("Draft 1", &both[0])]);
    for at in 1..=7 {
        driver.select_words(Left, &format!("{} people", 100 + at));
        driver.press("3 T");
    }
    replace(&mut driver, &home, &both[1]);
    driver.click("Review");
    driver.wait_for_jobs();
    driver.press("Shift+ArrowDown Shift+ArrowDown Enter");
    driver.wait_for_jobs();
    assert!(current(&driver).contains("204 people"), "{}", current(&driver));
}

#[test]
fn what_is_attached_is_selected_instead_of_its_words() {
    let home = Home::new();
    let mut driver =
        reviewed(&home, "The toll was 265.\n\nThe end.\n", &["toll was 265"], "Nobody knows.\n\nThree hundred died.\n");
    driver.select_words(Left, "Three hundred");
    driver.press("R");
    driver.wait_for_jobs();
    assert_eq!((driver.selected_words(), driver.selected_passage()), ("", Some("Three hundred")));
    driver.select_words_by_keys("Three hundred died");
    driver.press("R");
    assert_eq!(
        (driver.selected_words(), driver.selected_passage()),
        ("", Some("Three hundred died")),
        "so it is again"
    );
}

#[test]
fn only_the_keys_are_named_that_mean_the_review_from_where_they_are() {
    let home = Home::new();
    let mut driver =
        reviewed(&home, "The toll was 265.\n\nIt went well.\n", &["toll was 265"], "It went well.\n\nThe end.\n");
    let named = |driver: &Driver| {
        let says = |words: &&str| driver.texts_painted().any(|text| text.shape.galley.text() == *words);
        let keys = ["Enter", "X", "leave it", "give it the selected words", "Enter: leave it   R: selected words"];
        let keys = keys.into_iter().chain(["R: selected words"]);
        keys.filter(says).collect::<Vec<_>>()
    };
    let in_list = ["Enter", "X", "leave it", "give it the selected words", "Enter: leave it   R: selected words"];
    assert_eq!(named(&driver), in_list);
    driver.click_words(Left, "well");
    assert_eq!(named(&driver), ["R: selected words"], "a suggestion would be meant");
    driver.select_words(Left, "It went well");
    assert_eq!(named(&driver), ["give it the selected words", "R: selected words"]);
    driver.press("F6 Shift+F6");
    driver.click_row("Orphaned");
    assert_eq!(named(&driver), in_list);
}

#[test]
fn what_the_review_refuses_is_called_what_it_means_there() {
    let home = Home::new();
    let mut driver = reviewed(&home, "The toll was 265.\n", &["toll was 265"], "The toll was 265, they said.\n");
    driver.press("Enter");
    driver.wait_for_jobs();
    driver.press("Enter X N");
    for told in [
        "Accept: Nobody has to look at it",
        "Leave it in the earlier version: It has a place",
        "Next that waits: Nothing of the earlier versions waits",
    ] {
        assert!(driver.reads(told), "{told}: {:?}", driver.names());
    }
    driver.click_words(Left, "they said");
    driver.press("X");
    assert!(driver.reads("Dismiss the suggestion: There is no suggestion at the caret"));
}

#[test]
fn n_walks_the_review_from_the_reader_too_while_something_waits() {
    let home = Home::new();
    let old = "One man ate.\n\nTwo hens slept.\n\nAll was well.\n";
    let new = "All was well.\n\nNobody knows.\n";
    let mut driver = reviewed(&home, old, &["One man ate", "Two hens slept", "All was well"], new);
    let first = current(&driver);
    driver.click_words(Left, "Nobody");
    let says =
        |driver: &Driver, words: &str| driver.texts_painted().any(|text| text.shape.galley.text().ends_with(words));
    assert!(says(&driver, "N: next") && says(&driver, "next that waits"));
    driver.press("N");
    let second = current(&driver);
    assert!(first.starts_with("Orphaned") && second.starts_with("Orphaned") && first != second, "{second}");
    driver.press("F6 Shift+F6");
    driver.click_row("Orphaned");
    driver.press("X X");
    driver.wait_for_jobs();
    driver.click_words(Left, "Nobody");
    assert!(!says(&driver, "N: next") && says(&driver, "next open item"), "there is no next");
    driver.press("N");
    assert_eq!(driver.selected_passage(), Some("All was well"), "now it is what is open");
    // Folded away, the review is not meant.
    driver.press("Ctrl+Z");
    driver.wait_for_jobs();
    driver.press("Ctrl+J");
    driver.click_words(Left, "Nobody");
    driver.press("N");
    assert_eq!(driver.selected_passage(), Some("All was well"));
}

#[test]
fn the_first_n_in_the_review_leads_to_the_first_that_waits() {
    let home = Home::new();
    let claims = ["One man ate", "Two hens slept"];
    let mut driver = Driver::texts(&home, &[("Draft 1", "One man ate.\n\nTwo hens slept.\n\nAll was well.\n")]);
    for words in claims {
        driver.select_words(Left, words);
        driver.press("1");
    }
    driver.click_words(Left, "well");
    driver.press("Escape");
    replace(&mut driver, &home, "All was well.\n\nNobody knows.\n");
    driver.click_words(Left, "Nobody");
    driver.press("Escape");
    driver.click_line("New version");
    driver.wait_for_jobs();
    driver.press("N");
    assert!(current(&driver).contains(claims[0]), "{}", current(&driver));
    assert_eq!(driver.in_hand(), Some(claims[0]), "it is shown");
    driver.press("N");
    assert!(current(&driver).contains(claims[1]), "{}", current(&driver));
}

#[test]
fn nothing_is_offered_over_words_of_an_earlier_version() {
    let home = Home::new();
    let old = "The toll was 265 dead men.\n\nThe end.\n";
    let mut driver = reviewed(&home, old, &["265 dead men"], "Nobody knows.\n\nThe end.\n");
    let newest = driver.project().newest_documents()[0];
    let versions = [(newest.id, true), (newest.replaces.expect("it is the second"), false)];
    for (version, is_offered) in versions {
        driver.request(Action::OpenDocument(Left, version));
        driver.select_words(Left, "The end");
        assert_eq!(driver.selected_words(), "The end");
        assert_eq!(driver.shows("Statistic"), is_offered);
    }
}

#[test]
fn the_keys_of_the_review_work_once_its_tab_was_clicked() {
    let home = Home::new();
    let claims: Vec<String> = (1..20).map(|n| format!("Claim number {n}.")).collect();
    let old = claims.join("\n\n");
    let mut driver = Driver::texts(&home, &[("Draft 1", &old)]);
    for words in &claims {
        driver.select_words(Left, words);
        driver.press("1");
    }
    replace(&mut driver, &home, &old.replace("Claim number 19.", ""));
    driver.click_words(Left, "Claim number 15.");
    driver.click_line("New version");
    driver.wait_for_jobs();
    assert!(current(&driver).contains("Claim number 19."), "what waits is on top, and in view: {}", current(&driver));
    assert_eq!(driver.in_hand(), Some("Claim number 15."), "the readers stay where they are");
    driver.press("X");
    driver.wait_for_jobs();
    assert!(driver.shows("New version 0"), "it was left: {:?}", driver.names());
}

#[test]
fn the_tab_of_the_review_leads_to_the_passage_in_hand_if_that_waits() {
    let home = Home::new();
    let old = "At least 265 people came.\n\nAt least 31 horses ran.\n";
    let mut driver = Driver::texts(&home, &[("Draft 1", old)]);
    for words in ["At least 265 people", "At least 31 horses"] {
        driver.select_words(Left, words);
        driver.press("1 T");
    }
    replace(&mut driver, &home, &old.replace("265", "266").replace("31", "32"));
    driver.click_words(Left, "At least 32 horses");
    driver.click_line("New version");
    driver.wait_for_jobs();
    assert!(current(&driver).contains("31 horses"), "{}", current(&driver));
    driver.press("Enter");
    driver.wait_for_jobs();
    assert!(driver.shows("New version 1") && current(&driver).contains("265 people"), "{}", current(&driver));
}

#[test]
fn what_does_not_wait_is_not_offered_to_be_accepted() {
    let home = Home::new();
    let old = "We saw two cats.\n\nThen four dogs came.\n";
    let mut driver = reviewed(&home, old, &["two cats", "four dogs"], "We saw two cats.\n");
    assert!(driver.reads("Enter: leave it"));
    driver.press("ArrowDown");
    assert!(current(&driver).starts_with("Unchanged"), "{}", current(&driver));
    assert!(
        !driver.shows("Accept") && !driver.reads("Enter: accept") && !driver.shows("accept"),
        "{:?}",
        driver.names()
    );
    let before = driver.project().clone();
    driver.press("Enter");
    driver.wait_for_jobs();
    assert!(driver.reads("there is nothing to accept") && driver.project().shows_the_same(&before));
}
