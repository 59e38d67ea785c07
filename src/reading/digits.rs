//! Numbers in digits.

/// The number that digits with separators mean, `None` if they are none: a version, an address, a list.
///
/// `decimal` is what the language puts between whole and part. A lone comma before three digits separates thousands,
/// before others a part, whatever the language; of two kinds of separators the last is the decimal one.
pub(super) fn value_of(digits: &str, decimal: char) -> Option<f64> {
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_group_sign = |c: char| !c.is_ascii_digit() && c != '.' && c != ',';
    let (n_stops, n_commas) = (digits.matches('.').count(), digits.matches(',').count());
    let last = digits.rfind(['.', ',']).and_then(|at| digits.get(at..)?.chars().next());
    let point = match (last, n_stops + n_commas) {
        (None, _) => None,
        (Some(last), 1) if last == decimal => Some(last),
        (Some(last), 1) => (!is_grouped(digits, last)).then_some(last),
        (Some(last), _) if n_stops > 0 && n_commas > 0 => {
            if digits.matches(last).count() > 1 {
                return None;
            }
            Some(last)
        }
        (Some(last), _) => {
            if !is_grouped(digits, last) {
                return None;
            }
            None
        }
    };
    let (whole, part) = match point.and_then(|point| digits.rsplit_once(point)) {
        Some((whole, part)) => (whole, part),
        None => (digits, ""),
    };
    let other = if point == Some('.') { ',' } else { '.' };
    if point.is_some() && whole.contains(other) && !is_grouped(whole, other) {
        return None;
    }
    if digits.contains(is_group_sign) && !whole.split(is_group_sign).skip(1).all(|group| group.len() == 3) {
        return None;
    }
    let plain: String = whole.chars().filter(char::is_ascii_digit).collect();
    let value: f64 = format!("{plain}.{part}0").parse().ok()?;
    value.is_finite().then_some(value)
}

/// Whether a sign stands where it separates thousands, or lakhs as in 12,34,567.
fn is_grouped(digits: &str, sign: char) -> bool {
    let mut groups = digits.split(sign);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let Some((last, middle)) = rest.split_last() else { return false };
    let starts = (1..=3).contains(&first.chars().filter(char::is_ascii_digit).count()) && first != "0";
    let threes = middle.iter().all(|group| group.len() == 3);
    let twos = first.len() <= 2 && !middle.is_empty() && middle.iter().all(|group| group.len() == 2);
    starts && last.len() == 3 && (threes || twos)
}

/// The value of a character that is a fraction.
pub(super) fn fraction_sign(sign: char) -> Option<f64> {
    let (part, whole) = match sign {
        '½' => (1.0, 2.0),
        '⅓' => (1.0, 3.0),
        '⅔' => (2.0, 3.0),
        '¼' => (1.0, 4.0),
        '¾' => (3.0, 4.0),
        '⅕' => (1.0, 5.0),
        '⅖' => (2.0, 5.0),
        '⅗' => (3.0, 5.0),
        '⅘' => (4.0, 5.0),
        '⅙' => (1.0, 6.0),
        '⅚' => (5.0, 6.0),
        '⅛' => (1.0, 8.0),
        '⅜' => (3.0, 8.0),
        '⅝' => (5.0, 8.0),
        '⅞' => (7.0, 8.0),
        _ => return None,
    };
    Some(part / whole)
}
