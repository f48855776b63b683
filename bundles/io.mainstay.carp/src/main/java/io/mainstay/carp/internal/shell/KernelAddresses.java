// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.platform.net.InterfaceAddress;
import java.util.ArrayList;
import java.util.List;

/** Configured addresses in the kernel's terms. Pure. */
final class KernelAddresses {
    /** Who installed them (IFA_PROTO, kernel 5.18): CARP's protocol number, which no other program uses there. */
    static final int PROTOCOL = 112;

    private KernelAddresses() {}

    /** Those of which the interface exists; none when the scripts install them. */
    static List<InterfaceAddress> of(CarpInstance instance, Ground ground) {
        List<InterfaceAddress> all = new ArrayList<>();
        if (instance.installAddresses()) {
            for (VirtualAddress address : instance.addresses()) {
                Ground.Home home = ground.home(address, instance.device());
                if (home != null) {
                    all.add(of(address, home.ifIndex()));
                }
            }
        }
        return all;
    }

    static InterfaceAddress of(VirtualAddress from, int ifIndex) {
        VirtualAddress.Flags wanted = from.flags();
        // Duplicate detection would keep an IPv6 address unusable for a second, and its result is known: the master had
        // it.
        int flags = (from.isIpv6() ? InterfaceAddress.NODAD : 0)
                | (wanted.home() ? InterfaceAddress.HOME : 0)
                | (wanted.manageTemporary() ? InterfaceAddress.MNGTMPADDR : 0)
                | (wanted.noPrefixRoute() ? InterfaceAddress.NOPREFIXROUTE : 0)
                | (wanted.autoJoin() ? InterfaceAddress.AUTOJOIN : 0);
        return new InterfaceAddress(
                ifIndex,
                from.address(),
                from.prefixLength(),
                from.peer().orElse(null),
                from.broadcast().orElse(null),
                from.scope(),
                from.label().orElse(""),
                flags,
                InterfaceAddress.FOREVER,
                from.preferredLifetime().orElse(InterfaceAddress.FOREVER),
                PROTOCOL);
    }
}
