//! The panel of the passage, used as a checker uses it.

use egui::{Key, Modifiers, Theme, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use tickmark::{
    command::{Action, Command},
    edit,
    model::{
        Change, Clash, Decision, Edit, Field, Link, LinkTarget, Outcome, Passage, PassageId, PassageKind, Query, Rank,
        Relation, Role, Severity, SourceKind, Text, Value,
    },
    session::Copied,
    ui::panels::passage::{PassageData, PassageState, announcement, passage_ui},
};

use crate::support::{Desk, NOW, UNSTAMPED, picture, window};

pub type Panel = Harness<'static, (Desk, PassageState)>;

const DRAFT: &str = "The World’s Largest Jailer\nVery quickly, El Salvador became the country with the highest \
    incarceration rate in the entire world, with 1,086 per 100,000 as of June 2024, according to the Prison Policy \
    Initiative. Over 80,000 Salvadorans were detained.\n“The prosecution cannot prove their guilt, so they keep asking \
    for extensions for provisional detention. Meanwhile, people are dying in prisons from illnesses, lack of food, or \
    mistreatment. There are also women captured while pregnant—it’s a serious human rights violation,” Ramirez said.";
const EVIDENCE: &str = "El Salvador now has the highest incarceration rate in the world, with 2 percent of the \
    population in prison. The police and military have detained at least 85,000 people without judicial warrants.";

#[test]
fn an_outcome_is_set_by_mouse_by_letter_and_taken_away() {
    let mut panel = panel(1);
    choose(&mut panel, "Outcome: No outcome", "Conflicting F");
    assert_eq!(passage(&panel).outcome, Some(Outcome::Conflicting));
    panel.get_by_label("Outcome: Conflicting").click();
    panel.run();
    panel.key_press(Key::W);
    panel.run();
    assert_eq!(passage(&panel).outcome, Some(Outcome::Wrong));
    choose(&mut panel, "Outcome: Wrong", "Take away");
    assert_eq!(passage(&panel).outcome, None);
}

#[test]
fn an_outcome_is_set_without_a_mouse() {
    let mut panel = panel(1);
    panel.get_by_label("Outcome: No outcome").focus();
    panel.run();
    panel.key_press(Key::Enter);
    panel.run();
    panel.get_by_label("Wrong W").focus();
    panel.run();
    panel.key_press(Key::Enter);
    panel.run();
    assert_eq!(passage(&panel).outcome, Some(Outcome::Wrong));
}

#[test]
fn it_says_why_a_passage_is_open() {
    let mut panel = panel(0);
    panel.get_by_label("Unchecked");
    choose(&mut panel, "Outcome: No outcome", "Confirmed C");
    panel.get_by_label("Open: confirmed without a supporting link or a reason");
    type_into(&mut panel, "Note on the passage", "Seen in print");
    leave(&mut panel);
    panel.get_by_label_contains("Checked by Ana Ruiz");
    choose(&mut panel, "Outcome: Confirmed", "Wrong W");
    panel.get_by_label("Open: no change proposed yet");
    panel.get_by_label("“Wrong” needs a change and a decision on it");
}

#[test]
fn a_note_is_written_and_left() {
    let mut panel = panel(0);
    command(&mut panel, Command::WriteNote);
    assert!(panel.get_by_label("Note on the passage").is_focused());
    panel.get_by_label("Note on the passage").type_text("Ask for the base");
    panel.run();
    leave(&mut panel);
    assert_eq!(&*passage(&panel).note, "Ask for the base");
}

#[test]
fn a_query_is_asked_sent_and_answered() {
    let mut panel = panel(0);
    command(&mut panel, Command::AskQuery);
    panel.get_by_label("New query").type_text("Which population base?");
    panel.run();
    leave(&mut panel);
    panel.get_by_label("Query out, not sent yet");
    choose(&mut panel, "Query: More", "Sent today");
    panel.get_by_label("Query out since 21 November 2026");
    type_into(&mut panel, "To whom", " of the draft");
    panel.key_press(Key::Enter);
    panel.run();
    choose(&mut panel, "Query: More", "Copy all to the writer of the draft as text");
    let copied = "To the writer of the draft:\n¶2 “1,086 per 100,000”\n    Which population base?\n";
    let copied = Copied { text: copied.into(), what: "1 query".into() };
    assert_eq!(panel.state().0.asked, [Action::Copy(copied)]);
    type_into(&mut panel, "Answer", "Adults");
    leave(&mut panel);
    panel.get_by_label("answered");
    panel.get_by_label("In progress");
}

#[test]
fn a_change_is_proposed_and_decided() {
    let mut panel = panel(0);
    panel.get_by_label("None proposed: Propose a change").click();
    panel.run();
    let field = panel.get_by_label("How the words should be");
    assert_eq!(field.value().as_deref(), Some("1,086 per 100,000"));
    field.type_text("1,086 per 100,000 adults");
    panel.run();
    leave(&mut panel);
    panel.get_by_label("Change “1,086 per 100,000” to “1,086 per 100,000 adults”: edit");
    choose(&mut panel, "Severity: Substantive", "Legal");
    choose(&mut panel, "Decision: Open", "Declined: stands as written");
    type_into(&mut panel, "Why", "The source says inhabitants");
    leave(&mut panel);
    let session = &panel.state().0.session;
    let change = session.project().changes().next().expect("it was proposed").clone();
    assert_eq!((change.severity, change.decision), (Severity::Legal, Decision::Declined));
    assert_eq!((&*change.decided_by, &*change.reason), ("Ana Ruiz", "The source says inhabitants"));
}

#[test]
fn a_link_is_changed_followed_and_removed() {
    let mut panel = panel(1);
    panel.get_by_label("Evidence · nothing supports it");
    choose(&mut panel, "Relation: contradicts", "supports");
    choose(&mut panel, "Relation: supports", "primary evidence");
    panel.get_by_label("Evidence · rests on 1 primary");
    choose(&mut panel, "Relation: supports", "Write the place");
    panel.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    panel.run();
    panel.get_by_label("Place").type_text("p. 12");
    panel.run();
    leave(&mut panel);
    let link = link(&panel).clone();
    assert_eq!((link.relation, link.rank, &*link.place), (Relation::Supports, Rank::Primary, "p. 12"));
    let card = "Follow: supports, primary, Inside the prisons ¶1: 2 percent of the population, conflict";
    panel.get_by_label(card).click();
    panel.run();
    assert_eq!(panel.state().0.asked, [Action::Follow(link.id)]);
    choose(&mut panel, "Relation: supports", "Remove this link");
    panel.get_by_label("No evidence yet: Link…");
}

#[test]
fn a_link_says_how_the_words_of_its_ends_differ() {
    let mut panel = panel(1);
    panel.get_by_label_contains(
        "conflict · “1,086 per 100,000”, which is 1.09 percent, against “2 percent”, 1.84 times as much",
    );
    show_evidence(&mut panel);
    panel.get_by_label_contains("conflict · “1,086 per 100,000”, which is 1.09 percent");
}

#[test]
fn evidence_shows_what_it_is_evidence_for_and_has_no_outcome() {
    let mut panel = panel(1);
    show_evidence(&mut panel);
    panel.get_by_label("Is evidence for");
    panel.get_by_label_contains("Go to what it is evidence for: contradicts");
    assert!(panel.query_by_label_contains("Outcome:").is_none());
    assert!(panel.query_by_label("Query").is_none());
}

#[test]
fn a_source_shows_its_address_whole_and_opens_it_only_by_a_click() {
    let mut panel = panel(0);
    let url = "https://www.prisonpolicy.org/global/2024.html?with=a&very=long&query=that&has=to&be=seen&before=opening";
    let id = panel.state().0.session.desk.hand.expect("it is in hand");
    let desk = &mut panel.state_mut().0;
    let source = desk.source(SourceKind::WebPage, "Prison Policy Initiative");
    desk.commit(edit::set_field(source, Field::Url, Text::from(url)));
    desk.link(id, LinkTarget::Source(source), Relation::Supports);
    panel.run();
    assert!(panel.state().0.asked.is_empty());
    panel.get_by_label(&format!("Open {url} in the browser")).click();
    panel.run();
    assert_eq!(panel.state().0.asked, [Action::OpenUrl(url.into())]);
}

#[test]
fn a_clash_shows_both_values_and_a_click_chooses() {
    let mut panel = panel(0);
    clash(&mut panel.state_mut().0);
    panel.run();
    panel.get_by_label("Outcome: two people set it differently");
    panel.get_by_label("Choose Wrong, set by somebody").click();
    panel.run();
    assert_eq!(passage(&panel).outcome, Some(Outcome::Wrong));
    assert!(panel.query_by_label("Outcome: two people set it differently").is_none());
}

#[test]
fn the_history_tells_who_did_what() {
    let mut panel = panel(1);
    choose(&mut panel, "Outcome: No outcome", "Conflicting F");
    panel.state_mut().0.session.undo(NOW).expect("there is something to undo").expect("it can be undone");
    panel.run();
    panel.get_by_label("History").click();
    panel.run();
    for line in [
        "Outcome: none → Conflicting",
        "Outcome: Conflicting → none",
        "Link added: contradicts Inside the prisons ¶1",
        "Mark as statistic",
    ] {
        panel.get_by_label(line);
    }
    choose(&mut panel, "Relation: contradicts", "updates");
    panel.get_by_label("Link: relation: contradicts → updates");
}

#[test]
fn the_kind_is_changed_and_a_quote_has_a_speaker() {
    let mut panel = panel(0);
    choose(&mut panel, "Kind: STATISTIC", "Quote 2");
    assert_eq!(passage(&panel).kind, PassageKind::Quote);
    type_into(&mut panel, "Speaker", "Ramirez");
    panel.key_press(Key::Enter);
    panel.run();
    assert_eq!(&*passage(&panel).speaker, "Ramirez");
}

#[test]
fn a_passage_is_removed_and_the_document_shows() {
    let mut panel = panel(0);
    choose(&mut panel, "More", "Remove Delete");
    assert_eq!(panel.state().0.session.project().passages().count(), 0);
    panel.get_by_label_contains("This document has no date");
    type_into(&mut panel, "Published", "2025-03-18");
    panel.key_press(Key::Enter);
    panel.run();
    assert!(panel.query_by_label_contains("This document has no date").is_none());
    choose(&mut panel, "Role: DRAFT", "Evidence");
    panel.get_by_label("Role: EVIDENCE");
}

#[test]
fn a_long_passage_is_cut_until_all_of_it_is_asked_for() {
    let mut panel = panel(0);
    let desk = &mut panel.state_mut().0;
    let document = desk.session.desk.tab().expect("a draft lies open").document;
    let text = DRAFT.lines().last().expect("the last paragraph");
    let long = desk.mark(document, text, PassageKind::Quote);
    desk.select(long);
    panel.run();
    let cut = panel.get_by_label(text).rect().height();
    panel.get_by_label("Show all").click();
    panel.run();
    assert!(panel.get_by_label(text).rect().height() > cut);
    panel.get_by_label("Show less");
}

#[test]
fn long_words_stand_once_with_their_sentence_and_leave_room_for_the_evidence() {
    let mut panel = panel(2);
    let desk = &mut panel.state_mut().0;
    let document = desk.session.desk.tab().expect("a draft lies open").document;
    // Its last word is cut in two.
    let words = DRAFT.lines().nth(1).and_then(|line| line.get(..line.find("iative.")?)).expect("it is there");
    let long = desk.mark(document, words, PassageKind::Claim);
    desk.select(long);
    panel.run();
    let height = panel.get_by_label(words).rect().height();
    assert!(height <= 3.0 * 24.0, "{height} points are more than three lines");
    let in_sentence = panel.get_by_label_contains("iative.");
    let sentence = in_sentence.accesskit_node().label().or(in_sentence.accesskit_node().value()).unwrap_or_default();
    assert!(!sentence.contains(words), "the words stand there again");
    assert!(sentence.len() < words.len() && in_sentence.rect().height() <= 6.0 * 21.0, "{sentence}");
    panel.get_by_label("Show all").click();
    panel.run();
    panel.get_by_label_contains("iative.");
}

#[test]
fn screen_readers_hear_all_that_matters_of_a_passage() {
    let mut panel = panel(2);
    choose(&mut panel, "Outcome: No outcome", "Conflicting F");
    let session = &panel.state().0.session;
    let spoken = announcement(session, passage(&panel).id);
    assert_eq!(spoken, "Statistic: 1,086 per 100,000, paragraph 2, checked, conflicting, 2 links");
    panel.get_by_label(&spoken);
}

#[test]
fn outcome_and_evidence_show_without_scrolling_however_many_links() {
    let panel = panel(12);
    // A window of 1280 by 800 at 125 %, without its bars, has 574 points.
    let height = 574.0;
    let cards = panel.query_all_by_label_contains("Follow:").filter(|card| card.rect().bottom() < height);
    assert!(cards.count() >= 2);
    assert!(panel.get_by_label("Outcome: No outcome").rect().bottom() < height / 2.0);
}

#[test]
fn words_stand_in_their_sentence_within_their_paragraph() {
    let panel = panel(0);
    let session = &panel.state().0.session;
    let data = PassageData::of(session, passage(&panel).id, NOW).expect("it is there");
    assert!(data.words.before.starts_with("Very quickly"));
    assert_eq!(data.words.words, "1,086 per 100,000");
    assert!(data.words.after.ends_with("Initiative."));
}

#[test]
fn pictures_of_the_panel() {
    for (name, look) in [("light", Theme::Light), ("dark", Theme::Dark)] {
        for scale in [1.0, 2.0] {
            let mut panel = panel_in(full(), vec2(318.0, 1100.0), (look, scale));
            picture(&mut panel, &format!("passage-full-{name}-{scale}x"));
        }
        let mut panel = panel_in(desk(0), vec2(318.0, 700.0), (look, 2.0));
        picture(&mut panel, &format!("passage-empty-{name}"));
        panel.state_mut().0.session.desk.hand = None;
        let project = panel.state().0.session.project().clone();
        panel.state_mut().0.session.desk.deselect(&project, tickmark::session::Side::Left);
        panel.run();
        picture(&mut panel, &format!("passage-document-{name}"));
    }
    let mut panel = panel_in(full(), vec2(260.0, 700.0), (Theme::Light, 2.0));
    picture(&mut panel, "passage-narrow");
    panel.get_by_label("Outcome: Conflicting").click();
    panel.run();
    picture(&mut panel, "passage-menu");
    let mut panel = panel_in(desk(0), vec2(318.0, 700.0), (Theme::Light, 1.0));
    clash(&mut panel.state_mut().0);
    panel.run();
    picture(&mut panel, "passage-clash");
    let mut panel = panel_in(full(), vec2(318.0, 1700.0), (Theme::Light, 1.0));
    panel.get_by_label("History").click();
    panel.run();
    picture(&mut panel, "passage-history");
    show_evidence(&mut panel);
    picture(&mut panel, "passage-evidence");
    let mut panel = panel_in(desk(12), vec2(318.0, 574.0), (Theme::Light, 1.25));
    picture(&mut panel, "passage-12-links");
}

fn panel(n_links: usize) -> Panel {
    panel_in(desk(n_links), vec2(318.0, 1600.0), (Theme::Light, 1.0))
}

/// The panel of a desk.
pub fn panel_in(desk: Desk, size: egui::Vec2, look: (Theme, f32)) -> Panel {
    let mut panel = window(size, look, desk, PassageState::default(), |ctx, ui, state| {
        let theme = tickmark::ui::theme::Theme::of(ui);
        ui.painter().with_clip_rect(egui::Rect::EVERYTHING).rect_filled(ui.content_rect(), 0.0, theme.panel);
        let whole = egui::UiBuilder::new().max_rect(ui.content_rect());
        ui.scope_builder(whole, |ui| passage_ui(ctx, ui, state));
    });
    panel.run();
    panel
}

/// A draft with a statistic in hand, which so many words of an evidence contradict.
fn desk(n_links: usize) -> Desk {
    let mut desk = Desk::new();
    let draft = desk.document("A shared agenda", Role::Draft, DRAFT);
    let evidence = desk.document("Inside the prisons", Role::Evidence, EVIDENCE);
    let hand = desk.mark(draft, "1,086 per 100,000", PassageKind::Statistic);
    for words in ["2 percent of the population"].iter().copied().chain(EVIDENCE.split(' ').rev()).take(n_links) {
        let other = desk.mark(evidence, words, PassageKind::Statistic);
        desk.link(hand, LinkTarget::Passage(other), Relation::Contradicts);
    }
    desk.select(hand);
    desk
}

/// The same with everything that a passage can have.
fn full() -> Desk {
    let mut desk = desk(1);
    let hand = desk.session.desk.hand.expect("it is in hand");
    let evidence = desk.session.project().documents_as(Role::Evidence).first().expect("there is one").id;
    let at_least = desk.mark(evidence, "at least 85,000 people", PassageKind::Statistic);
    let supports = desk.link(hand, LinkTarget::Passage(at_least), Relation::Supports);
    desk.commit(edit::set_field(supports, Field::Rank, Rank::Primary));
    desk.commit(edit::set_field(supports, Field::Note, Text::from("Counted by the legislature")));
    let person = desk.source(SourceKind::Interview, "Mneesha Gellman");
    desk.commit(edit::set_field(person, Field::Date, Text::from("2025-03-12")));
    let said = desk.link(hand, LinkTarget::Source(person), Relation::Context);
    desk.commit(edit::set_field(said, Field::Words, Text::from("“That figure counts adults only.”")));
    let page = desk.source(SourceKind::WebPage, "Prison Policy Initiative");
    let url = "https://www.prisonpolicy.org/global/2024.html?view=all&sort=rate";
    desk.commit(edit::set_field(page, Field::Url, Text::from(url)));
    desk.link(hand, LinkTarget::Source(page), Relation::Updates);
    let fresh = desk.session.fresh;
    let change = Change::new(fresh.into(), hand, "1,086 per 100,000", "1,086 of every 100,000 adults", UNSTAMPED);
    desk.commit(edit::Transaction::new("Propose a change", vec![Edit::insert(change)]));
    let fresh = desk.session.fresh;
    let mut query = Query::new(fresh.into(), hand, "the writer", "Which population base?", UNSTAMPED);
    query.sent = "18 March".into();
    desk.commit(edit::Transaction::new("Ask a query", vec![Edit::insert(query)]));
    desk.commit(edit::set_field(hand, Field::Note, Text::from("The base is not given. Both say “world’s highest”.")));
    let passage = desk.session.project().passage(hand).expect("it is there").clone();
    desk.commit(edit::set_outcome([&*passage], Some(Outcome::Conflicting)));
    desk
}

/// Lets somebody else have found the passage in hand wrong, which only a merge can do.
fn clash(desk: &mut Desk) {
    let hand = desk.session.desk.hand.expect("it is in hand");
    let passage = desk.session.project().passage(hand).expect("it is there").clone();
    desk.commit(edit::set_outcome([&*passage], Some(Outcome::Confirmed)));
    let mut passage = (**desk.session.project().passage(hand).expect("it is there")).clone();
    let value = Value::Outcome(Some(Outcome::Wrong));
    passage.clashes = vec![Clash { field: Field::Outcome, value, dot: UNSTAMPED }].into();
    desk.commit(edit::Transaction::new("Merge", vec![Edit::remove(hand), Edit::insert(passage)]));
    desk.select(hand);
}

/// Lets the passage in hand go, and selects the one that it is linked with.
fn show_evidence(panel: &mut Panel) {
    let desk = &mut panel.state_mut().0;
    let project = desk.session.project().clone();
    let passages = project.links().filter_map(|link| match link.to {
        LinkTarget::Passage(passage) => Some(passage),
        LinkTarget::Document(_) | LinkTarget::Source(_) => None,
    });
    let to = passages.min().expect("it is linked with a passage");
    desk.session.desk.select(&project, tickmark::session::Side::Right, to);
    desk.session.desk.hand = None;
    panel.run();
}

fn choose(panel: &mut Panel, menu: &str, item: &str) {
    panel.get_by_label(menu).click();
    panel.run();
    panel.get_by_label(item).click();
    panel.run();
}

fn type_into(panel: &mut Panel, field: &str, text: &str) {
    panel.get_by_label(field).focus();
    panel.run();
    panel.get_by_label(field).type_text(text);
    panel.run();
}

fn leave(panel: &mut Panel) {
    panel.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    panel.run();
}

fn command(panel: &mut Panel, command: Command) {
    panel.state_mut().0.command(command);
    panel.run();
}

fn passage(panel: &Panel) -> &Passage {
    let session = &panel.state().0.session;
    let id: PassageId = session.desk.hand.expect("it is in hand");
    session.project().passage(id).expect("it is there")
}

fn link(panel: &Panel) -> &Link {
    panel.state().0.session.project().links().next().expect("there is one")
}
