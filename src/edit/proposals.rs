//! Accepting and dismissing what the writer of a draft put beside its words.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    Address, Comment, Document, DocumentId, Edit, Fate, Field, Id, Link, LinkId, LinkTarget, Passage, PassageId,
    PassageKind, Place, Project, Proposal, ProposalContent, ProposalKey, Relation, Settled, Source, SourceKind,
    Subject,
};
use crate::text::{TextRange, sentence_at};

use super::Transaction;
use super::recipes::UNSTAMPED;

/// Accepts a proposal: its words become a passage of this kind, unless they are one already, and it keeps what was
/// proposed; a comment as its note, a note or an address as a link to a source. `None` if there is no such proposal.
///
/// `fresh` are ids for records whose own are taken.
pub fn accept_proposal(
    project: &Project,
    document: &Document,
    key: ProposalKey,
    kind: PassageKind,
    fresh: [Id; 2],
) -> Option<(PassageId, Transaction)> {
    let proposal = document.proposal(key)?;
    let [fresh_passage, fresh_source] = fresh;
    let (id, mut edits) = match passage_at(project, document, &proposal) {
        Some(there) => (there.id, Vec::new()),
        None => {
            let mut passage = Passage::new(Place::of(document, words_of(document, &proposal))?, kind, UNSTAMPED);
            if project.passage(passage.id).is_some() {
                passage.id = fresh_passage.into();
            }
            (passage.id, vec![Edit::insert(passage)])
        }
    };
    match proposal.content {
        ProposalContent::Comment(comment) => {
            let before = project.passage(id).map_or("", |passage| passage.note.as_str());
            let words = comment_words(comment, document.answers(index_of(key)));
            let note = if before.is_empty() { words } else { format!("{before}\n{words}") };
            edits.push(Edit::set(id, Field::Note, crate::model::Text::from(note)));
        }
        ProposalContent::Note(story) => {
            let words = document.body.quoted(story.range);
            let source = Source::new(fresh_source.into(), SourceKind::Other, &first_line(&words), UNSTAMPED);
            edits.extend(cite(project, id, Source { detail: rest(&words).into(), ..source }));
        }
        ProposalContent::Address(address) => edits.extend(cite_address(project, document, id, address, fresh_source)),
    }
    edits.push(settle(project, document.id, key, Fate::Accepted));
    Some((id, Transaction::new("Accept a proposal", edits)))
}

/// Accepts several proposals in one step. Those that cannot be accepted are left as they are.
pub fn accept_proposals(
    project: &Project,
    keys: &[(DocumentId, ProposalKey)],
    kind: PassageKind,
    fresh: Id,
) -> Transaction {
    // Each is accepted in the project that those before have left: two may speak of the same words.
    let mut after = project.clone();
    let mut edits = Vec::new();
    for (index, (document, key)) in keys.iter().enumerate() {
        let own = |what: &str| Id::derived(&[fresh.to_string().as_bytes(), what.as_bytes(), &index.to_le_bytes()]);
        let ids = [own("passage"), own("source")];
        let accepted = after.document(*document).cloned();
        let accepted = accepted.and_then(|document| accept_proposal(&after, &document, *key, kind, ids));
        for edit in accepted.into_iter().flat_map(|(_, what)| what.edits) {
            if after.apply(edit.clone(), UNSTAMPED).is_ok() {
                edits.push(edit);
            }
        }
    }
    let command = if keys.len() == 1 { "Accept a proposal" } else { "Accept proposals" };
    Transaction::new(command, edits)
}

/// Words that the program noticed, and what they become when they are accepted.
#[derive(Clone, Copy, Debug)]
pub struct NoticedWords<'p> {
    /// The document they are in.
    pub document: &'p Document,
    /// Where they are.
    pub range: TextRange,
    /// The kind of their passage.
    pub kind: PassageKind,
    /// Whose words they are, if that was noticed.
    pub speaker: &'p str,
}

