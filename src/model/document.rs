//! Documents: loaded texts.

use std::borrow::Cow;
use std::sync::Arc;

use serde::ser::SerializeStruct as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::text::{Block, Blocks, TextRange};

use super::record::{Rules, record};
use super::{Clashes, DocumentId, Dot, Invalid, Project, RecordId, Stamps, Structure, Text, Time, View};

record! {
    /// A loaded text. Its words never change after it was loaded.
    Document(DocumentId) {
        fixed {
            /// The files it was loaded from, oldest first.
            origins: Vec<Origin>,
            /// The media type it was read as: `text/plain`.
            media_type: String,
            /// The encoding it was read in: `UTF-8`; empty where the format settles it.
            #[serde(default, skip_serializing_if = "String::is_empty")]
            encoding: String,
            /// What read it.
            #[serde(default, skip_serializing_if = "Importer::is_unknown")]
            importer: Importer,
            /// Its text and paragraphs. Shared, so that a change of the title copies neither.
            body: Arc<Body>,
        }
        fields {
            /// What it is called here.
            title: Text = Title,
            /// Why it is here.
            role: Role = Role,
            /// Who wrote it.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            author: Text = Author,
            /// Who published it.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            publisher: Text = Publisher,
            /// When it was published, as exactly as is known: `2025-03`.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            published: Text = Published,
            /// Where it stands on the web.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            url: Text = Url,
            /// When it was fetched from there.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            accessed: Text = Accessed,
            /// What else should be known of it.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            note: Text = Note,
            /// Where it has what it says from: what names one origin is no independent support.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            origin_group: Text = OriginGroup,
            /// The earlier version that it replaces. That one may be gone by now.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            replaces: Option<DocumentId> = Replaces,
        }
    }
}

/// A file from which a document was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The name of the file, without its folder.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// When it was loaded.
    pub loaded: Time,
}

/// The part of the program that read a document. Its version changes whenever the same file would give another text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Importer {
    /// Its name: `docx`.
    pub name: String,
    /// Its version, from 1.
    pub version: u32,
}

impl Importer {
    fn is_unknown(&self) -> bool {
        self.version == 0
    }
}

/// What a file says about itself. Empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What it is called.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// Who published it.
    pub publisher: String,
    /// When it was published, as exactly as it says: `2025-03-14`.
    pub published: String,
    /// Where it stands on the web.
    pub url: String,
}

/// Why a document is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// The text under check.
    Draft,
    /// A text that bears on it.
    Evidence,
}

impl Role {
    /// Both roles, drafts first.
    pub const ALL: [Self; 2] = [Self::Draft, Self::Evidence];

    /// The word for it: "Draft".
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Evidence => "Evidence",
        }
    }

    /// The word for it in files and scripts: "draft".
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Evidence => "evidence",
        }
    }
}

/// What [`Document::new`] makes a document from: a text as it was read, and the file it was read from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The file.
    pub origin: Origin,
    /// The media type it was read as.
    pub media_type: String,
    /// The encoding it was read in; empty where the format settles it.
    pub encoding: String,
    /// What read it.
    pub importer: Importer,
    /// What the file says about itself.
    pub facts: Facts,
    /// The text with LF line ends, its paragraphs, and what is kept beside them.
    pub body: Body,
}

/// The text of a document, its paragraphs and what is kept beside them, which never change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Shared with the passages in it, which quote it.
    text: Arc<str>,
    /// Invariant: made of `text`.
    blocks: Blocks,
    /// Invariant: fits `text`.
    structure: Structure,
    /// What a reader does not show at first. Invariant: made of `structure`.
    hidden: Vec<TextRange>,
    /// SHA-256 of the text in hexadecimal, so that a file that was changed on its way is noticed.
    sha256: Box<str>,
    /// The file gave paragraphs or a structure that do not fit its text; the lines of the text stand in for them.
    misfit: bool,
}

impl Body {
    /// A text that was just read, and its paragraphs and structure, which were made of it.
    pub fn new(text: impl Into<Arc<str>>, blocks: Blocks, structure: Structure) -> Self {
        let text = text.into();
        let hidden = structure.hidden(View::default(), text.len());
        Self { sha256: sha256(text.as_bytes()).into(), text, blocks, structure, hidden, misfit: false }
    }

