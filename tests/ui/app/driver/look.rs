//! What there is to see.

use std::sync::Arc;

use egui::accesskit::{self, NodeId};
use egui::{Pos2, Rect, Shape};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tickmark::app::App;
use tickmark::model::{Passage, Project};
use tickmark::session::{Session, Side};

use super::Driver;
use super::painted::{Painted, collect};

impl Driver {
    pub fn session(&self) -> &Session {
        self.harness.state().session().expect("a project is open")
    }

    pub fn project(&self) -> &Project {
        self.session().project()
    }

    pub fn app(&self) -> &App {
        self.harness.state()
    }

    /// The passage with these words.
    #[track_caller]
    pub fn passage(&self, words: &str) -> Arc<Passage> {
        self.find_passage(words).unwrap_or_else(|| panic!("no passage says {words:?}"))
    }

    pub fn find_passage(&self, words: &str) -> Option<Arc<Passage>> {
        self.project().passages().find(|passage| passage.words() == words).cloned()
    }

    /// The words of the passage selected in the reader used last.
    pub fn selected_passage(&self) -> Option<&str> {
        let id = self.session().desk.tab()?.passage?;
        self.project().passage(id).map(|passage| passage.words())
    }

    /// The words of the passage in hand.
    pub fn in_hand(&self) -> Option<&str> {
        self.project().passage(self.session().desk.hand?).map(|passage| passage.words())
    }

    pub fn passage_in_hand(&self) -> Arc<Passage> {
        let hand = self.session().desk.hand.and_then(|hand| self.project().passage(hand));
        Arc::clone(hand.expect("a passage is in hand"))
    }

    /// The number of the paragraph in which a passage begins.
    pub fn paragraph(&self, passage: &Passage) -> usize {
        let document = self.project().document(passage.place.document).expect("a passage has a document");
        document.paragraph_at(passage.range().start())
    }

    /// The whole window.
    pub fn window(&self) -> Rect {
        self.harness.ctx.content_rect()
    }

    /// What the window is called for a screen reader.
    pub fn window_name(&self) -> Option<String> {
        self.harness.root().accesskit_node().label()
    }

    /// The words selected in the reader used last.
    pub fn selected_words(&self) -> &str {
        let tab = self.session().desk.tab().expect("a document is open");
        let document = self.project().document(tab.document).expect("it is in the project");
        tab.selection.range().within(document.text()).expect("a selection lies between characters")
    }

    /// What the program put on the clipboard in the last step.
    pub fn copied(&self) -> Option<String> {
        self.harness.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// Whether a widget with this name is in the window.
    pub fn shows(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    /// Whether these words are painted anywhere in the window.
    pub fn reads(&self, words: &str) -> bool {
        self.texts_painted().any(|text| text.shape.galley.text().contains(words))
    }

    /// Whether the line of a menu whose name begins so is ticked.
    #[track_caller]
    pub fn is_ticked(&self, start: &str) -> bool {
        let nodes = self.harness.root().children_recursive();
        let mut lines = nodes.filter(|node| node.accesskit_node().role() == accesskit::Role::MenuItemCheckBox);
        let line = lines.find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(start)));
        line.expect("the menu has this line").accesskit_node().toggled() == Some(accesskit::Toggled::True)
    }

    /// The names in the accessibility tree.
    pub fn names(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        nodes.filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// The rows of tables that are in view: how far down they are, and their names.
    pub fn rows_shown(&self) -> Vec<(f32, String)> {
        let is_row = |node: &Node<'_>| node.accesskit_node().role() == accesskit::Role::Row;
        let rows = self.harness.root().children_recursive().filter(is_row);
        rows.filter_map(|row| Some((row.rect().top(), row.accesskit_node().label()?))).collect()
    }

    /// The name and place of the widget that has the keyboard.
    pub fn focused(&self) -> Option<(String, Rect)> {
        let node = self.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused())?;
        Some((node.accesskit_node().label().unwrap_or_default(), node.rect()))
    }

