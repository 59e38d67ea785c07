//! Matters for the editor as text for the clipboard: a table for a spreadsheet, a list for an e-mail.

use std::fmt::Write as _;

use crate::model::{Change, Decision, Document, Link, LinkTarget, Project};
use crate::text::{PartialDate, sentence_at};

use super::copy::bare;
use super::{Against, Cause, Copied, End, Matter, MatterId, Words, counted, thing};

/// The most that is copied of a sentence, in bytes.
const LONGEST: usize = 2_000;

/// When a document was published, in words: "24 March 2025"; as it was typed, if that is no date.
pub fn published_in_words(document: &Document) -> String {
    PartialDate::read(&document.published).map_or_else(|| document.published.trim().to_owned(), PartialDate::in_words)
}

/// What a change says, in a line: "“over 80,000” → “at least 85,000”", or that the words stand as written.
pub fn change_in_words(change: &Change) -> String {
    match &*change.to {
        to if to == change.from.as_str() => format!("“{}” stands as written", bare(to)),
        "" => format!("“{}” → “(delete)”", bare(&change.from)),
        to => format!("“{}” → “{}”", bare(&change.from), bare(to)),
    }
}

impl Matter {
    /// The words for one of its causes: "Contradicted", "Three new versions".
    pub fn label(&self, cause: Cause, project: &Project) -> String {
        let fork = self.fork(project).filter(|_| cause == Cause::Fork);
        fork.map_or_else(|| cause.label().to_owned(), |fork| fork.label())
    }

    /// Why it is here, in words: "Contradicted, change".
    pub fn in_words(&self, project: &Project) -> String {
        let found = self.against.first().and_then(|against| against.difference.as_ref());
        let words = self.causes.iter().map(|cause| match (cause, found) {
            (Cause::Found, Some(difference)) => format!("found: {}", difference.label()),
            (cause, _) => self.label(*cause, project).to_lowercase(),
        });
        let words = words.collect::<Vec<_>>().join(", ");
        let mut chars = words.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
    }
}

/// Matters as a table: columns separated by tabs, a line for the heads. What a matter is set against has a line each.
pub fn matters_as_table(project: &Project, matters: &[&Matter]) -> Copied {
    let mut table = String::from(
        "Matter\tDecision\tBy\tWhy\tWords\tSentence\t¶\tDocument\tPublished\tRelation\tRank\tAgainst\tIts sentence\t\
         Its ¶\tIts document\tIts date\tComparison\tChange\n",
    );
    for matter in matters {
        let decided = matter.decided(project);
        let own = own(project, matter);
        let changes = matter.changes.iter().filter_map(|id| project.tables().changes.get(id));
        let changes = changes.map(|change| change_in_words(change)).collect::<Vec<_>>().join("; ");
        let head = [matter.in_words(project), decided.label, decided.who, decided.why];
        let own = [own.words, own.sentence, own.place, own.title, own.published];
        let lines: Vec<[String; 8]> = matter.against.iter().map(|against| other_cells(project, against)).collect();
        for line in if lines.is_empty() { vec![Default::default()] } else { lines } {
            let cells = head.iter().chain(&own).chain(&line).chain([&changes]);
            let cells: Vec<String> = cells.map(|cell| cell.replace(['\t', '\n'], " ")).collect();
            table.push_str(&cells.join("\t"));
            table.push('\n');
        }
    }
    Copied { text: table, what: counted(matters.len(), "matter", "matters") }
}

/// Matters as a list: what is the matter, both sides with their sentences, how they differ, and what was decided.
pub fn matters_as_list(project: &Project, matters: &[&Matter]) -> Copied {
    let mut list = String::new();
    for (at, matter) in matters.iter().enumerate() {
        let decided = matter.decided(project);
        let by = [decided.who.as_str(), decided.why.as_str()].into_iter().filter(|part| !part.is_empty());
        let by = by.collect::<Vec<_>>().join(": ");
        let by = if by.is_empty() { by } else { format!(" ({by})") };
        let gap = if at > 0 { "\n" } else { "" };
        let _ = writeln!(list, "{gap}{}. {}. {}{by}", at + 1, matter.in_words(project), decided.label);
        let own = own(project, matter);
        let quoted = own.quoted();
        let quoted = if quoted.is_empty() { quoted } else { format!(": {quoted}") };
        let _ = writeln!(list, "    {}{quoted}", own.head());
        if let Some(fork) = matter.fork(project) {
            let _ = writeln!(list, "    {}", fork.choices_in_words(project));
        }
        for clash in matter.clashing(project) {
            let _ = writeln!(list, "    {}: {}", clash.name, clash.in_words(project));
        }
        for against in &matter.against {
            let [relation, rank, words, sentence, place, title, date, comparison] = other_cells(project, against);
            let other = Told { words, sentence, place, title, published: date };
            let said = [relation, rank].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            let said = if said.is_empty() { "against".to_owned() } else { said };
            let quoted = other.quoted();
            let quoted = if quoted.is_empty() { quoted } else { format!(": {quoted}") };
            let _ = writeln!(list, "    {said}: {}{quoted}", other.head());
            if !comparison.is_empty() {
                let _ = writeln!(list, "        {comparison}");
            }
        }
        for change in matter.changes.iter().filter_map(|id| project.tables().changes.get(id)) {
            let severity = change.severity.label().to_lowercase();
            let state = if change.decision == Decision::Open { "undecided" } else { change.decision.label() };
            let made = change.made.filter(|_| change.decision == Decision::Accepted);
            let made = made.map(|made| format!(", {}", made.label())).unwrap_or_default();
            let state = format!("{}{made}", state.to_lowercase());
            let _ = writeln!(list, "    Change: {} ({severity}; {state})", change_in_words(change));
        }
        for again in matter.again.iter() {
            let _ = writeln!(list, "    {}", again.told);
        }
    }
    Copied { text: list, what: counted(matters.len(), "matter", "matters") }
}

