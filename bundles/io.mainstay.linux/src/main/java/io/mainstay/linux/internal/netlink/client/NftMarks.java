// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.client;

import static io.mainstay.linux.internal.netlink.codec.NftCodec.BASE_NETWORK;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.BASE_TRANSPORT;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.FAMILY_IPV4;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.FAMILY_IPV6;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.META_MARK;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.META_PROTOCOL;
import static io.mainstay.linux.internal.netlink.codec.NftCodec.REGISTER;

import io.mainstay.linux.internal.netlink.codec.NetlinkRequest;
import io.mainstay.linux.internal.netlink.codec.NftCodec;
import io.mainstay.platform.net.Firewall.Marked;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The table that marks packets by their destination, as {@code nft} would write it:
 *
 * <pre>
 * table ip NAME {
 *   map services { type ipv4_addr . inet_proto . inet_service : mark }
 *   map hosts { type ipv4_addr . inet_proto : mark }
 *   chain pre { type filter hook prerouting; meta mark set ip daddr . meta l4proto . th dport map @services
 *                                            meta mark set ip daddr . meta l4proto map @hosts }
 *   chain out { type filter hook output; likewise }
 * }
 * </pre>
 *
 * Pure.
 */
final class NftMarks {
    private static final String SERVICES = "services";
    private static final String HOSTS = "hosts";
    private static final int SERVICES_ID = 1;
    private static final int HOSTS_ID = 2;
    /** How the nft command prints them. */
    private static final int TYPE_IPV4 = 7;

    private static final int TYPE_IPV6 = 8;
    private static final int TYPE_PROTOCOL = 12;
    private static final int TYPE_SERVICE = 13;
    private static final int TYPE_MARK = 19;
    private static final int TYPE_BITS = 6;
    private static final int WORD = 4;
    /** Of one request, whose attribute has 64 KiB at most. */
    private static final int ELEMENTS = 500;

    private NftMarks() {}

    /** The requests of one transaction that makes the table of a family what it should be; without marks there is none. */
    static List<NetlinkRequest> requests(boolean ipv6, String table, int priority, List<Marked> marks) {
        int family = ipv6 ? FAMILY_IPV6 : FAMILY_IPV4;
        List<NetlinkRequest> requests = new ArrayList<>();
        // Created first, so that deleting it cannot fail.
        requests.add(NftCodec.table(family, table));
        requests.add(NftCodec.deleteTable(family, table));
        if (marks.isEmpty()) {
            return requests;
        }
        int address = ipv6 ? 16 : 4;
        int pair = (ipv6 ? TYPE_IPV6 : TYPE_IPV4) << TYPE_BITS | TYPE_PROTOCOL;
        int triple = pair << TYPE_BITS | TYPE_SERVICE;
        requests.add(NftCodec.table(family, table));
        requests.add(NftCodec.map(family, table, SERVICES, triple, address + 2 * WORD, TYPE_MARK, WORD, SERVICES_ID));
        requests.add(NftCodec.map(family, table, HOSTS, pair, address + WORD, TYPE_MARK, WORD, HOSTS_ID));
        chain(requests, family, table, "pre", NftCodec.HOOK_PREROUTING, priority);
        chain(requests, family, table, "out", NftCodec.HOOK_OUTPUT, priority);
        elements(
                requests,
                family,
                table,
                SERVICES,
                marks.stream().filter(m -> m.port() != 0).toList());
        elements(
                requests,
                family,
                table,
                HOSTS,
                marks.stream().filter(m -> m.port() == 0).toList());
        return requests;
    }

    private static void chain(
            List<NetlinkRequest> requests, int family, String table, String name, int hook, int priority) {
        boolean ipv6 = family == FAMILY_IPV6;
        int at = ipv6 ? 24 : 16;
        int address = ipv6 ? 16 : 4;
        int protocol = REGISTER + address / WORD;
        int port = protocol + 1;
        int mark = port + 1;
        requests.add(NftCodec.chain(family, table, name, hook, priority));
        requests.add(NftCodec.rule(
                family,
                table,
                name,
                rule -> rule.load(REGISTER, BASE_NETWORK, at, address)
                        .meta(protocol, META_PROTOCOL)
                        .load(port, BASE_TRANSPORT, 2, 2)
                        .mapped(SERVICES, SERVICES_ID, REGISTER, mark)
                        .setMeta(META_MARK, mark)));
        requests.add(NftCodec.rule(
                family,
                table,
                name,
                rule -> rule.load(REGISTER, BASE_NETWORK, at, address)
                        .meta(protocol, META_PROTOCOL)
                        .mapped(HOSTS, HOSTS_ID, REGISTER, mark)
                        .setMeta(META_MARK, mark)));
    }

    private static void elements(
            List<NetlinkRequest> requests, int family, String table, String map, List<Marked> marks) {
        for (int from = 0; from < marks.size(); from += ELEMENTS) {
            requests.add(NftCodec.mapElements(
                    family,
                    table,
                    map,
                    marks.subList(from, Math.min(marks.size(), from + ELEMENTS)).stream()
                            .map(NftMarks::element)
                            .toList()));
        }
    }

    private static NftCodec.MapElement element(Marked marked) {
        byte[] address = marked.address().getAddress();
        int length = address.length + WORD + (marked.port() == 0 ? 0 : WORD);
        ByteBuffer key = ByteBuffer.allocate(length).put(address);
        key.put(address.length, (byte) marked.protocol());
        if (marked.port() != 0) {
            key.putShort(address.length + WORD, (short) marked.port());
        }
        byte[] value = ByteBuffer.allocate(WORD)
                .order(ByteOrder.nativeOrder())
                .putInt((int) marked.mark())
                .array();
        return new NftCodec.MapElement(key.array(), value);
    }
}
