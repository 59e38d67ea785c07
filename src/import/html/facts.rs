//! What a page says about itself: in its head, in its data for search engines, and in its elements.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::Facts;

use super::tree::{NodeId, Tree, Visit};

/// How many characters of data for search engines are read.
const MAX_DATA_LEN: usize = 4 << 20;
/// The longest name of an author or a site.
const MAX_NAME_LEN: usize = 200;

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct PageFacts {
    pub(super) facts: Facts,
    /// The text of the article, as the page tells it to search engines.
    pub(super) article_body: Option<String>,
    /// The headline, in all ways in which it is given.
    pub(super) titles: Vec<String>,
}

/// Reads what a page says about itself.
pub(super) fn page_facts(tree: &Tree) -> PageFacts {
    let said = Said::collect(tree);
    let data = said.data.iter().filter_map(|data| article_in(data)).collect::<Vec<_>>();
    let in_data = |path: &[&str]| data.iter().find_map(|article| text_at(article, path));
    let meta = |names: &[&str]| names.iter().find_map(|name| said.meta.get(*name)).cloned();

    let headline = in_data(&["headline"]);
    let shared = meta(&["og:title", "twitter:title", "dc.title", "dcterms.title"]);
    let titles: Vec<String> = [&headline, &shared, &said.heading, &said.title].into_iter().flatten().cloned().collect();
    let site = meta(&["og:site_name", "application-name", "dc.publisher"]).or_else(|| in_data(&["publisher", "name"]));
    let title = headline.or(shared).or_else(|| said.title.clone()).or_else(|| said.heading.clone()).unwrap_or_default();
    let author = in_data(&["author", "name"])
        .or_else(|| in_data(&["author"]))
        .or_else(|| meta(&["author", "article:author", "dc.creator", "parsely-author", "sailthru.author"]))
        .filter(|author| !author.contains("://"))
        .or(said.byline)
        .filter(|author| author.len() <= MAX_NAME_LEN);
    let published = in_data(&["datePublished"])
        .or_else(|| {
            meta(&[
                "article:published_time",
                "datepublished",
                "dc.date",
                "dc.date.issued",
                "dcterms.created",
                "parsely-pub-date",
                "date",
                "pubdate",
                "publishdate",
                "sailthru.date",
            ])
        })
        .or(said.time);
    let url = said.canonical.or_else(|| meta(&["og:url"])).filter(|url| url.contains("://"));
    let facts = Facts {
        title: without_site(&title, site.as_deref().unwrap_or_default()),
        author: author.map(|author| without_by(&author)).unwrap_or_default(),
        publisher: site.unwrap_or_default(),
        published: published.map(|time| day(&time)).unwrap_or_default(),
        url: url.or_else(|| tree.saved_from.clone()).unwrap_or_default(),
    };
    PageFacts { facts, article_body: in_data(&["articleBody"]), titles }
}

/// The places of a page that say something about it.
#[derive(Default)]
struct Said {
    meta: BTreeMap<String, String>,
    data: Vec<Value>,
    canonical: Option<String>,
    title: Option<String>,
    heading: Option<String>,
    byline: Option<String>,
    time: Option<String>,
}

impl Said {
    fn collect(tree: &Tree) -> Self {
        let mut said = Self::default();
        let mut data_left = MAX_DATA_LEN;
        for visit in tree.visits(Tree::ROOT) {
            let Visit::Enter(id) = visit else { continue };
            let attribute = |name| tree.attribute(id, name);
            match tree.name(id) {
                "meta" => said.take_meta(tree, id),
                "link" if attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    set(&mut said.canonical, || attribute("href").unwrap_or_default().trim().to_owned());
                }
                "title" if said.title.is_none() => set(&mut said.title, || words(tree, id)),
                "h1" => set(&mut said.heading, || words(tree, id)),
                "time" => set(&mut said.time, || attribute("datetime").unwrap_or_default().to_owned()),
                "script" if attribute("type").is_some_and(|kind| kind.contains("ld+json")) => {
                    let json = tree.words(id);
                    if json.len() <= data_left {
                        data_left -= json.len();
                        said.data.extend(serde_json::from_str::<Value>(json.trim()));
                    }
                }
                _ => {}
            }
            let is_byline = attribute("rel") == Some("author")
                || attribute("itemprop").is_some_and(|prop| prop.split_whitespace().any(|word| word == "author"))
                || attribute("class").is_some_and(|class| class.split_whitespace().any(|word| word == "byline"));
            if is_byline && said.byline.is_none() {
                set(&mut said.byline, || words(tree, id));
            }
        }
        said
    }

    fn take_meta(&mut self, tree: &Tree, id: NodeId) {
        let attribute = |name| tree.attribute(id, name);
        let name = attribute("property").or_else(|| attribute("name")).or_else(|| attribute("itemprop"));
        if let (Some(name), Some(content)) =
            (name, attribute("content").map(str::trim).filter(|words| !words.is_empty()))
        {
            self.meta.entry(name.to_ascii_lowercase()).or_insert_with(|| content.to_owned());
        }
    }
}

