//! What stands beside the words and between them, and is no part of the text: labels of lists and notes, rules of tables,
//! pages, times, what could not be read.

use egui::{Align2, CursorIcon, FontId, Id, Rangef, Rect, Role, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::text::TextRange;
use crate::ui::theme::{HAIRLINE, Theme};
use crate::ui::widgets::on_one_line;

use super::beside::{Above, FLAW_LINE, PAGE_RULE, STORY_HEAD, clock_time};
use super::column::Column;
use super::page::{Laid, LaidBand, Page};
use super::paint::Brush;
use super::sight::Sight;
use super::untouched::BAR_ROOM;

/// Between the label of an item and its words.
const LABEL_GAP: f32 = 8.0;
/// Between a page's name in the gutter and the text.
const PAGE_GAP: f32 = 6.0;
/// How many characters of a note are shown while the pointer rests on its mark.
const MAX_CHARS: usize = 400;

/// What stands beside the words that are in view.
pub struct Margin {
    items: Vec<Item>,
    /// Lines from side to side, each with its height.
    rules: Vec<(Rangef, f32)>,
    /// What can be clicked: the marks of notes in the text, and the marks before the notes.
    ways: Vec<Way>,
}

/// A few words that are no part of the text.
struct Item {
    rect: Rect,
    words: String,
    look: Look,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    /// The label of an item of a list.
    Label,
    /// The mark before a note.
    Mark,
    /// A page or a time.
    Gutter,
    /// What could not be read.
    Flaw,
    /// The word over the notes.
    Head,
}

/// A way between a mark and its note.
struct Way {
    story: u32,
    rect: Rect,
    /// From the mark in the text to the note, else back.
    to_note: bool,
    to: TextRange,
}

impl Margin {
    /// What stands beside the words of a page.
    pub fn of(sight: &Sight, page: &Page, column: &Column, theme: &Theme) -> Self {
        let mut margin = Self { items: Vec::new(), rules: Vec::new(), ways: Vec::new() };
        for band in page.bands() {
            margin.above(sight, band, column, theme);
            margin.rules_of_grid(sight, band, column);
            for laid in band.laid.iter().filter(|laid| laid.chunk.is_first_part()) {
                margin.label(sight, laid, theme);
            }
            margin.below(sight, band, column, theme);
        }
        margin.in_gutter(sight, page, column, theme);
        for (story, rect) in page.marks() {
            if let Some(note) = sight.story(story) {
                margin.ways.push(Way { story, rect, to_note: true, to: note.range });
            }
        }
        margin
    }

    fn above(&mut self, sight: &Sight, band: &LaidBand, column: &Column, theme: &Theme) {
        let Some(chunk) = band.first() else { return };
        let above = sight.above(chunk);
        let Above { gap, page, flaws, story } = &above;
        let mut y = band.top - above.height() + gap;
        let measure = Rangef::new(column.left, column.left + column.measure);
        if let Some(page) = page.and_then(|page| sight.page(page)) {
            let height = y + PAGE_RULE / 2.0;
            let from = self.page_name(&page.name(), (measure, height), column, theme);
            self.rules.push((Rangef::new(from, measure.max), height));
            y += PAGE_RULE;
        }
        self.flaws(flaws, y, measure, theme);
        y += FLAW_LINE * flaws.len() as f32;
        if let Some(word) = story {
            self.rules.push((measure, y + 10.0));
            let at = Rect::from_min_size(pos2(measure.min, y + 16.0), vec2(measure.span(), STORY_HEAD - 22.0));
            self.items.push(Item { rect: at, words: (*word).to_owned(), look: Look::Head });
        }
    }

    /// The name of a page goes in the gutter; a long one stands on the rule, which then begins behind it.
    fn page_name(&mut self, name: &str, (measure, y): (Rangef, f32), column: &Column, theme: &Theme) -> f32 {
        let width = width_of(name, &theme.tiny());
        let fits = width < column.gutter - PAGE_GAP - 4.0;
        let left = if fits { measure.min - PAGE_GAP - width } else { measure.min };
        let rect = Rect::from_center_size(pos2(left + width / 2.0, y), vec2(width, 14.0));
        self.items.push(Item { rect, words: name.to_owned(), look: Look::Gutter });
        if fits { measure.min } else { (measure.min + width + PAGE_GAP).min(measure.max) }
    }

    fn flaws(&mut self, flaws: &[String], top: f32, measure: Rangef, _: &Theme) {
        for (line, words) in (0u16..).zip(flaws) {
            let top = top + FLAW_LINE * f32::from(line);
            let rect = Rect::from_x_y_ranges(measure, top..=top + FLAW_LINE);
            self.items.push(Item { rect, words: words.clone(), look: Look::Flaw });
        }
    }

    fn below(&mut self, sight: &Sight, band: &LaidBand, column: &Column, theme: &Theme) {
        let Some(last) = band.last() else { return };
        let flaws = sight.below(last);
        let top = band.bottom - FLAW_LINE * flaws.len() as f32;
        self.flaws(&flaws, top, Rangef::new(column.left, column.left + column.measure), theme);
    }

    /// Thin rules above each row of a table, and below the last.
    fn rules_of_grid(&mut self, sight: &Sight, band: &LaidBand, column: &Column) {
        let (Some(first), Some(last)) = (band.first(), band.last()) else { return };
        let Some(grid) = sight.grid_of(first.block) else { return };
        let columns = grid.columns(column.measure);
        let right =
            columns.as_ref().and_then(|columns| columns.last()).map_or(column.measure, |last| last.x + last.width);
        let across = Rangef::new(column.left, column.left + right);
        let above = first.previous(sight);
        let begins_row = columns.is_some() || above.is_none_or(|above| !same_row(&above.kind, &first.kind));
        if begins_row && first.is_first_part() {
            self.rules.push((across, band.top));
        }
        if last.next(sight).is_none_or(|below| !grid.holds(below.block)) {
            self.rules.push((across, band.bottom));
        }
    }

    fn label(&mut self, sight: &Sight, laid: &Laid, theme: &Theme) {
        let Some(label) = sight.label(laid.chunk.block) else { return };
        let Some(row) = laid.layout.rows().first() else { return };
        let right = laid.pos.x - LABEL_GAP;
        let left = right - width_of(label, &theme.reading());
        let rect = Rect::from_min_max(pos2(left, laid.pos.y + row.top), pos2(right, laid.pos.y + row.bottom));
        let note = sight.note_of(laid.chunk.block);
        let look = if note.is_some() { Look::Mark } else { Look::Label };
        self.items.push(Item { rect, words: label.to_owned(), look });
        if let Some((story, note)) = note
            && let Some(anchor) = note.anchor
        {
            let to = TextRange::empty(anchor as usize);
            self.ways.push(Way { story, rect, to_note: false, to });
        }
    }

    /// Pages that begin in the midst of a paragraph, and times.
    fn in_gutter(&mut self, sight: &Sight, page: &Page, column: &Column, theme: &Theme) {
        let range = page.range();
        let starts = sight.page_starts().inside(range).filter_map(|(at, index)| Some((at, sight.page(index)?.name())));
        let cues = sight.cues_in(range).map(|cue| (cue.at as usize, clock_time(cue.from_ms)));
        let in_view: Vec<(usize, String)> = starts.chain(cues).collect();
        for (at, words) in in_view {
            let Some(row) = page.row_of(at) else { continue };
            let width = width_of(&words, &theme.tiny());
            let left = (row.left() - column.number - width).max(column.left - column.gutter + BAR_ROOM);
            let rect = Rect::from_min_size(pos2(left, row.center().y - 7.0), vec2(width, 14.0));
            self.items.push(Item { rect, words, look: Look::Gutter });
        }
    }

    /// Draws it.
    pub fn paint(&self, brush: &Brush<'_>) {
        let Brush { painter, theme, .. } = brush;
        for (across, y) in &self.rules {
            painter.hline(*across, brush.crisp(*y, HAIRLINE), Stroke::new(HAIRLINE, theme.line));
        }
        for Item { rect, words, look } in &self.items {
            let (align, at) = match look {
                Look::Label | Look::Mark | Look::Gutter => (Align2::RIGHT_CENTER, rect.right_center()),
                Look::Flaw | Look::Head => (Align2::LEFT_CENTER, rect.left_center()),
            };
            let (font, color) = match look {
                Look::Label => (theme.reading(), theme.ink2),
                Look::Mark => (theme.small(), theme.accent),
                Look::Gutter => (theme.tiny(), theme.faint),
                Look::Flaw => (theme.small(), theme.ink2),
                Look::Head => (theme.body_strong(), theme.ink2),
            };
            painter.text(at, align, words, font, color);
        }
    }

    /// Lets marks be clicked and rested on, in the reader `id`, and tells a screen reader of what is beside the words.
    /// Gives where a click leads.
    pub fn click(&self, ui: &mut Ui, id: Id, sight: &Sight, text: Rect) -> Option<TextRange> {
        let reader = UiBuilder::new().accessibility_parent(id);
        let show = |ui: &mut Ui| {
            for (index, item) in self.items.iter().enumerate().filter(|(_, item)| item.look != Look::Mark) {
                let seen = item.rect.intersect(text);
                if seen.is_positive() {
                    let response = ui.interact(seen, id.with(("beside", index)), Sense::hover());
                    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &item.words));
                }
            }
            self.ways.iter().fold(None, |taken, way| way.click(ui, id, sight, text).or(taken))
        };
        ui.scope_builder(reader, show).inner
    }
}

