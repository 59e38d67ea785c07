//! The calculations that a passage is in: what follows from them.

use egui::{Align, Color32, Label, Layout, Sense, Ui, vec2};

use crate::command::{Action, Ask, Command, Then};
use crate::edit::{self, TypingTarget};
use crate::model::{CalculationId, Field, PassageId, Project, Slot};
use crate::session::{Following, following};
use crate::ui::panels::parts::{choice_button, go_link, named_ui, section_ui};
use crate::ui::panels::quoted::{excerpt, visible};
use crate::ui::theme::Theme;
use crate::ui::widgets::{Glyph, card, drop_menu, menu_item};
use crate::ui::{RecordField, ViewCtx};

use super::evidence::is_wanted;

/// A calculation with what follows from it.
#[derive(Clone, Debug)]
pub struct CalculationData {
    id: CalculationId,
    bound: Vec<Bound>,
    follows: Result<Following, String>,
    has_note: bool,
}

/// A statistic of it.
#[derive(Clone, Debug)]
struct Bound {
    slot: Slot,
    passage: PassageId,
    words: String,
    place: String,
}

impl CalculationData {
    /// The calculations that a passage is in.
    pub fn all(project: &Project, passage: PassageId) -> Vec<Self> {
        let all = project.calculations_of(passage).map(|calculation| {
            let bound = Slot::ALL.into_iter().zip(calculation.passages());
            let bound = bound.filter_map(|(slot, passage)| Bound::of(project, slot, passage?));
            Self {
                id: calculation.id,
                bound: bound.collect(),
                follows: following(project, calculation.passages()),
                has_note: !calculation.note.is_empty(),
            }
        });
        all.collect()
    }
}

impl Bound {
    fn of(project: &Project, slot: Slot, passage: PassageId) -> Option<Self> {
        let record = project.passage(passage)?;
        let document = project.document(record.place.document)?;
        let place = format!("{} {}", visible(project.called(document.id)), document.place_name(record.range().start()));
        Some(Self { slot, passage, words: excerpt(&project.words(&record.place)), place })
    }
}

/// The calculations, a card each; nothing where there are none.
pub fn calculations_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, passage: PassageId, all: &[CalculationData]) {
    if all.is_empty() {
        return;
    }
    section_ui(ctx, ui, "Calculation", Some(Command::Calculate));
    for data in all {
        ui.push_id(data.id, |ui| {
            let (_, color) = sign(Theme::of(ui), &data.follows);
            card(ui, color, |ui| calculation_ui(ctx, ui, passage, data));
        });
    }
}

fn calculation_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, passage: PassageId, data: &CalculationData) {
    let theme = Theme::of(ui);
    let (text, color) = match &data.follows {
        Ok(follows) => (&follows.sentence, theme.ink),
        Err(why) => (why, theme.conf),
    };
    ui.add(Label::new(theme.text(text, theme.body_medium()).color(color)).wrap());
    if let Some(stated) = data.follows.as_ref().ok().and_then(|follows| follows.stated.as_ref()) {
        let (glyph, color) = sign(theme, &data.follows);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let (rect, _) = ui.allocate_exact_size(vec2(11.0, 18.0), Sense::hover());
            glyph.paint(ui.painter(), rect.center(), 10.0, color);
            let text = visible(&format!("{}: {}", stated.label(), stated.reason));
            ui.add(Label::new(theme.text(&text, theme.small()).color(color)).wrap());
        });
    }
    for bound in &data.bound {
        named_ui(ui, bound.slot.label(), |ui| {
            let is_here = bound.passage == passage;
            let text = format!("“{}” · {}", bound.words, if is_here { "this passage" } else { &bound.place });
            ui.add_space(4.0);
            if is_here {
                ui.add(Label::new(theme.text(&text, theme.small()).color(theme.ink2)).wrap());
            } else if go_link(ui, &text, &format!("Go to {}: {text}", bound.slot.label().to_lowercase())).clicked() {
                ctx.send(Action::Show(bound.passage));
            }
        });
    }
    let note = TypingTarget::Field(data.id.into(), Field::Note);
    if data.has_note || is_wanted(ctx, note) {
        let field = RecordField::area(note, "Note on the calculation", 1).quiet();
        field.hint("Note on the calculation").color(theme.ink2).show(ctx, ui);
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let more = choice_button(ui, "Calculation", "More", theme.small(), theme.ink2);
        drop_menu(&more, |ui| more_ui(ctx, ui, passage, data.id));
    });
}

fn more_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, passage: PassageId, id: CalculationId) {
    if menu_item(ui, "Change what is bound…", "").clicked() {
        ctx.send(Action::Ask(Ask::Calculation(passage, Some(id))));
    }
    if menu_item(ui, "Write a note", "").clicked() {
        ctx.send(Action::BeginTyping(TypingTarget::Field(id.into(), Field::Note)));
    }
    ui.separator();
    if menu_item(ui, "Remove this calculation", "").clicked() {
        ctx.send(Action::Commit(edit::remove_calculation(id), Then::Stay));
    }
}

/// How what is stated differs from what follows, by shape and color.
fn sign(theme: &Theme, follows: &Result<Following, String>) -> (Glyph, Color32) {
    match follows.as_ref().map(|follows| follows.stated.as_ref()) {
        Err(_) => (Glyph::NotEqual, theme.conf),
        Ok(Some(stated)) if stated.is_for_editor() => (Glyph::NotEqual, theme.conf),
        Ok(Some(stated)) if stated.is_equal() => (Glyph::Tick, theme.ok),
        Ok(_) => (Glyph::ArrowBoth, theme.stat),
    }
}
