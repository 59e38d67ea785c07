//! Tickmark: a desktop fact-checking workbench.

pub mod text;

pub mod import;
pub mod search;
