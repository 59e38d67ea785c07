//! The card that shows what is known of a passage while the pointer rests on it.

use egui::Ui;

use crate::model::{Link, LinkTarget, Outcome, PassageId, StandsIn};
use crate::session::{Session, why_open};
use crate::ui::ViewCtx;
use crate::ui::standing::{color_of, color_of_relation, glyph_of};
use crate::ui::theme::Theme;
use crate::ui::widgets::glyph;

/// How many links a card names before it only counts them.
const MAX_LINKS: usize = 4;
/// How many characters of words a line shows.
const MAX_CHARS: usize = 60;

/// Fills the card.
pub fn card_ui(_: &ViewCtx<'_>, ui: &mut Ui, session: &Session, passage: PassageId) {
    let Some(passage) = session.project().passage(passage) else { return };
    let theme = Theme::of(ui);
    ui.set_max_width(340.0);
    let standing = session.standing(passage);
    ui.horizontal(|ui| {
        if standing.stands_in != StandsIn::Evidence {
            glyph(ui, glyph_of(standing), 12.0, color_of(standing, theme), standing.label());
        }
        let state = match standing.stands_in {
            StandsIn::Earlier => "left in an earlier version".to_owned(),
            StandsIn::Draft | StandsIn::Evidence => standing.label().to_lowercase(),
        };
        let outcome = standing.found().map_or("", Outcome::label);
        let parts = [passage.kind.label(), outcome, &state].into_iter().filter(|part| !part.is_empty());
        let words = parts.collect::<Vec<_>>().join(" · ");
        ui.label(theme.text(words, theme.body_strong()));
    });
    if let Some(why) = standing.open {
        let why = why_open(session.project(), passage, why);
        ui.label(theme.text(why, theme.small()).color(theme.ink2));
    }
    if !passage.note.is_empty() {
        ui.label(theme.text(cut(&passage.note, 3 * MAX_CHARS), theme.body()));
    }
    let project = session.project();
    let links: Vec<_> =
        project.links_from(passage.id).chain(project.links_to(LinkTarget::Passage(passage.id))).collect();
    for link in links.iter().take(MAX_LINKS) {
        let color = color_of_relation(link.relation, theme);
        ui.label(theme.text(other_end(session, passage.id, link), theme.small()).color(color));
    }
    if links.len() > MAX_LINKS {
        let more = format!("and {} more links", links.len() - MAX_LINKS);
        ui.label(theme.text(more, theme.small()).color(theme.ink2));
    }
}

/// The other end of a link and what it says, on one line: "contradicts: “2 percent of the population”, Inside the prisons ¶5".
pub fn other_end(session: &Session, here: PassageId, link: &Link) -> String {
    let relation = link.relation.label();
    let outgoing = link.from == here;
    let passage = match link.to {
        LinkTarget::Passage(to) => Some(if outgoing { to } else { link.from }),
        LinkTarget::Document(_) | LinkTarget::Source(_) => None,
    };
    if let Some(passage) = passage.and_then(|id| session.project().passage(id)) {
        let document = session.project().document(passage.place.document);
        let place = document.map(|document| {
            format!("{} {}", session.project().called(document.id), document.place_name(passage.range().start()))
        });
        let words = cut(&session.project().words(&passage.place), MAX_CHARS);
        let place = place.unwrap_or_default();
        return if outgoing {
            format!("{relation}: {words} · {place}")
        } else {
            format!("{relation} {words} · {place}")
        };
    }
    let name = match link.to {
        LinkTarget::Document(id) => session.project().document(id).map(|_| session.project().called(id).to_owned()),
        LinkTarget::Source(id) => session.project().source(id).map(|source| source.name.to_string()),
        LinkTarget::Passage(_) => None,
    };
    format!("{relation}: {}", name.unwrap_or_default())
}

fn cut(words: &str, max_chars: usize) -> String {
    match words.char_indices().nth(max_chars) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
        None => words.to_owned(),
    }
}
