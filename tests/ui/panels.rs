//! The panels around the readers: tables, documents, menus, foot and start page.

use std::collections::BTreeSet;

use egui::{CentralPanel, Frame, Key, Modifiers, Panel, Theme as Look, Ui, Vec2, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use tickmark::{
    command::{Action, Command, FileAction},
    edit,
    model::{
        Change, Decision, Edit, Field, LinkTarget, Outcome, PassageId, PassageKind, Query, Relation, Role, SourceKind,
        Text, Time,
    },
    session::{Focus, LowerTab, Selection, Side, Spot},
    text::TextRange,
    ui::{
        ViewCtx,
        panels::{
            documents::{DocumentsState, documents_ui, rail_ui},
            foot::foot_ui,
            lower::{LowerState, lower_ui},
            start_page::{StartPageState, start_page_ui},
            top_bar::top_bar_ui,
        },
        theme::{self, Theme},
        when::when_in,
    },
};

use crate::support::{Desk, NOW, UNSTAMPED, picture, window};

const LIGHT: (Look, f32) = (Look::Light, 1.0);
const DRAFT: &str = "The World’s Largest Jailer\n\
    Between 2022 and 2024, over 80,000 Salvadorans were detained, with 1,086 per 100,000 as of June 2024.\n\
    “The prosecution cannot prove their guilt, so they keep asking for extensions for provisional detention,” she said.";
const EVIDENCE: &str =
    "At least 85,000 people were detained, 2 percent of the population.\nThe 85,000 people wait for trial.";

const LONG: &str =
    "A report with a very long title that nobody ever thought would have to fit anywhere, of the year 2024.pdf";

/// A draft with four passages, evidence with two, links, a query, a change and a source.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.now = Time(NOW.0 - 86_400);
    let draft = desk.document("A shared agenda", Role::Draft, DRAFT);
    let evidence = desk.document("Inside the prisons", Role::Evidence, EVIDENCE);
    let jailer = desk.mark(draft, "The World’s Largest Jailer", PassageKind::Claim);
    let detained = desk.mark(draft, "over 80,000 Salvadorans", PassageKind::Statistic);
    let rate = desk.mark(draft, "1,086 per 100,000", PassageKind::Statistic);
    desk.mark(
        draft,
        DRAFT.lines().last().and_then(|line| line.split(" she").next()).expect("it is there"),
        PassageKind::Quote,
    );
    let people = desk.mark(evidence, "At least 85,000 people", PassageKind::Statistic);
    let percent = desk.mark(evidence, "2 percent of the population", PassageKind::Statistic);
    desk.link(detained, LinkTarget::Passage(people), Relation::Supports);
    desk.link(rate, LinkTarget::Passage(percent), Relation::Contradicts);
    let source = desk.source(SourceKind::Interview, "Mneesha Gellman");
    desk.commit(edit::set_field(source, Field::Date, Text::from("12 March")));
    desk.link(jailer, LinkTarget::Source(source), Relation::Context);
    desk.now = NOW;
    set_outcome(&mut desk, detained, Outcome::Confirmed);
    set_outcome(&mut desk, rate, Outcome::Conflicting);
    let query = Query::new(desk.session.fresh.into(), rate, "the writer", "Which population base?", UNSTAMPED);
    desk.commit(edit::Transaction::new("Ask a query", vec![Edit::insert(query)]));
    let change = Change::new(desk.session.fresh.into(), jailer, "Largest", "Third largest", UNSTAMPED);
    desk.commit(edit::Transaction::new("Propose a change", vec![Edit::insert(change)]));
    desk.session.desk = tickmark::session::Desk::of(desk.session.project());
    desk
}

fn set_outcome(desk: &mut Desk, passage: PassageId, outcome: Outcome) {
    let record = desk.session.project().passage(passage).expect("it was just marked").clone();
    desk.commit(edit::set_outcome([&*record], Some(outcome)));
}

type Lower = Harness<'static, (Desk, LowerState)>;

fn lower(size: Vec2, desk: Desk) -> Lower {
    let mut harness = window(size, LIGHT, desk, LowerState::default(), lower_ui);
    harness.run();
    harness
}

/// The names of the rows in view, from top to bottom.
fn rows<State>(harness: &Harness<'_, State>) -> Vec<String> {
    let mut rows: Vec<(i32, String)> = harness
        .query_all_by_role(egui::Role::Row)
        .map(|row| (row.rect().top() as i32, row.accesskit_node().label().unwrap_or_default()))
        .collect();
    rows.sort();
    rows.into_iter().map(|(_, name)| name.chars().take(12).collect()).collect()
}

