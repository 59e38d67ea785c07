//! Sizes and distances, in points.

/// Between things that belong together: a glyph and its word, two lines of one entry.
pub const SPACE_XS: f32 = 4.0;
/// Between neighbors in a row or column.
pub const SPACE_S: f32 = 8.0;
/// Inside the edges of bars, tables and tabs.
pub const SPACE_M: f32 = 14.0;
/// Between groups, and inside the edges of the passage panel.
pub const SPACE_L: f32 = 18.0;

/// The corners of controls and cards.
pub const RADIUS: u8 = 6;
/// The corners of what floats: menus, bars, dialogs.
pub const RADIUS_FLOAT: u8 = 8;
/// Every outline and hairline.
pub const HAIRLINE: f32 = 1.0;
/// The ring around what has the keyboard.
pub const FOCUS_WIDTH: f32 = 2.0;

/// The height of buttons, pills and fields.
pub const CONTROL_HEIGHT: f32 = 26.0;
/// The height of a table's row.
pub const ROW_HEIGHT: f32 = 32.0;
/// The height of the bar with the menu.
pub const TOP_BAR_HEIGHT: f32 = 40.0;
/// The height of a bar of tabs.
pub const TAB_HEIGHT: f32 = 34.0;
/// The height of the line at the foot of the window.
pub const FOOT_HEIGHT: f32 = 26.0;
/// The width of the documents panel.
pub const DOCUMENTS_WIDTH: f32 = 224.0;
/// The width of the documents panel when it is folded.
pub const RAIL_WIDTH: f32 = 46.0;
/// The width of the passage panel.
pub const PASSAGE_WIDTH: f32 = 318.0;
/// The height of the lower pane.
pub const LOWER_HEIGHT: f32 = 200.0;

/// The widest column that is pleasant to read: 70 characters of the reading font.
pub const MEASURE: f32 = 570.0;
/// Left of the text, for numbers and glyphs.
pub const GUTTER: f32 = 66.0;
/// The width of the overview strip.
pub const STRIP_WIDTH: f32 = 20.0;
/// Between two paragraphs.
pub const PARAGRAPH_GAP: f32 = 12.0;
