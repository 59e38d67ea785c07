//! Which documents tell the same story.

use crate::reading::Term;

use super::pairs::Statement;

/// The names in each of some documents. Documents that name the same people, places and bodies tell the same story; what
/// is said in others in the same words is most often said of something else.
pub(super) struct Stories {
    /// For each document its names in order.
    names: Vec<Vec<Term>>,
    /// For each document what the names tell together.
    totals: Vec<f32>,
    /// All names in order, each with what it tells.
    told: Vec<(Term, f32)>,
}

/// A document with fewer names than this many that are met nowhere else says little about its story.
const FEW: f32 = 2.0;

impl Stories {
    pub fn of(statements: &[Statement<'_>]) -> Self {
        let n = statements.iter().map(|statement| statement.document + 1).max().unwrap_or(0);
        let mut names: Vec<Vec<Term>> = vec![Vec::new(); n];
        for statement in statements {
            if let Some(names) = names.get_mut(statement.document) {
                names.extend(&statement.names.own);
            }
        }
        for names in &mut names {
            names.sort_unstable();
            names.dedup();
        }
        let mut all = names.concat();
        all.sort_unstable();
        let tells = |n_with: usize| (1.0 + n as f32 / n_with as f32).ln();
        let told: Vec<(Term, f32)> =
            all.chunk_by(|a, b| a == b).filter_map(|same| Some((*same.first()?, tells(same.len())))).collect();
        let mut stories = Self { names, totals: Vec::new(), told };
        stories.totals =
            stories.names.iter().map(|names| names.iter().map(|name| stories.tells(*name)).sum()).collect();
        stories
    }

    /// How much two documents tell of the same, from 0 to 1: the share of the names of the one with fewer that the other
    /// has too. Where one has too few to tell, they may.
    pub fn related(&self, a: usize, b: usize) -> f32 {
        let (Some(first), Some(second)) = (self.names.get(a), self.names.get(b)) else { return 0.0 };
        let least = self.totals.get(a).copied().unwrap_or(0.0).min(self.totals.get(b).copied().unwrap_or(0.0));
        let few = FEW * (1.0 + self.names.len() as f32).ln();
        let (mut common, mut rest) = (0.0, second.as_slice());
        for name in first {
            rest = rest.get(rest.partition_point(|other| other < name)..).unwrap_or_default();
            if rest.first() == Some(name) {
                common += self.tells(*name);
            }
        }
        (common + few * 0.5) / (least + few)
    }

    fn tells(&self, name: Term) -> f32 {
        let at = self.told.binary_search_by_key(&name, |(name, _)| *name).ok();
        at.and_then(|at| self.told.get(at)).map_or(0.0, |(_, told)| *told)
    }
}