#[test]
fn passages_stand_in_the_order_of_the_text() {
    let harness = lower(vec2(1280.0, 400.0), desk());
    let expected = ["The World’s ", "over 80,000 ", "1,086 per 10", "“The prosecu", "At least 85,", "2 percent of"];
    assert_eq!(rows(&harness), expected);
}

#[test]
fn a_click_on_a_heading_sorts_and_a_second_reverses() {
    let mut harness = lower(vec2(1280.0, 400.0), desk());
    harness.get_by_label("Sort by words").click();
    harness.run();
    let sorted = ["1,086 per 10", "2 percent of", "At least 85,", "over 80,000 ", "“The prosecu", "The World’s "];
    assert_eq!(rows(&harness), sorted);
    harness.get_by_label("Sorted by words, upwards").click();
    harness.run();
    assert!(rows(&harness).iter().rev().eq(sorted.iter()));
}

#[test]
fn a_changed_passage_moves_to_its_new_place() {
    let mut harness = lower(vec2(1280.0, 400.0), desk());
    harness.get_by_label("Sort by outcome").click();
    harness.run();
    assert_eq!(rows(&harness)[..2], ["over 80,000 ", "1,086 per 10"]);
    let jailer = passage(&harness, "The World");
    set_outcome(&mut harness.state_mut().0, jailer, Outcome::Confirmed);
    harness.run();
    assert_eq!(rows(&harness)[..2], ["The World’s ", "over 80,000 "]);
}

#[test]
fn a_change_tells_which_passages_it_touched_until_it_is_forgotten() {
    let mut desk = desk();
    let before = desk.session.revision();
    let passage = desk.session.project().passages().next().expect("there are some").id;
    set_outcome(&mut desk, passage, Outcome::Opinion);
    assert_eq!(desk.session.changes_since(before), Some(BTreeSet::from([passage])));
    for _ in 0..100 {
        let text = Text::from(format!("note {}", desk.session.revision()));
        desk.commit(edit::set_field(passage, Field::Note, text));
    }
    assert_eq!(desk.session.changes_since(before), None);
    let document = desk.session.project().documents()[0].id;
    let before = desk.session.revision();
    desk.commit(edit::set_field(document, Field::Title, Text::from("Another title")));
    assert_eq!(desk.session.changes_since(before), None, "a title shows in every row");
}

#[test]
fn moments_are_put_as_shortly_as_is_clear() {
    let zone = jiff::tz::TimeZone::UTC;
    let check = |seconds: i64, expected: &str| assert_eq!(when_in(Time(NOW.0 - seconds), NOW, &zone), expected);
    check(60, "12:39");
    check(13 * 3600, "yesterday");
    check(3 * 86_400, "18 November");
    check(365 * 86_400, "21 November 2025");
}

#[test]
fn words_and_open_items_are_filtered_and_counted() {
    let mut harness = lower(vec2(1280.0, 400.0), desk());
    harness.get_by_label("Filter by words").focus();
    harness.get_by_label("Filter by words").type_text("000");
    harness.run();
    assert_eq!(rows(&harness), ["over 80,000 ", "1,086 per 10", "At least 85,"]);
    harness.get_by_label("Filter by words").type_text(" P");
    harness.run();
    assert_eq!(rows(&harness), ["At least 85,"]);
    harness.get_by_label("1 of 6");
    harness.get_by_label("Clear the filter").click();
    harness.run();
    harness.get_by_label("Open only").click();
    harness.run();
    assert_eq!(rows(&harness), ["The World’s ", "1,086 per 10", "“The prosecu"]);
}

#[test]
fn a_kind_is_chosen_from_a_list() {
    let mut harness = lower(vec2(1280.0, 600.0), desk());
    harness.get_by_label("Filter…").click();
    harness.run();
    harness.get_by_label("Quote").click();
    harness.run();
    assert_eq!(rows(&harness), ["“The prosecu"]);
}

#[test]
fn an_outcome_is_set_for_all_selected_rows() {
    let mut harness = lower(vec2(1280.0, 400.0), desk());
    row(&harness, "The World").click();
    harness.run();
    row(&harness, "1,086").click_modifiers(Modifiers::SHIFT);
    harness.run();
    assert_eq!(harness.state().0.session.desk.rows.len(), 3);
    row(&harness, "over 80,000").click_secondary();
    harness.run();
    harness.get_by_label_contains("Set outcome").hover();
    harness.run();
    harness.get_by_label("Out of scope").click();
    harness.run();
    for words in ["The World", "over 80,000", "1,086"] {
        let id = passage(&harness, words);
        let outcome = harness.state().0.session.project().passage(id).and_then(|passage| passage.outcome);
        assert_eq!(outcome, Some(Outcome::OutOfScope));
    }
}

