// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * An IP address and a port.
 *
 * @param address IPv4 or IPv6
 * @param port 0 to 65535; 0 means that none is given (fwmark services, services of all ports)
 */
public record Endpoint(InetAddress address, int port) {

    public Endpoint {
        Objects.requireNonNull(address, "address");
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
    }

    public boolean isIpv6() {
        return address instanceof Inet6Address;
    }

    public Endpoint withPort(int otherPort) {
        return new Endpoint(address, otherPort);
    }

    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(address, port);
    }

    /** {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}; IPv6 in RFC 5952's shortest form. */
    @Override
    public String toString() {
        return (isIpv6() ? "[" + AddressText.of(address) + "]" : address.getHostAddress()) + ":" + port;
    }
}
