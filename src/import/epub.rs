//! Electronic books: pages of the web in a row, with a list of chapters.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::Facts;

use super::builder::Builder;
use super::html::{self, Notes, day, joined};
use super::package::Package;
use super::xml::{Event, Xml};
use super::{ImportError, Imported, Warning, Watch};

/// The longest text that is made of one book.
const MAX_TEXT_LEN: usize = 50_000_000;
/// How many times the same page may stand in a book.
const MAX_TIMES: usize = 8;

/// Reads a book: its pages in their order; those beside this order, such as notes, at the end.
pub(super) fn import(bytes: &[u8], watch: &Watch) -> Result<Imported, ImportError> {
    let unreadable = |what: &str| ImportError::Unreadable { what: what.to_owned() };
    let mut package = Package::open(bytes).ok_or_else(|| unreadable("it has no parts"))?;
    let plan = Plan::read(&mut package);
    if plan.files.is_empty() {
        return Err(unreadable("there is no page in it"));
    }
    let mut notes = Notes::default();
    for file in &plan.files {
        learn_notes(file, &mut package, &mut notes);
    }
    let book = Arc::new(Mutex::new(Builder::default()));
    let edit = |change: &mut dyn FnMut(&mut Builder)| change(&mut book.lock().unwrap_or_else(PoisonError::into_inner));
    edit(&mut |book| book.facts = plan.facts.clone());
    let rest = Arc::clone(&book);
    watch.keep(move || finish(rest.lock().unwrap_or_else(PoisonError::into_inner).clone()));
    for (nth, file) in plan.files.iter().enumerate() {
        watch.progress(nth, plan.files.len());
        let Some(mut chapter) = chapter(file, &plan, &mut package, &mut notes) else { continue };
        let mut is_full = false;
        edit(&mut |book| {
            notes.settle(book.extend(std::mem::take(&mut chapter)));
            is_full = book.at() > MAX_TEXT_LEN;
        });
        if is_full {
            let what = format!("what follows the first {} MB of text", MAX_TEXT_LEN / 1_000_000);
            package.warnings.push(Warning::LeftOut { what });
            break;
        }
    }
    watch.progress(plan.files.len(), plan.files.len());
    edit(&mut |book| {
        notes.give(book);
        book.warnings.append(&mut package.warnings);
    });
    let book = std::mem::take(&mut *book.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(finish(book))
}

fn finish(book: Builder) -> Imported {
    book.finish("epub", 1, "application/epub+zip")
}

/// Reads one page of the book. `None` if it is missing.
fn chapter(file: &str, plan: &Plan, package: &mut Package, notes: &mut Notes) -> Option<Builder> {
    let Some(text) = package.needed_xml(file) else {
        package.warnings.push(Warning::Damaged { what: format!("its page {file} is missing") });
        return None;
    };
    let (tree, flaws) = html::parse(&text, true);
    let mut chapter = Builder::default();
    chapter.warnings.extend(flaws);
    let no_labels = BTreeMap::new();
    let labels = plan.labels.get(file).unwrap_or(&no_labels);
    if let Some(label) = labels.get("") {
        chapter.page(label, None);
    }
    notes.enter_file(file);
    html::walk(&tree, &mut chapter, notes, Some(labels), &mut |_| {});
    Some(chapter)
}

/// Looks for notes in a page that may have some.
fn learn_notes(file: &str, package: &mut Package, notes: &mut Notes) {
    let has_notes = |bytes: &[u8]| {
        ["footnote", "endnote", "rearnote"].iter().any(|kind| memchr::memmem::find(bytes, kind.as_bytes()).is_some())
    };
    if let Some(text) = package.xml(file).filter(|text| has_notes(text.as_bytes())) {
        notes.learn(file, &html::parse(&text, true).0);
    }
}

/// What the book says of itself, and in which order it is read.
#[derive(Default)]
struct Plan {
    facts: Facts,
    /// The paths of its pages.
    files: Vec<String>,
    /// The names of its chapters: by file, then by the id of what begins with it; the empty id is the whole file.
    labels: BTreeMap<String, BTreeMap<String, String>>,
}

/// A file of a book, as its list of files names it.
#[derive(Clone, Default)]
struct Item {
    path: String,
    media_type: String,
    is_contents: bool,
}

impl Plan {
    fn read(package: &mut Package) -> Self {
        let container = package.xml("META-INF/container.xml").unwrap_or_default();
        let named = Xml::new(&container).filter_map(|event| match event {
            Event::Open(tag) if tag.name == "rootfile" => tag.attribute("full-path"),
            _ => None,
        });
        let named: Vec<String> = named.map(|path| html::percent_decoded(&path)).collect();
        let is_there = named.into_iter().find(|path| package.has(path));
        let opf = is_there
            .or_else(|| package.names().find(|name| name.to_ascii_lowercase().ends_with(".opf")).map(str::to_owned));
        let mut plan = Self::default();
        if let Some(opf) = opf {
            let text = package.xml(&opf).unwrap_or_default();
            plan.read_opf(&opf, &text, package);
        }
        if plan.files.is_empty() {
            package.warnings.push(Warning::Damaged { what: "the order of its pages is missing".to_owned() });
            let is_page =
                |name: &str| [".xhtml", ".html", ".htm"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
            plan.files = package.names().filter(|name| is_page(name)).map(str::to_owned).collect();
        }
        plan
    }

    fn read_opf(&mut self, opf: &str, text: &str, package: &mut Package) {
        let mut items: BTreeMap<String, Item> = BTreeMap::new();
        let (mut order, mut beside, mut seen) = (Vec::new(), Vec::new(), BTreeMap::new());
        let mut contents = None;
        let mut xml = Xml::new(text);
        while let Some(event) = xml.next() {
            let Event::Open(tag) = event else { continue };
            let attribute = |name| tag.attribute(name).unwrap_or_default().into_owned();
            match tag.name {
                "title" | "creator" | "publisher" | "date" | "source" => {
                    let words = xml.words();
                    self.take_fact(tag.name, &words.split_whitespace().collect::<Vec<_>>().join(" "));
                }
                "item" => {
                    let is_contents = attribute("properties").split_whitespace().any(|word| word == "nav");
                    let path = joined(opf, &attribute("href"));
                    items.insert(attribute("id"), Item { path, media_type: attribute("media-type"), is_contents });
                }
                "spine" => contents = tag.attribute("toc").map(|id| id.into_owned()),
                "itemref" => {
                    let list = if attribute("linear") == "no" { &mut beside } else { &mut order };
                    list.push(attribute("idref"));
                }
                _ => {}
            }
        }
        if let Some(flaw) = xml.flaw() {
            package.warnings.push(Warning::Damaged { what: format!("its list of pages {flaw}") });
        }
        for item in order.iter().chain(&beside).filter_map(|id| items.get(id)) {
            let is_picture = item.media_type.starts_with("image/") && item.media_type != "image/svg+xml";
            let n_times: &mut usize = seen.entry(&item.path).or_default();
            *n_times += 1;
            if !is_picture && *n_times <= MAX_TIMES {
                self.files.push(item.path.clone());
            } else if *n_times == MAX_TIMES + 1 {
                let what = format!("the page {} beyond the first {MAX_TIMES} times that it comes", item.path);
                package.warnings.push(Warning::LeftOut { what });
            }
        }
        let is_list = |item: &&Item| item.media_type == "application/x-dtbncx+xml";
        let navigation = items.values().find(|item| item.is_contents).map(|item| item.path.clone());
        let list = contents
            .and_then(|id| items.get(&id))
            .or_else(|| items.values().find(is_list))
            .map(|item| item.path.clone());
        self.read_contents(navigation.as_deref(), list.as_deref(), package);
    }

    fn take_fact(&mut self, name: &str, value: &str) {
        let facts = &mut self.facts;
        let fact = match name {
            "title" => &mut facts.title,
            "publisher" => &mut facts.publisher,
            "date" if facts.published.is_empty() => {
                facts.published = day(value);
                return;
            }
            "source" if value.contains("://") => &mut facts.url,
            "creator" if !facts.author.is_empty() => {
                facts.author.extend([", ", value]);
                return;
            }
            "creator" => &mut facts.author,
            _ => return,
        };
        if fact.is_empty() {
            value.clone_into(fact);
        }
    }

    /// Reads the names of the chapters from the table of contents, or from the list that older books have.
    fn read_contents(&mut self, navigation: Option<&str>, list: Option<&str>, package: &mut Package) {
        if let Some((path, text)) = navigation.and_then(|path| Some((path, package.xml(path)?))) {
            let (tree, _) = html::parse(&text, true);
            for (href, label) in html::contents(&tree) {
                self.label(path, &href, &label);
            }
        }
        let Some((path, text)) =
            list.filter(|_| self.labels.is_empty()).and_then(|path| Some((path, package.xml(path)?)))
        else {
            return;
        };
        let (mut label, mut xml) = (String::new(), Xml::new(&text));
        while let Some(event) = xml.next() {
            match event {
                Event::Open(tag) if tag.name == "navLabel" => label = xml.words(),
                Event::Open(tag) if tag.name == "content" => {
                    self.label(path, &tag.attribute("src").unwrap_or_default(), &label);
                }
                _ => {}
            }
        }
    }

    fn label(&mut self, beside: &str, href: &str, label: &str) {
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        if !label.is_empty() {
            let id = href.split_once('#').map_or("", |(_, id)| id).to_owned();
            self.labels.entry(joined(beside, href)).or_default().entry(id).or_insert(label);
        }
    }
}
