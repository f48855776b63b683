// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.loop;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How late timers were: a histogram with two steps per octave, the maximum, and the maximum of the last minute or two.
 *
 * <p>Thread-safety: the loop records; anybody reads.
 */
final class Lateness {
    private static final long MINUTE = 60_000_000_000L;

    private final AtomicLongArray steps = new AtomicLongArray(130);
    private volatile long max;
    private volatile long currentMax;
    private volatile long previousMax;
    private long minuteStarted;
    private boolean started;

    void record(long lateness, long now) {
        long late = Math.max(0, lateness);
        int step = step(late);
        steps.setOpaque(step, steps.getPlain(step) + 1);
        if (late > max) {
            max = late;
        }
        if (!started || now - minuteStarted >= MINUTE) {
            previousMax = started && now - minuteStarted < 2 * MINUTE ? currentMax : 0;
            currentMax = 0;
            minuteStarted = now;
            started = true;
        }
        if (late > currentMax) {
            currentMax = late;
        }
    }

    long max() {
        return max;
    }

    long recentMax() {
        return Math.max(currentMax, previousMax);
    }

    /** The upper bound of the step that this part of all timers does not exceed; never above the maximum. */
    long percentile(double part) {
        long total = 0;
        for (int i = 0; i < steps.length(); i++) {
            total += steps.getOpaque(i);
        }
        long wanted = (long) Math.ceil(total * part);
        long seen = 0;
        for (int i = 0; i < steps.length(); i++) {
            seen += steps.getOpaque(i);
            if (seen >= wanted && seen > 0) {
                return Math.min(bound(i), max);
            }
        }
        return 0;
    }

    private static int step(long late) {
        if (late < 2) {
            return 0;
        }
        int octave = 63 - Long.numberOfLeadingZeros(late);
        int half = (int) (late >>> octave - 1 & 1);
        return 2 * octave + half;
    }

    private static long bound(int step) {
        int octave = step / 2;
        return octave == 0
                ? 1
                : octave >= 62 ? Long.MAX_VALUE : (step % 2 == 0 ? 3L << octave - 1 : 4L << octave - 1) - 1;
    }
}
