//! What a passage rests on, and what rests on it: a card for each link.

use std::collections::BTreeMap;

use egui::{
    Color32, Label, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo,
    text::{LayoutJob, TextFormat},
};

use crate::command::{Action, Ask, Command, Then};
use crate::edit::{self, Transaction, TypingTarget};
use crate::model::{Edit, Field, Link, LinkId, LinkTarget, Rank, RecordId, Relation, StandsIn, Text};
use crate::session::{Difference, Differences, Session, counted};
use crate::ui::panels::parts::{
    address_ui, choice_button, empty_ui, faint_ui, named_ui, quoted_ui, section_ui, sign_item,
};
use crate::ui::panels::quoted::{Quoted, first_chars, last_chars, visible};
use crate::ui::standing::{color_of, color_of_relation, glyph_of};
use crate::ui::theme::Theme;
use crate::ui::widgets::{Glyph, card, drop_menu, elided_label, focus_ring, menu_item};
use crate::ui::{RecordField, ViewCtx};

use super::data::{LinkData, PassageData, day};

/// So many cards are shown at once.
const MAX_CARDS: usize = 40;
/// How many rows of its sentence a card shows.
const N_ROWS: usize = 4;
/// How many characters of its sentence a card shows on either side of the words.
const N_AROUND: usize = 60;

/// So far above and below the view cards are drawn of very many, so that the focus can go on to them.
const BESIDE_VIEW: f32 = 400.0;

/// What was found out about cards when they were in view.
#[derive(Debug, Default)]
pub struct Cards {
    differences: Differences,
    /// How high they are, at this width.
    heights: BTreeMap<LinkId, f32>,
    width: f32,
}

/// The links of a passage: those that go out from it, then those that come in.
pub fn evidence_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &PassageData, (session, cards): (&Session, &mut Cards)) {
    if data.standing.is_draft() || !data.links.is_empty() {
        let add = (!data.links.is_empty()).then_some(Command::Link);
        section_ui(ctx, ui, &data.evidence_title(), add);
        if data.links.is_empty() {
            empty_ui(ctx, ui, "No evidence yet", Command::Link);
        }
        if let Some(asked) = data.is_short_of {
            let sources = counted(asked as usize, "independent source", "independent sources");
            let text = format!("The project asks for {sources}, or a primary one");
            let theme = Theme::of(ui);
            ui.add(Label::new(theme.text(text, theme.small()).color(theme.conf)).wrap());
        }
        if data.shares_origins() {
            faint_ui(ui, "What supports it from one document or origin counts once");
        }
        links_ui(ctx, ui, (&data.links, false), (session, cards));
    }
    if !data.incoming.is_empty() || data.standing.stands_in == StandsIn::Evidence {
        section_ui(ctx, ui, "Is evidence for", None);
        if data.incoming.is_empty() {
            faint_ui(ui, "Nothing rests on it yet");
        }
        links_ui(ctx, ui, (&data.incoming, true), (session, cards));
    }
}

/// The links, a card each; of very many the first, and the others when they are asked for. What is far out of view is left
/// out, and its ends are not compared.
fn links_ui(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    (links, incoming): (&[LinkData], bool),
    (session, cards): (&Session, &mut Cards),
) {
    if cards.width != ui.available_width() {
        (cards.heights, cards.width) = (BTreeMap::new(), ui.available_width());
    }
    let key = ui.scope_id().with(("cards", incoming, links.first().map(LinkData::id)));
    let n_cards: usize = ui.data(|data| data.get_temp(key)).unwrap_or(MAX_CARDS);
    for link in links.iter().take(n_cards) {
        let known = cards.heights.get(&link.id()).map(|height| egui::vec2(cards.width, *height));
        let place = known.map(|size| Rect::from_min_size(ui.cursor().min, size).expand2(egui::vec2(0.0, BESIDE_VIEW)));
        match known.filter(|_| n_cards > MAX_CARDS && !is_typed_in(ctx, link)) {
            Some(size) if !place.is_some_and(|place| ui.is_rect_visible(place)) => _ = ui.allocate_space(size),
            _ => {
                let height = link_ui(ctx, ui, (link, incoming), difference_of(session, cards, &link.link)).height();
                cards.heights.insert(link.id(), height);
            }
        }
    }
    let n_more = links.len().saturating_sub(n_cards);
    if n_more > 0 && ui.button(format!("Show more: {n_more} further links")).clicked() {
        ui.data_mut(|data| data.insert_temp(key, n_cards + MAX_CARDS));
    }
}

