//! Project files: what is written is read again, and whatever else is given is told in clear words.

use expect_test::{Expect, expect};
use tickmark::edit::{self, Transaction};
use tickmark::model::{About, Checklist, Edit, Field, PassageKind, Place, Project, Question, Text, Why};
use tickmark::store::{Opened, ReadError, from_bytes, holds, open_project, save_project, to_text};
use tickmark::text::TextRange;

use crate::store_files::{folder, names_in};
use crate::support::{Case, UNSTAMPED, shown};

const PROJECT: &str = "\
//- draft.txt role:draft
Zoë said: “<claim #1>don’t</claim>”.
<statistic #2>Over 80,000</statistic> were held; <claim #3>all</claim> of them.
//- report.txt role:evidence
<statistic #4>At least 85,000</statistic>, it says.
//- sources
@1 Person Ben
//- links
#1 context @1
#2 updates #4
#3 supports report.txt
//- checks
#1 change do not | accepted
#1 note a \"quoted\"# note
#2 query who? | they
#3 outcome confirmed
";

/// The file of a small project.
fn file() -> String {
    to_text(Case::new(PROJECT).project()).expect("text")
}

/// A project with all that a file can hold.
fn full() -> Case {
    let mut case = Case::new(PROJECT);
    let about = About { independent: 2, ..About::new(case.project().id(), "Prisons", UNSTAMPED) };
    case.commit(Transaction::new("Name the project", vec![Edit::insert(about)]));
    let (draft, report) = (case.document("draft.txt"), case.document("report.txt"));
    let place = |document, from, to| Place::of(document, TextRange::between(from, to)).expect("words");
    let first = draft.body.shown_sentence_at(0).expect("a sentence");
    case.commit(edit::pass_sentences(case.project(), &draft, &[first]));
    let words = TextRange::between(26, 36);
    case.commit(edit::dismiss_words(case.project(), &draft, &[(words, PassageKind::Claim)], "it is marked"));
    case.commit(edit::dismiss_pair(case.project(), place(&report, 0, 15), place(&draft, 26, 37), "other years"));
    case.commit(edit::set_field(report.id, Field::OriginGroup, Text::from("Ministry")));
    case.commit(edit::set_field(case.id(2), Field::Checklist, Checklist::default().with(Question::Unit, true)));
    let fresh = case.fresh();
    case.commit(edit::calculate(case.project(), None, [Some(case.id(4)), None, Some(case.id(2))], fresh));
    let fresh = case.fresh();
    let (_, what) = edit::sign_off(case.project(), &draft, 0, "it goes to print", fresh).expect("an override");
    case.commit(what);
    case
}

/// The file with `from`, which stands in it, as `to`.
#[track_caller]
fn changed(from: &str, to: &str) -> String {
    let file = file();
    assert!(file.contains(from), "{from} is not in the file");
    file.replacen(from, to, 1)
}

#[track_caller]
fn open(file: &str) -> Opened {
    let opened = from_bytes(file.as_bytes()).expect("a project that opens");
    assert_eq!(opened.project.validate(), Ok(()));
    opened
}

#[track_caller]
fn check_refused(bytes: &[u8], message: Expect) {
    message.assert_eq(&from_bytes(bytes).expect_err("must be refused").to_string());
}

/// Opens a changed file; gives the notices, and checks that saving it loses nothing more.
#[track_caller]
fn check_opens(file: &str, notices: Expect) -> Project {
    let Opened { project, notices: said, read_only } = open(file);
    assert_eq!(read_only, None);
    notices.assert_eq(&said.join("\n"));
    let saved = to_text(&project).expect("text");
    assert!(holds(&saved, &project));
    let again = open(&saved).project;
    assert_eq!((again.tables(), &again.set_aside), (project.tables(), &project.set_aside));
    project
}

mod whole {
    use super::*;

    #[test]
    fn gives_the_same_project_and_the_same_bytes() {
        let file = file();
        let project = check_opens(&file, expect![""]);
        assert_eq!(shown(&project), PROJECT);
        assert!(to_text(&project).expect("text") == file);
    }

    /// Renewed with `UPDATE_EXPECT=1` until version 1 is released; after that it must open for ever as it is.
    #[test]
    fn version_1_opens_for_ever() {
        let full = to_text(full().project()).expect("text");
        expect_test::expect_file!["../data/store/v1.ron"].assert_eq(&full);
        let project = check_opens(include_str!("../data/store/v1.ron"), expect![""]);
        assert_eq!(shown(&project), PROJECT);
        assert!(project.is_signed_off(project.documents()[0].id), "what a sign-off covers is counted as ever");
    }

