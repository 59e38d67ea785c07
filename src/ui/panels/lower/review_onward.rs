//! Where the review goes once something was chosen about one of its rows.

use crate::model::PassageId;
use crate::session::{ReviewId, ReviewRow};

use super::review_data::ReviewData;

/// Where to go once the rows are others.
#[derive(Debug, Default)]
pub enum Onward {
    /// Nowhere.
    #[default]
    Nowhere,
    /// To the first row that waits.
    First,
    /// To the next one that waits behind this row, about which something was chosen.
    Behind(ReviewId),
    /// To the row of the passage to which undo or redo led.
    Hand,
    /// Nowhere, whatever row is under the cursor then.
    Stay,
}

impl Onward {
    /// The passage about which something was chosen.
    pub fn chosen(&self) -> Option<PassageId> {
        match self {
            Self::Behind((_, passage)) => Some(*passage),
            _ => None,
        }
    }

    /// Whether the choice does not show yet: the rows were listed before it.
    pub fn is_ahead(&self, data: &ReviewData) -> bool {
        matches!(self, Self::Behind(id) if data.rows().take_while(|row| row.waits).any(|row| row.id() == *id))
    }

    /// The row to go to, if any waits; `listed` are the rows as they were before. A row that waits no longer has another
    /// place among them, so what comes behind it is told by those.
    pub fn row(&self, listed: &[ReviewId], data: &ReviewData) -> Option<usize> {
        let waiting: Vec<ReviewId> = data.rows().take_while(|row| row.waits).map(ReviewRow::id).collect();
        let behind = match self {
            Self::Nowhere | Self::Hand | Self::Stay => return None,
            Self::First => None,
            Self::Behind(id) => {
                let at = listed.iter().position(|other| other == id).map_or(listed.len(), |at| at + 1);
                let mut behind = listed.iter().skip(at);
                behind.find_map(|next| waiting.iter().position(|row| row == next))
            }
        };
        behind.or((!waiting.is_empty()).then_some(0))
    }
}
