//! Tickmark: a desktop fact-checking workbench. The module list is the architecture, in reading order.

/// Text as text: ranges, sentences, quotations, numbers.
pub mod text;

/// The project as data, and its invariants.
pub mod model;

/// The only way a project changes: transactions, undone and redone.
pub mod edit;

/// Files of other programs as text.
pub mod import;

/// The project file and all else that is kept on disk.
pub mod store;

/// Words to the places where they stand.
pub mod search;

/// One open project at work.
pub mod session;

/// The project that shows what the program does, made by its own means.
pub mod sample;

/// Chance and the clock, for the rooms below.
pub mod chance;

/// The commands that need no window.
pub mod cli;

/// What a user can ask for.
#[cfg(feature = "gui")]
pub mod command;

/// Drawing.
#[cfg(feature = "gui")]
pub mod ui;

/// The shell that owns everything and does things.
#[cfg(feature = "gui")]
pub mod app;
