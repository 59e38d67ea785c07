//! The matter under the cursor in full: both sides, how they differ, and its decision, which is recorded here.

use egui::{Button, Label, Rect, Response, RichText, Sense, Ui, vec2};

use crate::command::{Action, Command, Then};
use crate::edit::{self, TypingTarget, lower_first};
use crate::model::{Change, Decision, Field, Outcome, Passage, Severity, StandsIn};
use crate::session::{Against, Cause, Clashing, Matter, MatterId, MatterState, Session, Spot, why_open};
use crate::ui::panels::clash::clashes_ui;
use crate::ui::panels::parts::{choice_button, faint_ui, go_link, named_ui, quoted_ui, sign_item};
use crate::ui::panels::passage::{change_job, glyph_of_relation, made_ui, sign_of_decision, word_diff};
use crate::ui::panels::quoted::visible;
use crate::ui::standing::{color_of, color_of_outcome, color_of_relation, glyph_of, outcome_glyph};
use crate::ui::theme::{HAIRLINE, SPACE_M, SPACE_S, SPACE_XS, Theme};
use crate::ui::when::when;
use crate::ui::widgets::{card, drop_menu, elided_label, fit_middle, line_edit, menu_item, pill_button};
use crate::ui::{RecordField, ViewCtx};

use super::for_editor::{keys_ui, link};
use super::for_editor_data::{Line, Side};
use super::for_editor_row::sign_of;
use super::fork_compare::compare_ui;
use super::scrolled::scroll_ui;

/// From this width on the decision stands beside the two sides.
const TWO_COLUMNS: f32 = 420.0;
/// The part of it that the two sides take.
const SIDES_SHARE: f32 = 0.52;
/// The same for a pair, about which there is less to decide.
const PAIR_SHARE: f32 = 0.64;
/// The part of the height that the decision takes at most where it stands below.
const DECISION_SHARE: f32 = 0.62;
/// The height of the line with the keys.
const KEYS_HEIGHT: f32 = 24.0;
/// How many of the things that words are set against are shown.
const MOST_AGAINST: usize = 12;
/// What a button for the outcome has around its words, in points.
const PILL_AROUND: f32 = 56.0;
/// How many lines of a sentence are shown.
const N_ROWS: usize = 6;

/// What the detail remembers.
#[derive(Debug, Default)]
pub struct DetailState {
    /// Why a pair is about to be dismissed, and which.
    reason: Option<(MatterId, String)>,
    /// In how many frames the decision takes the keys: both sides are shown before that.
    takes_keys: u8,
    /// The field of a record that was asked for here, and whether it has appeared: the panel of the passage has it too.
    called: Option<(TypingTarget, bool)>,
    /// How high the decision was in the frame before.
    decision_height: f32,
    /// Whether a pair was just dismissed here.
    pub is_done: bool,
}

impl DetailState {
    /// Gives the keys to the decision when it is drawn next.
    pub fn request_focus(&mut self) {
        self.takes_keys = 2;
    }

    /// Asks for a field that is drawn here.
    fn call(&mut self, ctx: &ViewCtx<'_>, target: TypingTarget) {
        self.called = Some((target, false));
        ctx.send(Action::BeginTyping(target));
    }

    /// Whether a field was asked for here and is being typed in, or is about to be.
    fn is_called(&mut self, ctx: &ViewCtx<'_>, target: TypingTarget) -> bool {
        let Some((called, has_appeared)) = &mut self.called else { return false };
        if *called != target {
            return false;
        }
        let typing = ctx.typing.borrow().as_ref().is_some_and(|typing| typing.target == target);
        let wanted = typing || ctx.focus_field.get() == Some(target);
        if *has_appeared && !wanted {
            self.called = None;
            return false;
        }
        *has_appeared = wanted;
        wanted
    }
}

