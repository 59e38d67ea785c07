//! Recognizing later whether a program that wrote a file still runs.

use std::fs;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// One run of this program on one machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramRun {
    /// The name of the machine, for people.
    pub host: String,
    /// What tells machines of one name apart.
    machine: String,
    process: u32,
    /// When the process began, as the system counts it: process numbers are used again.
    start: String,
}

impl ProgramRun {
    /// The run that asks.
    pub fn this() -> Self {
        let host = gethostname::gethostname().to_string_lossy().into_owned();
        let process = std::process::id();
        Self { machine: machine(&host), host, process, start: start_of(process).unwrap_or_default() }
    }

    /// Whether it still runs; `None` if that cannot be known from here.
    ///
    /// It can be known for runs on this machine under Linux only. Elsewhere the journal relies on file locks alone,
    /// and a lock's sidecar on its age.
    pub fn alive(&self) -> Option<bool> {
        let known = cfg!(target_os = "linux") && self.machine == machine(&self.host);
        known.then(|| start_of(self.process).is_some_and(|start| start == self.start))
    }
}

/// A name for this machine that stays the same when it restarts. A hash, for the system's own name of it is private.
fn machine(host: &str) -> String {
    let id = fs::read_to_string("/etc/machine-id").unwrap_or_default();
    let hash = Sha256::new().chain_update("tickmark\n").chain_update(host).chain_update("\n").chain_update(id.trim());
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// When a running process began: the system's start, and the clock ticks since then.
fn start_of(process: u32) -> Option<String> {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The second field is the program's name in parentheses, and may hold spaces and parentheses itself.
    let (_, fields) = stat.rsplit_once(')')?;
    let fields: Vec<_> = fields.split_whitespace().collect();
    let ended = matches!(fields.first(), Some(&"Z" | &"X"));
    let ticks = fields.get(19).filter(|_| !ended)?;
    Some(format!("{} {ticks}", boot.trim()))
}
