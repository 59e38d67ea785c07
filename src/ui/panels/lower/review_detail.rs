//! The passage under the cursor of the review in full: what it said and says, its accepted changes, and what can be done.

use egui::text::{LayoutJob, TextFormat};
use egui::{Button, Label, Rect, RichText, Sense, Stroke, Ui, vec2};

use crate::command::Command;
use crate::edit::lower_first;
use crate::model::{ChangeId, DocumentId, Made, Passage, Project, Why};
use crate::session::{Focus, Fork, ReviewRow, Session, change_in_words, reopened_in_words, why_open};
use crate::text::{Placement, TextRange};
use crate::ui::ViewCtx;
use crate::ui::panels::marked::{Marked, marked_job, sentence_case, sign_of, sign_of_made};
use crate::ui::panels::parts::faint_ui;
use crate::ui::panels::quoted::{Quoted, first_chars, last_chars, visible};
use crate::ui::theme::{HAIRLINE, SPACE_M, SPACE_S, SPACE_XS, Theme};
use crate::ui::widgets::{card, elided_label, fit_middle};

use super::for_editor::keys_ui;
use super::review::ReviewState;
use super::review_data::{named_place, sides};
use super::scrolled::scroll_ui;

/// From this width on what can be done stands beside the two sides.
const TWO_COLUMNS: f32 = 420.0;
/// The part of it that the two sides take.
const SIDES_SHARE: f32 = 0.62;
/// The part of the height that what can be done takes at most where it stands below.
const DEEDS_SHARE: f32 = 0.42;
/// The height of the line with the keys.
const KEYS_HEIGHT: f32 = 24.0;
/// How many places are listed.
const MOST_PLACES: usize = 12;
/// How many lines of a sentence are shown where there is room, and where there is not.
const N_ROWS: [usize; 2] = [6, 3];
/// How much of a sentence is shown around words that may be the place of a passage, in characters.
const AROUND: usize = 28;

/// What the detail remembers.
#[derive(Debug, Default)]
pub struct DetailState {
    /// How high what can be done was in the frame before.
    deeds_height: f32,
}

/// Draws a row in full into `room`.
pub fn detail_ui(
    ctx: &ViewCtx<'_>,
    session: &Session,
    ui: &mut Ui,
    room: Rect,
    (review, state): (&mut ReviewState, &mut DetailState),
) {
    let Some(row) = review.row().cloned() else { return };
    let Some(passage) = session.project().passage(row.carried.passage).cloned() else { return };
    let (inside, keys) = room.shrink2(vec2(SPACE_M, 0.0)).split_top_bottom_at_y(room.bottom() - KEYS_HEIGHT);
    keys_ui(ui, keys, &keys_of(&row, session.desk.focus, review.has_next()));
    let inside = inside.with_min_y(inside.top() + SPACE_S);
    let [many, few] = N_ROWS;
    let n_rows = if inside.width() >= TWO_COLUMNS { many } else { few };
    let (sides, deeds) = if inside.width() >= TWO_COLUMNS {
        let (sides, deeds) = inside.split_left_right_at_x(inside.left() + inside.width() * SIDES_SHARE);
        (sides.with_max_x(sides.right() - SPACE_M), deeds.with_min_x(deeds.left() + SPACE_M))
    } else {
        // What can be done is in view whatever there is to read above it.
        let height = state.deeds_height.min(inside.height() * DEEDS_SHARE);
        let parts = inside.split_top_bottom_at_y(inside.bottom() - height);
        ui.painter().hline(inside.x_range(), parts.1.top(), Stroke::new(HAIRLINE, Theme::of(ui).line));
        parts
    };
    scroll_ui(ui, sides, (row.id(), "sides"), |ui| sides_ui(ctx, session, ui, (&row, &passage, &mut *review), n_rows));
    let ((), height) =
        scroll_ui(ui, deeds, (row.id(), "deeds"), |ui| deeds_ui(ctx, session, ui, (&row, &passage, review)));
    if (state.deeds_height - height).abs() > 1.0 {
        state.deeds_height = height;
        ui.ctx().request_discard("the height of what can be done was not known");
    }
}

/// The keys that do something now. In a reader `Enter` and `X` mean what is there at the caret, and the other parts take no
/// letters. With `N` goes whoever has the readers, too, as long as there is where to go.
fn keys_of(row: &ReviewRow, focus: Focus, has_next: bool) -> String {
    let has_places = row.carried.now.is_none() && !row.carried.candidates.is_empty();
    let is_list = focus == Focus::Lower;
    if matches!(focus, Focus::Documents | Focus::Passage) {
        return String::new();
    }
    if is_list && has_places && row.waits {
        // There is no room for more in the narrowest window.
        return "Left Right: choose   Enter: put it there   X: leave it".to_owned();
    }
    let chooses = is_list && has_places;
    let choose = chooses.then(|| "Left Right: choose".to_owned());
    let enter = row.accepting().filter(|_| is_list).map(|means| format!("Enter: {means}"));
    let select = (!chooses && !row.awaits_fork()).then(|| "R: selected words".to_owned());
    let next = has_next.then(|| "N: next".to_owned());
    choose.into_iter().chain(enter).chain(select).chain(next).collect::<Vec<_>>().join("   ")
}

