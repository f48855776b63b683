// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.Objects;

/**
 * {@code vrrp_instance}: our participant in a virtual router. Defaults of {@code global_defs} and the corrections of strict mode
 * are merged in already.
 *
 * @param name unique
 * @param ipv6 family of its adverts and advertised addresses; of a dual-stack instance the family of its first address
 * @param dualStack extension: addresses of both families, advertised in two virtual routers with the same VRID that act as one
 * @param virtualRouterId 1 to 255
 * @param priority 1 to 255; 255 is the address owner
 * @param wishMaster {@code state MASTER}: waits less at the start, and as owner not at all
 * @param timing version and intervals
 * @param link where it lives
 * @param transport how adverts travel
 * @param authentication of adverts
 * @param preemption of a running master
 * @param answers to adverts of others
 * @param announcing of addresses
 * @param accept whether packets to the addresses are accepted by a master that is not the owner; otherwise they are dropped by
 *     the firewall
 * @param strict RFC enforcement, for what is decided at run time
 * @param objects addresses, routes and rules
 * @param lossMeansBackup when somebody deletes an address, route or rule: go to BACKUP for one skew time, as keepalived does;
 *     otherwise it is put back in place
 * @param trackers what it watches
 * @param notifications who is told
 */
public record VrrpInstance(
        String name,
        boolean ipv6,
        boolean dualStack,
        int virtualRouterId,
        int priority,
        boolean wishMaster,
        VrrpTiming timing,
        VrrpLink link,
        VrrpTransport transport,
        VrrpAuthentication authentication,
        Preemption preemption,
        Answers answers,
        Announcing announcing,
        boolean accept,
        boolean strict,
        VirtualObjects objects,
        boolean lossMeansBackup,
        Trackers trackers,
        Notifications notifications) {

    /** Priority of the address owner. */
    public static final int OWNER = 255;

    public VrrpInstance {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(authentication, "authentication");
        Objects.requireNonNull(preemption, "preemption");
        Objects.requireNonNull(answers, "answers");
        Objects.requireNonNull(announcing, "announcing");
        Objects.requireNonNull(objects, "objects");
        Objects.requireNonNull(trackers, "trackers");
        Objects.requireNonNull(notifications, "notifications");
        if (virtualRouterId < 1 || virtualRouterId > 255) {
            throw new IllegalArgumentException("virtual_router_id " + virtualRouterId + " is not in 1..255");
        }
        if (priority < 1 || priority > OWNER) {
            throw new IllegalArgumentException("priority " + priority + " is not in 1..255");
        }
    }

    public boolean owner() {
        return priority == OWNER;
    }

    /** Interface of its adverts, for display: the macvlan or ipvlan, or the interface itself; empty when there is none. */
    public String deviceName() {
        return link.vmac()
                .map(VrrpLink.Vmac::name)
                .or(() -> link.ipvlan().map(VrrpLink.Ipvlan::name))
                .or(link::device)
                .orElse("");
    }
}
