//! Telling the encoding of a file that does not say it.

use tickmark::import::{Imported, Options, Warning, Watch, encodings, import};
use tickmark::model::sha256;

const RUSSIAN: &str = "Комиссия опубликовала доклад о выборах. Наблюдатели сообщили, что в восьмидесяти районах бюллетени \
    считали дважды. Министр назвал эти сведения ложными, но не привёл ни одного доказательства.\n";
const UKRAINIAN: &str = "Комісія оприлюднила звіт про вибори. Спостерігачі повідомили, що у вісімдесяти районах бюлетені \
    рахували двічі. Міністр назвав ці відомості хибними, але не навів жодного доказу.\n";
const SERBIAN: &str = "Комисија је објавила извештај о изборима. Посматрачи су јавили да су у осамдесет округа листићи \
    бројани два пута. Министар је те наводе назвао лажним, али није навео ниједан доказ.\n";
const KOREAN: &str =
    "위원회는 선거에 관한 보고서를 발표하였다. 참관인들은 여든 개 지역에서 투표용지를 두 번 세었다고 알렸다.\n";

/// What DOS used for Cyrillic in the Balkans, from 0x80 on.
const IBM855: &str = "ђЂѓЃёЁєЄѕЅіІїЇјЈљЉњЊћЋќЌўЎџЏюЮъЪаАбБцЦдДеЕфФгГ«»░▒▓│┤хХиИ╣║╗╝йЙ┐└┴┬├─┼кК╚╔╩╦╠═╬¤лЛмМнНоОп┘┌█▄Пя▀ЯрРсСтТуУжЖвВьЬ№\u{AD}ыЫзЗшШэЭщЩчЧ§■\u{A0}";

fn load(bytes: &[u8]) -> Imported {
    import(bytes, "a.txt", &Options::default(), &Watch::default()).expect("a text")
}

fn load_as(bytes: &[u8], encoding: &str) -> Imported {
    let options = Options { encoding: Some(encoding.to_owned()), ..Options::default() };
    import(bytes, "a.txt", &options, &Watch::default()).expect("a text")
}

/// Expects a file without a word about its encoding to be read right.
#[track_caller]
fn check(text: &str, bytes: &[u8], encoding: &str) {
    let loaded = load(bytes);
    assert_eq!((loaded.text.as_str(), loaded.encoding.as_str()), (text, encoding));
    assert_eq!(loaded.warnings, [Warning::GuessedEncoding { encoding: encoding.to_owned() }]);
    assert_eq!(load_as(bytes, encoding).text, text);
}

/// The bytes of a text, one for each character beyond ASCII, which `upper` lists from 0x80 on.
fn one_byte_each(text: &str, upper: &str) -> Vec<u8> {
    let byte = |c: char| upper.chars().position(|other| other == c).map(|at| 0x80 + at as u8);
    text.chars().map(|c| if c.is_ascii() { c as u8 } else { byte(c).expect("a letter of the code page") }).collect()
}

/// What the bytes from 0x80 on stand for, as the program itself decodes them.
fn upper_half(encoding: &str) -> String {
    let bytes: Vec<u8> = (0x80..=0xFF).collect();
    load_as(&bytes, encoding).text
}

#[test]
fn code_pages_of_cyrillic_are_told_apart() {
    for encoding in ["windows-1251", "IBM866", "KOI8-U", "ISO-8859-5", "x-mac-cyrillic"] {
        check(RUSSIAN, &one_byte_each(RUSSIAN, &upper_half(encoding)), encoding);
    }
    for text in [RUSSIAN, SERBIAN] {
        check(text, &one_byte_each(text, IBM855), "IBM855");
    }
    for encoding in ["windows-1251", "x-mac-cyrillic", "ISO-8859-5"] {
        check(UKRAINIAN, &one_byte_each(UKRAINIAN, &upper_half(encoding)), encoding);
        check(SERBIAN, &one_byte_each(SERBIAN, &upper_half(encoding)), encoding);
    }
}

#[test]
fn johab_is_read() {
    // The five bits of each part of a syllable have gaps: in the vowels after every sixth, in the finals at 18.
    let johab = |c: char| {
        let syllable = u32::from(c) - 0xAC00;
        let (initial, vowel, last) = (syllable / 588, syllable / 28 % 21, syllable % 28);
        let vowel = [3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28, 29][vowel as usize];
        let last = if last < 17 { last + 1 } else { last + 2 };
        (0x8000 | (initial + 2) << 10 | vowel << 5 | last) as u16
    };
    let bytes: Vec<u8> = KOREAN
        .chars()
        .flat_map(|c| if c.is_ascii() { vec![c as u8] } else { johab(c).to_be_bytes().to_vec() })
        .collect();
    check(KOREAN, &bytes, "Johab");
    assert_eq!(load_as(b"\xD9\x31\xE0\x31\x88\x41\x84\x42\x84\x61!", "johab").text, "\u{3000}伽ㄱㄱㅏ!");
    assert_eq!(load_as(b"a\xFFb\x88", "Johab").warnings, [Warning::UndecodableBytes]);
}

#[test]
fn escapes_tell_the_encodings_of_seven_bits() {
    check("a 한국\nb", b"\x1B$)Ca \x0EGQ19\x0F\nb", "ISO-2022-KR");
    check("日本 a", b"\x1B$BF|K\\\x1B(B a", "ISO-2022-JP");
    assert_eq!(load(b"red \x1B[31m and \x1B[0m").encoding, "UTF-8");
}

#[test]
fn unicode_is_found_without_latin_letters() {
    let chinese = "委员会公布了关于选举的报告。观察员说，有八十个地区的选票数了两次。\n";
    for text in [RUSSIAN, KOREAN, chinese, "Ο υπουργός δεν απάντησε.\n"] {
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(text, &le, "UTF-16LE");
        check(text, &be, "UTF-16BE");
        let le: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        check(text, &le, "UTF-32LE");
    }
    // The last character was cut in two.
    let cut: Vec<u8> = "Words\n".chars().flat_map(|c| u32::from(c).to_be_bytes()).chain([0, 0]).collect();
    assert_eq!(load(&cut).text, "Words\n\u{FFFD}");
}

#[test]
fn every_encoding_that_can_be_chosen_reads_what_it_is_for() {
    let groups = encodings();
    for name in groups.iter().flat_map(|group| group.names) {
        assert_eq!(load_as(b"words", name).encoding, *name, "{name}");
    }
    let n_names: usize = groups.iter().map(|group| group.names.len()).sum();
    assert!(n_names > 40);
    assert_eq!(load_as(b"\x82 \x94", "cp437").text, "é ö");
    assert_eq!(load_as(b"\xFF\xFE\0\0a\0\0\0", "utf-32le").text, "a");
}

#[test]
fn a_crate_cannot_move_offsets_unnoticed() {
    let loaded = load(include_bytes!("../data/import/protocol.txt"));
    assert_eq!(sha256(loaded.text.as_bytes()), "a31925c34375287fd736b3d2792739e4b366b910d3abc911a8155b16f6675362");
}
