//! Every command by name.

use egui::Context;

use super::DialogAnswer;
use super::list::{List, ROW, Row};
use super::matching::{fitting, folded};
use super::parts::{Opening, hint, popup, room};
use crate::command::{Command, Request};
use crate::ui::ViewCtx;
use crate::ui::theme::Theme;
use crate::ui::widgets::search_field;

/// Asks for a command by a few letters of its name.
#[derive(Clone, Debug)]
pub struct Palette {
    entries: Vec<Entry>,
    typed: String,
    list: List,
    opening: Opening,
}

#[derive(Clone, Debug)]
struct Entry {
    command: Command,
    folded: String,
    keys: String,
    /// Why it means nothing now, empty if it does.
    why_not: &'static str,
}

impl Palette {
    /// All commands but the one that opens the palette, with whether they mean something now.
    pub fn new(ctx: &ViewCtx<'_>) -> Self {
        let commands = Command::ALL.iter().filter(|command| **command != Command::Palette);
        let entries = commands.map(|command| Entry {
            command: *command,
            folded: folded(&format!("{} {}", command.label(), command.group().label())),
            keys: ctx.keymap.shown(*command),
            why_not: ctx.can(*command).err().map_or("", |why| why.0),
        });
        Self { entries: entries.collect(), typed: String::new(), list: List::default(), opening: Opening::default() }
    }

    pub(super) fn show(&mut self, egui: &Context) -> Option<DialogAnswer> {
        let shown = popup(egui, "palette", "All commands", 520.0, |ui| {
            let found = fitting(self.entries.iter().map(|entry| entry.folded.as_str()), &self.typed);
            let entries: Vec<&Entry> = found.iter().filter_map(|idx| self.entries.get(*idx)).collect();
            self.list.take_arrows(ui, entries.len());
            let entered = self.list.take_enter(ui);
            let field = search_field(ui, &mut self.typed, "Type the name of a command", "");
            self.opening.give_focus(&field);
            if field.changed() {
                self.list.restart();
            }
            let rows = entries.iter().map(|entry| Row {
                text: entry.command.label(),
                detail: entry.command.group().label(),
                right: &entry.keys,
                why_not: entry.why_not,
                ..Row::default()
            });
            let rows: Vec<Row<'_>> = rows.collect();
            let clicked = self.list.rows_ui(ui, "Commands", (ROW * 11.0).min(room(egui)), &rows);
            let at = entries.get(self.list.at);
            let about = at.map_or("No command has this name", |entry| entry.command.about());
            hint(ui, about, Theme::of(ui).faint);
            let can = at.is_some_and(|entry| entry.why_not.is_empty());
            let chosen = clicked.or((entered && can).then_some(self.list.at));
            chosen.and_then(|row| entries.get(row)).map(|entry| entry.command)
        });
        match shown.inner {
            Some(command) => Some(DialogAnswer::Do(vec![Request::Command(command)])),
            None => shown.dismissed.then_some(DialogAnswer::Dismissed),
        }
    }
}
