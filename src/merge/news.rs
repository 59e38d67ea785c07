//! What one copy would learn from another: which records are new, gone or changed, and who did that.
//!
//! There is one definition of it, by stamps: what somebody did whose stamp is not known. What a field was before tells the
//! copy that was there, or where that is gone, the log. So the same is told before a merge, after it, and to whoever opens a
//! project that others have worked on.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Actor, AnyRecord, Carriage, Changed, DocumentId, Dot, Entry, Field, Project, RecordId, Replacing, Role, Time, Value,
};

use super::raised::raised;
use super::versions::{with_goings_back, with_replacements};

/// The highest counter per actor that somebody has taken in.
pub type Seen = BTreeMap<Actor, u32>;

/// One thing that somebody does not know yet.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// The record.
    pub record: RecordId,
    /// What became of it.
    pub kind: NewsKind,
    /// Who did it.
    pub dot: Dot,
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum NewsKind {
    /// It was made, or is there again.
    New,
    /// It was deleted.
    Deleted,
    /// A field was given this value.
    Changed(Field, Value),
    /// A field was given this value by somebody who did not know of another one, which is there as well.
    Clash(Field, Value),
    /// It is a document that replaced an earlier version, or of which somebody said which version it follows. What went along
    /// with that is no news of its own.
    Replaced(Box<Replacement>),
    /// It is the newest version of a document, which was removed again. What went along with that is no news of its own.
    WentBack(GoingBack),
    /// It is a document whose text was thrown away for good.
    Emptied,
}

/// What came of removing the newest version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoingBack {
    /// The version that it replaced, which counts again unless others stay.
    pub to: DocumentId,
    /// The versions that stood beside it, and stay: of several that replaced one document, only one was removed.
    pub staying: Vec<DocumentId>,
    /// How many passages returned to it or to those before, or had been left there and are so no more for the removed one.
    pub n_passages: usize,
    /// How many passages of the removed version went with it.
    pub n_removed: usize,
}

/// What a new version did to the one that it replaced.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    /// The version that it replaced.
    pub old: DocumentId,
    /// How it came to do so.
    pub how: Replacing,
    /// Where passages went: to it, or to a version that came after it already.
    pub newest: DocumentId,
    /// How many passages became what.
    pub carriage: Carriage,
    /// The passages and changes that a person should look at: with other words, without a certain place, not made.
    pub look_at: Vec<RecordId>,
}

/// What somebody knows: what they have taken in, and their copy of the project if it is at hand.
#[derive(Clone, Copy)]
pub struct Known<'k> {
    seen: &'k Seen,
    pub(super) copy: Option<&'k Project>,
}

impl<'k> From<&'k Seen> for Known<'k> {
    fn from(seen: &'k Seen) -> Self {
        Self { seen, copy: None }
    }
}

impl<'k> From<&'k Project> for Known<'k> {
    fn from(copy: &'k Project) -> Self {
        Self { seen: &copy.seen, copy: Some(copy) }
    }
}

/// What in a project is beyond what somebody knows, record by record in the order of [`position`].
pub fn news<'k>(known: impl Into<Known<'k>>, project: &Project) -> Vec<News> {
    let reader = Reader::new(known.into(), project);
    let mut news = Vec::new();
    for record in project.tables().iter().filter(|record| reader.has_unknown(record)) {
        // What another project was called that was merged is not what this one is called; and who works here enters a
        // name: the news is what they do.
        let is_told = match &record {
            AnyRecord::About(about) => about.id.0 == project.id().0,
            AnyRecord::Checker(_) => reader.has_known(&record),
            _ => true,
        };
        if is_told {
            reader.read(&record, &mut news);
        }
    }
    let mut news = with_goings_back(project, with_replacements(&reader, news));
    news.extend(reader.emptied());
    news.extend(raised(project, |dot| reader.knows(dot), |record| reader.was_present(record)));
    let record = |news: &News| project.tables().get(news.record);
    news.sort_by_cached_key(|news| record(news).and_then(|record| position(project, &record)));
    news
}

