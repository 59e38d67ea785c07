//! Version 1 of the project file: the list of what is in it.
//!
//! Until release 0.1.0 the records of the model are the structs of this version. When it freezes they are copied here, and
//! the model goes its own way.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use imbl::OrdMap;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::{
    self, Actor, AnyRecord, CheckerId, Document, DocumentId, Dot, LogEntry, Passage, Place, Project, ProjectId,
    RecordKind, Rules, SetAside, as_said, packed, with_kinds,
};

/// The number of this version.
pub const VERSION: u32 = 1;
/// What every project file says it is.
pub const FORMAT: &str = "tickmark";

/// Declares the file from the table of kinds: a list for each. The first, which every file has, is what the project says of
/// itself.
macro_rules! file {
    (
        $first:ident($first_id:ident) $about:ident $first_label:literal,
        $($record:ident($id:ident) $list:ident $label:literal),+ $(,)?
    ) => {
        /// A project file, in the order in which it is written.
        #[derive(Serialize, PartialEq, Default)]
        #[serde(rename = "Project")]
        pub struct File {
            format: String,
            version: u32,
            /// The oldest version whose structs can read this file.
            min_reader: u32,
            program: String,
            pub id: ProjectId,
            pub actors: BTreeMap<Actor, CheckerId>,
            pub seen: BTreeMap<Actor, u32>,
            $about: List<model::$first_id, Arc<model::$first>>,
            $(
                #[serde(skip_serializing_if = "List::is_empty")]
                $list: List<model::$id, Arc<model::$record>>,
            )+
            #[serde(skip_serializing_if = "List::is_empty")]
            history: List<Dot, LogEntry>,
            #[serde(skip_serializing_if = "BTreeSet::is_empty")]
            emptied: BTreeSet<DocumentId>,
            #[serde(skip_serializing_if = "BTreeSet::is_empty")]
            united: BTreeSet<ProjectId>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            set_aside: Vec<SetAside>,
        }

        impl File {
            /// The file that holds `project`. It shares all records with it.
            pub fn of(project: &Project) -> Self {
                let tables = project.tables();
                Self {
                    format: FORMAT.into(),
                    version: VERSION,
                    min_reader: VERSION,
                    program: env!("CARGO_PKG_VERSION").into(),
                    id: project.id(),
                    actors: project.actors.clone(),
                    seen: project.seen.clone(),
                    $about: List::Table(as_said(&tables.$about)),
                    $($list: List::Table(as_said(&tables.$list)),)+
                    history: List::Table(project.log.clone()),
                    emptied: project.emptied.clone(),
                    united: project.united.clone(),
                    set_aside: project.set_aside.clone(),
                }
            }

            /// The places in a document that are quoted, to be mended before the project is made.
            pub fn places_mut(&mut self, document: DocumentId) -> Vec<&mut Place> {
                let places = std::iter::empty()$(.chain(self.$list.places_mut()))+;
                places.filter(|place| place.document == document).collect()
            }

            fn take_records(&mut self) -> impl Iterator<Item = AnyRecord> {
                std::iter::empty()
                    .chain(std::mem::take(&mut self.$about).into_records())
                    $(.chain(std::mem::take(&mut self.$list).into_records()))+
            }

            /// Reads the list of one kind of record; places in it share the texts of their documents.
            fn read_list<'de, A: MapAccess<'de>>(
                &mut self,
                kind: RecordKind,
                texts: &Texts,
                map: &mut A,
            ) -> Result<(), A::Error> {
                match kind {
                    RecordKind::$first => self.$about = map.next_value()?,
                    $(RecordKind::$record => {
                        self.$list = List::Read(map.next_value_seed(Each(&mut |record| sharing(texts, record)))?);
                    })+
                }
                Ok(())
            }
        }

        /// The kind of record whose list has this name.
        fn kind_of_list(name: &str) -> Option<RecordKind> {
            match name {
                stringify!($about) => Some(RecordKind::$first),
                $(stringify!($list) => Some(RecordKind::$record),)+
                _ => None,
            }
        }
    };
}

with_kinds!(file);

impl File {
    /// The documents of the file that have a text, to be mended before the project is made.
    pub fn documents_mut(&mut self) -> impl Iterator<Item = &mut Arc<Document>> {
        let Self { documents, emptied, .. } = self;
        documents.read_mut().iter_mut().filter(|document| !emptied.contains(&document.id))
    }

