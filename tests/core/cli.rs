//! The program on the command line: what it prints, and how it ends.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use expect_test::{Expect, expect};
use serde_json::{Value, json};
use tickmark::store::open_project;

use crate::store_files::{folder, names_in};

const DRAFT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/000_9a464d67475b2cb6.txt");
const EVIDENCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/001_5dae7fbb4ec7dd23.txt");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sample.tickmark.ron");

/// The program, away from the settings of whoever runs the tests, and without a display.
pub fn tickmark(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tickmark"));
    command.args(args).current_dir(folder).env("TICKMARK_HOME", folder.join("home")).env("USER", "ana");
    // Two hours ahead of Greenwich.
    command.env("TZ", "CEST-2").env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command
}

/// Runs the program; gives its exit code, its answer and what it says besides.
#[track_caller]
pub fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = tickmark(folder, args).output().expect("the program");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (status.code().expect("an exit code"), text(stdout), text(stderr))
}

/// Runs the program, which is to fail with this message.
#[track_caller]
pub fn check_refused(folder: &Path, args: &[&str], message: Expect) {
    let (code, out, said) = run(folder, args);
    assert_eq!((code, out.as_str()), (2, ""));
    message.assert_eq(&said);
}

fn json_of(answer: &str) -> Value {
    serde_json::from_str(answer).expect("JSON")
}

#[test]
fn new_makes_a_project_of_documents() {
    let folder = folder();
    let new = ["new", DRAFT, EVIDENCE, "-o", "p.tickmark.ron", "--checker", "Ana Ruiz"];
    assert_eq!(run(folder.path(), &new), (0, String::new(), String::new()));
    assert_eq!(names_in(folder.path()), ["p.tickmark.ron"]);
    let (opened, _) = open_project(&folder.path().join("p.tickmark.ron")).expect("a project");
    assert_eq!((opened.notices, opened.read_only), (vec![], None));
    let titles: Vec<_> = opened.project.documents().iter().map(|d| format!("{} {}", d.role.name(), d.title)).collect();
    assert_eq!(titles, ["draft 000_9a464d67475b2cb6", "evidence 001_5dae7fbb4ec7dd23"]);
    let checker = opened.project.tables().checkers.values().next().expect("a checker");
    assert_eq!(&*checker.name, "Ana Ruiz");
    // Nothing was marked, so nothing was checked.
    assert_eq!(run(folder.path(), &["check", "p.tickmark.ron"]).0, 1);
}

