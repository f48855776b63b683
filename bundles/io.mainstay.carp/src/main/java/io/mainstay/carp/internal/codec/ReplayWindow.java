// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

/**
 * Notices counters that a sender has used before. CARP asks nobody to do so, and some peers do not count: a ucarp that has not
 * heard anybody yet sends random counters, and OpenBSD sends one number all the time (do not use it with OpenBSD).
 *
 * <p>Senders that count make runs. A run is kept as its highest counter; a counter shortly below that, or the same, is a
 * replay; one shortly above continues the run; any other begins a new run, as a restarted peer does. The last
 * {@value #RUNS} runs of all senders together are remembered.
 *
 * <p>Limits: the sender's address is not authenticated, so what is replayed from another address is not noticed.
 *
 * <p>Thread-safety: one thread. Does not allocate.
 */
final class ReplayWindow {
    static final int RUNS = 32;
    private static final long NEAR = 1L << 32;

    private final long[] senders = new long[RUNS];
    private final long[] highest = new long[RUNS];
    private final long[] used = new long[RUNS];
    private long clock;

    /**
     * Whether {@code counter} was used before; remembers it.
     *
     * @param sender a number for the sender's address
     */
    boolean seen(long sender, long counter) {
        clock++;
        int oldest = 0;
        for (int run = 0; run < RUNS; run++) {
            if (used[run] != 0 && senders[run] == sender) {
                long ahead = counter - highest[run];
                if (ahead <= 0 && ahead > -NEAR) {
                    used[run] = clock;
                    return true;
                }
                if (ahead > 0 && ahead < NEAR) {
                    used[run] = clock;
                    highest[run] = counter;
                    return false;
                }
            }
            if (used[run] < used[oldest]) {
                oldest = run;
            }
        }
        senders[oldest] = sender;
        highest[oldest] = counter;
        used[oldest] = clock;
        return false;
    }
}
