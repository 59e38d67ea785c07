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
