// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/** The protocol's times (RFC 3768 section 6.1, RFC 9568 section 6.1), in nanoseconds. */
public final class Intervals {
    private static final long SECOND = 1_000_000_000L;

    private Intervals() {}

    /**
     * How much longer a lower priority waits.
     *
     * @param priority 1 to 255
     * @param masterIntervalNanos the master's advertisement interval; without meaning in version 2
     */
    public static long skewNanos(int version, int priority, long masterIntervalNanos) {
        return (256 - priority) * (version == 2 ? SECOND : masterIntervalNanos) / 256;
    }

    /** Silence after which a backup takes over; {@code downAdverts} is 3 in the RFCs. */
    public static long masterDownNanos(int version, int downAdverts, int priority, long masterIntervalNanos) {
        return downAdverts * masterIntervalNanos + skewNanos(version, priority, masterIntervalNanos);
    }
}
