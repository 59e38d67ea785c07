//! The context menu of a reader: everything that can be done with the words and the passage under the pointer.

use egui::Ui;

use crate::command::{Action, Command, Then};
use crate::edit;
use crate::model::{LinkTarget, Outcome, StandsIn};
use crate::session::Session;
use crate::ui::ViewCtx;
use crate::ui::command_item::{action_item, command_item};
use crate::ui::reader::MenuAt;

/// Fills the menu. The reader has selected the passage it was opened on.
pub fn menu_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, session: &Session, at: MenuAt) {
    ui.set_min_width(230.0);
    for command in [Command::MarkClaim, Command::MarkQuote, Command::MarkStatistic] {
        command_item(ctx, ui, command);
    }
    if ctx.can(Command::Pass).is_ok() {
        command_item(ctx, ui, Command::Pass);
    }
    command_item(ctx, ui, Command::Link);
    command_item(ctx, ui, Command::LinkTo);
    let passage = at.passage.or(session.desk.passage()).and_then(|id| session.project().passage(id));
    if let Some(passage) = passage {
        ui.separator();
        if session.standing(passage).stands_in != StandsIn::Evidence {
            ui.menu_button("Set outcome", |ui| {
                for outcome in Outcome::ALL {
                    let what = edit::set_outcome([&**passage], Some(outcome));
                    action_item(ctx, ui, outcome.label(), Action::Commit(what, Then::Stay));
                }
                ui.separator();
                let what = edit::set_outcome([&**passage], None);
                action_item(ctx, ui, "Take the outcome away", Action::Commit(what, Then::Stay));
            });
            for command in [Command::AskQuery, Command::ProposeChange] {
                command_item(ctx, ui, command);
            }
            if ctx.can(Command::CarryOver).is_ok() {
                command_item(ctx, ui, Command::CarryOver);
            }
        }
        if ctx.can(Command::Calculate).is_ok() {
            command_item(ctx, ui, Command::Calculate);
        }
        command_item(ctx, ui, Command::WriteNote);
        let project = session.project();
        let links: Vec<_> =
            project.links_from(passage.id).chain(project.links_to(LinkTarget::Passage(passage.id))).collect();
        if !links.is_empty() {
            ui.menu_button("Follow link", |ui| {
                for link in links {
                    let other = super::card::other_end(session, passage.id, link);
                    action_item(ctx, ui, &other, Action::Follow(link.id));
                }
            });
        }
        command_item(ctx, ui, Command::GiveWords);
        command_item(ctx, ui, Command::Remove);
    }
    let tab = session.desk.tab();
    let document = tab.and_then(|tab| session.project().document(tab.document));
    if ctx.can(Command::DismissProposal).is_ok() {
        ui.separator();
        command_item(ctx, ui, Command::AcceptProposal);
        command_item(ctx, ui, Command::DismissProposal);
        for command in [Command::AcceptClass, Command::DismissClass, Command::AcceptAll] {
            command_item(ctx, ui, command);
        }
    }
    let addresses = document.map_or(&[][..], |document| &document.structure().addresses);
    let touched = addresses.iter().skip_while(|address| address.range.end() < at.offset);
    if let Some(address) = touched.take_while(|address| address.range.start() <= at.offset).next() {
        ui.separator();
        action_item(ctx, ui, "Open the address…", Action::OpenUrl(address.url.clone()))
            .on_hover_text(address.url.as_str());
    }
    ui.separator();
    for command in [Command::Copy, Command::CopyAsText, Command::Find, Command::CompareVersions, Command::EditDocument]
    {
        command_item(ctx, ui, command);
    }
}
