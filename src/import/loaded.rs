//! A loaded file as a document is made from it.

use std::path::Path;

use crate::model::{Body, Loaded, Origin, Time, sha256};
use crate::text::Blocks;

use super::Imported;

impl Imported {
    /// What a document is made from: the text, and the file of this name and these bytes that it was read from.
    pub fn into_loaded(self, name: &str, bytes: &[u8], loaded: Time) -> Loaded {
        let origin = Origin { name: name.into(), bytes: bytes.len() as u64, sha256: sha256(bytes), loaded };
        // Both are made of this very text, so that they always fit; its lines would do no harm.
        let structure = Some(self.structure).filter(|structure| structure.fits(&self.text)).unwrap_or_default();
        let blocks = Blocks::new(&self.text, self.blocks).unwrap_or_else(|| Blocks::lines(&self.text));
        Loaded {
            origin,
            media_type: self.media_type,
            encoding: self.encoding,
            importer: self.importer,
            facts: self.facts,
            body: Body::new(self.text, blocks, structure),
        }
    }

    /// The title to propose: the heading that the text begins with, else the name of the file without its ending.
    pub fn proposed_title(&self, name: &str) -> String {
        let heading = self.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        heading.map_or_else(|| title_of_file(name), str::to_owned)
    }
}

/// The name of a file without its ending, which is a title where there is no better one.
pub fn title_of_file(name: &str) -> String {
    Path::new(name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
