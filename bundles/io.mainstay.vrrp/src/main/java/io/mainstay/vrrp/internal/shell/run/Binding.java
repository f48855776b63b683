// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.Link;
import io.mainstay.vrrp.internal.machine.FaultReason;
import io.mainstay.vrrp.internal.machine.Owned;
import io.mainstay.vrrp.internal.shell.announce.Announcement;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A router's plan, made concrete on the host as it is: everything that an event needs is here in advance. Made by
 * {@link Binder}; replaced as a whole when plan or host change.
 *
 * <p>Thread-safety: time-critical loop, once it is handed over.
 *
 * @param wire where adverts come in; null when there is none
 * @param joined group that was joined for it; null for unicast
 * @param voice adverts to be sent; null while there is no source address or no wire
 * @param wireLink interface of adverts as it was; null when there is none
 * @param homeLink interface of addresses as it was; null when there is none
 * @param links all interfaces that the plan names as they were, null for those that do not exist
 * @param sets by {@link Owned#ordinal}
 * @param announcements of all addresses, advertised ones first
 * @param block starts to drop packets for the addresses; null when that is not wanted
 * @param unblock ends it; null likewise
 * @param missing what the instance needs and the host has not
 * @param problems sentences about what is missing
 */
public record Binding(
        Wire wire,
        InetAddress joined,
        Voice voice,
        Link wireLink,
        Link homeLink,
        List<Link> links,
        HoldingSet[] sets,
        Announcement[] announcements,
        Firewall.PreparedFirewall block,
        Firewall.PreparedFirewall unblock,
        Set<FaultReason> missing,
        List<String> problems) {

    HoldingSet set(Owned kind) {
        return sets[kind.ordinal()];
    }

    /** Whether a binding made now would be another one. */
    boolean isStale(List<Link> linksNow, InetAddress sourceNow) {
        if (missing.contains(FaultReason.CONFIGURATION) || !Objects.equals(source(), sourceNow)) {
            return true;
        }
        for (int i = 0; i < links.size(); i++) {
            if (!sameLink(links.get(i), linksNow.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Flags come and go; what frames and requests are made of does not. */
    private static boolean sameLink(Link one, Link other) {
        return one == other
                || one != null
                        && other != null
                        && one.index() == other.index()
                        && one.mac().equals(other.mac())
                        && one.usesArp() == other.usesArp();
    }

    InetAddress source() {
        return voice == null ? null : voice.source();
    }
}
