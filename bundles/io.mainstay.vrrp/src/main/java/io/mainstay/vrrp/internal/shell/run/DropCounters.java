// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.vrrp.internal.codec.DropReason;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Received packets that were not taken, by reason. Thread-safety: time-critical loop. */
public final class DropCounters {
    private static final DropReason[] REASONS = DropReason.values();

    private final long[] counts = new long[REASONS.length];
    private long addressLists;

    void count(DropReason reason) {
        counts[reason.ordinal()]++;
    }

    /** An advert that was taken although it lists other addresses than ours (RFC 9568 section 7.1). */
    void countAddressList() {
        addressLists++;
    }

    public long of(DropReason reason) {
        return counts[reason.ordinal()];
    }

    public long addressLists() {
        return addressLists;
    }

    void clear() {
        Arrays.fill(counts, 0);
        addressLists = 0;
    }

    /** Those that occurred, in the codec's order. */
    public Map<String, Long> snapshot() {
        Map<String, Long> occurred = new LinkedHashMap<>();
        for (DropReason reason : REASONS) {
            if (counts[reason.ordinal()] > 0) {
                occurred.put(reason.name().toLowerCase(Locale.ROOT).replace('_', ' '), counts[reason.ordinal()]);
            }
        }
        return occurred;
    }
}
