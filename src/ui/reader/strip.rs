//! The overview strip: the whole document at a glance, and where in it the view is.

use egui::{Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::model::{Places, STRETCHES, Standing};
use crate::session::VersionPair;
use crate::text::Version;
use crate::ui::standing::{color_of, glyph_of, seriousness};
use crate::ui::theme::{HAIRLINE, Theme};

use super::compared::Compared;

/// Signs are so large, and stand so far apart.
const SIGN_SIZE: f32 = 7.0;
const SLOT: f32 = 11.0;
/// The box of the view is never smaller.
const MIN_BOX: f32 = 14.0;
/// What is closed, and evidence, stands in the left lane; what is open in the right one.
const LANES: [f32; 2] = [0.25, 0.77];

/// The signs of a strip, kept until they change.
#[derive(Clone, Debug, Default)]
pub struct StripCache {
    made_for: Option<(Shows, bool, Rect)>,
    shapes: Vec<Shape>,
}

/// Where the signs come from.
pub enum StripMarks<'a> {
    /// Passages, and what changes whenever they do.
    Passages((&'a Places, u64)),
    /// How two versions differ.
    Versions(Compared<'a>),
}

/// What the signs are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shows {
    Passages(u64),
    Versions(VersionPair, Version),
}

impl StripMarks<'_> {
    fn shows(&self) -> Shows {
        match self {
            Self::Passages((_, revision)) => Shows::Passages(*revision),
            Self::Versions(compared) => Shows::Versions(compared.pair, compared.version),
        }
    }
}

/// Draws the strip at `rect`; `len` is the length of the document, `edges` are the parts of the document at which the view begins and ends. Gives the part that
/// should be at the upper edge of the view when the user clicks or drags here.
pub fn strip_ui(
    ui: &mut Ui,
    rect: Rect,
    name: &str,
    (marks, len): (Option<StripMarks<'_>>, usize),
    edges: (f64, f64),
    cache: &mut StripCache,
) -> Option<f64> {
    let theme = Theme::of(ui);
    // Not to be focused: everything it does can be done in the text with the keyboard.
    let response = ui.interact(rect, ui.scope_id().with("overview strip"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ScrollBar, true, format!("Overview of {name}")));
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, theme.panel);
    painter.vline(rect.left() + HAIRLINE / 2.0, rect.y_range(), Stroke::new(HAIRLINE, theme.line));
    if let Some(marks) = marks {
        let made_for = Some((marks.shows(), theme.dark, rect));
        if cache.made_for != made_for {
            let shapes = match &marks {
                StripMarks::Passages((places, _)) => signs(places, rect, theme),
                StripMarks::Versions(compared) => compared.signs(len, rect, theme),
            };
            *cache = StripCache { made_for, shapes };
        }
        painter.extend(cache.shapes.iter().cloned());
    }
    let in_view = view_box(rect, edges);
    if in_view.height() < rect.height() {
        let fill = if response.hovered() || response.dragged() { theme.view.gamma_multiply(1.8) } else { theme.view };
        painter.rect(in_view, 0.0, fill, Stroke::new(HAIRLINE, theme.line), StrokeKind::Inside);
    }
    scrolled_to(ui, &response, rect, in_view, edges.0)
}

fn view_box(rect: Rect, (from, to): (f64, f64)) -> Rect {
    let y = |share: f64| rect.top() + (share.clamp(0.0, 1.0) as f32) * rect.height();
    let (top, bottom) = (y(from), y(to));
    let missing = (MIN_BOX - (bottom - top)).max(0.0);
    let top = (top - missing / 2.0).clamp(rect.top(), (rect.bottom() - MIN_BOX).max(rect.top()));
    Rect::from_min_max(
        pos2(rect.left() + HAIRLINE, top),
        pos2(rect.right(), (bottom + missing / 2.0).max(top + MIN_BOX)),
    )
}

/// Where the upper edge of the view should be, as a part of the document; now it is at `from`. A drag that begins in the
/// box moves it from there; anywhere else the box comes to the pointer first.
fn scrolled_to(ui: &Ui, response: &Response, rect: Rect, in_view: Rect, from: f64) -> Option<f64> {
    let pos = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on())?;
    let grip_id = response.id.with("grip");
    let (pressed, moved) = ui.input(|input| (input.pointer.primary_pressed(), input.pointer.delta().y != 0.0));
    let on_box = in_view.contains(pos);
    if pressed {
        let top = rect.top() + from as f32 * rect.height();
        let grip = if on_box { pos.y - top } else { in_view.height() / 2.0 };
        ui.data_mut(|data| data.insert_temp(grip_id, grip));
    }
    let grip: f32 = ui.data(|data| data.get_temp(grip_id)).unwrap_or_default();
    let share = f64::from((pos.y - grip - rect.top()) / rect.height().max(1.0)).clamp(0.0, 1.0);
    (if pressed { !on_box } else { moved }).then_some(share)
}

/// In each lane the most serious passage of every few points.
fn signs(places: &Places, rect: Rect, theme: &Theme) -> Vec<Shape> {
    let n_slots = (rect.height() / SLOT).max(1.0) as usize;
    let mut lanes: [Vec<Option<Standing>>; 2] = [vec![None; n_slots], vec![None; n_slots]];
    for (stretch, standing, _) in places.overview() {
        let lane = usize::from(standing.open.is_some());
        let slot = lanes.get_mut(lane).and_then(|lane| lane.get_mut(stretch * n_slots / STRETCHES));
        if let Some(slot) = slot
            && slot.is_none_or(|shown| seriousness(shown) < seriousness(standing))
        {
            *slot = Some(standing);
        }
    }
    let mut shapes = Vec::new();
    for (lane, share) in lanes.iter().zip(LANES) {
        for (slot, standing) in lane.iter().enumerate() {
            let Some(standing) = standing else { continue };
            let center = rect.min + vec2(share * rect.width(), (slot as f32 + 0.5) * rect.height() / n_slots as f32);
            shapes.extend(glyph_of(*standing).shapes(center, SIGN_SIZE, color_of(*standing, theme)));
        }
    }
    shapes
}

#[cfg(test)]
mod tests {
    use egui::Pos2;

    use super::*;
    use crate::model::{Outcome, StandsIn, State, Why};
    use crate::ui::theme::STRIP_WIDTH;

    #[test]
    fn signs_in_neighboring_slots_and_lanes_keep_apart() {
        let outcomes = Outcome::ALL.into_iter().map(Some).chain([None]);
        for (outcome, state) in outcomes.flat_map(|outcome| State::ALL.map(|state| (outcome, state))) {
            for open in [None, Some(Why::Undecided), Some(Why::Clash)] {
                let glyph = glyph_of(Standing { state, outcome, open, stands_in: StandsIn::Draft });
                let shapes = glyph.shapes(Pos2::ZERO, SIGN_SIZE, Theme::light().ink);
                let ink = shapes.into_iter().fold(Rect::NOTHING, |ink, shape| ink.union(shape.visual_bounding_rect()));
                let [left, right] = LANES;
                let room = Rect::from_center_size(Pos2::ZERO, vec2((right - left) * STRIP_WIDTH - 1.0, SLOT - 2.0));
                assert!(room.contains_rect(ink), "{glyph:?} takes {ink} of {room}");
            }
        }
    }
}
