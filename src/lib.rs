//! Tickmark: a desktop fact-checking workbench.

pub mod text;

pub mod model;

pub mod edit;
pub mod import;
pub mod search;
#[cfg(feature = "gui")]
pub mod ui;
