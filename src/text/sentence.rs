//! Words and sentences.
//!
//! Made for English; other languages that end a sentence with a stop and begin the next with a capital fare well too, and
//! Chinese and Japanese stops are known. In doubt two sentences stay one: a selection that is too long is easily
//! shortened, and says nothing wrong.

use std::iter;

use unicode_segmentation::UnicodeSegmentation as _;

use super::TextRange;
use super::window::Window;

/// How far around the caret a word is looked for, in bytes.
const WORD_REACH: usize = 256;
/// How far around the caret a sentence is looked for, in bytes. Longer sentences are cut.
const SENTENCE_REACH: usize = 4096;

/// The word at `offset`: what a double click selects. Between two words it is the white space or punctuation there; at the
/// edge of a word, the word.
pub fn word_at(text: &str, offset: usize) -> TextRange {
    let window = Window::around(text, offset, WORD_REACH);
    let offset = window.inner(offset);
    let parts = window.text().split_word_bound_indices();
    let touching = parts.filter(|(at, part)| *at <= offset && offset <= at + part.len());
    // A word wins; of two equals the right one, which the caret stands before.
    let best = touching.max_by_key(|(at, part)| (part.contains(char::is_alphanumeric), offset < at + part.len()));
    let (start, part) = best.unwrap_or((offset, ""));
    window.outer(TextRange::between(start, start + part.len()))
}

/// The sentence at `offset` of one block: what a triple click selects. Between two sentences it is the one before. A
/// sentence of many thousand bytes is cut around `offset`.
pub fn sentence_at(block_text: &str, offset: usize) -> TextRange {
    let window = Window::around(block_text, offset, SENTENCE_REACH);
    let offset = window.inner(offset);
    let mut found = TextRange::empty(offset);
    for (index, sentence) in sentences(window.text()).enumerate() {
        if index > 0 && sentence.start() > offset {
            break;
        }
        found = sentence;
    }
    window.outer(found)
}

/// The sentences of one block in order, without the white space between them. Closing quote marks and brackets after the
/// stop belong to the sentence.
pub fn sentences(block_text: &str) -> impl Iterator<Item = TextRange> {
    let mut from = 0;
    iter::from_fn(move || {
        let rest = block_text.get(from..)?;
        let start = from + rest.len() - rest.trim_start().len();
        let rest = block_text.get(start..).filter(|rest| !rest.is_empty())?;
        from = start + end_of_first(rest);
        Some(TextRange::between(start, from).trimmed(block_text))
    })
}

/// Where the sentence ends that `text` starts with.
fn end_of_first(text: &str) -> usize {
    let mut from = 0;
    while let Some((at, stop)) = text.get(from..).and_then(|rest| rest.char_indices().find(|(_, c)| is_stop(*c))) {
        let at = from + at;
        let after = text.get(at..).unwrap_or_default();
        let stops = after.find(|c| !is_stop(c)).unwrap_or(after.len());
        let tail = after.get(stops..).unwrap_or_default();
        let closers = tail.find(|c| !is_closer(c)).unwrap_or(tail.len());
        let end = at + stops + closers;
        let stop = Stop {
            before: text.get(..at).unwrap_or_default(),
            is_period: stop == '.' && stops == 1,
            needs_space: !is_wide_stop(stop),
            after: text.get(end..).unwrap_or_default(),
        };
        if stop.ends_sentence() {
            return end;
        }
        from = at + stops;
    }
    text.len()
}

/// A stop, or several in a row with their closing marks, and the text around.
struct Stop<'t> {
    before: &'t str,
    is_period: bool,
    needs_space: bool,
    after: &'t str,
}

