//! What a paragraph is: heading, list item, or running text.

use std::collections::BTreeMap;

use crate::text::BlockKind;

use super::lines::Line;
use super::page::PageText;

/// How much larger than running text a heading is.
const HEADING: f64 = 1.12;
/// The longest heading, in bytes.
const MAX_HEADING_LEN: usize = 200;

/// The sizes of a document's letters.
pub(super) struct Sizes {
    /// That of the running text.
    body: f64,
    /// Whether the running text is not bold.
    bold_stands_out: bool,
    /// Those of the headings, from the largest.
    headings: Vec<i64>,
}

impl Sizes {
    /// Measured over all lines.
    pub(super) fn of(pages: &[PageText]) -> Self {
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        let (mut n_bold, mut n_all) = (0, 0);
        for line in pages.iter().flat_map(|page| &page.lines).filter(|line| !line.hidden) {
            *counts.entry(step(line.size)).or_default() += line.text.len();
            n_all += line.text.len();
            n_bold += if line.bold { line.text.len() } else { 0 };
        }
        let body = counts.iter().max_by_key(|(_, count)| **count).map_or(0, |(size, _)| *size);
        let large = counts.keys().rev().filter(|size| **size as f64 > body as f64 * HEADING);
        let headings = large.copied().collect();
        Self { body: body as f64 / 2.0, bold_stands_out: 3 * n_bold < n_all, headings }
    }

    /// What a paragraph is, with its label and where its words begin.
    pub(super) fn kind<'t>(&self, lines: &[&Line], text: &'t str) -> (BlockKind, &'t str, usize) {
        if let Some((label, len)) = bullet(text) {
            return (BlockKind::ListItem(1), label, len);
        }
        let kind = self.heading(lines, text).map_or(BlockKind::Paragraph, BlockKind::Heading);
        (kind, "", 0)
    }

    /// The level of a heading.
    fn heading(&self, lines: &[&Line], text: &str) -> Option<u8> {
        let has_words = text.chars().filter(|char| char.is_alphabetic()).count() >= 2;
        if !has_words
            || text.len() > MAX_HEADING_LEN
            || lines.len() > 4
            || lines.iter().any(|line| line.hidden || line.field.is_some())
        {
            return None;
        }
        let size = lines.iter().map(|line| line.size).fold(f64::INFINITY, f64::min);
        let n_larger = self.headings.iter().take_while(|larger| **larger > step(size)).count();
        if step(size) as f64 > step(self.body) as f64 * HEADING {
            return Some(u8::try_from(n_larger + 1).unwrap_or(6).min(6));
        }
        let stands_out = self.bold_stands_out && lines.iter().all(|line| line.bold) && size > 0.9 * self.body;
        let is_sentence = text.ends_with(['.', ',', ';', ':']);
        let is_title = text.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric());
        (stands_out && is_title && !is_sentence && lines.len() <= 2 && text.len() <= MAX_HEADING_LEN / 2)
            .then(|| u8::try_from(self.headings.len() + 1).unwrap_or(6).min(6))
    }
}

/// Sizes are compared by half points.
fn step(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// The bullet that a list item begins with, and where its words begin.
fn bullet(text: &str) -> Option<(&'static str, usize)> {
    let first = text.chars().next()?;
    let label = match first {
        '•' | '●' | '∙' | '\u{F0B7}' => "•",
        '◦' | '○' => "◦",
        '▪' | '■' | '\u{F0A7}' | '\u{25FC}' => "▪",
        '‣' | '➢' | '►' | '▶' | '\u{F0D8}' => "‣",
        _ => return None,
    };
    let rest = text.get(first.len_utf8()..)?;
    let words = rest.trim_start();
    (!words.is_empty()).then_some((label, text.len() - words.len()))
}

/// Whether a line begins a list item.
pub(super) fn begins_item(text: &str) -> bool {
    bullet(text).is_some() || numbered(text)
}

/// Whether a line begins with the number of an item: `1.`, `(a)`, `iv)`.
fn numbered(text: &str) -> bool {
    let Some((label, rest)) = text.split_once(' ') else { return false };
    let inner = label.trim_start_matches(['(', '[']);
    let bare = inner.trim_end_matches(['.', ')', ']']);
    let is_label = bare.len() < inner.len()
        && !bare.is_empty()
        && bare.len() <= 4
        && (bare.bytes().all(|byte| byte.is_ascii_digit())
            || (bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_alphabetic()))
            || bare.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')));
    is_label && !rest.is_empty()
}
