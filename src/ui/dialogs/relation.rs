//! The list that says what a link tells.

use egui::{Context, Label, Rect, RichText, Ui};

use super::DialogAnswer;
use super::list::{List, ROW, Row};
use super::parts::{Opening, letter, popup_beside, popup_title};
use crate::command::{Action, Then};
use crate::edit::{self, Transaction};
use crate::model::{Edit, Field, Link, LinkId, LinkTarget, Project, Rank, Relation};
use crate::ui::ViewCtx;
use crate::ui::readers::words_in_view;
use crate::ui::theme::Theme;
use crate::ui::widgets::check_box;

/// Asks what the *to* end of a link says about its *from* end, and how good it is.
#[derive(Clone, Debug)]
pub struct RelationList {
    link: LinkId,
    list: List,
    opening: Opening,
}

/// For every relation its letter, and what it means, in the order of [`Relation::ALL`].
const RELATIONS: [(&str, &str); 5] = [
    ("S", "it bears it out"),
    ("C", "it says otherwise"),
    ("U", "the same fact, newer or closer"),
    ("X", "helps to understand it"),
    ("E", "the same statement or origin again"),
];

impl RelationList {
    /// Asks for the relation of this link. `Enter` keeps the one that it has.
    pub fn new(project: &Project, link: LinkId) -> Self {
        let relation = project.link(link).map(|link| link.relation);
        let at = Relation::ALL.iter().position(|other| Some(*other) == relation).unwrap_or_default();
        Self { link, list: List::at(at), opening: Opening::default() }
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let project = ctx.session.map(|session| session.project());
        let Some((project, link)) = project.and_then(|project| Some((project, project.link(self.link)?))) else {
            return Some(DialogAnswer::Dismissed);
        };
        let rows = Relation::ALL.iter().zip(RELATIONS).map(|(relation, (letter, about))| Row {
            text: relation.label(),
            detail: about,
            right: letter,
            ..Row::default()
        });
        let rows: Vec<Row<'_>> = rows.collect();
        let ends = [Some(link.from), if let LinkTarget::Passage(to) = link.to { Some(to) } else { None }];
        let ends: Vec<Rect> = ends.into_iter().flatten().flat_map(|end| words_in_view(egui, end)).collect();
        let shown = popup_beside(egui, ("relation", "What does it say?"), 400.0, &ends, |ui| {
            popup_title(ui, "What does it say?");
            ends_ui(ui, project, link);
            let chosen = self.list.show(ui, &mut self.opening, "Relations", ROW * rows.len() as f32, &rows);
            let pressed = letter(ui);
            ui.add_space(4.0);
            let mut primary = link.rank == Rank::Primary;
            let ticked = check_box(ui, &mut primary, "Primary evidence for this fact (P)").changed();
            if ticked || pressed.as_deref() == Some("P") {
                ctx.send(Action::Commit(toggle_rank(link), Then::Stay));
            }
            chosen.or(RELATIONS.iter().position(|(letter, _)| Some(*letter) == pressed.as_deref()))
        });
        match shown.inner.and_then(|chosen| Relation::ALL.get(chosen)) {
            Some(relation) if *relation != link.relation => {
                let edit = Edit::set(link.id, Field::Relation, *relation);
                let what = Transaction::new(&format!("Set relation to {}", relation.label()), vec![edit]);
                Some(DialogAnswer::action(Action::Commit(what, Then::Stay)))
            }
            Some(_) => Some(DialogAnswer::Dismissed),
            None => shown.dismissed.then_some(DialogAnswer::Dismissed),
        }
    }
}

fn toggle_rank(link: &Link) -> Transaction {
    let other = if link.rank == Rank::Primary { Rank::Secondary } else { Rank::Primary };
    edit::set_field(link.id, Field::Rank, other)
}

/// Both ends of the link, a line each: the one that speaks, then the one that it speaks about.
fn ends_ui(ui: &mut Ui, project: &Project, link: &Link) {
    let theme = Theme::of(ui);
    let words = |id| project.passage(id).map_or_else(Default::default, |passage| project.words(&passage.place));
    let about = words(link.from);
    let (said, is_quoted) = match link.to {
        LinkTarget::Passage(id) => (words(id), true),
        LinkTarget::Document(id) => (project.called(id).into(), false),
        LinkTarget::Source(id) => (project.source(id).map_or("", |source| &source.name).into(), false),
    };
    for (before, words, font) in [
        ("says", said, if is_quoted { theme.quoted(15.0) } else { theme.body_medium() }),
        ("about", about, theme.quoted(15.0)),
    ] {
        ui.horizontal(|ui| {
            ui.add_sized([34.0, 20.0], Label::new(RichText::new(before).font(theme.small()).color(theme.faint)));
            ui.add(Label::new(RichText::new(words).font(font)).truncate());
        });
    }
    ui.add_space(4.0);
}
