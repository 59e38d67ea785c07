//! The styles of a document: which paragraphs are titles, hidden or at the top of a page, and which lists they are in.

use std::collections::BTreeMap;

use crate::import::xml::{Event, Tag, Xml};

use super::lists::ListStyle;

/// How many styles may rest on each other.
const MAX_CHAIN: usize = 32;

/// The styles of one part, or of several.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    /// By family ("paragraph", "text") and name.
    by_name: BTreeMap<(String, String), Style>,
    lists: BTreeMap<String, ListStyle>,
    /// How headings are numbered.
    pub(super) outline: ListStyle,
}

#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    list: Option<String>,
    is_hidden: Option<bool>,
    begins_page: bool,
}

impl Styles {
    /// Adds the styles of a part; those of the same names are replaced.
    pub(super) fn add(&mut self, text: &str) {
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next() {
            let Event::Open(tag) = event else { continue };
            match tag.name {
                "style" if tag.prefix == "style" => self.take(tag, &mut xml),
                "list-style" => {
                    let name = tag.attribute("name").unwrap_or_default().into_owned();
                    self.lists.insert(name, ListStyle::read(&mut xml));
                }
                "outline-style" => self.outline = ListStyle::read(&mut xml),
                // The text of headers.
                "master-styles" => xml.leave(),
                // The text of the document. No styles follow it.
                "body" if tag.prefix == "office" => break,
                _ => {}
            }
        }
    }

    fn take(&mut self, tag: Tag, xml: &mut Xml) {
        let (mut family, mut name, mut page) = (None, None, None);
        let mut style = Style::default();
        for (fact, value) in tag.attributes() {
            let place = match fact {
                "family" => &mut family,
                "name" => &mut name,
                "master-page-name" => &mut page,
                "parent-style-name" => &mut style.parent,
                "list-style-name" => &mut style.list,
                _ => continue,
            };
            place.get_or_insert_with(|| value.into_owned());
        }
        style.begins_page = page.is_some_and(|name: String| !name.is_empty());
        let key = (family.unwrap_or_default(), name.unwrap_or_default());
        let outside = xml.depth().saturating_sub(1);
        while xml.depth() > outside {
            match xml.next() {
                Some(Event::Open(tag)) => match tag.name {
                    "paragraph-properties" | "table-properties" => {
                        style.begins_page |= tag.attribute("break-before").is_some_and(|page| page == "page");
                    }
                    "text-properties" => {
                        style.is_hidden = tag.attribute("display").map(|display| display == "none");
                    }
                    _ => {}
                },
                Some(_) => {}
                None => break,
            }
        }
        self.by_name.insert(key, style);
    }

    /// A style, its parent, and so on.
    fn chain<'s>(&'s self, family: &str, name: &str) -> impl Iterator<Item = &'s Style> {
        let family = family.to_owned();
        let mut next = Some(name.to_owned());
        let chain = std::iter::from_fn(move || {
            let key = (family.clone(), next.take()?);
            let style = self.by_name.get(&key)?;
            next.clone_from(&style.parent);
            Some(style)
        });
        chain.take(MAX_CHAIN)
    }

    /// Whether paragraphs of a style are the title of the document.
    pub(super) fn is_title(&self, name: &str) -> bool {
        let is_title = |name: &str| name == "Title";
        let mut chain = self.chain("paragraph", name);
        is_title(name) || chain.any(|style| style.parent.as_deref().is_some_and(is_title))
    }

    /// Whether text of a style is hidden.
    pub(super) fn is_hidden(&self, family: &str, name: &str) -> bool {
        self.chain(family, name).find_map(|style| style.is_hidden).unwrap_or(false)
    }

    /// Whether a page begins with what has a style.
    pub(super) fn begins_page(&self, family: &str, name: &str) -> bool {
        self.chain(family, name).next().is_some_and(|style| style.begins_page)
    }

    /// The list style that paragraphs of a style have if their list names none.
    pub(super) fn list_of(&self, name: &str) -> Option<String> {
        self.chain("paragraph", name).find_map(|style| style.list.clone()).filter(|list| !list.is_empty())
    }

    pub(super) fn list(&self, name: &str) -> Option<&ListStyle> {
        self.lists.get(name)
    }
}
