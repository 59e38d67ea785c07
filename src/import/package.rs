//! A file that is a ZIP archive of parts, read with limits and as far as it is whole.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::read::{ZipReadOptions, read_zipfile_from_stream_with_options};

use super::{Format, Warning, xml};

/// The most that is unpacked of one part.
const MAX_PART_LEN: u64 = 64 << 20;
/// The most that is unpacked of one file.
const MAX_TOTAL_LEN: u64 = 256 << 20;
/// A part that grows more than so many times is suspicious, if it is large.
const MAX_RATIO: u64 = 200;
const SUSPICIOUS_LEN: u64 = 1 << 20;

/// How much of a damaged part is unpacked in one step.
const CAREFUL_STEP: usize = 32;

/// How the media types of OpenDocument begin.
const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument";

/// What begins the header that stands before each part.
const HEADER: &[u8] = b"PK\x03\x04";
/// The length of that header without the name.
const HEADER_LEN: usize = 30;

/// The parts of a file.
///
/// Names are compared without regard to case, and `\` is `/` in them. If the list of parts at the end of the file is lost
/// or wrong, the parts are looked for by their own headers.
pub(super) struct Package<'b> {
    bytes: &'b [u8],
    archive: Option<ZipArchive<Cursor<&'b [u8]>>>,
    /// By [`key`].
    listed: BTreeMap<String, Part>,
    /// The parts that were found by their headers, once they were looked for.
    found: Option<BTreeMap<String, Part>>,
    /// How much may still be unpacked.
    left: u64,
    pub(super) warnings: Vec<Warning>,
}

#[derive(Clone, Debug)]
struct Part {
    name: String,
    place: Place,
}

#[derive(Clone, Copy, Debug)]
enum Place {
    /// So many parts stand before it in the list.
    Listed(usize),
    /// Its header stands here, and it has at most so many bytes, packed.
    At { start: usize, len: usize },
}

