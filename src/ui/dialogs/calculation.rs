//! Binding three statistics: a part, a whole, and the rate of the one in the other.

use std::collections::BTreeSet;

use egui::{Button, Context, Key, Label, Modifiers, RichText, Ui, vec2};

use super::DialogAnswer;
use super::list::{List, ROW, Row};
use super::matching::{fitting, folded};
use super::parts::{Opening, gap, named, room};
use crate::command::{Action, Then};
use crate::edit;
use crate::model::{CalculationId, LinkTarget, Passage, PassageId, PassageKind, Project, Slot};
use crate::session::{Figure, Following, Session, following};
use crate::ui::ViewCtx;
use crate::ui::panels::excerpt;
use crate::ui::theme::{CONTROL_HEIGHT, RADIUS, SPACE_S, Theme};
use crate::ui::widgets::{Answer, Dialog, DialogButton, Glyph, elide_middle, focus_ring, icon_button, search_field};

/// More statistics than these are found by typing.
const MAX_ROWS: usize = 200;
/// The order in which what is missing is asked for: most often a part is at hand, or a rate.
const ASKED: [Slot; 3] = [Slot::Rate, Slot::Part, Slot::Whole];

/// Asks with which statistics a passage is bound.
#[derive(Clone, Debug)]
pub struct CalculationForm {
    calculation: Option<CalculationId>,
    /// In the order of [`Slot::ALL`].
    bound: [Option<PassageId>; 3],
    /// Which of them is being chosen.
    slot: Slot,
    statistics: Vec<Statistic>,
    typed: String,
    list: List,
    opening: Opening,
}

/// A statistic that can be chosen.
#[derive(Clone, Debug)]
struct Statistic {
    id: PassageId,
    words: String,
    place: String,
    folded: String,
}

/// What was done in the dialog.
enum Done {
    Chosen(Option<PassageId>),
    Slot(Slot),
    Cleared(Slot),
    Kept,
}

