//! Documents compared with each other: numbers, quotes, dates, denials, names.

use crate::compare::{
    NameVerdict, Named, Pair, PairKind, Said, Statement, Stories, Topic, Verdict, bases, compare_names, pairs,
};
use crate::detect::{Spelling, SpellingForm, Suggestion, spellings};
use crate::model::Body;
use crate::reading::Lexicon;
use crate::text::TextRange;

use super::statements;

/// What documents say, and which of it belongs together.
#[derive(Clone, Debug, Default)]
pub struct Comparison<'d> {
    /// The statements.
    pub said: Vec<Statement<'d>>,
    /// The pairs of them that are worth a look, those that matter most first.
    pub pairs: Vec<Pair>,
    /// The shares of which it is said of how many they are shares, each with the statement that says so, by their indexes.
    pub bases: Vec<(usize, usize)>,
}

/// The index of a document, and a place in it.
type Place = (usize, TextRange);

/// How sure it is that two spellings are of one name.
const SURENESS: f32 = 0.6;

impl<'d> Comparison<'d> {
    /// Compares documents, each with what was found in it.
    pub fn of(documents: &[(&'d Body, &'d [Suggestion])]) -> Self {
        let mut lexicon = Lexicon::default();
        let all = documents.iter().enumerate();
        let said: Vec<_> = all.flat_map(|(at, (body, found))| statements(at, body, found, &mut lexicon)).collect();
        let (pairs, stories) = (pairs(&said), Stories::of(&said));
        let mut compared = Self { bases: bases(&said, &stories), said, pairs };
        let bodies: Vec<&'d Body> = documents.iter().map(|(body, _)| *body).collect();
        for spelling in spellings(&bodies) {
            compared.push_names(&bodies, &stories, &spelling);
        }
        compared.pairs.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.statements.cmp(&b.statements)));
        compared
    }

    /// For each form of a name but the most frequent, and each document that has it alone, a pair with the most frequent
    /// form in another document. Who writes both means two: America and American.
    fn push_names(&mut self, bodies: &[&'d Body], stories: &Stories, spelling: &Spelling) {
        let [usual, odd @ ..] = spelling.forms.as_slice() else { return };
        for form in odd {
            let has = |form: &SpellingForm, document| form.places.iter().any(|(at, _)| *at == document);
            let others: Vec<Place> = usual.places.iter().copied().filter(|(at, _)| !has(form, *at)).collect();
            let mut before = None;
            for place in form.places.iter().filter(|(document, _)| before.replace(*document) != Some(*document)) {
                let other = others.iter().find(|(at, _)| stories.tell_the_same(*at, place.0));
                if let Some(other) = other.filter(|_| !has(usual, place.0)) {
                    let pair = self.name_pair(bodies, *other, *place);
                    self.pairs.extend(pair);
                }
            }
        }
    }

    fn name_pair(&mut self, bodies: &[&'d Body], usual: Place, odd: Place) -> Option<Pair> {
        let (first, second) = (usual.min(odd), usual.max(odd));
        let words = |(document, range): Place| range.within(bodies.get(document)?.text());
        let compared = compare_names(words(first)?, words(second)?)?;
        let verdict = Verdict::Name(compared.verdict);
        let score = SURENESS * verdict.weight();
        let is_other = compared.verdict == NameVerdict::Spelling && !is_inflected(words(first)?, words(second)?);
        let statements =
            is_other.then(|| Some((self.push_name(first, words(first)?), self.push_name(second, words(second)?))));
        let pair = Pair {
            statements: statements??,
            kind: PairKind::Name,
            verdict,
            reason: compared.reason,
            score,
            base: None,
        };
        Some(pair)
    }

    fn push_name(&mut self, (document, range): Place, words: &'d str) -> usize {
        let (said, topic, names) = (Said::Name, Topic::default(), Named::default());
        self.said.push(Statement { document, words, range, said, topic, names });
        self.said.len() - 1
    }
}

/// Whether one word is another with the ending of several, or of the people of a place: Muslims, American.
fn is_inflected(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|ending| matches!(ending, "s" | "n"))
}
