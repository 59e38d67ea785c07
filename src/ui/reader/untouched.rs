//! The sentences in view that nobody has looked at: a thin bar at the left edge, beside their lines.

use egui::{Id, Painter, Rangef, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo};

use crate::model::Document;
use crate::session::Sentences;
use crate::text::TextRange;
use crate::ui::theme::Theme;
use crate::ui::widgets::on_one_line;

use super::page::Page;

/// From the left edge of the text to the bars, and how wide they are; the one at the caret is wider.
const LEFT: f32 = 4.0;
const WIDTH: f32 = 2.0;
const WIDTH_AT_CARET: f32 = 3.0;
/// The room that they have at the left edge of the text, with some air: nothing else stands there.
pub const BAR_ROOM: f32 = LEFT + WIDTH_AT_CARET + 2.0;
/// How wide the pointer finds them.
const REACH: f32 = 11.0;
/// From the edges of its lines to a bar.
const INSET: f32 = 2.0;
/// How many characters of its words the name of a sentence has.
const MAX_CHARS: usize = 80;
/// More sentences than this in one view are a damaged or hostile file.
const MAX: usize = 600;

/// The sentences in view that nobody has looked at.
pub struct Untouched(Vec<(TextRange, Rangef)>);

impl Untouched {
    /// Those on a page, each with the height of its lines.
    pub fn of(page: &Page, sentences: Option<&Sentences>) -> Self {
        let Some(sentences) = sentences else { return Self(Vec::new()) };
        let lines = |sentence: TextRange| {
            let lines = page.rects(sentence).map(|line| line.y_range());
            lines.reduce(|all, line| Rangef::new(all.min.min(line.min), all.max.max(line.max)))
        };
        let in_view = sentences.untouched_in(page.range()).take(MAX);
        Self(in_view.filter_map(|sentence| Some((sentence, lines(sentence)?))).collect())
    }

    /// Draws the bars into the left edge of `text`; the sentence with the caret has one that stands out.
    pub fn paint(&self, painter: &Painter, theme: &Theme, text: Rect, caret: Option<usize>) {
        let at_caret = |sentence: &TextRange| caret.is_some_and(|caret| sentence.contains(caret));
        let bar = |lines: Rangef, width: f32| {
            Rect::from_x_y_ranges(text.left() + LEFT..=text.left() + LEFT + width, lines.shrink(INSET))
        };
        for (_, lines) in &self.0 {
            painter.rect_filled(bar(*lines, WIDTH), 1.0, theme.control_line);
        }
        if let Some((_, lines)) = self.0.iter().find(|(sentence, _)| at_caret(sentence)) {
            painter.rect_filled(bar(*lines, WIDTH_AT_CARET), 1.0, theme.accent);
        }
    }

    /// Lets them be rested on and clicked, in the reader `id`. Gives the sentence that was clicked. `keys` passes it.
    pub fn click(&self, ui: &mut Ui, id: Id, document: &Document, text: Rect, keys: &str) -> Option<TextRange> {
        let clicked = |sentence: TextRange, lines: Rangef, ui: &Ui| {
            let rect = Rect::from_x_y_ranges(text.left()..=text.left() + REACH, lines).intersect(text);
            if !rect.is_positive() {
                return None;
            }
            let response = ui.interact(rect, id.with(("untouched", sentence.start())), Sense::CLICK);
            response.widget_info(|| {
                let words = document.body.quoted(sentence);
                let words: String = words.chars().take(MAX_CHARS).collect();
                WidgetInfo::labeled(Role::Button, true, format!("Untouched: {}", on_one_line(&words)))
            });
            let passes = if keys.is_empty() { String::new() } else { format!(": {keys} passes it") };
            response.on_hover_text(format!("Nobody has looked at this sentence{passes}")).clicked().then_some(sentence)
        };
        let reader = UiBuilder::new().accessibility_parent(id);
        // All of them, for a screen reader knows only what is shown in every frame.
        let show =
            |ui: &mut Ui| self.0.iter().fold(None, |taken, (sentence, lines)| clicked(*sentence, *lines, ui).or(taken));
        ui.scope_builder(reader, show).inner
    }
}
