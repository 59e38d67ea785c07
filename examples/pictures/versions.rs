//! Scenes with a new version of the sample's draft.

use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tickmark::app::App;
use tickmark::command::{Action, Ask, Command, FileAction, Then, WindowAction};
use tickmark::edit::Transaction;
use tickmark::import::{Options, Watch, import};
use tickmark::merge::merge;
use tickmark::model::{Actor, CheckerId, Document, DocumentId, Dot, Edit, Id, Role, Time};
use tickmark::session::{LowerTab, Session, Side, Worker};
use tickmark::store::ThemeChoice;

use super::{Picture, SIZES, ask, open, picture, show_for_editor, wait};

pub fn pictures() -> Vec<Picture> {
    use ThemeChoice::{Dark, Light};
    let [small, medium, large] = SIZES;
    vec![
        picture("review", medium, 1.0, Light, review),
        Picture { zoom: 125, ..picture("review-zoomed", small, 1.0, Light, review) },
        picture("review-dark", large, 1.0, Dark, review),
        picture("review-small-dark", small, 1.0, Dark, review),
        picture("review-places", large, 1.0, Light, review_places),
        picture("review-done", medium, 1.0, Light, review_done),
        picture("review-fork", medium, 1.0, Dark, review_fork),
        Picture { zoom: 125, ..picture("review-fork-zoomed", small, 1.0, Light, review_fork) },
        picture("fork", medium, 1.0, Light, fork),
        picture("fork-dark", medium, 1.0, Dark, fork),
        Picture { zoom: 125, ..picture("fork-zoomed", small, 1.0, Light, fork) },
        picture("review-earlier", large, 1.0, Light, review_earlier),
        Picture { zoom: 125, ..picture("review-earlier-zoomed", small, 1.0, Dark, review_earlier) },
        picture("review-passage", large, 1.0, Light, review_passage),
        picture("review-passage-dark", medium, 1.0, Dark, review_passage),
        picture("review-left", large, 1.0, Light, review_left),
        Picture { zoom: 125, ..picture("review-left-zoomed", small, 1.0, Dark, review_left) },
        picture("review-gone", medium, 1.0, Light, review_gone),
        picture("review-gone-dark", large, 1.0, Dark, review_gone),
        picture("review-emptied", medium, 1.0, Light, review_emptied),
        Picture { zoom: 125, ..picture("review-emptied-zoomed", small, 1.0, Dark, review_emptied) },
        picture("review-for-editor", large, 1.0, Light, review_for_editor),
        picture("review-asked", medium, 1.0, Light, review_asked),
        picture("review-told", medium, 1.0, Light, review_told),
        picture("review-load", small, 1.0, Light, review_load),
        picture("version-history", medium, 1.0, Light, version_history),
        Picture { zoom: 125, ..picture("version-history-zoomed", small, 1.0, Dark, version_history) },
        picture("version-removed", medium, 1.0, Light, version_removed),
        Picture { zoom: 125, ..picture("version-removed-zoomed", small, 1.0, Dark, version_removed) },
    ]
}

/// Draft 2 of the sample: words changed, a paragraph moved, one doubled, sentences cut.
pub fn second_draft(first: &str) -> String {
    let mut lines: Vec<&str> = first.lines().collect();
    let moved = lines.remove(3);
    lines.insert(1, moved);
    lines.insert(9, "Many of them say that 87 people died.");
    let text = lines.join("\n") + "\n";
    let changes = [
        ("over 80,000 Salvadorans were detained", "at least 85,000 people were detained"),
        (" By capacity, it is the world’s largest prison.", ""),
        ("at least 265 people", "at least 266 people"),
        ("went on a killing spree that left 87 people dead", "went on a killing spree"),
        ("the highest incarceration rate in the entire world", "one of the highest incarceration rates in the world"),
        (
            "there were 17 men at Guantánamo Bay",
            "17 men were held at Guantánamo Bay, and 17 men waited for a flight there",
        ),
        ("suspended all constitutional guarantees", "suspended basic rights of due process"),
    ];
    changes.into_iter().fold(text, |text, (from, to)| text.replace(from, to))
}

/// The first draft, and a document made of it as a file would be.
fn version(harness: &Harness<'static, App>, name: &str, change: fn(&str) -> String) -> Option<(DocumentId, Document)> {
    let session = harness.state().session()?;
    let drafts = session.project().documents_as(Role::Draft);
    let draft = drafts.first()?;
    let text = change(draft.text());
    let read = import(text.as_bytes(), name, &Options::default(), &Watch::default()).ok()?;
    let dot = Dot { actor: Actor(0), counter: 0 };
    let document = Document::new(read.into_loaded(name, text.as_bytes(), Time(0)), name, Role::Evidence, dot);
    Some((draft.id, document))
}