/// How the words of both ends of a link differ, as far as they can be compared.
fn difference_of<'c>(session: &Session, cards: &'c mut Cards, link: &Link) -> Option<&'c Difference> {
    let LinkTarget::Passage(to) = link.to else { return None };
    let project = session.project();
    let (from, to) = (project.passage(link.from)?, project.passage(to)?);
    cards.differences.between(project, session.compared(), from, to)
}

/// Whether a field of a link is being typed in.
fn is_typed_in(ctx: &ViewCtx<'_>, data: &LinkData) -> bool {
    let is_of_it =
        |target: TypingTarget| matches!(target, TypingTarget::Field(id, _) if id == RecordId::from(data.id()));
    ctx.focus_field.get().is_some_and(is_of_it) || ctx.typing.borrow().as_ref().is_some_and(|it| is_of_it(it.target))
}

/// One link. A click on the card follows it. Gives back its place.
fn link_ui(
    ctx: &ViewCtx<'_>,
    ui: &mut Ui,
    (data, incoming): (&LinkData, bool),
    difference: Option<&Difference>,
) -> Rect {
    let theme = Theme::of(ui);
    let color = color_of_relation(data.link.relation, theme);
    let builder = UiBuilder::new().id_salt(("link", data.id())).sense(Sense::click());
    let shown = ui.scope_builder(builder, |ui| {
        card(ui, color, |ui| {
            head_ui(ctx, ui, data, color, incoming);
            if let Some(quoted) = ctx.session.and_then(|session| data.quoted(session.project())) {
                quoted_ui(ui, &short(quoted), 15.0, N_ROWS);
            }
            if let (Some(difference), Some(session)) = (difference, ctx.session) {
                difference_ui(ui, (difference, &difference.told(session.project())), data.link.relation);
            }
            fields_ui(ctx, ui, data);
        });
    });
    let response = shown.response;
    let verb = if incoming { "Go to what it is evidence for" } else { "Follow" };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{verb}: {}", data.spoken(difference))));
    focus_ring(ui, &response, crate::ui::theme::RADIUS);
    if response.clicked() {
        ctx.send(Action::Follow(data.id()));
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand).rect
}

/// Relation, rank and place, in one line; the relation opens the menu of the link.
fn head_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &LinkData, color: Color32, incoming: bool) {
    let theme = Theme::of(ui);
    let at = match data.link.place.as_str() {
        // The place is where in the target: of an incoming link, that is this passage.
        place if incoming || place.is_empty() || data.place.ends_with(place) => data.place.clone(),
        place => format!("{}, {}", data.place, visible(place)),
    };
    let mut fits = true;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let (sign, _) = ui.allocate_exact_size(egui::vec2(11.0, 16.0), Sense::hover());
        glyph_of_relation(data.link.relation).paint(ui.painter(), sign.center(), 10.0, color);
        let relation = data.link.relation.label();
        let menu = choice_button(ui, "Relation", relation, theme.small_strong(), color);
        drop_menu(&menu, |ui| menu_ui(ctx, ui, data));
        if let Some(standing) = data.standing.filter(|_| incoming) {
            let (sign, _) = ui.allocate_exact_size(egui::vec2(11.0, 16.0), Sense::hover());
            glyph_of(standing).paint(ui.painter(), sign.center(), 10.0, color_of(standing, theme));
        }
        let rank = data.link.rank.label();
        let whole = format!("· {rank} · {at}");
        let width = ui.painter().layout_no_wrap(whole.clone(), theme.small(), theme.ink2).size().x;
        fits = width <= ui.available_width();
        let text = if fits { whole } else { format!("· {rank}") };
        elided_label(ui, &text, theme.small(), theme.ink2);
    });
    if !fits {
        elided_label(ui, &at, theme.small(), theme.ink2);
    }
}

/// How the words of both ends differ: in a word, which stands out where the link says otherwise, and why.
fn difference_ui(ui: &mut Ui, (difference, told): (&Difference, &str), relation: Relation) {
    let theme = Theme::of(ui);
    let is_told = matches!(relation, Relation::Contradicts | Relation::Updates);
    let color = if difference.is_for_editor() && !is_told { theme.conf } else { theme.ink };
    let mut job = LayoutJob::default();
    job.append(difference.label(), 0.0, TextFormat::simple(theme.small_strong(), color));
    let reason = format!(" · {}", visible(told));
    job.append(&reason, 0.0, TextFormat::simple(theme.small(), theme.ink2));
    job.wrap.max_width = ui.available_width();
    ui.add(Label::new(job).wrap());
}

