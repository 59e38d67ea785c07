//! What can be done about a matter, and what was decided about it.

use crate::compare::Verdict;
use crate::edit::{self, Transaction};
use crate::model::{Change, Field, LinkId, Outcome, PassageKind, Place, Project, Relation, SettledId, Time, Why};

use super::{End, Matter, MatterId, MatterState, Session, Words, why_open};

/// What was decided about a matter, or what is still to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// In a word or two: "Declined: stands as written".
    pub label: String,
    /// By whom; empty if nothing is decided or nobody has said a name.
    pub who: String,
    /// When.
    pub when: Option<Time>,
    /// Why; of what is not decided, what it waits for.
    pub why: String,
}

impl Matter {
    /// What was decided about it.
    pub fn decided(&self, project: &Project) -> Decided {
        match self.id {
            MatterId::Pair(settled) if self.state == MatterState::Dismissed => dismissed(project, settled),
            MatterId::Pair(_) => undecided("Link it or dismiss it"),
            MatterId::Record(_) => undecided(Why::Clash.label()),
            MatterId::Fork(_) => {
                let newer = self.fork(project).map_or("newer", |fork| fork.newer());
                undecided(&format!("Say which is the {newer}"))
            }
            MatterId::Passage(id) => {
                let tables = project.tables();
                let mut changes: Vec<&Change> =
                    self.changes.iter().filter_map(|id| tables.changes.get(id)).map(|change| &**change).collect();
                changes.sort_by_key(|change| project.when(project.set_by(*change, Field::Decision)));
                let Some(passage) = project.passage(id) else { return Decided::default() };
                match (project.open_because(passage), changes.last(), passage.outcome) {
                    (Some(why), ..) => undecided(why_open(project, passage, why)),
                    _ if self.state == MatterState::Undecided => undecided(Why::Undecided.label()),
                    (None, Some(change), _) => decision(project, change),
                    (None, None, Some(outcome)) => {
                        let dot = project.set_by(&**passage, Field::Outcome);
                        found(project, outcome, dot, &passage.note)
                    }
                    (None, None, None) => self.linked(project),
                }
            }
        }
    }

    /// Who linked it, of what has no outcome: a contradiction between two pieces of evidence.
    fn linked(&self, project: &Project) -> Decided {
        let link = self.against.first().and_then(|against| project.link(against.link?));
        let made = link.map(|link| link.stamps.made());
        Decided {
            label: "Linked".to_owned(),
            who: made.and_then(|dot| project.who(dot)).unwrap_or_default().to_owned(),
            when: made.and_then(|dot| project.when(dot)),
            why: link.map(|link| link.note.to_string()).unwrap_or_default(),
        }
    }
}

fn undecided(why: &str) -> Decided {
    Decided { label: "Undecided".to_owned(), why: why.to_owned(), ..Decided::default() }
}

fn dismissed(project: &Project, id: SettledId) -> Decided {
    let settled = project.tables().settled.get(&id);
    let dot = settled.map(|settled| project.set_by(&**settled, Field::Fate));
    Decided {
        label: "Dismissed".to_owned(),
        who: dot.and_then(|dot| project.who(dot)).unwrap_or_default().to_owned(),
        when: dot.and_then(|dot| project.when(dot)),
        why: settled.map(|settled| settled.reason.to_string()).unwrap_or_default(),
    }
}

fn decision(project: &Project, change: &Change) -> Decided {
    let dot = project.set_by(change, Field::Decision);
    let who = Some(change.decided_by.as_str()).filter(|who| !who.is_empty()).or_else(|| project.who(dot));
    Decided {
        label: change.decision.label().to_owned(),
        who: who.unwrap_or_default().to_owned(),
        when: project.when(dot),
        why: change.reason.to_string(),
    }
}

fn found(project: &Project, outcome: Outcome, dot: crate::model::Dot, note: &str) -> Decided {
    Decided {
        label: outcome.label().to_owned(),
        who: project.who(dot).unwrap_or_default().to_owned(),
        when: project.when(dot),
        why: note.to_owned(),
    }
}

