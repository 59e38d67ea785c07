//! Both sides of a clash in words: "Ana Ruiz removed it, 21 Nov; neither knew of the other".

use crate::model::{AnyRecord, Changed, Dot, Field, LogEntry, RecordId, Value};

use super::{News, NewsKind, Teller};

impl Teller<'_> {
    /// The other side of a clash: "Ana Ruiz set it to conflicting, 21 Nov; neither knew of the other". Empty for other news.
    pub fn against(&self, news: &News) -> String {
        match (&news.kind, self.project.tables().get(news.record)) {
            (NewsKind::Clash(field, value), Some(record)) => self.other_side(&record, *field, value, news.dot),
            _ => String::new(),
        }
    }

    /// The other side of a clash: what shows, or if that is `value`, what clashes with it.
    fn other_side(&self, record: &AnyRecord, field: Field, value: &Value, of: Dot) -> String {
        let fields = record.fields();
        let shown = fields.get(field).map(|shown| (shown, fields.stamps().of(field)));
        let shown = shown.filter(|(shown, _)| shown != value);
        let further = || self.project.clashes_of(record).find(|clash| clash.field == field && clash.value != *value);
        let Some((other, dot)) = shown.or_else(|| further().map(|clash| (clash.value.clone(), clash.dot))) else {
            return String::new();
        };
        let dot = if field == Field::Present { dot } else { self.project.value_set_by(record, field, &other, dot) };
        let (who, when) = (self.who(dot), self.when(dot));
        match (field, other) {
            (Field::Present, _) if dot == Dot::NOBODY => match self.project.kept_by(record.record_id()) {
                Some(dot) => {
                    let (who, when) = (self.who(dot), self.when(dot));
                    format!("it stays, because {who} left something that rests on it{when}; neither knew of the other")
                }
                None => "it stays, because something else that is there rests on it".into(),
            },
            (Field::Present, Value::Flag(false)) => format!("{who} removed it{when}; neither knew of the other"),
            (Field::Present, _) => {
                let did = match record.record_id() {
                    id if self.has_made(id, dot) => "made it too".into(),
                    id => self.left_there(id, "it", dot),
                };
                format!("{who} {did}{when}; neither knew of the other")
            }
            (_, other) => {
                let [own, thing] = [of, dot].map(|dot| self.thing_at(record, Some(dot)));
                let thing = if own == thing { "it" } else { thing.as_str() };
                format!("{who} set {thing} to {}{when}; neither knew of the other", self.value(&other))
            }
        }
    }

    /// What somebody did to a record that another one removed: "kept it", "took it to “Draft 2”", "changed it".
    pub(super) fn left_there(&self, id: RecordId, thing: &str, dot: Dot) -> String {
        if self.has_kept(id, dot) {
            return format!("kept {thing}");
        }
        let has_changed = |entry: &LogEntry| entry.changed.iter().any(|changed| changed.record() == id);
        if self.project.log.get(&dot).is_some_and(|entry| !has_changed(entry)) {
            return format!("left something in {thing}");
        }
        let version = self.project.took_to(id, dot);
        version.map_or_else(|| format!("changed {thing}"), |to| format!("took {thing} to {}", self.title(to)))
    }

    /// Whether a transaction made a record.
    pub(super) fn has_made(&self, id: RecordId, dot: Dot) -> bool {
        self.has_done(dot, |changed| *changed == Changed::Made(id))
    }

    /// Whether a transaction said of a record that it is there: somebody chose that, or took back that it was removed.
    fn has_kept(&self, id: RecordId, dot: Dot) -> bool {
        let is_present = |value: &Value| *value == Value::Flag(true);
        self.has_done(dot, |changed| match changed {
            Changed::Set(set) => set.record == id && set.field == Field::Present && is_present(&set.after),
            Changed::Made(_) | Changed::Emptied(_) => false,
        })
    }

    fn has_done(&self, dot: Dot, is_it: impl Fn(&Changed) -> bool) -> bool {
        self.project.log.get(&dot).is_some_and(|entry| entry.changed.iter().any(is_it))
    }
}
