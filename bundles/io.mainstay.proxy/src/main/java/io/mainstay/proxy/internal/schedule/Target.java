// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import io.mainstay.api.model.Endpoint;
import java.util.Objects;

/**
 * A destination as the schedulers see it: its weight, thresholds and load.
 *
 * <p>Thread-safety: used under the service's lock.
 */
public final class Target {
    private final Endpoint endpoint;
    private int weight;
    private int upper;
    private int lower;
    private long active;
    private boolean overloaded;
    /** What smooth weighted round robin owes this target; see {@link WeightedRoundRobin}. */
    long credit;

    public Target(Endpoint endpoint) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public int weight() {
        return weight;
    }

    /** Connections now, those that are being made included. */
    public long active() {
        return active;
    }

    /** Whether it may get a new connection: it has a weight and is not above its threshold. */
    public boolean usable() {
        return weight > 0 && !overloaded;
    }

    boolean overloaded() {
        return overloaded;
    }

    /**
     * Takes over what was configured.
     *
     * @param upperThreshold connections from which on it gets no more; 0 for no limit
     * @param lowerThreshold connections below which it gets some again; 0 for three quarters of the upper one
     */
    public void configure(int newWeight, int upperThreshold, int lowerThreshold) {
        weight = Math.max(0, newWeight);
        upper = upperThreshold;
        lower = lowerThreshold;
        overloaded = false;
        judgeLoad();
    }

    /** One connection more. */
    public void acquire() {
        active++;
        judgeLoad();
    }

    /** One connection less. */
    public void release() {
        active--;
        judgeLoad();
    }

    private void judgeLoad() {
        if (upper <= 0) {
            overloaded = false;
        } else if (active >= upper) {
            overloaded = true;
        } else if (overloaded) {
            overloaded = lower > 0 ? active >= lower : active * 4 >= upper * 3L;
        }
    }

    @Override
    public String toString() {
        return endpoint + " weight " + weight + " active " + active;
    }
}
