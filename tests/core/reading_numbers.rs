//! Numbers in running text: what is one, what it says, in what it is counted.

use proptest::prelude::*;
use tickmark::reading::{Amount, DateMeaning, Interval, Language, Quantity, Tokens, dates, quantities};

use crate::text::any_text;

pub const ENGLISH: &Language = Language::ALL[0];
const SPANISH: &Language = Language::ALL[1];

pub fn read(text: &str, language: &'static Language) -> Vec<Quantity> {
    quantities(&Tokens::of(text), language)
}

fn amount(quantity: &Quantity) -> String {
    // Binary fractions are told to nine places.
    let short = |value: f64| format!("{}", (value * 1e9).round() / 1e9);
    match quantity.amount {
        Amount::One(value) => short(value),
        Amount::Range(low, high) => format!("{}..{}", short(low), short(high)),
    }
}

/// Expects the numbers of a text, one after another.
#[track_caller]
fn check_in(language: &'static Language, text: &str, expected: &str) {
    let found: Vec<String> = read(text, language).iter().map(amount).collect();
    assert_eq!(found.join(" "), expected, "{text}");
}

#[track_caller]
pub fn check(text: &str, expected: &str) {
    check_in(ENGLISH, text, expected);
}

/// Expects one quantity between brackets, with its interval and its unit.
#[track_caller]
pub fn check_whole(marked: &str, interval: &str, unit: &str) {
    check_whole_in(ENGLISH, marked, interval, unit);
}

#[track_caller]
fn check_whole_in(language: &'static Language, marked: &str, interval: &str, unit: &str) {
    let text = marked.replace(['⟦', '⟧'], "");
    let words = marked.split_once('⟦').and_then(|(_, rest)| rest.split_once('⟧')).map(|(words, _)| words);
    let found = read(&text, language);
    let quantity = found.iter().find(|found| found.range.within(&text) == words);
    let all: Vec<_> = found.iter().map(|found| found.range.within(&text)).collect();
    let quantity = quantity.unwrap_or_else(|| panic!("{words:?} is not among {all:?}"));
    assert_eq!(ends(&quantity.interval), interval, "{marked}");
    assert_eq!(quantity.unit.as_ref().map_or("", |unit| unit.name.as_str()), unit, "{marked}");
}

/// An interval as it is written in mathematics.
fn ends(interval: &Interval) -> String {
    let short = |value: f64| (value * 1e6).round() / 1e6;
    let low = interval
        .low
        .map_or("(".to_owned(), |end| format!("{}{}", if end.closed { '[' } else { '(' }, short(end.value)));
    let high = interval
        .high
        .map_or(")".to_owned(), |end| format!("{}{}", short(end.value), if end.closed { ']' } else { ')' }));
    format!("{low}, {high}")
}

#[test]
fn digits_are_read_as_people_write_them() {
    check("1,086 and 2.5 and .5 and 0.25", "1086 2.5 0.5 0.25");
    check("40 000 and 1\u{202F}086 and 1'500'000", "40000 1086 1500000");
    check("1e6 and 1.2e-3 and 1.5x10^6", "1000000 0.0012 1500000");
    check("½ of 2½ and 3 1/4", "0.5 2.5 3.25");
    check("12,34,567 rupees", "1234567");
    check("10k, $2.7m, 3bn, 5.2 million", "10000 2700000 3000000000 5200000");
    check("a loss of -5 or −6", "-5 -6");
    check("22,24,26", "22 24 26");
}

#[test]
fn number_words_are_added_up() {
    check("twenty-five months", "25");
    check("two hundred and five people", "205");
    check("two hundred and five thousand people", "205000");
    check("one thousand two hundred and six", "1206");
    check("a hundred people", "100");
    check("two million three hundred thousand", "2300000");
    check("five point two percent", "5.2");
    check("a dozen eggs, two dozen eggs", "12 24");
    check("a couple of weeks", "2");
    check("minus five degrees", "-5");
    check("4 thousand 3 hundred and 21", "4321");
}

#[test]
fn parts_are_fractions_and_orders_are_none() {
    check("almost a third had", "0.333333333");
    check("two-thirds of them, three quarters", "0.666666667 0.75");
    check("half of it; half a million; one and a half; a quarter of a million", "0.5 500000 1.5 250000");
    check("one in ten women, 3 out of five men", "0.1 0.6");
    check("a third party in the third quarter of the first half", "");
    check("the twenty-first time", "");
}

#[test]
fn vague_words_have_a_least_and_an_end() {
    check_whole("⟦tens of thousands of people⟧ fled", "[10000, 100000)", "people");
    check_whole("⟦hundreds of migrants⟧ came", "[100, 1000)", "migrants");
    check_whole("⟦dozens⟧ were hurt", "[24, 100)", "");
    check_whole("⟦several hundred people⟧ came", "[300, 1000)", "people");
    check("he scores often, and tens of them", "10..100");
}

