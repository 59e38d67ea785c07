//! Documents of Word: a package of XML parts that name each other by relationships.
//!
//! Start reading with [`import`]; [`body`] reads every part that holds text.

mod body;
mod comments;
mod fields;
mod numbering;
mod properties;
mod styles;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Facts, StoryKind};

use super::numeral::Numeral;
use super::package::Package;
use super::watch::Watch;
use super::xml::{Event, Xml};
use super::{ImportError, Imported, Warning};

use body::{Document, Finished, Walker};
use numbering::Numbering;
use styles::Styles;

/// Grows whenever the same file would give another text or other places.
const VERSION: u32 = 1;
const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Loads a document of Word.
///
/// Kept are paragraphs, headings by their level in the outline, list items with the labels that Word prints, cells of
/// tables, notes, text boxes, headers and footers, tracked insertions and deletions, hidden text, comments, links, and
/// pages if Word noted where they begin. Pictures, charts and formatting are not.
pub(super) fn import(bytes: &[u8], watch: &Watch) -> Result<Imported, ImportError> {
    let unreadable = |what: &str| ImportError::Unreadable { what: what.to_owned() };
    let package = Package::open(bytes).ok_or_else(|| unreadable("its list of parts is missing"))?;
    let mut reading = Reading::new(package);
    let main = reading.main_text().ok_or_else(|| unreadable("its main part is missing"))?;
    watch.progress(0, 3);
    let mut document = reading.definitions();
    reading.notes(&mut document);
    reading.comments(&mut document);
    watch.progress(1, 3);
    let walker = Walker::new(&mut document, reading.addresses_of(&reading.main.clone())).with_pages(&main);
    let (mut body, _, flaw) = walker.read(&main);
    reading.note_flaw(&reading.main.clone(), flaw);
    document.remarks.place_rest(&mut body);
    watch.progress(2, 3);
    for (kind, id) in std::mem::take(&mut document.lines) {
        if let Some(line) = reading.line(&id, &mut document) {
            body.story(kind, None, "", line);
        }
    }
    body.facts = reading.facts();
    body.warnings.append(&mut reading.package.warnings);
    body.warnings.append(&mut reading.warnings);
    body.finish("docx", VERSION, MEDIA_TYPE).unless_lost()
}

/// A package while its parts are read.
struct Reading<'b> {
    package: Package<'b>,
    /// The name of the part with the body.
    main: String,
    relations: Vec<Relation>,
    /// The headers and footers that were read.
    read: BTreeSet<String>,
    warnings: Vec<Warning>,
}

/// What a part says about another.
struct Relation {
    id: String,
    /// The last word of its type: "styles", "hyperlink".
    kind: String,
    /// The name of the other part, or an address.
    target: String,
    is_outside: bool,
}

impl<'b> Reading<'b> {
    fn new(mut package: Package<'b>) -> Self {
        let root = relations(&mut package, "");
        let main = root.into_iter().find(|relation| relation.kind == "officeDocument" && package.has(&relation.target));
        let main = main.map_or_else(|| "word/document.xml".to_owned(), |relation| relation.target);
        let relations = relations(&mut package, &main);
        Self { package, main, relations, read: BTreeSet::new(), warnings: Vec::new() }
    }

    fn main_text(&mut self) -> Option<String> {
        if let Some(text) = self.package.needed_xml(&self.main) {
            return Some(text);
        }
        let alike = self.package.names().find(|name| name.starts_with("word/document"))?.to_owned();
        self.package.xml(&alike)
    }

    /// The name of the part that the main part names for a purpose, or that such parts usually have.
    fn part_for(&self, kind: &str) -> String {
        let relation = self.relations.iter().find(|relation| relation.kind == kind && !relation.is_outside);
        relation.map_or_else(|| resolved(&self.main, &format!("{kind}.xml")), |relation| relation.target.clone())
    }

    fn xml_for(&mut self, kind: &str) -> Option<String> {
        let name = self.part_for(kind);
        self.package.xml(&name)
    }

    fn definitions(&mut self) -> Document {
        let styles = self.xml_for("styles").map(|text| Styles::read(&text)).unwrap_or_default();
        let numbering = self.xml_for("numbering").map(|text| Numbering::read(&text, &styles)).unwrap_or_default();
        let mut document = Document { styles, numbering, ..Document::default() };
        document.endnotes.numeral = Numeral::LowerRoman;
        if let Some(settings) = self.xml_for("settings") {
            note_numerals(&settings, &mut document);
        }
        document
    }

