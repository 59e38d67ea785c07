//! Earlier versions in words.

use crate::model::{DocumentId, Project};

use super::quoted::visible;

/// What is to be known of a document that a newer version replaces: "An earlier version; “Draft 2” replaces it".
pub fn earlier_in_words(project: &Project, document: DocumentId) -> String {
    match project.newest(document).map(|newest| visible(project.called(newest))) {
        Some(newest) => format!("An earlier version; “{newest}” replaces it"),
        None => "An earlier version; two newer ones replace it".to_owned(),
    }
}
