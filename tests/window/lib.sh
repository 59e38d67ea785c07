# Means to drive the real window: a screen, a mouse, keys, and conditions to wait for. To be sourced.
#
# Nothing here sleeps for a fixed time in the hope that something is done by then: everything waits for what a user would
# wait for (a title, a file, a picture that has come to rest), for at most PATIENCE seconds.

# How long anything may take, in seconds.
PATIENCE=${PATIENCE:-60}
# The size of the screen, which is the size of the window too.
SCREEN=1440x900

# Says why it failed, keeps a picture of that moment, and ends.
fail() {
    printf 'FAILED: %s\n' "$*" >&2
    picture failed
    [ ! -s "$WORK/program.log" ] || sed 's/^/program: /' "$WORK/program.log" >&2
    exit 1
}

# Waits until a command succeeds.
until_true() {
    local what=$1 deadline=$((SECONDS + PATIENCE))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || fail "waited $PATIENCE s for: $what"
        sleep 0.05
    done
}

# Keeps a picture of the screen, if pictures are wanted or something failed.
picture() {
    [ -n "${PICTURES:-}" ] || [ "$1" = failed ] || return 0
    local folder=${PICTURES:-$WORK}
    mkdir -p "$folder"
    N_PICTURES=$((${N_PICTURES:-0} + 1))
    if import -silent -window root "$(printf '%s/%02d-%s.png' "$folder" "$N_PICTURES" "$1")" && [ "$1" = failed ]; then
        printf 'picture: %s\n' "$(printf '%s/%02d-%s.png' "$folder" "$N_PICTURES" "$1")" >&2
    fi
}

# Opens a screen of our own with a window manager. Ends with the script.
open_screen() {
    # The server picks a free number by itself and tells it, once it can be used.
    Xvfb -displayfd 3 -screen 0 "${SCREEN}x24" -nolisten tcp 3>"$WORK/display" >"$WORK/xvfb.log" 2>&1 &
    SCREEN_PID=$!
    until_true 'a screen' test -s "$WORK/display"
    DISPLAY=:$(<"$WORK/display")
    export DISPLAY
    unset WAYLAND_DISPLAY
    openbox --sm-disable >"$WORK/openbox.log" 2>&1 &
    MANAGER_PID=$!
    until_true 'a window manager' managed
}

managed() {
    xdotool get_desktop
}

close_screen() {
    kill "${MANAGER_PID:-}" "${SCREEN_PID:-}" 2>/dev/null || true
}

# A digest of what the screen shows.
screen_digest() {
    import -silent -window root rgb:- | sha256sum
}

# Waits until the screen has come to rest: five looks in a row at the same picture.
at_rest() {
    local before='' now same=0 deadline=$((SECONDS + PATIENCE))
    while [ "$same" -lt 4 ]; do
        now=$(screen_digest)
        if [ "$now" = "$before" ]; then same=$((same + 1)); else same=0; fi
        before=$now
        [ "$SECONDS" -lt "$deadline" ] || fail 'the screen does not come to rest'
        sleep 0.04
    done
}
