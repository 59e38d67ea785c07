//! The head of the panel: what the passage is, what it says, and what was found.

use egui::{
    Align, Color32, Key, Label, Layout, Response, Role, Sense, Ui, WidgetInfo,
    accesskit::Live,
    text::{LayoutJob, TextFormat},
};

use crate::command::{Action, Command, Then};
use crate::edit;
use crate::model::{Outcome, Passage, PassageKind, StandsIn};
use crate::ui::ViewCtx;
use crate::ui::panels::parts::{choice_button, faint_ui, go_link, quoted_ui, sign_item};
use crate::ui::standing::{color_of, color_of_outcome, glyph_of, outcome_glyph};
use crate::ui::theme::{SPACE_S, Theme};
use crate::ui::widgets::{Glyph, drop_menu, icon_button, menu_item, pill_button};

use super::data::PassageData;

/// How many rows of its words are shown of a long passage.
const N_ROWS: usize = 3;
/// How much of its words is ever shown, in bytes: a passage can be a whole book in one line.
const MAX_WORDS: usize = 20_000;

/// Tells a screen reader which passage is shown now.
pub fn announcement_ui(ui: &mut Ui, text: &str) {
    let response = ui.interact(ui.cursor().with_max_y(ui.cursor().top()), ui.unique_id().with("news"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, text));
    ui.accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
}

/// Kind, paragraph, words and sentence.
/// Gives back its first control.
pub fn head_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData, all_words: &mut bool) -> Response {
    let theme = Theme::of(ui);
    let passage = &data.passage;
    let row = ui.horizontal(|ui| {
        let kind = passage.kind;
        let label = kind.label().to_uppercase();
        let chosen = choice_button(ui, "Kind", &label, theme.heading_label(), color_of_kind(theme, kind));
        let chosen = chosen.on_hover_text("What it is");
        drop_menu(&chosen, |ui| kinds_ui(ctx, ui, passage));
        let to = data.paragraph;
        if to > 0 && go_link(ui, &format!("¶{to}"), &format!("Go to paragraph {to}")).clicked() {
            ctx.send(Action::Show(passage.id));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let more = icon_button(ui, Glyph::Ellipsis, "More");
            drop_menu(&more, |ui| more_ui(ctx, ui, data));
        });
        chosen
    });
    let is_long = words_ui(ui, &data.words.words, all_words);
    if data.words.has_more() {
        // Long words do not have to stand there twice.
        let quoted = if is_long { data.words.in_short() } else { data.words.clone() };
        quoted_ui(ui, &quoted, 15.0, 6);
    }
    ui.add_space(4.0);
    row.inner
}

/// The words as a heading; whether they are too long to be shown whole at once.
fn words_ui(ui: &mut Ui, words: &str, all_words: &mut bool) -> bool {
    let theme = Theme::of(ui);
    let words = words.get(..words.floor_char_boundary(MAX_WORDS)).unwrap_or(words);
    let format = TextFormat { line_height: Some(24.0), ..TextFormat::simple(theme.title(), theme.ink) };
    let mut job = LayoutJob::single_section(words.to_owned(), format);
    job.wrap.max_width = ui.available_width();
    job.wrap.max_rows = if *all_words { usize::MAX } else { N_ROWS };
    let galley = ui.painter().layout_job(job);
    let is_long = galley.elided || galley.rows.len() > N_ROWS;
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, words));
    ui.painter().galley(rect.min, galley, theme.ink);
    if is_long {
        let text = if *all_words { "Show less" } else { "Show all" };
        if go_link(ui, text, text).clicked() {
            *all_words = !*all_words;
        }
    }
    is_long
}

fn kinds_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, passage: &Passage) {
    let keys = [Key::Num1, Key::Num2, Key::Num3];
    for (kind, key) in PassageKind::ALL.into_iter().zip(keys) {
        if sign_item(ui, None, kind.label(), Some(key), kind == passage.kind) && kind != passage.kind {
            ctx.send(Action::Commit(edit::set_kind(passage, kind), Then::Stay));
        }
    }
}

fn more_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    let passage = &data.passage;
    let item = |ui: &mut Ui, text: &str, command: Command| {
        let keys = ctx.keymap.shown(command);
        ui.add_enabled_ui(ctx.can(command).is_ok(), |ui| menu_item(ui, text, &keys).clicked()).inner
    };
    let commands = [
        Command::FollowLink,
        Command::GiveWords,
        Command::Link,
        Command::LinkTo,
        Command::Calculate,
        Command::CopyAsText,
    ];
    for command in commands {
        if item(ui, command.label(), command) {
            ctx.send(command);
        }
    }
    ui.separator();
    if menu_item(ui, "Remove", &ctx.keymap.shown(Command::Remove)).clicked()
        && let Some(session) = ctx.session
    {
        ctx.send(Action::Commit(edit::remove_passages(session.project(), &[passage.id]), Then::Stay));
    }
}

/// What was found, and how far the check is.
pub fn outcome_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    let theme = Theme::of(ui);
    let standing = data.standing;
    if standing.stands_in == StandsIn::Evidence {
        faint_ui(ui, &data.state);
        return;
    }
    let text = standing.outcome.map_or("No outcome", Outcome::label);
    let sign = standing.outcome.map_or(glyph_of(standing), outcome_glyph);
    let state = theme.text(&data.state, theme.body()).color(theme.ink2);
    let state_width = ui.painter().layout_no_wrap(data.state.clone(), theme.body(), theme.ink2).size().x;
    let mut beside = false;
    ui.horizontal(|ui| {
        let pill = pill_button(ui, sign, text, color_of(standing, theme));
        ui.accesskit_node_builder(pill.id, |node| node.set_label(format!("Outcome: {text}")));
        outcome_menu(ctx, &pill, data);
        beside = state_width + SPACE_S <= ui.available_width();
        if beside {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(state.clone()));
        }
    });
    if !beside {
        ui.add(Label::new(state).wrap());
    }
}

/// The letters by which outcomes are set, in the order of [`Outcome::ALL`].
const LETTERS: [Key; 8] = [Key::C, Key::H, Key::W, Key::F, Key::V, Key::A, Key::O, Key::X];

fn outcome_menu(ctx: &ViewCtx<'_>, pill: &Response, data: &PassageData) {
    let passage = &data.passage;
    let set = |outcome| ctx.send(Action::Commit(edit::set_outcome([&**passage], outcome), Then::Stay));
    drop_menu(pill, |ui| {
        let theme = Theme::of(ui);
        for (outcome, letter) in Outcome::ALL.into_iter().zip(LETTERS) {
            let sign = (outcome_glyph(outcome), color_of_outcome(outcome, theme));
            let chosen = passage.outcome == Some(outcome);
            // Choosing it again says that it stands, which closes a re-opened passage.
            if sign_item(ui, Some(sign), outcome.label(), Some(letter), chosen) {
                set(Some(outcome));
            }
        }
        if passage.outcome.is_some() {
            ui.separator();
            if sign_item(ui, None, "Take away", None, false) {
                set(None);
            }
        }
    });
}

fn color_of_kind(theme: &Theme, kind: PassageKind) -> Color32 {
    match kind {
        PassageKind::Claim => theme.claim,
        PassageKind::Quote => theme.quote,
        PassageKind::Statistic => theme.stat,
    }
}
