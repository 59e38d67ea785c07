//! Dialogs, answered by keyboard and by mouse.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use egui::{Event, Key, Modifiers, Role as Kind, accesskit::Toggled, vec2};
use egui_kittest::{Harness, kittest::NodeT as _, kittest::Queryable as _};
use tickmark::{
    command::{Action, Ask, Command, Keymap, Request, Then},
    model::{LinkTarget, Outcome, PassageId, PassageKind, Rank, Relation, Role, SourceKind},
    ui::dialogs::{
        About, BackupItem, Backups, ChangedOnDisk, CheckerName, Confirm, Dialog, DialogAnswer, DiskChoice,
        DocumentFacts, FoundWork, KeySheet, LoadChoice, LoadItem, Loading, OutcomeList, Palette, PathBox, PathWant,
        Paths, Problem, Recovery, RelationList, SourceForm, TargetList, Unsaved, UnsavedChoice, Verdict,
    },
};

use crate::support::{Desk, picture, window};

const DRAFT: &str = "They have detained at least 85,000 people\nand no country has a higher rate";
const REPORT: &str = "over 80,000 Salvadorans were detained";

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
    asked.type_text(" of March");
    asked.click("The first is the draft, the others are evidence");
    asked.click("Load 2");
    let choice = |role, title: &str| LoadChoice { role, title: title.into(), ..LoadChoice::default() };
    let expected = vec![choice(Role::Draft, "First of March"), choice(Role::Evidence, "Second")];
    assert_eq!(asked.answer(), Some(DialogAnswer::Load(expected)));
}

#[test]
fn loading_can_be_canceled() {
    let mut asked = Asked::new(|_, _| Dialog::Loading(Loading::new(two_files())));
    asked.press(&[Key::Escape]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Dismissed));
}

fn two_files() -> Vec<LoadItem> {
    let item = |title: &str, notices| LoadItem {
        file: format!("{title}.txt"),
        guess: LoadChoice { title: title.into(), ..LoadChoice::default() },
        notices,
    };
    let notice = "The file does not name its encoding; it was read as windows-1252, which is a guess";
    vec![item("First", Vec::new()), item("Second", vec![notice.into()])]
}

#[test]
fn the_checker_has_a_name() {
    let mut asked = Asked::new(|_, _| Dialog::Checker(CheckerName::new("")));
    asked.press(&[Key::Enter]);
    assert!(asked.answer().is_none());
    asked.harness.get_by_label("Name").focus();
    asked.type_text(" Ana Ruiz ");
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Checker("Ana Ruiz".into())));
}

#[test]
fn a_command_is_found_by_a_few_letters() {
    let mut asked = ask_command();
    asked.type_text("dark");
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Do(vec![Request::Command(Command::ThemeDark)])));
}

#[test]
fn a_command_that_means_nothing_now_says_why() {
    let mut asked = ask_command();
    asked.type_text("redo");
    asked.press(&[Key::Enter]);
    assert!(asked.answer().is_none());
    asked.click("Redo, Edit, Ctrl+Shift+Z, Nothing to undo".replace("undo", "redo").as_str());
    assert!(asked.answer().is_none());
}

fn ask_command() -> Asked {
    let mut asked = Asked::new(|_, _| Dialog::About(About::new(Vec::new())));
    asked.harness.state_mut().1.palette = true;
    asked.harness.run();
    asked
}

#[test]
fn new_keys_are_taken_from_the_command_that_had_them() {
    let mut asked = ask_keys();
    asked.click("Tick: confirmed, T");
    asked.press(&[Key::N]);
    asked.harness.get_by_label("N: taken from “Next open item”");
    asked.click("Save");
    let (changed, single_letters) = asked.keys();
    let keymap = Keymap::new(&changed, single_letters);
    assert_eq!((keymap.shown(Command::Tick).as_str(), keymap.shown(Command::NextOpen).as_str()), ("N", ""));
}

#[test]
fn keys_are_changed_switched_off_and_reset_without_a_mouse() {
    let mut asked = ask_keys();
    asked.press(&[Key::ArrowDown, Key::Enter]);
    asked.harness.key_press_modifiers(Modifiers::CTRL | Modifiers::COMMAND, Key::L);
    asked.harness.run();
    asked.harness.get_by_label("Open project…, changed, Ctrl+L");
    asked.press(&[Key::Enter, Key::Escape]);
    asked.harness.get_by_label("Open project…, changed, Ctrl+L");
    asked.click("Usual keys");
    asked.harness.get_by_label("Open project…, Ctrl+O");
    asked.click("Switch off");
    asked.click("Single letters act in readers and tables");
    asked.click("Save");
    assert_eq!(asked.keys(), (BTreeMap::from([("open-project".to_owned(), String::new())]), false));
}

