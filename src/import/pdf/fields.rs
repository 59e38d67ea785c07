//! The fields of a form: what they hold stands among the lines of the page, beside the words that ask for it.

use hayro_interpret::kurbo::Rect;

use super::annotations::find_areas;
use super::device::Glyph;
use super::lines::{InField, Line, lines};

/// How large words are that the file does not draw, unless their field is lower.
const SIZE: f64 = 10.0;
/// How wide a letter is taken to be that is not drawn, in ems.
const LETTER: f64 = 0.5;

/// A field of a form.
pub(super) struct Field {
    /// Where it stands on the page.
    pub(super) area: Rect,
    /// What it holds, on one line; empty if that is no words.
    pub(super) value: String,
    /// Whether the file draws it. Else that is left to its reader.
    pub(super) is_drawn: bool,
}

/// The lines of each field that has any. Takes the characters that stand in fields from those that were put on the page.
pub(super) fn take(fields: &[Field], glyphs: &mut Vec<Glyph>, height: f64) -> Vec<Vec<Line>> {
    let areas: Vec<(Rect, u16)> = fields.iter().map(|field| field.area.inflate(1.0, 1.0)).zip(0..).collect();
    find_areas(&areas, glyphs, height);
    let mut drawn: Vec<Vec<Glyph>> = vec![Vec::new(); fields.len()];
    glyphs.retain(|glyph| {
        let of_field = glyph.mark.and_then(|idx| drawn.get_mut(usize::from(idx)));
        let is_free = of_field.is_none();
        if let Some(of_field) = of_field {
            of_field.push(Glyph { mark: None, ..glyph.clone() });
        }
        is_free
    });
    let words = fields.iter().zip(drawn).enumerate().map(|(idx, (field, drawn))| {
        let lines = if field.is_drawn { field.as_drawn(lines(&drawn)) } else { field.as_value().into_iter().collect() };
        let of_field = Some(InField { idx, right: field.area.x1 });
        lines.into_iter().map(|line| Line { field: of_field, ..line }).collect()
    });
    words.filter(|lines: &Vec<Line>| !lines.is_empty()).collect()
}

impl Field {
    /// Its lines as they are drawn. Where the letters of one line stand apart, each in a box of its own, the value tells
    /// which of them are words.
    fn as_drawn(&self, mut lines: Vec<Line>) -> Vec<Line> {
        lines.sort_by(|one, other| one.base.total_cmp(&other.base).then(one.left.total_cmp(&other.left)));
        let Some(first) = lines.first() else { return lines };
        let is_level = |line: &Line| line.turned == first.turned && (line.base - first.base).abs() < 0.3 * first.size;
        if lines.len() == 1 || !lines.iter().all(is_level) {
            return lines;
        }
        lines.sort_by(|one, other| one.left.total_cmp(&other.left));
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let is_value = letters(&texts.concat()).eq(letters(&self.value));
        let text = if is_value { self.value.clone() } else { texts.join(" ") };
        let right = lines.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
        let one = lines.into_iter().next().map(|line| Line { text, right, marks: Vec::new(), ..line });
        one.into_iter().collect()
    }

    /// Its value where a reader would draw it.
    fn as_value(&self) -> Option<Line> {
        if self.value.is_empty() {
            return None;
        }
        let size = SIZE.min(0.8 * self.area.height()).max(1.0);
        let width = self.value.chars().count() as f64 * LETTER * size;
        let base = self.area.y1.min(self.area.center().y + 0.35 * size);
        let left = self.area.x0;
        let right = self.area.x1.min(left + width).max(left);
        Some(Line { text: self.value.clone(), left, right, base, size, ..Line::default() })
    }
}

/// The characters of words but for the room between them.
fn letters(words: &str) -> impl Iterator<Item = char> {
    words.chars().filter(|char| !char.is_whitespace())
}

/// Puts the lines of fields among those of the page, which are in the order in which they were drawn.
pub(super) fn put(mut fields: Vec<Vec<Line>>, lines: &mut Vec<Line>) {
    fields.sort_by(|one, other| {
        let place = |lines: &Vec<Line>| lines.first().map_or((0.0, 0.0), |line| (line.base, line.left));
        let ((base, left), (other_base, other_left)) = (place(one), place(other));
        base.total_cmp(&other_base).then(left.total_cmp(&other_left))
    });
    for field in fields {
        let Some(first) = field.first() else { continue };
        let mut idx = place(lines, first);
        // Another field stays in one piece.
        let field_of = |idx: usize| lines.get(idx).and_then(|line| line.field).map(|of| of.idx);
        while idx > 0 && field_of(idx).is_some() && field_of(idx) == field_of(idx - 1) {
            idx += 1;
        }
        let drawn = idx.checked_sub(1).and_then(|before| lines.get(before)).map_or(0, |before| before.drawn);
        lines.splice(idx..idx, field.into_iter().map(|line| Line { drawn, ..line }));
    }
}

/// Before which line of a page a field belongs: it follows what stands to its left, else what stands above it.
fn place(lines: &[Line], field: &Line) -> usize {
    let alike = || lines.iter().enumerate().filter(|(_, line)| line.turned == field.turned && !line.hidden);
    let is_level = |line: &Line| (line.base - field.base).abs() < 0.6 * line.size.max(field.size);
    let to_left = alike().filter(|(_, line)| is_level(line) && line.left < field.left);
    if let Some((idx, _)) = to_left.max_by(|(_, one), (_, other)| one.left.total_cmp(&other.left)) {
        return idx + 1;
    }
    if let Some((idx, _)) = alike().find(|(_, line)| is_level(line)) {
        return idx;
    }
    let above = alike().filter(|(_, line)| line.base < field.base);
    let over = above.clone().filter(|(_, line)| line.left < field.right && line.right > field.left);
    let nearest = over.max_by(|(_, one), (_, other)| one.base.total_cmp(&other.base));
    let nearest = nearest.or_else(|| above.max_by(|(_, one), (_, other)| one.base.total_cmp(&other.base)));
    let Some((idx, label)) = nearest else {
        return alike().next().map_or_else(|| if field.turned == 0 { 0 } else { lines.len() }, |(idx, _)| idx);
    };
    // What stands beside the words above belongs before the field as well.
    let is_beside = |line: &Line| line.turned == label.turned && (line.base - label.base).abs() < 0.3 * label.size;
    idx + lines.iter().skip(idx).take_while(|line| is_beside(line)).count()
}
