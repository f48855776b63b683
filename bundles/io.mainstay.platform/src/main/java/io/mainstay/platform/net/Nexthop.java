// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.net.InetAddress;

/**
 * One way of a multipath route.
 *
 * @param gateway may be of the other family; null for directly connected
 * @param ifIndex 0 when the gateway decides
 * @param weight 1 to 256
 * @param onlink the gateway is on the link although no route says so
 * @param encap null for none
 * @param realms 0 for none
 */
public record Nexthop(InetAddress gateway, int ifIndex, int weight, boolean onlink, RouteEncap encap, int realms) {

    public Nexthop {
        if (weight < 1 || weight > 256) {
            throw new IllegalArgumentException("weight " + weight + ": 1 to 256 expected");
        }
    }
}
