// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import io.mainstay.api.model.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;

/**
 * A network.
 *
 * @param address its address, as configured
 * @param length leading bits that count, 0 to 32 or 128
 */
public record Prefix(InetAddress address, int length) {
    public Prefix {
        Objects.requireNonNull(address, "address");
        int bits = address.getAddress().length * 8;
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException("prefix length " + length + " is not in 0.." + bits);
        }
    }

    public boolean isIpv6() {
        return address instanceof Inet6Address;
    }

    /** {@code 10.0.0.0/8}. */
    @Override
    public String toString() {
        return AddressText.of(address) + "/" + length;
    }
}
