//! The changes that were tracked: who made which, and what was deleted by them.

use std::collections::BTreeMap;

use crate::import::sheet::Mark;
use crate::import::xml::{Event, Tag, Xml};
use crate::model::SpanKind;

/// A change of the text.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) kind: SpanKind,
    author: String,
    time: String,
    /// What was deleted; `\n` stands between its paragraphs.
    pub(super) deleted: String,
}

impl Change {
    pub(super) fn mark(&self) -> Mark {
        Mark::Span { kind: self.kind, author: self.author.clone(), time: self.time.clone() }
    }
}

/// Reads the rest of an element `tracked-changes`. Changes of formatting are passed over.
pub(super) fn read(xml: &mut Xml) -> BTreeMap<String, Change> {
    let mut changes = BTreeMap::new();
    let mut id = String::new();
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        let tag = match xml.next() {
            Some(Event::Open(tag)) => tag,
            Some(_) => continue,
            None => break,
        };
        match tag.name {
            "changed-region" => id = tag.attribute("id").unwrap_or_default().into_owned(),
            "insertion" | "deletion" => {
                let kind = if tag.name == "insertion" { SpanKind::Inserted } else { SpanKind::Deleted };
                changes.insert(id.clone(), change(kind, xml));
            }
            _ => {}
        }
    }
    changes
}

fn change(kind: SpanKind, xml: &mut Xml) -> Change {
    let mut change = Change { kind, author: String::new(), time: String::new(), deleted: String::new() };
    let (mut n_paragraphs, mut n_open) = (0, 0);
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside {
        match xml.next() {
            Some(Event::Open(tag)) => match tag.name {
                "creator" => change.author = xml.words(),
                "date" => change.time = xml.words(),
                "annotation" | "note" | "tracked-changes" => xml.leave(),
                "p" | "h" => {
                    if n_paragraphs > 0 {
                        change.deleted.push('\n');
                    }
                    (n_paragraphs, n_open) = (n_paragraphs + 1, n_open + 1);
                }
                "s" => change.deleted.extend(std::iter::repeat_n(' ', spaces(tag))),
                "tab" => change.deleted.push('\t'),
                "line-break" => change.deleted.push('\n'),
                _ => {}
            },
            Some(Event::Close("p" | "h")) => n_open -= 1,
            Some(Event::Text(words)) if n_open > 0 => {
                let is_after_space = change.deleted.chars().next_back().is_some_and(char::is_whitespace);
                collapse(&words, is_after_space, &mut change.deleted);
            }
            Some(_) => {}
            None => break,
        }
    }
    change
}

/// How many spaces an element stands for. No layout needs as many as a file may ask for.
pub(super) fn spaces(tag: Tag) -> usize {
    tag.attribute("c").map_or(1, |count| count.trim().parse::<usize>().unwrap_or(1)).min(200)
}

/// Writes words with all white space in a row as one space.
pub(super) fn collapse(words: &str, mut is_after_space: bool, into: &mut String) {
    for character in words.chars() {
        let is_space = matches!(character, ' ' | '\t' | '\n' | '\r');
        if !is_space {
            into.push(character);
        } else if !is_after_space {
            into.push(' ');
        }
        is_after_space = is_space;
    }
}
