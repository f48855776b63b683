// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.net.InetAddress;
import java.util.Objects;

/**
 * A peer that adverts are sent to directly.
 *
 * @param address where
 * @param minTtl least TTL or hop limit accepted from it, 0 to 255
 * @param maxTtl greatest TTL or hop limit accepted from it, 0 to 255
 */
public record UnicastPeer(InetAddress address, int minTtl, int maxTtl) {
    public UnicastPeer {
        Objects.requireNonNull(address, "address");
    }

    /** A peer at any distance. */
    public static UnicastPeer of(InetAddress address) {
        return new UnicastPeer(address, 0, 255);
    }
}
