// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.time.Duration;
import java.util.Objects;

/**
 * Settings of {@code global_defs} for VRRP that are not merged into the instances.
 *
 * @param startupDelay how long instances are held after the start of the process
 * @param delayAfterBoot until which uptime instances are held; the later of both counts
 * @param dynamicInterfaces which interfaces may come and go
 * @param defaultInterface for static addresses without {@code dev}
 * @param garpInterval pacing between gratuitous ARPs on an interface that is in no {@link GarpGroup}; 0 is none
 * @param gnaInterval the same for unsolicited neighbour advertisements
 * @param logUnknownVrids log adverts for virtual routers that are not configured on their interface
 * @param disableLocalIgmp send no IGMP reports for 224.0.0.x
 * @param noMailFaults no mail on FAULT
 * @param statesOnReload write all states to the pipes after a reload
 * @param firewall which firewall, and how
 * @param scheduling of the time-critical loop
 * @param buffers of sockets
 */
public record VrrpGlobals(
        Duration startupDelay,
        Duration delayAfterBoot,
        DynamicInterfaces dynamicInterfaces,
        String defaultInterface,
        Duration garpInterval,
        Duration gnaInterval,
        boolean logUnknownVrids,
        boolean disableLocalIgmp,
        boolean noMailFaults,
        boolean statesOnReload,
        Firewall firewall,
        Scheduling scheduling,
        ReceiveBuffers buffers) {
    public static final VrrpGlobals DEFAULT = new VrrpGlobals(
            Duration.ZERO,
            Duration.ZERO,
            DynamicInterfaces.NO,
            "eth0",
            Duration.ZERO,
            Duration.ZERO,
            false,
            false,
            false,
            false,
            Firewall.DEFAULT,
            Scheduling.DEFAULT,
            ReceiveBuffers.DEFAULT);

    public VrrpGlobals {
        Objects.requireNonNull(startupDelay, "startupDelay");
        Objects.requireNonNull(delayAfterBoot, "delayAfterBoot");
        Objects.requireNonNull(dynamicInterfaces, "dynamicInterfaces");
        Objects.requireNonNull(defaultInterface, "defaultInterface");
        Objects.requireNonNull(garpInterval, "garpInterval");
        Objects.requireNonNull(gnaInterval, "gnaInterval");
        Objects.requireNonNull(firewall, "firewall");
        Objects.requireNonNull(scheduling, "scheduling");
        Objects.requireNonNull(buffers, "buffers");
    }

    /** What may happen to the interfaces of instances. */
    public enum DynamicInterfaces {
        /** They must exist. */
        NO,
        /** They may be missing and come back. */
        YES,
        /** They may come back as another type of interface or with another parent. */
        ALLOW_CHANGES
    }
}
