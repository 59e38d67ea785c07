//! Renders pictures of the window: `cargo run --release --example pictures [FOLDER]`.
//!
//! They come from the real program with the sample project, drawn by the renderer of the tests, which needs no display.

#[path = "pictures/colleague.rs"]
mod colleague;
#[path = "../tests/ui/cpu_render.rs"]
mod cpu_render;
#[path = "pictures/history.rs"]
mod history;
#[path = "pictures/merging.rs"]
mod merging;
#[path = "../tests/ui/rich.rs"]
mod rich;
#[path = "../tests/ui/second_draft.rs"]
mod second_draft;
#[path = "pictures/versions.rs"]
mod versions;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use tickmark::app::{App, Pick, Picker, Reply, World};
use tickmark::command::{Action, Command, FileAction, Request, Then, WindowAction};
use tickmark::edit::Transaction;
use tickmark::import::{self, Workshop};
use tickmark::model::{
    Actor, Body, Document, DocumentId, Edit, Id, Outcome, PassageId, Role, ShownChanges, Structure, Time, View,
};
use tickmark::session::{LowerTab, Selection, Side};
use tickmark::store::{CheckerSettings, Folders, Settings, ThemeChoice};
use tickmark::text::{Blocks, TextRange};

use cpu_render::CpuRenderer;

/// The sizes of windows: small, medium and large.
const SIZES: [[f32; 2]; 3] = [[1280.0, 800.0], [1440.0, 900.0], [1920.0, 1080.0]];

