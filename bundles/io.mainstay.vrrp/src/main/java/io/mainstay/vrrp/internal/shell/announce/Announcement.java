// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.announce;

import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.UnsolicitedAdvertisement;
import io.mainstay.vrrp.internal.codec.GratuitousArp;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.Optional;

/**
 * The frame that announces one address on one interface. Immutable; nobody changes the frame.
 *
 * @param ifIndex where it is sent
 * @param frame whole Ethernet frame
 * @param pace when it may be sent
 * @param onMacvlan whether the interface is a macvlan
 */
public record Announcement(int ifIndex, byte[] frame, Pace pace, boolean onMacvlan) {

    /** Empty when hosts on the interface do not learn addresses. */
    public static Optional<Announcement> of(VirtualAddress address, Link link, boolean forwardsIpv6, Pace pace) {
        if (link.loopback() || !link.usesArp() || link.pointToPoint()) {
            return Optional.empty();
        }
        byte[] mac = link.mac().bytes();
        byte[] frame = address.address() instanceof Inet6Address v6
                ? UnsolicitedAdvertisement.frame(mac, v6, forwardsIpv6)
                : GratuitousArp.frame(mac, (Inet4Address) address.address());
        return Optional.of(
                new Announcement(link.index(), frame, pace, link.kind().equals("macvlan")));
    }
}
