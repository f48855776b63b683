// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import static io.mainstay.linux.internal.netlink.codec.NftCodec.BASE_NETWORK;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.BASE_TRANSPORT;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.FAMILY_IPV4;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.FAMILY_IPV6;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.KEY_INTERFACE;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.KEY_IPV4;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.KEY_IPV6;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.META_IIF;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.META_OIF;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.META_PROTOCOL;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.REGISTER;

import io.mainstay.linux.internal.netlink.codec.NetlinkRequest;
import io.mainstay.linux.internal.netlink.codec.NftCodec;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.Firewall;
import io.mainstay.platform.net.SystemCallException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of one daemon, one per family, as {@code nft} would write them (and prints them):
 *
 * <pre>
 * table ip NAME {
 *   set vips { type ipv4_addr }           set silent { typeof meta oif }
 *   chain in  { hook input;  ip daddr @vips drop }
 *   chain out { hook output; ip saddr @vips drop; meta oif @silent meta l4proto igmp drop }
 * }
 * table ip6 NAME {
 *   set vips { type ipv6_addr }   set link_vips { address . interface }   set silent
 *   chain in  { neighbour discovery accept; ip6 daddr @vips drop; ip6 daddr . iif @link_vips drop }
 *   chain out { silent: reports, router solicitations drop; neighbour discovery accept; ip6 saddr … drop }
 * }
 * </pre>
 *
 * <p>Thread-safety: any thread.
 */
final class NftTable implements Firewall.Table {
    private static final Logger LOG = LoggerFactory.getLogger(NftTable.class);
    private static final String VIPS = "vips";
    private static final String LINK_VIPS = "link_vips";
    private static final String SILENT = "silent";
    private static final int VIPS_ID = 1;
    private static final int LINK_VIPS_ID = 2;
    private static final int SILENT_ID = 3;
    private static final int TYPE_BITS = 6;
    private static final int IGMP = 2;
    private static final int ICMPV6 = 58;
    private static final int[] NEIGHBOUR_DISCOVERY = {135, 136};
    private static final int[] OF_THE_VMAC_ITSELF = {131, 132, 133, 143};

    private final NftFirewall firewall;
    private final String name;

    private NftTable(NftFirewall firewall, String name) {
        this.firewall = firewall;
        this.name = name;
    }

    /** Creates the tables; those of this name that are there are emptied in the same transaction. */
    static NftTable create(NftFirewall firewall, String name, int priority, boolean counters)
            throws SystemCallException {
        NftTable table = new NftTable(firewall, name);
        List<NetlinkRequest> requests = new ArrayList<>();
        table.ipv4(requests, priority, counters);
        firewall.change("table ip " + name, requests);
        List<NetlinkRequest> six = new ArrayList<>();
        table.ipv6(six, priority, counters);
        try {
            firewall.change("table ip6 " + name, six);
        } catch (SystemCallException e) {
            if (e.errno() != Errno.EOPNOTSUPP && e.errno() != Errno.EAFNOSUPPORT) {
                table.close();
                throw e;
            }
            LOG.info("no firewall for IPv6: {}", e.getMessage());
        }
        return table;
    }

    private void ipv4(List<NetlinkRequest> requests, int priority, boolean counters) {
        anew(requests, FAMILY_IPV4);
        requests.add(NftCodec.set(FAMILY_IPV4, name, VIPS, KEY_IPV4, 4, VIPS_ID));
        requests.add(NftCodec.set(FAMILY_IPV4, name, SILENT, KEY_INTERFACE, 4, SILENT_ID));
        chains(requests, FAMILY_IPV4, priority);
        requests.add(NftCodec.rule(
                FAMILY_IPV4,
                name,
                "in",
                rule -> rule.load(REGISTER, BASE_NETWORK, 16, 4)
                        .in(VIPS, VIPS_ID, REGISTER)
                        .counter(counters)
                        .drop()));
        requests.add(NftCodec.rule(
                FAMILY_IPV4,
                name,
                "out",
                rule -> rule.load(REGISTER, BASE_NETWORK, 12, 4)
                        .in(VIPS, VIPS_ID, REGISTER)
                        .counter(counters)
                        .drop()));
        requests.add(NftCodec.rule(
                FAMILY_IPV4,
                name,
                "out",
                rule -> rule.meta(REGISTER, META_OIF)
                        .in(SILENT, SILENT_ID, REGISTER)
                        .meta(REGISTER, META_PROTOCOL)
                        .equal(REGISTER, (byte) IGMP)
                        .counter(counters)
                        .drop()));
    }

