//! The noun that a number counts, and numbers that belong to names.

use super::pieces::{PieceKind, Pieces};
use super::unit::named_at;

/// How far after a number its noun may stand, in words.
const REACH: usize = 6;

/// How many digits a year has.
const YEAR_DIGITS: usize = 4;

/// The words that are counted from a piece on: "three *different prisons* across", as their first and last piece. Several
/// are expected, unless there is just one.
pub(super) fn counted(pieces: &Pieces<'_>, at: usize, is_one: bool) -> Option<(usize, usize)> {
    let start = at;
    let nouns = pieces.language.nouns;
    let is_part = |at: usize| match pieces.get(at).map(|piece| piece.kind) {
        Some(PieceKind::Word) if pieces.language.numbers.and.contains(&pieces.word(at)) => {
            at > start && joins_adjectives(pieces, at)
        }
        Some(PieceKind::Word) => {
            let word = pieces.word(at);
            !nouns.is_stop(word) || at == start && nouns.others.contains(&word) || is_adjective(pieces, at)
        }
        // "two new 737 Max jets"
        Some(PieceKind::Digits) => pieces.is_capital(at + 1),
        // nine “nonprobability” samples
        Some(PieceKind::Sign) => at > start && closes(pieces, at),
        _ => false,
    };
    let is_glued = |at: usize| {
        pieces.touches_before(at) && pieces.get(at - 1).is_some_and(|before| before.kind == PieceKind::Sign)
    };
    let n_words = (0..REACH).take_while(|n| is_part(at + n) && (*n == 0 || !is_glued(at + n))).count();
    let words = at..at + n_words;
    if words.is_empty() || pieces.word(at).is_empty() {
        return None;
    }
    if let Some(first) = words.clone().find(|&at| !is_one && nouns.is_plural(pieces.word(at))) {
        // "two sports teams", but "87 people dead" and "20 schools says".
        let goes_on = |at: usize| {
            let leads = nouns.plural_adjectives.binary_search(&pieces.word(at)).is_ok();
            // "five Sanders supporters"
            let is_name = pieces.is_capital(at) && !pieces.is_capital(at + 1);
            (leads || is_name || nouns.adjectives_follow) && nouns.is_plural(pieces.word(at + 1))
        };
        let last = (first + 1..words.end).take_while(|&next| goes_on(next - 1)).last().unwrap_or(first);
        return Some((at, last));
    }
    let is_bare = |at: usize| {
        let word = pieces.word(at);
        let follows = at > start && (nouns.is_plural(word) || nouns.after_nouns.contains(&word));
        !word.is_empty() && !follows && !nouns.not_nouns.iter().any(|ending| word.ends_with(ending))
    };
    let reach = if is_one { 3 } else { 1 };
    // "one missing child"
    let is_lead = |at: usize| is_one && at == start && pieces.word(at).ends_with("ing") && is_bare(at + 1);
    let last = words.take(reach).take_while(|&at| is_bare(at) || is_lead(at)).last()?;
    let goes_on = !is_one && is_part(last + 1);
    (!goes_on).then_some((at, last))
}

/// Whether a quote mark ends the first words of a noun that goes on.
fn closes(pieces: &Pieces<'_>, at: usize) -> bool {
    let is_mark = matches!(pieces.sign(at), Some('”' | '’' | '"' | '»'));
    is_mark && pieces.touches_before(at) && !pieces.touches_next(at) && !pieces.word(at + 1).is_empty()
}

/// "two *former* players", but "it is two feet high and".
fn is_adjective(pieces: &Pieces<'_>, at: usize) -> bool {
    let (nouns, next) = (pieces.language.nouns, pieces.word(at + 1));
    nouns.adjectives.binary_search(&pieces.word(at)).is_ok() && !next.is_empty() && !nouns.is_stop(next)
}

/// Whether "and" stands between two words before one noun: "dozens of Kia and Hyundai cars", "five past and current
/// employees".
fn joins_adjectives(pieces: &Pieces<'_>, and: usize) -> bool {
    let nouns = pieces.language.nouns;
    let is_plain = |at: usize| !pieces.word(at).is_empty() && !nouns.is_stop(pieces.word(at));
    let is_first = |at: usize| is_plain(at) && !nouns.is_plural(pieces.word(at));
    pieces.is_capital(and - 1) && pieces.is_capital(and + 1)
        || is_first(and - 1) && is_first(and + 1) && is_plain(and + 2) && nouns.is_plural(pieces.word(and + 2))
}

