//! Forks: documents for which two people took in different new versions, told until somebody says which is the newer.

use crate::model::{Document, DocumentId, Passage, Project};

/// A document for which two people took in different new versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The document that they replace.
    pub replaced: DocumentId,
    /// The versions, and of each the newest that came after it.
    pub versions: Vec<(DocumentId, DocumentId)>,
}

impl Fork {
    /// The fork at a document, if there is one.
    pub fn at(project: &Project, replaced: DocumentId) -> Option<Self> {
        let (_, by) = project.forks().find(|(document, _)| *document == replaced)?;
        let newest = |version: &DocumentId| (*version, project.newest(*version).unwrap_or(*version));
        Some(Self { replaced, versions: by.iter().map(newest).collect() })
    }

    /// Which document gets which as its new version if this one of them is the newer.
    pub fn chosen(&self, newer: DocumentId) -> Option<(DocumentId, DocumentId)> {
        let (version, _) = self.versions.iter().find(|(version, _)| *version == newer)?;
        let (_, older) = self.versions.iter().find(|(version, _)| *version != newer)?;
        Some((*older, *version))
    }

    /// "“Draft 2” and “Draft 2b” both replace “Draft 1”".
    pub fn in_words(&self, project: &Project) -> String {
        let old = quoted(project, self.replaced);
        let versions: Vec<String> = self.versions.iter().map(|(_, newest)| quoted(project, *newest)).collect();
        match versions.as_slice() {
            [one, other] => format!("{one} and {other} both replace {old}"),
            many => format!("{} all replace {old}", many.join(", ")),
        }
    }

    /// The versions with who took them in: "“Draft 2” (Ana Ruiz) or “Draft 2b” (Ben Okafor)".
    pub fn choices_in_words(&self, project: &Project) -> String {
        let version = |(_, newest): &(DocumentId, DocumentId)| {
            let document = project.document(*newest)?;
            Some(format!("{}{}", quoted(project, *newest), by(project, document)))
        };
        self.versions.iter().filter_map(version).collect::<Vec<_>>().join(" or ")
    }
}

/// Where a passage stands that two people carried to different versions: "“Draft 2” ¶3 (Ana Ruiz) and in “Draft 2b” ¶4
/// (Ben Okafor)"; `None` if it stands in one only.
pub fn standing_in_forks(project: &Project, passage: &Passage) -> Option<String> {
    let mut others = project.across_forks(passage).peekable();
    others.peek()?;
    let stands = std::iter::once(&passage.place).chain(others).filter_map(|place| {
        let document = project.document(place.document)?;
        let at = document.place_name(place.range().start());
        Some(format!("{} {at}{}", quoted(project, document.id), by(project, document)))
    });
    Some(stands.collect::<Vec<_>>().join(" and in "))
}

/// Who took a version in, within brackets.
fn by(project: &Project, document: &Document) -> String {
    taken_in_by(project, document.id).map(|who| format!(" ({who})")).unwrap_or_default()
}

/// Who took a version in, if that is known.
pub fn taken_in_by(project: &Project, version: DocumentId) -> Option<&str> {
    let document = project.document(version)?;
    project.who(document.stamps.made()).filter(|who| !who.is_empty())
}

fn quoted(project: &Project, document: DocumentId) -> String {
    format!("“{}”", project.called(document))
}
