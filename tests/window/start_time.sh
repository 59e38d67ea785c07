#!/usr/bin/env bash
# Measures what the start of the window costs beside a bare one: processor time until nothing happens any more. On this
# screen the processor draws what a graphics card would; that is the work of other threads, and counted apart. A bare
# window that shows some text, as the start page does, tells what of it is the price of drawing anything at all.
#
#     cargo build --release --bin tickmark --example bare_window
#     tests/window/start_time.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/../.."
WORK=$(mktemp -d)
source tests/window/lib.sh
trap 'close_screen; rm -rf "$WORK"' EXIT
export HOME=$WORK TICKMARK_HOME=$WORK/home DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY WAYLAND_SOCKET
readonly RUNS=${1:-9}

# Starts a program, waits until its window is there and at rest, and prints the processor time of its main thread and of
# all its threads, in microseconds. Threads that have ended by then are the same few in all programs, and left out.
start_time() {
    local name=$1 before=-1 now
    shift
    "$@" >>"$WORK/program.log" 2>&1 &
    PROGRAM_ID=$!
    until_true 'the window' xdotool search --onlyvisible --name "^$name\$"
    while now=$(cpu_time); [ "$now" != "$before" ]; do
        before=$now
        sleep 1
    done
    # The first field is the time of a thread in nanoseconds.
    awk -v main="/proc/$PROGRAM_ID/task/$PROGRAM_ID/schedstat" \
        '{ all += $1 } FILENAME == main { own = $1 } END { printf "%d %d\n", own / 1000, all / 1000 }' \
        "/proc/$PROGRAM_ID/task/"*/schedstat
    kill -KILL "$PROGRAM_ID"
    wait "$PROGRAM_ID" 2>/dev/null || true
    until_true 'the window gone' is_windowless
}

is_windowless() {
    ! xdotool search --onlyvisible --name '^(Tickmark|Bare window)$'
}

# The median of a column.
median() {
    cut -d ' ' -f "$2" "$1" | sort -n | awk '{ times[NR] = $1 } END { print times[int((NR + 1) / 2)] }'
}

open_screen
for ((run = 0; run < RUNS; run++)); do
    # In turns, so that whatever else the machine does falls on all of them.
    start_time 'Bare window' target/release/examples/bare_window >>"$WORK/bare"
    start_time 'Bare window' target/release/examples/bare_window text >>"$WORK/text"
    start_time Tickmark target/release/tickmark >>"$WORK/program"
done
for column in 1 2; do
    name=$([ "$column" = 1 ] && echo 'main thread' || echo 'all threads')
    awk -v name="$name" -v bare="$(median "$WORK/bare" "$column")" -v text="$(median "$WORK/text" "$column")" \
        -v program="$(median "$WORK/program" "$column")" 'BEGIN {
            printf "%s   bare window %5.1f ms, with text %5.1f ms   ", name, bare / 1000, text / 1000
            printf "tickmark %5.1f ms   ratio %.2f, %.2f\n", program / 1000, program / bare, program / text
        }'
done
