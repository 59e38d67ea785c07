//! Fields that hold the text of records: what is typed is kept, however the field is left.

use egui::{Key, Modifiers, Theme, vec2};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};
use tickmark::{
    edit::TypingTarget,
    model::{Field, PassageId, PassageKind, Role},
    ui::RecordField,
};

use crate::support::{Desk, window};

type Fields = Harness<'static, (Desk, PassageId)>;

#[test]
fn a_field_is_left_by_escape_ctrl_enter_and_tab() {
    let leave: [fn(&Fields); 3] = [
        |harness| harness.key_press(Key::Escape),
        |harness| harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter),
        |harness| harness.key_press(Key::Tab),
    ];
    for leave in leave {
        let mut harness = fields();
        type_into(&mut harness, "Note", "Seen in print");
        leave(&harness);
        harness.run();
        assert!(!harness.get_by_label("Note").is_focused());
        assert_eq!(note(&harness), "Seen in print");
    }
}

#[test]
fn enter_leaves_a_line_but_not_a_note() {
    let mut harness = fields();
    type_into(&mut harness, "Speaker", "Ramirez");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(&*passage(&harness).speaker, "Ramirez");
    type_into(&mut harness, "Note", "one");
    harness.key_press(Key::Enter);
    harness.get_by_label("Note").type_text("two");
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(note(&harness), "one\ntwo");
}

#[test]
fn a_click_into_the_next_field_keeps_both_texts() {
    let mut harness = fields();
    type_into(&mut harness, "Note", "first");
    harness.get_by_label("Speaker").click();
    harness.event(egui::Event::Text("sec".into()));
    harness.step();
    harness.event(egui::Event::Text("ond".into()));
    harness.run();
    assert_eq!(note(&harness), "first");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(&*passage(&harness).speaker, "second");
}

#[test]
fn what_is_typed_can_be_journaled_before_the_field_is_left() {
    let mut harness = fields();
    type_into(&mut harness, "Note", "half a sen");
    let typing = harness.state().0.typing.borrow().clone();
    assert_eq!(typing.map(|typing| typing.text).as_deref(), Some("half a sen"));
    assert_eq!(note(&harness), "");
}

#[test]
fn a_field_that_goes_while_it_has_the_keyboard_keeps_its_text() {
    let mut harness = fields();
    let before = harness.state().1;
    type_into(&mut harness, "Note", "of the first");
    let document = passage(&harness).place.document;
    let other = harness.state_mut().0.mark(document, "a day", PassageKind::Claim);
    harness.state_mut().1 = other;
    harness.run();
    assert_eq!(
        harness.state().0.session.project().passage(before).map(|it| it.note.to_string()).as_deref(),
        Some("of the first")
    );
    assert_eq!(note(&harness), "");
}

#[test]
fn a_field_takes_the_keyboard_when_it_is_named() {
    let mut harness = fields();
    let target = TypingTarget::Field(harness.state().1.into(), Field::Speaker);
    harness.state().0.focus_field.set(Some(target));
    harness.run();
    assert!(harness.get_by_label("Speaker").is_focused());
}

#[test]
fn hidden_characters_are_seen_and_named_and_count_as_one() {
    let mut harness = fields();
    type_into(&mut harness, "Note", "ab\u{202E}cd\0");
    let is_painted = |harness: &Fields, words: &str| {
        let shapes = &harness.output().shapes;
        shapes.iter().any(|it| matches!(&it.shape, egui::Shape::Text(text) if text.galley.text() == words))
    };
    assert!(is_painted(&harness, "ab¤cd¤"));
    let description = harness.get_by_label("Note").accesskit_node().data().description().map(str::to_owned);
    assert_eq!(description.as_deref(), Some("Hidden characters: ‹RLO›, ‹NUL›"));
    for key in [Key::ArrowLeft, Key::ArrowLeft, Key::ArrowLeft, Key::Backspace] {
        harness.key_press(key);
        harness.run();
    }
    assert!(is_painted(&harness, "abcd¤"));
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(note(&harness), "abcd\0");
}

#[test]
fn an_untouched_field_changes_nothing() {
    let mut harness = fields();
    let before = harness.state().0.session.revision();
    harness.get_by_label("Note").focus();
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    assert_eq!(harness.state().0.session.revision(), before);
}

#[test]
fn an_empty_line_shows_its_hint_and_a_long_one_grows() {
    let mut harness = fields();
    let low = harness.get_by_label("Speaker").rect().height();
    type_into(&mut harness, "Speaker", &"a very long name ".repeat(12));
    assert!(harness.get_by_label("Speaker").rect().height() > 2.0 * low);
}

fn fields() -> Fields {
    let mut desk = Desk::new();
    let draft = desk.document("Draft", Role::Draft, "He said so on a day in March.");
    let passage = desk.mark(draft, "He said so", PassageKind::Quote);
    window(vec2(318.0, 300.0), (Theme::Light, 1.0), desk, passage, |ctx, ui, passage| {
        let field = |field| TypingTarget::Field((*passage).into(), field);
        RecordField::area(field(Field::Note), "Note", 2).hint("Write a note").show(ctx, ui);
        RecordField::line(field(Field::Speaker), "Speaker").quiet().hint("Whose words").show(ctx, ui);
    })
}

fn type_into(harness: &mut Fields, name: &str, text: &str) {
    harness.get_by_label(name).focus();
    harness.run();
    harness.get_by_label(name).type_text(text);
    harness.run();
}

fn passage(harness: &Fields) -> &tickmark::model::Passage {
    let (desk, passage) = harness.state();
    desk.session.project().passage(*passage).expect("nothing here removes it")
}

fn note(harness: &Fields) -> &str {
    &passage(harness).note
}
