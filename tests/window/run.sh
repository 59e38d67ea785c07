#!/usr/bin/env bash
# Works in the real window with a real mouse and real keys, on a screen of its own, from two articles to a saved project;
# then looks at what came of it. Needs Xvfb, openbox, xdotool, strace, ImageMagick, and GTK for Python.
#
#     tests/window/run.sh [PROGRAM]           PICTURES=folder keeps a picture of every step
#
# The window has its usual size, 1440 × 900, and so a known layout: the bar at the top is 40 points high, tabs are 34; the
# rail on the left is 46 wide, the gutter before the text 66.
set -euo pipefail
cd "$(dirname "$0")/../.."
WORK=$(mktemp -d)
PROGRAM=$(realpath "${1:-target/release/tickmark}")
source tests/window/lib.sh
trap 'close_screen; [ -n "${KEEP:-}" ] || rm -rf "$WORK"' EXIT

readonly PROJECT=$WORK/prison-deal.tickmark.ron
readonly DRAFT=seeds/000_9a464d67475b2cb6.txt EVIDENCE=seeds/001_5dae7fbb4ec7dd23.txt
readonly NOTE='The second article is newer, and counts until'
# Where the text of the left reader begins, and the middle of its first line and of the bar below that.
readonly TEXT_X=$((46 + 66 + 1)) LINE_Y=104 SELECTION_BAR_Y=142 QUOTE_X=$((46 + 66 + 100))

# Nothing of the user's own is used, nor a file dialog of the system.
export HOME=$WORK TICKMARK_HOME=$WORK/home DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY WAYLAND_SOCKET
# Without a portal, a file dialog is asked of this program where it is installed.
mkdir "$WORK/bin"
ln -s "$(type -P false)" "$WORK/bin/zenity"
export PATH=$WORK/bin:$PATH

step() {
    printf '%3d s  %s\n' "$SECONDS" "$1"
}

without_display() {
    step 'without a display'
    local code=0 said
    said=$(env -u DISPLAY "$PROGRAM" 2>&1) || code=$?
    [ "$code" = 2 ] && [ "$(wc -l <<<"$said")" = 1 ] || fail "without a display it ended with $code and said: $said"
}

give_name() {
    step 'the start page, at rest'
    start
    rests
    [ "$(color_at "$TEXT_X" 700)" = ' fc fb f8' ] || fail 'the window is not paper'
    BAR_COLOR=$(color_at "$BAR_X" "$BAR_Y")
    picture start
    step 'a new project: the name is asked for once'
    press ctrl+n
    until_true 'the question for the name' is_asked
    picture name
    type_text 'Ana Ruiz'
    press Return
    until_true 'the name in the settings' grep -q 'Ana Ruiz' "$TICKMARK_HOME/config/settings.ron"
    press ctrl+q
    ended 0
}

# Waits until the program does nothing any more: an idle window is not painted again.
rests() {
    local before=-1 now deadline=$((SECONDS + PATIENCE))
    while now=$(cpu_time); [ "$now" != "$before" ]; do
        [ "$SECONDS" -lt "$deadline" ] || fail 'the window does not come to rest'
        before=$now
        sleep 3
    done
}

load() {
    step 'two articles, one of them the draft'
    start "$DRAFT" "$EVIDENCE"
    until_true 'the question what they are' is_asked
    press ctrl+a
    type_text 'A prison deal'
    press Tab
    type_text 'Noah'
    press Tab
    type_text '2025-02'
    picture load
    press Return
    until_true 'the project' titled '• A prison deal — Tickmark'
    until_true 'the readers' is_not_asked
}

mark() {
    step 'a quote, by mouse'
    PAPER_COLOR=$(color_at $((TEXT_X + 5)) "$SELECTION_BAR_Y")
    drag "$TEXT_X" "$LINE_Y" $((TEXT_X + 440)) "$LINE_Y"
    until_true 'the bar below the selection' has_selection_bar
    picture selection
    click "$QUOTE_X" "$SELECTION_BAR_Y"
    until_true 'the quote' journaled 'Mark as quote'
    picture quote
    step 'a statistic, by keys'
    find_words 'over 80,000 Salvadorans'
    press 3
    until_true 'the statistic' journaled 'Mark as statistic'
    picture statistic
}

has_selection_bar() {
    [ "$(color_at $((TEXT_X + 5)) "$SELECTION_BAR_Y")" != "$PAPER_COLOR" ]
}

# Finds words in the reader and selects them.
find_words() {
    press ctrl+f
    type_text "$1"
    press Return
}

link() {
    step 'a link and an outcome, by keys'
    press o
    find_words 'at least 85,000 people'
    press l u
    until_true 'the link' journaled 'Set relation to updates'
    picture link
    press s h
    until_true 'the outcome' journaled 'ConfirmedWithChange'
    picture outcome
    step 'at rest, with a passage in hand and its connector'
    rests
}

