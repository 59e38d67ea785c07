//! The labels of list items and headings.

use std::collections::BTreeMap;

use crate::import::numeral::Numeral;
use crate::import::symbols;
use crate::import::xml::{Event, Tag, Xml};

/// How many levels a list has.
const N_LEVELS: usize = 10;

/// How the items of a list are labeled, by level from 0.
#[derive(Clone, Debug, Default)]
pub(super) struct ListStyle {
    levels: BTreeMap<usize, Level>,
}

#[derive(Clone, Debug)]
enum Level {
    /// A sign, and its font.
    Bullet(String, String),
    Number {
        numeral: Numeral,
        prefix: String,
        suffix: String,
        start: u32,
        /// How many levels are written, this one and those above.
        n_shown: usize,
        /// The whole label, in which `%2%` stands for the number of the second level.
        whole: Option<String>,
    },
}

/// How far a list is counted, by level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts([Option<u32>; N_LEVELS]);

impl ListStyle {
    /// Reads the rest of an element that is a style of lists.
    pub(super) fn read(xml: &mut Xml) -> Self {
        let mut style = Self::default();
        let mut at = 0;
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            let tag = match xml.next() {
                Some(Event::Open(tag)) => tag,
                Some(_) => continue,
                None => break,
            };
            let fact = |name| tag.attribute(name).unwrap_or_default().into_owned();
            match tag.name {
                "list-level-style-number" | "outline-level-style" => {
                    at = level_of(tag);
                    style.levels.insert(at, number(tag));
                }
                "list-level-style-bullet" => {
                    at = level_of(tag);
                    style.levels.insert(at, Level::Bullet(fact("bullet-char"), String::new()));
                }
                "list-level-style-image" => {
                    at = level_of(tag);
                    style.levels.insert(at, Level::Bullet("•".to_owned(), String::new()));
                }
                "text-properties" => {
                    if let Some(Level::Bullet(_, font)) = style.levels.get_mut(&at) {
                        *font = [fact("font-name"), fact("font-family")]
                            .into_iter()
                            .find(|f| !f.is_empty())
                            .unwrap_or_default();
                    }
                }
                _ => {}
            }
        }
        style
    }

    /// Counts the next item of a level from 0, and says its label.
    pub(super) fn label(&self, level: usize, start: Option<u32>, counts: &mut Counts) -> String {
        let Some(shape) = self.levels.get(&level) else { return String::new() };
        counts.next(level, start.unwrap_or_else(|| shape.start()), start.is_some());
        let number = |of: usize| {
            let Level::Number { numeral, start, .. } = self.levels.get(&of)? else { return None };
            let count = counts.0.get(of).copied().flatten().unwrap_or(*start);
            Some(numeral.write(count)).filter(|number| !number.is_empty())
        };
        match shape {
            Level::Bullet(sign, font) => sign.chars().map(|sign| bullet(sign, font)).collect(),
            Level::Number { numeral: Numeral::Nothing, whole: None, prefix, suffix, .. } => format!("{prefix}{suffix}"),
            Level::Number { whole: Some(whole), .. } => filled(whole, number),
            Level::Number { prefix, suffix, n_shown, .. } => {
                let first = (level + 1).saturating_sub(*n_shown);
                let numbers: Vec<String> = (first..=level).filter_map(number).collect();
                format!("{prefix}{}{suffix}", numbers.join("."))
            }
        }
    }
}

impl Level {
    fn start(&self) -> u32 {
        if let Self::Number { start, .. } = self { *start } else { 1 }
    }
}

impl Counts {
    /// One more on a level; those below it start anew.
    fn next(&mut self, level: usize, start: u32, is_new: bool) {
        if let Some(count) = self.0.get_mut(level) {
            *count = Some(count.filter(|_| !is_new).map_or(start, |count| count.saturating_add(1)));
        }
        self.0.iter_mut().skip(level + 1).for_each(|inner| *inner = None);
    }
}

fn level_of(tag: Tag) -> usize {
    let level = tag.attribute("level").and_then(|level| level.parse::<usize>().ok()).unwrap_or(1);
    level.saturating_sub(1).min(N_LEVELS - 1)
}

