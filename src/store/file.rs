//! A project as text and back: the head, the versions, and clear words for what cannot be read.

use std::cell::Cell;
use std::sync::Arc;

use ron::ser::PrettyConfig;

use crate::model::{Body, Document, Passage, Project, Structure};
use crate::text::{Blocks, Selector, find_again, find_alike, spelled_out, visible_mark};

use super::pieces::{Piece, pieces};
use super::{noticing, v1};

/// The first line of a project file.
const HEADER: &str = "// Tickmark project. Opens with Tickmark 0.1 or newer.\n";
/// How far into a file its version must stand, comments not counted.
const HEAD_BYTES: usize = 4096;

/// A project that was read, and what should be said about it.
#[derive(Debug)]
pub struct Opened {
    /// The project.
    pub project: Project,
    /// What a person should know: each a sentence.
    pub notices: Vec<String>,
    /// Why it can only be saved under another name, if so.
    pub read_only: Option<String>,
}

/// What is wrong with a file in which Git left two sides of a conflict.
const MARKS_LEFT: &str = "Git merged it as text, and left its marks in it";

/// Why a file is not opened. The file is untouched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Something else altogether.
    #[error("this is not a Tickmark project: {0}")]
    NotAProject(String),
    /// A newer version wrote it, in a form that this one cannot read.
    #[error(
        "this project needs a newer Tickmark: it is written in version {needed} of the file format, this program reads version {}",
        v1::VERSION
    )]
    Newer {
        /// The version that is needed.
        needed: u32,
    },
    /// Git merged it line by line, and left its marks.
    #[error(
        "{MARKS_LEFT}. Take one side (git checkout --ours FILE, or --theirs), and merge it with the other by tickmark merge, see README"
    )]
    MergedAsText,
    /// It was cut off or changed by hand.
    #[error("the project is damaged at line {line}, column {column}: {problem}\n{excerpt}")]
    Broken {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong there.
        problem: String,
        /// The line, with a mark under the place.
        excerpt: String,
    },
}

impl ReadError {
    /// What is wrong with the file, on one line and without advice, for a file that nobody can mend: in an older commit.
    pub fn in_short(&self) -> String {
        match self {
            Self::MergedAsText => MARKS_LEFT.into(),
            other => other.to_string().lines().next().unwrap_or_default().to_owned(),
        }
    }

    /// Why a file cannot be merged with the project that it held before; the second half of a sentence.
    pub fn why_no_merge(&self) -> String {
        match self {
            Self::Newer { needed } => {
                let read = v1::VERSION;
                format!(
                    "a newer Tickmark wrote it: it needs version {needed} of the file format, and this program reads version {read}"
                )
            }
            Self::MergedAsText => self.to_string(),
            Self::NotAProject(_) | Self::Broken { .. } => "it holds no project that can be read".to_owned(),
        }
    }
}

/// The project as the text of its file. The same project gives the same text.
pub fn to_text(project: &Project) -> Result<String, ron::Error> {
    let mut text = String::with_capacity(HEADER.len() + 600 * project.tables().passages.len());
    text.push_str(HEADER);
    ron::Options::default().to_writer_pretty(&mut text, &v1::File::of(project), form())?;
    text.push('\n');
    Ok(text)
}

/// By how many bytes a file gets smaller when this document is emptied for good.
pub fn bytes_of_text(document: &Arc<Document>) -> u64 {
    let bytes = |document: &Document| {
        // As deep as it stands in a file, all is on one line.
        let written = ron::Options::default().to_string_pretty(&*document.body, form().depth_limit(0));
        // What cannot be written is not there to be let go.
        written.map_or(0, |written| written.len() as u64)
    };
    let mut emptied = Arc::clone(document);
    Document::empty(&mut emptied);
    bytes(document).saturating_sub(bytes(&emptied))
}

/// Whether `text` holds just this project: what is asked before anything is overwritten.
pub fn holds(text: &str, project: &Project) -> bool {
    let read = ron::Options::default().from_str_seed(text, v1::Like(project));
    read.is_ok_and(|read| read == v1::File::of(project))
}

