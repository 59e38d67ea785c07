//! Plain text: which lines are one paragraph, and which are headings.

use crate::text::{Block, BlockKind, TextRange};

/// Longest heading, in characters.
const MAX_HEADING_CHARS: usize = 90;
/// Shortest block that counts as running text below a heading, in characters.
const MIN_BODY_CHARS: usize = 100;

/// The blocks of a plain text, and its title if it begins with one.
///
/// Each line is a paragraph, unless the file is broken into lines of similar length with blank lines between the
/// paragraphs; then the lines between two blank ones are. A heading is a single line that looks like one and stands above
/// running text. Lists are not told apart: plain text has no rule for them.
pub(super) fn structure(text: &str) -> (Vec<Block>, Option<String>) {
    let wrapped = is_hard_wrapped(text);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines(text).filter(|line| line.n_chars > 0) {
        match paragraphs.last_mut() {
            Some(last) if wrapped && !line.after_blank => last.append(&line),
            _ => paragraphs.push(Paragraph { range: line.range, n_chars: line.n_chars, n_lines: 1 }),
        }
    }
    if text.is_empty() {
        return (vec![], None);
    }
    let kinds: Vec<BlockKind> = (0..paragraphs.len()).map(|at| kind(text, &paragraphs, at)).collect();
    let starts = paragraphs.iter().enumerate().map(|(at, paragraph)| if at == 0 { 0 } else { paragraph.range.start() });
    let mut blocks: Vec<Block> = starts.zip(&kinds).map(|(start, kind)| Block::new(start, *kind)).collect();
    if blocks.is_empty() {
        blocks.push(Block::new(0, BlockKind::Paragraph));
    }
    let heading = paragraphs.first().filter(|_| kinds.first() == Some(&BlockKind::Heading(1)));
    let title = heading.and_then(|heading| heading.range.within(text)).map(|words| words.trim().to_owned());
    (blocks, title)
}

struct Line {
    range: TextRange,
    /// Length without white space at the ends; 0 for a blank line.
    n_chars: usize,
    after_blank: bool,
}

/// The lines of a text, one at a time: a text may have millions.
fn lines(text: &str) -> impl Iterator<Item = Line> {
    let (mut start, mut after_blank) = (0, true);
    text.split_inclusive('\n').map(move |words| {
        let range = TextRange::between(start, start + words.len());
        let line = Line { range, n_chars: words.trim().chars().count(), after_blank };
        (start, after_blank) = (range.end(), line.n_chars == 0);
        line
    })
}

struct Paragraph {
    range: TextRange,
    n_chars: usize,
    n_lines: usize,
}

impl Paragraph {
    fn append(&mut self, line: &Line) {
        self.range = TextRange::between(self.range.start(), line.range.end());
        self.n_chars += 1 + line.n_chars;
        self.n_lines += 1;
    }
}

/// Whether the lines were broken by a program or a typewriter: nearly all lines that go on in the next one are 50 to 90
/// characters long, hardly any is longer, and there are blank lines between the paragraphs.
fn is_hard_wrapped(text: &str) -> bool {
    let (mut n_filled, mut n_long, mut n_runs, mut n_going_on, mut n_alike) = (0, 0, 0, 0, 0);
    let mut n_chars_before = 0;
    for line in lines(text).filter(|line| line.n_chars > 0) {
        n_filled += 1;
        n_long += usize::from(line.n_chars > 100);
        if line.after_blank {
            n_runs += 1;
        } else {
            n_going_on += 1;
            n_alike += usize::from((50..=90).contains(&n_chars_before));
        }
        n_chars_before = line.n_chars;
    }
    n_runs > 1 && n_going_on > 1 && n_alike * 10 >= n_going_on * 8 && n_long * 20 <= n_filled
}

/// A heading stands right above running text; the title may have a line or two (an author, a date) in between.
fn kind(text: &str, paragraphs: &[Paragraph], at: usize) -> BlockKind {
    let Some(paragraph) = paragraphs.get(at) else { return BlockKind::Paragraph };
    let words = paragraph.range.within(text).unwrap_or_default().trim();
    let is_body = |below: &Paragraph| below.n_chars >= MIN_BODY_CHARS.max(2 * paragraph.n_chars);
    let reach = if at == 0 { 3 } else { 1 };
    let above_body = paragraphs.iter().skip(at + 1).take(reach).any(is_body);
    match at {
        _ if paragraph.n_lines > 1 || !above_body || !looks_like_heading(words) => BlockKind::Paragraph,
        0 => BlockKind::Heading(1),
        _ => BlockKind::Heading(2),
    }
}

fn looks_like_heading(words: &str) -> bool {
    let is_quote = |c: char| "\"'“”‘’„«»‹›".contains(c);
    let ends_open = !words.trim_end_matches(is_quote).ends_with(['.', ',', ':', ';', '…', '!']);
    let begins_well = words.trim_start_matches(is_quote).starts_with(|c: char| c.is_numeric() || is_big(c));
    let is_byline = words.get(..3).is_some_and(|first| first.eq_ignore_ascii_case("by "));
    words.chars().count() <= MAX_HEADING_CHARS
        && words.chars().any(char::is_alphabetic)
        && ends_open
        && begins_well
        && !is_byline
        && !is_numbered_item(words)
}

/// A capital, or a letter of a script that has none.
fn is_big(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase()
}

/// "1. First", "2) Second": more often an item of a list than a heading.
fn is_numbered_item(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < words.len() && (rest.starts_with(". ") || rest.starts_with(") "))
}