    private void ipv6(List<NetlinkRequest> requests, int priority, boolean counters) {
        anew(requests, FAMILY_IPV6);
        requests.add(NftCodec.set(FAMILY_IPV6, name, VIPS, KEY_IPV6, 16, VIPS_ID));
        int pair = KEY_IPV6 << TYPE_BITS | KEY_INTERFACE;
        requests.add(NftCodec.set(FAMILY_IPV6, name, LINK_VIPS, pair, 20, LINK_VIPS_ID));
        requests.add(NftCodec.set(FAMILY_IPV6, name, SILENT, KEY_INTERFACE, 4, SILENT_ID));
        chains(requests, FAMILY_IPV6, priority);
        for (int type : OF_THE_VMAC_ITSELF) {
            requests.add(NftCodec.rule(
                    FAMILY_IPV6,
                    name,
                    "out",
                    rule -> icmp(rule.meta(REGISTER, META_OIF).in(SILENT, SILENT_ID, REGISTER), type)
                            .counter(counters)
                            .drop()));
        }
        block(requests, "in", 24, META_IIF, counters);
        block(requests, "out", 8, META_OIF, counters);
    }

    private void block(List<NetlinkRequest> requests, String chain, int addressAt, int side, boolean counters) {
        for (int type : NEIGHBOUR_DISCOVERY) {
            requests.add(NftCodec.rule(
                    FAMILY_IPV6, name, chain, rule -> icmp(rule, type).accept()));
        }
        requests.add(NftCodec.rule(
                FAMILY_IPV6,
                name,
                chain,
                rule -> rule.load(REGISTER, BASE_NETWORK, addressAt, 16)
                        .in(VIPS, VIPS_ID, REGISTER)
                        .counter(counters)
                        .drop()));
        requests.add(NftCodec.rule(
                FAMILY_IPV6,
                name,
                chain,
                rule -> rule.load(REGISTER, BASE_NETWORK, addressAt, 16)
                        .meta(REGISTER + 4, side)
                        .in(LINK_VIPS, LINK_VIPS_ID, REGISTER)
                        .counter(counters)
                        .drop()));
    }

    private static NftCodec.Rule icmp(NftCodec.Rule rule, int type) {
        return rule.meta(REGISTER, META_PROTOCOL)
                .equal(REGISTER, (byte) ICMPV6)
                .load(REGISTER, BASE_TRANSPORT, 0, 1)
                .equal(REGISTER, (byte) type);
    }

    /** Create, delete, create: gone is what was there, and nothing fails when nothing was. */
    private void anew(List<NetlinkRequest> requests, int family) {
        requests.add(NftCodec.table(family, name));
        requests.add(NftCodec.deleteTable(family, name));
        requests.add(NftCodec.table(family, name));
    }

    private void chains(List<NetlinkRequest> requests, int family, int priority) {
        requests.add(NftCodec.chain(family, name, "in", NftCodec.HOOK_INPUT, priority));
        requests.add(NftCodec.chain(family, name, "out", NftCodec.HOOK_OUTPUT, priority));
    }

    @Override
    public Firewall.PreparedFirewall prepareBlock(List<Firewall.Blocked> addresses, boolean block)
            throws SystemCallException {
        List<byte[]> four = new ArrayList<>();
        List<byte[]> six = new ArrayList<>();
        List<byte[]> linkLocal = new ArrayList<>();
        for (Firewall.Blocked each : addresses) {
            InetAddress address = each.address();
            if (!(address instanceof Inet6Address)) {
                four.add(address.getAddress());
            } else if (address.isLinkLocalAddress() && each.ifIndex() != 0) {
                linkLocal.add(ByteBuffer.allocate(20)
                        .order(ByteOrder.nativeOrder())
                        .put(address.getAddress())
                        .putInt(each.ifIndex())
                        .array());
            } else {
                six.add(address.getAddress());
            }
        }
        List<NetlinkRequest> requests = new ArrayList<>();
        elements(requests, FAMILY_IPV4, VIPS, four, block);
        elements(requests, FAMILY_IPV6, VIPS, six, block);
        elements(requests, FAMILY_IPV6, LINK_VIPS, linkLocal, block);
        if (requests.isEmpty()) {
            return () -> 0;
        }
        firewall.warm();
        NftTransaction transaction = new NftTransaction(requests);
        return () -> firewall.run(transaction);
    }

    /** Taking out puts in first: what is not there must not make the transaction fail. */
    private void elements(List<NetlinkRequest> requests, int family, String set, List<byte[]> keys, boolean add) {
        if (!keys.isEmpty()) {
            requests.add(NftCodec.elements(family, name, set, keys, true));
            if (!add) {
                requests.add(NftCodec.elements(family, name, set, keys, false));
            }
        }
    }

    @Override
    public void silence(int ifIndex, boolean silent) throws SystemCallException {
        byte[] key = ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(ifIndex)
                .array();
        for (int family : new int[] {FAMILY_IPV4, FAMILY_IPV6}) {
            List<NetlinkRequest> requests = new ArrayList<>();
            elements(requests, family, SILENT, List.of(key), silent);
            firewall.change("silent interface " + ifIndex, requests);
        }
    }

    @Override
    public void close() {
        for (int family : new int[] {FAMILY_IPV4, FAMILY_IPV6}) {
            try {
                firewall.change(
                        "remove table " + name,
                        List.of(NftCodec.table(family, name), NftCodec.deleteTable(family, name)));
            } catch (SystemCallException e) {
                LOG.warn("the firewall table '{}' stays: {}; remove it with: nft delete table", name, e.getMessage());
            }
        }
    }
}