/// Draws a matter in full into `room`.
pub fn detail_ui(
    ctx: &ViewCtx<'_>,
    session: &Session,
    ui: &mut Ui,
    room: Rect,
    (matter, state): (&Matter, &mut DetailState),
) {
    let (inside, keys) = room.shrink2(vec2(SPACE_M, 0.0)).split_top_bottom_at_y(room.bottom() - KEYS_HEIGHT);
    keys_ui(ui, keys, keys_of(matter));
    let inside = inside.with_min_y(inside.top() + SPACE_S);
    let (sides, decision) = if inside.width() >= TWO_COLUMNS {
        let share = if matches!(matter.id, MatterId::Pair(_)) { PAIR_SHARE } else { SIDES_SHARE };
        let (sides, decision) = inside.split_left_right_at_x(inside.left() + inside.width() * share);
        (sides.with_max_x(sides.right() - SPACE_M), decision.with_min_x(decision.left() + SPACE_M))
    } else {
        // The decision is in view whatever there is to read above it.
        let height = state.decision_height.min(inside.height() * DECISION_SHARE);
        let parts = inside.split_top_bottom_at_y(inside.bottom() - height);
        let line = egui::Stroke::new(HAIRLINE, Theme::of(ui).line);
        ui.painter().hline(inside.x_range(), parts.1.top(), line);
        parts
    };
    scroll_ui(ui, sides, (matter.id, "sides"), |ui| sides_ui(ctx, session, ui, matter));
    let (first, height) =
        scroll_ui(ui, decision, (matter.id, "decision"), |ui| decision_ui(ctx, session, ui, (matter, &mut *state)));
    if (state.decision_height - height).abs() > 1.0 {
        state.decision_height = height;
        ui.ctx().request_discard("the height of the decision was not known");
    }
    if state.takes_keys > 0 {
        state.takes_keys -= 1;
        ui.ctx().request_repaint();
        if let Some(first) = first.filter(|_| state.takes_keys == 0) {
            first.request_focus();
            first.scroll_to_me(None);
        }
    }
}

fn keys_of(matter: &Matter) -> &'static str {
    match (matter.id, matter.state) {
        (MatterId::Pair(_), MatterState::Undecided) => "L: link   X: dismiss   Enter: decide",
        (MatterId::Pair(_) | MatterId::Record(_) | MatterId::Fork(_), _) => "Enter: decide",
        (MatterId::Passage(_), _) => "Enter: decide   L: what the link says",
    }
}

/// What is the matter, the words it is about, and all that they are set against.
fn sides_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, matter: &Matter) {
    let theme = Theme::of(ui);
    let project = session.project();
    let (sign, color) = sign_of(matter.first_cause(), theme);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 18.0), Sense::hover());
        sign.paint(ui.painter(), rect.center(), 12.0, color);
        ui.add(Label::new(RichText::new(matter.in_words(project)).font(theme.body_strong()).color(color)).wrap());
    });
    if let Some(side) = Side::own(project, matter) {
        side_ui(ui, &side, &[]);
    }
    for again in matter.again.iter() {
        if go_link(ui, &again.told, &format!("Show: {}", again.told)).clicked() {
            let Some((document, _)) = matter.words else { continue };
            let range = again.range;
            let side = crate::session::Side::Left;
            ctx.send(Action::ShowPlace(Spot { side, document, range, passage: None }));
        }
    }
    for against in matter.against.iter().take(MOST_AGAINST) {
        against_ui(ctx, session, ui, against);
    }
    let n_more = matter.against.len().saturating_sub(MOST_AGAINST);
    if n_more > 0 {
        let all = if matter.passage.is_some() { ": the panel of the passage shows all" } else { "" };
        faint_ui(ui, &format!("and {n_more} more{all}"));
    }
}

/// A card with one side: where it stands and when it was published, and its words in their sentence.
fn side_ui(ui: &mut Ui, side: &Side, facts: &[&str]) {
    let theme = Theme::of(ui);
    let facts = facts.iter().copied().chain([side.place.as_str(), side.published.as_str()]);
    let facts = facts.filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" · ");
    elided_label(ui, &facts, theme.small(), theme.ink2);
    if !side.says.words.is_empty() {
        quoted_ui(ui, &side.says.cut(), 15.0, N_ROWS);
    }
}

