//! Characters of fonts that the file does not name, by what the font itself says which letters its shapes are for.

use std::cell::RefCell;
use std::collections::BTreeMap;

use hayro_interpret::font::OutlineGlyph;
use hayro_interpret::hayro_cmap::BfString;
use skrifa::charmap::Charmap;
use skrifa::raw::FontRef;

/// How many letters of one font are looked at.
const MAX_LETTERS: usize = 100_000;

/// The fonts that were asked, by their keys, with the letters of their shapes.
#[derive(Default)]
pub(super) struct Programs(RefCell<BTreeMap<u128, BTreeMap<u32, char>>>);

impl Programs {
    /// What a glyph says, if its font knows.
    pub(super) fn read(&self, glyph: &OutlineGlyph) -> Option<BfString> {
        let font = glyph.font_data()?;
        let mut known = self.0.borrow_mut();
        let letters = known.entry(font.cache_key).or_insert_with(|| letters((*font.data).as_ref()));
        letters.get(&glyph.glyph_id().to_u32()).copied().map(BfString::Char)
    }
}

/// The letters of a font by the numbers of its shapes. A shape that is used for several has the first of them: a space is
/// no space that does not break.
fn letters(data: &[u8]) -> BTreeMap<u32, char> {
    let mut letters = BTreeMap::new();
    let Ok(font) = FontRef::new(data) else { return letters };
    for (code, shape) in Charmap::new(&font).mappings().take(MAX_LETTERS) {
        let letter = char::from_u32(code).filter(|letter| is_letter(*letter));
        if let Some(letter) = letter.filter(|_| shape.to_u32() != 0) {
            letters.entry(shape.to_u32()).or_insert(letter);
        }
    }
    letters
}

/// Whether a code stands for a character: those for private use and of controls say nothing.
fn is_letter(letter: char) -> bool {
    !letter.is_control() && !matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}
