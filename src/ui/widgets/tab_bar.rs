//! Tabs over a pane.

use egui::{
    Align2, EventFilter, Id, Key, PointerButton, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::{Glyph, elide_middle, focus_ring};
use crate::ui::theme::{FOCUS_WIDTH, HAIRLINE, SPACE_M, TAB_HEIGHT, Theme};

/// One tab.
#[derive(Clone, Debug)]
pub struct Tab<'a> {
    /// Its name, on one line; cut in the middle where there is no room.
    pub title: &'a str,
    /// How many things are in it.
    pub count: Option<usize>,
}

/// A row of tabs, one of them active.
pub struct TabBar<'a> {
    /// What the row is called, for screen readers; tells it from other rows.
    pub name: &'a str,
    /// From left to right.
    pub tabs: &'a [Tab<'a>],
    /// The index of the tab that is shown.
    pub active: Option<usize>,
    /// Whether tabs can be closed.
    pub closable: bool,
    /// What the button after the last tab does, if there is one: "Open another document".
    pub add: Option<&'a str>,
}

/// What a user wants of a [`TabBar`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabAction {
    /// Show this tab.
    Select(usize),
    /// Close this tab.
    Close(usize),
    /// What the button after the last tab does.
    Add,
}

const MAX_WIDTH: f32 = 240.0;
const MIN_WIDTH: f32 = 64.0;
const CLOSE_WIDTH: f32 = 20.0;
const ADD_WIDTH: f32 = 40.0;

impl TabBar<'_> {
    /// Draws the row over the whole width of `ui`, [`TAB_HEIGHT`] high.
    ///
    /// Where there is no room, first the counts of the tabs that are not active go, then their titles get narrower, at
    /// last that of the active one; when they cannot, the ones around the active one show.
    pub fn show(&self, ui: &mut Ui) -> Option<TabAction> {
        let theme = Theme::of(ui);
        let (bar, _) = ui.allocate_exact_size(vec2(ui.available_width(), TAB_HEIGHT), Sense::hover());
        ui.painter().rect_filled(bar, 0.0, theme.panel);
        ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, Stroke::new(HAIRLINE, theme.line));

        let mut action = None;
        let mut left = bar.left();
        let (counted, widths) = self.visible_widths(ui, bar.width());
        for (index, width) in widths {
            let rect = Rect::from_min_size(pos2(left, bar.top()), vec2(width, TAB_HEIGHT));
            action = self.tab_ui(ui, index, rect, counted).or(action);
            left = rect.right();
        }
        let add_rect = Rect::from_min_size(pos2(left, bar.top()), vec2(ADD_WIDTH, TAB_HEIGHT));
        let add = self.add.filter(|name| add_ui(ui, self.add_id(ui), name, add_rect));
        action.or(add.map(|_| TabAction::Add))
    }

    /// The identity of the button after the last tab, for a menu that drops from it.
    pub fn add_id(&self, ui: &Ui) -> Id {
        ui.make_persistent_id((self.name, "add"))
    }

    /// Whether all counts are shown; and the indexes of the tabs that have room, and how wide they are.
    fn visible_widths(&self, ui: &Ui, room: f32) -> (bool, Vec<(usize, f32)>) {
        let room = if self.add.is_some() { room - ADD_WIDTH } else { room };
        let wanted = |counted| (0..self.tabs.len()).map(move |index| self.wanted_width(ui, index, counted));
        let counted = wanted(true).sum::<f32>() <= room;
        let mut widths: Vec<f32> = wanted(counted).collect();
        let total: f32 = widths.iter().sum();
        if total > room {
            // The title of the active tab stays whole, if the others have room beside it.
            let narrowest = widths.len().saturating_sub(1) as f32 * MIN_WIDTH;
            let whole = self.active.filter(|at| widths.get(*at).is_some_and(|width| width + narrowest <= room));
            let (kept, others): (Vec<_>, Vec<_>) = widths.iter().enumerate().partition(|(at, _)| whole == Some(*at));
            let [kept, others] =
                [kept, others].map(|tabs| tabs.into_iter().map(|(_, width)| *width).collect::<Vec<_>>());
            let widest = fair_width(&others, room - kept.iter().sum::<f32>()).max(MIN_WIDTH);
            let narrowed = widths.iter_mut().enumerate().filter(|(at, _)| whole != Some(*at));
            narrowed.for_each(|(_, width)| *width = width.min(widest));
        }
        let (mut from, mut to) = (0, widths.len());
        let sum = |from: usize, to: usize| widths.iter().take(to).skip(from).sum::<f32>();
        while sum(from, to) > room && to - from > 1 {
            if self.active.is_some_and(|active| active + 1 == to) { from += 1 } else { to -= 1 }
        }
        (counted, widths.into_iter().enumerate().take(to).skip(from).collect())
    }

    /// The count that is shown on a tab.
    fn count(&self, index: usize, counted: bool) -> Option<usize> {
        let tab = self.tabs.get(index)?;
        tab.count.filter(|_| counted || self.active == Some(index))
    }

    fn wanted_width(&self, ui: &Ui, index: usize, counted: bool) -> f32 {
        let Some(tab) = self.tabs.get(index) else { return 0.0 };
        let width = text_width(ui, tab.title) + count_width(ui, self.count(index, counted));
        (width + 2.0 * SPACE_M + self.close_width(index)).min(MAX_WIDTH).ceil()
    }

    /// Only the active tab has a cross: the others stay quiet, and can be closed by a middle click.
    fn close_width(&self, index: usize) -> f32 {
        if self.closable && self.active == Some(index) { CLOSE_WIDTH } else { 0.0 }
    }

    fn tab_ui(&self, ui: &mut Ui, index: usize, rect: Rect, counted: bool) -> Option<TabAction> {
        let theme = Theme::of(ui);
        let tab = self.tabs.get(index)?;
        let active = self.active == Some(index);
        let id = ui.make_persistent_id((self.name, "tab", index));
        let response = ui.interact(rect, id, Sense::click());
        self.describe(&response, tab, active);

        if active {
            ui.painter().rect_filled(rect, 0.0, theme.paper);
            ui.painter().hline(rect.x_range(), rect.top() + 1.0, Stroke::new(FOCUS_WIDTH, theme.accent));
            let edges = [(index > 0).then_some(rect.left() - 0.5), Some(rect.right() - 0.5)];
            for x in edges.into_iter().flatten() {
                ui.painter().vline(x, rect.y_range(), Stroke::new(HAIRLINE, theme.line));
            }
        } else if response.hovered() {
            ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 0.0, theme.hover);
        }
        let strong = active || response.hovered();
        let shown = Tab { count: self.count(index, counted), ..tab.clone() };
        let cut = self.title_ui(ui, &shown, rect, active, strong, self.close_width(index));
        focus_ring(ui, &response, 0);

        let closed = (active && self.closable && close_ui(ui, id, tab.title, rect))
            || (self.closable && response.clicked_by(PointerButton::Middle))
            || (self.closable && response.has_focus() && ui.input(|input| input.key_pressed(Key::Delete)));
        let moved = self.moved(ui, &response);
        let clicked = response.clicked();
        if cut {
            response.on_hover_text(tab.title);
        }
        if closed {
            Some(TabAction::Close(index))
        } else if clicked {
            Some(TabAction::Select(index))
        } else {
            moved.map(TabAction::Select)
        }
    }

    fn describe(&self, response: &Response, tab: &Tab<'_>, active: bool) {
        let name = match tab.count {
            Some(count) => format!("{} {count}", tab.title),
            None => tab.title.to_owned(),
        };
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, active, &name));
    }

    /// Writes the title and count, and returns whether the title was cut.
    fn title_ui(&self, ui: &Ui, tab: &Tab<'_>, rect: Rect, active: bool, strong: bool, right: f32) -> bool {
        let theme = Theme::of(ui);
        let font = if active { theme.body_medium() } else { theme.body() };
        let color = if strong { theme.ink } else { theme.ink2 };
        let counted = count_width(ui, tab.count);
        let room = rect.width() - 2.0 * SPACE_M - counted - right;
        let shown = elide_middle(tab.title, room + 0.5, |text| text_width(ui, text));
        let cut = *shown != *tab.title;
        let at = pos2(rect.left() + SPACE_M, rect.center().y);
        let drawn = ui.painter().text(at, Align2::LEFT_CENTER, shown, font.clone(), color);
        if let Some(count) = tab.count {
            ui.painter().text(pos2(drawn.right() + 7.0, at.y), Align2::LEFT_CENTER, count, font, color);
        }
        cut
    }

    /// The tab that an arrow key leads to, when one of the tabs has the keyboard.
    fn moved(&self, ui: &Ui, response: &Response) -> Option<usize> {
        if !response.has_focus() {
            return None;
        }
        let filter = EventFilter { horizontal_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let active = self.active?;
        let to = if ui.input(|input| input.key_pressed(Key::ArrowRight)) {
            active + 1
        } else if ui.input(|input| input.key_pressed(Key::ArrowLeft)) {
            active.checked_sub(1)?
        } else {
            return None;
        };
        self.tabs.get(to)?;
        ui.memory_mut(|memory| memory.request_focus(ui.make_persistent_id((self.name, "tab", to))));
        Some(to)
    }
}

