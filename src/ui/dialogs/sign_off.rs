//! Signing a draft off, or what stands in the way.

use egui::Context;

use super::DialogAnswer;
use super::list::{List, ROW, Row};
use super::parts::{Opening, gap, hint, room, sentence};
use crate::command::{Action, Request, Then, WindowAction};
use crate::edit::Transaction;
use crate::model::{Blocker, Document, DocumentId, Project, Standing};
use crate::session::{LowerTab, Session, counted};
use crate::text::TextRange;
use crate::ui::ViewCtx;
use crate::ui::standing::{color_of, glyph_of};
use crate::ui::theme::Theme;
use crate::ui::widgets::{Answer, Dialog, DialogButton, Glyph, on_one_line, text_area};

/// More rows than these nobody reads in a dialog.
const MAX_ROWS: usize = 200;
/// How many characters of its words a row shows at most.
const MAX_CHARS: usize = 200;

/// Asks whether to sign a draft off; if something stands in the way, shows what, and asks for a reason to do it all the
/// same.
#[derive(Clone, Debug)]
pub struct SignOffForm {
    draft: DocumentId,
    title: String,
    found: Option<Found>,
    reason: String,
    list: List,
    opening: Opening,
}

/// What was found in the draft.
#[derive(Clone, Debug)]
enum Found {
    /// Nothing stands in the way; this signs it off.
    Clear(Transaction),
    /// This does.
    Blocked { counts: String, lines: Vec<Line>, n_more: usize },
}

/// What stands before a line.
#[derive(Clone, Copy, Debug)]
enum Sign {
    Passage(Standing),
    Untouched,
    Undecided,
    Unreviewed,
}

/// A thing that stands in the way.
#[derive(Clone, Debug)]
struct Line {
    sign: Sign,
    words: String,
    /// Why, and where: "No outcome yet · ¶2".
    why: String,
    /// What shows it.
    shows: Request,
}

impl SignOffForm {
    /// The question for a draft, which is looked through meanwhile.
    pub fn new(draft: &Document) -> Self {
        Self {
            draft: draft.id,
            title: draft.title.to_string(),
            found: None,
            reason: String::new(),
            list: List::default(),
            opening: Opening::default(),
        }
    }

    /// The draft that it is about.
    pub fn draft(&self) -> DocumentId {
        self.draft
    }

    /// Takes what was found in the draft: what signs it off, or what stands in the way.
    pub fn found(&mut self, project: &Project, found: Result<Transaction, Vec<Blocker>>) {
        self.found = Some(match found {
            Ok(what) => Found::Clear(what),
            Err(blockers) => {
                let lines = blockers.iter().take(MAX_ROWS).map(|blocker| self.line(project, *blocker));
                let n_more = blockers.len().saturating_sub(MAX_ROWS);
                Found::Blocked { counts: counts(&blockers), lines: lines.collect(), n_more }
            }
        });
    }

    fn line(&self, project: &Project, blocker: Blocker) -> Line {
        let document = project.document(self.draft);
        let place = document.zip(blocker.range(project));
        let words = place.map(|(document, range)| in_short(document, range)).unwrap_or_default();
        let (sign, shows, reason) = match blocker {
            Blocker::Open(passage, _) | Blocker::TooFewSources(passage, _) => {
                let standing = project.passage(passage).map(|passage| project.standing(passage));
                (standing.map_or(Sign::Untouched, Sign::Passage), Action::Show(passage), blocker.reason())
            }
            Blocker::Untouched(range) => {
                (Sign::Untouched, Action::ShowSentence(self.draft, range), "Untouched".to_owned())
            }
            Blocker::Forked(_) | Blocker::Unreviewed(_) => {
                let review = Action::Window(WindowAction::Review);
                (Sign::Unreviewed, review, blocker.reason())
            }
            Blocker::Undecided(_) => {
                let table = Action::Window(WindowAction::ShowLower(LowerTab::Suggestions));
                (Sign::Undecided, table, blocker.reason())
            }
        };
        let place = place.map(|(document, range)| format!(" · {}", document.place_name(range.start())));
        Line {
            sign,
            words: match sign {
                Sign::Undecided => "Suggestions".to_owned(),
                Sign::Unreviewed => "The new version".to_owned(),
                Sign::Passage(_) | Sign::Untouched => words,
            },
            why: reason + &place.unwrap_or_default(),
            shows: shows.into(),
        }
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let session = ctx.session?;
        let Self { draft, title, found, reason, list, opening } = self;
        let offers = offers(session, *draft);
        match found {
            None => {
                let answer = Dialog::new("sign-off", "Sign off").show(egui, &[DialogButton::new("Cancel")], |ui| {
                    sentence(ui, "Looking through the draft…");
                });
                answer.map(|_| DialogAnswer::Dismissed)
            }
            Some(Found::Clear(what)) => {
                let buttons = [DialogButton::new("Cancel"), DialogButton::primary("Sign off")];
                let answer = Dialog::new("sign-off", "Sign this draft off?").show(egui, &buttons, |ui| {
                    sentence(ui, &format!("Nothing is open in “{title}”, and every sentence was looked at."));
                    gap(ui);
                    let name = match session.worker().name.as_str() {
                        "" => "Nobody has said a name here, so it will not say who signed it: see “Your name…”.".into(),
                        name => {
                            format!("It will say that {name} signed it. Any later change to its passages strikes that.")
                        }
                    };
                    sentence(ui, &name);
                    if !offers.is_empty() {
                        gap(ui);
                        sentence(ui, &offers);
                    }
                });
                Some(match answer? {
                    Answer::Button(1) => DialogAnswer::action(Action::Commit(what.clone(), Then::Stay)),
                    _ => DialogAnswer::Dismissed,
                })
            }
            Some(Found::Blocked { counts, lines, n_more }) => {
                blocked_ui(egui, (*draft, title), (counts, lines, *n_more), (reason, &offers), (list, opening))
            }
        }
    }
}

