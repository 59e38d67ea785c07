//! The library without a window.

mod import;
mod search;
mod store_files;
mod store_journal;
mod text;
