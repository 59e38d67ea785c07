//! Loading plain text and Markdown from bytes, and refusing everything else.

use std::fs;

use proptest::prelude::*;
use tickmark::import::{ImportError, Imported, Options, ReadError, Warning, Watch, import, read_file};
use tickmark::text::{BlockKind, Blocks};

use crate::text::any_text;

fn load(bytes: &[u8], name: &str) -> Imported {
    read(bytes, name).expect("a file that can be loaded")
}

fn read(bytes: &[u8], name: &str) -> Result<Imported, ImportError> {
    import(bytes, name, &Options::default(), &Watch::default())
}

/// Expects the blocks of a file, each with the sign of its kind: `#` for headings, `-` for items, `¶` for paragraphs.
#[track_caller]
fn check_blocks(name: &str, text: &str, expected: &[&str]) {
    let loaded = load(text.as_bytes(), name);
    assert_eq!(loaded.text, text);
    let blocks = Blocks::new(text, loaded.blocks).expect("blocks that fit");
    let sign = |kind| match kind {
        BlockKind::Heading(level) => "#".repeat(level.into()),
        BlockKind::ListItem(level) => "-".repeat(level.into()),
        BlockKind::Cell { row, column } => format!("[{row},{column}]"),
        BlockKind::Paragraph => "¶".to_owned(),
    };
    let found: Vec<_> = blocks
        .iter()
        .map(|(range, kind)| format!("{} {}", sign(kind), range.within(text).unwrap_or_default()))
        .collect();
    assert_eq!(found, expected);
}

fn headings_of(bytes: &[u8]) -> Vec<String> {
    let loaded = load(bytes, "seed.txt");
    let blocks = Blocks::new(&loaded.text, loaded.blocks).expect("blocks that fit");
    let headings = blocks.iter().filter(|(_, kind)| matches!(kind, BlockKind::Heading(2)));
    headings.filter_map(|(range, _)| range.within(&loaded.text).map(str::to_owned)).collect()
}

#[test]
fn the_first_article_has_four_headings_and_the_second_none() {
    assert_eq!(
        headings_of(include_bytes!("../../seeds/000_9a464d67475b2cb6.txt")),
        [
            "The World’s Largest Jailer and the World’s Largest Prison",
            "Torture and Mistreatment “By Design”",
            "Guantánamo and the Criminalization of Migration",
            "A Shared Anti-Democratic Agenda",
        ]
    );
    assert_eq!(headings_of(include_bytes!("../../seeds/001_5dae7fbb4ec7dd23.txt")), Vec::<String>::new());
}

#[test]
fn the_articles_are_shown_byte_for_byte() {
    for bytes in [
        include_bytes!("../../seeds/000_9a464d67475b2cb6.txt").as_slice(),
        include_bytes!("../../seeds/001_5dae7fbb4ec7dd23.txt"),
    ] {
        let loaded = load(bytes, "seed.txt");
        assert_eq!((loaded.text.as_bytes(), loaded.encoding.as_str()), (bytes, "UTF-8"));
        assert_eq!((loaded.title, loaded.warnings), (None, vec![]));
        assert_eq!(loaded.blocks.len(), loaded.text.lines().count());
    }
}

#[test]
fn each_line_of_plain_text_is_a_paragraph() {
    check_blocks("a.txt", "One.\n\nTwo.\nThree.\n", &["¶ One.", "¶ Two.", "¶ Three."]);
    check_blocks("a.txt", "\n \n", &["¶ "]);
    check_blocks("a.txt", "", &["¶ "]);
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    let line = "a line that a mail program broke at about seventy characters";
    let run = format!("{line}\n{line}\nand its end.");
    check_blocks("a.txt", &format!("{run}\n\n{run}\n"), &[&format!("¶ {run}"), &format!("¶ {run}")]);
}

#[test]
fn a_short_line_above_running_text_is_a_heading() {
    let body = "Words and more words. ".repeat(8);
    let text = format!("The Title\nBy Jane Doe\n{body}\nA Part\n{body}\nA line.\n{body}\n2. Item\n{body}\nThe End\n");
    let loaded = load(text.as_bytes(), "a.txt");
    let blocks = Blocks::new(&text, loaded.blocks).expect("blocks that fit");
    let headings: Vec<_> = blocks.iter().filter(|(_, kind)| *kind != BlockKind::Paragraph).collect();
    let headings: Vec<_> =
        headings.into_iter().filter_map(|(range, kind)| Some((range.within(&text)?, kind))).collect();
    assert_eq!(headings, [("The Title", BlockKind::Heading(1)), ("A Part", BlockKind::Heading(2))]);
    assert_eq!(loaded.title.as_deref(), Some("The Title"));
}

