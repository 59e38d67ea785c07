//! A document as its reader shows it, in plain characters.

use std::borrow::Cow;
use std::iter::Peekable;
use std::vec::IntoIter;

use crate::text::{BlockKind, TextRange};

use super::{Body, Label, Place, Project, Story, Value, View};

impl Body {
    /// The text as a reader shows it: without what the view hides, with the labels of lists, the marks of notes where they
    /// belong and before the notes, the cells of a row beside each other. A text that has nothing beside it is shown as it
    /// is.
    pub fn shown(&self, view: View) -> String {
        if self.structure().is_empty() && !self.blocks().iter().any(|(_, kind)| matches!(kind, BlockKind::Cell { .. }))
        {
            return self.text().to_owned();
        }
        let hidden = self.structure().hidden(view, self.text().len());
        let mut shown = String::with_capacity(self.text().len());
        let (mut labels, mut marks) = (self.structure().labels.iter().peekable(), self.marks());
        let mut stories = self.structure().stories.iter().peekable();
        let mut cell_above = None;
        let mut words = String::new();
        for (range, kind) in self.blocks().iter() {
            let label = next_label(&mut labels, range);
            let story = next_story(&mut stories, range).filter(|story| !story.mark.is_empty());
            words.clear();
            self.push_visible(range, &hidden, &mut marks, &mut words);
            if words.trim().is_empty() {
                continue;
            }
            let cell = if let BlockKind::Cell { row, column } = kind { Some((row, column)) } else { None };
            if !shown.is_empty() {
                let is_beside = matches!((cell_above, cell), (Some((above, left)), Some((row, column))) if above == row && left < column);
                shown.push(if is_beside { '\t' } else { '\n' });
            }
            cell_above = cell;
            match (label, story) {
                (Some(label), _) => shown.extend([&label.words, " "]),
                (None, Some(note)) => shown.extend(["[", &note.mark, "] "]),
                (None, None) => {}
            }
            shown.push_str(&words);
        }
        if !shown.is_empty() {
            shown.push('\n');
        }
        shown
    }

    /// The paragraphs of which a reader shows something at first, whole.
    pub fn shown_blocks(&self) -> impl Iterator<Item = TextRange> {
        self.blocks().iter().map(|(range, _)| range).filter(|range| self.shows(*range))
    }

    /// Whether a reader shows something of a paragraph at first.
    pub fn shows(&self, block: TextRange) -> bool {
        let hidden = self.hidden_at_first();
        let around = hidden.get(hidden.partition_point(|hidden| hidden.end() < block.end()));
        !around.is_some_and(|around| around.covers(block))
    }

    /// The words of `range` as they are quoted wherever they do not stand in a reader: what the reader shows of them at
    /// first. Of words that it does not show at all, what the nearest view shows that does.
    pub fn quoted(&self, range: TextRange) -> Cow<'_, str> {
        self.seen(self.first_view(range), range)
    }

    /// The view that a reader has at first, or the nearest that shows `range` or some of it.
    pub fn first_view(&self, range: TextRange) -> View {
        let hidden = self.hidden_at_first();
        let at = hidden.get(hidden.partition_point(|hidden| hidden.end() <= range.start()));
        match at.is_some_and(|hidden| hidden.start() <= range.start()) {
            true => self.structure().view_to_show(View::default(), range, self.text().len()),
            false => View::default(),
        }
    }

    /// The words of `range` that a view shows, without labels and marks; paragraphs of which nothing is shown leave no
    /// trace.
    pub fn seen(&self, view: View, range: TextRange) -> Cow<'_, str> {
        let hidden = match view == View::default() {
            true => Cow::Borrowed(self.hidden_at_first()),
            false => Cow::Owned(self.structure().hidden(view, self.text().len())),
        };
        let next = hidden.get(hidden.partition_point(|hidden| hidden.end() <= range.start()));
        if next.is_none_or(|hidden| range.end() <= hidden.start()) {
            return Cow::Borrowed(range.within(self.text()).unwrap_or_default());
        }
        let mut seen = String::new();
        let first = self.blocks().at(range.start());
        for block in (first..self.blocks().len()).map(|block| self.blocks().range(block)) {
            if block.start() >= range.end() {
                break;
            }
            let mut words = String::new();
            let wanted = block.intersection(range).unwrap_or(TextRange::empty(block.start()));
            self.push_visible(wanted, &hidden, &mut Vec::new().into_iter().peekable(), &mut words);
            if !words.trim().is_empty() {
                seen.push_str(if seen.is_empty() { "" } else { "\n" });
                seen.push_str(&words);
            }
        }
        Cow::Owned(seen)
    }

    /// The places of the marks of notes, from first to last.
    fn marks(&self) -> Peekable<IntoIter<(usize, &str)>> {
        let stories = self.structure().stories.iter().filter(|story| !story.mark.is_empty());
        let mut places: Vec<_> =
            stories.filter_map(|story| Some((story.anchor? as usize, story.mark.as_str()))).collect();
        places.sort_by_key(|(at, _)| *at);
        places.into_iter().peekable()
    }

    /// Writes what of a block is visible, with the marks of the notes in it.
    fn push_visible<'b>(
        &'b self,
        block: TextRange,
        hidden: &[TextRange],
        marks: &mut Peekable<impl Iterator<Item = (usize, &'b str)>>,
        into: &mut String,
    ) {
        let from = hidden.partition_point(|range| range.end() <= block.start());
        let mut at = block.start();
        let ends = hidden.iter().skip(from).take_while(|range| range.start() < block.end());
        for gap in ends.copied().chain([TextRange::empty(block.end())]) {
            while let Some((place, mark)) = marks.next_if(|(place, _)| *place <= gap.start()) {
                if place < at {
                    continue;
                }
                into.push_str(TextRange::between(at, place).within(self.text()).unwrap_or_default());
                into.extend(["[", mark, "]"]);
                at = place;
            }
            into.push_str(TextRange::between(at, gap.start().max(at)).within(self.text()).unwrap_or_default());
            at = gap.end().max(at);
        }
    }
}

impl Project {
    /// The words of a place as they are shown and copied: without what a reader hides, as words that were struck.
    pub fn words<'a>(&'a self, place: &'a Place) -> Cow<'a, str> {
        let document = self.document(place.document);
        let document = document.filter(|document| !document.body.is_emptied());
        document.map_or(Cow::Borrowed(place.words()), |document| document.body.quoted(place.range()))
    }

    /// A value of a field as it is shown.
    pub fn value_in_words(&self, value: &Value) -> String {
        match value {
            Value::Place(place) => self.words(place).into_owned(),
            Value::Passage(Some(id)) => self
                .tables()
                .passages
                .get(id)
                .map_or_else(String::new, |passage| self.words(&passage.place).into_owned()),
            value => value.to_string(),
        }
    }
}

fn next_label<'l>(labels: &mut Peekable<impl Iterator<Item = &'l Label>>, block: TextRange) -> Option<&'l Label> {
    while labels.next_if(|label| (label.at as usize) < block.start()).is_some() {}
    labels.next_if(|label| label.at as usize == block.start())
}

/// The story that begins with a block.
fn next_story<'s>(stories: &mut Peekable<impl Iterator<Item = &'s Story>>, block: TextRange) -> Option<&'s Story> {
    while stories.next_if(|story| story.range.start() < block.start()).is_some() {}
    stories.next_if(|story| story.range.start() == block.start())
}
