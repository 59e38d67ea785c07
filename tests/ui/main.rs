//! The window and its parts, used as a user would use them.

mod app;
mod bad_input;
mod cpu_render;
mod dialogs;
mod find_bar;
mod gallery;
mod panels;
mod passage_links;
mod passage_panel;
mod reader;
mod readme;
mod record_field;
mod rich;
mod support;
mod theme;
mod widgets;
