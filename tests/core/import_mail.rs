//! E-mails and web archives: what was written, by whom, and what came with it.

use proptest::prelude::*;
use tickmark::import::{Imported, Options, Warning, Watch, import};
use tickmark::model::sha256;

use crate::import_html::load_as;

fn load(mail: &str) -> Imported {
    load_as(mail.replace('\n', "\r\n"), "a.eml")
}

const HEAD: &str = "From: Ada =?utf-8?q?Qu=C3=AFll?= <ada@a.example>\nTo: b@b.example, C <c@c.example>\n\
                    Date: Fri, 14 Mar 2025 08:00:00 +0100\nSubject: =?utf-8?b?VGhlIGJyaWRnZQ==?=\nMIME-Version: 1.0\n";

#[test]
fn the_head_comes_before_the_words() {
    let loaded = load(&format!(
        "{HEAD}Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nD=E9j=E0\n\n> quoted\nvu=\n?\n"
    ));
    assert_eq!(
        loaded.text,
        "From: Ada Quïll <ada@a.example>\nTo: b@b.example, C <c@c.example>\nDate: Fri, 14 Mar 2025 08:00:00 +0100\n\
         Subject: The bridge\nDéjà\n> quoted\nvu?"
    );
    let facts = &loaded.facts;
    assert_eq!([facts.title.as_str(), &facts.author, &facts.published], ["The bridge", "Ada Quïll", "2025-03-14"]);
    assert_eq!(loaded.media_type, "message/rfc822");
}

/// An e-mail of several parts, each with its head.
fn parts(kind: &str, parts: &[&str]) -> String {
    let parts: String = parts.iter().map(|part| format!("--x\n{part}\n")).collect();
    format!("{HEAD}Content-Type: multipart/{kind}; boundary=x\n\n{parts}--x--\n")
}

/// The words of an e-mail below its head.
fn words(mail: &str) -> String {
    load(mail).text.split_once("Subject: The bridge\n").map(|(_, words)| words.to_owned()).unwrap_or_default()
}

#[test]
fn plain_text_is_read_unless_it_says_much_less() {
    let page = "Content-Type: text/html\n\n<p>One two</p><p>three <b>four</b></p>\n";
    assert_eq!(
        words(&parts("alternative", &["Content-Type: text/plain\n\none two three four\n", page])),
        "one two three four"
    );
    assert_eq!(words(&parts("alternative", &["Content-Type: text/plain\n\nhtml!\n", page])), "One two\nthree four");
    assert_eq!(words(&parts("mixed", &[page])), "One two\nthree four");
}

#[test]
fn an_e_mail_that_is_cut_off_says_so() {
    let mixed = parts("mixed", &["Content-Type: text/plain\n\nOne part"]);
    let letters = |letters: &str| format!("{HEAD}Content-Transfer-Encoding: base64\n\n{letters}\n");
    for whole in [mixed.clone(), letters("V29yZHM="), format!("{HEAD}\nNo more")] {
        assert_eq!(load(&whole).warnings, [], "{whole}");
    }
    for cut in [mixed.trim_end().trim_end_matches('-'), &letters("V29yZH"), HEAD.trim_end()] {
        assert_eq!(load(cut).warnings, [Warning::Damaged { what: "it ends too soon".to_owned() }], "{cut}");
    }
}

#[test]
fn lines_that_the_program_broke_are_joined() {
    let mail =
        format!("{HEAD}Content-Type: text/plain; format=flowed\n\nOne \ntwo\n> three \n> four\n  five\n-- \nAda\n");
    assert_eq!(words(&mail), "One two\n> three four\n five\n--\nAda");
}

#[test]
fn an_e_mail_in_an_e_mail_is_read_and_files_are_handed_over() {
    let loaded = load(&parts(
        "mixed",
        &[
            "Content-Type: text/plain\n\nSee below.\n",
            "Content-Type: message/rfc822\n\nFrom: d@d.example\nSubject: Inner\n\nThe inner words.\n",
            "Content-Type: text/csv; name=t.csv\nContent-Disposition: attachment; filename=t.csv\nContent-Transfer-Encoding: base64\n\nYSxi\n",
            "Content-Type: image/png\nContent-Disposition: inline\nContent-ID: <p>\n\nx\n",
        ],
    ));
    assert!(
        loaded.text.ends_with("See below.\nFrom: d@d.example\nSubject: Inner\nThe inner words."),
        "{}",
        loaded.text
    );
    let files: Vec<_> = loaded.attachments.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    assert_eq!(files, [("t.csv", b"a,b".as_slice())]);
}

#[test]
fn a_web_archive_is_the_page_that_it_was_saved_for() {
    let archive = "From: <Saved by Blink>\nSnapshot-Content-Location: https://p.example/1\nSubject: P\nMIME-Version: 1.0\n\
        Content-Type: multipart/related; type=\"text/html\"; start=\"<main@x>\"; boundary=x\n\n\
        --x\nContent-Type: text/html\nContent-ID: <frame@x>\n\n<p>an advertisement\n\
        --x\nContent-Type: text/html; charset=x-user-defined\nContent-ID: <main@x>\nContent-Transfer-Encoding: quoted-printable\n\n\
        <title>T</title><p>caf=E9\n--x--\n";
    for name in ["a.mhtml", "a.txt"] {
        let loaded = load_as(archive, name);
        assert_eq!((loaded.text.as_str(), loaded.media_type.as_str()), ("café", "multipart/related"));
        assert_eq!([loaded.facts.title.as_str(), &loaded.facts.url], ["T", "https://p.example/1"]);
    }
}

#[test]
fn an_e_mail_is_known_by_its_head_and_plain_text_is_not_taken_for_one() {
    assert_eq!(load_as(format!("{HEAD}\nwords"), "a.txt").media_type, "message/rfc822");
    assert_eq!(load_as("Note: this\nFrom: here on\n\nwords", "a.txt").media_type, "text/plain");
}

#[test]
fn mails_nested_deep_are_read() {
    let mail = "Content-Type: message/rfc822\n\n".repeat(2_000);
    load(&format!("{HEAD}{mail}Subject: x\n\ninner\n"));
}

#[test]
fn a_crate_cannot_move_offsets_unnoticed() {
    let loaded = load_as(include_bytes!("../data/import/letter.eml"), "letter.eml");
    assert_eq!(sha256(loaded.text.as_bytes()), "7615938794c04b0ad46ecaa478ff6e8a0b78186d789effa3638c5425c1aa2986");
}

#[test]
fn a_crate_cannot_move_offsets_of_a_web_archive_unnoticed() {
    let loaded = load_as(include_bytes!("../data/import/page.mhtml"), "page.mhtml");
    assert_eq!(loaded.structure.addresses[0].url, "https://gazette.example/", "by where it was saved from");
    assert_eq!(sha256(loaded.text.as_bytes()), "5d3496d06d2eca6ef5c2c74129678dca7f4c35ec884d8fb9aafbdffa7579d8ae");
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0..1000usize) {
        let mut mail = parts("mixed", &["Content-Type: text/html\n\n<p>x\n", "Content-Type: message/rfc822\n\nSubject: y\n\nz"]).into_bytes();
        let at = at % mail.len();
        mail.splice(at..at, bytes);
        for name in ["a.eml", "a.mhtml"] {
            if let Ok(loaded) = import(&mail, name, &Options::default(), &Watch::default()) {
                prop_assert!(loaded.structure.fits(&loaded.text));
            }
        }
    }
}
