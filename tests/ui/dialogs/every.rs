//! What all dialogs have in common.

use std::collections::BTreeMap;
use std::path::Path;

use egui::{Key, Role as Kind, accesskit::Toggled, vec2};
use egui_kittest::{kittest::NodeT as _, kittest::Queryable as _};
use tickmark::{
    edit::{self, Transaction},
    model::{Document, Edit, Id, LinkTarget, Project, Relation, SourceKind, Time},
    ui::dialogs::{
        About, BackupItem, Backups, CalculationForm, ChangedOnDisk, CheckerName, Confirm, Dialog, DocumentFacts,
        DroppedProject, EmptyingForm, EncodingChoice, KeySheet, Loading, MergeForm, MergeLine, MergeTold, OutcomeList,
        PathBox, PathWant, Problem, ReadingFiles, ReadingLine, Recovery, RelationList, SourceForm, TargetList, Unsaved,
    },
};

use super::{Asked, Make, TwoFiles, every_fate, found_work, two_files};
use crate::support::picture;

#[test]
fn every_dialog_fits_a_small_window_and_has_the_keyboard() {
    for (theme, name) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        // 1280×800 at 125 %.
        let (size, scale) = (vec2(1024.0, 640.0), 1.25);
        for (idx, dialog) in all_dialogs().into_iter().enumerate() {
            let mut asked = Asked::sized(size, (theme, scale), dialog);
            let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
            let scrolls = |button: &egui_kittest::Node<'_>| {
                let in_the_middle =
                    ["Recover", "Discard…", "Stop", "Open", "Open as plain text", "Read with more time"];
                button
                    .accesskit_node()
                    .label()
                    .is_some_and(|label| in_the_middle.contains(&label.as_str()) || label.starts_with("Encoding: "))
            };
            for button in asked.harness.get_all_by_role(Kind::Button).filter(|button| !scrolls(button)) {
                assert!(inside.contains_rect(button.rect()), "dialog {idx}: {button:?}");
            }
            let focused = |node: &egui_kittest::Node<'_>| node.is_focused();
            assert!(asked.harness.root().children_recursive().any(|node| focused(&node)), "dialog {idx}");
            picture(&mut asked.harness, &format!("dialog-{idx:02}-{name}"));
        }
    }
}

fn lines() -> Vec<ReadingLine> {
    let line = |(name, state, over, failed): (&str, &str, bool, bool)| ReadingLine {
        name: name.into(),
        state: state.into(),
        over,
        failed,
    };
    let locked = "The file is locked with a password, and this sentence about it is longer than the line";
    let lines = [
        ("draft.docx", "read", true, false),
        ("a report with a very long name that somebody gave it long ago.pdf", "12 of 300 pages", false, false),
        ("locked.pdf", locked, true, true),
        ("page.html", "waiting", false, false),
    ];
    lines.into_iter().cycle().take(40).map(line).collect()
}

/// A copy with more of everything than fits.
fn much_to_merge(stranger: &str) -> MergeTold {
    let long = |n: usize| format!("number {n}, with a name that goes on and on, and on, and on, and on, and on");
    let line = |n| MergeLine {
        who: long(n),
        what: format!("set {} to wrong", long(n)),
        when: "24 Mar 2024".into(),
        against: if n < 3 { format!("Ana set it to {}; neither knew of the other", long(n)) } else { String::new() },
    };
    MergeTold {
        file: format!("{}.tickmark.ron", long(1)),
        folder: "/home/ana".to_owned() + &"/a folder".repeat(30),
        n_waiting: 3,
        stranger: stranger.to_owned(),
        people: (0..30).map(|n| (long(n), "12 new, 3 changed, 1 deleted, 2 clashes".to_owned())).collect(),
        documents: (0..30).map(long).collect(),
        waits: (0..30).map(long).collect(),
        doubts: (0..30).map(|n| format!("The copies have other texts of {}", long(n))).collect(),
        lines: (0..1000).map(line).collect(),
    }
}

/// A document of a long name that is not in the project yet.
fn removed(project: &Project, number: u8) -> Document {
    let known = Document::clone(project.documents()[0]);
    let title = format!("A document with the number {number} and a name that goes on and on, and on, and on, and on");
    Document { id: Id::derived(&[&[number]]).into(), title: title.into(), ..known }
}

