#!/usr/bin/env bash
# Measures what the start of the window costs beside a bare one: processor time until nothing happens any more.
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

# Starts a program, waits until its window is there and at rest, and prints its processor time in milliseconds.
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
    kill -KILL "$PROGRAM_ID"
    wait "$PROGRAM_ID" 2>/dev/null || true
    until_true 'the window gone' is_windowless
    echo $((now * 1000 / $(getconf CLK_TCK)))
}

is_windowless() {
    ! xdotool search --onlyvisible --name '^(Tickmark|Bare window)$'
}

median() {
    sort -n | awk '{ times[NR] = $1 } END { print times[int((NR + 1) / 2)] }'
}

open_screen
for ((run = 0; run < RUNS; run++)); do
    # In turns, so that whatever else the machine does falls on both.
    start_time 'Bare window' target/release/examples/bare_window >>"$WORK/bare"
    start_time Tickmark target/release/tickmark >>"$WORK/program"
done
bare=$(median <"$WORK/bare") program=$(median <"$WORK/program")
printf 'bare window %4d ms   (%s)\n' "$bare" "$(paste -sd ' ' "$WORK/bare")"
printf 'tickmark    %4d ms   (%s)\n' "$program" "$(paste -sd ' ' "$WORK/program")"
awk -v bare="$bare" -v program="$program" 'BEGIN { printf "ratio       %.2f\n", program / bare }'