#[test]
fn markdown_keeps_its_signs() {
    check_blocks(
        "a.md",
        "# One #\ntext\nmore\n\nTwo\n---\n- a\n  on\n- b\n\n> said\n> so\n\n```\n# no\n\n- no\n```\n### Three\n",
        &[
            "# # One #",
            "¶ text\nmore",
            "## Two\n---",
            "- - a\n  on",
            "- - b",
            "¶ > said\n> so",
            "¶ ```\n# no\n\n- no\n```",
            "### ### Three",
        ],
    );
    check_blocks(
        "a.md",
        "---\ntitle: x\n---\nIn\n1986. Not\n\n1. Yes\n2. Yes",
        &["¶ ---\ntitle: x\n---", "¶ In\n1986. Not", "- 1. Yes", "- 2. Yes"],
    );
    check_blocks("a.markdown", "\n#no\n\n* * *\n", &["¶ #no", "¶ * * *"]);
    check_blocks("a.md", "---\n\nBelow a rule\n", &["¶ ---", "¶ Below a rule"]);
}

#[test]
fn the_title_of_markdown_is_its_first_heading() {
    let title = |text: &str| load(text.as_bytes(), "A.MD").title;
    assert_eq!(title("text\n\n## A *fine* [title](http://x) `now` ##\n\n# Other"), Some("A fine title now".to_owned()));
    assert_eq!(title("Name\n====\n"), Some("Name".to_owned()));
    assert_eq!(title("no heading"), None);
}

#[test]
fn every_way_to_write_unicode_is_read() {
    let text = "Guantánamo “Bay”\n";
    let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let utf32 = |order: fn(u32) -> [u8; 4]| text.chars().flat_map(|c| order(c.into())).collect::<Vec<u8>>();
    let marked: [(&[u8], Vec<u8>, &str); 5] = [
        (b"\xEF\xBB\xBF", text.into(), "UTF-8"),
        (b"\xFF\xFE", utf16(u16::to_le_bytes), "UTF-16LE"),
        (b"\xFE\xFF", utf16(u16::to_be_bytes), "UTF-16BE"),
        (b"\xFF\xFE\0\0", utf32(u32::to_le_bytes), "UTF-32LE"),
        (b"\0\0\xFE\xFF", utf32(u32::to_be_bytes), "UTF-32BE"),
    ];
    for (mark, bytes, encoding) in marked {
        let with_mark = load(&[mark, &bytes].concat(), "a.txt");
        assert_eq!((with_mark.text.as_str(), with_mark.encoding.as_str()), (text, encoding));
        assert_eq!(with_mark.warnings, []);
        let without = load(&bytes, "a.txt");
        assert_eq!((without.text.as_str(), without.encoding.as_str()), (text, encoding));
    }
}

fn read_as(bytes: &[u8], encoding: &str) -> Result<Imported, ImportError> {
    import(bytes, "a.txt", &Options { encoding: Some(encoding.to_owned()), ..Options::default() }, &Watch::default())
}

#[test]
fn older_encodings_are_guessed_and_said() {
    let loaded = load(b"Le pr\xE9sident a \xE9t\xE9 \xE9lu \xE0 Paris, o\xF9 il est n\xE9.", "a.txt");
    assert_eq!(loaded.text, "Le président a été élu à Paris, où il est né.");
    assert_eq!(loaded.warnings, [Warning::GuessedEncoding { encoding: "windows-1252".to_owned() }]);
    let named = read_as(b"\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251").expect("a text");
    assert_eq!((named.text.as_str(), named.warnings), ("Привет", vec![]));
    assert!(matches!(read_as(b"a", "klingon"), Err(ImportError::UnknownEncoding { .. })));
}

#[test]
fn a_bad_byte_does_not_turn_the_whole_text_into_rubbish() {
    let mut bytes = "“Guantánamo – été – où – né – à”".repeat(2).into_bytes();
    bytes.push(0xFF);
    let loaded = load(&bytes, "a.txt");
    assert!(loaded.text.ends_with("né – à”\u{FFFD}"), "{}", loaded.text);
    assert_eq!(loaded.warnings, [Warning::UndecodableBytes]);
}

