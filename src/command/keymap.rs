//! Keys: how they are written, which command each asks for, and what a user changed about it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use egui::{Key, Modifiers};

use super::Command;

/// A key with its modifiers, written "Ctrl+Shift+F". `Ctrl` is the command key on macOS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Keys {
    ctrl: bool,
    alt: bool,
    shift: bool,
    key: Key,
}

/// What is not a key: the text that was read instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a key; write it like “Ctrl+Shift+F” or “N”")]
pub struct BadKeys(String);

impl Keys {
    /// What a key press may ask for, the likeliest first: what is written on the key, also where the layout writes it only
    /// with Shift; the digit that is usually in its place; and, without Ctrl and Alt, the letter there, where the layout
    /// writes a sign. Where it writes nothing that egui knows, `key` already is what is usually in its place.
    pub fn of_event(key: Key, physical: Option<Key>, modifiers: Modifiers) -> impl Iterator<Item = Self> {
        let Modifiers { alt, shift, .. } = modifiers;
        let ctrl = modifiers.command || modifiers.ctrl;
        let written = Self { ctrl, alt, shift, key };
        let without_shift = Self { shift: false, ..written };
        let by_place = physical.filter(|place| is_digit(*place) || (is_letter(*place) && !ctrl && !alt));
        let other = [shift.then_some(without_shift), by_place.map(|key| Self { key, ..written })];
        std::iter::once(written).chain(other.into_iter().flatten().filter(move |_| is_sign(key)))
    }

    /// Whether it is a bare letter, digit, Enter or Delete, which acts only in readers and tables.
    pub fn is_single(self) -> bool {
        !self.ctrl
            && !self.alt
            && (is_letter(self.key) || is_digit(self.key) || matches!(self.key, Key::Delete | Key::Enter))
    }
}

fn is_digit(key: Key) -> bool {
    matches!(
        key,
        Key::Num0
            | Key::Num1
            | Key::Num2
            | Key::Num3
            | Key::Num4
            | Key::Num5
            | Key::Num6
            | Key::Num7
            | Key::Num8
            | Key::Num9
    )
}

fn is_letter(key: Key) -> bool {
    let name = key.name();
    name.len() == 1 && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a layout may write a digit or a letter elsewhere, and this in its place.
fn is_sign(key: Key) -> bool {
    use Key::{
        Backslash, Backtick, CloseBracket, CloseCurlyBracket, Colon, Comma, Equals, Exclamationmark, Minus,
        OpenBracket, OpenCurlyBracket, Period, Pipe, Plus, Questionmark, Quote, Semicolon, Slash,
    };
    let signs = [
        [Backslash, Backtick, CloseBracket, CloseCurlyBracket, Colon, Comma],
        [Equals, Exclamationmark, Minus, OpenBracket, OpenCurlyBracket, Period],
        [Pipe, Plus, Questionmark, Quote, Semicolon, Slash],
    ];
    is_digit(key) || signs.as_flattened().contains(&key)
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        f.write_str(self.key.name())
    }
}

impl FromStr for Keys {
    type Err = BadKeys;

    fn from_str(text: &str) -> Result<Self, BadKeys> {
        let bad = || BadKeys(text.to_owned());
        let mut parts: Vec<&str> = text.split('+').map(str::trim).collect();
        let key = parts.pop().filter(|key| !key.is_empty()).ok_or_else(bad)?;
        let key = Key::from_name(key).or_else(|| Key::from_name(&key.to_uppercase())).ok_or_else(bad)?;
        let mut keys = Self { ctrl: false, alt: false, shift: false, key };
        for part in parts {
            match part.to_lowercase().as_str() {
                "ctrl" | "cmd" => keys.ctrl = true,
                "alt" => keys.alt = true,
                "shift" => keys.shift = true,
                _ => return Err(bad()),
            }
        }
        Ok(keys)
    }
}

/// Which keys ask for which command.
#[derive(Clone, Debug)]
pub struct Keymap {
    keys: BTreeMap<Command, Vec<Keys>>,
    /// Whether bare letters and digits act at all.
    single_letters: bool,
}

impl Keymap {
    /// The usual keys with a user's changes: by name of the command, empty where its keys are switched off. What is not
    /// a command or not a key is passed over. A key that a user gave to one command is taken from all others.
    pub fn new(changed: &BTreeMap<String, String>, single_letters: bool) -> Self {
        let own = |command: &Command| changed.get(command.id()).map(|text| text.parse::<Keys>().ok());
        let given: Vec<Keys> = Command::ALL.iter().filter_map(own).flatten().collect();
        let keys = Command::ALL.iter().map(|command| {
            let keys = match own(command) {
                Some(keys) => keys.into_iter().collect(),
                None => usual(*command).filter(|keys| !given.contains(keys)).collect(),
            };
            (*command, keys)
        });
        Self { keys: keys.collect(), single_letters }
    }

    /// The keys that ask for a command, the first of which is shown.
    pub fn keys_of(&self, command: Command) -> &[Keys] {
        self.keys.get(&command).map_or(&[], Vec::as_slice)
    }

    /// The keys as they are shown, empty if there are none.
    pub fn shown(&self, command: Command) -> String {
        self.keys_of(command).first().map(ToString::to_string).unwrap_or_default()
    }

    /// The command that the first of these keys asks for that asks for one. `singles` tells whether bare letters act here: not while text is being typed.
    pub fn find(&self, keys: impl IntoIterator<Item = Keys>, singles: bool) -> Option<Command> {
        let singles = singles && self.single_letters;
        let mut meant = keys.into_iter().filter(|keys| singles || !keys.is_single());
        meant.find_map(|keys| self.keys.iter().find(|(_, own)| own.contains(&keys)).map(|(command, _)| *command))
    }
}

fn usual(command: Command) -> impl Iterator<Item = Keys> {
    command.usual_keys().iter().filter_map(|keys| keys.parse().ok())
}
