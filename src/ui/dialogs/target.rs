//! The list of what a passage can be linked to as a whole.

use egui::Context;

use super::DialogAnswer;
use super::list::{List, ROW, Row};
use super::matching::{fitting, folded};
use super::parts::{Opening, popup, popup_title, room};
use crate::command::{Action, Ask};
use crate::model::{LinkTarget, PassageId, Project};
use crate::ui::ViewCtx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{elided_label, search_field};

/// Asks with which document or source to link a passage.
#[derive(Clone, Debug)]
pub struct TargetList {
    passage: PassageId,
    targets: Vec<Target>,
    typed: String,
    list: List,
    opening: Opening,
}

#[derive(Clone, Debug)]
struct Target {
    to: LinkTarget,
    name: String,
    detail: String,
    folded: String,
}

impl TargetList {
    /// Asks for a target among the documents and sources of the project, but for the document that the passage is in.
    pub fn new(project: &Project, passage: PassageId) -> Self {
        let own = project.passage(passage).map(|passage| passage.place.document);
        let documents = project.documents().into_iter().filter(|document| Some(document.id) != own);
        let documents = documents.map(|document| {
            (LinkTarget::Document(document.id), project.called(document.id).to_owned(), document.role.label().into())
        });
        let sources = project.sources().into_iter().map(|source| {
            let detail: String = match source.detail.as_str() {
                "" => source.kind.label().into(),
                detail => format!("{}, {detail}", source.kind.label()),
            };
            (LinkTarget::Source(source.id), source.name.to_string(), detail)
        });
        let linked: Vec<LinkTarget> = project.links_from(passage).map(|link| link.to).collect();
        let targets = documents.chain(sources).map(|(to, name, detail)| {
            let detail = if linked.contains(&to) { format!("{detail}, linked already") } else { detail };
            Target { to, folded: folded(&format!("{name} {detail}")), name, detail }
        });
        Self {
            passage,
            targets: targets.collect(),
            typed: String::new(),
            list: List::default(),
            opening: Opening::default(),
        }
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let project = ctx.session.map(|session| session.project());
        let Some((project, passage)) = project.and_then(|project| Some((project, project.passage(self.passage)?)))
        else {
            return Some(DialogAnswer::Dismissed);
        };
        let shown = popup(egui, "target", "Link with", 460.0, |ui| {
            popup_title(ui, "Link with");
            let theme = Theme::of(ui);
            elided_label(ui, &format!("“{}”", project.words(&passage.place)), theme.small(), theme.ink2);
            let found = fitting(self.targets.iter().map(|target| target.folded.as_str()), &self.typed);
            self.list.take_arrows(ui, found.len() + 1);
            let entered = self.list.take_enter(ui);
            let field = search_field(ui, &mut self.typed, "Title or name", "");
            self.opening.give_focus(&field);
            if field.changed() {
                self.list.restart();
            }
            let targets = found.iter().filter_map(|idx| self.targets.get(*idx));
            let rows = targets.map(|target| Row { text: &target.name, detail: &target.detail, ..Row::default() });
            let rows: Vec<Row<'_>> = rows.collect();
            let name = "Documents and sources";
            let clicked = self.list.rows_ui(ui, name, (ROW * 10.0).min(room(egui)), &rows);
            let new_source =
                Row { text: "New source…", detail: "a person, a call, a book, a web page", ..Row::default() };
            let new = self.list.last_row_ui(ui, name, rows.len(), &new_source).then_some(rows.len());
            let chosen = clicked.or(new).or(entered.then_some(self.list.at));
            chosen.map(|row| found.get(row).and_then(|idx| self.targets.get(*idx)).map(|target| target.to))
        });
        let passage = self.passage;
        match shown.inner {
            Some(Some(to)) => Some(DialogAnswer::action(Action::LinkTo(passage, to))),
            Some(None) => {
                Some(DialogAnswer::action(Action::Ask(Ask::Source { source: None, link_from: Some(passage) })))
            }
            None => shown.dismissed.then_some(DialogAnswer::Dismissed),
        }
    }
}
