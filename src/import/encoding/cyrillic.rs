//! Telling apart the code pages of the Cyrillic alphabet by which letters follow which.
//!
//! Six code pages give the same letters to other bytes, so that each reads a text of the other as words, only that no
//! language has them. What tells them apart is how often one letter follows another, and that no capital follows a small
//! letter.

use super::Charset;

/// A text must have so many letters before its pairs say anything.
const MIN_LETTERS: usize = 24;
/// The mean level of the pairs of a text that is read right lies above this: measured at 7.2 to 7.8 on 28 texts in Russian
/// and Bulgarian, and below 5.2 on texts in other languages.
const MIN_LEVEL: f64 = 6.0;
/// How much better than the one that was guessed before another code page must be.
const MARGIN: f64 = 0.05;

/// The letters of the table, the first of which stands for the end of a word.
const LETTERS: &str = " абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђјљњћџѓќѕ";
const N_LETTERS: usize = 48;

/// How often a letter (the row) is followed by another (the column), from 0 (next to never, less than once in 200,000
/// pairs) to 9; each level stands for about two and a half times the frequency of the one below. Counted by us from the
/// frequencies of the words of Russian (two fifths), Ukrainian, Bulgarian (one fifth each), Serbian and Macedonian in the
/// lists of the package wordfreq 3.1 (Robyn Speer, 2022).
#[rustfmt::skip]
const PAIRS: [&[u8; N_LETTERS]; N_LETTERS] = [
    b"088989768958789998988666866100647064400173442040",
    b"946867667568878567785466665000166105500363530210",
    b"561411702703625706426030015561035050000032000000",
    b"882334844805646846756023442563005160000034000000",
    b"671225500603614807125000100300000040000000000000",
    b"784633853705647846547023320454115250000030300000",
    b"946677566367778568783455665000034302100444440230",
    b"564006700604306401225000300101000030000010100000",
    b"785646520604557645325021210243004040000010000000",
    b"955766757667778656782476764000057003300163330000",
    b"803204121004335500650003440000000000000000000000",
    b"781520642702634827567004023500000050000002200000",
    b"783253843805436712546101210347067160000000000000",
    b"884310800704446854417102200453115060000033100000",
    b"792346823806207813666415443276047160200000000000",
    b"947888676677888468883555665000355205300364130010",
    b"570100700603604848446013130542013050000022110000",
    b"794655854815456843667344350464136060000110100000",
    b"773724800707766775696344440646037350000031000000",
    b"884724811806436947647222300567035150100020100000",
    b"846666465336665266660143654000152000400140030200",
    b"451000500501300504234200000010000040000000000000",
    b"750400400500334605244000000100000030000000000000",
    b"550300600703101303134020000134034060000000000000",
    b"470300700705416503065000240003001240000020000000",
    b"560300600605515511064000000004000140000001320000",
    b"350000600500003600013000000003001320000000000000",
    b"103434334024554246450012304000013000000000000000",
    b"703533612263653033550060340000001000000000000000",
    b"803331404226046500640102252000044100000000000000",
    b"200101000014322012260200000000000000000000000000",
    b"704325023002323003350002404000020000200000000000",
    b"804535434136555024460043414000032000200000000000",
    b"400000001000221001020000000000000000000000000000",
    b"734636045055646424650133442000045015300000000000",
    b"600301011020025000010040000000000003000000000000",
    b"500302000000032000240000020000030002000000000000",
    b"000000000000000000000000000000000000000000000000",
    b"000000000000000000000000000000000000000000000000",
    b"030000400100000000003000000000000000000000000000",
    b"562312701503124410325001100000000000000000000020",
    b"240000400300002100204000000000000000000000000000",
    b"040000500400000200003000000000000000000000000000",
    b"430000500400002000003000000000000000000000000000",
    b"000000100000000100000000000000000000000000000000",
    b"020000200000000000002000000000000000000000000000",
    b"020000400200000000000000000000000000000000000000",
    b"000000000000000000000000000000000000000000000000",
];

