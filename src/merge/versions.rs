//! What came of new versions, and of removing them, as one piece of news each: with hundreds of passages that went along
//! nobody would see what else was done.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Carriage, DocumentId, Dot, Field, Project, RecordId, RecordKind, Replacing, Value};

use super::look_at::to_look_at;
use super::news::{GoingBack, News, NewsKind, Reader, Replacement};

/// The same with each new version as one piece of news, and nothing of what went along with it.
pub(super) fn with_replacements(reader: &Reader<'_>, news: Vec<News>) -> Vec<News> {
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
    let (now, dot) = match &one.kind {
        NewsKind::Changed(Field::Replaces, Value::Document(now)) => (*now, one.dot),
        _ => document.said_to_replace(),
    };
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
pub(super) fn with_goings_back(project: &Project, mut news: Vec<News>) -> Vec<News> {
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
