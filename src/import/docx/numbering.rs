//! The labels of list items, counted as Word counts them.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::numeral::Numeral;
use crate::import::symbols;
use crate::import::xml::{Event, Tag, Xml};

use super::properties::{RunProperties, is_on, number, value};
use super::styles::Styles;

/// How many levels a list has.
const N_LEVELS: usize = 9;

/// The lists of a document, and how far each is counted.
///
/// Lists that share a definition are counted on, unless one says where it starts.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    definitions: BTreeMap<String, Definition>,
    lists: BTreeMap<String, List>,
    /// By definition.
    counts: BTreeMap<String, [Option<u32>; N_LEVELS]>,
    /// The levels of lists that have started where the list says.
    started: BTreeSet<(String, usize)>,
    /// How far the list was counted before its last item.
    before: Option<(String, [Option<u32>; N_LEVELS])>,
}

#[derive(Clone, Debug, Default)]
struct Definition {
    levels: BTreeMap<usize, Level>,
    /// The style whose list is meant instead.
    style: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct List {
    definition: String,
    starts: BTreeMap<usize, u32>,
    /// Levels that are others than in the definition.
    levels: BTreeMap<usize, Level>,
}

#[derive(Clone, Debug)]
struct Level {
    start: u32,
    numeral: Numeral,
    is_bullet: bool,
    /// The label; `%2` stands for the number of the second level.
    text: String,
    /// Whether the numbers of all levels are decimal in it.
    is_legal: bool,
    /// The level from 1 after which it starts anew; 0 for never.
    restart: Option<usize>,
    /// The style whose paragraphs are on this level.
    style: Option<String>,
    font: String,
}

impl Default for Level {
    fn default() -> Self {
        let (text, font) = (String::new(), String::new());
        let numeral = Numeral::default();
        Self { start: 0, numeral, is_bullet: false, text, is_legal: false, restart: None, style: None, font }
    }
}

impl Numbering {
    /// Reads the part of the lists.
    pub(super) fn read(text: &str, styles: &Styles) -> Self {
        let mut numbering = Self::default();
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next() {
            let Event::Open(tag) = event else { continue };
            match tag.name {
                "abstractNum" => numbering.take_definition(tag, &mut xml),
                "num" => numbering.take_list(tag, &mut xml),
                _ => {}
            }
        }
        numbering.resolve(styles);
        numbering
    }

    fn take_definition(&mut self, tag: Tag, xml: &mut Xml) {
        let Some(id) = tag.attribute("abstractNumId") else { return };
        let mut definition = Definition::default();
        each_in(xml, |tag, xml| match tag.name {
            "lvl" => {
                let (at, level) = Level::read(tag, xml);
                definition.levels.entry(at).or_insert(level);
            }
            "numStyleLink" => definition.style = value(tag),
            _ => {}
        });
        self.definitions.entry(id.into_owned()).or_insert(definition);
    }

    fn take_list(&mut self, tag: Tag, xml: &mut Xml) {
        let Some(id) = tag.attribute("numId") else { return };
        let mut list = List::default();
        let mut overridden = 0;
        each_in(xml, |tag, xml| match tag.name {
            "abstractNumId" => list.definition = value(tag).unwrap_or_default(),
            "lvlOverride" => overridden = tag.attribute("ilvl").and_then(|at| at.parse().ok()).unwrap_or(0),
            "startOverride" => {
                list.starts.extend(number(tag).map(|start| (overridden, start)));
            }
            "lvl" => list.levels.extend([Level::read(tag, xml)]),
            _ => {}
        });
        self.lists.entry(id.into_owned()).or_insert(list);
    }

    /// Replaces the definitions that only name a style by that of the style's list.
    fn resolve(&mut self, styles: &Styles) {
        let meant = |definition: &Definition| {
            let list = styles.list_of_style(definition.style.as_ref()?)?;
            Some(self.lists.get(list)?.definition.clone())
        };
        let meant: BTreeMap<String, String> =
            self.definitions.iter().filter_map(|(id, definition)| Some((id.clone(), meant(definition)?))).collect();
        for list in self.lists.values_mut() {
            if let Some(definition) = meant.get(&list.definition) {
                list.definition.clone_from(definition);
            }
        }
    }

    /// The level of a list on which the paragraphs of a style are.
    pub(super) fn level_of_style(&self, list: &str, style: &str) -> Option<u8> {
        let list = self.lists.get(list)?;
        let definition = self.definitions.get(&list.definition)?;
        let levels = list.levels.iter().chain(&definition.levels);
        let at = levels.into_iter().find(|(_, level)| level.style.as_deref() == Some(style))?.0;
        u8::try_from(*at).ok()
    }

