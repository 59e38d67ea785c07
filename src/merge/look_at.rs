//! What a person should look at in a new version: passages with other words or without a certain place, and changes that
//! were not made. Of versions beside each other each has its own.

use std::sync::Arc;

use crate::model::{Brought, Change, ChangeId, DocumentId, Made, PassageId, Place, Project, RecordId, RecordKind};
use crate::text::Placement;

use super::words::quoted;
use super::{News, NewsKind, Teller};

impl Teller<'_> {
    /// What a person should look at because of a piece of news, a line each: "text changed: ¶7 “265”, now ¶8 “266”".
    pub fn look_at(&self, news: &News) -> Vec<String> {
        let NewsKind::Replaced(replacement) = &news.kind else { return Vec::new() };
        let new = replacement.newest;
        let brought = Brought::to(self.project, new);
        let told = replacement.look_at.iter().map(|id| self.to_look_at(*id, (replacement.old, new), &brought));
        told.flatten().collect()
    }

    fn to_look_at(&self, id: RecordId, (old, new): (DocumentId, DocumentId), brought: &Brought<'_>) -> Option<String> {
        let tables = self.project.tables();
        // Which versions it is about was told.
        let at = |place: &Place| match self.document(place.document) {
            Some(document) if [old, new].contains(&document.id) => document.place_name(place.range().start()),
            _ => self.at(place).unwrap_or_default(),
        };
        let told = |place: &Place| format!("{} {}", at(place), quoted(&self.project.words(place)));
        match id.kind {
            RecordKind::Passage => {
                let passage = tables.passages.get(&PassageId(id.id))?;
                let former = passage.former_in(new)?;
                let now = brought.place(passage).map(|place| format!(", now {}", told(place)));
                Some(format!("{}: {}{}", former.became.name(), told(&former.place), now.unwrap_or_default()))
            }
            RecordKind::Change => {
                let change = tables.changes.get(&ChangeId(id.id))?;
                let (from, to) = (quoted(&change.from), quoted(&change.to));
                let passage = self.project.passage(change.passage)?;
                let place = brought.place(passage).unwrap_or(&passage.place);
                Some(format!("{}: {from} → {to}, {}", brought.made(change)?.label(), at(place)))
            }
            _ => None,
        }
    }
}

/// The passages and changes that a person should look at in a new version, in the order of the text before it.
pub(super) fn to_look_at(project: &Project, version: DocumentId) -> Vec<RecordId> {
    let brought = Brought::to(project, version);
    let mut all: Vec<_> = brought
        .passages()
        .filter(|passage| !project.is_carried(passage))
        .filter_map(|passage| Some((passage, passage.former_in(version)?)))
        .collect();
    all.sort_by_key(|(passage, former)| (former.place.range(), passage.id));
    let mut look_at = Vec::new();
    for (passage, former) in all {
        let made = |change: &Arc<Change>| brought.made(change);
        let changes: Vec<_> = project.changes_of(passage.id).filter(|change| made(change).is_some()).collect();
        let is_made = |change: &Arc<Change>| made(change) == Some(Made::AsProposed);
        // Words that an accepted change asked for are what was wanted.
        let is_as_wanted =
            !brought.is_reopened(passage) && !changes.is_empty() && changes.iter().all(|change| is_made(change));
        let is_other = match former.became {
            Placement::Unchanged | Placement::Moved => false,
            Placement::Changed | Placement::Ambiguous | Placement::Orphaned => !is_as_wanted,
        };
        look_at.extend(is_other.then_some(RecordId::from(passage.id)));
        look_at.extend(changes.iter().filter(|change| !is_made(change)).map(|change| RecordId::from(change.id)));
    }
    look_at
}