#[test]
fn words_before_a_number_bound_it() {
    check_whole("⟦at least 265 people⟧ died", "[265, )", "people");
    check_whole("⟦over 80,000 Salvadorans⟧ were detained", "(80000, )", "salvadorans");
    check_whole("⟦nearly 180 deportees⟧ came", "[162, 180)", "deportees");
    check_whole("⟦up to 40,000 inmates⟧ fit", "[0, 40000]", "inmates");
    check_whole("⟦an estimated 120,000 people⟧ live", "[108000, 132000]", "people");
    check_whole("⟦no fewer than 5 cases⟧ came", "[5, )", "cases");
    check_whole("⟦as many as 30 cases⟧ came", "[0, 30]", "cases");
    check_whole("⟦fewer than 900 cases⟧ came", "[0, 900)", "cases");
    check_whole("⟦just over 100 cases⟧ came", "(100, 110]", "cases");
    check_whole("⟦upwards of 30,000 migrants⟧ came", "(30000, )", "migrants");
    check_whole("⟦more than half⟧ of them", "(0.5, )", "fraction");
    check_whole("⟦exactly 13 cases⟧ came", "[13, 13]", "cases");
    check_whole("⟦an estimated at least 30 cases⟧ came", "[30, )", "cases");
    check_whole("at ⟦~5 percent⟧ now", "[4.5, 5.5]", "percentage");
    check_whole("temperatures ⟦below 5 °C⟧ came", "(, 5)", "celsius");
}

#[test]
fn words_after_a_number_bound_it() {
    check_whole("⟦five or more people⟧ came", "[5, )", "people");
    check_whole("⟦500+⟧ came", "[500, )", "");
    check_whole("⟦20 people or fewer⟧ came", "[0, 20]", "people");
    check_whole("⟦10 miles or so⟧ away", "[9, 11]", "mile");
}

#[test]
fn two_numbers_make_a_range_or_a_change() {
    check_whole("cells of ⟦65 to 70 prisoners⟧", "[65, 70]", "prisoners");
    check_whole("⟦between sixty and 70 prisoners⟧ sat", "[60, 70]", "prisoners");
    check_whole("⟦5–6%⟧ more", "[5, 6]", "percentage");
    check_whole("⟦$3 billion to $5 billion⟧ in all", "[3000000000, 5000000000]", "dollar");
    check_whole("⟦1 to 2 thousand people⟧ came", "[1000, 2000]", "people");
    check_whole("⟦three or four years⟧ ago", "[3, 4]", "year");
    check("fees range from 1 percent to 1.5 percent", "1..1.5");
    check("it went from 38,000 people to 120,000 people", "38000 120000");
    check("it rose by $43.6 million to $419.2 million", "43600000 419200000");
    check("rose 90 percent to $7 billion", "90 7000000000");
    check("a 4-2 win, tied at 89-89", "");
}

#[test]
fn numbers_near_names_are_read_if_they_count() {
    check("in Paris 130 people died", "130");
    check("China's 260, Ann Lee 16 points ahead", "260 16");
    check("Johnson's 1964 act, Standard & Poor's 500 stocks", "");
    check("the dozen letters, cut it by half", "12 0.5");
    check("minus-1.4 degrees, GPT-3.5, 1 / 32 of it, 1⁄3 of it", "-1.4 0.03125 0.333333333");
    check("1. The first point", "");
}

#[test]
fn numbers_in_names_are_no_quantities() {
    check("MS-13, Barrio 18, COVID-19, COVID -19, G20, F-16, B-52", "");
    check("the iPhone 12, a Boeing 737, the 787 Dreamliner, on Interstate 95, in Game 7", "");
    check("see page 12, chapter 11, Section 230, Article 5, No. 10, category 4, version two", "");
    check("since 9/11, open 24/7, at 10:27, at 5 p.m., call 555-123-4567, ask 192.168.0.1", "");
    check("49 Zorro Ranch Road, 16-18 Industrial Avenue, 575 Wilbraham Road", "");
    check("the 2nd of 3rd, 3D and 5G, a 401(k), a 501(c)(3) group", "");
}

