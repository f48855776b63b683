// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import io.mainstay.api.config.Position;
import io.mainstay.api.model.carp.CarpConfiguration;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that the operator wants, at one moment. Immutable; engines compare two of them by the identities of their
 * parts and touch only what differs.
 *
 * @param number 1 for the first state of a process, then ascending
 * @param globals settings of the whole process
 * @param virtualServers in configured order, names unique
 * @param origins where each virtual server was configured, by name; and where each other named block was, by keyword and name:
 *     {@code vrrp_instance VI_1}
 * @param vrrp virtual routers
 * @param carp CARP virtual hosts
 */
public record DesiredState(
        long number,
        GlobalSettings globals,
        List<VirtualServer> virtualServers,
        Map<String, Position> origins,
        VrrpConfiguration vrrp,
        CarpConfiguration carp) {

    public DesiredState {
        Objects.requireNonNull(globals, "globals");
        virtualServers = List.copyOf(virtualServers);
        origins = Map.copyOf(origins);
        Objects.requireNonNull(vrrp, "vrrp");
        Objects.requireNonNull(carp, "carp");
    }

    /** A state without virtual addresses. */
    public DesiredState(
            long number, GlobalSettings globals, List<VirtualServer> virtualServers, Map<String, Position> origins) {
        this(number, globals, virtualServers, origins, VrrpConfiguration.EMPTY, CarpConfiguration.EMPTY);
    }

    /** Nothing configured; what runs before the first state and what a stop goes back to. */
    public static DesiredState empty(String routerId) {
        return new DesiredState(0, GlobalSettings.defaults(routerId), List.of(), Map.of());
    }
}