fn all_dialogs() -> Vec<Make> {
    let problem = Problem {
        title: "The project could not be opened".into(),
        why: "Expected a closing bracket for the list of passages".into(),
        place: "Line 4, column 39".into(),
        path: "/home/ana/prisons.tickmark.ron".into(),
        excerpt: "  (id: \"01J\", kind: Claim, range: (12, 40, note: \"\"),\n                                        ^"
            .into(),
        advice: "The file was not changed. A backup may be opened instead.".into(),
    };
    vec![
        Box::new(|desk, passage| Dialog::Outcome(OutcomeList::new(desk.session.project(), vec![passage]))),
        Box::new(|desk, passage| {
            let source =
                desk.source(SourceKind::Call, "A very long name of somebody who was called again and again and");
            let link = desk.link(passage, LinkTarget::Source(source), Relation::Supports);
            Dialog::Relation(RelationList::new(desk.session.project(), link))
        }),
        Box::new(|desk, passage| {
            for n in 0..40 {
                desk.source(
                    SourceKind::Person,
                    &format!("Person {n} with a name that goes on and on, and on, and on, and on"),
                );
            }
            Dialog::Target(TargetList::new(desk.session.project(), passage))
        }),
        Box::new(|desk, passage| {
            let form = CalculationForm::new(desk.session.project(), passage, None);
            Dialog::Calculation(form.expect("the passage is there"))
        }),
        Box::new(|desk, passage| Dialog::Source(SourceForm::new(desk.session.project(), None, Some(passage)))),
        Box::new(|desk, _| Dialog::DocumentFacts(DocumentFacts::new(desk.session.project().documents()[0]))),
        Box::new(|_, _| Dialog::Loading(Loading::new([two_files(), two_files()].concat()))),
        Box::new(|_, _| Dialog::Loading(Loading::new(every_fate()).about(1, vec!["2 files were canceled".into()]))),
        Box::new(|_, _| Dialog::Loading(Loading::new([every_fate(), every_fate()].concat()))),
        Box::new(|_, _| Dialog::Reading(ReadingFiles::new(1, lines()))),
        Box::new(|_, _| Dialog::Encoding(EncodingChoice::new("d.txt", "KOI8-R", b"\xF0\xD2\xC9".as_slice().into()))),
        Box::new(|_, _| Dialog::Checker(CheckerName::new(""))),
        Box::new(|_, _| Dialog::Keys(KeySheet::new(&BTreeMap::from([("tick".into(), "Y".into())]), true))),
        Box::new(|_, _| Dialog::PathBox(PathBox::new(PathWant::Documents, "/home/ana/p", Box::new(TwoFiles)))),
        Box::new(|_, _| Dialog::Unsaved(Unsaved::new("Prisons in El Salvador"))),
        Box::new(|_, _| {
            let (theirs, mine) = (Path::new("/a/b.ron"), Path::new("/a/b (2).ron"));
            Dialog::ChangedOnDisk(ChangedOnDisk::new(theirs, mine, "it holds another project now"))
        }),
        Box::new(|_, _| Dialog::Merge(MergeForm::new(much_to_merge("")))),
        Box::new(|_, _| Dialog::Merge(MergeForm::new(much_to_merge("This is no copy of the project that is open.")))),
        Box::new(|_, _| {
            Dialog::Dropped(DroppedProject::new("/home/ana/a long folder/story (Ben).tickmark.ron".into()))
        }),
        Box::new(|_, _| Dialog::Recovery(Recovery::new(vec![found_work(); 5]))),
        Box::new(|_, _| {
            let item = |n| BackupItem { path: "b".into(), when: format!("{n} March 2025, 9:15"), bytes: 1_u64 << n };
            Dialog::Backups(Backups::new((1..30).map(item).collect()))
        }),
        Box::new(|desk, _| {
            for n in 0..20 {
                let document = removed(desk.session.project(), n);
                let what = Transaction::new("Add document", vec![Edit::insert(document.clone())]);
                desk.session.commit(what, Time(0)).expect("a document");
                let what = edit::remove_document(desk.session.project(), document.id);
                desk.session.commit(what, Time(0)).expect("a document that can go");
            }
            Dialog::Emptying(EmptyingForm::new(desk.session.project(), Time(0)).expect("removed documents"))
        }),
        Box::new(|_, _| Dialog::Confirm(Confirm::open_url(&format!("https://example.org/{}", "long/".repeat(60))))),
        Box::new(|_, _| Dialog::About(About::new(vec![("Settings".into(), "/home/ana/.config/tickmark".into())]))),
        Box::new(|_, _| Dialog::Problem(problem)),
    ]
}

#[test]
fn tab_stays_in_the_dialog() {
    let mut asked = Asked::new(|_, _| Dialog::Checker(CheckerName::new("Ana")));
    asked.press(&[Key::Tab]);
    assert!(asked.harness.get_by_label("Use this name").is_focused());
    asked.press(&[Key::Tab, Key::Tab]);
    let behind = asked.harness.get_by_label("Behind");
    assert!(!behind.is_focused());
}

#[test]
fn what_has_the_keyboard_is_in_view() {
    let files = [two_files(), two_files(), two_files()].concat();
    let mut asked = Asked::new(|_, _| Dialog::Loading(Loading::new(files)));
    for _ in 0..28 {
        asked.press(&[Key::Tab]);
        asked.harness.run();
        let focused = asked.harness.root().children_recursive().find(|node| node.is_focused());
        let rect = focused.expect("something has the keyboard").rect();
        assert!(rect.min.y > 0.0 && rect.max.y < 700.0, "{rect:?}");
    }
}

#[test]
fn a_role_that_is_chosen_is_heard() {
    let asked = Asked::new(|_, _| Dialog::Loading(Loading::new(two_files().into_iter().take(1).collect())));
    let toggled = |label| asked.harness.get_by_label(label).accesskit_node().toggled();
    assert_eq!((toggled("Role: Evidence"), toggled("Role: Draft")), (Some(Toggled::True), Some(Toggled::False)));
}