/// The code page in which these bytes are a text of a Slavic language in Cyrillic letters, `None` if there is none. Where
/// several are as good, `guess` is taken if it is one of them.
pub(super) fn code_page(bytes: &[u8], guess: Charset) -> Option<Charset> {
    let labels = ["windows-1251", "KOI8-U", "IBM866", "ISO-8859-5", "x-mac-cyrillic", "IBM855"];
    let pages = labels.into_iter().filter_map(Charset::for_label);
    let levels: Vec<_> = pages.filter_map(|page| Some((page, level(bytes, page)?))).collect();
    let guessed = levels.iter().find(|(page, _)| *page == guess).map_or(MIN_LEVEL, |(_, level)| level + MARGIN);
    let best = levels.into_iter().rev().max_by(|(_, a), (_, b)| a.total_cmp(b));
    let best = best.filter(|(_, level)| *level > MIN_LEVEL)?;
    Some(if best.1 > guessed { best.0 } else { guess })
}

/// What a byte is in a code page.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    /// Its place in [`LETTERS`], and whether it is a capital.
    Letter(usize, bool),
    /// A space, a full stop, a digit: what words end at.
    Between,
    /// What hardly stands in a text of these languages: a line of a frame, an accented letter.
    Odd,
    /// A Latin letter: may stand beside a Cyrillic one only by mistake.
    Latin,
}

/// The mean level of the pairs of letters that a text has in a code page, `None` if it has too few letters.
fn level(bytes: &[u8], page: Charset) -> Option<f64> {
    let signs: Vec<Sign> = (0..=u8::MAX).map(|byte| sign(byte, page)).collect();
    let (mut sum, mut n_pairs, mut n_letters) = (0, 0_usize, 0_usize);
    let mut before = Sign::Between;
    for byte in bytes {
        let sign = signs.get(usize::from(*byte)).copied().unwrap_or(Sign::Odd);
        if let Some(points) = points(before, sign) {
            sum += points;
            n_pairs += 1;
        }
        n_letters += usize::from(matches!(sign, Sign::Letter(..)));
        before = sign;
    }
    (n_letters >= MIN_LETTERS).then(|| f64::from(sum) / n_pairs as f64)
}

/// What a pair says for or against a text, `None` if nothing.
fn points(before: Sign, sign: Sign) -> Option<i32> {
    use Sign::{Between, Latin, Letter, Odd};
    const AGAINST: i32 = -6;
    match (before, sign) {
        (Letter(_, false), Letter(_, true)) => Some(AGAINST),
        (Letter(a, _), Letter(b, _)) => Some(pair(a, b)),
        (Letter(a, _), Between) => Some(pair(a, 0)),
        (Between, Letter(b, _)) => Some(pair(0, b)),
        (Letter(..), Latin) | (Latin, Letter(..)) | (_, Odd) => Some(AGAINST),
        (Odd, _) | (Between | Latin, Between | Latin) => None,
    }
}

fn pair(a: usize, b: usize) -> i32 {
    let level = PAIRS.get(a).and_then(|row| row.get(b)).map_or(0, |digit| i32::from(digit - b'0'));
    if level == 0 { -4 } else { level }
}

fn sign(byte: u8, page: Charset) -> Sign {
    let byte = [byte];
    let (text, _) = page.decode(&byte);
    let c = text.chars().next().unwrap_or('\u{FFFD}');
    let small = c.to_lowercase().next().unwrap_or(c);
    match LETTERS.chars().skip(1).position(|letter| letter == small) {
        Some(at) => Sign::Letter(at + 1, small != c),
        None if c.is_ascii_alphabetic() => Sign::Latin,
        None if c.is_ascii() || "«»„“”‘’–—…№§°\u{A0}\u{AD}".contains(c) => Sign::Between,
        None => Sign::Odd,
    }
}