/// Sets what is not known yet, if there is something to know.
fn set(known: &mut Option<String>, value: impl FnOnce() -> String) {
    if known.is_none() {
        *known = Some(value()).filter(|value| !value.is_empty());
    }
}

/// The words of an element on one line.
fn words(tree: &Tree, id: NodeId) -> String {
    collapsed(&tree.words(id))
}

pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The article among the things that data for search engines describe.
fn article_in(data: &Value) -> Option<&Value> {
    let mut waiting = vec![data];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(fields) => {
                let kinds = fields.get("@type").into_iter().flat_map(|kind| match kind {
                    Value::Array(kinds) => kinds.iter().collect(),
                    kind => vec![kind],
                });
                let mut kinds = kinds.filter_map(Value::as_str);
                if kinds.any(|kind| kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report") {
                    return Some(value);
                }
                waiting.extend(fields.get("mainEntity"));
                waiting.extend(fields.get("@graph"));
            }
            _ => {}
        }
    }
    None
}

/// The text at a path of names; of several values all, with commas.
fn text_at(value: &Value, path: &[&str]) -> Option<String> {
    let Some((name, rest)) = path.split_first() else {
        let text = match value {
            Value::String(text) => collapsed(&without_tags(text)),
            Value::Array(values) => values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
            _ => String::new(),
        };
        return Some(text).filter(|text| !text.is_empty());
    };
    match value.get(name)? {
        // Paths have two names at most, so that this goes no deeper.
        Value::Array(values) if !rest.is_empty() => {
            let texts: Vec<_> = values.iter().filter_map(|value| text_at(value, rest)).collect();
            (!texts.is_empty()).then(|| texts.join(", "))
        }
        value => text_at(value, rest),
    }
}

/// Text in which there should be no tags and signs of HTML, but sometimes are.
fn without_tags(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let (tree, _) = super::parse::parse(text, false);
    let mut plain = String::new();
    for visit in tree.visits(Tree::ROOT) {
        match visit {
            Visit::Enter(id) => plain.push_str(tree.text(id).unwrap_or(" ")),
            Visit::Leave(_) => {}
        }
    }
    plain
}

/// A title without the name of the site at its end.
fn without_site(title: &str, site: &str) -> String {
    let title = title.trim();
    let cut = title.strip_suffix(site).filter(|_| !site.is_empty()).map(str::trim_end);
    let cut = cut.and_then(|cut| cut.strip_suffix(['|', '-', '–', '—', '·', '•', ':', '»']));
    cut.map_or(title, str::trim_end).to_owned()
}

fn without_by(author: &str) -> String {
    let author = collapsed(author);
    let name = author.get(..3).filter(|start| start.eq_ignore_ascii_case("by ")).and_then(|_| author.get(3..));
    name.map_or(author.clone(), str::to_owned)
}

/// The day of a time: `2025-03-14` of `2025-03-14T08:00:00Z`. What is written in another way stays as it is.
pub(in crate::import) fn day(time: &str) -> String {
    let time = time.trim();
    let is_day = |day: &str| {
        day.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
    };
    time.get(..10).filter(|day| is_day(day)).unwrap_or(time).to_owned()
}