    /// Throws away what a text editor or a damaged program put back into documents that were emptied for good. Gives the
    /// documents that had a text.
    pub fn empty_documents(&mut self) -> Vec<Arc<Document>> {
        let Self { documents, emptied, set_aside, .. } = self;
        set_aside.iter_mut().for_each(|aside| aside.empty(emptied));
        let documents = documents.read_mut().iter_mut().filter(|document| emptied.contains(&document.id));
        documents.filter_map(|document| Document::empty(document).then(|| document.clone())).collect()
    }

    /// The passages of the file, to be mended before the project is made.
    pub fn passages_mut(&mut self) -> impl Iterator<Item = &mut Arc<Passage>> {
        self.passages.read_mut().iter_mut()
    }

    /// The project that the file holds. Records that break a rule are set aside in it.
    pub fn into_project(mut self) -> Project {
        let mut project = Project::from_records(self.id, self.take_records());
        project.actors = self.actors;
        project.seen = self.seen;
        project.emptied = self.emptied;
        project.united = self.united;
        project.take_log(log_of(self.history.into_values()));
        see_all_stamps(&mut project);
        project.set_aside.splice(0..0, self.set_aside);
        project
    }
}

/// The parts of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Format,
    Version,
    MinReader,
    Program,
    Id,
    Actors,
    Seen,
    List(RecordKind),
    History,
    Emptied,
    United,
    SetAside,
    Unknown,
}

impl Part {
    fn named(name: &str) -> Self {
        match name {
            "format" => Self::Format,
            "version" => Self::Version,
            "min_reader" => Self::MinReader,
            "program" => Self::Program,
            "id" => Self::Id,
            "actors" => Self::Actors,
            "seen" => Self::Seen,
            "history" => Self::History,
            "emptied" => Self::Emptied,
            "united" => Self::United,
            "set_aside" => Self::SetAside,
            name => kind_of_list(name).map_or(Self::Unknown, Self::List),
        }
    }
}

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PartVisitor;
        impl Visitor<'_> for PartVisitor {
            type Value = Part;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a part of a project")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Part, E> {
                Ok(Part::named(name))
            }
        }
        deserializer.deserialize_identifier(PartVisitor)
    }
}

/// What must stand in every file.
const NEEDED: [(Part, &str); 8] = [
    (Part::Format, "format"),
    (Part::Version, "version"),
    (Part::MinReader, "min_reader"),
    (Part::Program, "program"),
    (Part::Id, "id"),
    (Part::Actors, "actors"),
    (Part::Seen, "seen"),
    (Part::List(RecordKind::About), "about"),
];

// Written out, because what stands in a part may share what was read before: a passage the text of its document.
impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct("Project", &[], FileVisitor { like: None })
    }
}

/// Reads a file that should hold this project: its passages share the texts of the project, so that comparing them with
/// those of the project takes no second look at the words.
pub struct Like<'a>(pub &'a Project);

impl<'de> DeserializeSeed<'de> for Like<'_> {
    type Value = File;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<File, D::Error> {
        deserializer.deserialize_struct("Project", &[], FileVisitor { like: Some(self.0) })
    }
}

struct FileVisitor<'a> {
    like: Option<&'a Project>,
}

impl<'de> Visitor<'de> for FileVisitor<'_> {
    type Value = File;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a project")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<File, A::Error> {
        let mut file = File::default();
        let mut read = BTreeSet::new();
        while let Some(part) = map.next_key()? {
            if !read.insert(part) && part != Part::Unknown {
                return Err(A::Error::custom(format_args!("a part of it stands there twice: {part:?}")));
            }
            match part {
                Part::Format => file.format = map.next_value()?,
                Part::Version => file.version = map.next_value()?,
                Part::MinReader => file.min_reader = map.next_value()?,
                Part::Program => file.program = map.next_value()?,
                Part::Id => file.id = map.next_value()?,
                Part::Actors => file.actors = map.next_value()?,
                Part::Seen => file.seen = map.next_value()?,
                Part::List(kind) => {
                    let texts = match self.like {
                        Some(project) => texts_of(project.tables().documents.values()),
                        None => texts_of(file.documents.values()),
                    };
                    file.read_list(kind, &texts, &mut map)?;
                }
                Part::History => file.history = List::Read(map.next_value_seed(Each(&mut sharing_names()))?),
                Part::Emptied => file.emptied = map.next_value()?,
                Part::United => file.united = map.next_value()?,
                Part::SetAside => file.set_aside = map.next_value()?,
                Part::Unknown => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let missing = NEEDED.iter().find(|(part, _)| !read.contains(part));
        missing.map_or(Ok(file), |(_, name)| Err(A::Error::missing_field(name)))
    }
}

/// The texts that are shared, by their documents.
type Texts = BTreeMap<DocumentId, Arc<str>>;

