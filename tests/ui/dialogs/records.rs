//! Dialogs about passages, links, sources and documents.

use egui::Key;
use egui_kittest::kittest::Queryable as _;
use tickmark::{
    command::{Action, Ask, Then},
    model::{LinkTarget, Outcome, PassageKind, Rank, Relation, Role, SourceKind},
    ui::dialogs::{
        Dialog, DialogAnswer, DocumentFacts, LoadChoice, Loading, OutcomeList, RelationList, SourceForm, TargetList,
    },
};

use super::{Asked, two_files};
use crate::support::Desk;

#[test]
fn an_outcome_is_set_by_its_letter() {
    let mut asked = ask_outcome();
    asked.harness.key_press(Key::W);
    asked.harness.run();
    assert_eq!(asked.outcome(), Some(Outcome::Wrong));
}

#[test]
fn an_outcome_is_set_by_arrows_and_enter() {
    let mut asked = ask_outcome();
    asked.press(&[Key::ArrowDown, Key::ArrowDown, Key::ArrowDown, Key::ArrowUp, Key::Enter]);
    assert_eq!(asked.outcome(), Some(Outcome::Wrong));
}

#[test]
fn an_outcome_is_set_by_a_click_and_taken_away_by_another() {
    let mut asked = ask_outcome();
    asked.click("Cannot verify, V");
    assert_eq!(asked.outcome(), Some(Outcome::CannotVerify));
    let passage = asked.passage;
    let project = asked.desk().session.project().clone();
    asked.open(Dialog::Outcome(OutcomeList::new(&project, vec![passage])));
    asked.click("Take away, Del");
    assert_eq!(asked.outcome(), None);
}

#[test]
fn escape_leaves_the_outcome_as_it_is() {
    let mut asked = ask_outcome();
    asked.press(&[Key::Escape]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Dismissed));
    assert_eq!(asked.outcome(), None);
}

fn ask_outcome() -> Asked {
    Asked::new(|desk, passage| Dialog::Outcome(OutcomeList::new(desk.session.project(), vec![passage])))
}

#[test]
fn a_relation_and_its_rank_are_said_by_letters() {
    let mut asked = ask_relation();
    asked.press(&[Key::P]);
    assert!(asked.answer().is_none());
    asked.press(&[Key::U]);
    assert_eq!(asked.link(), (Relation::Updates, Rank::Primary));
}

#[test]
fn a_relation_is_said_by_clicks() {
    let mut asked = ask_relation();
    asked.click("Primary evidence for this fact (P)");
    asked.click("contradicts, it says otherwise, C");
    assert_eq!(asked.link(), (Relation::Contradicts, Rank::Primary));
}

#[test]
fn enter_keeps_the_relation_of_a_link() {
    let mut asked = ask_relation();
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Dismissed));
    assert_eq!(asked.link(), (Relation::Context, Rank::Secondary));
}

fn ask_relation() -> Asked {
    Asked::new(|desk, passage| {
        let report = desk.session.project().documents_as(Role::Evidence).first().map(|document| document.id);
        let to = desk.mark(report.expect("the desk has a report"), "over 80,000", PassageKind::Statistic);
        let link = desk.link(passage, LinkTarget::Passage(to), Relation::Context);
        Dialog::Relation(RelationList::new(desk.session.project(), link))
    })
}

#[test]
fn a_target_is_found_by_a_few_letters() {
    let mut asked = ask_target();
    asked.type_text("gell");
    asked.press(&[Key::Enter]);
    let passage = asked.passage;
    let wanted = asked.desk().asked.last();
    assert!(matches!(wanted, Some(Action::LinkTo(from, LinkTarget::Source(_))) if *from == passage));
}

#[test]
fn a_target_is_chosen_by_a_click_and_never_its_own_document() {
    let mut asked = ask_target();
    assert!(asked.harness.query_by_label_contains("Draft").is_none());
    asked.click("Report, Evidence");
    assert!(matches!(asked.desk().asked.last(), Some(Action::LinkTo(_, LinkTarget::Document(_)))));
}

