// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.platform.Lane;
import io.mainstay.platform.NanoClock;

/**
 * One event loop in use, with its heartbeat. A loop that hangs is given up together with its seat, so that what it does when it
 * comes back concerns nobody.
 *
 * <p>Thread-safety: the volatile fields are written on the loop, the others belong to the engine thread.
 */
final class LaneSeat {
    private final Lane lane;
    private final NanoClock clock;
    private int given;
    private long waitingSince;
    private volatile int done;
    private volatile long beat;
    private volatile Probe current;
    private volatile Probe lastStarted;

    LaneSeat(Lane lane, NanoClock clock) {
        this.lane = lane;
        this.clock = clock;
        this.beat = clock.nanoTime();
    }

    Lane lane() {
        return lane;
    }

    /** Hands probes over, possibly none: then it is only the heartbeat. */
    void give(Probe[] probes, long now) {
        for (Probe probe : probes) {
            probe.executor = lane;
        }
        if (given == done) {
            waitingSince = now;
        }
        given++;
        lane.execute(() -> run(probes));
    }

    private void run(Probe[] probes) {
        beat = clock.nanoTime();
        try {
            for (Probe probe : probes) {
                lastStarted = probe;
                current = probe;
                probe.runAsync();
                beat = clock.nanoTime();
            }
        } finally {
            current = null;
            beat = clock.nanoTime();
            done++; // the lane is the only writer
        }
    }

    boolean isIdle() {
        return given == done;
    }

    /** For how long it has done nothing although there is something to do. */
    long stuckNanos(long now) {
        if (isIdle()) {
            return 0;
        }
        long lastBeat = beat;
        return now - (lastBeat - waitingSince > 0 ? lastBeat : waitingSince);
    }

    void forgive(long now) {
        waitingSince = now;
    }

    /** What it hangs in, for the log. */
    String suspect() {
        Probe in = current;
        if (in != null) {
            return "in the probe of check " + in.check;
        }
        Probe last = lastStarted;
        return last == null ? "outside of any probe" : "after starting check " + last.check;
    }
}
