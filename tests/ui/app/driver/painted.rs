//! Texts as they stand in the window.

use egui::epaint::text::cursor::CCursor;
use egui::epaint::{Shape, TextShape};
use egui::{Rect, pos2};

/// A text as it is painted.
pub struct Painted<'a> {
    pub shape: &'a TextShape,
    /// The part of the window in which it can be seen.
    pub visible: Rect,
}

impl Painted<'_> {
    /// Its lines as far as they can be seen: which text it is, the words, and what their ink covers.
    pub fn lines(&self, index: usize) -> Vec<(usize, String, Rect)> {
        let place = self.shape.pos.to_vec2();
        let ink = |row: &egui::epaint::text::PlacedRow| {
            row.visuals.mesh_bounds.translate(place + row.pos.to_vec2()).intersect(self.visible)
        };
        let rows = self.shape.galley.rows.iter().filter(|row| ink(row).is_positive());
        rows.map(|row| (index, row.text(), ink(row))).collect()
    }

    /// The first line of these words in it.
    pub fn rect_of(&self, words: &str) -> Option<Rect> {
        self.lines_of(words).first().copied()
    }

    /// The lines that these words cover.
    pub fn lines_of(&self, words: &str) -> Vec<Rect> {
        let galley = &self.shape.galley;
        let Some((before, _)) = galley.text().split_once(words) else { return Vec::new() };
        let first = before.chars().count();
        let mut lines: Vec<Rect> = Vec::new();
        for at in first..first + words.chars().count() {
            let (left, right) =
                (galley.pos_from_cursor(CCursor::new(at)), galley.pos_from_cursor(CCursor::new(at + 1)));
            let same_line = (left.top() - right.top()).abs() < 1.0;
            let right_edge = if same_line { right.left() } else { left.right() + 4.0 };
            let character = Rect::from_min_max(left.min, pos2(right_edge, left.bottom()));
            let character = character.translate(self.shape.pos.to_vec2());
            match lines.last_mut().filter(|line| (line.top() - character.top()).abs() < 1.0) {
                Some(line) => *line = line.union(character),
                None => lines.push(character),
            }
        }
        lines
    }
}

/// Finds the texts in a shape, of which this part of the window is visible.
pub fn collect<'a>(shape: &'a Shape, visible: Rect, texts: &mut Vec<Painted<'a>>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, visible, texts)),
        Shape::Text(shape) => texts.push(Painted { shape, visible }),
        _ => {}
    }
}
