//! Quotations in running text.

use super::TextRange;
use super::window::Window;

/// How far around the caret quote marks are looked for, in bytes.
const REACH: usize = 4096;

/// The innermost quotation of one block that `offset` lies in or touches, with its quote marks.
///
/// Knows straight, curly and low quote marks, guillemets in both directions and corner brackets, single and double, one
/// inside another. Marks of one width pair up whatever their shape (a straight `"` may be closed by `”`), because texts
/// that went through several programs mix them. Apostrophes are not quote marks. A mark without its counterpart within a
/// few thousand bytes makes no quotation.
pub fn quotation_at(block_text: &str, offset: usize) -> Option<TextRange> {
    let window = Window::around(block_text, offset, REACH);
    let offset = window.inner(offset);
    let touched = quotations(window.text()).into_iter().filter(|range| range.touches(offset));
    touched.min_by_key(|range| (!range.contains(offset), range.len())).map(|range| window.outer(range))
}

/// All quotations of `text`, in the order in which they end.
fn quotations(text: &str) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let place = Place { before, after: chars.peek().map(|&(_, c)| c) };
        before = Some(c);
        let Some(width) = Width::of(c) else { continue };
        let partner = partner(&open, c, width, place);
        match partner {
            Some(index) => {
                let start = open.get(index).map_or(at, |mark| mark.at);
                found.push(TextRange::between(start, at + c.len_utf8()));
                // Marks opened since then were apostrophes, or were never closed.
                open.truncate(index);
            }
            None if place.opens(c) => open.push(Open { at, mark: c, width }),
            None => {}
        }
    }
    found
}

/// A quote mark that waits for its counterpart.
struct Open {
    at: usize,
    mark: char,
    width: Width,
}

/// Marks of one width can close each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Width {
    Single,
    Double,
    SingleGuillemet,
    Guillemet,
    Corner,
    WhiteCorner,
}

impl Width {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            '\'' | '‘' | '’' | '‚' | '‛' => Self::Single,
            '"' | '“' | '”' | '„' | '‟' => Self::Double,
            '‹' | '›' => Self::SingleGuillemet,
            '«' | '»' => Self::Guillemet,
            '「' | '」' => Self::Corner,
            '『' | '』' => Self::WhiteCorner,
            _ => return None,
        })
    }
}

/// The index of the open mark that the mark `c` closes, if it closes one.
fn partner(open: &[Open], c: char, width: Width, place: Place) -> Option<usize> {
    let index = open.iter().rposition(|mark| mark.width == width)?;
    let mark = open.get(index)?.mark;
    let closes = match c {
        '„' | '‚' | '‟' | '‛' | '「' | '『' => false,
        '」' | '』' => true,
        '«' => mark == '»',
        '»' => mark == '«',
        '‹' => mark == '›',
        '›' => mark == '‹',
        '“' => mark == '„' || place.only_closes(),
        '‘' => mark == '‚' || place.only_closes(),
        // Straight marks and `”` tell by what stands around them; between two marks or dashes an open one is closed.
        _ => !place.only_opens(),
    };
    // Single marks are often apostrophes, so one never closes over an open double mark, nor inside a word.
    let innermost = index + 1 == open.len();
    let allowed = width != Width::Single || (innermost && !place.inside_word() && !place.after_space());
    (closes && allowed).then_some(index)
}

/// The characters on both sides of a mark.
#[derive(Clone, Copy)]
struct Place {
    before: Option<char>,
    after: Option<char>,
}

impl Place {
    /// Whether the mark `c`, which closes nothing, opens a quotation here.
    fn opens(self, c: char) -> bool {
        match c {
            '”' => self.could_open(),
            '“' | '„' | '‟' | '‚' | '«' | '»' | '‹' | '›' | '「' | '『' => self.after.is_some(),
            '‘' | '‛' => self.could_open(),
            '\'' => self.could_open() && !self.after.is_some_and(|c| c.is_ascii_digit()),
            '"' => self.could_open(),
            _ => false,
        }
    }

    fn could_open(self) -> bool {
        let room = self.before.is_none_or(|c| c.is_whitespace() || is_joint(c) || "([{¿¡".contains(c));
        room && self.after.is_some_and(|c| !c.is_whitespace())
    }

    fn only_opens(self) -> bool {
        let apart = self.before.is_none_or(|c| c.is_whitespace() || "([{¿¡".contains(c));
        apart && self.after.is_some_and(|c| !c.is_whitespace())
    }

    fn only_closes(self) -> bool {
        let after_words = self.before.is_some_and(|c| !c.is_whitespace() && !is_joint(c) && !"([{¿¡".contains(c));
        after_words && self.after.is_none_or(|c| !c.is_alphanumeric())
    }

    fn inside_word(self) -> bool {
        self.before.is_some_and(char::is_alphanumeric) && self.after.is_some_and(char::is_alphanumeric)
    }

    fn after_space(self) -> bool {
        self.before.is_none_or(char::is_whitespace)
    }
}

/// Characters after which a mark may open as well as close.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '/') || Width::of(c).is_some()
}
