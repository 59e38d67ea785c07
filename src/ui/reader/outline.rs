//! A ring around words that may run over several lines.

use egui::{Pos2, Rect, Shape, Stroke, StrokeKind};

const RADIUS: f32 = 4.0;

/// One ring around the boxes of lines, which come from top to bottom; several rings where lines do not meet.
pub fn outline(lines: &[Rect], stroke: Stroke) -> Vec<Shape> {
    let mut groups: Vec<Vec<Rect>> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|above| meets(*above, *line)) => group.push(*line),
            _ => groups.push(vec![*line]),
        }
    }
    groups.iter().map(|group| ring(group, stroke)).collect()
}

/// Whether two lines stand right below each other, and one of them at least partly below the other.
fn meets(above: Rect, below: Rect) -> bool {
    let near = below.top() - above.bottom() < above.height() / 2.0;
    near && above.left() + 2.0 * RADIUS < below.right() && below.left() + 2.0 * RADIUS < above.right()
}

fn ring(lines: &[Rect], stroke: Stroke) -> Shape {
    match lines {
        [line] => Shape::Rect(egui::epaint::RectShape::stroke(*line, RADIUS, stroke, StrokeKind::Middle)),
        lines => Shape::closed_line(rounded(&corners(lines)), stroke),
    }
}

/// The corners of the figure that all lines make together, clockwise from the upper left one.
fn corners(lines: &[Rect]) -> Vec<Pos2> {
    let mut right = Vec::new();
    let mut left = Vec::new();
    let mut above: Option<Rect> = None;
    for line in lines {
        // Lines meet halfway between them, so that the figure has no gaps.
        let top = above.map_or(line.top(), |above| (above.bottom() + line.top()) / 2.0);
        if let Some(above) = above {
            right.push(Pos2::new(above.right(), top));
            left.push(Pos2::new(above.left(), top));
        }
        right.push(Pos2::new(line.right(), top));
        left.push(Pos2::new(line.left(), top));
        above = Some(*line);
    }
    if let Some(last) = above {
        right.push(last.right_bottom());
        left.push(last.left_bottom());
    }
    right.extend(left.into_iter().rev());
    right.dedup_by(|a, b| a.distance(*b) < 0.5);
    without_straight(&right)
}

/// Without points between two others on one line.
fn without_straight(points: &[Pos2]) -> Vec<Pos2> {
    neighbors(points)
        .filter(|(a, b, c)| !((a.x == b.x && b.x == c.x) || (a.y == b.y && b.y == c.y)))
        .map(|(_, b, _)| b)
        .collect()
}

/// The figure with each corner cut by a quarter of a circle.
fn rounded(corners: &[Pos2]) -> Vec<Pos2> {
    neighbors(corners)
        .flat_map(|(before, corner, after)| {
            let toward = |other: Pos2| {
                let way = other - corner;
                corner + way.normalized() * RADIUS.min(way.length() / 2.0)
            };
            let (from, to) = (toward(before), toward(after));
            (0..=4).map(move |step| {
                let t = step as f32 / 4.0;
                let (a, b) = (from.lerp(corner, t), corner.lerp(to, t));
                a.lerp(b, t)
            })
        })
        .collect()
}

fn neighbors(points: &[Pos2]) -> impl Iterator<Item = (Pos2, Pos2, Pos2)> {
    let n = points.len();
    let at = move |index: usize| points.get(index % n.max(1)).copied().unwrap_or_default();
    (0..n).map(move |index| (at(index + n - 1), at(index), at(index + 1)))
}
