//! How a language tells that somebody speaks.

use crate::reading::Gender;

use super::claims::{has, order};

/// The words by which a language tells who said what. Lists that are looked up are sorted.
#[derive(Debug)]
pub struct Speech {
    /// Verbs that give words, in their base form: "say". Sorted.
    pub say: &'static [&'static str],
    /// Verbs that judge or name, and take single words in quote marks: "call", "describe". Sorted.
    pub judge: &'static [&'static str],
    /// Verbs whose object is what somebody else calls it: "call", "dub", "title". Sorted.
    pub naming: &'static [&'static str],
    /// Verbs that give words only right beside them: "continued". Sorted.
    pub turns: &'static [&'static str],
    /// Forms of these verbs that are as often nouns: "reports". Sorted.
    pub doubtful: &'static [&'static str],
    /// Forms that no ending explains: "said". Sorted by the form.
    pub irregular: &'static [(&'static str, &'static str, VerbForm)],
    /// Endings, what stands for them in the base form, and the form they make; longer ones first.
    pub endings: &'static [(&'static str, &'static str, VerbForm)],
    /// Words after a subject that tell as a verb does: "put it", "went on".
    pub phrases: &'static [&'static [&'static str]],
    /// Words before a speaker that need no verb: "according to", "in the words of".
    pub according: &'static [&'static [&'static str]],
    /// Words at the start of a sentence that name who said the one before: "these were the words of".
    pub retold: &'static [&'static [&'static str]],
    /// Nouns for what somebody said, after whose it was: "her claim". Sorted.
    pub nouns: &'static [&'static str],
    /// Words that help a verb and stand between it and its subject: "has", "would", "also". Sorted.
    pub helpers: &'static [&'static str],
    /// Endings of words that stand beside a verb: "-ly".
    pub helper_endings: &'static [&'static str],
    /// Helpers that, before a past form, turn it around: "was called".
    pub passive: &'static [&'static str],
    /// Words before the speaker of a passive verb: "by".
    pub by: &'static [&'static str],
    /// Words between a naming verb and the name: "as".
    pub as_words: &'static [&'static str],
    /// Words that stand for a speaker: "she".
    pub pronouns: &'static [(&'static str, Pronoun)],
    /// Words that stand for somebody whose something is: "her".
    pub possessives: &'static [&'static str],
    /// Of these, the ones of one person, and of whom as far as they tell.
    pub owners: &'static [(&'static str, Option<Gender>)],
    /// Words by which a speaker means the speaker: "I".
    pub selves: &'static [&'static str],
    /// Words before what is known already: "the".
    pub definite: &'static [&'static str],
    /// Of the determiners, those that may stand alone: "many said". Sorted.
    pub quantifiers: &'static [&'static str],
    /// Plural nouns that do not look so: "police". Sorted.
    pub plurals: &'static [&'static str],
    /// Words that begin a group of words about a person or thing: "the", "some". Sorted.
    pub determiners: &'static [&'static str],
    /// Words of place, time and relation within such a group: "of". Sorted.
    pub prepositions: &'static [&'static str],
    /// Of these, the ones that most often hold such a group together: "of", "at".
    pub ties: &'static [&'static str],
    /// Words that begin another part of the sentence: "that", "because", "while". Sorted.
    pub joints: &'static [&'static str],
    /// Words that begin what is said: "that".
    pub that: &'static [&'static str],
    /// Words before the plain form of a verb: "to".
    pub to: &'static [&'static str],
    /// Words that set a second part against the first: "but".
    pub but: &'static [&'static str],
    /// The ending of forms such as "saying".
    pub ongoing: &'static str,
    /// Whether a dash opens speech and sets off who speaks: —No —dijo.
    pub dashes: bool,
    /// Words that join two of a kind: "and".
    pub and: &'static [&'static str],
    /// Nouns for people and bodies that speak: "spokesman", "report". Sorted.
    pub speakers: &'static [&'static str],
    /// Nouns for works with a title: "book". Sorted.
    pub works: &'static [&'static str],
    /// Words before a work's title: "called", "entitled". Sorted.
    pub titled: &'static [&'static str],
    /// Words before a word that is spoken of: "the term", "so-called". Sorted.
    pub terms: &'static [&'static str],
}

/// The form of a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    /// As in a dictionary: "say".
    Base,
    /// With a subject of its own: "says", "went".
    Finite,
    /// The past, which may also be what was done to somebody: "called".
    Past,
    /// "saying".
    Ongoing,
}

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// A man.
    He,
    /// A woman.
    She,
    /// Several.
    They,
    /// A body or a work.
    It,
    /// The one just named: "who".
    Who,
    /// One who is not told: "I", "someone".
    Other,
}

/// A verb by which somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueVerb {
    /// Its form here.
    pub form: VerbForm,
    /// Whether it gives words; otherwise it judges or names.
    pub says: bool,
    /// Whether its object is what somebody is called.
    pub names: bool,
    /// Whether it gives words only right beside it.
    pub turns: bool,
}

impl Pronoun {
    /// Whom it is for, if it tells.
    pub fn gender(self) -> Option<Gender> {
        match self {
            Self::He => Some(Gender::Man),
            Self::She => Some(Gender::Woman),
            Self::They | Self::It | Self::Who | Self::Other => None,
        }
    }
}

impl Speech {
    /// The verb that a word in lower case is a form of, if it tells that somebody speaks.
    pub fn verb(&self, word: &str) -> Option<CueVerb> {
        if let Ok(at) = self.irregular.binary_search_by(|(form, ..)| order(form, word)) {
            let (_, base, form) = self.irregular.get(at)?;
            return self.known(base, *form);
        }
        self.known(word, VerbForm::Base).or_else(|| {
            self.endings.iter().find_map(|(ending, base, form)| {
                let stem = word.strip_suffix(ending)?;
                let known = self.known_joined(stem, base, *form);
                known.or_else(|| self.known(undoubled(stem).filter(|_| base.is_empty())?, *form))
            })
        })
    }

    /// What a word in lower case stands for, if it is a pronoun.
    pub fn pronoun(&self, word: &str) -> Option<Pronoun> {
        self.pronouns.iter().find(|(pronoun, _)| *pronoun == word).map(|(_, kind)| *kind)
    }

    /// Whether a word may stand between a verb and its subject.
    pub fn is_helper(&self, word: &str) -> bool {
        self.helpers.binary_search(&word).is_ok() || self.helper_endings.iter().any(|ending| word.ends_with(ending))
    }

    fn known(&self, base: &str, form: VerbForm) -> Option<CueVerb> {
        let says = has(self.say, base);
        let names = has(self.naming, base);
        let turns = has(self.turns, base);
        let is_known = says || names || turns || has(self.judge, base);
        is_known.then_some(CueVerb { form, says, names, turns })
    }

    fn known_joined(&self, stem: &str, end: &str, form: VerbForm) -> Option<CueVerb> {
        if end.is_empty() {
            return self.known(stem, form);
        }
        // No verb of the tables is longer; words of a megabyte exist.
        (stem.len() < 24).then(|| self.known(&format!("{stem}{end}"), form)).flatten()
    }
}

/// A stem without its second last letter twice: "quipp" is "quip".
fn undoubled(stem: &str) -> Option<&str> {
    let mut chars = stem.chars();
    let last = chars.next_back()?;
    (chars.next_back() == Some(last)).then(|| stem.get(..stem.len() - last.len_utf8())).flatten()
}