/// What a counted thing consists of, as the last piece: three glasses *of water*.
pub(super) fn made_of(pieces: &Pieces<'_>, last: usize) -> Option<usize> {
    let nouns = pieces.language.nouns;
    let is_of = nouns.of.contains(&pieces.word(last + 1));
    let is_noun = |at: usize| {
        let word = pieces.word(at);
        let is_form = nouns.not_nouns.iter().any(|ending| word.ends_with(ending));
        !word.is_empty()
            && !pieces.is_capital(at)
            && !nouns.is_stop(word)
            && !is_form
            && !nouns.after_nouns.contains(&word)
    };
    // "members of people" would be people, not what members are made of.
    let is_stuff = nouns.plurals.binary_search(&pieces.word(last + 2)).is_err();
    (last + 2..last + 4).take_while(|&at| is_of && is_stuff && is_noun(at)).last()
}

/// Whether a number in plain digits belongs to a name or counts nothing: "Barrio 18", "page 12", "24/7", "10:27 pm".
pub(super) fn is_in_name(pieces: &Pieces<'_>, first: usize, last: usize) -> bool {
    is_numbered(pieces, first)
        || is_capital_name(pieces, first, last)
        || is_model(pieces, last)
        || is_address(pieces, last)
        || is_ordinal(pieces, last)
        || is_chained(pieces, first, last)
        || is_clause(pieces, first, last)
        || is_clock(pieces, first, last)
}

/// "page 12", "category 4".
fn is_numbered(pieces: &Pieces<'_>, first: usize) -> bool {
    let nouns = pieces.language.nouns;
    let stop = usize::from(pieces.sign_before(first) == Some('.'));
    let hyphen =
        usize::from(matches!(pieces.sign_before(first), Some('#' | '№' | '-' | '‑')) && pieces.touches_before(first));
    let word = pieces.word_before(first - stop.max(hyphen).min(first));
    nouns.numbered.binary_search(&word).is_ok() || matches!(pieces.sign_before(first), Some('#' | '№' | '§'))
}

/// "iPhone 12", "Boeing 737", "S&P 500": a name before the number, unless a measured or counted thing follows it in the
/// middle of a sentence.
fn is_capital_name(pieces: &Pieces<'_>, first: usize, last: usize) -> bool {
    let hyphen = usize::from(matches!(pieces.sign_before(first), Some('-' | '‑')) && pieces.touches_before(first));
    let Some(before) = first.checked_sub(1 + hyphen) else { return false };
    let nouns = pieces.language.nouns;
    let word = pieces.word(before);
    let has_capital = pieces.written(before).contains(char::is_uppercase);
    if !has_capital || nouns.capital_starts.binary_search(&word).is_ok() || pieces.language.dates.month(word).is_some()
    {
        return false;
    }
    let is_number = pieces.language.numbers.small(word).is_some() || pieces.language.numbers.scale(word).is_some();
    let noun = counted(pieces, last + 1, false).filter(|(at, _)| !pieces.is_capital(*at));
    let starts = noun.is_some() && pieces.is_start(before);
    // "in Paris 130 people", "China's 260"
    let is_tally = noun.is_some_and(|(_, last)| nouns.tallies.contains(&pieces.word(last)));
    // A number that may be a year is one after a name: "Johnson's 1964 act".
    let is_owned = word.ends_with("'s") && pieces.digits(last).len() != YEAR_DIGITS;
    !is_number && !starts && !is_tally && !is_owned
}

/// "787 Dreamliner": a name right after the number that is nothing counted.
fn is_model(pieces: &Pieces<'_>, last: usize) -> bool {
    let next = last + 1;
    let is_name = pieces.is_capital(next)
        && pieces.word(next).len() > 2
        && !pieces.touches_next(last)
        && named_at(pieces, next).is_none();
    let is_known =
        pieces.language.dates.month(pieces.word(next)).is_some() || pieces.language.nouns.is_stop(pieces.word(next));
    let is_loud = pieces.written(next).chars().all(|c| !c.is_lowercase());
    let counts =
        counted(pieces, next, false).is_some_and(|(_, last)| pieces.language.nouns.is_plural(pieces.word(last)));
    is_name && !is_known && !is_loud && !counts
}

