//! How two versions of a text differ, as a reader would mark it.

use proptest::prelude::*;
use tickmark::model::{Body, DocumentId, ShownChanges, Span, SpanKind, Structure, View};
use tickmark::session::{Side, VersionPair, Versions};
use tickmark::text::{Alignment, Alteration, Alterations, Altered, Blocks, TextRange, Version};

const ARTICLES: [&str; 2] =
    [include_str!("../../seeds/000_9a464d67475b2cb6.txt"), include_str!("../../seeds/001_5dae7fbb4ec7dd23.txt")];

/// Checks what is marked: `expected` is the new version with `{+inserted+}`, `[-deleted-]`, `[-replaced-]{+by this+}` and
/// `<moved>` words.
#[track_caller]
fn check(old: &str, new: &str, expected: &str) {
    assert_eq!(marked(old, new, &Alignment::of(old, new).alterations()), expected);
}

/// The new version with its alterations.
fn marked(old: &str, new: &str, alterations: &Alterations) -> String {
    let mut marks: Vec<(usize, usize, String)> = Vec::new();
    for (at, Alteration { altered, old: before, new: now }) in alterations.all().iter().enumerate() {
        let gone = before.within(old).map(|words| format!("[-{words}-]")).expect("words of the old version");
        let (start, end) = match altered {
            Altered::Inserted => ("{+".to_owned(), "+}"),
            Altered::Deleted => (gone, ""),
            Altered::Replaced => (gone + "{+", "+}"),
            Altered::Moved => ("<".to_owned(), ">"),
        };
        marks.push((now.start(), 1_000 + at, start));
        // What ends at a place ends before something begins there.
        marks.push((now.end(), if now.is_empty() { 1_000 + at } else { 500 - at }, end.to_owned()));
    }
    marks.sort();
    let (mut text, mut last) = (String::new(), 0);
    for (place, _, sign) in marks {
        text += new.get(last..place).expect("places in order");
        text += &sign;
        last = place;
    }
    text + new.get(last..).expect("a place in the text")
}

#[test]
fn words_that_went_and_came_are_marked() {
    check("He was there.", "He was there.", "He was there.");
    check("He saw two men.", "He saw two old men.", "He saw two {+old+} men.");
    check("He saw two old men.", "He saw two men.", "He saw two[-old-] men.");
    check("One.\nTwo is here.\nThree.", "One.\nThree.", "One.\n[-Two is here.-]Three.");
    check("One.\nThree.", "One.\nTwo is here.\nThree.", "One.\n{+Two is here.+}\nThree.");
    check("", "All of it.", "{+All of it.+}");
    check("All of it.", "", "[-All of it.-]");
    check("\n\n", "", "");
}

#[test]
fn a_changed_number_is_marked_however_small() {
    check("at least 265 people died", "at least 266 people died", "at least [-265-]{+266+} people died");
    check("in 2,024 of 7 cases", "in 2,024 of 1 cases", "in 2,024 of [-7-]{+1+} cases");
    check("It rose 5%.", "It rose 0.5%.", "It rose [-5-]{+0.5+}%.");
    for article in ARTICLES {
        for (at, digit) in article.match_indices(|c: char| c.is_ascii_digit()) {
            let mut new = article.to_owned();
            new.replace_range(at..at + 1, if digit == "7" { "1" } else { "7" });
            let alterations = Alignment::of(article, &new).alterations();
            let [only] = alterations.all() else { panic!("{:?} at {at}", alterations.all()) };
            assert!(only.altered == Altered::Replaced && only.old.contains(at) && only.new.contains(at), "{only:?}");
        }
    }
}

#[test]
fn what_next_to_nothing_parts_is_marked_together() {
    let (old, new) =
        ("He said at least 265 of the inmates died there.", "He said more than 300 of those prisoners died there.");
    check(old, new, "He said [-at least 265 of the inmates-]{+more than 300 of those prisoners+} died there.");
    // Not over a number that stayed, nor over the end of a sentence.
    let (old, new) = ("It was seven big 30 red dogs.", "It was five tiny 30 old cats.");
    check(old, new, "It was [-seven big-]{+five tiny+} 30 [-red dogs-]{+old cats+}.");
    let (old, new) = ("So he went home. They all slept well.", "So he drove away. We just slept well.");
    check(old, new, "So he [-went home-]{+drove away+}. [-They all-]{+We just+} slept well.");
}

#[test]
fn signs_of_another_shape_are_the_same() {
    let (old, new) = ("He didn't say \"no\" - he said -5.", "He didn’t say “no” – he said −5.");
    check(old, new, new);
    check("He said 'no'.", "He said \"no\".", "He said [-'-]{+\"+}no[-'-]{+\"+}.");
}

