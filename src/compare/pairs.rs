//! Which statements of some documents speak of the same, and how they differ.

use std::collections::BTreeMap;

use crate::reading::{DateMeaning, Quantity, Term};
use crate::text::TextRange;

use super::bases::pairs_by_base;
use super::dates::DateVerdict;
use super::matching::{Matching, Nearness};
use super::names::NameVerdict;
use super::numbers::NumberVerdict;
use super::stories::Stories;
use super::topic::{Named, Rarity, Topic};
use super::wording::WordingVerdict;

/// Something that a document says, as it is compared.
#[derive(Clone, Debug)]
pub struct Statement<'d> {
    /// Which of the compared documents says it.
    pub document: usize,
    /// Its words.
    pub words: &'d str,
    /// Where they stand.
    pub range: TextRange,
    /// What they are.
    pub said: Said<'d>,
    /// What they are about.
    pub topic: Topic,
    /// Whom and what it names.
    pub names: Named,
}

/// What a statement is.
#[derive(Clone, Debug)]
pub enum Said<'d> {
    /// A number.
    Number {
        /// The number.
        quantity: &'d Quantity,
        /// The words and the meaning of its date.
        as_of: Option<(&'d str, DateMeaning)>,
        /// The terms right beside it, which say what it counts: "detained", "capacity".
        beside: Vec<Term>,
        /// What is counted, if it is things or people; one for all people.
        counted: Option<Term>,
        /// Of what it is a share, or of what it is the number: "population".
        whole: Option<Term>,
        /// The words that can say which part of the whole it is: "prison". Names are none.
        part: Vec<Term>,
    },
    /// Somebody's words, with the name of who says them.
    Quote(Option<&'d str>),
    /// When something was.
    Date {
        /// The words of the date alone.
        words: &'d str,
        /// What they mean.
        meaning: DateMeaning,
        /// The terms that say what was then: "siege".
        event: Vec<Term>,
        /// The last word before the date that is no name: "opened".
        act: Option<Term>,
    },
    /// A word of a name.
    Name,
    /// A sentence as a whole.
    Sentence {
        /// The names of which it says something; none if it says of anything that it is not so.
        names: Vec<Term>,
        /// The names of which it says that something is not so.
        denied: Vec<Term>,
        /// The other words of that: "held".
        denied_words: Vec<Term>,
    },
}

/// Two statements of different documents that speak of the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// The indexes of both, that of the earlier document first.
    pub statements: (usize, usize),
    /// What is compared.
    pub kind: PairKind,
    /// How they differ, in a word.
    pub verdict: Verdict,
    /// How they differ, in a sentence.
    pub reason: String,
    /// How much they have in common and how much it matters, from 0 to 1; only for comparing with others.
    pub score: f32,
    /// The index of the statement that says of how many one is a share, where that decides.
    pub base: Option<usize>,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairKind {
    /// Two numbers.
    Number,
    /// Two quotes.
    Quote,
    /// Two other statements.
    Claim,
    /// Two dates of one event.
    Date,
    /// Two ways to write a name.
    Name,
}

impl PairKind {
    /// The word for it: "number".
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Quote => "quote",
            Self::Claim => "claim",
            Self::Date => "date",
            Self::Name => "name",
        }
    }
}

/// How two statements differ, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Of two numbers.
    Number(NumberVerdict),
    /// Of two quotes.
    Wording(WordingVerdict),
    /// Of two dates.
    Date(DateVerdict),
    /// Of two names.
    Name(NameVerdict),
    /// One says of the same that it is not so.
    Denied,
}