fn against_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, against: &Against) {
    let theme = Theme::of(ui);
    let project = session.project();
    let Some(side) = Side::against(project, against) else { return };
    let link = against.link.and_then(|id| project.link(id));
    let color = link.map_or(theme.line, |link| color_of_relation(link.relation, theme));
    card(ui, color, |ui| {
        if let Some(link) = link {
            let dot = link.stamps.made();
            let by = [project.who(dot).map(str::to_owned), project.when(dot).map(|time| when(time, ctx.now))];
            let by = by.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 5.0;
                let (rect, _) = ui.allocate_exact_size(vec2(11.0, 16.0), Sense::hover());
                glyph_of_relation(link.relation).paint(ui.painter(), rect.center(), 10.0, color);
                ui.label(theme.text(link.relation.label(), theme.small_strong()).color(color));
                let rest = if by.is_empty() { String::new() } else { format!(" · {by}") };
                elided_label(ui, &format!("· {}{rest}", link.rank.label()), theme.small(), theme.ink2);
            });
        }
        side_ui(ui, &side, &[]);
        if let Some(difference) = &against.difference {
            let color = if difference.is_for_editor() { theme.conf } else { theme.ink2 };
            let sign = if difference.is_for_editor() { "≠ " } else { "" };
            let text = format!("{sign}{}: {}", difference.label(), visible(&difference.told(project)));
            ui.add(Label::new(theme.text(text, theme.small()).color(color)).wrap());
        }
        if let Some(link) = link.filter(|link| !link.note.is_empty()) {
            ui.add(Label::new(theme.text(visible(&link.note), theme.small()).color(theme.ink2)).wrap());
        }
    });
}

/// What can be decided. Gives back the first control.
fn decision_ui(
    ctx: &ViewCtx<'_>,
    session: &Session,
    ui: &mut Ui,
    (matter, state): (&Matter, &mut DetailState),
) -> Option<Response> {
    let theme = Theme::of(ui);
    ui.add_space(SPACE_XS);
    ui.label(theme.heading_job("Decision", theme.faint));
    let passage = matter.passage.and_then(|id| session.project().passage(id));
    match (matter.id, passage) {
        (MatterId::Record(record), _) => clashes_ui(ctx, ui, &Clashing::of(session.project(), record)),
        (MatterId::Fork(_), _) => Some(fork_ui(ctx, session, ui, matter)),
        (MatterId::Pair(_), _) => Some(pair_ui(ctx, session, ui, (matter, state))),
        (MatterId::Passage(_), Some(passage)) if session.standing(passage).stands_in != StandsIn::Evidence => {
            passage_ui(ctx, session, ui, (matter, passage, state))
        }
        (MatterId::Passage(_), _) => {
            faint_ui(ui, "Two pieces of evidence: what the link says is all there is to decide");
            None
        }
    }
}

/// The way to where it is said which of several new versions is the newest.
fn fork_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, matter: &Matter) -> Response {
    let theme = Theme::of(ui);
    let newer = matter.fork(session.project()).map_or("newer", |fork| fork.newer());
    let about = format!("Say in the review which is the {newer}: passages go there with their words");
    ui.add(Label::new(theme.text(about, theme.body()).color(theme.ink)).wrap());
    let buttons = ui.horizontal_wrapped(|ui| {
        let review = ui.button("Review").on_hover_text(Command::ReviewVersion.about());
        if review.clicked() {
            ctx.send(Command::ReviewVersion);
        }
        if let Some(fork) = matter.fork(session.project()) {
            compare_ui(ctx, session.project(), ui, &fork);
        }
        review
    });
    buttons.inner
}

