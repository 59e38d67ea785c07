//! The list of commands: names, groups, usual keys, and a sentence on each.

macro_rules! commands {
    ($($group:ident { $($command:ident $id:literal $label:literal [$($keys:literal),*] $about:literal;)+ })+) => {
        /// Something a user can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $($(#[doc = $about] $command),+),+
        }

        /// Where a command stands in the menus and in the sheet of keys.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Group {
            $(#[doc = stringify!($group)] $group),+
        }

        impl Group {
            /// All groups, in the order of the menus.
            pub const ALL: &[Self] = &[$(Self::$group),+];

            /// The name of the menu.
            pub fn label(self) -> &'static str {
                match self { $(Self::$group => stringify!($group)),+ }
            }
        }

        impl Command {
            /// All commands, in the order of the menus.
            pub const ALL: &[Self] = &[$($(Self::$command),+),+];

            /// The name in the settings file: "mark-claim".
            pub fn id(self) -> &'static str {
                match self { $($(Self::$command => $id),+),+ }
            }

            /// The name in the window: "Mark as claim".
            pub fn label(self) -> &'static str {
                match self { $($(Self::$command => $label),+),+ }
            }

            /// What it does, in a sentence.
            pub fn about(self) -> &'static str {
                match self { $($(Self::$command => $about),+),+ }
            }

            /// Where it stands in the menus.
            pub fn group(self) -> Group {
                match self { $($(Self::$command => Group::$group),+),+ }
            }

            /// The usual keys, the first of which is shown.
            pub fn usual_keys(self) -> &'static [&'static str] {
                match self { $($(Self::$command => &[$($keys),*]),+),+ }
            }

            /// The command of this name.
            pub fn named(id: &str) -> Option<Self> {
                match id { $($($id => Some(Self::$command),)+)+ _ => None }
            }
        }
    };
}

