// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.plan;

import io.mainstay.api.model.vrrp.UnicastPeer;
import io.mainstay.api.model.vrrp.VrrpTransport.OldUnicastChecksum;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a router's adverts travel.
 *
 * @param source configured source; empty means the first suitable address of the interface
 * @param trackSource FAULT while the host does not have {@code source}
 * @param group multicast group; empty for unicast
 * @param peers unicast peers; empty for multicast, or when there is nobody to talk to
 * @param ttl of adverts; empty leaves it to the system
 * @param checkSource accept configured peers only
 * @param oldChecksum version 3 over IPv4, unicast
 * @param oldGroup what the old reading takes for the destination
 * @param skipAddressCheck do not compare the list of a master that is known
 * @param receiveBuffer bytes; empty leaves it to the policy
 */
public record Transport(
        Optional<InetAddress> source,
        boolean trackSource,
        Optional<InetAddress> group,
        List<UnicastPeer> peers,
        OptionalInt ttl,
        boolean checkSource,
        OldUnicastChecksum oldChecksum,
        InetAddress oldGroup,
        boolean skipAddressCheck,
        OptionalInt receiveBuffer) {
    public Transport {
        peers = List.copyOf(peers);
    }

    public boolean unicast() {
        return group.isEmpty();
    }
}
