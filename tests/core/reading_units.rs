//! In what the numbers of running text are counted.

use tickmark::reading::{Unit, UnitClass};

use crate::reading_numbers::{ENGLISH, check, check_whole, read};

/// Expects the units of the quantities of a text, one after another.
#[track_caller]
fn check_units(text: &str, expected: &[&str]) {
    let found = read(text, ENGLISH);
    let units: Vec<&str> = found.iter().map(|found| found.unit.as_ref().map_or("", |unit| &unit.name)).collect();
    assert_eq!(units, expected, "{text}");
}

#[test]
fn units_have_one_name() {
    check_whole("a rate of ⟦1,086 per 100,000 people⟧", "[1086, 1086]", "per 100,000");
    check_whole("⟦2 per cent⟧ and", "[2, 2]", "percentage");
    check_whole("by ⟦3 percentage points⟧", "[3, 3]", "percentage point");
    check_whole("paid ⟦US$6 million⟧ to", "[6000000, 6000000]", "dollar");
    check_whole("paid ⟦$US6 million⟧ to", "[6000000, 6000000]", "dollar");
    check_whole("paid ⟦6 million dollars⟧ to", "[6000000, 6000000]", "dollar");
    check_whole("paid ⟦USD 200⟧ to", "[200, 200]", "dollar");
    check_whole("a notebook for ⟦1,200€⟧ to", "[1200, 1200]", "euro");
    check_whole("at ⟦$40 a barrel⟧ now", "[40, 40]", "dollar per barrel");
    check_whole("⟦87 mph⟧ fast", "[87, 87]", "mile per hour");
    check_whole("⟦311 square miles⟧ of", "[311, 311]", "square mile");
    check_whole("a ⟦6-year-old⟧ boy", "[6, 6]", "year of age");
    check_whole("he is ⟦20 years old⟧ now", "[20, 20]", "year of age");
    check_whole("a ⟦twenty-mile⟧ walk", "[20, 20]", "mile");
    check_whole("⟦half an hour⟧ later", "[0.5, 0.5]", "hour");
    check_whole("the ⟦37m⟧ long", "[37, 37]", "metre");
    check_whole("⟦one glass of water per day⟧", "[1, 1]", "glass of water per day");
}

#[test]
fn money_stands_in_signs_codes_and_words() {
    check_whole("paid ⟦Rs500 crore⟧ to", "[5000000000, 5000000000]", "indian rupee");
    check_whole("paid ⟦EUR2.7 million⟧ to", "[2700000, 2700000]", "euro");
    check_whole("paid ⟦10 €⟧ to", "[10, 10]", "euro");
    check_whole("paid ⟦AUD$15⟧ to", "[15, 15]", "australian dollar");
    check_whole("paid ⟦50 million ringgit⟧ to", "[50000000, 50000000]", "malaysian ringgit");
    // Where a text was taken to ASCII.
    check_whole("a ⟦PS8.1bn⟧ bid", "[8100000000, 8100000000]", "pound sterling");
    check_whole("rose to ⟦Y=28,030⟧ in", "[28030, 28030]", "japanese yen");
    check("a PS5, a PS 5 and MS-13", "");
}

#[test]
fn a_pound_is_money_or_a_weight() {
    check_whole("paid ⟦20 pounds⟧ for", "[20, 20]", "pound sterling");
    check_whole("lost ⟦20 pounds⟧ in", "[20, 20]", "pound");
    check_whole("a ⟦20-pound⟧ dog", "[20, 20]", "pound");
    check_whole("found ⟦20 pounds of cocaine⟧ in", "[20, 20]", "pound of cocaine");
}

#[test]
fn a_unit_is_told_once_for_several_numbers() {
    check_units("5, 6 and 7 percent", &["percentage", "percentage", "percentage"]);
    check_units("an 8- to 16-meter wall", &["metre", "metre"]);
    check_units("lost 24 of the 34 Senate seats", &["senate seats", "senate seats"]);
    check_units("Ann Lee stood at 25 percent and Bob Roe at 14.", &["percentage", "percentage"]);
    check_units("Ann Lee has 370 delegates, Bob Roe has 129.", &["delegates", "delegates"]);
    check_units("from 21 mpg in town to 23.", &["mile per gallon", "mile per gallon"]);
    check_units("fell from $75 a barrel to $45.", &["dollar per barrel", "dollar per barrel"]);
    check_units("9 million shekels ($2 million) a year", &["shekel per year", "dollar per year"]);
    check_units("saw 5 dogs. At 7.", &["dogs", ""]);
    check("3 and 5 million euros", "3000000 5000000");
}

#[test]
fn ages_need_no_word_for_years() {
    let year = "year of age";
    check_units("Ann Lee, 25, said", &[year]);
    check_units("aged 25, at age 94, ages 18 to 39", &[year, year, year]);
    check_units("the ages of 18 and 34", &[year, year]);
    check_units("his then-13-year-old son", &[year]);
    check_units("In Rome, 25 people came", &["people"]);
}

#[test]
fn words_between_a_number_and_its_noun_belong_to_it_or_only_add() {
    check_units("four more years, two other cities, three former players", &["year", "other cities", "former players"]);
    check_units("five past and current employees", &["past and current employees"]);
    check_units("nine “hidden” internet samples", &["hidden internet samples"]);
    check_units(
        "two sports teams, 5 Jones supporters, 20 schools says",
        &["sports teams", "jones supporters", "schools"],
    );
    check_units("a 12 member committee, a four-plus hour talk", &["member", "hour"]);
    check_units("rang five times, 30 MPs, 3 PCs", &["times", "mps", "pcs"]);
    check_units("7.8 on the Richter scale, 50 on the GPa scale", &["richter scale", "gigapascal"]);
    check_units("a million barrels of oil, tens of thousands flee", &["barrel of oil", ""]);
}

#[test]
fn what_is_counted_keeps_its_words() {
    check_whole("⟦14 Pro Bowl players⟧ in", "[14, 14]", "pro bowl players");
    check_whole("in ⟦three different prisons⟧ across", "[3, 3]", "different prisons");
    check_whole("⟦87 people⟧ dead", "[87, 87]", "people");
    check_whole("⟦one proposal⟧ asks", "[1, 1]", "proposal");
    check_whole("⟦one of the best speakers⟧ ever", "[1, 1]", "best speakers");
    check("this one and no one and one another", "");
}

#[test]
fn units_of_one_class_are_converted() {
    let unit = |text: &str| read(text, ENGLISH).into_iter().next().and_then(|found| found.unit).expect("a unit");
    let convert = |value: f64, from: Unit, to: Unit| from.convert(value, &to).map(|value| (value * 1e3).round() / 1e3);
    assert_eq!(convert(2.0, unit("2 percent"), unit("1,086 per 100,000")), Some(2000.0));
    assert_eq!(convert(0.25, unit("a quarter of"), unit("2 percent")), Some(25.0));
    assert_eq!(convert(1.0, unit("5 miles"), unit("5 km")), Some(1.609));
    assert_eq!(convert(212.0, unit("9 degrees Fahrenheit"), unit("9 °C")), Some(100.0));
    assert_eq!(convert(3.0, unit("$3"), unit("€3")), None);
    assert_eq!(convert(3.0, unit("3 people"), unit("3 prisons")), None);
    assert_eq!(convert(3.0, unit("3 people"), unit("9 people")), Some(3.0));
    assert_eq!(unit("three glasses of water").head(), "glasses");
    assert_eq!(unit("three glasses of water").class, UnitClass::Count);
}
