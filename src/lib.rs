//! Tickmark: a desktop fact-checking workbench.

pub mod text;

pub mod model;

pub mod edit;

pub mod import;

pub mod store;

pub mod search;

pub mod session;

#[cfg(feature = "gui")]
pub mod command;

#[cfg(feature = "gui")]
pub mod ui;
