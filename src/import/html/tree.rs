//! The tree of a web page, as the parser builds it: small, and without what no reader sees.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName, local_name, ns};

/// A node of a [`Tree`], by its index.
pub(in crate::import) type NodeId = u32;

/// No node.
const NONE: NodeId = NodeId::MAX;

/// The attributes that somebody asks for; the others are not kept.
const KEPT_ATTRIBUTES: [&str; 31] = [
    "alt",
    "aria-hidden",
    "aria-label",
    "charset",
    "class",
    "content",
    "data-k",
    "datetime",
    "dir",
    "epub:type",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "open",
    "property",
    "rel",
    "reversed",
    "role",
    "rowspan",
    "shadowrootmode",
    "start",
    "style",
    "title",
    "type",
    "value",
    "colspan",
];

/// The tree of a page.
///
/// Comments are not in it, but for the one by which a browser says where the page was saved from.
#[derive(Debug, Default)]
pub(in crate::import) struct Tree {
    nodes: Vec<Node>,
    /// "saved from url" of a comment.
    pub(super) saved_from: Option<String>,
}

#[derive(Debug)]
struct Node {
    parent: NodeId,
    previous: NodeId,
    next: NodeId,
    first: NodeId,
    last: NodeId,
    kind: NodeKind,
}

#[derive(Debug)]
enum NodeKind {
    /// The page, or something in it that has no look, such as a comment.
    Other,
    Text(StrTendril),
    Element {
        name: QualName,
        attributes: Box<[(LocalName, StrTendril)]>,
    },
}

/// A node, for whoever goes through a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visit {
    /// A node, before what is in it.
    Enter(NodeId),
    /// An element, after what is in it.
    Leave(NodeId),
}

impl Tree {
    /// The page.
    pub(super) const ROOT: NodeId = 0;

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is an element of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.nodes.iter().any(|node| matches!(&node.kind, NodeKind::Element { name: own, .. } if *own.local == *name))
    }

    /// What a text node says.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        if let NodeKind::Text(text) = &self.node(id)?.kind { Some(text) } else { None }
    }

    /// What an element is called, in small letters; empty for whatever is no element.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match self.node(id).map(|node| &node.kind) {
            Some(NodeKind::Element { name, .. }) => &name.local,
            _ => "",
        }
    }

    /// The value of an element's attribute.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attributes(id).find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// The attributes of an element that are kept.
    pub(super) fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let attributes: &[_] = match self.node(id).map(|node| &node.kind) {
            Some(NodeKind::Element { attributes, .. }) => attributes,
            _ => &[],
        };
        attributes.iter().map(|(name, value)| (&**name, &**value))
    }

    /// What a node is in.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).and_then(|node| some(node.parent))
    }

    /// The node and what it is in, from the inside to the outside.
    pub(super) fn with_ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(id), |id| self.parent(*id))
    }

    /// What is directly in a node.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let first = self.node(id).and_then(|node| some(node.first));
        std::iter::successors(first, |id| self.node(*id).and_then(|node| some(node.next)))
    }

    /// Everything in a node, and the node itself, in the order of the page. Needs no stack, however deep the page is.
    pub(super) fn visits(&self, root: NodeId) -> Visits<'_> {
        Visits { tree: self, root, next: Some(Visit::Enter(root)) }
    }

    /// All text in a node, as it stands in the source.
    pub(super) fn words(&self, root: NodeId) -> String {
        let texts =
            self.visits(root).filter_map(|visit| if let Visit::Enter(id) = visit { self.text(id) } else { None });
        texts.collect()
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    fn edit(&mut self, id: NodeId, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(id as usize) {
            change(node);
        }
    }

    fn add(&mut self, kind: NodeKind) -> NodeId {
        let id = NodeId::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(Node { parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, kind });
        id
    }

    /// Takes a node out of what it is in.
    fn detach(&mut self, id: NodeId) {
        let Some(&Node { parent, previous, next, .. }) = self.node(id) else { return };
        self.edit(previous, |node| node.next = next);
        self.edit(next, |node| node.previous = previous);
        self.edit(parent, |node| {
            if node.first == id {
                node.first = next;
            }
            if node.last == id {
                node.last = previous;
            }
        });
        self.edit(id, |node| (node.parent, node.previous, node.next) = (NONE, NONE, NONE));
    }

    /// Puts a node into another, before `next` or at the end.
    fn insert(&mut self, id: NodeId, parent: NodeId, next: NodeId) {
        self.detach(id);
        let before = if next == NONE {
            self.node(parent).map(|node| node.last)
        } else {
            self.node(next).map(|node| node.previous)
        };
        let previous = before.unwrap_or(NONE);
        self.edit(id, |node| (node.parent, node.previous, node.next) = (parent, previous, next));
        self.edit(previous, |node| node.next = id);
        self.edit(next, |node| node.previous = id);
        self.edit(parent, |node| {
            if previous == NONE {
                node.first = id;
            }
            if next == NONE {
                node.last = id;
            }
        });
    }

    fn put(&mut self, child: NodeOrText<NodeId>, parent: NodeId, next: NodeId) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let before = if next == NONE {
                    self.node(parent).map(|node| node.last)
                } else {
                    self.node(next).map(|node| node.previous)
                };
                let before = before.and_then(|id| self.nodes.get_mut(id as usize));
                if let Some(Node { kind: NodeKind::Text(own), .. }) = before {
                    own.push_tendril(&text);
                    return;
                }
                self.add(NodeKind::Text(text))
            }
        };
        self.insert(id, parent, next);
    }
}

