//! The program `tickmark`: a command of the command line, or the window.

use std::path::PathBuf;
use std::process::ExitCode;

use tickmark::cli::{self, Outcome};
use tickmark::import;

fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|argument| argument == import::WORKER_ARGUMENT) {
        return import::serve();
    }
    match cli::run(std::env::args_os()) {
        Outcome::Exit(code) => ExitCode::from(code),
        Outcome::Window(paths) => match open_window(paths) {
            Ok(()) => ExitCode::SUCCESS,
            Err(why) => {
                eprintln!("The window cannot open, because {why}; {}.", cli::WITHOUT_WINDOW);
                ExitCode::from(cli::FAILED)
            }
        },
    }
}

#[cfg(feature = "gui")]
fn open_window(paths: Vec<PathBuf>) -> Result<(), String> {
    if has_display() { tickmark::app::run_window(paths) } else { Err("there is no display here".into()) }
}

#[cfg(not(feature = "gui"))]
fn open_window(_: Vec<PathBuf>) -> Result<(), String> {
    Err("this Tickmark was built without one".into())
}

/// Whether a window could be shown. Only on these systems a session without a screen is common, and says so.
#[cfg(feature = "gui")]
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value: std::ffi::OsString| !value.is_empty());
    !cfg!(any(target_os = "linux", target_os = "freebsd")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
