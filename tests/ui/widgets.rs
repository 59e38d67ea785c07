//! The small parts, used by mouse and by keyboard.

use egui::{Color32, Key, Modifiers, PointerButton, Rangef, Rect, Role, Ui, pos2, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use tickmark::ui::{
    theme::{self, Theme},
    widgets::{
        Answer, Axis, Dialog, DialogButton, Glyph, Severity, Tab, TabAction, TabBar, ToastEvent, Toasts, context_menu,
        drop_menu, elide_middle, elided_label, icon_button, line_edit, menu_item, meter, pill_button, section_label,
        splitter, text_area,
    },
};

use crate::cpu_render::CpuRenderer;

#[test]
fn titles_are_cut_in_the_middle() {
    check_cut("Prison statistics 2024.pdf", 26, "Prison statistics 2024.pdf");
    check_cut("Prison statistics 2024.pdf", 25, "Prison stati…ics 2024.pdf");
    check_cut("Prison statistics 2024.pdf", 9, "Pris….pdf");
    check_cut("two words", 5, "tw…ds");
    check_cut("two words", 6, "two…ds");
    check_cut("two\nlines", 20, "two lines");
    check_cut("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", 7, "e\u{301}e\u{301}…e\u{301}");
    check_cut("", 0, "");
    check_cut(&"never ends ".repeat(100_000), 9, "neve…nds ");
}

fn check_cut(text: &str, width: usize, expected: &str) {
    assert_eq!(elide_middle(text, width as f32, |text| text.chars().count() as f32), expected);
}

#[test]
fn a_cut_title_shows_whole_under_the_pointer() {
    let title = "A report with a very long title that has no room, of the year 2024";
    let mut harness = window(vec2(120.0, 80.0), (), |ui, ()| {
        elided_label(ui, title, Theme::of(ui).body(), Color32::BLACK);
    });
    harness.get_by_label(title).hover();
    harness.run();
    assert_eq!(harness.query_all_by_label(title).count(), 2);
}

#[test]
fn screen_readers_hear_words_not_capitals() {
    let harness = window(vec2(300.0, 80.0), (), |ui, ()| {
        section_label(ui, "Evidence");
        meter(ui, vec2(100.0, 7.0), 118, 31, 155, "118 closed, 31 open, 6 untouched");
    });
    harness.get_by_label("Evidence");
    harness.get_by_label("118 closed, 31 open, 6 untouched");
}

#[test]
fn a_button_that_is_a_sign_is_pressed_by_mouse_and_keyboard() {
    let mut harness = window(vec2(100.0, 60.0), 0, |ui, n_pressed| {
        *n_pressed += i32::from(icon_button(ui, Glyph::Plus, "Add").clicked());
    });
    harness.get_by_label("Add").click();
    harness.run();
    harness.key_press(Key::Tab);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(*harness.state(), 2);
}

#[test]
fn a_menu_opens_with_either_mouse_button_and_closes_on_a_choice() {
    let mut harness = window(vec2(300.0, 200.0), 0, |ui, n_chosen| {
        let pill = pill_button(ui, Glyph::Circle, "Unchecked", Color32::BLACK);
        drop_menu(&pill, |ui| *n_chosen += i32::from(menu_item(ui, "Confirmed", "C").clicked()));
        let sign = icon_button(ui, Glyph::Info, "Passage");
        context_menu(&sign, None, |ui| *n_chosen += i32::from(menu_item(ui, "Remove", "").clicked()));
    });
    harness.get_by_label("Unchecked").click();
    harness.run();
    harness.get_by_label("Confirmed C").click();
    harness.run();
    harness.get_by_label("Passage").click_secondary();
    harness.run();
    harness.get_by_label("Remove").click();
    harness.run();
    assert_eq!(*harness.state(), 2);
    assert!(harness.query_by_label("Remove").is_none());
}

#[test]
fn tabs_are_selected_closed_and_added() {
    let mut harness = tabs(vec2(600.0, 60.0));
    harness.get_by_label("Report 11").click();
    assert_eq!(next(&mut harness), Some(TabAction::Select(1)));
    harness.get_by_label("Close Draft").click();
    assert_eq!(next(&mut harness), Some(TabAction::Close(0)));
    harness.get_by_label("Open another document").click();
    assert_eq!(next(&mut harness), Some(TabAction::Add));
    harness.get_by_label("Statistics").click_button(PointerButton::Middle);
    assert_eq!(next(&mut harness), Some(TabAction::Close(2)));
}

#[test]
fn arrow_keys_go_from_tab_to_tab() {
    let mut harness = tabs(vec2(600.0, 60.0));
    harness.get_by_label("Draft").focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    assert_eq!(next(&mut harness), Some(TabAction::Select(1)));
    assert!(harness.get_by_label("Report 11").is_focused());
}

#[test]
fn the_active_tab_shows_however_narrow_the_pane() {
    let harness = tabs(vec2(140.0, 60.0));
    harness.get_by_label("Draft");
    assert!(harness.query_by_label("Statistics").is_none());
    harness.get_by_label("Open another document");
}

#[test]
fn the_title_of_the_active_tab_stays_whole_while_the_others_have_room_beside_it() {
    let wide = |width: f32, active: usize| {
        let harness = window(vec2(width, 60.0), None, move |ui, taken: &mut Taken| {
            let title = |title| Tab { title, count: Some(15) };
            let tabs = ["Queries and changes", "For the editor", "Suggestions"].map(title);
            *taken = TabBar { name: "Lower", tabs: &tabs, active: Some(active), closable: false, add: None }
                .show(ui)
                .or(*taken);
        });
        harness.get_by_label("Queries and changes 15").rect().width()
    };
    assert_eq!(wide(340.0, 0), wide(900.0, 0));
    assert!(wide(340.0, 1) < wide(340.0, 0));
}

type Taken = Option<TabAction>;

fn tabs(size: egui::Vec2) -> Harness<'static, Taken> {
    window(size, None, |ui, taken| {
        let tabs = [
            Tab { title: "Draft", count: None },
            Tab { title: "Report", count: Some(11) },
            Tab { title: "Statistics", count: None },
        ];
        let add = Some("Open another document");
        let bar = TabBar { name: "Reader", tabs: &tabs, active: Some(0), closable: true, add };
        *taken = bar.show(ui).or(*taken);
    })
}

