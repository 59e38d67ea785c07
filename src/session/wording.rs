//! What a suggestion is called and what it says, in words: for its card, its row and who listens.

use crate::detect::{Item, Quote, QuoteClass};
use crate::model::{Document, PassageKind, ProposalContent};
use crate::reading::Quantity;
use crate::text::{TextRange, sentence_at};

use super::{SuggestionKey, Waiting, WaitingContent};

impl<'s> Waiting<'s> {
    /// What it is: "Quote · Ana Piquer", "Statistic · at least 265 people", "Comment by A. Clark, 2016-06-22".
    pub fn title(&self) -> String {
        match self.content {
            WaitingContent::Noticed(Item::Quote(quote)) => quote_title(quote),
            WaitingContent::Noticed(Item::Statistic(_)) => format!("Statistic · {}", words(self.document, self.range)),
            WaitingContent::Noticed(Item::Claim(_)) => {
                format!("Claim · {}", crate::edit::lower_first(self.class.label()))
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

    /// What it says, or why it should be checked.
    pub fn says(&self) -> String {
        match self.content {
            WaitingContent::Noticed(Item::Quote(quote)) => quote_says(quote),
            WaitingContent::Noticed(Item::Statistic(quantity)) => statistic_says(self.document, quantity),
            WaitingContent::Noticed(Item::Claim(claim)) => claim.why.clone(),
            WaitingContent::Writer(ProposalContent::Comment(comment)) => comment.text.trim().to_owned(),
            WaitingContent::Writer(ProposalContent::Note(story)) => words(self.document, story.range),
            WaitingContent::Writer(ProposalContent::Address(address)) => address.url.clone(),
        }
    }

    /// Both on one line.
    pub fn in_a_line(&self) -> String {
        let says = self.says();
        if says.is_empty() { self.title() } else { format!("{}: {says}", self.title()) }
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

fn quote_title(quote: &Quote) -> String {
    let name = match quote.class {
        QuoteClass::Direct | QuoteClass::Fragment => "Quote",
        QuoteClass::Scare => "Words in quote marks",
        QuoteClass::Term => "A term in quote marks",
        QuoteClass::Title => "A title in quote marks",
    };
    match quote.speaker.as_ref().and_then(|speaker| speaker.name.as_ref()) {
        Some(speaker) => format!("{name} · {speaker}"),
        None => name.to_owned(),
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

/// What it counts, for when, and who is named for it.
fn statistic_says(document: &Document, quantity: &Quantity) -> String {
    let beside = |range: TextRange| (!quantity.range.covers(range)).then(|| words(document, range));
    let subject = quantity.subject.and_then(beside);
    let as_of = quantity.as_of.and_then(beside);
    let source =
        quantity.source.map_or("no source named".to_owned(), |source| format!("by {}", words(document, source)));
    subject.into_iter().chain(as_of).chain([source]).collect::<Vec<_>>().join(", ")
}
