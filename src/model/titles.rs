//! What documents are called where several are named: those of one title are told apart by where and when they were loaded.
//!
//! A new version mostly has the title of the one before it. The newest is called by its title alone; behind the title of
//! the others stands the shortest of these that no other has: the file, the day, both, the moment, or else a number.

use std::collections::BTreeMap;

use super::{Document, DocumentId, Origin, Project, Text, Time};

/// What stands between a title and what tells it from another one.
const BETWEEN: &str = " · ";

impl Project {
    /// What a document is called beside all others, deleted or not: "A shared agenda · draft-1.docx"; its title, if no other
    /// one has that. Empty if it was never there.
    pub fn called(&self, document: DocumentId) -> &str {
        let title = || self.tables.documents.get(&document).map(|document| document.title.as_str());
        let told_apart = self.told_apart.get_or_init(|| self.tell_apart().into());
        told_apart.get(&document).map(Text::as_str).or_else(title).unwrap_or_default()
    }

    /// For every document whose title others have as well: what it is called instead. That which all the others came before
    /// keeps its title.
    fn tell_apart(&self) -> BTreeMap<DocumentId, Text> {
        let mut alike: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
        for document in self.tables.documents.values().filter(|document| document.present) {
            alike.entry(document.title.trim()).or_default().push(document);
        }
        let mut called = BTreeMap::new();
        for (title, mut documents) in alike.into_iter().filter(|(_, documents)| documents.len() > 1) {
            let n_earlier = |document: &Document| self.earlier_versions(document.id).len();
            documents.sort_by_cached_key(|document| (n_earlier(document), loaded(document), document.id));
            let is_last = |document: &Document| {
                let earlier = self.earlier_versions(document.id);
                documents.iter().all(|other| other.id == document.id || earlier.contains(&other.id))
            };
            let marks = marks(&documents);
            let marked = documents.iter().zip(marks).filter(|(document, _)| !is_last(document));
            called.extend(marked.map(|(document, mark)| (document.id, format!("{title}{BETWEEN}{mark}").into())));
        }
        called
    }
}

/// For each of these documents, which are in order, what no other of them has.
fn marks(documents: &[&Document]) -> Vec<String> {
    let file = |origin: &Origin| origin.name.clone();
    let day = |origin: &Origin| moment(origin, "%-d %b %Y");
    let ways: [&dyn Fn(&Origin) -> String; 4] =
        [&file, &day, &|origin| format!("{}, {}", file(origin), day(origin)), &|origin| {
            moment(origin, "%-d %b %Y, %H:%M")
        }];
    let marked = |way: &dyn Fn(&Origin) -> String| -> Vec<String> {
        documents.iter().map(|document| document.origins.first().map(way).unwrap_or_default()).collect()
    };
    let tells_apart = |marks: &Vec<String>| {
        let mut sorted: Vec<&str> = marks.iter().map(|mark| mark.trim()).collect();
        sorted.sort_unstable();
        sorted.windows(2).all(|pair| pair[0] != pair[1]) && sorted.first().is_some_and(|first| !first.is_empty())
    };
    let numbers = || (1..=documents.len()).map(|number| number.to_string()).collect();
    ways.into_iter().map(marked).find(tells_apart).unwrap_or_else(numbers)
}

/// When a document was loaded.
fn loaded(document: &Document) -> Option<Time> {
    document.origins.first().map(|origin| origin.loaded)
}

/// When it was loaded, in Greenwich, so that a document is called the same by everybody.
fn moment(origin: &Origin, form: &str) -> String {
    let moment = jiff::Timestamp::from_second(origin.loaded.0).ok();
    moment.map(|moment| moment.to_zoned(jiff::tz::TimeZone::UTC).strftime(form).to_string()).unwrap_or_default()
}
