//! What differs between copies although no stamp tells of it: what was changed by hand, or by a damaged program.

use std::collections::BTreeSet;

use crate::model::{AnyRecord, Dot, Project, RecordId};

use super::Teller;

/// The records that one copy has otherwise than the project into which it was merged, or has not, although it has taken in
/// all that was done to them.
pub fn untold(copy: &Project, merged: &Project) -> BTreeSet<RecordId> {
    let said = |record: AnyRecord| record.as_said();
    let is_known = |record: &AnyRecord| {
        let fields = record.fields();
        let mut dots = fields.stamps().dots().chain(fields.clashes().iter().map(|clash| clash.dot));
        dots.all(|dot| dot == Dot::NOBODY || copy.has_seen(dot))
    };
    let known = merged.tables().iter().map(said).filter(is_known);
    let differing = known.filter(|record| copy.tables().get(record.record_id()).map(said).as_ref() != Some(record));
    differing.map(|record| record.record_id()).collect()
}

impl Teller<'_> {
    /// How many records differ untold, and which the first is; `None` if there are none.
    pub fn untold(&self, records: &BTreeSet<RecordId>) -> Option<String> {
        let first = self.thing(&self.project.tables().get(*records.first()?)?);
        Some(match records.len() {
            1 => format!("1 record of which no stamp tells: {first}"),
            n => format!("{n} records of which no stamp tells, the first of them {first}"),
        })
    }
}