/// Linking or dismissing what was found by comparing.
fn pair_ui(
    ctx: &ViewCtx<'_>,
    session: &Session,
    ui: &mut Ui,
    (matter, state): (&Matter, &mut DetailState),
) -> Response {
    if let (MatterId::Pair(id), Some(back)) = (matter.id, session.take_pair_back(matter)) {
        decided_ui(ctx, session, ui, matter);
        let target = TypingTarget::Field(id.into(), Field::Reason);
        named_ui(ui, "Why", |ui| {
            RecordField::line(target, "Why it was dismissed").quiet().hint("The reason").show(ctx, ui)
        });
        let back_button = ui.button("Bring it back");
        if back_button.clicked() {
            ctx.send(Action::Commit(back, Then::Stay));
        }
        return back_button;
    }
    if state.reason.as_ref().is_none_or(|(of, _)| *of != matter.id) {
        state.reason = Some((matter.id, String::new()));
    }
    let link_button = ui.horizontal_wrapped(|ui| {
        let about = "Linked, it says what the one tells of the other";
        let link_button = ui.add(Button::new("Link…").shortcut_text("L")).on_hover_text(about);
        if link_button.clicked()
            && let Ok(action) = link(session, matter)
        {
            ctx.send(action);
        }
        let dismiss =
            ui.add(Button::new("Dismiss").shortcut_text("X")).on_hover_text("Nothing is to come of it: it stays away");
        let reason = state.reason.as_ref().map_or("", |(_, reason)| reason.trim());
        if dismiss.clicked()
            && let Some(what) = session.dismiss_pair(matter, reason)
        {
            ctx.send(Action::Commit(what, Then::Stay));
            state.is_done = true;
        }
        link_button
    });
    if let Some((_, reason)) = &mut state.reason {
        line_edit(ui, reason, "Why it is dismissed", "Why, if you like");
    }
    link_button.inner
}

/// The outcome of a passage, its changes and their decisions.
fn passage_ui(
    ctx: &ViewCtx<'_>,
    session: &Session,
    ui: &mut Ui,
    (matter, passage, state): (&Matter, &Passage, &mut DetailState),
) -> Option<Response> {
    let theme = Theme::of(ui);
    let project = session.project();
    let mut first = None;
    if matter.causes.contains(&Cause::Clash) {
        first = clashes_ui(ctx, ui, &Clashing::of_passage(project, passage));
    }
    for change in matter.changes.iter().filter_map(|id| project.tables().changes.get(id)) {
        let shown = change_ui(ctx, session, ui, (change, state));
        first = first.or(Some(shown));
    }
    let new = TypingTarget::NewChange(passage.id);
    if state.is_called(ctx, new) {
        let field = RecordField::area(new, "How the words should be", 2).font(theme.quoted(16.0));
        field.select_all().hint("Nothing: the words are deleted").show(ctx, ui);
    } else if session.lacks_decision(matter) {
        let outcome = passage.outcome.map_or("", Outcome::label);
        let text = format!("“{outcome}” needs a decision: a change, or that it stands");
        ui.add(Label::new(theme.text(text, theme.small()).color(theme.conf)).wrap());
        let propose = ui.horizontal_wrapped(|ui| {
            let propose = ui.button("Propose a change");
            if propose.clicked() {
                state.call(ctx, new);
            }
            let stands = ui.button("Stands as written");
            if stands.on_hover_text("The words stay as they are, although the check says otherwise").clicked()
                && let Some(what) = session.let_stand(matter)
            {
                ctx.send(Action::Commit(what, Then::Stay));
            }
            propose
        });
        first = first.or(Some(propose.inner));
    }
    let pill = outcome_ui(ctx, session, ui, passage);
    if matter.state == MatterState::Undecided
        && let Some(why) = session.standing(passage).open
    {
        let why = lower_first(why_open(project, passage, why));
        ui.add(Label::new(theme.text(format!("Open: {why}"), theme.small()).color(theme.ink2)).wrap());
    } else if matter.changes.is_empty() {
        decided_ui(ctx, session, ui, matter);
    }
    first.or(Some(pill))
}

/// What was decided, by whom and when.
fn decided_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, matter: &Matter) {
    let theme = Theme::of(ui);
    if let Some(line) = Line::of(session, matter, ctx.now) {
        let words = line.decision.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
        ui.add(Label::new(theme.text(words, theme.body()).color(theme.ink2)).wrap());
    }
}

