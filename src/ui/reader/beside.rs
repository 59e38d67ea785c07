//! What stands between the paragraphs and beside them and is no part of the text: labels, pages, the heads of notes.

use crate::model::{Cue, Page, PageFlaw, Story, StoryKind};
use crate::text::{BlockKind, TextRange};
use crate::ui::theme;

use super::chunks::Chunk;
use super::sight::Sight;

/// Above the first line of a document.
pub const TOP: f32 = 18.0;
/// The distance between a heading and what is above it.
const ABOVE_HEADING: f32 = 22.0;
/// The distance between two items of a list, and between two paragraphs of a cell.
const ITEM_GAP: f32 = 5.0;
/// The height of the rule between two pages with the air around it.
pub const PAGE_RULE: f32 = 20.0;
/// The height of a line that says what could not be read.
pub const FLAW_LINE: f32 = 22.0;
/// The height of the rule and the word above the notes.
pub const STORY_HEAD: f32 = 48.0;
/// More flaws than these at one place are counted only.
const MAX_FLAWS: usize = 12;

/// What stands above a chunk, from top to bottom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Above {
    /// Empty space.
    pub gap: f32,
    /// The page that begins here, after a rule.
    pub page: Option<usize>,
    /// What of the pages that begin here could not be read.
    pub flaws: Vec<String>,
    /// The word over stories that begin here.
    pub story: Option<&'static str>,
}

impl Above {
    /// How high all of it is.
    pub fn height(&self) -> f32 {
        let page = if self.page.is_some() { PAGE_RULE } else { 0.0 };
        let story = if self.story.is_some() { STORY_HEAD } else { 0.0 };
        self.gap + page + FLAW_LINE * self.flaws.len() as f32 + story
    }
}

/// Where pages begin: before a paragraph, in the midst of one, or behind the last.
#[derive(Clone, Debug, Default)]
pub struct PageStarts {
    /// The block before which it begins, and the index of the page; in order.
    before: Vec<(usize, usize)>,
    /// The offset at which it begins, and the index of the page; in order.
    inside: Vec<(usize, usize)>,
    /// Pages behind the last paragraph.
    behind: Vec<usize>,
}

impl PageStarts {
    /// Where the pages of a text begin.
    pub fn new(sight: &Sight) -> Self {
        let mut starts = Self::default();
        let blocks = sight.blocks();
        for (index, page) in sight.body().structure().pages.iter().enumerate() {
            let start = page.start as usize;
            let block = blocks.at(start);
            let range = blocks.range(block);
            let below = if start >= range.end() && start > range.start() { block + 1 } else { block };
            if below == block && start > range.start() {
                starts.inside.push((start, index));
            } else if below < blocks.len() {
                let seen = Chunk::at(sight, blocks.range(below).start());
                if seen.block >= below { starts.before.push((seen.block, index)) } else { starts.behind.push(index) }
            } else {
                starts.behind.push(index);
            }
        }
        starts.before.sort_unstable();
        starts
    }

    fn before(&self, block: usize) -> impl Iterator<Item = usize> {
        let from = self.before.partition_point(|(at, _)| *at < block);
        self.before.iter().skip(from).take_while(move |(at, _)| *at == block).map(|(_, page)| *page)
    }

    /// The pages that begin inside a paragraph, in `range`.
    pub fn inside(&self, range: TextRange) -> impl Iterator<Item = (usize, usize)> {
        let from = self.inside.partition_point(|(at, _)| *at < range.start());
        self.inside.iter().skip(from).take_while(move |(at, _)| *at < range.end()).copied()
    }
}

impl Sight {
    /// The label of a block: what its source put before it.
    pub fn label(&self, block: usize) -> Option<&str> {
        let start = self.blocks().range(block).start();
        let labels = &self.body().structure().labels;
        let at = labels.binary_search_by_key(&start, |label| label.at as usize);
        let own = at.ok().and_then(|at| labels.get(at)).map(|label| label.words.as_str());
        own.or_else(|| {
            let (_, story) = self.note_of(block).filter(|(_, story)| self.blocks().at(story.range.start()) == block)?;
            Some(story.mark.as_str()).filter(|mark| !mark.is_empty())
        })
    }

    /// The story in which a block stands.
    pub fn story_of(&self, block: usize) -> Option<(u32, &Story)> {
        let start = self.blocks().range(block).start();
        let stories = &self.body().structure().stories;
        let at = stories.partition_point(|story| story.range.start() <= start).checked_sub(1)?;
        let story = stories.get(at).filter(|story| start < story.range.end())?;
        Some((u32::try_from(at).ok()?, story))
    }