/// One record a line, strings as they are, nothing that differs between machines.
fn form() -> PrettyConfig {
    PrettyConfig::new().new_line("\n").depth_limit(2).struct_names(true).escape_strings(false)
}

/// Reads a project from the bytes of a file.
pub fn from_bytes(bytes: &[u8]) -> Result<Opened, ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.is_empty() {
        return Err(ReadError::NotAProject("the file is empty".into()));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ReadError::NotAProject(format!("byte {} is not text", error.valid_up_to())))?;
    let or_marks = |error| if has_conflict_marks(text) { ReadError::MergedAsText } else { error };
    let newer = check_head(text).map_err(or_marks)?;
    let mut opened = read(text).map_err(|error| newer.map_or(or_marks(error), |needed| ReadError::Newer { needed }))?;
    let mended = with_line_ends_put_right(text, &mut opened)?;
    mend_documents(&mut opened);
    if mended {
        opened.notices.push("Another program had changed the line ends of this file; they were put right".into());
    }
    if let Some(version) = newer {
        opened.read_only = Some(format!("it was written by a newer Tickmark, in version {version} of the file format"));
    }
    Ok(Opened { project: opened.file.into_project(), notices: opened.notices, read_only: opened.read_only }.reported())
}

/// Reads the file anew if another program made all its line ends those of Windows, also those inside of strings. That
/// shows outside of them, where this program writes a line feed alone, or by the text of a document that is not the one
/// that was loaded. Whether something was put right.
fn with_line_ends_put_right(text: &str, opened: &mut Parsed) -> Result<bool, ReadError> {
    const WINDOWS: &str = "\r\n";
    if !text.contains(WINDOWS) {
        return Ok(false);
    }
    let (mut in_strings, mut between) = (false, false);
    for piece in pieces(text) {
        match piece {
            Piece::Quoted(words) => in_strings |= words.contains(WINDOWS),
            Piece::Code(words) | Piece::Comment(words) => between |= words.contains(WINDOWS),
        }
    }
    let differed = opened.differs();
    if !in_strings || !(between || differed) {
        return Ok(false);
    }
    let mut mended = read(&text.replace(WINDOWS, "\n"))?;
    let differs = mended.differs();
    // What fits as it stands is not made to differ.
    if differs && !differed {
        return Ok(false);
    }
    *opened = mended;
    Ok(between || !differs)
}

/// Whether Git left two sides of a conflict in a text.
fn has_conflict_marks(text: &str) -> bool {
    let begins = |mark: &str| text.lines().any(|line| line.starts_with(mark));
    begins("<<<<<<< ") && begins(">>>>>>> ")
}

impl Opened {
    /// With a word on what was set aside.
    fn reported(mut self) -> Self {
        let n = self.project.set_aside.len();
        if let Some(first) = self.project.set_aside.first() {
            let id = first.record.record_id();
            let records = match n {
                1 => "One record was set aside and will be kept as it stands; it".into(),
                _ => format!("{n} records were set aside and will be kept as they stand; the first"),
            };
            self.notices.push(format!("{records} is a {}: {}", id.kind.name(), brief(&first.reason)));
        }
        self
    }
}

/// What was read, before it becomes a project.
struct Parsed {
    file: v1::File,
    notices: Vec<String>,
    read_only: Option<String>,
}

impl Parsed {
    /// Whether the text of a document is not the one that was loaded.
    fn differs(&mut self) -> bool {
        self.file.documents_mut().any(|document| !document.body.is_whole())
    }
}

