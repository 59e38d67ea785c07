//! What a suggestion is called and what it says, in words: for its card, its row and who listens.

use crate::detect::{ClaimClass, Item, Quote, QuoteClass, Reason, Suggestion};
use crate::model::{Document, Passage, PassageKind, ProposalContent};
use crate::reading::Quantity;
use crate::text::{TextRange, sentence_at};

use super::{Session, SuggestionClass, SuggestionKey, Waiting, WaitingContent};

impl<'s> Waiting<'s> {
    /// What it is: "Quote · Ana Piquer", "Statistic · at least 265 people", "Comment by A. Clark, 2016-06-22".
    pub fn title(&self) -> String {
        match self.content {
            WaitingContent::Noticed(..) if self.class == SuggestionClass::Quote => {
                let name = match self.items().first() {
                    Some(Item::Quote(quote)) => quote_name(quote.class),
                    _ => "Quote",
                };
                self.speaker().map_or_else(|| name.to_owned(), |speaker| format!("{name} · {speaker}"))
            }
            WaitingContent::Noticed(..) if self.class == SuggestionClass::Statistic => {
                format!("Statistic · {}", words(self.document, self.range))
            }
            WaitingContent::Noticed(..) => {
                let others = self.classes().into_iter().filter(|class| *class != self.class);
                let labels = std::iter::once(self.class).chain(others).map(|it| crate::edit::lower_first(it.label()));
                format!("Claim · {}", labels.collect::<Vec<_>>().join(", "))
            }
            WaitingContent::Writer(ProposalContent::Comment(comment)) => {
                let day = comment.time.split('T').next().unwrap_or_default();
                let by = Some(comment.author.as_str()).filter(|author| !author.is_empty());
                let by = by.map(|author| format!(" by {author}")).unwrap_or_default();
                let day = Some(day).filter(|day| !day.is_empty()).map(|day| format!(", {day}")).unwrap_or_default();
                let done = if comment.resolved { ", marked as done" } else { "" };
                format!("Comment{by}{day}{done}")
            }
            WaitingContent::Writer(ProposalContent::Note(story)) => format!("Note {}", story.mark).trim().to_owned(),
            WaitingContent::Writer(ProposalContent::Address(_)) => "Address".to_owned(),
        }
    }

    /// What it says, or all reasons why it should be checked.
    pub fn says(&self) -> String {
        match self.content {
            WaitingContent::Noticed(..) => {
                let items = self.items();
                match items.first() {
                    Some(Item::Quote(quote)) => quote_says(quote),
                    Some(Item::Statistic(quantity)) => statistic_says(self.document, quantity),
                    _ => claims_say(&items),
                }
            }
            WaitingContent::Writer(ProposalContent::Comment(comment)) => comment.text.trim().to_owned(),
            WaitingContent::Writer(ProposalContent::Note(story)) => words(self.document, story.range),
            WaitingContent::Writer(ProposalContent::Address(address)) => address.url.clone(),
        }
    }

    /// Both on one line, with why its sentence is worth checking.
    pub fn in_a_line(&self) -> String {
        let (says, worth) = (self.says(), self.worth_in_words());
        match (says.is_empty(), worth.is_empty()) {
            (true, true) => self.title(),
            (false, true) => format!("{}: {says}", self.title()),
            // What it says comes last: it is the longest, and may be cut.
            (_, false) => format!("{} · {worth} · {says}", self.title()),
        }
    }

    /// Why its sentence is worth checking, beside what it is itself: "a rate, no source named; a comparison: “higher”".
    /// Empty if there is no other reason.
    pub fn worth_in_words(&self) -> String {
        let classes = self.classes();
        let is_other = |reason: &&Reason| match reason {
            Reason::Claim(class) => !classes.contains(&SuggestionClass::Claim(*class)),
            Reason::Cause(_) => !classes.contains(&SuggestionClass::Claim(ClaimClass::Cause)),
            Reason::Quote { .. } => self.class != SuggestionClass::Quote,
            _ => true,
        };
        self.reasons().iter().filter(is_other).map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }

