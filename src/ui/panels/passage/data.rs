//! What the panel shows of a passage.

use std::cell::OnceCell;
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::{
    Change, Decision, Document, Field, Link, LinkId, LinkTarget, Passage, PassageId, PassageKind, Project, Query, Rank,
    RecordId, Relation, RestsOn, Source, SourceKind, Standing, StandsIn, State, Time, Why,
};
use crate::session::{Clashing, Difference, Session, reopened_in_words, standing_in_forks, why_open};
use crate::ui::panels::quoted::{Quoted, excerpt, visible};
use crate::ui::panels::versions::ask_in_words;
use crate::ui::when::when;

use super::calculation::CalculationData;
use super::diff::{Fate, word_diff};
use super::former::FormerData;
use super::left::LeftData;

/// A passage with all that is known of it.
#[derive(Clone, Debug)]
pub struct PassageData {
    /// The passage itself.
    pub passage: Arc<Passage>,
    /// The number of its paragraph.
    pub paragraph: usize,
    /// Its words, with what stands around them in its sentence.
    pub words: Quoted,
    /// How far its check is.
    pub standing: Standing,
    /// The same in words: "query out since 18 March".
    pub state: String,
    /// The links that go out from it: what speaks against it first.
    pub links: Vec<LinkData>,
    /// What it rests on.
    pub rests_on: RestsOn,
    /// How many independent sources the project asks for, if it rests on fewer.
    pub is_short_of: Option<u32>,
    /// Whether its words put something above all else, so that one asks: compared with what?
    pub is_superlative: bool,
    /// What the program reads in it, if it is a statistic of which the checker has not said what it means.
    pub reads_as: Option<String>,
    /// The links that point to it.
    pub incoming: Vec<LinkData>,
    /// The changes proposed for it, the oldest first.
    pub changes: Vec<ChangeData>,
    /// The queries about it, the oldest first.
    pub queries: Vec<Arc<Query>>,
    /// The calculations that it is in.
    pub calculations: Vec<CalculationData>,
    /// Fields of it or of its links, queries and changes that two people set differently.
    pub clashes: Vec<Clashing>,
    /// Where it stands, if people carried it to different versions of its document, and what is to be done about that.
    pub forked: Option<String>,
    /// What became of it in the new version of its document, if it has a place there.
    pub former: Option<FormerData>,
    /// That it was left in an earlier version, if it was.
    pub left: Option<LeftData>,
    /// Whom a query can go to, beside the writer.
    pub addressees: Vec<String>,
}

/// A link as one of its ends shows it.
#[derive(Clone, Debug)]
pub struct LinkData {
    /// The link.
    pub link: Arc<Link>,
    /// Where the other end is: "Inside the prisons ¶5", "Mneesha Gellman · interview · 12 March".
    pub place: String,
    /// The other end, as the link names it or as the passage that it goes out from.
    other: LinkTarget,
    /// The words there, once they were asked for: thousands of links are sorted, but only a few of them shown.
    quoted: OnceCell<Option<Quoted>>,
    /// Where the other end stands on the web.
    pub url: String,
    /// When that was read.
    pub accessed: String,
    /// The standing of the other end, if it is a passage of a draft, or was left in an earlier version of one.
    pub standing: Option<Standing>,
}

/// A proposed change, and the words before and after in one.
#[derive(Clone, Debug)]
pub struct ChangeData {
    /// The change.
    pub change: Arc<Change>,
    /// What becomes of which words.
    pub diff: Vec<(Fate, String)>,
}

impl PassageData {
    /// All about a passage; `None` if it is not there.
    pub fn of(session: &Session, id: PassageId, now: Time) -> Option<Self> {
        let project = session.project();
        let passage = project.passage(id)?;
        let document = project.document(passage.place.document)?;
        let standing = session.standing(passage);
        let mut links: Vec<_> = project.links_from(id).map(|link| LinkData::of(project, link, link.to)).collect();
        links.sort_by_cached_key(LinkData::order);
        let incoming = project.links_to(LinkTarget::Passage(id));
        let incoming = incoming.map(|link| LinkData::of(project, link, LinkTarget::Passage(link.from)));
        let mut incoming: Vec<_> = incoming.collect();
        incoming.sort_by_cached_key(LinkData::order);
        let mut queries: Vec<_> = project.queries_of(id).cloned().collect();
        queries.sort_by_key(|query| (made(project, query.id.into()), query.id));
        let mut changes: Vec<_> = project.changes_of(id).cloned().collect();
        changes.sort_by_key(|change| (made(project, change.id.into()), change.id));
        let rests_on = session.rests_on(passage);
        let asked = project.about().map(|about| about.independent).filter(|asked| *asked > 0);
        Some(Self {
            reads_as: (passage.kind == PassageKind::Statistic && passage.reading.trim().is_empty())
                .then(|| session.reads_as(passage))
                .flatten(),
            paragraph: document.paragraph_at(passage.range().start()),
            words: Quoted::at(project, &passage.place),
            state: state_in_words(project, passage, standing, &queries, now),
            is_short_of: asked.filter(|asked| standing.is_draft() && !rests_on.is_enough(*asked)),
            rests_on,
            is_superlative: session.is_superlative(passage),
            calculations: CalculationData::all(project, id),
            clashes: Clashing::of_passage(project, passage),
            addressees: addressees(project, document),
            forked: standing_in_forks(project, passage).map(|stands| {
                format!("Stands in {}: {}", visible(&stands), ask_in_words(project, passage.place.document))
            }),
            former: FormerData::of(project, passage),
            left: LeftData::of(session, passage, now),
            changes: changes.into_iter().map(ChangeData::of).collect(),
            passage: passage.clone(),
            standing,
            links,
            incoming,
            queries,
        })
    }

