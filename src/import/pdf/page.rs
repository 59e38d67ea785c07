//! One page: its lines in the order in which they are read, and what could not be read of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use hayro_syntax::page::Page;

use crate::model::PageFlaw;

use super::annotations::{self, Mark, Note};
use super::collections::{Collections, Tables};
use super::device::{Glyph, Taker};
use super::lines::{Line, lines};
use super::order::in_reading_order;

/// With fewer characters than this, and a picture, a page is a scan without a text.
const MIN_GLYPHS: usize = 8;

/// What stands on a page.
#[derive(Default)]
pub(super) struct PageText {
    /// The lines, in the order in which they are read.
    pub(super) lines: Vec<Line>,
    /// The lines of its form fields and of what was put on it later.
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

/// Reads a page. What was drawn until it took too much is there, and so is the flaw.
pub(super) fn read<'a>(page: &'a Page<'a>, cache: &InterpreterCache<'a>, tables: &'a Tables) -> PageText {
    let collections = Collections::new(page.resources(), tables);
    let marked = annotations::on(page);
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, width.into(), height.into());
    let upright = Affine::new(page.initial_transform(true).as_coeffs());
    let sheet = page.media_box();
    let sheet = upright.transform_rect_bbox(Rect::new(sheet.x0, sheet.y0, sheet.x1, sheet.y1));
    let mut body = Taker::new(area, sheet, &collections);
    let mut is_whole = !marked.is_cut;
    is_whole &= draw(page, RenderContent::PAGE, area, cache, &mut body);
    marked.find_words(&mut body.glyphs, height.into());
    let mut later = Taker::new(area, sheet, &collections);
    if marked.draws {
        is_whole &= draw(page, RenderContent::ANNOTATIONS, area, cache, &mut later);
    }
    let mut added = lines(&later.glyphs);
    added.extend(marked.values);
    PageText {
        flaw: if is_whole { flaw(&body) } else { Some(PageFlaw::NotRead) },
        lines: in_reading_order(lines(&body.glyphs)),
        added,
        notes: marked.notes,
        marks: marked.marks,
        height: height.into(),
        uncovered: body.uncovered,
    }
}

/// Draws a part of a page. Whether all of it was drawn: not if it takes too much, or brings the drawing down.
fn draw<'a>(
    page: &'a Page<'a>,
    content: RenderContent,
    area: Rect,
    cache: &InterpreterCache<'a>,
    taker: &mut Taker<'_>,
) -> bool {
    let settings = InterpreterSettings { render_content: content, ..InterpreterSettings::default() };
    let upright = Affine::new(page.initial_transform(true).as_coeffs());
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        let mut context = Context::new(upright, area, cache, page.xref(), settings);
        interpret_page(page, &mut context, taker);
    }));
    taker.finish();
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
