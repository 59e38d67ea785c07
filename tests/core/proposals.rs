//! What a writer put beside the words of a draft: accepted, dismissed, and all of it undone.

use tickmark::edit::{Transaction, accept_proposal, dismiss_pair, dismiss_proposals, dismiss_words, take_back_settled};
use tickmark::model::{
    Address, Body, Comment, Document, DocumentId, Edit, Facts, Importer, LinkTarget, Loaded, Origin, PassageId,
    PassageKind, Place, ProposalKey, Role, Span, SpanKind, Story, StoryKind, Structure, Time, sha256,
};
use tickmark::text::{Blocks, TextRange};

use crate::support::{Case, UNSTAMPED};

const TEXT: &str = "Over 80,000 were held. A report says so.\nThe report, page 4.";

/// A draft with a comment on its number that was answered, a note, and an address.
fn draft(role: Role) -> Document {
    with_spans(role, Vec::new())
}

/// The same with these stretches marked.
fn with_spans(role: Role, spans: Vec<Span>) -> Document {
    let at = |words: &str| TEXT.find(words).expect("words of the text");
    let range = |words: &str| TextRange::between(at(words), at(words) + words.len());
    let comment = |author: &str, text: &str, thread| Comment {
        author: author.into(),
        time: "2025-03-01T10:00:00Z".into(),
        range: range("Over 80,000"),
        text: text.into(),
        thread,
        resolved: false,
    };
    let note = range("The report, page 4.");
    let structure = Structure {
        comments: vec![comment("Ana", "From the call", None), comment("Ben", "Which?", Some(0))],
        stories: vec![Story {
            kind: StoryKind::Footnote,
            range: note,
            anchor: u32::try_from(at(" A report")).ok(),
            mark: "1".into(),
        }],
        addresses: vec![Address { range: range("report"), url: "https://example.org/report".into() }],
        spans,
        ..Structure::default()
    };
    let origin = Origin { name: "a.docx".into(), bytes: 1, sha256: sha256(b"a"), loaded: Time(0) };
    let loaded = Loaded {
        origin,
        media_type: "text/plain".into(),
        encoding: String::new(),
        importer: Importer::default(),
        facts: Facts::default(),
        body: Body::new(TEXT, Blocks::lines(TEXT), structure),
    };
    Document::new(loaded, "a.docx", role, UNSTAMPED)
}

fn case() -> (Case, DocumentId) {
    let mut case = Case::new("");
    let document = draft(Role::Draft);
    let id = document.id;
    case.commit(Transaction::new("Add document", vec![Edit::insert(document)]));
    (case, id)
}

fn waiting(case: &Case, document: DocumentId) -> Vec<ProposalKey> {
    let document = case.project().document(document).expect("the draft");
    case.project().waiting_proposals(document).iter().map(|proposal| proposal.key).collect()
}

#[track_caller]
fn accept(case: &mut Case, document: DocumentId, key: ProposalKey) -> PassageId {
    let fresh = [case.fresh(), case.fresh()];
    let document = case.project().document(document).expect("the draft").clone();
    let accepted = accept_proposal(case.project(), &document, key, PassageKind::Claim, fresh);
    let (id, what) = accepted.expect("a proposal");
    case.commit(what);
    id
}

#[test]
fn a_draft_proposes_what_its_writer_put_beside_the_words() {
    let (case, document) = case();
    let all = [ProposalKey::Comment(0), ProposalKey::Note(0), ProposalKey::Address(0)];
    assert_eq!(waiting(&case, document), all, "in the order of the text; an answer goes with its comment");
    assert!(draft(Role::Evidence).proposals().is_empty(), "evidence is not checked");
}

#[test]
fn links_beside_the_article_of_a_page_are_no_proposals() {
    let article = |range| Span { kind: SpanKind::Article, range, author: String::new(), time: String::new() };
    let proposes_a_link = |range| {
        let document = with_spans(Role::Draft, vec![article(range)]);
        document.proposals().iter().any(|proposal| matches!(proposal.key, ProposalKey::Address(_)))
    };
    let sentence = TextRange::between(0, 22);
    assert!(!proposes_a_link(sentence) && proposes_a_link(TextRange::between(0, 40)));
}