#[test]
fn trends_are_told() {
    let trend = |text: &str| read(text, ENGLISH).first().and_then(|found| found.trend).map(|trend| trend.name());
    assert_eq!(trend("prices rose 5 percent"), Some("up"));
    assert_eq!(trend("prices fell by about 5 percent"), Some("down"));
    assert_eq!(trend("shares were down 12%"), Some("down"));
    assert_eq!(trend("a 3 percent increase"), Some("up"));
    assert_eq!(trend("an increase of 3 percent"), Some("up"));
    assert_eq!(trend("to grow sales by 35 percent"), Some("up"));
    assert_eq!(trend("Dow +0.2%"), Some("up"));
    assert_eq!(trend("prices rose a further 5 percent"), Some("up"));
    assert_eq!(trend("to cut its forecast 5 percent"), Some("down"));
    assert_eq!(trend("a 5 percent year-on-year drop"), Some("down"));
    assert_eq!(trend("closed higher, down 5 places"), Some("down"));
    assert_eq!(trend("the index gained 12 points"), Some("up"));
    assert_eq!(trend("prices rose to 5 dollars"), None);
    assert_eq!(trend("the team lost 5 players"), None);
    assert_eq!(trend("a raid swept up 5 men"), None);
    assert_eq!(trend("they make up 5 percent of voters"), None);
    assert_eq!(trend("plus or minus 5 percent"), None);
    assert_eq!(trend("grew six years in a row"), None);
}

#[test]
fn a_trend_holds_for_what_goes_on() {
    let trends = |text: &str, language: &'static Language| -> Vec<Option<&str>> {
        read(text, language).iter().map(|found| found.trend.map(|trend| trend.name())).collect()
    };
    assert_eq!(trends("fell by 2 percent, others by 3", ENGLISH), [Some("down"); 2]);
    assert_eq!(trends("fell 36 points, or 0.1 percent, to 2,500", ENGLISH), [Some("down"), Some("down"), None]);
    assert_eq!(trends("rose 5 percent in May and 6 percent in June", ENGLISH), [Some("up"); 2]);
    assert_eq!(trends("rose 5 percent and was 6 percent in June", ENGLISH), [Some("up"), None]);
    assert_eq!(trends("creció un 4 % en enero y un 5 % en febrero", SPANISH), [Some("up"); 2]);
    assert_eq!(trends("una caída del 3 %", SPANISH), [Some("down")]);
}

#[test]
fn spanish_is_read_by_its_own_tables() {
    check_in(SPANISH, "1.086,5 por cada 100.000 habitantes", "1086.5");
    check_in(SPANISH, "treinta y cinco mil personas", "35000");
    check_in(SPANISH, "doscientos cinco millones de dólares", "205000000");
    check_in(SPANISH, "una persona en la MS-13 desde marzo de 2022", "");
    check_whole_in(SPANISH, "⟦al menos 265 personas⟧ murieron", "[265, )", "personas");
    check_whole_in(SPANISH, "el ⟦2 por ciento⟧", "[2, 2]", "percentage");
    check_whole_in(SPANISH, "⟦entre 20 y 40 años⟧ de cárcel", "[20, 40]", "year");
    check_whole_in(SPANISH, "⟦7,8 en la escala de Richter⟧", "[7.8, 7.8]", "richter");
    check_whole_in(SPANISH, "⟦supera los 20 millones de pesos mexicanos⟧", "(20000000, )", "mexican peso");
    check_whole_in(SPANISH, "⟦miles de hombres inocentes⟧ en", "[1000, 10000)", "hombres inocentes");
}

/// Expects the dates of a text, each as its words and what they say.
#[track_caller]
fn check_dates(language: &'static Language, text: &str, expected: &[(&str, &str)]) {
    let found = dates(&Tokens::of(text), language);
    let told: Vec<(&str, String)> = found
        .iter()
        .map(|date| {
            let meaning = match date.meaning {
                DateMeaning::Span(from, until) if from == until => from.to_string(),
                DateMeaning::Span(from, until) => format!("{from}..{until}"),
                DateMeaning::Yearless { month, day } => format!("{month} {day:?}"),
            };
            (date.range.within(text).expect("a range of the text"), meaning)
        })
        .collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(words, meaning)| (*words, meaning.as_str())).collect();
    assert_eq!(told, expected);
}

#[test]
fn dates_are_no_quantities() {
    for text in ["as of June 2024", "on February 19", "in 2021", "an 18th-century law", "the 1990s", "Feb. 21, 2019"] {
        check(text, "");
    }
    check("2,021 people, over 2000 people", "2021 2000");
}

