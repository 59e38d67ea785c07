//! Pictures of the reader, to look at: `TICKMARK_PICTURES=folder cargo test --test ui reader::pictures`.

use std::path::PathBuf;

use egui::{pos2, vec2};
use tickmark::model::{Outcome, PassageKind, Standing, Why};
use tickmark::session::Selection;
use tickmark::text::TextRange;

use super::harness::{
    Reader, Window, focus_before, move_to, open, open_with_any_glyph, place_of, range_of, rects_of, standing, unchecked,
};

const DRAFT: &str = include_str!("../../../seeds/000_9a464d67475b2cb6.txt");

#[test]
fn the_reader_in_both_themes() {
    for (name, which) in [("light", egui::Theme::Light), ("dark", egui::Theme::Dark)] {
        for scale in [1.0, 2.0] {
            for width in [540.0, 400.0] {
                let mut reader = open(sample(), vec2(width, 640.0), which, scale);
                let shown = range_of(&reader.state().document, "The results of the crackdown");
                reader.state_mut().reader.reveal(shown);
                reader.run();
                picture(&mut reader, &format!("reader-{name}-{width}-{scale}x"));
            }
        }
    }
}

#[test]
fn a_long_quote_is_selected() {
    let mut window = sample();
    window.selection = Selection::default();
    window.selected = Some(window.passage(QUOTE));
    let mut reader = open(window, vec2(680.0, 640.0), egui::Theme::Light, 2.0);
    let shown = range_of(&reader.state().document, QUOTE);
    reader.state_mut().reader.reveal(shown);
    reader.run();
    picture(&mut reader, "reader-quote");
}

#[test]
fn the_keyboard_and_the_pointer_can_be_seen() {
    let mut window = sample();
    window.selected = None;
    let mut reader = open(window, vec2(540.0, 400.0), egui::Theme::Light, 2.0);
    let shown = range_of(&reader.state().document, "The results of the crackdown");
    reader.state_mut().reader.reveal(shown);
    focus_before(&mut reader, "crackdown have been stunning");
    let pos = place_of(&mut reader, "Prison Policy");
    move_to(&mut reader, pos);
    reader.run();
    picture(&mut reader, "reader-focus");
}

#[test]
fn headings_stand_out() {
    let mut reader = open(Window::new(DRAFT), vec2(680.0, 640.0), egui::Theme::Light, 1.0);
    let shown = range_of(&reader.state().document, "The World’s Largest Jailer");
    reader.state_mut().reader.reveal(shown);
    reader.run();
    picture(&mut reader, "reader-headings");
}

#[test]
fn the_first_read_has_no_marks() {
    let mut window = sample();
    window.first_read = true;
    let mut reader = open(window, vec2(1000.0, 500.0), egui::Theme::Light, 1.0);
    picture(&mut reader, "reader-first-read");
}

#[test]
fn kinds_and_closed_kinds_can_be_told_apart_in_gray() {
    let closed = standing(Some(Outcome::Confirmed), None);
    for which in [egui::Theme::Light, egui::Theme::Dark] {
        let looks: Vec<_> = PassageKind::ALL
            .into_iter()
            .flat_map(|kind| [(kind, unchecked()), (kind, closed)])
            .map(|(kind, standing)| (kind, standing.state, gray(kind, standing, which)))
            .collect();
        for (at, (kind, state, look)) in looks.iter().enumerate() {
            for (other_kind, other_state, other) in looks.iter().skip(at + 1) {
                let n_different = look.iter().zip(other).filter(|(a, b)| a.abs_diff(**b) >= 16).count();
                assert!(
                    n_different >= 20,
                    "{which:?}: {kind:?} {state:?} and {other_kind:?} {other_state:?}: {n_different}"
                );
            }
        }
    }
}

/// How bright every pixel is around a passage of this kind.
fn gray(kind: PassageKind, standing: Standing, which: egui::Theme) -> Vec<u8> {
    let window = Window::new("Some plain words that stand in a line.").with("plain words", kind, standing);
    let mut reader = open(window, vec2(540.0, 120.0), which, 1.0);
    let around = rects_of(&mut reader, "plain words").first().expect("these words are in view").expand(6.0);
    let picture = reader.render().expect("the test renderer draws");
    let inside = picture.enumerate_pixels().filter(|(x, y, _)| around.contains(pos2(*x as f32, *y as f32)));
    inside
        .map(|(_, _, pixel)| {
            let [red, green, blue, _] = pixel.0.map(u32::from);
            u8::try_from((red * 2126 + green * 7152 + blue * 722) / 10_000).expect("a mean of bytes is a byte")
        })
        .collect()
}

#[test]
fn odd_characters() {
    let text = "A heading that stands alone\nHidden: \u{202e}evil\u{202c}, zero\u{200b}width, NUL \0 and soft\u{ad}hyphen.\n\
                שלום עולם טוב, this is mixed 123\nΕλλάδα, Україна, e\u{301}tude, office affluent";
    let mut reader = open_with_any_glyph(Window::new(text));
    picture(&mut reader, "reader-odd");
}

/// Draws the window, and keeps the picture where `TICKMARK_PICTURES` says.
fn picture(reader: &mut Reader, name: &str) {
    let image = reader.render().expect("our renderer draws everything that egui draws by itself");
    assert!(image.pixels().any(|pixel| pixel != image.get_pixel(0, 0)), "{name} is empty");
    if let Some(folder) = std::env::var_os("TICKMARK_PICTURES") {
        let path = PathBuf::from(folder).join(format!("{name}.png"));
        image.save(&path).expect("the folder in TICKMARK_PICTURES can be written to");
    }
}

const QUOTE: &str = "“The prosecution cannot prove their guilt, so they keep asking for extensions for provisional detention. \
                     Meanwhile, people are dying in prisons from illnesses, lack of food, or mistreatment. There are also \
                     women captured while pregnant—it’s a serious human rights violation,”";

fn sample() -> Window {
    let closed = standing(Some(Outcome::Confirmed), None);
    let conflicting = standing(Some(Outcome::Conflicting), Some(Why::Undecided));
    let wrong = standing(Some(Outcome::Wrong), Some(Why::Undecided));
    let mut window = Window::new(DRAFT)
        .with("over 80,000 Salvadorans", PassageKind::Statistic, closed)
        .with("the highest incarceration rate in the entire world", PassageKind::Claim, unchecked())
        .with(
            "El Salvador became the country with the highest incarceration rate in the entire world, with 1,086 per \
             100,000",
            PassageKind::Claim,
            wrong,
        )
        .with("1,086 per 100,000", PassageKind::Statistic, conflicting)
        .with("the Prison Policy Initiative", PassageKind::Claim, closed)
        .with("20 years old", PassageKind::Statistic, unchecked())
        .with("door to door in search of “gang members.”", PassageKind::Claim, unchecked())
        .with("“gang members.”", PassageKind::Quote, unchecked())
        .with(QUOTE, PassageKind::Quote, conflicting)
        .with("Ramirez said", PassageKind::Claim, unchecked())
        .with("No evidence was ever provided to justify his arrest", PassageKind::Claim, closed);
    window.selected = Some(window.passage("1,086 per 100,000"));
    window.in_hand = Some(window.passage("door to door in search of “gang members.”"));
    window.linked = vec![window.passage("1,086 per 100,000"), window.passage("20 years old")];
    let selected = range_of(&window.document, "thousands of innocent men");
    window.selection = Selection::of(selected);
    let hits = ["Soyapango", "military operation"];
    window.find_hits = hits.iter().map(|words| range_of(&window.document, words)).collect::<Vec<TextRange>>();
    window
}
