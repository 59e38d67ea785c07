//! Markdown, read for its structure only.

use crate::text::{Block, BlockKind};

/// The blocks of a Markdown text, and the words of its first heading.
///
/// The text keeps all its signs; a block is what a reader would see as one. Known are headings of both styles, list
/// items, fenced code, front matter, quotes and rules; all but headings and items are paragraphs. Within quotes nothing
/// is looked for, and a second paragraph of a list item is a paragraph.
pub(super) fn structure(text: &str) -> (Vec<Block>, Option<String>) {
    let inside = if has_front_matter(text) { Inside::Start } else { Inside::Nothing };
    let mut scan = Scan { blocks: vec![], title: None, inside, seen_item: false };
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        scan.take(offset, line);
        offset += line.len();
    }
    let mut blocks = scan.blocks;
    match blocks.first_mut() {
        Some(first) => *first = Block::new(0, first.kind()),
        None if text.is_empty() => {}
        None => blocks.push(Block::new(0, BlockKind::Paragraph)),
    }
    (blocks, scan.title)
}

struct Scan<'t> {
    blocks: Vec<Block>,
    title: Option<String>,
    inside: Inside<'t>,
    /// Whether any list item came before: then deeper lines may be items too.
    seen_item: bool,
}

/// What the next line may continue.
enum Inside<'t> {
    /// At the first line of front matter.
    Start,
    Nothing,
    Paragraph {
        first_line: &'t str,
    },
    Item,
    Quote,
    /// Ends at a line of at least this many of these signs.
    Fence {
        sign: char,
        len: usize,
    },
    FrontMatter,
}

impl<'t> Scan<'t> {
    fn take(&mut self, offset: usize, line: &'t str) {
        let words = line.trim();
        match self.inside {
            Inside::Fence { sign, len } => {
                if words.len() >= len && words.chars().all(|c| c == sign) {
                    self.inside = Inside::Nothing;
                }
            }
            Inside::FrontMatter if words == "---" || words == "..." => self.inside = Inside::Nothing,
            Inside::FrontMatter => {}
            Inside::Start => self.open(offset, BlockKind::Paragraph, Inside::FrontMatter),
            _ if words.is_empty() => self.inside = Inside::Nothing,
            _ => self.take_words(offset, line),
        }
    }

    fn take_words(&mut self, offset: usize, line: &'t str) {
        let words = line.trim();
        let indent = line.len() - line.trim_start().len();
        let flush = indent <= 3 && !line.starts_with('\t');
        if let (Inside::Paragraph { first_line }, true, Some(level)) = (&self.inside, flush, underline_level(words)) {
            let first_line = *first_line;
            self.close_as_heading(level, first_line);
        } else if let (true, Some((level, heading))) = (flush, atx_heading(words)) {
            self.open(offset, BlockKind::Heading(level), Inside::Nothing);
            self.set_title(heading);
        } else if let (true, Some((sign, len))) = (flush, fence(words)) {
            self.open(offset, BlockKind::Paragraph, Inside::Fence { sign, len });
        } else if flush && is_rule(words) {
            self.open(offset, BlockKind::Paragraph, Inside::Nothing);
        } else if (flush || self.seen_item) && self.is_item(words) {
            self.seen_item = true;
            self.open(offset, BlockKind::ListItem(1), Inside::Item);
        } else if flush && words.starts_with('>') && !matches!(self.inside, Inside::Quote) {
            self.open(offset, BlockKind::Paragraph, Inside::Quote);
        } else if matches!(self.inside, Inside::Nothing) {
            self.open(offset, BlockKind::Paragraph, Inside::Paragraph { first_line: line });
        }
    }

    fn open(&mut self, offset: usize, kind: BlockKind, inside: Inside<'t>) {
        self.blocks.push(Block::new(offset, kind));
        self.inside = inside;
    }

    fn close_as_heading(&mut self, level: u8, first_line: &str) {
        if let Some(last) = self.blocks.last_mut() {
            *last = Block::new(last.start(), BlockKind::Heading(level));
        }
        self.set_title(first_line);
        self.inside = Inside::Nothing;
    }

    fn set_title(&mut self, heading: &str) {
        let words = plain_words(heading);
        if self.title.is_none() && !words.is_empty() {
            self.title = Some(words);
        }
    }

    /// Whether the line begins a list item. A number other than 1 does not interrupt a paragraph: it may be a year that
    /// happens to stand at the start of a line.
    fn is_item(&self, words: &str) -> bool {
        let (marker, rest) = words.split_at(words.find(char::is_whitespace).unwrap_or(words.len()));
        if matches!(marker, "-" | "*" | "+") {
            return !rest.is_empty() || !matches!(self.inside, Inside::Paragraph { .. });
        }
        let number = marker.strip_suffix(['.', ')']).unwrap_or_default();
        let numbered = (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        numbered && (number == "1" || !matches!(self.inside, Inside::Paragraph { .. } | Inside::Quote))
    }
}

/// Whether the text begins with lines of settings between two lines of dashes. A first line of dashes that none follows
/// before a blank line is only a rule.
fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    lines.next() == Some("---") && lines.take_while(|line| !line.is_empty()).any(|line| line == "---" || line == "...")
}

/// The level and the words of `## Heading ##`.
fn atx_heading(words: &str) -> Option<(u8, &str)> {
    let rest = words.trim_start_matches('#');
    let level = u8::try_from(words.len() - rest.len()).ok().filter(|level| (1..=6).contains(level))?;
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let rest = rest.trim();
    let unclosed = rest.trim_end_matches('#');
    let closed = unclosed.is_empty() || unclosed.ends_with(char::is_whitespace);
    Some((level, if closed { unclosed.trim_end() } else { rest }))
}

/// The level of the heading that this line underlines.
fn underline_level(words: &str) -> Option<u8> {
    match words.chars().next()? {
        sign @ ('=' | '-') if words.chars().all(|c| c == sign) => Some(if sign == '=' { 1 } else { 2 }),
        _ => None,
    }
}

fn fence(words: &str) -> Option<(char, usize)> {
    let sign = words.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let rest = words.trim_start_matches(sign);
    let len = words.len() - rest.len();
    (len >= 3 && !(sign == '`' && rest.contains('`'))).then_some((sign, len))
}

/// `---`, `***`, `* * *`: a line across the page.
fn is_rule(words: &str) -> bool {
    let Some(sign) = words.chars().next().filter(|sign| matches!(sign, '-' | '*' | '_')) else { return false };
    words.chars().all(|c| c == sign || c.is_whitespace()) && words.matches(sign).count() >= 3
}

/// A heading without emphasis, code marks and link targets.
fn plain_words(heading: &str) -> String {
    let mut words = String::new();
    let mut rest = heading.trim();
    while let Some((before, link)) = rest.split_once("](") {
        let Some((_, after)) = link.split_once(')') else { break };
        words.push_str(before);
        rest = after;
    }
    words.push_str(rest);
    words.retain(|c| !matches!(c, '*' | '`' | '['));
    words.trim().to_owned()
}
