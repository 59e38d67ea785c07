//! Web pages: the whole page as text, its article, and that nothing in it does harm.

use proptest::prelude::*;
use tickmark::import::{Imported, Options, Warning, Watch, import};
use tickmark::model::{Body, SpanKind, StoryKind, View, sha256};
use tickmark::text::{BlockKind, Blocks};

fn load(page: impl AsRef<[u8]>) -> Imported {
    load_as(page, "a.html")
}

pub fn load_as(bytes: impl AsRef<[u8]>, name: &str) -> Imported {
    let loaded = import(bytes.as_ref(), name, &Options::default(), &Watch::default()).expect("a document");
    expect_fit(&loaded);
    loaded
}

#[track_caller]
fn expect_fit(loaded: &Imported) {
    assert!(loaded.text.is_empty() || Blocks::new(&loaded.text, loaded.blocks.clone()).is_some());
    assert!(loaded.structure.fits(&loaded.text));
}

/// The text as a reader shows it.
pub fn shown(loaded: &Imported) -> String {
    let blocks = Blocks::new(&loaded.text, loaded.blocks.clone()).expect("blocks that fit");
    Body::new(loaded.text.clone(), blocks, loaded.structure.clone()).shown(View::default())
}

/// The blocks of a document, each with the sign of its kind and its label.
pub fn blocks(loaded: &Imported) -> Vec<String> {
    let blocks = Blocks::new(&loaded.text, loaded.blocks.clone()).expect("blocks that fit");
    let sign = |kind| match kind {
        BlockKind::Heading(level) => "#".repeat(level.into()),
        BlockKind::ListItem(level) => "-".repeat(level.into()),
        BlockKind::Cell { row, column } => format!("[{row},{column}]"),
        BlockKind::Paragraph => "¶".to_owned(),
    };
    let label = |at: usize| loaded.structure.labels.iter().find(|label| label.at as usize == at);
    let shown = blocks.iter().map(|(range, kind)| {
        let label = label(range.start()).map(|label| format!("{} ", label.words)).unwrap_or_default();
        format!("{} {label}{}", sign(kind), range.within(&loaded.text).unwrap_or_default())
    });
    shown.collect()
}

/// Expects the blocks of a page with this body.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(blocks(&load(format!("<!DOCTYPE html><body>{body}"))), expected, "{body}");
}

#[test]
fn space_is_shown_as_browsers_show_it() {
    check("<p> One\n  <b>two</b> <i> three</i>\t.\n</p>four", &["¶ One two three .", "¶ four"]);
    check("a<br> b <br><br>c<div>d</div>e<hr>f", &["¶ a\nb", "¶ c", "¶ d", "¶ e", "¶ f"]);
    check("<pre>\n x\n   y</pre><p>&nbsp;</p>z&nbsp;&nbsp;z", &["¶  x\n   y", "¶ z\u{A0}\u{A0}z"]);
    check("He said <q>so <i>it</i> </q>.", &["¶ He said “so it”."]);
}

#[test]
fn headings_and_lists_keep_what_they_are() {
    check("<h1>A</h1><div><h3>B <small>c</small></h3></div>", &["# A", "### B c"]);
    check(
        "<ol start=3><li>x<li value=9><p>y</p><p>z</p><ul><li>in</ul></ol><ol type=i reversed><li>b<li>a</ol>",
        &["- 3. x", "- 9. y", "- z", "-- • in", "- ii. b", "- i. a"],
    );
}

#[test]
fn cells_of_facts_have_their_place_and_those_of_layout_have_none() {
    check(
        "<table><tr><th rowspan=2>a<th colspan=2>b<tr><td>c<td>d</table>",
        &["[0,0] a", "[0,1] b", "[1,1] c", "[1,2] d"],
    );
    check(
        "<table><tr><td><table><tr><td>a<td>b<tr><td>c</table><td>d</table>",
        &["[0,0] a", "[0,1] b", "[1,0] c", "¶ d"],
    );
    check("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", &["¶ a", "¶ b", "¶ c", "¶ d"]);
}

#[test]
fn what_no_reader_sees_is_no_text() {
    check(
        "<script>1</script><style>2</style><template>3</template><noscript>4</noscript><p hidden>5</p>\
         <p style='color:red; DISPLAY : none !important'>6</p><!-- 7 --><select><option>8</select><dialog>9</dialog>\
         <svg><title>10</title><text>11</text></svg><textarea>12</textarea><p style='display:block'>yes</p>",
        &["¶ 11", "¶ yes"],
    );
    check("<template shadowrootmode=open><p>in the shadow</p></template>", &["¶ in the shadow"]);
    assert_eq!(load("<body style='visibility:hidden'>shown later").text, "shown later");
}