    /// The paragraphs or headings in view in the readers, as the accessibility tree tells them.
    pub fn paragraphs(&self, role: accesskit::Role) -> Vec<String> {
        let is_document = |node: &Node<'_>| node.accesskit_node().role() == accesskit::Role::Document;
        let readers = self.harness.root().children_recursive().filter(is_document);
        let inside = readers.flat_map(|reader| reader.children_recursive().collect::<Vec<_>>());
        inside
            .filter(|node| node.accesskit_node().role() == role)
            .filter_map(|node| node.accesskit_node().label())
            .collect()
    }

    /// What the program last told a screen reader by itself.
    pub fn announced(&self) -> Option<String> {
        let is_status = |node: &Node<'_>| node.accesskit_node().role() == accesskit::Role::Status;
        self.harness.root().children_recursive().find(is_status)?.accesskit_node().label()
    }

    /// The widgets that can have the keyboard, by name and place.
    pub fn controls(&self) -> Vec<(NodeId, String)> {
        let takes_focus = |node: &Node<'_>| node.accesskit_node().data().supports_action(accesskit::Action::Focus);
        let nodes = self.harness.root().children_recursive().filter(takes_focus);
        nodes
            .map(|node| (node.accesskit_node().locate().0, node.accesskit_node().label().unwrap_or_default()))
            .collect()
    }

