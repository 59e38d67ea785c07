//! Layout and lanes, for any text.

use egui::{Context, Painter, Rect, pos2, vec2};
use proptest::prelude::*;
use tickmark::model::{Mark, PassageId, PassageKind, Role, View};
use tickmark::text::TextRange;
use tickmark::ui::reader::{
    Chunk, LayoutCache, Layouter, ParaLayout, Sight, Step, next_in_stack, segments, stack_at, step,
};
use tickmark::ui::theme::{self, Theme};

use super::harness::{document, unchecked};

fn sight(text: &str) -> Sight {
    Sight::new(&document(text, Role::Draft).body, View::default())
}

/// Lays out the first chunk of `text`, and looks at it.
fn with_layout(text: &str, width: f32, look: impl Fn(&ParaLayout)) {
    let ctx = Context::default();
    theme::install(&ctx);
    let sight = sight(text);
    let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
        let painter: Painter = ui.painter().clone();
        let mut cache = LayoutCache::default();
        let mut layouter = Layouter::new(&sight, &painter, Theme::light(), width, &mut cache);
        look(&layouter.lay(&Chunk::at(&sight, 0)));
    });
    output.textures_delta.clear();
}

/// Every place for a caret can be reached by pointing at it, and every answer lies between two characters.
fn check_layout(text: &str) {
    with_layout(text, 180.0, |layout| {
        let range = layout.range();
        let mut places: Vec<usize> = Vec::new();
        for (index, row) in layout.rows().iter().enumerate() {
            assert!(text.is_char_boundary(row.start) && text.is_char_boundary(row.end));
            assert!(row.start <= row.words_end && row.words_end <= row.end);
            for x in 0..200 {
                let offset = layout.offset_in_row(index, x as f32);
                assert!(text.is_char_boundary(offset) && range.touches(offset), "{offset} in {text:?}");
                places.push(offset);
            }
        }
        for offset in places {
            let caret = layout.caret(offset);
            let again = layout.offset_at(caret.center());
            let same_place = (layout.caret(again).left() - caret.left()).abs() < 0.01;
            assert!(again == offset || same_place, "{offset} became {again} in {text:?}");
        }
        for (_, rect) in layout.rects(range) {
            assert!(rect.width() >= 0.0 && rect.is_finite());
        }
        assert_eq!(layout.rows().first().map(|row| row.start), Some(range.start()));
        assert_eq!(layout.rows().last().map(|row| row.end), Some(range.end()));
    });
}

#[test]
fn odd_texts_have_places_for_the_caret() {
    for text in [
        "office affluent, fi ffi",
        "שלום עולם טוב",
        "שלום Abc 123 and more of it, mixed and long enough for lines",
        "السلام عليكم ورحمة الله وبركاته والكثير من الكلمات الأخرى",
        "e\u{301}tude na\u{308}ive, 👩\u{200d}👩\u{200d}👧 family",
        "hidden \u{202e}evil\u{202c} \0 \u{200b}\u{feff} end",
        "中文字符測試一二三四五六七八九十，還有更多的字。",
        "averyveryverylongwordthatdoesnotfitintoonelineofthisnarrowlayout",
        "spaces          and\ttabs   ",
        "",
    ] {
        check_layout(text);
    }
}

#[test]
fn an_edge_inside_a_ligature_lies_inside_it() {
    with_layout("office", 500.0, |layout| {
        let xs: Vec<f32> = (0..=6).map(|offset| layout.caret(offset).left()).collect();
        assert!(xs.is_sorted_by(|a, b| a < b), "{xs:?}");
    });
}