/// What a picture shows.
struct Picture {
    name: &'static str,
    size: [f32; 2],
    scale: f32,
    theme: ThemeChoice,
    zoom: u16,
    scene: fn(&mut Harness<'static, App>),
}

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    if std::env::args().nth(1).is_some_and(|argument| argument == import::WORKER_ARGUMENT) {
        return Ok(import::serve());
    }
    let folder = std::env::args().nth(1).map_or_else(|| PathBuf::from("pictures"), PathBuf::from);
    let only = std::env::args().nth(2);
    std::fs::create_dir_all(&folder)?;
    for picture in pictures() {
        if only.as_ref().is_none_or(|only| picture.name.contains(only.as_str())) {
            take(&picture, &folder)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn pictures() -> Vec<Picture> {
    use ThemeChoice::{Dark, Light};
    let [small, medium, large] = SIZES;
    let own = vec![
        picture("light", medium, 1.0, Light, work),
        picture("dark", medium, 1.0, Dark, work),
        picture("wide", large, 1.0, Light, work),
        picture("wide-dark", large, 1.0, Dark, work),
        picture("small", small, 1.0, Light, work),
        picture("small-dark-2x", small, 2.0, Dark, work),
        picture("light-2x", medium, 2.0, Light, work),
        picture("start", medium, 1.0, Light, |_| {}),
        picture("start-dark", small, 1.0, Dark, |_| {}),
        picture("change", medium, 1.0, Light, change),
        picture("also", small, 1.0, Dark, change),
        picture("also-ticked", large, 1.0, Light, ticked),
        picture("calculate", small, 1.0, Light, calculate),
        picture("calculate-dark", large, 1.0, Dark, calculate),
        picture("calculation", small, 1.0, Dark, calculation),
        picture("calculation-wide", large, 1.0, Light, calculation),
        picture("queries", medium, 1.0, Light, queries),
        picture("search", medium, 1.0, Dark, search),
        picture("suggestions", medium, 1.0, Light, suggestions),
        picture("suggestions-dark", medium, 1.0, Dark, suggestions),
        picture("suggestions-small", small, 1.0, Light, suggestions),
        picture("suggestions-wide", large, 1.0, Light, suggestions),
        picture("for-editor", medium, 1.0, Light, for_editor),
        picture("for-editor-dark", large, 1.0, Dark, for_editor),
        picture("for-editor-2x", large, 2.0, Light, for_editor),
        picture("for-editor-small", small, 1.0, Light, for_editor),
        picture("for-editor-small-dark-2x", small, 2.0, Dark, for_editor),
        Picture { zoom: 125, ..picture("for-editor-zoomed", small, 1.0, Light, for_editor) },
        picture("for-editor-pair", medium, 1.0, Light, for_editor_pair),
        picture("for-editor-empty", medium, 1.0, Light, for_editor_empty),
        picture("evidence", medium, 1.0, Light, evidence),
        picture("evidence-small-dark", small, 1.0, Dark, evidence),
        Picture { zoom: 125, ..picture("evidence-zoomed", small, 1.0, Light, evidence) },
        picture("evidence-wide", large, 1.0, Dark, evidence),
        picture("history", medium, 1.0, Light, history::unseen),
        picture("history-dark", large, 1.0, Dark, history::unfolded),
        picture("history-filtered", medium, 1.0, Light, history::filtered),
        picture("history-notice", medium, 1.0, Light, history::notice),
        picture("history-notice-small-dark", small, 1.0, Dark, history::notice),
        picture("history-long", medium, 1.0, Dark, history::long_values),
        picture("history-passage", large, 1.0, Light, history::of_passage),
        picture("history-small-dark-2x", small, 2.0, Dark, history::unfolded),
        Picture { zoom: 125, ..picture("history-zoomed", small, 1.0, Light, history::unseen) },
        picture("history-empty", medium, 1.0, Light, history::empty),
        picture("first-read", medium, 1.0, Light, first_read),
        picture("outcome", medium, 1.0, Light, outcome),
        picture("palette", medium, 1.0, Dark, palette),
        picture("keys", medium, 1.0, Light, keys),
        picture("empty", medium, 1.0, Light, empty),
        Picture { zoom: 125, ..picture("zoomed", small, 1.0, Light, work) },
        picture("coverage", small, 1.0, Light, coverage),
        Picture { zoom: 125, ..picture("coverage-zoomed", small, 1.0, Light, coverage) },
        picture("coverage-wide", large, 1.0, Dark, coverage),
        picture("proof", medium, 1.0, Light, proof),
        picture("proof-dark", medium, 1.0, Dark, proof),
        picture("sign-off", small, 1.0, Light, sign_off),
        picture("sign-off-dark", large, 1.0, Dark, sign_off),
        picture("signed", medium, 1.0, Light, signed),
        picture("struck", large, 1.0, Light, struck),
        picture("rules", medium, 1.0, Light, rules),
        picture("compare", small, 1.0, Light, compare),
        picture("compare-dark", small, 1.0, Dark, compare),
        picture("compare-wide", large, 1.0, Light, compare),
        picture("compare-wide-dark", large, 1.0, Dark, compare),
        Picture { zoom: 125, ..picture("compare-zoomed", small, 1.0, Light, compare) },
        picture("compare-moved", large, 1.0, Light, compare_moved),
        picture("compare-unrelated", small, 1.0, Light, compare_unrelated),
        picture("structure", medium, 1.0, Light, structure),
        picture("structure-dark", medium, 1.0, Dark, structure),
        Picture { zoom: 125, ..picture("structure-zoomed", small, 1.0, Light, structure) },
    ];
    own.into_iter().chain(merging::pictures()).chain(versions::pictures()).collect()
}

fn picture(
    name: &'static str,
    size: [f32; 2],
    scale: f32,
    theme: ThemeChoice,
    scene: fn(&mut Harness<'static, App>),
) -> Picture {
    Picture { name, size, scale, theme, zoom: 100, scene }
}

fn take(picture: &Picture, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let home = tempfile::tempdir()?;
    let folders = Folders::inside(home.path());
    let checker = Some(CheckerSettings { id: Id::random([7; 16]).to_string(), name: "Ana Ruiz".into() });
    Settings { checker, theme: picture.theme, ..Settings::default() }.save(&folders)?;
    let world = World {
        folders,
        picker: Box::new(NoPicker),
        // 26 March 2025, the day on which the sample was done.
        now: Box::new(|| Time(1_742_986_400)),
        fresh_id: Box::new(|| Id::random([9; 16])),
        fresh_actor: Box::new(|| Actor(9)),
        write: Arc::new(tickmark::store::save_project),
        workshop: Workshop::of_this_program()?,
    };
    let zoom = f32::from(picture.zoom) / 100.0;
    let dark = picture.theme == ThemeChoice::Dark;
    let mut harness = Harness::builder()
        .with_size(picture.size.map(|side| side / zoom))
        .with_theme(if dark { egui::Theme::Dark } else { egui::Theme::Light })
        .with_pixels_per_point(picture.scale * zoom)
        .renderer(CpuRenderer::default())
        .with_render_cursor(false)
        .with_max_steps(60)
        .build_eframe(|cc| App::new(&cc.egui_ctx, world, Vec::new()));
    harness.run_steps(4);
    (picture.scene)(&mut harness);
    harness.run_steps(8);
    let path = folder.join(format!("{}.png", picture.name));
    let picture = harness.render()?;
    let file = std::io::BufWriter::new(std::fs::File::create(&path)?);
    picture.write_with_encoder(PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive))?;
    println!("{}", path.display());
    Ok(())
}

/// The sample project with a passage in hand and one of its partners beside it.
fn work(harness: &mut Harness<'static, App>) {
    open(harness);
    if let Some(passage) = passage(harness, "1,086 per 100,000") {
        ask(harness, Action::Show(passage));
    }
    if let Some(passage) = passage(harness, "2 percent of the population") {
        ask(harness, Action::Select(Side::Right, passage));
        ask(harness, Command::FollowLink);
    }
    ask(harness, Action::Window(WindowAction::FocusReader(Side::Left)));
}

fn change(harness: &mut Harness<'static, App>) {
    work(harness);
    if let Some(passage) = passage(harness, "over 80,000 Salvadorans") {
        ask(harness, Action::Show(passage));
    }
    wait(harness);
}

/// A number was confirmed that the draft says again.
fn ticked(harness: &mut Harness<'static, App>) {
    work(harness);
    if let Some(passage) = passage(harness, "over 80,000 Salvadorans") {
        let what = harness.state().session().and_then(|session| {
            let passage = session.project().passage(passage)?;
            Some(tickmark::edit::set_outcome([&**passage], Some(Outcome::Confirmed)))
        });
        ask(harness, Action::Show(passage));
        wait(harness);
        what.into_iter().for_each(|what| ask(harness, Action::Commit(what, Then::Stay)));
    }
    wait(harness);
}

/// The rate of prisoners, about to be bound with how many there are.
fn calculate(harness: &mut Harness<'static, App>) {
    work(harness);
    if let Some(rate) = passage(harness, "1,086 per 100,000") {
        ask(harness, Action::Show(rate));
    }
    ask(harness, Command::Calculate);
    harness.event(egui::Event::Text("120,000".into()));
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(6);
}

/// What follows from it, in the panel.
fn calculation(harness: &mut Harness<'static, App>) {
    calculate(harness);
    harness.key_press(Key::Enter);
    harness.run_steps(6);
    ask(harness, Command::ShowLower);
    let at = egui::pos2(harness.ctx.content_rect().right() - 100.0, harness.ctx.content_rect().bottom() - 200.0);
    harness.event(egui::Event::PointerMoved(at));
    harness.run_steps(2);
    harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -600.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(30);
}

/// The caret in a sentence that nobody has looked at.
fn coverage(harness: &mut Harness<'static, App>) {
    open(harness);
    ask(harness, Action::Window(WindowAction::FocusReader(Side::Left)));
    ask(harness, Command::NextUntouched);
}

fn proof(harness: &mut Harness<'static, App>) {
    coverage(harness);
    ask(harness, Command::Proof);
}

/// What stands between the draft and its sign-off.
fn sign_off(harness: &mut Harness<'static, App>) {
    coverage(harness);
    ask(harness, Command::SignOff);
    while harness.state().is_busy() {
        harness.step();
    }
}

/// The draft signed off in spite of what is open, its facts beside it.
fn signed(harness: &mut Harness<'static, App>) {
    coverage(harness);
    let draft = harness.state().session().and_then(|session| session.draft_in_front()).map(|draft| draft.id);
    if let Some(draft) = draft {
        ask(harness, Action::SignOff(draft, "The writer is back on Monday; the issue closes today".to_owned()));
    }
    while harness.state().is_busy() {
        harness.step();
    }
}

/// The same after a change.
fn struck(harness: &mut Harness<'static, App>) {
    signed(harness);
    ask(harness, Command::Pass);
}

fn rules(harness: &mut Harness<'static, App>) {
    work(harness);
    ask(harness, Command::EditTitle);
}

fn queries(harness: &mut Harness<'static, App>) {
    work(harness);
    ask(harness, Action::Window(WindowAction::ShowLower(LowerTab::Asked)));
    harness.run_steps(30);
}

fn search(harness: &mut Harness<'static, App>) {
    work(harness);
    ask(harness, Command::FindEverywhere);
    harness.run_steps(3);
    harness.event(egui::Event::Text("85,000".into()));
    harness.run_steps(6);
}

/// A draft that nobody has marked yet, with what was noticed in it.
fn suggestions(harness: &mut Harness<'static, App>) {
    open(harness);
    while harness.state().is_busy() {
        std::thread::sleep(std::time::Duration::from_millis(5));
        harness.run_steps(1);
    }
    let session = harness.state().session();
    let passages: Vec<PassageId> =
        session.map(|session| session.project().passages().map(|it| it.id).collect()).unwrap_or_default();
    let unmarked = session.map(|session| tickmark::edit::remove_passages(session.project(), &passages));
    unmarked.into_iter().for_each(|what| ask(harness, Action::Commit(what, Then::Stay)));
    ask(harness, Action::Window(WindowAction::ShowLower(LowerTab::Suggestions)));
    ask(harness, Action::Window(WindowAction::FocusReader(Side::Left)));
    ask(harness, Action::ShowWords(Side::Left, Selection::caret(0)));
    ask(harness, Command::NextSuggestion);
    harness.run_steps(30);
}

/// What bears on the rate of prisoners, with what the other article says under the cursor.
fn evidence(harness: &mut Harness<'static, App>) {
    work(harness);
    let rate = harness.state().session().and_then(|session| {
        let mut passages = session.project().passages();
        passages.find(|passage| passage.words() == "1,086 per 100,000").map(|passage| passage.id)
    });
    if let Some(rate) = rate {
        ask(harness, Action::Show(rate));
    }
    ask(harness, Command::FindEvidence);
    while harness.state().is_busy() {
        harness.step();
    }
    harness.run_steps(3);
    harness.key_press(Key::ArrowDown);
    harness.run_steps(3);
    harness.key_press(Key::ArrowUp);
    harness.run_steps(6);
}

/// What the editor of the sample has to decide, with a change under the cursor.
fn for_editor(harness: &mut Harness<'static, App>) {
    open(harness);
    show_for_editor(harness);
}

fn show_for_editor(harness: &mut Harness<'static, App>) {
    ask(harness, Command::ForEditor);
    wait(harness);
    harness.key_press(Key::ArrowDown);
    harness.run_steps(6);
    harness.key_press(Key::ArrowUp);
    harness.run_steps(30);
}

/// What was found by comparing, in full.
fn for_editor_pair(harness: &mut Harness<'static, App>) {
    open(harness);
    let session = harness.state().session();
    let passages: Vec<PassageId> =
        session.map(|session| session.project().passages().map(|it| it.id).collect()).unwrap_or_default();
    let unmarked = session.map(|session| tickmark::edit::remove_passages(session.project(), &passages));
    unmarked.into_iter().for_each(|what| ask(harness, Action::Commit(what, Then::Stay)));
    show_for_editor(harness);
}

fn for_editor_empty(harness: &mut Harness<'static, App>) {
    ask(harness, Command::NewProject);
    ask(harness, Command::ForEditor);
}

/// Waits for all that is done in the background.
fn wait(harness: &mut Harness<'static, App>) {
    while harness.state().is_busy() {
        std::thread::sleep(std::time::Duration::from_millis(5));
        harness.run_steps(1);
    }
    harness.run_steps(6);
}

fn first_read(harness: &mut Harness<'static, App>) {
    work(harness);
    ask(harness, Command::FirstRead);
}

fn outcome(harness: &mut Harness<'static, App>) {
    work(harness);
    harness.key_press(Key::S);
}

fn palette(harness: &mut Harness<'static, App>) {
    work(harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
}

fn keys(harness: &mut Harness<'static, App>) {
    work(harness);
    ask(harness, Command::KeySheet);
}

fn empty(harness: &mut Harness<'static, App>) {
    ask(harness, Command::NewProject);
}

/// A draft with everything that can stand beside a text, with its changes shown, beside itself as evidence.
fn structure(harness: &mut Harness<'static, App>) {
    ask(harness, Command::NewProject);
    let draft = rich::document(Role::Draft);
    let evidence = Document { id: DocumentId::of("evidence", ""), ..rich::document(Role::Evidence) };
    let ids = [(Side::Left, draft.id), (Side::Right, evidence.id)];
    let what = Transaction::new("Load", vec![Edit::insert(draft), Edit::insert(evidence)]);
    ask(harness, Action::Commit(what, Then::Stay));
    for (side, id) in ids {
        ask(harness, Action::OpenDocument(side, id));
    }
    ask(harness, Action::ShowWords(Side::Right, Selection::caret(rich::TEXT.len())));
    ask(harness, Action::Window(WindowAction::FocusReader(Side::Left)));
    ask(harness, Action::SetView(Side::Left, View { changes: ShownChanges::Both, whole: false }));
    ask(harness, Action::Window(WindowAction::ShowLower(LowerTab::Suggestions)));
    harness.run_steps(30);
}

/// The draft beside its next version, at a changed number.
fn compare(harness: &mut Harness<'static, App>) {
    open(harness);
    let session = harness.state().session();
    let draft = session.and_then(|session| session.draft_in_front()).cloned();
    let Some(draft) = draft else { return };
    let text = second_draft::second_draft(draft.text());
    let next = Document {
        id: DocumentId::of("second draft", ""),
        title: "A shared agenda, second draft".into(),
        body: Arc::new(Body::new(text.as_str(), Blocks::lines(&text), Structure::default())),
        ..(*draft).clone()
    };
    let new = next.id;
    ask(harness, Action::Commit(Transaction::new("Load", vec![Edit::insert(next)]), Then::Stay));
    let at = draft.text().find("over 80,000").map(|at| (draft.id, TextRange::between(at, at + 11)));
    ask(harness, Action::Compare { old: draft.id, new, at });
    wait(harness);
    harness.run_steps(30);
}

/// The paragraph that was moved, in both versions.
fn compare_moved(harness: &mut Harness<'static, App>) {
    compare(harness);
    let session = harness.state().session();
    let text = session.and_then(|it| Some(it.project().document(it.desk.pane(Side::Left).tab()?.document)?.clone()));
    let at = text.as_ref().and_then(|draft| draft.text().find("The crackdown has devastated"));
    at.into_iter().for_each(|at| ask(harness, Action::ShowWords(Side::Left, Selection::caret(at))));
    ask(harness, Command::NextDifference);
}

/// Two articles of which neither is a version of the other.
fn compare_unrelated(harness: &mut Harness<'static, App>) {
    open(harness);
    ask(harness, Command::CompareVersions);
    wait(harness);
}

fn open(harness: &mut Harness<'static, App>) {
    ask(harness, Action::File(FileAction::OpenSample));
}

fn ask(harness: &mut Harness<'static, App>, request: impl Into<Request>) {
    harness.state_mut().request(request);
    harness.run_steps(3);
}

fn passage(harness: &Harness<'static, App>, words: &str) -> Option<PassageId> {
    let session = harness.state().session()?;
    session.project().passages().find(|passage| passage.words() == words).map(|passage| passage.id)
}

/// Nobody is there to pick files.
struct NoPicker;

impl Picker for NoPicker {
    fn pick(&mut self, _: Pick, _: Reply) {}
}
