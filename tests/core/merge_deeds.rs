//! What three people do beside marking, linking and taking in versions: the rest of the trade, for random histories.

use tickmark::edit::{self, NoticedWords, Repeat, Transaction};
use tickmark::model::{
    Address, Body, Calculation, CalculationId, Change, ChangeId, Comment, Decision, Document, DocumentId, Edit, Facts,
    Field, Id, Importer, Link, LinkId, LinkTarget, Loaded, Origin, Outcome, Passage, PassageKind, Place, Project,
    Query, QueryId, Relation, Role, Source, SourceId, SourceKind, Structure, Text, Time, sha256,
};
use tickmark::text::{Blocks, TextRange};

use crate::merge_histories::Dice;
use crate::support::UNSTAMPED;

/// How many deeds there are.
pub const N_DEEDS: usize = 23;

/// A draft with what its writer put beside it, and a later version of it.
const TEXTS: [(&str, &str); 2] = [
    ("c.docx", "Over 80,000 men were held. The report says so. Nobody came."),
    ("c2.docx", "First of all: over 81,000 men were held. The report says so."),
];

/// Something that whoever works in `project` does. `None` if there is nothing to do it to.
pub fn deed(number: usize, project: &Project, dice: &mut Dice, fresh: Id) -> Option<Transaction> {
    match number {
        0..=2 => of_sources(number, project, dice, fresh),
        3..=6 => of_calculations(number, project, dice, fresh),
        7..=11 => of_suggestions(number, project, dice, fresh),
        12..=15 => of_passages(number, project, dice, fresh),
        16..=18 => of_changes(number, project, dice, fresh),
        _ => of_documents(number, project, dice),
    }
}

/// What all three have from the beginning, so that they soon speak of the same things.
pub fn first_deeds(document: &Document) -> Transaction {
    let id = |name: &str| Id::derived(&[name.as_bytes()]);
    let passages = [0, 5, 10].map(|at| {
        let place = Place::of(document, TextRange::between(at, at + 5)).expect("words of the document");
        Passage::new(place, PassageKind::Statistic, UNSTAMPED)
    });
    let [part, whole, rate] = [0, 1, 2].map(|at| passages[at].id);
    let source = Source::new(SourceId(id("source")), SourceKind::Book, "Tables", UNSTAMPED);
    let target = LinkTarget::Source(source.id);
    let link = Link::new(LinkId::of(part, target), part, target, Relation::Supports, UNSTAMPED);
    let bound = [Some(part), Some(whole), None];
    let calculation = Calculation::new(CalculationId(id("calculation")), bound, UNSTAMPED);
    let query = Query::new(QueryId(id("query")), whole, "Cem", "how many?", UNSTAMPED);
    let change = Change::new(ChangeId(id("change")), rate, "80,00", "85,00", UNSTAMPED);
    let mut edits: Vec<Edit> = passages.into_iter().map(Edit::insert).collect();
    edits.extend([Edit::insert(source), Edit::insert(link), Edit::insert(calculation)]);
    edits.extend([Edit::insert(query), Edit::insert(change)]);
    Transaction::new("Mark and check", edits)
}

/// One of these, by chance.
fn one<T>(dice: &mut Dice, all: impl IntoIterator<Item = T>) -> Option<T> {
    let mut all: Vec<T> = all.into_iter().collect();
    let at = dice.roll(all.len().max(1));
    (at < all.len()).then(|| all.swap_remove(at))
}

fn text(dice: &mut Dice) -> Text {
    Text::from(["", "a", "b"][dice.roll(3)])
}

fn a_passage(project: &Project, dice: &mut Dice) -> Option<Passage> {
    one(dice, project.passages()).map(|passage| Passage::clone(passage))
}

