//! Dialogs, answered by keyboard and by mouse.

mod every;
mod program;
mod records;

use std::collections::BTreeMap;
use std::path::PathBuf;

use egui::{Event, Key, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};
use tickmark::{
    command::Request,
    model::{Outcome, PassageId, PassageKind, Rank, Relation, Role},
    ui::dialogs::{
        Dialog, DialogAnswer, FoundWork, LoadChoice, LoadItem, LoadState, Palette, PathWant, Paths, Remedy, Verdict,
    },
};

use crate::support::{Desk, window};

const DRAFT: &str = "They have detained at least 85,000 people\nand no country has a higher rate";
const REPORT: &str = "over 80,000 Salvadorans were detained";

/// What makes a dialog over a desk and its one passage.
type Make = Box<dyn FnOnce(&mut Desk, PassageId) -> Dialog>;

/// A dialog over a small project, and how it was answered.
struct Asked {
    harness: Harness<'static, (Desk, Shell)>,
    passage: PassageId,
}

/// What the shell has to do with dialogs.
#[derive(Default)]
struct Shell {
    dialog: Option<Dialog>,
    answer: Option<DialogAnswer>,
    /// Whether the palette is to be opened, which looks at the context.
    palette: bool,
}

impl Asked {
    fn new(make: impl FnOnce(&mut Desk, PassageId) -> Dialog + 'static) -> Self {
        Self::sized(vec2(900.0, 700.0), (egui::Theme::Light, 1.0), Box::new(make))
    }

    fn sized(size: egui::Vec2, look: (egui::Theme, f32), make: Make) -> Self {
        let mut desk = Desk::new();
        let draft = desk.document("Draft", Role::Draft, DRAFT);
        desk.document("Report", Role::Evidence, REPORT);
        let passage = desk.mark(draft, "at least 85,000 people", PassageKind::Claim);
        desk.select(passage);
        let shell = Shell { dialog: Some(make(&mut desk, passage)), ..Shell::default() };
        let mut harness = window(size, look, desk, shell, |ctx, ui, shell: &mut Shell| {
            let _ = ui.button("Behind");
            if std::mem::take(&mut shell.palette) {
                shell.dialog = Some(Dialog::Palette(Palette::new(ctx)));
            }
            let Some(answer) = shell.dialog.as_mut().and_then(|dialog| dialog.show(ctx, ui)) else { return };
            shell.dialog = None;
            if let DialogAnswer::Do(requests) = &answer {
                requests.iter().for_each(|request| match request {
                    Request::Action(action) => ctx.send(action.clone()),
                    Request::Command(_) => {}
                });
            }
            shell.answer = Some(answer);
        });
        harness.run();
        Self { harness, passage }
    }

    fn open(&mut self, dialog: Dialog) {
        self.harness.state_mut().1.dialog = Some(dialog);
        self.harness.run();
    }

    fn press(&mut self, keys: &[Key]) {
        for key in keys {
            self.harness.key_press(*key);
            self.harness.run();
        }
    }

    /// Types into what has the keyboard.
    fn type_text(&mut self, text: &str) {
        self.harness.event(Event::Text(text.into()));
        self.harness.run();
    }

    fn write(&mut self, field: &str, text: &str) {
        self.harness.get_by_label(field).focus();
        self.harness.run();
        self.type_text(text);
    }

    fn click(&mut self, label: &str) {
        self.harness.get_by_label(label).scroll_to_me();
        self.harness.run();
        self.harness.get_by_label(label).click();
        self.harness.run();
    }

    fn click_at(&mut self, at: egui::Pos2) {
        self.harness.drag_at(at);
        self.harness.drop_at(at);
        self.harness.run();
    }

    fn desk(&self) -> &Desk {
        &self.harness.state().0
    }

    fn answer(&self) -> Option<DialogAnswer> {
        self.harness.state().1.answer.clone()
    }

    fn outcome(&self) -> Option<Outcome> {
        self.desk().session.project().passage(self.passage).expect("it was marked").outcome
    }

    fn link(&self) -> (Relation, Rank) {
        let link = self.desk().session.project().links().next().expect("it was linked");
        (link.relation, link.rank)
    }

    fn keys(&self) -> (BTreeMap<String, String>, bool) {
        let saved = match self.answer() {
            Some(DialogAnswer::Keys(changed, single_letters)) => Some((changed, single_letters)),
            _ => None,
        };
        saved.expect("the keys were saved")
    }
}

fn two_files() -> Vec<LoadItem> {
    let item = |title: &str, notices| LoadItem {
        file: format!("{title}.txt"),
        guess: LoadChoice { title: title.into(), ..LoadChoice::default() },
        notices,
        ..LoadItem::default()
    };
    let notice = "The file does not name its encoding; it was read as windows-1252, which is a guess";
    vec![item("First", Vec::new()), item("Second", vec![notice.into()])]
}

/// A file of every fate.
fn every_fate() -> Vec<LoadItem> {
    let why = "The reading was stopped, because it took more than 20 seconds".to_owned();
    let item = |file: &str, state| LoadItem { file: file.into(), state, ..LoadItem::default() };
    let failed = |file: &str, why: &str, remedies: &[Remedy]| LoadItem {
        remedies: remedies.to_vec(),
        ..item(file, LoadState::Failed(why.into()))
    };
    let letter = LoadItem {
        attachments: vec!["figures.csv".into(), "a very long name of a table that somebody has sent us.xlsx".into()],
        encoding: "windows-1252".into(),
        ..two_files().remove(1)
    };
    vec![
        letter,
        failed("report.pdf", "The file is locked with a password", &[Remedy::Password, Remedy::AsPlainText]),
        failed("heavy.html", &why, &[Remedy::MoreTime, Remedy::AsPlainText]),
        item("again.pdf", LoadState::Reading("12 of 300 pages".into())),
        item("copy.txt", LoadState::Here("is here already, as “A draft”".into())),
    ]
}

fn found_work() -> FoundWork {
    FoundWork {
        project: "Prisons".into(),
        path: "/home/ana/prisons.tickmark.ron".into(),
        begun: "12:40".into(),
        n_changes: 12,
        until: "14:31".into(),
        typing: "Asked the ministry, which".into(),
        problems: vec!["The last change was written only in part".into()],
        readable: true,
    }
}

/// A folder with two projects.
struct TwoFiles;

impl TwoFiles {
    const ALL: [&str; 2] = ["/home/ana/pardons.tickmark.ron", "/home/ana/prisons.tickmark.ron"];
}

impl Paths for TwoFiles {
    fn complete(&self, typed: &str) -> Vec<String> {
        Self::ALL.into_iter().filter(|path| path.starts_with(typed) && *path != typed).map(str::to_owned).collect()
    }

    fn judge(&self, want: PathWant, typed: &str) -> Verdict {
        match Self::ALL.into_iter().find(|path| typed.starts_with(path)) {
            Some(path) if path != typed => Verdict::Refused("Its folder is not a folder".into()),
            Some(_) if want == PathWant::SaveProject => Verdict::Warning("This file exists".into()),
            _ => Verdict::Fine,
        }
    }

    fn path(&self, typed: &str) -> PathBuf {
        typed.into()
    }
}