impl Stop<'_> {
    fn ends_sentence(&self) -> bool {
        let next = self.after.trim_start();
        if next.is_empty() || !self.needs_space {
            return true;
        }
        if next.len() == self.after.len() || next.starts_with(is_stop) {
            return false;
        }
        let next = next.trim_start_matches(|c: char| is_opener(c) || c == '-' || c == '–' || c == '—');
        // Going on in lower case, or with a comma, it is still the same sentence: “Why?” she said.
        if !next.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase() || c == '$' || c == '€' || c == '£')
        {
            return false;
        }
        !self.is_period || self.period_ends_sentence(next)
    }

    fn period_ends_sentence(&self, next: &str) -> bool {
        let token_start = self.before.rfind(|c: char| c.is_whitespace() || is_opener(c) || c == '—' || c == '–');
        let (lead, token) = match token_start {
            Some(at) => self.before.split_at(self.before.ceil_char_boundary(at + 1)),
            None => ("", self.before),
        };
        let numbered = next.starts_with(|c: char| c.is_ascii_digit());
        let is_number = !token.is_empty() && token.chars().all(|c| c.is_ascii_digit());
        let is_initial = token.chars().count() == 1 && token.chars().all(char::is_alphabetic);
        let opens_list = lead.trim_end_matches(is_opener).is_empty() && (is_number || is_initial);
        if opens_list || TITLES.contains(&token) || LATIN.contains(&token) {
            return false;
        }
        if BEFORE_NUMBER.contains(&token) {
            return !numbered;
        }
        if is_number && token.len() <= 2 && GERMAN_MONTHS.contains(&first_word(next)) {
            return false;
        }
        let is_initial = is_initial && token.chars().all(char::is_uppercase);
        if is_initial || is_dotted(token) || AMBIGUOUS.contains(&token) {
            return is_starter(next);
        }
        true
    }
}

/// Whether single letters or pairs stand between dots, as in "U.S", "a.m" or "Ph.D".
fn is_dotted(token: &str) -> bool {
    let short = |part: &str| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic);
    token.contains('.') && token.split('.').all(short)
}

/// Whether a sentence surely begins with the word that `next` begins with.
fn is_starter(next: &str) -> bool {
    let word = first_word(next);
    // "A." is an initial again, "In-Q-Tel" a name.
    let whole = !next.get(word.len()..).unwrap_or_default().starts_with(['.', '-']);
    whole && STARTERS.contains(&word)
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‽' | '؟' | '۔') || is_wide_stop(c)
}

/// Stops of scripts that put no space after them.
fn is_wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '“' | '‘' | '»' | '«' | '›' | '‹' | ')' | ']' | '}' | '」' | '』' | '）')
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '‘'
            | '”'
            | '’'
            | '„'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | '['
            | '{'
            | '¿'
            | '¡'
            | '「'
            | '『'
    )
}

/// Never at the end of a sentence: a name follows.
const TITLES: &[&str] = &[
    "Dr", "Mr", "Mrs", "Ms", "Mx", "Prof", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Maj", "Cmdr", "Adm", "Capt",
    "Sgt", "Rev", "Hon", "Pres", "Supt", "Msgr", "Fr", "St", "Ste", "Mt", "Ft", "Messrs", "Mme", "Mlle", "Sra", "Srta",
    "Hr",
];

/// Never at the end of a sentence: what they announce follows.
const LATIN: &[&str] = &["vs", "v", "cf", "e.g", "i.e", "ca", "approx", "viz", "bzw", "z.B", "d.h", "u.a"];

/// Not at the end of a sentence if a number follows.
const BEFORE_NUMBER: &[&str] = &[
    "No", "Nos", "no", "nos", "Nr", "p", "pp", "Art", "art", "Sec", "sec", "Fig", "fig", "Vol", "vol", "Ch", "ch",
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
];

/// May end a sentence or not; the next word tells.
const AMBIGUOUS: &[&str] =
    &["etc", "al", "Jr", "Sr", "Inc", "Co", "Corp", "Ltd", "Bros", "Ave", "Blvd", "Rd", "Dept", "Univ", "Assn", "est"];

const GERMAN_MONTHS: &[&str] = &[
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Words that, capitalized in running text, begin a sentence.
const STARTERS: &[&str] = &[
    "A",
    "According",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Even",
    "Every",
    "Few",
    "For",
    "From",
    "Had",
    "Has",
    "Have",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "Is",
    "It",
    "Its",
    "Last",
    "Many",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "My",
    "Neither",
    "Nevertheless",
    "Nobody",
    "Nor",
    "Not",
    "Nothing",
    "Now",
    "Of",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Perhaps",
    "She",
    "Since",
    "So",
    "Some",
    "Soon",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Today",
    "Under",
    "Until",
    "Was",
    "We",
    "Were",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Without",
    "Yet",
    "You",
    "Your",
];
