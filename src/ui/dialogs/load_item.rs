//! One file among those that are to be loaded: its facts, or why it was not read and what can be done.

use egui::{Button, TextEdit, Ui};

use super::loading::{LoadItem, LoadState, Remedy};
use super::parts::{Opening, choice, field, hint, keep_in_view, named};
use crate::command::{Action, FileAction, Retry};
use crate::model::Role;
use crate::text::spelled_out;
use crate::ui::ViewCtx;
use crate::ui::theme::{CONTROL_HEIGHT, Theme};
use crate::ui::widgets::{card, check_box, date_hint, elided_label, fit_middle, select_all};

/// How wide the title of the document is shown that may get a new version.
const TITLE_WIDTH: f32 = 150.0;

/// Which file: its batch, and its index there.
pub(super) type Which = (u64, usize);

/// Draws all that is known and asked of a file. `opening` gives the keyboard to its first field.
pub(super) fn item_ui(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    which: Which,
    item: &mut LoadItem,
    opening: Option<&mut Opening>,
) {
    let theme = Theme::of(ui);
    let color = match &item.state {
        LoadState::Read if item.guess.role == Role::Draft => theme.accent,
        LoadState::Failed(_) => theme.bad,
        _ => theme.line,
    };
    card(ui, color, |ui| {
        ui.spacing_mut().interact_size.y = CONTROL_HEIGHT;
        elided_label(ui, &item.file, theme.body_medium(), theme.ink);
        match &item.state {
            LoadState::Read => read_ui(ctx, ui, which, item, opening),
            LoadState::Failed(why) => {
                hint(ui, &spelled_out(why), theme.bad);
                remedies_ui(ctx, ui, which, item);
            }
            LoadState::Here(known) => hint(ui, &format!("It {known}"), theme.ink2),
            LoadState::Reading(far) => {
                ui.horizontal(|ui| {
                    hint(ui, far, theme.ink2);
                    let cancel = ui.button("Stop");
                    if cancel.clicked() {
                        ctx.send(Action::File(FileAction::StopReading(Some(which.1))));
                    }
                });
            }
            LoadState::Left => {}
        }
    });
}

fn read_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, which: Which, item: &mut LoadItem, opening: Option<&mut Opening>) {
    let theme = Theme::of(ui);
    for notice in &item.notices {
        hint(ui, notice, theme.conf);
    }
    remedies_ui(ctx, ui, which, item);
    version_ui(ui, item);
    let guess = &mut item.guess;
    if guess.replaces.is_none() {
        named(ui, "Role", |ui| choice(ui, "Role", &Role::ALL.map(|role| (role, role.label())), &mut guess.role));
    }
    let title = field(ui, "Title", &mut guess.title, "What it is called here");
    if let Some(opening) = opening {
        let had_keys = opening.is_done();
        opening.give_focus(&title);
        if !had_keys && opening.is_done() {
            // The name of the file is seldom a title.
            select_all(ui, &title, &guess.title);
        }
    }
    field(ui, "Author", &mut guess.author, "Who wrote it");
    let published = field(ui, "Published", &mut guess.published, "2025-03-24, as exactly as is known");
    if !published.has_focus() {
        date_hint(ui, &guess.published);
    }
    if !item.encoding.is_empty() {
        named(ui, "Encoding", |ui| {
            let button = ui.button(format!("{}…", item.encoding)).on_hover_text("Read it in another encoding");
            ui.accesskit_node_builder(button.id, |node| node.set_label(format!("Encoding: {}", item.encoding)));
            keep_in_view(&button);
            if button.clicked() {
                ctx.send(Action::File(FileAction::ChooseEncoding(which.0, which.1)));
            }
        });
    }
    attachments_ui(ui, item);
}

/// Whether it is a document of its own, or a new version of one that is here.
fn version_ui(ui: &mut Ui, item: &mut LoadItem) {
    let Some(offer) = &item.version else { return };
    let theme = Theme::of(ui);
    let title = fit_middle(ui, &offer.title, &theme.body(), TITLE_WIDTH).into_owned();
    let mut is_version = item.guess.replaces.is_some();
    named(ui, "Load as", |ui| {
        let version = format!("New version of “{title}”");
        choice(ui, "Load as", &[(false, "A document of its own"), (true, &version)], &mut is_version)
    });
    if is_version {
        let about = "Passages go with their words. What changed, moved or is gone is listed to be looked at: nothing is \
                     guessed, and one undo brings all back.";
        hint(ui, about, theme.ink2);
    }
    item.load_as_version(is_version);
}

/// The files inside the file, each to be loaded if it is ticked.
fn attachments_ui(ui: &mut Ui, item: &mut LoadItem) {
    if item.attachments.is_empty() {
        return;
    }
    hint(ui, "Files that came with it; those that are ticked are loaded too:", Theme::of(ui).ink2);
    for (at, name) in item.attachments.iter().enumerate() {
        let own = &mut item.guess.attachments;
        let mut ticked = own.contains(&at);
        let response = check_box(ui, &mut ticked, &spelled_out(name));
        keep_in_view(&response);
        if response.changed() {
            own.retain(|other| *other != at);
            own.extend(ticked.then_some(at));
        }
    }
}

fn remedies_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, which: Which, item: &mut LoadItem) {
    let send = |how| ctx.send(Action::File(FileAction::Reread(which.0, which.1, how)));
    if item.remedies.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        for remedy in &item.remedies {
            match remedy {
                Remedy::Password => {
                    let edit = TextEdit::singleline(&mut item.password).password(true).desired_width(150.0);
                    let field = ui.add(edit.hint_text("Password").margin(egui::vec2(8.0, 5.0)));
                    ui.accesskit_node_builder(field.id, |node| node.set_label(format!("Password of {}", item.file)));
                    keep_in_view(&field);
                    // Back after a password that was not the right one: what is typed next is meant for it.
                    let tried = egui::Id::unique(("password tried", which.0, which.1));
                    if ui.data_mut(|data| data.remove_temp::<bool>(tried)).is_some() {
                        field.request_focus();
                    }
                    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                    let open = ui.add_enabled(!item.password.is_empty(), Button::new("Open"));
                    keep_in_view(&open);
                    if (open.clicked() || entered) && !item.password.is_empty() {
                        // A dialog takes `Enter` only where nothing has the keyboard.
                        open.request_focus();
                        ui.data_mut(|data| data.insert_temp(tried, true));
                        send(Retry::Password(item.password.clone()));
                    }
                }
                Remedy::MoreTime => remedy_ui(ui, "Read with more time", || send(Retry::MoreTime)),
                Remedy::AsPlainText => remedy_ui(ui, "Open as plain text", || send(Retry::AsPlainText)),
            }
        }
    });
}

fn remedy_ui(ui: &mut Ui, text: &str, send: impl FnOnce()) {
    let button = ui.button(text);
    keep_in_view(&button);
    if button.clicked() {
        send();
    }
}
