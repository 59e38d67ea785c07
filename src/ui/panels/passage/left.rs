//! That a passage was left in an earlier version of its document, or in one that was emptied for good: why, by whom, and what can be done about it.

use egui::{Button, Label, Sense, Ui, vec2};

use crate::command::{Action, Command};
use crate::edit::lower_first;
use crate::model::{DocumentId, Passage, Project, Time};
use crate::session::{Fork, Session};
use crate::text::Placement;
use crate::ui::ViewCtx;
use crate::ui::panels::marked::sign_of;
use crate::ui::panels::parts::faint_ui;
use crate::ui::panels::quoted::visible;
use crate::ui::panels::versions::emptied_in_words;
use crate::ui::theme::{SPACE_XS, Theme};
use crate::ui::when::when;
use crate::ui::widgets::{Glyph, card};

use super::data::PassageData;

/// Why a passage stands in an earlier version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftData {
    /// What became of it in the newest version; `None` if it is not known yet, or nobody has said which is the newest.
    pub became: Option<Placement>,
    /// The newest version, with its title, if somebody has said which that is.
    pub newest: Option<(DocumentId, String)>,
    /// In words: "Left in “Draft 1”: its words are not in “Draft 2”".
    pub line: String,
    /// Whether a person has said that it stays there, or it cannot stand anywhere else.
    pub reviewed: bool,
    /// Whether a newer version replaces the one that it was left in.
    pub is_replaced: bool,
}

impl LeftData {
    /// That a passage was left; `None` if it stands in the newest version, and that has its text.
    pub fn of(session: &Session, passage: &Passage, now: Time) -> Option<Self> {
        let project = session.project();
        let old = project.document(passage.place.document)?;
        let is_emptied = old.body.is_emptied();
        if !project.is_replaced(old.id) && !is_emptied {
            return None;
        }
        if !project.is_replaced(old.id) {
            let title = visible(project.called(old.id));
            let line = format!("“{title}”: {}", lower_first(&emptied_in_words(project, old.id)));
            return Some(Self { became: None, newest: None, line, reviewed: true, is_replaced: false });
        }
        let newest = project.newest(old.id).and_then(|newest| project.document(newest));
        let row = newest.and_then(|newest| session.reviewed(newest.id, passage.id));
        let said = newest.and_then(|newest| passage.former_in(newest.id)).map(|former| former.became);
        let became = said.or(row.map(|row| row.carried.became));
        let reviewed = newest.is_some_and(|newest| project.is_reviewed(passage, newest.id));
        let title = newest.map(|newest| visible(project.called(newest.id))).unwrap_or_default();
        let why = match (newest, became) {
            _ if is_emptied => lower_first(&emptied_in_words(project, old.id)),
            (None, _) => undecided_in_words(project, old.id),
            (_, Some(Placement::Ambiguous)) => {
                let known = row.filter(|row| !row.carried.candidates.is_empty());
                let n_places = known.map_or_else(|| "several places".to_owned(), |row| row.carried.n_places_in_words());
                format!("it may be in {n_places} of “{title}”")
            }
            (_, Some(_)) => format!("its words are not in “{title}”"),
            (_, None) => format!("it is being looked for in “{title}”"),
        };
        let by = if reviewed { by_whom(project, passage, now) } else { String::new() };
        Some(Self {
            became,
            newest: newest.map(|newest| (newest.id, title)),
            line: format!("Left in “{}”{by}: {why}", visible(project.called(old.id))),
            reviewed,
            is_replaced: true,
        })
    }
}

/// Why it is not known yet what becomes of a passage: "“Draft 2” and “Draft 2b” replace it, and nobody has said which is
/// the newer".
fn undecided_in_words(project: &Project, old: DocumentId) -> String {
    let Some(fork) = Fork::after(project, old) else { return String::new() };
    let replaced = match fork.replaced == old {
        true => "it".to_owned(),
        false => format!("“{}”", visible(project.called(fork.replaced))),
    };
    format!("{} replace {replaced}, and nobody has said which is the {}", visible(&fork.names(project)), fork.newer())
}

/// " by Ana Ruiz, 22 Nov", of what somebody left for the newest version; nothing of what was left for one before it.
fn by_whom(project: &Project, passage: &Passage, now: Time) -> String {
    let mut left = passage.all_former().filter(|former| former.reviewed && former.place == passage.place);
    let (Some(left), None) = (left.next(), left.next()) else { return String::new() };
    let dot = project.left_by(passage, left);
    let who = project.who(dot).map(|who| format!(" by {}", visible(who))).unwrap_or_default();
    let when = project.when(dot).map(|time| format!(", {}", when(time, now))).unwrap_or_default();
    who + &when
}

/// That it was left, and what can be done.
pub fn left_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    let Some(left) = &data.left else { return };
    let theme = Theme::of(ui);
    let (sign, color) = left.became.map_or((Glyph::Warning, theme.conf), |became| sign_of(became, theme));
    let color = if left.reviewed { theme.ink2 } else { color };
    card(ui, if left.reviewed { theme.line } else { color }, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 18.0), Sense::hover());
            sign.paint(ui.painter(), rect.center(), 10.0, color);
            ui.add(Label::new(theme.text(&left.line, theme.body()).color(theme.ink)).wrap());
        });
        if !left.is_replaced {
            faint_ui(ui, "Its words, and what was found of them, are kept here");
            return;
        }
        ui.horizontal_wrapped(|ui| {
            let review = ui.add(Button::new("Show in the review"));
            if review.on_hover_text(Command::ReviewVersion.about()).clicked() {
                ctx.send(Command::ReviewVersion);
            }
            if let Some((newest, _)) = left.newest.as_ref().filter(|_| !left.reviewed && left.became.is_some()) {
                let leave = ui.add(Button::new("Leave it there"));
                if leave.on_hover_text("It keeps its words, links and history, and waits no longer").clicked() {
                    ctx.send(Action::AcceptCarried(*newest, vec![data.passage.id]));
                }
            }
        });
        if let Some((_, title)) = &left.newest {
            let keys = ctx.keymap.shown(Command::GiveWords);
            let give = if keys.is_empty() { Command::GiveWords.label() } else { &keys };
            let counts = if data.standing.is_left() { ". Until then it counts nowhere" } else { "" };
            faint_ui(ui, &format!("Or select its words in “{title}”, and press {give}{counts}"));
        }
    });
    ui.add_space(SPACE_XS);
}
