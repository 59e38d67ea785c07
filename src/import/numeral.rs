//! Numbers as lists and notes write them.

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Numeral {
    /// 1, 2, 3.
    #[default]
    Decimal,
    /// 01, 02, 10.
    TwoDigits,
    /// - 1 -.
    Dashed,
    /// ①, ②, ③.
    Circled,
    /// １, ２, ３.
    FullWidth,
    /// I, II, III.
    UpperRoman,
    /// i, ii, iii.
    LowerRoman,
    /// A … Z, AA, BB.
    UpperLetter,
    /// a … z, aa, bb.
    LowerLetter,
    /// А … Я.
    UpperRussian,
    /// а … я.
    LowerRussian,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// *, †, ‡, §, **.
    Marks,
    /// 一, 二, 三.
    Chinese,
    /// Not at all.
    Nothing,
}

const LATIN: &str = "abcdefghijklmnopqrstuvwxyz";
/// Without the letters that lists pass over.
const RUSSIAN: &str = "абвгдежзиклмнопрстуфхцчшщыэюя";
const MARKS: &str = "*†‡§";
/// A label may repeat a letter so often before it is written as a number.
const MAX_REPEATED: usize = 12;

impl Numeral {
    /// The number as it is written.
    pub(super) fn write(self, number: u32) -> String {
        let decimal = || number.to_string();
        match self {
            Self::Decimal => decimal(),
            Self::TwoDigits => format!("{number:02}"),
            Self::Dashed => format!("- {number} -"),
            Self::Circled => circled(number).map_or_else(decimal, String::from),
            Self::FullWidth => decimal().chars().map(full_width).collect(),
            Self::LowerRoman => roman(number).unwrap_or_else(decimal),
            Self::UpperRoman => roman(number).map_or_else(decimal, |roman| roman.to_uppercase()),
            Self::LowerLetter => repeated(LATIN, number).unwrap_or_else(decimal),
            Self::UpperLetter => repeated(LATIN, number).map_or_else(decimal, |letters| letters.to_uppercase()),
            Self::LowerRussian => repeated(RUSSIAN, number).unwrap_or_else(decimal),
            Self::UpperRussian => repeated(RUSSIAN, number).map_or_else(decimal, |letters| letters.to_uppercase()),
            Self::Ordinal => format!("{number}{}", ordinal_ending(number)),
            Self::Marks => repeated(MARKS, number).unwrap_or_else(decimal),
            Self::Chinese => chinese(number).unwrap_or_else(decimal),
            Self::Nothing => String::new(),
        }
    }
}

fn circled(number: u32) -> Option<char> {
    (1..=20).contains(&number).then(|| char::from_u32(0x245F + number)).flatten()
}

fn full_width(digit: char) -> char {
    digit.to_digit(10).and_then(|digit| char::from_u32(0xFF10 + digit)).unwrap_or(digit)
}

fn roman(number: u32) -> Option<String> {
    const DIGITS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut left, mut roman) = (number, String::new());
    for (value, digit) in DIGITS {
        while left >= value {
            left -= value;
            roman.push_str(digit);
        }
    }
    Some(roman)
}

/// The letters in turn, then each twice, and so on.
fn repeated(letters: &str, number: u32) -> Option<String> {
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    let n_letters = letters.chars().count();
    let letter = letters.chars().nth(index % n_letters)?;
    let times = index / n_letters + 1;
    (times <= MAX_REPEATED).then(|| std::iter::repeat_n(letter, times).collect())
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn chinese(number: u32) -> Option<String> {
    let digit = |digit: u32| "〇一二三四五六七八九".chars().nth(usize::try_from(digit).ok()?);
    let (tens, ones) = (number / 10, number % 10);
    let mut written = String::new();
    match tens {
        0 => written.push(digit(ones)?),
        1..=9 => {
            if tens > 1 {
                written.push(digit(tens)?);
            }
            written.push('十');
            if ones > 0 {
                written.push(digit(ones)?);
            }
        }
        _ => return None,
    }
    Some(written)
}
