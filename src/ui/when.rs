//! Moments as a reader of today would put them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::Time;

/// "12:52", "yesterday", "18 March", "18 March 2024": the shortest that is clear `now`, by the clock on the wall here.
pub fn when(time: Time, now: Time) -> String {
    when_in(time, now, &TimeZone::system())
}

/// The same to the minute: "12:52", "yesterday 12:52", "18 March 12:52".
pub fn moment(time: Time, now: Time) -> String {
    let day = when(time, now);
    let clock = Timestamp::from_second(time.0).unwrap_or_default().to_zoned(TimeZone::system());
    let clock = clock.strftime("%H:%M").to_string();
    if day == clock { clock } else { format!("{day} {clock}") }
}

/// The same by the clock on the wall of a time zone.
pub fn when_in(time: Time, now: Time, zone: &TimeZone) -> String {
    let in_zone = |time: Time| Timestamp::from_second(time.0).unwrap_or_default().to_zoned(zone.clone());
    let (time, now) = (in_zone(time), in_zone(now));
    if time.date() == now.date() {
        time.strftime("%H:%M").to_string()
    } else if time.date().tomorrow().is_ok_and(|next| next == now.date()) {
        "yesterday".to_owned()
    } else if time.year() == now.year() {
        time.strftime("%-d %B").to_string()
    } else {
        time.strftime("%-d %B %Y").to_string()
    }
}
