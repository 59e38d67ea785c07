//! Pictures of the reader, to look at: `TICKMARK_PICTURES=folder cargo test --test ui reader::pictures`.

use std::path::PathBuf;

use egui::vec2;
use tickmark::model::{Outcome, PassageKind, Why};
use tickmark::text::TextRange;

use super::harness::{Window, open, range_of, standing, unchecked};

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
                let image = reader.render().expect("our renderer draws everything that egui draws by itself");
                assert!(image.pixels().any(|pixel| pixel != image.get_pixel(0, 0)));
                if let Some(folder) = std::env::var_os("TICKMARK_PICTURES") {
                    let path = PathBuf::from(folder).join(format!("reader-{name}-{width}-{scale}x.png"));
                    image.save(&path).expect("the folder in TICKMARK_PICTURES can be written to");
                }
            }
        }
    }
}

fn sample() -> Window {
    let closed = standing(Some(Outcome::Confirmed), None);
    let conflicting = standing(Some(Outcome::Conflicting), Some(Why::Undecided));
    let wrong = standing(Some(Outcome::Wrong), Some(Why::Undecided));
    let quote = "“The prosecution cannot prove their guilt, so they keep asking for extensions for provisional \
                 detention. Meanwhile, people are dying in prisons from illnesses, lack of food, or mistreatment. There \
                 are also women captured while pregnant—it’s a serious human rights violation,”";
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
        .with(quote, PassageKind::Quote, conflicting)
        .with("Ramirez said", PassageKind::Claim, unchecked())
        .with("No evidence was ever provided to justify his arrest", PassageKind::Claim, closed);
    window.selected = Some(window.passage("1,086 per 100,000"));
    window.in_hand = Some(window.passage("door to door in search of “gang members.”"));
    window.linked = vec![window.passage("1,086 per 100,000"), window.passage("20 years old")];
    let selected = range_of(&window.document, "thousands of innocent men");
    window.selection = tickmark::ui::reader::Selection::of(selected);
    let hits = ["Soyapango", "military operation"];
    window.find_hits = hits.iter().map(|words| range_of(&window.document, words)).collect::<Vec<TextRange>>();
    window
}
