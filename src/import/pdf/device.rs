//! What stands on a page, taken down while the page is drawn.

use std::panic::resume_unwind;

use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape as _, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use super::collections::Collections;
use super::programs::Programs;
use super::strings::decoded;

/// How many glyphs of a page are read. A page of a newspaper has about 30,000.
const MAX_GLYPHS: usize = 400_000;
/// How many times as many characters as are seen may be hidden.
const MAX_HIDDEN: usize = 3;
/// How many steps a page may be drawn in.
const MAX_STEPS: usize = 2_000_000;

/// A character where it stands.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// What it says; empty if an earlier glyph says it too.
    pub(super) text: BfString,
    /// Where it begins, on its baseline.
    pub(super) start: Point,
    /// Where the next one would begin.
    pub(super) end: Point,
    /// The height of its font on the page.
    pub(super) size: f32,
    /// The width of its font on the page: its height, but where the letters are drawn narrow or wide.
    pub(super) em: f32,
    /// Whether its font is bold, as far as that can be told.
    pub(super) bold: bool,
    /// Whether no reader of the page sees it.
    pub(super) hidden: bool,
    /// Which of the page's marks it lies under.
    pub(super) mark: Option<u16>,
}

impl Glyph {
    /// Its first character.
    pub(super) fn first(&self) -> Option<char> {
        match &self.text {
            BfString::Char(char) => Some(*char),
            BfString::String(words) => words.chars().next(),
        }
    }

    /// Whether it is white space, or nothing.
    pub(super) fn is_space(&self) -> bool {
        match &self.text {
            BfString::Char(char) => char.is_whitespace(),
            BfString::String(words) => words.chars().all(char::is_whitespace),
        }
    }

    /// Whether it stands right beside another, in the same word.
    fn is_beside(&self, other: &Self) -> bool {
        let gap = self.start.distance(other.end).min(other.start.distance(self.end));
        !self.is_space() && !other.is_space() && gap < 0.15 * f64::from(self.size)
    }

    /// A point amid it.
    pub(super) fn middle(&self) -> Point {
        let along = self.end - self.start;
        let up = Vec2::new(along.y, -along.x);
        let up = if along.hypot() > 0.0 { up / along.hypot() } else { Vec2::new(0.0, -1.0) };
        self.start.midpoint(self.end) + up * f64::from(self.size) * 0.3
    }
}

/// Reading the page was given up: it has too much on it.
pub(super) struct TooMuch;

/// How a page lies.
pub(super) struct Frame {
    /// Turns what is drawn so that the page stands upright, with its first corner at the origin.
    pub(super) upright: Affine,
    /// What is to be seen, from the origin on.
    pub(super) page: Rect,
    /// What it is cut out of.
    pub(super) sheet: Rect,
}

/// Takes down the characters of one page.
pub(super) struct Taker<'c> {
    pub(super) glyphs: Vec<Glyph>,
    /// How many pictures there are.
    pub(super) n_images: u32,
    /// How many characters have no name.
    pub(super) n_unreadable: u32,
    /// Whether characters were told by the codes of a font that does not name them.
    pub(super) guessed: bool,
    /// Whether words that the page hides are shown, as they are most of it.
    pub(super) uncovered: bool,
    /// Turns what is drawn so that the page stands upright, with its first corner at the origin.
    upright: Affine,
    page: Rect,
    sheet: Rect,
    clips: Vec<Rect>,
    /// What the pictures cover together.
    images: Option<Rect>,
    /// The glyphs that are drawn in no color; they are seen where a picture lies, or if they are what it is cut to.
    unpainted: Vec<usize>,
    /// The glyphs that stand on the sheet but outside what is to be seen of it.
    cropped: Vec<usize>,
    /// The marked stretches that are open, with the words that replace theirs and their first glyph.
    marked: Vec<Option<(usize, String)>>,
    collections: &'c Collections<'c>,
    programs: &'c Programs,
    n_steps: usize,
}

impl<'c> Taker<'c> {
    /// For a page.
    pub(super) fn new(frame: &Frame, collections: &'c Collections<'c>, programs: &'c Programs) -> Self {
        Self {
            glyphs: Vec::new(),
            n_images: 0,
            n_unreadable: 0,
            guessed: false,
            uncovered: false,
            upright: frame.upright,
            page: frame.page,
            sheet: frame.sheet,
            clips: Vec::new(),
            images: None,
            unpainted: Vec::new(),
            cropped: Vec::new(),
            marked: Vec::new(),
            collections,
            programs,
            n_steps: 0,
        }
    }