    /// What stands over the evidence: "Evidence · rests on 1 primary", sources of one origin counted once.
    pub fn evidence_title(&self) -> String {
        let supported = self.links.iter().any(|link| link.link.relation == Relation::Supports);
        match supported {
            _ if self.links.is_empty() => "Evidence".into(),
            true => format!("Evidence · rests on {}", self.rests_on),
            false => "Evidence · nothing supports it".into(),
        }
    }

    /// Whether more supports it than it rests on: of one origin, or in one document, all is one.
    pub fn shares_origins(&self) -> bool {
        let supports = |link: &&LinkData| link.link.relation == Relation::Supports && link.standing.is_none();
        self.links.iter().filter(supports).count() > self.rests_on.n_primary + self.rests_on.n_secondary
    }

    /// Whether its outcome waits for somebody to decide on a change.
    pub fn needs_decision(&self) -> bool {
        let undecided = self.changes.is_empty() || self.changes.iter().any(|it| it.change.decision == Decision::Open);
        let needs = self.standing.outcome.is_some_and(|outcome| outcome.needs_decision());
        self.standing.is_draft() && needs && undecided
    }
}

/// What a screen reader says of a passage: "Statistic: 1,086 per 100,000, paragraph 7, query out, conflicting, 2 links".
pub fn announcement(session: &Session, id: PassageId) -> String {
    let project = session.project();
    let Some(passage) = project.passage(id) else { return String::new() };
    let standing = session.standing(passage);
    let mut text = format!("{}: {}", passage.kind.label(), excerpt(&project.words(&passage.place)));
    if let Some(document) = project.document(passage.place.document) {
        let _ = match document.paragraph_at(passage.range().start()) {
            0 => write!(text, ", its text emptied"),
            at => write!(text, ", paragraph {at}"),
        };
    }
    match standing.stands_in {
        StandsIn::Draft => text.extend([", ", standing.state.name()]),
        StandsIn::Earlier => {
            let title = project.document(passage.place.document).map(|document| visible(project.called(document.id)));
            let _ = write!(text, ", left in {}", title.unwrap_or_default());
        }
        StandsIn::Evidence => text.push_str(", evidence"),
    }
    if let Some(outcome) = standing.found() {
        text.extend([", ", outcome.name()]);
    }
    let n_links = project.links_from(id).count() + project.links_to(LinkTarget::Passage(id)).count();
    let links = if n_links == 1 { "link" } else { "links" };
    let _ = write!(text, ", {n_links} {links}");
    text
}

impl LinkData {
    /// A link by what is known of its end `other`.
    pub(super) fn of(project: &Project, link: &Arc<Link>, other: LinkTarget) -> Self {
        let mut data = Self {
            link: link.clone(),
            place: String::new(),
            other,
            quoted: OnceCell::new(),
            url: String::new(),
            accessed: String::new(),
            standing: None,
        };
        match other {
            LinkTarget::Passage(id) => {
                let Some(passage) = project.passage(id) else { return data };
                let Some(document) = project.document(passage.place.document) else { return data };
                let standing = project.standing(passage);
                let at = document.place_name(passage.range().start());
                data.place = format!("{} {at}", visible(project.called(document.id)));
                data.standing = (standing.stands_in != StandsIn::Evidence).then_some(standing);
            }
            LinkTarget::Document(id) => {
                let Some(document) = project.document(id) else { return data };
                data.place = visible(project.called(id));
                data.url = document.url.to_string();
                data.accessed = document.accessed.to_string();
            }
            LinkTarget::Source(id) => {
                let Some(source) = project.source(id) else { return data };
                data.place = source_in_words(source);
                data.url = source.url.to_string();
                data.accessed = source.accessed.to_string();
            }
        }
        data
    }