/// Where a passage goes that has a place in several versions: that is to be said first.
fn awaited(project: &Project, old: DocumentId) -> String {
    let fork = Fork::after(project, old);
    let (told, newer) = fork.map_or_else(
        || ("Several versions replace the old one".to_owned(), "newest"),
        |fork| (visible(&fork.in_words(project)), fork.newer()),
    );
    format!("{told}: it goes to the {newer} once somebody has said which that is")
}

/// What became of it, what it said, and what it says or where it may be.
fn sides_ui(
    ctx: &ViewCtx<'_>,
    session: &Session,
    ui: &mut Ui,
    (row, passage, review): (&ReviewRow, &Passage, &mut ReviewState),
    n_rows: usize,
) {
    let theme = Theme::of(ui);
    let project = session.project();
    let carried = &row.carried;
    let (sign, color) = sign_of(carried.became, theme);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = SPACE_XS;
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 18.0), Sense::hover());
        sign.paint(ui.painter(), rect.center(), 12.0, color);
        let words = format!("{} · {}", sentence_case(carried.became.name()), passage.kind.label());
        ui.add(Label::new(RichText::new(words).font(theme.body_strong()).color(color)).wrap());
    });
    let (old, new) = sides(project, row);
    let [before, now] = Marked::both(&old, new.as_ref());
    let was = project.document(carried.before.document);
    let was = was.map(|document| named_place(project, document, carried.before.range())).unwrap_or_default();
    before.iter().for_each(|before| side_ui(ui, &was, before, n_rows));
    ui.add_space(SPACE_XS);
    let Some(newest) = project.document(row.newest) else { return };
    match (now, &carried.now) {
        (Some(now), Some(place)) => side_ui(ui, &named_place(project, newest, place.range()), &now, n_rows),
        _ if row.awaits_fork() => {
            let text = awaited(project, carried.before.document);
            ui.add(Label::new(theme.text(text, theme.body()).color(theme.ink)).wrap());
        }
        _ if carried.candidates.is_empty() => {
            let title = visible(project.called(newest.id));
            let text = match carried.is_unsought {
                true => format!("Its words could not be looked for in “{title}”: the old text was emptied for good"),
                false => format!("Its words are gone from “{title}”"),
            };
            ui.add(Label::new(theme.text(text, theme.body()).color(theme.ink)).wrap());
            if let Some(near) = carried.near {
                let place = named_place(project, newest, TextRange::empty(near));
                faint_ui(ui, &format!("It would stand in {place}"));
            }
        }
        _ => {
            let n_places = carried.n_places_in_words();
            let text = format!("In “{}” it may be in {n_places}:", visible(session.project().called(newest.id)));
            ui.add(Label::new(theme.text(text, theme.body()).color(theme.ink)).wrap());
            for (at, candidate) in carried.candidates.iter().enumerate().take(MOST_PLACES) {
                let chosen = review.chosen() == Some(at);
                let quoted = Quoted::of(newest, *candidate);
                if place_ui(ui, &newest.place_name(candidate.start()), &quoted, chosen) {
                    review.choose(session, at).into_iter().for_each(|action| ctx.send(action));
                }
            }
            let n_more = carried.candidates.len().saturating_sub(MOST_PLACES);
            if n_more > 0 {
                faint_ui(ui, &format!("The arrow keys go through {n_more} more"));
            }
        }
    }
}

/// Where words stand, and the words in their sentence with what differs marked.
fn side_ui(ui: &mut Ui, place: &str, says: &Marked, n_rows: usize) {
    let theme = Theme::of(ui);
    elided_label(ui, place, theme.small(), theme.ink2);
    let mut job = marked_job(says, theme, (15.0, theme.ink));
    job.wrap.max_rows = n_rows;
    ui.add(Label::new(job).wrap());
}

/// One of several places; whether it was chosen.
fn place_ui(ui: &mut Ui, place: &str, quoted: &Quoted, chosen: bool) -> bool {
    let theme = Theme::of(ui);
    let words = format!("{}{}{}", quoted.before, quoted.words, quoted.after);
    let mut job = LayoutJob::default();
    let around = TextFormat::simple(theme.quoted(15.0), theme.ink2);
    job.append(place, 0.0, TextFormat::simple(theme.small(), theme.ink2));
    job.append(&last_chars(&quoted.before, AROUND), SPACE_S, around.clone());
    job.append(&quoted.words, 0.0, TextFormat::simple(theme.quoted_strong(15.0), theme.ink));
    job.append(&first_chars(&quoted.after, AROUND), 0.0, around);
    let response = ui.selectable_label(chosen, job);
    ui.accesskit_node_builder(response.id, |node| {
        node.set_role(egui::accesskit::Role::RadioButton);
        node.set_label(format!("Place {place}: {words}"));
        node.set_toggled(chosen.into());
    });
    response.clicked()
}