#[test]
fn new_refuses_what_it_cannot_do() {
    let folder = folder();
    std::fs::write(folder.path().join("there.ron"), "old").expect("a file");
    check_refused(
        folder.path(),
        &["new", DRAFT, "-o", "there.ron"],
        expect![[r#"
        Nothing was written, because there is a file already (--force replaces it): there.ron
    "#]],
    );
    assert_eq!(std::fs::read_to_string(folder.path().join("there.ron")).expect("a file"), "old");
    check_refused(
        folder.path(),
        &["new", "gone.txt", "-o", "p.ron"],
        expect![[r#"
        There is no such file: gone.txt
    "#]],
    );
    check_refused(
        folder.path(),
        &["new", ".", "-o", "p.ron"],
        expect![[r#"
        This is a folder, not a file: .
    "#]],
    );
    std::fs::write(folder.path().join("a.txt"), "one").expect("a file");
    check_refused(
        folder.path(),
        &["new", "a.txt", "./a.txt", "-o", "p.ron"],
        expect![[r#"
        The same text was given twice, the second time as ./a.txt
    "#]],
    );
    check_refused(
        folder.path(),
        &["new", "a.txt", "-o", "no/p.ron"],
        expect![[r#"
        The file could not be saved, because its folder does not exist: no/p.ron
    "#]],
    );
    assert_eq!(names_in(folder.path()), ["a.txt", "there.ron"]);
    assert_eq!(run(folder.path(), &["new", "a.txt", "-o", "there.ron", "--force"]).0, 0);
    assert!(open_project(&folder.path().join("there.ron")).is_ok());
}

#[test]
fn check_counts_in_json() {
    let folder = folder();
    let (code, answer, said) = run(folder.path(), &["check", SAMPLE, "--json"]);
    assert_eq!((code, said.as_str()), (1, ""));
    let answer = json_of(&answer);
    let keys: Vec<_> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["clashes", "documents", "kinds", "outcomes", "set_aside", "states"]);
    let mut draft = answer["documents"][0].clone();
    let blockers = draft["blockers"].take();
    assert_eq!(
        draft,
        json!({
            "title": "A shared agenda", "role": "draft", "passages": 54, "open": 42, "closed": 12, "sentences": 87,
            "untouched": 40, "undecided": 0, "unreviewed": 0, "suggestions": 94, "signed_off": false, "sign_offs": [], "blockers": null
        })
    );
    let blockers = blockers.as_array().expect("what blocks the sign-off");
    let heading = json!({
        "kind": "untouched", "paragraph": 27, "words": "A Shared Anti-Democratic Agenda",
        "reason": "Untouched: nothing marked, and not passed"
    });
    assert!(blockers.len() == 82 && blockers.contains(&heading));
    let open = blockers.iter().find(|blocker| blocker["kind"] == "open").expect("an open passage");
    let id = open["passage"].as_str().expect("its id");
    assert_eq!(run(folder.path(), &["evidence", SAMPLE, "--passage", id]).0, 0);
    assert!(run(folder.path(), &["check", SAMPLE]).1.contains(&format!("[{id}]")));
    assert_eq!(
        answer["documents"][1],
        json!({"title": "Inside the prisons", "role": "evidence", "passages": 19, "open": 0})
    );
    assert_eq!(answer["kinds"], json!({"claim": 38, "quote": 14, "statistic": 21}));
    assert_eq!(answer["outcomes"]["confirmed with change"], json!(4));
    assert_eq!(answer["states"]["re-opened"], json!(1));
    assert_eq!((&answer["clashes"], &answer["set_aside"]), (&json!(0), &json!(0)));
}

#[test]
fn check_says_what_is_open_and_why() {
    let folder = folder();
    let (code, answer, _) = run(folder.path(), &["check", SAMPLE]);
    assert_eq!(code, 1);
    let line = answer.lines().find(|line| line.contains("at least 265 people")).expect("an open passage");
    assert_eq!(line, "  ¶11   at least 265 people — No decision on a change yet  [45B7T5QRNX0V8K11ST5RSA41GN]");
    let line = answer.lines().find(|line| line.contains("Anti-Democratic Agenda")).expect("an untouched heading");
    assert_eq!(line, "  ¶27   A Shared Anti-Democratic Agenda — Untouched: nothing marked, and not passed");
    assert_eq!(answer.lines().last(), Some("A shared agenda is not signed off"));
}

#[test]
fn check_tells_who_signed_off_and_what_struck_it() {
    let mut case = crate::support::Case::new(
        "//- draft.txt role:draft\nThey <claim #1>know</claim>.\n//- checks\n#1 outcome opinion\n",
    );
    let (draft, fresh) = (case.document("draft.txt"), case.fresh());
    let (_, signed) = tickmark::edit::sign_off(case.project(), &draft, 0, "", fresh).expect("that nothing is open");
    case.commit(signed);
    let folder = folder();
    let check = |case: &crate::support::Case| {
        let text = tickmark::store::to_text(case.project()).expect("a file");
        std::fs::write(folder.path().join("p.ron"), text).expect("room for a file");
        let (code, answer, _) = run(folder.path(), &["check", "p.ron"]);
        (code, answer.split_once("set aside 0\n").expect("an answer").1.to_owned())
    };
    let (code, answer) = check(&case);
    assert_eq!((code, answer.as_str()), (0, "\ndraft.txt was signed off by Ana, 9 October 2025, 10:57 CEST\n"));
    case.check("#1 outcome wrong");
    let (code, answer) = check(&case);
    assert_eq!(code, 1);
    expect![[r#"

        open in draft.txt
          ¶1    know — No decision on a change yet  [08NWZERJ2SRJ6V6WXQ83VVBE2N]

        draft.txt was signed off by Ana, 9 October 2025, 10:57 CEST
          struck since — Set outcome to wrong: ¶1 “know” (Ana)
    "#]]
    .assert_eq(&answer);
}

#[test]
fn check_ends_with_2_when_the_file_cannot_be_read() {
    let folder = folder();
    std::fs::write(folder.path().join("bad.ron"), "Project(format: \"tickmark\", version: 1, x").expect("a file");
    check_refused(
        folder.path(),
        &["check", "bad.ron"],
        expect![[r#"
        The project could not be opened, because the project is damaged at line 1, column 41: Expected colon
          ect(format: "tickmark", version: 1, x
                                              ^
          in bad.ron
    "#]],
    );
    check_refused(
        folder.path(),
        &["check", "gone.ron"],
        expect![[r#"
        The file could not be read, because it does not exist: gone.ron
    "#]],
    );
    check_refused(
        folder.path(),
        &["check", "."],
        expect![[r#"
        The file could not be read, because it is a folder: .
    "#]],
    );
    #[cfg(unix)]
    check_refused(
        folder.path(),
        &["check", "/dev/zero"],
        expect![[r#"
        The file could not be read, because it is a pipe, a socket or a device, not a file: /dev/zero
    "#]],
    );
    std::fs::write(folder.path().join("a.txt"), "Dear Ben,").expect("a file");
    check_refused(
        folder.path(),
        &["check", "a.txt", "--json"],
        expect![[r#"
        The project could not be opened, because this is not a Tickmark project: it does not begin with “Project(”: a.txt
    "#]],
    );
}

#[test]
fn text_prints_the_document_and_nothing_else() {
    let folder = folder();
    let seed = std::fs::read_to_string(DRAFT).expect("a seed");
    assert_eq!(run(folder.path(), &["text", DRAFT]), (0, seed, String::new()));
    std::fs::write(folder.path().join("a.txt"), b"\xef\xbb\xbfone\r\ntwo\x00").expect("a file");
    assert_eq!(run(folder.path(), &["text", "a.txt"]), (0, "one\ntwo\0".into(), String::new()));
}

#[test]
fn search_finds_words_in_texts_and_in_what_was_written_about_them() {
    let folder = folder();
    let (code, answer, _) = run(folder.path(), &["search", SAMPLE, "OVER", "80,000"]);
    assert_eq!(code, 0);
    expect![[r#"
        A shared agenda ¶7: e been stunning. Between 2022 and 2024, over 80,000 Salvadorans were detained in the govern
    "#]]
    .assert_eq(&answer);
    let (code, answer, _) = run(folder.path(), &["search", SAMPLE, "largest jailer", "--json"]);
    assert_eq!(code, 0);
    let hits = json_of(&answer);
    let hits = hits.as_array().expect("hits");
    let kinds: Vec<_> =
        hits.iter().map(|hit| (&hit["kind"], &hit["in"], &hit["paragraph"], hit["words"].is_string())).collect();
    assert!(hits.iter().all(|hit| hit["passage"].is_string()) && hits[0]["passage"] == hits[1]["passage"]);
    let five = json!(5);
    let (text, note) = ([json!("document"), json!("text")], [json!("passage"), json!("note")]);
    assert_eq!(kinds, [(&text[0], &text[1], &five, true), (&note[0], &note[1], &five, true)]);
    assert_eq!(run(folder.path(), &["search", SAMPLE, "zebra"]), (1, String::new(), String::new()));
    check_refused(
        folder.path(),
        &["search", SAMPLE, " "],
        expect![[r#"
        There is nothing to search for
    "#]],
    );
}

#[test]
fn sample_writes_the_sample() {
    let folder = folder();
    assert_eq!(run(folder.path(), &["sample", "-o", "s.ron"]), (0, String::new(), String::new()));
    assert!(std::fs::read(folder.path().join("s.ron")).expect("a file") == std::fs::read(SAMPLE).expect("the sample"));
    assert_eq!(run(folder.path(), &["sample", "-o", "s.ron"]).0, 2);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_it_says_what_needs_none() {
    let folder = folder();
    let why = if cfg!(feature = "gui") { "no display" } else { "built without one" };
    for args in [&[][..], &["p.ron"], &["./check"], &["draft.txt", "report.txt"]] {
        let (code, out, said) = run(folder.path(), args);
        assert_eq!((code, out.as_str(), said.lines().count()), (2, "", 1));
        let commands = "tickmark new, check, text, suggest, compare, evidence, search, log, merge, diff, sample";
        assert!(said.contains(why) && said.contains(commands), "{said}");
    }
}

#[test]
fn suggestions_say_where_a_number_went() {
    let folder = folder();
    let trends = |text: &str| {
        std::fs::write(folder.path().join("draft.txt"), text).expect("a file");
        let (_, answer, _) = run(folder.path(), &["suggest", "draft.txt", "--json"]);
        let found = json_of(&answer)["suggestions"][0]["statistic"].take();
        (found["quantifier"].clone(), found["trend"].clone(), found["direction"].clone(), found["unit"].clone())
    };
    assert_eq!(trends("Prices rose 5 percent."), (json!("equal"), json!("up"), json!("up"), json!("percentage")));
    assert_eq!(trends("Prices fell by about 5 cents."), (json!("about"), json!(null), json!("down"), json!("cent")));
    assert_eq!(trends("Prices fell by half."), (json!("equal"), json!("down"), json!("down"), json!(null)));
}

#[test]
fn explains_itself() {
    let folder = folder();
    let (code, help, _) = run(folder.path(), &["--help"]);
    assert_eq!(code, 0);
    for command in
        ["new", "check", "text", "suggest", "compare", "evidence", "search", "merge", "diff", "git-setup", "sample"]
    {
        assert!(help.contains(&format!("\n  {command} ")), "{command}");
        assert_eq!(run(folder.path(), &[command, "--help"]).0, 0);
    }
    let version = format!("tickmark {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(run(folder.path(), &["--version"]), (0, version, String::new()));
    assert_eq!(run(folder.path(), &["check"]).0, 2);
}

#[test]
fn a_reader_who_leaves_is_no_error() {
    let folder = folder();
    let mut child = tickmark(folder.path(), &["text", DRAFT])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    drop(child.stdout.take());
    let done = child.wait_with_output().expect("ended");
    assert_eq!((done.status.code(), done.stderr), (Some(0), vec![]));
}

/// Titles and reasons come from files, and a terminal would obey what they say.
#[test]
fn what_a_file_says_reaches_no_terminal_as_a_command() {
    let folder = folder();
    let sample = std::fs::read_to_string(SAMPLE).expect("the sample");
    let evil = sample.replace("title: \"A shared agenda\"", "title: \"\u{1b}]0;evil\u{7}\u{202e}agenda\"");
    std::fs::write(folder.path().join("evil\u{1b}[31m.ron"), evil.replacen("exact: \"", "exact: \"x", 1))
        .expect("a file");
    for args in [
        &["check", "evil\u{1b}[31m.ron"][..],
        &["search", "evil\u{1b}[31m.ron", "prison"],
        &["check", "none\u{9b}.ron"],
    ] {
        let (_, out, said) = run(folder.path(), args);
        let obeyed = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!out.contains(obeyed) && !said.contains(obeyed), "{out}{said}");
    }
    assert!(run(folder.path(), &["check", "evil\u{1b}[31m.ron"]).1.contains("‹ESC›]0;evil‹BEL›‹RLO›agenda"));
}

#[test]
fn text_prints_what_the_reader_shows() {
    let folder = folder();
    std::fs::write(folder.path().join("a.txt"), "One\r\n\r\n  two\n\n").expect("a file");
    assert_eq!(run(folder.path(), &["text", "a.txt"]), (0, "One\n\n  two\n\n".to_owned(), String::new()));
    let letter = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/import/letter.rtf");
    let (code, answer, said) = run(folder.path(), &["text", letter]);
    assert_eq!((code, said.as_str()), (0, ""));
    expect![[r#"
        Dear “reader”
        The count was ninety thousand,[1] as Jiří Novák said.
        1. First
        2. Second – with a link
        Year	Count
        2024	90,000
        Yours,
        Ana
        [1] Annual report, p. 12.
    "#]]
    .assert_eq(&answer);
    let (_, answer, _) = run(folder.path(), &["text", letter, "--whole"]);
    expect![[r#"
        Dear “reader”
        The count was eightyninety thousand,[1] as Jiří Novák said.
        1. First
        2. Second – with a link
        Year	Count
        2024	90,000
        Yours,
        Ana
        [1] Annual report, p. 12.
        Draft of a letter
    "#]]
    .assert_eq(&answer);
}

#[test]
fn text_tells_the_structure_in_json() {
    let folder = folder();
    let letter = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/import/letter.rtf");
    let (code, answer, _) = run(folder.path(), &["text", letter, "--json"]);
    let answer = json_of(&answer);
    assert_eq!(code, 0);
    let text: Vec<char> = answer["text"].as_str().expect("a text").chars().collect();
    let words = |of: &Value| {
        let at = |end: usize| of["chars"][end].as_u64().expect("a place") as usize;
        text.get(at(0)..at(1)).expect("a range of the text").iter().collect::<String>()
    };
    let blocks = answer["blocks"].as_array().expect("blocks");
    let block = blocks.iter().find(|block| words(block) == "First").expect("the item");
    assert_eq!(
        *block,
        json!({"kind": "list item", "level": 1, "label": "1.", "row": null, "column": null, "chars": block["chars"]})
    );
    let cell = blocks.iter().find(|block| words(block) == "90,000").expect("the cell");
    assert_eq!((&cell["kind"], &cell["row"], &cell["column"]), (&json!("table cell"), &json!(1), &json!(1)));
    let changes: Vec<_> = answer["changes"].as_array().expect("changes").iter().collect();
    assert_eq!(
        (&changes[0]["kind"], words(changes[0]), &changes[0]["author"]),
        (&json!("deleted"), "eighty".to_owned(), &json!("Bo Li"))
    );
    assert_eq!((&changes[1]["kind"], words(changes[1]).as_str()), (&json!("inserted"), "ninety"));
    let (comment, note) = (&answer["comments"][0], &answer["stories"][0]);
    assert_eq!((words(comment).as_str(), &comment["text"], &comment["thread"]), ("Yours", &json!("Whose?"), &json!(1)));
    assert_eq!(
        (&note["kind"], &note["mark"], words(note).trim()),
        (&json!("footnote"), &json!("1"), "Annual report, p. 12.")
    );
    assert_eq!(words(&answer["addresses"][0]), "a link");
    assert_eq!((&answer["facts"]["title"], &answer["warnings"]), (&json!("A letter"), &json!([])));
}

#[test]
fn without_a_folder_for_temporary_files_a_document_is_read() {
    let folder = folder();
    std::fs::write(folder.path().join("letter.rtf"), r"{\rtf1 Dear Ana}").expect("room for a file");
    let mut command = tickmark(folder.path(), &["text", "letter.rtf"]);
    let Output { stdout, stderr, .. } = command.env("TMPDIR", "/nowhere").output().expect("the program");
    assert_eq!((stdout.as_slice(), stderr.as_slice()), (&b"Dear Ana"[..], &b""[..]));
}

#[test]
fn evidence_finds_what_bears_on_words_and_on_a_passage() {
    let folder = folder();
    let (code, answer, said) =
        run(folder.path(), &["evidence", EVIDENCE, "--for", "over 80,000 people detained", "--json"]);
    assert_eq!((code, said.as_str()), (0, ""));
    let answer = json_of(&answer);
    let best = &answer["hits"][0];
    let text = best["text"].as_str().expect("a sentence");
    assert!(text.contains("85,000 people"), "{text}");
    let range = [0, 1].map(|end| best["chars"][end].as_u64().expect("an offset") as usize);
    assert_eq!(range[1] - range[0], text.chars().count());
    assert_eq!(best["document"], "001_5dae7fbb4ec7dd23.txt");

    let (opened, _) = open_project(Path::new(SAMPLE)).expect("the sample");
    let rate = opened.project.passages().find(|it| it.words() == "1,086 per 100,000").expect("a passage").id;
    let (code, answer, _) = run(folder.path(), &["evidence", SAMPLE, "--passage", &rate.to_string()]);
    assert_eq!(code, 0);
    let mut lines = answer.lines();
    assert!(
        lines.next().is_some_and(|line| line.contains(" ¶") && line.contains("2 percent of the population")),
        "{answer}"
    );
    assert!(lines.next().is_some_and(|line| line.trim().starts_with("conflict: ")), "{answer}");
}

#[test]
fn compare_takes_a_project_as_well_as_files() {
    let folder = folder();
    let (code, answer, _) = run(folder.path(), &["compare", SAMPLE, "--json"]);
    assert_eq!(code, 0);
    let pairs = json_of(&answer)["pairs"].as_array().expect("pairs").len();
    assert!(pairs > 0);
    let (_, answer, _) = run(folder.path(), &["compare", SAMPLE]);
    assert_eq!(answer.matches(" ¶").count(), 2 * pairs);
    check_refused(
        folder.path(),
        &["compare", DRAFT],
        expect![[r#"
            One document has nothing to be compared with: give two, or a project
        "#]],
    );
}