    /// Presses `Tab` until the keyboard is where it was, and gives where it has been.
    pub fn tab_around(&mut self) -> Vec<(NodeId, String)> {
        let mut stops = Vec::new();
        for _ in 0..500 {
            self.press("Tab");
            self.focus_is_visible();
            let node = self.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused());
            let node = node.expect("something has the keyboard");
            let stop = (node.accesskit_node().locate().0, node.accesskit_node().label().unwrap_or_default());
            if stops.contains(&stop) {
                return stops;
            }
            stops.push(stop);
        }
        panic!("the keyboard never comes back");
    }

    /// Texts that are painted over each other in the window, in pairs.
    pub fn overlaps(&self) -> Vec<(String, String)> {
        let lines: Vec<(usize, String, Rect)> =
            self.texts_painted().enumerate().flat_map(|(at, text)| text.lines(at)).collect();
        let mut overlaps = Vec::new();
        for (at, (of, words, rect)) in lines.iter().enumerate() {
            for (other_of, other, other_rect) in lines.iter().skip(at + 1) {
                let both = rect.intersect(*other_rect);
                if of != other_of && both.width() > 1.0 && both.height() > 1.0 {
                    overlaps.push((words.clone(), other.clone()));
                }
            }
        }
        overlaps
    }

    /// Something in the window has the keyboard, and can be seen.
    #[track_caller]
    pub fn focus_is_visible(&self) {
        let (name, rect) = self.focused().expect("something has the keyboard");
        let window = self.window();
        assert!(rect.is_positive() && window.contains_rect(rect), "{name} at {rect} is not in the window");
    }

    /// The place of a widget.
    #[track_caller]
    pub fn rect(&self, label: &str) -> Rect {
        self.node(label).rect()
    }

    /// The place of the widget that takes clicks and whose name begins so.
    #[track_caller]
    pub fn rect_starting(&self, start: &str) -> Rect {
        let found = self.clickable_starting(start);
        let whole = found.iter().rfind(|(label, _)| label == start);
        whole
            .or(found.first())
            .unwrap_or_else(|| panic!("nothing begins with {start:?} in\n{}", self.names().join("\n")))
            .1
    }

    /// The places of all widgets that take clicks and whose names begin so.
    pub fn rects_starting(&self, start: &str) -> Vec<Rect> {
        self.clickable_starting(start).into_iter().map(|(_, rect)| rect).collect()
    }

    fn clickable_starting(&self, start: &str) -> Vec<(String, Rect)> {
        let nodes = self.harness.root().children_recursive().filter(takes_clicks);
        let labeled = nodes.filter_map(|node| Some((node.accesskit_node().label()?, node.rect())));
        labeled.filter(|(label, _)| label.starts_with(start)).collect()
    }

    #[track_caller]
    fn node<'a>(&'a self, label: &'a str) -> Node<'a> {
        let mut found: Vec<Node<'_>> = self.harness.query_all_by_label(label).collect();
        if found.len() > 1 {
            // A name may also be written beside what it names, and widgets take the pointer.
            found.retain(takes_clicks);
        }
        let names = || self.names().join("\n");
        found.into_iter().last().unwrap_or_else(|| panic!("nothing here is named {label:?}, but\n{}", names()))
    }

    /// All texts that are painted, in the order of painting, with what is visible of them.
    pub fn texts_painted(&self) -> impl Iterator<Item = Painted<'_>> {
        let mut texts = Vec::new();
        for clipped in &self.harness.output().shapes {
            collect(&clipped.shape, clipped.clip_rect, &mut texts);
        }
        texts.into_iter()
    }

    /// The curves that are painted, each as points with what is visible of it.
    pub fn curves_painted(&self) -> impl Iterator<Item = (&[Pos2], Rect)> {
        self.harness.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
            Shape::Path(path) if !path.closed => Some((path.points.as_slice(), clipped.clip_rect)),
            _ => None,
        })
    }

    /// The straight lines that are painted by themselves.
    pub fn lines_painted(&self) -> Vec<[Pos2; 2]> {
        let lines = self.harness.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
            Shape::LineSegment { points, .. } => Some(*points),
            _ => None,
        });
        lines.collect()
    }

    /// The words that are painted at a place in the window.
    pub fn words_in(&self, place: Rect) -> Vec<String> {
        let lines = self.texts_painted().enumerate().flat_map(|(at, text)| text.lines(at));
        lines.filter(|(_, _, ink)| ink.intersects(place)).map(|(_, words, _)| words).collect()
    }

    /// The area of a reader in the window.
    #[track_caller]
    pub fn reader(&self, side: Side) -> Rect {
        let name = match side {
            Side::Left => "Left reader: ",
            Side::Right => "Right reader: ",
        };
        let is_reader = |node: &Node<'_>| node.accesskit_node().label().is_some_and(|label| label.starts_with(name));
        self.harness.root().children_recursive().find(is_reader).expect("the reader is shown").rect()
    }

    /// The selected rows of the table in view.
    pub fn lit_rows(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        let is_lit = |node: &Node<'_>| {
            let node = node.accesskit_node();
            node.role() == accesskit::Role::Row && node.toggled() == Some(accesskit::Toggled::True)
        };
        nodes.filter(is_lit).filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// Where words of a document are in a reader, if they are in view: their first line.
    pub fn find_words(&self, side: Side, words: &str) -> Option<Rect> {
        let reader = self.reader(side);
        self.texts_painted().filter(|text| text.visible.intersects(reader)).find_map(|text| {
            let rect = text.rect_of(words)?;
            (reader.contains_rect(rect) && text.visible.contains_rect(rect.shrink(1.0))).then_some(rect)
        })
    }

    /// Where words of a document are in a reader; turns the wheel over it until they are in view.
    #[track_caller]
    pub fn words(&mut self, side: Side, words: &str) -> Rect {
        for down in [true, false] {
            for _ in 0..60 {
                if let Some(rect) = self.find_words(side, words) {
                    return rect;
                }
                let at = self.reader(side).center();
                self.wheel(at, if down { -200.0 } else { 200.0 });
            }
        }
        panic!("{words:?} is not in this reader");
    }

    /// How many characters of its text fit into a line of a reader.
    pub fn characters_per_line(&self, side: Side) -> f32 {
        let reader = self.reader(side);
        let paragraph =
            self.texts_painted().filter(|text| reader.contains(text.shape.pos) && text.visible.intersects(reader));
        let paragraph = paragraph.max_by_key(|text| text.shape.galley.text().len()).expect("there is a text");
        let galley = &paragraph.shape.galley;
        let (n_characters, width) =
            galley.rows.iter().fold((0, 0.0), |(n, width), row| (n + row.text().chars().count(), width + row.size.x));
        galley.job.wrap.max_width * n_characters as f32 / width
    }
}

/// Whether a click on this does something.
pub fn takes_clicks(node: &Node<'_>) -> bool {
    let node = node.accesskit_node();
    node.is_text_input() || node.data().supports_action(accesskit::Action::Click)
}
