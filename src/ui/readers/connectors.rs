//! Connectors: curves from the passage in hand, and from the one under the pointer, to their partners.
//!
//! Relation shows by color and dash. Where the partner is out of sight, an arrow at the edge of the text points to it.
//! Curves take no clicks; arrows stand in the margin, where no text is, and a click follows them.

use std::collections::BTreeMap;

use egui::epaint::CubicBezierShape;
use egui::{Color32, CursorIcon, Pos2, Rect, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::command::Action;
use crate::model::{Link, LinkTarget, PassageId, Relation};
use crate::session::{Session, Side};
use crate::ui::ViewCtx;
use crate::ui::reader::Trace;
use crate::ui::standing::color_of_relation;
use crate::ui::theme::Theme;
use crate::ui::widgets::Glyph;

use super::Traced;
use super::card::other_end;

/// The width of a curve.
const WIDTH: f32 = 1.8;
/// The radius of the dot at its ends.
const DOT: f32 = 3.0;
/// How far below its words a curve runs.
const BELOW: f32 = 3.0;
/// More arrows than these would crowd the margin; the panel lists all links.
const MAX_ARROWS: usize = 9;
/// The size of an arrow to a partner that is out of sight.
const ARROW: f32 = 16.0;

/// Draws the connectors of the passage in hand and of the one under the pointer.
pub fn connectors_ui(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    session: &Session,
    traced: &Traced,
    hovered: Option<PassageId>,
    room: Rect,
) {
    let theme = Theme::of(ui);
    let painter = ui.painter_at(room);
    let ends = Ends::of(traced);
    let hand = session.desk.shown();
    let mut n_arrows = 0;
    for here in hand.into_iter().chain(hovered.filter(|hovered| Some(*hovered) != hand)) {
        let Some((side, from, text)) = ends.in_view(here, None) else { continue };
        let project = session.project();
        let to_here = project.links_to(LinkTarget::Passage(here));
        for link in project.links_from(here).chain(to_here) {
            let LinkTarget::Passage(to) = link.to else { continue };
            let there = if to == here { link.from } else { to };
            let color = color_of_relation(link.relation, theme);
            match ends.in_view(there, Some(side)) {
                Some((other, to, other_text)) => {
                    let edge = text.right().min(other_text.right());
                    painter.extend(curve((side, from), (other, to), edge, link.relation, color));
                }
                None if n_arrows < MAX_ARROWS => {
                    arrow_ui(ctx, ui, session, (here, link), (from, text), (ends.direction(there), n_arrows));
                    n_arrows += 1;
                }
                None => {}
            }
        }
    }
}

/// Where the ends of links are, by passage: there may be thousands.
struct Ends<'a>(BTreeMap<PassageId, Vec<(Side, &'a Trace, Rect)>>);

impl<'a> Ends<'a> {
    fn of(traced: &'a Traced) -> Self {
        let mut ends: BTreeMap<PassageId, Vec<_>> = BTreeMap::new();
        for (side, passage, trace, text) in traced {
            ends.entry(*passage).or_default().push((*side, trace, *text));
        }
        Self(ends)
    }

