//! What of a draft nobody has looked at, and what stands between it and its sign-off.

use tickmark::edit::{self, Transaction};
use tickmark::model::{
    About, Blocker, Body, Checklist, Coverage, Edit, Field, PassageKind, Question, Rank, SignOff, Span, SpanKind,
    State, Structure, Text, Value,
};
use tickmark::session::Session;
use tickmark::text::{Blocks, TextRange};

use crate::support::{Case, UNSTAMPED, worker};

const PROJECT: &str = "\
//- draft.md role:draft
# The heading

They <claim #1>detained 85,000</claim> people. Nobody knows why.
//- report.txt role:evidence
<statistic #2>At least 85,000</statistic> were detained
//- wire.txt role:evidence
<claim #3>85,000 detained</claim>, the report says
//- sources
@1 Person Ben
";

fn words(case: &Case, range: TextRange) -> String {
    range.within(case.document("draft.md").text()).expect("words").to_owned()
}

/// The sentences of the draft that nobody has looked at.
fn untouched(case: &Case) -> Vec<String> {
    let draft = case.document("draft.md");
    let looked = case.session.looked(draft.id);
    let sentences = draft.body.shown_sentences(0..draft.blocks().len());
    sentences.filter(|sentence| looked.is_untouched(*sentence)).map(|sentence| words(case, sentence)).collect()
}

/// Passes the sentence that begins with these words.
fn pass(case: &mut Case, beginning: &str) {
    let draft = case.document("draft.md");
    let at = draft.text().find(beginning).expect("words of the draft");
    let sentence = draft.body.shown_sentence_at(at).expect("a sentence");
    case.commit(edit::pass_sentences(case.project(), &draft, &[sentence]));
}

/// What stands between the draft and its sign-off.
fn blockers(case: &Case) -> Vec<String> {
    let blockers = case.project().sign_off_blockers(&case.document("draft.md"), 0).into_iter();
    let line = |blocker: Blocker| {
        let range = blocker.range(case.project()).expect("a place");
        format!("{}: {}", words(case, range), blocker.reason())
    };
    blockers.map(line).collect()
}

/// Signs the draft off; gives what is open if it is refused.
fn sign_off(case: &mut Case, reason: &str) -> Result<(), Vec<Blocker>> {
    let (draft, fresh) = (case.document("draft.md"), case.fresh());
    let (_, what) = edit::sign_off(case.project(), &draft, 0, reason, fresh)?;
    case.commit(what);
    Ok(())
}

fn undo(case: &mut Case) {
    let time = case.now();
    case.session.undo(time).expect("something to undo").expect("that it can be undone");
}

fn the_sign_off(case: &Case) -> std::sync::Arc<SignOff> {
    case.project().sign_offs_of(case.document("draft.md").id).first().copied().expect("a sign-off").clone()
}

/// A draft that is signed off, with nothing open.
fn signed() -> Case {
    let mut case = Case::new(PROJECT);
    case.check("#1 outcome opinion");
    pass(&mut case, "# The heading");
    pass(&mut case, "Nobody");
    sign_off(&mut case, "").expect("that nothing is open");
    case
}

#[test]
fn a_sentence_is_touched_by_a_passage_or_a_pass() {
    let mut case = Case::new(PROJECT);
    assert_eq!(untouched(&case), ["# The heading", "Nobody knows why."]);
    pass(&mut case, "Nobody");
    assert_eq!(untouched(&case), ["# The heading"]);
    assert_eq!(case.session.history().undo_name(), Some("Nothing to check here"));
    undo(&mut case);
    assert_eq!(untouched(&case).len(), 2);
    pass(&mut case, "Nobody");
    let draft = case.document("draft.md");
    case.commit(edit::take_back_passes(case.project(), draft.id, TextRange::of(draft.text())));
    assert_eq!(untouched(&case).len(), 2);
    case.commit(edit::remove_passages(case.project(), &[case.id(1)]));
    assert_eq!(untouched(&case).len(), 3, "what was marked and removed is untouched again");
}

