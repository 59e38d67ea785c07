//! The panels around the readers: one file per panel, and beside it one with what the panel shows.
//!
//! They know the session and send commands and actions; which of them are on the screen, and how large, is decided by the
//! shell. Start reading with [`top_bar`], the smallest one that has everything.

pub mod foot;
pub mod start_page;
pub mod top_bar;
pub mod versions;

pub mod documents;
mod documents_data;
mod documents_entries;

pub mod lower;

pub mod passage;

mod clash;
mod coverage;
mod document_facts;
mod marked;
mod parts;
mod quoted;

pub use quoted::{Quoted, excerpt};

use crate::command::Command;

use super::ViewCtx;

/// The keys of a command as they stand in a box, empty if it has none: "Ctrl Shift F".
fn keys_of(ctx: &ViewCtx<'_>, command: Command) -> String {
    ctx.keymap.shown(command).replace('+', " ")
}
