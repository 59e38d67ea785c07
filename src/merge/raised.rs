//! What somebody removed and is there again, because another one, who did not know of that, left something in it.

use std::collections::BTreeSet;

use crate::model::{AnyRecord, Dot, Field, Project, RecordId, Value};

use super::{News, NewsKind};

/// A clash for each record that whoever is told knows as removed: with the transaction that left something in it.
pub(super) fn raised(
    project: &Project,
    knows: impl Fn(Dot) -> bool,
    was_present: impl Fn(&AnyRecord) -> bool,
) -> Vec<News> {
    let is_raised = |record: &AnyRecord| {
        let fields = record.fields();
        fields.present() && fields.is_derived(Field::Present) && !was_present(record)
    };
    let raised = project.tables().with_clashes().filter(is_raised);
    let mut raised: BTreeSet<RecordId> = raised.map(|record| record.record_id()).collect();
    let mut news = Vec::new();
    for record in project.tables().iter().filter(|record| record.fields().present()) {
        if raised.is_empty() {
            break;
        }
        let dot = record.fields().stamps().made();
        for named in record.rules().names().into_iter().flatten().filter(|_| !knows(dot)) {
            let kind = || NewsKind::Clash(Field::Present, Value::Flag(true));
            news.extend(raised.take(&named).map(|record| News { record, kind: kind(), dot }));
        }
    }
    news
}
