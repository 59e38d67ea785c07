//! What the pages of a file are called.

use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys::{KIDS, NUMS, P, PAGE_LABELS, S, ST};
use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};

use crate::import::numeral::Numeral;

use super::strings::decoded;

/// How many parts of the list of labels are read.
const MAX_NODES: usize = 10_000;

/// The label of each page: as the file says, else its number.
pub(super) fn labels(pdf: &Pdf) -> Vec<String> {
    let n_pages = pdf.pages().len();
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
    let mut ranges = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(PAGE_LABELS)).map(ranges).unwrap_or_default();
    ranges.sort_by_key(|range| range.from);
    let mut labels: Vec<String> = Vec::with_capacity(n_pages);
    let mut ranges = ranges.into_iter().peekable();
    let mut current: Option<Range> = None;
    for idx in 0..n_pages {
        while let Some(next) = ranges.next_if(|range| range.from <= idx) {
            current = Some(next);
        }
        let label = current.as_ref().map(|range| range.label(idx)).filter(|label| !label.trim().is_empty());
        labels.push(label.unwrap_or_else(|| (idx + 1).to_string()));
    }
    labels
}

/// From one page on, what the pages are called.
struct Range {
    from: usize,
    style: u8,
    prefix: String,
    first: u32,
}

impl Range {
    fn label(&self, idx: usize) -> String {
        let number = self.first.saturating_add(u32::try_from(idx - self.from).unwrap_or(u32::MAX));
        let numeral = match self.style {
            b'D' => Numeral::Decimal,
            b'r' => Numeral::LowerRoman,
            b'R' => Numeral::UpperRoman,
            b'a' => Numeral::LowerLetter,
            b'A' => Numeral::UpperLetter,
            _ => Numeral::Nothing,
        };
        format!("{}{}", self.prefix, numeral.write(number))
    }
}

fn ranges(root: Dict<'_>) -> Vec<Range> {
    let (mut ranges, mut open, mut n_nodes) = (Vec::new(), vec![root], 0);
    while let Some(node) = open.pop() {
        n_nodes += 1;
        if n_nodes > MAX_NODES {
            break;
        }
        if let Some(kids) = node.get::<Array<'_>>(KIDS) {
            open.extend(kids.iter::<Dict<'_>>().take(MAX_NODES));
        }
        let Some(nums) = node.get::<Array<'_>>(NUMS) else { continue };
        let mut from = None;
        for entry in nums.iter::<Object<'_>>().take(2 * MAX_NODES) {
            match entry {
                Object::Number(number) => from = usize::try_from(number.as_i64()).ok(),
                Object::Dict(range) => ranges.extend(from.take().map(|from| Range {
                    from,
                    style: range.get::<Name<'_>>(S).and_then(|style| style.first().copied()).unwrap_or(0),
                    prefix: range.get::<PdfString<'_>>(P).map(|words| decoded(&words)).unwrap_or_default(),
                    first: range.get::<u32>(ST).unwrap_or(1),
                })),
                _ => {}
            }
        }
    }
    ranges
}
