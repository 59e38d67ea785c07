//! The window: everything that is drawn.
//!
//! This room reads everything and changes nothing: a view shows what it is given and sends commands and actions. It does
//! not know files, threads or the clock.
//!
//! Start reading with [`ViewCtx`], which is all that a view may know, then [`theme`], which says how all of it looks, and
//! [`widgets`], the small parts that the views are put together from.

mod view_ctx;

pub mod theme;
pub mod widgets;

mod command_item;
mod record_field;
pub mod standing;
pub mod when;

pub mod reader;

pub mod readers;

pub mod find_bar;

pub mod panels;

pub mod dialogs;

pub use record_field::{RecordField, finish_if_left};
pub use view_ctx::ViewCtx;
