//! The sentences of some documents, by the terms that stand in them.

use crate::model::{Body, DocumentId};
use crate::reading::{Language, Lexicon, Term, Tokens};
use crate::text::{TextRange, sentences};

/// An inverted index over some documents. It never changes: when documents come or go, segments do.
///
/// It costs about half a byte for each byte of text.
#[derive(Debug)]
pub(super) struct Segment {
    /// The documents in the order in which they were added, each with the number of its first sentence.
    documents: Vec<(DocumentId, u32)>,
    /// Where each sentence starts in its document.
    starts: Vec<u32>,
    /// How many terms each sentence has; at most 255.
    n_terms: Vec<u8>,
    /// All terms in order.
    terms: Vec<Term>,
    /// Where the postings of each term end.
    ends: Vec<u32>,
    /// For each term the sentences that it stands in: the first, then the differences, each in groups of seven bits.
    postings: Vec<u8>,
    /// The terms of all sentences together.
    n_terms_in_all: u64,
    /// How much text it was made of, in bytes.
    text_len: usize,
}

/// A sentence of a segment, by its number.
pub(super) type SentenceNumber = u32;

impl Segment {
    /// Documents are added to a segment until it holds this much text, in bytes.
    pub const FULL_LEN: usize = 8 * 1024 * 1024;

    /// The index of some documents.
    pub fn of<'d>(documents: impl IntoIterator<Item = (DocumentId, &'d Body)>) -> Self {
        let mut building = Building::default();
        for (id, body) in documents {
            building.add(id, body);
        }
        building.finish()
    }

    /// Whether it is as large as segments get.
    pub fn is_full(&self) -> bool {
        self.text_len >= Self::FULL_LEN
    }

    /// The documents in it.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> {
        self.documents.iter().map(|(id, _)| *id)
    }

    /// How many sentences it has.
    pub fn n_sentences(&self) -> usize {
        self.starts.len()
    }

    /// How many terms they have together.
    pub fn n_terms_in_all(&self) -> u64 {
        self.n_terms_in_all
    }

    /// How many terms a sentence has.
    pub fn n_terms(&self, sentence: SentenceNumber) -> u8 {
        self.n_terms.get(sentence as usize).copied().unwrap_or(0)
    }

    /// Where a sentence is: its document and its first byte there.
    pub fn place(&self, sentence: SentenceNumber) -> Option<(DocumentId, usize)> {
        let after = self.documents.partition_point(|(_, first)| *first <= sentence);
        let (document, _) = self.documents.get(after.checked_sub(1)?)?;
        Some((*document, *self.starts.get(sentence as usize)? as usize))
    }

    /// The sentences that a term stands in, in order.
    pub fn sentences(&self, term: Term) -> impl Iterator<Item = SentenceNumber> {
        let bytes = self.terms.binary_search(&term).ok().and_then(|at| {
            let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
            self.postings.get(start as usize..*self.ends.get(at)? as usize)
        });
        let mut bytes = bytes.unwrap_or_default().iter();
        let mut sentence = 0;
        std::iter::from_fn(move || {
            sentence += read_number(&mut bytes)?;
            Some(sentence)
        })
    }

    /// The memory that it takes, in bytes.
    pub fn memory(&self) -> usize {
        size_of_val(&*self.documents)
            + size_of_val(&*self.starts)
            + self.n_terms.len()
            + size_of_val(&*self.terms)
            + size_of_val(&*self.ends)
            + self.postings.len()
    }
}

/// A segment in the making.
#[derive(Default)]
struct Building {
    documents: Vec<(DocumentId, u32)>,
    starts: Vec<u32>,
    n_terms: Vec<u8>,
    /// Each term with each sentence that it stands in.
    pairs: Vec<(Term, SentenceNumber)>,
    n_terms_in_all: u64,
    text_len: usize,
    lexicon: Lexicon,
}

impl Building {
    /// Adds the sentences of a document that its reader shows.
    fn add(&mut self, id: DocumentId, body: &Body) {
        let text = body.text();
        self.text_len += text.len();
        let language = Language::of(text);
        self.documents.push((id, number(self.starts.len())));
        for block in body.shown_blocks() {
            let words = block.within(text).unwrap_or_default();
            for sentence in sentences(words) {
                self.add_sentence(sentence.shifted(block.start()), text, language);
            }
        }
    }

    fn add_sentence(&mut self, range: TextRange, text: &str, language: &'static Language) {
        let sentence = number(self.starts.len());
        let mut n_terms = 0_usize;
        self.lexicon.of(language).each(&Tokens::of(range.within(text).unwrap_or_default()), |_, term| {
            self.pairs.push((term, sentence));
            n_terms += 1;
        });
        self.starts.push(number(range.start()));
        self.n_terms.push(u8::try_from(n_terms).unwrap_or(u8::MAX));
        self.n_terms_in_all += n_terms as u64;
    }

    fn finish(mut self) -> Segment {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        let (mut terms, mut ends, mut postings) = (Vec::new(), Vec::new(), Vec::new());
        for same in self.pairs.chunk_by(|(a, _), (b, _)| a == b) {
            let mut last = 0;
            for (_, sentence) in same {
                push_number(sentence - last, &mut postings);
                last = *sentence;
            }
            terms.extend(same.first().map(|(term, _)| *term));
            ends.push(number(postings.len()));
        }
        postings.shrink_to_fit();
        Segment {
            documents: self.documents,
            starts: self.starts,
            n_terms: self.n_terms,
            terms,
            ends,
            postings,
            n_terms_in_all: self.n_terms_in_all,
            text_len: self.text_len,
        }
    }
}

/// A number of a segment. One is full long before they do not fit.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Seven bits a byte, the lowest first; the eighth says that more follow (LEB128).
fn push_number(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn read_number<'b>(bytes: &mut impl Iterator<Item = &'b u8>) -> Option<u32> {
    let mut number = 0;
    for shift in (0..u32::BITS).step_by(7) {
        let byte = bytes.next()?;
        number |= u32::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(number)
}
