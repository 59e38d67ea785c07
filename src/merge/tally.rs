//! How much is new, counted: before a merge, after it, and on opening a project that others have worked on.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Project, Replacing};

use super::{News, NewsKind};

/// How much is new.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records that were made.
    pub n_new: usize,
    /// Records that were changed, and versions of which somebody said which they follow.
    pub n_changed: usize,
    /// Records that were deleted, and documents that were emptied for good.
    pub n_deleted: usize,
    /// Documents that replaced earlier versions.
    pub n_versions: usize,
    /// Fields that were set differently by somebody who did not know of it.
    pub n_clashes: usize,
}

impl Tally {
    /// How much is new in all. What two people changed is one thing.
    pub fn of<'n>(news: impl IntoIterator<Item = &'n News>) -> Self {
        let mut tally = Self::default();
        let (mut changed, mut clashing) = (BTreeSet::new(), BTreeSet::new());
        for News { record, kind, .. } in news {
            match kind {
                NewsKind::New => tally.n_new += 1,
                NewsKind::Deleted | NewsKind::WentBack(_) | NewsKind::Emptied => tally.n_deleted += 1,
                NewsKind::Changed(..) => tally.n_changed += usize::from(changed.insert(record)),
                NewsKind::Clash(field, _) => tally.n_clashes += usize::from(clashing.insert((record, field))),
                NewsKind::Replaced(replacement) if replacement.how == Replacing::TakenIn => tally.n_versions += 1,
                NewsKind::Replaced(_) => tally.n_changed += usize::from(changed.insert(record)),
            }
        }
        tally
    }

    /// How many things are new.
    pub fn n_in_all(self) -> usize {
        self.n_new + self.n_changed + self.n_deleted + self.n_versions + self.n_clashes
    }

    /// In words: "12 new, 3 changed, 1 clash"; empty if there is nothing.
    pub fn in_words(self) -> String {
        let Self { n_new, n_changed, n_deleted, n_versions, n_clashes } = self;
        let versions = if n_versions == 1 { "new version" } else { "new versions" };
        let clashes = if n_clashes == 1 { "clash" } else { "clashes" };
        let parts = [(n_new, "new"), (n_changed, "changed"), (n_deleted, "deleted")];
        let parts = parts.into_iter().chain([(n_versions, versions), (n_clashes, clashes)]).filter(|(n, _)| *n > 0);
        parts.map(|(n, what)| format!("{n} {what}")).collect::<Vec<_>>().join(", ")
    }
}

/// How much is new, by the names of those who did it.
pub fn tally(project: &Project, news: &[News]) -> BTreeMap<String, Tally> {
    let mut by: BTreeMap<&str, Vec<&News>> = BTreeMap::new();
    for one in news {
        by.entry(project.who(one.dot).unwrap_or("somebody")).or_default().push(one);
    }
    by.into_iter().map(|(name, news)| (name.to_owned(), Tally::of(news))).collect()
}
