// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

import java.net.InetAddress;
import org.osgi.annotation.versioning.ProviderType;

/** The packet filter of a network (nftables), as far as virtual addresses need it. Any thread. */
@ProviderType
public interface Firewall {

    /** Why there is none on this host; empty when there is. Asks the kernel. */
    String unavailable();

    /**
     * Creates a table (families ip and ip6) with empty sets, or empties the one of that name that is left over.
     *
     * @param name of the table, this daemon's own
     * @param priority of its chains
     * @param counters count what is dropped
     */
    Table table(String name, int priority, boolean counters) throws SystemCallException;

    /**
     * Gives packets to these addresses firewall marks, before they are routed or delivered. What the table of this name did
     * before is replaced at once; without marks the table is removed. Any thread.
     *
     * @param table of this daemon's own, besides those of {@link #table}
     * @param priority of its chains
     */
    void marks(String table, int priority, java.util.List<Marked> marks) throws SystemCallException;

    /**
     * Packets to an address get a mark.
     *
     * @param protocol IP protocol number, such as 6 for TCP
     * @param port 0 for all ports
     * @param mark 1 to 2³²−1
     */
    record Marked(int protocol, InetAddress address, int port, long mark) {}

    /**
     * Rules of this daemon. {@code prepare…} may be called on any thread; the result is applied on one, normally the loop's.
     */
    interface Table extends AutoCloseable {

        /**
         * Packets to and from these addresses shall be dropped; neighbour discovery for them goes on.
         *
         * @param block true to start, false to end
         */
        PreparedFirewall prepareBlock(java.util.List<Blocked> addresses, boolean block) throws SystemCallException;

        /** Drops or no longer drops what a VMAC itself must not say: IGMP and MLD reports, router solicitations. */
        void silence(int ifIndex, boolean silent) throws SystemCallException;

        /** Removes the table. */
        @Override
        void close();
    }

    /** Carried out as one transaction, without allocating. */
    interface PreparedFirewall {

        /** Errno of the transaction, 0 for success. */
        int apply();
    }

    /**
     * An address that does not answer.
     *
     * @param ifIndex IPv6 link-local addresses: the interface it is on; 0 for every one
     */
    record Blocked(InetAddress address, int ifIndex) {}
}
