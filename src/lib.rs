//! Tickmark: a desktop fact-checking workbench. The module list is the architecture, in reading order.

pub mod text;

pub mod model;

pub mod edit;

pub mod import;

pub mod store;

pub mod search;

pub mod session;
