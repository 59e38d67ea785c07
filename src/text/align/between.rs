//! What of the new version stands between the words that stood around a stretch of the old one.

use crate::text::TextRange;

use super::{Alignment, Pair};

/// So many words on either side are looked at for one that is still there.
const AROUND: usize = 12;
/// So many new words may stand there, beyond thrice the old ones.
const SLACK: usize = 24;

impl Alignment<'_> {
    /// What stands in the new version where `range` stood in the old one, whatever words it has now; empty if nothing
    /// does. `None` if what stood around it is gone, or stands no longer together.
    pub fn between(&self, range: TextRange) -> Option<TextRange> {
        let from = self.old.ranges.partition_point(|word| word.end() <= range.start());
        let to = self.old.ranges.partition_point(|word| word.start() < range.end());
        let pair = |at: &usize| Some((*at, self.pairs.get(*at).copied().flatten()?));
        let before = (from.saturating_sub(AROUND)..from).rev().find_map(|at| pair(&at));
        let after = (to..self.old.forms.len().min(to + AROUND)).find_map(|at| pair(&at));
        let start = match before {
            Some((_, Pair { new, .. })) => new + 1,
            None if from == 0 => 0,
            None => return None,
        };
        let end = match after {
            Some((_, Pair { new, .. })) => new,
            None if to == self.old.forms.len() => self.new.forms.len(),
            None => return None,
        };
        let n_old = after.map_or(to, |(at, _)| at) - before.map_or(0, |(at, _)| at);
        if end < start || end - start > n_old * 3 + SLACK {
            return None;
        }
        let from = start.checked_sub(1).and_then(|at| self.new.ranges.get(at)).map_or(0, |word| word.end());
        let to = self.new.ranges.get(end).map_or(self.new_text.len(), |word| word.start());
        (from <= to).then(|| TextRange::between(from, to).trimmed(self.new_text))
    }
}
