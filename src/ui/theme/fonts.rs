//! The fonts, and which one is for what.

use std::{collections::BTreeMap, sync::Arc};

use egui::{
    Color32, FallbackRequest, FontData, FontDefinitions, FontFamily, FontId, FontInsert, FontTweak, RichText,
    text::{LayoutJob, TextFormat},
};
use skrifa::{FontRef, MetadataProvider as _};

use super::Theme;
use crate::text::spelled_out;

/// The family for reading and for quoted words.
pub const SERIF: &str = "serif";
/// The family for the words a panel is about, and for emphasis within quoted words.
pub const SERIF_SEMIBOLD: &str = "serif-semibold";
/// The family for emphasis in a document.
pub const SERIF_ITALIC: &str = "serif-italic";
/// The family for names in lists and active tabs. Plain words are in egui's proportional family.
pub const SANS_MEDIUM: &str = "sans-medium";
/// The family for small capitals and counts.
pub const SANS_SEMIBOLD: &str = "sans-semibold";

const READING_SIZE: f32 = 17.5;
const BODY_SIZE: f32 = 13.0;
const SMALL_SIZE: f32 = 11.5;
const LABEL_SIZE: f32 = 11.0;
const TITLE_SIZE: f32 = 18.0;
const READING_LINE_HEIGHT: f32 = 1.52;
const LINE_HEIGHT: f32 = 1.4;
const LABEL_SPACING: f32 = 0.66;

impl Theme {
    /// `text` in one of the fonts below, with lines far enough apart to be read where it is long. Hidden characters in it
    /// are spelled out.
    pub fn text(&self, text: impl AsRef<str>, font: FontId) -> RichText {
        let line_height = Some((font.size * LINE_HEIGHT).round());
        RichText::new(spelled_out(text.as_ref())).line_height(line_height).font(font)
    }

    /// For the text of a document.
    pub fn reading(&self) -> FontId {
        self.quoted(READING_SIZE)
    }

    /// The distance of two lines of a document, for the zoom of the reader's font.
    ///
    /// Whole points, so that all lines are equally sharp.
    pub fn reading_line_height(&self, font_size: f32) -> f32 {
        (font_size * READING_LINE_HEIGHT).round()
    }

    /// For words of a document that are shown elsewhere: 16 in cards and tables, 15 for context.
    pub fn quoted(&self, size: f32) -> FontId {
        family(size, SERIF)
    }

    /// For the words of a document that stand out among other [`quoted`](Self::quoted) ones.
    pub fn quoted_strong(&self, size: f32) -> FontId {
        family(size, SERIF_SEMIBOLD)
    }

    /// For the words of the passage that a panel is about, and titles of dialogs.
    pub fn title(&self) -> FontId {
        family(TITLE_SIZE, SERIF_SEMIBOLD)
    }

    /// For the program's own words.
    pub fn body(&self) -> FontId {
        FontId::proportional(BODY_SIZE)
    }

    /// For names and active tabs, the size of [`body`](Self::body).
    pub fn body_medium(&self) -> FontId {
        family(BODY_SIZE, SANS_MEDIUM)
    }

    /// For counts and the project's name, the size of [`body`](Self::body).
    pub fn body_strong(&self) -> FontId {
        family(BODY_SIZE, SANS_SEMIBOLD)
    }

    /// For facts beside a name, and column headings.
    pub fn small(&self) -> FontId {
        FontId::proportional(SMALL_SIZE)
    }

    /// For column headings and relations, the size of [`small`](Self::small).
    pub fn small_strong(&self) -> FontId {
        family(SMALL_SIZE, SANS_SEMIBOLD)
    }

    /// For keys and paragraph numbers.
    pub fn tiny(&self) -> FontId {
        FontId::proportional(LABEL_SIZE)
    }

