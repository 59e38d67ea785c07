//! What one copy would learn from another: which records are new, gone or changed, and who did that.
//!
//! There is one definition of it, by stamps: what somebody did whose stamp is not known. What a field was before tells the
//! copy that was there, or where that is gone, the log. So the same is told before a merge, after it, and to whoever opens a
//! project that others have worked on.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Actor, AnyRecord, Carriage, Changed, DocumentId, Dot, Entry, Field, Project, RecordId, RecordKind, Replacing, Role,
    Time, Value,
};

use super::look_at::to_look_at;
use super::raised::raised;

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
    copy: Option<&'k Project>,
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
struct Reader<'p> {
    known: Known<'p>,
    project: &'p Project,
    /// What fields were before the first thing that is new in them, by the log.
    before: BTreeMap<(RecordId, Field), &'p Value>,
    /// The transactions among what is new by which a document came to replace another.
    replacing: Vec<(DocumentId, Dot)>,
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
            // What somebody answered is told, also where that is asked again.
            let is_told_of = |entry: &Entry| field != Field::Replaces || entry.dot != Dot::NOBODY;
            let Some(shown) = record.entries(field).into_iter().find(is_told_of) else { continue };
            // Where a passage is shown that nobody has put there is nobody's news.
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

    /// Who gave a field what it shows, if that is new: it was not there before, and nobody who is known said the same. That
    /// can be somebody who chose what another had said before.
    fn newly_said(&self, record: &AnyRecord, field: Field, shown: &Entry) -> Option<Dot> {
        let id = record.record_id();
        let same: Vec<Entry> = record.entries(field).into_iter().filter(|entry| entry.value == shown.value).collect();
        let is_known = |entry: &Entry| self.knows(entry.dot) && !entry.value.is_unfilled();
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

/// The same with each new version as one piece of news, and nothing of what went along with it.
fn with_replacements(reader: &Reader<'_>, news: Vec<News>) -> Vec<News> {
    let project = reader.project;
    let is_document = |news: &&News| news.record.kind == RecordKind::Document;
    let mut versions: BTreeMap<DocumentId, Vec<Replaced>> = BTreeMap::new();
    for one in news.iter().filter(is_document) {
        if let Some(all) = replaced(reader, one) {
            // That it is new comes first, and tells the rest.
            versions.entry(DocumentId(one.record.id)).or_insert(all);
        }
    }
    if versions.is_empty() {
        return news;
    }
    // What was taken back again on the way is no news.
    let on_the_way = reader.replacing.iter().filter(|(id, _)| versions.contains_key(id)).map(|(_, dot)| *dot);
    let dots: BTreeSet<Dot> = versions.values().flatten().map(|replaced| replaced.dot).chain(on_the_way).collect();
    let is_version = |one: &News| is_document(&one) && versions.contains_key(&DocumentId(one.record.id));
    let went_along = |one: &News| match &one.kind {
        NewsKind::New | NewsKind::Changed(Field::Replaces, _) if is_version(one) => true,
        // That somebody looked at what became of a passage is no more than that.
        NewsKind::Changed(Field::Former, Value::Former(former))
            if former.last().is_some_and(|last| versions.contains_key(&last.version)) =>
        {
            true
        }
        NewsKind::New => dots.contains(&one.dot),
        // What an undo put back had gone along, too.
        NewsKind::Changed(field, _) => {
            let origin = |record| project.origin_in(&record, *field, one.dot);
            dots.contains(&one.dot) || project.tables().get(one.record).is_some_and(|it| dots.contains(&origin(it)))
        }
        NewsKind::Deleted | NewsKind::Clash(..) | NewsKind::Replaced(_) | NewsKind::WentBack(_) | NewsKind::Emptied => {
            false
        }
    };
    let others = news.iter().filter(|one| !went_along(one)).cloned();
    // Whoever said which of several is the newest put the others one after the other for it.
    let follows: BTreeSet<(Dot, DocumentId)> =
        versions.values().flatten().filter(|it| it.how == Replacing::Follows).map(|it| (it.dot, it.old)).collect();
    let versions = versions.iter().flat_map(|(new, all)| {
        let last = all.last().map(|last| last.dot);
        let is_older = |it: &Replaced| {
            it.how == Replacing::Follows && project.line_from(*new).any(|version| follows.contains(&(it.dot, version)))
        };
        all.iter().filter(move |it| !is_older(it)).map(move |Replaced { old, how, dot }| {
            let entry = project.log.get(dot);
            let newest = entry.map_or(*new, |entry| project.led_to(entry, *new));
            let carriage = entry.map_or_else(|| Carriage::of(project, *new), |it| Carriage::by(project, it, *new));
            let is_last = last == Some(*dot);
            let carriage = if is_last { carriage.with_late(project, newest) } else { carriage };
            let look_at = if is_last { to_look_at(project, newest) } else { Vec::new() };
            let replacement = Replacement { old: *old, how: *how, newest, carriage, look_at };
            News { record: (*new).into(), kind: NewsKind::Replaced(Box::new(replacement)), dot: *dot }
        })
    });
    others.chain(versions).collect()
}

/// That a document replaced another.
struct Replaced {
    old: DocumentId,
    how: Replacing,
    dot: Dot,
}

/// How a document that is news came to replace what it replaces: first it was taken in, if that is new too.
fn replaced(reader: &Reader<'_>, one: &News) -> Option<Vec<Replaced>> {
    let project = reader.project;
    let document = project.document(DocumentId(one.record.id))?;
    let (now, dot) = document.said_to_replace();
    let now = now?;
    let was = match reader.known.copy {
        Some(copy) if one.kind != NewsKind::New => copy.document(document.id).and_then(|document| document.replaces),
        _ => match reader.before.get(&(one.record, Field::Replaces)) {
            Some(Value::Document(was)) => *was,
            _ => None,
        },
    };
    let said = Replaced { old: now, how: project.replacing(was, now), dot };
    match (&one.kind, was) {
        (NewsKind::New, Some(was)) => {
            let taken_in = Replaced { old: was, how: Replacing::TakenIn, dot: one.dot };
            let is_same = said.how == Replacing::TakenIn;
            Some(if is_same { vec![taken_in] } else { vec![taken_in, said] })
        }
        (NewsKind::New | NewsKind::Changed(Field::Replaces, _), _) => Some(vec![said]),
        _ => None,
    }
}

/// The same with each newest version that was removed as one piece of news, and nothing of what went along with it.
fn with_goings_back(project: &Project, mut news: Vec<News>) -> Vec<News> {
    let gone_back = |gone: &News| {
        let document = project.tables().documents.get(&DocumentId(gone.record.id))?;
        let to = document.replaces.filter(|to| project.document(*to).is_some())?;
        // A newer one that takes its place replaces what it replaced.
        let is_newer = |one: &News| one.kind == NewsKind::Changed(Field::Replaces, Value::Document(Some(to)));
        let has_newer = news.iter().any(|one| one.dot == gone.dot && is_newer(one));
        (!has_newer).then_some((gone.dot, (gone.record, to, staying(project, to, gone.dot))))
    };
    let is_gone = |one: &&News| one.record.kind == RecordKind::Document && one.kind == NewsKind::Deleted;
    let goings_back: BTreeMap<Dot, _> = news.iter().filter(is_gone).filter_map(gone_back).collect();
    for (dot, (record, to, staying)) in goings_back {
        let (along, others): (Vec<_>, Vec<_>) = news
            .into_iter()
            .partition(|one| one.dot == dot && matches!(one.kind, NewsKind::Changed(..) | NewsKind::Deleted));
        let n = |is_told: fn(&NewsKind) -> bool| {
            along.iter().filter(|one| one.record.kind == RecordKind::Passage && is_told(&one.kind)).count()
        };
        let n_removed = n(|kind| *kind == NewsKind::Deleted);
        // Of what was left in an earlier version only what was said of it goes.
        let is_back = |one: &&News| {
            one.record.kind == RecordKind::Passage
                && matches!(one.kind, NewsKind::Changed(Field::Place | Field::Former, _))
        };
        let back: BTreeSet<RecordId> = along.iter().filter(is_back).map(|one| one.record).collect();
        let n_passages = back.len();
        let kind = NewsKind::WentBack(GoingBack { to, staying, n_passages, n_removed });
        news = others;
        news.push(News { record, kind, dot });
    }
    news
}

/// The versions of a document that another one stood beside when it was removed, as far as can be told: the newest of each
/// of those that came before that.
fn staying(project: &Project, replaced: DocumentId, removed: Dot) -> Vec<DocumentId> {
    let came = |version: &DocumentId| project.document(*version).map(|it| it.said_to_replace().1);
    let was_there =
        |version: &&DocumentId| came(version).is_some_and(|came| project.when(came) <= project.when(removed));
    let others = project.replacements(replaced).iter().filter(was_there);
    others.map(|other| project.newest(*other).unwrap_or(*other)).collect()
}
