// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How adverts travel.
 *
 * @param source address that they are sent from; empty means the first suitable one of the interface
 * @param trackSource {@code track_src_ip}: FAULT while the host does not have {@code source}
 * @param group multicast group, when there are no peers; never empty then
 * @param peers unicast peers; empty means multicast, or nobody when {@code unicast} is set
 * @param unicast whether unicast is asked for, with or without peers
 * @param faultWithoutPeers {@code unicast_fault_no_peer}: FAULT instead of multicast when there are no peers
 * @param ttl of unicast adverts, 0 to 255; empty: 255 for IPv4, the system's hop limit for IPv6
 * @param checkSource accept adverts of configured peers only
 * @param oldChecksum how unicast version 3 checksums of old daemons are treated
 * @param v3ChecksumAsV2 version 3 over IPv4: checksum without pseudo-header (RFC 9568), and received ones not checked
 * @param skipAddressCheck do not compare the address list of a master that is known already
 * @param receiveBuffer socket receive buffer in bytes; empty leaves it to the policy
 */
public record VrrpTransport(
        Optional<InetAddress> source,
        boolean trackSource,
        Optional<InetAddress> group,
        List<UnicastPeer> peers,
        boolean unicast,
        boolean faultWithoutPeers,
        OptionalInt ttl,
        boolean checkSource,
        OldUnicastChecksum oldChecksum,
        boolean v3ChecksumAsV2,
        boolean skipAddressCheck,
        OptionalInt receiveBuffer) {
    public VrrpTransport {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(group, "group");
        peers = List.copyOf(peers);
        Objects.requireNonNull(ttl, "ttl");
        Objects.requireNonNull(oldChecksum, "oldChecksum");
        Objects.requireNonNull(receiveBuffer, "receiveBuffer");
    }

    /** Version 3 unicast checksums were computed with the multicast group as destination before keepalived 1.3.7. */
    public enum OldUnicastChecksum {
        /** Use the old reading once a peer is heard that does. */
        DETECT,
        /** Use the old reading. */
        ALWAYS,
        /** Do not accept it. */
        NEVER
    }
}
