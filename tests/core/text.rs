//! Blocks, words, sentences, folding, and characters that nobody sees.

use std::sync::Arc;

use proptest::prelude::*;
use tickmark::reading::quantity_at;
use tickmark::text::{
    Block, BlockKind, Blocks, Folded, Selector, TextRange, find_again, find_alike, has_rtl, sentence_at, sentences,
    visible_mark, word_at,
};

/// Runs `find` at the `^` in `marked`, and expects what stands between `⟦` and `⟧`; without these marks, nothing.
#[track_caller]
pub fn check(marked: &str, find: impl Fn(&str, usize) -> Option<TextRange>) {
    let text = marked.replace(['^', '⟦', '⟧'], "");
    let caret = marked.replace(['⟦', '⟧'], "").find('^').expect("a caret");
    let without_caret = marked.replace('^', "");
    let expected = without_caret.split_once('⟦').and_then(|(_, rest)| rest.split_once('⟧')).map(|(words, _)| words);
    assert_eq!(find(&text, caret).and_then(|range| range.within(&text)), expected);
}

#[track_caller]
fn check_word(marked: &str) {
    check(marked, |text, offset| Some(word_at(text, offset)));
}

#[track_caller]
fn check_sentence(marked: &str) {
    check(marked, |text, offset| Some(sentence_at(text, offset)));
}

#[track_caller]
fn check_number(marked: &str) {
    check(marked, quantity_at);
}

/// Expects `text` to fall into sentences at each `|`.
#[track_caller]
fn check_sentences(text: &str) {
    let plain = text.replace('|', "");
    let found: Vec<&str> = sentences(&plain).filter_map(|range| range.within(&plain)).collect();
    assert_eq!(found, text.split('|').map(str::trim).collect::<Vec<_>>());
}

pub fn seed(index: usize) -> &'static str {
    [include_str!("../../seeds/000_9a464d67475b2cb6.txt"), include_str!("../../seeds/001_5dae7fbb4ec7dd23.txt")][index]
}

/// The paragraph of a seed that holds `words`, and where they begin in it.
pub fn paragraph_of(words: &str) -> (&'static str, usize) {
    let lines = [0, 1].into_iter().flat_map(|index| seed(index).lines());
    lines.filter_map(|line| Some((line, line.find(words)?))).next().expect("the words stand in a seed")
}

#[test]
fn a_double_click_takes_the_word_and_not_the_space() {
    check_word("so ⟦f^ar⟧ so good");
    check_word("so ⟦far^⟧ so good");
    check_word("so ⟦^far⟧ so good");
    check_word("at ⟦85,^000⟧ people");
    check_word("⟦O’F^arrell⟧ said");
    check_word("⟦Ramí^rez⟧");
}

#[test]
fn words_are_found_in_one_long_line() {
    let text = "слово ".repeat(4_000_000);
    let middle = text.len() / 2 + 5;
    assert_eq!(word_at(&text, middle).within(&text), Some("слово"));
    assert!(sentence_at(&text, middle).len() <= 2 * 4096);
    assert_eq!(quantity_at(&text, middle), None);
}

#[test]
fn sentences_end_at_stops() {
    check_sentences("One. |Two! |Three? |Four… |Five");
    check_sentences("It fell. |“Why?” she asked. |(Nobody knew.) |So be it.");
    check_sentences("He said “no.” |Then he left.");
    check_sentences("It cost 3.5 million. |In 2023. |87 people died.");
    check_sentences("Er kam am 5. März an. |Dann ging er.");
    check_sentences("Wait ... what? |Yes... |No.");
    check_sentences("これは本です。|はい。");
    check_sentences("1. First things first. |Then the rest.");
}

#[test]
fn abbreviations_do_not_end_sentences() {
    check_sentences("Dr. Smith met Mr. Jones at 5 p.m. on Main St. Paul Avenue.");
    check_sentences("J. K. Rowling and George W. Bush agree. |So do we.");
    check_sentences("See No. 5 on p. 12, e.g. Here. |He said no. |Then yes.");
    check_sentences("The U.S. Secretary of State left the U.S. |The plane was late.");
    check_sentences("It belongs to Acme Inc. |But Acme Inc. Limited does not.");
}