impl CalculationForm {
    /// Asks for a new calculation with a passage, or for one that is there; `None` if the passage is not.
    pub fn new(project: &Project, passage: PassageId, calculation: Option<CalculationId>) -> Option<Self> {
        let own = project.passage(passage)?;
        let known = calculation.and_then(|id| project.calculation(id));
        let bound = known.map_or_else(
            || {
                let slot = Figure::of(project, passage).map_or(Slot::Part, |figure| figure.slot());
                Slot::ALL.map(|other| (other == slot).then_some(passage))
            },
            |known| known.passages(),
        );
        let mut form = Self {
            calculation: known.map(|known| known.id),
            bound,
            slot: Slot::Whole,
            statistics: statistics(project, own),
            typed: String::new(),
            list: List::default(),
            opening: Opening::default(),
        };
        form.go_on();
        Some(form)
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let Some(session) = ctx.session else { return Some(DialogAnswer::Dismissed) };
        let is_enough = self.bound.iter().flatten().count() >= 2;
        let follows = is_enough.then(|| following(session.project(), self.bound));
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary("Keep").enabled(is_enough)];
        let mut done = None;
        let answer = Dialog::new("calculation", "Calculate").width(600.0).show(egui, &buttons, |ui| {
            done = self.fields_ui(ui, follows.as_ref());
        });
        match done {
            Some(Done::Kept) => return Some(self.answer(session)),
            Some(Done::Chosen(passage)) => self.choose(passage),
            Some(Done::Slot(slot)) => self.turn_to(slot),
            Some(Done::Cleared(slot)) => {
                self.turn_to(slot);
                self.set(slot, None);
            }
            None => {}
        }
        Some(match answer? {
            Answer::Button(1) => self.answer(session),
            _ => DialogAnswer::Dismissed,
        })
    }

    fn answer(&self, session: &Session) -> DialogAnswer {
        let what = edit::calculate(session.project(), self.calculation, self.bound, session.fresh);
        if what.edits.is_empty() {
            return DialogAnswer::Dismissed;
        }
        DialogAnswer::action(Action::Commit(what, Then::Stay))
    }

    fn get(&self, slot: Slot) -> Option<PassageId> {
        Slot::ALL.into_iter().zip(self.bound).find_map(|(other, passage)| passage.filter(|_| other == slot))
    }

    fn set(&mut self, slot: Slot, passage: Option<PassageId>) {
        for (other, bound) in Slot::ALL.into_iter().zip(&mut self.bound) {
            if other == slot {
                *bound = passage;
            }
        }
    }

    /// Takes a statistic for what is being chosen. One that was bound as something else leaves its place to what was here.
    fn choose(&mut self, passage: Option<PassageId>) {
        let before = self.get(self.slot);
        let elsewhere = Slot::ALL.into_iter().find(|slot| passage.is_some() && self.get(*slot) == passage);
        if let Some(elsewhere) = elsewhere {
            self.set(elsewhere, before);
        }
        self.set(self.slot, passage);
        self.go_on();
    }

    /// Goes on to what is not chosen yet.
    fn go_on(&mut self) {
        let next = ASKED.into_iter().find(|slot| self.get(*slot).is_none());
        self.turn_to(next.unwrap_or(self.slot));
    }

    fn turn_to(&mut self, slot: Slot) {
        self.slot = slot;
        self.typed.clear();
        self.list.restart();
        // What was clicked does not keep the keyboard.
        self.opening = Opening::default();
    }

    fn fields_ui(&mut self, ui: &mut Ui, follows: Option<&Result<Following, String>>) -> Option<Done> {
        let mut done = None;
        for slot in Slot::ALL {
            done = named(ui, slot.label(), |ui| self.slot_ui(ui, slot)).or(done);
        }
        follows_ui(ui, follows);
        gap(ui);
        done.or(self.list_ui(ui, follows.is_some()))
    }

    /// What is bound: a click turns to it, a cross takes it away.
    fn slot_ui(&self, ui: &mut Ui, slot: Slot) -> Option<Done> {
        let theme = Theme::of(ui);
        let chosen = self.get(slot).and_then(|id| self.statistics.iter().find(|it| it.id == id));
        let is_turned_to = slot == self.slot;
        let (text, color) = match chosen {
            Some(statistic) => (format!("“{}” · {}", statistic.words, statistic.place), theme.ink),
            None if is_turned_to => {
                (format!("Choose the {} below", slot.label().to_lowercase()), theme.on_sel(theme.ink2))
            }
            None => ("What follows".to_owned(), theme.faint),
        };
        let width = ui.available_width() - CONTROL_HEIGHT - SPACE_S;
        let measure = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), theme.body(), color).size().x;
        let shown = elide_middle(&text, width - 24.0, measure).into_owned();
        let label = RichText::new(shown).font(theme.body()).color(color);
        let button =
            Button::new((label, egui::Atom::grow())).selected(is_turned_to).min_size(vec2(width, CONTROL_HEIGHT));
        let response = ui.add(button);
        ui.accesskit_node_builder(response.id, |node| {
            node.set_role(egui::accesskit::Role::RadioButton);
            node.set_label(format!("{}: {text}", slot.label()));
            node.set_toggled(is_turned_to.into());
        });
        focus_ring(ui, &response, RADIUS);
        let is_cleared = chosen.is_some()
            && icon_button(ui, Glyph::Close, &format!("Take the {} away", slot.label().to_lowercase())).clicked();
        match (is_cleared, response.clicked()) {
            (true, _) => Some(Done::Cleared(slot)),
            (_, true) => Some(Done::Slot(slot)),
            _ => None,
        }
    }

    /// The statistics to choose from. Once enough are bound, the first row keeps them.
    fn list_ui(&mut self, ui: &mut Ui, is_enough: bool) -> Option<Done> {
        let bound: BTreeSet<PassageId> = self.bound.iter().copied().flatten().collect();
        let is_kept = ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter)) && is_enough;
        let fit = fitting(self.statistics.iter().map(|it| it.folded.as_str()), &self.typed);
        let fit = fit.into_iter().filter_map(|idx| self.statistics.get(idx)).filter(|it| !bound.contains(&it.id));
        let found: Vec<&Statistic> = fit.take(MAX_ROWS).collect();
        let keeps =
            (is_enough && self.typed.is_empty()).then(|| Row { text: "Keep it so", right: "Enter", ..Row::default() });
        let n_before = usize::from(keeps.is_some());
        let rows: Vec<Row<'_>> = keeps
            .into_iter()
            .chain(found.iter().map(|it| Row { text: &it.words, detail: &it.place, ..Row::default() }))
            .collect();
        self.list.take_arrows(ui, rows.len());
        let entered = self.list.take_enter(ui);
        let field = search_field(ui, &mut self.typed, "A statistic, by its words or its document", "");
        self.opening.give_focus(&field);
        if field.changed() {
            self.list.restart();
        }
        let height = (ROW * 7.0).min((room(ui) - 120.0).max(ROW * 2.0));
        let clicked = self.list.rows_ui(ui, "Statistics", height, &rows);
        if rows.is_empty() {
            super::parts::hint(ui, "No other statistic is marked in this project", Theme::of(ui).faint);
        }
        let row = clicked.or(entered.then_some(self.list.at).filter(|at| *at < rows.len()));
        match row {
            _ if is_kept => Some(Done::Kept),
            Some(row) if row < n_before => Some(Done::Kept),
            Some(row) => found.get(row - n_before).map(|it| Done::Chosen(Some(it.id))),
            None => None,
        }
    }
}

