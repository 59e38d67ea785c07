//! Which characters the bytes of a text stand for: that depends on the font they are set in.

use std::collections::BTreeMap;

use crate::import::encoding::Charset;

/// The fonts of a file by their numbers.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    fonts: BTreeMap<i32, Font>,
    /// The number of the one that is being told about.
    current: i32,
    /// What the file says about all its text.
    pub(super) document: Option<Charset>,
    /// The font of text that names none.
    pub(super) default: i32,
}

#[derive(Debug, Default)]
struct Font {
    name: String,
    charset: Option<Charset>,
    /// Whether its characters are signs of its own.
    has_signs: bool,
}

/// Names of fonts are shorter; more of one is not kept.
const MAX_NAME_LEN: usize = 64;

impl Fonts {
    /// Takes in a word from the table of fonts.
    pub(super) fn word(&mut self, word: &str, value: i32) {
        match word {
            "f" => {
                self.current = value;
                self.fonts.entry(value).or_default();
            }
            "fcharset" => {
                let font = self.fonts.entry(self.current).or_default();
                font.has_signs = value == 2;
                font.charset = code_page(value).and_then(Charset::for_code_page).or(font.charset);
            }
            "cpg" => {
                let charset = u32::try_from(value).ok().and_then(Charset::for_code_page);
                let font = self.fonts.entry(self.current).or_default();
                font.charset = charset.or(font.charset);
            }
            _ => {}
        }
    }

    /// Takes in a part of a font's name.
    pub(super) fn name(&mut self, words: &str) {
        let font = self.fonts.entry(self.current).or_default();
        if font.name.len() < MAX_NAME_LEN {
            font.name.push_str(words);
        }
    }

    /// Writes the text of these bytes in a font; `None` is the one of text that names none. Says whether some stand for
    /// no character.
    pub(super) fn decode(&self, font: Option<i32>, bytes: &[u8], into: &mut String) -> bool {
        let font = self.fonts.get(&font.unwrap_or(self.default));
        if let Some(font) = font.filter(|font| font.has_signs) {
            let is_symbol = font.name.trim_start().starts_with("Symbol");
            into.extend(bytes.iter().map(|byte| if is_symbol { symbol(*byte) } else { sign(*byte) }));
            return false;
        }
        let of_document = self.document.or_else(|| Charset::for_code_page(1252));
        let of_font = font.and_then(|font| font.charset);
        let Some(charset) = of_font.or(of_document) else { return false };
        let (text, damaged) = charset.decode(bytes);
        // Some programs say that a font has an alphabet which it has not: then nothing of the text is in it.
        let is_other = damaged && text.chars().all(|c| c.is_ascii() || c == '\u{FFFD}');
        let other = of_document.filter(|_| is_other).map(|other| other.decode(bytes)).filter(|(_, damaged)| !damaged);
        into.push_str(other.as_ref().map_or(&text, |(text, _)| text));
        damaged && other.is_none()
    }

    /// What a character that Word wrote as a sign of a font is.
    pub(super) fn of_sign(&self, font: Option<i32>, c: char) -> char {
        let font = self.fonts.get(&font.unwrap_or(self.default));
        let byte = u32::from(c).checked_sub(0xF000).and_then(|code| u8::try_from(code).ok());
        let is_symbol = font.is_some_and(|font| font.has_signs && font.name.trim_start().starts_with("Symbol"));
        byte.filter(|_| is_symbol).map_or(c, symbol)
    }
}

/// The code page that a font's set of characters stands for.
fn code_page(charset: i32) -> Option<u32> {
    Some(match charset {
        0 => 1252,
        77 => 10000,
        128 | 78 => 932,
        129 | 79 => 949,
        130 => 1361,
        134 | 80 => 936,
        136 | 81 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        254 => 437,
        255 => 850,
        _ => return None,
    })
}

/// A sign of a font that has only signs, at the place that Word gives it.
fn sign(byte: u8) -> char {
    if byte <= b' ' { char::from(byte) } else { char::from_u32(0xF000 + u32::from(byte)).unwrap_or('\u{FFFD}') }
}

/// A character of the font Symbol, which has Greek letters and the signs of formulas.
fn symbol(byte: u8) -> char {
    const LOWER: &str =
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
    const UPPER: &str =
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{F8FF}〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";
    let nth = |signs: &str, at: u8| signs.chars().nth(at.into());
    let found = match byte {
        0..0x20 => Some(char::from(byte)),
        0x20..0x7F => nth(LOWER, byte - 0x20),
        0xA0.. => nth(UPPER, byte - 0xA0),
        _ => None,
    };
    found.unwrap_or('\u{FFFD}')
}
