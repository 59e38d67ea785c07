//! Tests of the library that need no window.

mod import;
mod search;
mod text;
