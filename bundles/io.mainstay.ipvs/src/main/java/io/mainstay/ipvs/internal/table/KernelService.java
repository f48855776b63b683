// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ipvs.internal.table;

import io.mainstay.api.model.ServiceKey;
import java.util.Objects;

/**
 * A service as the kernel has it, without its destinations.
 *
 * @param key what it listens on
 * @param scheduler the kernel's name of the scheduler
 * @param flags {@link #PERSISTENT} and the others; {@link #HASHED} says nothing here: the kernel sets it on all services
 * @param timeoutSeconds of the persistence; 0 without it
 * @param netmask by which persistent clients are told apart: for IPv4 a mask as the 32-bit number that its text reads as
 *     ({@code 0xffffff00}), for IPv6 the length of the prefix
 * @param engine name of the persistence engine; empty for none
 */
public record KernelService(
        ServiceKey key, String scheduler, int flags, int timeoutSeconds, int netmask, String engine) {
    public static final int PERSISTENT = 0x01;
    public static final int HASHED = 0x02;
    public static final int ONE_PACKET = 0x04;
    /** The scheduler's own flags: fallback is the first of sh and mh, port the second. */
    public static final int SCHEDULER_1 = 0x08;

    public static final int SCHEDULER_2 = 0x10;
    public static final int SCHEDULER_3 = 0x20;

    /** What a service has whose clients are told apart one by one. */
    public static final int IPV4_HOST_MASK = -1;

    public static final int IPV6_HOST_PREFIX = 128;

    public KernelService {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(scheduler, "scheduler");
        Objects.requireNonNull(engine, "engine");
    }

    /** Whether the kernel would behave the same: all but the flag that it sets by itself. */
    public boolean sameAs(KernelService other) {
        return key.equals(other.key)
                && scheduler.equals(other.scheduler)
                && (flags | HASHED) == (other.flags | HASHED)
                && timeoutSeconds == other.timeoutSeconds
                && netmask == other.netmask
                && engine.equals(other.engine);
    }

    /** Whether a key is of IPv6. */
    public static boolean isIpv6(ServiceKey key) {
        return key instanceof ServiceKey.Fwmark mark
                ? mark.ipv6()
                : ((ServiceKey.Address) key).endpoint().isIpv6();
    }
}
