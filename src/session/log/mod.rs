//! The log of a project, told: who did what, when and where, and what of it is new to whoever opens the project.
//!
//! [`LogTeller`] puts an entry into words, [`LogRows`] lists entries, the newest first, and [`Unseen`] knows what others
//! did since the project was last open here. The command line and the window tell the same.

mod rows;
mod unseen;
mod versions;
mod words;

pub use rows::{LogFilter, LogRows};
pub use unseen::Unseen;
pub use words::{LogPlace, LogTeller, Told, belongs_to, in_quotes};
