//! What words mean: numbers with their bounds and units, dates, names, quotations.
//!
//! Pure functions over one paragraph of text; knows nothing but [`crate::text`]. What a language needs is a table of its
//! own ([`Language`]), so that another language is another file. Start reading with [`Tokens`].

mod interval;
mod language;
mod quantity;
mod stem;
mod tokens;

pub use interval::{End, Interval};
pub use language::Language;
pub use quantity::{Amount, Quantifier, Quantity, Trend, Unit, UnitClass};
pub use stem::Stemmer;
pub use tokens::{Token, TokenKind, Tokens};
