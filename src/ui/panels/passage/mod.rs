//! The panel of the passage: its words, what was found, what that rests on, and what is asked and proposed.
//!
//! Everything in it can be changed where it stands. With no passage it shows the facts of the document in front. What it
//! shows of a passage is [`PassageData`], which is made anew only when the project changes. Start reading with
//! [`passage_ui`].

mod also;
mod calculation;
mod change;
mod data;
mod diff;
mod evidence;
mod forked;
mod former;
mod head;
mod history;
mod left;
mod query;
mod rest;

pub(super) use change::{change_job, decisions_ui, made_ui, sign_of_decision};
pub use data::{ChangeData, LinkData, PassageData, announcement};
pub use diff::{Fate, word_diff};
pub use history::{HistoryLine, PassageHistory};

pub(super) use data::day;
pub(super) use evidence::glyph_of_relation;
pub(super) use query::sent_today;

use egui::{Margin, Response, ScrollArea, Ui};

use crate::model::{PassageId, StandsIn};
use crate::session::Session;
use crate::ui::ViewCtx;
use crate::ui::panels::clash::clashes_ui;
use crate::ui::panels::document_facts::document_facts_ui;
use crate::ui::panels::parts::faint_ui;
use crate::ui::theme::SPACE_L;
use crate::ui::widgets::keep_focus_in_view;

use self::also::AlsoData;
use self::evidence::Cards;

/// What matters only on the screen: what is unfolded, and what was computed for it. To be begun anew with every project.
#[derive(Debug, Default)]
pub struct PassageState {
    shown: Option<PassageId>,
    all_words: bool,
    history_open: bool,
    history_whole: bool,
    /// With the revision, the list of the review and the ten minutes for which it was made.
    data: Option<((u64, u64, i64), PassageData)>,
    /// Where else its draft says the same, with the revision and the number of findings for which that was made.
    also: Option<((u64, u64), Vec<AlsoData>)>,
    /// With the revision up to which it was read.
    history: Option<(Option<u64>, PassageHistory)>,
    cards: Cards,
    take_focus: bool,
}

impl PassageState {
    /// Gives the keyboard to the first control of the panel when it is drawn next.
    pub fn request_focus(&mut self) {
        self.take_focus = true;
    }
}

/// Shows the passage in hand, or the one selected; without one the document in front.
pub fn passage_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, state: &mut PassageState) {
    let Some(session) = ctx.session else { return };
    let shown = session.desk.shown().filter(|id| session.project().passage(*id).is_some());
    let mut area = ScrollArea::vertical().id_salt("passage panel").auto_shrink(false);
    if state.shown != shown {
        let PassageState { history_open, take_focus, .. } = *state;
        let cards = std::mem::take(&mut state.cards);
        *state = PassageState { shown, history_open, take_focus, cards, ..PassageState::default() };
        area = area.vertical_scroll_offset(0.0);
    }
    area.show(ui, |ui| {
        egui::Frame::new().inner_margin(Margin { left: 16, right: 16, top: 12, bottom: 24 }).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let document = session.desk.tab().and_then(|tab| session.project().document(tab.document));
            let first = match (shown, document) {
                (Some(id), _) => shown_ui(ctx, ui, state, (session, id)),
                (None, Some(document)) => Some(document_facts_ui(ctx, ui, session, document)),
                (None, None) => {
                    ui.add_space(SPACE_L);
                    faint_ui(ui, "Open a document, and select words in it to mark them");
                    None
                }
            };
            if let Some(first) = first.filter(|_| std::mem::take(&mut state.take_focus)) {
                first.request_focus();
            }
        });
        keep_focus_in_view(ui);
    });
}

/// Gives back the first control.
fn shown_ui(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    state: &mut PassageState,
    (session, id): (&Session, PassageId),
) -> Option<Response> {
    let PassageState { all_words, history_open, history_whole, data, also, history, cards, .. } = state;
    let key = (session.revision(), session.n_reviews(), ctx.now.0 / 600);
    if data.as_ref().is_none_or(|(of, _)| *of != key) {
        *data = PassageData::of(session, id, ctx.now).map(|data| (key, data));
    }
    let (_, data) = data.as_ref()?;
    let now = (session.revision(), session.n_also());
    let (_, also) = match also.take().filter(|(of, _)| *of == now) {
        Some(known) => also.insert(known),
        None => also.insert((now, AlsoData::of(session, id))),
    };
    head::announcement_ui(ui, &announcement(session, id));
    let first = head::head_ui(ctx, ui, data, all_words);
    left::left_ui(ctx, ui, data);
    head::outcome_ui(ctx, ui, data);
    rest::checklist_ui(ctx, ui, data);
    clashes_ui(ctx, ui, &data.clashes);
    forked::forked_ui(ctx, ui, data);
    former::former_ui(ctx, ui, data);
    also::also_ui(ctx, ui, id, also);
    evidence::evidence_ui(ctx, ui, data, (session, cards));
    if data.standing.stands_in != StandsIn::Evidence {
        change::changes_ui(ctx, ui, data);
        query::queries_ui(ctx, ui, data);
    }
    calculation::calculations_ui(ctx, ui, id, &data.calculations);
    rest::note_ui(ctx, ui, data);
    rest::facts_ui(ctx, ui, data);
    let egui = ui.ctx().clone();
    rest::history_ui(ctx, ui, id, (history_open, history_whole), || {
        let (read_at, read) = history.get_or_insert_with(|| (None, PassageHistory::new(id)));
        if *read_at != Some(session.revision()) {
            let all = read.read_on(session.project());
            *read_at = all.then_some(session.revision());
            if !all {
                egui.request_repaint();
            }
        }
        read.lines()
    });
    Some(first)
}
