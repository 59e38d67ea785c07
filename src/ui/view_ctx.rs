//! What every view may read, and how it asks for something.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use crate::command::{Command, Keymap, Request, WhyNot};
use crate::edit::{History, Typing, TypingTarget, lower_first};
use crate::model::Time;
use crate::session::Session;
use crate::store::Settings;

/// What every view may read, and the sender of commands and actions. Views change nothing themselves.
pub struct ViewCtx<'a> {
    /// The open project, if one is.
    pub session: Option<&'a Session>,
    /// Which keys ask for what.
    pub keymap: &'a Keymap,
    /// What belongs to the user.
    pub settings: &'a Settings,
    /// Now, for "yesterday".
    pub now: Time,
    /// The field that is being typed in. A view that shows the field keeps its text here, where it is journaled.
    pub typing: &'a RefCell<Option<Typing>>,
    /// Set for one frame to the field that should take the keys: `Q`, `C`, `M`, or a click on what opens it.
    pub focus_field: &'a Cell<Option<TypingTarget>>,
    /// The commands that stand for what the window shows now, to be ticked in menus.
    pub on: Vec<Command>,
    requests: &'a RefCell<Vec<Request>>,
}

impl<'a> ViewCtx<'a> {
    /// What views may read, with the list that takes their requests.
    pub fn new(
        session: Option<&'a Session>,
        keymap: &'a Keymap,
        settings: &'a Settings,
        now: Time,
        typing: (&'a RefCell<Option<Typing>>, &'a Cell<Option<TypingTarget>>),
        requests: &'a RefCell<Vec<Request>>,
    ) -> Self {
        Self { session, keymap, settings, now, typing: typing.0, focus_field: typing.1, on: Vec::new(), requests }
    }

    /// The same, with the commands to be ticked in menus.
    pub fn with_on(self, on: Vec<Command>) -> Self {
        Self { on, ..self }
    }

    /// What a command is called now: "Undo: mark as claim".
    pub fn label(&self, command: Command) -> Cow<'static, str> {
        let history = self.session.map(Session::history);
        let step = match command {
            Command::Undo => history.and_then(History::undo_name),
            Command::Redo => history.and_then(History::redo_name),
            _ => None,
        };
        step.map_or(command.label().into(), |step| format!("{}: {}", command.label(), lower_first(step)).into())
    }

    /// Asks for something. It is done after this frame was drawn.
    pub fn send(&self, request: impl Into<Request>) {
        self.requests.borrow_mut().push(request.into());
    }

    /// Whether a command means something now; if not, why.
    pub fn can(&self, command: Command) -> Result<(), WhyNot> {
        command.resolve(self.session).map(|_| ())
    }
}