/// The words of a matter; if it has none, what it is about.
fn own(project: &Project, matter: &Matter) -> Told {
    match (matter.words, matter.id) {
        (Some(words), _) => told(project, words),
        (None, MatterId::Record(record)) => Told { title: thing(project, record), ..Told::default() },
        (None, MatterId::Fork(document)) => Told { title: project.called(document).to_owned(), ..Told::default() },
        (None, _) => Told::default(),
    }
}

/// Some words with where they stand.
#[derive(Default)]
struct Told {
    words: String,
    sentence: String,
    place: String,
    title: String,
    published: String,
}

impl Told {
    /// "A shared agenda, ¶7 (February 2025)".
    fn head(&self) -> String {
        let place = if self.place.is_empty() { String::new() } else { format!(", {}", self.place) };
        let date = if self.published.is_empty() { String::new() } else { format!(" ({})", self.published) };
        format!("{}{place}{date}", self.title)
    }

    /// The words, with their sentence where that says more.
    fn quoted(&self) -> String {
        match (self.words.trim(), self.sentence.trim()) {
            ("", _) => String::new(),
            (words, sentence) if sentence.is_empty() || words == sentence => format!("“{}”", bare(words)),
            (words, sentence) => format!("“{}” in “{}”", bare(words), bare(sentence)),
        }
    }
}

fn told(project: &Project, (document, range): Words) -> Told {
    let Some(document) = project.document(document) else { return Told::default() };
    let (block, text) = document.block_at(range.start());
    let sentence = sentence_at(text, range.start().saturating_sub(block.start())).shifted(block.start());
    let end = document.text().floor_char_boundary(sentence.end().min(sentence.start() + LONGEST));
    let view = document.body.first_view(range);
    let kept = project.orphaned_words(document, range);
    Told {
        words: kept.unwrap_or(&document.body.quoted(range)).trim().to_owned(),
        sentence: document.body.seen(view, crate::text::TextRange::between(sentence.start(), end)).trim().to_owned(),
        place: document.place_name(range.start()),
        title: project.called(document.id).to_owned(),
        published: published_in_words(document),
    }
}

/// Relation, rank, words, sentence, place, document, date and comparison of what a matter is set against.
fn other_cells(project: &Project, against: &Against) -> [String; 8] {
    let link: Option<&Link> = against.link.and_then(|id| project.link(id)).map(|link| &**link);
    let relation = link.map_or("", |link| link.relation.label()).to_owned();
    let rank = link.map_or("", |link| link.rank.label()).to_owned();
    let other = match against.end {
        End::Words(words, _) => told(project, words),
        End::Whole(LinkTarget::Source(id)) => {
            let source = project.source(id);
            let place = link.map(|link| link.place.to_string()).unwrap_or_default();
            Told {
                words: link.map(|link| link.words.to_string()).unwrap_or_default(),
                title: source.map(|source| source.name.to_string()).unwrap_or_default(),
                published: source.map(|source| source.date.to_string()).unwrap_or_default(),
                place,
                ..Told::default()
            }
        }
        End::Whole(LinkTarget::Document(id)) => {
            let document = project.document(id);
            Told {
                words: link.map(|link| link.words.to_string()).unwrap_or_default(),
                title: project.called(id).to_owned(),
                published: document.map(|document| published_in_words(document)).unwrap_or_default(),
                place: link.map(|link| link.place.to_string()).unwrap_or_default(),
                ..Told::default()
            }
        }
        End::Whole(LinkTarget::Passage(_)) => Told::default(),
    };
    let comparison = against.difference.as_ref().map(|it| format!("{}: {}", it.label(), it.told(project)));
    let Told { words, sentence, place, title, published } = other;
    [relation, rank, words, sentence, place, title, published, comparison.unwrap_or_default()]
}
