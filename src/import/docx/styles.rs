//! The styles of a document: which paragraphs are headings, list items or hidden by the name of their style.

use std::collections::BTreeMap;

use crate::import::xml::{Event, Tag, Xml};

use super::properties::{ParagraphProperties, RunProperties, value};

/// How many styles may rest on each other.
const MAX_CHAIN: usize = 32;

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    /// In small letters.
    name: String,
    based_on: Option<String>,
    paragraph: ParagraphProperties,
    run: RunProperties,
}

impl Styles {
    /// Reads the part of the styles.
    pub(super) fn read(text: &str) -> Self {
        let mut styles = Self::default();
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next() {
            if let Event::Open(tag) = event
                && tag.name == "style"
            {
                styles.take(tag, &mut xml);
            }
        }
        styles
    }

    fn take(&mut self, tag: Tag, xml: &mut Xml) {
        let Some(id) = tag.attribute("styleId") else { return };
        let is_default = tag.attribute("default").is_some_and(|default| matches!(&*default, "1" | "true" | "on"));
        if is_default && tag.attribute("type").as_deref() == Some("paragraph") {
            self.default = Some(id.clone().into_owned());
        }
        let mut style = Style::default();
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next() {
                Some(Event::Open(tag)) => match tag.name {
                    "name" => style.name = value(tag).unwrap_or_default().to_lowercase(),
                    "basedOn" => style.based_on = value(tag),
                    "pPr" => style.paragraph = ParagraphProperties::read(xml),
                    "rPr" => style.run = RunProperties::read(xml),
                    // What holds only in some cells of a table.
                    "tblStylePr" => xml.leave(),
                    _ => {}
                },
                Some(_) => {}
                None => break,
            }
        }
        self.by_id.entry(id.into_owned()).or_insert(style);
    }

    /// A style, what it is based on, and so on.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let mut next = id;
        let chain = std::iter::from_fn(move || {
            let id = next?;
            let style = self.by_id.get(id)?;
            next = style.based_on.as_deref();
            Some((id, style))
        });
        chain.take(MAX_CHAIN)
    }

    /// The level of the heading that paragraphs of a style are, from 1.
    pub(super) fn heading(&self, id: Option<&str>) -> Option<u8> {
        let id = id?;
        if !self.by_id.contains_key(id) {
            // Without its styles a document is still understood by the usual ids.
            return level_by_name(&id.to_lowercase());
        }
        for (_, style) in self.chain(Some(id)) {
            if let Some(outline) = style.paragraph.outline {
                return heading_level(outline);
            }
            if let Some(level) = level_by_name(&style.name) {
                return Some(level);
            }
        }
        None
    }

    /// The list that paragraphs of a style are items of, the level that the style sets, and the style that says so.
    pub(super) fn list<'s>(&'s self, id: Option<&'s str>) -> Option<(&'s str, Option<u8>, &'s str)> {
        let id = id.or(self.default.as_deref());
        let mut level = None;
        for (id, style) in self.chain(id) {
            level = level.or(style.paragraph.level);
            if let Some(list) = &style.paragraph.list {
                return Some((list, level, id));
            }
        }
        None
    }

    /// The list that a style of lists stands for.
    pub(super) fn list_of_style(&self, id: &str) -> Option<&str> {
        self.by_id.get(id)?.paragraph.list.as_deref()
    }

    /// Whether text of a style is hidden.
    pub(super) fn is_hidden(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|(_, style)| style.run.is_hidden).unwrap_or(false)
    }
}

/// The level of the heading at a level of the outline; running text is none.
pub(super) fn heading_level(outline: u8) -> Option<u8> {
    (outline < 9).then_some(outline + 1)
}

/// The level of the headings that have this style in every document, whatever their author speaks.
fn level_by_name(name: &str) -> Option<u8> {
    if name == "title" {
        return Some(1);
    }
    let level = name.strip_prefix("heading")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}
