//! Pages that unfold into more than a page can hold, told before they are unfolded.

use std::collections::BTreeSet;
use std::io::Read as _;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::dict::keys::{CONTENTS, RESOURCES, SUBTYPE, XOBJECT};
use hayro_syntax::object::{Array, Dict, Name, Stream};
use hayro_syntax::{Filter, page::Page};

/// How much the drawing of a page may unfold to.
const MAX_LEN: u64 = 64 << 20;
/// What is no longer than this cannot unfold to more: a byte stands for 1,032 at most.
const HARMLESS_LEN: usize = 1 << 16;
/// How many forms of a page are looked at.
const MAX_FORMS: usize = 2000;

/// Whether drawing a page would take more memory than any page has need of.
pub(super) fn is_too_much(page: &Page<'_>) -> bool {
    let mut left = MAX_LEN;
    let mut takes = |stream: &Stream<'_>| match unfolded_len(stream, left) {
        Some(len) => {
            left -= len;
            false
        }
        None => true,
    };
    let contents = page.raw().get::<Stream<'_>>(CONTENTS);
    let parts = page.raw().get::<Array<'_>>(CONTENTS);
    let parts = parts.iter().flat_map(|parts| parts.iter::<Stream<'_>>());
    if contents.into_iter().chain(parts).any(|stream| takes(&stream)) {
        return true;
    }
    let (mut seen, mut open) = (BTreeSet::new(), vec![page.resources().x_objects.clone()]);
    while let Some(forms) = open.pop() {
        for name in forms.keys() {
            let Some(form) = forms.get_ref(&*name) else { continue };
            if seen.len() > MAX_FORMS || !seen.insert((form.obj_number, form.gen_number)) {
                continue;
            }
            let Some(form) = forms.get::<Stream<'_>>(&*name) else { continue };
            if form.dict().get::<Name<'_>>(SUBTYPE).is_none_or(|kind| kind.as_ref() != b"Form") {
                continue;
            }
            if takes(&form) {
                return true;
            }
            let resources = form.dict().get::<Dict<'_>>(RESOURCES);
            open.extend(resources.and_then(|of| of.get::<Dict<'_>>(XOBJECT)));
        }
    }
    false
}

/// How long a stream is when it is unfolded, if that is no more than `max`. What is harmless counts for nothing.
fn unfolded_len(stream: &Stream<'_>, max: u64) -> Option<u64> {
    let filters = stream.filters();
    let n_deflated = filters.iter().filter(|filter| matches!(filter, Filter::FlateDecode)).count();
    let raw = stream.raw_data();
    if n_deflated == 0 || (n_deflated == 1 && raw.len() <= HARMLESS_LEN) {
        return Some(0);
    }
    let mut unfolded: Box<dyn std::io::Read + '_> = Box::new(raw.as_ref());
    for filter in &filters {
        match filter {
            Filter::FlateDecode => unfolded = Box::new(ZlibDecoder::new(unfolded)),
            // Other ways of folding are rarely mixed with this one; how long they get is not known here.
            _ => return Some(0),
        }
    }
    // A damaged end does not matter here: the reader of pages takes what stands before it.
    let (mut len, mut room) = (0, vec![0; 1 << 16]);
    while let Ok(n_read @ 1..) = unfolded.read(&mut room) {
        len += n_read as u64;
        if len > max {
            return None;
        }
    }
    Some(len)
}
