//! egui's own widgets in our colors.

use std::collections::BTreeMap;

use egui::{
    Color32, CornerRadius, Margin, Shadow, Stroke, Style, TextStyle, Visuals,
    style::{Selection, Spacing, TextCursorStyle, WidgetVisuals, Widgets},
    vec2,
};

use super::{CONTROL_HEIGHT, FOCUS_WIDTH, HAIRLINE, RADIUS, RADIUS_FLOAT, Theme};

/// The style of everything that egui draws in `theme`.
pub(super) fn style(theme: &Theme) -> Style {
    let mut style = Style {
        text_styles: text_styles(theme),
        drag_value_text_style: TextStyle::Body,
        spacing: spacing(),
        visuals: visuals(theme),
        animation_time: 0.1,
        ..Default::default()
    };
    // Words of the program are labels; only the reader and fields hold text to be selected.
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style
}

fn text_styles(theme: &Theme) -> BTreeMap<TextStyle, egui::FontId> {
    [
        (TextStyle::Heading, theme.title()),
        (TextStyle::Body, theme.body()),
        (TextStyle::Button, theme.body()),
        (TextStyle::Monospace, theme.body()),
        (TextStyle::Small, theme.small()),
    ]
    .into()
}

fn spacing() -> Spacing {
    let mut spacing = Spacing {
        item_spacing: vec2(8.0, 6.0),
        button_padding: vec2(10.0, 3.0),
        window_margin: Margin::same(18),
        menu_margin: Margin::same(5),
        menu_spacing: 4.0,
        interact_size: vec2(CONTROL_HEIGHT, CONTROL_HEIGHT),
        icon_width: 16.0,
        icon_width_inner: 9.0,
        icon_spacing: 6.0,
        // Plain words are set as `Theme::text` sets them.
        extra_text_line_spacing: 2.3,
        tooltip_width: 360.0,
        combo_height: 320.0,
        ..Default::default()
    };
    spacing.scroll.bar_width = 8.0;
    spacing.scroll.floating_width = 4.0;
    spacing.scroll.foreground_color = true;
    spacing.scroll.dormant_handle_opacity = 0.25;
    spacing.scroll.active_handle_opacity = 0.4;
    spacing.scroll.interact_handle_opacity = 0.6;
    spacing
}

fn visuals(theme: &Theme) -> Visuals {
    let base = if theme.dark { Visuals::dark() } else { Visuals::light() };
    let hairline = Stroke::new(HAIRLINE, theme.line);
    let shadow = Shadow { offset: [0, 6], blur: 20, spread: 0, color: theme.shadow };
    Visuals {
        dark_mode: theme.dark,
        weak_text_color: Some(theme.faint),
        widgets: widgets(theme),
        selection: Selection { bg_fill: theme.text_sel, stroke: Stroke::new(FOCUS_WIDTH, theme.focus) },
        hyperlink_color: theme.accent,
        faint_bg_color: theme.panel,
        extreme_bg_color: theme.paper,
        text_edit_bg_color: Some(theme.paper),
        code_bg_color: theme.panel,
        warn_fg_color: theme.conf,
        error_fg_color: theme.bad,
        window_corner_radius: CornerRadius::same(RADIUS_FLOAT),
        window_shadow: shadow,
        window_fill: theme.paper,
        window_stroke: hairline,
        window_highlight_topmost: false,
        menu_corner_radius: CornerRadius::same(RADIUS_FLOAT),
        panel_fill: theme.panel,
        popup_shadow: shadow,
        // A blinking caret would be painted for ever: a window in which nothing happens does nothing.
        text_cursor: TextCursorStyle { stroke: Stroke::new(1.5, theme.accent), blink: false, ..Default::default() },
        indent_has_left_vline: false,
        disabled_alpha: 0.55,
        ..base
    }
}

/// Controls are paper with a hairline; the pointer tints them, and the keyboard puts a ring around them.
fn widgets(theme: &Theme) -> Widgets {
    let control = |fill: Color32, stroke: Stroke| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: stroke,
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: Stroke::new(1.5, theme.ink),
        expansion: 0.0,
    };
    let hairline = Stroke::new(HAIRLINE, theme.line);
    Widgets {
        noninteractive: WidgetVisuals { fg_stroke: Stroke::new(1.0, theme.ink), ..control(theme.panel, hairline) },
        inactive: control(theme.paper, hairline),
        hovered: control(theme.hover, hairline),
        // egui draws what is held down and what has the keyboard alike.
        active: control(theme.paper, Stroke::new(FOCUS_WIDTH, theme.focus)),
        open: control(theme.hover, hairline),
    }
}
