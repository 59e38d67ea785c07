//! A document with everything that can be kept beside a text, made by hand.

use tickmark::model::{
    Actor, Address, Body, Comment, Document, Dot, Facts, Importer, Label, Loaded, Origin, Page, PageFlaw, Role, Span,
    SpanKind, Story, StoryKind, Structure, Time, sha256,
};
use tickmark::text::{Block, BlockKind, Blocks, TextRange};

/// The text, from the menu of the page to the last note.
pub const TEXT: &str = "\
Home | News | Contact
Prisons of the region
The country holds the most prisoners, says the ministry. In 2024 it held about some 85,000 people.
A running head of the report
What the report finds:
The new prison is full.
Its yard is not in use.
Two of three were never tried, according to Cristosal.
Year
Held
Tried
2022
62,000
9,100
2024
85,000
The office does not say
The last paragraph of the article begins on one page and ends on the next one, so that the number of that page stands \
beside one of its lines and not between two paragraphs of it.
Imprint | Privacy
Ministry of Justice, annual report, page 7.
A second note, which says more than the first.
Only with the written order of a judge.";

/// Where words first stand in the text.
pub fn place(words: &str) -> TextRange {
    let start = TEXT.find(words).expect("these words are in the text");
    TextRange::between(start, start + words.len())
}

fn at(words: &str) -> u32 {
    u32::try_from(place(words).start()).expect("a short text")
}

fn end(words: &str) -> u32 {
    u32::try_from(place(words).end()).expect("a short text")
}

/// What is kept beside the text.
pub fn structure() -> Structure {
    let span = |kind, range| Span { kind, range, author: String::new(), time: String::new() };
    let by = |kind, words| Span {
        author: "Kim".to_owned(),
        time: "2025-03-20T10:00:00Z".to_owned(),
        ..span(kind, place(words))
    };
    let label = |words: &str, label: &str| Label { at: at(words), words: label.to_owned() };
    let note = |words: &str, anchor: &str, mark: &str| Story {
        kind: StoryKind::Footnote,
        range: place(words),
        anchor: Some(end(anchor)),
        mark: mark.to_owned(),
    };
    let page = |label: &str, words: &str, flaw| Page { label: label.to_owned(), start: at(words), flaw };
    Structure {
        labels: vec![label("The new prison is full.", "1."), label("Its yard", "a)"), label("Two of three", "2.")],
        stories: vec![
            note("Ministry of Justice, annual report, page 7.", "says the ministry.", "1"),
            note("A second note, which says more than the first.", "never tried", "2"),
            Story {
                kind: StoryKind::TextBox,
                range: place("Only with the written order of a judge."),
                anchor: None,
                mark: String::new(),
            },
        ],
        pages: vec![
            page("11", "Home", None),
            page("12", "What the report", Some(PageFlaw::NoTextLayer)),
            page("13", "Two of three", Some(PageFlaw::Unreadable(37))),
            page("14", "stands beside one", None),
        ],
        spans: vec![
            span(SpanKind::Article, TextRange::between(place("Prisons of").start(), place("of it.").end())),
            by(SpanKind::Deleted, "about "),
            by(SpanKind::Inserted, "some "),
            span(SpanKind::RunningLine, place("A running head of the report")),
        ],
        joins: Vec::new(),
        cues: Vec::new(),
        comments: vec![Comment {
            author: "Lee".to_owned(),
            time: "2025-03-21T09:30:00Z".to_owned(),
            range: place("the most prisoners"),
            text: "Per head or in all?".to_owned(),
            thread: None,
            resolved: false,
        }],
        addresses: vec![Address { range: place("Cristosal"), url: "https://cristosal.org/report".to_owned() }],
    }
}

/// The paragraphs.
pub fn blocks() -> Vec<Block> {
    let cell = |row, column| BlockKind::Cell { row, column };
    let kinds = [
        BlockKind::Paragraph,
        BlockKind::Heading(1),
        BlockKind::Paragraph,
        BlockKind::Paragraph,
        BlockKind::Heading(3),
        BlockKind::ListItem(1),
        BlockKind::ListItem(2),
        BlockKind::ListItem(1),
        cell(0, 0),
        cell(0, 1),
        cell(0, 2),
        cell(1, 0),
        cell(1, 1),
        cell(1, 2),
        cell(2, 0),
        cell(2, 1),
        cell(2, 2),
    ];
    let kinds = kinds.into_iter().chain(std::iter::repeat(BlockKind::Paragraph));
    let starts = TEXT.split_inclusive('\n').scan(0, |start, line| {
        let here = *start;
        *start += line.len();
        Some(here)
    });
    starts.zip(kinds).map(|(start, kind)| Block::new(start, kind)).collect()
}

/// The document.
pub fn document(role: Role) -> Document {
    let blocks = Blocks::new(TEXT, blocks()).expect("they fit the text");
    let origin = Origin { name: "report.docx".to_owned(), bytes: 0, sha256: sha256(b"report"), loaded: Time(0) };
    let loaded = Loaded {
        origin,
        media_type: "text/plain".to_owned(),
        encoding: String::new(),
        importer: Importer::default(),
        facts: Facts::default(),
        body: Body::new(TEXT, blocks, structure()),
    };
    Document::new(loaded, "Prisons of the region", role, Dot { actor: Actor(1), counter: 1 })
}