    fn of_passage(&self, passage: PassageId) -> &[(Side, &'a Trace, Rect)] {
        self.0.get(&passage).map_or(&[], Vec::as_slice)
    }

    /// Where a passage is in view: in which reader, its last line, and the text area of that reader. Rather in another
    /// reader than `not_in`.
    fn in_view(&self, passage: PassageId, not_in: Option<Side>) -> Option<(Side, Rect, Rect)> {
        let visible = self.of_passage(passage).iter().filter_map(|(side, trace, text)| {
            let Trace::Rects(rects) = trace else { return None };
            let rect = rects.iter().rev().find(|rect| text.intersects(**rect))?;
            Some((*side, *rect, *text))
        });
        visible.min_by_key(|(side, ..)| Some(*side) == not_in)
    }

    /// In which direction a passage is that is not in view.
    fn direction(&self, passage: PassageId) -> Glyph {
        match self.of_passage(passage).first() {
            Some((_, Trace::Above, _)) => Glyph::ArrowUp,
            Some((_, Trace::Below, _)) => Glyph::ArrowDown,
            Some((_, Trace::Rects(_), _)) | None => Glyph::ArrowRight,
        }
    }
}

/// The curve between two ends, with a dot at each. From one reader to the one beside it, it bends at `edge`, where the
/// text of the left one ends.
fn curve(
    (side, from): (Side, Rect),
    (other, to): (Side, Rect),
    edge: f32,
    relation: Relation,
    color: Color32,
) -> Vec<Shape> {
    let beside = from.right() < to.left() || to.right() < from.left();
    let points = if side == other {
        around(from, to)
    } else if beside {
        let (left, right) = if from.center().x < to.center().x { (from, to) } else { (to, from) };
        across(left, right, edge)
    } else {
        let (upper, lower) = if from.center().y < to.center().y { (from, to) } else { (to, from) };
        down(upper, lower)
    };
    let ends = [points.first().copied(), points.last().copied()];
    let stroke = Stroke::new(WIDTH, color);
    let mut shapes = match dashes(relation) {
        None => vec![Shape::line(points, stroke)],
        Some((dashes, gaps)) => Shape::dashed_line_with_offset(&points, stroke, dashes, gaps, 0.0),
    };
    shapes.extend(ends.into_iter().flatten().map(|end| Shape::circle_filled(end, DOT, color)));
    shapes
}

/// How a relation is dashed: `None` is a solid line.
fn dashes(relation: Relation) -> Option<(&'static [f32], &'static [f32])> {
    match relation {
        Relation::Supports => None,
        Relation::Contradicts => Some((&[6.0], &[4.0])),
        Relation::Updates => Some((&[10.0, 2.0], &[3.0, 3.0])),
        Relation::Context => Some((&[2.0], &[4.0])),
        Relation::Repeats => Some((&[2.0, 6.0], &[3.0, 3.0])),
    }
}

/// From the left reader to the right one: below the words to the edge, over, and below the other words.
fn across(left: Rect, right: Rect, edge: f32) -> Vec<Pos2> {
    let (start, end) =
        (pos2(left.right() - 2.0, left.bottom() + BELOW), pos2(right.left() + 2.0, right.bottom() + BELOW));
    let a = pos2((edge - 10.0).max(start.x), start.y);
    let b = pos2((edge + 50.0).min(end.x), end.y);
    let mut points = vec![start];
    points.extend(bezier([a, pos2(edge + 26.0, start.y), pos2(edge + 12.0, end.y), b]));
    points.push(end);
    points
}

/// From the upper reader to the lower one.
fn down(upper: Rect, lower: Rect) -> Vec<Pos2> {
    let (start, end) = (pos2(upper.right() - 2.0, upper.bottom() + BELOW), pos2(lower.left() + 2.0, lower.top()));
    let bend = vec2(0.0, ((end.y - start.y) / 2.0).max(12.0));
    bezier([start, start + bend, end - bend, end])
}

/// Between two passages of one reader: a bow to the right of both.
fn around(a: Rect, b: Rect) -> Vec<Pos2> {
    let (start, end) = (a.right_center(), b.right_center());
    let out = start.x.max(end.x) + 34.0;
    bezier([start, pos2(out, start.y), pos2(out, end.y), end])
}

fn bezier(points: [Pos2; 4]) -> Vec<Pos2> {
    CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, Stroke::NONE).flatten(Some(0.3))
}

/// An arrow in the margin beside the passage; a click follows the link.
fn arrow_ui(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    session: &Session,
    (here, link): (PassageId, &Link),
    (from, text): (Rect, Rect),
    (glyph, n_arrows): (Glyph, usize),
) {
    let theme = Theme::of(ui);
    let column = u16::try_from(n_arrows % 3).unwrap_or_default();
    let row = u16::try_from(n_arrows / 3).unwrap_or_default();
    let x = (text.right() - ARROW * (f32::from(column) + 0.75)).max(from.right() + ARROW);
    let y = (from.center().y + f32::from(row) * ARROW).min(text.bottom() - ARROW);
    let rect = Rect::from_center_size(pos2(x, y), vec2(ARROW, ARROW));
    let name = format!("Follow: {}", other_end(session, here, link));
    let response = ui.interact(rect, ui.scope_id().with(("arrow", link.id)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &name));
    let color = color_of_relation(link.relation, theme);
    ui.painter().circle(rect.center(), ARROW / 2.0, theme.paper, Stroke::new(1.0, color));
    glyph.paint(ui.painter(), rect.center(), 9.0, color);
    if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&name).clicked() {
        ctx.send(Action::Follow(link.id));
    }
}
