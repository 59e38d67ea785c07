//! What paragraphs and runs say about themselves.

use crate::import::xml::{Event, Tag, Xml};
use crate::model::StoryKind;

/// What a paragraph, or the style of one, says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ParagraphProperties {
    pub(super) style: Option<String>,
    /// The level in the outline from 0; 9 is running text.
    pub(super) outline: Option<u8>,
    /// The list; "0" takes it out of any.
    pub(super) list: Option<String>,
    /// The level in the list, from 0.
    pub(super) level: Option<u8>,
    /// Whether the end of the paragraph was deleted, so that it is one with the next.
    pub(super) is_end_deleted: bool,
    /// The headers and footers of a section that ends here.
    pub(super) lines: Vec<(StoryKind, String)>,
}

impl ParagraphProperties {
    /// Reads the rest of an element `pPr`.
    pub(super) fn read(xml: &mut Xml) -> Self {
        let mut properties = Self::default();
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next() {
                Some(Event::Open(tag)) => properties.take(tag, xml),
                Some(_) => {}
                None => break,
            }
        }
        properties
    }

    fn take(&mut self, tag: Tag, xml: &mut Xml) {
        match tag.name {
            "pStyle" => self.style = value(tag),
            "outlineLvl" => self.outline = number(tag),
            "numId" => self.list = value(tag),
            "ilvl" => self.level = number(tag),
            "headerReference" => self.lines.extend(reference(tag).map(|id| (StoryKind::Header, id))),
            "footerReference" => self.lines.extend(reference(tag).map(|id| (StoryKind::Footer, id))),
            // The changes of the mark at the paragraph's end. Elsewhere such an element holds what is changed.
            "del" | "moveFrom" => self.is_end_deleted = true,
            "pPrChange" | "rPrChange" | "sectPrChange" | "numberingChange" => xml.leave(),
            _ => {}
        }
    }
}

/// The part that a reference names.
pub(super) fn reference(tag: Tag) -> Option<String> {
    tag.attributes().find(|(name, value)| *name == "id" && !value.is_empty()).map(|(_, value)| value.into_owned())
}

/// What a run, or the style of one, says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RunProperties {
    pub(super) style: Option<String>,
    /// The font of its signs.
    pub(super) font: String,
    pub(super) is_hidden: Option<bool>,
}

impl RunProperties {
    /// Reads the rest of an element `rPr`.
    pub(super) fn read(xml: &mut Xml) -> Self {
        let mut properties = Self::default();
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next() {
                Some(Event::Open(tag)) => match tag.name {
                    "rStyle" => properties.style = value(tag),
                    "rFonts" => properties.font = tag.attribute("ascii").unwrap_or_default().into_owned(),
                    "vanish" => properties.is_hidden = Some(is_on(tag)),
                    "rPrChange" => xml.leave(),
                    _ => {}
                },
                Some(_) => {}
                None => break,
            }
        }
        properties
    }
}

/// The attribute `val`, which most elements consist of.
pub(super) fn value(tag: Tag) -> Option<String> {
    tag.attribute("val").map(|value| value.into_owned())
}

/// The number that an element consists of.
pub(super) fn number<T: std::str::FromStr>(tag: Tag) -> Option<T> {
    tag.attribute("val")?.trim().parse().ok()
}

/// Whether an element that switches something on does so.
pub(super) fn is_on(tag: Tag) -> bool {
    !matches!(tag.attribute("val").as_deref(), Some("0" | "false" | "off"))
}
