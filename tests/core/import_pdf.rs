//! Loading PDF files: lines to paragraphs, columns, running lines, pages, and what only looks like text.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use tickmark::import::{Cancel, ImportError, Imported, Limits, Options, Warning, Watch, Workshop, import};
use tickmark::model::{PageFlaw, SpanKind, StoryKind, Time, View};
use tickmark::text::{BlockKind, Blocks};

/// A PDF file of pages with these contents, written with one font.
fn pdf(pages: &[String]) -> Vec<u8> {
    pdf_with(pages, "", "")
}

/// The same with more in its catalog and in the dictionary of its last page.
fn pdf_with(pages: &[String], catalog: &str, page: &str) -> Vec<u8> {
    file(&objects(pages, catalog, page))
}

/// The objects of such a file: the first three, two for each page.
fn objects(pages: &[String], catalog: &str, page: &str) -> Vec<String> {
    let kids: String = (0..pages.len()).map(|idx| format!("{} 0 R ", 4 + 2 * idx)).collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    for (idx, content) in pages.iter().enumerate() {
        let more = if idx + 1 == pages.len() { page } else { "" };
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R{more}>>",
            5 + 2 * idx
        ));
        objects.push(stream("", content));
    }
    objects
}

fn stream(dict: &str, content: &str) -> String {
    format!("<<{dict}/Length {}>>stream\n{content}\nendstream", content.len())
}

