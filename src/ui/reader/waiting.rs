//! Suggestions that wait: what the writer of a draft put beside the words, and what the program noticed in them.

use egui::{
    Color32, CursorIcon, Id, Pos2, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::model::PassageKind;
use crate::session::SuggestionKey;
use crate::text::TextRange;

use super::gutter::Signs;
use super::page::Page;
use super::paint::Brush;
use super::sight::Stretches;

/// The side of the mark of a suggestion that has no words.
const MARK: f32 = 9.0;
/// How far apart the dots are. Those of all lines stand in one grid, so that lines over each other look like one.
const DOTS: f32 = 4.0;
/// How large the sign of a kind is.
const SIGN: f32 = 4.5;

/// A suggestion that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingSuggestion {
    /// Which.
    pub key: SuggestionKey,
    /// The words it is about; empty if it stands at one place.
    pub range: TextRange,
    /// Who made it, and what it is: "Comment by A. Clark, 2016-06-22".
    pub title: String,
    /// What it says.
    pub says: String,
    /// Why its sentence is worth checking; may be empty.
    pub worth: String,
    /// What becomes of it when it is accepted.
    pub accepted: &'static str,
    /// How it is shown.
    pub look: WaitingLook,
}

/// How a suggestion is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WaitingLook {
    /// The kind that was noticed; none for what the writer put there.
    pub kind: Option<PassageKind>,
    /// Whether there are so many of its sort that it has to be quiet.
    pub quiet: bool,
    /// Whether the next key means it.
    pub current: bool,
}

/// The suggestions of a document that wait.
#[derive(Clone, Debug, Default)]
pub struct Waiting {
    all: Vec<WaitingSuggestion>,
    places: Stretches,
}

impl Waiting {
    /// These suggestions.
    pub fn new(all: Vec<WaitingSuggestion>) -> Self {
        // One that stands at a place is found at the characters around it.
        let reach = |range: TextRange| TextRange::between(range.start().saturating_sub(1), range.end() + 1);
        Self { places: Stretches::new(all.iter().map(|one| reach(one.range)).zip(0..).collect()), all }
    }

    /// Those in `range` and at its ends.
    pub fn touching(&self, range: TextRange) -> impl Iterator<Item = &WaitingSuggestion> {
        let around = TextRange::between(range.start().saturating_sub(1), range.end() + 1);
        let found = self.places.overlapping(around).filter_map(|(_, index)| self.all.get(index as usize));
        found.filter(move |one| one.range.start() <= range.end() && range.start() <= one.range.end())
    }

    /// The middles of the lines beside which a mark stands.
    pub fn lines_of_marks(&self, page: &Page) -> impl Iterator<Item = f32> {
        let marks = self.touching(page.range()).filter(|one| one.range.is_empty());
        marks.filter_map(|one| Some(page.row_of(one.range.start())?.center().y))
    }

    /// Draws a faint dotted line under the words, and a mark where there are none.
    pub fn paint(&self, brush: &Brush<'_>, signs: &Signs<'_>) {
        for one in self.touching(brush.page.range()) {
            if one.range.is_empty() {
                if let Some(rect) = mark_rect(brush.page, signs, one.range) {
                    let stroke = Stroke::new(1.2, brush.theme.accent);
                    brush.painter.circle_stroke(rect.center(), MARK / 2.0 - 1.0, stroke);
                    brush.painter.circle_filled(rect.center(), 1.3, brush.theme.accent);
                }
                continue;
            }
            one.look.underline(brush, one.range);
        }
    }

