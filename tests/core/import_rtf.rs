//! Rich text: what of it is kept, and that nothing in it does harm.

use proptest::prelude::*;
use tickmark::import::{Imported, Options, Warning, Watch, import};
use tickmark::model::{Body, SpanKind, StoryKind, View};
use tickmark::text::{BlockKind, Blocks, TextRange};

/// A file as it stands in a test, where lines begin further to the right.
fn load_lines(rtf: &str) -> Imported {
    load(rtf.replace("\n        ", "\n"))
}

fn load(rtf: impl AsRef<[u8]>) -> Imported {
    let loaded = import(rtf.as_ref(), "a.rtf", &Options::default(), &Watch::default()).expect("rich text");
    assert!(Blocks::new(&loaded.text, loaded.blocks.clone()).is_some());
    assert!(loaded.structure.fits(&loaded.text));
    loaded
}

/// Expects the text of a file with this body.
#[track_caller]
fn check(body: &str, text: &str) {
    assert_eq!(load(format!("{{\\rtf1\\ansi\\ansicpg1252 {body}}}")).text, text, "{body}");
}

/// The text as a reader shows it.
fn shown(loaded: Imported) -> String {
    let blocks = Blocks::new(&loaded.text, loaded.blocks).expect("blocks that fit");
    Body::new(loaded.text, blocks, loaded.structure).shown(View::default())
}

fn kinds(loaded: &Imported) -> Vec<BlockKind> {
    loaded.blocks.iter().map(|block| block.kind()).collect()
}

#[test]
fn a_file_that_is_cut_off_says_so() {
    let whole = r"{\rtf1 One line\par {\b and} another}";
    assert_eq!(load(whole).warnings, []);
    let cut = load(whole.get(..30).expect("more than that"));
    assert_eq!(cut.text, "One line\nand a");
    assert_eq!(cut.warnings, [Warning::Damaged { what: "it ends too soon".to_owned() }]);
}

#[test]
fn characters_are_read_however_they_are_written() {
    check(r"caf\'e9 \emdash  \ldblquote so\rdblquote\~\{x\}\line next\tab y", "café — “so”\u{A0}{x}\nnext\ty");
    check(r"\u8364?5 {\uc2\u8364\'80x!} \u-10179?\u-8694? \u55357?x", "€5 €! 😊 \u{FFFD}x");
    check("one\\\ntwo\r\n three\\par\\par four", "one\ntwo three\nfour");
}

#[test]
fn each_font_has_its_alphabet() {
    let fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}{\f2\fcharset128 Mincho;}{\f3\fcharset2 Symbol;}
        {\f4\fcharset254 Terminal;}{\f5\fcharset129 Batang;}}";
    check(
        &format!(r"{fonts}\f1 \'cf\'f0{{\f0 \'e9}}\'e8 \f2\'83e\'83X\'83g \f3 a\'b7 \f4\'82 \f5\'c7\'d1"),
        "Прéи テスト α• é 한",
    );
    assert_eq!(load(r"{\rtf1\ansicpg65001 \'d0\'9f\'d0\'be}").text, "По");
    assert_eq!(load(r"{\rtf1\mac \'8e}").text, "é");
    // The font claims an alphabet that it has not.
    check(r"{\fonttbl{\f1\fcharset128 OpenSymbol;}}\f1\'95", "•");
}

#[test]
fn headings_lists_and_tables_keep_what_they_are() {
    let loaded = load_lines(
        r"{\rtf1{\stylesheet{\s1\outlinelevel0 heading 1;}{\s2 heading 2;}{\s3 Body;}}
        \pard\s1 Title\par\pard\s2 Part\par\pard\s3 Words.\par
        {\listtext\tab 1.\tab}\pard\ls1\ilvl0 One\par{\pntext\f3\'b7\tab}\pard\ls1\ilvl1 Two\par
        \trowd\cellx1\cellx2\pard\intbl a\cell b\par c\cell\row\trowd\pard\intbl d\cell e\cell\row\pard After}",
    );
    let cell = |row, column| BlockKind::Cell { row, column };
    let list = [BlockKind::ListItem(1), BlockKind::ListItem(2)];
    let heads = [BlockKind::Heading(1), BlockKind::Heading(2), BlockKind::Paragraph];
    let table = [cell(0, 0), cell(0, 1), cell(0, 1), cell(1, 0), cell(1, 1), BlockKind::Paragraph];
    assert_eq!(kinds(&loaded), [&heads[..], &list, &table].concat());
    assert_eq!(shown(loaded), "Title\nPart\nWords.\n1. One\n· Two\na\tb\nc\nd\te\nAfter\n");
}

#[test]
fn notes_headers_and_boxes_stand_beside_the_body() {
    let loaded = load_lines(
        r"{\rtf1{\header Draft\par}A fact.{\super\chftn}{\footnote\pard{\super\chftn} The source.\par} More\chftn{\footnote\ftnalt An end.}.\par
        {\header Draft\par}Star*{\footnote * By hand.}.{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt\pard A box\par}}{\shprslt{\*\do{\dptxbxtext A box}}}}}",
    );
    let stories = &loaded.structure.stories;
    let kinds: Vec<_> = stories.iter().map(|story| (story.kind, story.mark.as_str())).collect();
    use StoryKind::{Endnote, Footnote, Header, TextBox};
    assert_eq!(kinds, [(Footnote, "1"), (Footnote, ""), (Endnote, "1"), (TextBox, ""), (Header, "")]);
    assert_eq!(shown(loaded), "A fact.[1] More[1].\nStar*.\n[1] The source.\n* By hand.\n[1] An end.\nA box\n");
}

