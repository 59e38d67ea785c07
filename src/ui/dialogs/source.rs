//! What is known of a source.

use egui::Context;

use super::DialogAnswer;
use super::parts::{Opening, choice, field, gap, named};
use crate::command::{Action, Then};
use crate::edit::{self, Transaction};
use crate::model::{
    Actor, Dot, Edit, Field, LinkId, LinkTarget, PassageId, Project, Relation, Source, SourceId, SourceKind, Text,
};
use crate::session::Session;
use crate::ui::ViewCtx;
use crate::ui::widgets::{Answer, Dialog, DialogButton};

/// Asks for the facts of a source: of a new one, which may be linked at once, or of one that is there.
#[derive(Clone, Debug)]
pub struct SourceForm {
    source: Option<SourceId>,
    link_from: Option<PassageId>,
    kind: SourceKind,
    name: String,
    detail: String,
    date: String,
    url: String,
    accessed: String,
    origin: String,
    opening: Opening,
}

impl SourceForm {
    /// A form for `source`, or for a new one that is linked from the passage `link_from`.
    pub fn new(project: &Project, source: Option<SourceId>, link_from: Option<PassageId>) -> Self {
        let known = source.and_then(|id| project.source(id));
        let text = |of: fn(&Source) -> &Text| known.map(|source| of(source).to_string()).unwrap_or_default();
        Self {
            source,
            link_from,
            kind: known.map_or(SourceKind::Person, |source| source.kind),
            name: text(|source| &source.name),
            detail: text(|source| &source.detail),
            date: text(|source| &source.date),
            url: text(|source| &source.url),
            accessed: text(|source| &source.accessed),
            origin: text(|source| &source.origin_group),
            opening: Opening::default(),
        }
    }

    pub(super) fn show(&mut self, ctx: &ViewCtx<'_>, egui: &Context) -> Option<DialogAnswer> {
        let Some(session) = ctx.session else { return Some(DialogAnswer::Dismissed) };
        let (title, verb) = match (self.source, self.link_from) {
            (Some(_), _) => ("Source", "Save"),
            (None, Some(_)) => ("New source", "Add and link"),
            (None, None) => ("New source", "Add"),
        };
        let buttons = [DialogButton::new("Cancel"), DialogButton::primary(verb).enabled(!self.name.trim().is_empty())];
        let answer = Dialog::new("source", title).width(560.0).show(egui, &buttons, |ui| self.fields_ui(ui));
        match answer? {
            Answer::Button(1) => Some(self.answer(session)),
            _ => Some(DialogAnswer::Dismissed),
        }
    }

    fn fields_ui(&mut self, ui: &mut egui::Ui) {
        let kinds = SourceKind::ALL.map(|kind| (kind, kind.label()));
        named(ui, "Kind", |ui| choice(ui, "Kind", &kinds, &mut self.kind));
        gap(ui);
        let (name, detail, date) = match self.kind {
            SourceKind::Person => ("Who it is", "Office, house, how to reach them", "When they were asked"),
            SourceKind::Call => ("Who was called", "Number, who they are", "When"),
            SourceKind::Interview => ("Who was interviewed", "By whom, where it is recorded", "When"),
            SourceKind::Book => ("Author and title", "Edition, publisher, page", "When it was published"),
            SourceKind::WebPage => ("Title of the page", "Whose page it is", "When it was published"),
            SourceKind::Other => ("What it is", "How to find it", "When"),
        };
        let first = field(ui, "Name", &mut self.name, name);
        self.opening.give_focus(&first);
        field(ui, "Detail", &mut self.detail, detail);
        field(ui, "Date", &mut self.date, date);
        field(ui, "Origin", &mut self.origin, "Who said it first: sources of one origin count once");
        let is_page = self.kind == SourceKind::WebPage;
        if is_page || !self.url.is_empty() || !self.accessed.is_empty() {
            field(ui, "Address", &mut self.url, "https://");
            field(ui, "Accessed", &mut self.accessed, "When the page was read");
        }
    }

    fn answer(&self, session: &Session) -> DialogAnswer {
        match self.source {
            Some(id) => match session.project().source(id) {
                Some(source) => self.changed(source),
                None => DialogAnswer::Dismissed,
            },
            None => self.added(session.project(), session.fresh.into()),
        }
    }

    /// The changes of a source that is there.
    fn changed(&self, source: &Source) -> DialogAnswer {
        let texts = [
            (Field::Name, &source.name, &self.name),
            (Field::Detail, &source.detail, &self.detail),
            (Field::Date, &source.date, &self.date),
            (Field::Url, &source.url, &self.url),
            (Field::Accessed, &source.accessed, &self.accessed),
            (Field::OriginGroup, &source.origin_group, &self.origin),
        ];
        let kind = (source.kind != self.kind).then(|| Edit::set(source.id, Field::Kind, self.kind));
        let texts = texts.into_iter().filter(|(_, before, after)| before.as_str() != after.trim());
        let texts = texts.map(|(field, _, after)| Edit::set(source.id, field, Text::from(after.trim())));
        DialogAnswer::edits("Edit source", kind.into_iter().chain(texts).collect())
    }

    /// The new source, and the link to it if it was asked for.
    fn added(&self, project: &Project, id: SourceId) -> DialogAnswer {
        // The transaction stamps it anew.
        let unstamped = Dot { actor: Actor(0), counter: 0 };
        let source = Source {
            detail: self.detail.trim().into(),
            date: self.date.trim().into(),
            url: self.url.trim().into(),
            accessed: self.accessed.trim().into(),
            origin_group: self.origin.trim().into(),
            ..Source::new(id, self.kind, self.name.trim(), unstamped)
        };
        let add = Edit::insert(source);
        let Some(passage) = self.link_from.filter(|passage| project.passage(*passage).is_some()) else {
            return DialogAnswer::edits("Add source", vec![add]);
        };
        let to = LinkTarget::Source(id);
        // No link names the new source yet, so its link has the id of a first one.
        let (link, what) = edit::add_link(project, passage, to, Relation::Context, LinkId::of(passage, to).into());
        let edits = std::iter::once(add).chain(what.edits).collect();
        let what = Transaction::new("Link to a new source", edits);
        DialogAnswer::action(Action::Commit(what, Then::AskRelation(link)))
    }
}
