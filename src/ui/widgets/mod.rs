//! Small parts that views are put together from.
//!
//! They know the [theme](super::theme) and nothing of projects: words, numbers and colors come
//! from the caller. Each has a name that a screen reader can say, and each that can be clicked can
//! be reached and used from the keyboard, with a ring that shows it.
//!
//! Start reading in [`Glyph`], the shapes that stand for outcomes.

mod altered;
mod button;
mod card;
mod dialog;
mod edit;
mod field;
mod glyph;
mod label;
mod menu;
mod meter;
mod splitter;
mod tab_bar;
mod table;
mod toast;

pub use self::altered::{altered_color, altered_line, altered_tint};
pub use self::button::{
    accent_button, bar_button, check_box, float_bar, focus_ring, icon_button, keep_focus_in_view, pill_button,
};
pub use self::card::card;
pub use self::dialog::{Answer, Dialog, DialogButton, is_behind_dialog};
pub use self::edit::{EditLook, edit_ui, select_all};
pub use self::field::{date_hint, line_edit, search_field, take_enter, text_area};
pub use self::glyph::{Glyph, glyph};
pub use self::label::{elide_middle, elided_label, fit_middle, kbd, on_one_line, section_label};
pub use self::menu::{context_menu, drop_menu, menu_bar, menu_check, menu_item, menu_key};
pub use self::meter::meter;
pub use self::splitter::{Axis, splitter};
pub use self::tab_bar::{Tab, TabAction, TabBar};
pub use self::table::{Cell, Column, RowLook, Table, TableEvent, TableShown, TableState, cell_job, cell_text};
pub use self::toast::{Severity, ToastEvent, ToastId, Toasts};