fn next(harness: &mut Harness<'_, Taken>) -> Taken {
    harness.run();
    harness.state_mut().take()
}

#[test]
fn a_splitter_follows_the_mouse_and_the_arrow_keys_within_its_range() {
    let mut harness = window(vec2(400.0, 100.0), 200.0, |ui, position| {
        let place = Rect::from_x_y_ranges(Rangef::point(*position), 0.0..=100.0);
        splitter(ui, "Between the readers", Axis::Horizontal, place, position, Rangef::new(100.0, 300.0));
    });
    harness.drag_at(pos2(200.0, 50.0));
    harness.run();
    harness.hover_at(pos2(240.0, 50.0));
    harness.run();
    harness.drop_at(pos2(240.0, 50.0));
    harness.run();
    assert_eq!(*harness.state(), 240.0);

    harness.get_by_role_and_label(Role::Splitter, "Between the readers").focus();
    harness.run();
    harness.key_press(Key::ArrowLeft);
    harness.run();
    assert_eq!(*harness.state(), 224.0);
    for _ in 0..10 {
        harness.key_press(Key::ArrowRight);
        harness.run();
    }
    assert_eq!(*harness.state(), 300.0);
}

#[test]
fn notices_go_but_errors_stay() {
    let mut toasts = Toasts::default();
    toasts.add(Severity::Info, "Saved", None);
    toasts.add(Severity::Error, "Could not save", None);
    let mut harness = notices(toasts);
    harness.get_by_label("Notice: Saved");
    harness.run_steps(60);
    assert!(harness.query_by_label("Notice: Saved").is_none());
    harness.get_by_label("Error: Could not save");
    harness.get_by_label("Dismiss").click();
    harness.run_steps(4);
    assert!(harness.state().0.is_empty());
}

#[test]
fn a_notice_offers_what_to_do() {
    let mut toasts = Toasts::default();
    let id = toasts.add(Severity::Info, "Passage removed", Some("Undo"));
    let mut harness = notices(toasts);
    harness.get_by_label("Undo").click();
    harness.run_steps(4);
    assert_eq!(harness.state().1, Some(ToastEvent::Action(id)));
    assert!(harness.state().0.is_empty());
}

fn notices(toasts: Toasts) -> Harness<'static, (Toasts, Option<ToastEvent>)> {
    window(vec2(600.0, 300.0), (toasts, None), |ui, (toasts, event)| {
        *event = toasts.show(ui, ui.content_rect()).or(*event)
    })
}