#[test]
fn what_is_passed_twice_is_one_record() {
    let mut case = Case::new(PROJECT);
    pass(&mut case, "Nobody");
    let draft = case.document("draft.md");
    let sentence = draft.body.shown_sentence_at(draft.text().len()).expect("a sentence");
    assert_eq!(edit::pass_sentences(case.project(), &draft, &[sentence, sentence]).edits, []);
}

#[test]
fn what_the_reader_hides_and_what_has_no_words_is_no_sentence() {
    let text = "Gone. Here it is.\n* * *\nHeader\n";
    let span =
        |kind, from, to| Span { kind, range: TextRange::between(from, to), author: String::new(), time: String::new() };
    let spans = vec![span(SpanKind::Deleted, 0, 5), span(SpanKind::Hidden, 24, 30)];
    let body = Body::new(text, Blocks::lines(text), Structure { spans, ..Structure::default() });
    let shown: Vec<_> = body.shown_sentences(0..3).map(|range| range.within(text).expect("words")).collect();
    assert_eq!(shown, ["Here it is."]);
    assert_eq!(body.shown_sentence_at(20), None);
}

#[test]
fn a_draft_is_covered_when_all_is_closed_or_passed() {
    let mut case = Case::new(PROJECT);
    let draft = case.document("draft.md");
    let expected = Coverage { n_closed: 0, n_open: 1, n_sentences: 3, n_untouched: 2, n_undecided: 4, n_waiting: 6 };
    assert_eq!(case.project().coverage(&draft, 4, 6), expected);
    case.check("#1 outcome opinion");
    pass(&mut case, "Nobody");
    let expected = Coverage { n_closed: 1, n_open: 0, n_sentences: 3, n_untouched: 1, n_undecided: 0, n_waiting: 0 };
    assert_eq!(case.project().coverage(&draft, 0, 0), expected);
}

#[test]
fn sign_off_is_refused_with_the_list_of_what_is_open() {
    let mut case = Case::new(PROJECT);
    case.check("#1 outcome opinion");
    pass(&mut case, "Nobody");
    assert_eq!(sign_off(&mut case, " ").map_err(|blockers| blockers.len()), Err(1));
    assert_eq!(blockers(&case), ["# The heading: Untouched: nothing marked, and not passed"]);
    let (draft, fresh) = (case.document("draft.md"), case.fresh());
    let heading = TextRange::between(2, 13);
    let (id, what) =
        edit::add_passage(case.project(), &draft, heading, PassageKind::Claim, fresh).expect("the heading");
    case.commit(what);
    let wrong = case.project().passage(id).expect("the heading").clone();
    case.commit(edit::set_outcome([&*wrong], Some(tickmark::model::Outcome::Wrong)));
    assert_eq!(blockers(&case), ["The heading: No decision on a change yet"]);
    sign_off(&mut case, "The editor keeps it").expect("that it is overridden");
    assert_eq!(&*the_sign_off(&case).reason, "The editor keeps it");
    assert!(case.project().is_signed_off(draft.id));
}

#[test]
fn undecided_suggestions_stand_in_the_way() {
    let case = signed();
    let blockers = case.project().sign_off_blockers(&case.document("draft.md"), 2);
    assert_eq!(blockers, [Blocker::Undecided(2)]);
}

#[test]
fn passages_of_a_signed_draft_are_signed_off() {
    let mut case = signed();
    let state = |case: &Case| case.session.standing(&case.passage(1)).state;
    assert_eq!(state(&case), State::SignedOff);
    assert_eq!(case.project().state(&case.passage(2)), State::Unchecked, "evidence is not checked");
    undo(&mut case);
    assert_eq!(state(&case), State::Checked);
    let time = case.now();
    case.session.redo(time).expect("something to redo").expect("that it can be redone");
    assert_eq!(state(&case), State::SignedOff);
    case.commit(edit::take_back_sign_off(the_sign_off(&case).id));
    assert_eq!(state(&case), State::Checked);
}

#[test]
fn what_is_open_is_not_shown_as_signed_off() {
    let mut case = Case::new(PROJECT);
    sign_off(&mut case, "It goes to print").expect("that it is overridden");
    assert_eq!(case.project().state(&case.passage(1)), State::Unchecked);
    assert_eq!(blockers(&case).len(), 3, "the list stays");
}

