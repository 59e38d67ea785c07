//! Tickmark: a desktop fact-checking workbench. The module list is the architecture, in reading order.
//!
//! Each module is a *room* with one subject, and knows only rooms above it; `tests/tidy.rs` holds the whole table. A click
//! goes through them like this: a view sends a `Command`, [`command`] resolves it to an `Action` or says why not, [`app`]
//! does it, [`session`] commits a transaction of [`edit`]s to the [`model`], brings its indexes up to date from what was
//! touched, and the next frame draws the new project.
//!
//! Where this differs from what one might expect, and why:
//!
//! - **One kind of edit for all records.** An edit inserts a record or sets one field of one; there is no variant per
//!   change. Stamps, history, deleting and clashes then treat all kinds alike, the inverse of an edit is an edit, and a
//!   new kind of record is a struct and a line in the table of kinds, from which its list in the file follows. What people
//!   call changes ("mark", "link", "remove with all that hangs on it") are recipes.
//! - **A sign-off holds a sum of hashes** of all that it covers. Whether it stands is derived: no change has to remember to
//!   strike it, and taking a change back restores it.
//! - **Deleting keeps the record** and sets its field *present* to no, so that it can be told from never having been there.
//! - **One thing has no way back:** a removed document that is emptied for good loses its text in every copy that hears of
//!   it (`model/emptied.rs`). The history lets go of all steps before it, for their way back would lead to the text. What
//!   somebody marked there without knowing keeps the words that it quotes, and stands nowhere.
//! - **Persistent maps** hold the records: a snapshot for a save or a job is a clone that costs nothing, and the first edit
//!   after it copies a few nodes.
//! - **Indexes live in the session**, not in the project, and all in one value: they are never saved, and going over to
//!   another state of the project exchanges them whole.
//! - **Merging decides nothing.** It unites what two copies hold; what shows, what counts as deleted and what clashes is
//!   derived from that on reading, by `model/clashes.rs`. So copies merge in any order, again and again, to the same bytes.
//! - **Of versions only this is kept:** which document replaces which, and where passages were before. Which is the newest is
//!   derived, and so is where a passage stands that somebody marked in an earlier version without knowing of the next: it
//!   is shown there and saved where it was marked, until a person takes it over (`model/versions.rs`). Carrying it while
//!   merging would need a stamp, and two people who merge the same would no longer have the same bytes. So is what the
//!   newest has of a change that somebody accepted without knowing of it (`model/late.rs`), and that a question which two
//!   people answered otherwise is asked again (`model/circles.rs`). What follows from the version is no clash: that two
//!   people carried a passage to different ones is decided of the versions, and of several along one line the latest shows
//!   (`model/latest.rs`). A passage stands in a draft, in evidence, or was left in an earlier version of a draft
//!   (`StandsIn`): then all that was found of it is kept and shown, but nothing of it is open or counts.
//! - **What was meant is derived, too.** A record holds what is. Which words a passage had when something was done to it is
//!   told by the log, and by who can have known of what (`model/then.rs`); what is new to somebody, by the stamps that they
//!   have not taken in (`merge/news.rs`), before a merge as after it.
//! - **A merge is a step of undo, but no transaction.** It takes no stamp. Taking it back puts the project itself back, and
//!   goes on as another actor: what came in counts as not received, and no stamp is given twice. Its indexes come ready
//!   from the job that united, and those of the state before stay with the step: either way is an exchange.
//! - **The journal tells the way back.** With every transaction go the edits that take it back, and with every merge the
//!   project that it left; the one before it follows from the file and what was done to it. So undo survives a crash.
//! - **The reader keeps no heights.** It scrolls by an offset in the text, so a long document needs no index of its
//!   paragraphs' heights, and nothing has to be measured again when the window changes its width.
//! - **A document is one text with a structure beside it.** Notes, headers and struck words stand in the text, after the
//!   body or where they were, and the structure says what they are; what is shown is a question of the view. So an offset
//!   means the same everywhere, and nothing that was read is out of reach of marking, searching and linking.
//! - **Files of strangers are read by the program itself in a second process**, which limits itself: crates that read
//!   formats may loop, overflow their stack or ask for all memory, and no other means stops all three.
//! - **The table is our own**: it needs one focus, a cursor row and a 64-bit scroll offset, which no crate offers together.

/// Text as text: ranges, sentences, dates.
pub mod text;

/// What words mean: numbers, dates, names, quotations.
pub mod reading;

/// The project as data, and its invariants.
pub mod model;

/// The only way a project changes: transactions, undone and redone.
pub mod edit;

/// Files of other programs as text.
pub mod import;

/// The project file and all else that is kept on disk.
pub mod store;

/// Words to the places where they stand.
pub mod search;

/// What in a text can be wrong: quotes, statistics, claims.
pub mod detect;

/// Two statements of one fact, and how they differ.
pub mod compare;

/// Two copies of a project to one.
pub mod merge;

/// One open project at work.
pub mod session;

/// The project that shows what the program does, made by its own means.
pub mod sample;

/// Chance and the clock, for the rooms below.
pub mod chance;

/// The commands that need no window.
pub mod cli;

/// What a user can ask for.
#[cfg(feature = "gui")]
pub mod command;

/// Drawing.
#[cfg(feature = "gui")]
pub mod ui;

/// The shell that owns everything and does things.
#[cfg(feature = "gui")]
pub mod app;
