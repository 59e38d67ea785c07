//! Where the words of an old version are in a new one.

use proptest::prelude::*;
use serde_json::{Value, json};
use tickmark::text::{Alignment, Placed, Placement, TextRange, sentences};

use crate::cli::run;
use crate::store_files::folder;

const ARTICLES: [&str; 2] =
    [include_str!("../../seeds/000_9a464d67475b2cb6.txt"), include_str!("../../seeds/001_5dae7fbb4ec7dd23.txt")];

/// Where the first `words` of the old version are in the new one.
fn place(old: &str, new: &str, words: &str) -> Placed {
    let start = old.find(words).expect("the words");
    Alignment::of(old, new).place(TextRange::between(start, start + words.len()))
}

/// Checks what became of `words`, and which words they are now.
#[track_caller]
fn check(old: &str, new: &str, words: &str, placement: Placement, now: Option<&str>) {
    let placed = place(old, new, words);
    let found = placed.range.map(|range| range.within(new).expect("a range of the new text"));
    assert_eq!((placed.placement, found), (placement, now));
}

/// The sentences of a text in its own offsets.
fn all_sentences(text: &str) -> Vec<TextRange> {
    let of_block = |(start, words): (usize, &str)| -> Vec<TextRange> {
        sentences(words).map(|sentence| sentence.shifted(start)).collect()
    };
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let at = start;
        start += line.len() + 1;
        (at, line)
    });
    lines.flat_map(of_block).collect()
}

#[test]
fn words_that_stand_as_they_stood_are_unchanged() {
    for article in ARTICLES {
        let alignment = Alignment::of(article, article);
        for sentence in all_sentences(article) {
            let placed = alignment.place(sentence);
            assert_eq!((placed.placement, placed.range), (Placement::Unchanged, Some(sentence)));
        }
    }
    let (old, new) = ("He was 20.\nHe saw 80 men.", "A new head\nHe was 20.\nHe saw  80 men.");
    check(old, new, "saw 80 men", Placement::Unchanged, Some("saw  80 men"));
}

#[test]
fn a_number_in_other_words_is_changed() {
    let old = "Rights groups say that at least 265 people died there.";
    let new = "Rights groups say that at least 266 people died there.";
    check(old, new, "at least 265 people", Placement::Changed, Some("at least 266 people"));
    check(old, new, "265", Placement::Changed, Some("266"));
    check(old, new, "people died", Placement::Unchanged, Some("people died"));
    check(old, new, "265 people", Placement::Changed, Some("266 people"));
    let new = "Rights groups say that more than 300 people died there.";
    check(old, new, "at least 265 people", Placement::Changed, Some("more than 300 people"));
}

#[test]
fn every_digit_that_changes_is_told() {
    for article in ARTICLES {
        let words: Vec<_> = article.match_indices(|c: char| c.is_ascii_digit()).collect();
        for (at, digit) in words {
            let (before, after) = (article.get(..at), article.get(at + 1..));
            let new =
                [before, Some(if digit == "7" { "1" } else { "7" }), after].map(Option::unwrap_or_default).concat();
            let alignment = Alignment::of(article, &new);
            let sentence =
                all_sentences(article).into_iter().find(|sentence| sentence.contains(at)).expect("a sentence");
            assert_eq!(alignment.place(sentence).placement, Placement::Changed, "{:?}", sentence.within(article));
            let alone = TextRange::between(at, at + 1);
            assert_eq!(alignment.place(alone).placement, Placement::Changed, "{at}");
        }
    }
}

#[test]
fn every_sentence_that_is_deleted_is_orphaned() {
    for article in ARTICLES {
        for sentence in all_sentences(article) {
            let kept = [article.get(..sentence.start()), article.get(sentence.end()..)];
            let new = kept.map(Option::unwrap_or_default).concat();
            let alignment = Alignment::of(article, &new);
            let words = sentence.within(article).expect("words");
            assert_eq!(alignment.place(sentence), Placed::default(), "{words}");
            for word in words.split(' ').filter(|word| word.len() > 1) {
                let start = sentence.start() + words.find(word).expect("the word");
                let placed = alignment.place(TextRange::between(start, start + word.len()));
                assert_eq!(placed, Placed::default(), "{word} in {words}");
            }
        }
    }
}

