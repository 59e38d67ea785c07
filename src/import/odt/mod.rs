//! Documents of LibreOffice and other programs of the OpenDocument format.
//!
//! Start reading with [`import`]; [`body`] reads the parts that hold text.

mod body;
mod changes;
mod lists;
mod styles;

use crate::model::Facts;

use super::package::Package;
use super::watch::Watch;
use super::xml::{Event, Xml};
use super::{ImportError, Imported, Warning};

use body::Walker;
use styles::Styles;

/// Grows whenever the same file would give another text or other places.
const VERSION: u32 = 1;
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

/// Loads a document of LibreOffice.
///
/// Kept are paragraphs, headings with their numbers, list items with their labels, cells of tables, notes, text boxes,
/// headers and footers, tracked insertions and deletions, hidden text, comments, links, and pages if the file says where
/// they begin. Pictures, formulas and formatting are not.
pub(super) fn import(bytes: &[u8], watch: &Watch) -> Result<Imported, ImportError> {
    let unreadable = |what: &str| ImportError::Unreadable { what: what.to_owned() };
    let mut package = Package::open(bytes).ok_or_else(|| unreadable("its list of parts is missing"))?;
    if is_locked(&mut package) {
        let what = "an OpenDocument text locked with a password".to_owned();
        return Err(ImportError::OtherFormat { what });
    }
    let content = package.needed_xml("content.xml").ok_or_else(|| unreadable("its main part is missing"))?;
    watch.progress(0, 2);
    let common = package.xml("styles.xml").unwrap_or_default();
    let mut styles = Styles::default();
    styles.add(&common);
    // What stands before it has no text.
    let lines = memchr::memmem::find(common.as_bytes(), b"<office:master-styles").and_then(|at| common.get(at..));
    let (lines, _) = Walker::new(&styles).read(lines.unwrap_or_default(), "master-styles");
    styles.add(&content);
    let (mut body, flaw) = Walker::new(&styles).with_pages(&content).read(&content, "text");
    watch.progress(1, 2);
    body.take_stories(lines);
    if let Some(flaw) = flaw {
        body.warnings.push(Warning::Damaged { what: format!("its part content.xml {flaw}") });
    }
    body.facts = package.xml("meta.xml").map(|meta| facts(&meta)).unwrap_or_default();
    body.warnings.append(&mut package.warnings);
    body.finish("odt", VERSION, MEDIA_TYPE).unless_lost()
}

/// Whether the parts are locked with a password.
fn is_locked(package: &mut Package) -> bool {
    let manifest = package.xml("META-INF/manifest.xml").unwrap_or_default();
    let mut is_content = false;
    for event in Xml::new(&manifest) {
        let Event::Open(tag) = event else { continue };
        match tag.name {
            "file-entry" => {
                let path = tag.attribute("full-path");
                is_content = path.is_some_and(|path| matches!(&*path, "content.xml" | "encrypted-package"));
            }
            "encryption-data" if is_content => return true,
            _ => {}
        }
    }
    false
}

fn facts(meta: &str) -> Facts {
    let mut facts = Facts::default();
    let (mut first_author, mut created) = (String::new(), String::new());
    let mut xml = Xml::new(meta);
    while let Some(event) = xml.next() {
        let Event::Open(tag) = event else { continue };
        let fact = match tag.name {
            "title" => &mut facts.title,
            "initial-creator" => &mut first_author,
            "creator" => &mut facts.author,
            "creation-date" => &mut created,
            "date" => &mut facts.published,
            _ => continue,
        };
        *fact = xml.words().trim().to_owned();
    }
    if !first_author.is_empty() {
        facts.author = first_author;
    }
    if facts.published.is_empty() {
        facts.published = created;
    }
    facts
}