save() {
    step 'saved under a name that is typed'
    press ctrl+s
    until_true 'the question where to' is_asked
    press ctrl+a
    type_text "$PROJECT"
    picture path
    press Return
    until_true 'the file' test -s "$PROJECT"
    until_true 'a title without a mark' titled 'A prison deal — Tickmark'
}

be_killed() {
    step 'killed while a note is typed'
    press m
    type_text "$NOTE"
    until_true 'the note in the journal' journaled "$NOTE"
    picture typing
    step 'at rest, with the caret in a note'
    rests
    kill -KILL "$PROGRAM_ID"
    ended 137
    ! grep -qF "$NOTE" "$PROJECT" || fail 'the note was saved without being asked for'
}

recover() {
    step 'started again, recovered, saved'
    start
    until_true 'the question what becomes of it' is_asked
    picture found
    press Return
    until_true 'the project with its changes' titled '• A prison deal — Tickmark'
    until_true 'the readers' is_not_asked
    picture recovered
    step 'closing asks about unsaved work, by key and by the frame of the window'
    press ctrl+q
    until_true 'the question what becomes of it' is_asked
    press Escape
    until_true 'the readers' is_not_asked
    press alt+F4
    until_true 'the question what becomes of it' is_asked
    picture closing
    press Escape
    until_true 'the readers' is_not_asked
    press ctrl+s
    until_true 'a title without a mark' titled 'A prison deal — Tickmark'
    press ctrl+q
    ended 0
}

# Looks into the project: `tickmark check` reads it, and its text has what was done.
look() {
    step 'what came of it'
    local code=0 report
    report=$("$PROGRAM" check "$PROJECT" --json | tr -d "\n ") || code=$?
    [ "$code" = 1 ] || fail "check ended with $code, though items are open"
    expect 'three passages' '"kinds":\{"claim":0,"quote":1,"statistic":2\}' <<<"$report"
    expect 'the outcome' '"confirmedwithchange":1' <<<"$report"
    expect "the quote" "Passage\(.*exact: .*No country has ever made.*kind: Quote" <"$PROJECT"
    expect "the note" "Passage\(.*exact: \"over 80,000 Salvadorans\".*$NOTE" <"$PROJECT"
    expect 'the relation' 'relation: Updates' <"$PROJECT"
    expect 'the checker' 'Ana Ruiz' <"$PROJECT"
    local left
    left=$(find "$TICKMARK_HOME/data/journals" -name '*.journal')
    [ -z "$left" ] || fail "a journal is left: $left"
}

# Drops documents of other programs, which workers read.
drop_documents() {
    local project=$WORK/documents.tickmark.ron
    step 'a Word document and a PDF are dropped'
    start
    drop_files 720 450 tests/data/import/sample.docx tests/data/import/report.pdf
    until_true 'a project for them' titled 'Untitled project — Tickmark'
    until_true 'the question what they are' lists_files
    picture documents
    press Return
    until_true 'the readers' is_not_asked
    picture opened
    step 'their words are in the readers'
    find_words '12.5 million'
    press 3
    until_true 'the statistic' journaled 'Mark as statistic'
    press o
    find_words 'counted 1,204 ships'
    press 1
    until_true 'the claim' journaled 'Mark as claim'
    press ctrl+s
    until_true 'the question where to' is_asked
    press ctrl+a
    type_text "$project"
    press Return
    until_true 'the file' test -s "$project"
    until_true 'the readers' is_not_asked
    press ctrl+q
    ended 0
    expect 'the Word document' 'Document\(.*importer: Importer\(name: "docx"' <"$project"
    expect 'its comments' 'comments: \[' <"$project"
    expect 'the PDF' 'Document\(.*importer: Importer\(name: "pdf"' <"$project"
    expect 'the statistic' 'Passage\(.*exact: "12.5 million"' <"$project"
    expect 'the claim' 'Passage\(.*exact: "counted 1,204 ships"' <"$project"
}

# Whether the dialog for loading is open, by its left edge: it is higher than what is shown while files are dragged or read.
lists_files() {
    [ "$(color_at 440 260)" = ' fc fb f8' ] && is_asked
}

expect() {
    grep -qE -- "$2" || fail "there is no sign of $1"
}

step "in $WORK"
readonly SEEDS=$(sha256sum seeds/*)
open_screen
without_display
give_name
load
mark
link
save
be_killed
recover
look
drop_documents
[ "$(sha256sum seeds/*)" = "$SEEDS" ] || fail 'the articles were changed'
grep -q 'connect(' "$WORK/connects" || fail 'nothing was traced'
! grep 'AF_INET' "$WORK/connects" || fail 'a network was asked for'
step 'the window does what it should'
