//! Which documents tell the same story.

use crate::reading::Term;

use super::pairs::Statement;

/// The names in each of some documents. Documents that name the same people, places and bodies tell the same story; what
/// is said in others in the same words is most often said of something else.
#[derive(Clone, Debug, Default)]
pub struct Stories {
    /// For each document the numbers of its names in order, each with what it tells.
    names: Vec<Vec<(u32, f32)>>,
    /// For each document what its names tell together.
    totals: Vec<f32>,
    /// What the names tell together of a document that has too few of them to tell its story.
    few: f32,
}

/// How many names are few, if they are met in one document alone.
const FEW: f32 = 2.0;
/// Documents that have less of their names in common tell other stories.
const MIN_RELATED: f32 = 0.32;

impl Stories {
    /// The stories of the documents that say these statements.
    pub fn of(statements: &[Statement<'_>]) -> Self {
        let n = statements.iter().map(|statement| statement.document + 1).max().unwrap_or(0);
        let mut named: Vec<(Term, usize)> = statements
            .iter()
            .flat_map(|statement| statement.names.own.iter().map(|name| (*name, statement.document)))
            .collect();
        named.sort_unstable();
        named.dedup();
        let mut names: Vec<Vec<(u32, f32)>> = vec![Vec::new(); n];
        for (number, same) in (0_u32..).zip(named.chunk_by(|(a, _), (b, _)| a == b)) {
            let tells = (1.0 + n as f32 / same.len() as f32).ln();
            for (_, document) in same {
                names[*document].push((number, tells));
            }
        }
        let totals = names.iter().map(|names| names.iter().map(|(_, tells)| tells).sum()).collect();
        Self { names, totals, few: FEW * (1.0 + n as f32).ln() }
    }

    /// Whether two documents tell so much of the same that what both say is most likely of the same.
    pub fn tell_the_same(&self, a: usize, b: usize) -> bool {
        self.related(a, b) >= MIN_RELATED
    }

    /// How much two documents tell of the same, from 0 to 1: the share of the names of the one with fewer that the other
    /// has too. Where one has too few to tell, they may.
    fn related(&self, a: usize, b: usize) -> f32 {
        let (Some(first), Some(second)) = (self.names.get(a), self.names.get(b)) else { return 0.0 };
        let least = self.totals[a].min(self.totals[b]);
        (common_weight(first, second) + self.few / 2.0) / (least + self.few)
    }
}

/// What the entries that both have weigh together. Both are in order.
pub(super) fn common_weight(first: &[(u32, f32)], second: &[(u32, f32)]) -> f32 {
    let (mut common, mut i, mut j) = (0.0, 0, 0);
    while let (Some((a, x)), Some((b, y))) = (first.get(i), second.get(j)) {
        if a == b {
            common += x.min(*y);
        }
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    common
}