#[test]
fn a_sentence_is_marked_as_a_reader_would_mark_it() {
    let old =
        "The mayor said on Tuesday that the city would spend $4.5 million on the new bridge, which had been closed.";
    let new = "The mayor announced Tuesday that the city will spend $5.4 million on a new bridge; the old one has been closed.";
    let expected = "The mayor [-said on-]{+announced+} Tuesday that the city [-would-]{+will+} spend $[-4.5-]{+5.4+} million \
        on [-the-]{+a+} new bridge[-, which had-]{+; the old one has+} been closed.";
    check(old, new, expected);
    let (old, new) = ("He died in 1999. She died in 2001. They died in 2003.", "He died in 1999. They died in 2003.");
    check(old, new, "He died in 1999.[-She died in 2001.-] They died in 2003.");
}

#[test]
fn a_paragraph_beside_a_changed_one_is_no_part_of_it() {
    let old = "The men were 80 in the camp.\nLast words stand here.";
    let new = "The men were 90 in the camp now.\nNobody else was ever seen there again by us.\nLast words stand here.";
    let expected = "The men were [-80-]{+90+} in the camp {+now+}.\n\
        {+Nobody else was ever seen there again by us.+}\nLast words stand here.";
    check(old, new, expected);
    let expected = "The men were [-90-]{+80+} in the camp[-now-].\
        [-Nobody else was ever seen there again by us.-]\nLast words stand here.";
    check(new, old, expected);
}

#[test]
fn moved_words_are_marked_where_they_are_and_where_they_were() {
    let [a, b, c] = [
        "Rights groups have counted 265 dead men in the prisons of that country.",
        "Officials denied that on Monday.",
        "The church asked for peace again, as it has done each year.",
    ];
    let (old, new) = ([a, b, c].join("\n"), [b, c, a].join("\n"));
    check(&old, &new, &format!("{b}\n{c}\n<{a}>"));
    let alterations = Alignment::of(&old, &new).alterations();
    assert_eq!(alterations.all().first().map(|it| it.old), Some(TextRange::between(0, a.len())));
    // What was altered in it is told besides.
    let changed = a.replace("265", "266");
    let new = [b, c, &changed].join("\n");
    check(&old, &new, &format!("{b}\n{c}\n<{}>", changed.replace("266", "[-265-]{+266+}")));
}

#[test]
fn the_end_of_the_line_before_is_no_part_of_what_moved() {
    let [a, b, c, d] =
        ["So 265 died.", "Nobody else was.", "All of them asked for peace again.", "That is all of it, said the man."];
    let (old, new) = ([a, b, c, d].join("\n"), [a, d, c].join("\n"));
    check(&old, &new, &format!("{a}\n<[-{b}-]{d}>\n{c}"));
}

#[test]
fn texts_of_which_one_is_no_version_of_the_other_are_told() {
    let [first, second] = ARTICLES;
    assert!(Alignment::of(first, second).alterations().is_unrelated());
    let half = first.get(..first.floor_char_boundary(first.len() / 3)).expect("a boundary");
    let alterations = Alignment::of(first, half).alterations();
    assert!(!alterations.is_unrelated() && alterations.common() > 95, "{}", alterations.common());
}

#[test]
fn each_version_knows_where_the_other_is() {
    let (old, new) = ("One two.\nFive six.", "One two.\nThree four.\nFive six.");
    let alterations = Alignment::of(old, new).alterations();
    let across = |version, offset: usize| alterations.across(version, offset as f64);
    assert_eq!(across(Version::Old, 4), 4.0, "two");
    assert_eq!(across(Version::Old, 9), 21.0, "Five");
    assert_eq!(across(Version::New, 21), 9.0, "Five");
    assert_eq!(across(Version::New, 25), 13.0, "six");
    assert!((8.0..=9.0).contains(&across(Version::New, 14)), "between");
    assert_eq!(
        (across(Version::Old, old.len()), across(Version::New, new.len())),
        (new.len() as f64, old.len() as f64)
    );
}

#[test]
fn alterations_are_found_by_place() {
    let (old, new) = ("a one b two c three d", "a 1 b 2 c 3 d");
    let alterations = Alignment::of(old, new).alterations();
    let touching = |from, to| -> Vec<usize> {
        alterations.touching(Version::New, TextRange::between(from, to)).map(|(index, _)| index).collect()
    };
    assert_eq!((touching(0, 13), touching(3, 5), touching(6, 6)), (vec![0, 1, 2], vec![0], vec![1]));
    let next = |offset, forward| alterations.next(Version::New, offset, forward);
    assert_eq!([next(0, true), next(2, true), next(11, true)], [Some(0), Some(0), Some(0)], "around the end");
    assert_eq!([next(10, false), next(2, false)], [Some(1), Some(2)]);
    assert_eq!(Alterations::default().next(Version::Old, 0, true), None);
}

