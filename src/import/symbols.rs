//! Fonts that show other signs than the characters they are used for, and which signs those are.

/// The signs of the font Symbol from 0x20 to 0x7E.
const SYMBOL_LOW: &str =
    " !∀#∃%&∍()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
/// The signs of the font Symbol from 0xA0 to 0xFE. Those that other signs are built up from are replaced by `�`.
const SYMBOL_HIGH: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…�―↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪�〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";
/// The signs of Wingdings that are used as bullets and marks.
const WINGDINGS: &[(u32, char)] = &[
    (0x20, ' '),
    (0x22, '✂'),
    (0x28, '☎'),
    (0x2A, '✉'),
    (0x46, '☞'),
    (0x4A, '☺'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA4, '◉'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xAB, '★'),
    (0xB2, '✧'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// The sign that a font shows for a character. Such fonts are often used by characters of the private use area, where
/// 0xF000 stands before the code of the sign.
pub(super) fn shown(character: char, font: &str) -> char {
    let code = u32::from(character);
    let is_private = (0xF000..=0xF0FF).contains(&code);
    let code = if is_private { code - 0xF000 } else { code };
    let font = font.to_ascii_lowercase();
    let sign = match font.as_str() {
        _ if code > 0xFF => None,
        "symbol" | "standardsymbolsps" => symbol(code),
        "wingdings" => WINGDINGS.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign),
        // The bullet of Word's second level is a letter that looks like one.
        "courier new" if character == 'o' => Some('◦'),
        _ => None,
    };
    match sign {
        Some(sign) => sign,
        // What a private character looks like in an unknown font nobody can tell, but bullets are by far the most common.
        None if code == 0xB7 && is_private => '•',
        None if code == 0xA7 && is_private => '▪',
        None => character,
    }
}

fn symbol(code: u32) -> Option<char> {
    let nth = |signs: &str, from: u32| signs.chars().nth(usize::try_from(code.checked_sub(from)?).ok()?);
    if code < 0xA0 { nth(SYMBOL_LOW, 0x20) } else { nth(SYMBOL_HIGH, 0xA0) }
}
