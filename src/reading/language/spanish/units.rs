//! Units, nouns and dates in Spanish.

use crate::reading::UnitClass::{Area, Length, Money, Other, Share, Speed, Temperature, Time, Volume, Weight};
use crate::reading::language::dates::DateWords;
use crate::reading::language::nouns::Nouns;
use crate::reading::language::units::{Currency, UnitName, Units};

pub(super) const UNITS: Units = Units {
    names: &[
        UnitName::new(&[], &["puntos porcentuales", "punto porcentual"], "percentage point", Other, 1.0),
        UnitName::new(&["%"], &["por ciento"], "percentage", Share, 1e-2),
        UnitName::new(&["km/h"], &["kilómetros por hora"], "kilometre per hour", Speed, 1.0 / 3.6),
        UnitName::new(&["km²", "km2"], &["kilómetros cuadrados", "kilómetro cuadrado"], "square kilometre", Area, 1e6),
        UnitName::new(&["m²", "m2"], &["metros cuadrados", "metro cuadrado"], "square metre", Area, 1.0),
        UnitName::new(&["ha"], &["hectárea", "hectáreas"], "hectare", Area, 1e4),
        UnitName::new(&[], &["segundo", "segundos"], "second", Time, 1.0),
        UnitName::new(&["min"], &["minuto", "minutos"], "minute", Time, 60.0),
        UnitName::new(&["h"], &["hora", "horas"], "hour", Time, 3_600.0),
        UnitName::new(&[], &["día", "días"], "day", Time, 86_400.0),
        UnitName::new(&[], &["semana", "semanas"], "week", Time, 604_800.0),
        UnitName::new(&[], &["mes", "meses"], "month", Time, 2_629_746.0),
        UnitName::new(&[], &["año", "años"], "year", Time, 31_556_952.0),
        UnitName::new(&["mm"], &["milímetro", "milímetros"], "millimetre", Length, 1e-3),
        UnitName::new(&["cm"], &["centímetro", "centímetros"], "centimetre", Length, 1e-2),
        UnitName::new(&["km"], &["kilómetro", "kilómetros"], "kilometre", Length, 1e3),
        UnitName::new(&["m"], &["metro", "metros"], "metre", Length, 1.0),
        UnitName::new(&["g"], &["gramo", "gramos"], "gram", Weight, 1e-3),
        UnitName::new(&["kg"], &["kilo", "kilos", "kilogramo", "kilogramos"], "kilogram", Weight, 1.0),
        UnitName::new(&[], &["tonelada", "toneladas"], "tonne", Weight, 1e3),
        UnitName::new(&["l"], &["litro", "litros"], "litre", Volume, 1.0),
        UnitName::new(&["°C", "ºC"], &["grados celsius", "grados centígrados"], "celsius", Temperature, 1.0),
        UnitName::new(&["°", "º"], &["grado", "grados"], "degree", Other, 1.0),
        UnitName::new(&["MW"], &["megavatio", "megavatios"], "megawatt", Other, 1.0),
    ],
    money: &[
        UnitName::new(&["USD"], &["dólar", "dólares", "de dólares"], "dollar", Money, 1.0),
        UnitName::new(&["€", "EUR"], &["euro", "euros", "de euros"], "euro", Money, 1.0),
        UnitName::new(&[], &["peso", "pesos", "de pesos"], "peso", Money, 1.0),
        UnitName::new(&["GBP"], &["libra esterlina", "libras esterlinas"], "pound sterling", Money, 1.0),
    ],
    currencies: &[
        Currency { prefix: "US", sign: '$', name: "dollar" },
        Currency { prefix: "", sign: '$', name: "dollar" },
        Currency { prefix: "", sign: '€', name: "euro" },
        Currency { prefix: "", sign: '£', name: "pound sterling" },
    ],
    codes: &[("Bs", "bolivian boliviano")],
    ascii_signs: &[],
    per: &["por", "por cada", "de cada"],
    per_article: &["al", "el", "la"],
    per_things: &["barril", "habitante", "mes", "persona"],
    not_per: &["antes", "después"],
    old: &["de edad"],
    weights: &[UnitName::new(&[], &["libra", "libras"], "pound", Weight, 0.453_592)],
    weighing: &["pesa", "pesaba", "pesan", "pesar", "peso"],
    sized: &["de alto", "de largo", "de ancho"],
    on_scale: &["en la escala de"],
    scale: "-",
    ages: &["edad"],
};