/// A new version is taken in.
fn replaced(harness: &mut Harness<'static, App>) {
    open(harness);
    wait(harness);
    if let Some((old, new)) = version(harness, "A shared agenda, second draft", second_draft) {
        let id = new.id;
        ask(harness, Action::Commit(Transaction::new("Load", vec![Edit::insert(new)]), Then::Stay));
        wait(harness);
        ask(harness, Action::Replace(old, id));
        while harness.state().session().is_some_and(|session| !session.project().has_versions()) {
            std::thread::sleep(std::time::Duration::from_millis(5));
            harness.run_steps(1);
        }
    }
}

/// What is said then.
pub fn review_told(harness: &mut Harness<'static, App>) {
    replaced(harness);
    harness.run_steps(10);
}

/// The review with what waits first, a changed number under the cursor.
pub fn review(harness: &mut Harness<'static, App>) {
    replaced(harness);
    wait(harness);
    harness.run_steps(400);
    ask(harness, Command::ReviewVersion);
    wait(harness);
    for _ in 0..3 {
        harness.key_press(Key::ArrowDown);
        harness.run_steps(3);
    }
    harness.run_steps(30);
}

/// The history of that, unfolded to what a person should look at.
pub fn version_history(harness: &mut Harness<'static, App>) {
    replaced(harness);
    wait(harness);
    ask(harness, Command::History);
    wait(harness);
    for key in [Key::Home, Key::ArrowRight] {
        harness.key_press(key);
        harness.run_steps(4);
    }
    harness.run_steps(400);
}

/// Whether to remove the new version again.
pub fn version_removed(harness: &mut Harness<'static, App>) {
    replaced(harness);
    wait(harness);
    harness.run_steps(400);
    let drafts = harness.state().session().map(|session| session.project().documents_as(Role::Draft));
    let newest = drafts.and_then(|drafts| drafts.first().map(|draft| draft.id));
    newest.into_iter().for_each(|newest| ask(harness, Action::Ask(Ask::RemoveDocument(newest))));
    harness.run_steps(10);
}

/// A passage that may be in two places, one of them chosen.
pub fn review_places(harness: &mut Harness<'static, App>) {
    review(harness);
    harness.key_press(Key::Home);
    for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowRight] {
        harness.run_steps(3);
        harness.key_press(key);
    }
    harness.run_steps(30);
}

/// All was looked at.
pub fn review_done(harness: &mut Harness<'static, App>) {
    review(harness);
    for _ in 0..20 {
        harness.key_press(Key::X);
        harness.run_steps(3);
        harness.key_press(Key::Enter);
        wait(harness);
    }
    harness.run_steps(400);
}

/// Two people took in different versions.
pub fn review_fork(harness: &mut Harness<'static, App>) {
    open(harness);
    wait(harness);
    let Some(session) = harness.state().session() else { return };
    let copies = [
        ("Ana Ruiz", "A shared agenda, second draft", second_draft as fn(&str) -> String),
        ("Ben Okafor", "A shared agenda, Ben’s second draft", |first: &str| first.replace("265", "267")),
    ];
    let copies = copies.into_iter().zip(4..).filter_map(|((person, name, change), n)| {
        let (old, new) = version(harness, name, change)?;
        let checker = CheckerId(Id::random([n; 16]));
        let worker = Worker { checker, name: person.into(), actor: Actor(u64::from(n)) };
        let project = session.project();
        let what = tickmark::edit::replace(project, project.document(old)?, new).ok()?;
        let mut copy = Session::new(project.clone(), worker, Id::random([n; 16]));
        copy.commit(what, Time(1_742_900_000)).ok()?;
        Some(copy.project().clone())
    });
    let merged = copies.reduce(|a, b| merge(&a, &b).project);
    let path = std::env::temp_dir().join("tickmark-fork.tickmark.ron");
    let Some(Ok(_)) = merged.map(|merged| tickmark::store::save_project(&path, &merged)) else { return };
    ask(harness, Action::File(FileAction::Open(path.clone())));
    wait(harness);
    harness.run_steps(400);
    let _ = std::fs::remove_file(path);
    ask(harness, Command::ReviewVersion);
    wait(harness);
    harness.run_steps(30);
}

