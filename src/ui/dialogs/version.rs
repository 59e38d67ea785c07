//! The list of what can be the new version of a document.

use egui::Context;

use super::DialogAnswer;
use super::list::{List, ROW, Row};
use super::parts::{Opening, popup, popup_title, room};
use crate::command::{Action, FileAction};
use crate::model::{Document, DocumentId, Project};
use crate::ui::ViewCtx;
use crate::ui::theme::Theme;
use crate::ui::widgets::elided_label;

/// Asks which is the new version of a document: a file, or a document that is here already.
#[derive(Clone, Debug)]
pub struct VersionList {
    old: DocumentId,
    title: String,
    others: Vec<(DocumentId, String, String)>,
    list: List,
    opening: Opening,
}

impl VersionList {
    /// Asks for the new version of a document; `None` if only a file can be it. One that came before it is not offered, nor
    /// one that has a newer version.
    pub fn new(project: &Project, old: &Document) -> Option<Self> {
        let earlier = project.earlier_versions(old.id);
        let can = |other: &Document| other.id != old.id && !earlier.contains(&other.id);
        let mut others: Vec<_> = project.newest_documents().into_iter().filter(|other| can(other)).collect();
        // What is here for the same reason is more likely.
        others.sort_by_key(|other| other.role != old.role);
        let others = others.into_iter().map(|other| {
            let role = other.role.label().to_lowercase();
            (other.id, project.called(other.id).to_owned(), role)
        });
        let others: Vec<_> = others.collect();
        let title = project.called(old.id).to_owned();
        let (list, opening) = (List::default(), Opening::default());
        (!others.is_empty()).then_some(Self { old: old.id, title, others, list, opening })
    }

    pub(super) fn show(&mut self, _: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let file = Row { text: "A file…", detail: "it is read and its facts are asked for", ..Row::default() };
        let mut rows = vec![file];
        for (at, (_, title, role)) in self.others.iter().enumerate() {
            let group = (at == 0).then_some("Or a document that is here already");
            rows.push(Row { group, text: title, detail: role, ..Row::default() });
        }
        let shown = popup(egui, "version", "New version", 460.0, |ui| {
            popup_title(ui, "New version of");
            let theme = Theme::of(ui);
            elided_label(ui, &format!("“{}”", self.title), theme.small(), theme.ink2);
            let height = (ROW * 11.0).min(room(egui));
            self.list.show(ui, &mut self.opening, "Which is the new version", height, &rows)
        });
        let old = self.old;
        match shown.inner {
            Some(0) => Some(DialogAnswer::action(Action::File(FileAction::AskVersion(old)))),
            Some(row) => {
                let new = self.others.get(row - 1).map(|(id, ..)| *id)?;
                Some(DialogAnswer::action(Action::Replace(old, new)))
            }
            None => shown.dismissed.then_some(DialogAnswer::Dismissed),
        }
    }
}
