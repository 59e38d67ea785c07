//! Signs drawn as lines, because fonts differ between machines and emoji are not signs.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use egui::{Color32, Painter, Pos2, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

/// A sign that is told from the others by its shape, in any color, from 9 points on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// Confirmed.
    Tick,
    /// Confirmed, with a change.
    TickChange,
    /// Wrong.
    Cross,
    /// The same as before.
    Equal,
    /// Conflicting, or other than before.
    NotEqual,
    /// Cannot be verified.
    Question,
    /// On author.
    Person,
    /// Opinion.
    Opinion,
    /// Out of scope.
    OutOfScope,
    /// Unchecked.
    Circle,
    /// In progress.
    HalfCircle,
    /// A query is out.
    Ellipsis,
    /// To be checked again.
    Reopen,
    /// Two people say different things.
    Clash,
    /// A passage that nothing is said about.
    Dash,
    /// Add.
    Plus,
    /// Close, or clear.
    Close,
    /// Fold, or less.
    ChevronUp,
    /// Unfold, or choose.
    ChevronDown,
    /// Back, or to what is on the left.
    ChevronLeft,
    /// Forward, or to what is on the right.
    ChevronRight,
    /// To what is above.
    ArrowUp,
    /// To what is below.
    ArrowDown,
    /// Comes from.
    ArrowLeft,
    /// Leads to.
    ArrowRight,
    /// Linked with.
    ArrowBoth,
    /// Find.
    Search,
    /// Something needs care.
    Warning,
    /// Something to know.
    Info,
}

/// A sign on its own, as high as `size`, called `name` by screen readers.
pub fn glyph(ui: &mut Ui, sign: Glyph, size: f32, color: Color32, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    sign.paint(ui.painter(), rect.center(), size, color);
    response
}

impl Glyph {
    /// Draws the sign within a square of `size` around `center`.
    pub fn paint(self, painter: &Painter, center: Pos2, size: f32, color: Color32) {
        painter.extend(self.shapes(center, size, color));
    }

    /// The sign as shapes, to be painted later or moved.
    pub fn shapes(self, center: Pos2, size: f32, color: Color32) -> Vec<Shape> {
        let stroke = Stroke::new((size * 0.12).clamp(1.2, 2.5), color);
        let at = |(x, y): (f32, f32)| center + vec2(x, y) * (size / 2.0);
        self.parts()
            .iter()
            .map(|part| match *part {
                Part::Line(points) => Shape::line(points.iter().copied().map(at).collect(), stroke),
                Part::Outline(points) => Shape::closed_line(points.iter().copied().map(at).collect(), stroke),
                Part::Arc { middle, radius, from, to } => {
                    Shape::line(arc(at(middle), radius * size / 2.0, from, to), stroke)
                }
                Part::Circle(middle, radius) => Shape::circle_stroke(at(middle), radius * size / 2.0, stroke),
                Part::Half(middle, radius) => Shape::convex_polygon(
                    arc(at(middle), radius * size / 2.0, -FRAC_PI_2, FRAC_PI_2),
                    color,
                    Stroke::NONE,
                ),
                Part::Dot(middle) => Shape::circle_filled(at(middle), (size * 0.09).max(1.1), color),
            })
            .collect()
    }

