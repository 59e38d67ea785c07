//! Scenes of merging, and of what two people set differently.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Key;
use egui_kittest::Harness;
use tickmark::app::App;

use super::{colleague, show_for_editor, work};

/// What Ben did in his copy, about to be merged: one outcome is another than the one found here.
pub fn merge(harness: &mut Harness<'static, App>) {
    work(harness);
    colleague::ana(harness);
    colleague::merge(harness, colleague::ben);
}

/// The copies of several people, with very much in them.
pub fn merge_long(harness: &mut Harness<'static, App>) {
    work(harness);
    colleague::ana(harness);
    colleague::merge(harness, colleague::many);
}

pub fn merge_stranger(harness: &mut Harness<'static, App>) {
    work(harness);
    colleague::merge(harness, colleague::stranger);
}

pub fn merged(harness: &mut Harness<'static, App>) {
    merge(harness);
    harness.key_press(Key::Enter);
    harness.run_steps(6);
}

/// What two people set differently, with all values.
pub fn clashes(harness: &mut Harness<'static, App>) {
    merged(harness);
    show_for_editor(harness);
    (0..2).for_each(|_| harness.key_press(Key::ArrowUp));
    harness.run_steps(30);
}

pub fn clashes_title(harness: &mut Harness<'static, App>) {
    clashes(harness);
    harness.key_press(Key::ArrowDown);
    harness.run_steps(12);
}

pub fn dropped(harness: &mut Harness<'static, App>) {
    work(harness);
    let path = PathBuf::from("/home/ana/Downloads/prisons (Ben).tickmark.ron");
    harness.input_mut().dropped_files = vec![Arc::new(colleague::Dropped(path))];
    harness.run_steps(3);
}