/// The same for the editor, and at a passage.
pub fn fork(harness: &mut Harness<'static, App>) {
    review_fork(harness);
    let session = harness.state().session();
    let passage = session.and_then(|session| {
        session.project().passages().find(|passage| session.project().across_forks(passage).next().is_some())
    });
    let passage = passage.map(|passage| passage.id);
    passage.into_iter().for_each(|passage| ask(harness, Action::Show(passage)));
    show_for_editor(harness);
    harness.run_steps(30);
}

/// The question what a file is that was chosen as a new version.
pub fn review_load(harness: &mut Harness<'static, App>) {
    open(harness);
    wait(harness);
    let Some((old, new)) = version(harness, "A shared agenda", second_draft) else { return };
    let path = std::env::temp_dir().join("tickmark-draft-2.txt");
    if std::fs::write(&path, new.text()).is_ok() {
        ask(harness, Action::File(FileAction::AddVersion(old, path.clone())));
        wait(harness);
        harness.run_steps(10);
        let _ = std::fs::remove_file(path);
    }
}

/// The earlier version in front, unfolded in the list.
pub fn review_earlier(harness: &mut Harness<'static, App>) {
    replaced(harness);
    wait(harness);
    harness.run_steps(400);
    let session = harness.state().session();
    let old = session.and_then(|session| session.project().newest_documents().into_iter().find_map(|it| it.replaces));
    old.into_iter().for_each(|old| ask(harness, Action::OpenDocument(Side::Left, old)));
    let fold = "1 earlier version of A shared agenda, second draft: unfold";
    let at = harness.query_by_label(fold).map(|fold| fold.rect().center());
    if let Some(pos) = at {
        harness.event(egui::Event::PointerMoved(pos));
        for pressed in [true, false] {
            let (button, modifiers) = (egui::PointerButton::Primary, egui::Modifiers::NONE);
            harness.event(egui::Event::PointerButton { pos, button, pressed, modifiers });
            harness.run_steps(2);
        }
        harness.event(egui::Event::PointerMoved(egui::pos2(600.0, 5.0)));
    }
    harness.run_steps(30);
}

/// A passage whose words changed, with what it said before.
pub fn review_passage(harness: &mut Harness<'static, App>) {
    replaced(harness);
    wait(harness);
    harness.run_steps(400);
    let session = harness.state().session();
    let changed =
        session.and_then(|it| it.project().passages().find(|it| it.words() == "at least 266 people").cloned());
    changed.into_iter().for_each(|passage| ask(harness, Action::Show(passage.id)));
    harness.run_steps(30);
}

/// A passage that was left in the earlier version, which lies open beside the new one.
pub fn review_left(harness: &mut Harness<'static, App>) {
    replaced(harness);
    wait(harness);
    harness.run_steps(400);
    let session = harness.state().session();
    let left = session.and_then(|it| it.project().passages().find(|it| it.words() == "87 people").cloned());
    left.into_iter().for_each(|passage| ask(harness, Action::Show(passage.id)));
    wait(harness);
    harness.run_steps(30);
}

/// What is for the editor where nothing has a place in the new version: changes that are gone with their words.
pub fn review_gone(harness: &mut Harness<'static, App>) {
    review_emptied(harness);
    ask(harness, Command::ForEditor);
    wait(harness);
    harness.run_steps(30);
}

/// A new version in which nothing has a place.
pub fn review_emptied(harness: &mut Harness<'static, App>) {
    open(harness);
    wait(harness);
    let Some((old, new)) = version(harness, "A shared agenda, begun anew", |_| "All is new.\n".into()) else { return };
    let id = new.id;
    ask(harness, Action::Commit(Transaction::new("Load", vec![Edit::insert(new)]), Then::Stay));
    wait(harness);
    ask(harness, Action::Replace(old, id));
    wait(harness);
    harness.run_steps(400);
    ask(harness, Action::Window(WindowAction::ShowLower(LowerTab::Passages)));
    wait(harness);
    harness.run_steps(30);
}

/// What the editor has to decide then: a change that was not made.
pub fn review_for_editor(harness: &mut Harness<'static, App>) {
    replaced(harness);
    wait(harness);
    harness.run_steps(400);
    ask(harness, Command::ForEditor);
    wait(harness);
    harness.run_steps(30);
}

/// The changes with what the new version has of them.
pub fn review_asked(harness: &mut Harness<'static, App>) {
    replaced(harness);
    wait(harness);
    harness.run_steps(400);
    ask(harness, Action::Window(WindowAction::ShowLower(LowerTab::Asked)));
    harness.run_steps(30);
}
