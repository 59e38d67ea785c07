//! Calculations: made, changed, and let go of when a passage goes.

use std::collections::BTreeSet;

use crate::model::{Calculation, CalculationId, Edit, Id, PassageId, Project, Slot};

use super::Transaction;
use super::recipes::UNSTAMPED;

/// Binds statistics, in the order of [`Slot::ALL`]. A calculation that is there gets these instead of its own; a new one
/// gets the id `fresh`.
pub fn calculate(
    project: &Project,
    calculation: Option<CalculationId>,
    bound: [Option<PassageId>; 3],
    fresh: Id,
) -> Transaction {
    let Some(known) = calculation.and_then(|id| project.calculation(id)) else {
        return Transaction::new("Calculate", vec![Edit::insert(Calculation::new(fresh.into(), bound, UNSTAMPED))]);
    };
    let changed = Slot::ALL.into_iter().zip(known.passages()).zip(bound).filter(|((_, before), after)| before != after);
    let set = changed.map(|((slot, _), after)| Edit::set(known.id, slot.field(), after));
    Transaction::new("Change a calculation", set.collect())
}

/// Removes a calculation. Its passages stay.
pub fn remove_calculation(calculation: CalculationId) -> Transaction {
    Transaction::new("Remove calculation", vec![Edit::remove(calculation)])
}

/// Takes passages out of the calculations that they are in. What is left with fewer than two says nothing, and goes.
pub(super) fn let_go(project: &Project, passages: &[PassageId]) -> Vec<Edit> {
    let named = passages.iter().flat_map(|passage| project.calculations_of(*passage));
    let ids: BTreeSet<CalculationId> = named.map(|calculation| calculation.id).collect();
    let mut edits = Vec::new();
    for calculation in ids.iter().filter_map(|id| project.calculation(*id)) {
        let goes = |passage: &PassageId| passages.contains(passage);
        let n_left = calculation.passages().into_iter().flatten().filter(|passage| !goes(passage)).count();
        if n_left < 2 {
            edits.push(Edit::remove(calculation.id));
            continue;
        }
        let slots = Slot::ALL.into_iter().zip(calculation.passages());
        let gone = slots.filter(|(_, passage)| passage.is_some_and(|passage| goes(&passage)));
        edits.extend(gone.map(|(slot, _)| Edit::set(calculation.id, slot.field(), None::<PassageId>)));
    }
    edits
}