impl Verdict {
    /// The words for it: "conflict".
    pub fn label(self) -> &'static str {
        match self {
            Self::Number(verdict) => verdict.label(),
            Self::Wording(WordingVerdict::Different) => "different words, same speaker and occasion",
            Self::Wording(verdict) => verdict.label(),
            Self::Date(verdict) => verdict.label(),
            Self::Name(verdict) => verdict.label(),
            Self::Denied => "one says “not”",
        }
    }

    /// Whether an editor has something to decide: not both can stand as they are, or one quotes, spells or denies otherwise.
    /// What is equal, compatible, of another scope or only a part of the other needs nobody.
    pub fn is_for_editor(self) -> bool {
        match self {
            Self::Number(verdict) => verdict == NumberVerdict::Conflict,
            Self::Wording(verdict) => matches!(verdict, WordingVerdict::Reworded | WordingVerdict::Different),
            Self::Date(verdict) => verdict == DateVerdict::Conflict,
            Self::Name(verdict) => matches!(verdict, NameVerdict::Spelling | NameVerdict::Conflict),
            Self::Denied => true,
        }
    }

    /// Whether it is given to statements of which it is not yet sure that they speak of the same.
    pub(super) fn is_loose(self) -> bool {
        matches!(
            self,
            Self::Number(NumberVerdict::Conflict)
                | Self::Wording(WordingVerdict::Different)
                | Self::Date(_)
                | Self::Denied
        )
    }

    /// How much it matters to who looks for what is wrong, from 0 to 1.
    pub fn weight(self) -> f32 {
        match self {
            Self::Number(NumberVerdict::Conflict) => 1.0,
            Self::Wording(WordingVerdict::Reworded) | Self::Date(DateVerdict::Conflict) => 0.9,
            Self::Wording(WordingVerdict::Different) | Self::Denied => 0.8,
            Self::Name(NameVerdict::Spelling | NameVerdict::Conflict) => 0.7,
            Self::Number(NumberVerdict::DifferentScope) | Self::Wording(WordingVerdict::Trimmed) => 0.6,
            Self::Number(NumberVerdict::Compatible) => 0.5,
            Self::Date(DateVerdict::Compatible) | Self::Name(NameVerdict::Compatible) => 0.4,
            Self::Number(NumberVerdict::Equal)
            | Self::Wording(WordingVerdict::Verbatim | WordingVerdict::Typography)
            | Self::Date(DateVerdict::Equal)
            | Self::Name(NameVerdict::Equal) => 0.3,
        }
    }
}

/// The pairs of statements of different documents that speak of the same, those that matter most first.
pub fn pairs(statements: &[Statement<'_>]) -> Vec<Pair> {
    let sentences = statements.iter().filter(|one| is_sentence(&one.said));
    let rarity = Rarity::of(statements.iter().map(|one| &one.topic), sentences.map(|one| &one.topic));
    let stories = Stories::of(statements);
    let found =
        |is_one, is_other, least| Matching::of(statements, &rarity, &stories, is_one, is_other, least).pairs(is_other);
    let mut found = [
        found(is_number, is_number, Nearness::OneStory),
        found(is_quote, is_quote, Nearness::OtherStory),
        found(is_date, is_date, Nearness::OneStory),
        // Only what somebody denies is worth looking for.
        found(denies, names, Nearness::OneStory),
    ]
    .concat();
    found.extend(pairs_by_base(statements, &rarity, &stories));
    keep_nearest(statements, &mut found);
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.statements.cmp(&b.statements)));
    found
}

fn is_number(said: &Said<'_>) -> bool {
    matches!(said, Said::Number { .. })
}

fn is_quote(said: &Said<'_>) -> bool {
    matches!(said, Said::Quote(_))
}

fn is_date(said: &Said<'_>) -> bool {
    matches!(said, Said::Date { .. })
}

fn is_sentence(said: &Said<'_>) -> bool {
    matches!(said, Said::Sentence { .. })
}

fn denies(said: &Said<'_>) -> bool {
    matches!(said, Said::Sentence { denied, .. } if !denied.is_empty())
}

fn names(said: &Said<'_>) -> bool {
    matches!(said, Said::Sentence { names, .. } if !names.is_empty())
}

/// Where an occasion, a name or a word beside tells that two statements belong together, only the nearest of each
/// document are kept, and those that say the same as the nearest: the others speak of something else more often than not.
/// So of two polls not every number is set against every other.
fn keep_nearest(statements: &[Statement<'_>], found: &mut Vec<Pair>) {
    let document = |at: usize| statements.get(at).map_or(usize::MAX, |statement| statement.document);
    let mut nearest: BTreeMap<Side, (f32, Vec<usize>)> = BTreeMap::new();
    for pair in found.iter().filter(|pair| pair.verdict.is_loose()) {
        let (a, b) = pair.statements;
        for (one, other) in [(a, b), (b, a)] {
            let (best, nearest) = nearest.entry((pair.verdict, one, document(other))).or_default();
            if nearest.is_empty() || pair.score > *best {
                (*best, *nearest) = (pair.score, vec![other]);
            } else if pair.score == *best {
                nearest.push(other);
            }
        }
    }
    let amount = |at: usize| match &statements.get(at)?.said {
        Said::Number { quantity, .. } => Some(quantity.amount),
        _ => None,
    };
    let is_same = |a: usize, b: usize| a == b || amount(a).is_some_and(|said| amount(b) == Some(said));
    found.retain(|pair| {
        let (a, b) = pair.statements;
        let is_near = |one, other| {
            let nearest = nearest.get(&(pair.verdict, one, document(other)));
            nearest.is_some_and(|(_, nearest)| nearest.iter().any(|near| is_same(*near, other)))
        };
        !pair.verdict.is_loose() || is_near(a, b) && is_near(b, a)
    });
}

/// A statement against another document, by how they differ.
type Side = (Verdict, usize, usize);