/// Signs a draft off, makes a change, and checks what is said of the sign-off then; taken back, it stands again.
#[track_caller]
fn check_struck(change: impl FnOnce(&mut Case), why: Option<&str>) {
    let mut case = signed();
    change(&mut case);
    let sign_off = the_sign_off(&case);
    assert_eq!(case.project().struck_because(&sign_off).as_deref(), why);
    assert_eq!(case.project().is_signed_off(sign_off.document), why.is_none());
    let state =
        case.session.places(sign_off.document).expect("its passages").iter().next().expect("one").standing.state;
    assert_eq!(state == State::SignedOff, why.is_none());
    undo(&mut case);
    assert_eq!(case.project().struck_because(&sign_off), None);
}

#[test]
fn a_later_change_strikes_the_sign_off_and_says_so() {
    check_struck(|case| case.check("#1 outcome wrong"), Some("Set outcome to wrong: ¶2 “detained 85,000” (Ana)"));
    check_struck(|case| case.check("#1 note look"), Some("Edit note: ¶2 “detained 85,000” (Ana)"));
    check_struck(|case| case.add_link("#1 contradicts #2"), Some("Link: ¶2 “detained 85,000” (Ana)"));
    let take_back = |case: &mut Case| {
        let draft = case.document("draft.md");
        case.commit(edit::take_back_passes(case.project(), draft.id, TextRange::of("# The heading")));
    };
    check_struck(take_back, Some("Something to check here: ¶1 “# The heading” (Ana)"));
    let twice = |case: &mut Case| {
        case.check("#1 note look");
        case.check("#1 note look again");
        undo(case);
    };
    check_struck(twice, Some("Edit note: ¶2 “detained 85,000” (Ana)"));
}

#[test]
fn a_change_elsewhere_leaves_the_sign_off() {
    check_struck(|case| case.add_link("#3 repeats #2"), None);
    let title = |case: &mut Case| {
        case.commit(edit::set_field(case.document("draft.md").id, Field::Title, Text::from("draft.md")));
    };
    check_struck(title, None);
}

#[test]
fn earlier_work_of_a_colleague_that_comes_in_later_strikes_the_sign_off() {
    let case = signed();
    let mut noted = (*case.passage(1)).clone();
    noted.note = "look".into();
    let merged = Session::new(case.project().replaced([noted.into()]), worker(3), tickmark::model::Id::default());
    let sign_off = the_sign_off(&case);
    assert!(!merged.project().is_signed_off(sign_off.document));
    let why = merged.project().struck_because(&sign_off).expect("that it is struck");
    assert_eq!(why, "Its passages are not those that were signed off: earlier work of somebody else came in");
}

#[test]
fn a_document_goes_with_its_passes_and_sign_offs() {
    let mut case = signed();
    let draft = case.document("draft.md");
    case.commit(edit::dismiss_words(case.project(), &draft, &[(TextRange::between(0, 5), PassageKind::Claim)], ""));
    case.commit(edit::remove_document(case.project(), draft.id));
    let tables = case.project().tables();
    assert!(!tables.passes.values().any(|pass| pass.present));
    assert!(!tables.sign_offs.values().any(|sign_off| sign_off.present));
    assert!(!tables.settled.values().any(|settled| settled.present));
}

/// What #1 rests on after these links.
#[track_caller]
fn check_rests_on(lines: &[&str], rests_on: &str) {
    let mut case = Case::new(PROJECT);
    lines.iter().for_each(|line| case.add_link(line));
    assert_eq!(case.session.rests_on(&case.passage(1)).to_string(), rests_on);
}

#[test]
fn a_passage_rests_on_what_supports_it() {
    check_rests_on(&[], "nothing");
    check_rests_on(&["#1 context #2", "#1 contradicts #3"], "nothing");
    check_rests_on(&["#1 supports #2"], "1 secondary");
    check_rests_on(&["#1 supports #2", "#1 supports @1"], "2 secondary");
    check_rests_on(&["#1 supports #2", "#1 supports report.txt"], "1 secondary");
    check_rests_on(&["#1 supports draft.md"], "nothing");
}

