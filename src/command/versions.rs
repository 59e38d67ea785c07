//! What the commands about new versions of documents mean.

use crate::session::Session;

use super::resolve::document;
use super::{Action, Ask, WhyNot};

/// Asks for the new version of the document in front.
pub(super) fn replace(session: &Session) -> Result<Action, WhyNot> {
    let (_, document) = document(session)?;
    if session.project().is_replaced(document.id) {
        return Err(WhyNot("A newer version has replaced this document already"));
    }
    Ok(Action::Ask(Ask::Version(document.id)))
}
