// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An address on an interface.
 *
 * @param ifIndex of the interface
 * @param address the local one
 * @param prefixLength of the network it is in (of the peer's when there is one)
 * @param peer the other end of a point-to-point link; null for none
 * @param broadcast null for none
 * @param scope {@link #SCOPE_GLOBAL} …
 * @param label IPv4 only, {@code "eth0:1"}; empty for the interface's name
 * @param flags {@link #NOPREFIXROUTE} …
 * @param validSeconds lifetime; {@link #FOREVER}
 * @param preferredSeconds how long it may be chosen as a source; 0 for never (deprecated), {@link #FOREVER}
 * @param protocol who put it there (IFA_PROTO, kernel 5.18 and later); 0 for unknown
 */
public record InterfaceAddress(
        int ifIndex,
        InetAddress address,
        int prefixLength,
        InetAddress peer,
        InetAddress broadcast,
        int scope,
        String label,
        int flags,
        long validSeconds,
        long preferredSeconds,
        int protocol) {
    public static final int SCOPE_GLOBAL = 0;
    public static final int SCOPE_SITE = 200;
    public static final int SCOPE_LINK = 253;
    public static final int SCOPE_HOST = 254;
    public static final int SCOPE_NOWHERE = 255;

    public static final int SECONDARY = 0x01;
    public static final int NODAD = 0x02;
    public static final int OPTIMISTIC = 0x04;
    public static final int DAD_FAILED = 0x08;
    public static final int HOME = 0x10;
    public static final int DEPRECATED = 0x20;
    public static final int TENTATIVE = 0x40;
    public static final int PERMANENT = 0x80;
    public static final int MNGTMPADDR = 0x100;
    public static final int NOPREFIXROUTE = 0x200;
    public static final int AUTOJOIN = 0x400;

    public static final long FOREVER = 0xffff_ffffL;

    /** With global scope, for ever, no flags. */
    public static InterfaceAddress of(int ifIndex, InetAddress address, int prefixLength) {
        return new InterfaceAddress(
                ifIndex, address, prefixLength, null, null, SCOPE_GLOBAL, "", 0, FOREVER, FOREVER, 0);
    }

    public boolean ipv6() {
        return address instanceof Inet6Address;
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    public InterfaceAddress withFlags(int wanted) {
        return new InterfaceAddress(
                ifIndex,
                address,
                prefixLength,
                peer,
                broadcast,
                scope,
                label,
                wanted,
                validSeconds,
                preferredSeconds,
                protocol);
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefixLength + " on interface " + ifIndex;
    }
}