/// Where a record stands when all are told: first what belongs to the whole project, then document by document, drafts
/// first, what stands in it or hangs on that, in the order of its text.
pub fn position(project: &Project, record: &AnyRecord) -> Option<(Role, String, DocumentId, Option<usize>)> {
    let tables = project.tables();
    let place = match record {
        AnyRecord::Passage(passage) => Some(&passage.place),
        AnyRecord::Pass(pass) => Some(&pass.place),
        _ => record.rules().passage().and_then(|id| tables.passages.get(&id)).map(|passage| &passage.place),
    };
    let document = match record {
        AnyRecord::Document(document) => document.id,
        AnyRecord::SignOff(sign_off) => sign_off.document,
        AnyRecord::Settled(settled) => settled.subject.documents()[0]?,
        _ => place?.document,
    };
    let document = tables.documents.get(&document)?;
    Some((document.role, document.title.to_string(), document.id, place.map(|place| place.range().start())))
}

/// Tells what is new of a record.
pub(super) struct Reader<'p> {
    pub(super) known: Known<'p>,
    pub(super) project: &'p Project,
    /// What fields were before the first thing that is new in them, by the log.
    pub(super) before: BTreeMap<(RecordId, Field), &'p Value>,
    /// The transactions among what is new by which a document came to replace another.
    pub(super) replacing: Vec<(DocumentId, Dot)>,
    /// The documents that were emptied for good by what is new.
    emptied: BTreeMap<DocumentId, Dot>,
    /// The records that were made by what is new.
    made: BTreeSet<RecordId>,
    /// Those of them that were made before, too, and whether they were still there by the last that is known of them.
    had: BTreeMap<RecordId, bool>,
}

impl<'p> Reader<'p> {
    fn new(known: Known<'p>, project: &'p Project) -> Self {
        let mut first: BTreeMap<(RecordId, Field), (Time, &Value)> = BTreeMap::new();
        let (mut made, mut replacing, mut emptied) = (BTreeSet::new(), Vec::new(), BTreeMap::new());
        for (&actor, &seen) in &project.seen {
            let from = known.seen.get(&actor).copied().unwrap_or(0).saturating_add(1);
            if from > seen {
                continue;
            }
            // What one did is in order, whatever their clock said; of several the first is told by their clocks.
            let mut of_one: BTreeMap<(RecordId, Field), (Time, &Value)> = BTreeMap::new();
            for (_, entry) in project.log.range(Dot { actor, counter: from }..=Dot { actor, counter: seen }) {
                for changed in &*entry.changed {
                    let (key, before) = match changed {
                        Changed::Made(record) => {
                            made.insert(*record);
                            ((*record, Field::Present), &Value::Flag(false))
                        }
                        Changed::Emptied(document) => {
                            emptied.entry(*document).or_insert(entry.dot);
                            continue;
                        }
                        Changed::Set(change) => {
                            if change.field == Field::Replaces {
                                replacing.push((DocumentId(change.record.id), entry.dot));
                            }
                            ((change.record, change.field), &change.before)
                        }
                    };
                    of_one.entry(key).or_insert((entry.time, before));
                }
            }
            for (key, one) in of_one {
                let first = first.entry(key).or_insert(one);
                if one.0 < first.0 {
                    *first = one;
                }
            }
        }
        let before = first.into_iter().map(|(key, (_, before))| (key, before)).collect();
        let mut reader = Self { known, project, before, replacing, emptied, made, had: BTreeMap::new() };
        reader.find_made_twice();
        reader
    }

