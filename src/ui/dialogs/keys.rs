//! All keys, and a place to change them.

use std::collections::BTreeMap;

use egui::{Button, Context, Event, Id, Key, RichText, Ui, vec2};

use super::DialogAnswer;
use super::list::{List, Row};
use super::matching::{fitting, folded};
use super::parts::{Opening, hint, room};
use crate::command::{Command, Keymap, Keys};
use crate::ui::theme::{SPACE_S, Theme};
use crate::ui::widgets::{Answer, Dialog, DialogButton, check_box, search_field};

/// Shows the keys of every command, and lets the user change them.
#[derive(Clone, Debug)]
pub struct KeySheet {
    /// The keys that differ from the usual ones, by name of the command; empty where one is switched off.
    changed: BTreeMap<String, String>,
    single_letters: bool,
    /// The command that waits for its new keys.
    waiting: Option<Command>,
    /// What the last change did to other commands, or why it was not made.
    notice: String,
    /// What was typed to find a command, and the field in which.
    typed: String,
    field: Option<Id>,
    /// The commands and fixed keys that are shown, by their place among all.
    found: Vec<usize>,
    list: List,
    opening: Opening,
}

/// Keys that are not a command's, and cannot be changed.
const FIXED: [(&str, &str); 7] = [
    ("Leave a dialog or a field", "Esc"),
    ("To the next control", "Tab"),
    ("Menu of what is selected, or at the caret", "Shift+F10, Menu"),
    ("Outcome, when its list is open", "C H W F V A O X"),
    ("Relation, when its list is open", "S C U X E, P primary"),
    ("Another place for an ambiguous passage, in the review", "Left Right"),
    ("Caret in the text; with Shift and Ctrl to select", "Arrows"),
];
const NOT_ALONE: &str = "Without Ctrl or Alt only letters, digits, Delete and F1 to F35 can be used";
const ALWAYS: &str = "always the same";

impl KeySheet {
    /// Shows the usual keys with the user's changes, as the settings have them.
    pub fn new(changed: &BTreeMap<String, String>, single_letters: bool) -> Self {
        Self {
            changed: changed.clone(),
            single_letters,
            waiting: None,
            notice: String::new(),
            typed: String::new(),
            field: None,
            found: Vec::new(),
            list: List::default(),
            opening: Opening::default(),
        }
    }