#[test]
fn addresses_are_whole_where_the_page_tells_its_own() {
    let link = |own: &str, href: &str| {
        let page = format!("<link rel=canonical href='{own}'><body><p><a href='{href}'>a</a>");
        load(page).structure.addresses.remove(0).url
    };
    let own = "https://a.example/city/news.html?page=1";
    for (href, whole) in [
        ("/b", "https://a.example/b"),
        ("b/./c?d#e", "https://a.example/city/b/c?d#e"),
        ("../../b/", "https://a.example/b/"),
        ("//b.example/c", "https://b.example/c"),
        ("?page=2", "https://a.example/city/news.html?page=2"),
        ("http://b.example", "http://b.example"),
        ("mailto:b@b.example", "mailto:b@b.example"),
    ] {
        assert_eq!(link(own, href), whole);
    }
    assert_eq!(link("https://a.example", "b"), "https://a.example/b");
    assert_eq!(link("", "/b"), "/b");
}

#[test]
fn links_keep_their_addresses() {
    let loaded = load(
        "<body>See <a href=' https://a.example/x '> the  <b>study</b> </a>, <a href=#y>y</a>, <a href=JavaScript:1>z</a>.",
    );
    let addresses = &loaded.structure.addresses;
    let found: Vec<_> = addresses.iter().map(|to| (to.range.within(&loaded.text), to.url.as_str())).collect();
    assert_eq!(found, [(Some("the study"), "https://a.example/x")]);
}

#[test]
fn a_link_that_begins_with_space_at_the_end_of_a_block_fits() {
    load("<body>a&nbsp;<a href=x>&nbsp;<div>ßß</div></a>");
    load("<body>ab<a href=x>cd<p role=doc-footnote id=n>é</p>e</a>");
}

#[test]
fn what_a_page_says_of_itself_is_kept() {
    let facts = |head: &str| load(format!("<!doctype html><head>{head}<body>x")).facts;
    let data = r#"<script type="application/ld+json">[{"@graph":[{"@type":["NewsArticle"],"headline":"The &amp; title",
        "author":[{"name":"A. Bee"},{"name":"C. Dee"}],"publisher":{"name":"The Paper"},
        "datePublished":"2025-03-14T08:00:00+01:00"}]}]</script>"#;
    let told = facts(&format!("{data}<link rel=canonical href=https://paper.example/1>"));
    assert_eq!([told.title.as_str(), &told.author, &told.publisher], ["The & title", "A. Bee, C. Dee", "The Paper"]);
    assert_eq!([told.published.as_str(), &told.url], ["2025-03-14", "https://paper.example/1"]);
    let told = facts(
        "<title>T – The Paper</title><meta property=og:site_name content='The Paper'><meta name=author content='By A. Bee'>\
         <meta property=article:published_time content=2024-01-02><meta property=og:url content=https://p.example/>",
    );
    assert_eq!([told.title.as_str(), &told.author, &told.publisher], ["T", "A. Bee", "The Paper"]);
    assert_eq!([told.published.as_str(), &told.url], ["2024-01-02", "https://p.example/"]);
    let saved = load("<!-- saved from url=(0019)https://s.example/a -->\n<html><title>X</title>y").facts;
    assert_eq!([saved.title.as_str(), &saved.url], ["X", "https://s.example/a"]);
}

/// A page with all that stands around an article.
fn news_page() -> String {
    let paragraph = |n| {
        format!(
            "<p>Paragraph {n} of the report tells, at some length, what happened, who saw it, and what they said about it.</p>"
        )
    };
    let paragraphs = |from, to| (from..to).map(paragraph).collect::<String>();
    format!(
        "<!doctype html><title>A report</title><body><nav><a href=/>Home</a> <a href=/news>News</a></nav>\
         <main><article class=post><h1>A report</h1><div class=byline>By Jane Doe</div><time>March 14</time>{}\
         <figure><img src=x><figcaption>A street, photographed on Monday by nobody in particular</figcaption></figure>{}\
         <blockquote class=twitter-tweet><p>I saw it with my own eyes</p></blockquote>\
         <p><b>Read more: <a href=/2>Another report about something else entirely</a></b></p>{}\
         <div class=share-bar><a href=/f>Share</a></div></article></main>\
         <aside><h2>Trending</h2><ul><li><a href=/3>A third report</a></ul></aside><footer>Copyright The Paper</footer>",
        paragraphs(1, 4),
        paragraphs(4, 7),
        paragraphs(7, 10),
    )
}

#[test]
fn the_article_is_shown_and_the_whole_page_is_kept() {
    let loaded = load(news_page());
    let article = shown(&loaded);
    let lines: Vec<&str> = article.lines().collect();
    assert_eq!(lines.iter().filter(|line| line.starts_with("Paragraph")).count(), 9);
    assert_eq!(lines.get(6), Some(&"I saw it with my own eyes"));
    assert_eq!(lines.len(), 10, "{article}");
    for beside in ["Home", "By Jane Doe", "A street", "Read more", "Trending", "Copyright"] {
        assert!(loaded.text.contains(beside), "{beside}");
    }
    assert!(loaded.structure.spans.iter().all(|span| span.kind == SpanKind::Article));
}

#[test]
fn without_an_article_the_whole_page_is_shown() {
    let loaded = load("<body><p>A line.</p><p>And one.</p>");
    assert_eq!(shown(&loaded), "A line.\nAnd one.\n");
}