commands! {
    File {
        NewProject "new-project" "New project" ["Ctrl+N"] "Begin an empty project";
        OpenProject "open-project" "Open project…" ["Ctrl+O"] "Open a project file";
        OpenSample "open-sample" "Open the sample project" [] "Two articles, marked and linked, to try everything on";
        AddDocuments "add-documents" "Add documents…" ["Ctrl+Shift+O"] "Load texts into this project";
        AddFolder "add-folder" "Add a folder…" [] "Load all texts in a folder and the folders in it";
        ReplaceDocument "replace-document" "Replace with new version…" [] "Take in a new version of this document: its passages go with their words, and what changed is listed";
        RemoveDocument "remove-document" "Remove this document…" [] "Remove it with its passages; a new version: go back to the one before";
        EmptyDocuments "empty-documents" "Empty removed documents for good…" [] "Take the text of removed documents out of the project and of all copies that merge with it";
        PasteDocument "paste-document" "Paste text as document" ["Ctrl+Shift+V"] "Load the text on the clipboard as a document";
        Save "save" "Save" ["Ctrl+S"] "Write the project to its file";
        SaveAs "save-as" "Save as…" ["Ctrl+Shift+S"] "Write the project to another file";
        MergeFile "merge-file" "Merge a colleague’s file…" [] "Take what others did in another copy of this project into it";
        OpenBackup "open-backup" "Open a backup…" [] "Go back to the project as it was saved before";
        EditTitle "edit-title" "Title and rules of the project…" [] "What this project is called, and how many independent sources it asks for";
        EditChecker "edit-checker" "Your name…" [] "The name under which your work is recorded";
        CloseProject "close-project" "Close project" [] "Back to the start page";
        Quit "quit" "Quit" ["Ctrl+Q"] "Close the window";
    }
    Edit {
        Undo "undo" "Undo" ["Ctrl+Z"] "Take back the last change of the project";
        Redo "redo" "Redo" ["Ctrl+Shift+Z", "Ctrl+Y"] "Make the change again that was last taken back";
        Copy "copy" "Copy" ["Ctrl+C"] "Copy the selected words, or the selected rows as a table";
        CopyAsText "copy-as-text" "Copy as text" ["Ctrl+Alt+C"] "Copy the selected rows, queries or changes as a list for an e-mail";
        Find "find" "Find in this document…" ["Ctrl+F"] "Look for words in the document of this reader";
        FindNext "find-next" "Find next" ["F3", "Ctrl+G"] "On to the next place where the words stand";
        FindPrevious "find-previous" "Find previous" ["Shift+F3", "Ctrl+Shift+G"] "Back to the place before";
        FindEverywhere "find-everywhere" "Search everything…" ["Ctrl+Shift+F"] "Look for words in all documents, notes and queries";
    }
    Passage {
        MarkClaim "mark-claim" "Mark as claim" ["1"] "Mark the selection, or the sentence at the caret; on a passage: change its kind";
        MarkQuote "mark-quote" "Mark as quote" ["2"] "Mark the selection, or the quotation at the caret; on a passage: change its kind";
        MarkStatistic "mark-statistic" "Mark as statistic" ["3"] "Mark the selection, or the number at the caret; on a passage: change its kind";
        GiveWords "give-words" "Give it the selected words" ["R"] "The selected passage gets the selected words";
        Remove "remove" "Remove" ["Delete"] "Remove the selected passage with its links, queries and changes";
        Tick "tick" "Tick: confirmed" ["T"] "Set the outcome to confirmed, and on to the next open item";
        SetOutcome "set-outcome" "Set outcome…" ["S"] "Choose what the check found";
        NextOpen "next-open" "Next open item" ["N"] "On to the next passage that is open and does not wait for an answer; once none is left, to the next untouched sentence";
        PreviousOpen "previous-open" "Previous open item" ["Shift+N"] "Back to the open passage before; once none is left, to the untouched sentence before";
        Pass "pass" "Nothing to check here" ["P"] "Pass the sentence at the caret, or those selected, and on to the next that nobody has looked at; on passed ones: take that back";
        NextUntouched "next-untouched" "Next untouched sentence" ["U"] "On to the next sentence or heading that has no passage and was not passed";
        SignOff "sign-off" "Sign off…" [] "Say that this draft is done, or see what stands in the way";
        TakeBackSignOff "take-back-sign-off" "Take the sign-off back" [] "This draft is not done after all";
        Link "link" "Link…" ["L"] "Link the passage in hand with the selection in the other reader, or with a document or source";
        LinkTo "link-to" "Link to a document or source…" ["Shift+L"] "Link the passage in hand with a whole document, a person, a call, a book or a web page";
        FollowLink "follow-link" "Follow its link" ["G"] "Show the other end of the passage's link; again: of its next one";
        FindEvidence "find-evidence" "Find evidence" ["E"] "The sentences of all documents that bear on the passage, the selected words or the suggestion";
        Calculate "calculate" "Calculate…" [] "Bind a part, a whole and a rate: two of them say what the third must be";
        AskQuery "ask-query" "Ask a query" ["Q"] "Write a question about the passage";
        ProposeChange "propose-change" "Propose a change" ["C"] "Write how the words should be";
        CarryOver "carry-over" "The same where it is said again" ["Shift+T"] "Tick the other statements of the same fact in this draft too, or propose the change there";
        WriteNote "write-note" "Write a note" ["M"] "Write what you found";
        AcceptProposal "accept-proposal" "Accept the suggestion" ["Enter"] "Make a passage of the suggestion at the caret, as what it is, and on to the next; on the mark of a note: go to the note";
        DismissProposal "dismiss-proposal" "Dismiss the suggestion" ["X"] "Nothing is to come of the suggestion at the caret, and on to the next";
        AcceptAll "accept-all" "Accept all suggestions" [] "Make passages of all suggestions in this document, each as what it is; comments become notes, notes and addresses sources";
        AcceptClass "accept-suggestions-of-kind" "Accept all suggestions of this kind" [] "Make passages of all suggestions in this document that are of the sort of the one at the caret";
        DismissClass "dismiss-suggestions-of-kind" "Dismiss all suggestions of this kind" [] "Nothing is to come of the suggestions in this document that are of the sort of the one at the caret";
        NextSuggestion "next-suggestion" "Next suggestion" ["J"] "On to the next suggestion in this document";
        PreviousSuggestion "previous-suggestion" "Previous suggestion" ["Shift+J"] "Back to the suggestion before";
        EditSpeaker "edit-speaker" "Name the speaker" ["K"] "Whose words the quote is";
    }
    View {
        OtherReader "other-reader" "Other reader" ["O"] "Move to the other reader";
        NextPane "next-pane" "Next pane" ["F6"] "Move to the next part of the window";
        PreviousPane "previous-pane" "Previous pane" ["Shift+F6"] "Move to the part of the window before";
        Back "back" "Back" ["Alt+Left"] "Back to where you were";
        Forward "forward" "Forward" ["Alt+Right"] "Forward again";
        NextTab "next-tab" "Next tab" ["Ctrl+Tab", "Ctrl+PageDown"] "Bring the next document of this reader to the front";
        PreviousTab "previous-tab" "Previous tab" ["Ctrl+Shift+Tab", "Ctrl+PageUp"] "Bring the document before to the front";
        CloseTab "close-tab" "Close tab" ["Ctrl+W"] "Close the document in this reader; it stays in the project";
        Proof "proof" "Proof view" ["F9"] "What is closed or passed turns gray, what is open or untouched stays black";
        FirstRead "first-read" "First read" ["F11"] "One reader, no marks, a column of 70 characters";
        CompareVersions "compare-versions" "Compare versions" ["F8"] "Mark how this document and the version before it differ, or the two side by side, and scroll them together";
        NextDifference "next-difference" "Next difference" ["F7"] "On to the next place in which the two versions differ";
        PreviousDifference "previous-difference" "Previous difference" ["Shift+F7"] "Back to the place before";
        ShowDocuments "show-documents" "Documents" ["Ctrl+B"] "Unfold or fold the list of documents";
        ShowLower "show-lower" "Lower pane" ["Ctrl+J"] "Show or hide the tables";
        ForEditor "for-editor" "For the editor" [] "What contradicts, conflicts, is wrong, changed or left open, most serious first, with both sides and the decisions";
        ReviewVersion "review-version" "Review the new version" [] "What became of the passages of earlier versions, what waits for a look first";
        History "history" "History" [] "Who did what, and when: in the whole project, or since you last had it open";
        ShowSuggestions "show-suggestions" "Suggestions" [] "Underline with dots what can be checked and is not marked yet, or do not";
        ShowBoth "show-both" "Both readers" ["Ctrl+2"] "Show one reader or two";
        Stack "stack" "Stack the readers" [] "One reader above the other instead of beside it";
        ShowWhole "show-whole" "Show the whole page" [] "Headers, hidden text and what surrounds the article, or the article alone again";
        ChangesAccepted "changes-accepted" "Changes: accepted" [] "Show tracked changes as if they were accepted";
        ChangesOriginal "changes-original" "Changes: original" [] "Show the text as it was before the tracked changes";
        ChangesBoth "changes-both" "Changes: both" [] "Show what was inserted and what was struck";
        EditDocument "edit-document" "About this document…" ["F2"] "Its role, title, author and date of publication";
        LoadAgain "load-again" "Load this document again…" [] "Read its file again, as a document of its own";
        ReopenEncoding "reopen-encoding" "Reopen with another encoding…" [] "Read its file in an encoding that you choose, as a document of its own";
        ThemeLight "theme-light" "Light theme" [] "Dark ink on paper";
        ThemeDark "theme-dark" "Dark theme" [] "Light ink on dark";
        ThemeSystem "theme-system" "Theme of the system" [] "Light or dark as the system is";
        ZoomIn "zoom-in" "Larger" ["Ctrl+Plus", "Ctrl+Equals"] "Everything a little larger";
        ZoomOut "zoom-out" "Smaller" ["Ctrl+Minus"] "Everything a little smaller";
        ZoomReset "zoom-reset" "Actual size" ["Ctrl+0"] "Everything in its usual size";
    }
    Help {
        Palette "palette" "All commands…" ["Ctrl+K", "Ctrl+Shift+P"] "Every command by name";
        KeySheet "key-sheet" "All keys…" ["F1"] "Every key, and a place to change it";
        About "about" "About Tickmark" [] "Version, licence, where its files lie";
    }
}

impl Command {
    /// Whether it stands for something that is on or off.
    pub fn can_be_on(self) -> bool {
        matches!(
            self,
            Self::Proof
                | Self::FirstRead
                | Self::CompareVersions
                | Self::ShowDocuments
                | Self::ShowLower
                | Self::ShowSuggestions
                | Self::ShowBoth
                | Self::Stack
                | Self::ShowWhole
                | Self::ChangesAccepted
                | Self::ChangesOriginal
                | Self::ChangesBoth
                | Self::ThemeLight
                | Self::ThemeDark
                | Self::ThemeSystem
        )
    }

    /// Whether it is asked for by a bare letter or digit, which acts only in readers and tables.
    pub fn is_single(keys: &str) -> bool {
        let bare = keys.strip_prefix("Shift+").unwrap_or(keys);
        bare.chars().count() == 1 || matches!(bare, "Delete" | "Enter")
    }
}