    /// Settles what can only be told when the whole page is drawn. Whether it closed all that it opened.
    pub(super) fn finish(&mut self) -> bool {
        let is_closed = self.marked.is_empty();
        while !self.marked.is_empty() {
            self.end_marked_content();
        }
        self.show_cut_words();
        let images = self.images.unwrap_or(Rect::new(-1.0, -1.0, -1.0, -1.0));
        let mut unpainted = std::mem::take(&mut self.unpainted);
        unpainted.retain(|place| {
            self.glyphs.get_mut(*place).is_some_and(|glyph| {
                let is_unseen = !glyph.hidden && !images.contains(glyph.middle());
                glyph.hidden |= is_unseen;
                is_unseen
            })
        });
        let cropped = std::mem::take(&mut self.cropped);
        self.uncover(&cropped);
        self.uncover(&unpainted);
        is_closed
    }

    /// Shows the rest of words that an edge cuts through.
    fn show_cut_words(&mut self) {
        for idx in 1..self.glyphs.len() {
            self.show_beside(idx - 1, idx);
        }
        for idx in (1..self.glyphs.len()).rev() {
            self.show_beside(idx, idx - 1);
        }
    }

    /// Shows a glyph if it stands right beside one that is seen.
    fn show_beside(&mut self, seen: usize, idx: usize) {
        let Ok([seen, glyph]) = self.glyphs.get_disjoint_mut([seen, idx]) else { return };
        glyph.hidden &= seen.hidden || !glyph.is_beside(seen);
    }

    /// Shows glyphs that are hidden for one reason, if they are far more than what is seen: nobody writes a page to hide it,
    /// but a page is cut to a detail, and drawn as shapes with its words beneath.
    fn uncover(&mut self, hidden: &[usize]) {
        let is_word = |glyph: &&Glyph| !glyph.is_space();
        let n_seen = self.glyphs.iter().filter(is_word).filter(|glyph| !glyph.hidden).count();
        let n_hidden = hidden.iter().filter_map(|place| self.glyphs.get(*place)).filter(is_word).count();
        if n_hidden <= MAX_HIDDEN * n_seen {
            return;
        }
        self.uncovered = true;
        for place in hidden {
            if let Some(glyph) = self.glyphs.get_mut(*place) {
                glyph.hidden = false;
            }
        }
    }

    /// Leaves the drawing where it takes too much. It offers no other way out: this passes through it to where
    /// [`TooMuch`] is caught.
    fn step(&mut self) {
        self.n_steps += 1;
        if self.n_steps > MAX_STEPS || self.glyphs.len() > MAX_GLYPHS {
            resume_unwind(Box::new(TooMuch));
        }
    }

    fn clip(&mut self, rect: Rect) {
        self.step();
        let rect = self.upright.transform_rect_bbox(rect);
        // What cuts away nothing of the page may cut away something of the sheet, which is no matter.
        let rect = if is_nearly_over(rect, self.page) { self.page.union(self.sheet).union(rect) } else { rect };
        // Letters that are no more than a shape to cut a picture to are seen.
        while self
            .unpainted
            .pop_if(|place| self.glyphs.get(*place).is_some_and(|glyph| rect.contains(glyph.middle())))
            .is_some()
        {}
        let clip = self.clips.last().map_or(rect, |outer| outer.intersect(rect));
        self.clips.push(clip);
    }

    fn is_clipped(&self, at: Point) -> bool {
        self.clips.last().is_some_and(|clip| !is_within(*clip, at))
    }

    /// What a glyph says.
    fn read(&mut self, glyph: &Drawn<'_>) -> BfString {
        let text = glyph.as_unicode().filter(is_character);
        if let Some(text) = text {
            return visible(text);
        }
        match glyph {
            Drawn::Type3(_) => {
                // The letters of Western Europe stand where they stand in most encodings.
                let is_likely =
                    |code: &u8| matches!(code, 0x20..0x7F | 0xC0..=0xD6 | 0xD8..=0xDE | 0xE0..=0xF6 | 0xF8..=0xFE);
                if let Some(code) = u8::try_from(glyph.char_code()).ok().filter(is_likely) {
                    self.guessed = true;
                    return BfString::Char(code.into());
                }
            }
            Drawn::Outline(outline) => {
                let text = self.collections.read(outline).or_else(|| self.programs.read(outline));
                if let Some(text) = text {
                    return visible(text);
                }
            }
        }
        self.n_unreadable += 1;
        BfString::Char(char::REPLACEMENT_CHARACTER)
    }
}

