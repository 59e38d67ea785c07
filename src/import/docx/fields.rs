//! Fields: places where Word works out what is shown, with what it has last worked out.

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// What is worked out.
    pub(super) code: String,
    /// Whether what is shown has begun.
    pub(super) is_shown: bool,
    /// Which paragraph of the story it began in.
    pub(super) paragraph: u32,
}

/// Where the code of a field leads on the web: `HYPERLINK "https://example.org" \t "_blank"`.
pub(super) fn address(code: &str) -> Option<String> {
    let rest = code.trim_start().strip_prefix("HYPERLINK")?.trim_start();
    let url = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => rest.split_whitespace().next()?,
    };
    // A switch in its place means that it leads into the document itself.
    (!url.is_empty() && !url.starts_with('\\')).then(|| url.to_owned())
}