#[test]
fn keys_that_are_needed_for_typing_are_refused() {
    let mut asked = ask_keys();
    for (modifiers, key) in [(Modifiers::NONE, Key::Comma), (Modifiers::COMMAND, Key::A), (Modifiers::NONE, Key::Space)]
    {
        asked.click("Tick: confirmed, T");
        asked.harness.key_press_modifiers(modifiers, key);
        asked.harness.run();
        asked.harness.get_by_label("Tick: confirmed, T");
    }
}

fn ask_keys() -> Asked {
    Asked::new(|_, _| Dialog::Keys(KeySheet::new(&BTreeMap::new(), true)))
}

#[test]
fn a_path_is_completed_with_arrows_and_opened_with_enter() {
    let mut asked = ask_path(PathWant::OpenProject);
    asked.type_text("/home/ana/p");
    asked.press(&[Key::ArrowDown, Key::ArrowDown, Key::Enter]);
    assert!(asked.answer().is_none());
    asked.press(&[Key::Enter]);
    let expected = vec![PathBuf::from("/home/ana/prisons.tickmark.ron")];
    assert_eq!(asked.answer(), Some(DialogAnswer::Paths(PathWant::OpenProject, expected)));
}

#[test]
fn several_paths_are_pasted() {
    let mut asked = ask_path(PathWant::Documents);
    asked.harness.event(Event::Paste("\"/home/ana/one.txt\"\n/home/ana/two.md\n".into()));
    asked.harness.run();
    asked.click("Add");
    let expected = vec![PathBuf::from("/home/ana/one.txt"), PathBuf::from("/home/ana/two.md")];
    assert_eq!(asked.answer(), Some(DialogAnswer::Paths(PathWant::Documents, expected)));
}

#[test]
fn a_file_is_not_replaced_without_saying_so_and_a_bad_path_is_not_taken() {
    let mut asked = ask_path(PathWant::SaveProject);
    asked.type_text("/home/ana/prisons.tickmark.ron");
    asked.harness.get_by_label("This file exists");
    asked.harness.get_by_label("Replace");
    asked.type_text("/below");
    asked.press(&[Key::Enter]);
    asked.harness.get_by_label("Its folder is not a folder");
    assert!(asked.answer().is_none());
}

fn ask_path(want: PathWant) -> Asked {
    Asked::new(move |_, _| Dialog::PathBox(PathBox::new(want, "", Box::new(TwoFiles))))
}

/// A folder with two projects.
struct TwoFiles;

impl TwoFiles {
    const ALL: [&str; 2] = ["/home/ana/pardons.tickmark.ron", "/home/ana/prisons.tickmark.ron"];
}

impl Paths for TwoFiles {
    fn complete(&self, typed: &str) -> Vec<String> {
        Self::ALL.into_iter().filter(|path| path.starts_with(typed) && *path != typed).map(str::to_owned).collect()
    }

    fn judge(&self, want: PathWant, typed: &str) -> Verdict {
        match Self::ALL.into_iter().find(|path| typed.starts_with(path)) {
            Some(path) if path != typed => Verdict::Refused("Its folder is not a folder".into()),
            Some(_) if want == PathWant::SaveProject => Verdict::Warning("This file exists".into()),
            _ => Verdict::Fine,
        }
    }

    fn path(&self, typed: &str) -> PathBuf {
        typed.into()
    }
}

#[test]
fn unsaved_changes_are_saved_by_enter_and_thrown_away_by_a_click() {
    let ask = || Asked::new(|_, _| Dialog::Unsaved(Unsaved::new("Prisons")));
    let mut asked = ask();
    assert!(asked.harness.get_by_label("Save").is_focused());
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Unsaved(UnsavedChoice::Save)));
    let mut asked = ask();
    asked.click("Don’t save");
    assert_eq!(asked.answer(), Some(DialogAnswer::Unsaved(UnsavedChoice::Discard)));
    let mut asked = ask();
    asked.press(&[Key::Escape]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Dismissed));
}

#[test]
fn both_versions_of_a_changed_file_are_kept() {
    let ask = || {
        let (path, mine) =
            (Path::new("/home/ana/prisons.tickmark.ron"), Path::new("/home/ana/prisons (Ana).tickmark.ron"));
        Asked::new(move |_, _| Dialog::ChangedOnDisk(ChangedOnDisk::new(path, mine)))
    };
    let mut asked = ask();
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Disk(DiskChoice::KeepBoth)));
    let mut asked = ask();
    asked.click("Save mine as…");
    assert_eq!(asked.answer(), Some(DialogAnswer::Disk(DiskChoice::SaveAs)));
}