#[test]
fn a_new_source_can_be_the_target() {
    let mut asked = ask_target();
    asked.type_text("nobody of this name");
    asked.press(&[Key::Enter]);
    let passage = asked.passage;
    let expected = Action::Ask(Ask::Source { source: None, link_from: Some(passage) });
    assert_eq!(asked.desk().asked.last(), Some(&expected));
}

fn ask_target() -> Asked {
    Asked::new(|desk, passage| {
        desk.source(SourceKind::Person, "Mneesha Gellman");
        Dialog::Target(TargetList::new(desk.session.project(), passage))
    })
}

#[test]
fn a_new_source_is_entered_and_linked_in_one_step() {
    let mut asked =
        Asked::new(|desk, passage| Dialog::Source(SourceForm::new(desk.session.project(), None, Some(passage))));
    asked.type_text("Bureau of Prisons");
    asked.click("Kind: Web page");
    asked.write("Address", "https://example.org/count");
    asked.press(&[Key::Enter]);
    let passage = asked.passage;
    let project = asked.desk().session.project();
    let source = project.sources().into_iter().next().expect("a source was entered").clone();
    assert_eq!((source.kind, &*source.name), (SourceKind::WebPage, "Bureau of Prisons"));
    assert_eq!(&*source.url, "https://example.org/count");
    assert_eq!(project.links_from(passage).count(), 1);
    assert!(matches!(asked.desk().asked.last(), Some(Action::Commit(_, Then::AskRelation(_)))));
    assert_eq!(asked.desk().session.history().undo_name(), Some("Link to a new source"));
}

#[test]
fn a_source_is_edited_and_what_is_the_same_is_no_change() {
    let edit = |desk: &mut Desk, _| {
        let source = desk.source(SourceKind::Person, "Mneesha");
        Dialog::Source(SourceForm::new(desk.session.project(), Some(source), None))
    };
    let mut asked = Asked::new(edit);
    asked.type_text(" Gellman");
    asked.press(&[Key::Enter]);
    assert_eq!(&*asked.desk().session.project().sources()[0].name, "Mneesha Gellman");
    let mut asked = Asked::new(edit);
    asked.click("Save");
    assert_eq!(asked.answer(), Some(DialogAnswer::Dismissed));
}

#[test]
fn the_facts_of_a_document_change_in_one_step() {
    let mut asked = Asked::new(|desk, _| {
        let report = desk.session.project().documents_as(Role::Evidence)[0].clone();
        Dialog::DocumentFacts(DocumentFacts::new(&report))
    });
    asked.write("Published", "2025-03-24");
    asked.write("Author", "Ana Ruiz");
    asked.click("Role: Draft");
    asked.click("Save");
    let document = asked.desk().session.project().documents_as(Role::Draft)[1].clone();
    assert_eq!((&*document.title, &*document.author, &*document.published), ("Report", "Ana Ruiz", "2025-03-24"));
    assert_eq!(asked.desk().session.history().undo_name(), Some("Edit document"));
}

#[test]
fn documents_are_loaded_with_what_was_entered() {
    let mut asked = Asked::new(|_, _| Dialog::Loading(Loading::new(two_files())));
    asked.harness.get_by_label_contains("windows-1252");
    // What is typed first replaces the name of the file.
    asked.type_text("Draft of March");
    asked.click("The first is the draft, the others are evidence");
    asked.click("Load 2");
    let choice = |role, title: &str| LoadChoice { role, title: title.into(), ..LoadChoice::default() };
    let expected = vec![choice(Role::Draft, "Draft of March"), choice(Role::Evidence, "Second")];
    assert_eq!(asked.answer(), Some(DialogAnswer::Load(expected)));
}

#[test]
fn loading_can_be_canceled() {
    let mut asked = Asked::new(|_, _| Dialog::Loading(Loading::new(two_files())));
    asked.press(&[Key::Escape]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Dismissed));
}