#[test]
fn every_paragraph_that_moves_is_found() {
    for article in ARTICLES {
        let paragraphs: Vec<&str> = article.lines().filter(|line| !line.is_empty()).collect();
        let old = paragraphs.join("\n");
        for at in 0..paragraphs.len() {
            let mut moved = paragraphs.clone();
            let paragraph = moved.remove(at);
            moved.insert((at + paragraphs.len() / 2) % paragraphs.len(), paragraph);
            let new = moved.join("\n");
            let alignment = Alignment::of(&old, &new);
            for sentence in all_sentences(&old) {
                let placed = alignment.place(sentence);
                let now = placed.range.and_then(|range| range.within(&new));
                assert_eq!(now, sentence.within(&old), "{paragraph}");
                let is_of_paragraph = paragraph.contains(sentence.within(&old).expect("words"));
                let expected = if is_of_paragraph { Placement::Moved } else { Placement::Unchanged };
                assert_eq!(placed.placement, expected, "{:?}", sentence.within(&old));
            }
        }
    }
}

#[test]
fn words_that_may_be_in_two_places_are_in_none() {
    let old = "One.\nThe men were eighty thousand.\nTwo.";
    let new = "The men were eighty thousand.\nNothing else is left.\nThe men were eighty thousand.";
    let placed = place(old, new, "eighty thousand");
    let words: Vec<_> = placed.candidates.iter().filter_map(|range| range.within(new)).collect();
    assert_eq!((placed.placement, placed.range), (Placement::Ambiguous, None));
    assert_eq!(words, ["eighty thousand", "eighty thousand"]);
    // What stands around tells them apart.
    let new = "Pulled out: eighty thousand.\nOne.\nThe men were eighty thousand.\nTwo.";
    check(old, new, "eighty thousand", Placement::Unchanged, Some("eighty thousand"));
}

#[test]
fn of_lines_that_repeat_each_keeps_its_place() {
    let old = "Q. Did you see him there that day? A. No.\n".repeat(400);
    let new = old.replacen("No.", "Yes.", 1) + "Q. That is all.";
    let last = old.rfind("No").expect("the last answer");
    let placed = Alignment::of(&old, &new).place(TextRange::between(last, last + 2));
    assert_eq!((placed.placement, placed.range), (Placement::Unchanged, Some(TextRange::between(last + 1, last + 3))));
    check(&old, &new, "No", Placement::Changed, Some("Yes"));
}

#[test]
fn what_both_versions_begin_and_end_with_stays_in_its_place() {
    let old = "na ".repeat(2_000);
    let new = format!("{}no {}", "na ".repeat(900), "na ".repeat(1_100));
    let placed = Alignment::of(&old, &new).place(TextRange::between(3 * 900, 3 * 900 + 5));
    assert_eq!((placed.placement, placed.range), (Placement::Unchanged, Some(TextRange::between(2_703, 2_708))));
}

#[test]
fn what_stands_where_the_last_words_of_a_paragraph_stood_belongs_to_its_last_passage() {
    let paragraphs: Vec<&str> = ARTICLES[0].lines().filter(|line| line.split(' ').count() > 8).collect();
    let old = paragraphs.join("\n");
    for at in 0..paragraphs.len() - 1 {
        let start = paragraphs[at].rmatch_indices(' ').nth(6).map_or(0, |(space, _)| space + 1);
        let (first, words) = paragraphs[at].split_at(start);
        let (before, last) = words.rsplit_once(' ').expect("several words");
        let fewer = before.rsplit_once(' ').expect("several words").0;
        // Words at the end were replaced or left out, and the paragraph behind stands before it now.
        for now in [format!("{before} otherwise"), format!("{fewer} {last}")] {
            let mut changed: Vec<String> = paragraphs.iter().map(|line| (*line).to_owned()).collect();
            changed[at] = format!("{first}{now}");
            changed.swap(at, at + 1);
            check(&old, &changed.join("\n"), words, Placement::Changed, Some(&now));
        }
    }
}

#[test]
fn what_stands_between_words_that_stayed_belongs_to_the_words_it_replaced() {
    let old = "In May the ministry says that 80 men were held.";
    let new = "In May the ministry has announced that 80 men were held.";
    check(old, new, "says that 80 men", Placement::Changed, Some("has announced that 80 men"));
    check(old, new, "May the ministry says", Placement::Changed, Some("May the ministry has announced"));
    // Of much more, some was put in beside.
    let new =
        "In May the ministry, after a week in which nobody knew anything at all, announced that 80 men were held.";
    check(old, new, "says that 80 men", Placement::Changed, Some("announced that 80 men"));
}

