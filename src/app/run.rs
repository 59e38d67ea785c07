//! One short function for each action.

use std::collections::BTreeSet;

use crate::command::{Action, Ask, FileAction, Then, WindowAction};
use crate::edit::{self, History, Transaction, Typing, TypingTarget};
use crate::model::{
    ChangeId, DocumentId, EditError, Field, Id, LinkId, LinkTarget, PassageId, QueryId, Relation, Role,
};
use crate::session::{Desk, Direction, Focus, Selection, Session, Side, Spot};
use crate::text::TextRange;
use crate::ui::widgets::Severity;

use super::App;
use super::replacing::VersionWork;

impl App {
    /// Does something now.
    pub(super) fn run(&mut self, action: Action) {
        if !matches!(action, Action::BeginTyping(_) | Action::Window(WindowAction::Zoom(_) | WindowAction::Theme(_))) {
            self.finish_typing();
        }
        match action {
            Action::Commit(what, then) => self.commit(what, then),
            Action::Accept(suggestions, kind, then) => self.accept(&suggestions, kind, then),
            Action::AcceptMany(many) => self.accept(&self.many(many), None, Then::NextProposal),
            Action::DismissMany(many) => self.dismiss(&self.many(many)),
            Action::NextSuggestion(direction) => self.next_suggestion(direction, 1),
            Action::Undo if self.session().is_some_and(|it| it.history().undoes_merge()) => self.undo_merge(),
            Action::Undo => self.undo(),
            Action::Redo if self.redo_merge() => {}
            Action::Redo => _ = self.go_back_in_history(Session::redo, ("Redone", History::redo_name)),
            Action::Select(side, passage) => self.select(side, passage),
            Action::Show(passage) => self.show_passage(passage),
            Action::ShowSentence(draft, sentence) => self.show_sentence(draft, sentence),
            Action::SignOff(draft, reason) => self.sign_off(draft, Some(reason)),
            Action::Deselect(side) => self.with_desk(|desk, session| desk.deselect(session, side)),
            Action::SetSelection(side, selection) => self.set_selection(side, selection),
            Action::ShowWords(side, selection) => self.show_words(side, selection),
            Action::SetView(side, view) => self.with_desk(|desk, _| desk.show_as(side, view)),
            Action::SelectRows(rows) => self.select_rows(rows),
            Action::Go(spot) => self.go(spot),
            Action::ShowPlace(spot) => self.show_place(spot),
            Action::ShowBoth(about, other) => self.show_both(about, other),
            Action::Compare { old, new, at } => self.compare(old, new, at),
            Action::Back => self.walk(|desk, here| desk.trail.back(here)),
            Action::Forward => self.walk(|desk, here| desk.trail.forward(here)),
            Action::Follow(link) => self.follow(link),
            Action::OpenDocument(side, document) => self.open_document(side, document),
            Action::CloseTab(side, tab) => self.with_desk(|desk, _| desk.pane_mut(side).close(tab)),
            Action::LinkWords { from, document, range } => self.link_words(from, document, range),
            Action::LinkTo(from, to) => self.link_to(from, to),
            Action::FindEvidence(question) => self.find_evidence(question),
            Action::CloseEvidence => self.close_evidence(),
            Action::LinkEvidence(question, document, range) => self.link_evidence(&question, document, range),
            Action::CarryOver(passage, to) => self.carry_over(passage, &to),
            Action::DismissAlso(passage, range) => self.dismiss_also(passage, range),
            Action::Replace(old, new) => self.replace_with(old, new),
            Action::ChooseNewest(replaced, newest) => {
                self.work_on_version(VersionWork::ChooseNewest(replaced, newest));
            }
            Action::AcceptCarried(newest, passages) => self.accept_carried(newest, passages),
            Action::TakeOver(newest) => self.work_on_version(VersionWork::TakeOver(newest)),
            Action::ShowReviewed(passage, newest, spots) => self.show_reviewed((passage, newest), spots),
            Action::ShowHistory(of) => self.show_history(of),
            Action::Copy(copied) => self.copy(copied),
            Action::Ask(ask) => self.ask(ask),
            Action::File(file) => self.file(file),
            Action::Window(window) => self.window_action(window),
            // It is finished by now, as before every action.
            Action::FinishTyping => {}
            Action::BeginTyping(target) => self.begin_typing(target),
            Action::OpenUrl(url) => self.ask_open_url(url),
        }
    }