fn close_ui(ui: &Ui, tab_id: Id, title: &str, tab: Rect) -> bool {
    let theme = Theme::of(ui);
    let rect = Rect::from_center_size(pos2(tab.right() - SPACE_M - 4.0, tab.center().y), vec2(20.0, 20.0));
    let response = ui.interact(rect, tab_id.with("close"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Close {title}")));
    if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, theme.hover);
    }
    let color = if response.hovered() { theme.ink } else { theme.faint };
    Glyph::Close.paint(ui.painter(), rect.center(), 11.0, color);
    focus_ring(ui, &response, 4);
    response.on_hover_text("Close").clicked()
}

fn add_ui(ui: &Ui, id: Id, name: &str, rect: Rect) -> bool {
    let theme = Theme::of(ui);
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 1.0)), 0.0, theme.hover);
    }
    let color = if response.hovered() { theme.ink } else { theme.ink2 };
    Glyph::Plus.paint(ui.painter(), rect.center(), 11.0, color);
    focus_ring(ui, &response, 0);
    response.on_hover_text(name).clicked()
}

/// Titles are measured in the font of the active tab, so that nothing moves when another becomes active.
fn text_width(ui: &Ui, text: &str) -> f32 {
    let theme = Theme::of(ui);
    ui.painter().layout_no_wrap(text.to_owned(), theme.body_medium(), theme.ink).size().x
}

fn count_width(ui: &Ui, count: Option<usize>) -> f32 {
    count.map_or(0.0, |count| 7.0 + text_width(ui, &count.to_string()))
}

/// The greatest width that all may have so that together they are no wider than `room`.
fn fair_width(widths: &[f32], room: f32) -> f32 {
    let mut sorted = widths.to_vec();
    sorted.sort_by(f32::total_cmp);
    let mut left = room;
    for (index, width) in sorted.iter().enumerate() {
        let fair = left / (sorted.len() - index) as f32;
        if *width > fair {
            return fair.floor();
        }
        left -= width;
    }
    room
}
