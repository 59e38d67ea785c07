//! What words mean: numbers with their bounds and units, dates, names, quotations.
//!
//! Pure functions over one paragraph of text; knows nothing but [`crate::text`]. What a language needs is a table of its
//! own ([`Language`]), so that another language is another file. Start reading with [`Tokens`].

mod clock;
mod context;
mod date;
mod digits;
mod ellipsis;
mod fraction;
mod gender;
mod interval;
mod language;
mod measure;
mod name;
mod noun;
mod number;
mod pieces;
mod quantities;
mod quantity;
mod quotation;
mod stem;
mod term;
mod tokens;
mod trend;
mod unit;

pub use clock::{ClockMeaning, ClockWord, Days, clock_words};
pub use date::{DateMeaning, DateMention, dates};
pub use gender::{Gender, GenderWords};
pub use interval::{End, Interval};
pub use language::{ClaimWords, ClockWords, CueVerb, Language, Pronoun, Sense, Speech, TimeUnit, VerbForm, has};
pub use name::{Name, NameKind, NameWords, Names};
pub use quantities::{quantities, quantity_at};
pub use quantity::{Amount, Quantifier, Quantity, Trend};
pub use quotation::{Oddity, Quotation, quotation_at, quotations};
pub use stem::Stemmer;
pub use term::{Lexicon, Term, Terms};
pub use tokens::{Token, TokenKind, Tokens};
pub use unit::{Unit, UnitClass};
