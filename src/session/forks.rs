//! Forks: documents for which two people took in different new versions, told until somebody says which is the newer.
//!
//! Until then work goes on in one of them, that in which the passages stand that are in several. What the others have too is
//! suggested, compared and told there alone; in them only what is theirs.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Body, Document, DocumentId, Passage, Place, Project};
use crate::text::{Placement, TextRange, is_same_but_for_type, listed};

use super::compared::Words;

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
        let newest = |version| (version, project.newest(version).unwrap_or(version));
        Some(Self { replaced, versions: by.into_iter().map(newest).collect() })
    }

    /// The fork to which the versions after a document lead, or those after the first that does.
    pub fn after(project: &Project, document: DocumentId) -> Option<Self> {
        Self::at(project, project.line_from(document).last()?)
    }

    /// The fork of which a document is one version, or came after one.
    pub fn of(project: &Project, version: DocumentId) -> Option<Self> {
        let earlier = project.earlier_versions(version);
        let (replaced, _) = project.forks().find(|(document, _)| earlier.contains(document))?;
        Self::at(project, replaced)
    }

    /// "Two new versions".
    pub fn label(&self) -> String {
        format!("{} new versions", self.number())
    }

    /// How many versions there are, to begin a line with: "Two".
    pub fn number(&self) -> String {
        match self.versions.len() {
            2 => "Two".to_owned(),
            3 => "Three".to_owned(),
            n => n.to_string(),
        }
    }

    /// What one of them is to be: "newer" of two, "newest" of more.
    pub fn newer(&self) -> &'static str {
        if self.versions.len() > 2 { "newest" } else { "newer" }
    }

    /// What is to be done about it, to go on with after what it is.
    pub fn ask(&self) -> String {
        format!("say which is the {}", self.newer())
    }

    /// "“Draft 2” and “Draft 2b” both replace “Draft 1”", and what was answered if it is asked again: "; Ana Ruiz said “Draft
    /// 2”, Ben Okafor said “Draft 2b”".
    pub fn in_words(&self, project: &Project) -> String {
        let all = if self.versions.len() > 2 { "all" } else { "both" };
        let answers = project.answers(self.versions.iter().map(|(version, _)| *version)).into_iter();
        let answers: Vec<String> =
            answers.map(|(who, version)| format!("{who} said {}", quoted(project, version))).collect();
        let answers = if answers.is_empty() { String::new() } else { format!("; {}", answers.join(", ")) };
        format!("{} {all} replace {}{answers}", self.names(project), quoted(project, self.replaced))
    }

    /// "“Draft 2” and “Draft 2b”".
    pub fn names(&self, project: &Project) -> String {
        let versions: Vec<String> = self.versions.iter().map(|(_, newest)| quoted(project, *newest)).collect();
        listed(&versions, "and")
    }

    /// The versions with who took them in: "“Draft 2” (Ana Ruiz) or “Draft 2b” (Ben Okafor)".
    pub fn choices_in_words(&self, project: &Project) -> String {
        listed(&self.with_people(project), "or")
    }

    fn with_people(&self, project: &Project) -> Vec<String> {
        let version = |(_, newest): &(DocumentId, DocumentId)| {
            let document = project.document(*newest)?;
            Some(format!("{}{}", quoted(project, *newest), by(project, document)))
        };
        self.versions.iter().filter_map(version).collect()
    }
}

/// In which version work goes on, if it is another than this one and nobody has said which of them is the newer.
pub fn goes_on_in(project: &Project, version: DocumentId) -> Option<DocumentId> {
    let instead = project.counting_instead(version);
    if instead.is_some() {
        return instead;
    }
    let others: Vec<DocumentId> = project.beside(version).into_iter().map(|document| document.id).collect();
    if others.is_empty() {
        return None;
    }
    let mut n_standing: BTreeMap<DocumentId, usize> = BTreeMap::new();
    for passage in project.passages().filter(|passage| project.across_forks(passage).next().is_some()) {
        *n_standing.entry(passage.place.document).or_default() += 1;
    }
    let order = |id| {
        let n = n_standing.get(&id).copied().unwrap_or_default();
        (n, project.document(id).map(|document| document.stamps.made()), id)
    };
    others.into_iter().max_by_key(|other| order(*other)).filter(|other| order(*other) > order(version))
}

/// What is to be known of a version of a fork: "“Draft 2b” (Ben Okafor) replaces “Draft 1”, too".
pub fn others_in_words(project: &Project, version: DocumentId) -> Option<String> {
    let mut others = Fork::of(project, version)?;
    let own = project.earlier_versions(version);
    others.versions.retain(|(other, _)| *other != version && !own.contains(other));
    let verb = if others.versions.len() == 1 { "replaces" } else { "replace" };
    let names = listed(&others.with_people(project), "and");
    Some(format!("{names} {verb} {}, too", quoted(project, others.replaced)))
}

/// What a version has in common with the one in which work goes on: sentences, or whole paragraphs, in their order.
#[derive(Debug, Default)]
pub(super) struct Elsewhere(Vec<TextRange>);

