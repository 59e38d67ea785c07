//! Earlier versions and forks in words.

use crate::model::{DocumentId, Project};

use super::quoted::visible;

/// "“Draft 2” and “Draft 2b” both replace “Draft 1”".
pub fn fork_in_words(project: &Project, by: &[DocumentId]) -> String {
    let title = |id: DocumentId| project.document(id).map(|it| format!("“{}”", visible(&it.title))).unwrap_or_default();
    let old = by.first().and_then(|first| project.document(*first)?.replaces).map(title).unwrap_or_default();
    let titles: Vec<String> = by.iter().map(|id| title(*id)).collect();
    match titles.as_slice() {
        [one, other] => format!("{one} and {other} both replace {old}"),
        many => format!("{} all replace {old}", many.join(", ")),
    }
}

/// What is to be known of a document that a newer version replaces: "An earlier version; “Draft 2” replaces it".
pub fn earlier_in_words(project: &Project, document: DocumentId) -> String {
    let title = |id| project.document(id).map(|newest| visible(&newest.title));
    match project.newest(document).and_then(title) {
        Some(newest) => format!("An earlier version; “{newest}” replaces it"),
        None => "An earlier version; two newer ones replace it".to_owned(),
    }
}
