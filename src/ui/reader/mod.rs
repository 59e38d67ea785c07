//! The reader: a document to read, to select in, and to mark passages in.
//!
//! It is given a [`ReaderInput`], keeps in a [`ReaderState`] what only matters on the screen, and tells in
//! [`ReaderOutput`] what the user did. It knows no commands and of the session only
//! what it is given, and changes nothing.
//!
//! Only what is in view is laid out. [`Chunk`] says what that is, [`ParaLayout`] is the one place where offsets
//! and points meet, [`View`] scrolls by lines and not by heights, and [`segments`] says what is drawn where. So a long
//! document costs no more than a short one. Start reading with [`reader_ui`].

mod contract;
mod reader_ui;
mod state;

mod bar;
mod gesture;
mod keys;
mod selection;

mod sight;

mod beside;
mod chunks;
mod grid;
mod layout;
mod page;
mod shown;
mod view;

mod segments;

mod access;
mod column;
mod compared;
mod gutter;
mod margin;
mod outline;
mod paint;
mod proof;
mod strip;
mod untouched;
mod waiting;

pub use chunks::Chunk;
pub use compared::Compared;
pub use contract::{MenuAt, ReaderEvent, ReaderInput, ReaderOutput, Trace};
pub use layout::{ParaLayout, Row};
pub use page::{Laid, LaidBand, Page};
pub use reader_ui::reader_ui;
pub use segments::{N_LANES, Segment, next_in_stack, segments, stack_at};
pub use selection::{Step, step};
pub use shown::Shown;
pub use sight::{Piece, Sight};
pub use state::{ReaderState, Sighted};
pub use view::{Anchor, LayoutCache, Layouter, Line, View};
pub use waiting::{WaitingLook, WaitingSuggestion};
