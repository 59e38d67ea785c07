//! How the window looks: every colour, distance and font.
//!
//! One paper, one ink, and color only where it means something. A serif is for reading and for
//! every quoted word, a sans for the program's own words, with figures of one width.
//! The colors of both themes are in `assets/theme.ron`; [`install`] is called once, and every view
//! asks [`Theme::of`] for what to draw with.
//!
//! This room does not know what a project is.

mod fonts;
mod space;
mod style;

use std::sync::{Arc, LazyLock};

use egui::Color32;
use serde::{Deserialize, Deserializer, de};

pub use self::fonts::{SANS_MEDIUM, SANS_SEMIBOLD, SERIF, SERIF_ITALIC, SERIF_SEMIBOLD};
pub use self::space::*;

/// Gives `ctx` our fonts and the light and dark style. To be called once, before the first frame.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts::definitions());
    ctx.add_font_provider(Arc::new(fonts::sign));
    // Where the system does not say what it likes, the page is paper.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    for (which, theme) in [(egui::Theme::Light, &THEMES.light), (egui::Theme::Dark, &THEMES.dark)] {
        ctx.set_style_of(which, style::style(theme));
    }
}

impl Theme {
    /// The theme that `ctx` shows now. A `Ui` will do for a context.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        match ctx.theme() {
            egui::Theme::Light => Self::light(),
            egui::Theme::Dark => Self::dark(),
        }
    }

    /// Dark ink on light paper.
    pub fn light() -> &'static Self {
        &THEMES.light
    }

    /// Light ink on dark paper.
    pub fn dark() -> &'static Self {
        &THEMES.dark
    }

    /// The color to use instead of `color` on a selected row, where some would be too weak to read.
    pub fn on_sel(&self, color: Color32) -> Color32 {
        let pairs = [
            (self.faint, self.faint_sel),
            (self.ok, self.ok_sel),
            (self.bad, self.bad_sel),
            (self.conf, self.conf_sel),
            (self.unk, self.unk_sel),
        ];
        pairs.iter().find(|(usual, _)| *usual == color).map_or(color, |(_, selected)| *selected)
    }
}

/// Declares [`Theme`], so that each color is named and described in one place only.
macro_rules! theme {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// The colors of one theme, by what they are for.
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Theme {
            /// Is the paper dark?
            pub dark: bool,
            $($(#[$doc])* #[serde(deserialize_with = "color")] pub $name: Color32,)*
        }
    };
}

theme! {
    /// What text to read stands on: readers, tables, fields, cards.
    paper,
    /// What everything around the text stands on.
    panel,
    /// Hairlines between parts, and the outlines of what is not a control.
    line,
    /// Behind a control or row under the pointer.
    hover,
    /// Behind a control that is held down.
    press,
    /// Text.
    ink,
    /// Text that is not the point: labels, menus, facts beside a passage.
    ink2,
    /// Text that may be overlooked: hints, paragraph numbers. Still readable.
    faint,
    /// The outline of a control that has no words, such as a check box.
    control_line,
    /// What is active, and what leads somewhere.
    accent,
    /// Text on `accent`.
    on_accent,
    /// The ring around what has the keyboard.
    focus,
    /// Behind a selected row.
    sel,
    /// Behind selected words.
    text_sel,
    /// The line under a claim.
    claim,
    /// The brackets of a quote.
    quote,
    /// Behind a quote.
    quote_tint,
    /// The box around a statistic.
    stat,
    /// Behind a statistic.
    stat_tint,
    /// Behind words that only the newer of two versions has.
    inserted_tint,
    /// Behind words that only the older has.
    deleted_tint,
    /// Behind words in the place of which the other version has others.
    replaced_tint,
    /// Behind words that stand elsewhere in the other version.
    moved_tint,
    /// Confirmed; supports; closed.
    ok,
    /// Wrong; an error.
    bad,
    /// Conflicting; contradicts; open.
    conf,
    /// Cannot be verified.
    unk,
    /// `faint` on a selected row.
    faint_sel,
    /// `ok` on a selected row.
    ok_sel,
    /// `bad` on a selected row.
    bad_sel,
    /// `conf` on a selected row.
    conf_sel,
    /// `unk` on a selected row.
    unk_sel,
    /// Behind the bar that floats over the text, and behind toasts.
    popup,
    /// Text on `popup`.
    popup_ink,
    /// Keys and hints on `popup`.
    popup_faint,
    /// Behind a button under the pointer, on `popup`.
    popup_hover,
    /// What floating things cast on the page.
    shadow,
    /// Over everything that a dialog makes wait.
    backdrop,
    /// Over the part of a document that is in view, in its overview strip.
    view,
}

/// Both themes, as `assets/theme.ron` has them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Themes {
    light: Theme,
    dark: Theme,
}

static THEMES: LazyLock<Themes> =
    LazyLock::new(|| ron::from_str(include_str!("../../../assets/theme.ron")).expect("a test reads this very file"));

/// Reads a color in the notation of the web, `#RRGGBB` or `#RRGGBBAA`.
fn color<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(deserializer)?;
    Color32::from_hex(&text).map_err(|_| de::Error::custom(format!("not a color: {text:?}")))
}
