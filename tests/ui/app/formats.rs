//! A file of every format in the window: its words are on the screen, and what is telling of its format.

use egui::accesskit::Role as Heard;
use egui::vec2;
use tickmark::model::View;
use tickmark::session::Side::Left;

use super::driver::{Driver, Home, sample};

/// The program with this file loaded in a window that shows all of it, and its words on the screen.
#[track_caller]
fn open(home: &Home, name: &str, words: &[&str]) -> Driver {
    let mut driver = Driver::start(home, vec2(1600.0, 1300.0));
    driver.drop_files(vec![sample(name)]);
    driver.click("Load");
    words.iter().for_each(|words| {
        driver.words(Left, words);
    });
    assert_eq!(heard(&driver), printed(&driver), "what the reader shows and what the command prints");
    driver
}

/// The lines that the reader shows.
fn heard(driver: &Driver) -> Vec<String> {
    let kinds = [Heard::Heading, Heard::Paragraph, Heard::ListItem];
    let paragraphs = kinds.into_iter().flat_map(|kind| driver.paragraphs(kind));
    let mut lines: Vec<String> = paragraphs.flat_map(|it| it.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    lines.sort();
    lines
}

/// The lines and cells that `tickmark text` prints, with the number of a note as it is heard.
fn printed(driver: &Driver) -> Vec<String> {
    let documents = driver.project().documents();
    let text = documents.first().expect("it was loaded").body.shown(View::default());
    let heard = |line: &str| match line.strip_prefix("[1] ") {
        Some(note) => format!("1 {note}"),
        None => line.replace("[1]", ""),
    };
    let mut lines: Vec<String> = text.split(['\n', '\t']).filter(|line| !line.is_empty()).map(heard).collect();
    lines.sort();
    lines
}

/// All of this is heard where it stands: headings, labels and pages.
#[track_caller]
fn has(driver: &Driver, headings: &[&str], beside: &[&str]) {
    assert_eq!(driver.paragraphs(Heard::Heading), headings);
    beside.iter().for_each(|label| assert!(driver.reads(label), "{label:?} is not there"));
}

/// The cells of a table stand in a grid.
#[track_caller]
fn is_grid(driver: &mut Driver, cells: [[&str; 2]; 2]) {
    let [[a, b], [c, d]] = cells.map(|row| row.map(|words| driver.words(Left, words)));
    assert!(a.top() == b.top() && c.top() == d.top() && a.bottom() < c.top(), "in rows: {a} {b} {c} {d}");
    assert!(a.left() == c.left() && b.left() == d.left() && a.right() < b.left(), "in columns: {a} {b} {c} {d}");
}

/// The mark of the note with these words leads to it; it stands in the text, right of the sign of the suggestion.
#[track_caller]
fn has_note(driver: &mut Driver, name: &str, words: &str) {
    driver.click_nth_from_left(name, 1);
    let tab = driver.session().desk.tab().expect("it is open");
    let text = driver.project().document(tab.document).expect("it was loaded").text();
    assert!(text.get(tab.selection.head..).is_some_and(|rest| rest.starts_with(words)));
}

#[test]
fn a_word_document() {
    let home = Home::new();
    let words = ["The reservoir holds “12.5 million” m³", "more than half of what is used"];
    let mut driver = open(&home, "sample.docx", &words);
    has(&driver, &["Water in the valley", "What we know"], &["1.", "1.i)", "1.ii)", "2."]);
    is_grid(&mut driver, [["Year", "Use"], ["2024", "83 %"]]);
    assert!(driver.shows("Comment by Eva, 2025-02-05: Which year?"));
    assert!(!driver.reads("(internal)") && !driver.reads("nearly"), "hidden and struck");
    driver.click("show headers and hidden text");
    assert!(driver.reads("(internal)") && driver.reads("Draft of 5 February"));
}

#[test]
fn a_libreoffice_document() {
    let home = Home::new();
    let mut driver = open(&home, "sample.odt", &["The reservoir holds “12.5 million” m³"]);
    has(&driver, &["Water in the valley", "What we know"], &["1.", "–", "2."]);
    is_grid(&mut driver, [["Year", "Use"], ["2024", "83 %"]]);
    assert!(driver.shows("Comment by Eva, 2025-02-05: Which year?") && !driver.reads("nearly"));
    has_note(&mut driver, "Note 1: Ministry of Water, 2024.", "Ministry of Water, 2024.");
}

#[test]
fn a_letter_in_rich_text() {
    let home = Home::new();
    let mut driver = open(&home, "letter.rtf", &["The count was ninety thousand", "Jiří Novák said", "– with a link"]);
    has(&driver, &["Dear “reader”"], &["1.", "2."]);
    is_grid(&mut driver, [["Year", "Count"], ["2024", "90,000"]]);
    assert!(driver.shows("Comment by Cy Day: Whose?"));
    has_note(&mut driver, "Note 1: Annual report, p. 12.", "Annual report, p. 12.");
}

#[test]
fn a_web_page() {
    let home = Home::new();
    let mut driver = open(&home, "page.html", &["In the spring of 2019", "The bridge was opened in June"]);
    has(&driver, &["What it cost"], &["1.", "2."]);
    is_grid(&mut driver, [["Source", "Millions"], ["Budget", "5.7"]]);
    assert!(
        driver.project().waiting_proposals(driver.project().documents()[0]).is_empty(),
        "neither the menu nor what else there is to read is the writer's"
    );
    let beside = ["Home", "Most read", "© 2025"];
    beside.iter().for_each(|words| assert!(!driver.reads(words), "{words} is no part of the article"));
    driver.click("show the whole page");
    beside.iter().for_each(|words| {
        driver.words(Left, words);
    });
}

#[test]
fn a_web_archive() {
    let home = Home::new();
    let mut driver =
        open(&home, "page.mhtml", &["Seven departments asked", "said Tomás Ibáñez", "Two of them name a price"]);
    has(&driver, &[], &["•"]);
    assert!(!driver.reads("Home") && !driver.reads("Gulls, again"));
    driver.click("show the whole page");
    assert!(driver.reads("Home") && driver.reads("Gulls, again"));
}

#[test]
fn a_book() {
    let home = Home::new();
    let mut driver = open(&home, "book.epub", &["The first bridge across the canal", "The second cost 1,200 crowns"]);
    has(&driver, &["Wood", "Stone", "Notes"], &["p. 7", "p. 8"]);
    has_note(&mut driver, "Note 1: City archive, ledger of 1604.", "City archive, ledger of 1604.");
}

#[test]
fn a_pdf() {
    let home = Home::new();
    let mut driver =
        open(&home, "report.pdf", &["pleased all who came from all parts", "There were 17 wrecks in all."]);
    has(&driver, &["Ships in the Harbor"], &["p. 1", "p. 2", "p. 3"]);
    let (page, first) = (driver.rect("p. 2"), driver.words(Left, "A steamer cost 1.2 million"));
    assert!(page.right() < first.left(), "in the gutter");
}

#[test]
fn an_e_mail() {
    let home = Home::new();
    let words = ["From: Ada Quill <ada@gazette.example>", "the budget says 5.7", "Estimada Ada,", "año 2019"];
    let driver = open(&home, "letter.eml", &words);
    has(&driver, &[], &["•"]);
    assert!(!driver.reads("boundary"));
}

#[test]
fn subtitles() {
    for (name, words) in
        [("talk.srt", "Eighty thousand people, it says"), ("talk.vtt", "Ana Ruiz: The commission & its report")]
    {
        let home = Home::new();
        let mut driver = open(&home, name, &[words]);
        let [first, second] = ["0:01", "0:03"].map(|time| driver.rect(time));
        let text = driver.words(Left, "commission");
        assert!(first.right() < text.left() && first.bottom() < second.top(), "{name}: in the gutter");
        assert!(!driver.reads("-->"));
    }
}

#[test]
fn markdown() {
    let home = Home::new();
    let driver = open(&home, "minutes.md", &["Present were **nine** of eleven", "2. Nobody recalls"]);
    has(&driver, &["# Minutes of the council", "## The bridge"], &[]);
    assert_eq!(driver.paragraphs(Heard::ListItem).len(), 3);
}

#[test]
fn a_text_in_an_old_encoding() {
    let home = Home::new();
    let mut driver = Driver::start(&home, vec2(1280.0, 800.0));
    driver.drop_files(vec![sample("protocol.txt")]);
    assert!(driver.reads("The file does not name its encoding; it was read as KOI8-U, which is a guess"));
    driver.click("Load");
    driver.words(Left, "Совет заплатил за мост 4,2 миллиона");
    has(&driver, &["Протокол заседания городского совета"], &[]);
}
