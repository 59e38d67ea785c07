//! The window and its parts, used as a user would use them.

mod cpu_render;
mod gallery;
mod reader;
mod theme;
mod widgets;