    /// Of what two people made without knowing of each other, such as a passage of the same words, the one who is told of
    /// it has it already: by the last that is known of it.
    fn find_made_twice(&mut self) {
        let may_be_known = |id: &&RecordId| {
            let is_absent =
                self.before.get(&(**id, Field::Present)).is_none_or(|before| **before == Value::Flag(false));
            !is_absent || self.project.tables().get(**id).is_some_and(|record| self.has_known(&record))
        };
        let twice: BTreeSet<RecordId> = self.made.iter().filter(may_be_known).copied().collect();
        if twice.is_empty() {
            return;
        }
        let mut known: Vec<_> = self.project.log.values().filter(|entry| self.knows(entry.dot)).collect();
        known.sort_by_key(|entry| (entry.time, entry.dot.counter, entry.dot.actor));
        for changed in known.into_iter().flat_map(|entry| &*entry.changed) {
            let after = match changed {
                Changed::Made(_) => &Value::Flag(true),
                Changed::Set(change) if change.field == Field::Present => &change.after,
                Changed::Set(_) | Changed::Emptied(_) => continue,
            };
            if twice.contains(&changed.record()) {
                self.had.insert(changed.record(), *after == Value::Flag(true));
            }
        }
    }

    /// The documents that were emptied for good, unless whoever is told had done so too.
    fn emptied(&self) -> impl Iterator<Item = News> {
        let had = |document| self.known.copy.is_some_and(|copy| copy.emptied.contains(document));
        let emptied = self.emptied.iter().filter(move |(document, _)| !had(document));
        emptied.map(|(document, dot)| News { record: (*document).into(), kind: NewsKind::Emptied, dot: *dot })
    }

    fn knows(&self, dot: Dot) -> bool {
        dot == Dot::NOBODY || self.known.seen.get(&dot.actor).is_some_and(|known| *known >= dot.counter)
    }

    /// Whether something of a record may be new: somebody did it who is not known, or it stayed only as long as something
    /// else rested on it.
    fn has_unknown(&self, record: &AnyRecord) -> bool {
        let is_gone = || {
            let had = self.known.copy.is_some_and(|copy| copy.tables().is_present(record.record_id()));
            had && !record.fields().present()
        };
        dots(record).any(|dot| !self.knows(dot)) || is_gone()
    }

    fn has_known(&self, record: &AnyRecord) -> bool {
        dots(record).any(|dot| dot != Dot::NOBODY && self.knows(dot))
    }

    /// Whether a record was there for whoever is told.
    fn was_present(&self, record: &AnyRecord) -> bool {
        let id = record.record_id();
        if let Some(copy) = self.known.copy {
            return copy.tables().is_present(id);
        }
        let said = record.entries(Field::Present).into_iter().filter(|it| it.dot != Dot::NOBODY && self.knows(it.dot));
        let said: Vec<bool> = said.map(|entry| entry.value == Value::Flag(true)).collect();
        // Every change of a record says that it is present: whether it came or went, only the log tells.
        let by_log = || {
            let came_or_went = self.before.get(&(id, Field::Present));
            let was = self.has_known(record) && came_or_went.is_none_or(|before| **before == Value::Flag(true));
            self.had.get(&id).copied().unwrap_or(was)
        };
        if said.is_empty() { by_log() } else { said.contains(&true) }
    }

    fn read(&self, record: &AnyRecord, news: &mut Vec<News>) {
        let (id, fields) = (record.record_id(), record.fields());
        match (self.was_present(record), fields.present()) {
            (false, false) => {}
            (true, false) => {
                news.push(News { record: id, kind: NewsKind::Deleted, dot: fields.stamps().of(Field::Present) })
            }
            // Whoever is told had removed it, and somebody changed it who did not know of that.
            (false, true) if self.has_known(record) && self.is_clashing(record, Field::Present) => {
                self.changes(record, news, |_, _| true);
            }
            (false, true) => {
                let made = fields.stamps().made();
                let dot = if self.knows(made) { fields.stamps().of(Field::Present) } else { made };
                news.push(News { record: id, kind: NewsKind::New, dot });
                let person = |dot: Dot| self.project.actors.get(&dot.actor);
                // What its maker entered is told with it.
                self.changes(record, news, |field, value| {
                    !value.is_unfilled() && person(fields.stamps().of(field)) != person(dot)
                });
            }
            (true, true) => self.changes(record, news, |_, _| true),
        }
    }

