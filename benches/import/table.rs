//! The table of the documents that are made here.

use std::time::Duration;

/// Prints rows as they are measured.
pub struct Table;

impl Table {
    /// A table with its head.
    pub fn new() -> Self {
        println!("{:<58} {:>8} {:>9} {:>9} {:>9}  promised", "what", "file", "median", "95 %", "worst");
        Self
    }

    /// Prints a row of times, and whether the usual one keeps what was promised.
    pub fn row(&self, what: &str, len: usize, mut times: Vec<Duration>, most: Option<Duration>) {
        times.sort_unstable();
        let at = |percent: usize| {
            let idx = (times.len() * percent).div_ceil(100).saturating_sub(1);
            times.get(idx).copied().unwrap_or_default()
        };
        let promised = most.map_or_else(String::new, |most| {
            let verdict = if at(50) < most { "holds" } else { "MISSED" };
            format!("median < {}: {verdict}", milliseconds(most))
        });
        let [median, high, worst] = [50, 95, 100].map(|percent| milliseconds(at(percent)));
        println!("{what:<58} {:>5} kB {median:>9} {high:>9} {worst:>9}  {promised}", len / 1000);
    }
}

fn milliseconds(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    if ms < 100.0 { format!("{ms:.2} ms") } else { format!("{ms:.0} ms") }
}
