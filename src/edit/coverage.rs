//! Passing sentences, dismissing what was suggested, and signing off.

use std::collections::BTreeSet;

use crate::model::{
    Blocker, Document, DocumentId, Edit, Fate, Field, Id, Pass, PassId, PassageKind, Place, Project, Settled,
    SettledId, SignOff, SignOffId, Subject, Text,
};
use crate::text::TextRange;

use super::Transaction;
use super::recipes::UNSTAMPED;

/// Says of sentences or headings of a draft that there is nothing to check in them. Those that cannot be marked, or of
/// which it was said already, are left out.
pub fn pass_sentences(project: &Project, draft: &Document, sentences: &[TextRange]) -> Transaction {
    let passes = sentences.iter().filter_map(|sentence| Some(Pass::new(Place::of(draft, *sentence)?, UNSTAMPED)));
    let mut ids: BTreeSet<PassId> = BTreeSet::new();
    let fresh = passes.filter(|pass| !project.tables().is_present(pass.id.into()) && ids.insert(pass.id));
    Transaction::new("Nothing to check here", fresh.map(Edit::insert).collect())
}

/// Takes passes of a document back: all that have words in `range`.
pub fn take_back_passes(project: &Project, document: DocumentId, range: TextRange) -> Transaction {
    let inside = project.passes_of(document).filter(|pass| pass.place.range().overlaps(range));
    Transaction::new("Something to check here", inside.map(|pass| Edit::remove(pass.id)).collect())
}

/// Dismisses words that the program noticed, each with what it would have been. Those that cannot be marked are left out.
pub fn dismiss_words(
    project: &Project,
    document: &Document,
    words: &[(TextRange, PassageKind)],
    reason: &str,
) -> Transaction {
    let command = if words.len() == 1 { "Dismiss a suggestion" } else { "Dismiss suggestions" };
    let subjects = words.iter().filter_map(|(range, kind)| Some(Subject::Words(Place::of(document, *range)?, *kind)));
    Transaction::new(command, dismiss(project, subjects, reason))
}

/// Dismisses two places that the program compared: nothing is to be said about them.
pub fn dismiss_pair(project: &Project, a: Place, b: Place, reason: &str) -> Transaction {
    Transaction::new("Dismiss a pair", dismiss(project, [Subject::Pair(a, b)], reason))
}

/// Lets what was settled wait again.
pub fn take_back_settled(project: &Project, settled: &[SettledId]) -> Transaction {
    let command = if settled.len() == 1 { "Bring a suggestion back" } else { "Bring suggestions back" };
    let present = settled.iter().filter(|id| project.tables().is_present((**id).into()));
    Transaction::new(command, present.map(|id| Edit::remove(*id)).collect())
}

/// Signs a draft off, with as many undecided suggestions as the caller knows of. With something open it is refused and the
/// list of that given, unless a reason says why it is signed off all the same.
///
/// Like [`Project::sign_off_blockers`] it looks at all of the text.
pub fn sign_off(
    project: &Project,
    draft: &Document,
    n_undecided: usize,
    reason: &str,
    fresh: Id,
) -> Result<(SignOffId, Transaction), Vec<Blocker>> {
    let blockers = project.sign_off_blockers(draft, n_undecided);
    let (command, reason) = match (blockers.is_empty(), reason.trim()) {
        (true, _) => ("Sign off", ""),
        (false, "") => return Err(blockers),
        (false, reason) => ("Sign off in spite of what is open", reason),
    };
    let sign_off = SignOff::new(fresh.into(), project, draft.id, reason, UNSTAMPED);
    Ok((sign_off.id, Transaction::new(command, vec![Edit::insert(sign_off)])))
}

/// Takes a sign-off back.
pub fn take_back_sign_off(sign_off: SignOffId) -> Transaction {
    Transaction::new("Take the sign-off back", vec![Edit::remove(sign_off)])
}

fn dismiss(project: &Project, subjects: impl IntoIterator<Item = Subject>, reason: &str) -> Vec<Edit> {
    let mut ids: BTreeSet<SettledId> = BTreeSet::new();
    let mut edits = Vec::new();
    for subject in subjects {
        let settled = Settled { reason: reason.into(), ..Settled::new(subject, Fate::Dismissed, UNSTAMPED) };
        if !ids.insert(settled.id) {
            continue;
        }
        if project.tables().is_present(settled.id.into()) {
            edits.push(Edit::set(settled.id, Field::Fate, Fate::Dismissed));
            edits.push(Edit::set(settled.id, Field::Reason, Text::from(reason)));
        } else {
            edits.push(Edit::insert(settled));
        }
    }
    edits
}