    #[test]
    fn is_saved_and_opened() {
        let folder = folder();
        let path = folder.path().join("p.tickmark.ron");
        let project = Case::new(PROJECT).project().clone();
        let written = save_project(&path, &project).expect("saved");
        let (opened, mut stamp) = open_project(&path).expect("opened");
        assert!(opened.project.shows_the_same(&project));
        assert_eq!(stamp.fingerprint(), written.stamp.fingerprint());
        assert_eq!(stamp.changed_on_disk(&path), tickmark::store::Change::Same);
        assert_eq!(names_in(folder.path()), ["p.tickmark.ron"]);
    }

    #[test]
    fn an_empty_project_is_one() {
        let project = Case::new("").project().clone();
        check_opens(&to_text(&project).expect("text"), expect![""]);
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        check_opens(&format!("\u{feff}{}", file()), expect![""]);
    }
}

mod refused {
    use super::*;

    #[test]
    fn what_is_no_project() {
        check_refused(b"", expect!["this is not a Tickmark project: the file is empty"]);
        check_refused(b"\xef\xbb\xbf", expect!["this is not a Tickmark project: the file is empty"]);
        check_refused(b"Dear Ben,\n", expect!["this is not a Tickmark project: it does not begin with “Project(”"]);
        check_refused(
            b"Settings(zoom: 100)",
            expect!["this is not a Tickmark project: it does not begin with “Project(”"],
        );
        check_refused(
            b"Project(format: \"tickmark\")",
            expect!["this is not a Tickmark project: its head gives no version"],
        );
        check_refused(b"Project(\xff)", expect!["this is not a Tickmark project: byte 8 is not text"]);
    }

