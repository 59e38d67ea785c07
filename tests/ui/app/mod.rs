//! The real program, from the start page to the saved file, used by mouse and by keyboard.

mod driver;
mod room;
mod scenarios;