    /// A text as it stands in a file, with the hash that it should have. Paragraphs and a structure that do not fit it
    /// are replaced by its lines: then [`Body::is_misfit`].
    fn read(text: Arc<str>, blocks: Vec<Block>, structure: Structure, sha256: Box<str>) -> Self {
        let fitting = Blocks::new(&text, blocks).filter(|_| structure.fits(&text));
        let misfit = fitting.is_none();
        let structure = if misfit { Structure::default() } else { structure };
        let hidden = structure.hidden(View::default(), text.len());
        Self { blocks: fitting.unwrap_or_else(|| Blocks::lines(&text)), structure, hidden, text, sha256, misfit }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, to be shared.
    pub fn shared_text(&self) -> &Arc<str> {
        &self.text
    }

    /// Its paragraphs.
    pub fn blocks(&self) -> &Blocks {
        &self.blocks
    }

    /// What is kept beside it.
    pub fn structure(&self) -> &Structure {
        &self.structure
    }

    /// What a reader does not show at first, in order, none touching another.
    pub(crate) fn hidden_at_first(&self) -> &[TextRange] {
        &self.hidden
    }

    /// The SHA-256 it should have, in hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// What is left of it once its text is thrown away for good: the hash by which the text would be known again.
    pub(super) fn emptied(&self) -> Self {
        let text: Arc<str> = "".into();
        Self::read(text, Vec::new(), Structure::default(), self.sha256.clone())
    }

    /// Whether its text was thrown away for good.
    pub fn is_emptied(&self) -> bool {
        self.text.is_empty() && *self.sha256 != *SHA256_OF_NOTHING
    }

    /// Whether the file gave paragraphs that do not fit the text.
    pub fn is_misfit(&self) -> bool {
        self.misfit
    }

    /// Whether the text is the one that was loaded.
    pub fn is_whole(&self) -> bool {
        sha256(self.text.as_bytes()) == *self.sha256
    }
}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_plain = self.structure.is_empty();
        let mut body = serializer.serialize_struct("Body", if is_plain { 3 } else { 4 })?;
        body.serialize_field("sha256", &self.sha256)?;
        body.serialize_field("blocks", &self.blocks.to_vec())?;
        if is_plain {
            body.skip_field("structure")?;
        } else {
            body.serialize_field("structure", &self.structure)?;
        }
        body.serialize_field("text", &self.text)?;
        body.end()
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Body")]
        struct Parts<'a> {
            sha256: Box<str>,
            blocks: Vec<Block>,
            #[serde(default)]
            structure: Structure,
            #[serde(borrow)]
            text: Cow<'a, str>,
        }
        let parts = Parts::deserialize(deserializer)?;
        Ok(Self::read(parts.text.into(), parts.blocks, parts.structure, parts.sha256))
    }
}

impl Document {
    /// What it was read as, in words: "Word document"; the media type where there are none for it.
    pub fn format_name(&self) -> &str {
        match self.media_type.as_str() {
            "text/plain" => "Plain text",
            "text/markdown" => "Markdown",
            "text/html" => "Web page",
            "multipart/related" => "Web archive",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "Word document",
            "application/vnd.oasis.opendocument.text" => "LibreOffice document",
            "application/rtf" | "text/rtf" => "Rich text",
            "application/epub+zip" => "Book (EPUB)",
            "application/pdf" => "PDF",
            "message/rfc822" => "E-mail",
            "application/x-subrip" | "text/vtt" => "Subtitles",
            other => other,
        }
    }

    /// A document from a text that was just read, with what the file says about itself. Its id is made from the file's
    /// bytes and the text.
    pub fn new(loaded: Loaded, title: &str, role: Role, dot: Dot) -> Self {
        Self {
            id: DocumentId::of(&loaded.origin.sha256, loaded.body.sha256()),
            origins: vec![loaded.origin],
            media_type: loaded.media_type,
            encoding: loaded.encoding,
            importer: loaded.importer,
            body: Arc::new(loaded.body),
            title: title.into(),
            role,
            author: loaded.facts.author.into(),
            publisher: loaded.facts.publisher.into(),
            published: loaded.facts.published.into(),
            url: loaded.facts.url.into(),
            accessed: Text::default(),
            note: Text::default(),
            origin_group: Text::default(),
            replaces: None,
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.body.text()
    }

    /// Its paragraphs.
    pub fn blocks(&self) -> &Blocks {
        self.body.blocks()
    }

    /// What is kept beside them.
    pub fn structure(&self) -> &Structure {
        self.body.structure()
    }

    /// The number of the paragraph in which `offset` lies, from 1, as it is shown: "¶4"; 0 where there is no text any
    /// more.
    pub fn paragraph_at(&self, offset: usize) -> usize {
        if self.body.is_emptied() { 0 } else { self.blocks().at(offset) + 1 }
    }

    /// Where `offset` lies, as one tells it to others: "p. 12" where the source has pages, else "¶4"; "(text emptied)"
    /// where there is no text any more.
    pub fn place_name(&self, offset: usize) -> String {
        if self.body.is_emptied() {
            return "(text emptied)".into();
        }
        let page = self.structure().page_at(offset).filter(|page| !page.label.is_empty());
        page.map_or_else(|| format!("¶{}", self.paragraph_at(offset)), super::Page::name)
    }

    /// The paragraph in which `offset` lies, and its words.
    pub fn block_at(&self, offset: usize) -> (TextRange, &str) {
        let range = self.blocks().range(self.blocks().at(offset));
        (range, range.within(self.text()).unwrap_or_default())
    }
}

/// What [`sha256`] gives for a text of no length.
const SHA256_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    use std::fmt::Write as _;
    sha2::Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing into a `String` cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl Rules for Document {
    fn names(&self) -> [Option<RecordId>; 3] {
        [None, None, None]
    }

    fn check(&self, project: &Project) -> Result<(), Invalid> {
        let has_text_again = project.emptied.contains(&self.id) && !self.text().is_empty();
        if has_text_again { Err(Invalid::Emptied) } else { Ok(()) }
    }
}
