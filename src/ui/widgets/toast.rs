//! Short notices, at the foot of a room that whoever draws them chooses.

use std::sync::Arc;

use egui::{
    Align2, Area, Button, Color32, Context, Galley, Id, Order, Rect, RichText, Role, Sense, Stroke, StrokeKind,
    TextStyle, TextWrapMode, Ui, UiBuilder, WidgetInfo, WidgetText, accesskit::Live, pos2, vec2,
};

use super::{Glyph, icon_button};
use crate::ui::theme::{CONTROL_HEIGHT, HAIRLINE, RADIUS_FLOAT, SPACE_M, SPACE_S, Theme};

/// The notices that are shown now, the newest at the bottom.
#[derive(Debug, Default)]
pub struct Toasts {
    shown: Vec<Toast>,
    next_id: u64,
    /// Where they stand while the pointer is on them: what one is about to press does not step aside.
    held: Option<Rect>,
}

/// How much a notice asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Something was done. Goes by itself.
    Info,
    /// Something is not as one might think. Goes by itself, later.
    Warning,
    /// Something failed. Stays until it is dismissed.
    Error,
}

/// Tells one notice from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ToastId(u64);

/// What a user did with a notice. Either way it is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastEvent {
    /// Pressed its button.
    Action(ToastId),
    /// Closed it.
    Dismissed(ToastId),
}

#[derive(Debug)]
struct Toast {
    id: ToastId,
    message: String,
    severity: Severity,
    action: Option<String>,
    /// How many seconds it stays; for good if there is no number.
    stays: Option<f64>,
    /// When it was first seen, or last had the pointer near it, in egui's seconds.
    since: Option<f64>,
}

const WIDTH: f32 = 420.0;
/// Where the words begin.
const TEXT_LEFT: f32 = 38.0;
/// More than these cover the page, so the oldest that may go does; errors wait until there is room.
const MAX_SHOWN: usize = 5;
/// The longest message that is shown whole: it may quote a title, and anything may stand in one.
const MAX_CHARS: usize = 600;

impl Toasts {
    /// Shows a notice, with a button named `action` if there is something to do about it.
    pub fn add(&mut self, severity: Severity, message: impl Into<String>, action: Option<&str>) -> ToastId {
        let message = cut(message.into());
        let id = ToastId(self.next_id);
        self.next_id += 1;
        // Saying it again brings it back to the top.
        self.shown.retain(|toast| toast.message != message || toast.action.as_deref() != action);
        let stays = match severity {
            Severity::Info => Some(5.0),
            Severity::Warning => Some(10.0),
            Severity::Error => None,
        };
        let action = action.map(str::to_owned);
        self.shown.push(Toast { id, message, severity, action, stays, since: None });
        if self.shown.len() > MAX_SHOWN
            && let Some(oldest) = self.shown.iter().position(|toast| toast.stays.is_some())
        {
            self.shown.remove(oldest);
        }
        id
    }

    /// Lets a notice stay until it is answered.
    pub fn keep(&mut self, id: ToastId) {
        self.shown.iter_mut().filter(|toast| toast.id == id).for_each(|toast| toast.stays = None);
    }

    /// Says something else in a notice that is still shown.
    pub fn reword(&mut self, id: ToastId, message: impl Into<String>) {
        let message = cut(message.into());
        self.shown.iter_mut().filter(|toast| toast.id == id).for_each(|toast| toast.message.clone_from(&message));
    }

    /// Takes the button of a notice away: nothing is left to do about it.
    pub fn take_button(&mut self, id: ToastId) {
        self.shown.iter_mut().filter(|toast| toast.id == id).for_each(|toast| toast.action = None);
    }

    /// Takes a notice away, whose reason is gone.
    pub fn remove(&mut self, id: ToastId) {
        self.shown.retain(|toast| toast.id != id);
    }

    /// Whether a notice is still shown.
    pub fn has(&self, id: ToastId) -> bool {
        self.shown.iter().any(|toast| toast.id == id)
    }

    /// Is there nothing to show?
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// Draws the notices over the lower right corner of `room`, as many as have room there, the newest first; the others
    /// wait. Tells what was done with one of them.
    pub fn show(&mut self, ctx: &Context, room: Rect) -> Option<ToastEvent> {
        if self.shown.is_empty() {
            self.held = None;
            return None;
        }
        let room = self.held.unwrap_or(room).shrink(SPACE_M);
        let area = Area::new(Id::unique("notices")).order(Order::Foreground).pivot(Align2::RIGHT_BOTTOM);
        let drawn = area.fixed_pos(room.right_bottom()).show(ctx, |ui| {
            let laid = self.laid_in(ui, room);
            let event = laid.iter().fold(None, |event, laid| toast_ui(ui, laid).or(event));
            (event, laid.iter().map(|laid| laid.toast.id).collect::<Vec<_>>())
        });
        let (event, seen) = drawn.inner;
        if let Some(ToastEvent::Action(id) | ToastEvent::Dismissed(id)) = event {
            self.remove(id);
        }
        let is_pointed_at = drawn.response.contains_pointer();
        self.held = is_pointed_at.then(|| room.expand(SPACE_M));
        self.let_go(ctx, &seen, is_pointed_at);
        event
    }