impl Elsewhere {
    /// What a document has in common with another version in which work goes on; nothing where it goes on in this one.
    pub fn of(project: &Project, document: &Document) -> Self {
        let other = goes_on_in(project, document.id).and_then(|other| project.document(other));
        other.map(|other| Self::both_have(&document.body, &other.body)).unwrap_or_default()
    }

    fn both_have(body: &Body, other: &Body) -> Self {
        let is_in = |all: &BTreeSet<&str>, body: &Body, range: TextRange| {
            range.within(body.text()).is_some_and(|words| all.contains(words))
        };
        let (own, others) = (paragraphs(body), paragraphs(other));
        // Sentences are looked for only where a paragraph is not the same.
        let blocks = other.blocks().iter().enumerate().filter(|(_, (range, _))| !is_in(&own, other, *range));
        let sentences = blocks.flat_map(|(index, _)| other.shown_sentences(index..index + 1));
        let sentences: BTreeSet<&str> = sentences.filter_map(|range| range.within(other.text())).collect();
        let common =
            body.blocks().iter().enumerate().flat_map(|(index, (block, _))| match is_in(&others, body, block) {
                true => vec![block],
                false => {
                    body.shown_sentences(index..index + 1).filter(|range| is_in(&sentences, body, *range)).collect()
                }
            });
        Self(common.collect())
    }

    /// Whether all of `range` is there too.
    pub fn has(&self, range: TextRange) -> bool {
        let behind = self.0.partition_point(|common| common.start() <= range.start());
        behind.checked_sub(1).and_then(|at| self.0.get(at)).is_some_and(|common| common.covers(range))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn paragraphs(body: &Body) -> BTreeSet<&str> {
    body.blocks().iter().filter_map(|(range, _)| range.within(body.text())).collect()
}

/// Which pairs of statements need not be told: what two versions of a fork say otherwise, and what is told of the version
/// in which work goes on.
pub(super) struct Twice<'p> {
    project: &'p Project,
    elsewhere: BTreeMap<DocumentId, Elsewhere>,
}

impl<'p> Twice<'p> {
    pub fn of(project: &'p Project) -> Self {
        let newest = project.newest_documents().into_iter();
        let elsewhere = newest.map(|document| (document.id, Elsewhere::of(project, document)));
        Self { project, elsewhere: elsewhere.filter(|(_, elsewhere)| !elsewhere.is_empty()).collect() }
    }

    pub fn has(&self, [a, b]: [Words; 2]) -> bool {
        let is_elsewhere = |(document, range): Words| self.elsewhere.get(&document).is_some_and(|it| it.has(range));
        let is_instead = |a, b| self.project.counting_instead(a) == Some(b);
        let is_one_line = is_instead(a.0, b.0) || is_instead(b.0, a.0) || self.project.fork_between(a.0, b.0).is_some();
        is_elsewhere(a) || is_elsewhere(b) || is_one_line
    }
}

/// Where a passage stands that two people carried to different versions: "“Draft 2” ¶3 (Ana Ruiz) and “Draft 2b” ¶4
/// (Ben Okafor)"; `None` if it stands in one only.
pub fn standing_in_forks(project: &Project, passage: &Passage) -> Option<String> {
    let mut others = project.across_forks(passage).peekable();
    others.peek()?;
    let mut places: Vec<&Place> = std::iter::once(&passage.place).chain(others).collect();
    places.sort_by_cached_key(|place| project.came(place.document));
    let stands = places.into_iter().filter_map(|place| {
        let document = project.document(place.document)?;
        let at = document.place_name(place.range().start());
        Some(format!("{} {at}{}", quoted(project, document.id), by(project, document)))
    });
    Some(listed(&stands.collect::<Vec<_>>(), "and"))
}

/// Why a passage is to be looked at again. As long as several versions have it, those are named whose words are others:
/// "Its words changed in “Draft 2b”".
pub fn reopened_in_words(project: &Project, passage: &Passage) -> String {
    let versions = if *passage.reopened == *Passage::WORDS_CHANGED { changed_in(project, passage) } else { Vec::new() };
    match versions.is_empty() {
        true => passage.reopened.to_string(),
        false => format!("Its words changed in {}", listed(&versions, "and")),
    }
}

/// The versions that have other words of a passage than those before them, of several of which nobody has said which is
/// the newest; none of what stands in one line of versions.
fn changed_in(project: &Project, passage: &Passage) -> Vec<String> {
    let mut others = project.across_forks(passage).peekable();
    if others.peek().is_none() {
        return Vec::new();
    }
    let asked_for = |place: &Place| {
        project.accepted_changes(passage.id).any(|change| is_same_but_for_type(&change.to, place.words()))
    };
    let mut changed: Vec<DocumentId> = Vec::new();
    for place in std::iter::once(&passage.place).chain(others).filter(|place| !asked_for(place)) {
        let mut line = vec![place.document];
        line.extend(project.earlier_versions(place.document));
        let became = |version: &DocumentId| passage.former_in(*version).map(|former| former.became);
        let own = line.into_iter().filter(|version| project.is_forked(*version));
        changed.extend(own.filter(|version| became(version) == Some(Placement::Changed)));
    }
    changed.sort_by_cached_key(|version| project.came(*version));
    changed.dedup();
    changed.into_iter().map(|version| quoted(project, version)).collect()
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
