//! Loading documents of LibreOffice.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use tickmark::import::{ImportError, Imported};
use tickmark::model::{ShownChanges, Time, View, sha256};

use crate::imported::{assert_fits, described, read, zipped};

const KIND: (&str, &str) = ("mimetype", "application/vnd.oasis.opendocument.text");

/// A document with this text, these styles of its own, and these other parts.
fn odt(text: &str, styles: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='o'><office:automatic-styles>{styles}</office:automatic-styles>
        <office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    let mut all = vec![KIND, ("content.xml", content.as_str())];
    all.extend(parts);
    zipped(&all)
}

fn load(bytes: &[u8]) -> Imported {
    read(bytes, "draft.odt").expect("a document that can be read")
}

#[track_caller]
fn check(text: &str, styles: &str, expected: Expect) {
    expected.assert_eq(&described(&load(&odt(text, styles, &[]))));
}

#[test]
fn white_space_is_that_of_the_elements() {
    check(
        "<text:p>  a\n   b<text:s text:c='3'/><text:span> c </text:span> d<text:tab/>e<text:line-break/>f</text:p>\n stray
        <text:p>x<text:s text:c='2000000000'/></text:p>",
        "",
        expect![[r#"
            ¶ a b    c d	e⏎f
            ¶ x
        "#]],
    );
}

#[test]
fn headings_have_levels_and_the_numbers_of_the_outline() {
    let styles = "<office:document-styles><office:styles><text:outline-style>
        <text:outline-level-style text:level='1' style:num-format='1' style:num-suffix='.'/>
        <text:outline-level-style text:level='2' style:num-format='1' text:display-levels='2'/></text:outline-style>
        <style:style style:name='Own' style:family='paragraph' style:parent-style-name='Title'/></office:styles></office:document-styles>";
    let text = "<text:p text:style-name='Own'>T</text:p><text:h text:outline-level='1'>A</text:h><text:h text:outline-level='2'>B</text:h>
        <text:h text:outline-level='2' text:is-list-header='true'>C</text:h><text:h text:outline-level='1'>D</text:h>";
    expect![[r#"
        # T
        # (1.) A
        ## (1.1) B
        ## C
        # (2.) D
    "#]]
    .assert_eq(&described(&load(&odt(text, "", &[("styles.xml", styles)]))));
}

const LISTS: &str = "<text:list-style style:name='L'>
    <text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>
    <text:list-level-style-number text:level='2' style:num-format='a' style:num-prefix='(' style:num-suffix=')' text:start-value='3'/>
    <text:list-level-style-number text:level='3' style:num-format='1' loext:num-list-format='%1%.%3%'/></text:list-style>
    <text:list-style style:name='B'><text:list-level-style-bullet text:level='1' text:bullet-char='\u{F0B7}'/></text:list-style>";

#[test]
fn items_have_their_labels() {
    check(
        "<text:list xml:id='one' text:style-name='L'><text:list-header><text:p>before</text:p></text:list-header>
        <text:list-item><text:p>one</text:p><text:p>more</text:p>
        <text:list><text:list-item><text:p>c</text:p><text:list><text:list-item><text:p>deep</text:p></text:list-item></text:list>
        </text:list-item><text:list-item><text:p>d</text:p></text:list-item></text:list></text:list-item>
        <text:list-item text:start-value='5'><text:p>five</text:p></text:list-item></text:list>
        <text:list text:style-name='B'><text:list-item><text:p>dot</text:p></text:list-item></text:list>
        <text:list text:style-name='L' text:continue-list='one'><text:list-item><text:p>six</text:p></text:list-item></text:list>
        <text:list text:style-name='L'><text:list-item><text:p>anew</text:p></text:list-item></text:list>",
        LISTS,
        expect![[r#"
            ¶ before
            - (1.) one
            ¶ more
            -- ((c)) c
            --- (1.1) deep
            -- ((d)) d
            - (5.) five
            - (•) dot
            - (6.) six
            - (1.) anew
        "#]],
    );
}

#[test]
fn notes_boxes_and_running_lines_are_stories() {
    let text = "<text:p>Body<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>
        <text:note-body><text:p>See there.</text:p></text:note-body></text:note> goes
        <draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box><svg:desc>a picture</svg:desc></draw:frame> on</text:p>";
    let styles = "<office:document-styles><office:master-styles><style:master-page><style:header><text:p>Draft 3</text:p></style:header>
        </style:master-page></office:master-styles></office:document-styles>";
    expect![[r#"
        ¶ Body goes on
        ¶ (1) See there.
        ¶ Boxed
        ¶ Draft 3
        footnote "1": See there. after “Body”
        text box "": Boxed after “goes”
        header "": Draft 3
    "#]]
    .assert_eq(&described(&load(&odt(text, "", &[("styles.xml", styles)]))));
}

#[test]
fn comments_have_their_words_threads_and_whether_they_are_done() {
    let comment = |name: &str, more: &str, words: &str| {
        format!(
            "<office:annotation office:name='{name}' {more}><dc:creator>Ann</dc:creator><dc:date>2025-03-01T10:00:00</dc:date>
            <text:p>{words}</text:p><text:p>Please.</text:p></office:annotation>"
        )
    };
    let text = format!(
        "<text:p>About {}{}85,000 people<office:annotation-end office:name='a'/><office:annotation-end office:name='b'/> came.
        <office:annotation><dc:creator>Ben</dc:creator><text:p>Nice</text:p></office:annotation></text:p>",
        comment("a", "loext:resolved='true'", "Source?"),
        comment("b", "loext:parent-name='a'", "The ministry."),
    );
    check(
        &text,
        "",
        expect![[r#"
            ¶ About 85,000 people came.
            Ann 2025-03-01T10:00:00 on “85,000 people” (done): Source?⏎Please.
            Ann 2025-03-01T10:00:00 on “85,000 people” in thread 0: The ministry.⏎Please.
            Ben  on “”: Nice
        "#]],
    );
}

#[test]
fn tracked_changes_are_kept_and_what_was_deleted_stands_where_it_stood() {
    let info = |who: &str| {
        format!("<office:change-info><dc:creator>{who}</dc:creator><dc:date>2025</dc:date></office:change-info>")
    };
    let text = format!(
        "<text:tracked-changes><text:changed-region xml:id='i'><text:insertion>{}</text:insertion></text:changed-region>
        <text:changed-region xml:id='d'><text:deletion>{}<text:p>old  <text:span>words</text:span></text:p></text:deletion></text:changed-region>
        </text:tracked-changes>
        <text:p>The <text:change text:change-id='d'/><text:change-start text:change-id='i'/>new</text:p>
        <text:p>er<text:change-end text:change-id='i'/> text</text:p>",
        info("Ben"),
        info("Ann"),
    );
    check(
        &text,
        "",
        expect![[r#"
            ¶ The old wordsnew
            ¶ er text
            Deleted Ann 2025: old words
            Inserted Ben 2025: new
            Inserted Ben 2025: er
        "#]],
    );
    let body = load(&odt(&text, "", &[])).into_loaded("x.odt", b"", Time(0)).body;
    assert_eq!(body.shown(View::default()), "The new\ner text\n");
    assert_eq!(body.shown(View { changes: ShownChanges::Original, ..View::default() }), "The old words\n text\n");
}

#[test]
fn cells_links_hidden_text_and_pages_are_kept() {
    check(
        "<table:table><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned='2'><text:p>wide</text:p></table:table-cell>
        <table:covered-table-cell/><table:table-cell><text:p>right</text:p></table:table-cell></table:table-row></table:table-header-rows>
        <table:table-row><table:table-cell><text:p>left</text:p></table:table-cell></table:table-row></table:table>
        <text:p>see <text:a xlink:href='https://a.org'>there</text:a><text:a xlink:href='#x'>here</text:a><text:span text:style-name='H'>secret</text:span></text:p>
        <text:p>one <text:soft-page-break/>two</text:p><text:p text:style-name='New'>three</text:p>",
        "<style:style style:name='H' style:family='text'><style:text-properties text:display='none'/></style:style>
        <style:style style:name='New' style:family='paragraph'><style:paragraph-properties fo:break-before='page'/></style:style>",
        expect![[r#"
            [0,0] wide
            [0,2] right
            [1,0] left
            ¶ see thereheresecret
            ¶ one two
            ¶ three
            page 1: wide
            page 2: two
            page 3: three
            Hidden  : secret
            there -> https://a.org
        "#]],
    );
}

#[test]
fn facts_come_from_the_properties() {
    let meta = "<m><dc:title>Plan</dc:title><meta:initial-creator>Ann</meta:initial-creator><dc:creator>Ben</dc:creator><dc:date>2025-01-02</dc:date></m>";
    let loaded = load(&odt("<text:p>x</text:p>", "", &[("meta.xml", meta)]));
    assert_eq!(loaded.title.as_deref(), Some("Plan"));
    assert_eq!((loaded.facts.author.as_str(), loaded.facts.published.as_str()), ("Ann", "2025-01-02"));
}

#[test]
fn damaged_and_locked_files_say_so() {
    let cut = zipped(&[KIND, ("content.xml", "<office:body><office:text><text:p>Kept</text:p><text:p>cut <text:span")]);
    expect![[r#"
        ¶ Kept
        ¶ cut
        ! The file is damaged: its part content.xml cannot be read after character 59; the rest was read
    "#]]
    .assert_eq(&described(&load(&cut)));

    let manifest = "<m><manifest:file-entry manifest:full-path='content.xml'><manifest:encryption-data/></manifest:file-entry></m>";
    let locked = zipped(&[KIND, ("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}\u{2}")]);
    let error = read(&locked, "x.odt").expect_err("a file that is locked");
    assert_eq!(error.to_string(), "This is an OpenDocument text locked with a password, which Tickmark does not read");

    let error = read(&odt(&"<text:section>".repeat(30_000), "", &[]), "x.odt").expect_err("nothing to read");
    assert!(matches!(error, ImportError::Unreadable { .. }), "{error}");
}

#[test]
fn the_text_of_a_file_never_moves() {
    let loaded = load(include_bytes!("../data/import/sample.odt"));
    let places = serde_json::to_vec(&(&loaded.blocks, &loaded.structure)).expect("what can be written");
    expect![[r#"
        18018a4fd79cb8cc1bef50855fdb73025ef0041f57111a77b297c45083644c0b
        9415f7b4eeaca0d3dbc0dafee4278500f964fb7ff39c9d85187c65d3d168564b
    "#]]
    .assert_eq(&format!("{}\n{}\n", sha256(loaded.text.as_bytes()), sha256(&places)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read_or_refused(text in "(<text:(p|h|list|list-item|span|note|change-start|section)>|<draw:text-box>|<office:annotation>|<table:table(-row|-cell)?>|</text:(p|h|list|span|note)>|</office:annotation>|</draw:text-box>|<text:(s|tab|change|soft-page-break)/>|[a-zé &;]){0,60}", cut in 0_usize..400) {
        let bytes = odt(&text, LISTS, &[]);
        for bytes in [&bytes[..], &bytes[..bytes.len() - cut.min(bytes.len())]] {
            if let Ok(loaded) = read(bytes, "x.odt") {
                assert_fits(&loaded);
            }
        }
    }
}