fn of_sources(number: usize, project: &Project, dice: &mut Dice, fresh: Id) -> Option<Transaction> {
    let source = one(dice, project.sources()).map(|source| source.id);
    let document = one(dice, project.documents()).map(|document| document.id);
    let passage = a_passage(project, dice).map(|passage| passage.id);
    let link = one(dice, project.links()).map(|link| link.id);
    Some(match (number, dice.roll(4)) {
        (0, 0 | 1) => {
            let entered = Source::new(SourceId(fresh), SourceKind::Person, "Dr. Ruiz", UNSTAMPED);
            Transaction::new("Add source", vec![Edit::insert(entered)])
        }
        (0, 2) => edit::set_field(source?, Field::Name, text(dice)),
        (0, _) => edit::remove_source(project, source?),
        (1, 0) => edit::add_link(project, passage?, LinkTarget::Document(document?), Relation::Supports, fresh).1,
        (1, _) => edit::add_link(project, passage?, LinkTarget::Source(source?), Relation::Supports, fresh).1,
        (_, 0) => edit::set_field(link?, Field::Relation, Relation::ALL[dice.roll(2)]),
        (_, 1) => edit::set_field(link?, Field::Words, text(dice)),
        (_, 2) => edit::set_field(link?, Field::Note, text(dice)),
        _ => Transaction::new("Remove link", vec![Edit::remove(link?)]),
    })
}

fn of_calculations(number: usize, project: &Project, dice: &mut Dice, fresh: Id) -> Option<Transaction> {
    let mut bound = [None; 3];
    for at in 0..3 {
        let id = a_passage(project, dice).map(|passage| passage.id);
        bound[at] = id.filter(|id| !bound.contains(&Some(*id)));
    }
    let calculation = one(dice, project.calculations()).map(|calculation| calculation.id);
    Some(match number {
        3 if bound.iter().flatten().count() >= 2 => edit::calculate(project, None, bound, fresh),
        3 => return None,
        4 => {
            // Mostly one passage is put into the place of another.
            let known = project.calculation(calculation?)?;
            let mut changed = Calculation::passages(known);
            let slot = dice.roll(3);
            changed[slot] = bound[0].filter(|id| !changed.contains(&Some(*id)));
            edit::calculate(project, calculation, changed, fresh)
        }
        5 => edit::set_field(calculation?, Field::Note, text(dice)),
        _ => edit::remove_calculation(calculation?),
    })
}

fn of_suggestions(number: usize, project: &Project, dice: &mut Dice, fresh: Id) -> Option<Transaction> {
    let document = one(dice, project.documents())?.clone();
    let at = dice.roll(2) * 5;
    let range = TextRange::between(at, at + 4);
    let kind = PassageKind::ALL[dice.roll(2)];
    let settled = one(dice, project.settled_of(document.id)).map(|settled| settled.id);
    let proposal = one(dice, document.proposals()).map(|proposal| proposal.key);
    Some(match (number, dice.roll(3)) {
        (7, 0) => edit::take_back_passes(project, document.id, range),
        (7, _) => edit::pass_sentences(project, &document, &[range]),
        (8, 0) => edit::take_back_settled(project, &[settled?]),
        (8, _) => edit::dismiss_words(project, &document, &[(range, kind)], &text(dice)),
        (9, 0) => {
            let words = NoticedWords { document: &document, range, kind, speaker: "" };
            edit::accept_words(project, &[words])
        }
        (9, _) => {
            let (a, b) = (a_passage(project, dice)?, a_passage(project, dice)?);
            edit::dismiss_pair(project, a.place, b.place, &text(dice))
        }
        (10, 0) => edit::take_back_settled(project, &[settled?]),
        (10, 1) => edit::dismiss_proposals(project, document.id, &[proposal?]),
        (10, _) => edit::accept_proposals(project, &[(document.id, proposal?)], kind, fresh),
        (_, 0) => edit::take_back_sign_off(one(dice, project.sign_offs_of(document.id))?.id),
        _ => edit::sign_off(project, &document, 0, "now", fresh).ok()?.1,
    })
}

fn of_passages(number: usize, project: &Project, dice: &mut Dice, fresh: Id) -> Option<Transaction> {
    let passage = a_passage(project, dice)?;
    let at = dice.roll(3) * 5;
    let range = TextRange::between(at, at + 6);
    let document = project.document(passage.place.document)?;
    Some(match (number, dice.roll(3)) {
        (12, _) => edit::set_place(project, &passage, Place::of(document, range)?),
        (13, 0) => edit::set_kind(&passage, PassageKind::ALL[dice.roll(3)]),
        (13, 1) => edit::set_field(passage.id, Field::Tags, text(dice)),
        (13, _) => edit::set_field(passage.id, Field::Speaker, text(dice)),
        (14, _) => {
            let there = project.passages_of(document.id).find(|it| it.range() == range && it.id != passage.id);
            let there = there.map(|there| there.id);
            edit::repeat(project, (document, &passage), &[Repeat { range, there, change: None }], fresh).1
        }
        (_, 0) => edit::set_outcome(project.passages().map(|passage| &**passage), Some(Outcome::Confirmed)),
        _ => {
            let to = one(dice, project.documents())?.clone();
            edit::link_words(project, &passage, (&to, range), Relation::Supports, fresh)?.1
        }
    })
}

