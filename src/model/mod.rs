//! The project as data: documents, passages, links and what was found, with who changed what.
//!
//! Everything that is kept is a *record*: one struct declared with `record!`, whose changeable fields carry stamps.
//! Stamps, history, deleting and clashes know records only through the [`Record`] trait, so they treat all kinds alike;
//! the table of kinds is the last part of `record.rs`.
//!
//! What is derived from records stands in files of its own: how far a check is in `check.rs`, what nobody has looked at in
//! `coverage.rs`, what a passage rests on in `origins.rs`, which version of a document is the newest in `versions.rs`,
//! what documents of one title are called in `titles.rs`,
//! whether a sign-off stands in `sign_off.rs`, what two people set differently in `clashes.rs`,
//! what the log tells of that in `told.rs`, who set what an undo put back
//! in `put_back.rs`, what a version has of changes that were accepted late in `late.rs`, which documents were emptied for
//! good and what becomes of passages there in `emptied.rs`. What shows because of all this is worked out when a file is read (`from_records.rs`) and, for what it touched, after every transaction (`following.rs`).
//!
//! This room knows text, but no files, no window, no clock and no chance: ids and times come from outside.
//! Nothing here changes a project but [`Project::apply`]; what applies edits, undoes them and writes the history is the
//! room `edit`. Start reading with [`Project`].

mod from_records;
mod project;
mod record;
mod refusal;
mod stamp;
mod value;

mod about;
mod calculation;
mod check;
mod checklist;
mod circles;
mod document;
mod former;
mod link;
mod pass;
mod passage;
mod proposal;
mod settled;
mod sign_off;
mod source;
mod stays;
mod structure;

mod beside;
mod carriage;
mod clashes;
mod coverage;
mod emptied;
mod following;
mod ids;
mod late;
mod latest;
mod log;
mod made;
mod origins;
mod places;
mod put_back;
mod shown;
mod then;
mod titles;
mod told;
mod versions;

pub use about::{About, Checker};
pub use beside::sentence_twins;
pub use calculation::{Calculation, Slot};
pub use carriage::{Brought, Carriage};
pub use check::{Change, Decision, Outcome, Query, Severity, State, Why};
pub use checklist::{Checklist, Question};
pub use clashes::{Entered, Entry, as_said};
pub use coverage::{Blocker, Coverage, Looked};
pub use document::{Body, Document, Facts, Importer, Loaded, Origin, Role, sha256};
pub use former::{FormerPlace, FormerPlaces};
pub use ids::{
    BadId, CalculationId, ChangeId, CheckerId, DocumentId, Id, LinkId, PassId, PassageId, ProjectId, QueryId,
    SettledId, SignOffId, SourceId,
};
pub use link::{Link, LinkTarget, Rank, Relation};
pub use log::{Changed, Changes, FieldChange, LogEntry, Versions};
pub use made::{Answer, Made, is_as_proposed};
pub use origins::{Origins, RestsOn};
pub use pass::Pass;
pub use passage::{Passage, PassageKind, Place};
pub use places::{Counts, LEFT, Mark, Places, STRETCHES, Standing, StandsIn};
pub use project::{Applied, Edit, Project, SetAside};
pub use proposal::{Proposal, ProposalContent, ProposalKey};
pub(crate) use record::with_kinds;
pub use record::{
    AnyRecord, Fields, PlacesMut, Record, RecordId, RecordKind, Rules, Table, Tables, WrongField, packed,
};
pub use refusal::{EditError, Invalid};
pub use settled::{Fate, Settled, Subject};
pub use sign_off::{BadHash, Covered, SignOff};
pub use source::{Source, SourceKind};
pub use stamp::{Actor, Clash, Clashes, Dot, Stamps, Time};
pub use stays::staying_in_words;
pub use structure::{
    Address, Comment, Cue, Label, Page, PageFlaw, ShownChanges, Span, SpanKind, Story, StoryKind, Structure, View,
};
pub use then::Then;
pub use told::Told;
pub use value::{Field, Text, Value};
pub use versions::Replacing;