/// "49 Zorro Ranch Road", "16-18 Industrial Avenue".
fn is_address(pieces: &Pieces<'_>, last: usize) -> bool {
    let streets = pieces.language.nouns.streets;
    let is_range = matches!(pieces.sign(last + 1), Some('-' | '–'))
        && pieces.touches_next(last)
        && !pieces.digits(last + 2).is_empty();
    let last = if is_range { last + 2 } else { last };
    let n_capitals = (1..6).take_while(|n| pieces.is_capital(last + n) || is_ordinal_at(pieces, last + n)).count();
    let is_street = |at: usize| streets.binary_search(&pieces.word(at)).is_ok();
    (last + 2..=last + n_capitals).any(is_street)
}

/// Digits with "st" or "th" attached, in an address.
fn is_ordinal_at(pieces: &Pieces<'_>, at: usize) -> bool {
    let is_ending = pieces.language.nouns.ordinals.binary_search(&pieces.word(at)).is_ok() && pieces.touches_before(at);
    is_ending || !pieces.digits(at).is_empty() && is_ordinal(pieces, at)
}

/// "2nd", "18th-century".
fn is_ordinal(pieces: &Pieces<'_>, last: usize) -> bool {
    let word = pieces.word(last + 1);
    let start = word.split('-').next().unwrap_or_default();
    pieces.touches_next(last) && pieces.language.nouns.ordinals.binary_search(&start).is_ok()
}

/// Numbers that touch each other: phone numbers, results, 24/7, versions. Of two around a dash only those that fall are
/// none: "65-70" is a range.
fn is_chained(pieces: &Pieces<'_>, first: usize, last: usize) -> bool {
    let link =
        |at: usize| pieces.sign(at).filter(|sign| matches!(sign, '-' | '‑' | '–' | '/' | ':' | '.' | '_' | '@' | '='));
    let after = link(last + 1).filter(|_| pieces.touches_next(last) && pieces.touches_next(last + 1));
    let before = first.checked_sub(2).filter(|&at| pieces.touches_next(at) && pieces.touches_next(at + 1));
    let after = after.filter(|_| !pieces.digits(last + 2).is_empty());
    let before = before.filter(|&at| !pieces.digits(at).is_empty()).and_then(|at| link(at + 1));
    match (before, after) {
        (None, None) => false,
        (None, Some('-' | '‑' | '–')) => {
            let third = pieces.touches_next(last + 2) && pieces.touches_next(last + 3) && link(last + 3).is_some();
            third && !pieces.digits(last + 4).is_empty() || falls(pieces, last, last + 2)
        }
        (Some('-' | '‑' | '–'), None) => {
            let is_third = first > 3
                && link(first - 3).is_some()
                && pieces.touches_before(first - 2)
                && !pieces.digits(first - 4).is_empty();
            is_third || falls(pieces, first - 2, first)
        }
        _ => true,
    }
}

/// "401(k)", "501(c)(3)": parts of a law.
fn is_clause(pieces: &Pieces<'_>, first: usize, last: usize) -> bool {
    let is_letter = pieces.word(last + 2).len() == 1 && pieces.sign(last + 3) == Some(')');
    let opens = pieces.sign(last + 1) == Some('(') && pieces.touches_next(last) && pieces.touches_next(last + 1);
    let follows = pieces.sign_before(first) == Some('(') && first > 1 && pieces.sign(first - 2) == Some(')');
    opens && is_letter || follows && pieces.touches_before(first - 1)
}

/// Whether of two numbers in digits the first is not the smaller one, as in a result of a game.
fn falls(pieces: &Pieces<'_>, first: usize, second: usize) -> bool {
    let value = |at: usize| super::digits::value_of(pieces.digits(at), pieces.language.numbers.decimal);
    matches!((value(first), value(second)), (Some(first), Some(second)) if first >= second && second < 1000.0)
}

/// "5 p.m.", "10:27".
fn is_clock(pieces: &Pieces<'_>, first: usize, last: usize) -> bool {
    let clock = pieces.language.dates.clock;
    clock.contains(&pieces.word(last + 1)) && first == last
}
