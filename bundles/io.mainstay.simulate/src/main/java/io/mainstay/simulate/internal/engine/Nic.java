// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

import java.net.InetAddress;

/**
 * An interface of a host.
 *
 * @param name on its host
 * @param wire what it is connected to: all interfaces with the same one hear each other
 * @param ipv4 the host's address on it
 * @param ipv6 likewise, link-local
 */
public record Nic(String name, String wire, InetAddress ipv4, InetAddress ipv6) {

    boolean has(InetAddress address) {
        return address.equals(ipv4) || address.equals(ipv6);
    }
}