fn number(tag: Tag) -> Level {
    let fact = |name| tag.attribute(name).unwrap_or_default().into_owned();
    let count = |name| tag.attribute(name).and_then(|count| count.parse().ok());
    Level::Number {
        numeral: numeral(&fact("num-format")),
        prefix: fact("num-prefix"),
        suffix: fact("num-suffix"),
        start: count("start-value").unwrap_or(1),
        n_shown: count("display-levels").map_or(1, |n| n as usize).clamp(1, N_LEVELS),
        whole: tag.attribute("num-list-format").map(|whole| whole.into_owned()),
    }
}

/// How numbers are written by the sign that stands for the way.
pub(super) fn numeral(sign: &str) -> Numeral {
    match sign {
        "1" => Numeral::Decimal,
        "a" => Numeral::LowerLetter,
        "A" => Numeral::UpperLetter,
        "i" => Numeral::LowerRoman,
        "I" => Numeral::UpperRoman,
        "①, ②, ③, ..." => Numeral::Circled,
        "一, 二, 三, ..." => Numeral::Chinese,
        "1st" => Numeral::Ordinal,
        "01, 02, 03, ..." => Numeral::TwoDigits,
        "" => Numeral::Nothing,
        _ => Numeral::Decimal,
    }
}

/// A bullet as it looks. Fonts of bullets have their signs in the private use area.
fn bullet(sign: char, font: &str) -> char {
    let shown = symbols::shown(sign, font);
    if ('\u{E000}'..='\u{F8FF}').contains(&shown) { '•' } else { shown }
}

/// A label with its numbers.
fn filled(whole: &str, number: impl Fn(usize) -> Option<String>) -> String {
    let mut label = String::new();
    let mut rest = whole;
    while let Some((before, after)) = rest.split_once('%') {
        label.push_str(before);
        let of = after.split_once('%').and_then(|(of, rest)| Some((of.parse::<usize>().ok()?.checked_sub(1)?, rest)));
        match of {
            Some((of, after)) => {
                label.push_str(&number(of).unwrap_or_default());
                rest = after;
            }
            None => {
                label.push('%');
                rest = after;
            }
        }
    }
    label + rest
}

/// The lists that are open in a story.
#[derive(Clone, Debug, Default)]
pub(super) struct OpenLists {
    open: Vec<OpenList>,
    counts: Counts,
    /// The id of the outermost list.
    id: String,
    /// How far lists were counted that others may go on with: by their ids, and the last of a style.
    by_id: BTreeMap<String, Counts>,
    by_style: BTreeMap<String, Counts>,
}

#[derive(Clone, Debug, Default)]
struct OpenList {
    style: Option<String>,
    /// Whether no paragraph of the item was read.
    is_item_new: bool,
    start: Option<u32>,
}

impl OpenLists {
    pub(super) fn open(&mut self, tag: Tag) {
        let fact = |name| tag.attribute(name).map(|value| value.into_owned());
        let outer = self.open.last().and_then(|list| list.style.clone());
        let style = fact("style-name").filter(|style| !style.is_empty()).or(outer);
        if self.open.is_empty() {
            let before = fact("continue-list").and_then(|id| self.by_id.get(&id));
            let continues = fact("continue-numbering").is_some_and(|continues| continues == "true");
            let before = before.or_else(|| self.by_style.get(style.as_ref()?).filter(|_| continues));
            self.counts = before.copied().unwrap_or_default();
            self.id = fact("id").unwrap_or_default();
        }
        self.open.push(OpenList { style, ..OpenList::default() });
    }

    pub(super) fn open_item(&mut self, tag: Tag) {
        if let Some(list) = self.open.last_mut() {
            list.is_item_new = tag.name == "list-item";
            list.start = tag.attribute("start-value").and_then(|start| start.parse().ok());
        }
    }

    pub(super) fn close(&mut self) {
        let closed = self.open.pop();
        if self.open.is_empty() {
            self.by_style.extend(closed.and_then(|list| list.style).map(|style| (style, self.counts)));
            self.by_id.insert(std::mem::take(&mut self.id), self.counts);
        }
    }

    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The level from 0, the style and the first number of the item that a paragraph begins, `None` if it is the second in
    /// it or in no list.
    pub(super) fn begin_item(&mut self) -> Option<(usize, Option<String>, Option<u32>)> {
        let level = self.open.len().checked_sub(1)?;
        let list = self.open.last_mut()?;
        let begins = std::mem::take(&mut list.is_item_new);
        begins.then(|| (level, list.style.clone(), list.start.take()))
    }

    pub(super) fn counts(&mut self) -> &mut Counts {
        &mut self.counts
    }
}
