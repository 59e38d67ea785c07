//! The words with which news pages lead away from an article.

/// How lines begin that announce other articles, ask the reader for something, or tell when a page was made.
const PHRASES: [&str; 58] = [
    "advertisement",
    "also read",
    "also see",
    "click here",
    "copyright",
    "don't miss",
    "editor's picks",
    "editors' picks",
    "enlarge image",
    "filed under",
    "first published",
    "follow us",
    "get the latest",
    "have a tip",
    "image:",
    "join the conversation",
    "last updated",
    "latest news",
    "more from",
    "more great",
    "more on",
    "more stories",
    "most popular",
    "most read",
    "order reprints",
    "photo:",
    "photos:",
    "post comment",
    "posted in",
    "posted on",
    "print article",
    "published:",
    "read also",
    "read more",
    "read next",
    "read the full",
    "recommended",
    "related",
    "see also",
    "see more",
    "share this",
    "sign up",
    "subscribe",
    "text size",
    "top stories",
    "trending",
    "up next",
    "updated:",
    "view author",
    "watch more",
    "watch now",
    "you may also",
    "you might also",
    // The same in other languages.
    "lesen sie auch",
    "lire aussi",
    "leggi anche",
    "lee también",
    "читайте также",
];

/// Whether a line begins with one of these.
pub(super) fn announces(line: &str) -> bool {
    let start: String = line.chars().take(60).map(|c| if c == '’' { '\'' } else { c }).collect();
    let start = start.to_lowercase();
    let line = start.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    line.starts_with('©')
        || PHRASES.iter().any(|phrase| {
            let behind = line.strip_prefix(phrase);
            behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric) || phrase.ends_with(':'))
        })
}

/// The words of a text in small letters, with one space between them.
pub(super) fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
