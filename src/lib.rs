//! Tickmark: a desktop fact-checking workbench.

pub mod text;

#[cfg(feature = "gui")]
pub mod ui;
