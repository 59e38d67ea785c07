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
use super::{ImportError, Imported, Options, Watch};

use facts::page_facts;
use notes::Notes;
use walk::walk;

/// Reads a web page. `told` is the encoding that was named by what the page came in.
pub(super) fn import(
    bytes: &[u8],
    told: Option<&str>,
    options: &Options,
    watch: &Watch,
) -> Result<Imported, ImportError> {
    let decoded = charset::decode_page(bytes, told, options)?;
    let mut imported = page(&decoded.text, decoded.warnings, watch).finish("html", 1, "text/html");
    imported.encoding = decoded.encoding;
    Ok(imported)
}

/// Reads the characters of a web page.
fn page(text: &str, warnings: Vec<super::Warning>, _watch: &Watch) -> Builder {
    let (tree, flaws) = parse::parse(text);
    let mut builder = Builder::default();
    builder.warnings.extend(warnings.into_iter().chain(flaws));
    let said = page_facts(&tree);
    let mut notes = Notes::default();
    notes.learn("", &tree);
    let mut pieces = Vec::new();
    walk(&tree, &mut builder, &mut notes, &mut |piece| pieces.push(piece), &mut |_, _| {});
    article::mark(&tree, &said, &pieces, &mut builder);
    notes.give(&mut builder);
    builder.facts = said.facts;
    builder
}
