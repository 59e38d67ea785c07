//! From key presses to commands.

use egui::{Event, Key};

use crate::command::{Command, Keymap, Keys};

/// Takes the key presses that ask for commands out of the input, in their order.
///
/// `singles` tells whether bare letters and digits act: only while a reader or a table has the keys. Keys that editing a
/// text needs are left to a text field that has the focus, and `Enter` to whatever is no reader.
pub fn take_commands(ctx: &egui::Context, keymap: &Keymap, singles: bool, in_reader: bool) -> Vec<Command> {
    take(ctx, keymap, (singles, in_reader), |_| true)
}

/// Takes those that ask to save, while a list over the window has all other keys.
pub fn take_save(ctx: &egui::Context, keymap: &Keymap) -> Vec<Command> {
    take(ctx, keymap, (false, false), |command| matches!(command, Command::Save | Command::SaveAs))
}

fn take(
    ctx: &egui::Context,
    keymap: &Keymap,
    (singles, in_reader): (bool, bool),
    is_wanted: impl Fn(Command) -> bool,
) -> Vec<Command> {
    let typing = ctx.text_edit_focused();
    let mut commands = Vec::new();
    ctx.input_mut(|input| {
        let events = std::mem::take(&mut input.events);
        // Where the right Alt key is no Alt, it is AltGr.
        let pressed = |event: &Event| matches!(event, Event::Key { key: Key::AltRight, pressed: true, .. });
        let right_alt = input.key_down(Key::AltRight) || events.iter().any(pressed);
        let mut rest = Vec::with_capacity(events.len());
        let mut events = events.into_iter().peekable();
        while let Some(event) = events.next() {
            let typed = matches!(events.peek(), Some(Event::Text(text)) if types_only(&event, text, right_alt));
            // Elsewhere Enter is for what has the keys: a row, a button.
            let is_free = in_reader || !is_enter(&event);
            let command = command_of(keymap, &event, singles, typing).filter(|command| is_wanted(*command));
            let Some(command) = command.filter(|_| !typed && is_free) else {
                rest.push(event);
                continue;
            };
            // The letter of a command is no text for whoever gets the focus by it.
            events.next_if(|event| matches!(event, Event::Text(_)));
            if !matches!(event, Event::Key { repeat: true, .. }) || may_repeat(command) {
                commands.push(command);
            }
        }
        input.events = rest;
    });
    commands
}

fn is_enter(event: &Event) -> bool {
    matches!(event, Event::Key { key: Key::Enter, modifiers, .. } if !modifiers.any())
}

/// Whether a key press only types `text`: by AltGr, or by another level of the layout that has other signs on letters.
fn types_only(event: &Event, text: &str, right_alt: bool) -> bool {
    let Event::Key { key, modifiers, .. } = event else { return false };
    let is_latin = |letter: char| letter < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&letter);
    let is_letter = |key: Key| key >= Key::A && key <= Key::Z;
    let is_own = text.eq_ignore_ascii_case(key.name()) || text.chars().all(|it| it.is_alphabetic() && !is_latin(it));
    modifiers.ctrl || (right_alt && !modifiers.alt) || (is_letter(*key) && !is_own)
}

/// The command that a key press asks for.
fn command_of(keymap: &Keymap, event: &Event, singles: bool, typing: bool) -> Option<Command> {
    let Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else { return None };
    let command = keymap.find(Keys::of_event(*key, *physical_key, *modifiers), singles && !typing)?;
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
            | Command::NextDifference
            | Command::PreviousDifference
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
