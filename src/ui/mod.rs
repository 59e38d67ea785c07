//! Drawing.

mod view_ctx;

pub use view_ctx::ViewCtx;