    /// Whose it is: who says a quote, who wrote a comment.
    pub fn whose(&self) -> &'s str {
        match self.content {
            WaitingContent::Writer(ProposalContent::Comment(comment)) => &comment.author,
            _ => self.speaker().unwrap_or_default(),
        }
    }

    /// The words that it is about, or those around the place where it stands.
    pub fn words(&self) -> String {
        if !self.range.is_empty() {
            return words(self.document, self.range);
        }
        let before = self.range.start().saturating_sub(1);
        let (block, text) = self.document.block_at(before);
        words(self.document, sentence_at(text, before.saturating_sub(block.start())).shifted(block.start()))
    }
}

impl Session {
    /// What the program reads in a statistic of a draft, which is its guess and nobody's word: "1,086 per 100,000, as of
    /// June 2024, by the Prison Policy Initiative". `None` while nothing was noticed there.
    pub fn reads_as(&self, passage: &Passage) -> Option<String> {
        let document = self.project().document(passage.place.document)?;
        let quantity = |one: Suggestion| match one.item {
            Item::Statistic(quantity) => Some((passage.range().intersection(one.range)?.len(), quantity)),
            _ => None,
        };
        let near = self.noticed(document.id)?.touching(&document.body, passage.range()).into_iter();
        let (_, quantity) = near.filter_map(quantity).max_by_key(|(n_shared, _)| *n_shared)?;
        let number = words(document, quantity.range);
        Some(std::iter::once(number).chain(meaning(document, &quantity)).collect::<Vec<_>>().join(", "))
    }
}

impl SuggestionKey {
    /// What becomes of it when it is accepted, in a sentence.
    pub fn accepted(self) -> &'static str {
        match self {
            Self::Writer(key) => key.accepted(),
            Self::Words(_, PassageKind::Claim) => "Enter makes a claim of it",
            Self::Words(_, PassageKind::Quote) => "Enter makes a quote of it, with its speaker",
            Self::Words(_, PassageKind::Statistic) => "Enter makes a statistic of it",
        }
    }
}

fn words(document: &Document, range: TextRange) -> String {
    document.body.quoted(range).trim().to_owned()
}

fn quote_name(class: QuoteClass) -> &'static str {
    match class {
        QuoteClass::Direct | QuoteClass::Fragment => "Quote",
        QuoteClass::Scare => "Words in quote marks",
        QuoteClass::Term => "A term in quote marks",
        QuoteClass::Title => "A title in quote marks",
    }
}

fn quote_says(quote: &Quote) -> String {
    let wants_speaker = quote.class.is_said();
    let who = match &quote.speaker {
        Some(speaker) if speaker.name.is_none() => format!("{}; the name is not told", speaker.why),
        Some(speaker) => speaker.why.clone(),
        None if wants_speaker => "whose words?".to_owned(),
        None => "whose word for it?".to_owned(),
    };
    match quote.oddity {
        Some(oddity) => format!("{who}; {oddity}"),
        None => who,
    }
}

/// Why each of the claims that are the same words should be checked.
fn claims_say(items: &[Item]) -> String {
    let mut whys: Vec<&str> = Vec::new();
    for item in items {
        if let Item::Claim(claim) = item
            && !whys.contains(&claim.why.as_str())
        {
            whys.push(&claim.why);
        }
    }
    whys.join("; ")
}

fn statistic_says(document: &Document, quantity: &Quantity) -> String {
    let meaning = meaning(document, quantity);
    let unsourced = quantity.source.is_none().then(|| "no source named".to_owned());
    meaning.into_iter().chain(unsourced).collect::<Vec<_>>().join(", ")
}

/// What a number counts, for when, and who is named for it, as far as its own words do not say so.
fn meaning(document: &Document, quantity: &Quantity) -> Vec<String> {
    let beside = |range: TextRange| (!quantity.range.covers(range)).then(|| words(document, range));
    let source = quantity.source.map(|source| format!("by {}", words(document, source)));
    [quantity.subject.and_then(beside), quantity.as_of.and_then(beside), source].into_iter().flatten().collect()
}
