//! What became of the passage in the new version of its document: the words that it had, and where they stood.

use egui::{Button, Label, Sense, Ui, vec2};

use crate::command::Action;
use crate::model::{DocumentId, Passage, Project};
use crate::session::{Session, Side, Spot};
use crate::text::{Placement, TextRange};
use crate::ui::ViewCtx;
use crate::ui::panels::marked::{Marked, marked_job, sentence_case, sign_of};
use crate::ui::panels::parts::{go_link, section_ui};
use crate::ui::panels::quoted::{Quoted, visible};
use crate::ui::theme::Theme;
use crate::ui::widgets::card;

use super::data::PassageData;

/// The words that a passage had in the version before, and what became of them.
#[derive(Clone, Debug)]
pub struct FormerData {
    /// What became of it.
    pub became: Placement,
    /// The version in which it did.
    pub version: DocumentId,
    /// Whether it waits for a person to look at it.
    pub waits: bool,
    /// Where it was.
    pub place: (DocumentId, TextRange),
    /// The same in words: "Draft 1 ¶3".
    pub place_name: String,
    /// What it said and says, what differs marked.
    pub says: [Option<Marked>; 2],
}

impl FormerData {
    /// What became of a passage in the version in which it stands; `None` if it was in no other.
    pub fn of(project: &Project, passage: &Passage) -> Option<Self> {
        let former = passage.former.last().filter(|former| former.version == passage.place.document)?;
        let (old, newest) = (project.document(former.place.document)?, project.document(former.version)?);
        let range = former.place.range();
        let now = Quoted::at(project, &passage.place);
        Some(Self {
            became: former.became,
            version: newest.id,
            waits: project.awaits_review(passage, newest.id),
            place: (old.id, range),
            place_name: format!("{} {}", visible(project.called(old.id)), old.place_name(range.start())),
            says: Marked::both(&Quoted::at(project, &former.place), Some(&now)),
        })
    }
}

/// What became of it, if it was in an earlier version.
pub fn former_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData) {
    let (Some(former), Some(session)) = (&data.former, ctx.session) else { return };
    if former.became != Placement::Changed {
        let text = format!("{} since {}", sentence_case(former.became.name()), former.place_name);
        if go_link(ui, &text, &format!("Show it in {}", former.place_name)).clicked() {
            ctx.send(Action::ShowPlace(spot(session, former)));
        }
        return;
    }
    section_ui(ctx, ui, "New version", None);
    let theme = Theme::of(ui);
    let (sign, color) = sign_of(former.became, theme);
    let edge = if former.waits { color } else { theme.line };
    card(ui, edge, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 16.0), Sense::hover());
            sign.paint(ui.painter(), rect.center(), 10.0, color);
            ui.label(theme.text(sentence_case(former.became.name()), theme.small_strong()).color(color));
        });
        for says in former.says.iter().flatten() {
            let mut job =
                marked_job(&Marked { words: says.words.clone(), ..Marked::default() }, theme, (15.0, theme.ink));
            job.wrap.max_width = ui.available_width();
            ui.add(Label::new(job).wrap());
        }
        deeds_ui(ctx, ui, (session, data, former));
    });
}

fn deeds_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, (session, data, former): (&Session, &PassageData, &FormerData)) {
    if former.waits {
        let accept = ui.add(Button::new("Accept the new words"));
        if accept.on_hover_text("It was looked at: these are its words now").clicked() {
            ctx.send(Action::AcceptCarried(former.version, vec![data.passage.id]));
        }
    }
    let text = format!("It was in {}", former.place_name);
    if go_link(ui, &text, &format!("Show it in {}", former.place_name)).clicked() {
        ctx.send(Action::ShowPlace(spot(session, former)));
    }
}

/// Where it was, to be shown in the reader beside the one that shows it now.
fn spot(session: &Session, former: &FormerData) -> Spot {
    let (document, range) = former.place;
    let shows = |side: &Side| session.desk.pane(*side).tab().is_some_and(|tab| tab.document == former.version);
    let side = Side::BOTH.into_iter().find(shows).map_or(Side::Right, Side::other);
    Spot { side, document, range, passage: None }
}