#[test]
fn a_triple_click_takes_the_sentence() {
    check_sentence("One. ⟦Tw^o.⟧ Three.");
    check_sentence("⟦One.⟧^ Two.");
    check_sentence("One. ⟦^Two.⟧");
    let (paragraph, at) = paragraph_of("These were the words of U.S. Secretary");
    let sentence = sentence_at(paragraph, at + 3).within(paragraph).expect("a sentence");
    assert!(sentence.starts_with("These were") && sentence.ends_with("early February."), "{sentence}");
}

#[test]
fn numbers_come_with_bounds_and_units() {
    check_number("In all, ⟦over 8^0,000 Salvadorans⟧ were detained");
    check_number("In all, ⟦^over 80,000 Salvadorans⟧ were detained");
    check_number("with ⟦1,0^86 per 100,000⟧ as of June");
    check_number("with ⟦^2 percent⟧ of the population");
    check_number("paid ⟦$^6 million⟧ to detain");
    check_number("to ⟦an estimated ^120,000 people⟧ today");
    check_number("sentences of ⟦2^0 to 40 years⟧ in courts");
    check_number("holding ⟦between six^ty and 70 prisoners⟧.");
    check_number("a capacity of ⟦4^0,000⟧ that is");
    check_number("for ⟦about twenty-f^ive months⟧, his son");
    check_number("the country’s ⟦tw^o major gangs⟧, MS-13 and");
    check_number("as of June ⟦20^24⟧ elections");
    check_number("a drop of ⟦3.5^%⟧ in all");
}

#[test]
fn names_with_digits_are_no_numbers() {
    check_number("the gang MS-1^3 is");
    check_number("no number he^re, but 3 there");
}

#[test]
fn folding_keeps_what_a_text_says() {
    let fold = |text| Folded::of(text).text().to_owned();
    assert_eq!(fold("Guantánamo\n\n BAY"), "guantanamo bay");
    assert_eq!(fold("“it’s” – «so»"), "\"it's\" - \"so\"");
    assert_eq!(fold("Łódź, Straße, Ångström, eﬃcient"), "lodz, strasse, angstrom, efficient");
    assert_eq!(fold("Ǽ, ǿ"), "ae, o");
    assert_eq!(fold("soft\u{AD}ly\u{200B}"), "softly");
    assert_eq!(fold("\u{1FFD}\u{212A}Ǿ"), "'ko");
    assert_ne!(fold("10²"), fold("102"));
    assert_ne!(fold("한"), fold("하"));
}

#[test]
fn folded_places_lead_back() {
    let text = "«Straße» e\u{301}te…";
    let folded = Folded::of(text);
    assert_eq!(folded.text(), "\"strasse\" ete...");
    let back = |words: &str| {
        let at = folded.text().find(words).expect("words of the folded text");
        folded.original_range(TextRange::between(at, at + words.len())).within(text)
    };
    assert_eq!(back("strasse"), Some("Straße"));
    assert_eq!(back("stras"), Some("Straß"));
    assert_eq!(back("e\" e"), Some("e» e\u{301}"));
    assert_eq!(back("te..."), Some("te…"));
}

#[test]
fn hidden_characters_have_a_sign() {
    assert_eq!(visible_mark('\0'), Some("NUL"));
    assert_eq!(visible_mark('\u{202E}'), Some("RLO"));
    assert_eq!(visible_mark('\u{85}'), Some("NEL"));
    assert!(['\n', '\t', 'a', 'é', ' '].into_iter().all(|c| visible_mark(c).is_none()));
}

#[test]
fn right_to_left_text_is_known() {
    assert!(has_rtl("Abc שלום") && has_rtl("السلام") && !has_rtl("Guantánamo 中文"));
}

#[test]
fn blocks_show_no_blank_lines() {
    let text = "\n\nTitle\n\n \nFirst line  \nsecond\n";
    let starts = [(0, BlockKind::Heading(1)), (11, BlockKind::Paragraph)];
    let blocks = Blocks::new(text, starts.map(Block::from).to_vec()).expect("blocks that fit");
    let shown: Vec<_> = blocks.iter().filter_map(|(range, kind)| Some((range.within(text)?, kind))).collect();
    assert_eq!(shown, [("Title", BlockKind::Heading(1)), ("First line  \nsecond", BlockKind::Paragraph)]);
    assert_eq!([0, 3, 9, 11, 99].map(|offset| blocks.at(offset)), [0, 0, 0, 1, 1]);
    assert_eq!(Blocks::new(text, blocks.to_vec()), Some(blocks));
}