#[test]
fn dates_are_read() {
    check_dates(ENGLISH, "as of June 2024", &[("June 2024", "2024-06")]);
    check_dates(ENGLISH, "on February 19, he", &[("February 19", "2 Some(19)")]);
    check_dates(ENGLISH, "Between 2022 and 2024, 80", &[("Between 2022 and 2024", "2022..2024")]);
    check_dates(ENGLISH, "in 2022–24 and on 4 July 2021", &[("2022–24", "2022..2024"), ("4 July 2021", "2021-07-04")]);
    check_dates(ENGLISH, "July 4, 2016; 2024-06-30", &[("July 4, 2016", "2016-07-04"), ("2024-06-30", "2024-06-30")]);
    check_dates(
        ENGLISH,
        "an 18th-century law of the 1990s",
        &[("18th-century", "1701..1800"), ("1990s", "1990..1999")],
    );
    check_dates(ENGLISH, "in early February, he may march", &[("February", "2 None")]);
    check_dates(SPANISH, "el 3 de marzo de 2022", &[("3 de marzo de 2022", "2022-03-03")]);
    check_dates(ENGLISH, "last week and 3/4/2025", &[("3/4/2025", "2025")]);
}

#[test]
fn nasty_texts_take_no_longer_than_others() {
    let long = [
        "9".repeat(5_000),
        "1,".repeat(5_000),
        "1 ".repeat(5_000),
        "one ".repeat(3_000),
        "hundred ".repeat(3_000),
        "-".repeat(5_000),
        "5-".repeat(5_000),
        "1/".repeat(5_000),
        "between 1 and ".repeat(2_000),
        "twenty-".repeat(3_000),
        "a".repeat(300_000),
        "$".repeat(5_000),
        "000 ".repeat(3_000),
        "per 5 ".repeat(3_000),
        "of 5 of ".repeat(3_000),
        "at 5, ".repeat(3_000),
        "rose 5 percent and ".repeat(2_000),
        "a 5 ".repeat(3_000),
        "minus-1.".repeat(3_000),
        "EUR1.5".repeat(2_000),
        "more ".repeat(3_000) + "5",
        "June 5 ".repeat(2_000),
        "over ".repeat(3_000) + "5",
    ];
    for text in &long {
        for language in Language::ALL {
            let found = read(text, language);
            assert!(found.iter().all(|found| found.range.within(text).is_some()));
        }
    }
}

/// Texts with many of the words and signs that numbers are made of.
fn numeric_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("5"),
        Just("1,086"),
        Just("2.5"),
        Just("2024"),
        Just("000"),
        Just("."),
        Just(","),
        Just("-"),
        Just("–"),
        Just("/"),
        Just("$"),
        Just("US"),
        Just("%"),
        Just("½"),
        Just("İ"),
        Just("\u{301}"),
        Just("K"),
        Just("one"),
        Just("twenty"),
        Just("hundred"),
        Just("million"),
        Just("half"),
        Just("third"),
        Just("a"),
        Just("and"),
        Just("of"),
        Just("to"),
        Just("between"),
        Just("from"),
        Just("over"),
        Just("or"),
        Just("more"),
        Just("per"),
        Just("people"),
        Just("June"),
        Just("year"),
        Just("old"),
        Just("minus"),
        Just("rose"),
        Just("other"),
        Just("more"),
        Just("then"),
        Just("EUR"),
        Just("Rs"),
        Just("Y="),
        Just("“"),
        Just("”"),
        Just(")"),
        Just("point"),
        Just(" "),
        Just("  "),
        Just("(")
    ];
    prop::collection::vec(part, 0..30).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn ranges_lie_on_characters_in_order(text in prop_oneof![any_text(), numeric_text()]) {
        for language in Language::ALL {
            let found = read(&text, language);
            for quantity in &found {
                let places = [Some(quantity.range), Some(quantity.number), quantity.subject, quantity.as_of, quantity.source];
                let unit = quantity.unit.as_ref().map(|unit| unit.range);
                prop_assert!(places.into_iter().chain([unit]).flatten().all(|range| range.within(&text).is_some()));
                prop_assert!(quantity.range.covers(quantity.number));
                let (low, high) = (quantity.interval.low, quantity.interval.high);
                prop_assert!(low.zip(high).is_none_or(|(low, high)| low.value <= high.value));
            }
            prop_assert!(found.windows(2).all(|pair| pair[0].range.end() <= pair[1].range.start()));
            let dates = dates(&Tokens::of(&text), language);
            prop_assert!(dates.iter().all(|date| date.range.within(&text).is_some()));
        }
    }
}

#[test]
fn lists_that_are_looked_up_are_sorted() {
    for language in Language::ALL {
        let (nouns, phrases) = (language.nouns, language.phrases);
        let lists = [
            nouns.stops,
            nouns.plurals,
            nouns.plural_adjectives,
            nouns.adjectives,
            nouns.not_plurals,
            nouns.numbered,
            nouns.capital_starts,
            nouns.streets,
            nouns.ordinals,
            phrases.reporting,
            phrases.clauses,
            phrases.measures,
            phrases.tracking,
            phrases.linking,
        ];
        for list in lists {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