fn of_changes(number: usize, project: &Project, dice: &mut Dice, fresh: Id) -> Option<Transaction> {
    let passage = a_passage(project, dice)?;
    Some(match (number, dice.roll(3)) {
        (16, 0) => edit::let_stand(project, &passage, "Ana", fresh),
        (16, _) => {
            let (from, to) = [("80,000", "85,000"), ("Over", "At least")][dice.roll(2)];
            let change = Change::new(ChangeId(fresh), passage.id, from, to, UNSTAMPED);
            let change = Change { decision: Decision::Accepted, ..change };
            Transaction::new("Propose a change", vec![Edit::insert(change)])
        }
        (17, 0) => edit::set_field(one(dice, project.queries())?.id, Field::Answer, text(dice)),
        (17, 1) => Transaction::new("Remove query", vec![Edit::remove(one(dice, project.queries())?.id)]),
        (17, _) => Transaction::new("Remove change", vec![Edit::remove(one(dice, project.changes())?.id)]),
        (_, 0) => edit::set_field(one(dice, project.changes())?.id, Field::To, text(dice)),
        _ => edit::decide(&**one(dice, project.changes())?, Decision::ALL[dice.roll(3)], "Ben"),
    })
}

fn of_documents(number: usize, project: &Project, dice: &mut Dice) -> Option<Transaction> {
    let (mut first, second) = (with_proposals(dice, 0), with_proposals(dice, 1));
    if number == 22 {
        let removed = one(dice, project.removed_with_text())?;
        return Some(edit::empty_documents(&[removed.id]));
    }
    // Whoever emptied it for good may load it again.
    let ids = DocumentId::all_of(&first.origins[0].sha256, first.body.sha256());
    first.id = ids.take(9).find(|id| !project.emptied.contains(id))?;
    let newest = one(dice, project.newest_documents().into_iter().cloned())?;
    Some(match (number, dice.roll(4)) {
        (19, 0) => edit::remove_document(project, newest.id),
        (19, 1) => edit::set_field(project.id(), Field::Title, text(dice)),
        (19, 2) => edit::set_field(one(dice, project.tables().checkers.values())?.id, Field::Name, text(dice)),
        (19, _) => edit::set_field(newest.id, Field::Author, text(dice)),
        (20, 0 | 1) => edit::replace(project, project.document(first.id)?, second).ok()?,
        (20, _) => Transaction::new("Load", vec![Edit::insert(first)]),
        // One that both loaded becomes a version of another.
        (_, 0) => edit::replace(project, &newest, first).ok()?,
        _ => {
            let earlier = one(dice, project.documents().into_iter().cloned())?;
            edit::replace(project, &earlier, Document::clone(&newest)).ok()?
        }
    })
}

/// A draft with a comment and an address, as it is loaded at one of several times, as a draft or as evidence.
fn with_proposals(dice: &mut Dice, which: usize) -> Document {
    let (name, words) = TEXTS[which];
    let range = |part: &str| {
        let at = words.find(part).expect("words of the text");
        TextRange::between(at, at + part.len())
    };
    let comment = Comment {
        author: "Ana".into(),
        time: String::new(),
        range: range("men"),
        text: "From the call".into(),
        thread: None,
        resolved: false,
    };
    let structure = Structure {
        comments: vec![comment],
        addresses: vec![Address { range: range("report"), url: "https://example.org/report".into() }],
        ..Structure::default()
    };
    let loaded = Time([0, 60, 120][dice.roll(3)]);
    let loaded = Loaded {
        origin: Origin { name: name.into(), bytes: 1, sha256: sha256(name.as_bytes()), loaded },
        media_type: "text/plain".into(),
        encoding: String::new(),
        importer: Importer::default(),
        facts: Facts::default(),
        body: Body::new(words, Blocks::lines(words), structure),
    };
    let role = if dice.roll(3) == 0 { Role::Evidence } else { Role::Draft };
    Document::new(loaded, name, role, UNSTAMPED)
}
