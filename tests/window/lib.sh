# Means to drive the real window: a screen, a mouse, keys, and conditions to wait for. To be sourced.
#
# Nothing here sleeps for a time in the hope that something is done by then: everything waits for what a user would wait
# for (a title, a file, a dialog), for at most PATIENCE seconds. Keys and clicks need no waiting in between, because the
# program itself takes them one after the other.
#
# Expects WORK, a folder to work in, and PROGRAM. Pictures go to PICTURES if that is set, and to WORK when it failed.

PATIENCE=${PATIENCE:-90}
N_PICTURES=0

# A place in the bar at the top where nothing is ever drawn. It is dimmed while a dialog asks something.
readonly BAR_X=640 BAR_Y=5

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    PICTURES=${PICTURES:-$WORK} picture failed
    printf 'There is a picture of that moment in %s\n' "${PICTURES:-$WORK}" >&2
    KEEP=yes
    exit 1
}

# Waits until a command succeeds. The first argument says in words what is waited for.
until_true() {
    local what=$1 deadline=$((SECONDS + PATIENCE))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || fail "waited $PATIENCE s for $what"
        sleep 0.05
    done
}

# Keeps a picture of the screen, if pictures are wanted.
picture() {
    [ -n "${PICTURES:-}" ] || return 0
    mkdir -p "$PICTURES"
    N_PICTURES=$((N_PICTURES + 1))
    import -silent -window root "$(printf '%s/%02d-%s.png' "$PICTURES" "$N_PICTURES" "$1")" || true
}

# Opens a screen with a window manager, larger than the program's window with its frame.
open_screen() {
    # The server takes a number that is free and tells it when it can be used.
    Xvfb -displayfd 3 -screen 0 1520x1000x24 -nolisten tcp 3>"$WORK/display" >"$WORK/xvfb.log" 2>&1 &
    SCREEN_ID=$!
    until_true 'the screen' test -s "$WORK/display"
    DISPLAY=:$(<"$WORK/display")
    export DISPLAY
    openbox --sm-disable >"$WORK/openbox.log" 2>&1 &
    MANAGER_ID=$!
    until_true 'the window manager' xdotool get_desktop
}

close_screen() {
    local id
    for id in "${PROGRAM_ID:-}" "${SOURCE_ID:-}" "${MANAGER_ID:-}" "${SCREEN_ID:-}"; do
        [ -z "$id" ] || { kill -KILL "$id" && wait "$id"; } 2>/dev/null || true
    done
}

# Starts the program with these arguments and waits for its window.
start() {
    # Traced from beside (-D), so that the program is our own child. What it connects to is added to one log.
    strace -D -f -e trace=connect -A -o "$WORK/connects" "$PROGRAM" "$@" >>"$WORK/program.log" 2>&1 &
    PROGRAM_ID=$!
    until_true 'the window' find_window
    until_true 'the keyboard' has_keyboard
}

find_window() {
    WINDOW=$(xdotool search --onlyvisible --name 'Tickmark$' | tail -n 1)
    [ -n "$WINDOW" ]
}

has_keyboard() {
    [ "$(xdotool getwindowfocus)" = "$WINDOW" ]
}

# Waits until the program has ended, and checks how.
ended() {
    local code=0
    until_true 'the end of the program' is_gone
    wait "$PROGRAM_ID" 2>/dev/null || code=$?
    PROGRAM_ID=
    [ "$code" = "$1" ] || fail "the program ended with $code, not $1"
}

is_gone() {
    ! kill -0 "$PROGRAM_ID" || [ "$(cut -d ' ' -f 3 "/proc/$PROGRAM_ID/stat")" = Z ]
}

press() {
    xdotool key --clearmodifiers "$@"
}

type_text() {
    xdotool type --clearmodifiers "$1"
}

# Presses at one place of the window and lets go at another, by way of a third.
drag() {
    xdotool mousemove --window "$WINDOW" "$1" "$2" mousedown 1 \
        mousemove --window "$WINDOW" $((($1 + $3) / 2)) "$2" mousemove --window "$WINDOW" "$3" "$4" mouseup 1
}

# Drags files onto a place of the window, as from a file manager, and lets them fall once the program offers to take them.
drop_files() {
    local x=$1 y=$2 log=$WORK/drag_source.log
    shift 2
    NO_AT_BRIDGE=1 tests/window/drag_source.py "$@" >"$log" 2>&1 &
    SOURCE_ID=$!
    until_true 'the files to drag' xdotool search --onlyvisible --name '^Files to drag$'
    xdotool mousemove 10 10 mousedown 1 mousemove 25 25
    until_true 'the drag' grep -q dragged "$log"
    xdotool mousemove --window "$WINDOW" $((x / 2)) $((y / 2)) mousemove --window "$WINDOW" "$x" "$y"
    until_true 'the offer to take the files' is_asked
    picture dragged
    xdotool mouseup 1
    until_true 'the end of the drag' grep -q dropped "$log"
    ! grep -q refused "$log" || fail 'the files were not taken'
    kill "$SOURCE_ID" && wait "$SOURCE_ID" 2>/dev/null || true
    SOURCE_ID=
}

click() {
    xdotool mousemove --window "$WINDOW" "$1" "$2" click 1
}

titled() {
    [ "$(xdotool getwindowname "$WINDOW")" = "$1" ]
}

# The color of a place in the window.
color_at() {
    import -silent -window "$WINDOW" -crop "1x1+$1+$2" -depth 8 rgb:- | od -An -tx1
}

# Whether a dialog asks something. BAR_COLOR is the color of the bar without one.
is_asked() {
    local color
    color=$(color_at "$BAR_X" "$BAR_Y")
    [ -n "$color" ] && [ "$color" != "$BAR_COLOR" ]
}

is_not_asked() {
    [ "$(color_at "$BAR_X" "$BAR_Y")" = "$BAR_COLOR" ]
}

# Whether unsaved work with these words is written down.
journaled() {
    grep -aqrF -- "$1" "$TICKMARK_HOME/data/journals"
}

# The processor time of the program so far, in hundredths of a second.
cpu_time() {
    awk '{ print $14 + $15 }' "/proc/$PROGRAM_ID/stat"
}
