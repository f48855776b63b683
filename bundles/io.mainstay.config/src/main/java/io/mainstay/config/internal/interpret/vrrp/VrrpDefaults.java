// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.model.vrrp.Announcing;
import io.mainstay.api.model.vrrp.VrrpGlobals;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What {@code global_defs} says for virtual routers.
 *
 * @param globals what goes into the model
 * @param version of instances that do not say; 3 for IPv6 all the same
 * @param strict RFC enforcement
 * @param group4 multicast group
 * @param group6 multicast group
 * @param announcing gratuitous ARP and unsolicited NA
 * @param downTimerAdverts 1 to 100
 * @param lowerPriorityNoAdvert empty when nobody says
 * @param higherPrioritySendAdvert see {@link io.mainstay.api.model.vrrp.Answers}
 * @param ownerIgnoresAdverts see {@link io.mainstay.api.model.vrrp.Answers}
 * @param checkUnicastSource accept adverts of configured peers only
 * @param skipAddressCheck do not compare the address list of a known master
 * @param v3ChecksumAsV2 RFC 9568's reading
 * @param priorityChanges tell pipes of priorities
 * @param smtpAlert empty when nobody says
 * @param vmacPrefix of macvlans' names
 * @param lossMeansBackup see {@link io.mainstay.api.model.vrrp.VrrpInstance}
 */
record VrrpDefaults(
        VrrpGlobals globals,
        int version,
        boolean strict,
        InetAddress group4,
        InetAddress group6,
        Announcing announcing,
        int downTimerAdverts,
        Optional<Boolean> lowerPriorityNoAdvert,
        boolean higherPrioritySendAdvert,
        boolean ownerIgnoresAdverts,
        boolean checkUnicastSource,
        boolean skipAddressCheck,
        boolean v3ChecksumAsV2,
        boolean priorityChanges,
        Optional<Boolean> smtpAlert,
        String vmacPrefix,
        boolean lossMeansBackup) {}
