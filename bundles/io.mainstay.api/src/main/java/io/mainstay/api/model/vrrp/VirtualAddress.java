// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import io.mainstay.api.model.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An address that is put on an interface, in the words of {@code ip address}.
 *
 * @param address the address; an IPv6 one never has a scope id
 * @param prefixLength 0 to 32 or 128
 * @param device interface; empty means the instance's own (of its macvlan, when it has one)
 * @param label interface label, IPv4 only
 * @param broadcast IPv4 only; {@code +} is resolved
 * @param scope number of the scope as the kernel has it: 0 global, 200 site, 253 link, 254 host, 255 nowhere; or any other
 * @param peer the other end of a point-to-point address; then {@code prefixLength} is the peer's
 * @param flags what else is asked for
 * @param preferredLifetime seconds; empty means for ever. 0 makes a deprecated address, which the kernel does not choose as
 *     source
 * @param tracked whether somebody else's deletion of it matters; otherwise it stays away until the next take-over
 * @param trackGroup instances to be put into FAULT when it cannot be restored; static addresses only
 * @param vmac put it on a macvlan of its own ({@code use_vmac}); virtual addresses only
 */
public record VirtualAddress(
        InetAddress address,
        int prefixLength,
        Optional<String> device,
        Optional<String> label,
        Optional<InetAddress> broadcast,
        int scope,
        Optional<InetAddress> peer,
        Flags flags,
        OptionalLong preferredLifetime,
        boolean tracked,
        Optional<String> trackGroup,
        boolean vmac) {

    /** The kernel's global scope. */
    public static final int GLOBAL = 0;

    public VirtualAddress {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(broadcast, "broadcast");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(flags, "flags");
        Objects.requireNonNull(preferredLifetime, "preferredLifetime");
        Objects.requireNonNull(trackGroup, "trackGroup");
        int bits = address.getAddress().length * 8;
        if (prefixLength < 0 || prefixLength > bits) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " is not in 0.." + bits);
        }
    }

    /** An address with nothing else said about it. */
    public static VirtualAddress of(InetAddress address, int prefixLength) {
        return new VirtualAddress(
                address,
                prefixLength,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                GLOBAL,
                Optional.empty(),
                Flags.NONE,
                OptionalLong.empty(),
                true,
                Optional.empty(),
                false);
    }

    public boolean isIpv6() {
        return address instanceof Inet6Address;
    }

    /** {@code 10.0.0.1/24}. */
    @Override
    public String toString() {
        return AddressText.of(address) + "/" + prefixLength;
    }

    /**
     * Address flags.
     *
     * @param home IPv6 home address
     * @param noDad no duplicate address detection; IPv6
     * @param manageTemporary the kernel manages temporary addresses from it; IPv6
     * @param noPrefixRoute no route to the address's network
     * @param autoJoin joins multicast groups
     */
    public record Flags(boolean home, boolean noDad, boolean manageTemporary, boolean noPrefixRoute, boolean autoJoin) {
        public static final Flags NONE = new Flags(false, false, false, false, false);
    }
}
