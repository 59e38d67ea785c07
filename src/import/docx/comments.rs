//! What people wrote in the margin of a document.

use std::collections::BTreeMap;

use crate::import::sheet::Remark;
use crate::import::xml::{Event, Xml};

use super::body::Finished;

/// How many answers to answers are followed to find where a thread began.
const MAX_CHAIN: usize = 64;

/// What is said of a comment by the id of its last paragraph.
#[derive(Debug, Default)]
pub(super) struct Thread {
    /// The last paragraph of the comment that this one answers.
    answers: Option<String>,
    resolved: bool,
}

/// Reads the part that says which comments are answers, and which are done.
pub(super) fn threads(text: &str) -> BTreeMap<String, Thread> {
    let mut threads = BTreeMap::new();
    for event in Xml::new(text) {
        if let Event::Open(tag) = event
            && tag.name == "commentEx"
            && let Some(id) = tag.attribute("paraId")
        {
            let answers = tag.attribute("paraIdParent").map(|parent| parent.into_owned());
            let resolved = tag.attribute("done").is_some_and(|done| matches!(&*done, "1" | "true"));
            threads.insert(id.into_owned(), Thread { answers, resolved });
        }
    }
    threads
}

/// The comments with their ids; those that begin a thread come before the answers.
pub(super) fn remarks(comments: Vec<Finished>, threads: &BTreeMap<String, Thread>) -> Vec<(String, Remark)> {
    let last_paragraph = |comment: &Finished| comment.facts.get("paragraph").cloned().unwrap_or_default();
    let by_paragraph: BTreeMap<String, String> =
        comments.iter().map(|comment| (last_paragraph(comment), comment.id.clone())).collect();
    let mut remarks: Vec<(String, Remark)> = Vec::new();
    for mut comment in comments {
        let paragraph = last_paragraph(&comment);
        comment.content.end();
        let mut fact = |name| comment.facts.remove(name).unwrap_or_default();
        let first = first_of(&paragraph, threads);
        let remark = Remark {
            author: fact("author"),
            time: fact("date"),
            text: comment.content.text().trim_end().to_owned(),
            answers: first.and_then(|first| by_paragraph.get(first)).cloned(),
            resolved: threads.get(&paragraph).is_some_and(|thread| thread.resolved),
        };
        remarks.push((comment.id, remark));
    }
    remarks.sort_by_key(|(_, remark)| remark.answers.is_some());
    remarks
}

/// The last paragraph of the comment that began the thread, `None` for that comment itself.
fn first_of<'t>(paragraph: &str, threads: &'t BTreeMap<String, Thread>) -> Option<&'t str> {
    let mut first = threads.get(paragraph)?.answers.as_deref()?;
    for _ in 0..MAX_CHAIN {
        match threads.get(first).and_then(|thread| thread.answers.as_deref()) {
            Some(before) => first = before,
            None => return Some(first),
        }
    }
    None
}
