//! The filter of the review, and what is done about many of its rows at once.

use egui::{Button, RichText, Ui};

use crate::command::{Action, Command};
use crate::session::{ReviewRow, Session};
use crate::ui::ViewCtx;
use crate::ui::panels::marked::sentence_case;
use crate::ui::theme::Theme;
use crate::ui::widgets::{drop_menu, fit_middle, menu_check, menu_item};

use super::review::{ReviewState, name_of};
use super::review_data::Sort;
use super::review_onward::Onward;

/// The filter, how many rows there are, and what was added to earlier versions, from the right edge.
pub fn tools_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut ReviewState) {
    let theme = Theme::of(ui);
    let before = state.filter;
    sorts_ui(session, ui, state);
    let count = format!("{} of {}", state.data.n_rows(), state.data.all().len());
    ui.label(RichText::new(count).font(theme.small()).color(theme.ink2));
    let added = |row: &&ReviewRow| row.carried.is_added && !row.carried.reviewed && row.carried.now.is_some();
    let n_added = state.data.all().iter().filter(added).count();
    if let Some(newest) = state.data.all().iter().find(added).map(|row| row.newest) {
        let about = "Colleagues who did not know of the new version marked them in an earlier one. Taken over, they are \
                     passages of the new version; those whose words changed are open again";
        let button = ui.add(Button::new(format!("Take over {n_added} added"))).on_hover_text(about);
        if button.clicked() {
            let taken_over = state.row().filter(|row| added(row)).map(ReviewRow::id);
            state.onward = taken_over.map(Onward::Behind).unwrap_or_default();
            ctx.send(Action::TakeOver(newest));
        }
    }
    if state.filter != before {
        state.refilter();
        ui.ctx().request_repaint();
    }
}

/// The choice of a sort and a document.
fn sorts_ui(session: &Session, ui: &mut Ui, state: &mut ReviewState) {
    let theme = Theme::of(ui);
    let documents = session.project().newest_documents();
    let documents: Vec<_> = documents.into_iter().filter(|document| document.replaces.is_some()).collect();
    let document = state.filter.document.and_then(|id| documents.iter().find(|document| document.id == id));
    let sort = state.filter.sort.map_or("All passages", Sort::label);
    let name = document
        .map_or_else(|| sort.to_owned(), |document| format!("{sort}, {}", session.project().called(document.id)));
    let short = fit_middle(ui, &name, &theme.body(), 150.0).into_owned();
    let button = ui.add(Button::new(short)).on_hover_text("Which passages to show");
    let filter = &mut state.filter;
    drop_menu(&button, |ui| {
        if menu_check(ui, "All passages", "", filter.sort.is_none()).clicked() {
            filter.sort = None;
            ui.close();
        }
        ui.separator();
        for sort in Sort::ALL {
            let n = filter.count(sort, state.data.all());
            if n > 0 && menu_check(ui, &format!("{} ({n})", sort.label()), "", filter.sort == Some(sort)).clicked() {
                filter.sort = Some(sort);
                ui.close();
            }
        }
        if documents.len() > 1 {
            ui.separator();
            if menu_check(ui, "All documents", "", filter.document.is_none()).clicked() {
                filter.document = None;
                ui.close();
            }
            for document in &documents {
                let title = fit_middle(ui, session.project().called(document.id), &theme.body(), 260.0).into_owned();
                if menu_check(ui, &title, "", filter.document == Some(document.id)).clicked() {
                    filter.document = Some(document.id);
                    ui.close();
                }
            }
        }
    });
}

/// What can be done with the selected rows.
pub fn menu_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, state: &mut ReviewState) {
    for command in [Command::AcceptProposal, Command::DismissProposal, Command::GiveWords, Command::NextOpen] {
        let own = state.row().and_then(ReviewRow::accepting).filter(|_| command == Command::AcceptProposal);
        let text = own.map_or(name_of(command).unwrap_or(command.label()).to_owned(), sentence_case);
        if menu_item(ui, &text, &ctx.keymap.shown(command)).clicked() {
            match state.answer(session, command) {
                Some(Ok(action)) => ctx.send(action),
                // The shell says why not.
                Some(Err(_)) | None => ctx.send(command),
            }
        }
    }
    if menu_item(ui, "Compare both versions here", "").clicked() {
        state.compare().into_iter().for_each(|action| ctx.send(action));
    }
}