impl Session {
    /// Links a pair that was compared, marking the words that are no passages yet. What the link says is to be asked;
    /// until then it says what the comparison says, that the two do not go together.
    pub fn link_pair(&self, matter: &Matter) -> Option<(LinkId, Transaction)> {
        let (a, b) = pairs(matter).next()?;
        let kind = match matter.against.first()?.difference.as_ref()?.verdict {
            Verdict::Number(_) => PassageKind::Statistic,
            Verdict::Wording(_) => PassageKind::Quote,
            Verdict::Date(_) | Verdict::Name(_) | Verdict::Denied => PassageKind::Claim,
        };
        let [a, b] = [a, b].map(|words| (words.0, self.marked(words, kind)));
        let (first, second) = (self.project().document(a.0)?, self.project().document(b.0)?);
        edit::link_places(self.project(), (first, a.1), (second, b.1), (kind, Relation::Contradicts), self.fresh)
    }

    /// Says of a pair that was compared that nothing is to come of it, and of those that say the same.
    pub fn dismiss_pair(&self, matter: &Matter, reason: &str) -> Option<Transaction> {
        let place = |words: Words| Place::of(self.project().document(words.0)?, words.1);
        let dismissed =
            pairs(matter).filter_map(|(a, b)| Some(edit::dismiss_pair(self.project(), place(a)?, place(b)?, reason)));
        dismissed.reduce(|mut all, one| {
            all.edits.extend(one.edits);
            all
        })
    }

    /// Says that something is to come of a dismissed pair after all.
    pub fn take_pair_back(&self, matter: &Matter) -> Option<Transaction> {
        match matter.id {
            MatterId::Pair(_) if matter.state == MatterState::Dismissed => {
                let ids: Vec<_> = pairs(matter).map(|(a, b)| SettledId::of_pair(a, b)).collect();
                let what = edit::take_back_settled(self.project(), &ids);
                Some(Transaction::new("Bring a pair back", what.edits))
            }
            MatterId::Pair(_) | MatterId::Passage(_) | MatterId::Record(_) | MatterId::Fork(_) => None,
        }
    }

    /// Says of the words of a matter for which no change is proposed that they stand as written.
    pub fn let_stand(&self, matter: &Matter) -> Option<Transaction> {
        let passage = self.project().passage(matter.passage?)?;
        Some(edit::let_stand(self.project(), passage, &self.worker().name, self.fresh))
    }

    /// Whether nobody can close the passage of a matter before a decision is recorded, and there is no change to decide on.
    pub fn lacks_decision(&self, matter: &Matter) -> bool {
        let passage = matter.passage.and_then(|id| self.project().passage(id));
        let outcome = passage.and_then(|passage| passage.outcome);
        matter.changes.is_empty() && outcome.is_some_and(Outcome::needs_decision)
    }

    /// The words that are marked already for these: just these, or the only passage of this kind that has some of them.
    fn marked(&self, words: Words, kind: PassageKind) -> crate::text::TextRange {
        let marks = || self.places(words.0).into_iter().flat_map(|places| places.overlapping(words.1));
        if marks().any(|mark| mark.range == words.1) {
            return words.1;
        }
        let mut of_kind = marks().filter(|mark| mark.kind == kind).map(|mark| mark.range);
        match (of_kind.next(), of_kind.next()) {
            (Some(only), None) => only,
            _ => words.1,
        }
    }
}

/// The places of the pairs that were compared, the one that matters most first.
fn pairs(matter: &Matter) -> impl Iterator<Item = (Words, Words)> {
    let is_pair = matches!(matter.id, MatterId::Pair(_));
    matter.against.iter().filter(move |_| is_pair).filter_map(|against| match against.end {
        End::Words(other, _) => Some((matter.words?, other)),
        End::Whole(_) => None,
    })
}
