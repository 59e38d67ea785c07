//! Which blocks of a page are its article: those that Readability takes, without what only stands beside the text
//! (captions, bylines, links to other articles), and with the quotations that it leaves out.

use std::collections::BTreeSet;

use crate::import::Warning;
use crate::import::builder::Builder;
use crate::model::SpanKind;
use crate::text::{BlockKind, TextRange};

use super::facts::PageFacts;
use super::phrases::{announces, folded};
use super::surroundings::{Surroundings, surroundings};
use super::taken::{TooLarge, taken};
use super::tree::Tree;
use super::walk::Piece;

/// What holds more of the article than this is not beside it, whatever it is called.
const MAX_BESIDE: f64 = 0.35;
/// How many words in a row are compared with what the page tells search engines.
const SHINGLE: usize = 4;

/// Marks the article in the text, if there is one.
pub(super) fn mark(tree: &Tree, said: &PageFacts, pieces: &[Piece], builder: &mut Builder) {
    let taken = match taken(tree) {
        Ok(Some(taken)) => taken,
        Ok(None) => return,
        Err(TooLarge) => {
            let what = "the search for the article, since the page is too large; all of it is shown".to_owned();
            builder.warnings.push(Warning::LeftOut { what });
            return;
        }
    };
    let around = surroundings(tree, &taken, pieces);
    let mut blocks = blocks(builder, pieces, &taken, &around);
    let n_taken = n_kept_bytes(&blocks);
    if n_taken == 0 {
        return;
    }
    begin_at_title(&mut blocks, said, n_taken);
    drop_unless_many(&mut blocks, |block| block.is_noise > 0.5);
    drop_unless_many(&mut blocks, |block| block.is_time > 0.5 && block.n_words < 25);
    drop_unless_many(&mut blocks, |block| block.is_link > 0.9 && !block.is_heading());
    drop_announced(&mut blocks);
    add_quotations(&mut blocks);
    add_what_is_missing(&mut blocks, said.article_body.as_deref().unwrap_or_default());
    for range in stretches(&blocks) {
        builder.mark(SpanKind::Article, range);
    }
}

/// A block of the page, and how it looks to whoever searches the article.
struct Candidate {
    range: TextRange,
    kind: BlockKind,
    /// Its words in small letters, with one space between them.
    folded: String,
    /// What announces links to other articles, and the like, can only be told from the words as they are written.
    announces: bool,
    n_words: usize,
    is_kept: bool,
    /// How much of its text is in elements that are named after what they are not: the article. From 0 to 1.
    is_noise: f64,
    is_time: f64,
    is_link: f64,
    is_quotation: f64,
}

impl Candidate {
    fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading(_))
    }
}

fn blocks(builder: &Builder, pieces: &[Piece], taken: &[bool], around: &[Surroundings]) -> Vec<Candidate> {
    let starts = builder.blocks().iter().map(|block| block.start());
    let ends = starts.skip(1).chain([builder.at()]);
    let mut pieces = pieces.iter().filter(|piece| piece.end > piece.start).peekable();
    let mut blocks = Vec::with_capacity(builder.blocks().len());
    for (block, end) in builder.blocks().iter().zip(ends) {
        let text = builder.text().get(block.start()..end).unwrap_or_default().trim_end();
        let (mut n_all, mut n_taken) = (0usize, 0);
        let (mut n_noise, mut n_time, mut n_link, mut n_quotation) = (0, 0, 0, 0);
        while let Some(piece) = pieces.next_if(|piece| piece.start < end) {
            let (node, len) = (piece.node as usize, piece.end - piece.start);
            let count = |is_so: bool| if is_so { len } else { 0 };
            n_all += len;
            n_taken += count(taken.get(node).copied().unwrap_or_default());
            let around = around.get(node).copied().unwrap_or_default();
            n_noise += count(around.is_noise);
            n_time += count(around.in_time);
            n_link += count(around.in_link);
            n_quotation += count(around.in_quotation);
        }
        let share = |n: usize| n as f64 / n_all.max(1) as f64;
        let folded = folded(text);
        blocks.push(Candidate {
            range: TextRange::between(block.start(), block.start() + text.len()),
            kind: block.kind(),
            announces: announces(text),
            n_words: folded.split(' ').count(),
            folded,
            is_kept: share(n_taken) > 0.5,
            is_noise: share(n_noise),
            is_time: share(n_time),
            is_link: share(n_link),
            is_quotation: share(n_quotation),
        });
    }
    blocks
}

fn n_kept_bytes(blocks: &[Candidate]) -> usize {
    blocks.iter().filter(|block| block.is_kept).map(|block| block.range.len()).sum()
}