    /// The note in which a block stands.
    pub fn note_of(&self, block: usize) -> Option<(u32, &Story)> {
        let is_note = |story: &Story| matches!(story.kind, StoryKind::Footnote | StoryKind::Endnote);
        self.story_of(block).filter(|(_, story)| is_note(story))
    }

    /// The times at which words in `range` were spoken.
    pub fn cues_in(&self, range: TextRange) -> impl Iterator<Item = &Cue> {
        let cues = &self.body().structure().cues;
        let from = cues.partition_point(|cue| (cue.at as usize) < range.start());
        cues.iter().skip(from).take_while(move |cue| (cue.at as usize) < range.end().max(range.start() + 1))
    }

    /// A page by its index.
    pub fn page(&self, index: usize) -> Option<&Page> {
        self.body().structure().pages.get(index)
    }

    /// What stands above a chunk.
    pub fn above(&self, chunk: &Chunk) -> Above {
        if !chunk.is_first_part() {
            return Above::default();
        }
        let seen_above = chunk.previous(self);
        let pages: Vec<usize> = self.page_starts().before(chunk.block).collect();
        let heading = |chunk: &Chunk| Some(story_word(self.story_of(chunk.block)?.1.kind));
        let story = heading(chunk).filter(|word| seen_above.as_ref().and_then(heading) != Some(word));
        Above {
            gap: self.gap(chunk, seen_above.as_ref()),
            page: pages.last().copied(),
            flaws: self.flaws(&pages),
            story,
        }
    }

    fn gap(&self, chunk: &Chunk, above: Option<&Chunk>) -> f32 {
        let Some(above) = above else { return TOP };
        let is_heading = |kind| matches!(kind, BlockKind::Heading(_));
        match (above.kind, chunk.kind) {
            (above, below) if is_heading(below) && !is_heading(above) => ABOVE_HEADING,
            (BlockKind::ListItem(_), BlockKind::ListItem(_)) => ITEM_GAP,
            (BlockKind::Cell { .. }, BlockKind::Cell { .. }) => {
                let grid = self.grid_of(chunk.block);
                if grid.is_some_and(|grid| grid.holds(above.block)) { 0.0 } else { theme::PARAGRAPH_GAP }
            }
            _ => theme::PARAGRAPH_GAP,
        }
    }

    /// What stands below the last chunk: pages of which nothing could be read.
    pub fn below(&self, chunk: &Chunk) -> Vec<String> {
        let behind = &self.page_starts().behind;
        if behind.is_empty() || !chunk.is_last_part() || chunk.next(self).is_some() {
            return Vec::new();
        }
        self.flaws(behind)
    }

    /// What of these pages could not be read, those with the same flaw together.
    fn flaws(&self, pages: &[usize]) -> Vec<String> {
        let mut groups: Vec<(PageFlaw, &Page, &Page)> = Vec::new();
        let flawed = pages.iter().filter_map(|page| self.page(*page));
        for (page, flaw) in flawed.filter_map(|page| Some((page, page.flaw?))) {
            match groups.last_mut() {
                Some((before, _, last)) if *before == flaw && !matches!(flaw, PageFlaw::Unreadable(_)) => *last = page,
                _ => groups.push((flaw, page, page)),
            }
        }
        let line = |(flaw, first, last): &(PageFlaw, &Page, &Page)| {
            let name = if first.start == last.start && first.label == last.label {
                first.long_name()
            } else {
                format!("{} to {}", first.long_name(), last.long_name())
            };
            format!("{name}: {}", flaw.sentence())
        };
        let mut lines: Vec<String> = groups.iter().take(MAX_FLAWS).map(line).collect();
        if groups.len() > MAX_FLAWS {
            lines.push(format!("and {} more", groups.len() - MAX_FLAWS));
        }
        lines
    }
}

/// The word over stories of a kind.
fn story_word(kind: StoryKind) -> &'static str {
    match kind {
        StoryKind::Footnote => "Notes",
        StoryKind::Endnote => "Endnotes",
        StoryKind::TextBox => "Text boxes",
        StoryKind::Annotation => "Annotations",
        StoryKind::Header => "Headers",
        StoryKind::Footer => "Footers",
    }
}

/// A time within a recording: "0:07", "1:02:33".
pub fn clock_time(ms: u32) -> String {
    let seconds = ms / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}
