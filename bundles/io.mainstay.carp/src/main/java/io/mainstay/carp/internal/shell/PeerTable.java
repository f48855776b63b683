// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who was heard, at most {@value #MOST}: the one not heard for longest makes room. Thread-safety: time-critical loop. */
final class PeerTable {
    static final int MOST = 16;

    /**
     * @param address the sender's
     * @param interval its last, in 1/256 s
     * @param advskew its last
     * @param heardNanos when, on the loop's clock
     * @param adverts how many
     */
    record Peer(InetAddress address, int interval, int advskew, long heardNanos, long adverts) {}

    private final byte[][] addresses = new byte[MOST][];
    private final byte[][] spare = new byte[MOST][16];
    private final int[] lengths = new int[MOST];
    private final int[] intervals = new int[MOST];
    private final int[] skews = new int[MOST];
    private final long[] heard = new long[MOST];
    private final long[] adverts = new long[MOST];

    /** @param source its first {@code length} bytes are the address */
    void heard(byte[] source, int length, int interval, int advskew, long now) {
        int slot = find(source, length, now);
        intervals[slot] = interval;
        skews[slot] = advskew;
        heard[slot] = now;
        adverts[slot]++;
    }

    private int find(byte[] source, int length, long now) {
        int oldest = 0;
        for (int i = 0; i < MOST; i++) {
            if (addresses[i] == null) {
                oldest = i;
                break;
            }
            if (lengths[i] == length && Arrays.equals(addresses[i], 0, length, source, 0, length)) {
                return i;
            }
            if (now - heard[i] > now - heard[oldest]) {
                oldest = i;
            }
        }
        addresses[oldest] = spare[oldest];
        System.arraycopy(source, 0, addresses[oldest], 0, length);
        lengths[oldest] = length;
        adverts[oldest] = 0;
        return oldest;
    }

    List<Peer> list() {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            if (addresses[i] != null) {
                peers.add(new Peer(address(i), intervals[i], skews[i], heard[i], adverts[i]));
            }
        }
        return peers;
    }

    private InetAddress address(int slot) {
        try {
            return InetAddress.getByAddress(Arrays.copyOf(addresses[slot], lengths[slot]));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + lengths[slot] + " bytes", e);
        }
    }

    void clear() {
        Arrays.fill(addresses, null);
    }
}
