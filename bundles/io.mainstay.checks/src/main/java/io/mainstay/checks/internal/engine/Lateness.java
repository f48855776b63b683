// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import java.util.Arrays;

/**
 * How late probes started, as a histogram with eight steps per power of two, over the last half to whole minute.
 *
 * <p>Thread-safety: written by the engine thread; synchronised for readers.
 */
final class Lateness {
    private static final long WINDOW_NANOS = 30_000_000_000L;
    private static final int SUB_BITS = 3;
    private static final int BUCKETS = (64 - SUB_BITS) << SUB_BITS;

    private int[] current = new int[BUCKETS];
    private int[] previous = new int[BUCKETS];
    private long windowStart;
    private boolean started;
    private long maxNanos;

    synchronized void record(long lateNanos, long now) {
        if (!started || now - windowStart >= WINDOW_NANOS) {
            int[] oldest = previous;
            previous = started && now - windowStart < 2 * WINDOW_NANOS ? current : new int[BUCKETS];
            Arrays.fill(oldest, 0);
            current = oldest;
            windowStart = now;
            started = true;
        }
        long micros = Math.max(0, lateNanos) / 1000;
        current[bucket(micros)]++;
        maxNanos = Math.max(maxNanos, lateNanos);
    }

    /** How many starts it knows of. */
    synchronized long count() {
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            total += current[i] + previous[i];
        }
        return total;
    }

    /** The time that {@code fraction} of the starts did not exceed, to about an eighth; 0 without starts. */
    synchronized long quantileNanos(double fraction) {
        long total = count();
        long wanted = (long) Math.ceil(total * fraction);
        long seen = 0;
        for (int i = 0; i < BUCKETS && total > 0; i++) {
            seen += current[i] + previous[i];
            if (seen >= wanted) {
                return upperMicros(i) * 1000;
            }
        }
        return 0;
    }

    /** The latest start since the process began. */
    synchronized long maxNanos() {
        return maxNanos;
    }

    private static int bucket(long micros) {
        if (micros < 1 << SUB_BITS) {
            return (int) micros;
        }
        int shift = 63 - Long.numberOfLeadingZeros(micros) - SUB_BITS;
        return (shift + 1 << SUB_BITS) + (int) (micros >>> shift) - (1 << SUB_BITS);
    }

    private static long upperMicros(int bucket) {
        if (bucket < 1 << SUB_BITS) {
            return bucket;
        }
        int shift = (bucket >>> SUB_BITS) - 1;
        long mantissa = (bucket & (1 << SUB_BITS) - 1) + (1 << SUB_BITS);
        return (mantissa + 1 << shift) - 1;
    }
}