#[test]
fn found_work_is_recovered_by_enter_and_thrown_away_only_when_asked_twice() {
    let mut asked = ask_recovery(1);
    asked.press(&[Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Recover(0)));
    let mut asked = ask_recovery(1);
    asked.click("Discard…");
    asked.press(&[Key::Escape]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Dismissed));
    let mut asked = ask_recovery(1);
    asked.click("Discard…");
    asked.click("Keep it");
    asked.click("Discard…");
    assert!(asked.answer().is_none());
    asked.click("Discard for good");
    assert_eq!(asked.answer(), Some(DialogAnswer::DiscardRecovered(0)));
}

#[test]
fn each_of_several_found_works_has_its_own_answer() {
    let mut asked = ask_recovery(2);
    let second = asked.harness.get_all_by_label("Recover").nth(1).expect("two can be recovered").rect().center();
    asked.click_at(second);
    assert_eq!(asked.answer(), Some(DialogAnswer::Recover(1)));
}

fn ask_recovery(n_works: usize) -> Asked {
    Asked::new(move |_, _| Dialog::Recovery(Recovery::new(vec![found_work(); n_works])))
}

fn found_work() -> FoundWork {
    FoundWork {
        project: "Prisons".into(),
        path: "/home/ana/prisons.tickmark.ron".into(),
        when: "today, 12:40".into(),
        n_changes: 12,
        typing: "Asked the ministry, which".into(),
        problems: vec!["The last change was written only in part".into()],
        readable: true,
    }
}

#[test]
fn a_backup_is_opened_by_arrows_and_by_a_click() {
    let mut asked = ask_backup();
    asked.press(&[Key::ArrowDown, Key::Enter]);
    assert_eq!(asked.answer(), Some(DialogAnswer::Backup("/backups/1".into())));
    let mut asked = ask_backup();
    asked.click("today, 12:40, 1.2 MB");
    assert_eq!(asked.answer(), Some(DialogAnswer::Backup("/backups/2".into())));
}

fn ask_backup() -> Asked {
    let item = |path: &str, when: &str, bytes| BackupItem { path: path.into(), when: when.into(), bytes };
    let items = vec![item("/backups/2", "today, 12:40", 1_200_000), item("/backups/1", "yesterday, 9:15", 900)];
    Asked::new(move |_, _| Dialog::Backups(Backups::new(items)))
}

#[test]
fn a_document_is_removed_with_what_hangs_on_it_once_confirmed() {
    let mut asked = Asked::new(|desk, passage| {
        let draft = desk.session.project().passage(passage).expect("it was marked").place.document;
        Dialog::Confirm(Confirm::remove_document(desk.session.project(), draft).expect("it is there"))
    });
    asked.harness.get_by_label_contains("Its passage goes too");
    asked.press(&[Key::Enter]);
    let passage = asked.passage;
    assert!(asked.desk().session.project().passage(passage).is_none());
}

#[test]
fn an_address_is_shown_whole_and_plainly_before_it_is_opened() {
    let url = "https://example.org/\u{202e}gpj.exe";
    let mut asked = Asked::new(move |_, _| Dialog::Confirm(Confirm::open_url(url)));
    asked.harness.get_by_label("https://example.org/\\u{202e}gpj.exe");
    asked.click("Open");
    assert_eq!(asked.answer(), Some(DialogAnswer::OpenUrl(url.into())));
}