#[test]
fn line_ends_become_one_kind_and_control_characters_stay() {
    assert_eq!(load(b"a\r\nb\rc\n\r\n", "a.txt").text, "a\nb\nc\n\n");
    assert_eq!(load("NUL \0 and \u{1B} and \u{202E}!".as_bytes(), "a.txt").text, "NUL \0 and \u{1B} and \u{202E}!");
}

#[test]
fn an_empty_file_is_an_empty_text() {
    for bytes in [b"".as_slice(), b"\xEF\xBB\xBF"] {
        let loaded = load(bytes, "a.txt");
        assert_eq!((loaded.text.as_str(), loaded.warnings), ("", vec![Warning::Empty]));
    }
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    let message = |bytes: &[u8]| read(bytes, "a.txt").expect_err("no text").to_string();
    assert!(message(b"\x7FELF\x02\x01").contains("a program"));
    let noise: Vec<u8> = (0..4096u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert!(message(&noise).contains("no text"));
    assert!(message(&[0; 4096]).contains("no text"));
}

#[test]
fn the_source_of_a_page_that_is_named_as_text_is_read_as_text() {
    let page = b"<!doctype html><html><body><p>Over 80,000 were held.</p></body></html>";
    assert_eq!(load(page, "page.txt").text.as_bytes(), page);
    assert_eq!(load(page, "page").text, "Over 80,000 were held.");
}

#[test]
fn only_files_are_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.txt");
    fs::write(&file, "words").expect("a file");
    assert_eq!(read_file(&file).expect("its bytes"), b"words");
    assert!(matches!(read_file(folder.path()), Err(ReadError::Folder(_))));
    assert!(matches!(read_file(&folder.path().join("b.txt")), Err(ReadError::Missing(_))));
    assert!(matches!(read_file(&file.join("c.txt")), Err(ReadError::Missing(_))));
    let large = folder.path().join("large.txt");
    fs::File::create(&large).and_then(|file| file.set_len((256 << 20) + 1)).expect("a large file");
    assert!(matches!(read_file(&large), Err(ReadError::TooLarge(_))));
}

#[cfg(unix)]
#[test]
fn devices_pipes_and_sockets_are_refused_without_waiting() {
    use std::{os::unix::net::UnixListener, path::Path, process::Command};

    let message = |path: &Path| read_file(path).expect_err("no file").to_string();
    assert_eq!(message(Path::new("/dev/zero")), "This is a device, not a file with a text: /dev/zero");
    let folder = tempfile::tempdir().expect("a folder");
    let (socket, pipe) = (folder.path().join("socket"), folder.path().join("pipe"));
    let _listener = UnixListener::bind(&socket).expect("a socket");
    assert!(message(&socket).contains("This is a socket"));
    assert!(Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
    assert!(message(&pipe).contains("This is a pipe"));
}

/// Files that claim to be empty and are not. The log of the system never ends; who may not read it is told so.
#[cfg(target_os = "linux")]
#[test]
fn files_that_the_system_makes_up_are_not_waited_for() {
    use std::path::Path;

    assert!(read_file(Path::new("/proc/self/status")).is_ok_and(|bytes| bytes.starts_with(b"Name:")));
    let log = Path::new("/proc/kmsg");
    let refused = matches!(read_file(log), Err(ReadError::Special { .. } | ReadError::Forbidden(_)));
    assert!(refused || !log.exists());
}

proptest! {
    #[test]
    fn any_bytes_are_loaded_or_refused(bytes in any::<Vec<u8>>(), markdown in any::<bool>()) {
        if let Ok(loaded) = read(&bytes, if markdown { "a.md" } else { "a.txt" }) {
            prop_assert!(Blocks::new(&loaded.text, loaded.blocks).is_some());
        }
    }

    #[test]
    fn any_text_has_blocks_that_fit(text in any_text(), markdown in any::<bool>()) {
        if let Ok(loaded) = read(text.as_bytes(), if markdown { "a.md" } else { "a.txt" }) {
            prop_assert!(!loaded.text.contains('\r'));
            prop_assert!(Blocks::new(&loaded.text, loaded.blocks).is_some());
        }
    }
}
