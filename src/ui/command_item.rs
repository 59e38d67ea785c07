//! A command as a line of a menu.

use egui::{Response, Ui};

use crate::command::{Command, Request};

use super::ViewCtx;
use super::widgets::{menu_check, menu_item};

/// A line of a menu that asks for `command`: greyed while it means nothing, with the reason in its tooltip.
pub fn command_item(ctx: &ViewCtx<'_>, ui: &mut Ui, command: Command) -> Response {
    let keys = ctx.keymap.shown(command);
    let can = ctx.can(command);
    let label = ctx.label(command);
    let item = ui.add_enabled_ui(can.is_ok(), |ui| match command.can_be_on() {
        true => menu_check(ui, &label, &keys, ctx.on.contains(&command)),
        false => menu_item(ui, &label, &keys),
    });
    let item = item.inner;
    if item.clicked() {
        ctx.send(command);
        ui.close();
    }
    match can {
        Ok(()) => item.on_hover_text(command.about()),
        Err(why) => item.on_disabled_hover_text(why.0),
    }
}

/// A line of a menu that asks for something else.
pub fn action_item(ctx: &ViewCtx<'_>, ui: &mut Ui, text: &str, request: impl Into<Request>) -> Response {
    let item = menu_item(ui, text, "");
    if item.clicked() {
        ctx.send(request);
        ui.close();
    }
    item
}