impl<'b> Package<'b> {
    /// The parts of a file, `None` if there are none in it.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes)).ok().filter(|archive| !archive.is_empty());
        let mut package =
            Self { bytes, archive, listed: BTreeMap::new(), found: None, left: MAX_TOTAL_LEN, warnings: Vec::new() };
        match &package.archive {
            Some(archive) => package.listed = listed(archive),
            None => {
                package.listed = found(bytes);
                package.warnings.push(Warning::Damaged { what: "the list of its parts is missing".to_owned() });
            }
        }
        (!package.listed.is_empty()).then_some(package)
    }

    /// Which format the parts make up.
    pub(super) fn format(&mut self) -> Option<Format> {
        let kind = self.part("mimetype").unwrap_or_default();
        let kind = kind.trim_ascii_start();
        match format_named(kind) {
            Some(format) => return Some(format),
            None if kind.starts_with(OPEN_DOCUMENT) => return None,
            None => {}
        }
        let types = self.xml("[Content_Types].xml").unwrap_or_default();
        // A presentation with a Word document in it names its type as well, but not that of its main part.
        let main = [
            "wordprocessingml.document.main",
            "wordprocessingml.template.main",
            "ms-word.document.macro",
            "ms-word.template.macro",
        ];
        let is_word = main.iter().any(|kind| types.contains(kind));
        let begins =
            |start: &str| self.listed.range(start.to_owned()..).next().is_some_and(|(key, _)| key.starts_with(start));
        match () {
            () if is_word || begins("word/") => Some(Format::Docx),
            () if begins("meta-inf/container.xml") => Some(Format::Epub),
            () if begins("content.xml") && types.is_empty() => Some(Format::Odt),
            () => None,
        }
    }

    /// The names of the parts, as the file spells them, in the order of the alphabet.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.listed.values().map(|part| part.name.as_str())
    }

    /// Whether there is a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.listed.contains_key(&key(name))
    }

    /// What a part holds, `None` if it is missing or nothing of it can be read.
    pub(super) fn part(&mut self, name: &str) -> Option<Vec<u8>> {
        let part = self.listed.get(&key(name))?.clone();
        match self.unpack(&part) {
            Some(bytes) => Some(bytes),
            None => self.lost_part(name),
        }
    }

    /// What a part holds that must be there: if it is not listed, it is looked for in the whole file.
    pub(super) fn needed_part(&mut self, name: &str) -> Option<Vec<u8>> {
        if self.has(name) { self.part(name) } else { self.lost_part(name) }
    }

    /// The characters of a part of XML, as [`Package::part`] finds it.
    pub(super) fn xml(&mut self, name: &str) -> Option<String> {
        let bytes = self.part(name)?;
        Some(self.decoded(bytes))
    }

    /// The characters of a part of XML that must be there, as [`Package::needed_part`] finds it.
    pub(super) fn needed_xml(&mut self, name: &str) -> Option<String> {
        let bytes = self.needed_part(name)?;
        Some(self.decoded(bytes))
    }

    fn decoded(&mut self, bytes: Vec<u8>) -> String {
        let (text, is_damaged) = xml::decode(bytes);
        if is_damaged && !self.warnings.contains(&Warning::UndecodableBytes) {
            self.warnings.push(Warning::UndecodableBytes);
        }
        text
    }

    fn lost_part(&mut self, name: &str) -> Option<Vec<u8>> {
        self.archive.as_ref()?;
        let part = self.found.get_or_insert_with(|| found(self.bytes)).get(&key(name))?.clone();
        self.unpack(&part)
    }

    fn unpack(&mut self, part: &Part) -> Option<Vec<u8>> {
        let max_len = MAX_PART_LEN.min(self.left);
        let mut unpacked = self.unpack_by(part, max_len, usize::MAX)?;
        if !unpacked.is_whole {
            // An error takes with it what was unpacked in the same step.
            unpacked = self.unpack_by(part, max_len, CAREFUL_STEP)?;
        }
        self.left -= unpacked.bytes.len() as u64;
        self.warnings.extend(unpacked.warnings(&part.name));
        (!unpacked.bytes.is_empty() || unpacked.is_whole).then_some(unpacked.bytes)
    }

    fn unpack_by(&mut self, part: &Part, max_len: u64, step: usize) -> Option<Unpacked> {
        match part.place {
            Place::Listed(index) => {
                let file = self.archive.as_mut()?.by_index(index).ok()?;
                let (len, packed_len) = (file.size(), file.compressed_size());
                Some(Unpacked::read(file, len, packed_len, max_len, step))
            }
            Place::At { start, len } => {
                let mut rest = self.bytes.get(start..)?;
                let options = ZipReadOptions::new().override_compressed_size(len as u64);
                let file = read_zipfile_from_stream_with_options(&mut rest, options).ok()??;
                let (len, packed_len) = (file.size(), file.compressed_size());
                Some(Unpacked::read(file, len, packed_len, max_len, step))
            }
        }
    }
}

/// What could be unpacked of a part.
struct Unpacked {
    bytes: Vec<u8>,
    packed_len: u64,
    /// Whether it was read to its end without an error.
    is_whole: bool,
    is_too_large: bool,
}

impl Unpacked {
    fn read(file: impl Read, len: u64, packed_len: u64, max_len: u64, step: usize) -> Self {
        let mut bytes = Vec::with_capacity(usize::try_from(len.min(max_len)).unwrap_or(0));
        let mut file = file.take(max_len + 1);
        let is_whole = if step == usize::MAX {
            file.read_to_end(&mut bytes).is_ok()
        } else {
            let mut piece = vec![0; step];
            loop {
                match file.read(&mut piece) {
                    Ok(0) => break true,
                    Ok(n_read) => bytes.extend_from_slice(piece.get(..n_read).unwrap_or_default()),
                    Err(_) => break false,
                }
            }
        };
        let is_too_large = bytes.len() as u64 > max_len;
        if is_too_large {
            bytes.pop();
        }
        Self { bytes, packed_len, is_whole, is_too_large }
    }