impl<'a> Device<'a> for Taker<'_> {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.step();
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clip(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.clip(*rect);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.step();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.step();
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let bold = run.glyphs().first().is_some_and(|glyph| is_bold(glyph));
        let transform = self.upright * props.transform;
        for drawn in run.glyphs() {
            let Some((start, end, size, em)) = place(transform * drawn.transform(), drawn, vertical) else {
                continue;
            };
            let text = self.read(drawn);
            let mut glyph = Glyph { text, start, end, size, em, bold, hidden: false, mark: None };
            let (at, is_unpainted) = (glyph.middle(), matches!(mode, DrawMode::Invisible));
            let (is_clipped, is_cut_off) = (self.is_clipped(at), !is_within(self.page, at));
            glyph.hidden = is_clipped || is_cut_off;
            if is_unpainted {
                self.unpainted.push(self.glyphs.len());
            } else if is_cut_off && !is_clipped && is_within(self.sheet, at) {
                self.cropped.push(self.glyphs.len());
            }
            self.glyphs.push(glyph);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.step();
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let covers = (self.upright * props.transform).transform_rect_bbox(size);
        self.images = Some(self.images.map_or(covers, |others| others.union(covers)));
        self.n_images += 1;
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.step();
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        self.step();
        let words = properties.and_then(|of| of.get::<PdfString<'_>>(b"ActualText".as_slice()));
        self.marked.push(words.map(|words| (self.glyphs.len(), decoded(&words))));
    }

    fn end_marked_content(&mut self) {
        let Some((first, words)) = self.marked.pop().flatten() else { return };
        let mut words = Some(words.replace('\u{AD}', "-"));
        for glyph in self.glyphs.iter_mut().skip(first) {
            glyph.text = BfString::String(words.take().unwrap_or_default());
        }
    }
}

/// Whether an area reaches over all of another, but for a hair.
fn is_nearly_over(area: Rect, other: Rect) -> bool {
    area.inflate(1e-3, 1e-3).contains_rect(other)
}

/// Whether a point is on an area, give or take half a point, as the edges of pages are not exact.
fn is_within(area: Rect, at: Point) -> bool {
    area.inflate(0.5, 0.5).contains(at)
}

/// Where a glyph begins and ends, and the height and width of its font.
fn place(transform: Affine, glyph: &Drawn<'_>, vertical: bool) -> Option<(Point, Point, f32, f32)> {
    let advance = match glyph {
        Drawn::Outline(glyph) => glyph.advance_width(),
        Drawn::Type3(glyph) => glyph.advance_width(),
    };
    let advance = f64::from(advance.unwrap_or(0.0));
    let [a, b, c, d, x, y] = transform.as_coeffs();
    let size = (c.hypot(d) * 1000.0).min(1e6);
    let start = Point::new(x, y);
    let end = if vertical {
        // The origin of a vertical glyph is moved to where it would begin in a line; its middle is half a width on.
        Point::new(x - c * 1000.0, y - d * 1000.0)
    } else {
        Point::new(x + a * advance, y + b * advance)
    };
    let known = start.is_finite() && end.is_finite() && size > 0.0 && x.abs() < 1e7 && y.abs() < 1e7;
    let em = if vertical { size } else { (a.hypot(b) * 1000.0).min(1e6) };
    known.then_some((start, end, size as f32, em as f32))
}

fn is_bold(glyph: &Drawn<'_>) -> bool {
    let Drawn::Outline(glyph) = glyph else { return false };
    glyph.font_data().is_some_and(|font| {
        font.weight.is_some_and(|weight| weight >= 600)
            || font.postscript_name.is_some_and(|name| name.contains("Bold") || name.contains("Black"))
    })
}

/// Whether a font that says this says what the glyph is.
fn is_character(text: &BfString) -> bool {
    let is_one = |char: char| (!char.is_control() || char.is_whitespace()) && char != char::REPLACEMENT_CHARACTER;
    match text {
        BfString::Char(char) => is_one(*char),
        BfString::String(words) => words.chars().all(is_one),
    }
}

/// A character that is drawn is seen: a soft hyphen that stands on paper is a hyphen.
fn visible(text: BfString) -> BfString {
    match text {
        BfString::Char('\u{AD}') => BfString::Char('-'),
        text => text,
    }
}
