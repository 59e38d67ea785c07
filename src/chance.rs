//! Chance and the clock: the only file that asks for either. What is below takes ids and times as arguments.
//!
//! Known by `cli` and `app` only.

use std::process;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::model::{Actor, Id, Time, sha256};

/// An id that nothing else has.
pub fn fresh_id() -> Id {
    Id::random(random())
}

/// An actor that never was: one opening of one file.
pub fn fresh_actor() -> Actor {
    Actor(u64::from_le_bytes(random()))
}

/// Now, in whole seconds.
pub fn now() -> Time {
    Time(i64::try_from(since_1970().as_secs()).unwrap_or(i64::MAX))
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        // Hardly ever: a system without a source of chance. Work goes on with what no other process has now.
        let here_and_now = format!("{} {}", process::id(), since_1970().as_nanos());
        bytes.iter_mut().zip(sha256(here_and_now.as_bytes()).bytes()).for_each(|(byte, digit)| *byte = digit);
    }
    bytes
}

fn since_1970() -> Duration {
    // A clock before 1970 counts as 1970.
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