fn texts_of<'a>(documents: impl Iterator<Item = &'a Arc<Document>>) -> Texts {
    documents.map(|document| (document.id, document.body.shared_text().clone())).collect()
}

/// Lets places quote the text of their document instead of words of their own, if those stand there.
fn sharing<R: Rules>(texts: &Texts, mut record: R) -> Arc<R> {
    for place in record.places_mut() {
        if let Some(text) = texts.get(&place.document) {
            place.selector.share(text);
        }
    }
    Arc::new(record)
}

/// Lets entries share the names of commands: there are many entries and few names.
fn sharing_names() -> impl FnMut(LogEntry) -> LogEntry {
    let mut names: BTreeSet<Arc<str>> = BTreeSet::new();
    move |mut entry| {
        match names.get(&*entry.command) {
            Some(name) => entry.command = name.clone(),
            None => {
                names.insert(entry.command.clone());
            }
        }
        entry
    }
}

/// Reads a list and makes each of its records into what is kept at once, so that what is let go of serves the next.
struct Each<'a, R, V>(&'a mut dyn FnMut(R) -> V);

impl<'de, R: Deserialize<'de>, V> DeserializeSeed<'de> for Each<'_, R, V> {
    type Value = Vec<V>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<V>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, R: Deserialize<'de>, V> Visitor<'de> for Each<'_, R, V> {
    type Value = Vec<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut records: A) -> Result<Vec<V>, A::Error> {
        let mut kept = Vec::new();
        while let Some(record) = records.next_element()? {
            kept.push(self.0(record));
        }
        Ok(kept)
    }
}

/// What stands in the file was seen, even where its list of what was seen says less.
fn see_all_stamps(project: &mut Project) {
    let mut missed: BTreeMap<Actor, u32> = BTreeMap::new();
    for record in project.tables().iter() {
        let unseen = |dot: &Dot| *dot != Dot::NOBODY && !project.has_seen(*dot);
        let fields = record.fields();
        let further = fields.clashes().iter().map(|clash| clash.dot);
        for dot in fields.stamps().dots().chain(further).filter(unseen) {
            let highest = missed.entry(dot.actor).or_default();
            *highest = dot.counter.max(*highest);
        }
    }
    project.seen.extend(missed);
}

/// The log by its dots.
fn log_of(entries: impl Iterator<Item = LogEntry>) -> OrdMap<Dot, LogEntry> {
    let mut entries: Vec<_> = entries.map(|entry| (entry.dot, entry)).collect();
    entries.sort_by_key(|(dot, _)| *dot);
    entries.dedup_by_key(|(dot, _)| *dot);
    packed(entries)
}

/// A list of the file: the very table of a project when it is written, what was read when it is read.
enum List<K, V> {
    Table(OrdMap<K, V>),
    Read(Vec<V>),
}

impl<K: Ord, V> List<K, V> {
    fn is_empty(&self) -> bool {
        match self {
            Self::Table(table) => table.is_empty(),
            Self::Read(read) => read.is_empty(),
        }
    }

    fn values(&self) -> Box<dyn Iterator<Item = &V> + '_> {
        match self {
            Self::Table(table) => Box::new(table.values()),
            Self::Read(read) => Box::new(read.iter()),
        }
    }

    /// What was read; nothing of a list that is to be written.
    fn read_mut(&mut self) -> &mut [V] {
        match self {
            Self::Table(_) => &mut [],
            Self::Read(read) => read,
        }
    }
}

impl<K: Ord, R: Rules + Clone> List<K, Arc<R>> {
    fn places_mut(&mut self) -> impl Iterator<Item = &mut Place> {
        self.read_mut().iter_mut().flat_map(|record| Arc::make_mut(record).places_mut())
    }
}

impl<K: Ord + Clone, V: Clone> List<K, V> {
    fn into_values(self) -> std::vec::IntoIter<V> {
        match self {
            Self::Table(table) => table.values().cloned().collect::<Vec<_>>().into_iter(),
            Self::Read(read) => read.into_iter(),
        }
    }
}

impl<K: Ord + Clone, V: Clone + Into<AnyRecord>> List<K, V> {
    fn into_records(self) -> impl Iterator<Item = AnyRecord> {
        self.into_values().map(Into::into)
    }
}

impl<K, V> Default for List<K, V> {
    fn default() -> Self {
        Self::Read(Vec::new())
    }
}

impl<K: Ord, V: PartialEq> PartialEq for List<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.values().eq(other.values())
    }
}

impl<K: Ord, V: Serialize> Serialize for List<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.values())
    }
}

impl<'de, K, V: Deserialize<'de>> Deserialize<'de> for List<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::Read).map_err(D::Error::custom)
    }
}
