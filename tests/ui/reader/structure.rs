//! What stands beside the text: views, lists, tables, notes, pages, changes, suggestions.

use std::sync::Arc;

use egui::accesskit::Role as Heard;
use egui::{Key, Modifiers, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use proptest::prelude::*;
use tickmark::model::{Body, Cue, ProposalKey, Role, ShownChanges, Span, SpanKind, Structure, View};
use tickmark::session::SuggestionKey;
use tickmark::text::{Block, BlockKind, Blocks, TextRange};
use tickmark::ui::reader::{Chunk, ReaderEvent, Sight, Step, WaitingLook, WaitingSuggestion, step};

use super::harness::{Reader, Window, button, click, focus_before, keys, move_to, open, rects_of, wait};
use crate::rich;

fn rich_window() -> Window {
    Window::with_structure(rich::TEXT, rich::blocks(), rich::structure())
}

fn open_rich(view: View) -> Reader {
    let mut window = rich_window();
    window.view = view;
    open(window, vec2(700.0, 1000.0), egui::Theme::Light, 1.0)
}

fn sight(view: View) -> Sight {
    Sight::new(&rich::document(Role::Draft).body, view)
}

fn blocks_shown(sight: &Sight) -> Vec<usize> {
    let first = Chunk::at(sight, 0);
    std::iter::successors(Some(first), |chunk| chunk.next(sight)).map(|chunk| chunk.block).collect()
}

/// The words of paragraphs that are on the screen.
fn painted(reader: &Reader, words: &str) -> bool {
    fn reads(shape: &egui::Shape, words: &str) -> bool {
        match shape {
            egui::Shape::Text(text) => text.galley.text().contains(words),
            egui::Shape::Vec(shapes) => shapes.iter().any(|shape| reads(shape, words)),
            _ => false,
        }
    }
    reader.output().shapes.iter().any(|clipped| reads(&clipped.shape, words))
}

#[test]
fn the_article_alone_is_shown_and_the_whole_page_when_wanted() {
    let article = blocks_shown(&sight(View::default()));
    assert_eq!((article.first(), article.contains(&18)), (Some(&1), false), "neither menu nor imprint");
    assert_eq!(article.last(), Some(&21), "the notes are");
    let whole = blocks_shown(&sight(View { whole: true, ..View::default() }));
    assert_eq!(whole, (0..22).collect::<Vec<_>>());
}

#[test]
fn hidden_paragraphs_are_skipped_both_ways() {
    let sight = sight(View::default());
    let down = blocks_shown(&sight);
    let last = Chunk::at(&sight, rich::TEXT.len());
    let mut up: Vec<_> =
        std::iter::successors(Some(last), |chunk| chunk.previous(&sight)).map(|chunk| chunk.block).collect();
    up.reverse();
    assert_eq!(down, up);
    assert_eq!(Chunk::at(&sight, 3).block, 1, "where nothing is shown, the next that is");
}

#[test]
fn a_text_of_which_nothing_would_be_left_is_shown() {
    let span = |start, end| Span {
        kind: SpanKind::Deleted,
        range: TextRange::between(start, end),
        author: String::new(),
        time: String::new(),
    };
    let structure = Structure { spans: vec![span(0, 3), span(4, 7)], ..Structure::default() };
    let blocks = vec![Block::new(0, BlockKind::Paragraph), Block::new(4, BlockKind::Paragraph)];
    let window = Window::with_structure("one\ntwo", blocks, structure);
    assert_eq!(blocks_shown(&Sight::new(&window.document.body, View::default())), [0, 1]);
}

#[test]
fn changes_are_shown_accepted_original_or_both() {
    for (changes, struck, inserted) in
        [(ShownChanges::Accepted, false, true), (ShownChanges::Original, true, false), (ShownChanges::Both, true, true)]
    {
        let reader = open_rich(View { changes, whole: false });
        assert_eq!(painted(&reader, "held about"), struck, "{changes:?}");
        assert_eq!(painted(&reader, "some 85,000"), inserted, "{changes:?}");
    }
}

#[test]
fn the_caret_steps_over_what_is_hidden() {
    let mut reader = open_rich(View::default());
    focus_before(&mut reader, "it held about");
    keys(&mut reader, Modifiers::COMMAND | Modifiers::SHIFT, &[Key::ArrowRight, Key::ArrowRight, Key::ArrowRight]);
    let range = reader.state().selection.range();
    assert_eq!(reader.state().document.body.seen(View::default(), range), "it held some");
    keys(&mut reader, Modifiers::COMMAND, &[Key::ArrowLeft]);
    keys(&mut reader, Modifiers::COMMAND, &[Key::ArrowLeft]);
    assert_eq!(reader.state().selection.head, rich::place("held about").start());
}

#[test]
fn steps_back_stop_where_hidden_words_are() {
    let sight = sight(View::default());
    let some = rich::place("some ");
    let back = |from, by| step(&sight, from, by, false);
    assert_eq!(back(some.end(), Step::Word), some.start());
    assert_eq!(back(some.start(), Step::Character), rich::place("held about").start() + "held".len());
    assert_eq!(back(some.start(), Step::Word), rich::place("held about").start());
}

#[test]
fn what_is_selected_begins_and_ends_with_what_is_seen() {
    let sight = sight(View::default());
    let held = rich::place("held about ");
    assert_eq!(sight.tightened(held), rich::place("held "));
    assert_eq!(sight.tightened(rich::place("about some")), rich::place("some"));
}

#[test]
fn items_of_lists_are_indented_and_their_labels_hang() {
    let mut reader = open_rich(View::default());
    let left = |reader: &mut Reader, words: &str| rects_of(reader, words)[0].left();
    let paragraph = left(&mut reader, "The country");
    let first = left(&mut reader, "The new prison");
    let inner = left(&mut reader, "Its yard");
    assert!(paragraph + 20.0 < first && first + 20.0 < inner, "{paragraph} {first} {inner}");
    let label = reader.get_by_label("1.").rect();
    assert!(label.right() < first && label.left() >= paragraph - 8.0, "{label}");
    assert_eq!(left(&mut reader, "Two of three"), first);
}

#[test]
fn cells_of_a_row_stand_side_by_side() {
    let mut reader = open_rich(View::default());
    let [year, held, tried] = ["Year", "Held", "Tried"].map(|words| rects_of(&mut reader, words)[0]);
    assert_eq!((year.top(), year.top()), (held.top(), tried.top()));
    assert!(year.right() < held.left() && held.right() < tried.left());
    let below = rects_of(&mut reader, "62,000")[0];
    assert_eq!(below.left(), held.left());
    assert!(below.top() > held.bottom());
    let pos = pos2(held.center().x, held.center().y);
    click(&mut reader, pos, 2);
    assert_eq!(reader.state().words(), "Held");
    keys(&mut reader, Modifiers::NONE, &[Key::ArrowRight, Key::ArrowDown]);
    let caret = reader.state().selection.head;
    assert!(rich::place("62,000").touches(caret), "down stays in the column: {caret}");
}

#[test]
fn a_table_that_is_too_wide_stands_cell_below_cell() {
    let n = 12;
    let words: Vec<String> = (0..n).map(|column| format!("cell{column}")).collect();
    let text = words.join("\n");
    let blocks = words.iter().zip(0..).map(|(word, column)| {
        Block::new(text.find(word.as_str()).expect("it is in the text"), BlockKind::Cell { row: 0, column })
    });
    let window = Window::with_structure(&text, blocks.collect(), Structure::default());
    let mut reader = open(window, vec2(540.0, 640.0), egui::Theme::Light, 1.0);
    let [first, second] = ["cell2", "cell3"].map(|words| rects_of(&mut reader, words)[0]);
    assert!(first.bottom() <= second.top() && first.left() == second.left());
}

#[test]
fn marks_of_notes_lead_there_and_back() {
    let mut reader = open_rich(View::default());
    reader.get_by_label("Note 1: Ministry of Justice, annual report, page 7.").click();
    reader.run();
    let note = rich::place("Ministry of Justice, annual report, page 7.");
    assert!(reader.state().events.contains(&ReaderEvent::Follow(note)), "{:?}", reader.state().events);
    reader.get_by_label("Back to the mark of note 1").click();
    reader.run();
    let anchor = TextRange::empty(rich::place("says the ministry.").end());
    assert!(reader.state().events.contains(&ReaderEvent::Follow(anchor)));
}

#[test]
fn marks_of_notes_are_no_part_of_the_words() {
    let mut reader = open_rich(View::default());
    let sentence = rects_of(&mut reader, "says the ministry.")[0];
    let next = rects_of(&mut reader, "In 2024")[0];
    assert!(next.left() - sentence.right() > 4.0, "the mark has room between");
    assert!(painted(&reader, "ministry.1 In"));
}

#[test]
fn notes_and_boxes_have_a_heading() {
    let reader = open_rich(View::default());
    reader.get_by_label("Notes");
    reader.get_by_label("Text boxes");
}

#[test]
fn pages_and_what_could_not_be_read_are_told() {
    let reader = open_rich(View::default());
    for name in [
        "p. 12",
        "p. 13",
        "p. 14",
        "page 12: no text layer (scan)",
        "page 13: 37 characters on this page cannot be read",
    ] {
        reader.get_by_label(name);
    }
}

#[test]
fn changes_tell_who_made_them() {
    let mut reader = open_rich(View { changes: ShownChanges::Both, whole: false });
    let pos = rects_of(&mut reader, "about ")[0].center();
    move_to(&mut reader, pos);
    wait(&mut reader);
    wait(&mut reader);
    reader.get_by_label_contains("Struck by Kim, 2025-03-20");
}

#[test]
fn addresses_are_shown_and_opened_with_ctrl_only() {
    let mut reader = open_rich(View::default());
    let pos = rects_of(&mut reader, "Cristosal")[0].center();
    move_to(&mut reader, pos);
    wait(&mut reader);
    wait(&mut reader);
    reader.get_by_label_contains("https://cristosal.org/report");
    click(&mut reader, pos, 1);
    assert!(!reader.state().events.iter().any(|event| matches!(event, ReaderEvent::Address(_))));
    wait(&mut reader);
    reader.event(egui::Event::ModifiersChanged(Modifiers::COMMAND));
    button(&mut reader, pos, egui::PointerButton::Primary, true, Modifiers::COMMAND);
    assert!(reader.state().events.contains(&ReaderEvent::Address(0)));
}

#[test]
fn suggestions_say_who_wrote_what() {
    let mut window = rich_window();
    window.waiting = vec![WaitingSuggestion {
        key: SuggestionKey::Writer(ProposalKey::Comment(0)),
        range: rich::place("the most prisoners"),
        title: "Comment by Lee".to_owned(),
        says: "Per head or in all?".to_owned(),
        worth: String::new(),
        accepted: "",
        look: WaitingLook::default(),
    }];
    let mut reader = open(window, vec2(700.0, 1000.0), egui::Theme::Light, 1.0);
    reader.get_by_label("Comment by Lee: Per head or in all?");
    let pos = rects_of(&mut reader, "the most prisoners")[0].center();
    move_to(&mut reader, pos);
    wait(&mut reader);
    wait(&mut reader);
    reader.get_by_label("Per head or in all?");
}

#[test]
fn a_screen_reader_hears_what_is_shown() {
    let reader = open_rich(View::default());
    let heard: Vec<_> =
        reader.get_all_by_role(Heard::Paragraph).filter_map(|node| node.accesskit_node().label()).collect();
    assert!(heard.iter().any(|words| words.ends_with("In 2024 it held some 85,000 people.")));
    let heard: Vec<_> =
        reader.get_all_by_role(Heard::ListItem).filter_map(|node| node.accesskit_node().label()).collect();
    assert!(heard.iter().any(|words| words == "a) Its yard is not in use."));
}

/// A text whose paragraphs are its lines, of which these stretches were struck.
fn struck(text: &str, stretches: &[(usize, usize)]) -> Sight {
    let boundary = |at: usize| text.floor_char_boundary(at % (text.len() + 1));
    let spans = stretches.iter().map(|(from, to)| Span {
        kind: SpanKind::Deleted,
        range: TextRange::between(boundary(*from), boundary(*to)),
        author: String::new(),
        time: String::new(),
    });
    let structure = Structure { spans: spans.collect(), ..Structure::default() };
    Sight::new(&Arc::new(Body::new(text, Blocks::lines(text), structure)), View::default())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_hidden_chunks_and_steps_go_both_ways(
        text in "([a-zé]{1,5}[ .]?|\n| |👩‍👧){0,60}",
        stretches in prop::collection::vec((0..400usize, 0..400usize), 0..6),
    ) {
        let sight = struck(&text, &stretches);
        let first = Chunk::at(&sight, 0);
        let down: Vec<Chunk> = std::iter::successors(Some(first), |chunk| chunk.next(&sight)).collect();
        prop_assert!(down.is_sorted_by(|a, b| a.range.start() < b.range.start()));
        let last = Chunk::at(&sight, text.len());
        let mut up: Vec<Chunk> = std::iter::successors(Some(last), |chunk| chunk.previous(&sight)).collect();
        up.reverse();
        prop_assert_eq!(&down, &up);
        for by in [Step::Character, Step::Word, Step::Paragraph] {
            let end = step(&sight, 0, Step::Document, true);
            let mut offset = step(&sight, 0, Step::Document, false);
            while offset < end {
                let next = step(&sight, offset, by, true);
                prop_assert!(text.is_char_boundary(next));
                if next == offset {
                    // Nothing is left but what is hidden.
                    prop_assert!(sight.hidden_behind(offset).is_some_and(|hidden| hidden.end() >= end));
                    break;
                }
                prop_assert!(next > offset);
                prop_assert!(step(&sight, next, by, false) < next);
                offset = next;
            }
        }
    }
}

#[test]
fn times_stand_in_the_gutter_of_a_transcript() {
    let cue = |at, from_ms| Cue { at, from_ms, to_ms: from_ms + 2000 };
    let structure = Structure { cues: vec![cue(0, 7_000), cue(4, 3_753_000)], ..Structure::default() };
    let blocks = vec![Block::new(0, BlockKind::Paragraph), Block::new(4, BlockKind::Paragraph)];
    let window = Window::with_structure("One\nTwo", blocks, structure);
    let reader = open(window, vec2(540.0, 400.0), egui::Theme::Light, 1.0);
    let (first, second) = (reader.get_by_label("0:07").rect(), reader.get_by_label("1:02:33").rect());
    assert!(first.bottom() < second.top() && second.left() >= 0.0);
}
