//! Words in the panels: with their sentence around them, or cut where they are not the point.

use crate::model::{Document, Place, Project};
use crate::text::{TextRange, sentence_at};
use crate::ui::widgets::on_one_line;

/// How much of a sentence is shown on either side of its words, in characters.
const REACH: usize = 200;
/// How much of the beginning and of the end of long words stands for them, in characters.
const END: usize = 40;
/// How much of the words themselves is spelled out at all, in bytes: more than anybody reads in a panel.
const LONGEST: usize = 64 * 1024;
/// How much of words is shown that are not the point, in characters.
const EXCERPT: usize = 160;

/// Words with what stands around them in their sentence, fit to be shown in one paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoted {
    /// Before the words.
    pub before: String,
    /// The words.
    pub words: String,
    /// After the words.
    pub after: String,
}

impl Quoted {
    /// The words of a place in their sentence; by themselves, if their text is not there any more.
    pub fn at(project: &Project, place: &Place) -> Self {
        match project.document(place.document).filter(|document| !document.body.is_emptied()) {
            Some(document) => Self::of(document, place.range()),
            None => Self { words: visible(place.words()), ..Self::default() },
        }
    }

    /// The words of `range` in their sentence, which does not leave their paragraph.
    pub fn of(document: &Document, range: TextRange) -> Self {
        let text = document.text();
        let start = {
            let (block, words) = document.block_at(range.start());
            block.start() + sentence_at(words, range.start().saturating_sub(block.start())).start()
        };
        let end = {
            let last = text.floor_char_boundary(range.end().saturating_sub(1));
            let (block, words) = document.block_at(last);
            block.start() + sentence_at(words, last.saturating_sub(block.start())).end()
        };
        let view = document.body.first_view(range);
        let seen = |from: usize, to: usize| document.body.seen(view, TextRange::between(from, to.max(from)));
        let words = seen(range.start(), text.floor_char_boundary(range.end().min(range.start() + LONGEST)));
        let before = seen(start.min(range.start()), range.start());
        let after = seen(range.end(), end);
        Self {
            before: last_chars(&visible(&before), REACH),
            words: visible(&words),
            after: first_chars(&visible(&after), REACH),
        }
    }

    /// Whether the words are less than their sentence, by more than a full stop.
    pub fn has_more(&self) -> bool {
        [&self.before, &self.after].into_iter().any(|around| around.contains(char::is_alphanumeric))
    }

    /// The words with their beginning and end alone, and what stands around them: where the words are shown by themselves
    /// and are long.
    pub fn in_short(&self) -> Self {
        let ends = [first_chars(&self.words, END), last_chars(&self.words, END)];
        let words = if self.words.chars().count() > 3 * END {
            ends.join(" ").replace("… …", "…")
        } else {
            self.words.clone()
        };
        Self { before: last_chars(&self.before, REACH / 2), words, after: first_chars(&self.after, REACH / 2) }
    }

    /// The beginning of the words, and what follows them set off from where they are cut.
    pub fn cut(&self) -> Self {
        let words = excerpt(&self.words);
        let is_joined = words != self.words && !self.after.is_empty() && !self.after.starts_with(char::is_whitespace);
        let after = if is_joined { format!(" {}", self.after) } else { self.after.clone() };
        Self { before: self.before.clone(), words, after }
    }
}

/// The beginning of words that are not the point.
pub fn excerpt(words: &str) -> String {
    first_chars(&visible(words.get(..words.floor_char_boundary(EXCERPT * 8)).unwrap_or(words)), EXCERPT)
}

/// The words in one paragraph, with hidden characters spelled out.
pub fn visible(words: &str) -> String {
    on_one_line(words).into_owned()
}

/// The first `n` characters, as far as they are whole words.
pub fn first_chars(text: &str, n: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(n) else { return text.into() };
    let kept = text.get(..end).unwrap_or_default();
    let whole = kept.rfind(char::is_whitespace).and_then(|at| kept.get(..at)).unwrap_or(kept);
    format!("{}…", whole.trim_end())
}

/// The last `n` characters, as far as they are whole words.
pub fn last_chars(text: &str, n: usize) -> String {
    let Some((at, c)) = text.char_indices().rev().nth(n) else { return text.into() };
    let kept = text.get(at + c.len_utf8()..).unwrap_or_default();
    let whole = kept.find(char::is_whitespace).and_then(|at| kept.get(at..)).unwrap_or(kept);
    format!("… {}", whole.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_cut_words_is_set_off_from_them() {
        let quoted = Quoted { words: "much major ".repeat(20) + "aff", after: "iliation.".into(), ..Quoted::default() };
        let cut = quoted.cut();
        assert!((cut.words + &cut.after).ends_with("… iliation."));
    }

    #[test]
    fn of_long_words_both_ends_stand_in_their_sentence() {
        let words = format!("much {}aff", "major ".repeat(40));
        let quoted = Quoted { before: "Before ".into(), words, after: "iliation.".into() };
        let short = quoted.in_short();
        let shown = format!("{}{}{}", short.before, short.words, short.after);
        assert!(shown.starts_with("Before much major") && shown.ends_with("major affiliation."), "{shown}");
        assert_eq!((shown.matches('…').count(), shown.len() < 120), (1, true), "{shown}");
    }
}
