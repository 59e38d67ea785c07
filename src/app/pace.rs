//! Keys and clicks that come faster than the window is drawn.
//!
//! What a key asks for is done at the end of its frame, and what that opens has the keyboard some frames later. So on a
//! slow machine `L` and `U` pressed one after the other would both go to the reader, and the second would be lost. Here
//! they wait for each other, as for someone who looks at the window between them. The same goes for a quick drag.

use egui::{Event, Key, RawInput};

/// How many frames a key or a click may take: one to be done, one in which what it opens is measured unseen, and one in
/// which that gets the keyboard.
const FRAMES: u8 = 3;

/// The events that wait for a later frame.
#[derive(Debug, Default)]
pub struct Pace {
    waiting: Vec<Event>,
    /// For how many frames nothing may act.
    resting: u8,
}

impl Pace {
    /// Leaves in the input what may act in this frame and keeps the rest for later. `typing` tells whether a text field
    /// has the keyboard, which takes letters as fast as they come. Returns whether another frame is needed soon.
    pub fn keep(&mut self, input: &mut RawInput, typing: bool) -> bool {
        let mut events = std::mem::take(&mut self.waiting);
        events.append(&mut input.events);
        let end = if self.resting > 0 {
            self.resting -= 1;
            events.iter().position(acts).unwrap_or(events.len())
        } else {
            let (end, resting) = share(&events, typing);
            self.resting = resting;
            end
        };
        self.waiting = events.split_off(end);
        input.events = events;
        self.resting > 0 || !self.waiting.is_empty()
    }
}

/// Whether something can happen by an event, which so depends on what happened before it.
fn acts(event: &Event) -> bool {
    match event {
        Event::Key { pressed, .. } => *pressed,
        Event::Copy | Event::Cut | Event::Paste(_) | Event::Text(_) | Event::Ime(_) | Event::PointerButton { .. } => {
            true
        }
        _ => false,
    }
}

/// How many of these events one frame may see, and for how many frames nothing may act after it.
fn share(events: &[Event], typing: bool) -> (usize, u8) {
    for at in 0..events.len() {
        let following = events.get(at..).unwrap_or_default();
        if !turns(following, typing) {
            continue;
        }
        // What was typed is in its field before a key leaves it, and a quick drag is seen on its way.
        let before = events.get(..at).unwrap_or_default();
        if before.iter().any(|event| acts(event) || matches!(event, Event::PointerMoved(_))) {
            return (at, 0);
        }
        return match following {
            [Event::PointerButton { pressed: true, .. }, ..] => (at + 1, 0),
            [_, Event::Text(_), ..] => (at + 2, FRAMES),
            _ => (at + 1, FRAMES),
        };
    }
    (events.len(), 0)
}

/// Whether the keyboard may be elsewhere after the first of these events. A key that is held down, or that travels, is
/// not waited for: it would go on after it was let go.
fn turns(events: &[Event], typing: bool) -> bool {
    match events {
        [Event::PointerButton { .. }, ..] => true,
        [Event::Key { pressed: true, repeat: false, .. }, Event::Text(_), ..] => !typing,
        [Event::Key { key: Key::Backspace | Key::Delete, .. }, ..] if typing => false,
        [Event::Key { key, pressed: true, repeat: false, .. }, ..] => !(travels(*key) || modifies(*key)),
        _ => false,
    }
}

fn travels(key: Key) -> bool {
    use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, End, Home, PageDown, PageUp};
    matches!(key, ArrowDown | ArrowLeft | ArrowRight | ArrowUp | End | Home | PageDown | PageUp)
}

fn modifies(key: Key) -> bool {
    use Key::{AltLeft, AltRight, ControlLeft, ControlRight, ShiftLeft, ShiftRight, SuperLeft, SuperRight};
    matches!(key, AltLeft | AltRight | ControlLeft | ControlRight | ShiftLeft | ShiftRight | SuperLeft | SuperRight)
}

#[cfg(test)]
mod tests {
    use egui::{Modifiers, PointerButton, pos2};

    use super::*;

    fn key(key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: Modifiers::NONE }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.into())
    }

    fn button(pressed: bool) -> Event {
        let (pos, button, modifiers) = (pos2(1.0, 1.0), PointerButton::Primary, Modifiers::NONE);
        Event::PointerButton { pos, button, pressed, modifiers }
    }

    /// What the frames see, those that see something, if all of the events come before the first.
    fn frames(events: &[Event], typing: bool) -> Vec<Vec<Event>> {
        let mut pace = Pace::default();
        let mut input = RawInput { events: events.to_vec(), ..RawInput::default() };
        let mut frames = Vec::new();
        loop {
            let goes_on = pace.keep(&mut input, typing);
            frames.push(std::mem::take(&mut input.events));
            if !goes_on {
                break;
            }
        }
        frames.retain(|events| !events.is_empty());
        frames
    }

    #[test]
    fn a_command_waits_for_what_the_one_before_it_opens() {
        let typed = [key(Key::L), text("l"), key(Key::U), text("u")];
        assert_eq!(frames(&typed, false), [&typed[..2], &typed[2..]]);
    }

    #[test]
    fn letters_are_typed_as_fast_as_they_come() {
        let typed = [key(Key::A), text("a"), key(Key::Backspace), key(Key::ShiftLeft), key(Key::B), text("B")];
        assert_eq!(frames(&typed, true), [&typed]);
    }

    #[test]
    fn a_field_has_its_text_before_a_key_leaves_it() {
        let typed = [key(Key::A), text("a"), key(Key::Tab), key(Key::B), text("b")];
        assert_eq!(frames(&typed, true), [&typed[..2], &typed[2..3], &typed[3..]]);
    }

    #[test]
    fn keys_that_travel_do_not_queue_up() {
        let typed = [key(Key::ArrowDown), key(Key::ArrowDown), key(Key::PageDown)];
        assert_eq!(frames(&typed, false), [&typed]);
    }

    #[test]
    fn a_quick_drag_is_seen_on_its_way() {
        let (a, b) = (Event::PointerMoved(pos2(5.0, 5.0)), Event::PointerMoved(pos2(9.0, 5.0)));
        let drag = [button(true), a, b, button(false)];
        assert_eq!(frames(&drag, false), [&drag[..1], &drag[1..3], &drag[3..]]);
    }

    #[test]
    fn nothing_is_asked_for_while_nothing_happens() {
        let mut pace = Pace::default();
        assert!(!pace.keep(&mut RawInput::default(), false));
    }
}
