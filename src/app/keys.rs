//! From key presses to commands.

use egui::{Event, Key, Modifiers};

use crate::command::{Command, Keymap, Keys};

/// Takes the key presses that ask for commands out of the input, in their order.
///
/// `singles` tells whether bare letters and digits act: only while a reader or a table has the keys. Keys that editing a
/// text needs are left to a text field that has the focus.
pub fn take_commands(ctx: &egui::Context, keymap: &Keymap, singles: bool) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    let mut commands = Vec::new();
    ctx.input_mut(|input| {
        let mut taken_text = false;
        input.events.retain(|event| match event {
            Event::Key { key, physical_key, pressed: true, repeat, modifiers } => {
                let found = command_of(keymap, (*key, *physical_key, *modifiers), singles, typing);
                if let Some(command) = found.filter(|command| !*repeat || may_repeat(*command)) {
                    commands.push(command);
                    taken_text = true;
                }
                found.is_none()
            }
            // The letter of a command is no text for whoever gets the focus by it.
            Event::Text(_) => !std::mem::take(&mut taken_text),
            _ => true,
        });
    });
    commands
}

fn command_of(
    keymap: &Keymap,
    (key, physical, modifiers): (Key, Option<Key>, Modifiers),
    singles: bool,
    typing: bool,
) -> Option<Command> {
    let command = keymap.find(Keys::of_event(key, physical, modifiers), singles && !typing)?;
    let edits_text =
        matches!(command, Command::Undo | Command::Redo | Command::Copy | Command::Back | Command::Forward);
    (!(typing && edits_text)).then_some(command)
}

/// Whether holding the key asks again and again.
fn may_repeat(command: Command) -> bool {
    matches!(
        command,
        Command::Undo
            | Command::Redo
            | Command::NextOpen
            | Command::PreviousOpen
            | Command::FindNext
            | Command::FindPrevious
            | Command::ZoomIn
            | Command::ZoomOut
    )
}

/// Clicks of the extra mouse buttons, which go back and forward.
pub fn mouse_commands(ctx: &egui::Context) -> Option<Command> {
    ctx.input(|input| {
        if input.pointer.button_clicked(egui::PointerButton::Extra1) {
            Some(Command::Back)
        } else if input.pointer.button_clicked(egui::PointerButton::Extra2) {
            Some(Command::Forward)
        } else {
            None
        }
    })
}
