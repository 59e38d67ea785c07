//! The window: everything that is drawn.
//!
//! This room reads everything and changes nothing: a view shows what it is given and sends
//! commands. It does not know files, threads or the clock.
//!
//! Start reading in [`theme`], which says how all of it looks, then [`widgets`], the small parts
//! that the views are put together from.

pub mod theme;
pub mod widgets;

pub mod standing;

pub mod reader;