/// What stands in the way, each a way to it, and the reason to sign off all the same.
fn blocked_ui(
    egui: &Context,
    (draft, title): (DocumentId, &str),
    (counts, lines, n_more): (&str, &[Line], usize),
    (reason, offers): (&mut String, &str),
    (list, opening): (&mut List, &mut Opening),
) -> Option<DialogAnswer> {
    let theme = Theme::of(egui);
    let all_the_same = DialogButton::new("Sign off all the same").enabled(!reason.trim().is_empty());
    let buttons = [DialogButton::new("Cancel"), all_the_same];
    let rows: Vec<Row<'_>> = lines.iter().map(|line| line.row(theme)).collect();
    let mut chosen = None;
    let answer = Dialog::new("sign-off", "Not yet to be signed off").width(620.0).show(egui, &buttons, |ui| {
        sentence(ui, &format!("“{title}”: {counts}."));
        gap(ui);
        let height = (ROW * rows.len() as f32).min(room(egui) - 96.0).clamp(ROW * 2.0, ROW * 9.0);
        chosen = list.show(ui, opening, "What stands in the way", height, &rows);
        let more = if n_more > 0 { format!("and {n_more} more. ") } else { String::new() };
        hint(ui, &format!("{more}Enter goes there"), theme.faint);
        if !offers.is_empty() {
            hint(ui, offers, theme.ink2);
        }
        gap(ui);
        let name = "Why it is signed off all the same";
        text_area(ui, reason, name, "To sign it off all the same, write why: it is kept with the sign-off", 2);
    });
    if let Some(line) = chosen.and_then(|at| lines.get(at)) {
        return Some(DialogAnswer::Do(vec![line.shows.clone()]));
    }
    Some(match answer? {
        Answer::Button(1) => DialogAnswer::action(Action::SignOff(draft, reason.trim().to_owned())),
        _ => DialogAnswer::Dismissed,
    })
}

impl Line {
    fn row(&self, theme: &Theme) -> Row<'_> {
        let sign = match self.sign {
            Sign::Passage(standing) => (glyph_of(standing), color_of(standing, theme)),
            Sign::Untouched => (Glyph::Dash, theme.ink2),
            Sign::Undecided => (Glyph::Ellipsis, theme.accent),
            Sign::Unreviewed => (Glyph::NotEqual, theme.conf),
        };
        Row { sign: Some(sign), text: &self.words, right: &self.why, ..Row::default() }
    }
}

/// How many suggestions of the program wait, which is good to know; empty if none does.
fn offers(session: &Session, draft: DocumentId) -> String {
    let n_undecided = session.project().document(draft).map_or(0, |draft| session.n_undecided(draft));
    match session.n_waiting(draft).saturating_sub(n_undecided) {
        0 => String::new(),
        1 => "1 suggestion of the program waits. It does not stand in the way.".to_owned(),
        n => format!("{n} suggestions of the program wait. They do not stand in the way."),
    }
}

/// "2 open, 1 short of sources, 3 untouched, 4 suggestions undecided".
fn counts(blockers: &[Blocker]) -> String {
    let n = |is: fn(&Blocker) -> bool| blockers.iter().filter(|blocker| is(blocker)).count();
    let n_undecided = blockers.iter().map(|blocker| if let Blocker::Undecided(n) = blocker { *n } else { 0 }).sum();
    let n_unreviewed = blockers.iter().map(|blocker| if let Blocker::Unreviewed(n) = blocker { *n } else { 0 }).sum();
    let n_beside = blockers.iter().map(|blocker| if let Blocker::Forked(n) = blocker { *n } else { 0 }).sum();
    let counts = [
        (n(|it| matches!(it, Blocker::Open(..))), "open", "open"),
        (n(|it| matches!(it, Blocker::TooFewSources(..))), "short of sources", "short of sources"),
        (n(|it| matches!(it, Blocker::Untouched(_))), "untouched", "untouched"),
        (n_beside, "other new version", "other new versions"),
        (n_undecided, "suggestion undecided", "suggestions undecided"),
        (n_unreviewed, "of an earlier version", "of earlier versions"),
    ];
    let said = counts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| counted(n, one, many));
    said.collect::<Vec<_>>().join(", ")
}

/// The words at a place, on one line and not too many.
fn in_short(document: &Document, range: TextRange) -> String {
    let words = document.body.quoted(range);
    let shown: String = words.chars().take(MAX_CHARS).collect();
    on_one_line(&shown).into_owned()
}