fn read(text: &str) -> Result<Parsed, ReadError> {
    let ignored = Cell::new(false);
    let mut parser = ron::Deserializer::from_str(text).map_err(|error| broken(text, &error))?;
    let file: v1::File =
        noticing::deserialize(&mut parser, &ignored).map_err(|error| broken(text, &parser.span_error(error)))?;
    parser.end().map_err(|error| broken(text, &parser.span_error(error)))?;
    let unknown = if ignored.get() { unknown_fields(text) } else { Vec::new() };
    let mut parsed = Parsed { file, notices: Vec::new(), read_only: None };
    for document in parsed.file.empty_documents() {
        let title = brief(&document.title);
        parsed
            .notices
            .push(format!("“{title}” was emptied for good; the text that it had again in this file is let go"));
    }
    if let Some(first) = unknown.first() {
        let more = if unknown.len() > 1 { format!(" and {} more", unknown.len() - 1) } else { String::new() };
        parsed.read_only = Some(format!("it holds what this version does not know: {}{more}", brief(first)));
    }
    Ok(parsed)
}

/// What stands in a file and is not known, by the way that leads to it: `passages.3.mood`.
fn unknown_fields(text: &str) -> Vec<String> {
    let mut unknown = Vec::new();
    if let Ok(mut parser) = ron::Deserializer::from_str(text) {
        // It was read once already, so it can be read.
        drop(serde_ignored::deserialize::<_, _, v1::File>(&mut parser, |path| unknown.push(path.to_string())));
    }
    unknown
}

/// Documents whose text is not the one that was loaded keep what they have; their passages are found by their words.
fn mend_documents(parsed: &mut Parsed) {
    let mut changed: Vec<Arc<Document>> = Vec::new();
    for document in parsed.file.documents_mut() {
        if document.body.is_whole() && !document.body.is_misfit() {
            continue;
        }
        let title = brief(&document.title);
        if document.body.is_whole() {
            // Made anew, so that it equals what will be read once it is saved.
            let (text, structure) = (document.body.shared_text().clone(), document.structure().clone());
            let body = Body::new(text, document.blocks().clone(), structure);
            Arc::make_mut(document).body = Arc::new(body);
            parsed
                .notices
                .push(format!("The paragraphs of “{title}”, or what is kept beside them, did not fit its text; its lines stand in for them"));
            continue;
        }
        let text = document.body.shared_text().clone();
        let body = Body::new(text, Blocks::lines(document.text()), Structure::default());
        Arc::make_mut(document).body = Arc::new(body);
        changed.push(document.clone());
        parsed.notices.push(format!(
            "The text of “{title}” is not the one that was loaded; its passages were looked up by their words"
        ));
    }
    for document in changed {
        let mut inside = parsed.file.places_mut(document.id);
        let selectors: Vec<_> = inside.iter().map(|place| &place.selector).collect();
        let found = find_again(document.body.shared_text(), &selectors);
        for (place, selector) in inside.iter_mut().zip(found) {
            if let Some(selector) = selector {
                place.selector = selector;
            }
        }
        mend_passages(parsed, &document);
    }
}

/// Passages whose words are not in the text any more stand where most of them do, if that is certain. Their outcome was
/// about other words.
fn mend_passages(parsed: &mut Parsed, document: &Document) {
    let text = document.body.shared_text();
    let is_lost = |passage: &Passage| {
        passage.present && passage.place.document == document.id && !passage.place.selector.fits(text)
    };
    let mut lost: Vec<&mut Passage> =
        parsed.file.passages_mut().filter(|passage| is_lost(passage)).map(Arc::make_mut).collect();
    if lost.is_empty() {
        return;
    }
    let selectors: Vec<&Selector> = lost.iter().map(|passage| &passage.place.selector).collect();
    let placed = find_alike(text, &selectors);
    let mut n_changed = 0;
    for (passage, placed) in lost.iter_mut().zip(placed) {
        let Some(selector) = placed.range.and_then(|range| Selector::of(text, range)) else { continue };
        let before = brief(passage.words());
        passage.place.selector = selector;
        n_changed += 1;
        if passage.outcome.is_some() && passage.reopened.is_empty() {
            passage.reopened = format!("The text of its document was changed; its words were “{before}”").into();
        }
    }
    let title = brief(&document.title);
    parsed.notices.extend(match n_changed {
        0 => None,
        1 => Some(format!("1 passage of “{title}” has other words now")),
        n => Some(format!("{n} passages of “{title}” have other words now")),
    });
}