    fn file(&mut self, action: FileAction) {
        match action {
            FileAction::New => self.unless_unsaved(FileAction::New, Self::new_project),
            FileAction::AskOpen => self.unless_unsaved(FileAction::AskOpen, Self::pick_project),
            FileAction::Open(path) => self.unless_unsaved(FileAction::Open(path.clone()), |app| app.open(path)),
            FileAction::OpenSample => self.unless_unsaved(FileAction::OpenSample, Self::open_sample),
            FileAction::AskMerge => self.pick_merge(),
            FileAction::Merge(paths) => self.merge_files(paths),
            FileAction::AskAdd => self.pick_documents(),
            FileAction::AskAddFolder => self.pick_folders(),
            FileAction::StopReading(file) => self.stop_reading(file),
            FileAction::Reread(batch, file, how) => self.reread(batch, file, how),
            FileAction::ChooseEncoding(batch, file) => self.choose_encoding(batch, file),
            FileAction::LoadAgain(document) => self.load_again(document, false),
            FileAction::ReopenEncoding(document) => self.load_again(document, true),
            FileAction::AskVersion(old) => self.ask_version(old),
            FileAction::AddVersion(old, path) => self.add_version(old, path),
            FileAction::Add(paths) => self.read_documents(paths),
            FileAction::AddText(text) => self.read_text(&text),
            FileAction::Paste => self.window.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            FileAction::Save => self.save(),
            FileAction::SaveAs => self.pick_save_as(),
            FileAction::Close => self.unless_unsaved(FileAction::Close, Self::end_work),
            FileAction::Quit => self.unless_unsaved(FileAction::Quit, Self::quit),
        }
    }

    pub(super) fn commit(&mut self, what: Transaction, then: Then) {
        if what.edits.is_empty() {
            return;
        }
        let signed = self.signed_off();
        let Some(commit) = self.committed(|session, now| session.commit(what, now).map(Some)) else { return };
        self.tell_removed(&commit);
        self.tell_emptied(&commit);
        self.tell_signed(&signed);
        self.look_for_also(&commit);
        match then {
            Then::Stay => {}
            Then::Select(passage) => self.select_marked(passage),
            Then::Attached(passage) => self.attached(passage),
            Then::AskRelation(link) => self.ask(Ask::Relation(link)),
            Then::NextOpen => self.request(crate::command::Command::NextOpen),
            Then::NextUntouched => self.next_untouched(),
            Then::NextProposal => self.next_suggestion(Direction::Forward, 0),
        }
    }

    /// Lets the session do something that may fail; gives what it did.
    pub(super) fn committed<T>(
        &mut self,
        work: impl FnOnce(&mut Session, crate::model::Time) -> Result<Option<T>, EditError>,
    ) -> Option<T> {
        let now = self.now();
        let fresh = (self.world.fresh_id)();
        let open = self.work.as_mut()?;
        match work(&mut open.session, now) {
            Ok(done) => {
                open.session.fresh = fresh;
                self.forget_change();
                done
            }
            Err(error) => {
                self.tell(Severity::Error, format!("That cannot be done: {error}"));
                None
            }
        }
    }

    /// Selects the passage that was just marked; the words are no longer selected, so that the next key means it.
    pub(super) fn select_marked(&mut self, passage: PassageId) {
        let Some(work) = &mut self.work else { return };
        let side = work.session.desk.side;
        work.session.desk_with_project(|desk, project| {
            desk.select(project, side, passage);
            if let Some(tab) = desk.pane_mut(side).tab_mut() {
                tab.selection = Selection::caret(tab.selection.head);
            }
        });
    }

    pub(super) fn with_desk(&mut self, change: impl FnOnce(&mut Desk, &crate::model::Project)) {
        if let Some(work) = &mut self.work {
            work.session.desk_with_project(change);
        }
    }

    fn select(&mut self, side: Side, passage: PassageId) {
        self.with_desk(|desk, project| desk.select(project, side, passage));
        self.focus(Focus::Reader(side));
    }

