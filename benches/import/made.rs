//! The documents that are read: made up, the same every time.

use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::packages::{docx, epub, odt};

const WORDS: [&str; 24] = [
    "the", "police", "counted", "of", "people", "who", "were", "detained", "in", "a", "prison", "without", "warrant",
    "and", "ministry", "denied", "it", "families", "heard", "nothing", "for", "months", "lawyers", "report",
];

/// A document, and what is promised of its reading.
pub struct Document {
    /// What it is.
    pub what: &'static str,
    /// The name of its file.
    pub name: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
    /// It has at least so many words.
    pub n_words: usize,
    /// The CPU time in which its first page should be there.
    pub first_within: Option<Duration>,
    /// The CPU time in which all of it should be there.
    pub within: Option<Duration>,
}

/// Every document that is measured.
pub fn all() -> Vec<Document> {
    let plain = |what, name, bytes, n_words| Document { what, name, bytes, n_words, first_within: None, within: None };
    vec![
        Document {
            first_within: Some(Duration::from_millis(300)),
            within: Some(Duration::from_secs(2)),
            ..plain("PDF of 300 pages", "a.pdf", pdf(300), 150_000)
        },
        plain("Word document of 2,000 paragraphs, notes, comments", "a.docx", docx(2000), 80_000),
        plain("OpenDocument text of 2,000 paragraphs, notes", "a.odt", odt(2000), 80_000),
        plain("rich text of 2,000 paragraphs, notes", "a.rtf", rtf(2000), 80_000),
        plain("book of 50 chapters", "a.epub", epub(50), 200_000),
        plain("web page of 200 kB with an article", "a.html", html(200_000), 20_000),
        plain("e-mail of 200 kB", "a.eml", eml(200_000), 20_000),
        plain("subtitles of 2,000 cues", "a.srt", srt(2000), 20_000),
        plain("text of 1 MB in windows-1251, which is found out", "a.txt", cyrillic(1_000_000), 100_000),
    ]
}

/// Words without end.
pub struct Prose(u64);

impl Prose {
    /// The same words every time.
    pub fn new() -> Self {
        Self(7)
    }

    fn pick(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 40).unwrap_or_default() % n
    }

    /// A sentence of some ten words, and a space.
    pub fn sentence(&mut self) -> String {
        let n_words = 8 + self.pick(8);
        let words: Vec<&str> = (0..n_words).map(|_| WORDS[self.pick(WORDS.len())]).collect();
        format!("In {} {}. ", 1900 + self.pick(125), words.join(" "))
    }

    /// Four sentences.
    pub fn paragraph(&mut self) -> String {
        (0..4).map(|_| self.sentence()).collect::<String>().trim_end().to_owned()
    }
}

/// Pages of 45 lines, packed as most are.
fn pdf(n_pages: usize) -> Vec<u8> {
    let mut prose = Prose::new();
    let kids: String = (0..n_pages).map(|idx| format!("{} 0 R ", 4 + 2 * idx)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {n_pages}>>").into_bytes(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
    ];
    for idx in 0..n_pages {
        let lines: String = (0..45).map(|_| format!("({}) Tj T*\n", prose.sentence())).collect();
        let content = deflated(&format!("BT /F 10 Tf 14 TL 50 750 Td\n{lines}ET"));
        let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents";
        objects.push(format!("{page} {} 0 R>>", 5 + 2 * idx).into_bytes());
        let mut stream = format!("<</Length {}/Filter/FlateDecode>>stream\n", content.len()).into_bytes();
        stream.extend(content);
        stream.extend(b"\nendstream");
        objects.push(stream);
    }
    let (mut file, mut starts) = (b"%PDF-1.7\n".to_vec(), String::new());
    for (idx, object) in objects.iter().enumerate() {
        starts.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", idx + 1).into_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (table, n) = (file.len(), objects.len() + 1);
    let end =
        format!("xref\n0 {n}\n0000000000 65535 f \n{starts}trailer<</Root 1 0 R/Size {n}>>\nstartxref\n{table}\n%%EOF");
    file.extend(end.into_bytes());
    file
}

fn deflated(content: &str) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    packed.write_all(content.as_bytes()).expect("room for a page");
    packed.finish().expect("room for a page")
}

fn rtf(n_paragraphs: usize) -> Vec<u8> {
    let mut prose = Prose::new();
    let mut file = String::from(r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fswiss Arial;}}");
    for id in 1..=n_paragraphs {
        file.push_str(&format!(r"\pard\plain\f0\fs24 {}\'e9", prose.paragraph()));
        if id % 5 == 0 {
            file.push_str(&format!(r"{{\super\chftn{{\footnote\pard\chftn {}}}}}", prose.sentence()));
        }
        file.push_str("\\par\n");
    }
    file.push('}');
    file.into_bytes()
}

/// An article between menus.
fn html(len: usize) -> Vec<u8> {
    let mut prose = Prose::new();
    let menu: String = (0..200).map(|id| format!("<li><a href='/{id}'>Section {id}</a></li>\n")).collect();
    let mut file = format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>The count</title></head><body><nav><ul>{menu}</ul></nav><article><h1>The count</h1>"
    );
    while file.len() < len - menu.len() {
        file.push_str(&format!(
            "<p class=\"text\">{} <a href=\"/source\">{}</a></p>\n",
            prose.paragraph(),
            prose.sentence()
        ));
    }
    file.push_str(&format!("</article><footer><ul>{menu}</ul></footer></body></html>"));
    file.into_bytes()
}

fn eml(len: usize) -> Vec<u8> {
    let mut prose = Prose::new();
    let mut file = String::from(
        "From: Ana <ana@example.org>\r\nTo: Ben <ben@example.org>\r\nSubject: The count\r\nDate: Mon, 3 Jun 2024 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
    );
    while file.len() < len {
        file.push_str(&format!("{}=\r\n=E2=80=94 {}\r\n\r\n", prose.sentence(), prose.sentence()));
    }
    file.into_bytes()
}

fn srt(n_cues: usize) -> Vec<u8> {
    let mut prose = Prose::new();
    let time = |second: usize| format!("{:02}:{:02}:{:02},000", second / 3600, second / 60 % 60, second % 60);
    let cue = |id: usize| format!("{}\n{} --> {}\n{}\n\n", id + 1, time(3 * id), time(3 * id + 2), prose.sentence());
    (0..n_cues).map(cue).collect::<String>().into_bytes()
}

/// Words in Cyrillic letters of one byte each.
fn cyrillic(len: usize) -> Vec<u8> {
    let mut prose = Prose::new();
    let mut file = Vec::with_capacity(len);
    while file.len() < len {
        // Each letter of ours stands for one of the lower-case letters from а on.
        file.extend(
            prose.sentence().bytes().map(|byte| if byte.is_ascii_lowercase() { byte - b'a' + 0xE0 } else { byte }),
        );
        file.push(b'\n');
    }
    file
}