/// What the check found, to be set.
fn outcome_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, passage: &Passage) -> Response {
    let theme = Theme::of(ui);
    let standing = session.standing(passage);
    let text = standing.outcome.map_or("No outcome", Outcome::label);
    let sign = standing.outcome.map_or(glyph_of(standing), outcome_glyph);
    let room = (ui.available_width() - PILL_AROUND).max(0.0);
    let short = fit_middle(ui, text, &theme.body(), room).into_owned();
    let pill = pill_button(ui, sign, &short, color_of(standing, theme));
    let pill = if short == text { pill } else { pill.on_hover_text(text) };
    ui.accesskit_node_builder(pill.id, |node| node.set_label(format!("Outcome of the matter: {text}")));
    drop_menu(&pill, |ui| {
        for outcome in Outcome::ALL {
            let sign = (outcome_glyph(outcome), color_of_outcome(outcome, theme));
            if sign_item(ui, Some(sign), outcome.label(), None, passage.outcome == Some(outcome)) {
                ctx.send(Action::Commit(edit::set_outcome([passage], Some(outcome)), Then::Stay));
            }
        }
        if passage.outcome.is_some() {
            ui.separator();
            if menu_item(ui, "Take away", "").clicked() {
                ctx.send(Action::Commit(edit::set_outcome([passage], None), Then::Stay));
            }
        }
    });
    pill
}

/// A change with its decision, who made it and why. Gives back the first control.
fn change_ui(
    ctx: &ViewCtx<'_>,
    session: &Session,
    ui: &mut Ui,
    (change, state): (&Change, &mut DetailState),
) -> Response {
    let theme = Theme::of(ui);
    let (sign, color) = sign_of_decision(theme, change.decision);
    let decide = |decision| {
        let what = edit::decide(change, decision, &session.worker().name);
        ctx.send(Action::Commit(what, Then::Stay));
    };
    let shown = ui.push_id(change.id, |ui| {
        let card = card(ui, color, |ui| {
            words_ui(ui, change);
            if let Some(made) = change.made {
                made_ui(ui, made);
            }
            let severity = choice_button(ui, "Severity", change.severity.label(), theme.small(), theme.ink2);
            drop_menu(&severity, |ui| severities_ui(ctx, ui, change));
            let first = ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE_S;
                if change.decision == Decision::Open {
                    let accept = ui.button("Accept");
                    if accept.clicked() {
                        decide(Decision::Accepted);
                    }
                    if ui.button("Stands as written").clicked() {
                        decide(Decision::Declined);
                    }
                    return accept;
                }
                let (rect, _) = ui.allocate_exact_size(vec2(11.0, 18.0), Sense::hover());
                sign.paint(ui.painter(), rect.center(), 10.0, color);
                ui.label(theme.text(change.decision.label(), theme.small_strong()).color(color));
                if change.is_missing() && ui.button("Stands as written").clicked() {
                    decide(Decision::Declined);
                }
                let back = ui.button("Take back").on_hover_text("It is to be decided after all");
                if back.clicked() {
                    decide(Decision::Open);
                }
                back
            });
            if change.decision != Decision::Open {
                fields_ui(ctx, ui, (change, state));
            }
            first.inner
        });
        card.inner
    });
    shown.inner
}

/// By whom it was decided, and why.
fn fields_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, (change, state): (&Change, &mut DetailState)) {
    for (name, field, spoken, hint) in [
        ("By", Field::DecidedBy, "Decided by, in the matter", "Who decided"),
        ("Why", Field::Reason, "Why, in the matter", "The reason"),
    ] {
        let target = TypingTarget::Field(change.id.into(), field);
        let is_called = state.is_called(ctx, target);
        named_ui(ui, name, |ui| RecordField::line(target, spoken).quiet().hint(hint).only_if(is_called).show(ctx, ui));
    }
}

/// The words before and after in one.
fn words_ui(ui: &mut Ui, change: &Change) {
    let theme = Theme::of(ui);
    let mut job = change_job(theme, &word_diff(&visible(&change.from), &visible(&change.to)), 15.0);
    job.wrap.max_width = ui.available_width();
    ui.add(Label::new(job).wrap());
}

fn severities_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, change: &Change) {
    for severity in Severity::ALL {
        if sign_item(ui, None, severity.label(), None, severity == change.severity) && severity != change.severity {
            ctx.send(Action::Commit(edit::set_field(change.id, Field::Severity, severity), Then::Stay));
        }
    }
}
