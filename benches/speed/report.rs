//! The table, and the clocks.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Prints rows as they are measured.
pub struct Report {
    only: String,
}

/// What a row is about.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// What is waited for.
    pub what: &'a str,
    /// Bytes of the document.
    pub bytes: usize,
    /// Passages in it.
    pub passages: usize,
}

impl Report {
    /// A report of the rows whose names hold `only`.
    pub fn new(only: String) -> Self {
        println!(
            "{:<58} {:>8} {:>8} {:>9} {:>9} {:>9}  promised",
            "what", "document", "passages", "median", "95 %", "worst"
        );
        Self { only }
    }

    /// Whether any of these rows is asked for.
    pub fn wants(&self, names: &[&str]) -> bool {
        names.iter().any(|name| name.contains(&self.only))
    }

    /// Prints a row of times, and what was promised of one of them.
    pub fn times(&self, row: Row<'_>, mut times: Vec<Duration>, promised: Option<(Which, Duration)>) {
        times.sort_unstable();
        let promised = promised.map_or_else(String::new, |(which, most)| {
            let holds = quantile(&times, which) < most;
            format!("{} < {}: {}", which.name(), milliseconds(most), verdict(holds))
        });
        let [median, high, worst] =
            [Which::Median, Which::P95, Which::Worst].map(|it| milliseconds(quantile(&times, it)));
        self.line(row, [median, high, worst], &promised);
    }

    /// Prints a row of one figure.
    pub fn figure(&self, row: Row<'_>, figure: String, promised: Option<(&str, bool)>) {
        let promised = promised.map_or_else(String::new, |(what, holds)| format!("{what}: {}", verdict(holds)));
        self.line(row, [figure, String::new(), String::new()], &promised);
    }

    fn line(&self, row: Row<'_>, [median, high, worst]: [String; 3], promised: &str) {
        if !self.wants(&[row.what]) {
            return;
        }
        let (bytes, passages) = (size(row.bytes), row.passages);
        println!("{:<58} {bytes:>8} {passages:>8} {median:>9} {high:>9} {worst:>9}  {promised}", row.what);
    }
}

/// Which of many times.
#[derive(Clone, Copy)]
pub enum Which {
    /// The one in the middle.
    Median,
    /// One in twenty takes longer.
    P95,
    /// The longest.
    Worst,
}

impl Which {
    fn name(self) -> &'static str {
        match self {
            Self::Median => "median",
            Self::P95 => "95 %",
            Self::Worst => "worst",
        }
    }
}

/// One of `times`, which are sorted.
pub fn quantile(times: &[Duration], which: Which) -> Duration {
    let last = times.len().saturating_sub(1);
    let at = match which {
        Which::Median => last / 2,
        Which::P95 => (times.len() * 95).div_ceil(100).saturating_sub(1),
        Which::Worst => last,
    };
    times.get(at).copied().unwrap_or_default()
}

/// The one in the middle.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    quantile(&times, Which::Median)
}

/// The CPU time that this thread has used.
pub fn thread_time() -> Duration {
    clock(ClockId::ThreadCPUTime)
}

/// The CPU time that all threads of this process have used.
pub fn process_time() -> Duration {
    clock(ClockId::ProcessCPUTime)
}

fn clock(id: ClockId) -> Duration {
    Duration::try_from(clock_gettime(id)).unwrap_or_default()
}

fn milliseconds(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    if ms < 100.0 { format!("{ms:.2} ms") } else { format!("{ms:.0} ms") }
}

fn size(bytes: usize) -> String {
    match bytes {
        0 => "none".into(),
        1..1_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

fn verdict(holds: bool) -> &'static str {
    if holds { "holds" } else { "MISSED" }
}
