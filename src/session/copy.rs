//! Passages, queries and changes as text for the clipboard: a table for a spreadsheet, a list for an e-mail.

use std::fmt::Write as _;

use crate::model::{Change, Decision, Outcome, Passage, PassageId, Query};

use super::{Session, change_in_words, why_it_stands};

/// A text for the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The text.
    pub text: String,
    /// What it is, for a notice: "3 rows".
    pub what: String,
}

/// Words of a document as they stand there.
pub fn words(words: &str) -> Copied {
    Copied { text: words.to_owned(), what: counted(words.split_whitespace().count(), "word", "words") }
}

/// "1 link", "3 links".
pub fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Rows as a table: columns separated by tabs, a line for the heads.
pub fn as_table(session: &Session, passages: &[PassageId]) -> Copied {
    let mut table = String::from("Passage\t¶\tDocument\tKind\tState\tOutcome\tLinks\tNote\n");
    for passage in in_order(session, passages) {
        let standing = session.standing(passage);
        let cells = [
            &*session.project().words(&passage.place),
            &paragraph(session, passage).to_string(),
            title(session, passage),
            passage.kind.label(),
            standing.label(),
            standing.found().map_or("", Outcome::label),
            &session.project().links_from(passage.id).count().to_string(),
            &passage.note,
        ];
        let line: Vec<String> = cells.iter().map(|cell| cell.replace(['\t', '\n'], " ")).collect();
        table.push_str(&line.join("\t"));
        table.push('\n');
    }
    Copied { text: table, what: counted(passages.len(), "row", "rows") }
}

/// Passages as a list: paragraph, words, outcome, why they stand, and note, a paragraph each.
pub fn as_list(session: &Session, passages: &[PassageId]) -> Copied {
    let mut list = String::new();
    for passage in in_order(session, passages) {
        let standing = session.standing(passage);
        let _ = write!(
            list,
            "{}, {}: “{}”",
            title(session, passage),
            place_name(session, passage),
            bare(&session.project().words(&passage.place))
        );
        match standing.found() {
            Some(outcome) => list.extend([" — ", outcome.label()]),
            None if standing.is_draft() => list.extend([" — ", standing.state.label()]),
            None => {}
        }
        if standing.is_left() {
            list.push_str(", left in an earlier version");
        }
        let why = why_it_stands(session.project(), passage);
        if !why.is_empty() {
            let _ = write!(list, ". {why}");
        }
        list.push('\n');
        if !passage.note.is_empty() {
            let _ = writeln!(list, "    {}", passage.note.replace('\n', "\n    "));
        }
    }
    Copied { text: list, what: counted(passages.len(), "passage", "passages") }
}

/// Queries as a list for the one they go to: paragraph, words, question, and the answer where there is one.
pub fn queries_as_text(session: &Session, queries: &[&Query]) -> Copied {
    let mut queries: Vec<_> =
        queries.iter().filter_map(|query| Some((session.project().passage(query.passage)?, *query))).collect();
    queries.sort_by_key(|(passage, query)| (query.to.to_string(), key(session, passage), query.id));
    let mut list = String::new();
    let mut to = None;
    for (passage, query) in &queries {
        if to != Some(query.to.as_str()) {
            if to.is_some() {
                list.push('\n');
            }
            let _ = writeln!(list, "To {}:", query.to);
            to = Some(query.to.as_str());
        }
        let _ = writeln!(
            list,
            "{} “{}”\n    {}",
            place_name(session, passage),
            bare(&session.project().words(&passage.place)),
            query.question
        );
        if !query.answer.is_empty() {
            let _ = writeln!(list, "    Answer: {}", query.answer);
        }
    }
    Copied { text: list, what: counted(queries.len(), "query", "queries") }
}

/// Changes as a list for whoever makes them: paragraph, the words as they are, and as they should be.
pub fn changes_as_text(session: &Session, changes: &[&Change]) -> Copied {
    let mut changes: Vec<_> =
        changes.iter().filter_map(|change| Some((session.project().passage(change.passage)?, *change))).collect();
    changes.sort_by_key(|(passage, change)| (key(session, passage), change.id));
    let mut list = String::new();
    for (passage, change) in &changes {
        let severity = change.severity.label().to_lowercase();
        let _ = write!(list, "{} {} ({severity}", place_name(session, passage), change_in_words(change));
        if change.decision != Decision::Open {
            let _ = write!(list, "; {}", change.decision.label().to_lowercase());
            let made = change.made.filter(|_| change.decision == Decision::Accepted);
            made.into_iter().for_each(|made| list.extend([", ", made.label()]));
        }
        list.push_str(")\n");
        if !change.reason.is_empty() {
            let _ = writeln!(list, "    {}", change.reason);
        }
    }
    Copied { text: list, what: counted(changes.len(), "change", "changes") }
}

/// Queries by person, then changes.
pub fn asked_as_text(session: &Session, queries: &[&Query], changes: &[&Change]) -> Copied {
    match (queries, changes) {
        (_, []) => queries_as_text(session, queries),
        ([], _) => changes_as_text(session, changes),
        _ => {
            let (queries, changes) = (queries_as_text(session, queries), changes_as_text(session, changes));
            Copied {
                text: format!("{}\n{}", queries.text, changes.text),
                what: format!("{} and {}", queries.what, changes.what),
            }
        }
    }
}

/// Without the quote marks at both ends, for words that are put into quote marks.
pub(super) fn bare(words: &str) -> &str {
    let marks = ['“', '”', '"', '„', '«', '»'];
    let inner = words.strip_prefix(marks).and_then(|words| words.strip_suffix(marks));
    inner.unwrap_or(words)
}

fn in_order<'a>(session: &'a Session, passages: &[PassageId]) -> Vec<&'a Passage> {
    let mut passages: Vec<&Passage> =
        passages.iter().filter_map(|id| session.project().passage(*id)).map(|passage| &**passage).collect();
    passages.sort_by_key(|passage| key(session, passage));
    passages
}

fn key(session: &Session, passage: &Passage) -> (String, usize, PassageId) {
    (title(session, passage).to_owned(), passage.range().start(), passage.id)
}

fn title<'a>(session: &'a Session, passage: &Passage) -> &'a str {
    session.project().called(passage.place.document)
}

/// "¶4"; that there is no text any more, where there is none.
fn place_name(session: &Session, passage: &Passage) -> String {
    match paragraph(session, passage) {
        0 => "(text emptied)".to_owned(),
        at => format!("¶{at}"),
    }
}

fn paragraph(session: &Session, passage: &Passage) -> usize {
    let document = session.project().document(passage.place.document);
    document.map_or(0, |document| document.paragraph_at(passage.range().start()))
}
