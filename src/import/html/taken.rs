//! What a well-known reading of web pages, that of Readability, takes for the article.

use dom_smoothie::Readability;

use super::elements::{is_hidden, is_no_text};
use super::parse::parse;
use super::tree::{NodeId, Tree, Visit, is_void};

/// The largest page that is given to it: beyond, it may take long.
const MAX_LEN: usize = 6 << 20;
const MAX_NODES: usize = 200_000;
/// The longest text without a tag in it; the time that it takes grows with the square of its length.
const MAX_TEXT_LEN: usize = 256 << 10;
/// How many text nodes are looked at to find the one that came back.
const REACH: usize = 2_000;
/// The attribute by which elements are known again.
pub(super) const KEY: &str = "data-k";

/// The page is too large to look for an article in it.
pub(super) struct TooLarge;

/// For every node whether it is a text that is taken for one of the article; `None` if no article was found.
pub(super) fn taken(tree: &Tree) -> Result<Option<Vec<bool>>, TooLarge> {
    let page = serialized(tree).filter(|_| tree.len() <= MAX_NODES).ok_or(TooLarge)?;
    let article = Readability::new(page, None, None).ok().and_then(|mut page| page.parse().ok());
    Ok(article.map(|article| known_again(tree, &parse(&article.content, false).0)))
}

/// The page with keys in all elements, and without what is not shown. `None` if it is too large.
fn serialized(tree: &Tree) -> Option<String> {
    let mut page = String::new();
    let mut visits = tree.visits(Tree::ROOT);
    while let Some(visit) = visits.next() {
        match visit {
            Visit::Enter(id) => {
                if let Some(text) = tree.text(id) {
                    if text.len() > MAX_TEXT_LEN {
                        return None;
                    }
                    escape(text, &mut page);
                } else if is_left_out(tree, id) {
                    visits.pass_over(id);
                } else {
                    open(tree, id, &mut page);
                }
            }
            Visit::Leave(id) => {
                let name = written_name(tree.name(id));
                if !name.is_empty() && !is_void(name) {
                    page.extend(["</", name, ">"]);
                }
            }
        }
        if page.len() > MAX_LEN {
            return None;
        }
    }
    Some(page)
}

/// Pictures and films and the fields of forms stay, as signs of what surrounds them.
fn is_left_out(tree: &Tree, id: NodeId) -> bool {
    let name = tree.name(id);
    if matches!(name, "head" | "title" | "meta" | "input" | "embed" | "img" | "source") {
        return false;
    }
    name == "svg" || is_no_text(name) || is_hidden(tree, id)
}

fn open(tree: &Tree, id: NodeId, page: &mut String) {
    let name = written_name(tree.name(id));
    if name.is_empty() {
        return;
    }
    page.extend(["<", name, " ", KEY, "=\"", &id.to_string(), "\""]);
    for (name, value) in tree.attributes(id).filter(|(name, _)| !matches!(*name, "style" | KEY)) {
        page.extend([" ", name, "=\""]);
        escape(value, page);
        page.push('"');
    }
    page.push('>');
}

/// Elements whose text would not be read as that of others is.
fn written_name(name: &str) -> &str {
    match name {
        "plaintext" | "xmp" | "listing" => "pre",
        name => name,
    }
}

fn escape(text: &str, page: &mut String) {
    let mut rest = text;
    while let Some((plain, behind)) = rest.find(['&', '<', '>', '"']).and_then(|at| rest.split_at_checked(at)) {
        page.push_str(plain);
        let mut characters = behind.chars();
        page.push_str(match characters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            _ => "&quot;",
        });
        rest = characters.as_str();
    }
    page.push_str(rest);
}

/// For every node of the page whether it is a text of `content`. Texts come in the same order in both, and the keys tell
/// which element they are in.
fn known_again(tree: &Tree, content: &Tree) -> Vec<bool> {
    let (texts, inside) = texts(tree);
    let mut is_taken = vec![false; tree.len()];
    let mut next = 0;
    for visit in content.visits(Tree::ROOT) {
        let Visit::Enter(id) = visit else { continue };
        let Some(text) = content.text(id).map(str::trim).filter(|text| !text.is_empty()) else { continue };
        let key = content.with_ancestors(id).find_map(|id| content.attribute(id, KEY)?.parse::<usize>().ok());
        let Some((first, end)) = key.and_then(|key| inside.get(key)).copied() else { continue };
        let is_it = |at: &usize| texts.get(*at).and_then(|id| tree.text(*id)).is_some_and(|own| own.trim() == text);
        let behind = (first.max(next)..end).take(REACH).find(is_it);
        let Some(found) = behind.or_else(|| (first..end).take(REACH).find(is_it)) else { continue };
        next = found + 1;
        if let Some(taken) = texts.get(found).and_then(|id| is_taken.get_mut(*id as usize)) {
            *taken = true;
        }
    }
    is_taken
}

/// All text nodes in the order of the page, and for each node which of them are in it.
fn texts(tree: &Tree) -> (Vec<NodeId>, Vec<(usize, usize)>) {
    let (mut texts, mut inside) = (Vec::new(), vec![(0, 0); tree.len()]);
    for visit in tree.visits(Tree::ROOT) {
        let (Visit::Enter(id) | Visit::Leave(id)) = visit;
        let Some((first, end)) = inside.get_mut(id as usize) else { continue };
        match visit {
            Visit::Enter(_) => {
                (*first, *end) = (texts.len(), texts.len());
                if tree.text(id).is_some() {
                    texts.push(id);
                }
            }
            Visit::Leave(_) => *end = texts.len(),
        }
    }
    (texts, inside)
}
