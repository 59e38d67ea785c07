//! Putting a document together: blocks one after another, and what is kept beside them, always with places that fit.

use crate::model::{
    Address, Comment, Cue, Facts, Importer, Label, Page, PageFlaw, Span, SpanKind, Story, StoryKind, Structure,
};
use crate::text::{Block, BlockKind, TextRange};

use super::{Imported, Warning};

/// A heading within so many blocks from the beginning is the title of a text that names none.
const HEADING_REACH: usize = 4;

/// A document that grows block by block.
///
/// Between two blocks stands one line end. A block without a visible character is left out, together with its label.
/// Places are given as what [`Builder::at`] said: all that is noted at a place that is left out moves to its start.
#[derive(Clone, Debug, Default)]
pub(super) struct Builder {
    text: String,
    blocks: Vec<Block>,
    structure: Structure,
    stories: Vec<(Story, Builder)>,
    /// The start of the block that is being written, and what it is.
    open: Option<(usize, BlockKind, String)>,
    pub(super) facts: Facts,
    pub(super) warnings: Vec<Warning>,
}

impl Builder {
    /// Where the next character will stand.
    pub(super) fn at(&self) -> usize {
        self.text.len()
    }

    /// What was written so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Begins a block; the one before it ends.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        self.begin_labeled(kind, "");
    }

    /// Begins a block with a label, such as a list item's number.
    pub(super) fn begin_labeled(&mut self, kind: BlockKind, label: &str) {
        self.end();
        self.open = Some((self.text.len(), kind, label.trim().to_owned()));
    }

    /// Says what the open block is, for formats that tell it only at its end.
    pub(super) fn rename(&mut self, kind: BlockKind, label: &str) {
        if let Some(open) = &mut self.open {
            (open.1, open.2) = (kind, label.trim().to_owned());
        }
    }

    /// Ends the block, if one is open.
    pub(super) fn end(&mut self) {
        let Some((start, kind, label)) = self.open.take() else { return };
        let words = self.text.get(start..).unwrap_or_default();
        let len = words.trim_end().len();
        if len == 0 {
            self.cut(start);
            return;
        }
        self.cut(start + len);
        self.blocks.push(Block::new(start, kind));
        if !label.is_empty() {
            self.structure.labels.push(Label { at: place(start), words: label });
        }
        self.text.push('\n');
    }

    /// Whether a block is open.
    pub(super) fn has_open(&self) -> bool {
        self.open.is_some()
    }

    /// The blocks that have ended.
    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Whether a block is open and has a visible character.
    pub(super) fn has_words(&self) -> bool {
        let words = self.open.as_ref().and_then(|(start, ..)| self.text.get(*start..));
        words.is_some_and(|words| !words.trim().is_empty())
    }

    /// Writes words into the block; without one, into a new paragraph. `\n` in it ends a line but not the block.
    pub(super) fn push(&mut self, words: &str) {
        if self.open.is_none() && !words.is_empty() {
            self.begin(BlockKind::Paragraph);
        }
        self.text.push_str(words);
    }

    /// Notes what the words from `start` on are.
    ///
    /// What goes on where the last such stretch ends becomes one with it.
    pub(super) fn span(&mut self, kind: SpanKind, start: usize, author: &str, time: &str) {
        let range = TextRange::between(start, self.at());
        let last = self.structure.spans.last_mut().filter(|last| {
            last.kind == kind && last.author == author && last.time == time && last.range.end() == range.start()
        });
        if let Some(last) = last {
            last.range = TextRange::between(last.range.start(), range.end());
        } else if !range.is_empty() {
            let (author, time) = (author.to_owned(), time.to_owned());
            self.structure.spans.push(Span { kind, range, author, time });
        }
    }

    /// Notes what a stretch is that was written before.
    pub(super) fn mark(&mut self, kind: SpanKind, range: TextRange) {
        self.structure.spans.push(Span { kind, range, author: String::new(), time: String::new() });
    }

    /// Notes that the words from `start` on lead to a place on the web.
    pub(super) fn address(&mut self, start: usize, url: &str) {
        let range = TextRange::between(start, self.at());
        if !range.is_empty() {
            self.structure.addresses.push(Address { range, url: url.to_owned() });
        }
    }

    /// Ends the block, and notes that a page begins.
    pub(super) fn page(&mut self, label: &str, flaw: Option<PageFlaw>) {
        self.end();
        self.page_here(label, flaw);
    }

    /// Notes that a page begins amid a block.
    pub(super) fn page_here(&mut self, label: &str, flaw: Option<PageFlaw>) {
        self.structure.pages.push(Page { label: label.to_owned(), start: place(self.at()), flaw });
    }

    /// Notes that a hyphen was taken away here.
    pub(super) fn join(&mut self) {
        self.structure.joins.push(place(self.at()));
    }

    /// Notes when the words that follow were spoken.
    pub(super) fn cue(&mut self, from_ms: u32, to_ms: u32) {
        self.structure.cues.push(Cue { at: place(self.at()), from_ms, to_ms });
    }

    /// Notes what someone wrote in the margin, and says its index. Its words end at or before where the text ends.
    pub(super) fn comment(&mut self, comment: Comment) -> u32 {
        self.structure.comments.push(comment);
        place(self.structure.comments.len() - 1)
    }

    /// Gives the first block a label, such as the mark of a note, unless it has one.
    pub(super) fn label_first(&mut self, words: &str) {
        self.end();
        if !words.is_empty() && !self.text.is_empty() && self.structure.labels.first().is_none_or(|label| label.at > 0)
        {
            self.structure.labels.insert(0, Label { at: 0, words: words.to_owned() });
        }
    }

    /// Puts a text beside the body; `anchor` is where in this text it belongs.
    pub(super) fn story(&mut self, kind: StoryKind, anchor: Option<usize>, mark: &str, content: Builder) {
        let story = Story { kind, range: TextRange::empty(0), anchor: anchor.map(place), mark: mark.to_owned() };
        self.stories.push((story, content));
    }

    /// Puts a text beside the body whose mark comes before it: [`Builder::set_story`] of what is returned says what it is.
    pub(super) fn story_ahead(&mut self, kind: StoryKind, anchor: usize, mark: &str) -> usize {
        self.story(kind, Some(anchor), mark, Builder::default());
        self.stories.len() - 1
    }

    /// Says what stands in a story whose mark came before.
    pub(super) fn set_story(&mut self, index: usize, content: Builder) {
        if let Some((_, own)) = self.stories.get_mut(index) {
            *own = content;
        }
    }

    /// Goes on with a text that was written apart. Returns how many stories there were before those of it.
    pub(super) fn extend(&mut self, mut other: Builder) -> usize {
        self.end();
        other.end();
        let (by, n_before) = (self.text.len(), self.stories.len());
        self.absorb(&mut other, by);
        for (mut story, content) in other.stories {
            story.anchor = story.anchor.map(|anchor| anchor + place(by));
            self.stories.push((story, content));
        }
        n_before
    }

    /// Takes over all that stands beside another text.
    pub(super) fn take_stories(&mut self, from: Builder) {
        self.stories.extend(from.stories);
        self.warnings.extend(from.warnings);
    }

    /// The words of the heading that the text begins with, after at most a few lines such as a kicker or a date.
    fn first_heading(&self) -> Option<String> {
        let is_heading = |block: &&Block| matches!(block.kind(), BlockKind::Heading(_));
        let heading = self.blocks.iter().take(HEADING_REACH).find(is_heading)?;
        let words = self.text.get(heading.start()..)?.lines().next()?.trim();
        (!words.is_empty()).then(|| words.to_owned())
    }

    /// The document. Stories follow the body, those of one kind together, in the order in which they came.
    pub(super) fn finish(mut self, importer: &str, version: u32, media_type: &str) -> Imported {
        self.end();
        let mut stories = std::mem::take(&mut self.stories);
        // What was noted after the last word of the body belongs to the body, not to the first story.
        let end = place(self.text.trim_end().len());
        stories.iter_mut().filter_map(|(story, _)| story.anchor.as_mut()).for_each(|at| *at = end.min(*at));
        stories.sort_by_key(|(story, _)| story.kind);
        for (story, content) in stories {
            self.append(story, content);
        }
        // The last line end separates nothing.
        self.cut(self.text.trim_end().len());
        self.tidy();
        if self.text.is_empty() {
            self.warnings.push(Warning::NoText);
        }
        // A part that is read several times warns several times.
        self.warnings.dedup();
        let own = Some(self.facts.title.trim().to_owned()).filter(|title| !title.is_empty());
        let title = own.or_else(|| self.first_heading());
        Imported {
            text: self.text,
            blocks: self.blocks,
            structure: self.structure,
            title,
            facts: self.facts,
            media_type: media_type.to_owned(),
            encoding: String::new(),
            importer: Importer { name: importer.to_owned(), version },
            warnings: self.warnings,
            attachments: Vec::new(),
        }
    }

    fn append(&mut self, mut story: Story, mut content: Builder) {
        content.end();
        // A note in a note is a story of its own right after it; a marginal note in one stays with its words.
        let nested = std::mem::take(&mut content.stories);
        let by = self.text.len();
        let len = content.text.trim_end().len();
        if len > 0 {
            story.range = TextRange::between(by, by + len);
            self.structure.stories.push(story);
            self.absorb(&mut content, by);
        }
        self.warnings.append(&mut content.warnings);
        for (mut story, content) in nested {
            story.anchor = story.anchor.map(|anchor| anchor + place(by));
            self.append(story, content);
        }
    }

    /// Takes the text of another, and what stands beside it but for its stories.
    fn absorb(&mut self, other: &mut Builder, by: usize) {
        self.text.push_str(&other.text);
        self.blocks.extend(other.blocks.iter().map(|block| Block::new(by + block.start(), block.kind())));
        self.take_structure(std::mem::take(&mut other.structure), by);
        self.warnings.append(&mut other.warnings);
    }

    fn take_structure(&mut self, of: Structure, by: usize) {
        let own = &mut self.structure;
        let shift = place(by);
        let n_comments = place(own.comments.len());
        own.labels.extend(of.labels.into_iter().map(|label| Label { at: label.at + shift, ..label }));
        own.pages.extend(of.pages.into_iter().map(|page| Page { start: page.start + shift, ..page }));
        own.spans.extend(of.spans.into_iter().map(|span| Span { range: span.range.shifted(by), ..span }));
        own.joins.extend(of.joins.into_iter().map(|at| at + shift));
        own.cues.extend(of.cues.into_iter().map(|cue| Cue { at: cue.at + shift, ..cue }));
        own.comments.extend(of.comments.into_iter().map(|comment| Comment {
            range: comment.range.shifted(by),
            thread: comment.thread.map(|first| first + n_comments),
            ..comment
        }));
        own.addresses.extend(of.addresses.into_iter().map(|to| Address { range: to.range.shifted(by), ..to }));
    }

    /// Takes away the end of the text. What was noted there moves to the new end: that is always among the last notes of
    /// each kind, since they are made where the text ends.
    fn cut(&mut self, len: usize) {
        if len == self.text.len() {
            return;
        }
        self.text.truncate(len);
        let (end, own) = (place(len), &mut self.structure);
        let cut = |range: TextRange| TextRange::between(range.start().min(len), range.end().min(len));
        own.pages.iter_mut().rev().take_while(|page| page.start > end).for_each(|page| page.start = end);
        while own.joins.pop_if(|at| *at >= end).is_some() {}
        own.cues.iter_mut().rev().take_while(|cue| cue.at > end).for_each(|cue| cue.at = end);
        for span in own.spans.iter_mut().rev().take_while(|span| span.range.end() > len) {
            span.range = cut(span.range);
        }
        for to in own.addresses.iter_mut().rev().take_while(|to| to.range.end() > len) {
            to.range = cut(to.range);
        }
        for comment in own.comments.iter_mut().rev().take_while(|comment| comment.range.end() > len) {
            comment.range = cut(comment.range);
        }
        let anchors = self.stories.iter_mut().rev().filter_map(|(story, _)| story.anchor.as_mut());
        anchors.take_while(|anchor| **anchor > end).for_each(|anchor| *anchor = end);
    }

    fn tidy(&mut self) {
        let own = &mut self.structure;
        own.spans.retain(|span| !span.range.is_empty());
        own.spans.sort_by_key(|span| (span.range, span.kind));
        own.addresses.retain(|to| !to.range.is_empty());
        own.addresses.sort_by_key(|to| to.range);
        own.labels.sort_by_key(|label| label.at);
    }
}

/// An offset as it is kept. Texts beyond 4 GiB are never read.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