fn some(id: NodeId) -> Option<NodeId> {
    (id != NONE).then_some(id)
}

/// Goes through a tree; see [`Tree::visits`].
pub(super) struct Visits<'t> {
    tree: &'t Tree,
    root: NodeId,
    next: Option<Visit>,
}

impl Visits<'_> {
    /// Goes on behind the element that was just entered, without what is in it and without leaving it.
    pub(super) fn pass_over(&mut self, entered: NodeId) {
        self.next = self.behind(entered);
    }

    fn behind(&self, id: NodeId) -> Option<Visit> {
        if id == self.root {
            return None;
        }
        let node = self.tree.node(id)?;
        some(node.next).map(Visit::Enter).or_else(|| some(node.parent).map(Visit::Leave))
    }
}

impl Iterator for Visits<'_> {
    type Item = Visit;

    fn next(&mut self) -> Option<Visit> {
        let now = self.next?;
        self.next = match now {
            Visit::Enter(id) => match self.tree.node(id) {
                Some(node) if node.first != NONE => Some(Visit::Enter(node.first)),
                Some(Node { kind: NodeKind::Text(_), .. }) => self.behind(id),
                _ => Some(Visit::Leave(id)),
            },
            Visit::Leave(id) => self.behind(id),
        };
        Some(now)
    }
}

/// What the parser builds a [`Tree`] with.
#[derive(Default)]
pub(super) struct Planter {
    tree: RefCell<Tree>,
    /// How deep the elements lie in others, by their index.
    depths: RefCell<Vec<u16>>,
    /// How deep the element lies that was put into the tree last and can hold others.
    depth: Cell<u16>,
}

impl Planter {
    /// An empty page.
    pub(super) fn new() -> Self {
        let planter = Self::default();
        planter.add(NodeKind::Other);
        planter
    }

    /// How deep what comes next will lie in other elements, about.
    pub(super) fn depth(&self) -> u16 {
        self.depth.get()
    }

    /// An element has ended.
    pub(super) fn rise(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.tree.borrow().len()
    }

    fn add(&self, kind: NodeKind) -> NodeId {
        self.depths.borrow_mut().push(0);
        self.tree.borrow_mut().add(kind)
    }

    fn put(&self, child: NodeOrText<NodeId>, parent: NodeId, next: NodeId) {
        if let NodeOrText::AppendNode(id) = child {
            let mut depths = self.depths.borrow_mut();
            let above = depths.get(parent as usize).copied().unwrap_or_default();
            if let Some(depth) = depths.get_mut(id as usize) {
                *depth = above.saturating_add(1);
            }
            let holds_others = !is_void(self.tree.borrow().name(id));
            self.depth.set(above + u16::from(holds_others));
        }
        let n_before = self.tree.borrow().len();
        self.tree.borrow_mut().put(child, parent, next);
        let n_added = self.tree.borrow().len() - n_before;
        self.depths.borrow_mut().extend(std::iter::repeat_n(0, n_added));
    }
}

/// Whether an element never holds others.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

impl TreeSink for Planter {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Tree::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Self::ElemName<'a> {
        const NAMELESS: &QualName = &QualName { prefix: None, ns: ns!(html), local: local_name!("") };
        Ref::map(self.tree.borrow(), |tree| match tree.node(*target).map(|node| &node.kind) {
            Some(NodeKind::Element { name, .. }) => name,
            _ => NAMELESS,
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeId {
        let kept = attributes.into_iter().filter(|attribute| KEPT_ATTRIBUTES.contains(&&*attribute.name.local));
        let attributes = kept.map(|attribute| (attribute.name.local, attribute.value)).collect();
        self.add(NodeKind::Element { name, attributes })
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        let mut tree = self.tree.borrow_mut();
        if let Some((_, from)) = text.split_once("saved from url=").filter(|_| tree.saved_from.is_none()) {
            // In front of the address stands its length in brackets.
            let url = from.trim().split_once(')').map_or(from, |(_, url)| url).trim();
            tree.saved_from = Some(url.to_owned());
        }
        drop(tree);
        self.add(NodeKind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(NodeKind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        let is_seen = match &child {
            NodeOrText::AppendNode(id) => {
                self.tree.borrow().node(*id).is_some_and(|node| !matches!(node.kind, NodeKind::Other))
            }
            NodeOrText::AppendText(_) => true,
        };
        if is_seen {
            self.put(child, *parent, NONE);
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        if self.tree.borrow().parent(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What a template holds is in it like anything else; whoever goes through the tree knows templates by their name.
    fn get_template_contents(&self, template: &NodeId) -> NodeId {
        *template
    }

    fn same_node(&self, a: &NodeId, b: &NodeId) -> bool {
        a == b
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.tree.borrow().parent(*sibling);
        if let Some(parent) = parent {
            self.put(child, parent, *sibling);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, new: Vec<Attribute>) {
        self.tree.borrow_mut().edit(*target, |node| {
            if let NodeKind::Element { attributes, .. } = &mut node.kind {
                let missing = new.into_iter().filter(|new| {
                    let is_there = attributes.iter().any(|(name, _)| *name == new.name.local);
                    !is_there && KEPT_ATTRIBUTES.contains(&&*new.name.local)
                });
                let missing: Vec<_> = missing.map(|new| (new.name.local, new.value)).collect();
                *attributes = std::mem::take(attributes).into_iter().chain(missing).collect();
            }
        });
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.borrow_mut().detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let children: Vec<NodeId> = self.tree.borrow().children(*node).collect();
        for child in children {
            self.put(NodeOrText::AppendNode(child), *new_parent, NONE);
        }
    }
}