#[test]
fn an_accepted_comment_is_a_passage_with_its_words_as_note() {
    let (mut case, document) = case();
    let id = accept(&mut case, document, ProposalKey::Comment(0));
    let passage = case.project().passage(id).expect("a passage").clone();
    assert_eq!(passage.words(), "Over 80,000");
    assert_eq!(&*passage.note, "Ana, 2025-03-01: From the call\nBen, 2025-03-01: Which?");
    assert!(!waiting(&case, document).contains(&ProposalKey::Comment(0)));
    let time = case.now();
    case.session.undo(time).expect("something to undo").expect("that it can be undone");
    assert_eq!(case.project().passages().count(), 0);
    assert!(waiting(&case, document).contains(&ProposalKey::Comment(0)), "it waits again");
    accept(&mut case, document, ProposalKey::Comment(0));
    assert_eq!(case.project().passages().count(), 1);
}

#[test]
fn an_accepted_note_or_address_links_its_sentence_with_a_source() {
    let (mut case, document) = case();
    let noted = accept(&mut case, document, ProposalKey::Note(0));
    assert_eq!(case.project().passage(noted).expect("a passage").words(), "Over 80,000 were held.");
    let led = accept(&mut case, document, ProposalKey::Address(0));
    assert_eq!(case.project().passage(led).expect("a passage").words(), "A report says so.");
    let cited = |id| match case.project().links_from(id).next().expect("a link").to {
        LinkTarget::Source(source) => case.project().source(source).expect("a source").clone(),
        other => panic!("linked to {other:?}"),
    };
    assert_eq!(&*cited(noted).name, "The report, page 4.");
    assert_eq!((&*cited(led).name, &*cited(led).url), ("report", "https://example.org/report"));
}

#[test]
fn words_that_are_a_passage_already_are_not_marked_twice() {
    let (mut case, document) = case();
    let draft = case.project().document(document).expect("the draft").clone();
    let sentence = TextRange::between(23, 40);
    let fresh = case.fresh();
    let marked = tickmark::edit::add_passage(case.project(), &draft, sentence, PassageKind::Quote, fresh);
    let (quote, what) = marked.expect("words");
    case.commit(what);
    assert_eq!(accept(&mut case, document, ProposalKey::Address(0)), quote);
    assert_eq!(case.project().passage(quote).expect("it").kind, PassageKind::Quote, "it stays what it was");
}

#[test]
fn what_was_dismissed_waits_no_more_until_that_is_undone() {
    let (mut case, document) = case();
    let what = dismiss_proposals(case.project(), document, &waiting(&case, document));
    case.commit(what);
    assert!(waiting(&case, document).is_empty());
    let time = case.now();
    case.session.undo(time).expect("something to undo").expect("that it can be undone");
    assert_eq!(waiting(&case, document).len(), 3);
}

#[test]
fn dismissed_words_stay_dismissed_as_what_they_were() {
    let (mut case, document) = case();
    let draft = case.project().document(document).expect("the draft").clone();
    let words = TextRange::between(0, 11);
    let is = |case: &Case, kind| case.project().is_dismissed(document, words, kind);
    let what = dismiss_words(case.project(), &draft, &[(words, PassageKind::Claim), (words, PassageKind::Claim)], "no");
    assert_eq!((what.edits.len(), &*what.command), (1, "Dismiss suggestions"));
    case.commit(what);
    assert!(is(&case, PassageKind::Claim) && !is(&case, PassageKind::Statistic));
    let settled = case.project().settled_of(document).next().expect("the dismissal").clone();
    assert_eq!(&*settled.reason, "no");
    case.commit(take_back_settled(case.project(), &[settled.id]));
    assert!(!is(&case, PassageKind::Claim));
    let time = case.now();
    case.session.undo(time).expect("something to undo").expect("that it can be undone");
    assert!(is(&case, PassageKind::Claim));
}

#[test]
fn a_dismissed_pair_is_one_whichever_comes_first() {
    let (mut case, document) = case();
    let draft = case.project().document(document).expect("the draft").clone();
    let (a, b) = (TextRange::between(0, 11), TextRange::between(23, 40));
    let place = |range| Place::of(&draft, range).expect("words");
    case.commit(dismiss_pair(case.project(), place(b), place(a), ""));
    let is = |case: &Case, a, b| case.project().is_pair_dismissed((document, a), (document, b));
    assert!(is(&case, a, b) && is(&case, b, a) && !is(&case, a, a));
    case.commit(dismiss_pair(case.project(), place(a), place(b), "they speak of different years"));
    let all: Vec<_> = case.project().settled_of(document).map(|settled| settled.reason.to_string()).collect();
    assert_eq!(all, ["they speak of different years"]);
}

#[test]
fn a_document_is_removed_with_what_became_of_its_proposals() {
    let (mut case, document) = case();
    accept(&mut case, document, ProposalKey::Comment(0));
    let what = tickmark::edit::remove_document(case.project(), document);
    case.commit(what);
    assert!(case.project().document(document).is_none());
}