    fn is_clashing(&self, record: &AnyRecord, field: Field) -> bool {
        self.project.clashes_of(record).any(|clash| clash.field == field)
    }

    /// What became of the fields of a record.
    fn changes(&self, record: &AnyRecord, news: &mut Vec<News>, is_told: impl Fn(Field, &Value) -> bool) {
        let (id, stamps) = (record.record_id(), record.fields().stamps());
        // Where a passage was is told with where it is.
        let has_come = stamps.of(Field::Former) == stamps.of(Field::Place)
            && record
                .entries(Field::Place)
                .first()
                .is_some_and(|shown| self.newly_said(record, Field::Place, shown).is_some());
        let told = record.fields().fields().iter().copied().filter(|field| !(has_come && *field == Field::Former));
        for field in told.chain([Field::Present]) {
            // Where a passage is shown that nobody has put there is nobody's news.
            let Some(shown) = self.to_tell(record, field) else { continue };
            if field != Field::Present && shown.dot == Dot::NOBODY {
                continue;
            }
            let clashing = self.project.clashes_of(record).filter(|clash| clash.field == field);
            let clashing: Vec<_> = clashing.map(|clash| Entry { value: clash.value.clone(), dot: clash.dot }).collect();
            if clashing.is_empty() {
                let said = self.newly_said(record, field, &shown).filter(|_| is_told(field, &shown.value));
                news.extend(said.map(|dot| News { record: id, kind: NewsKind::Changed(field, shown.value), dot }));
                continue;
            }
            let said = std::iter::once(shown).chain(clashing);
            for Entry { value, dot } in said.filter(|entry| !self.knows(entry.dot)) {
                news.push(News { record: id, kind: NewsKind::Clash(field, value), dot });
            }
        }
    }

    /// What is told of a field: what shows, and what was said of it where it is asked again which version is the newer.
    fn to_tell(&self, record: &AnyRecord, field: Field) -> Option<Entry> {
        let mut entries = record.entries(field);
        if field == Field::Replaces && record.fields().is_derived(field) {
            entries.retain(|entry| entry.dot != Dot::NOBODY);
            entries.sort_by_key(|entry| self.knows(entry.dot));
        }
        entries.into_iter().next()
    }

    /// Who gave a field what it shows, if that is new: it was not there before, and nobody who is known said the same. That
    /// can be somebody who chose what another had said before.
    fn newly_said(&self, record: &AnyRecord, field: Field, shown: &Entry) -> Option<Dot> {
        let id = record.record_id();
        let same: Vec<Entry> = record.entries(field).into_iter().filter(|entry| entry.value == shown.value).collect();
        let is_known = |it: &Entry| it.dot != Dot::NOBODY && self.knows(it.dot) && !it.value.is_unfilled();
        let was_other = match (self.known.copy, self.before.get(&(id, field))) {
            (Some(copy), _) => {
                copy.tables().get(id).and_then(|old| old.fields().get(field)).as_ref() != Some(&shown.value)
            }
            (None, _) if !self.has_known(record) && !self.had.contains_key(&id) => true,
            (None, Some(was)) => **was != shown.value && !same.iter().any(is_known),
            // Whoever made it again did not have to change it for that.
            (None, None) => !self.had.contains_key(&id) && !same.iter().any(is_known),
        };
        let said = same.iter().map(|entry| entry.dot).find(|dot| !self.knows(*dot));
        said.filter(|_| field != Field::Present && was_other)
    }
}

/// All stamps that a record carries.
fn dots(record: &AnyRecord) -> impl Iterator<Item = Dot> {
    let fields = record.fields();
    fields.stamps().dots().chain(fields.clashes().iter().map(|clash| clash.dot))
}