fn file(objects: &[String]) -> Vec<u8> {
    let (mut file, mut starts) = ("%PDF-1.7\n".to_owned(), Vec::new());
    for (idx, object) in objects.iter().enumerate() {
        starts.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", idx + 1);
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", starts.len() + 1);
    for start in starts {
        let _ = writeln!(file, "{start:010} 00000 n ");
    }
    let _ = write!(file, "trailer<</Root 1 0 R/Size {}>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}

/// Lines of 10 points below each other.
fn lines(left: u32, top: u32, lines: &[&str]) -> String {
    sized(10, left, top, lines)
}

fn sized(size: u32, left: u32, top: u32, lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("({line})Tj 0 -{} Td ", size + 2)).collect();
    format!("BT /F {size} Tf {left} {top} Td {lines}ET\n")
}

fn load(bytes: &[u8]) -> Imported {
    let loaded = import(bytes, "a.pdf", &Options::default(), &Watch::default()).expect("a file that can be loaded");
    assert!(loaded.structure.fits(&loaded.text));
    assert!(Blocks::new(&loaded.text, loaded.blocks.clone()).is_some());
    loaded
}

#[track_caller]
fn check(pages: &[String], expected: &str) {
    assert_eq!(load(&pdf(pages)).text, expected);
}

#[test]
fn lines_become_paragraphs() {
    let first = lines(50, 700, &["The council met on Monday to talk about the new", "bridge over the river."]);
    let second = lines(50, 640, &["Nobody came."]);
    check(&[first + &second], "The council met on Monday to talk about the new bridge over the river.\nNobody came.");
}

#[test]
fn lines_with_room_between_them_are_a_paragraph() {
    let page: String = ["A draft has room between its lines, for the words", "of whoever reads it before it is set"]
        .into_iter()
        .zip([700, 676])
        .map(|(words, top)| lines(50, top, &[words]))
        .collect();
    check(&[page], "A draft has room between its lines, for the words of whoever reads it before it is set");
    check(&[lines(50, 700, &["One"]) + &lines(50, 676, &["Two"])], "One\nTwo");
}

#[test]
fn a_hyphen_goes_where_the_word_has_none_elsewhere() {
    let text = [
        "an information desk with a well-known infor-",
        "mation officer, who is a well-",
        "known man of rank and infor-",
        "mal manners, it seems",
    ];
    let loaded = load(&pdf(&[lines(50, 700, &text)]));
    assert_eq!(
        loaded.text,
        "an information desk with a well-known information officer, who is a well-known man of rank and informal manners, it seems"
    );
    assert_eq!(loaded.structure.joins.len(), 2);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = lines(50, 700, &["Left column, first line of", "all, and its second line."]);
    let right = lines(320, 700, &["Right column, the first of", "two lines that stand there."]);
    check(
        &[left + &right],
        "Left column, first line of all, and its second line.\nRight column, the first of two lines that stand there.",
    );
}

#[test]
fn what_is_drawn_last_but_stands_on_top_is_read_first() {
    check(&[lines(50, 600, &["Below."]) + &lines(50, 700, &["Above."])], "Above.\nBelow.");
}

#[test]
fn large_letters_are_headings_and_bullets_labels() {
    let page = sized(18, 50, 740, &["A Title"]) + &lines(50, 700, &["\\225 one thing", "\\225 another thing"]);
    let font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>";
    let bytes = pdf_with(&[page], "", font);
    let loaded = load(&bytes);
    assert_eq!(loaded.text, "A Title\none thing\nanother thing");
    let kinds: Vec<_> = loaded.blocks.iter().map(|block| block.kind()).collect();
    assert_eq!(kinds, [BlockKind::Heading(1), BlockKind::ListItem(1), BlockKind::ListItem(1)]);
    let body = loaded.into_loaded("a.pdf", &bytes, Time(0)).body;
    assert_eq!(body.shown(View::default()), "A Title\n• one thing\n• another thing\n");
}

#[test]
fn a_paragraph_goes_on_over_the_end_of_a_page() {
    let pages = [
        "which is only a part of what the first page says and",
        "of the second page, too, which goes on",
        "of the third",
    ];
    let pages: Vec<String> = pages
        .iter()
        .enumerate()
        .map(|(idx, words)| {
            lines(50, 780, &["A Report"]) + &lines(50, 700, &[words]) + &lines(300, 30, &[&format!("{}", idx + 1)])
        })
        .collect();
    let catalog = "/PageLabels<</Nums[0<</S/r>>1<</S/D/St 7>>]>>";
    let loaded = load(&pdf_with(&pages, catalog, ""));
    assert!(
        loaded.text.starts_with("A Report\nwhich is only a part of what the first page says and of the second page")
    );
    let running = loaded.structure.spans.iter().filter(|span| span.kind == SpanKind::RunningLine);
    let running: Vec<_> = running.filter_map(|span| span.range.within(&loaded.text)).collect();
    assert_eq!(running, ["A Report", "1", "A Report", "2", "A Report", "3"]);
    let labels: Vec<_> = loaded.structure.pages.iter().map(|page| page.label.as_str()).collect();
    assert_eq!(labels, ["i", "7", "8"]);
}

#[test]
fn bold_that_is_drawn_twice_is_read_once() {
    check(
        &[lines(50, 700, &["Fake bold"]) + &lines(50, 700, &["Fake bold"]) + &lines(50, 600, &["all"])],
        "Fake bold\nall",
    );
}

#[test]
fn words_over_the_spaces_of_others_stay_whole() {
    check(&[lines(50, 700, &["Name:                    "]) + &lines(83, 700, &["filled in"])], "Name: filled in");
}

#[test]
fn what_is_not_seen_is_kept_and_said() {
    let page = lines(50, 700, &["Seen."])
        + "3 Tr "
        + &lines(50, 600, &["Unpainted."])
        + "0 Tr "
        + &lines(50, 5000, &["Outside."]);
    let loaded = load(&pdf(&[page]));
    let hidden = loaded.structure.spans.iter().filter(|span| span.kind == SpanKind::Hidden);
    let mut hidden: Vec<_> = hidden.filter_map(|span| span.range.within(&loaded.text)).collect();
    hidden.sort_unstable();
    assert_eq!(hidden, ["Outside.", "Unpainted."]);
    assert!(loaded.text.contains("Seen."));
}

#[test]
fn a_word_that_an_edge_cuts_is_read_whole() {
    let page = lines(50, 700, &["Body."]) + &lines(570, 600, &["Backdrop of the stage"]);
    let loaded = load(&pdf(&[page]));
    let hidden = loaded.structure.spans.iter().filter(|span| span.kind == SpanKind::Hidden);
    let hidden: Vec<_> = hidden.filter_map(|span| span.range.within(&loaded.text)).collect();
    assert_eq!(hidden, ["of the stage"], "{}", loaded.text);
}

#[test]
fn a_page_cut_to_a_detail_is_shown_whole_with_a_warning() {
    let page = lines(50, 700, &["Detail", "A long report that goes on over the whole of the sheet"]);
    let loaded = load(&pdf_with(std::slice::from_ref(&page), "", "/CropBox[40 695 100 712]"));
    assert!(loaded.structure.spans.iter().all(|span| span.kind != SpanKind::Hidden), "{}", loaded.text);
    assert_eq!(loaded.warnings, [Warning::Uncovered { what: "page 1".to_owned() }]);
    assert_eq!(load(&pdf(&[page])).warnings, []);
}

#[test]
fn the_words_of_a_page_that_is_drawn_as_shapes_are_shown() {
    let page = "0 0 m 9 9 l S 3 Tr ".to_owned() + &lines(50, 700, &["What the shapes say."]);
    let loaded = load(&pdf(&[page]));
    assert!(loaded.structure.spans.iter().all(|span| span.kind != SpanKind::Hidden));
    assert_eq!(loaded.warnings, [Warning::Uncovered { what: "page 1".to_owned() }]);
}

#[test]
fn turned_text_is_read_along_its_own_lines() {
    let turned = "BT /F 10 Tf 0 1 -1 0 30 300 Tm (Printed on) Tj 0 -12 Td (the margin) Tj ET\n";
    check(&[turned.to_owned() + &lines(50, 700, &["Body."])], "Body.\nPrinted on the margin");
}

#[test]
fn links_and_notes_are_found() {
    let annotations = "/Annots[\
        <</Subtype/Link/Rect[50 695 80 712]/A<</S/URI/URI(https://example.org/)>>>>\
        <</Subtype/Highlight/Rect[50 595 200 612]/Contents(Who says so?)/T(Ann)/M(D:20250314090000Z)>>]";
    let page = lines(50, 700, &["Linked words"]) + &lines(50, 600, &["A claim."]);
    let loaded = load(&pdf_with(&[page], "", annotations));
    let own = &loaded.structure;
    let words = |range: tickmark::text::TextRange| range.within(&loaded.text).unwrap_or_default();
    assert_eq!(
        own.addresses.iter().map(|to| (words(to.range), to.url.as_str())).collect::<Vec<_>>(),
        [("Linked", "https://example.org/")]
    );
    let [comment] = own.comments.as_slice() else { panic!("one comment: {:?}", own.comments) };
    assert_eq!((words(comment.range), comment.text.as_str()), ("A claim.", "Who says so?"));
    assert_eq!((comment.author.as_str(), comment.time.as_str()), ("Ann", "2025-03-14T09:00:00Z"));
}

/// A page with these annotations, each with what draws it, if anything does.
fn pdf_drawing(page: &str, annotations: &[(&str, &str)]) -> Vec<u8> {
    let mut objects = objects(&[page.to_owned()], "", "");
    let mut list = String::new();
    for (annotation, drawing) in annotations {
        let looks = if drawing.is_empty() { String::new() } else { format!("/AP<</N {} 0 R>>", objects.len() + 1) };
        let _ = write!(list, "<<{annotation}{looks}>>");
        if !drawing.is_empty() {
            let dict = "/Subtype/Form/BBox[0 0 150 20]/Resources<</Font<</F 3 0 R>>>>";
            objects.push(stream(dict, &format!("BT /F 10 Tf {drawing} ET")));
        }
    }
    objects[3] = objects[3].replace("/MediaBox", &format!("/Annots[{list}]/MediaBox"));
    file(&objects)
}

#[test]
fn fields_of_forms_stand_beside_the_words_that_ask_for_them() {
    let page = sized(10, 50, 700, &["Name:", "Town:", "Code:"]) + &lines(50, 600, &["That is all."]);
    let field =
        |bottom: u32, value: &str| format!("/Subtype/Widget/FT/Tx/Rect[120 {bottom} 270 {}]{value}", bottom + 20);
    let apart = "1 0 0 1 2 6 Tm (4) Tj 20 0 Td (7) Tj 20 0 Td (1) Tj 20 0 Td (1) Tj";
    let fields = [
        (field(694, "/V(Ann Lee)"), "1 0 0 1 2 6 Tm (Ann Lee) Tj"),
        (field(682, "/V(Old York)"), ""),
        (field(670, "/V(47 11)"), apart),
        (field(640, "/V(out of sight)/F 2"), "1 0 0 1 2 6 Tm (out of sight) Tj"),
    ];
    let fields: Vec<_> = fields.iter().map(|(field, drawing)| (field.as_str(), *drawing)).collect();
    let loaded = load(&pdf_drawing(&page, &fields));
    assert_eq!(loaded.text, "Name:\tAnn Lee\nTown:\tOld York\nCode:\t47 11\nThat is all.");
}

/// A file with a page that is drawn with a font whose codes have two bytes.
fn pdf_with_font(page: &str, font: &str, inner: &str, more: &[String]) -> Vec<u8> {
    let mut objects = objects(&[format!("BT /F 10 Tf 50 700 Td {page} ET")], "", "");
    let inner = format!(
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>{inner}>>"
    );
    objects[2] =
        format!("<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[{inner}]{font}>>");
    objects.extend_from_slice(more);
    file(&objects)
}

#[test]
fn codes_of_unicode_are_read_as_such() {
    let loaded = load(&pdf_with_font("<0055017E006901740021> Tj", "/ToUnicode/Identity-H", "/DW 600", &[]));
    assert_eq!((loaded.text.as_str(), loaded.warnings.as_slice()), ("UžiŴ!", [].as_slice()));
}

#[test]
fn letters_drawn_from_right_to_left_are_read_so() {
    let page = "-5 Tc <05D005D105D2> Tj";
    assert_eq!(load(&pdf_with_font(page, "/ToUnicode/Identity-H", "/DW 300", &[])).text, "אבג");
}

#[test]
fn a_font_says_itself_what_its_letters_are() {
    let font = include_bytes!("../../assets/fonts/Inter-Regular-Tabular.otf");
    let letters = skrifa::charmap::Charmap::new(&skrifa::FontRef::new(font).expect("a font"));
    let codes: String =
        "Käse".chars().filter_map(|c| letters.map(c)).map(|id| format!("{:04X}", id.to_u32())).collect();
    let data: String = font.iter().map(|byte| format!("{byte:02X}")).collect();
    let program = stream("/Subtype/OpenType/Filter/ASCIIHexDecode", &(data + ">"));
    let inner = "/DW 600/FontDescriptor<</Type/FontDescriptor/FontName/Own/Flags 4/FontFile3 6 0 R>>";
    assert_eq!(load(&pdf_with_font(&format!("<{codes}> Tj"), "", inner, &[program])).text, "Käse");
}

#[test]
fn a_layer_that_a_page_leaves_open_hides_nothing_of_the_next() {
    let pages = ["/OC /L BDC ".to_owned() + &lines(50, 700, &["Not shown."]), lines(50, 700, &["Shown."])];
    let mut objects = objects(&pages, "/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>", "");
    for object in &mut objects {
        *object = object.replace("/Resources<<", "/Resources<</Properties<</L 8 0 R>>");
    }
    objects.push("<</Type/OCG/Name(L)>>".to_owned());
    assert_eq!(load(&file(&objects)).text, "Shown.");
}

#[test]
fn what_was_typed_onto_a_page_follows_the_body() {
    let note = ("/Subtype/FreeText/Rect[50 500 200 520]", "1 0 0 1 2 6 Tm (typed later) Tj");
    let loaded = load(&pdf_drawing(&lines(50, 400, &["Body."]), &[note]));
    let [story] = loaded.structure.stories.as_slice() else { panic!("one story: {:?}", loaded.structure.stories) };
    assert_eq!((story.kind, story.range.within(&loaded.text)), (StoryKind::Annotation, Some("typed later")));
}

#[test]
fn a_scan_without_text_is_named() {
    let scan = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{7F} EI Q".to_owned();
    let loaded = load(&pdf(&[scan, lines(50, 700, &["Some words here."])]));
    let flaws: Vec<_> = loaded.structure.pages.iter().map(|page| page.flaw).collect();
    assert_eq!(flaws, [Some(PageFlaw::NoTextLayer), None]);
}

#[test]
fn progress_is_told_page_by_page() {
    let told: Arc<Mutex<Vec<(u32, u32)>>> = Arc::default();
    let tell = Arc::clone(&told);
    let watch = Watch::telling(move |progress| {
        tell.lock().expect("nobody fails with it").push((progress.done, progress.total));
    });
    let pages = ["First.", "Second."].map(|words| lines(50, 700, &[words]));
    import(&pdf(&pages), "a.pdf", &Options::default(), &watch).expect("a file that can be loaded");
    assert_eq!(*told.lock().expect("nobody fails with it"), [(1, 2), (2, 2)]);
}

/// The second page draws a form a thousand times that draws another a thousand times, which has much to do.
#[test]
fn the_pages_read_before_a_limit_are_kept() {
    let pages = [lines(50, 700, &["First."]), "/A Do ".repeat(1000)];
    let form = |inner| format!("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A {inner} 0 R>>>>");
    let mut objects = objects(&pages, "", "/Resources<</XObject<</A 8 0 R>>>>");
    objects.extend([stream(&form(9), &"/A Do ".repeat(1000)), stream(&form(10), &"q Q ".repeat(10_000))]);
    let workshop = Workshop::of(env!("CARGO_BIN_EXE_tickmark")).within(Limits { seconds: 1, ..Limits::default() });
    let loaded = workshop
        .import(&file(&objects), "a.pdf", &Options::default(), &Watch::default(), &Cancel::default())
        .expect("the first page");
    assert_eq!(loaded.text, "First.");
    assert!(matches!(loaded.warnings.as_slice(), [Warning::OverLimit { .. }]), "{:?}", loaded.warnings);
}

#[test]
fn a_locked_file_opens_with_its_password_alone() {
    let open = |password: Option<&str>| {
        let options = Options { password: password.map(str::to_owned), ..Options::default() };
        import(include_bytes!("../data/import/locked.pdf"), "a.pdf", &options, &Watch::default())
    };
    assert!(matches!(open(None), Err(ImportError::PasswordNeeded)));
    assert!(matches!(open(Some("wrong")), Err(ImportError::WrongPassword)));
    assert_eq!(
        open(Some("open sesame")).expect("the right password").text,
        "The budget of the ministry grew by 12 percent."
    );
}

#[test]
fn a_file_without_pages_is_refused_with_a_reason() {
    let refused = import(b"%PDF-1.7\nnothing", "a.pdf", &Options::default(), &Watch::default());
    assert!(matches!(refused, Err(ImportError::Unreadable { .. })));
}

/// So that another version of the library that reads pages cannot move a place in a text unnoticed.
#[test]
fn the_text_of_our_own_file_stays_the_same() {
    let loaded = load(include_bytes!("../data/import/report.pdf"));
    let hash: String = Sha256::digest(loaded.text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hash, "3dafec06a940bd8549e5552ebf48364c8496fcd565761ed963585618cf373f34", "{}", loaded.text);
}

proptest! {
    #[test]
    fn any_damage_is_read_or_refused(at in 0_usize..1500, byte in any::<u8>(), cut in 0_usize..1500) {
        let mut bytes = pdf(&[lines(50, 700, &["One line and", "another line."]), lines(50, 700, &["Two."])]);
        if let Some(damaged) = bytes.get_mut(at) {
            *damaged = byte;
        }
        bytes.truncate(bytes.len().saturating_sub(cut / 4));
        if let Ok(loaded) = import(&bytes, "a.pdf", &Options::default(), &Watch::default()) {
            prop_assert!(loaded.structure.fits(&loaded.text));
            prop_assert!(Blocks::new(&loaded.text, loaded.blocks).is_some());
        }
    }
}

#[test]
fn pages_that_are_not_all_there_are_named() {
    let words = "BT /F 10 Tf 1 0 0 1 50 700 Tm (Words) Tj ET".to_owned();
    let field = "<</Subtype/Widget/FT/Tx/V(value)/Rect[0 0 9 9]>>".repeat(2001);
    let read = load(&pdf_with(&[words.clone(), words], "", &format!("/Annots[{field}]")));
    assert_eq!(read.structure.pages[1].flaw, Some(PageFlaw::NotRead));
    let warnings: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        ["Left out: 1 of 2 pages, which are damaged or take too much to read, in part or as a whole: 2"]
    );
}

#[test]
fn a_file_without_words_is_not_called_empty() {
    let read = load(&pdf(&[String::new()]));
    assert_eq!(read.warnings, [Warning::NoText]);
}
