//! Electronic books: their pages in order, chapters, page numbers and notes.

use proptest::prelude::*;
use tickmark::import::{ImportError, Imported, Options, Warning, Watch, import};
use tickmark::model::{StoryKind, sha256};

use crate::import_html::{blocks, load_as};
use crate::support::zipped;

const CONTAINER: &str = r#"<container><rootfiles><rootfile full-path="O%20E/book.opf"/></rootfiles></container>"#;

/// A book with these lines in its list of files and its order, and these pages.
fn book(items: &str, spine: &str, pages: &[(&str, &str)]) -> Vec<u8> {
    let opf = format!(
        r#"<package><metadata xmlns:dc="x"><dc:title>The  Bridge</dc:title><dc:creator>A. Quill</dc:creator><dc:creator>B. Bee</dc:creator>
        <dc:publisher>Harbor</dc:publisher><dc:date>2025-03-14T00:00:00Z</dc:date></metadata>
        <manifest>{items}</manifest><spine toc="ncx">{spine}</spine></package>"#
    );
    let mut parts =
        vec![("mimetype", "application/epub+zip"), ("META-INF/container.xml", CONTAINER), ("O E/book.opf", &opf)];
    parts.extend(pages);
    zipped(&parts)
}

fn item(id: &str, href: &str) -> String {
    format!(r#"<item id="{id}" href="{href}" media-type="application/xhtml+xml"/>"#)
}

fn load(bytes: &[u8]) -> Imported {
    load_as(bytes, "a.epub")
}

#[test]
fn pages_are_read_in_their_order_and_what_is_beside_it_comes_last() {
    let items = [item("a", "t/two.xhtml"), item("b", "t/on%C3%A9.xhtml"), item("c", "side.xhtml")].concat();
    let spine = r#"<itemref idref="c" linear="no"/><itemref idref="b"/><itemref idref="a"/><itemref idref="gone"/>"#;
    let pages = [
        (
            "O E/t/two.xhtml",
            "<html><title/><body><h2>Two</h2><script src='x'/><p>b<a id='y'/> c<br/>d</p></body></html>",
        ),
        ("O E/t/oné.xhtml", "<html><body><p>a</p></body></html>"),
        ("O E/side.xhtml", "<html><body><p>beside</p></body></html>"),
    ];
    let loaded = load(&book(&items, spine, &pages));
    assert_eq!(blocks(&loaded), ["¶ a", "## Two", "¶ b c\nd", "¶ beside"]);
    let facts = &loaded.facts;
    assert_eq!([facts.title.as_str(), &facts.author, &facts.publisher], ["The Bridge", "A. Quill, B. Bee", "Harbor"]);
    assert_eq!(facts.published, "2025-03-14");
    assert_eq!(loaded.warnings, []);
}

fn pages(loaded: &Imported) -> Vec<(&str, &str)> {
    let from = |start: u32| loaded.text.get(start as usize..).and_then(|rest| rest.split_whitespace().next());
    loaded.structure.pages.iter().map(|page| (page.label.as_str(), from(page.start).unwrap_or_default())).collect()
}

#[test]
fn chapters_and_page_numbers_are_labels() {
    let items =
        format!("{}{}<item id='n' href='nav.xhtml' properties='nav'/>", item("a", "a.xhtml"), item("b", "b.xhtml"));
    let nav = "<html><nav epub:type='landmarks'><a href='b.xhtml'>no</a></nav><nav epub:type='toc'><ol><li><a href='a.xhtml'>Chapter\n 1</a>\
               <ol><li><a href='a.xhtml#s'>Section</a></li></ol></li><li><a href='b.xhtml'>Chapter 2</a></li></ol></nav></html>";
    let a = "<html><p>one <span epub:type='pagebreak' title='7'/>seven</p><h2 id='s'>section</h2></html>";
    let files = [("O E/nav.xhtml", nav), ("O E/a.xhtml", a), ("O E/b.xhtml", "<html><p>two</p></html>")];
    let loaded = load(&book(&items, "<itemref idref='a'/><itemref idref='b'/>", &files));
    assert_eq!(pages(&loaded), [("Chapter 1", "one"), ("7", "seven"), ("Section", "section"), ("Chapter 2", "two")]);
}

#[test]
fn pages_without_a_number_of_their_own_have_it_from_the_list_of_pages() {
    let items = format!("{}<item id='n' href='nav.xhtml' properties='nav'/>", item("a", "a.xhtml"));
    let nav = "<html><nav epub:type='toc'><a href='a.xhtml'>Chapter</a></nav><nav epub:type='page-list'>\
               <a href='a.xhtml#p6'>6</a><a href='a.xhtml#p7'>7</a><a href='a.xhtml#p8'>8</a></nav></html>";
    let a = "<html><p>one <span id='p6'/>six <span epub:type='pagebreak' id='p7'/>seven \
             <span epub:type='pagebreak' id='p8' title='viii'/>eight</p></html>";
    let loaded = load(&book(&items, "<itemref idref='a'/>", &[("O E/nav.xhtml", nav), ("O E/a.xhtml", a)]));
    assert_eq!(pages(&loaded), [("Chapter", "one"), ("6", "six"), ("7", "seven"), ("viii", "eight")]);
}

#[test]
fn older_books_have_their_chapters_in_a_list() {
    let items =
        format!("{}<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>", item("a", "a.xhtml"));
    let ncx = "<ncx><navMap><navPoint><navLabel><text>First</text></navLabel><content src='a.xhtml'/></navPoint></navMap></ncx>";
    let files = [("O E/toc.ncx", ncx), ("O E/a.xhtml", "<html><p>one</p></html>")];
    assert_eq!(pages(&load(&book(&items, "<itemref idref='a'/>", &files))), [("First", "one")]);
}

#[test]
fn notes_follow_the_text_wherever_they_stand() {
    let items = [item("a", "a.xhtml"), item("n", "n.xhtml")].concat();
    let a = "<html><p>One<a epub:type='noteref' href='n.xhtml#n1'>*</a> and two<a epub:type='noteref' href='#n2'>2</a>, \
             three<a epub:type='noteref' href='#gone'>3</a>.</p><aside epub:type='footnote' id='n2'>Second.</aside></html>";
    let n = "<html><h2>Notes</h2><p epub:type='endnote' id='n1'>First.</p></html>";
    let loaded =
        load(&book(&items, "<itemref idref='a'/><itemref idref='n'/>", &[("O E/a.xhtml", a), ("O E/n.xhtml", n)]));
    assert_eq!(loaded.text, "One and two, three3.\nNotes\nFirst.\nSecond.");
    let notes: Vec<_> =
        loaded.structure.stories.iter().map(|note| (note.kind, note.anchor, note.mark.as_str())).collect();
    assert_eq!(notes, [(StoryKind::Footnote, Some(3), "*"), (StoryKind::Footnote, Some(11), "2")]);
}

#[test]
fn pages_that_are_drawings_are_read() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'><title>no</title><g><text>Under <tspan>the</tspan></text><text>wind</text></g></svg>";
    let items = "<item id='a' href='a.svg' media-type='image/svg+xml'/>";
    assert_eq!(load(&book(items, "<itemref idref='a'/>", &[("O E/a.svg", svg)])).text, "Under the\nwind");
}

