//! The project as data: documents, passages, links and what was found, with who changed what.
//!
//! Everything that is kept is a *record*: one struct declared with `record!`, whose changeable fields carry stamps.
//! Stamps, history, deleting and clashes know records only through the [`Record`] trait, so they treat all kinds alike;
//! the table of kinds is the last part of `record.rs`.
//!
//! This room knows text, but no files, no window, no clock and no chance: ids and times come from outside.
//! Nothing here changes a project but [`Project::apply`]; what applies edits, undoes them and writes the history is the
//! room `edit`. Start reading with [`Project`].

mod from_records;
mod project;
mod record;
mod stamp;
mod value;

mod about;
mod check;
mod document;
mod link;
mod passage;
mod proposal;
mod source;
mod structure;

mod ids;
mod log;
mod places;
mod shown;

pub use about::{About, Checker};
pub use check::{Change, Decision, Outcome, Query, Severity, State, Why};
pub use document::{Body, Document, Facts, Importer, Loaded, Origin, Role, sha256};
pub use ids::{BadId, ChangeId, CheckerId, DocumentId, Id, LinkId, PassageId, ProjectId, QueryId, SettledId, SourceId};
pub use link::{Link, LinkTarget, Rank, Relation};
pub use log::{Changed, Changes, FieldChange, LogEntry};
pub use passage::{Passage, PassageKind, Place};
pub use places::{Counts, Mark, Places, STRETCHES, Standing};
pub use project::{Applied, Edit, EditError, Invalid, Project, SetAside};
pub use proposal::{Fate, Proposal, ProposalContent, ProposalKey, Settled};
pub use record::{AnyRecord, Fields, Record, RecordId, RecordKind, Rules, Table, Tables, WrongField, packed};
pub use source::{Source, SourceKind};
pub use stamp::{Actor, Clash, Clashes, Dot, Stamps, Time};
pub use structure::{
    Address, Comment, Cue, Label, Page, PageFlaw, ShownChanges, Span, SpanKind, Story, StoryKind, Structure, View,
};
pub use value::{Field, Text, Value};
