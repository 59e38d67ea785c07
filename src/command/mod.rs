//! What a user can ask for: every command by name, with its keys, and what it would do now.
//!
//! Menus, keys, buttons, the palette and tests all enter here: [`Command::resolve`] looks at the session and gives the
//! [`Action`] to take, or says why not. The same call greys out a menu entry and gives its tooltip. This room knows the
//! session and egui's names of keys, but neither draws nor does anything. Start reading with `list.rs`.

mod action;
mod coverage;
mod keymap;
mod list;
mod proposals;
mod resolve;
mod versions;

pub use action::{Action, Ask, FileAction, HistoryOf, Many, Request, Retry, Then, WindowAction};
pub use keymap::{BadKeys, Keymap, Keys};
pub use list::{Command, Group};
pub use resolve::WhyNot;
