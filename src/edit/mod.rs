//! The only way a project changes: transactions of edits, applied whole or not at all, undone and redone.
//!
//! [`History::commit`] applies a [`Transaction`] as one step, stamps it with the next dot, writes the log and tells what it
//! touched. Undo and redo are transactions too: they put back values, never stamps. Recipes are the transactions of the
//! trade: marking, linking, taking in a new version, removing with all that hangs on it. A merge is a step of the history
//! too, but no transaction: undoing it puts the project itself back, stamps and all. This room knows text and model. Start
//! with `history.rs`.

mod calculations;
mod coverage;
mod facts;
mod going_back;
mod history;
mod proposals;
mod recipes;
mod repeat;
mod replace;
mod settling;
mod typing;

pub use calculations::{calculate, remove_calculation};
pub use coverage::{
    dismiss_pair, dismiss_words, pass_sentences, sign_off, take_back_passes, take_back_settled, take_back_sign_off,
};
pub use facts::{Deed, Facts, repeat_deeds};
pub use going_back::{all_beside, beside, goes_back, returning};
pub use history::{Commit, History, MergeTurn, Moment, Touched, Transaction, Turn, lower_first};
pub use proposals::{NoticedWords, accept_proposal, accept_proposals, accept_words, dismiss_proposals};
pub use recipes::{
    add_link, add_passage, clear_reopened, decide, empty_documents, let_stand, link_places, link_words,
    remove_document, remove_passages, remove_source, set_field, set_kind, set_outcome, set_place,
};
pub use repeat::{Repeat, Repeated, repeat};
use replace::in_quotes;
pub use replace::{CannotReplace, accept_carried, attach, choose_newest, replace, take_over};
pub use settling::settle;
pub use typing::{Typing, TypingTarget, tidy_date};
