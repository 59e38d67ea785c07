//! The library without a window.

mod store_files;
mod store_journal;