#[test]
fn in_a_page_that_is_too_large_no_article_is_looked_for() {
    let loaded = load(format!("<body><p>{}</p>", "&amp; ".repeat(300_000)));
    assert!(loaded.structure.spans.is_empty());
    assert!(matches!(loaded.warnings.as_slice(), [Warning::LeftOut { .. }]), "{:?}", loaded.warnings);
}

#[test]
fn the_article_of_search_engines_is_not_lost() {
    let words = |n: u32| (0..40).map(|at| format!("word{} ", n * 100 + at)).collect::<String>();
    let body: String = (1..6).map(words).collect();
    let rows: String =
        (1..6).map(|n| format!("<div class=comment><div><a href=/>{}</a></div></div>", words(n))).collect();
    let text =
        "<p>A paragraph of the page, with commas, that is long enough to be taken for an article, more or less.</p>";
    let page = format!(
        "<script type=application/ld+json>{{\"@type\":\"Article\",\"articleBody\":\"{body}\"}}</script><body><div>{}</div>{rows}",
        text.repeat(8)
    );
    assert!(shown(&load(page)).contains("word539"));
}

#[test]
fn notes_that_say_so_follow_the_text() {
    let loaded = load(
        "<body><p>It rose<a role=doc-noteref href=#n1>1</a>.</p><aside role=doc-footnote id=n1><p>By a tenth.</p></aside><p>End.",
    );
    assert_eq!(loaded.text, "It rose.\nEnd.\nBy a tenth.");
    let story = loaded.structure.stories.first().expect("a note");
    assert_eq!((story.kind, story.anchor, story.mark.as_str()), (StoryKind::Footnote, Some(7), "1"));
}

#[test]
fn the_encoding_is_that_of_the_bytes() {
    let text = |page: &[u8]| load(page).text;
    assert_eq!(text(b"<html><meta charset=windows-1251><body>\xCF\xF0\xE8\xE2\xE5\xF2"), "Привет");
    assert_eq!(text(b"<?xml version='1.0' encoding='iso-8859-1'?><html><body>\xE9t\xE9</body></html>"), "été");
    // It is UTF-8, whatever it says; and it is not, though it says so.
    assert_eq!(text("<html><meta charset=latin1><body>été – où".as_bytes()), "été – où");
    assert_eq!(text(b"<html><meta charset=utf-8><body>Le pr\xE9sident a \xE9t\xE9 \xE9lu"), "Le président a été élu");
    let wide: Vec<u8> = "\u{FEFF}<html><body>Привет".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(text(&wide), "Привет");
}

#[test]
fn a_page_is_known_by_its_beginning() {
    for page in
        ["\n<!-- x --><!DOCTYPE HTML><p>a", "<?xml version='1.0'?>\n<html><p>a</p></html>", "<HTML lang=en><p>a"]
    {
        assert_eq!(load_as(page, "a").text, "a", "{page}");
    }
    assert_eq!(load_as("<p>a <header", "a").text, "<p>a <header");
    assert_eq!(load_as("<p>a</p>", "a.HTM").text, "a");
}

#[test]
fn what_is_nested_too_deep_is_read_flat() {
    for tag in ["div", "b", "table><tr><td", "svg><g"] {
        let page = format!("<body>{}deep", format!("<{tag}>").repeat(20_000));
        let loaded = load(page);
        assert!(loaded.text == "deep" || tag.starts_with("svg"), "{tag}");
    }
}

#[test]
fn a_tag_with_too_many_attributes_is_cut() {
    let attributes: String = (0..20_000).map(|n| format!(" a{n}='>'")).collect();
    let loaded = load(format!("<script>if (a<b x) '</sc'</script><body><p{attributes}>text</p>"));
    assert_eq!(loaded.text, "text");
    assert!(matches!(loaded.warnings.as_slice(), [Warning::LeftOut { .. }]), "{:?}", loaded.warnings);
}

#[test]
fn a_crate_cannot_move_offsets_unnoticed() {
    let loaded = load(include_bytes!("../data/import/page.html"));
    let article = shown(&loaded);
    assert_eq!(sha256(loaded.text.as_bytes()), "1f781a690fde6ce1e2b260c346872bae71132955e698d850f2bd6caa0f341f12");
    assert_eq!(sha256(article.as_bytes()), "915f6c093f1691c4eefc51504849c71e92e4bffae42f928be37828a504f1f1f8");
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300), damage in 0..4000usize) {
        let page = [b"<html><body>".as_slice(), &bytes].concat();
        if let Ok(loaded) = import(&page, "a.html", &Options::default(), &Watch::default()) {
            expect_fit(&loaded);
        }
        let mut page = news_page().into_bytes();
        let at = damage % page.len();
        page.splice(at..at, bytes);
        if let Ok(loaded) = import(&page, "a.html", &Options::default(), &Watch::default()) {
            expect_fit(&loaded);
        }
    }

    #[test]
    fn any_tags_are_read(tags in prop::collection::vec("</?(p|div|b|a href=x|table|tr|td|li|ol|pre|br|h2|svg|text|q|x)/?>| |w\n|&nbsp;", 0..60)) {
        let loaded = load(format!("<body>{}", tags.concat()));
        prop_assert!(!loaded.text.ends_with(char::is_whitespace));
    }
}
