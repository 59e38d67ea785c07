//! What was put onto a page: links, notes, the fields of forms.

use hayro_interpret::kurbo::{Affine, Point, Rect};
use hayro_syntax::object::dict::keys::{
    A, ANNOTS, AP, CONTENTS, F, M, N, PARENT, QUADPOINTS, RECT, S, SUBTYPE, T, URI, V,
};
use hayro_syntax::object::{Array, Dict, Name, Object, Rect as PdfRect, String as PdfString};
use hayro_syntax::page::Page;

use super::device::Glyph;
use super::fields::Field;
use super::strings::{decoded, iso_date};

/// How much on one page is looked at.
const MAX_MARKS: usize = 2000;
/// Into how many bands a page is cut to find the marks at a height.
const N_BANDS: usize = 64;

/// What is put onto a page.
#[derive(Default)]
pub(super) struct Marked {
    /// What the marked words of the page are.
    pub(super) marks: Vec<Mark>,
    /// Notes that belong to a place on the page but to no words, with how far from the top they are.
    pub(super) notes: Vec<(f64, Note)>,
    /// Whether anything that is put onto it has words to draw.
    pub(super) draws: bool,
    /// The fields of forms.
    pub(super) fields: Vec<Field>,
    /// Whether there is more than is read.
    pub(super) is_cut: bool,
    areas: Vec<(Rect, u16)>,
}

/// What marked words are.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// They lead to an address.
    Link(String),
    /// Someone wrote a note on them.
    Note(Note),
}

/// What someone wrote in the margin.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) author: String,
    pub(super) time: String,
    pub(super) text: String,
}

/// Everything that is put onto a page.
pub(super) fn on(page: &Page<'_>) -> Marked {
    let mut marked = Marked::default();
    let Some(list) = page.raw().get::<Array<'_>>(ANNOTS) else { return marked };
    let upright = Affine::new(page.initial_transform(true).as_coeffs());
    for (nth, annotation) in list.iter::<Dict<'_>>().enumerate() {
        if nth == MAX_MARKS {
            marked.is_cut = true;
            break;
        }
        // Neither hidden nor meant only for printing.
        if annotation.get::<u32>(F).unwrap_or(0) & 0b10_0010 == 0 {
            marked.take(&annotation, upright);
        }
    }
    marked
}

impl Marked {
    fn take(&mut self, annotation: &Dict<'_>, upright: Affine) {
        let Some(kind) = annotation.get::<Name<'_>>(SUBTYPE) else { return };
        match kind.as_ref() {
            b"Link" => {
                let action = annotation.get::<Dict<'_>>(A);
                let action = action.filter(|action| action.get::<Name<'_>>(S).is_none_or(|kind| kind.as_ref() == URI));
                if let Some(url) = action.and_then(|action| action.get::<PdfString<'_>>(URI)) {
                    self.mark(Mark::Link(decoded(&url).trim().to_owned()), annotation, upright);
                }
            }
            b"Popup" => {}
            b"FreeText" => self.draws = true,
            b"Widget" => {
                self.draws |= is_drawn(annotation);
                self.fields.extend(field(annotation, upright));
            }
            b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly" => {
                if let Some(note) = note(annotation) {
                    self.mark(Mark::Note(note), annotation, upright);
                }
            }
            _ => {
                self.draws |= is_drawn(annotation);
                let place = annotation.get::<PdfRect>(RECT).map(|rect| upright.transform_rect_bbox(kurbo_rect(rect)));
                if let Some((place, note)) = place.zip(note(annotation)) {
                    self.notes.push((place.center().y, note));
                }
            }
        }
    }

    fn mark(&mut self, mark: Mark, annotation: &Dict<'_>, upright: Affine) {
        let Ok(idx) = u16::try_from(self.marks.len()) else { return };
        let corners: Vec<f64> = annotation
            .get::<Array<'_>>(QUADPOINTS)
            .map(|points| points.iter::<f64>().take(8 * 100).collect())
            .unwrap_or_default();
        let quads = corners.as_chunks::<8>().0.iter().map(|[x0, y0, x1, y1, x2, y2, x3, y3]| {
            let (one, other) = (Rect::new(*x0, *y0, *x1, *y1).abs(), Rect::new(*x2, *y2, *x3, *y3).abs());
            one.union(other)
        });
        let mut areas: Vec<Rect> = quads.collect();
        if areas.is_empty() {
            areas.extend(annotation.get::<PdfRect>(RECT).map(kurbo_rect));
        }
        self.areas.extend(areas.into_iter().map(|area| (upright.transform_rect_bbox(area), idx)));
        self.marks.push(mark);
    }

    /// Notes of the characters of the page which mark they lie under.
    pub(super) fn find_words(&self, glyphs: &mut [Glyph], height: f64) {
        find_areas(&self.areas, glyphs, height);
    }
}

/// Notes of the characters of a page of this height in which of some areas they stand.
pub(super) fn find_areas(areas: &[(Rect, u16)], glyphs: &mut [Glyph], height: f64) {
    if areas.is_empty() {
        return;
    }
    let band = |y: f64| ((y / height.max(1.0) * N_BANDS as f64).max(0.0) as usize).min(N_BANDS - 1);
    let mut bands: Vec<Vec<(Rect, u16)>> = vec![Vec::new(); N_BANDS];
    for (area, idx) in areas {
        for of in bands.iter_mut().take(band(area.y1) + 1).skip(band(area.y0)) {
            of.push((*area, *idx));
        }
    }
    for glyph in glyphs {
        let middle: Point = glyph.middle();
        let areas = bands.get(band(middle.y)).map(Vec::as_slice).unwrap_or_default();
        glyph.mark = areas.iter().find(|(area, _)| area.contains(middle)).map(|(_, idx)| *idx);
    }
}

fn is_drawn(annotation: &Dict<'_>) -> bool {
    annotation.get::<Dict<'_>>(AP).is_some_and(|looks| looks.contains_key(N))
}

/// A field of a form: where it stands, and what it holds.
fn field(widget: &Dict<'_>, upright: Affine) -> Option<Field> {
    let area = upright.transform_rect_bbox(kurbo_rect(widget.get::<PdfRect>(RECT)?));
    let value = widget.get::<Object<'_>>(V).or_else(|| widget.get::<Dict<'_>>(PARENT)?.get::<Object<'_>>(V));
    let value = match value {
        Some(Object::String(words)) => decoded(&words),
        // What a box that is ticked is called, which says that it is.
        Some(Object::Name(name)) if name.as_ref() != b"Off" && !is_drawn(widget) => name.as_str().to_owned(),
        _ => String::new(),
    };
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Field { area, value, is_drawn: is_drawn(widget) })
}

fn note(annotation: &Dict<'_>) -> Option<Note> {
    let words = |key: &[u8]| annotation.get::<PdfString<'_>>(key).map(|words| decoded(&words).trim().to_owned());
    let text = words(CONTENTS).filter(|text| !text.is_empty())?;
    let time = annotation.get::<PdfString<'_>>(M).map(|date| iso_date(&decoded(&date))).unwrap_or_default();
    Some(Note { author: words(T).unwrap_or_default(), time, text })
}

fn kurbo_rect(rect: PdfRect) -> Rect {
    Rect::new(rect.x0, rect.y0, rect.x1, rect.y1)
}
