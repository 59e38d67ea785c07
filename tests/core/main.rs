//! The library without a window.

#![expect(clippy::panic, reason = "a test fails by panicking")]

mod support;

mod text;

mod bad_input;
mod check_rules;
mod dates;
mod edits;
mod session;

mod import;
mod store;
mod store_files;
mod store_journal;

mod sample;
mod search;

mod cli;