    pub(super) fn show(&mut self, egui: &Context) -> Option<DialogAnswer> {
        self.take_new_keys(egui);
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary("Save")];
        let answer = Dialog::new("keys", "Keys").width(560.0).show(egui, &buttons, |ui| self.sheet_ui(ui));
        match answer? {
            Answer::Button(1) => Some(DialogAnswer::Keys(std::mem::take(&mut self.changed), self.single_letters)),
            _ => Some(DialogAnswer::Dismissed),
        }
    }

    fn sheet_ui(&mut self, ui: &mut Ui) {
        let keymap = Keymap::new(&self.changed, self.single_letters);
        let shown: Vec<String> = Command::ALL.iter().map(|command| self.shown(*command, &keymap)).collect();
        // As long as a button has the keyboard, `Enter` and the arrows are for it.
        let in_field = !self.opening.is_done() || self.field.is_some_and(|id| ui.memory(|memory| memory.has_focus(id)));
        let mut entered = false;
        if in_field {
            self.list.take_arrows(ui, self.found.len());
            entered = self.list.take_enter(ui);
        }
        let field = search_field(ui, &mut self.typed, "Find a command or its keys", "");
        self.field = Some(field.id);
        self.opening.give_focus(&field);
        if field.changed() || self.found.is_empty() {
            self.list.restart();
            self.find(&shown);
        }
        ui.add_space(SPACE_S);
        let rows = self.rows(&shown);
        let height = (room(ui) - 126.0).clamp(90.0, 400.0);
        let mut list = self.list.clone();
        // As high whatever is found, so that nothing moves while one types.
        let clicked = ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
            ui.set_min_height(height);
            if rows.is_empty() {
                hint(ui, "No command is called so", Theme::of(ui).faint);
            }
            list.rows_ui(ui, "All keys", height, &rows)
        });
        let clicked = clicked.inner;
        self.list = list;
        if clicked.is_some() {
            self.opening = Opening::default();
            self.waiting = None;
            self.notice.clear();
        } else if entered && self.current().is_some() {
            self.waiting = self.current();
            self.notice.clear();
        }
        self.below_ui(ui);
    }

    /// Finds what fits the typed words, by name or by keys.
    fn find(&mut self, shown: &[String]) {
        let commands = Command::ALL.iter().zip(shown);
        let commands = commands.map(|(command, keys)| folded(&format!("{} {keys}", command.label())));
        let fixed = FIXED.iter().map(|(text, keys)| folded(&format!("{text} {keys}")));
        let names: Vec<String> = commands.chain(fixed).collect();
        self.found = fitting(names.iter().map(String::as_str), &self.typed);
        // In their groups, as they always stand.
        self.found.sort_unstable();
    }

    fn rows<'a>(&self, shown: &'a [String]) -> Vec<Row<'a>> {
        let mut last = "";
        let row = |idx: &usize| {
            let (group, row) = match (Command::ALL.get(*idx), shown.get(*idx)) {
                (Some(command), Some(keys)) => {
                    let detail = if self.changed.contains_key(command.id()) { "changed" } else { "" };
                    let row = Row { text: command.label(), detail, right: keys, ..Row::default() };
                    (command.group().label(), row)
                }
                _ => {
                    let (text, keys) = FIXED.get(*idx - Command::ALL.len())?;
                    ("Everywhere", Row { text, right: keys, why_not: ALWAYS, ..Row::default() })
                }
            };
            Some(Row { group: (std::mem::replace(&mut last, group) != group).then_some(group), ..row })
        };
        self.found.iter().filter_map(row).collect()
    }

    /// The command whose row is the current one.
    fn current(&self) -> Option<Command> {
        self.found.get(self.list.at).and_then(|idx| Command::ALL.get(*idx)).copied()
    }

    /// The words under the list, and what can be done with its current row.
    fn below_ui(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let current = self.current();
        if self.notice.is_empty() {
            let about = if self.waiting.is_some() {
                "Press the new keys, or Esc to keep the old ones"
            } else {
                current.map_or(if self.found.is_empty() { "" } else { "These keys cannot be changed" }, Command::about)
            };
            hint(ui, about, theme.faint);
        } else {
            hint(ui, &self.notice, theme.conf);
        }
        ui.horizontal_wrapped(|ui| {
            let small = |text| Button::new(RichText::new(text).font(theme.small()));
            let is_on = current.is_some_and(|it| self.changed.get(it.id()).is_none_or(|keys| !keys.is_empty()));
            let is_changed = current.is_some_and(|it| self.changed.contains_key(it.id()));
            if ui.add_enabled(current.is_some(), small("Change…")).clicked() {
                self.waiting = current;
                self.notice.clear();
                self.opening = Opening::default();
            }
            if ui.add_enabled(is_on, small("Switch off")).clicked()
                && let Some(command) = current
            {
                self.changed.insert(command.id().to_owned(), String::new());
                self.notice.clear();
            }
            if ui.add_enabled(is_changed, small("Usual keys")).clicked()
                && let Some(command) = current
            {
                self.reset(command);
            }
            if ui.add_enabled(!self.changed.is_empty(), small("Reset all")).clicked() {
                self.changed.clear();
                self.notice = "All commands have their usual keys".to_owned();
            }
        });
        check_box(ui, &mut self.single_letters, "Single letters act in readers and tables");
    }

    /// The keys of a command as they stand in its row.
    fn shown(&self, command: Command, keymap: &Keymap) -> String {
        if self.waiting == Some(command) {
            return "Press the new keys…".to_owned();
        }
        let keys: Vec<String> = keymap.keys_of(command).iter().map(ToString::to_string).collect();
        if keys.is_empty() { "none".to_owned() } else { keys.join(", ") }
    }

    /// Takes the keys of this frame for the command that waits for them, so that they do nothing else.
    fn take_new_keys(&mut self, egui: &Context) {
        let Some(command) = self.waiting else { return };
        let events = egui.input(|input| input.events.clone());
        let Some(pressed) = events.iter().find_map(pressed) else { return };
        egui.input_mut(|input| {
            input.events.retain(|event| !matches!(event, Event::Key { .. } | Event::Text(_) | Event::Copy));
        });
        self.waiting = None;
        // `Esc` and `Tab` have taken the keyboard from the field.
        self.opening = Opening::default();
        match pressed {
            Pressed::Leave => {}
            Pressed::Keys(keys) => self.assign(command, keys),
            Pressed::Unusable(why) => self.notice = why.to_owned(),
        }
    }

    /// Gives a command new keys, which are taken from any other.
    fn assign(&mut self, command: Command, keys: Keys) {
        let before = Keymap::new(&self.changed, true);
        let others = Command::ALL.iter().filter(|other| **other != command);
        let losing: Vec<Command> = others.copied().filter(|other| before.keys_of(*other).contains(&keys)).collect();
        self.changed.insert(command.id().to_owned(), keys.to_string());
        for other in &losing {
            if self.changed.contains_key(other.id()) {
                self.changed.insert(other.id().to_owned(), String::new());
            }
        }
        self.notice = taken(&keys.to_string(), &losing);
    }

    /// Gives a command its usual keys again. Who was given one of them goes back to its own usual keys.
    fn reset(&mut self, command: Command) {
        self.changed.remove(command.id());
        let has_usual =
            |id: &str| self.changed.get(id).is_some_and(|keys| command.usual_keys().contains(&keys.as_str()));
        let losing: Vec<Command> = Command::ALL.iter().copied().filter(|other| has_usual(other.id())).collect();
        for other in &losing {
            self.changed.remove(other.id());
        }
        self.notice = taken(&command.usual_keys().join(", "), &losing);
    }
}

