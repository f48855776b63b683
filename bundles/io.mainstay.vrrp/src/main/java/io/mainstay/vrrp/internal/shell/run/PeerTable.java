// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * The other participants that a router has heard, the last {@value #CAPACITY} of them; the one silent for longest gives way.
 *
 * <p>Thread-safety: time-critical loop. {@link #heard} does not allocate.
 */
final class PeerTable {
    static final int CAPACITY = 8;

    private final byte[][] sources;
    private final int[] priorities = new int[CAPACITY];
    private final long[] intervals = new long[CAPACITY];
    private final long[] times = new long[CAPACITY];
    private final long[] adverts = new long[CAPACITY];
    private int size;

    /** @param width of addresses: 4 or 16 */
    PeerTable(int width) {
        sources = new byte[CAPACITY][width];
    }

    /** @param source address in its first bytes */
    void heard(byte[] source, int priority, long intervalNanos, long now) {
        int at = find(source);
        if (at < 0) {
            at = size < CAPACITY ? size++ : oldest(now);
            System.arraycopy(source, 0, sources[at], 0, sources[at].length);
            adverts[at] = 0;
        }
        priorities[at] = priority;
        intervals[at] = intervalNanos;
        times[at] = now;
        adverts[at]++;
    }

    private int find(byte[] source) {
        for (int i = 0; i < size; i++) {
            if (Arrays.equals(sources[i], 0, sources[i].length, source, 0, sources[i].length)) {
                return i;
            }
        }
        return -1;
    }

    private int oldest(long now) {
        int oldest = 0;
        for (int i = 1; i < size; i++) {
            if (now - times[i] > now - times[oldest]) {
                oldest = i;
            }
        }
        return oldest;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    InetAddress address(int index) {
        try {
            return InetAddress.getByAddress(sources[index].clone());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 4 or 16 bytes
        }
    }

    int priority(int index) {
        return priorities[index];
    }

    long intervalNanos(int index) {
        return intervals[index];
    }

    long heardAt(int index) {
        return times[index];
    }

    long adverts(int index) {
        return adverts[index];
    }
}
