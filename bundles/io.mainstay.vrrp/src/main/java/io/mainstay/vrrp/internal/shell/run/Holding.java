// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.Rule;

/**
 * One address, route or rule that a router installs, with what is known of it.
 *
 * <p>Thread-safety: time-critical loop.
 */
final class Holding {
    /** After that a deletion that the kernel tells of is not ours any more, whatever the count says. */
    private static final long OWN_NANOS = 2_000_000_000L;

    final Object object;
    final Change add;
    final Change delete;
    final boolean tracked;
    /** We put it there, or found it where we wanted it. */
    boolean installed;
    /** Found, not put there, and not ours to take away: the address owner's. */
    boolean foreign;

    private int ownDeletes;
    private long ownDeletedAt;

    private Holding(Object object, Change add, Change delete, boolean tracked) {
        this.object = object;
        this.add = add;
        this.delete = delete;
        this.tracked = tracked;
    }

    static Holding of(InterfaceAddress address, boolean tracked) {
        return new Holding(address, new Change.AddAddress(address), new Change.DeleteAddress(address), tracked);
    }

    static Holding of(Route route, Change.Placement placement, boolean tracked) {
        return new Holding(route, new Change.AddRoute(route, placement), new Change.DeleteRoute(route), tracked);
    }

    static Holding of(Rule rule, boolean tracked) {
        return new Holding(rule, new Change.AddRule(rule), new Change.DeleteRule(rule), tracked);
    }

    /** We are about to take it away, or did: the kernel will tell us. */
    void ownDelete(long now) {
        ownDeletes++;
        ownDeletedAt = now;
    }

    /** It was not there: the kernel will not tell us. */
    void ownDeleteFailed() {
        ownDeletes--;
    }

    /** The kernel says that it is gone. Whether it was somebody else. */
    boolean goneByOthers(long now) {
        if (ownDeletes > 0 && now - ownDeletedAt < OWN_NANOS) {
            ownDeletes--;
            return false;
        }
        ownDeletes = 0;
        return installed;
    }

    boolean is(InterfaceAddress other) {
        return object instanceof InterfaceAddress own
                && own.ifIndex() == other.ifIndex()
                && own.prefixLength() == other.prefixLength()
                && own.address().equals(other.address());
    }

    /** Compares what the kernel keeps of a route as it was asked for. */
    boolean is(Route other) {
        return object instanceof Route own
                && own.table() == other.table()
                && own.ipv6() == other.ipv6()
                && own.tos() == other.tos()
                && own.protocol() == other.protocol()
                && own.type() == other.type()
                && own.destination().length() == other.destination().length()
                && samePrefix(own, other)
                && (own.metric() == 0 || own.metric() == other.metric())
                && (own.ifIndex() == 0 || other.ifIndex() == 0 || own.ifIndex() == other.ifIndex())
                && (own.gateway() == null || own.gateway().equals(other.gateway()));
    }

    private static boolean samePrefix(Route own, Route other) {
        byte[] a = own.destination().address().getAddress();
        byte[] b = other.destination().address().getAddress();
        for (int bit = 0; bit < own.destination().length(); bit++) {
            int mask = 0x80 >>> bit % 8;
            if ((a[bit / 8] & mask) != (b[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    boolean is(Rule other) {
        return object instanceof Rule own
                && own.ipv6() == other.ipv6()
                && own.priority() == other.priority()
                && own.action() == other.action()
                && own.table() == other.table()
                && java.util.Objects.equals(own.from(), other.from())
                && java.util.Objects.equals(own.to(), other.to());
    }
}