#[test]
fn rows_are_selected_by_keyboard_and_copied_as_a_table() {
    let mut harness = lower(vec2(1280.0, 400.0), desk());
    harness.get_by_role(egui::Role::Table).focus();
    harness.run();
    harness.key_press(Key::ArrowDown);
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
    harness.run();
    harness.state_mut().0.command(Command::Copy);
    let words: Vec<_> = copied(&harness).lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(words, ["over 80,000 Salvadorans", "1,086 per 100,000"]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.run();
    assert_eq!(harness.state().0.session.desk.rows.len(), 6);
}

#[test]
fn enter_shows_the_passage_of_a_row() {
    let mut harness = lower(vec2(1280.0, 400.0), desk());
    harness.get_by_role(egui::Role::Table).focus();
    harness.run();
    harness.key_press(Key::End);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().0.session.desk.passage(), Some(passage(&harness, "2 percent")));
}

#[test]
fn queries_and_changes_are_shown_decided_and_copied() {
    let mut desk = desk();
    desk.session.desk.lower = LowerTab::Asked;
    let mut harness = lower(vec2(1280.0, 400.0), desk);
    assert_eq!(rows(&harness), ["Change: Larg", "Query to the"]);
    let clicks = |harness: &mut Harness<'_, _>, labels: &[&str]| {
        for label in labels {
            harness.get_by_label(label).click();
            harness.run();
        }
    };
    clicks(&mut harness, &["Open", "Accepted"]);
    let decisions: Vec<_> = harness.state().0.session.project().changes().map(|change| change.decision).collect();
    assert_eq!(decisions, [Decision::Accepted]);
    clicks(&mut harness, &["Waiting only"]);
    assert_eq!(rows(&harness), ["Query to the"]);
    clicks(&mut harness, &["Queries and changes", "Queries to the writer", "Copy queries to the writer as text"]);
    assert_eq!(copied(&harness), "To the writer:\n¶2 “1,086 per 100,000”\n    Which population base?\n");
    clicks(&mut harness, &["To the writer", "Only changes"]);
    assert_eq!(rows(&harness), [""; 0]);
    clicks(&mut harness, &["Show all 2"]);
    assert_eq!(rows(&harness), ["Change: Larg", "Query to the"]);
}

#[test]
fn a_search_finds_words_everywhere_and_goes_there() {
    let mut harness = searching("POPULATION");
    assert_eq!(rows(&harness), ["Inside the p", "At least 85,", "Queries, 1", "Which popula"]);
    harness.key_press(Key::Enter);
    harness.run();
    let is_there = |spot: &Spot| spot.side == Side::Right && spot.range.within(EVIDENCE) == Some("population");
    assert!(matches!(harness.state().0.asked.last(), Some(Action::Go(spot)) if is_there(spot)));
    let (desk, state) = harness.state_mut();
    let next = state.answer(&desk.session, Command::FindNext);
    assert!(matches!(next, Some(Ok(Action::Show(_)))), "the question belongs to a passage: {next:?}");
}

#[test]
fn a_hit_is_linked_with_the_passage_in_hand() {
    let mut harness = searching("percent");
    let rate = passage(&harness, "1,086");
    let (desk, state) = harness.state_mut();
    desk.select(rate);
    let action = state.answer(&desk.session, Command::Link);
    let linked = |range: TextRange| range.within(EVIDENCE) == Some("percent");
    assert!(matches!(action, Some(Ok(Action::LinkWords { from, range, .. })) if from == rate && linked(range)));
}

/// The lower pane after `words` were typed into the field of the search.
fn searching(words: &str) -> Lower {
    let mut desk = desk();
    desk.session.desk.lower = LowerTab::Search;
    let mut harness = lower(vec2(1280.0, 400.0), desk);
    harness.state_mut().1.focus_search();
    harness.run();
    harness.get_by_label("Search everything").type_text(words);
    harness.run();
    harness
}

/// What was copied last.
fn copied(harness: &Lower) -> &str {
    match harness.state().0.asked.last() {
        Some(Action::Copy(copied)) => &copied.text,
        _ => "",
    }
}

fn passage(harness: &Lower, words: &str) -> PassageId {
    let mut passages = harness.state().0.session.project().passages();
    passages.find(|passage| passage.words().starts_with(words)).expect("a test looks for what it marked").id
}