    /// The sign in a square from -1 to 1, y downward.
    fn parts(self) -> &'static [Part] {
        use Part::{Arc, Circle, Dot, Half, Line, Outline};
        match self {
            Self::Tick => &[Line(&[(-0.75, 0.05), (-0.2, 0.6), (0.75, -0.6)])],
            Self::TickChange => {
                &[Line(&[(-0.75, -0.25), (-0.25, 0.25), (0.65, -0.85)]), Line(&[(-0.75, 0.8), (0.75, 0.8)])]
            }
            Self::Cross => &[Line(&[(-0.6, -0.6), (0.6, 0.6)]), Line(&[(0.6, -0.6), (-0.6, 0.6)])],
            Self::Equal => &[Line(&[(-0.75, -0.28), (0.75, -0.28)]), Line(&[(-0.75, 0.28), (0.75, 0.28)])],
            Self::NotEqual => &[
                Line(&[(-0.75, -0.28), (0.75, -0.28)]),
                Line(&[(-0.75, 0.28), (0.75, 0.28)]),
                Line(&[(0.42, -0.85), (-0.42, 0.85)]),
            ],
            Self::Question => &[
                Arc { middle: (0.0, -0.4), radius: 0.45, from: -PI, to: FRAC_PI_2 * 0.7 },
                Line(&[(0.2, 0.0), (0.0, 0.2), (0.0, 0.42)]),
                Dot((0.0, 0.82)),
            ],
            Self::Person => {
                &[Circle((0.0, -0.42), 0.36), Arc { middle: (0.0, 0.85), radius: 0.72, from: -PI, to: 0.0 }]
            }
            Self::Opinion => {
                &[Line(&[(-0.8, 0.2), (-0.55, -0.2), (-0.25, -0.22), (0.25, 0.22), (0.55, 0.2), (0.8, -0.2)])]
            }
            Self::OutOfScope => &[Circle((0.0, 0.0), 0.78), Line(&[(-0.4, 0.0), (0.4, 0.0)])],
            Self::Circle => &[Circle((0.0, 0.0), 0.72)],
            Self::HalfCircle => &[Circle((0.0, 0.0), 0.72), Half((0.0, 0.0), 0.72)],
            Self::Ellipsis => &[Dot((-0.75, 0.0)), Dot((0.0, 0.0)), Dot((0.75, 0.0))],
            Self::Reopen => &[
                Arc { middle: (0.0, 0.0), radius: 0.75, from: 0.4, to: TAU - 0.75 },
                Line(&[(0.55, -0.51), (0.9, -0.15)]),
                Line(&[(0.9, -0.75), (0.9, -0.15), (0.3, -0.15)]),
            ],
            Self::Clash => &[Line(&[(0.0, -0.85), (0.0, 0.3)]), Dot((0.0, 0.78))],
            Self::Dash => &[Line(&[(-0.4, 0.0), (0.4, 0.0)])],
            Self::Plus => &[Line(&[(-0.6, 0.0), (0.6, 0.0)]), Line(&[(0.0, -0.6), (0.0, 0.6)])],
            Self::Close => &[Line(&[(-0.5, -0.5), (0.5, 0.5)]), Line(&[(0.5, -0.5), (-0.5, 0.5)])],
            Self::ChevronUp => &[Line(&[(-0.55, 0.28), (0.0, -0.28), (0.55, 0.28)])],
            Self::ChevronDown => &[Line(&[(-0.55, -0.28), (0.0, 0.28), (0.55, -0.28)])],
            Self::ChevronLeft => &[Line(&[(0.28, -0.55), (-0.28, 0.0), (0.28, 0.55)])],
            Self::ChevronRight => &[Line(&[(-0.28, -0.55), (0.28, 0.0), (-0.28, 0.55)])],
            Self::ArrowUp => &[Line(&[(0.0, 0.75), (0.0, -0.75)]), Line(&[(-0.5, -0.25), (0.0, -0.75), (0.5, -0.25)])],
            Self::ArrowDown => &[Line(&[(0.0, -0.75), (0.0, 0.75)]), Line(&[(-0.5, 0.25), (0.0, 0.75), (0.5, 0.25)])],
            Self::ArrowLeft => {
                &[Line(&[(0.75, 0.0), (-0.75, 0.0)]), Line(&[(-0.25, -0.5), (-0.75, 0.0), (-0.25, 0.5)])]
            }
            Self::ArrowRight => &[Line(&[(-0.75, 0.0), (0.75, 0.0)]), Line(&[(0.25, -0.5), (0.75, 0.0), (0.25, 0.5)])],
            Self::ArrowBoth => &[
                Line(&[(-0.85, 0.0), (0.85, 0.0)]),
                Line(&[(-0.45, -0.4), (-0.85, 0.0), (-0.45, 0.4)]),
                Line(&[(0.45, -0.4), (0.85, 0.0), (0.45, 0.4)]),
            ],
            Self::Search => &[Circle((-0.15, -0.15), 0.55), Line(&[(0.26, 0.26), (0.8, 0.8)])],
            Self::Warning => &[
                Outline(&[(0.0, -0.8), (0.9, 0.75), (-0.9, 0.75)]),
                Line(&[(0.0, -0.25), (0.0, 0.2)]),
                Dot((0.0, 0.48)),
            ],
            Self::Info => &[Circle((0.0, 0.0), 0.82), Line(&[(0.0, -0.02), (0.0, 0.45)]), Dot((0.0, -0.38))],
        }
    }
}

/// A piece of a sign.
enum Part {
    Line(&'static [(f32, f32)]),
    Outline(&'static [(f32, f32)]),
    Arc {
        middle: (f32, f32),
        radius: f32,
        from: f32,
        to: f32,
    },
    Circle((f32, f32), f32),
    /// The right half of a disc.
    Half((f32, f32), f32),
    Dot((f32, f32)),
}

/// Points on a circle, clockwise from the angle `from` to the angle `to`, in radians.
fn arc(middle: Pos2, radius: f32, from: f32, to: f32) -> Vec<Pos2> {
    let n_steps = 14;
    (0..=n_steps)
        .map(|step| {
            let angle = from + (to - from) * step as f32 / n_steps as f32;
            pos2(middle.x + radius * angle.cos(), middle.y + radius * angle.sin())
        })
        .collect()
}
