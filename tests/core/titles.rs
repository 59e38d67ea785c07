//! Documents of one title are told apart wherever they are named.

use tickmark::edit::{self, Transaction};
use tickmark::merge::merge;
use tickmark::model::{Edit, Field, Text, Time};
use tickmark::session::Session;

use crate::forks::{ANA, BEN, DRAFT, document, take_in};
use crate::merge::{does, opens};
use crate::replace::loaded;
use crate::support::Case;

#[test]
fn documents_of_one_title_are_told_apart() {
    let case = Case::new(DRAFT);
    let mut ana = opens(case.project(), "Ana Ruiz");
    let retitle = |session: &mut Session, from: &str| {
        let id = document(session.project(), from).id;
        does(session, edit::set_field(id, Field::Title, Text::from("Prisons")));
        id
    };
    take_in(&mut ana, "one.txt", ANA.0, ANA.1);
    let [one, two] = ["one.txt", "two.txt"].map(|title| retitle(&mut ana, title));
    let called = |session: &Session| [one, two].map(|id| session.project().called(id).to_owned());
    assert_eq!(called(&ana), ["Prisons · one.txt", "Prisons"], "the newest has the title alone");
    let mut ben = opens(case.project(), "Ben Okafor");
    take_in(&mut ben, "one.txt", BEN.0, BEN.1);
    let other = retitle(&mut ben, "other.txt");
    let cem = opens(&merge(ana.project(), ben.project()).project, "Cem Öz");
    assert_eq!(called(&cem), ["Prisons · one.txt", "Prisons · two.txt"]);
    assert_eq!(cem.project().called(other), "Prisons · other.txt", "none of two is the newest");
}

#[test]
fn files_of_one_name_are_told_apart_by_when_they_were_loaded() {
    let called = |times: [i64; 2]| {
        let mut session = opens(Case::new("//- none.txt role:evidence\nNothing.\n").project(), "Ana Ruiz");
        let ids = [("It was.", times[0]), ("It is.", times[1])].map(|(text, time)| {
            let mut document = loaded("draft.txt", text);
            document.origins[0].loaded = Time(time);
            does(&mut session, Transaction::new("Add", vec![Edit::insert(document.clone())]));
            document.id
        });
        ids.map(|id| session.project().called(id).to_owned())
    };
    let day = 86_400;
    assert_eq!(called([0, day]), ["draft.txt · 1 Jan 1970", "draft.txt · 2 Jan 1970"]);
    assert_eq!(called([0, 60]), ["draft.txt · 1 Jan 1970, 00:00", "draft.txt · 1 Jan 1970, 00:01"]);
    let mut numbered = called([0, 0]);
    numbered.sort();
    assert_eq!(numbered, ["draft.txt · 1", "draft.txt · 2"]);
    let mut session = opens(Case::new("//- draft.txt role:draft\nIt was.\n").project(), "Ana Ruiz");
    let first = document(session.project(), "draft.txt").id;
    take_in(&mut session, "draft.txt", "draft.txt", "It is.\n");
    assert_eq!(session.project().called(first), "draft.txt · 1", "versions are numbered as they came");
}
