//! All small parts on one page, to look at: `TICKMARK_PICTURES=folder cargo test --test ui gallery`.

use std::path::PathBuf;

use egui::{Align, Color32, Frame, Layout, Rangef, Rect, Ui, pos2, text::TextFormat, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use tickmark::ui::{
    theme::{self, Theme},
    widgets::{
        Axis, Dialog, DialogButton, Glyph, Severity, Tab, TabBar, Toasts, accent_button, bar_button, card, check_box,
        elided_label, float_bar, glyph, icon_button, kbd, line_edit, menu_bar, menu_item, meter, pill_button,
        search_field, section_label, splitter, text_area,
    },
};

use crate::cpu_render::CpuRenderer;

#[test]
fn gallery_of_small_parts() {
    for (name, which) in [("light", egui::Theme::Light), ("dark", egui::Theme::Dark)] {
        for scale in [1.0, 2.0] {
            let mut harness = page(which, scale, vec2(1280.0, 800.0), gallery_ui);
            harness.run();
            picture(&mut harness, &format!("gallery-{name}-{scale}x"));
        }
        let mut harness = page(which, 2.0, vec2(520.0, 260.0), |ui, _| dialog_ui(ui));
        harness.run();
        picture(&mut harness, &format!("dialog-{name}"));
    }
}

#[test]
fn gallery_of_menus() {
    for (name, which) in [("light", egui::Theme::Light), ("dark", egui::Theme::Dark)] {
        let mut harness = page(which, 2.0, vec2(520.0, 260.0), |ui, _| menu_ui(ui));
        harness.get_by_label("File").click();
        harness.run();
        harness.get_by_label("Save Ctrl S").hover();
        harness.run();
        picture(&mut harness, &format!("menu-{name}"));
    }
}

fn menu_ui(ui: &mut Ui) {
    let theme = Theme::of(ui);
    ui.painter().with_clip_rect(Rect::EVERYTHING).rect_filled(ui.content_rect(), 0.0, theme.panel);
    menu_bar(ui, |ui| {
        ui.menu_button("File", |ui| {
            menu_item(ui, "Open project…", "Ctrl O");
            ui.menu_button("Recent projects", |_| {});
            ui.separator();
            menu_item(ui, "Save", "Ctrl S").on_hover_text("Saved 12:41");
            menu_item(ui, "Save as…", "Ctrl Shift S").request_focus();
            ui.add_enabled_ui(false, |ui| menu_item(ui, "Undo", "Ctrl Z"));
        });
        ui.menu_button("Edit", |_| {});
        ui.menu_button("Passage", |_| {});
    });
}

/// Draws the page, and keeps the picture where `TICKMARK_PICTURES` says.
fn picture(harness: &mut Harness<'_, State>, name: &str) {
    let image = harness.render().expect("our renderer draws everything that egui draws by itself");
    assert!(image.pixels().any(|pixel| pixel != image.get_pixel(0, 0)), "{name} is empty");
    if let Some(folder) = std::env::var_os("TICKMARK_PICTURES") {
        let path = PathBuf::from(folder).join(name).with_extension("png");
        image.save(&path).expect("the folder in TICKMARK_PICTURES can be written to");
    }
}

fn page<'a>(
    which: egui::Theme,
    scale: f32,
    size: egui::Vec2,
    draw: impl FnMut(&mut Ui, &mut State) + 'a,
) -> Harness<'a, State> {
    Harness::builder()
        .with_size(size)
        .with_pixels_per_point(scale)
        .with_theme(which)
        .with_context_setup(theme::install)
        .renderer(CpuRenderer::default())
        .build_ui_state(draw, State::default())
}

struct State {
    search: String,
    line: String,
    area: String,
    split: f32,
    ticked: bool,
    toasts: Toasts,
}

impl Default for State {
    fn default() -> Self {
        let mut toasts = Toasts::default();
        toasts.add(Severity::Info, "Passage removed", Some("Undo"));
        toasts.add(Severity::Warning, "The file on disk changed since it was opened", Some("Keep both"));
        toasts.add(
            Severity::Error,
            "The project could not be saved: no space is left on the disk. /home/ana/prisons.ron",
            None,
        );
        Self {
            search: String::new(),
            line: "Ana Ruiz".to_owned(),
            area: String::new(),
            split: 560.0,
            ticked: true,
            toasts,
        }
    }
}

