//! Subtitles: words that run on, with the times at which they were spoken.

use proptest::prelude::*;
use tickmark::import::{Imported, Options, Warning, Watch, import};
use tickmark::text::Blocks;

fn load(text: &str, name: &str) -> Imported {
    let loaded = import(text.as_bytes(), name, &Options::default(), &Watch::default()).expect("subtitles");
    assert!(Blocks::new(&loaded.text, loaded.blocks.clone()).is_some());
    assert!(loaded.structure.fits(&loaded.text));
    loaded
}

#[test]
fn subtitles_become_running_text_with_their_times() {
    let loaded = load(
        "1\n00:00:01,000 --> 00:00:02,500\n<i>It was</i> {\\an8}the\nlargest\n\n2\n00:00:02,500 --> 0:00:04,0\nprison. 3 < 4\n\n\
         3\n01:00:00,000 --> 01:00:02,000\nLater.\n",
        "a.txt",
    );
    assert_eq!(loaded.text, "It was the largest prison. 3 < 4\nLater.");
    assert_eq!(loaded.media_type, "application/x-subrip");
    let cues: Vec<_> = loaded.structure.cues.iter().map(|cue| (cue.at, cue.from_ms, cue.to_ms)).collect();
    assert_eq!(cues, [(0, 1000, 2500), (19, 2500, 4000), (33, 3_600_000, 3_602_000)]);
}

#[test]
fn each_speaker_begins_a_paragraph() {
    let loaded = load(
        "1\n00:00:01,000 --> 00:00:02,000\n- Where?\n- Here\n\n2\n00:00:02,000 --> 00:00:03,000\nand there.\n\n\
         3\n00:00:03,000 --> 00:00:04,000\nDR. LI: It was so: bad.\n\n4\n00:00:04,000 --> 00:00:05,000\n>> No.",
        "a.srt",
    );
    assert_eq!(loaded.text, "- Where?\n- Here and there.\nDR. LI: It was so: bad.\n>> No.");
}

#[test]
fn the_voices_of_the_web_are_words_and_its_remarks_are_not() {
    let loaded = load(
        "\u{FEFF}WEBVTT - A talk\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE a remark\nin two lines\n\n\
         first\n00:01.000 --> 00:02.000 align:start\n<v.loud Ana Ruiz>Law &amp; order</v>\n\n\
         00:02.000 --> 00:03.000\n<v Ana Ruiz>is <c.x>what</c> <00:02.500>we need.\n\n00:03.000 --> 00:04.000\n<v Bo>No.",
        "talk.vtt",
    );
    assert_eq!(loaded.text, "Ana Ruiz: Law & order is what we need.\nBo: No.");
    assert_eq!((loaded.media_type.as_str(), loaded.structure.cues.len()), ("text/vtt", 3));
}

#[test]
fn rolling_subtitles_are_not_said_twice() {
    let loaded = load(
        "WEBVTT\n\n00:00.000 --> 00:01.000\nso<00:00.500><c> we</c>\n\n00:01.000 --> 00:01.010\nso we\n\n\
         00:01.010 --> 00:02.000\nso we\nwent<00:01.500><c> home</c>\n",
        "a.vtt",
    );
    assert_eq!(loaded.text, "so we went home");
}

#[test]
fn malformed_subtitles_are_read() {
    let loaded = load("1\n00:00:0x --> 00:00:02\nOne\n2\n0:02 --> 0:03\nTwo\n\nthree\n\n7\n\n\n4\n-->\nFour", "a.srt");
    assert_eq!(loaded.text, "One Two three Four");
    let what = "the time of 2 of its 3 subtitles cannot be read".to_owned();
    assert_eq!(loaded.warnings, [Warning::Damaged { what }]);
    // What only has the name of subtitles is a text.
    assert_eq!(load("Just words", "a.srt").media_type, "text/plain");
    assert_eq!(load("A --> B\n", "a.txt").media_type, "text/plain");
}

#[test]
fn the_text_of_a_file_stays_the_same() {
    for (file, hash) in [
        (include_str!("../data/import/talk.srt"), "e916b51b6588ee95ae11847ea26cba1a3eb2b3bc2be27b681457bdc6b9b03d93"),
        (include_str!("../data/import/talk.vtt"), "8258d8909eddbf3db522442f7b071ecca9467b94f792922ac782b07ffe413e2e"),
    ] {
        assert_eq!(tickmark::model::sha256(load(file, "a.txt").text.as_bytes()), hash);
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(WEBVTT\n\n)?([0-9]\n|0:0[0-9].5 --> 0:09\n|\n|[a-zé<>{}&;: -]{0,9}|<v |</?i>|\\{\\\\an8\\}){0,40}") {
        load(&text, "a.vtt");
        load(&text, "a.srt");
    }
}