/// What was pressed for a command that waits for its keys.
enum Pressed {
    Keys(Keys),
    Leave,
    Unusable(&'static str),
}

fn is_modifier(key: Key) -> bool {
    let modifiers = [
        [Key::ShiftLeft, Key::ShiftRight],
        [Key::ControlLeft, Key::ControlRight],
        [Key::AltLeft, Key::AltRight],
        [Key::SuperLeft, Key::SuperRight],
    ];
    modifiers.as_flattened().contains(&key)
}

fn pressed(event: &Event) -> Option<Pressed> {
    match event {
        // This is how the copy key arrives.
        Event::Copy => "Ctrl+C".parse().ok().map(Pressed::Keys),
        // A modifier alone: the key that it goes with is still to come.
        Event::Key { key, .. } if is_modifier(*key) => None,
        Event::Key { key, physical_key, pressed: true, repeat: false, modifiers } => {
            let held = modifiers.command || modifiers.ctrl || modifiers.alt;
            let mut readings = Keys::of_event(*key, *physical_key, *modifiers);
            let usable = readings.find(|keys| held || keys.is_single() || is_function_key(*key));
            Some(match key {
                Key::Escape | Key::Tab if !held => Pressed::Leave,
                Key::A | Key::X | Key::V if modifiers.command && !modifiers.alt && !modifiers.shift => {
                    Pressed::Unusable("Fields to type in need these keys")
                }
                _ => usable.map_or(Pressed::Unusable(NOT_ALONE), Pressed::Keys),
            })
        }
        _ => None,
    }
}

fn is_function_key(key: Key) -> bool {
    let number = key.name().strip_prefix('F');
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Who lost keys to another, empty if nobody did.
fn taken(keys: &str, from: &[Command]) -> String {
    let names: Vec<String> = from.iter().map(|command| format!("“{}”", command.label())).collect();
    if names.is_empty() { String::new() } else { format!("{keys}: taken from {}", names.join(" and ")) }
}