#[test]
fn tracked_changes_and_hidden_words_are_told_apart() {
    let time = (126 << 20) | (11 << 16) | (21 << 11) | (14 << 6) | 5;
    let loaded = load(format!(
        r"{{\rtf1{{\*\revtbl{{Unknown;}}{{Ana Ruiz;}}}}It was {{\revised\revauth1\revdttm{time} about }}{{\deleted\revauthdel1\revdttmdel{time} over }}80{{\v  secret}}.}}"
    ));
    let spans = loaded.structure.spans.iter();
    let words = |range: TextRange| range.within(&loaded.text).unwrap_or_default();
    let spans: Vec<_> =
        spans.map(|span| (span.kind, words(span.range), span.author.as_str(), span.time.as_str())).collect();
    let when = "2026-11-21T14:05:00";
    assert_eq!(
        spans,
        [
            (SpanKind::Inserted, "about ", "Ana Ruiz", when),
            (SpanKind::Deleted, "over ", "Ana Ruiz", when),
            (SpanKind::Hidden, " secret", "", ""),
        ]
    );
    assert_eq!(shown(loaded), "It was about 80.\n");
}

#[test]
fn comments_addresses_and_facts_are_kept() {
    let loaded = load(
        r#"{\rtf1{\info{\title A \'93title\'94}{\author Bo Li}{\subject x}}See {\*\atrfstart 7}the {\field{\*\fldinst HYPERLINK "https://a.org/x" \\o "tip"}{\fldrslt\ul report}}{\*\atrfend 7}{\*\atnid AR}{\*\atnauthor Ana Ruiz}\chatn{\*\annotation{\*\atnref 7}{\*\atndate 132543365}\pard\chatn Which one?\par} and {\field{\*\fldinst PAGE}{\fldrslt 3}}{\field{\*\fldinst{HYPERLINK \\l "there"}}{\fldrslt below}}.}"#,
    );
    assert_eq!(loaded.text, "See the report and 3below.");
    let [comment] = &loaded.structure.comments[..] else { panic!("one comment") };
    assert_eq!((comment.author.as_str(), comment.text.as_str()), ("Ana Ruiz", "Which one?"));
    assert_eq!(comment.range.within(&loaded.text), Some("the report"));
    let [address] = &loaded.structure.addresses[..] else { panic!("one address") };
    assert_eq!((address.url.as_str(), address.range.within(&loaded.text)), ("https://a.org/x", Some("report")));
    assert_eq!((loaded.facts.title.as_str(), loaded.facts.author.as_str()), ("A “title”", "Bo Li"));
    assert_eq!(loaded.title.as_deref(), Some("A “title”"));
}

#[test]
fn what_is_no_text_is_passed_over() {
    check(r"a{\*\unknown b}{\pict\bin4 }}}}c}{\*\htmltag64 <p>}{\upr{old}{\*\ud new}}d{\loch\*\cs7 e}", "anewde");
    check(r"x\bin2147483647 y", "xy");
    check(r"{\mmath{\*\moMath{\mr a{\mrPr{\mscr0 no}}}}}b", "ab");
}

#[test]
fn damaged_rich_text_is_read_as_far_as_it_goes() {
    assert_eq!(load(r"{\rtf1 {\fonttbl{\f0 Arial;\pard lost brace\par and more").text, "lost brace\nand more");
    assert_eq!(load(r"{\rtf1 a}} b} {c").text, "a b c");
    assert_eq!(load(br"{\rtf1 one {\footnote two").structure.stories.len(), 1);
    assert_eq!(load(r"{\ruf1 one\par two}").text, "one\ntwo");
    assert_eq!(load(r"{\rtf1{\fonttbl{\f1\fcharset128 M;}}\f1\'83e\'83}").warnings, [Warning::UndecodableBytes]);
    let deep = format!("{{\\rtf1 {}deep{} end}}", "{".repeat(300_000), "}".repeat(300_000));
    assert_eq!(load(deep).text, "deep end");
}

#[test]
fn the_text_of_a_file_stays_the_same() {
    let loaded = load(include_bytes!("../data/import/letter.rtf"));
    assert_eq!(
        tickmark::model::sha256(loaded.text.as_bytes()),
        "9d0d319c55a239582d5842a1b84979b712710b1c223da2703eaa95a3e8f07a71"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_rich_text(parts in prop::collection::vec(
        prop_oneof![
            any::<Vec<u8>>(),
            prop::sample::select(WORDS.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        ],
        0..60,
    )) {
        load([&b"{\\rtf1 "[..], &parts.concat()].concat());
    }
}

/// Parts that files are put together from.
const WORDS: [&str; 34] = [
    "{",
    "}",
    "{",
    "}",
    "\\par ",
    " ",
    "   ",
    "é",
    "word",
    "\\u233?",
    "\\'e9",
    "\\cell ",
    "\\row ",
    "\\intbl ",
    "\\pard ",
    "\\footnote ",
    "{\\*\\atrfstart 1}",
    "{\\*\\atrfend 1}",
    "{\\*\\annotation{\\*\\atnref 1}x}",
    "{\\field",
    "\\fldrslt ",
    "{\\*\\fldinst HYPERLINK \"u\"}",
    "\\deleted ",
    "\\revised ",
    "\\v ",
    "\\v0 ",
    "{\\listtext 1.}",
    "\\s1 ",
    "\\outlinelevel0 ",
    "{\\shptxt ",
    "\\header ",
    "\\line ",
    "\\bin3 ",
    "\\ud ",
];
