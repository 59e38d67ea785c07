//! Quotations in running text: an automaton over quote marks.

use std::fmt;

use crate::text::{TextRange, Window, sentences};

/// How far around the caret quote marks are looked for, in bytes.
const REACH: usize = 4096;

/// A stretch of text in quote marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words with their marks. Where the closing mark is missing, up to where the quotation must have ended.
    pub range: TextRange,
    /// In how many other quotations it lies.
    pub depth: usize,
    /// What is odd about its marks.
    pub oddity: Option<Oddity>,
}

/// What can be odd about the marks of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// The marks are of two kinds.
    UnlikeMarks {
        /// The mark at its start.
        open: char,
        /// The mark at its end.
        close: char,
    },
    /// The closing mark is missing.
    NeverClosed(char),
    /// The opening mark is missing.
    NeverOpened(char),
}

impl fmt::Display for Oddity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnlikeMarks { open, close } => write!(f, "opens with {open} and closes with {close}"),
            Self::NeverClosed(open) => write!(f, "opens with {open} and is never closed"),
            Self::NeverOpened(close) => write!(f, "closes with {close} and is never opened"),
        }
    }
}

/// The innermost quotation of one block that `offset` lies in or touches, with its quote marks. A mark without its
/// counterpart within a few thousand bytes makes no quotation.
pub fn quotation_at(block_text: &str, offset: usize) -> Option<TextRange> {
    let window = Window::around(block_text, offset, REACH);
    let offset = window.inner(offset);
    let touched =
        pairs(window.text()).closed.into_iter().map(|pair| pair.range()).filter(|range| range.touches(offset));
    touched.min_by_key(|range| (!range.contains(offset), range.len())).map(|range| window.outer(range))
}

/// All quotations of one block in order, an outer one before those inside it.
///
/// Knows straight, curly and low quote marks, guillemets in both directions and corner brackets, single and double, one
/// inside another. Marks of one width pair up whatever their shape (a straight `"` may be closed by `”`), because texts
/// that went through several programs mix them, which is said as an [`Oddity`]. Apostrophes are not quote marks, and two
/// single marks in a row are a double one. A double mark without counterpart makes a quotation too, with an oddity.
pub fn quotations(block_text: &str) -> Vec<Quotation> {
    let Pairs { closed, open, stray } = pairs(block_text);
    let mut found: Vec<Quotation> =
        closed.iter().map(|pair| Quotation { range: pair.range(), depth: 0, oddity: pair.oddity() }).collect();
    found.sort_by_key(|quotation| (quotation.range.start(), std::cmp::Reverse(quotation.range.end())));
    let mut odd = Vec::new();
    let mut open = open.iter().filter(|mark| mark.width.is_double()).peekable();
    while let Some(mark) = open.next() {
        let next = found.partition_point(|quotation| quotation.range.start() <= mark.at);
        let next = found.get(next).map(|quotation| quotation.range.start());
        let next = next.into_iter().chain(open.peek().map(|mark| mark.at)).min();
        let range = TextRange::between(mark.at, end_of_unclosed(block_text, mark, next));
        odd.push(Quotation { range, depth: 0, oddity: Some(Oddity::NeverClosed(mark.mark)) });
    }
    let mut above = 0;
    for (at, mark) in stray {
        let before = found.partition_point(|quotation| quotation.range.start() < at);
        let floor = before.checked_sub(1).and_then(|index| found.get(index)).map_or(0, |before| before.range.end());
        let floor = floor.max(above);
        above = at + mark.len_utf8();
        if let Some(range) = words_before(block_text, floor, at, mark) {
            odd.push(Quotation { range, depth: 0, oddity: Some(Oddity::NeverOpened(mark)) });
        }
    }
    found.extend(odd);
    found.sort_by_key(|quotation| (quotation.range.start(), std::cmp::Reverse(quotation.range.end())));
    set_depths(&mut found);
    found
}

/// Where the words of an open mark end: at the next quotation they cannot reach, there at the end of a sentence.
fn end_of_unclosed(text: &str, mark: &Mark, next: Option<usize>) -> usize {
    let Some(next) = next else { return text.trim_end().len().max(mark.end()) };
    let rest = text.get(mark.end()..next).unwrap_or_default();
    let end = sentences(rest).next().map_or(0, |first| first.end());
    mark.end() + end
}

/// The words of a sentence up to a closing mark that nothing opened, from `floor` on.
fn words_before(text: &str, floor: usize, at: usize, mark: char) -> Option<TextRange> {
    let before = text.get(floor.min(at)..at)?;
    let start = sentences(before).last()?.start();
    Some(TextRange::between(floor.min(at) + start, at + mark.len_utf8()))
}

fn set_depths(quotations: &mut [Quotation]) {
    let mut ends: Vec<usize> = Vec::new();
    for quotation in quotations {
        while ends.last().is_some_and(|end| *end <= quotation.range.start()) {
            ends.pop();
        }
        quotation.depth = ends.len();
        ends.push(quotation.range.end());
    }
}

/// The quote marks of a text as they pair up.
#[derive(Default)]
struct Pairs {
    closed: Vec<Pair>,
    /// Marks that were never closed.
    open: Vec<Mark>,
    /// Closing double marks that closed nothing.
    stray: Vec<(usize, char)>,
}

struct Pair {
    open: Mark,
    close: Mark,
}

impl Pair {
    fn range(&self) -> TextRange {
        TextRange::between(self.open.at, self.close.end())
    }

