//! One page: its lines in the order in which they are read, and what could not be read of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use hayro_syntax::page::Page;

use crate::model::PageFlaw;

use super::annotations::{self, Mark, Note};
use super::collections::{Collections, Tables};
use super::device::{Frame, Glyph, Taker};
use super::fields;
use super::lines::{Line, lines};
use super::order::in_reading_order;
use super::programs::Programs;

/// With fewer characters than this, and a picture, a page is a scan without a text.
const MIN_GLYPHS: usize = 8;
/// An area that no page leaves.
const EVERYWHERE: Rect = Rect::new(-1e9, -1e9, 1e9, 1e9);

/// What stands on a page.
#[derive(Default)]
pub(super) struct PageText {
    /// The lines, in the order in which they are read.
    pub(super) lines: Vec<Line>,
    /// The lines of what was put on it later, but for the fields of forms, which stand among its own.
    pub(super) added: Vec<Line>,
    /// What its marked words are.
    pub(super) marks: Vec<Mark>,
    /// What people wrote in its margin, with how far from the top.
    pub(super) notes: Vec<(f64, Note)>,
    /// What of it could not be read.
    pub(super) flaw: Option<PageFlaw>,
    /// How high it is.
    pub(super) height: f64,
    /// Whether words are shown that the page hides.
    pub(super) uncovered: bool,
}

impl PageText {
    /// How long its text is.
    pub(super) fn len(&self) -> usize {
        self.lines.iter().chain(&self.added).map(|line| line.text.len() + 1).sum()
    }
}

/// Draws the pages of a file. What is the same for all of them, such as the fonts and what the catalog says of layers, is
/// read once.
#[derive(Default)]
pub(super) struct Painter<'a> {
    cache: InterpreterCache<'a>,
    body: Option<Context<'a>>,
    later: Option<Context<'a>>,
    programs: Programs,
}

impl<'a> Painter<'a> {
    /// Reads a page. What was drawn until it took too much is there, and so is the flaw.
    pub(super) fn read(&mut self, page: &'a Page<'a>, tables: &'a Tables) -> PageText {
        let collections = Collections::new(page.resources(), tables);
        let marked = annotations::on(page);
        let (width, height) = page.render_dimensions();
        let upright = Affine::new(page.initial_transform(true).as_coeffs());
        let sheet = page.media_box();
        let sheet = upright.transform_rect_bbox(Rect::new(sheet.x0, sheet.y0, sheet.x1, sheet.y1));
        let frame = Frame { upright, page: Rect::new(0.0, 0.0, width.into(), height.into()), sheet };
        let programs = std::mem::take(&mut self.programs);
        let (mut body, mut later) =
            (Taker::new(&frame, &collections, &programs), Taker::new(&frame, &collections, &programs));
        let mut is_whole = !marked.is_cut;
        is_whole &= draw(page, RenderContent::PAGE, &mut self.cache, &mut self.body, &mut body);
        marked.find_words(&mut body.glyphs, height.into());
        if marked.draws {
            is_whole &= draw(page, RenderContent::ANNOTATIONS, &mut self.cache, &mut self.later, &mut later);
        }
        let flaw = if is_whole { flaw(&body) } else { Some(PageFlaw::NotRead) };
        let (uncovered, mut added) = (body.uncovered, later.glyphs);
        let mut lines_of_page = lines(&body.glyphs);
        let fields = fields::take(&marked.fields, &mut added, height.into());
        fields::put(fields, &mut lines_of_page);
        self.programs = programs;
        PageText {
            flaw,
            lines: in_reading_order(lines_of_page),
            added: lines(&added),
            notes: marked.notes,
            marks: marked.marks,
            height: height.into(),
            uncovered,
        }
    }
}

/// Draws a part of a page. Whether all of it was drawn: not if it takes too much, or brings the drawing down.
fn draw<'a>(
    page: &'a Page<'a>,
    content: RenderContent,
    cache: &mut InterpreterCache<'a>,
    context: &mut Option<Context<'a>>,
    taker: &mut Taker<'_>,
) -> bool {
    let settings = || InterpreterSettings { render_content: content, ..InterpreterSettings::default() };
    let new = || Context::new(Affine::IDENTITY, EVERYWHERE, cache, page.xref(), settings());
    let mut current = context.take().unwrap_or_else(new);
    let drawn = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut current, taker)));
    let is_closed = taker.finish();
    if drawn.is_err() {
        // What it holds may be half made where the drawing was left.
        *cache = InterpreterCache::new();
    } else if is_closed {
        // Else a layer that the page leaves open would hide the next one.
        *context = Some(current);
    }
    drawn.is_ok()
}

fn flaw(taker: &Taker<'_>) -> Option<PageFlaw> {
    let n_glyphs = taker.glyphs.iter().filter(|glyph| !Glyph::is_space(glyph)).take(MIN_GLYPHS).count();
    match () {
        () if n_glyphs < MIN_GLYPHS && taker.n_images > 0 => Some(PageFlaw::NoTextLayer),
        () if taker.n_unreadable > 0 => Some(PageFlaw::Unreadable(taker.n_unreadable)),
        () if taker.guessed => Some(PageFlaw::Guessed),
        () => None,
    }
}
