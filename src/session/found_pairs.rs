//! What the program found by comparing documents, as matters for the editor.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{DocumentId, Link, LinkTarget, PassageId, SettledId};

use super::Snapshot;
use super::compared::{ComparedPair, Words};
use super::forks::Twice;
use super::matters::{Against, Cause, End, Matter, MatterId, MatterState};

/// The pairs that were found and that nobody linked. Where a document says the same number several times against some
/// words, these pairs are one matter; whoever links one of them has settled all.
pub(super) fn pair_matters(work: &Snapshot, pairs: &[ComparedPair]) -> Vec<Matter> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut known: BTreeMap<(Words, DocumentId), Vec<usize>> = BTreeMap::new();
    let twice = Twice::of(&work.project);
    for pair in pairs.iter().filter(|pair| !twice.has(pair.ends)) {
        let Some(sides) = Sides::of(work, pair) else { continue };
        let of_these = known.entry((sides.words, sides.other.0)).or_default();
        let mut alike = of_these.iter().copied();
        let same = alike.find(|at| groups.get(*at).is_some_and(|group| group.says_the_same(pair, &sides)));
        match same.and_then(|at| groups.get_mut(at)) {
            Some(group) => group.all.push((pair, sides)),
            None => {
                of_these.push(groups.len());
                groups.push(Group { all: vec![(pair, sides)] });
            }
        }
    }
    groups.into_iter().filter_map(|group| group.matter(work)).collect()
}

/// Both sides of a pair, that of a draft first.
struct Sides {
    words: Words,
    other: Words,
    is_swapped: bool,
    is_dismissed: bool,
}

impl Sides {
    fn of(work: &Snapshot, pair: &ComparedPair) -> Option<Self> {
        let [a, b] = pair.ends;
        let is_draft = |words: Words| work.project.document(words.0).map(|document| work.project.is_draft(document));
        let is_swapped = !is_draft(a)? && is_draft(b)?;
        let (words, other) = if is_swapped { (b, a) } else { (a, b) };
        Some(Self { words, other, is_swapped, is_dismissed: work.project.is_pair_dismissed(a, b) })
    }
}

/// Pairs of the same words with the same number elsewhere, the one that matters most first.
struct Group<'p> {
    all: Vec<(&'p ComparedPair, Sides)>,
}

impl Group<'_> {
    fn says_the_same(&self, pair: &ComparedPair, sides: &Sides) -> bool {
        let amount = |pair: &ComparedPair, sides: &Sides| pair.amounts[usize::from(!sides.is_swapped)];
        self.all.first().is_some_and(|(first, known)| {
            let own = amount(first, known);
            own.is_some() && own == amount(pair, sides) && known.is_dismissed == sides.is_dismissed
        })
    }

    /// `None` if somebody linked one of them.
    fn matter(self, work: &Snapshot) -> Option<Matter> {
        if self.all.iter().any(|(_, sides)| is_linked(work, sides.words, sides.other)) {
            return None;
        }
        let passage = |words: Words| {
            let mut marks = work.places.get(&words.0)?.overlapping(words.1);
            marks.find(|mark| mark.range == words.1).map(|mark| mark.id)
        };
        let against = self.all.iter().map(|(pair, sides)| Against {
            end: End::Words(sides.other, passage(sides.other)),
            link: None,
            difference: Some(pair.difference.clone()),
        });
        let (first, Sides { words, other, is_dismissed, .. }) = self.all.first()?;
        Some(Matter {
            id: MatterId::Pair(SettledId::of_pair(*words, *other)),
            state: if *is_dismissed { MatterState::Dismissed } else { MatterState::Undecided },
            causes: vec![Cause::Found],
            words: Some(*words),
            passage: passage(*words),
            against: against.collect(),
            changes: Vec::new(),
            again: Arc::default(),
            score: first.score,
        })
    }
}

/// Whether passages that have words of these places are linked, in whichever direction and whatever the link says.
fn is_linked(work: &Snapshot, a: Words, b: Words) -> bool {
    let marks = |words: Words| work.places.get(&words.0).into_iter().flat_map(move |it| it.overlapping(words.1));
    let others: BTreeSet<PassageId> = marks(b).map(|mark| mark.id).collect();
    let leads = |link: &Arc<Link>| matches!(link.to, LinkTarget::Passage(to) if others.contains(&to));
    !others.is_empty()
        && marks(a).any(|mark| {
            let mut back = work.project.links_to(LinkTarget::Passage(mark.id));
            work.project.links_from(mark.id).any(leads) || back.any(|link| others.contains(&link.from))
        })
}
