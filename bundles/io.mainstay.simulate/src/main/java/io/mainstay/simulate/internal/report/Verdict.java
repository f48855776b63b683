// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.report;

import io.mainstay.simulate.internal.run.Timeline.Span;
import java.time.Duration;
import java.util.List;

/** How a span of an address is to be taken. */
public enum Verdict {
    /** One host has it. */
    HELD,
    /** Nobody has it yet: the first election. */
    START,
    /** Nobody or several, but not for long enough to count. */
    HANDOVER,
    /** Nobody has it. */
    NOBODY,
    /** Two or more have it. */
    SEVERAL;

    /**
     * @param all spans of the address
     * @param index of the one to judge
     */
    public static Verdict of(List<Span> all, int index, Duration tolerance) {
        Span span = all.get(index);
        int holders = span.holders().size();
        if (holders == 1) {
            return HELD;
        }
        if (holders == 0 && index == 0 && all.size() > 1) {
            return START;
        }
        if (span.length().compareTo(tolerance) <= 0) {
            return HANDOVER;
        }
        return holders == 0 ? NOBODY : SEVERAL;
    }

    /** Whether a change like the simulated one should not go live as it is. */
    public boolean counts() {
        return this == NOBODY || this == SEVERAL;
    }
}