/// Address, words or answer, place and note, as far as there are any or one of them is being written.
fn fields_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &LinkData) {
    let theme = Theme::of(ui);
    let link = &data.link;
    let field = |field| TypingTarget::Field(link.id.into(), field);
    if !data.url.is_empty() {
        address_ui(ctx, ui, &data.url);
        if !data.accessed.is_empty() {
            faint_ui(ui, &format!("Read {}", day(&data.accessed)));
        }
    }
    let has_own_words = !matches!(link.to, LinkTarget::Passage(_));
    if has_own_words || shows(ctx, field(Field::Words), &link.words) {
        let words = RecordField::area(field(Field::Words), "Words or answer given", 1).quiet();
        words.hint("Words or answer given").font(theme.quoted(15.0)).show(ctx, ui);
    }
    if is_wanted(ctx, field(Field::Place)) {
        named_ui(ui, "Place", |ui| {
            RecordField::line(field(Field::Place), "Place").hint("Page, paragraph, time").show(ctx, ui)
        });
    }
    if shows(ctx, field(Field::Note), &link.note) {
        let note = RecordField::area(field(Field::Note), "Note on the link", 1).quiet();
        note.hint("Note on the link").color(theme.ink2).show(ctx, ui);
    }
}

fn menu_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, data: &LinkData) {
    let theme = Theme::of(ui);
    let link = &data.link;
    let set = |field, value: crate::model::Value| {
        ctx.send(Action::Commit(edit::set_field(link.id, field, value), Then::Stay));
    };
    for relation in Relation::ALL {
        let sign = (glyph_of_relation(relation), color_of_relation(relation, theme));
        if sign_item(ui, Some(sign), relation.label(), None, relation == link.relation) && relation != link.relation {
            set(Field::Relation, relation.into());
        }
    }
    ui.separator();
    for (rank, text) in [(Rank::Primary, "primary evidence"), (Rank::Secondary, "secondary evidence")] {
        if sign_item(ui, None, text, None, rank == link.rank) && rank != link.rank {
            set(Field::Rank, rank.into());
        }
    }
    ui.separator();
    if menu_item(ui, "Follow", &ctx.keymap.shown(Command::FollowLink)).clicked() {
        ctx.send(Action::Follow(link.id));
    }
    for (text, field) in
        [("Write the place", Field::Place), ("Write the words", Field::Words), ("Write a note", Field::Note)]
    {
        if menu_item(ui, text, "").clicked() {
            ctx.send(Action::BeginTyping(TypingTarget::Field(link.id.into(), field)));
        }
    }
    if let LinkTarget::Source(source) = link.to
        && menu_item(ui, "Edit the source…", "").clicked()
    {
        ctx.send(Action::Ask(Ask::Source { source: Some(source), link_from: None }));
    }
    ui.separator();
    if menu_item(ui, "Remove this link", "").clicked() {
        ctx.send(Action::Commit(remove(link), Then::Stay));
    }
}

fn remove(link: &Link) -> Transaction {
    Transaction::new("Remove link", vec![Edit::remove(link.id)])
}

/// Whether a field has a text, or is to have one.
fn shows(ctx: &ViewCtx<'_>, target: TypingTarget, text: &Text) -> bool {
    !text.is_empty() || is_wanted(ctx, target)
}

/// Whether a field is being typed in, or will be.
pub(super) fn is_wanted(ctx: &ViewCtx<'_>, target: TypingTarget) -> bool {
    ctx.focus_field.get() == Some(target) || ctx.typing.borrow().as_ref().is_some_and(|typing| typing.target == target)
}

/// The words with what stands nearest around them, which is what fits into a card.
fn short(quoted: &Quoted) -> Quoted {
    let Quoted { before, words, after } = quoted.cut();
    Quoted { before: last_chars(&before, N_AROUND), words, after: first_chars(&after, N_AROUND) }
}

/// The sign for what a link says.
pub fn glyph_of_relation(relation: Relation) -> Glyph {
    match relation {
        Relation::Supports => Glyph::Tick,
        Relation::Contradicts => Glyph::NotEqual,
        Relation::Updates => Glyph::ArrowUp,
        Relation::Repeats => Glyph::ArrowBoth,
        Relation::Context => Glyph::Info,
    }
}