impl Way {
    fn click(&self, ui: &Ui, id: Id, sight: &Sight, text: Rect) -> Option<TextRange> {
        let note = sight.story(self.story)?;
        let rect = self.rect.expand2(vec2(2.0, 0.0)).intersect(text);
        if !rect.is_positive() {
            return None;
        }
        // Not by Tab: Enter with the caret there follows it.
        let response = ui.interact(rect, id.with(("note", self.story, self.to_note)), Sense::CLICK);
        let words = excerpt(&sight.body().quoted(note.range));
        let mark = note.mark.as_str();
        let name =
            if self.to_note { format!("Note {mark}: {words}") } else { format!("Back to the mark of note {mark}") };
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
        let hint = if self.to_note { words } else { name };
        let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(hint);
        response.clicked().then_some(self.to)
    }
}

fn excerpt(words: &str) -> String {
    let words = words.trim();
    let shown = words.char_indices().nth(MAX_CHARS).and_then(|(end, _)| words.get(..end));
    let (shown, rest) = shown.map_or((words, ""), |shown| (shown, "…"));
    format!("{}{rest}", on_one_line(shown))
}

fn same_row(a: &crate::text::BlockKind, b: &crate::text::BlockKind) -> bool {
    use crate::text::BlockKind::Cell;
    matches!((a, b), (Cell { row: a, .. }, Cell { row: b, .. }) if a == b)
}

/// About the width of words: exact enough to place them, and nothing is laid out for it.
fn width_of(words: &str, font: &FontId) -> f32 {
    words.chars().count() as f32 * font.size * 0.52
}
