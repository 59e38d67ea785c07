//! What the elements of a page are to its reader.

use crate::import::numeral::Numeral;

use super::tree::{NodeId, Tree, Visit};

/// Whether an element begins and ends lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "frameset"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "optgroup"
            | "option"
            | "p"
            | "plaintext"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "xmp"
    )
}

/// Whether nothing in an element is ever shown as text.
pub(super) fn is_no_text(name: &str) -> bool {
    matches!(
        name,
        "applet" | "area" | "audio" | "base" | "canvas" | "col" | "colgroup" | "datalist" | "embed" | "head" | "iframe"
            | "input" | "link" | "map" | "meta" | "meter" | "noembed" | "noframes" | "noscript" | "param"
            | "progress" | "script" | "select" | "source" | "style" | "textarea" | "title" | "track" | "video"
            // Of pictures and formulas.
            | "annotation" | "annotation-xml" | "defs" | "desc" | "metadata"
    )
}

/// Whether an element holds no text that could ever be shown where it stands.
pub(super) fn is_never_shown(tree: &Tree, id: NodeId) -> bool {
    let name = tree.name(id);
    is_no_text(name) || (name == "template" && tree.attribute(id, "shadowrootmode").is_none())
}

/// Whether an element holds no text, or the page asks that it be not shown.
pub(super) fn is_hidden(tree: &Tree, id: NodeId) -> bool {
    let name = tree.name(id);
    if is_never_shown(tree, id) {
        return true;
    }
    if matches!(name, "html" | "body") {
        // What hides the whole page is taken away again by a script.
        return false;
    }
    let is_closed = name == "dialog" && tree.attribute(id, "open").is_none();
    is_closed
        || tree.attributes(id).any(|(name, value)| match name {
            "hidden" => !value.eq_ignore_ascii_case("until-found"),
            "style" => hides(value),
            _ => false,
        })
}

fn hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        let value = value.split('!').next().unwrap_or_default().trim();
        match property.trim() {
            name if name.eq_ignore_ascii_case("display") => value.eq_ignore_ascii_case("none"),
            name if name.eq_ignore_ascii_case("visibility") => value.eq_ignore_ascii_case("hidden"),
            _ => false,
        }
    })
}

/// The level of a heading.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

/// Whether one of an element's words for what it is (`epub:type` or `role`) is among these.
pub(super) fn is_of_type(tree: &Tree, id: NodeId, types: &[&str]) -> bool {
    let said = tree.attributes(id).filter(|(name, _)| matches!(*name, "epub:type" | "role"));
    said.flat_map(|(_, value)| value.split_whitespace()).any(|word| types.contains(&word))
}

/// For every node whether it is a table of facts: the others only put things beside each other.
pub(super) fn tables_of_facts(tree: &Tree) -> Vec<bool> {
    #[derive(Default)]
    struct Seen {
        n_rows: usize,
        n_cells: usize,
        is_layout: bool,
    }
    let mut are = Vec::new();
    let mut open: Vec<(NodeId, Seen)> = Vec::new();
    for visit in tree.visits(Tree::ROOT) {
        match visit {
            Visit::Enter(id) => {
                let name = tree.name(id);
                if let Some((_, seen)) = open.last_mut() {
                    match name {
                        "tr" => seen.n_rows += 1,
                        "td" | "th" => seen.n_cells += 1,
                        "table" | "form" | "article" | "h1" | "h2" | "h3" => seen.is_layout = true,
                        _ => {}
                    }
                }
                if name == "table" {
                    let is_layout = is_of_type(tree, id, &["presentation", "none"]);
                    open.push((id, Seen { is_layout, ..Seen::default() }));
                }
            }
            Visit::Leave(id) => {
                if let Some((_, seen)) = open.pop_if(|(table, _)| *table == id) {
                    are.resize(tree.len(), false);
                    if let Some(is) = are.get_mut(id as usize) {
                        *is = !seen.is_layout && seen.n_rows > 1 && seen.n_cells > seen.n_rows;
                    }
                }
            }
        }
    }
    are
}

/// The sign of a number in a list, by the type of the list: "4", "d", "IV".
pub(super) fn ordinal(number: i32, kind: &str) -> String {
    match (kind, u32::try_from(number)) {
        ("a", Ok(number @ 1..)) => letters(number, b'a'),
        ("A", Ok(number @ 1..)) => letters(number, b'A'),
        ("i", Ok(number @ 1..4000)) => Numeral::LowerRoman.write(number),
        ("I", Ok(number @ 1..4000)) => Numeral::UpperRoman.write(number),
        _ => number.to_string(),
    }
}

fn letters(mut number: u32, first: u8) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(first + (number % 26) as u8));
        number /= 26;
    }
    letters.into_iter().rev().collect()
}
