// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.codec;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/**
 * What is constant in the advertisements that one instance sends, and what it expects in those that it receives.
 *
 * @param version 2 or 3
 * @param ipv6 address family; version 2 is IPv4 only
 * @param vrid 1 to 255
 * @param intervalCentis advertisement interval in hundredths of a second: 1 to 4095 in version 3, whole seconds (100 to
 *     25,500) in version 2
 * @param addresses the advertised ones, all of the family, at most 255
 * @param auth version 2 only
 * @param plainChecksum version 3 over IPv4: the checksum does not cover a pseudo-header (keepalived's
 *     {@code v3_checksum_as_v2}); otherwise it does
 */
public record AdvertShape(
        int version,
        boolean ipv6,
        int vrid,
        int intervalCentis,
        List<InetAddress> addresses,
        AdvertAuth auth,
        boolean plainChecksum) {

    public AdvertShape {
        addresses = List.copyOf(addresses);
        Objects.requireNonNull(auth, "auth");
        if (version != 2 && version != 3) {
            throw new IllegalArgumentException("version " + version);
        }
        if (vrid < 1 || vrid > 255) {
            throw new IllegalArgumentException("vrid " + vrid + " is not in 1..255");
        }
        if (version == 2 && (ipv6 || intervalCentis % 100 != 0 || intervalCentis < 100 || intervalCentis > 25_500)) {
            throw new IllegalArgumentException("version 2 is IPv4 with an interval of 1 to 255 whole seconds");
        }
        if (version == 3 && (intervalCentis < 1 || intervalCentis > 4095 || auth.type() != AdvertAuth.Type.NONE)) {
            throw new IllegalArgumentException(
                    "version 3 has an interval of 1 to 4095 centiseconds and no authentication");
        }
        if (addresses.size() > 255) {
            throw new IllegalArgumentException(addresses.size() + " addresses do not fit");
        }
        for (InetAddress address : addresses) {
            if (address instanceof Inet6Address != ipv6) {
                throw new IllegalArgumentException(address + " is of the other family");
            }
        }
    }

    int addressLength() {
        return ipv6 ? 16 : 4;
    }

    /** Length of the VRRP part in bytes. */
    int length() {
        return length(addresses.size());
    }

    int length(int count) {
        return Wire.VRRP_HEADER + count * addressLength() + (version == 2 ? Wire.V2_AUTH_DATA : 0);
    }
}
