// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.plan;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * What makes a router the same one before and after a reload, whatever its name is (keepalived.md 4.14): a change of anything here
 * is the end of one router and the beginning of another.
 *
 * @param virtualRouterId 1 to 255
 * @param ipv6 family
 * @param version 2 or 3: peers of the other do not understand us, and the timers mean something else
 * @param device interface; empty for unicast without one
 * @param child name of the macvlan or ipvlan; empty for none
 * @param group multicast group; empty for unicast
 * @param source configured source, unicast only
 * @param peers unicast only
 */
public record RouterKey(
        int virtualRouterId,
        boolean ipv6,
        int version,
        String device,
        String child,
        Optional<InetAddress> group,
        Optional<InetAddress> source,
        Set<InetAddress> peers) {
    public RouterKey {
        peers = Set.copyOf(peers);
    }
}