#[test]
fn an_empty_text_is_one_empty_paragraph() {
    let blocks = Blocks::new("", vec![]).expect("a block");
    assert_eq!((blocks.len(), blocks.range(0), blocks.at(5)), (1, TextRange::empty(0), 0));
    assert_eq!(blocks.kind(0), BlockKind::Paragraph);
}

#[test]
fn blocks_that_do_not_fit_are_refused() {
    let fits = |starts: &[usize]| {
        let blocks = starts.iter().map(|start| Block::new(*start, BlockKind::Paragraph)).collect();
        Blocks::new("aé\nb", blocks).is_some()
    };
    assert!(fits(&[0, 4]));
    let bad: [&[usize]; 6] = [&[], &[1], &[0, 2], &[0, 4, 4], &[0, 5], &[0, usize::MAX]];
    assert!(bad.into_iter().all(|starts| !fits(starts)));
}

#[test]
fn a_block_is_written_as_a_pair() {
    let block = Block::new(74, BlockKind::Heading(2));
    let written = ron::to_string(&block).expect("RON");
    assert_eq!(written, "(74,Heading(2))");
    assert_eq!(ron::from_str::<Block>(&written).expect("a block"), block);
}

/// Any text, with many of the characters that this room cares about.
pub fn any_text() -> impl Strategy<Value = String> {
    let odd = "[\\PC\n\r \u{0}\u{301}\u{200B}“”„‘’'\"«».!?…,0-9A-Za-cßáU:#*`>-]{0,60}";
    prop_oneof![odd, any::<String>()]
}

proptest! {
    #[test]
    fn every_range_lies_on_characters(text in any_text(), offset in 0usize..200) {
        let mut ranges = vec![word_at(&text, offset), sentence_at(&text, offset)];
        ranges.extend(quantity_at(&text, offset));
        ranges.extend(sentences(&text));
        prop_assert!(ranges.iter().all(|range| range.within(&text).is_some()));
    }

    #[test]
    fn sentences_leave_out_nothing_but_space(text in any_text()) {
        let joined: String = sentences(&text).filter_map(|range| range.within(&text)).collect();
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(squeezed(&joined), squeezed(&text));
    }

    #[test]
    fn the_way_back_from_folded_text_never_turns(text in any_text()) {
        let folded = Folded::of(&text);
        let bounds = folded.text().char_indices().map(|(at, _)| at).chain([folded.text().len()]);
        let back: Vec<usize> = bounds.map(|at| folded.original_offset(at)).collect();
        prop_assert!(back.is_sorted() && back.iter().all(|&at| text.is_char_boundary(at)));
        prop_assert_eq!(back.last(), Some(&text.len()));
    }

    #[test]
    fn folding_twice_changes_nothing(text in any_text()) {
        let once = Folded::of(&text);
        let twice = Folded::of(once.text());
        prop_assert_eq!(once.text(), twice.text());
    }

    #[test]
    fn every_offset_belongs_to_the_block_around_it(text in any_text()) {
        let starts = text.char_indices().filter(|(at, c)| *at == 0 || *c == '\n');
        let blocks = starts.map(|(at, _)| Block::new(at, BlockKind::ListItem(1))).collect();
        let blocks = Blocks::new(&text, blocks).expect("blocks that fit");
        prop_assert!((0..blocks.len()).all(|index| blocks.range(index).within(&text).is_some()));
        prop_assert!((0..blocks.len()).all(|index| blocks.at(blocks.range(index).start()) == index));
        prop_assert_eq!(Blocks::new(&text, blocks.to_vec()), Some(blocks));
    }
}