    fn notes(&mut self, document: &mut Document) {
        for (kind, is_footnote) in [("footnotes", true), ("endnotes", false)] {
            let name = self.part_for(kind);
            let stories = self.stories(&name, document);
            let notes = if is_footnote { &mut document.footnotes } else { &mut document.endnotes };
            notes.by_id = stories.into_iter().map(|story| (story.id, story.content)).collect();
        }
    }

    fn comments(&mut self, document: &mut Document) {
        let threads = self.xml_for("commentsExtended").map(|text| comments::threads(&text)).unwrap_or_default();
        let name = self.part_for("comments");
        let stories = self.stories(&name, document);
        for (id, remark) in comments::remarks(stories, &threads) {
            document.remarks.add(id, remark);
        }
    }

    /// The stories of a part that holds several.
    fn stories(&mut self, name: &str, document: &mut Document) -> Vec<Finished> {
        let Some(text) = self.package.xml(name) else { return Vec::new() };
        // Lists are counted in each part for itself.
        let counted = document.numbering.clone();
        let (_, stories, flaw) = Walker::new(document, self.addresses_of(name)).read(&text);
        document.numbering = counted;
        self.note_flaw(name, flaw);
        stories
    }

    /// A header or footer, once.
    fn line(&mut self, id: &str, document: &mut Document) -> Option<super::builder::Builder> {
        let name = self.relations.iter().find(|relation| relation.id == id)?.target.clone();
        if !self.read.insert(name.clone()) {
            return None;
        }
        let text = self.package.xml(&name)?;
        let (line, _, flaw) = Walker::new(document, self.addresses_of(&name)).read(&text);
        self.note_flaw(&name, flaw);
        Some(line)
    }

    fn addresses_of(&mut self, part: &str) -> BTreeMap<String, String> {
        let relations = relations(&mut self.package, part).into_iter();
        let links = relations.filter(|relation| relation.kind == "hyperlink" && relation.is_outside);
        links.map(|relation| (relation.id, relation.target)).collect()
    }

    fn note_flaw(&mut self, part: &str, flaw: Option<String>) {
        if let Some(flaw) = flaw {
            self.warnings.push(Warning::Damaged { what: format!("its part {part} {flaw}") });
        }
    }

    fn facts(&mut self) -> Facts {
        let root = relations(&mut self.package, "");
        let core = root.into_iter().find(|relation| relation.kind == "core-properties");
        let name = core.map_or_else(|| "docProps/core.xml".to_owned(), |relation| relation.target);
        let mut facts = Facts::default();
        let Some(text) = self.package.xml(&name) else { return facts };
        let mut xml = Xml::new(&text);
        let (mut created, mut modified) = (String::new(), String::new());
        while let Some(event) = xml.next() {
            let Event::Open(tag) = event else { continue };
            let fact = match tag.name {
                "title" => &mut facts.title,
                "creator" => &mut facts.author,
                "created" => &mut created,
                "modified" => &mut modified,
                _ => continue,
            };
            *fact = xml.words().trim().to_owned();
        }
        facts.published = if modified.is_empty() { created } else { modified };
        facts
    }
}

/// What a part says about others; the part of no name is the package.
fn relations(package: &mut Package, part: &str) -> Vec<Relation> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = format!("{folder}/_rels/{file}.rels");
    let Some(text) = package.xml(&name) else { return Vec::new() };
    let relation = |event| {
        let Event::Open(tag) = event else { return None };
        let is_outside = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
        let target = tag.attribute("Target")?;
        Some(Relation {
            id: tag.attribute("Id")?.into_owned(),
            kind: tag.attribute("Type")?.rsplit('/').next()?.to_owned(),
            target: if is_outside { target.into_owned() } else { resolved(part, &target) },
            is_outside,
        })
    };
    Xml::new(&text).filter_map(relation).collect()
}

/// The name of a part that another one names.
fn resolved(from: &str, target: &str) -> String {
    let (folder, _) = from.rsplit_once('/').unwrap_or_default();
    let start = if target.starts_with('/') { "" } else { folder };
    let mut name: Vec<&str> = start.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                name.pop();
            }
            step => name.push(step),
        }
    }
    name.join("/")
}

/// How the marks of notes are written.
fn note_numerals(settings: &str, document: &mut Document) {
    let mut kind = StoryKind::Header;
    for event in Xml::new(settings) {
        let Event::Open(tag) = event else { continue };
        match tag.name {
            "footnotePr" => kind = StoryKind::Footnote,
            "endnotePr" => kind = StoryKind::Endnote,
            "numFmt" => {
                let (numeral, _) = numbering::numeral(&properties::value(tag).unwrap_or_default());
                match kind {
                    StoryKind::Footnote => document.footnotes.numeral = numeral,
                    StoryKind::Endnote => document.endnotes.numeral = numeral,
                    _ => {}
                }
            }
            _ => {}
        }
    }
}