    /// Takes the item that was counted last out of the count, since it is deleted.
    pub(super) fn take_back(&mut self) {
        if let Some((definition, before)) = self.before.take() {
            self.counts.insert(definition, before);
        }
    }

    /// Counts the next item of a list, and says its label; empty if the list is not defined.
    pub(super) fn label(&mut self, list_id: &str, level: u8) -> String {
        let at = usize::from(level).min(N_LEVELS - 1);
        let Some(list) = self.lists.get(list_id) else { return String::new() };
        let definition = self.definitions.get(&list.definition);
        let level_at = |at: usize| list.levels.get(&at).or_else(|| definition?.levels.get(&at));
        let Some(level) = level_at(at) else { return String::new() };
        let counts = self.counts.entry(list.definition.clone()).or_default();
        self.before = Some((list.definition.clone(), *counts));
        let start = list.starts.get(&at).filter(|_| self.started.insert((list_id.to_owned(), at)));
        if let Some(count) = counts.get_mut(at) {
            *count = match (start, *count) {
                (Some(start), _) => Some(*start),
                (None, Some(count)) => Some(count.saturating_add(1)),
                (None, None) => Some(level.start),
            };
        }
        for (inner, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = level_at(inner).and_then(|level| level.restart);
            if restart.is_none_or(|after| at < after) {
                *count = None;
            }
        }
        if level.is_bullet {
            return level.text.chars().map(|c| symbols::shown(c, &level.font)).collect();
        }
        let number = |of: usize| {
            let shown = level_at(of)?;
            let count = counts.get(of).copied().flatten().unwrap_or(shown.start);
            let numeral = if level.is_legal { Numeral::Decimal } else { shown.numeral };
            Some(numeral.write(count))
        };
        filled(&level.text, number)
    }
}

impl Level {
    fn read(tag: Tag, xml: &mut Xml) -> (usize, Self) {
        let at = tag.attribute("ilvl").and_then(|at| at.trim().parse().ok()).unwrap_or(0);
        let mut level = Self::default();
        each_in(xml, |tag, xml| match tag.name {
            "start" => level.start = number(tag).unwrap_or(0),
            "numFmt" => (level.numeral, level.is_bullet) = numeral(&value(tag).unwrap_or_default()),
            "lvlText" => level.text = value(tag).unwrap_or_default(),
            "isLgl" => level.is_legal = is_on(tag),
            "lvlRestart" => level.restart = number(tag),
            "pStyle" => level.style = value(tag),
            "rPr" => level.font = RunProperties::read(xml).font,
            _ => {}
        });
        (at, level)
    }
}

/// Calls `take` for each element in the one that was opened last.
fn each_in<'x>(xml: &mut Xml<'x>, mut take: impl FnMut(Tag<'x>, &mut Xml<'x>)) {
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next() {
            Some(Event::Open(tag)) => take(tag, xml),
            Some(_) => {}
            None => break,
        }
    }
}

/// A label with its numbers.
fn filled(text: &str, number: impl Fn(usize) -> Option<String>) -> String {
    let mut label = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let digit = characters.peek().filter(|_| character == '%').and_then(|next| next.to_digit(10));
        match digit.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1)) {
            Some(of) => {
                characters.next();
                label.push_str(&number(of).unwrap_or_default());
            }
            None => label.push(character),
        }
    }
    label
}

/// How numbers are written by the name of the way, and whether there is none but a bullet.
pub(super) fn numeral(name: &str) -> (Numeral, bool) {
    let numeral = match name {
        "bullet" => return (Numeral::Nothing, true),
        "none" => Numeral::Nothing,
        "upperRoman" => Numeral::UpperRoman,
        "lowerRoman" => Numeral::LowerRoman,
        "upperLetter" => Numeral::UpperLetter,
        "lowerLetter" => Numeral::LowerLetter,
        "russianUpper" => Numeral::UpperRussian,
        "russianLower" => Numeral::LowerRussian,
        "ordinal" => Numeral::Ordinal,
        "decimalZero" => Numeral::TwoDigits,
        "numberInDash" => Numeral::Dashed,
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Numeral::Circled,
        "decimalFullWidth" | "decimalFullWidth2" => Numeral::FullWidth,
        "chicago" => Numeral::Marks,
        "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCounting" => Numeral::Chinese,
        _ => Numeral::Decimal,
    };
    (numeral, false)
}