    fn select_rows(&mut self, rows: BTreeSet<PassageId>) {
        self.with_desk(|desk, _| {
            desk.rows = rows;
            desk.focus = Focus::Lower;
        });
    }

    pub(super) fn set_selection(&mut self, side: Side, selection: Selection) {
        self.with_desk(|desk, _| {
            desk.side = side;
            if let Some(tab) = desk.pane_mut(side).tab_mut() {
                tab.selection = selection;
            }
        });
    }

    fn show_words(&mut self, side: Side, selection: Selection) {
        self.set_selection(side, selection);
        let tab = self.session().and_then(|session| session.desk.pane(side).tab()).copied();
        if let Some(tab) = tab {
            self.reveal(side, tab.document, selection.range());
        }
    }

    /// Shows a passage where its document is in front, else drafts left and evidence right.
    pub(super) fn show_passage(&mut self, id: PassageId) {
        let Some(session) = self.session() else { return };
        let Some(passage) = session.project().passage(id) else { return };
        let side = side_for(session, passage.place.document);
        self.show_passage_in(side, id);
    }

    fn show_passage_in(&mut self, side: Side, id: PassageId) {
        let Some(passage) = self.session().and_then(|session| session.project().passage(id)).cloned() else { return };
        self.leave_spot();
        self.with_desk(|desk, project| {
            desk.select(project, side, id);
            // Keys mean the passage that is shown, also while the table has them.
            desk.rows = BTreeSet::from([id]);
            if let Some(tab) = desk.pane_mut(side).tab_mut() {
                tab.selection = Selection::caret(passage.range().start());
            }
        });
        self.reveal(side, passage.place.document, passage.range());
        if !self.views.in_lower() {
            self.focus(Focus::Reader(side));
        }
    }

    /// Brings `range` into view in a reader; what is hidden there is shown.
    pub(super) fn reveal(&mut self, side: Side, document: DocumentId, range: TextRange) {
        self.with_desk(|desk, project| {
            let tab = desk.pane_mut(side).tab_mut().filter(|tab| tab.document == document);
            if let Some((tab, document)) = tab.zip(project.document(document)) {
                tab.view = document.structure().view_to_show(tab.view, range, document.text().len());
            }
        });
        self.views.reveal(side, document, range);
    }

    pub(super) fn leave_spot(&mut self) {
        self.with_desk(|desk, _| {
            if let Some(spot) = desk.spot() {
                desk.trail.leave(spot);
            }
        });
    }

    fn go(&mut self, spot: Spot) {
        self.leave_spot();
        self.arrive(spot);
    }

    fn walk(&mut self, step: impl FnOnce(&mut Desk, Option<Spot>) -> Option<Spot>) {
        let mut to = None;
        self.with_desk(|desk, project| {
            let here = desk.spot();
            to = step(desk, here).map(|spot| {
                // A passage may have gone along to a newer version since.
                let passage = spot.passage.and_then(|id| project.passage(id));
                let now = passage.filter(|passage| passage.place.document != spot.document);
                now.map_or(spot, |it| Spot { document: it.place.document, range: it.range(), ..spot })
            });
        });
        if let Some(spot) = to {
            self.arrive(spot);
        }
    }

    /// Puts the desk as it was at a spot.
    pub(super) fn arrive(&mut self, spot: Spot) {
        if self.session().is_none_or(|session| session.project().document(spot.document).is_none()) {
            return;
        }
        self.with_desk(|desk, project| {
            desk.side = spot.side;
            desk.pane_mut(spot.side).show(spot.document);
            let is_there = |id: &PassageId| project.passage(*id).is_some_and(|it| it.place.document == spot.document);
            let passage = spot.passage.filter(is_there);
            if let Some(passage) = passage {
                desk.select(project, spot.side, passage);
            }
            if let Some(tab) = desk.pane_mut(spot.side).tab_mut() {
                tab.selection = Selection::of(spot.range);
                tab.passage = passage;
            }
        });
        self.reveal(spot.side, spot.document, spot.range);
        self.focus(Focus::Reader(spot.side));
    }

