//! The numbers that passages state, and what follows from those that are bound in a calculation.

use crate::compare::{Said, Stated, Statement, Verdict, calculate};
use crate::model::{PassageId, Project, Slot};
use crate::reading::{DateMeaning, Language, Quantity, Tokens, UnitClass, quantities};

use super::Difference;
use super::evidence::{Question, stated};

/// The number that a passage states.
#[derive(Clone, Debug)]
pub struct Figure {
    quantity: Quantity,
    /// Its words: "120,000 people".
    words: String,
    as_of: Option<(String, DateMeaning)>,
}

impl Figure {
    /// The number of a passage: as a checker corrected its reading, else as its words say it; of several the longest. `None`
    /// if none is read in it.
    pub fn of(project: &Project, passage: PassageId) -> Option<Self> {
        let written = Self::written(project, passage);
        let corrected = &project.passage(passage)?.reading;
        let Some(mut read) = Self::longest(corrected, read(corrected)) else { return written };
        // Who corrects a number need not say again what it counts.
        if let Some(written) = written.filter(|_| read.quantity.unit.is_none()) {
            read.quantity.unit = written.quantity.unit;
            read.as_of = read.as_of.or(written.as_of);
        }
        Some(read)
    }

    fn written(project: &Project, passage: PassageId) -> Option<Self> {
        let question = Question::about(project, passage)?;
        let (text, found) = question.quantities();
        Self::longest(text, found)
    }

    fn longest(text: &str, found: Vec<Quantity>) -> Option<Self> {
        let quantity = found.into_iter().max_by_key(|quantity| quantity.range.len())?;
        let Stated { words, as_of, .. } = stated(&quantity, text)?;
        let as_of = as_of.map(|(words, meaning)| (words.to_owned(), meaning));
        Some(Self { words: words.to_owned(), as_of, quantity })
    }

    /// What it most likely is in a calculation.
    pub fn slot(&self) -> Slot {
        let is_share = self.quantity.unit.as_ref().is_some_and(|unit| unit.class == UnitClass::Share);
        if is_share { Slot::Rate } else { Slot::Part }
    }

    /// The number of a statement, `None` if it is none.
    pub(super) fn said(statement: &Statement<'_>) -> Option<Self> {
        let Said::Number { quantity, as_of, .. } = &statement.said else { return None };
        let as_of = as_of.map(|(words, meaning)| (words.to_owned(), meaning));
        Some(Self { quantity: (*quantity).clone(), words: statement.words.to_owned(), as_of })
    }

    /// The number as it is compared.
    pub(super) fn stated(&self) -> Stated<'_> {
        let as_of = self.as_of.as_ref().map(|(words, meaning)| (words.as_str(), *meaning));
        Stated { quantity: &self.quantity, words: &self.words, as_of }
    }
}

fn read(text: &str) -> Vec<Quantity> {
    quantities(&Tokens::of(text), Language::of(text))
}

/// What follows from the statistics of a calculation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    /// What follows, in a sentence.
    pub sentence: String,
    /// How the third differs from that, if it is stated.
    pub stated: Option<Difference>,
}

/// A passage that is bound as two things, which only two people can bring about.
fn bound_twice(bound: [Option<PassageId>; 3]) -> Option<(PassageId, [Slot; 2])> {
    let mut seen: Vec<(PassageId, Slot)> = Vec::new();
    for (slot, passage) in Slot::ALL.into_iter().zip(bound) {
        let Some(passage) = passage else { continue };
        if let Some((_, first)) = seen.iter().find(|(id, _)| *id == passage) {
            return Some((passage, [*first, slot]));
        }
        seen.push((passage, slot));
    }
    None
}

/// What follows from passages, given in the order of [`Slot::ALL`]; why nothing does, in a sentence.
pub fn following(project: &Project, bound: [Option<PassageId>; 3]) -> Result<Following, String> {
    if let Some((id, [first, second])) = bound_twice(bound) {
        let words = project.passage(id).map(|passage| project.words(&passage.place)).unwrap_or_default();
        let [first, second] = [first, second].map(|slot| slot.label().to_lowercase());
        return Err(format!("“{}” is bound twice, as the {first} and as the {second}", super::copy::bare(&words)));
    }
    let figures = bound.map(|passage| passage.map(|id| (id, Figure::of(project, id))));
    for (id, figure) in figures.iter().flatten() {
        if figure.is_none() {
            let words = project.passage(*id).map(|passage| project.words(&passage.place)).unwrap_or_default();
            return Err(format!("No number is read in “{}”: write it under “Reads as”", super::copy::bare(&words)));
        }
    }
    let stated = figures.each_ref().map(|found| found.as_ref().and_then(|(_, figure)| Some(figure.as_ref()?.stated())));
    let found = calculate(stated)?;
    let stated = found.stated.map(|(verdict, reason)| Difference::new(Verdict::Number(verdict), reason));
    Ok(Following { sentence: found.sentence, stated })
}