    #[test]
    fn a_file_cut_off_anywhere() {
        let file = file();
        let end = file.trim_end().len();
        for at in 0..end {
            assert!(from_bytes(&file.as_bytes()[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn one_broken_by_hand_is_told_with_line_column_and_excerpt() {
        let broken = changed("kind: Claim", "kind: Clam");
        check_refused(
            broken.as_bytes(),
            expect![[r#"
            the project is damaged at line 28, column 56: Unexpected variant named `Clam` in enum `PassageKind`, expected one of `Claim`, `Quote`, or `Statistic` instead
              ld; ", suffix: " of them.")), kind: Clam, outcome: Some(Confirmed), stam
                                                  ^"#]],
        );
        let broken = changed("    passages: [", "    passages: ");
        check_refused(
            broken.as_bytes(),
            expect![[r#"
            the project is damaged at line 26, column 14: Expected opening `[`
                  passages: 
                           ^"#]],
        );
        let broken = changed("seen: {", "seen: { \"ana\": 3,");
        check_refused(
            broken.as_bytes(),
            expect![[r#"
            the project is damaged at line 11, column 14: “ana” is not an actor (16 hexadecimal digits)
                  seen: { "ana": 3,
                           ^"#]],
        );
    }

    #[test]
    fn a_hundred_thousand_brackets() {
        let nested = changed("documents: [", &format!("documents: [{}", "[".repeat(100_000)));
        let error = from_bytes(nested.as_bytes()).expect_err("must be refused");
        assert!(matches!(error, ReadError::Broken { .. }));
        let nested = changed("Project(", &format!("Project(later: {},", "[".repeat(100_000)));
        assert!(from_bytes(nested.as_bytes()).is_err());
    }

    #[test]
    fn a_newer_version_that_says_so_or_turns_out_unreadable() {
        let newer = changed("version: 1,\n    min_reader: 1", "version: 3,\n    min_reader: 2");
        check_refused(
            newer.as_bytes(),
            expect![
                "this project needs a newer Tickmark: it is written in version 2 of the file format, this program reads version 1"
            ],
        );
        let unreadable = newer.replace("min_reader: 2", "min_reader: 1").replace("kind: Claim", "kind: Rumor");
        check_refused(
            unreadable.as_bytes(),
            expect![
                "this project needs a newer Tickmark: it is written in version 3 of the file format, this program reads version 1"
            ],
        );
    }

    #[test]
    fn nothing_is_written_over_what_cannot_be_opened() {
        let folder = folder();
        let path = folder.path().join("p.ron");
        std::fs::write(&path, "Project(format: \"tickmark\", version: 1, x").expect("a file");
        let message = open_project(&path).expect_err("must be refused").to_string();
        assert!(message.ends_with(&format!("\n  in {}", path.display())), "{message}");
        assert_eq!(std::fs::read_to_string(&path).expect("a file"), "Project(format: \"tickmark\", version: 1, x");
    }
}

#[test]
fn comments_above_the_head_say_nothing_about_the_file() {
    let long = format!("// {}\n", "x".repeat(5000));
    for comment in
        ["// our notes on version: 3 of the draft\n", "/* by tickmark, version: 3\n/* min_reader: 3 */\n*/ ", &long]
    {
        let opened = open(&format!("{comment}{}", file()));
        assert_eq!((opened.read_only, opened.notices), (None, vec![]), "{comment}");
    }
    check_not_a_project("// Project(format: \"tickmark\", version: 1)\nhello");
}

#[track_caller]
fn check_not_a_project(file: &str) {
    let error = from_bytes(file.as_bytes()).expect_err("must be refused");
    assert!(matches!(error, ReadError::NotAProject(_)), "{error}");
}

mod read_only {
    use super::*;

    #[track_caller]
    fn check(file: &str, why: Expect) {
        let opened = open(file);
        assert_eq!(shown(&opened.project), PROJECT);
        why.assert_eq(&opened.read_only.expect("to be saved elsewhere only"));
    }

    #[test]
    fn a_newer_version_that_can_be_read() {
        check(
            &changed("version: 1", "version: 2"),
            expect!["it was written by a newer Tickmark, in version 2 of the file format"],
        );
    }

    #[test]
    fn fields_that_this_version_does_not_know() {
        check(
            &changed("    about: [", "    mood: Good,\n    about: ["),
            expect!["it holds what this version does not know: mood"],
        );
        let twice =
            changed("kind: Statistic", "shade: 3, kind: Statistic").replace("role: Draft", "tone: \"x\", role: Draft");
        check(&twice, expect!["it holds what this version does not know: documents.1.tone and 1 more"]);
    }
}

mod set_aside {
    use super::*;

    /// Records that break a rule are told, kept as they stand, and cost nothing else.
    #[track_caller]
    fn check(file: &str, notices: Expect, n_set_aside: usize) {
        let project = check_opens(file, notices);
        assert_eq!(project.set_aside.len(), n_set_aside);
        let saved = to_text(&project).expect("text");
        assert!(to_text(&open(&saved).project).expect("text") == saved);
    }

    #[test]
    fn unknown_ids() {
        let source = Case::new(PROJECT).project().sources()[0].id.to_string();
        check(
            &changed(&format!("Source(\"{source}\")"), "Source(\"00000000000000000000000001\")"),
            expect![
                "One record was set aside and will be kept as it stands; it is a link: it names a source that is not there: 00000000000000000000000001"
            ],
            1,
        );
    }

    #[test]
    fn ranges_outside_the_text_or_inside_a_character() {
        // #3 is “all”; what links it to the report goes with it.
        check(
            &changed("range: (49, 52)", "range: (5300, 5600)"),
            expect![
                "2 records were set aside and will be kept as they stand; the first is a passage: its range 5300..5600 does not fit a text of 61 bytes"
            ],
            2,
        );
        // #1 stands behind a “, which takes three bytes.
        check(
            &changed("range: (14, 21)", "range: (13, 21)"),
            expect![
                "3 records were set aside and will be kept as they stand; the first is a passage: its range 13..21 does not fit a text of 61 bytes"
            ],
            3,
        );
        check(
            &changed("range: (49, 52)", "range: (50, 53)"),
            expect![
                "2 records were set aside and will be kept as they stand; the first is a passage: its range 50..53 holds other words than it says"
            ],
            2,
        );
    }

    #[test]
    fn passes_and_dismissals_of_other_words() {
        let file = to_text(full().project()).expect("text").replace("range: (0, 25), exact", "range: (1, 25), exact");
        check(
            &file.replace("range: (26, 36), exact: \"", "range: (26, 36), exact: \"x"),
            expect![
                "2 records were set aside and will be kept as they stand; the first is a settled suggestion: its range 26..36 holds other words than it says"
            ],
            2,
        );
    }

    #[test]
    fn two_records_with_one_id() {
        let file = file();
        let source = file.lines().find(|line| line.trim_start().starts_with("Source(")).expect("a source");
        let twice = file.replacen(source, &format!("{source}\n{}", source.replace("Ben", "Cem")), 1);
        check(
            &twice,
            expect![
                "One record was set aside and will be kept as it stands; it is a source: there is another source with the id 3F720K2WHY5852AG1DEMXW1V7C"
            ],
            1,
        );
    }
}

mod on_its_way {
    use super::*;

    #[test]
    fn line_ends_that_a_mail_program_changed_are_put_right() {
        let project = check_opens(
            &file().replace('\n', "\r\n"),
            expect!["Another program had changed the line ends of this file; they were put right"],
        );
        assert_eq!(shown(&project), PROJECT);
    }

    /// A project of one line, with a note of two.
    fn with_a_note_of_two_lines() -> Case {
        Case::new("//- draft.txt role:draft\n<claim #1>All</claim> of it.\n//- checks\n#1 note first\u{b6}second\n")
    }

    #[test]
    fn line_ends_of_notes_are_put_right_although_every_document_has_one_line() {
        let file = to_text(with_a_note_of_two_lines().project()).expect("text").replace('\u{b6}', "\n");
        let opened = open(&file);
        assert_eq!(opened.notices, Vec::<String>::new());
        for head in ["", "// It is \"quoted\\\n", "/* r#\" */\n"] {
            let changed = open(&format!("{head}{file}").replace('\n', "\r\n"));
            assert_eq!(
                changed.notices,
                ["Another program had changed the line ends of this file; they were put right"],
                "{head}"
            );
            assert!(to_text(&changed.project).expect("text") == file, "{head}");
        }
    }

    #[test]
    fn a_line_end_that_somebody_wrote_into_a_note_stays() {
        let file = to_text(with_a_note_of_two_lines().project()).expect("text").replace('\u{b6}', "\r\n");
        let opened = open(&file);
        assert_eq!(opened.notices, Vec::<String>::new());
        assert!(to_text(&opened.project).expect("text") == file);
    }

    #[test]
    fn passages_of_a_text_that_was_changed_are_found_by_their_words() {
        let changed = changed("Zoë said: “don’t”.\nOver", "Then Zoë said: “don’t”.\nOver");
        let project = check_opens(
            &changed,
            expect![
                "The text of “draft.txt” is not the one that was loaded; its passages were looked up by their words"
            ],
        );
        assert_eq!(shown(&project), PROJECT.replace("Zoë", "Then Zoë"));
    }

    #[test]
    fn a_passage_whose_words_were_changed_on_the_way_is_told_and_reopened() {
        let case = Case::new(
            "//- draft.txt role:draft\nSince then <statistic #1>at least 265 people</statistic> have died there.\n\
             //- checks\n#1 outcome confirmed\n#1 note seen\n",
        );
        let file = to_text(case.project()).expect("text");
        let text = "Since then at least 265 people have died there.";
        let opened = open(&file.replacen(text, &text.replace("265", "266").replace("Since", "And since"), 1));
        let project = &opened.project;
        let passage = project.passage(case.id(1)).expect("the passage");
        assert_eq!(passage.words(), "at least 266 people");
        assert_eq!(project.open_because(passage), Some(Why::Reopened));
        assert_eq!(&*passage.reopened, "The text of its document was changed; its words were “at least 265 people”");
        assert!(opened.notices.contains(&"1 passage of “draft.txt” has other words now".to_owned()));
    }

    #[test]
    fn passes_and_dismissals_are_found_by_their_words_too() {
        let file = to_text(full().project()).expect("text");
        let changed = file.replacen("Zoë said: “don’t”.\nOver", "Then: Zoë said: “don’t”.\nOver", 1);
        let project = open(&changed).project;
        assert_eq!(project.set_aside, []);
        let draft = project.documents()[0].id;
        let pass = project.passes_of(draft).next().expect("a pass");
        assert_eq!((pass.place.words(), pass.place.range()), ("Zoë said: “don’t”.", TextRange::between(6, 31)));
        assert_eq!(project.settled_of(draft).count(), 2);
    }

    #[test]
    fn passages_whose_words_are_gone_are_set_aside() {
        let changed = changed("all of them.\"", "some.\"");
        let project = check_opens(
            &changed,
            expect![[r#"
            The text of “draft.txt” is not the one that was loaded; its passages were looked up by their words
            2 records were set aside and will be kept as they stand; the first is a passage: its range 49..52 holds other words than it says"#]],
        );
        assert_eq!(project.passages().count(), 3);
    }

    #[test]
    fn paragraphs_that_do_not_fit_are_the_lines_of_the_text() {
        let project = check_opens(
            &changed("(0, Paragraph), (", "(0, Paragraph), (9999, Paragraph), ("),
            expect![
                "The paragraphs of “draft.txt”, or what is kept beside them, did not fit its text; its lines stand in for them"
            ],
        );
        assert_eq!(shown(&project), PROJECT);
    }

    #[test]
    fn records_in_another_order_and_stamps_never_seen_do_no_harm() {
        let file = file();
        let (head, rest) = file.split_once("    links: [\n").expect("links");
        let (links, rest) = rest.split_once("    ],\n").expect("links");
        let backwards: Vec<_> = links.lines().rev().collect();
        let seen = head.split_once("seen: {").and_then(|(_, rest)| rest.split_once('}')).expect("seen").0;
        let head = head.replacen(seen, "", 1);
        check_opens(&format!("{head}    links: [\n{}\n    ],\n{rest}", backwards.join("\n")), expect![""]);
    }
}
