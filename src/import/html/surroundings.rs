//! What the elements around a text say about it.

use super::tree::{NodeId, Tree, Visit};
use super::walk::Piece;

/// An element that holds more of the article than this is not named after what stands beside the article.
const MAX_NAMED: f64 = 0.3;
/// A name for much of the article, in many elements, does not mean what it usually means.
const MAX_NAME: f64 = 0.35;
/// Of what holds so much of the article the innermost is where it stands.
const CONTAINER: f64 = 0.6;

/// Words by which pages call what stands beside an article or in the pictures of it. Elements are among them.
const NOISE: [&str; 47] = [
    "<aside",
    "<figcaption",
    "<footer",
    "<nav",
    "advert",
    "advertisement",
    "advertising",
    "author",
    "authors",
    "bio",
    "breadcrumb",
    "breadcrumbs",
    "byline",
    "bylines",
    "caption",
    "captions",
    "comment",
    "comments",
    "copyright",
    "copyrights",
    "credit",
    "credits",
    "dateline",
    "disclaimer",
    "disqus",
    "metadata",
    "newsletter",
    "newsletters",
    "outbrain",
    "pagination",
    "popular",
    "postinfo",
    "promo",
    "promotion",
    "readmore",
    "recommendations",
    "recommended",
    "related",
    "share",
    "sharing",
    "signup",
    "social",
    "sponsored",
    "subscribe",
    "subscription",
    "timestamp",
    "trending",
];
/// More of the same: these are parts of longer words as often as words of their own.
const MORE_NOISE: [&str; 5] = ["sharebar", "tags", "toolbar", "tools", "tooltip"];

/// What the elements around a node say about it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Surroundings {
    /// It is in something small that is named after what is no article.
    pub(super) is_noise: bool,
    pub(super) in_time: bool,
    pub(super) in_link: bool,
    /// It is quoted in the article.
    pub(super) in_quotation: bool,
    in_container: bool,
    names: u64,
}

/// What the elements around each node say about it, given which texts are taken for the article.
pub(super) fn surroundings(tree: &Tree, taken: &[bool], pieces: &[Piece]) -> Vec<Surroundings> {
    let (sizes, container) = sizes(tree, taken, pieces);
    let total = sizes.first().copied().unwrap_or_default() as f64;
    let is_small = |id: NodeId| sizes.get(id as usize).is_some_and(|size| *size as f64 <= MAX_NAMED * total);
    let mut around = vec![Surroundings::default(); tree.len()];
    for visit in tree.visits(Tree::ROOT) {
        let Visit::Enter(id) = visit else { continue };
        let above = tree.parent(id).and_then(|parent| around.get(parent as usize)).copied().unwrap_or_default();
        let name = tree.name(id);
        let own = if is_small(id) && !name.is_empty() { names(tree, id) } else { 0 };
        let in_container = above.in_container || container == Some(id);
        if let Some(around) = around.get_mut(id as usize) {
            *around = Surroundings {
                is_noise: false,
                in_time: above.in_time || name == "time",
                in_link: above.in_link || (name == "a" && tree.attribute(id, "href").is_some()),
                in_quotation: above.in_quotation || (name == "blockquote" && above.in_container),
                in_container,
                names: above.names | own,
            };
        }
    }
    let meaningful = meaningful_names(&around, taken, pieces, total);
    around.iter_mut().for_each(|around| around.is_noise = around.names & meaningful != 0);
    around
}

/// How many bytes of the article are in each node, and the innermost node that holds most of it.
fn sizes(tree: &Tree, taken: &[bool], pieces: &[Piece]) -> (Vec<usize>, Option<NodeId>) {
    let mut sizes = vec![0; tree.len()];
    for piece in pieces.iter().filter(|piece| taken.get(piece.node as usize).copied().unwrap_or_default()) {
        if let Some(size) = sizes.get_mut(piece.node as usize) {
            *size = piece.end - piece.start;
        }
    }
    let total: usize = sizes.iter().sum();
    let mut container = None;
    for visit in tree.visits(Tree::ROOT) {
        let Visit::Leave(id) = visit else { continue };
        let size: usize = tree.children(id).filter_map(|child| sizes.get(child as usize)).sum();
        if let Some(own) = sizes.get_mut(id as usize) {
            *own = size;
        }
        if container.is_none() && size as f64 >= CONTAINER * total as f64 {
            container = Some(id);
        }
    }
    (sizes, container)
}

/// The words for noise by which an element is called, each as one bit.
fn names(tree: &Tree, id: NodeId) -> u64 {
    let bit = |word: &str| {
        let of_more = || MORE_NOISE.iter().position(|noise| *noise == word).map(|at| at + NOISE.len());
        NOISE.binary_search(&word).ok().or_else(of_more).map_or(0, |at| 1 << at)
    };
    let said = tree.attributes(id).filter(|(name, _)| matches!(*name, "class" | "id" | "itemprop" | "role"));
    let by_words = said.fold(0, |names, (_, value)| words(value).fold(names, |names, word| names | bit(&word)));
    by_words | bit(&format!("<{}", tree.name(id)))
}

/// The words in a name such as `article-shareBar__left`, in small letters.
fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_ascii_alphabetic()).flat_map(|part| {
        let mut words: Vec<String> = vec![String::new()];
        let mut was_small = false;
        for c in part.chars() {
            if c.is_ascii_uppercase() && was_small {
                words.push(String::new());
            }
            was_small = c.is_ascii_lowercase();
            if let Some(word) = words.last_mut() {
                word.push(c.to_ascii_lowercase());
            }
        }
        words
    })
}

/// The names that do not stand for much of the article.
fn meaningful_names(around: &[Surroundings], taken: &[bool], pieces: &[Piece], total: f64) -> u64 {
    let mut sizes = [0usize; u64::BITS as usize];
    for piece in pieces.iter().filter(|piece| taken.get(piece.node as usize).copied().unwrap_or_default()) {
        let mut names = around.get(piece.node as usize).map_or(0, |around| around.names);
        while names != 0 {
            if let Some(size) = sizes.get_mut(names.trailing_zeros() as usize) {
                *size += piece.end - piece.start;
            }
            names &= names - 1;
        }
    }
    let meaningful = sizes.iter().enumerate().filter(|(_, size)| **size as f64 <= MAX_NAME * total);
    meaningful.fold(0, |names, (at, _)| names | 1 << at)
}