fn row<'a>(harness: &'a Lower, words: &'a str) -> egui_kittest::Node<'a> {
    let mut rows = harness.query_all_by_role(egui::Role::Row);
    rows.find(|row| row.accesskit_node().label().is_some_and(|name| name.starts_with(words))).expect("it is in view")
}

#[test]
fn documents_open_where_they_belong() {
    let mut harness = window(vec2(224.0, 600.0), LIGHT, desk(), DocumentsState::default(), documents_ui);
    harness.run();
    harness.get_by_label_contains("Inside the prisons").click();
    harness.run();
    let last = |harness: &Harness<'_, (Desk, DocumentsState)>| harness.state().0.asked.last().cloned();
    assert!(matches!(last(&harness), Some(Action::OpenDocument(Side::Right, _))));
    harness.get_by_label_contains("A shared agenda").click_modifiers(Modifiers::COMMAND);
    harness.run();
    assert!(matches!(last(&harness), Some(Action::OpenDocument(Side::Right, _))));
    harness.get_by_label("A shared agenda: draft, 1 closed, 3 open, 0 of 3 sentences untouched");
    harness.get_by_label("Mneesha Gellman: interview, 12 March");
}

#[test]
fn a_document_changes_its_role_from_its_menu() {
    let mut harness = window(vec2(300.0, 600.0), LIGHT, desk(), DocumentsState::default(), documents_ui);
    harness.run();
    harness.get_by_label_contains("Inside the prisons").click_secondary();
    harness.run();
    harness.get_by_label("Make it a draft").click();
    harness.run();
    assert_eq!(harness.state().0.session.project().documents_as(Role::Draft).len(), 2);
}

#[test]
fn arrow_keys_go_from_document_to_document() {
    let mut harness = window(vec2(46.0, 600.0), LIGHT, desk(), DocumentsState::default(), rail_ui);
    harness.state_mut().1.request_focus();
    harness.run();
    assert!(harness.get_by_label_contains("A shared agenda").is_focused());
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert!(harness.get_by_label_contains("Inside the prisons").is_focused());
}

#[test]
fn menus_say_why_a_command_means_nothing() {
    let mut harness = window(vec2(1280.0, 600.0), LIGHT, desk(), (), |ctx, ui, ()| top_bar_ui(ctx, ui));
    harness.run();
    harness.get_by_label("Passage").click();
    harness.run();
    harness.get_by_label("Tick: confirmed T").hover();
    harness.run();
    harness.get_by_label("No passage is selected");
}

#[test]
fn a_menu_asks_for_its_command() {
    let mut harness = window(vec2(1280.0, 600.0), LIGHT, desk(), (), |ctx, ui, ()| top_bar_ui(ctx, ui));
    harness.run();
    harness.get_by_label("File").click();
    harness.run();
    harness.get_by_label("Save Ctrl+S").click();
    harness.run();
    assert_eq!(harness.state().0.asked, [Action::File(FileAction::Save)]);
    harness.get_by_label("1 closed, 3 open, 0 of 3 sentences untouched: go to the next");
    harness.get_by_label("unsaved");
}

#[test]
fn the_foot_names_the_keys_for_selected_words() {
    let mut harness = window(vec2(1024.0, 26.0), LIGHT, desk(), (), |ctx, ui, ()| {
        foot_ui(ctx, ui, "Saved 12:41, recovery on", false)
    });
    harness.run();
    harness.get_by_label("next open item");
    assert!(harness.query_by_label("statistic").is_none());
    let tab = harness.state_mut().0.session.desk.pane_mut(Side::Left).tab_mut().expect("the draft is open");
    tab.selection = Selection { anchor: 0, head: 9 };
    harness.run();
    harness.get_by_label("statistic");
    harness.get_by_label("Saved 12:41, recovery on");
    let desk = &mut harness.state_mut().0.session.desk;
    (desk.focus, desk.lower) = (Focus::Lower, LowerTab::ForEditor);
    harness.run();
    harness.get_by_label("copy as text");
    assert!(harness.query_by_label("statistic").is_none(), "keys that mark mean nothing there");
}

#[test]
fn while_documents_are_compared_the_tab_does_not_say_that_there_is_nothing() {
    let mut harness = lower(vec2(1280.0, 400.0), desk());
    harness.get_by_label("For the editor 0");
    harness.state_mut().1.for_editor_mut().set_comparing(true);
    harness.run();
    harness.get_by_label("For the editor …");
}

