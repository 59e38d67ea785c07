//! Both themes can be read by everybody, and the fonts have the characters.

use egui::{Color32, FontFamily, FontId};
use tickmark::ui::theme::{self, Theme};

#[test]
fn all_text_keeps_its_contrast() {
    for theme in [Theme::light(), Theme::dark()] {
        let papers =
            [theme.paper, theme.panel, theme.hover, theme.text_sel, theme.sel, theme.quote_tint, theme.stat_tint];
        check_contrast("ink", theme.ink, &papers);

        let surfaces = [theme.paper, theme.panel, theme.hover];
        check_contrast("faint", theme.faint, &surfaces);
        check_contrast("ink2", theme.ink2, &[theme.paper, theme.panel, theme.hover, theme.press, theme.sel]);
        check_contrast("accent", theme.accent, &surfaces);
        check_contrast("quote", theme.quote, &[theme.paper, theme.panel, theme.quote_tint]);
        check_contrast("stat", theme.stat, &[theme.paper, theme.panel, theme.stat_tint]);
        for (name, color) in [("ok", theme.ok), ("bad", theme.bad), ("conf", theme.conf), ("unk", theme.unk)] {
            check_contrast(name, color, &surfaces);
        }
        let altered = [
            ("inserted", theme.ok, theme.inserted_tint),
            ("deleted", theme.bad, theme.deleted_tint),
            ("replaced", theme.conf, theme.replaced_tint),
            ("moved", theme.unk, theme.moved_tint),
        ];
        for (name, line, tint) in altered {
            check_contrast(name, line, &[tint]);
            check_contrast(name, theme.ink, &[tint]);
        }
        check_contrast("on_accent", theme.on_accent, &[theme.accent]);
        check_contrast("popup_ink", theme.popup_ink, &[theme.popup, theme.popup_hover]);
        check_contrast("popup_faint", theme.popup_faint, &[theme.popup, theme.popup_hover]);
    }
}

#[test]
fn selected_rows_stay_readable() {
    for theme in [Theme::light(), Theme::dark()] {
        for color in [theme.ink, theme.ink2, theme.faint, theme.ok, theme.bad, theme.conf, theme.unk] {
            check_contrast("on_sel", theme.on_sel(color), &[theme.sel]);
        }
    }
}

#[test]
fn the_ring_of_the_keyboard_and_empty_boxes_stand_out() {
    for theme in [Theme::light(), Theme::dark()] {
        assert!(contrast(theme.focus, theme.sel) >= 3.0, "{:?} on {:?}", theme.focus, theme.sel);
        for color in [theme.focus, theme.control_line] {
            for behind in [theme.paper, theme.panel] {
                assert!(contrast(color, behind) >= 3.0, "{color:?} on {behind:?}");
            }
        }
    }
}

#[test]
fn every_font_draws_latin_greek_and_cyrillic() {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    let named = [theme::SERIF, theme::SERIF_SEMIBOLD, theme::SERIF_ITALIC, theme::SANS_MEDIUM, theme::SANS_SEMIBOLD];
    let families = named
        .map(|name| FontFamily::Name(name.into()))
        .into_iter()
        .chain([FontFamily::Proportional, FontFamily::Monospace]);
    let words = "Łódź, Ñandú, ß; Ελλάδα; Україна, Ђорђе; “quotes” ‘’ – — … · ¶ § € % × − ≠ ≤ ½ ² ¹⁄₂";
    run_once(&ctx, |ctx| {
        for family in families.clone() {
            let font = FontId::new(13.0, family);
            ctx.fonts_mut(|fonts| {
                let missing: String = words.chars().filter(|&c| !fonts.has_glyph(&font, c)).collect();
                assert_eq!(missing, "", "in {font:?}");
            });
        }
    });
}

#[test]
fn every_font_falls_back_on_signs_and_emoji() {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    run_once(&ctx, |ctx| {
        for family in [FontFamily::Proportional, FontFamily::Name(theme::SERIF.into())] {
            let font = FontId::new(17.5, family);
            ctx.fonts_mut(|fonts| {
                let missing: String = "🙂🎉🇺👍🏽☐☑☒✘➤❑⬛".chars().filter(|&c| !fonts.has_glyph(&font, c)).collect();
                assert_eq!(missing, "", "in {font:?}");
            });
        }
    });
}

#[test]
fn figures_of_the_interface_are_equally_wide() {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    let theme = Theme::light();
    run_once(&ctx, |ctx| {
        for font in [theme.body(), theme.body_medium(), theme.body_strong(), theme.small()] {
            let width = |text: &str| {
                ctx.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font.clone(), Color32::WHITE).size().x)
            };
            assert!((width("1111111111") - width("0000000000")).abs() < 0.5, "{font:?}");
        }
    });
}

#[test]
fn a_theme_follows_the_window() {
    let ctx = egui::Context::default();
    theme::install(&ctx);
    ctx.set_theme(egui::Theme::Dark);
    assert_eq!(Theme::of(&ctx), Theme::dark());
    ctx.set_theme(egui::Theme::Light);
    assert_eq!(Theme::of(&ctx), Theme::light());
    assert_eq!(ctx.style_of(egui::Theme::Light).visuals.panel_fill, Theme::light().panel);
}

fn run_once(ctx: &egui::Context, mut look: impl FnMut(&egui::Context)) {
    let mut output = ctx.run_ui(egui::RawInput::default(), |ui| look(ui.ctx()));
    output.textures_delta.clear();
}

fn check_contrast(name: &str, text: Color32, papers: &[Color32]) {
    for &paper in papers {
        let found = contrast(text, paper);
        assert!(found >= 4.5, "{name} {} on {} has {found:.2}:1", text.to_hex(), paper.to_hex());
    }
}

/// How far two colors are apart for the eye, from 1 to 21, as WCAG 2 has it.
fn contrast(a: Color32, b: Color32) -> f32 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Color32) -> f32 {
    let [red, green, blue, _] = egui::Rgba::from(color).to_array();
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}
