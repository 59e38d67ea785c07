//! Whether a name is a man's or a woman's, as far as its words tell, so that "she" is not taken for a man.

use std::collections::BTreeMap;

use crate::text::{Folded, TextRange};

use super::{Language, Name, NameKind, Tokens, has};

/// Whom a pronoun or a title is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// A man.
    Man,
    /// A woman.
    Woman,
}

/// The words by which a language tells men from women. Lists are sorted and in lower case.
#[derive(Debug)]
pub struct GenderWords {
    /// Titles, trades and kin words of men: "mr", "brother".
    pub men: &'static [&'static str],
    /// Those of women: "mrs", "sister".
    pub women: &'static [&'static str],
    /// Given names of men, without accents.
    pub given_men: &'static [&'static str],
    /// Given names of women, without accents.
    pub given_women: &'static [&'static str],
}

impl GenderWords {
    /// What a title, a trade or a kin word in lower case tells.
    pub fn of(&self, word: &str) -> Option<Gender> {
        one_of(has(self.men, word), has(self.women, word))
    }

    /// What a given name tells, in lower case and without accents.
    fn of_given(&self, name: &str) -> Option<Gender> {
        one_of(has(self.given_men, name), has(self.given_women, name))
    }
}

fn one_of(man: bool, woman: bool) -> Option<Gender> {
    match (man, woman) {
        (true, false) => Some(Gender::Man),
        (false, true) => Some(Gender::Woman),
        _ => None,
    }
}

/// What the title or the description of a name tells, which stand among these tokens.
pub(super) fn gender_beside(
    ranges: [Option<TextRange>; 2],
    tokens: &Tokens<'_>,
    language: &Language,
) -> Option<Gender> {
    let mut words = ranges
        .into_iter()
        .flatten()
        .flat_map(|range| (tokens.at(range.start())..).take_while(move |at| tokens.at(range.end()) > *at));
    words.find_map(|at| language.gender.of(tokens.word(at)?))
}

/// Tells the gender of all names, of which each has what stands beside it tells: by any mention, else by the given name.
pub(super) fn set_genders(list: &mut [Name], language: &Language) {
    let mut told: BTreeMap<String, Gender> = BTreeMap::new();
    for (name, gender) in list.iter().filter_map(|name| Some((name, name.gender?))) {
        if !told.contains_key(&name.full) {
            told.insert(name.full.clone(), gender);
        }
    }
    for name in list.iter_mut() {
        let known = || told.get(&name.full).copied().or_else(|| given(&name.full, language));
        name.gender = if name.kind == NameKind::Body { None } else { known() };
    }
}

/// What the given name of a full name tells; people in a text of one language have names of another.
fn given(full: &str, language: &Language) -> Option<Gender> {
    let given = Folded::of(full.split([' ', '-']).next()?);
    let others = Language::ALL.into_iter().filter(|other| other.name != language.name);
    language
        .gender
        .of_given(given.text())
        .or_else(|| others.into_iter().find_map(|other| other.gender.of_given(given.text())))
}
