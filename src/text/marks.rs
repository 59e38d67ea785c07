//! Characters that a reader cannot see but should: a hidden character can change what a text says or how it is ordered.

use std::borrow::Cow;

/// A text with its hidden characters spelled out, as the reader shows them: `‹RLO›`. For titles, notices and terminals,
/// where a text must not look like another one, or be taken for a command.
pub fn spelled_out(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| visible_mark(c).is_some()) {
        return text.into();
    }
    let mut spelled = String::with_capacity(2 * text.len());
    for c in text.chars() {
        match visible_mark(c) {
            Some(name) => spelled.extend(["‹", name, "›"]),
            None => spelled.push(c),
        }
    }
    spelled.into()
}

/// The name by which an invisible character is drawn, `None` for characters that are visible or harmless.
///
/// Named are control characters (not tab and line feed), direction controls, characters without width, soft hyphens and
/// the line and paragraph separators. Joiners (U+200C, U+200D) are left alone: scripts and emoji need them.
pub fn visible_mark(c: char) -> Option<&'static str> {
    let code = u32::from(c);
    match code {
        0x09 | 0x0A => None,
        0x00..=0x1F => C0.get(code as usize).copied(),
        0x7F => Some("DEL"),
        0x80..=0x9F => C1.get(code as usize - 0x80).copied(),
        0xAD => Some("SHY"),
        0x61C => Some("ALM"),
        0x200B => Some("ZWSP"),
        0x200E => Some("LRM"),
        0x200F => Some("RLM"),
        0x2028 => Some("LSEP"),
        0x2029 => Some("PSEP"),
        0x202A => Some("LRE"),
        0x202B => Some("RLE"),
        0x202C => Some("PDF"),
        0x202D => Some("LRO"),
        0x202E => Some("RLO"),
        0x2060 => Some("WJ"),
        0x2066 => Some("LRI"),
        0x2067 => Some("RLI"),
        0x2068 => Some("FSI"),
        0x2069 => Some("PDI"),
        0xFEFF => Some("BOM"),
        _ => None,
    }
}

/// Whether the character belongs to a script that is written from right to left, or turns the direction that way.
///
/// Goes by the blocks that Unicode sets aside for such scripts, so digits and unassigned characters in them count too:
/// enough to know that a paragraph needs the care of a right-to-left one.
pub fn is_rtl_char(c: char) -> bool {
    matches!(u32::from(c),
        0x0590..=0x08FF | 0x200F | 0x202B | 0x202E | 0x2067
        | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x1_0800..=0x1_0FFF | 0x1_E800..=0x1_EFFF)
}

/// Whether any character of the text is written from right to left.
pub fn has_rtl(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_rtl_char)
}

const C0: [&str; 32] = [
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF", "CR", "SO", "SI", "DLE",
    "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
];

const C1: [&str; 32] = [
    "PAD", "HOP", "BPH", "NBH", "IND", "NEL", "SSA", "ESA", "HTS", "HTJ", "VTS", "PLD", "PLU", "RI", "SS2", "SS3",
    "DCS", "PU1", "PU2", "STS", "CCH", "MW", "SPA", "EPA", "SOS", "SGC", "SCI", "CSI", "ST", "OSC", "PM", "APC",
];