    /// For the small capitals over a group. Their letters stand apart, which a [`FontId`] cannot
    /// say: use [`heading_job`](Self::heading_job).
    pub fn heading_label(&self) -> FontId {
        family(LABEL_SIZE, SANS_SEMIBOLD)
    }

    /// `text` as the small capitals over a group.
    pub fn heading_job(&self, text: &str, color: Color32) -> LayoutJob {
        let format =
            TextFormat { extra_letter_spacing: LABEL_SPACING, ..TextFormat::simple(self.heading_label(), color) };
        LayoutJob::single_section(text.to_uppercase(), format)
    }
}

/// Our fonts alone. A family that lacks a character looks in the others before egui asks the system.
pub(super) fn definitions() -> FontDefinitions {
    let files: [(&str, &'static [u8]); 6] = [
        ("sans", include_bytes!("../../../assets/fonts/Inter-Regular-Tabular.otf")),
        (SANS_MEDIUM, include_bytes!("../../../assets/fonts/Inter-Medium-Tabular.otf")),
        (SANS_SEMIBOLD, include_bytes!("../../../assets/fonts/Inter-SemiBold-Tabular.otf")),
        (SERIF, include_bytes!("../../../assets/fonts/LibertinusSerif-Regular.otf")),
        (SERIF_SEMIBOLD, include_bytes!("../../../assets/fonts/LibertinusSerif-Semibold.otf")),
        (SERIF_ITALIC, include_bytes!("../../../assets/fonts/LibertinusSerif-Italic.otf")),
    ];
    let font_data =
        files.iter().map(|&(name, bytes)| (name.to_owned(), Arc::new(FontData::from_static(bytes)))).collect();
    let with_fallbacks = |name: &str, fallbacks: [&str; 2]| -> Vec<String> {
        std::iter::once(name).chain(fallbacks).map(str::to_owned).collect()
    };

    let mut families = BTreeMap::new();
    families.insert(FontFamily::Proportional, with_fallbacks("sans", [SERIF, SANS_MEDIUM]));
    // All figures of the sans are equally wide, which is all that code and times ask for here.
    families.insert(FontFamily::Monospace, with_fallbacks("sans", [SERIF, SANS_MEDIUM]));
    for name in [SANS_MEDIUM, SANS_SEMIBOLD] {
        families.insert(FontFamily::Name(name.into()), with_fallbacks(name, ["sans", SERIF]));
    }
    families.insert(FontFamily::Name(SERIF.into()), with_fallbacks(SERIF, ["sans", SERIF_ITALIC]));
    for name in [SERIF_SEMIBOLD, SERIF_ITALIC] {
        families.insert(FontFamily::Name(name.into()), with_fallbacks(name, [SERIF, "sans"]));
    }
    FontDefinitions { font_data, families }
}

/// The font for a sign or an emoji that neither our other fonts nor the system's have. It is read when such a character is
/// to be shown for the first time, and costs nothing before.
pub(super) fn sign(request: &FallbackRequest<'_>) -> Option<FontInsert> {
    let signs: &'static [u8] = include_bytes!("../../../assets/fonts/NotoSansSymbols2-Regular.ttf");
    let emoji: &'static [u8] = include_bytes!("../../../assets/fonts/NotoEmoji-Regular.ttf");
    let wanted = request.cluster.chars().next()?;
    let has_it = |bytes: &[u8]| FontRef::new(bytes).is_ok_and(|font| font.charmap().map(wanted).is_some());
    // Emoji are drawn larger than the letters beside them.
    let (name, bytes, scale) =
        [("signs", signs, 1.0), ("emoji", emoji, 0.85)].into_iter().find(|(_, bytes, _)| has_it(bytes))?;
    let data = FontData::from_static(bytes).tweak(FontTweak { scale, ..FontTweak::default() });
    Some(FontInsert::new(name, data, Vec::new()))
}

fn family(size: f32, name: &str) -> FontId {
    FontId::new(size, FontFamily::Name(name.into()))
}
