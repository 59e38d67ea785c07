//! Note, speaker, reading and tags of a passage, and its history.

use egui::{Label, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::command::{Action, Command, HistoryOf, Then};
use crate::edit::{self, TypingTarget};
use crate::model::{Field, PassageId, PassageKind, Question, StandsIn, Text};
use crate::ui::panels::parts::{faint_ui, go_link, keyed_field_ui, named_ui, section_ui};
use crate::ui::theme::{HAIRLINE, SPACE_M, SPACE_S, SPACE_XS, Theme};
use crate::ui::when::moment;
use crate::ui::widgets::{Glyph, check_box, focus_ring};
use crate::ui::{RecordField, ViewCtx};

use super::data::PassageData;
use super::history::HistoryLine;

/// How many lines of a history are shown at first, and at most: more than that nobody reads in a panel.
const FEW_LINES: usize = 6;
const MAX_LINES: usize = 200;

/// What the checker wrote.
pub fn note_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    let passage = &data.passage;
    section_ui(ctx, ui, "Note", None);
    let target = TypingTarget::Field(passage.id.into(), Field::Note);
    let field = RecordField::area(target, "Note on the passage", 1).quiet().hint("None written");
    keyed_field_ui(ctx, ui, field, passage.note.is_empty(), Command::WriteNote);
}

/// Whose words a quote is, what a number means, and the tags.
pub fn facts_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    let passage = &data.passage;
    let field = |field| TypingTarget::Field(passage.id.into(), field);
    section_ui(ctx, ui, "Facts", None);
    if passage.kind == PassageKind::Quote {
        named_ui(ui, "Speaker", |ui| {
            let speaker = RecordField::line(field(Field::Speaker), "Speaker").quiet().hint("Whose words");
            keyed_field_ui(ctx, ui, speaker, passage.speaker.is_empty(), Command::EditSpeaker);
        });
    }
    if passage.kind == PassageKind::Statistic {
        named_ui(ui, "Reads as", |ui| {
            let reading = RecordField::line(field(Field::Reading), "Reads as").quiet();
            reading.hint("What the number means").show(ctx, ui)
        });
        if let Some(guess) = &data.reads_as {
            guess_ui(ctx, ui, data, guess);
        }
    }
    named_ui(ui, "Tags", |ui| {
        RecordField::line(field(Field::Tags), "Tags").quiet().hint("Keywords, with commas").show(ctx, ui)
    });
}

/// What the program reads in a statistic: no word of the checker, who can make it theirs.
fn guess_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData, guess: &str) {
    named_ui(ui, "", |ui| {
        faint_ui(ui, &format!("The program reads: {guess}"));
        if go_link(ui, "Take it over", "Take over what the program reads").clicked() {
            let what = edit::set_field(data.passage.id, Field::Reading, Text::from(guess));
            ctx.send(Action::Commit(what, Then::Stay));
        }
    });
}

/// What to look at, by what the passage is, each with a box to tick.
pub fn checklist_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    let passage = &data.passage;
    let questions: Vec<Question> = Question::of(passage.kind, data.is_superlative).collect();
    if questions.is_empty() || data.standing.stands_in == StandsIn::Evidence {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_S;
        for question in questions {
            let mut seen_to = passage.checklist.has(question);
            if check_box(ui, &mut seen_to, question.label()).on_hover_text(question.about()).changed() {
                let checklist = passage.checklist.with(question, seen_to);
                let what = edit::set_field(passage.id, Field::Checklist, checklist);
                ctx.send(Action::Commit(what, Then::Stay));
            }
        }
    });
}

/// Who did what, and when. Folded, it costs nothing; unfolded it shows the last few lines, or all of them.
pub fn history_ui<'a>(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    passage: PassageId,
    (open, whole): (&mut bool, &mut bool),
    lines: impl FnOnce() -> &'a [HistoryLine],
) {
    ui.add_space(6.0);
    fold_ui(ui, "History", open);
    if !*open {
        return;
    }
    let theme = Theme::of(ui);
    let lines = lines();
    let n_shown = if *whole { MAX_LINES } else { FEW_LINES };
    let mut last = String::new();
    for line in lines.iter().take(n_shown) {
        let head = format!("{} · {}", moment(line.time, ctx.now), line.who);
        if head != last {
            ui.add_space(3.0);
            ui.add(Label::new(theme.text(&head, theme.small()).color(theme.ink2)).wrap());
        }
        ui.add(Label::new(theme.text(&line.what, theme.body())).wrap());
        last = head;
    }
    if lines.is_empty() {
        return;
    }
    ui.add_space(SPACE_XS);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_M;
        let n_lines = lines.len();
        if n_lines > FEW_LINES {
            let all = if n_lines > MAX_LINES { format!("The last {MAX_LINES}") } else { format!("All {n_lines}") };
            let text = if *whole { "Fewer" } else { &all };
            if go_link(ui, text, "Show more or less of the history of this passage").clicked() {
                *whole = !*whole;
            }
        }
        if go_link(ui, "In a table", "Show the history of this passage in the tab History").clicked() {
            ctx.send(Action::ShowHistory(Some(HistoryOf::Passage(passage))));
        }
    });
}

/// The heading of a group that can be folded.
fn fold_ui(ui: &mut Ui, name: &str, open: &mut bool) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, *open, name));
    ui.painter().hline(rect.x_range(), rect.top(), egui::Stroke::new(HAIRLINE, theme.line));
    let color = if response.hovered() { theme.ink } else { theme.faint };
    let galley = ui.painter().layout_job(theme.heading_job(name, color));
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0 + 2.0);
    let sign = if *open { Glyph::ChevronUp } else { Glyph::ChevronDown };
    sign.paint(ui.painter(), pos2(at.x + galley.size().x + SPACE_S, rect.center().y + 2.0), 8.0, color);
    ui.painter().galley(at, galley, color);
    focus_ring(ui, &response, 4);
    if response.clicked() {
        *open = !*open;
    }
}