/// What follows, or why nothing does.
fn follows_ui(ui: &mut Ui, follows: Option<&Result<Following, String>>) {
    let theme = Theme::of(ui);
    let (text, color) = match follows {
        None => ("Two of them say what the third must be".to_owned(), theme.faint),
        Some(Err(why)) => (why.clone(), theme.conf),
        Some(Ok(found)) => (found.sentence.clone(), theme.ink),
    };
    gap(ui);
    ui.add(Label::new(theme.text(&text, theme.body_medium()).color(color)).wrap());
    if let Some(stated) = follows.and_then(|found| found.as_ref().ok()?.stated.as_ref()) {
        let color = if stated.is_for_editor() { theme.conf } else { theme.ink2 };
        let text = format!("{}: {}", stated.label(), stated.reason);
        ui.add(Label::new(theme.text(&text, theme.body()).color(color)).wrap());
    }
}

/// The statistics of the project: the passage itself, those that it is linked with, those of its paragraph, those of its
/// document, all others.
fn statistics(project: &Project, own: &Passage) -> Vec<Statistic> {
    let from = project.links_from(own.id).filter_map(|link| match link.to {
        LinkTarget::Passage(to) => Some(to),
        LinkTarget::Document(_) | LinkTarget::Source(_) => None,
    });
    let linked: BTreeSet<PassageId> =
        from.chain(project.links_to(LinkTarget::Passage(own.id)).map(|link| link.from)).collect();
    let paragraph = |passage: &Passage| {
        project.document(passage.place.document).map(|document| document.paragraph_at(passage.range().start()))
    };
    let here = paragraph(own);
    let order = |passage: &Passage| {
        let is_here = passage.place.document == own.place.document;
        let near = is_here && paragraph(passage) == here;
        let title = project.document(passage.place.document).map_or("", |document| &*document.title);
        (!linked.contains(&passage.id), !near, !is_here, title.to_owned(), passage.range(), passage.id)
    };
    let is_meant = |passage: &&Passage| passage.kind == PassageKind::Statistic || passage.id == own.id;
    let mut all: Vec<&Passage> = project.passages().map(|passage| &**passage).filter(is_meant).collect();
    all.sort_by_cached_key(|passage| order(passage));
    all.into_iter().filter_map(|passage| Statistic::of(project, passage)).collect()
}

impl Statistic {
    fn of(project: &Project, passage: &Passage) -> Option<Self> {
        let document = project.document(passage.place.document)?;
        let words = excerpt(&project.words(&passage.place));
        let place = format!("{} {}", project.called(document.id), document.place_name(passage.range().start()));
        Some(Self { id: passage.id, folded: folded(&format!("{words} {place}")), words, place })
    }
}
