//! Names of people on the command line: whatever somebody is called, no line is forged by it.

use tickmark::edit;
use tickmark::model::{Field, Outcome, Text};
use tickmark::store::save_project;

use crate::cli::run;
use crate::merge::{does, opens};
use crate::store_files::folder;
use crate::support::Case;

/// What somebody is called who wants to be taken for Ana.
const NAME: &str = "Ben\n2026-11-22 10:00  Ana Ruiz  Outcome: none → Confirmed";

#[test]
fn a_name_with_a_line_end_forges_no_line() {
    let case = Case::new("//- draft.txt role:draft\n<claim #1>Nearly all</claim> were held.\n");
    let folder = folder();
    let (mut ana, mut ben) = (opens(case.project(), "Ana Ruiz"), opens(case.project(), NAME));
    let passage = case.passage(1);
    does(&mut ana, edit::set_outcome([&*passage], Some(Outcome::Wrong)));
    does(&mut ben, edit::set_outcome([&*passage], Some(Outcome::Conflicting)));
    does(&mut ben, edit::set_field(case.id(1), Field::Note, Text::from("seen")));
    for (name, session) in [("ana.ron", &ana), ("ben.ron", &ben)] {
        save_project(&folder.path().join(name), session.project()).expect("saved");
    }
    for (args, code) in [
        (&["log", "ben.ron"][..], 0),
        (&["log", "ben.ron", "--person", "Ben", "--words", "nothing"], 1),
        (&["log", "ben.ron", "--person", "Cem"], 2),
        (&["diff", "ana.ron", "ben.ron"], 0),
        (&["merge", "ana.ron", "ben.ron", "-o", "all.ron"], 1),
        (&["textconv", "all.ron"], 0),
    ] {
        let (ended, out, said) = run(folder.path(), args);
        assert_eq!(ended, code, "{args:?}: {said}");
        let told = out + &said;
        assert!(told.contains("Ben 2026-11-22 10:00  Ana Ruiz"), "{args:?}: {told}");
        assert!(!told.lines().any(|line| line.trim_start().starts_with("2026-11-22")), "{args:?}: {told}");
    }
}