    fn warnings(&self, name: &str) -> Option<Warning> {
        let len = self.bytes.len() as u64;
        if self.is_too_large {
            let what = format!("what {name} holds beyond {} MiB", len >> 20);
            return Some(Warning::LeftOut { what });
        }
        if !self.is_whole {
            return Some(Warning::Damaged { what: format!("its part {name} is not whole") });
        }
        let is_suspicious = len > SUSPICIOUS_LEN && len / MAX_RATIO > self.packed_len;
        is_suspicious.then(|| Warning::Swollen { what: name.to_owned() })
    }
}

/// The format of a file that names it in its first part, where it can be seen without looking for the others.
pub(super) fn format_told_first(bytes: &[u8]) -> Option<Format> {
    let (name, data) = header(bytes, 0)?;
    if name == "mimetype" { format_named(bytes.get(data.start..)?) } else { None }
}

/// The format of this media type.
fn format_named(kind: &[u8]) -> Option<Format> {
    match () {
        () if kind.starts_with(b"application/epub") => Some(Format::Epub),
        () if kind.strip_prefix(OPEN_DOCUMENT).is_some_and(|kind| kind.starts_with(b".text")) => Some(Format::Odt),
        () => None,
    }
}

/// A name as names are compared.
fn key(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_ascii_lowercase()
}

fn listed(archive: &ZipArchive<Cursor<&[u8]>>) -> BTreeMap<String, Part> {
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let Some(Ok(name)) = archive.name_for_index(index) else { continue };
        let part = Part { name: name.clone().into_owned(), place: Place::Listed(index) };
        parts.entry(key(&name)).or_insert(part);
    }
    parts
}

/// The parts whose headers stand in the file. What a part holds is passed over if its header says how much that is and
/// another header follows, so that an archive in the archive does not add its own.
fn found(bytes: &[u8]) -> BTreeMap<String, Part> {
    let mut headers: Vec<(usize, usize, String)> = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes.get(at..).and_then(|rest| memmem::find(rest, HEADER)).map(|next| at + next) {
        at = start + HEADER.len();
        let Some((name, data)) = header(bytes, start) else { continue };
        at = data.end;
        headers.push((start, data.start, name));
    }
    let ends = headers.iter().skip(1).map(|(start, ..)| *start).chain([bytes.len()]).collect::<Vec<_>>();
    let mut parts = BTreeMap::new();
    for ((start, data, name), end) in headers.into_iter().zip(ends) {
        let place = Place::At { start, len: end.saturating_sub(data) };
        parts.entry(key(&name)).or_insert(Part { name, place });
    }
    parts
}

/// The name of the part with this header, and where its bytes are known to stand.
fn header(bytes: &[u8], start: usize) -> Option<(String, std::ops::Range<usize>)> {
    let field = |at: usize| {
        let field = bytes.get(start + at..)?.first_chunk::<2>()?;
        Some(usize::from(u16::from_le_bytes(*field)))
    };
    let (flags, name_len, extra_len) = (field(6)?, field(26)?, field(28)?);
    let packed_len = field(18)? | field(20)? << 16;
    let name = bytes.get(start + HEADER_LEN..start + HEADER_LEN + name_len)?;
    if name.is_empty() || name.iter().any(u8::is_ascii_control) {
        return None;
    }
    let data = start + HEADER_LEN + name_len + extra_len;
    // The flag says that the length follows the bytes.
    let len = if flags & 8 == 0 { packed_len } else { 0 };
    let is_followed = bytes.get(data + len..).is_some_and(|rest| rest.starts_with(b"PK"));
    let end = if is_followed { data + len } else { data };
    Some((String::from_utf8_lossy(name).into_owned(), data..end))
}