#[test]
fn what_is_not_shown_of_a_document_is_not_compared() {
    let body = |text: &str, spans: &[(SpanKind, &str)]| {
        let span = |(kind, words): &(SpanKind, &str)| {
            let at = text.find(words).expect("the words");
            let range = TextRange::between(at, at + words.len());
            Span { kind: *kind, range, author: String::new(), time: String::new() }
        };
        let structure = Structure { spans: spans.iter().map(span).collect(), ..Structure::default() };
        Body::new(text, Blocks::lines(text), structure)
    };
    // Of the number only one digit was changed while changes were tracked.
    let tracked = [(SpanKind::Deleted, "[6]"), (SpanKind::Inserted, "7"), (SpanKind::Deleted, " Gone.")];
    let (old, new) = (body("But 275 of them died. All.", &[]), body("So 2[6]75 of them died. Gone. All.", &tracked));
    let differing = |view: View| -> Vec<(String, String)> {
        let document = |name| DocumentId::of(name, "");
        let pair =
            VersionPair { old: (document("old"), View::default()), new: (document("new"), view), old_side: Side::Left };
        let versions = Versions::of(pair, &old, &new);
        let words = |range: TextRange, body: &Body| range.within(body.text()).expect("words").to_owned();
        versions.alterations.all().iter().map(|it| (words(it.old, &old), words(it.new, &new))).collect()
    };
    let pairs = |expected: &[(&str, &str)]| -> Vec<_> {
        expected.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
    };
    assert_eq!(differing(View::default()), pairs(&[("But", "So")]));
    let original = View { changes: ShownChanges::Original, ..View::default() };
    assert_eq!(differing(original), pairs(&[("But 275", "So 2[6]75"), ("", "Gone.")]));
}

/// Paragraphs of few different words, so that they are often the same.
fn any_text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "a",
        "the",
        "men",
        "80",
        "81",
        "1,086",
        ".",
        ",",
        "é",
        "camp",
        "\u{200d}",
        "👩‍👩‍👧",
        "。",
        "“x",
        "y”",
    ]);
    let paragraph = prop::collection::vec(word, 0..25).prop_map(|words| words.join(" "));
    prop::collection::vec(paragraph, 0..7).prop_map(|paragraphs| paragraphs.join("\n"))
}

/// A text, and the same with words and paragraphs changed, moved, gone and come.
fn any_versions() -> impl Strategy<Value = (String, String)> {
    let edit = (0_usize..3, any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let edits = prop::collection::vec(edit, 0..6);
    (any_text(), edits, any_text()).prop_map(|(old, edits, other)| {
        let mut parts: Vec<String> = old.split_inclusive([' ', '\n']).map(str::to_owned).collect();
        for (what, from, to) in edits {
            let (from, to) = (from.index(parts.len() + 1), to.index(parts.len() + 1));
            let range = from.min(to)..from.max(to).min(from.min(to) + 30);
            let taken: Vec<String> = parts.splice(range, []).collect();
            match what {
                0 => {}
                1 => drop(parts.splice(0..0, taken)),
                _ => drop(parts.splice(from.min(to)..from.min(to), other.split_inclusive(' ').map(str::to_owned))),
            }
        }
        (old, parts.concat())
    })
}

/// The letters of a version that no alteration covers, quotation marks in one shape.
fn unmarked(text: &str, alterations: &Alterations, version: Version) -> String {
    let is_marked = |at: usize| alterations.all().iter().any(|it| it.range(version).contains(at));
    text.char_indices()
        .filter(|(at, c)| !c.is_whitespace() && *c != '\u{200d}' && !is_marked(*at))
        .map(|(_, c)| match c {
            '“' | '”' => '"',
            '’' => '\'',
            _ => c,
        })
        .collect()
}

fn holds(old: &str, new: &str) -> Result<(), TestCaseError> {
    let alterations = Alignment::of(old, new).alterations();
    prop_assert_eq!(unmarked(old, &alterations, Version::Old), unmarked(new, &alterations, Version::New));
    for Alteration { altered, old: before, new: now } in alterations.all() {
        let (before, now) = (before.within(old), now.within(new));
        prop_assert!(before.is_some() && now.is_some(), "ranges fit");
        let (before, now) = (before.unwrap_or_default(), now.unwrap_or_default());
        prop_assert_eq!((before.trim(), now.trim()), (before, now), "no space at the ends");
        let expected = match altered {
            Altered::Inserted => (true, false),
            Altered::Deleted => (false, true),
            Altered::Replaced | Altered::Moved => (false, false),
        };
        prop_assert_eq!((before.is_empty(), now.is_empty()), expected);
    }
    for (version, text, other) in [(Version::Old, old, new), (Version::New, new, old)] {
        let places: Vec<f64> = (0..=text.len()).map(|at| alterations.across(version, at as f64)).collect();
        prop_assert!(
            places.is_sorted() && places.iter().all(|at| (0.0..=other.len() as f64).contains(at)),
            "{places:?}"
        );
        let all = alterations.touching(version, TextRange::of(text)).map(|(_, it)| it);
        let (moved, rest): (Vec<_>, Vec<_>) = all.partition(|it| it.altered == Altered::Moved);
        prop_assert_eq!(moved.len() + rest.len(), alterations.all().len());
        for list in [moved, rest] {
            let apart = |pair: &[&Alteration]| pair[0].range(version).end() <= pair[1].range(version).start();
            prop_assert!(list.windows(2).all(apart), "{list:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_is_not_marked_is_the_same((old, new) in any_versions()) {
        holds(&old, &new)?;
    }

    #[test]
    fn what_is_not_marked_is_the_same_in_any_two_texts(old in any_text(), new in any_text()) {
        holds(&old, &new)?;
    }
}
