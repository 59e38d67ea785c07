//! Days as copies are told of: the same wherever they are read.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::Time;

/// A day in Greenwich: "21 Nov", with its year unless it is this year's.
pub fn day(time: Time, now: Option<Time>) -> String {
    let in_greenwich = |time: Time| Timestamp::from_second(time.0).ok().map(|time| time.to_zoned(TimeZone::UTC));
    let Some(time) = in_greenwich(time) else { return "an unknown day".into() };
    let is_this_year = now.and_then(in_greenwich).is_some_and(|now| now.year() == time.year());
    time.strftime(if is_this_year { "%-d %b" } else { "%-d %b %Y" }).to_string()
}
