//! Scenes of merging, and of what two people set differently.

use std::path::PathBuf;
use std::sync::Arc;

use egui::Key;
use egui_kittest::Harness;
use tickmark::app::App;
use tickmark::store::ThemeChoice;

use super::{Picture, SIZES, colleague, picture, show_for_editor, work};

pub fn pictures() -> Vec<Picture> {
    use ThemeChoice::{Dark, Light};
    let [small, medium, large] = SIZES;
    vec![
        picture("merge", medium, 1.0, Light, merge),
        picture("merge-dark", small, 1.0, Dark, merge),
        Picture { zoom: 125, ..picture("merge-zoomed", small, 1.0, Light, merge) },
        Picture { zoom: 125, ..picture("merge-long-zoomed", small, 1.0, Dark, merge_long) },
        picture("merge-stranger", medium, 1.0, Light, merge_stranger),
        Picture { zoom: 125, ..picture("merge-stranger-zoomed", small, 1.0, Dark, merge_stranger) },
        picture("merge-version", medium, 1.0, Light, merge_version),
        Picture { zoom: 125, ..picture("merge-version-zoomed", small, 1.0, Dark, merge_version) },
        picture("merged", medium, 1.0, Light, merged),
        picture("merged-dark", small, 1.0, Dark, merged),
        picture("clashes", medium, 1.0, Light, clashes),
        picture("clashes-dark", large, 1.0, Dark, clashes),
        Picture { zoom: 125, ..picture("clashes-zoomed", small, 1.0, Light, clashes) },
        picture("clashes-title", medium, 1.0, Light, clashes_title),
        Picture { zoom: 125, ..picture("clashes-long-zoomed", small, 1.0, Light, clashes_long) },
        picture("clashes-long", medium, 1.0, Dark, clashes_long),
        picture("dropped", small, 1.0, Light, dropped),
    ]
}

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

/// A copy in which the draft was replaced.
pub fn merge_version(harness: &mut Harness<'static, App>) {
    work(harness);
    colleague::merge(harness, colleague::replacing);
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

/// Values and people's names that are very long.
pub fn clashes_long(harness: &mut Harness<'static, App>) {
    work(harness);
    colleague::long_clash(harness);
    show_for_editor(harness);
    (0..3).for_each(|_| harness.key_press(Key::ArrowUp));
    harness.run_steps(30);
}

pub fn dropped(harness: &mut Harness<'static, App>) {
    work(harness);
    let path = PathBuf::from("/home/ana/Downloads/prisons (Ben).tickmark.ron");
    harness.input_mut().dropped_files = vec![Arc::new(colleague::Dropped(path))];
    harness.run_steps(3);
}