#[test]
fn a_row_ends_before_the_space_at_which_it_was_broken() {
    with_layout("some words that need more than one row", 120.0, |layout| {
        let row = layout.rows()[0];
        assert_eq!(row.end, row.words_end + 1);
        assert!(layout.rects(TextRange::between(0, row.end)).all(|(_, rect)| rect.right() <= 120.0));
        assert_eq!(layout.offset_in_row(0, 1000.0), row.words_end);
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_has_places_for_the_caret(text in "([a-z ]{1,9}|fi|\\PC|[א-ת ]{1,6}|[ا-ي]{1,5}|\u{301}|👩‍👧|\u{202e}|\0){0,30}") {
        check_layout(&text);
    }

    #[test]
    fn steps_stay_between_characters_and_come_to_the_end(text in "(\\PC|[a-z .]{1,5}|\n|\u{301}|👩‍👧){0,40}") {
        let sight = sight(&text);
        for by in [Step::Character, Step::Word, Step::Paragraph] {
            let (start, end) = (step(&sight, 0, Step::Document, false), step(&sight, 0, Step::Document, true));
            let mut offset = start;
            while offset < end {
                let next = step(&sight, offset, by, true);
                prop_assert!(next > offset && text.is_char_boundary(next));
                prop_assert!(step(&sight, next, by, false) < next);
                offset = next;
            }
        }
    }

    #[test]
    fn chunks_cover_long_paragraphs_without_gaps(words in prop::collection::vec("[a-zé]{1,12}[ .]{0,2}", 600..3000)) {
        let text = words.concat();
        let sight = sight(&text);
        let mut chunk = Chunk::at(&sight, 0);
        while let Some(next) = chunk.next(&sight) {
            prop_assert_eq!(chunk.range.end(), next.range.start());
            prop_assert_eq!(Chunk::at(&sight, next.range.start()), next);
            prop_assert_eq!(Chunk::at(&sight, next.range.start() - 1), chunk);
            prop_assert_eq!(next.previous(&sight), Some(chunk));
            prop_assert!(text.is_char_boundary(next.range.start()) && next.range.len() < 9000);
            chunk = next;
        }
        prop_assert_eq!(chunk.range.end(), sight.blocks().range(0).end());
    }
}

fn mark(start: usize, end: usize, kind: PassageKind) -> Mark {
    let range = TextRange::between(start, end);
    let document = document("", Role::Draft);
    Mark { range, id: PassageId::of(document.id, range, kind), kind, standing: unchecked() }
}

#[test]
fn nested_claims_have_lanes_of_their_own_and_the_inner_is_nearest() {
    let marks = [mark(0, 30, PassageKind::Claim), mark(5, 10, PassageKind::Claim), mark(20, 40, PassageKind::Claim)];
    let lanes: Vec<usize> = segments(marks.iter(), false).iter().map(|segment| segment.lane).collect();
    assert_eq!(lanes, [1, 0, 0]);
}

#[test]
fn kinds_do_not_push_each_other_out() {
    let marks = [mark(0, 30, PassageKind::Claim), mark(5, 10, PassageKind::Statistic)];
    assert!(segments(marks.iter(), false).iter().all(|segment| segment.lane == 0));
}

#[test]
fn clicks_go_outward_and_around() {
    let marks =
        [mark(0, 30, PassageKind::Claim), mark(5, 10, PassageKind::Statistic), mark(40, 50, PassageKind::Claim)];
    let stack = stack_at(&segments(marks.iter(), false), TextRange::between(6, 7));
    assert_eq!(stack, [marks[1].id, marks[0].id]);
    assert_eq!(next_in_stack(&stack, None), Some(marks[1].id));
    assert_eq!(next_in_stack(&stack, Some(marks[1].id)), Some(marks[0].id));
    assert_eq!(next_in_stack(&stack, Some(marks[0].id)), Some(marks[1].id));
    assert_eq!(next_in_stack(&[], Some(marks[0].id)), None);
}

#[test]
fn a_point_beside_the_words_is_on_no_character() {
    with_layout("short", 500.0, |layout| {
        let end = layout.caret(5).left();
        assert!(layout.character_at(pos2(end + 3.0, 10.0)).is_none());
        assert_eq!(layout.character_at(pos2(1.0, 10.0)), TextRange::new(0, 1));
        assert!(Rect::from_min_size(pos2(0.0, 0.0), vec2(500.0, layout.height())).is_positive());
    });
}
