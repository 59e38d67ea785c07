//! Loading documents of Word.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use tickmark::import::{ImportError, Imported};
use tickmark::model::{ShownChanges, Time, View, sha256};

use crate::imported::{assert_fits, described, read, zipped};

const ROOT: &str = r#"<Relationships><Relationship Id="r" Type="http://x/officeDocument" Target="word/document.xml"/>
    <Relationship Id="c" Type="http://x/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

/// A document with this body and these other parts.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document xmlns:w='x'><w:body>{body}</w:body></w:document>");
    let mut all = vec![("_rels/.rels", ROOT), ("word/document.xml", document.as_str())];
    all.extend(parts);
    zipped(&all)
}

fn load(bytes: &[u8]) -> Imported {
    read(bytes, "draft.docx").expect("a document that can be read")
}

#[track_caller]
fn check(body: &str, parts: &[(&str, &str)], expected: Expect) {
    expected.assert_eq(&described(&load(&docx(body, parts))));
}

/// A paragraph of one run.
fn paragraph(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn item(list: u8, level: u8, words: &str) -> String {
    paragraph(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>"), words)
}

#[test]
fn characters_that_are_elements_are_read() {
    check(
        "<w:p><w:r><w:t xml:space='preserve'>a </w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d &amp; e</w:t>
        <w:sym w:font='Symbol' w:char='F061'/><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p>",
        &[],
        expect![[r#"
            ¶ a 	b⏎c‑d & eα✓
        "#]],
    );
}

#[test]
fn formulas_are_written_in_a_line() {
    check(
        "<w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>
        <m:d><m:dPr><m:endChr m:val=']'/></m:dPr><m:e><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:e></m:d>
        </m:oMath></w:p>",
        &[],
        expect![[r#"
            ¶ a/b(x^2]
        "#]],
    );
}

#[test]
fn codes_fallbacks_and_old_formats_are_passed_over() {
    check(
        "<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:pPrChange></w:pPr>
        <w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:t>never</w:t>
        <w:fldChar w:fldCharType='separate'/><w:t>12</w:t><w:fldChar w:fldCharType='end'/>
        <mc:AlternateContent><mc:Choice><w:t> new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent>
        </w:r></w:p>",
        &[],
        expect![[r#"
            ¶ 12 new
        "#]],
    );
}

#[test]
fn headings_are_known_by_outline_by_name_and_by_what_their_style_rests_on() {
    let styles = "<w:styles><w:style w:styleId='T'><w:name w:val='Title'/></w:style>
        <w:style w:styleId='U2'><w:name w:val='heading 2'/></w:style>
        <w:style w:styleId='Own'><w:name w:val='Mine'/><w:basedOn w:val='U2'/></w:style>
        <w:style w:styleId='Loop'><w:name w:val='Loop'/><w:basedOn w:val='Loop'/></w:style>
        <w:style w:styleId='Level'><w:name w:val='L'/><w:pPr><w:outlineLvl w:val='3'/></w:pPr></w:style></w:styles>";
    let body: String = ["T", "U2", "Own", "Level", "Loop", "Heading3"]
        .iter()
        .map(|style| paragraph(&format!("<w:pStyle w:val='{style}'/>"), style))
        .chain([paragraph("<w:pStyle w:val='U2'/><w:outlineLvl w:val='9'/>", "running text")])
        .collect();
    check(
        &body,
        &[("word/styles.xml", styles)],
        expect![[r#"
            # T
            ## U2
            ## Own
            #### Level
            ¶ Loop
            ### Heading3
            ¶ running text
        "#]],
    );
}

const LISTS: &str = "<w:numbering>
    <w:abstractNum w:abstractNumId='0'>
        <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>
        <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/></w:lvl>
        <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%3)'/></w:lvl>
        <w:lvl w:ilvl='3'><w:start w:val='4'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%4'/></w:lvl>
    </w:abstractNum>
    <w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='\u{F0B7}'/>
        <w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr></w:lvl></w:abstractNum>
    <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>
    <w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>
    <w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>
    </w:numbering>";

#[test]
fn items_have_the_labels_that_word_prints() {
    let items = [
        (1, 0),
        (1, 1),
        (1, 1),
        (1, 2),
        (1, 2),
        (1, 3),
        (1, 0),
        (1, 1),
        (2, 0),
        (3, 0),
        (3, 0),
        (1, 0),
        (9, 0),
        (0, 0),
    ];
    let body: String = items.iter().map(|(list, level)| item(*list, *level, "x")).collect();
    check(
        &body,
        &[("word/numbering.xml", LISTS)],
        expect![[r#"
            - (1.) x
            -- (1.1) x
            -- (1.2) x
            --- (a)) x
            --- (b)) x
            ---- (IV) x
            - (2.) x
            -- (2.1) x
            - (•) x
            - (7.) x
            - (8.) x
            - (9.) x
            - x
            ¶ x
        "#]],
    );
}

#[test]
fn styles_number_their_headings() {
    let styles = "<w:styles><w:style w:styleId='H1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>
        <w:style w:styleId='H2'><w:name w:val='heading 2'/><w:basedOn w:val='H1'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style></w:styles>";
    let headings = ["H1", "H2", "H2"].map(|style| paragraph(&format!("<w:pStyle w:val='{style}'/>"), "x"));
    check(
        &headings.concat(),
        &[("word/styles.xml", styles), ("word/numbering.xml", LISTS)],
        expect![[r#"
            # (1.) x
            ## (1.1) x
            ## (1.2) x
        "#]],
    );
}

#[test]
fn notes_boxes_and_running_lines_are_stories() {
    let body = "<w:p><w:r><w:t>Body</w:t><w:footnoteReference w:id='2'/><w:t> goes on</w:t><w:endnoteReference w:id='5'/></w:r>
        <w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>
        <w:sectPr><w:headerReference r:id='h'/><w:headerReference r:id='h'/></w:sectPr>";
    check(
        body,
        &[
            ("word/_rels/document.xml.rels", "<r><Relationship Id='h' Type='x/header' Target='header1.xml'/></r>"),
            ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>Draft 3</w:t></w:r></w:p></w:hdr>"),
            (
                "word/footnotes.xml",
                "<w:footnotes><w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote>
                <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t>See there.</w:t></w:r></w:p></w:footnote></w:footnotes>",
            ),
            ("word/endnotes.xml", "<w:endnotes><w:endnote w:id='5'><w:p><w:r><w:t>The end.</w:t></w:r></w:p></w:endnote></w:endnotes>"),
        ],
        expect![[r#"
            ¶ Body goes on
            ¶ (1) See there.
            ¶ (i) The end.
            ¶ Boxed
            ¶ Draft 3
            footnote "1": See there. after “Body”
            endnote "i": The end. after “on”
            text box "": Boxed after “on”
            header "": Draft 3
        "#]],
    );
}

#[test]
fn comments_have_their_words_threads_and_whether_they_are_done() {
    let body = "<w:p><w:r><w:t>About </w:t></w:r><w:commentRangeStart w:id='1'/><w:commentRangeStart w:id='2'/><w:r><w:t>85,000 people</w:t></w:r>
        <w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r><w:commentRangeEnd w:id='2'/>
        <w:r><w:commentReference w:id='2'/><w:t xml:space='preserve'> came.   </w:t><w:commentReference w:id='3'/></w:r></w:p><w:p/>";
    let comment = |id, author, paragraph, words| {
        format!(
            "<w:comment w:id='{id}' w:author='{author}' w:date='2025-03-01T10:00:00Z'><w:p w14:paraId='{paragraph}'>
            <w:r><w:t>{words}</w:t></w:r></w:p></w:comment>"
        )
    };
    let comments = [
        comment(1, "Ann", "A", "Source?"),
        comment(2, "Ben", "B", "The ministry."),
        comment(3, "Ann", "C", "Nice"),
        comment(4, "Eve", "D", "Nowhere"),
    ];
    check(
        body,
        &[
            ("word/comments.xml", &format!("<w:comments>{}</w:comments>", comments.concat())),
            (
                "word/commentsExtended.xml",
                "<x><w15:commentEx w15:paraId='A' w15:done='1'/><w15:commentEx w15:paraId='B' w15:paraIdParent='A'/></x>",
            ),
        ],
        expect![[r#"
            ¶ About 85,000 people came.
            Ann 2025-03-01T10:00:00Z on “85,000 people” (done): Source?
            Ben 2025-03-01T10:00:00Z on “85,000 people” in thread 0: The ministry.
            Ann 2025-03-01T10:00:00Z on “”: Nice
            Eve 2025-03-01T10:00:00Z on “”: Nowhere
        "#]],
    );
}

const CHANGED: &str = "<w:p><w:r><w:t>The </w:t></w:r><w:del w:author='Ann' w:date='2025'><w:r><w:delText>old</w:delText></w:r></w:del>
    <w:ins w:author='Ben' w:date='2026'><w:r><w:t>new</w:t></w:r><w:r><w:t>er</w:t></w:r></w:ins><w:r><w:t> text</w:t></w:r></w:p>";

#[test]
fn tracked_changes_are_kept_with_their_authors() {
    check(
        CHANGED,
        &[],
        expect![[r#"
            ¶ The oldnewer text
            Deleted Ann 2025: old
            Inserted Ben 2026: newer
        "#]],
    );
    let body = load(&docx(CHANGED, &[])).into_loaded("x.docx", b"", Time(0)).body;
    assert_eq!(body.shown(View::default()), "The newer text\n");
    assert_eq!(body.shown(View { changes: ShownChanges::Original, ..View::default() }), "The old text\n");
}

#[test]
fn deleted_paragraphs_take_no_number_and_a_deleted_end_joins_two() {
    let numbered = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>";
    let body = item(1, 0, "first")
        + &format!(
            "<w:p><w:pPr>{numbered}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        )
        + &paragraph(&format!("{numbered}<w:rPr><w:del/></w:rPr>"), "second")
        + &item(1, 0, " goes on")
        + &item(1, 0, "third");
    let loaded = load(&docx(&body, &[("word/numbering.xml", LISTS)]));
    let shown = loaded.into_loaded("x.docx", b"", Time(0)).body.shown(View::default());
    assert_eq!(shown, "1. first\n2. second goes on\n3. third\n");
}

#[test]
fn cells_come_in_reading_order_with_their_places() {
    let cell =
        |properties: &str, words: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph("", words));
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", "in"), cell("", "side"));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc>{inner}<w:p/></w:tc>{}</w:tr></w:tbl>{}",
        cell("<w:gridSpan w:val='2'/>", "wide"),
        cell("", "right"),
        cell("", "left"),
        cell("", "last"),
        paragraph("", "after"),
    );
    check(
        &body,
        &[],
        expect![[r#"
            [0,0] wide
            [0,2] right
            [1,0] left
            [1,1] in
            [1,1] side
            [1,2] last
            ¶ after
        "#]],
    );
}

#[test]
fn links_hidden_text_and_pages_are_kept() {
    let body = "<w:p><w:hyperlink r:id='l'><w:r><w:t>report</w:t></w:r></w:hyperlink><w:r><w:t> and </w:t>
        <w:fldChar w:fldCharType='begin'/><w:instrText> HYPERLINK \"https://b.org\" </w:instrText><w:fldChar w:fldCharType='separate'/></w:r>
        <w:r><w:t>site</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>
        <w:p><w:r><w:lastRenderedPageBreak/><w:t>Next</w:t></w:r></w:p>";
    let relations = "<r><Relationship Id='l' Type='x/hyperlink' Target='https://a.org' TargetMode='External'/></r>";
    check(
        body,
        &[("word/_rels/document.xml.rels", relations)],
        expect![[r#"
            ¶ report and sitesecret
            ¶ Next
            page 1: report
            page 2: Next
            Hidden  : secret
            report -> https://a.org
            site -> https://b.org
        "#]],
    );
}

#[test]
fn facts_come_from_the_properties() {
    let core =
        "<p><dc:title>Plan</dc:title><dc:creator>Ann</dc:creator><dcterms:modified>2025-01-02</dcterms:modified></p>";
    let loaded = load(&docx(&paragraph("", "x"), &[("docProps/core.xml", core)]));
    assert_eq!(loaded.title.as_deref(), Some("Plan"));
    assert_eq!((loaded.facts.author.as_str(), loaded.facts.published.as_str()), ("Ann", "2025-01-02"));
    assert_eq!((loaded.importer.name.as_str(), loaded.importer.version), ("docx", 1));
}

#[test]
fn the_main_part_may_have_any_name_and_encoding() {
    let root = ROOT.replace("word/document.xml", "/Text/Main.xml");
    let xml = "<?xml version='1.0' encoding='windows-1252'?><w:document><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>";
    let types = "<Types><Override ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>";
    let bytes = zipped(&[("[Content_Types].xml", types), ("_rels/.rels", &root), ("text/main.xml", xml)]);
    assert_eq!(read(&bytes, "no ending").expect("a document").text, "x");
}

#[test]
fn what_is_whole_of_a_damaged_file_is_read() {
    let broken = "<w:document><w:body><w:p><w:r><w:t>Kept</w:t></w:r></w:p><w:p><w:r><w:t>cut";
    let bytes = zipped(&[("_rels/.rels", ROOT), ("word/document.xml", broken)]);
    expect![[r#"
        ¶ Kept
        ¶ cut
        ! The file is damaged: its part word/document.xml ends too soon; the rest was read
    "#]]
    .assert_eq(&described(&load(&bytes)));

    let whole = docx(&paragraph("", "Kept"), &[]);
    let without_list = &whole[..whole.len() - 60];
    assert_eq!(load(without_list).text, "Kept");
}

#[test]
fn bombs_and_traps_do_no_harm() {
    let laughs = "<!DOCTYPE d [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    let bytes = zipped(&[("_rels/.rels", ROOT), ("word/document.xml", laughs)]);
    assert_eq!(load(&bytes).text, "&b;");

    let deep = "<w:sdt>".repeat(30_000);
    let error = read(&docx(&deep, &[]), "deep.docx").expect_err("nothing to read");
    assert!(matches!(error, ImportError::Unreadable { .. }), "{error}");

    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let error = read(&locked, "locked.docx").expect_err("a file that is locked");
    assert_eq!(error.to_string(), "This is an Office document locked with a password, which Tickmark does not read");
}

#[test]
fn the_text_of_a_file_never_moves() {
    let loaded = load(include_bytes!("../data/import/sample.docx"));
    let places = serde_json::to_vec(&(&loaded.blocks, &loaded.structure)).expect("what can be written");
    expect![[r#"
        60b6f4365f68ea663cd0d22ce3d2a62c1e56b6a2a17546dbd83852870ea20d4a
        3e6fcc42701230302972f46994ff4fa31f66920e13b88538b1bf334ff7b0ff21
    "#]]
    .assert_eq(&format!("{}\n{}\n", sha256(loaded.text.as_bytes()), sha256(&places)));
}

#[test]
fn a_box_after_the_last_word_belongs_to_the_body() {
    let boxed =
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>";
    let loaded = load(&docx(&format!("{}{boxed}", paragraph("", "Words")), &[]));
    assert_eq!(loaded.structure.stories[0].anchor, Some(5));
}

#[test]
fn what_is_nested_too_deep_is_refused_with_that_reason() {
    let body = "<w:sdt>".repeat(20_001);
    let ImportError::Unreadable { what } = read(&docx(&body, &[]), "deep.docx").expect_err("nothing to read") else {
        panic!("another reason");
    };
    assert_eq!(what, "its part word/document.xml is nested more than 20000 levels deep");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_part_is_read_or_refused(body in "(<w:(p|r|t|tbl|tr|tc|del|ins|txbxContent|hyperlink)>|</w:(p|r|t|tbl|del|txbxContent)>|<w:(br|tab|commentReference|footnoteReference) w:id='1'/>|[a-zé &;]){0,60}", cut in 0_usize..400) {
        let comments = "<w:comments><w:comment w:id='1'><w:p><w:r><w:t>c</w:t></w:r></w:p></w:comment></w:comments>";
        let notes = "<w:footnotes><w:footnote w:id='1'><w:p><w:r><w:t>n</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let bytes = docx(&body, &[("word/comments.xml", comments), ("word/footnotes.xml", notes)]);
        for bytes in [&bytes[..], &bytes[..bytes.len() - cut.min(bytes.len())]] {
            if let Ok(loaded) = read(bytes, "x.docx") {
                assert_fits(&loaded);
            }
        }
    }
}