// Formatted by hand: one word a line would hide what a table holds.
#[rustfmt::skip]
pub(super) const NOUNS: Nouns = Nouns {
    stops: &[
        "a", "al", "ante", "aunque", "bajo", "cada", "como", "con", "contra", "cual", "cuando", "de", "del", "desde",
        "dice", "dijo", "donde", "durante", "e", "el", "ella", "ellas", "ellos", "en", "entre", "era", "eran", "es",
        "esa", "ese", "eso", "esta", "este", "esto", "está", "están", "fue", "fueron", "ha", "había", "han", "hasta",
        "hay", "la", "las", "le", "les", "lo", "los", "me", "menos", "mi", "mientras", "murieron", "muy", "más", "ni",
        "no", "nos", "o", "otra", "otro", "para", "pero", "por", "porque", "que", "quien", "se", "según", "ser", "si",
        "sido", "sin", "sobre", "son", "su", "sus", "también", "te", "tiene", "tienen", "todo", "tras", "tu", "un",
        "una", "uno", "viven", "y", "ya",
    ],
    more: &["más"],
    others: &["otros", "otras"],
    adjectives: &[],
    determiners: &["el", "esas", "esos", "estas", "estos", "la", "las", "los", "su", "sus"],
    of: &["de"],
    plurals: &["gente"],
    plural_adjectives: &[],
    adjectives_follow: true,
    not_plurals: &[
        "además", "antes", "después", "entonces", "jamás", "jueves", "lunes", "martes", "miércoles", "quizás",
        "viernes",
    ],
    after_nouns: &["pasado", "pasada", "próximo"],
    not_nouns: &["mente", "ado", "ido", "ando", "iendo"],
    numbered: &[
        "artículo", "barrio", "capítulo", "fase", "grupo", "ley", "línea", "número", "página", "páginas", "ruta",
        "sala", "sección", "tomo",
    ],
    tallies: &["casos", "empleos", "escaños", "hombres", "mujeres", "muertes", "niños", "personas", "presos", "puntos", "votos"],
    capital_starts: &[
        "a", "además", "al", "así", "como", "con", "cuando", "de", "desde", "durante", "el", "en", "entonces", "entre",
        "esos", "hasta", "hay", "la", "las", "los", "más", "no", "otros", "para", "pero", "por", "según", "si", "sin",
        "sobre", "son", "tras", "un", "una", "unos", "ya",
    ],
    streets: &["avenida", "calle", "paseo"],
    ordinals: &["a", "er", "o", "ª", "º"],
};

// Formatted by hand: one word a line would hide what a table holds.
#[rustfmt::skip]
pub(super) const DATES: DateWords = DateWords {
    months: &[
        ("enero", 1),
        ("febrero", 2),
        ("marzo", 3),
        ("abril", 4),
        ("mayo", 5),
        ("junio", 6),
        ("julio", 7),
        ("agosto", 8),
        ("septiembre", 9),
        ("setiembre", 9),
        ("octubre", 10),
        ("noviembre", 11),
        ("diciembre", 12),
    ],
    ambiguous: &[],
    parts: &["principios de", "mediados de", "finales de", "fines de"],
    of: &["de", "del"],
    year_leads: &["en", "desde", "de", "del", "hasta", "entre", "y", "a", "el", "año", "durante", "tras", "antes"],
    leads: &["a fecha de", "a partir de", "hasta", "desde", "durante", "en", "el"],
    between: &["entre", "de", "desde"],
    to: &["a", "hasta"],
    and: &["y"],
    seasons: &["verano", "invierno", "primavera", "otoño"],
    century: &["siglo"],
    ordinals: &["º"],
    clock: &["am", "pm", "a.m", "p.m", "a.m.", "p.m.", "horas"],
    capital_months: false,
};