    /// The id of the link.
    pub fn id(&self) -> LinkId {
        self.link.id
    }

    /// The words at the other end, if it is a passage.
    pub fn quoted(&self, project: &Project) -> Option<&Quoted> {
        let quote = || {
            let LinkTarget::Passage(id) = self.other else { return None };
            let passage = project.passage(id)?;
            project.document(passage.place.document).map(|_| Quoted::at(project, &passage.place))
        };
        self.quoted.get_or_init(quote).as_ref()
    }

    /// All of it in a line, for a screen reader: with how its ends differ, once its words were shown.
    pub fn spoken(&self, difference: Option<&Difference>) -> String {
        let words = self
            .quoted
            .get()
            .and_then(Option::as_ref)
            .map(|quoted| format!(": {}", excerpt(&quoted.words)))
            .unwrap_or_default();
        let verdict = difference.map(|found| format!(", {}", found.label())).unwrap_or_default();
        format!("{}, {}, {}{words}{verdict}", self.link.relation.label(), self.link.rank.label(), self.place)
    }

    /// What speaks against the passage comes first, primary before secondary.
    fn order(&self) -> (u8, std::cmp::Reverse<Rank>, String, LinkId) {
        let relation = match self.link.relation {
            Relation::Contradicts => 0,
            Relation::Updates => 1,
            Relation::Supports => 2,
            Relation::Context => 3,
            Relation::Repeats => 4,
        };
        (relation, std::cmp::Reverse(self.link.rank), self.place.clone(), self.link.id)
    }
}

impl ChangeData {
    fn of(change: Arc<Change>) -> Self {
        Self { diff: word_diff(&visible(&change.from), &visible(&change.to)), change }
    }
}

/// "Mneesha Gellman · interview · 12 March".
fn source_in_words(source: &Source) -> String {
    let kind = match source.kind {
        SourceKind::Other => String::new(),
        kind => kind.label().to_lowercase(),
    };
    let parts = [visible(&source.name), kind, visible(&source.detail), day(&source.date)];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn state_in_words(
    project: &Project,
    passage: &Passage,
    standing: Standing,
    queries: &[Arc<Query>],
    now: Time,
) -> String {
    if standing.stands_in == StandsIn::Evidence {
        return "Evidence: it is what links point to, so it has no outcome, change or query of its own".into();
    }
    match (standing.state, standing.open) {
        (State::QueryOut, why) => {
            let waiting = queries.iter().find(|query| query.answer.is_empty());
            let sent = waiting.map(|query| day(&query.sent)).unwrap_or_default();
            let since =
                if sent.is_empty() { "Query out, not sent yet".into() } else { format!("Query out since {sent}") };
            if why == Some(Why::Clash) { format!("{since} · {}", Why::Clash.label()) } else { since }
        }
        (State::Reopened, _) => {
            format!("{}: {}", State::Reopened.label(), lower_first(&visible(&reopened_in_words(project, passage))))
        }
        (State::Checked | State::SignedOff, Some(why)) => {
            format!("Open: {}", lower_first(why_open(project, passage, why)))
        }
        (State::Checked, None) => {
            let dot = project.set_by(passage, Field::Outcome);
            let who = project.who(dot).unwrap_or("somebody");
            let when = project.when(dot).map(|time| format!(", {}", when(time, now))).unwrap_or_default();
            format!("{} by {who}{when}", State::Checked.label())
        }
        (state, Some(Why::Clash)) => format!("{} · {}", state.label(), Why::Clash.label()),
        (state, _) => state.label().into(),
    }
}

/// Whom one asks about a draft: its author, and everyone of the sources that can answer.
fn addressees(project: &Project, document: &Document) -> Vec<String> {
    let author = Some(document.author.to_string()).filter(|author| !author.is_empty());
    let answers =
        |source: &&Arc<Source>| matches!(source.kind, SourceKind::Person | SourceKind::Call | SourceKind::Interview);
    let people = project.sources().into_iter().filter(answers).map(|source| source.name.to_string());
    let mut names: Vec<String> = author.into_iter().chain(people).collect();
    names.dedup();
    names
}

/// When a record was made, for lists that are to stay in order.
fn made(project: &Project, id: RecordId) -> Option<Time> {
    let record = project.tables().get(id)?;
    let first = record.fields().stamps().dots().next()?;
    project.when(first)
}

/// A day as it was typed; "18 March 2025" if it was typed as 2025-03-18.
pub fn day(typed: &str) -> String {
    match typed.trim().parse::<Date>() {
        Ok(date) => date.strftime("%-d %B %Y").to_string(),
        Err(_) => typed.trim().into(),
    }
}

pub(super) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}