/// Reads the version by a scan of the head. Gives the version if it is newer but says that it can be read.
fn check_head(text: &str) -> Result<Option<u32>, ReadError> {
    let not_a_project = |why: &str| ReadError::NotAProject(why.into());
    let Head { code, is_ours } = Head::of(text);
    let start = code.trim_start();
    if !start.starts_with("Project") && !start.starts_with('(') && !start.starts_with("#!") {
        return Err(not_a_project("it does not begin with “Project(”"));
    }
    if !is_ours {
        return Err(not_a_project("its head does not say format: \"tickmark\""));
    }
    let version = number_after(&code, "version:").ok_or_else(|| not_a_project("its head gives no version"))?;
    let needed = number_after(&code, "min_reader:").unwrap_or(version);
    if needed > v1::VERSION {
        return Err(ReadError::Newer { needed });
    }
    Ok((version > v1::VERSION).then_some(version))
}

/// The beginning of a file. What is said in comments and strings there is nothing about the file.
struct Head {
    /// Without comments, and without what the strings say.
    code: String,
    /// Whether the name of the format is among the strings.
    is_ours: bool,
}

impl Head {
    fn of(text: &str) -> Self {
        let (mut code, mut is_ours, mut n_bytes) = (String::new(), false, 0);
        for piece in pieces(text) {
            n_bytes += match piece {
                Piece::Comment(_) => 0,
                Piece::Code(words) => {
                    code.push_str(words.get(..words.floor_char_boundary(HEAD_BYTES)).unwrap_or(words));
                    words.len()
                }
                Piece::Quoted(words) => {
                    is_ours |= words == format!("\"{}\"", v1::FORMAT);
                    code.push_str("\"\"");
                    words.len()
                }
            };
            if n_bytes >= HEAD_BYTES {
                break;
            }
        }
        Self { code, is_ours }
    }
}

/// The id of the project whose file begins so, if it says one there.
pub(super) fn id_in_head(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head);
    let (_, rest) = head.split_once(&format!("\"{}\"", v1::FORMAT))?;
    let (_, rest) = rest.split_once(" id: \"")?;
    rest.split_once('"').map(|(id, _)| id.to_owned())
}

fn number_after(head: &str, name: &str) -> Option<u32> {
    let (_, rest) = head.split_once(name)?;
    let digits = rest.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end)?.parse().ok()
}

/// Puts an error of the parser into words with the place and an excerpt.
fn broken(text: &str, error: &ron::error::SpannedError) -> ReadError {
    let (line, column) = (error.span.start.line, error.span.start.col);
    let problem = match &error.code {
        ron::Error::ExceededRecursionLimit => "Brackets stand too deep inside of each other".to_owned(),
        code => brief(&code.to_string()),
    };
    ReadError::Broken { line, column, problem, excerpt: excerpt(text, line, column) }
}

/// How much of a sentence is told whose words stand in a file.
const BRIEF_CHARS: usize = 200;

/// A sentence that quotes a file, which may hold anything: on one line and not too long.
fn brief(sentence: &str) -> String {
    let cut = match sentence.char_indices().nth(BRIEF_CHARS) {
        Some((at, _)) => format!("{}…", sentence.get(..at).unwrap_or_default()),
        None => sentence.to_owned(),
    };
    spelled_out(&cut).replace('\n', " ")
}

/// How many characters of a line an excerpt shows.
const EXCERPT_CHARS: usize = 72;

/// The line with a mark under the column; of a long line, the part around it.
fn excerpt(text: &str, line: usize, column: usize) -> String {
    let words = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let at = column.saturating_sub(1);
    let start = at.saturating_sub(EXCERPT_CHARS / 2);
    // Each character takes one place, so that the mark stands under the right one.
    let plain = |c: char| if c.is_control() || visible_mark(c).is_some() { ' ' } else { c };
    let shown: String = words.chars().skip(start).take(EXCERPT_CHARS).map(plain).collect();
    format!("  {shown}\n  {}^", " ".repeat((at - start).min(shown.chars().count())))
}