#[test]
fn of_as_many_words_as_before_each_stands_for_the_one_in_its_place() {
    let old = "In the old prisons like Mariona, prisoners receive no visits.";
    let new = "In the old prisons nowadays, most prisoners receive no visits.";
    check(old, new, "the old prisons like", Placement::Changed, Some("the old prisons nowadays"));
    check(old, new, "Mariona, prisoners receive", Placement::Changed, Some("most prisoners receive"));
    // What opens before the next word is not of the one before.
    let old = "The shop that they own sells 'eggs', 'ham', and 'spam' to all of them.";
    let new = "The shop that they own sells 'beer', 'tea', and 'spam' to all of them.";
    check(old, new, "own sells 'eggs',", Placement::Changed, Some("own sells 'beer',"));
}

#[test]
fn of_a_few_words_that_gave_way_to_as_many_each_is_the_one_in_its_place() {
    let old = "Despite the Bukele administration’s own record, the gangs gave up the tattooing of faces years ago.";
    let new = "Despite the long minister’s own record, the gangs gave up the tattooing of hands yeears ago.";
    check(old, new, "administration’s", Placement::Changed, Some("minister’s"));
    check(old, new, "faces", Placement::Changed, Some("hands"));
    // Not if words were put in, or a sentence was begun: then nobody can tell.
    let new = "Despite the long minister’s own record, the gangs gave up the tattooing of many hands yeears ago.";
    check(old, new, "faces", Placement::Orphaned, None);
    let (old, new) = ("It was so. Nobody else came.", "It was so, they all say.");
    check(old, new, "Nobody else came.", Placement::Orphaned, None);
}

#[test]
fn words_of_a_paragraph_that_moved_are_not_taken_for_those_of_one_that_is_gone() {
    let first = "Families waited outside of the jail for news of their sons that day.";
    let gone = "Prisoners may be sent there by the Trump administration at any time.";
    let last = "Guantánamo is a base where nobody is told what he is accused of.";
    let moved =
        "It rose from 38,000 people at the beginning of Bukele’s administration in 2019 to 120,000 people today.";
    let now = "It rose from 38,000 people at the beginning of his administration to 120,000 people today.";
    let (old, new) = ([first, gone, last, moved].join("\n"), [first, now, last].join("\n"));
    check(&old, &new, "Bukele’s administration", Placement::Changed, Some("his administration"));
    check(&old, &new, "Trump administration", Placement::Orphaned, None);
}

#[test]
fn what_a_paragraph_that_is_gone_has_by_chance_in_common_hides_nothing() {
    let first = "The reports of the ministry have criticized the conditions in the prisons of the country.";
    let gone = "Nevertheless, the government takes seriously what it was offered last week by its friend.";
    let last = "While the president was in the capital, families waited outside for news of their sons.";
    let old = [first, gone, "Guantánamo and the Criminalization of Migration", last].join("\n");
    let new = [first, "Gangs, and the Criminalization of Migration", last].join("\n");
    check(&old, &new, "Guantánamo and the Crimin", Placement::Changed, Some("Gangs, and the Crimin"));
}

#[test]
fn a_common_word_that_stayed_is_no_other_one() {
    let before = "They said it. ".repeat(10);
    let (old, new) = ("He has said that men left the camp.", "He has also said men left the camp.");
    let (old, new) = (before.clone() + old, before + new);
    check(&old, &new, "said that men left", Placement::Changed, Some("said men left"));
}

#[test]
fn a_word_with_a_hyphen_is_not_cut() {
    let old = "They wear grey clothes in the old jail.";
    let new = "They wear off-white garments in the old jail.";
    check(old, new, "grey clothes in the", Placement::Changed, Some("off-white garments in the"));
    // Unless the passage began within it before.
    let old = "They wear all-white clothes in the old jail.";
    check(old, new, "white clothes in the", Placement::Changed, Some("white garments in the"));
}