fn gallery_ui(ui: &mut Ui, state: &mut State) {
    let theme = Theme::of(ui);
    let whole = ui.content_rect();
    ui.painter().rect_filled(whole, 0.0, theme.panel);
    let left = Rect::from_min_max(whole.min, pos2(state.split, whole.bottom()));
    let right = Rect::from_min_max(pos2(state.split, whole.top()), pos2(whole.right() - 318.0, whole.bottom()));
    let side = Rect::from_min_max(pos2(right.right(), whole.top()), whole.max);
    ui.scope_builder(egui::UiBuilder::new().max_rect(left), reader_ui);
    ui.scope_builder(egui::UiBuilder::new().max_rect(right), |ui| controls_ui(ui, state));
    ui.scope_builder(egui::UiBuilder::new().max_rect(side.shrink2(vec2(16.0, 14.0))), passage_ui);
    let line = Rect::from_x_y_ranges(Rangef::point(state.split), whole.y_range());
    splitter(ui, "Between the readers", Axis::Horizontal, line, &mut state.split, Rangef::new(300.0, 800.0));
    state.toasts.show(ui.ctx(), ui.content_rect());
}

fn reader_ui(ui: &mut Ui) {
    let theme = Theme::of(ui);
    ui.painter().rect_filled(ui.max_rect(), 0.0, theme.paper);
    ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
    TabBar {
        name: "Left reader",
        tabs: &[
            Tab { title: "A shared agenda", count: None },
            Tab { title: "Prison statistics 2024.pdf", count: None },
            Tab { title: "A very long title that would never fit, of the country report 2023.html", count: None },
        ],
        active: Some(0),
        closable: true,
        add: Some("Open another document"),
    }
    .show(ui);
    TabBar {
        name: "Tables",
        tabs: &[
            Tab { title: "Passages", count: Some(149) },
            Tab { title: "Queries and changes", count: Some(11) },
            Tab { title: "Suggestions", count: Some(15) },
            Tab { title: "Search", count: None },
        ],
        active: Some(1),
        closable: false,
        add: None,
    }
    .show(ui);
    Frame::new().inner_margin(egui::Margin { left: 66, right: 20, top: 18, bottom: 0 }).show(ui, |ui| {
        let mut job = egui::text::LayoutJob::default();
        let format = TextFormat {
            line_height: Some(theme.reading_line_height(theme.reading().size)),
            ..TextFormat::simple(theme.reading(), theme.ink)
        };
        let text = "The results of the crackdown have been stunning. Between 2022 and 2024, over 80,000 Salvadorans \
                    were detained in the government’s war on “gangs.” Very quickly, El Salvador became the country \
                    with the highest incarceration rate in the entire world, with 1,086 per 100,000 as of June 2024.";
        job.append(text, 0.0, format);
        job.wrap.max_width = ui.available_width();
        ui.label(job);
        ui.add_space(24.0);
        for size in [9.0, 11.0, 14.0, 28.0] {
            glyphs_ui(ui, size);
        }
        let gray = Rect::from_min_size(ui.cursor().min, vec2(420.0, 32.0));
        ui.painter().rect_filled(gray, 0.0, theme.sel);
        ui.scope_builder(egui::UiBuilder::new().max_rect(gray.shrink2(vec2(8.0, 9.0))), |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                for (sign, color) in [(Glyph::Tick, theme.ok), (Glyph::NotEqual, theme.conf), (Glyph::Cross, theme.bad)]
                {
                    glyph(ui, sign, 11.0, theme.on_sel(color), "sign");
                }
                ui.label(theme.text("1,086 per 100,000", theme.quoted(16.0)));
                ui.colored_label(theme.on_sel(theme.faint), "yesterday");
            });
        });
    });
}

fn glyphs_ui(ui: &mut Ui, size: f32) {
    let theme = Theme::of(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        for &(sign, color) in &all_glyphs(theme) {
            glyph(ui, sign, size, color, &format!("{sign:?}"));
        }
    });
    ui.add_space(10.0);
}

fn all_glyphs(theme: &Theme) -> [(Glyph, Color32); 28] {
    use Glyph as G;
    [
        (G::Tick, theme.ok),
        (G::TickChange, theme.ok),
        (G::Cross, theme.bad),
        (G::NotEqual, theme.conf),
        (G::Question, theme.unk),
        (G::Person, theme.unk),
        (G::Opinion, theme.ink2),
        (G::OutOfScope, theme.ink2),
        (G::Circle, theme.faint),
        (G::HalfCircle, theme.faint),
        (G::Ellipsis, theme.conf),
        (G::Reopen, theme.conf),
        (G::Clash, theme.bad),
        (G::Dash, theme.accent),
        (G::Plus, theme.ink2),
        (G::Close, theme.ink2),
        (G::ChevronUp, theme.ink2),
        (G::ChevronDown, theme.ink2),
        (G::ChevronLeft, theme.ink2),
        (G::ChevronRight, theme.ink2),
        (G::ArrowUp, theme.ink2),
        (G::ArrowDown, theme.ink2),
        (G::ArrowLeft, theme.ink2),
        (G::ArrowRight, theme.ink2),
        (G::ArrowBoth, theme.ink2),
        (G::Search, theme.ink2),
        (G::Warning, theme.conf),
        (G::Info, theme.accent),
    ]
}