    /// Shows a place while the keys stay where they are.
    fn show_place(&mut self, spot: Spot) {
        self.leave_spot();
        let keys = self.views.focused;
        self.arrive(spot);
        if let Some(keys) = keys {
            self.focus(keys);
        }
    }

    /// Shows the end of a link that is not in hand, in the reader beside it.
    fn follow(&mut self, link: LinkId) {
        let Some(session) = self.session() else { return };
        let Some(link) = session.project().link(link).cloned() else { return };
        let shown = session.desk.shown();
        let hand_side = shown.and_then(|id| side_of(session, id)).unwrap_or_default();
        match link.to {
            LinkTarget::Passage(to) if shown == Some(to) => self.show_passage(link.from),
            LinkTarget::Passage(to) => self.show_passage_in(hand_side.other(), to),
            LinkTarget::Document(document) => self.open_document(hand_side.other(), document),
            LinkTarget::Source(source) => self.ask(Ask::Source { source: Some(source), link_from: None }),
        }
    }

    fn open_document(&mut self, side: Side, document: DocumentId) {
        self.leave_spot();
        self.with_desk(|desk, _| {
            desk.side = side;
            desk.pane_mut(side).show(document);
            desk.pane_mut(side).keep();
        });
        self.focus(Focus::Reader(side));
    }

    fn link_words(&mut self, from: PassageId, document: DocumentId, range: TextRange) {
        let Some(session) = self.session() else { return };
        let project = session.project();
        let (Some(passage), Some(document)) = (project.passage(from), project.document(document)) else { return };
        match edit::link_words(project, passage, (document, range), Relation::Context, session.fresh) {
            Some((link, what)) => {
                self.commit(what, Then::AskRelation(link));
                self.select_target(link);
            }
            None => self.tell(Severity::Info, "These words cannot be linked with themselves"),
        }
    }

    /// The words that were linked are a passage now: it is selected instead of them.
    fn select_target(&mut self, link: LinkId) {
        self.with_desk(|desk, project| {
            let Some(LinkTarget::Passage(to)) = project.link(link).map(|link| link.to) else { return };
            let side = desk.side;
            let Some(tab) = desk.pane_mut(side).tab_mut() else { return };
            if project.passage(to).is_some_and(|passage| passage.place.document == tab.document) {
                tab.selection = Selection::caret(tab.selection.range().start());
                tab.passage = Some(to);
            }
        });
    }

    fn link_to(&mut self, from: PassageId, to: LinkTarget) {
        let Some(session) = self.session() else { return };
        let (link, what) = edit::add_link(session.project(), from, to, Relation::Context, session.fresh);
        self.commit(what, Then::AskRelation(link));
    }

    /// Turns what stands in the field that is being typed in into a transaction.
    pub(super) fn finish_typing(&mut self) {
        let Some(typing) = self.typing.take() else { return };
        let Some(session) = self.session() else { return };
        let fresh = session.fresh;
        let Some(what) = typing.transaction(session.project(), fresh) else { return };
        if let Some(commit) = self.committed(|session, now| session.commit(what, now).map(Some)) {
            self.look_for_also(&commit);
            self.go_on_typing(typing.target, fresh);
        }
    }

    /// `Tab` out of a new query or change goes on in the next field of its record, which was not there before.
    fn go_on_typing(&mut self, left: TypingTarget, made: Id) {
        let tabbed = self.window.input(|input| input.key_pressed(egui::Key::Tab) && !input.modifiers.shift);
        let next = match left {
            TypingTarget::NewQuery(_) => TypingTarget::Field(QueryId(made).into(), Field::Addressee),
            TypingTarget::NewChange(_) => TypingTarget::Field(ChangeId(made).into(), Field::Reason),
            TypingTarget::Field(..) => return,
        };
        if tabbed {
            self.begin_typing(next);
        }
    }

    pub(super) fn begin_typing(&mut self, target: TypingTarget) {
        if self.typing.borrow().as_ref().is_some_and(|typing| typing.target == target) {
            self.focus_field.set(Some(target));
            return;
        }
        self.finish_typing();
        let Some(session) = self.session() else { return };
        let typing = Typing::begin(session.project(), target);
        self.typing.replace(Some(typing));
        self.focus_field.set(Some(target));
    }