#[test]
fn the_start_page_opens_recent_projects_that_are_there() {
    let mut desk = Desk::new();
    desk.settings.recent = vec!["/home/ana/prisons.tickmark.ron".into(), "/gone/old.tickmark.ron".into()];
    let mut harness = window(vec2(1024.0, 640.0), LIGHT, desk, (), |ctx, ui, ()| start_page_ui(ctx, ui, &missing()));
    harness.run();
    harness.get_by_label("old").click();
    harness.get_by_label("prisons").click();
    harness.run();
    let open = Action::File(FileAction::Open("/home/ana/prisons.tickmark.ron".into()));
    assert_eq!(harness.state().0.asked, [open]);
    harness.key_press(Key::Tab);
    harness.run();
    harness.get_by_label("Open the sample project").focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().0.asked.last(), Some(&Action::File(FileAction::OpenSample)));
}

fn missing() -> StartPageState {
    StartPageState { missing: BTreeSet::from(["/gone/old.tickmark.ron".into()]) }
}

#[test]
fn pictures_of_all_panels() {
    for (name, look) in [("light", Look::Light), ("dark", Look::Dark)] {
        for (size, scale) in [(vec2(1440.0, 620.0), 1.0), (vec2(1024.0, 560.0), 1.25), (vec2(1440.0, 620.0), 2.0)] {
            for tab in LowerTab::ALL {
                let mut desk = desk();
                desk.document(LONG, Role::Evidence, "Nothing much.\n");
                let mark = desk.document(&LONG.replace("2024", "2023"), Role::Draft, "A word.\n");
                desk.mark(mark, "A word", PassageKind::Claim);
                desk.session.desk.lower = tab;
                let mut harness = window(size, (look, scale), desk, Views::default(), all_ui);
                harness.run();
                if tab == LowerTab::Search {
                    harness.state_mut().1.lower.focus_search();
                    harness.run();
                    harness.get_all_by_label("Search everything").last().expect("the field").type_text("people");
                    harness.run();
                }
                picture(&mut harness, &format!("panels-{name}-{}-{}-{tab:?}", size.x, scale * 100.0));
                let (button, what) = match tab {
                    LowerTab::Passages => ("Filter…", "filter"),
                    LowerTab::Asked => ("Passage", "menu"),
                    LowerTab::ForEditor => ("All matters", "matters"),
                    LowerTab::Review => ("All passages", "review"),
                    LowerTab::Suggestions => ("View", "suggestions"),
                    LowerTab::Search => ("File", "file"),
                    LowerTab::Evidence => ("Edit", "edit"),
                    LowerTab::History => ("Any day", "day"),
                };
                harness.get_all_by_label(button).next().expect("it is there").click();
                harness.run();
                picture(&mut harness, &format!("panels-{name}-{}-{}-{what}", size.x, scale * 100.0));
            }
            let mut desk = Desk::new();
            desk.settings.recent = vec![
                "/home/ana/checks/El Salvador prisons.tickmark.ron".into(),
                "/gone/old.tickmark.ron".into(),
                "/home/ana/checks/A folder with a name that goes on and on/and on and on/Water and power.ron".into(),
            ];
            let mut page = window(size, (look, scale), desk, (), |ctx, ui, ()| start_page_ui(ctx, ui, &missing()));
            page.run();
            picture(&mut page, &format!("start-{name}-{}-{}", size.x, scale * 100.0));
        }
    }
}

#[derive(Default)]
struct Views {
    lower: LowerState,
    documents: DocumentsState,
    rail: DocumentsState,
}

fn all_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, views: &mut Views) {
    let theme = Theme::of(ui);
    let (panel, paper) = (Frame::NONE.fill(theme.panel), Frame::NONE.fill(theme.paper));
    Panel::top("top").exact_size(theme::TOP_BAR_HEIGHT).frame(panel).show(ui, |ui| top_bar_ui(ctx, ui));
    let foot = Panel::bottom("foot").exact_size(theme::FOOT_HEIGHT).frame(panel);
    foot.show(ui, |ui| foot_ui(ctx, ui, "Saved 12:41, recovery on", false));
    let lower = Panel::bottom("lower").exact_size(240.0).frame(paper);
    lower.show(ui, |ui| lower_ui(ctx, ui, &mut views.lower));
    let rail = Panel::left("rail").exact_size(theme::RAIL_WIDTH).frame(panel);
    rail.show(ui, |ui| rail_ui(ctx, ui, &mut views.rail));
    let documents = Panel::left("documents").exact_size(theme::DOCUMENTS_WIDTH).frame(panel);
    documents.show(ui, |ui| documents_ui(ctx, ui, &mut views.documents));
    CentralPanel::default().frame(paper).show(ui, |_| {});
}
