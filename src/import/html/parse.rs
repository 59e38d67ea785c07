//! From the characters of a page to its tree, in linear time whatever the page is.

use std::borrow::Cow;

use html5ever::interface::TreeSink as _;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use memchr::memmem;

use crate::import::Warning;

use super::tree::{NodeId, Planter, Tree, is_void};

/// How deep elements lie in others; what is nested deeper is put beside each other. Browsers do the same.
const MAX_DEPTH: u16 = 512;
/// The attributes of a tag that are read. The parser compares each with all before it.
const MAX_ATTRIBUTES: usize = 1_000;
/// The largest tree.
const MAX_NODES: usize = 6_000_000;
/// How much is given to the parser at once; after each piece the limits are looked at.
const PIECE_LEN: usize = 16 * 1024;

/// The tree of a page, and what of the page is not in it. By the rules of XML any tag can end itself.
pub(in crate::import) fn parse(page: &str, is_xml: bool) -> (Tree, Vec<Warning>) {
    let mut warnings = Vec::new();
    let (page, n_cut) = with_short_tags(page);
    if n_cut > 0 {
        let what = format!("the attributes beyond {MAX_ATTRIBUTES} in a tag");
        warnings.push(Warning::LeftOut { what });
    }
    let builder = TreeBuilder::new(Planter::new(), TreeBuilderOpts::default());
    let tokenizer = Tokenizer::new(Flattened { builder, is_xml }, TokenizerOpts::default());
    let planter = || &tokenizer.sink.builder.sink;
    let queue = BufferQueue::default();
    for piece in pieces(&page) {
        if planter().len() > MAX_NODES {
            let what = format!("what follows the first {MAX_NODES} elements of the page");
            warnings.push(Warning::LeftOut { what });
            break;
        }
        queue.push_back(StrTendril::from_slice(piece));
        // A script that is over stops the parser, so that it could run.
        while !queue.is_empty() {
            let _ = tokenizer.feed(&queue);
        }
    }
    tokenizer.end();
    (tokenizer.sink.builder.sink.finish(), warnings)
}

/// Passes on what is read to the builder of the tree, but for the tags that lie too deep: the builder looks through all
/// open elements at each tag.
struct Flattened {
    builder: TreeBuilder<NodeId, Planter>,
    is_xml: bool,
}

impl TokenSink for Flattened {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        if let Token::TagToken(tag) = &token {
            let planter = &self.builder.sink;
            if tag.kind == TagKind::EndTag {
                planter.rise();
            } else if planter.depth() >= MAX_DEPTH && can_be_left_out(tag) {
                return TokenSinkResult::Continue;
            }
        }
        match token {
            Token::TagToken(tag) if self.is_xml && tag.self_closing && !is_void(&tag.name) => {
                let end = Tag { kind: TagKind::EndTag, self_closing: false, attrs: Vec::new(), ..tag.clone() };
                let begin = Tag { self_closing: false, ..tag };
                let _ = self.builder.process_token(Token::TagToken(begin), line);
                let _ = self.process_token(Token::TagToken(end), line);
                TokenSinkResult::Continue
            }
            token => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Whether the text in an element reads the same without it. What scripts and styles hold is no text, and it is by their
/// tags that the parser knows.
fn can_be_left_out(tag: &Tag) -> bool {
    let holds_no_text = ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"];
    !is_void(&tag.name) && !holds_no_text.contains(&&*tag.name)
}

/// The page in pieces that end between characters.
fn pieces(page: &str) -> impl Iterator<Item = &str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        let (piece, behind) = rest.split_at_checked(rest.ceil_char_boundary(PIECE_LEN))?;
        rest = behind;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The page without the attributes that are too many, and how many tags had such.
fn with_short_tags(page: &str) -> (Cow<'_, str>, usize) {
    let bytes = page.as_bytes();
    let (mut short, mut copied, mut n_cut, mut at) = (String::new(), 0, 0, 0);
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'<', rest)) {
        let start = at + found;
        at = start + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let TagEnd { end, too_many_from } = tag_end(bytes, at);
        at = end;
        if let Some(from) = too_many_from {
            short.push_str(page.get(copied..from).unwrap_or_default());
            (copied, n_cut) = (end, n_cut + 1);
        }
        for name in ["script", "style"] {
            if bytes.get(start + 1..).is_some_and(|tag| begins_with(tag, name)) {
                at = raw_end(bytes, at, name);
            }
        }
    }
    if n_cut == 0 {
        return (page.into(), 0);
    }
    short.push_str(page.get(copied..).unwrap_or_default());
    (short.into(), n_cut)
}

/// Where a tag ends.
struct TagEnd {
    /// The `>` of it, or the end of the page.
    end: usize,
    /// Where the first attribute begins that is too many.
    too_many_from: Option<usize>,
}

fn tag_end(bytes: &[u8], name: usize) -> TagEnd {
    let (mut n_attributes, mut too_many_from, mut quote, mut before) = (0, None, None, b'x');
    for (at, &byte) in bytes.iter().enumerate().skip(name) {
        let is_space = byte.is_ascii_whitespace() || byte == b'/';
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => continue,
            None if byte == b'>' => return TagEnd { end: at, too_many_from },
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None if !is_space
                && (before.is_ascii_whitespace() || matches!(before, b'/' | b'"' | b'\''))
                && byte != b'=' =>
            {
                n_attributes += 1;
                if n_attributes > MAX_ATTRIBUTES && too_many_from.is_none() {
                    too_many_from = Some(at);
                }
            }
            None => {}
        }
        // Space after `=` does not part a value from its name.
        if !(is_space && before == b'=') {
            before = byte;
        }
    }
    TagEnd { end: bytes.len(), too_many_from }
}

/// Where the text of a script or a style ends.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let end = memmem::find_iter(rest, b"</").find(|at| rest.get(at + 2..).is_some_and(|tag| begins_with(tag, name)));
    from + end.unwrap_or(rest.len())
}

/// Whether a tag has this name, or one that begins with it.
fn begins_with(tag: &[u8], name: &str) -> bool {
    tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
}
