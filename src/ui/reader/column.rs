//! How the width of a reader is divided.

use egui::{Pos2, Rect, pos2};

use crate::ui::theme::{self, STRIP_WIDTH};

use super::gutter::{SIGN, SIGN_SIZE};
use super::untouched::BAR_ROOM;

/// Right of the text, if there is room.
const RIGHT_MARGIN: f32 = 20.0;
/// The same in narrow readers.
const NARROW_RIGHT_MARGIN: f32 = 8.0;
/// The narrowest gutter, without the numbers of paragraphs, and the width of a digit of those.
const NARROW_GUTTER: (f32, f32) = (30.0, 6.4);
/// Numbers end so far left of the text, if there is room.
const NUMBER: f32 = 34.0;
/// The width of 45 characters. Margins give way to it.
const MIN_MEASURE: f32 = 370.0;

/// How the width of a reader is divided.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// All of the reader.
    pub whole: Rect,
    /// All but the strip.
    pub text: Rect,
    /// The overview strip.
    pub strip: Rect,
    /// Where lines begin.
    pub left: f32,
    /// The room left of them.
    pub gutter: f32,
    /// How far left of the lines numbers of paragraphs end.
    pub number: f32,
    /// How wide they are.
    number_width: f32,
    /// The longest line.
    pub measure: f32,
}

impl Column {
    /// The division of `whole` with room for so many characters in the gutter. Margins give way before the lines do.
    pub fn new(whole: Rect, n_chars: usize, first_read: bool) -> Self {
        let (text, strip) = whole.split_left_right_at_x(whole.right() - STRIP_WIDTH);
        let (bare, digit) = NARROW_GUTTER;
        let number_width = digit * n_chars as f32;
        let narrow = bare + number_width;
        let spare = text.width() - theme::GUTTER - RIGHT_MARGIN - MIN_MEASURE;
        let givable = (theme::GUTTER - narrow).max(0.0) + RIGHT_MARGIN - NARROW_RIGHT_MARGIN;
        let share = (1.0 + spare / givable).clamp(0.0, 1.0);
        let gutter = narrow + share * (theme::GUTTER - narrow).max(0.0);
        let right = NARROW_RIGHT_MARGIN + share * (RIGHT_MARGIN - NARROW_RIGHT_MARGIN);
        let measure = (text.width() - gutter - right).clamp(40.0, theme::MEASURE).floor();
        let centered = if first_read { ((text.width() - measure) / 2.0).max(gutter) } else { gutter };
        let number = (gutter - number_width - BAR_ROOM).min(NUMBER);
        Self { whole, text, strip, left: (text.left() + centered).round(), gutter, number, number_width, measure }
    }

    /// How far right a line down the gutter runs between the numbers and the signs.
    pub fn lane(&self) -> f32 {
        let sign = self.gutter * SIGN + SIGN_SIZE / 2.0;
        self.left - f32::midpoint(sign, self.number)
    }

    /// Where the numbers of paragraphs begin.
    pub fn numbers(&self) -> f32 {
        self.left - self.number - self.number_width
    }

    /// The upper left corner of the page.
    pub fn origin(&self) -> Pos2 {
        pos2(self.left, self.text.top())
    }
}
