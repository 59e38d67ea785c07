//! Connectors: curves from the passage in hand, and from the one under the pointer, to their partners.
//!
//! Relation shows by color and dash. Where partners are out of sight, an arrow points to all in that direction, with
//! their number. Curves take no clicks; arrows stand where no text is, and a click follows the first link.

use std::collections::BTreeMap;

use egui::epaint::CubicBezierShape;
use egui::{
    Align2, Color32, CursorIcon, Painter, Pos2, Rect, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::command::Action;
use crate::model::{DocumentId, Link, LinkTarget, PassageId, Relation};
use crate::session::{Session, Side};
use crate::ui::ViewCtx;
use crate::ui::reader::{ReaderOutput, Trace};
use crate::ui::standing::color_of_relation;
use crate::ui::theme::Theme;
use crate::ui::widgets::Glyph;

use super::card::other_end;

/// The width of a curve.
const WIDTH: f32 = 1.8;
/// The radius of the dot at its ends.
const DOT: f32 = 3.0;
/// How far below its words a curve runs.
const BELOW: f32 = 3.0;
/// The size of an arrow to partners that are out of sight.
const ARROW: f32 = 16.0;
/// How much wider it is for each digit of their number.
const DIGIT: f32 = 8.0;
/// Between the end of a line and an arrow: more than the ring around a passage takes of it.
const AIR: f32 = 8.0;

/// Draws the connectors of the passage in hand and of the one under the pointer.
pub fn connectors_ui(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    session: &Session,
    shown: &[(Side, ReaderOutput)],
    hovered: Option<PassageId>,
    room: Rect,
) {
    let theme = Theme::of(ui);
    let painter = ui.painter_at(room);
    let ends = Ends::of(shown);
    let hand = session.desk.shown();
    let mut arrows = Vec::new();
    for here in hand.into_iter().chain(hovered.filter(|hovered| Some(*hovered) != hand)) {
        let Some(from) = ends.in_view(here, None) else { continue };
        let project = session.project();
        let to_here = project.links_to(LinkTarget::Passage(here));
        let mut out_of_view: BTreeMap<Direction, Vec<&Link>> = BTreeMap::new();
        for link in project.links_from(here).chain(to_here) {
            let LinkTarget::Passage(to) = link.to else { continue };
            let there = if to == here { link.from } else { to };
            match ends.in_view(there, Some(from.side)) {
                Some(to) => connect(&painter, from, to, link.relation, color_of_relation(link.relation, theme)),
                None => out_of_view.entry(ends.direction(there)).or_default().push(link),
            }
        }
        for (direction, mut links) in out_of_view {
            links.sort_by_key(|link| place_of_partner(session, here, link));
            let rect = place_of_arrow(from, links.len(), &arrows);
            arrow_ui(ctx, ui, session, (here, &links), direction, rect);
            arrows.push(rect);
        }
    }
}

/// The document in which the other end of a link is, and where there.
fn place_of_partner(session: &Session, here: PassageId, link: &Link) -> Option<(DocumentId, usize)> {
    let LinkTarget::Passage(to) = link.to else { return None };
    let there = session.project().passage(if to == here { link.from } else { to })?;
    Some((there.place.document, there.range().start()))
}

/// One end of a link that is in view.
#[derive(Clone, Copy)]
struct End<'a> {
    side: Side,
    /// What can be seen of the last line of the passage in view.
    line: Rect,
    /// The reader in which it is.
    reader: &'a ReaderOutput,
}

impl End<'_> {
    /// The height at which a curve runs below its words; above them where the edge of the reader cuts the line.
    fn below(self) -> f32 {
        let (below, above) = (self.line.bottom() + BELOW, self.line.top() - 1.0);
        if below + WIDTH < self.reader.text_rect.bottom() { below } else { above }
    }
}

/// Where partners are that are out of view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Direction {
    Above,
    Below,
    /// In a document that no reader shows.
    Elsewhere,
}

impl Direction {
    fn glyph(self) -> Glyph {
        match self {
            Self::Above => Glyph::ArrowUp,
            Self::Below => Glyph::ArrowDown,
            Self::Elsewhere => Glyph::ArrowRight,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Above => "further up",
            Self::Below => "further down",
            Self::Elsewhere => "elsewhere",
        }
    }
}

/// Where the ends of links are, by passage: there may be thousands.
struct Ends<'a>(BTreeMap<PassageId, Vec<(Side, &'a Trace, &'a ReaderOutput)>>);

impl<'a> Ends<'a> {
    fn of(shown: &'a [(Side, ReaderOutput)]) -> Self {
        let mut ends: BTreeMap<PassageId, Vec<_>> = BTreeMap::new();
        for (side, reader) in shown {
            for (passage, trace) in &reader.traced {
                ends.entry(*passage).or_default().push((*side, trace, reader));
            }
        }
        Self(ends)
    }

    fn of_passage(&self, passage: PassageId) -> &[(Side, &'a Trace, &'a ReaderOutput)] {
        self.0.get(&passage).map_or(&[], Vec::as_slice)
    }

    /// Where a passage is in view, rather in another reader than `not_in`.
    fn in_view(&self, passage: PassageId, not_in: Option<Side>) -> Option<End<'a>> {
        let visible = self.of_passage(passage).iter().filter_map(|(side, trace, reader)| {
            let Trace::Rects(rects) = trace else { return None };
            let mut lines = rects.iter().rev().map(|rect| rect.intersect(reader.text_rect));
            Some(End { side: *side, line: lines.find(|line| line.is_positive())?, reader })
        });
        visible.min_by_key(|end| Some(end.side) == not_in)
    }

    /// In which direction a passage is that is not in view.
    fn direction(&self, passage: PassageId) -> Direction {
        match self.of_passage(passage).first() {
            Some((_, Trace::Above, _)) => Direction::Above,
            Some((_, Trace::Below, _)) => Direction::Below,
            Some((_, Trace::Rects(_), _)) | None => Direction::Elsewhere,
        }
    }
}

