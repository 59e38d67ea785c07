//! What a passage rests on: how many sources that do not say the same for the same reason.

use std::collections::BTreeMap;
use std::fmt;

use super::{LinkTarget, Passage, Project, Rank, RecordId, Relation, Role};

/// How many independent sources bear a passage out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RestsOn {
    /// Origins that are primary for this fact.
    pub n_primary: usize,
    /// Origins that are not.
    pub n_secondary: usize,
}

impl RestsOn {
    /// Whether that is enough where `independent` sources are asked for: so many, or one that is primary.
    pub fn is_enough(self, independent: u32) -> bool {
        self.n_primary > 0 || self.n_secondary >= independent as usize
    }
}

impl fmt::Display for RestsOn {
    /// To go on after "rests on": "1 primary, 2 secondary".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.n_primary, self.n_secondary) {
            (0, 0) => f.write_str("nothing"),
            (primary, 0) => write!(f, "{primary} primary"),
            (0, secondary) => write!(f, "{secondary} secondary"),
            (primary, secondary) => write!(f, "{primary} primary, {secondary} secondary"),
        }
    }
}

/// Which documents and sources have one origin: because people said so of them, or because a piece of one repeats a piece
/// of the other. Made once for a project, it answers for all passages.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// For evidence that shares its origin with other: a number for the origin.
    shared: BTreeMap<RecordId, usize>,
}

impl Origins {
    /// The origins of all evidence.
    pub fn of(project: &Project) -> Self {
        let mut ties = Ties::default();
        let documents = project.documents_as(Role::Evidence).into_iter();
        let documents = documents.map(|document| (RecordId::from(document.id), &document.origin_group));
        let sources = project.sources().into_iter().map(|source| (source.id.into(), &source.origin_group));
        let mut groups: BTreeMap<String, RecordId> = BTreeMap::new();
        for (record, group) in documents.chain(sources) {
            let group = group.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            if !group.is_empty() {
                ties.tie(record, *groups.entry(group).or_insert(record));
            }
        }
        for link in project.links().filter(|link| link.relation == Relation::Repeats) {
            let ends = [LinkTarget::Passage(link.from), link.to].map(|end| evidence(project, end));
            if let [Some(from), Some(to)] = ends {
                ties.tie(from, to);
            }
        }
        let records: Vec<_> = ties.nodes.keys().copied().collect();
        Self { shared: records.into_iter().map(|record| (record, ties.root_of(record))).collect() }
    }

    /// What a passage rests on: the origins of what supports it, each counted once, by the best that is said of it.
    pub fn rests_on(&self, project: &Project, passage: &Passage) -> RestsOn {
        let supporting = project.links_from(passage.id).filter(|link| link.relation == Relation::Supports);
        let mut ranks: BTreeMap<Result<usize, RecordId>, Rank> = BTreeMap::new();
        for link in supporting {
            let Some(record) = evidence(project, link.to) else { continue };
            let rank = ranks.entry(self.shared.get(&record).copied().ok_or(record)).or_default();
            *rank = link.rank.max(*rank);
        }
        let n_primary = ranks.values().filter(|rank| **rank == Rank::Primary).count();
        RestsOn { n_primary, n_secondary: ranks.len() - n_primary }
    }
}

/// The document or source that stands behind the end of a link, `None` if that is a draft: a draft bears nothing out.
fn evidence(project: &Project, end: LinkTarget) -> Option<RecordId> {
    let document = match end {
        LinkTarget::Source(source) => return Some(source.into()),
        LinkTarget::Document(document) => document,
        LinkTarget::Passage(passage) => project.passage(passage)?.place.document,
    };
    project.document(document).filter(|document| document.role == Role::Evidence).map(|document| document.id.into())
}

/// Records that were tied to each other, two by two.
#[derive(Default)]
struct Ties {
    nodes: BTreeMap<RecordId, usize>,
    /// For every node another one of the same origin; the last such is its own.
    parents: Vec<usize>,
}

impl Ties {
    fn tie(&mut self, a: RecordId, b: RecordId) {
        let (a, b) = (self.root_of(a), self.root_of(b));
        if let Some(parent) = self.parents.get_mut(a.max(b)) {
            *parent = a.min(b);
        }
    }

    fn root_of(&mut self, record: RecordId) -> usize {
        let n_nodes = self.parents.len();
        let mut at = *self.nodes.entry(record).or_insert(n_nodes);
        if at == n_nodes {
            self.parents.push(at);
        }
        while let Some(&parent) = self.parents.get(at).filter(|parent| **parent != at) {
            // Half of the way is skipped the next time.
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(skipped) = self.parents.get_mut(at) {
                *skipped = above;
            }
            at = above;
        }
        at
    }
}
