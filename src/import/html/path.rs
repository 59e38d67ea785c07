//! Paths of files in a package, as addresses in it name them; and addresses of the web that a page names in part.

/// The longest address of a page to which others are added.
const MAX_LEN: usize = 2000;

/// The path that an address in the file at `base` leads to, without the part behind `#`.
pub(in crate::import) fn joined(base: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let href = percent_decoded(href);
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    let from = if href.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in from.split('/').chain(href.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The whole address that `href` names in the page at `page`: "https://a.example/b" for "/b". What begins with a scheme is
/// whole; so is everything if the page's own address is not known, or longer than any that serves.
pub(super) fn whole(page: &str, href: &str) -> String {
    let scheme_end = href.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c));
    let has_scheme = scheme_end.is_some_and(|end| end > 0 && href.get(end..).is_some_and(|rest| rest.starts_with(':')));
    let Some((scheme, rest)) = page.split_once("://").filter(|_| !has_scheme && page.len() < MAX_LEN) else {
        return href.to_owned();
    };
    if href.starts_with("//") {
        return format!("{scheme}:{href}");
    }
    let (host, path) = rest.find(['/', '?', '#']).and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if href.starts_with('?') {
        return format!("{scheme}://{host}{path}{href}");
    }
    let behind = href.find(['?', '#']).unwrap_or(href.len());
    let (own, behind) = href.split_at_checked(behind).unwrap_or((href, ""));
    let folder = if own.starts_with('/') { "" } else { path.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(own.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let end = if own.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    format!("{scheme}://{host}/{}{end}{behind}", parts.join("/"))
}

/// `%20` and the like as the characters that they stand for. What is none stays.
pub(in crate::import) fn percent_decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = behind.get(..2).filter(|_| *first == b'%').and_then(|code| str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
