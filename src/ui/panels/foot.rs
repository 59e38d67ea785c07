//! The line at the foot: whether the work is safe, and which keys help now.

use egui::{Align, Layout, RichText, Ui, UiBuilder, vec2};

use crate::command::Command;
use crate::session::{Focus, LowerTab, ReviewRow, Session};
use crate::text::TextRange;
use crate::ui::ViewCtx;
use crate::ui::theme::{SPACE_L, SPACE_M, SPACE_S, Theme};
use crate::ui::widgets::{elided_label, kbd};

use super::keys_of;

/// What keys do in the table of suggestions, with all rows that are selected.
const DECIDING: [(Command, &str); 5] = [
    (Command::MarkClaim, "as claim"),
    (Command::MarkQuote, "as quote"),
    (Command::MarkStatistic, "as statistic"),
    (Command::AcceptProposal, "accept the selected"),
    (Command::DismissProposal, "dismiss them"),
];

/// What keys do on the page for the editor.
const SETTLING: [(Command, &str); 2] = [(Command::Link, "link"), (Command::CopyAsText, "copy as text")];

/// What a key does in the review, and in the readers beside it.
const GIVING: (Command, &str) = (Command::GiveWords, "give it the selected words");

/// What keys do in lists of sentences that were found.
const LINKING: [(Command, &str); 1] = [(Command::Link, "link with the passage in hand")];

/// The foot, over the whole width of `ui`; `status` says whether the work is safe: "Saved 12:41, recovery on". `walks_review`
/// tells whether what is next is what waits in the review.
pub fn foot_ui(ctx: &ViewCtx<'_>, ui: &mut Ui, status: &str, walks_review: bool) {
    let theme = Theme::of(ui);
    let room = ui.available_rect_before_wrap().shrink2(vec2(SPACE_M, 0.0));
    let builder = UiBuilder::new().max_rect(room).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = SPACE_S - 2.0;
        for (command, meaning) in hints(ctx.session, ui.text_edit_focused(), walks_review).into_iter().rev() {
            let keys = keys_of(ctx, command);
            // A hint that would leave no room for the status is left out.
            if keys.is_empty() || ui.available_width() < 300.0 {
                continue;
            }
            ui.label(RichText::new(meaning).font(theme.small()).color(theme.ink2));
            kbd(ui, &keys);
            ui.add_space(SPACE_L - SPACE_S);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            elided_label(ui, status, theme.small(), theme.ink2);
        });
    });
}

/// The keys that help now, the least needed first. While something is typed, letters are text.
fn hints(session: Option<&Session>, typing: bool, walks_review: bool) -> Vec<(Command, &'static str)> {
    let always = (Command::Palette, "all commands");
    let Some(session) = session else { return vec![(Command::OpenProject, "open a project"), always] };
    if typing {
        return vec![always];
    }
    let tab = (session.desk.focus == Focus::Lower).then_some(session.desk.lower);
    let waiting = walks_review.then_some((Command::NextOpen, "next that waits"));
    if tab == Some(LowerTab::Review) {
        return waiting.into_iter().chain(reviewing(session)).chain([always]).collect();
    }
    if let Some(of_tab) = tab.and_then(of_tab) {
        return of_tab.iter().copied().chain([always]).collect();
    }
    let selected = session.desk.tab().is_some_and(|tab| !tab.selection.is_caret());
    let marking = [
        (Command::MarkClaim, "claim"),
        (Command::MarkQuote, "quote"),
        (Command::MarkStatistic, "statistic"),
        (Command::Link, "link"),
    ];
    let suggested = [(Command::AcceptProposal, "accept"), (Command::DismissProposal, "dismiss")];
    let waits = !selected && session.waiting_at_caret(None).is_some();
    let marking = marking.into_iter().filter(|_| selected);
    let suggested = suggested.into_iter().filter(|_| waits);
    let passing = is_at_untouched(session).then_some((Command::Pass, "nothing to check"));
    let giving = (selected && session.desk.lower == LowerTab::Review).then(|| under_review(session)).flatten();
    marking
        .chain(giving.map(|_| GIVING))
        .chain(suggested)
        .chain(passing)
        .chain([waiting.unwrap_or((Command::NextOpen, "next open item")), always])
        .collect()
}

/// What keys do in a tab of the lower pane with its rows, if they do not mean there what they mean in the readers.
fn of_tab(tab: LowerTab) -> Option<&'static [(Command, &'static str)]> {
    match tab {
        LowerTab::Suggestions => Some(&DECIDING),
        LowerTab::ForEditor => Some(&SETTLING),
        LowerTab::Evidence | LowerTab::Search => Some(&LINKING),
        LowerTab::Passages | LowerTab::Asked | LowerTab::History | LowerTab::Review => None,
    }
}

/// What keys do in the review of a new version with the row under the cursor: what was looked at is not to be accepted
/// again, and what was left not to be left again.
fn reviewing(session: &Session) -> Vec<(Command, &'static str)> {
    let Some(row) = under_review(session) else { return Vec::new() };
    let leave = (row.waits && row.carried.now.is_none()).then_some((Command::DismissProposal, "leave it"));
    // It is told once.
    let accept = row.accepting().filter(|means| leave.is_none_or(|(_, other)| other != *means));
    let accept = accept.map(|means| (Command::AcceptProposal, means));
    std::iter::once(GIVING).chain(leave).chain(accept).collect()
}

/// The row under the cursor of the review, if it can be given words.
fn under_review(session: &Session) -> Option<&ReviewRow> {
    let row = session.desk.reviewed.and_then(|(passage, version)| session.reviewed(version, passage));
    row.filter(|row| !row.awaits_fork())
}

/// Whether the caret is in a sentence that nobody has looked at.
fn is_at_untouched(session: &Session) -> bool {
    let tab = session.desk.tab().filter(|tab| tab.selection.is_caret());
    tab.zip(tab.and_then(|tab| session.sentences(tab.document))).is_some_and(|(tab, sentences)| {
        let caret = tab.selection.head;
        sentences.untouched_in(TextRange::between(caret, caret + 1)).next().is_some()
    })
}