    fn oddity(&self) -> Option<Oddity> {
        let (open, close) = (self.open.mark, self.close.mark);
        let usual = match open {
            '“' | '‟' => "”",
            '‘' | '‛' => "’",
            '„' => "“”",
            '‚' => "‘’",
            '«' => "»",
            '»' => "«»",
            '‹' => "›",
            '›' => "‹›",
            '「' => "」",
            '『' => "』",
            other => return (other != close).then_some(Oddity::UnlikeMarks { open, close }),
        };
        (!usual.contains(close)).then_some(Oddity::UnlikeMarks { open, close })
    }
}

fn pairs(text: &str) -> Pairs {
    let mut pairs = Pairs::default();
    let mut stack = Stack::default();
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let Some(mut width) = Width::of(c) else {
            before = Some(c);
            continue;
        };
        let mut mark = Mark { at, mark: c, width, len: c.len_utf8() };
        let is_apart = !before.is_some_and(char::is_alphanumeric) || stack.last_of(Width::Double).is_some();
        let doubled = width == Width::Single && is_apart;
        // Of three marks, the first closes what stands alone: ''She said, 'No.'''
        let mut beyond = chars.clone();
        let three =
            beyond.next().is_some_and(|(_, next)| next == c) && beyond.next().is_some_and(|(_, next)| next == c);
        let single_open = stack.marks.last().is_some_and(|open| open.width == Width::Single);
        let doubled = doubled && !(three && single_open);
        if doubled && let Some((_, second)) = chars.next_if(|&(_, next)| next == c) {
            width = Width::Double;
            mark = Mark { at, mark: c, width, len: c.len_utf8() + second.len_utf8() };
        }
        let place = Place { before, after: chars.peek().map(|&(_, c)| c) };
        if width == Width::Single && is_clipped_and(place, chars.clone()) {
            before = chars.nth(1).map(|(_, mark)| mark);
            continue;
        }
        before = Some(c);
        if let Some(index) = partner(&stack, c, width, place) {
            // Marks opened since then were apostrophes, or were never closed.
            let (open, unclosed) = stack.close(index);
            pairs.open.extend(unclosed);
            pairs.closed.extend(open.map(|open| Pair { open, close: mark }));
        } else if place.opens(c) || mark.len > c.len_utf8() && place.could_open() {
            stack.push(mark);
        } else if width.is_double() && place.is_after_words() {
            pairs.stray.push((at, c));
        }
    }
    pairs.open.extend(stack.marks);
    pairs.open.sort_by_key(|mark| mark.at);
    pairs
}

/// Whether a single mark begins an "and" of which both ends are dropped: "rock 'n' roll".
fn is_clipped_and(place: Place, after: impl Iterator<Item = (usize, char)>) -> bool {
    let mut after = after.map(|(_, c)| c);
    let is_apart = place.before.is_none_or(char::is_whitespace);
    is_apart && after.next() == Some('n') && matches!(after.next(), Some('\'' | '’')) && after.next() == Some(' ')
}

/// A quote mark.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    mark: char,
    width: Width,
    len: usize,
}

impl Mark {
    fn end(&self) -> usize {
        self.at + self.len
    }
}

/// The marks that wait for their counterparts.
#[derive(Default)]
struct Stack {
    marks: Vec<Mark>,
    /// The indexes of the marks of each width, so that the last one is at hand.
    of_width: [Vec<usize>; Width::N],
}

impl Stack {
    fn push(&mut self, mark: Mark) {
        if let Some(indexes) = self.of_width.get_mut(mark.width as usize) {
            indexes.push(self.marks.len());
        }
        self.marks.push(mark);
    }

    fn last_of(&self, width: Width) -> Option<usize> {
        self.of_width.get(width as usize)?.last().copied()
    }

    /// Takes the mark at an index, and all that were opened after it.
    fn close(&mut self, index: usize) -> (Option<Mark>, Vec<Mark>) {
        let unclosed = self.marks.split_off((index + 1).min(self.marks.len()));
        for indexes in &mut self.of_width {
            while indexes.last().is_some_and(|last| *last >= index) {
                indexes.pop();
            }
        }
        (self.marks.pop(), unclosed)
    }
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
    const N: usize = 6;

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

    /// Whether its marks are never anything else.
    fn is_double(self) -> bool {
        matches!(self, Self::Double | Self::Guillemet)
    }
}

/// The index of the open mark that the mark `c` closes, if it closes one.
fn partner(open: &Stack, c: char, width: Width, place: Place) -> Option<usize> {
    let index = open.last_of(width)?;
    let mark = open.marks.get(index)?.mark;
    let closes = match c {
        '„' | '‚' | '‟' | '‛' | '「' | '『' => false,
        '」' | '』' => true,
        '«' => mark == '»',
        '»' => mark == '«' || mark == '»' && place.only_closes(),
        '‹' => mark == '›',
        '›' => mark == '‹',
        '“' => mark == '„' || place.only_closes(),
        '‘' => mark == '‚' || place.only_closes(),
        // Straight marks and `”` tell by what stands around them; between two marks or dashes an open one is closed.
        _ => !place.only_opens(),
    };
    // Single marks are often apostrophes, so one never closes over an open double mark, nor inside a word.
    let innermost = index + 1 == open.marks.len();
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
            '"' => self.could_open() || self.is_before_words(),
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

    /// Whether a straight mark stands between a sign or a letter and a word, as when a space was lost. After a digit it
    /// means inches.
    fn is_before_words(self) -> bool {
        self.before.is_some_and(|c| !c.is_whitespace() && !c.is_numeric())
            && self.after.is_some_and(char::is_alphabetic)
    }

    fn is_after_words(self) -> bool {
        self.before.is_some_and(|c| c.is_alphabetic() || matches!(c, '.' | ',' | '!' | '?' | '…')) && self.only_closes()
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
