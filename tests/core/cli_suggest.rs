//! What `tickmark suggest` says of a document to who reads it in a terminal.

use std::fs;

use expect_test::expect;

use crate::cli::run;
use crate::store_files::folder;

#[test]
fn suggest_says_what_it_knows() {
    let folder = folder();
    let draft = "Ana Ruiz came. \"We go to Hull,” she said.\nAs of May 2024, over 40 miners died, the ministry said.\n";
    fs::write(folder.path().join("a.txt"), draft).expect("written");
    let (code, answer, _) = run(folder.path(), &["suggest", "a.txt"]);
    assert_eq!(code, 0);
    expect![[r#"
        ¶1    claim     name        Ana Ruiz  · A name: spelled right, and the right one?
        ¶1    quote     direct      "We go to Hull,”  · Ana Ruiz (“she”), 82 %: “said” after the quote; opens with " and closes with ”
        ¶2    claim     date        As of May 2024  · A date: did it happen then?
        ¶2    statistic             over 40 miners  · more than 40; in miners; date: As of May 2024; no source named

        most worth checking
        ¶2    0.56 As of May 2024, over 40 miners died, the ministry said.  · a number, no source named, a date
        ¶1    0.20 Ana Ruiz came.  · a name
        ¶1    0.15 "We go to Hull,” she said.  · a quote, opinion or forecast: “We”
    "#]].assert_eq(&answer);
}