/// Selectors of what stands between `⟦` and `⟧` in `before` are found where `after` has these marks, or not at all.
#[track_caller]
fn check_found_again(before: &str, after: &str) {
    let plain = |marked: &str| -> Arc<str> { marked.replace(['⟦', '⟧'], "").into() };
    let ranges = |marked: &str| -> Vec<TextRange> {
        let starts = marked.match_indices('⟦').map(|(at, _)| plain(marked.split_at(at).0).len());
        let ends = marked.match_indices('⟧').map(|(at, _)| plain(marked.split_at(at).0).len());
        starts.zip(ends).map(|(start, end)| TextRange::between(start, end)).collect()
    };
    let of = |range| Selector::of(&plain(before), range).expect("words are marked");
    let selectors: Vec<Selector> = ranges(before).into_iter().map(of).collect();
    let found = find_again(&plain(after), &selectors.iter().collect::<Vec<_>>());
    let found: Vec<TextRange> = found.into_iter().flatten().map(|selector| selector.range()).collect();
    assert_eq!(found, ranges(after));
}

#[test]
fn words_are_found_again_in_a_changed_text() {
    check_found_again("⟦Zoë⟧ left, she said.", "Then ⟦Zoë⟧ left, she said.");
    check_found_again("In ⟦2022⟧ and ⟦in 2023⟧.", "First in 2021, then in ⟦2022⟧ and ⟦in 2023⟧.");
    check_found_again("were ⟦detained without a warrant⟧ there", "were released");
    check_found_again("⟦detained without a warrant⟧, ⟦detained⟧", "We: ⟦detained without a warrant⟧, ⟦detained⟧");
}

#[test]
fn words_in_several_places_are_told_apart_by_those_around_or_not_found() {
    check_found_again("Of five ⟦people⟧ two left.", "Many people. Of five ⟦people⟧ two left.");
    check_found_again("⟦people⟧", "Some people, and other people");
}

/// Where the words between `⟦` and `⟧` in `before` are in `after`, by what a selector of them quotes alone.
#[track_caller]
fn check_alike(before: &str, after: &str, found: Option<&str>) {
    let (start, end) = (before.find('⟦').expect("a mark"), before.find('⟧').expect("a mark") - '⟦'.len_utf8());
    let text: Arc<str> = before.replace(['⟦', '⟧'], "").into();
    let selector = Selector::of(&text, TextRange::between(start, end)).expect("words");
    let placed = find_alike(after, &[&selector]);
    let [placed] = &placed[..] else { panic!("one answer for one selector") };
    assert_eq!(placed.range.and_then(|range| range.within(after)), found);
}

#[test]
fn changed_words_are_found_by_what_a_selector_quotes() {
    let before = "The report says that since then ⟦at least 265 people⟧ have died there.";
    check_alike(
        before,
        "It says that since May then at least 266 people have died there.",
        Some("at least 266 people"),
    );
    check_alike(before, "The report says nothing. People have died there.", None);
    let twice = "Since then at least 266 people have died there. Since then at least 267 people have died there.";
    check_alike("Since then ⟦at least 265 people⟧ have died there.", twice, None);
}

#[test]
fn words_that_stand_everywhere_are_given_up_soon() {
    let before: Arc<str> = "a".repeat(300_000).into();
    let after = format!("{}{before}", "b".repeat(18_000)).into();
    let selectors = (1..2000).filter_map(|n| Selector::of(&before, TextRange::between(7 * n, 9 * n)));
    let selectors: Vec<Selector> = selectors.collect();
    assert!(find_again(&after, &selectors.iter().collect::<Vec<_>>()).iter().all(Option::is_none));
}

#[test]
fn a_selector_quotes_32_characters_on_either_side_wherever_it_has_them_from() {
    for around in ["a", "é", "“”"] {
        let (before, after) = (around.repeat(40), around.repeat(50));
        let text: Arc<str> = format!("{before}words{after}").into();
        let there = Selector::of(&text, TextRange::between(before.len(), before.len() + 5)).expect("words");
        assert_eq!((there.prefix().chars().count(), there.suffix().chars().count()), (32, 32));
        let parts = |exact| Selector::from_parts(there.range(), there.prefix(), exact, there.suffix());
        let (mut same, mut other) = (parts("words"), parts("other"));
        assert!(same == there && other != there);
        same.share(&text);
        other.share(&text);
        assert_eq!([same.exact(), other.exact()], ["words", "other"]);
    }
    let text: Arc<str> = "“Few words”".into();
    let few = Selector::of(&text, TextRange::between(3, 6)).expect("words");
    assert_eq!([few.prefix(), few.exact(), few.suffix()], ["“", "Few", " words”"]);
}
