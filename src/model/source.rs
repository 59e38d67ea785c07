//! Sources: what a statement rests on and has no text here.

use serde::{Deserialize, Serialize};

use super::record::{Rules, record};
use super::{Clashes, Dot, Invalid, Project, RecordId, SourceId, Stamps, Text};

record! {
    /// A person, a call, a book, a web page: something that was asked or looked up outside the project.
    Source(SourceId) {
        fixed {}
        fields {
            /// What it is.
            kind: SourceKind = Kind,
            /// Who or what: "Mneesha Gellman".
            name: Text = Name,
            /// How, where, which edition: "by telephone".
            #[serde(default, skip_serializing_if = "str::is_empty")]
            detail: Text = Detail,
            /// When it was asked, published or read.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            date: Text = Date,
            /// Its address on the web.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            url: Text = Url,
            /// When the address was read.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            accessed: Text = Accessed,
            /// Where it has what it says from: what names one origin is no independent support.
            #[serde(default, skip_serializing_if = "str::is_empty")]
            origin_group: Text = OriginGroup,
        }
    }
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SourceKind {
    /// Somebody who knows.
    Person,
    /// A telephone call.
    Call,
    /// A conversation that was recorded or noted.
    Interview,
    /// A book.
    Book,
    /// A page on the web.
    WebPage,
    /// Anything else.
    Other,
}

impl SourceKind {
    /// All kinds of sources.
    pub const ALL: [Self; 6] = [Self::Person, Self::Call, Self::Interview, Self::Book, Self::WebPage, Self::Other];

    /// The word for it: "Web page".
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Call => "Call",
            Self::Interview => "Interview",
            Self::Book => "Book",
            Self::WebPage => "Web page",
            Self::Other => "Other",
        }
    }
}

impl Source {
    /// A source that was just entered.
    pub fn new(id: SourceId, kind: SourceKind, name: &str, dot: Dot) -> Self {
        Self {
            id,
            kind,
            name: name.into(),
            detail: Text::default(),
            date: Text::default(),
            url: Text::default(),
            accessed: Text::default(),
            origin_group: Text::default(),
            present: true,
            stamps: Stamps::new(dot),
            clashes: Clashes::default(),
        }
    }
}

impl Rules for Source {
    fn names(&self) -> [Option<RecordId>; 3] {
        [None, None, None]
    }

    fn check(&self, _: &Project) -> Result<(), Invalid> {
        Ok(())
    }
}