    fn window_action(&mut self, action: WindowAction) {
        match action {
            WindowAction::FocusReader(side) => self.focus_reader(side),
            WindowAction::UseReader(side) => self.with_desk(|desk, _| desk.side = side),
            WindowAction::FocusNext { forward } => self.focus_next(forward),
            WindowAction::TurnTab { forward } => self.turn_tab(forward),
            WindowAction::ToggleDocuments => self.toggle_documents(),
            WindowAction::ToggleLower => self.toggle_lower(),
            WindowAction::ToggleSuggestions => self.toggle_suggestions(),
            WindowAction::ShowLower(tab) => self.go_to_lower(tab),
            WindowAction::ForEditor => self.show_for_editor(),
            WindowAction::Review => self.show_review(),
            WindowAction::ToggleBoth => self.change_settings(|settings| settings.layout.one_reader ^= true),
            WindowAction::ToggleStacked => self.change_settings(|settings| settings.layout.stacked ^= true),
            WindowAction::ToggleProof => self.views.readers.proof ^= true,
            WindowAction::ToggleFirstRead => self.toggle_first_read(),
            WindowAction::ToggleCompare => self.toggle_compare(),
            WindowAction::NextDifference { forward } => self.next_difference(forward),
            WindowAction::Split(split) => self.change_settings(|settings| settings.layout.split = split),
            WindowAction::LowerHeight(height) => self.change_settings(|settings| settings.layout.lower_height = height),
            WindowAction::PassageWidth(width) => self.change_settings(|settings| settings.layout.passage_width = width),
            WindowAction::Find => self.find(),
            WindowAction::FindNext { forward } => self.find_next(forward),
            WindowAction::FindEverywhere => self.find_everywhere(),
            WindowAction::Theme(theme) => self.change_settings(|settings| settings.theme = theme),
            WindowAction::Zoom(steps) => self.zoom(steps),
        }
    }

    fn focus_reader(&mut self, side: Side) {
        self.with_desk(|desk, _| desk.side = side);
        self.focus(Focus::Reader(side));
    }

    fn turn_tab(&mut self, forward: bool) {
        self.with_desk(|desk, _| {
            let side = desk.side;
            let pane = desk.pane_mut(side);
            let n_tabs = pane.tabs.len().max(1);
            pane.turn_to((pane.front + if forward { 1 } else { n_tabs - 1 }) % n_tabs);
        });
    }

    fn zoom(&mut self, steps: i8) {
        let session = self.work.as_ref().map(|work| &work.session);
        for side in Side::BOTH {
            let tab = session.and_then(|session| session.desk.pane(side).tab());
            let passage = tab.and_then(|tab| session?.project().passage(tab.passage?));
            if let Some(passage) = passage {
                self.views.readers.keep_in_view(side, passage.place.document, passage.range());
            }
        }
        self.change_settings(|settings| {
            settings.zoom = match steps {
                0 => 100,
                steps => settings.zoom.saturating_add_signed(i16::from(steps) * 10).clamp(50, 300),
            };
        });
    }
}

/// The reader in which a document is shown: where it is in front, the one used last first; else by its role.
pub(super) fn side_for(session: &Session, document: DocumentId) -> Side {
    let desk = &session.desk;
    let in_front = |side: &Side| desk.pane(*side).tab().is_some_and(|tab| tab.document == document);
    let by_role = match session.project().document(document).map(|document| document.role) {
        Some(Role::Evidence) => Side::Right,
        Some(Role::Draft) | None => Side::Left,
    };
    [by_role, desk.side, desk.side.other()].into_iter().find(in_front).unwrap_or(by_role)
}

/// The reader that has the document of a passage in front.
fn side_of(session: &Session, passage: PassageId) -> Option<Side> {
    let document = session.project().passage(passage)?.place.document;
    Side::BOTH.into_iter().find(|side| session.desk.pane(*side).tab().is_some_and(|tab| tab.document == document))
}

/// Finding words in the document of the reader used last.
impl App {
    fn find(&mut self) {
        if let Some(work) = &self.work {
            self.views.readers.find.open(&work.session);
        }
    }

    fn find_next(&mut self, forward: bool) {
        if let Some(work) = &self.work {
            self.views.readers.find.go(&work.session, forward);
        }
    }
}