#[test]
fn pictures_are_told_in_words_and_contents_are_left_out() {
    let page =
        "<html><nav epub:type='toc'><a href='a.xhtml'>no</a></nav><p>See <img src='x' alt='a\n bridge'/>!</p></html>";
    assert_eq!(
        load(&book(&item("a", "a.xhtml"), "<itemref idref='a'/>", &[("O E/a.xhtml", page)])).text,
        "See [a bridge]!"
    );
}

#[test]
fn a_damaged_book_is_read_as_far_as_it_goes() {
    let pages = [("O E/a.xhtml", "<html><p>one</p></html>"), ("O E/b.html", "<html><p>two</p></html>")];
    let lost_order = load(&book("", "", &pages));
    assert_eq!(lost_order.text, "one\ntwo");
    assert!(matches!(lost_order.warnings.as_slice(), [Warning::Damaged { .. }]));
    let items = [item("a", "a.xhtml"), item("c", "c.xhtml")].concat();
    let lost_page = load(&book(&items, "<itemref idref='c'/><itemref idref='a'/>", &pages));
    assert_eq!(lost_page.text, "one");
    assert!(matches!(lost_page.warnings.as_slice(), [Warning::Damaged { .. }]));
    let none = import(&book("", "", &[]), "a.epub", &Options::default(), &Watch::default());
    assert!(matches!(none, Err(ImportError::Unreadable { .. })));
}

#[test]
fn a_crate_cannot_move_offsets_unnoticed() {
    let items = [item("a", "a.xhtml"), item("n", "n.xhtml")].concat();
    let page = include_str!("../data/import/page.html");
    let notes = "<html><body><section epub:type='endnotes'><ol><li epub:type='endnote' id='n'>A note.</li></ol></section></body></html>";
    let book =
        book(&items, "<itemref idref='a'/><itemref idref='n'/>", &[("O E/a.xhtml", page), ("O E/n.xhtml", notes)]);
    assert_eq!(sha256(load(&book).text.as_bytes()), "1474971c0fe4f81c4cb0ebd02277c638aee55cd72269bf1c65a84217295f222b");
}

#[test]
fn a_crate_cannot_move_offsets_of_a_whole_book_unnoticed() {
    let text = load(include_bytes!("../data/import/book.epub")).text;
    assert_eq!(sha256(text.as_bytes()), "a56b060629ee6a70029cd18c9147d086471b964adf090a4a81e6e3e47bdc72f2");
}

proptest! {
    #[test]
    fn any_damage_is_read(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = book(&item("a", "a.xhtml"), "<itemref idref='a'/>", &[("O E/a.xhtml", "<html><p>one</p></html>")]);
        for (at, byte) in damage {
            let len = bytes.len();
            if let Some(place) = bytes.get_mut(at.index(len)) {
                *place = byte;
            }
        }
        if let Ok(loaded) = import(&bytes, "a.epub", &Options::default(), &Watch::default()) {
            prop_assert!(loaded.structure.fits(&loaded.text));
        }
    }
}

#[test]
fn a_page_that_comes_again_and_again_is_read_a_few_times_and_that_is_said() {
    let spine = r#"<itemref idref="a"/>"#.repeat(100);
    let loaded = load(&book(&item("a", "a.xhtml"), &spine, &[("O E/a.xhtml", "<html><body><p>a</p></body></html>")]));
    assert_eq!(loaded.blocks.len(), 8);
    let what = "the page O E/a.xhtml beyond the first 8 times that it comes".to_owned();
    assert_eq!(loaded.warnings, [Warning::LeftOut { what }]);
}
