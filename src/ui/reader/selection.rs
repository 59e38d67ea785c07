//! How selections change, and the steps of the caret that need no layout.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::session::Selection;
use crate::text::TextRange;

use super::chunks::Chunk;
use super::sight::Sight;

/// How far a step looks around, in bytes: more than any word that is one.
const REACH: usize = 1024;

/// The selection with the caret at `head`; what was selected stays so if `extend`.
pub fn moved(selection: Selection, head: usize, extend: bool) -> Selection {
    if extend { Selection { head, ..selection } } else { Selection::caret(head) }
}

/// The nearest selection that fits what is shown: between characters, not in the empty lines between two paragraphs.
pub fn fitted(selection: Selection, sight: &Sight) -> Selection {
    Selection { anchor: sight.place(selection.anchor), head: sight.place(selection.head) }
}

/// The selection without what is hidden at its ends: who selects words means those that can be seen.
pub fn tightened(selection: Selection, sight: &Sight) -> Selection {
    let range = sight.tightened(selection.range());
    match selection {
        _ if selection.is_caret() => selection,
        Selection { anchor, head } if anchor < head => Selection { anchor: range.start(), head: range.end() },
        _ => Selection { anchor: range.end(), head: range.start() },
    }
}

/// A step of the caret through the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// By one character, as a person sees it.
    Character,
    /// To the end or beginning of a word.
    Word,
    /// To the beginning of a paragraph.
    Paragraph,
    /// To the end or beginning of the document.
    Document,
}

/// Where one step leads from `offset`.
pub fn step(sight: &Sight, offset: usize, step: Step, forward: bool) -> usize {
    match (step, forward) {
        (Step::Document, false) => sight.place(0),
        (Step::Document, true) => sight.blocks().range(Chunk::at(sight, sight.text().len()).block).end(),
        (Step::Paragraph, true) => start_below(sight, offset),
        (Step::Paragraph, false) => {
            let start = sight.place(sight.blocks().range(sight.blocks().at(offset)).start());
            if offset > start {
                start
            } else {
                block_above(sight, offset).map_or(start, |above| sight.place(above.start()))
            }
        }
        (step, true) => forward_step(sight, offset, step),
        (step, false) => backward_step(sight, offset, step),
    }
}

/// Where the next paragraph that is shown begins; the end of this one if there is none.
fn start_below(sight: &Sight, offset: usize) -> usize {
    let blocks = sight.blocks();
    let block = blocks.at(offset);
    let end = blocks.range(block).end();
    let below = Chunk::at(sight, end);
    let below = if below.block > block { Some(below) } else { below.next(sight) };
    below.map_or(end, |below| sight.place(below.range.start()))
}

/// The paragraph above that is shown.
fn block_above(sight: &Sight, offset: usize) -> Option<TextRange> {
    let blocks = sight.blocks();
    let first = Chunk::at(sight, blocks.range(blocks.at(offset)).start());
    first.previous(sight).map(|above| blocks.range(above.block))
}

fn forward_step(sight: &Sight, from: usize, step: Step) -> usize {
    let text = sight.text();
    let block = sight.blocks().range(sight.blocks().at(from));
    let mut offset = from;
    // The end of what was passed and has no word.
    let mut passed = None;
    loop {
        offset = sight.hidden_behind(offset).map_or(offset, |hidden| hidden.end());
        if offset >= block.end() {
            return passed.unwrap_or_else(|| start_below(sight, from));
        }
        let hidden = sight.hidden_in(TextRange::between(offset, block.end())).next();
        let seen_end = hidden.map_or(block.end(), |hidden| hidden.start());
        let end = text.floor_char_boundary(seen_end.min(offset + REACH));
        let ahead = text.get(offset..end).unwrap_or_default();
        if step != Step::Word {
            return offset + ahead.graphemes(true).next().map_or(0, str::len);
        }
        let mut words = ahead.split_word_bound_indices().filter(|(_, word)| is_word(word));
        match words.next() {
            Some((at, word)) => return offset + at + word.len(),
            // No word before what is hidden: the next one is behind it.
            None if end == seen_end && end < block.end() => (offset, passed) = (end, Some(end)),
            None => return end,
        }
    }
}

fn backward_step(sight: &Sight, from: usize, step: Step) -> usize {
    let text = sight.text();
    let block = sight.blocks().range(sight.blocks().at(from));
    let mut offset = from;
    let mut passed = None;
    loop {
        offset = sight.hidden_before(offset).map_or(offset, |hidden| hidden.start());
        if offset <= block.start() {
            let above = || block_above(sight, from).map_or(from, |above| above.end());
            return passed.unwrap_or_else(above);
        }
        let hidden = sight.hidden_above(offset).map_or(block.start(), |hidden| hidden.end());
        let seen_start = hidden.clamp(block.start(), offset);
        let start = text.ceil_char_boundary(seen_start.max(offset.saturating_sub(REACH)));
        let behind = text.get(start..offset).unwrap_or_default();
        if step != Step::Word {
            return offset - behind.graphemes(true).next_back().map_or(0, str::len);
        }
        let mut words = behind.split_word_bound_indices().rev().filter(|(_, word)| is_word(word));
        match words.next() {
            Some((at, _)) => return start + at,
            None if start == seen_start && start > block.start() => (offset, passed) = (start, Some(start)),
            None => return start,
        }
    }
}

fn is_word(part: &str) -> bool {
    part.chars().any(char::is_alphanumeric)
}
