//! The ways in which bytes stand for characters, and their names.

use std::borrow::Cow;

use encoding_rs::{Encoding, X_USER_DEFINED};

use super::{korean, wide};

/// One way in which bytes stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum Charset {
    /// One that browsers know.
    Web(&'static Encoding),
    /// A code page of DOS, by its index in [`CODE_PAGES`].
    Dos(usize),
    Johab,
    Iso2022Kr,
    Utf32Le,
    Utf32Be,
}

/// The code pages of DOS that browsers do not know: their numbers, and what the bytes from 0x80 on stand for.
#[rustfmt::skip]
const CODE_PAGES: [(&str, &str, &str); 4] = [
    ("IBM437", "437",
     "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}"),
    ("IBM850", "850",
     "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}"),
    ("IBM852", "852",
     "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{AD}˝˛ˇ˘§÷¸°¨˙űŘř■\u{A0}"),
    ("IBM855", "855",
     "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u{AD}ыЫзЗшШэЭщЩчЧ§■\u{A0}"),
];

impl Charset {
    /// The one of this name: a label of the WHATWG standard, or one of ours.
    pub(in crate::import) fn for_label(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase();
        let number = ["ibm", "cp"].iter().find_map(|prefix| label.strip_prefix(prefix)).unwrap_or(&label);
        if let Some(page) = CODE_PAGES.iter().position(|(_, page, _)| *page == number) {
            return Some(Self::Dos(page));
        }
        match label.as_str() {
            "johab" | "cp1361" => Some(Self::Johab),
            "iso-2022-kr" => Some(Self::Iso2022Kr),
            "utf-32le" => Some(Self::Utf32Le),
            "utf-32be" => Some(Self::Utf32Be),
            _ => Encoding::for_label_no_replacement(label.as_bytes()).filter(|e| *e != X_USER_DEFINED).map(Self::Web),
        }
    }

    /// The one that Windows and rich text number so.
    pub(in crate::import) fn for_code_page(number: u32) -> Option<Self> {
        let label = match number {
            437 | 850 | 852 | 855 | 866 | 1361 => format!("cp{number}"),
            874 | 1250..=1258 => format!("windows-{number}"),
            932 => "shift_jis".to_owned(),
            936 | 20936 => "gbk".to_owned(),
            949 | 51949 => "euc-kr".to_owned(),
            950 => "big5".to_owned(),
            10000 => "macintosh".to_owned(),
            10007 => "x-mac-cyrillic".to_owned(),
            20866 => "koi8-r".to_owned(),
            21866 => "koi8-u".to_owned(),
            28591..=28605 => format!("iso-8859-{}", number - 28590),
            54936 => "gb18030".to_owned(),
            65001 => "utf-8".to_owned(),
            _ => return None,
        };
        Self::for_label(&label)
    }

    /// Its name, as the WHATWG standard spells it.
    pub(in crate::import) fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Dos(page) => CODE_PAGES.get(page).map_or("", |(name, ..)| name),
            Self::Johab => "Johab",
            Self::Iso2022Kr => "ISO-2022-KR",
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }

    /// The characters of these bytes, a byte order mark among them; and whether some bytes stand for none, where the
    /// text has `�`.
    pub(in crate::import) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        let own = |(text, damaged)| (Cow::Owned(text), damaged);
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes),
            Self::Dos(page) => own((decode_dos(bytes, page), false)),
            Self::Johab => own(korean::decode_johab(bytes)),
            Self::Iso2022Kr => own(korean::decode_iso_2022_kr(bytes)),
            Self::Utf32Le => own(wide::decode_utf32(bytes, u32::from_le_bytes)),
            Self::Utf32Be => own(wide::decode_utf32(bytes, u32::from_be_bytes)),
        }
    }
}

fn decode_dos(bytes: &[u8], page: usize) -> String {
    let upper: Vec<char> = CODE_PAGES.get(page).map_or_else(Vec::new, |(_, _, upper)| upper.chars().collect());
    let beyond_ascii = |byte: u8| upper.get(usize::from(byte & 0x7F)).copied().unwrap_or('\u{FFFD}');
    bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { beyond_ascii(*byte) }).collect()
}

/// Encodings of the same languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodingGroup {
    /// What they are for: "Cyrillic".
    pub script: &'static str,
    /// Their names, the likeliest first. `Options::encoding` takes each.
    pub names: &'static [&'static str],
}

/// The encodings that a user can choose from.
pub fn encodings() -> &'static [EncodingGroup] {
    const fn group(script: &'static str, names: &'static [&'static str]) -> EncodingGroup {
        EncodingGroup { script, names }
    }
    const GROUPS: &[EncodingGroup] = &[
        group("Unicode", &["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"]),
        group("Western European", &["windows-1252", "ISO-8859-15", "macintosh", "IBM850", "IBM437", "ISO-8859-3"]),
        group("Central European", &["windows-1250", "ISO-8859-2", "IBM852", "ISO-8859-16"]),
        group("Nordic and Celtic", &["ISO-8859-10", "ISO-8859-14"]),
        group("Baltic", &["windows-1257", "ISO-8859-13", "ISO-8859-4"]),
        group("Cyrillic", &["windows-1251", "KOI8-R", "KOI8-U", "ISO-8859-5", "IBM866", "IBM855", "x-mac-cyrillic"]),
        group("Greek", &["windows-1253", "ISO-8859-7"]),
        group("Turkish", &["windows-1254"]),
        group("Hebrew", &["windows-1255", "ISO-8859-8", "ISO-8859-8-I"]),
        group("Arabic", &["windows-1256", "ISO-8859-6"]),
        group("Thai", &["windows-874"]),
        group("Vietnamese", &["windows-1258"]),
        group("Simplified Chinese", &["GBK", "gb18030"]),
        group("Traditional Chinese", &["Big5"]),
        group("Japanese", &["Shift_JIS", "EUC-JP", "ISO-2022-JP"]),
        group("Korean", &["EUC-KR", "Johab", "ISO-2022-KR"]),
    ];
    GROUPS
}
