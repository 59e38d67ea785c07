//! Why a passage stands as it does, in one sentence, for whoever asks later.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{Field, Link, LinkTarget, Passage, Project, Relation, Why};

/// What its links say of a passage and who settled it when: "Inside the prisons ¶5 (secondary) contradicts it: “2
/// percent”. Ana Ruiz, 21 November 2025". Empty while nothing is said of it.
pub fn why_it_stands(project: &Project, passage: &Passage) -> String {
    let links = project.links_from(passage.id).map(|link| told(project, link));
    let links: Vec<String> = links.collect();
    let settled = passage.outcome.and_then(|_| settled(project, passage));
    let parts = [Some(links.join("; ")).filter(|links| !links.is_empty()), settled];
    parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
}

/// Why a passage is open: "No change proposed yet".
pub fn why_open(project: &Project, passage: &Passage, why: Why) -> &'static str {
    match why {
        Why::Undecided if project.changes_of(passage.id).next().is_none() => "No change proposed yet",
        why => why.label(),
    }
}

/// What the other end of a link says.
fn told(project: &Project, link: &Link) -> String {
    let says = match link.relation {
        Relation::Supports => "supports it",
        Relation::Contradicts => "contradicts it",
        Relation::Updates => "updates it",
        Relation::Context => "gives context",
        Relation::Repeats => "repeats it",
    };
    let rank = link.rank.label();
    match link.to {
        LinkTarget::Passage(id) => {
            let Some(to) = project.passage(id) else { return String::new() };
            let document = project.document(to.place.document);
            let place = document.map_or_else(String::new, |document| {
                format!("{} {}", project.called(document.id), document.place_name(to.range().start()))
            });
            format!("{place} ({rank}) {says}: “{}”", super::copy::bare(&project.words(&to.place)))
        }
        LinkTarget::Document(id) => {
            let title = project.called(id);
            format!("{title} ({rank}) {says}")
        }
        LinkTarget::Source(id) => {
            let name = project.source(id).map_or("", |source| &source.name);
            format!("{name} ({rank}) {says}")
        }
    }
}

/// Who set its outcome, and on which day in Greenwich: what is copied is read elsewhere.
fn settled(project: &Project, passage: &Passage) -> Option<String> {
    let dot = project.set_by(passage, Field::Outcome);
    let time = Timestamp::from_second(project.when(dot)?.0).ok()?;
    Some(format!("{}, {}", project.who(dot)?, time.to_zoned(TimeZone::UTC).strftime("%-d %B %Y")))
}
