//! The notes of a text that are told apart by what they say of themselves, in the same file or in another.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::builder::Builder;
use crate::model::StoryKind;

use super::elements::is_of_type;
use super::tree::{NodeId, Tree, Visit};

const NOTES: [&str; 5] = ["footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"];

/// The notes of a text. They are known before the text is read, so that a mark can be told from a link.
///
/// A note is known by its file and its id: `text/notes.xhtml#n1`.
#[derive(Debug, Default)]
pub(in crate::import) struct Notes {
    /// The file that is being read.
    file: String,
    bodies: BTreeSet<String>,
    /// What was referred to: which story of the whole text it is.
    stories: BTreeMap<String, usize>,
    /// The same for the part of the text that is being written.
    new_stories: BTreeMap<String, usize>,
    contents: Vec<(String, Builder)>,
}

impl Notes {
    /// Learns which notes there are in a file.
    pub(in crate::import) fn learn(&mut self, file: &str, tree: &Tree) {
        let entered =
            tree.visits(Tree::ROOT).filter_map(|visit| if let Visit::Enter(id) = visit { Some(id) } else { None });
        let notes = entered.filter(|id| is_of_type(tree, *id, &NOTES));
        self.bodies.extend(notes.filter_map(|id| Some(format!("{file}#{}", tree.attribute(id, "id")?))));
    }

    /// From now on this file is read.
    pub(in crate::import) fn enter_file(&mut self, file: &str) {
        file.clone_into(&mut self.file);
    }

    /// What the note with this id in this file is known by, `None` if it is no note.
    pub(in crate::import) fn key_of_body(&self, id: &str) -> Option<String> {
        let key = || format!("{}#{id}", self.file);
        (!self.bodies.is_empty()).then(key).filter(|key| self.bodies.contains(key))
    }

    /// Puts the mark of a note where the text ends; `false` if there is no such note, or it has its mark already.
    pub(in crate::import) fn refer(&mut self, href: &str, mark: &str, text: &mut Builder) -> bool {
        let Some((file, id)) = href.split_once('#') else { return false };
        let key = if file.is_empty() { format!("{}#{id}", self.file) } else { format!("{}#{id}", self.beside(file)) };
        let is_known = self.stories.contains_key(&key) || self.new_stories.contains_key(&key);
        let is_new = self.bodies.contains(&key) && !is_known;
        if is_new {
            let story = text.story_ahead(StoryKind::Footnote, text.at(), mark);
            self.new_stories.insert(key, story);
        }
        is_new
    }

    /// The part of the text is written, and follows what has so many stories.
    pub(in crate::import) fn settle(&mut self, n_before: usize) {
        let new = std::mem::take(&mut self.new_stories);
        self.stories.extend(new.into_iter().map(|(key, story)| (key, n_before + story)));
    }

    /// Keeps what a note says.
    pub(in crate::import) fn keep(&mut self, key: String, content: Builder) {
        self.contents.push((key, content));
    }

    /// Gives the text its notes. Those without a mark follow the others.
    pub(in crate::import) fn give(&mut self, text: &mut Builder) {
        for (key, content) in std::mem::take(&mut self.contents) {
            match self.stories.remove(&key) {
                Some(story) => text.set_story(story, content),
                None => text.story(StoryKind::Footnote, None, "", content),
            }
        }
    }

    /// The path of a file as it is named in the one that is being read.
    fn beside(&self, file: &str) -> String {
        super::path::joined(&self.file, file)
    }
}

/// The table of contents in the file that has one, and the list of its pages: addresses and names.
pub(in crate::import) fn contents(tree: &Tree) -> Vec<(String, String)> {
    let entered =
        |root| tree.visits(root).filter_map(|visit| if let Visit::Enter(id) = visit { Some(id) } else { None });
    let list = |types: &[&str]| {
        entered(Tree::ROOT).find(|id: &NodeId| tree.name(*id) == "nav" && is_of_type(tree, *id, types))
    };
    let chapters = list(&["toc", "doc-toc"]).unwrap_or(Tree::ROOT);
    let lists = [Some(chapters), list(&["page-list", "doc-pagelist"])];
    let links = lists.into_iter().flatten().flat_map(entered).filter(|id| tree.name(*id) == "a");
    links.filter_map(|id| Some((tree.attribute(id, "href")?.to_owned(), tree.words(id)))).collect()
}