/// Leaves out what stands above the title, and the title, if they come before most of the article.
fn begin_at_title(blocks: &mut [Candidate], said: &PageFacts, n_taken: usize) {
    let titles: Vec<String> = said.titles.iter().map(|title| folded(title)).collect();
    let is_title = |block: &Candidate| {
        let long = block.folded.len() > 20;
        block.is_heading()
            && !block.folded.is_empty()
            && titles.iter().any(|title| *title == block.folded || (long && title.contains(&block.folded)))
    };
    let mut n_above = 0;
    for at in 0..blocks.len() {
        let Some(block) = blocks.get(at) else { return };
        if n_above > n_taken / 10 {
            return;
        }
        if is_title(block) {
            blocks.iter_mut().take(at + 1).for_each(|block| block.is_kept = false);
            return;
        }
        n_above += if block.is_kept { block.range.len() } else { 0 };
    }
}

/// Leaves out blocks that look like no article, unless it is the article that looks so.
fn drop_unless_many(blocks: &mut [Candidate], is_beside: impl Fn(&Candidate) -> bool) {
    let kept = blocks.iter().filter(|block| block.is_kept && is_beside(block));
    let n_beside: usize = kept.map(|block| block.range.len()).sum();
    if n_beside as f64 <= MAX_BESIDE * n_kept_bytes(blocks) as f64 {
        blocks.iter_mut().filter(|block| is_beside(block)).for_each(|block| block.is_kept = false);
    }
}

/// Leaves out "Read more: …", and the lists of links below such lines.
fn drop_announced(blocks: &mut [Candidate]) {
    let mut is_below = false;
    for block in blocks {
        let is_linked = block.is_link > 0.9 || (matches!(block.kind, BlockKind::ListItem(_)) && block.is_link > 0.3);
        let is_short = block.n_words <= 12 || (block.is_link > 0.3 && block.n_words < 40);
        if block.announces && is_short {
            block.is_kept = false;
            is_below = block.n_words <= 8;
        } else if is_below && is_linked {
            block.is_kept = false;
        } else {
            is_below = false;
        }
    }
}

/// Takes in what is quoted amid the article, such as posts.
fn add_quotations(blocks: &mut [Candidate]) {
    let first = blocks.iter().position(|block| block.is_kept);
    let last = blocks.iter().rposition(|block| block.is_kept);
    if let (Some(first), Some(last)) = (first, last) {
        let amid = blocks.iter_mut().take(last).skip(first);
        amid.filter(|block| block.is_quotation > 0.5).for_each(|block| block.is_kept = true);
    }
}

/// Takes in what the page tells search engines to be in its article, if much of that is not there.
fn add_what_is_missing(blocks: &mut [Candidate], body: &str) {
    let body = folded(body);
    let body: BTreeSet<_> = shingles(&body).collect();
    let kept = blocks.iter().filter(|block| block.is_kept);
    let found: BTreeSet<_> =
        kept.flat_map(|block| shingles(&block.folded)).filter(|words| body.contains(words)).collect();
    let is_known = body.len() >= 80;
    if !is_known || found.len() * 5 >= body.len() * 4 {
        return;
    }
    let is_in_body = |block: &Candidate| {
        let n_in_body = shingles(&block.folded).filter(|words| body.contains(words)).count();
        block.n_words >= 2 * SHINGLE && n_in_body * 5 > (block.n_words + 1 - SHINGLE) * 4
    };
    let missing: Vec<bool> = blocks.iter().map(is_in_body).collect();
    blocks.iter_mut().zip(missing).filter(|(_, is_missing)| *is_missing).for_each(|(block, _)| block.is_kept = true);
}

/// All runs of [`SHINGLE`] words.
fn shingles(folded: &str) -> impl Iterator<Item = [&str; SHINGLE]> {
    let words: Vec<&str> = folded.split(' ').collect();
    (0..words.len().saturating_sub(SHINGLE - 1)).filter_map(move |at| words.get(at..)?.first_chunk().copied())
}

/// The blocks of the article, those that follow each other as one.
fn stretches(blocks: &[Candidate]) -> Vec<TextRange> {
    let mut stretches: Vec<TextRange> = Vec::new();
    let mut was_kept = false;
    for block in blocks {
        match stretches.last_mut() {
            Some(last) if block.is_kept && was_kept => *last = TextRange::between(last.start(), block.range.end()),
            _ if block.is_kept => stretches.push(block.range),
            _ => {}
        }
        was_kept = block.is_kept;
    }
    stretches
}