/// What became of its accepted changes, and what can be done.
fn deeds_ui(
    ctx: &ViewCtx<'_>,
    session: &Session,
    ui: &mut Ui,
    (row, passage, review): (&ReviewRow, &Passage, &mut ReviewState),
) {
    let theme = Theme::of(ui);
    if row.carried.reviewed {
        let text = if row.carried.now.is_some() { "Looked at" } else { "Left in the earlier version" };
        ui.label(theme.text(text, theme.body()).color(theme.ink2));
    }
    ui.horizontal_wrapped(|ui| {
        if row.waits && !row.awaits_fork() {
            buttons_ui(ctx, session, ui, (row, &mut *review));
        }
        let compare = ui.button("Compare").on_hover_text("Both versions side by side, with what differs marked");
        if compare.clicked() {
            review.compare().into_iter().for_each(|action| ctx.send(action));
        }
    });
    if row.carried.now.is_none() && !row.awaits_fork() {
        faint_ui(ui, "Or select the words that it should have in the new version, and press R");
    }
    for (change, made) in &row.carried.made {
        made_ui(session, ui, *change, *made);
    }
    let standing = session.standing(passage);
    let open = match standing.open {
        Some(Why::Reopened) => {
            Some(format!("Open again: {}", lower_first(&visible(&reopened_in_words(session.project(), passage)))))
        }
        Some(why) => Some(format!("Open: {}", lower_first(why_open(session.project(), passage, why)))),
        None => None,
    };
    if let Some(open) = open {
        ui.add(Label::new(theme.text(open, theme.small()).color(theme.ink2)).wrap());
    }
    if row.carried.is_added {
        faint_ui(ui, "It was marked in an earlier version by somebody who did not know of this one");
    }
}

/// What became of an accepted change.
fn made_ui(session: &Session, ui: &mut Ui, change: ChangeId, made: Made) {
    let theme = Theme::of(ui);
    let Some(change) = session.project().tables().changes.get(&change) else { return };
    let (sign, color) = sign_of_made(made, theme);
    card(ui, color, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_XS;
            let (rect, _) = ui.allocate_exact_size(vec2(13.0, 16.0), Sense::hover());
            sign.paint(ui.painter(), rect.center(), 10.0, color);
            ui.label(theme.text(sentence_case(made.label()), theme.small_strong()).color(color));
        });
        let words = visible(&change_in_words(change));
        ui.add(Label::new(theme.text(words, theme.quoted(15.0)).color(theme.ink)).wrap());
    });
}

fn buttons_ui(ctx: &ViewCtx<'_>, session: &Session, ui: &mut Ui, (row, review): (&ReviewRow, &mut ReviewState)) {
    let carried = &row.carried;
    let old = session.project().document(carried.before.document);
    let old = old.map_or("the earlier version".to_owned(), |old| {
        format!("“{}”", fit_middle(ui, &visible(session.project().called(old.id)), &Theme::of(ui).body(), 120.0))
    });
    let (text, about) = match (carried.now.is_some(), carried.candidates.is_empty(), carried.is_added) {
        (true, _, true) => ("Take it over".to_owned(), "It is a passage of the new version from now on"),
        (true, _, false) => ("Accept".to_owned(), "It was looked at: this is its place, and these are its words"),
        (false, true, _) => (format!("Leave it in {old}"), "It keeps its words, links and history there"),
        (false, false, _) => ("Put it there".to_owned(), "The chosen place is where it is"),
    };
    let can = carried.now.is_some() || carried.candidates.is_empty() || review.chosen().is_some();
    let accept = ui.add_enabled(can, with_keys(session, text, "Enter")).on_hover_text(about);
    if accept.on_disabled_hover_text("Choose one of its places first").clicked()
        && let Ok(action) = review.accept(session)
    {
        ctx.send(action);
    }
    let can_leave = carried.became == Placement::Ambiguous || !carried.candidates.is_empty();
    if carried.now.is_none() && can_leave {
        let leave = with_keys(session, format!("Leave it in {old}"), &ctx.keymap.shown(Command::DismissProposal));
        let leave = ui.add(leave).on_hover_text("It keeps its words, links and history there");
        if leave.clicked()
            && let Ok(action) = review.leave()
        {
            ctx.send(action);
        }
    }
}

/// A button that names its keys while they mean it: as long as the list has them.
fn with_keys<'a>(session: &Session, text: String, keys: &str) -> Button<'a> {
    let button = Button::new(text);
    if session.desk.focus == Focus::Lower { button.shortcut_text(keys.to_owned()) } else { button }
}