    /// The newest notices that have room in the lower half, the newest last: one at least.
    fn laid_in(&self, ui: &Ui, room: Rect) -> Vec<Laid<'_>> {
        let mut left = room.height() / 2.0;
        let newest = self.shown.iter().rev().take(MAX_SHOWN).map(|toast| Laid::new(ui, toast, room.width()));
        let fits = |(at, laid): &(usize, Laid<'_>)| {
            left -= laid.height + if *at > 0 { ui.spacing().item_spacing.y } else { 0.0 };
            *at == 0 || left >= 0.0
        };
        let mut laid: Vec<_> = newest.enumerate().take_while(fits).map(|(_, laid)| laid).collect();
        laid.reverse();
        laid
    }

    /// Takes away what has been seen long enough, and asks for a frame when the next is due.
    /// While the pointer is on the notices, none goes; nor does one that has had no room yet.
    fn let_go(&mut self, ctx: &Context, seen: &[ToastId], pointed_at: bool) {
        let now = ctx.input(|input| input.time);
        self.shown.retain_mut(|toast| {
            if toast.since.is_none() && !seen.contains(&toast.id) {
                return true;
            }
            let since = if pointed_at { now } else { toast.since.unwrap_or(now) };
            toast.since = Some(since);
            toast.stays.is_none_or(|stays| now < since + stays)
        });
        let due = self.shown.iter().filter_map(|toast| Some(toast.since? + toast.stays? - now));
        if let Some(next) = due.min_by(f64::total_cmp) {
            ctx.request_repaint_after_secs(next as f32);
        }
    }
}

fn cut(message: String) -> String {
    match message.char_indices().nth(MAX_CHARS) {
        Some((at, _)) => format!("{}…", message.get(..at).unwrap_or_default()),
        None => message,
    }
}

/// A notice with its words laid out.
struct Laid<'t> {
    toast: &'t Toast,
    words: Arc<Galley>,
    width: f32,
    height: f32,
    buttons_width: f32,
}

impl<'t> Laid<'t> {
    /// Lays it out, no wider than there is room.
    fn new(ui: &Ui, toast: &'t Toast, room: f32) -> Self {
        let theme = Theme::of(ui);
        let width = WIDTH.min(room);
        let action =
            toast.action.as_ref().map(|text| ui.painter().layout_no_wrap(text.clone(), theme.body_medium(), theme.ink));
        let buttons_width = CONTROL_HEIGHT + SPACE_S + action.map_or(0.0, |galley| galley.size().x + 20.0 + SPACE_S);
        let text_width = width - TEXT_LEFT - buttons_width - SPACE_S;
        let words = WidgetText::from(theme.text(&toast.message, theme.body()).color(theme.ink));
        let words = words.into_galley(ui, Some(TextWrapMode::Wrap), text_width, TextStyle::Body);
        let height = (words.size().y + 20.0).max(CONTROL_HEIGHT + 12.0);
        Self { toast, words, width, height, buttons_width }
    }
}

fn toast_ui(ui: &mut Ui, laid: &Laid<'_>) -> Option<ToastEvent> {
    let theme = Theme::of(ui);
    let (toast, galley) = (laid.toast, Arc::clone(&laid.words));
    let (sign, color, kind) = toast.severity.sign(theme);
    let (rect, response) = ui.allocate_exact_size(vec2(laid.width, laid.height), Sense::hover());
    ui.painter().add(ui.visuals().popup_shadow.as_shape(rect, RADIUS_FLOAT));
    let hairline = Stroke::new(HAIRLINE, theme.line);
    ui.painter().rect(rect, f32::from(RADIUS_FLOAT), theme.paper, hairline, StrokeKind::Inside);
    let bar = rect.with_max_x(rect.left() + 3.0);
    ui.painter().with_clip_rect(bar).rect_filled(rect, f32::from(RADIUS_FLOAT), color);
    let text_top = rect.center().y - galley.size().y / 2.0;
    let first_line = galley.rows.first().map_or(0.0, |row| row.height());
    sign.paint(ui.painter(), pos2(rect.left() + 22.0, text_top + first_line / 2.0), 14.0, color);
    ui.painter().galley(pos2(rect.left() + TEXT_LEFT, text_top), galley, theme.ink);

    // Screen readers say a notice when it comes, an error at once.
    response.widget_info(|| WidgetInfo::labeled(Role::Status, true, format!("{kind}: {}", toast.message)));
    ui.accesskit_node_builder(response.id, |node| node.set_live(toast.severity.live()));
    let buttons = rect.shrink2(vec2(SPACE_S, 0.0)).with_min_x(rect.right() - laid.buttons_width);
    ui.scope_builder(UiBuilder::new().max_rect(buttons), |ui| toast_buttons_ui(ui, toast)).inner
}

fn toast_buttons_ui(ui: &mut Ui, toast: &Toast) -> Option<ToastEvent> {
    let theme = Theme::of(ui);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.with_layout(layout, |ui| {
        if icon_button(ui, Glyph::Close, "Dismiss").clicked() {
            return Some(ToastEvent::Dismissed(toast.id));
        }
        let action = toast.action.as_ref()?;
        let text = RichText::new(action).font(theme.body_medium()).color(theme.accent);
        ui.add(Button::new(text)).clicked().then_some(ToastEvent::Action(toast.id))
    })
    .inner
}

impl Severity {
    fn live(self) -> Live {
        match self {
            Self::Info | Self::Warning => Live::Polite,
            Self::Error => Live::Assertive,
        }
    }

    /// Sign, color and name.
    fn sign(self, theme: &Theme) -> (Glyph, Color32, &'static str) {
        match self {
            Self::Info => (Glyph::Info, theme.accent, "Notice"),
            Self::Warning => (Glyph::Warning, theme.conf, "Warning"),
            Self::Error => (Glyph::Cross, theme.bad, "Error"),
        }
    }
}
