//! Finding words as a reader would: no matter how they are capitalized, accented, quoted or broken into lines.
//!
//! [`find`] looks into one text and knows nothing else; [`Everywhere`] looks into everything that a project holds, a part
//! at a time, for the window and for the command line alike; [`EvidenceIndex`] finds sentences about the same. Start reading with [`find`].

mod everywhere;
mod evidence;
mod words;

pub use everywhere::{Everywhere, Hit, HitPlace};
pub use evidence::{Evidence, EvidenceIndex, Sought};
pub use words::{Query, find};