    /// Lets them be rested on, and clicked where they have no words, in the reader `id`. Gives the one that was clicked,
    /// also by a screen reader.
    pub fn click(
        &self,
        ui: &mut Ui,
        id: Id,
        (page, signs): (&Page, &Signs<'_>),
        text: Rect,
        card: bool,
    ) -> Option<TextRange> {
        let reader = UiBuilder::new().accessibility_parent(id);
        let show = |ui: &mut Ui| {
            self.touching(page.range()).fold(None, |taken, one| one.click(ui, id, (page, signs), text, card).or(taken))
        };
        ui.scope_builder(reader, show).inner
    }
}

impl WaitingSuggestion {
    fn click(&self, ui: &Ui, id: Id, (page, signs): (&Page, &Signs<'_>), text: Rect, card: bool) -> Option<TextRange> {
        let pointer = ui.input(|input| input.pointer.hover_pos());
        let mut lines: Vec<Rect> = page.rects(self.range).collect();
        lines.extend(mark_rect(page, signs, self.range).filter(|_| self.range.is_empty()));
        let under = lines.iter().find(|line| pointer.is_some_and(|pos| line.contains(pos)));
        let rect = under.or(lines.first())?.intersect(text);
        if !rect.is_positive() {
            return None;
        }
        // Words are clicked as words: that puts the caret there.
        let sense = if self.range.is_empty() { Sense::CLICK } else { Sense::hover() };
        let id = id.with(("suggestion", self.key));
        let response = ui.interact(rect, id, sense);
        let name = match self.look.kind {
            Some(_) => format!("Suggestion: {}: {}", self.title, self.says),
            None => format!("{}: {}", self.title, self.says),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let by_reader = ui.input(|input| input.has_accesskit_action_request(id, egui::accesskit::Action::Click));
        let clicked = response.clicked() || by_reader;
        let response =
            if self.range.is_empty() { response.on_hover_cursor(CursorIcon::PointingHand) } else { response };
        if card {
            response.on_hover_ui(|ui| self.card_ui(ui));
        }
        clicked.then_some(self.range)
    }

    fn card_ui(&self, ui: &mut Ui) {
        let theme = crate::ui::theme::Theme::of(ui);
        ui.set_max_width(340.0);
        ui.label(theme.text(&self.title, theme.body_strong()));
        if !self.says.is_empty() {
            ui.label(theme.text(&self.says, theme.body()));
        }
        if !self.worth.is_empty() {
            ui.label(theme.text(format!("The sentence: {}", self.worth), theme.small()).color(theme.ink2));
        }
        let keys = "Enter accepts it, 1 2 3 as claim, quote or statistic, X dismisses it";
        for line in [self.accepted, keys] {
            ui.label(theme.text(line, theme.small()).color(theme.ink2));
        }
    }
}

impl WaitingLook {
    /// A faint dotted line under the words, with a small sign where they begin: half a bracket for a quote, a box for a
    /// statistic. The line is drawn through under the words that the next key means.
    fn underline(self, brush: &Brush<'_>, range: TextRange) {
        let theme = brush.theme;
        let faint = theme.control_line.gamma_multiply(if self.quiet { 0.5 } else { 0.85 });
        let (line_color, sign_color) = match self.kind {
            None => (theme.accent, theme.accent),
            Some(PassageKind::Claim) => (faint, theme.claim),
            Some(PassageKind::Quote) => (faint, theme.quote),
            Some(PassageKind::Statistic) => (faint, theme.stat),
        };
        for (index, line) in brush.page.rects(range).enumerate() {
            let y = brush.crisp(line.bottom() - 1.0, 1.0);
            if self.current {
                brush.painter.hline(line.x_range(), y, Stroke::new(1.5, theme.accent));
            } else {
                let points = [pos2((line.left() / DOTS).ceil() * DOTS, y), pos2(line.right(), y)];
                brush.painter.extend(Shape::dotted_line(&points, line_color, DOTS, 0.9));
            }
            if index == 0 && brush.begins_here(range) {
                self.sign(brush, pos2(brush.crisp(line.left() - 1.0, 1.0), y), sign_color);
            }
        }
    }

    fn sign(self, brush: &Brush<'_>, corner: Pos2, color: Color32) {
        let stroke = Stroke::new(1.0, color);
        match self.kind {
            Some(PassageKind::Quote) => {
                let points = vec![corner - vec2(0.0, SIGN), corner, corner + vec2(SIGN, 0.0)];
                brush.painter.add(Shape::line(points, stroke));
            }
            Some(PassageKind::Statistic) => {
                let square = Rect::from_min_max(corner - vec2(0.0, SIGN), corner + vec2(SIGN, 0.0));
                brush.painter.rect(square, 0.0, brush.theme.paper, stroke, StrokeKind::Middle);
            }
            Some(PassageKind::Claim) | None => {}
        }
    }
}

/// Where the mark of a suggestion without words stands: left of its line, below the sign of a passage if there is one.
fn mark_rect(page: &Page, signs: &Signs<'_>, range: TextRange) -> Option<Rect> {
    let line = page.row_of(range.start())?.center().y;
    let center = pos2(page.left - MARK, line + signs.lowers_mark(line));
    Some(Rect::from_center_size(center, vec2(MARK + 3.0, MARK + 3.0)))
}