#[test]
fn what_repeats_the_same_origin_counts_once() {
    check_rests_on(&["#1 supports #2", "#1 supports #3"], "2 secondary");
    check_rests_on(&["#1 supports #2", "#1 supports #3", "#3 repeats #2"], "1 secondary");
    check_rests_on(&["#1 supports #2", "#1 supports #3", "#3 repeats @1", "#2 repeats @1"], "1 secondary");
    check_rests_on(&["#1 supports #2", "#1 supports #3", "#1 repeats #3", "#1 repeats #2"], "2 secondary");
}

#[test]
fn an_origin_is_primary_if_one_of_its_links_is() {
    let mut case = Case::new(PROJECT);
    for line in ["#1 supports #2", "#1 supports #3", "#1 supports @1"] {
        case.add_link(line);
    }
    let to_report =
        case.project().links_to(tickmark::model::LinkTarget::Passage(case.id(2))).next().expect("a link").id;
    case.commit(edit::set_field(to_report, Field::Rank, Rank::Primary));
    assert_eq!(case.session.rests_on(&case.passage(1)).to_string(), "1 primary, 2 secondary");
    for (title, group) in [("report.txt", "Ministry of  Justice"), ("wire.txt", "ministry of justice")] {
        case.commit(edit::set_field(case.document(title).id, Field::OriginGroup, Text::from(group)));
    }
    assert_eq!(case.session.rests_on(&case.passage(1)).to_string(), "1 primary, 1 secondary");
    undo(&mut case);
    assert_eq!(case.session.rests_on(&case.passage(1)).to_string(), "1 primary, 2 secondary");
}

#[test]
fn too_few_sources_stand_in_the_way_if_the_rules_say_so() {
    let mut case = signed();
    let line = "detained 85,000: Rests on 1 secondary, fewer than the project asks for";
    case.check("#1 outcome confirmed");
    case.add_link("#1 supports #2");
    assert_eq!(blockers(&case), [""; 0], "nobody asks for more");
    let about = About { independent: 2, ..About::new(case.project().id(), "", UNSTAMPED) };
    case.commit(Transaction::new("Rules", vec![Edit::insert(about)]));
    assert_eq!(blockers(&case), [line]);
    case.add_link("#1 supports #3");
    assert_eq!(blockers(&case), [""; 0]);
    case.add_link("#3 repeats #2");
    assert_eq!(blockers(&case), [line]);
    let link = case.project().links_from(case.id(1)).next().expect("a link").id;
    case.commit(edit::set_field(link, Field::Rank, Rank::Primary));
    assert_eq!(blockers(&case), [""; 0], "a primary source is enough");
}

#[test]
fn a_checklist_asks_what_fits_the_kind() {
    let asked = |kind, superlative| Question::of(kind, superlative).map(Question::label).collect::<Vec<_>>().join(" ");
    assert_eq!(asked(PassageKind::Quote, false), "Verbatim? Speaker? Context?");
    assert_eq!(asked(PassageKind::Statistic, true), "Unit? Base? Date? Compared with what?");
    assert_eq!(asked(PassageKind::Claim, false), "");
    let mut case = Case::new(PROJECT);
    let seen_to = Checklist::default().with(Question::Date, true).with(Question::Unit, true);
    case.commit(edit::set_field(case.id(1), Field::Checklist, seen_to));
    assert_eq!(Value::from(case.passage(1).checklist).to_string(), "Unit? Date?");
    case.commit(edit::set_field(case.id(1), Field::Checklist, seen_to.with(Question::Unit, false)));
    assert_eq!(case.passage(1).checklist.iter().collect::<Vec<_>>(), [Question::Date]);
}

#[test]
fn what_was_taken_back_does_not_count_among_what_struck_a_sign_off() {
    let mut case = signed();
    let sign_off = the_sign_off(&case);
    case.check("#1 outcome wrong");
    undo(&mut case);
    assert_eq!(case.project().struck_because(&sign_off), None);
    case.check("#1 note hm");
    pass(&mut case, "They");
    undo(&mut case);
    case.check("#1 outcome wrong");
    let struck = case.project().struck_because(&sign_off).expect("it is struck");
    assert!(struck.ends_with(", and 1 more change"), "{struck}");
}