#[test]
fn every_dialog_fits_a_small_window_and_has_the_keyboard() {
    for (theme, name) in [(egui::Theme::Light, "light"), (egui::Theme::Dark, "dark")] {
        // 1280×800 at 125 %.
        let (size, scale) = (vec2(1024.0, 640.0), 1.25);
        for (idx, dialog) in all_dialogs().into_iter().enumerate() {
            let mut asked = Asked::sized(size, (theme, scale), dialog);
            let inside = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
            let scrolls = |button: &egui_kittest::Node<'_>| {
                button.accesskit_node().label().is_some_and(|label| ["Recover", "Discard…"].contains(&label.as_str()))
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

type Make = Box<dyn FnOnce(&mut Desk, PassageId) -> Dialog>;

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
        Box::new(|desk, passage| Dialog::Source(SourceForm::new(desk.session.project(), None, Some(passage)))),
        Box::new(|desk, _| Dialog::DocumentFacts(DocumentFacts::new(desk.session.project().documents()[0]))),
        Box::new(|_, _| Dialog::Loading(Loading::new([two_files(), two_files()].concat()))),
        Box::new(|_, _| Dialog::Checker(CheckerName::new(""))),
        Box::new(|_, _| Dialog::Keys(KeySheet::new(&BTreeMap::from([("tick".into(), "Y".into())]), true))),
        Box::new(|_, _| Dialog::PathBox(PathBox::new(PathWant::Documents, "/home/ana/p", Box::new(TwoFiles)))),
        Box::new(|_, _| Dialog::Unsaved(Unsaved::new("Prisons in El Salvador"))),
        Box::new(|_, _| Dialog::ChangedOnDisk(ChangedOnDisk::new(Path::new("/a/b.ron"), Path::new("/a/b (2).ron")))),
        Box::new(|_, _| Dialog::Recovery(Recovery::new(vec![found_work(); 5]))),
        Box::new(|_, _| {
            let item = |n| BackupItem { path: "b".into(), when: format!("{n} March 2025, 9:15"), bytes: 1_u64 << n };
            Dialog::Backups(Backups::new((1..30).map(item).collect()))
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

/// A dialog over a small project, and how it was answered.
struct Asked {
    harness: Harness<'static, (Desk, Shell)>,
    passage: PassageId,
}

/// What the shell has to do with dialogs.
#[derive(Default)]
struct Shell {
    dialog: Option<Dialog>,
    answer: Option<DialogAnswer>,
    /// Whether the palette is to be opened, which looks at the context.
    palette: bool,
}

impl Asked {
    fn new(make: impl FnOnce(&mut Desk, PassageId) -> Dialog + 'static) -> Self {
        Self::sized(vec2(900.0, 700.0), (egui::Theme::Light, 1.0), Box::new(make))
    }

    fn sized(size: egui::Vec2, look: (egui::Theme, f32), make: Make) -> Self {
        let mut desk = Desk::new();
        let draft = desk.document("Draft", Role::Draft, DRAFT);
        desk.document("Report", Role::Evidence, REPORT);
        let passage = desk.mark(draft, "at least 85,000 people", PassageKind::Claim);
        desk.select(passage);
        let shell = Shell { dialog: Some(make(&mut desk, passage)), ..Shell::default() };
        let mut harness = window(size, look, desk, shell, |ctx, ui, shell: &mut Shell| {
            let _ = ui.button("Behind");
            if std::mem::take(&mut shell.palette) {
                shell.dialog = Some(Dialog::Palette(Palette::new(ctx)));
            }
            let Some(answer) = shell.dialog.as_mut().and_then(|dialog| dialog.show(ctx, ui)) else { return };
            shell.dialog = None;
            if let DialogAnswer::Do(requests) = &answer {
                requests.iter().for_each(|request| match request {
                    Request::Action(action) => ctx.send(action.clone()),
                    Request::Command(_) => {}
                });
            }
            shell.answer = Some(answer);
        });
        harness.run();
        Self { harness, passage }
    }

    fn open(&mut self, dialog: Dialog) {
        self.harness.state_mut().1.dialog = Some(dialog);
        self.harness.run();
    }

    fn press(&mut self, keys: &[Key]) {
        for key in keys {
            self.harness.key_press(*key);
            self.harness.run();
        }
    }

    /// Types into what has the keyboard.
    fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.into()));
        self.harness.run();
    }

    fn write(&mut self, field: &str, text: &str) {
        self.harness.get_by_label(field).focus();
        self.harness.run();
        self.type_text(text);
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).scroll_to_me();
        self.harness.run();
        self.harness.get_by_label(label).click();
        self.harness.run();
    }

    fn click_at(&mut self, at: egui::Pos2) {
        self.harness.drag_at(at);
        self.harness.drop_at(at);
        self.harness.run();
    }

    fn desk(&self) -> &Desk {
        &self.harness.state().0
    }

    fn answer(&self) -> Option<DialogAnswer> {
        self.harness.state().1.answer.clone()
    }

    fn outcome(&self) -> Option<Outcome> {
        self.desk().session.project().passage(self.passage).expect("it was marked").outcome
    }

    fn link(&self) -> (Relation, Rank) {
        let link = self.desk().session.project().links().next().expect("it was linked");
        (link.relation, link.rank)
    }

    fn keys(&self) -> (BTreeMap<String, String>, bool) {
        let saved = match self.answer() {
            Some(DialogAnswer::Keys(changed, single_letters)) => Some((changed, single_letters)),
            _ => None,
        };
        saved.expect("the keys were saved")
    }
}