/// Accepts words that the program noticed: they become passages, unless they are passages of their kind already.
pub fn accept_words(project: &Project, words: &[NoticedWords<'_>]) -> Transaction {
    let mut ids: BTreeSet<PassageId> = BTreeSet::new();
    let passages = words.iter().filter_map(|words| {
        let place = Place::of(words.document, words.range)?;
        let speaker = if words.kind == PassageKind::Quote { words.speaker } else { "" };
        let passage = Passage { speaker: speaker.into(), ..Passage::new(place, words.kind, UNSTAMPED) };
        let is_fresh = project.passage(passage.id).is_none() && ids.insert(passage.id);
        is_fresh.then(|| Edit::insert(passage))
    });
    let command = if words.len() == 1 { "Accept a suggestion" } else { "Accept suggestions" };
    Transaction::new(command, passages.collect())
}

/// Dismisses proposals of a document.
pub fn dismiss_proposals(project: &Project, document: DocumentId, keys: &[ProposalKey]) -> Transaction {
    let command = if keys.len() == 1 { "Dismiss a proposal" } else { "Dismiss proposals" };
    let edits = keys.iter().map(|key| settle(project, document, *key, Fate::Dismissed));
    Transaction::new(command, edits.collect())
}

fn settle(project: &Project, document: DocumentId, key: ProposalKey, fate: Fate) -> Edit {
    let settled = Settled::new(Subject::Proposal(document, key), fate, UNSTAMPED);
    match project.fate(document, key) {
        Some(_) => Edit::set(settled.id, Field::Fate, fate),
        None => Edit::insert(settled),
    }
}

/// The passage that a proposal speaks of, if its words are one already: for words, the one of just these; for a place or
/// an address, the shortest around it.
fn passage_at<'p>(project: &'p Project, document: &Document, proposal: &Proposal<'_>) -> Option<&'p Arc<Passage>> {
    let is_exact = matches!(proposal.content, ProposalContent::Comment(_)) && !proposal.range.is_empty();
    let fits = |passage: &&Arc<Passage>| {
        passage.place.document == document.id
            && if is_exact { passage.range() == proposal.range } else { passage.range().covers(proposal.range) }
    };
    project.passages().filter(fits).min_by_key(|passage| (passage.range().len(), passage.id))
}

/// The words that a proposal is about: its own, or the sentence that it stands in.
fn words_of(document: &Document, proposal: &Proposal<'_>) -> TextRange {
    let own = proposal.range.trimmed(document.text());
    if !own.is_empty() && matches!(proposal.content, ProposalContent::Comment(_)) {
        return own;
    }
    // A mark stands behind what it belongs to.
    let before = document.text().get(..proposal.range.start()).and_then(|text| text.chars().next_back());
    let at = proposal.range.start() - if proposal.range.is_empty() { before.map_or(0, char::len_utf8) } else { 0 };
    let (block, words) = document.block_at(at);
    let sentence = sentence_at(words, at.saturating_sub(block.start())).shifted(block.start());
    sentence.trimmed(document.text())
}

fn index_of(key: ProposalKey) -> u32 {
    match key {
        ProposalKey::Comment(index) | ProposalKey::Note(index) | ProposalKey::Address(index) => index,
    }
}

/// A comment with its answers, each with who wrote it and when.
fn comment_words<'d>(comment: &'d Comment, answers: impl Iterator<Item = &'d Comment>) -> String {
    let mut words = String::new();
    for comment in std::iter::once(comment).chain(answers) {
        if !words.is_empty() {
            words.push('\n');
        }
        let day = comment.time.split('T').next().unwrap_or_default();
        let who = [comment.author.as_str(), day].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        if !who.is_empty() {
            words.extend([who.join(", ").as_str(), ": "]);
        }
        words.push_str(comment.text.trim());
        if comment.resolved {
            words.push_str(" (marked as done)");
        }
    }
    words
}

/// Links a passage with where its words lead to; a source of that address is used if there is one.
fn cite_address(project: &Project, document: &Document, id: PassageId, to: &Address, fresh: Id) -> Vec<Edit> {
    if let Some(known) = project.sources().into_iter().find(|source| source.url.as_str() == to.url) {
        let target = LinkTarget::Source(known.id);
        let is_linked = project.links_from(id).any(|link| link.to == target);
        return if is_linked { Vec::new() } else { vec![link_edit(project, id, target)] };
    }
    let name = document.body.quoted(to.range);
    let source = Source::new(fresh.into(), SourceKind::WebPage, &first_line(&name), UNSTAMPED);
    cite(project, id, Source { url: to.url.as_str().into(), ..source })
}

fn cite(project: &Project, id: PassageId, source: Source) -> Vec<Edit> {
    let target = LinkTarget::Source(source.id);
    vec![Edit::insert(source), link_edit(project, id, target)]
}

/// That a writer names a source does not say that it bears the words out: that is for the checker to find.
fn link_edit(project: &Project, from: PassageId, to: LinkTarget) -> Edit {
    debug_assert!(project.link(LinkId::of(from, to)).is_none(), "who asks has looked");
    Edit::insert(Link::new(LinkId::of(from, to), from, to, Relation::Context, UNSTAMPED))
}

/// The longest name of a source that is made of running text, in characters.
const MAX_NAME_CHARS: usize = 80;

fn first_line(words: &str) -> String {
    let line = words.trim().lines().next().unwrap_or_default();
    let mut chars = line.chars();
    let mut name: String = chars.by_ref().take(MAX_NAME_CHARS).collect();
    if chars.next().is_some() {
        name.push('…');
    }
    name
}

/// The words whole, if the first line does not say them all.
fn rest(words: &str) -> &str {
    let words = words.trim();
    if first_line(words) == words { "" } else { words }
}
