//! How far a draft is, as several panels show it: closed, open, untouched, and whether it is signed off.

use egui::{Response, Role, Ui, Vec2, WidgetInfo};

use crate::command::{Action, Command, Then};
use crate::edit;
use crate::model::{Counts, Document, DocumentId, Project, ProjectId, Role as For, SignOff, SignOffId, Time};
use crate::session::{Session, Step, counted};
use crate::ui::ViewCtx;
use crate::ui::panels::parts::section_ui;
use crate::ui::theme::Theme;
use crate::ui::when::when;
use crate::ui::widgets::{Glyph, meter};

/// How far drafts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Passages that are closed.
    pub n_closed: usize,
    /// Passages that are open.
    pub n_open: usize,
    /// Sentences that nobody has looked at, and all sentences; `None` until they are known.
    pub sentences: Option<(usize, usize)>,
    /// Suggestions that wait, those of the writer and those that the program noticed; `None` until they are known.
    pub n_waiting: Option<usize>,
    /// Passages of earlier versions that wait for a look at what became of them.
    pub n_to_review: usize,
}

impl Progress {
    /// How far a draft is.
    pub fn of(session: &Session, draft: DocumentId) -> Self {
        let sentences = session.sentences(draft).map(|sentences| (sentences.n_untouched(), sentences.n()));
        let n_waiting = (!session.is_to_notice(draft)).then(|| session.n_waiting(draft));
        Self { sentences, n_waiting, n_to_review: session.n_to_review(draft), ..session.counts(draft).into() }
    }

    /// How far all drafts are.
    pub fn of_all(session: &Session) -> Self {
        let drafts = session.project().documents_as(For::Draft);
        let n_to_review = drafts.iter().map(|draft| session.n_to_review(draft.id)).sum();
        Self { n_to_review, ..session.draft_counts().into() }
    }

    /// How many sentences nobody has looked at, as far as is known.
    pub fn n_untouched(&self) -> usize {
        self.sentences.map_or(0, |(n_untouched, _)| n_untouched)
    }

    /// "12 closed, 30 open, 8 of 120 sentences untouched, 5 wait for review, 9 suggestions wait".
    pub fn in_words(&self) -> String {
        let passages = format!("{} closed, {} open", self.n_closed, self.n_open);
        let sentences = self
            .sentences
            .map(|(n_untouched, n)| format!("{n_untouched} of {} untouched", counted(n, "sentence", "sentences")));
        let waiting = self.n_waiting.filter(|n| *n > 0).map(|n| counted(n, "suggestion waits", "suggestions wait"));
        let review = (self.n_to_review > 0).then(|| counted(self.n_to_review, "waits for review", "wait for review"));
        [Some(passages), sentences, review, waiting].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

impl From<Counts> for Progress {
    fn from(counts: Counts) -> Self {
        Self { n_closed: counts.n_closed(), n_open: counts.n_open, ..Self::default() }
    }
}

/// A bar of what is closed, open and untouched. A click goes to what is to be done next.
pub fn progress_meter(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    size: Vec2,
    progress: &Progress,
    next: impl FnOnce() -> Option<Step>,
) -> Response {
    let Progress { n_closed, n_open, n_to_review, .. } = *progress;
    // A new version in which nothing is open is not done as long as something waits for a place in it.
    let n_all = n_closed + n_open + progress.n_untouched() + n_to_review;
    let bar = meter(ui, size, n_closed, n_open, n_all, &progress.in_words());
    // Not by Tab: its key leads there.
    let id = ui.scope_id().with("go to the next");
    let response = ui.interact(bar.rect.expand2(Vec2::new(2.0, 6.0)), id, egui::Sense::CLICK);
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}: go to the next", progress.in_words())));
    let response = response.on_hover_text(format!("{}\nClick goes to the next", progress.in_words()));
    if response.clicked() {
        match next() {
            Some(Step::Passage(passage)) => ctx.send(Action::Show(passage)),
            Some(Step::Sentence(draft, sentence)) => ctx.send(Action::ShowSentence(draft, sentence)),
            None if n_to_review > 0 => ctx.send(Command::ReviewVersion),
            None => {}
        }
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// "Signed off by Ana Ruiz, 12:52", or "Sign-off of Ana Ruiz struck": whoever and whenever, as far as it is known.
pub fn sign_off_in_words(project: &Project, sign_off: &SignOff, now: Time) -> String {
    let made = sign_off.stamps.made();
    let at = project.when(made).map(|time| format!(", {}", when(time, now))).unwrap_or_default();
    let by = project.who(made).unwrap_or("somebody");
    let what = if project.is_signed_off(sign_off.document) { "Signed off" } else { "Sign-off struck, was given" };
    format!("{what} by {by}{at}")
}

/// The sign-off of a draft among its facts: who gave it, why, what struck it, and what can be done about it.
pub fn sign_off_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, session: &Session, draft: &Document) {
    if !session.project().is_draft(draft) {
        return;
    }
    section_ui(ctx, ui, "Sign-off", None);
    let theme = Theme::of(ui);
    let project = session.project();
    let stands = project.is_signed_off(draft.id);
    let sign_off = project.latest_sign_off(draft.id);
    if let Some(sign_off) = sign_off {
        let (glyph, color) = if stands { (Glyph::Tick, theme.ok) } else { (Glyph::Warning, theme.conf) };
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(13.0, 18.0), egui::Sense::hover());
            glyph.paint(ui.painter(), rect.center(), 12.0, color);
            let text = theme.text(sign_off_in_words(project, sign_off, ctx.now), theme.body_medium());
            ui.add(egui::Label::new(text.color(color)).wrap());
        });
        let reason = format!("In spite of what was open: {}", &*sign_off.reason);
        let struck = struck_because(ui, session, sign_off).map(|why| format!("Struck: {why}"));
        for line in struck.into_iter().chain((!sign_off.reason.is_empty()).then_some(reason)) {
            ui.add(egui::Label::new(theme.text(&line, theme.small()).color(theme.ink2)).wrap());
        }
    }
    ui.horizontal_wrapped(|ui| {
        if !stands && ui.button(Command::SignOff.label()).on_hover_text(Command::SignOff.about()).clicked() {
            ctx.send(Action::Ask(crate::command::Ask::SignOff(draft.id)));
        }
        if let Some(sign_off) = sign_off
            && ui.button("Take it back").on_hover_text(Command::TakeBackSignOff.about()).clicked()
        {
            ctx.send(Action::Commit(edit::take_back_sign_off(sign_off.id), Then::Stay));
        }
    });
}

/// What struck a sign-off, with the revision of the project for which that holds.
type Known = ((SignOffId, ProjectId, u64), Option<String>);

/// What struck a sign-off, found once for every revision: it looks through all that was done since.
pub fn struck_because(ui: &Ui, session: &Session, sign_off: &SignOff) -> Option<String> {
    let id = egui::Id::unique("what struck a sign-off");
    let key = (sign_off.id, session.project().id(), session.revision());
    let known: Option<Known> = ui.data(|data| data.get_temp(id));
    if let Some((_, why)) = known.filter(|(of, _)| *of == key) {
        return why;
    }
    let why = session.project().struck_because(sign_off);
    ui.data_mut(|data| data.insert_temp(id, (key, why.clone())));
    why
}
