//! Web pages. The text is the whole page; what of it is the article is told by spans, so that nothing is ever lost.
//!
//! Start reading with [`import`]; [`walk::walk`] is what turns a page into blocks, also for mail and books.

mod article;
mod charset;
mod elements;
mod facts;
mod grid;
mod notes;
mod parse;
mod path;
mod phrases;
mod surroundings;
mod taken;
mod tree;
mod walk;

use super::builder::Builder;
use super::{ImportError, Imported, Options, Warning};

pub(super) use charset::decode_page;
pub(super) use facts::day;
pub(super) use notes::{Notes, contents};
pub(super) use parse::parse;
pub(super) use path::{joined, percent_decoded};
pub(super) use walk::walk;

use facts::page_facts;

/// Reads a web page. `told` is the encoding that was named by what the page came in.
pub(super) fn import(bytes: &[u8], told: Option<&str>, options: &Options) -> Result<Imported, ImportError> {
    let decoded = decode_page(bytes, told, options)?;
    let mut imported = page(&decoded.text, decoded.warnings).finish("html", 1, "text/html");
    imported.encoding = decoded.encoding;
    complete_addresses(&mut imported);
    Ok(imported)
}

/// Makes the addresses in a page whole, now that its own is known.
pub(super) fn complete_addresses(page: &mut Imported) {
    for address in &mut page.structure.addresses {
        address.url = path::whole(&page.facts.url, &address.url);
    }
}

/// Writes the whole of a page, without looking for an article in it.
pub(super) fn push_page(text: &str, builder: &mut Builder) {
    let (tree, flaws) = parse(text, is_xml(text));
    builder.warnings.extend(flaws);
    walk(&tree, builder, &mut Notes::default(), None, &mut |_| {});
}

/// Reads the characters of a web page.
fn page(text: &str, warnings: Vec<Warning>) -> Builder {
    let (tree, flaws) = parse(text, is_xml(text));
    let mut builder = Builder::default();
    builder.warnings.extend(warnings.into_iter().chain(flaws));
    let said = page_facts(&tree);
    let mut notes = Notes::default();
    notes.learn("", &tree);
    let mut pieces = Vec::new();
    walk(&tree, &mut builder, &mut notes, None, &mut |piece| pieces.push(piece));
    notes.settle(0);
    article::mark(&tree, &said, &pieces, &mut builder);
    notes.give(&mut builder);
    builder.facts = said.facts;
    builder
}

/// Whether a page says that it is written by the rules of XML.
fn is_xml(text: &str) -> bool {
    text.trim_start().starts_with("<?xml")
}