fn controls_ui(ui: &mut Ui, state: &mut State) {
    let theme = Theme::of(ui);
    Frame::new().inner_margin(16).show(ui, |ui| {
        search_field(ui, &mut state.search, "Search everything", "Ctrl Shift F");
        line_edit(ui, &mut state.line, "Checker", "Your name");
        text_area(ui, &mut state.area, "Note", "What should others know about this?", 3);
        check_box(ui, &mut state.ticked, "Primary evidence");
        check_box(ui, &mut !state.ticked, "Secondary evidence");
        ui.horizontal(|ui| {
            accent_button(ui, "Open project…");
            let _ = ui.button("New project");
            ui.add_enabled_ui(false, |ui| ui.button("Save"));
            icon_button(ui, Glyph::Plus, "Add");
            icon_button(ui, Glyph::ArrowLeft, "Back").request_focus();
        });
        ui.horizontal(|ui| {
            pill_button(ui, Glyph::NotEqual, "Conflicting", theme.conf);
            pill_button(ui, Glyph::Tick, "Confirmed", theme.ok);
            pill_button(ui, Glyph::Circle, "Unchecked", theme.faint);
        });
        ui.horizontal(|ui| {
            meter(ui, vec2(140.0, 7.0), 118, 31, 155, "118 closed, 31 open, 6 untouched");
            kbd(ui, "Ctrl K");
            kbd(ui, "N");
            ui.label("next open item");
        });
        ui.horizontal(|ui| {
            ui.label(theme.text("118", theme.body_strong()));
            ui.colored_label(theme.ink2, "closed · 31 open · 6 sentences untouched");
        });
        ui.add_space(8.0);
        float_bar(ui, |ui| {
            for (text, key) in [("Claim", "1"), ("Quote", "2"), ("Statistic", "3"), ("Link", "L")] {
                bar_button(ui, text, key);
            }
        });
        ui.add_space(8.0);
        let title = "A title of a hundred and twenty characters that no column would ever hold in one line, of the year 2024.pdf";
        elided_label(ui, title, theme.body_medium(), theme.ink);
        ui.hyperlink_to("A link", "https://example.org");
    });
}

fn passage_ui(ui: &mut Ui) {
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.label(theme.heading_job("Statistic", theme.stat));
    ui.heading("1,086 per 100,000");
    ui.label(
        theme
            .text(
                "… the highest incarceration rate in the entire world, with 1,086 per 100,000 as of June 2024 …",
                theme.quoted(15.0),
            )
            .color(theme.ink2),
    );
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        pill_button(ui, Glyph::NotEqual, "Conflicting", theme.conf);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.colored_label(theme.ink2, "query out since 18 March");
        });
    });
    section_label(ui, "Evidence · rests on 1 primary");
    card(ui, theme.conf, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            ui.label(theme.text("contradicts", theme.small_strong()).color(theme.conf));
            ui.label(theme.text("· secondary · Inside the prisons ¶5", theme.small()).color(theme.ink2));
        });
        ui.label(theme.text("2 percent of the population", theme.quoted(16.0)));
    });
    card(ui, theme.ok, |ui| {
        ui.label(theme.text("supports", theme.small_strong()).color(theme.ok));
        ui.label(theme.text("1,086 por cada 100,000 habitantes", theme.quoted(16.0)));
    });
    section_label(ui, "Change");
    ui.horizontal(|ui| {
        ui.colored_label(theme.faint, "None proposed");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| kbd(ui, "C"));
    });
    section_label(ui, "Query");
    ui.label("To the writer: which population base?");
    ui.colored_label(theme.ink2, "Sent 18 March, no answer yet");
}

fn dialog_ui(ui: &Ui) {
    let buttons = [DialogButton::new("Do not save"), DialogButton::new("Cancel"), DialogButton::primary("Save")];
    Dialog::new("unsaved", "Save the changes to “El Salvador prisons”?").show(ui.ctx(), &buttons, |ui| {
        ui.label("What you have marked and written since 12:41 is in the recovery file, but not in the project.");
    });
}