#[test]
fn a_dialog_is_answered_by_enter_escape_or_a_click() {
    check_answer(|harness| harness.key_press(Key::Enter), Some(Answer::Button(2)));
    check_answer(|harness| harness.key_press(Key::Escape), Some(Answer::Dismissed));
    check_answer(|harness| harness.get_by_label("Do not save").click(), Some(Answer::Button(0)));
}

#[test]
fn enter_in_a_note_is_a_new_line_not_an_answer() {
    let type_enter = |harness: &mut Harness<'_, DialogState>| {
        harness.get_by_label("Note").focus();
        harness.run();
        harness.key_press(Key::Enter);
    };
    check_answer(type_enter, None);
}

#[derive(Default)]
struct DialogState {
    note: String,
    answer: Option<Answer>,
}

fn check_answer(act: impl Fn(&mut Harness<'_, DialogState>), expected: Option<Answer>) {
    let mut harness = window(vec2(600.0, 400.0), DialogState::default(), |ui, state| {
        let buttons = [DialogButton::new("Do not save"), DialogButton::new("Cancel"), DialogButton::primary("Save")];
        let answer = Dialog::new("unsaved", "Save the changes?").show(ui, &buttons, |ui| {
            text_area(ui, &mut state.note, "Note", "", 2);
        });
        state.answer = answer.or(state.answer);
    });
    harness.run();
    act(&mut harness);
    harness.run();
    assert_eq!(harness.state().answer, expected);
}

#[test]
fn a_field_keeps_its_name_when_something_is_written() {
    let mut harness = window(vec2(300.0, 60.0), "Ana".to_owned(), |ui, text| {
        line_edit(ui, text, "Checker", "Your name");
    });
    harness.get_by_label("Checker").focus();
    harness.get_by_label("Checker").type_text(" Ruiz");
    harness.run();
    assert_eq!(harness.state(), "Ana Ruiz");
}

#[test]
fn escape_and_ctrl_enter_leave_a_note_and_keep_it() {
    for (modifiers, key) in [(Modifiers::COMMAND, Key::Enter), (Modifiers::NONE, Key::Escape)] {
        let mut harness = window(vec2(300.0, 100.0), "kept".to_owned(), |ui, text| {
            text_area(ui, text, "Note", "", 2);
        });
        harness.get_by_label("Note").focus();
        harness.run();
        harness.key_press_modifiers(modifiers, key);
        harness.run();
        assert!(!harness.get_by_label("Note").is_focused());
        assert_eq!(harness.state(), "kept");
    }
}

#[test]
fn outcomes_differ_in_gray_at_the_smallest_size() {
    use Glyph as G;
    let signs = [
        G::Tick,
        G::TickChange,
        G::Cross,
        G::NotEqual,
        G::Question,
        G::Person,
        G::Opinion,
        G::OutOfScope,
        G::Circle,
        G::HalfCircle,
        G::Ellipsis,
        G::Reopen,
        G::Clash,
        G::Dash,
    ];
    let cell = 12.0;
    let mut harness = window(vec2(cell * signs.len() as f32, cell), (), move |ui, ()| {
        let painter = ui.painter().with_clip_rect(Rect::EVERYTHING);
        painter.rect_filled(ui.content_rect(), 0.0, Color32::WHITE);
        for (index, sign) in signs.iter().enumerate() {
            sign.paint(&painter, pos2((index as f32 + 0.5) * cell, cell / 2.0), 9.0, Color32::BLACK);
        }
    });
    let image = harness.render().expect("signs are only lines");
    let cell = cell as u32;
    let ink = |index: usize| -> Vec<i32> {
        let left = index as u32 * cell;
        (0..cell * cell).map(|i| i32::from(image.get_pixel(left + i % cell, i / cell).0[0])).collect()
    };
    for a in 0..signs.len() {
        for b in 0..a {
            let apart: i32 = ink(a).iter().zip(ink(b)).map(|(a, b)| (a - b).abs()).sum();
            assert!(apart > 6 * 255, "{:?} and {:?} differ by {} pixels only", signs[a], signs[b], apart / 255);
        }
    }
}

/// A window in our look, with both checks of the harness on.
fn window<State: 'static>(
    size: egui::Vec2,
    state: State,
    draw: impl FnMut(&mut Ui, &mut State) + 'static,
) -> Harness<'static, State> {
    Harness::builder()
        .with_size(size)
        .with_theme(egui::Theme::Light)
        .with_context_setup(theme::install)
        .renderer(CpuRenderer::default())
        .build_ui_state(draw, state)
}