#[test]
fn passages_of_a_paragraph_that_gave_way_to_another_are_gone() {
    let around = |paragraph| {
        ["The ministry announced it after months of talks.", paragraph, "Nobody in the capital was surprised."]
            .join("\n")
    };
    for (old, new, words) in [
        (
            "The breaking of that consensus is important, said Avi Bell, senior fellow at the Kohelet Policy Forum.",
            "Two senior officials of the party told reporters in private that they would vote against the bill.",
            "Bell, senior fellow",
        ),
        (
            "Jason Zucker had a goal and an assist, and the team improved to 4-2-1 in their last seven games.",
            "The league said that 9-2-1 is a number which it will not comment on until the season is over.",
            "4-2-1 in",
        ),
        (
            "The doctors advise that the earlier people seek treatment, the more likely it is that they recover.",
            "In Congo the treatment of 14 patients was stopped when a commission took over the hospital.",
            "treatment, the more likely",
        ),
        (
            "Two coaches spoke with us: once proud, the club has become a shell of what it was, too busy selling its ground.",
            "In Iraq, among all these people, hardly anyone doubts that the danger has gone up a couple of notches since.",
            "the club has become a shell of what it was, too",
        ),
        (
            "Among those who were not on the list of the party was Gov. Ann Hall, her father, and a man who never replied.",
            "Storms tore roofs off in the night. Nine barns, most empty, went down by dawn, with fences and with old trees.",
            "Ann Hall",
        ),
    ] {
        check(&around(old), &around(new), words, Placement::Orphaned, None);
    }
}

#[test]
fn a_heading_over_a_line_of_stars_stays() {
    let old = "Old model ***************\nA program is made of blocks.";
    check(old, &old.replace("blocks", "files"), "Old model", Placement::Unchanged, Some("Old model"));
}

#[test]
fn a_common_word_in_a_text_of_another_subject_is_not_the_same() {
    check("The men were in the camp.", "She sold all of the bread.", "the", Placement::Orphaned, None);
}

#[test]
fn reanchor_says_where_passages_are_in_a_new_text() {
    let folder = folder();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("room for a file");
    write("old.txt", "Él says that 265 people died. They were young.");
    write("new.txt", "He is sure. Él says that 266 people died.");
    let case = |id: &str, start: usize, end: usize| {
        json!({"id": id, "old": "old.txt", "new": "new.txt", "start": start, "end": end}).to_string()
    };
    write("cases.jsonl", &[case("says", 3, 12), case("265", 13, 16), case("They", 30, 46)].join("\n"));
    let (code, answer, said) = run(folder.path(), &["reanchor", "cases.jsonl"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let told: Vec<Value> = answer.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let told = told.iter().map(|told| (told["state"].as_str(), told["start"].as_u64(), told["end"].as_u64()));
    let expected = [("unchanged", Some(15), Some(24)), ("text changed", Some(25), Some(28)), ("orphaned", None, None)];
    assert!(told.eq(expected.map(|(state, start, end)| (Some(state), start, end))), "{answer}");
    write("cases.jsonl", "{}");
    let refused = "Line 1 is no case, because missing field `id` at line 1 column 2: cases.jsonl\n";
    assert_eq!(run(folder.path(), &["reanchor", "cases.jsonl"]), (2, String::new(), refused.to_owned()));
}

/// Few different words, so that they are often the same.
fn any_text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["a", "b", "c", "80", "81", ".", "é", "\n", "x y", "\u{200d}", "👩‍👩‍👧", "。"]);
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn what_is_placed_is_what_it_is_called(old in any_text(), new in any_text(), from in 0_usize..60, len in 0_usize..20) {
        let at = |offset: usize| (0..=offset.min(old.len())).rev().find(|at| old.is_char_boundary(*at)).unwrap_or(0);
        let range = TextRange::between(at(from), at(from + len));
        let placed = Alignment::of(&old, &new).place(range);
        let now = placed.range.map(|range| range.within(&new).expect("a range of the new text"));
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        match placed.placement {
            Placement::Unchanged | Placement::Moved => {
                prop_assert_eq!(now.map(letters), range.within(&old).map(letters));
            }
            Placement::Changed => prop_assert!(now.is_some()),
            Placement::Ambiguous => prop_assert!(placed.candidates.len() > 1 && now.is_none()),
            Placement::Orphaned => prop_assert!(now.is_none()),
        }
    }
}