/// Draws the curve between two ends, with a dot at each. It shows over the text of their readers only, not over tabs,
/// and from one reader to the one beside it, where the text of the left one ends, between them.
fn connect(painter: &Painter, from: End<'_>, to: End<'_>, relation: Relation, color: Color32) {
    let (text, other_text) = (from.reader.text_rect, to.reader.text_rect);
    let beside = text.right() <= other_text.left() || other_text.right() <= text.left();
    let (points, rooms) = if from.side == to.side {
        (around(from.line, to.line), vec![text])
    } else if beside {
        let (left, right) = if text.left() < other_text.left() { (from, to) } else { (to, from) };
        (across(left, right), vec![text.union(other_text)])
    } else {
        (down(from, to), vec![text, other_text])
    };
    let ends = [points.first().copied(), points.last().copied()];
    let stroke = Stroke::new(WIDTH, color);
    let mut shapes = match dashes(relation) {
        None => vec![Shape::line(points, stroke)],
        Some((dashes, gaps)) => Shape::dashed_line_with_offset(&points, stroke, dashes, gaps, 0.0),
    };
    shapes.extend(ends.into_iter().flatten().map(|end| Shape::circle_filled(end, DOT, color)));
    for room in rooms {
        painter.with_clip_rect(room.intersect(painter.clip_rect())).extend(shapes.iter().cloned());
    }
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
fn across(left: End<'_>, right: End<'_>) -> Vec<Pos2> {
    let edge = left.reader.text_rect.right();
    let (start, end) = (pos2(left.line.right() - 2.0, left.below()), pos2(right.line.left() + 2.0, right.below()));
    let a = pos2((edge - 10.0).max(start.x), start.y);
    // At its height before the numbers of paragraphs begin.
    let b = pos2((right.reader.numbers - 2.0).min(end.x), end.y);
    let between = |share: f32| a.x + share * (b.x - a.x);
    let mut points = vec![start];
    points.extend(bezier([a, pos2(between(0.6), start.y), pos2(between(0.4), end.y), b]));
    points.push(end);
    points
}

/// From one reader to the one above or below it: below the words to the gutter, along it, and below the other words.
fn down(from: End<'_>, to: End<'_>) -> Vec<Pos2> {
    let turn = |end: End<'_>| pos2(end.reader.lane, end.below());
    let start = |end: End<'_>| pos2(end.line.left() + 2.0, end.below());
    vec![start(from), turn(from), turn(to), start(to)]
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

/// Where an arrow for so many links covers no words and no other arrow: behind the line nearest to the passage that
/// has room there, else in the gutter.
fn place_of_arrow(from: End<'_>, n_links: usize, arrows: &[Rect]) -> Rect {
    let text = from.reader.text_rect;
    let n_digits = if n_links > 1 { n_links.to_string().len() } else { 0 };
    let size = vec2(ARROW + DIGIT * n_digits as f32, ARROW);
    let lines = &from.reader.lines;
    let is_free = |rect: &Rect| {
        let covers = |other: &Rect| other.intersects(*rect);
        text.contains_rect(*rect) && !lines.iter().any(covers) && !arrows.iter().any(covers)
    };
    let behind = lines.iter().flat_map(|line| {
        let first = Rect::from_min_size(pos2(line.right() + AIR, line.center().y - ARROW / 2.0), size);
        (0..3u8).map(move |nth| first.translate(vec2(f32::from(nth) * (size.x + AIR), 0.0)))
    });
    let far = |rect: &Rect| (rect.center().y - from.line.center().y).abs();
    let free = behind.filter(is_free).min_by(|a, b| far(a).total_cmp(&far(b)));
    free.unwrap_or_else(|| {
        let down = ARROW * arrows.len() as f32;
        Rect::from_min_size(pos2(text.left(), from.line.top() + down), size)
    })
}

/// An arrow to the partners in one direction; a click follows the first link.
fn arrow_ui(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    session: &Session,
    (here, links): (PassageId, &[&Link]),
    direction: Direction,
    rect: Rect,
) {
    let Some(first) = links.first() else { return };
    let theme = Theme::of(ui);
    let name = match links.len() {
        1 => format!("Follow: {}", other_end(session, here, first)),
        n => format!("{n} links lead {}, the first: {}", direction.label(), other_end(session, here, first)),
    };
    let response = ui.interact(rect, ui.scope_id().with(("arrow", here, direction)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Link, true, &name));
    let alike = links.iter().all(|link| link.relation == first.relation);
    let color = if alike { color_of_relation(first.relation, theme) } else { theme.ink2 };
    ui.painter().rect(rect, ARROW / 2.0, theme.paper, Stroke::new(1.0, color), StrokeKind::Inside);
    direction.glyph().paint(ui.painter(), rect.left_center() + vec2(ARROW / 2.0, 0.0), 9.0, color);
    if links.len() > 1 {
        let at = pos2(rect.left() + ARROW - 2.0, rect.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, links.len(), theme.tiny(), color);
    }
    if response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(&name).clicked() {
        ctx.send(Action::Follow(first.id));
    }
}
