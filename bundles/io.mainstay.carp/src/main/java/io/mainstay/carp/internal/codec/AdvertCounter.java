// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.codec;

import java.util.SplittableRandom;

/**
 * The counter of the advertisements of one instance: random until a peer was heard, then one more than the last that was sent
 * or heard, as ucarp and FreeBSD do. It may wrap.
 *
 * <p>Thread-safety: confined to the time-critical loop.
 */
public final class AdvertCounter {
    private final SplittableRandom random;
    private boolean heard;
    private long last;

    /** @param seed of the random counters, different at each start */
    public AdvertCounter(long seed) {
        random = new SplittableRandom(seed);
    }

    /** For the next packet. */
    public long next() {
        last = heard ? last + 1 : random.nextLong();
        return last;
    }

    /** A valid advertisement of a peer had this one. */
    public void heard(long counter) {
        heard = true;
        last = counter;
    }
}
