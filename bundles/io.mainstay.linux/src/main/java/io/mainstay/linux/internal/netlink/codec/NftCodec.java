// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import io.mainstay.platform.netlink.AttributeWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Consumer;

/**
 * nftables: tables, sets, chains and rules as requests of a transaction. Numbers are in network order.
 *
 * <pre>
 * nfgenmsg: 0 family  1 version  2 resource (2, network order)  4 attributes
 * </pre>
 *
 * Layouts: linux/netfilter/nf_tables.h.
 */
public final class NftCodec {
    public static final int FAMILY_IPV4 = 2;
    public static final int FAMILY_IPV6 = 10;
    public static final int HOOK_PREROUTING = 0;
    public static final int HOOK_INPUT = 1;
    public static final int HOOK_OUTPUT = 3;
    public static final int BASE_NETWORK = 1;
    public static final int BASE_TRANSPORT = 2;
    public static final int META_MARK = 3;
    public static final int META_IIF = 4;
    public static final int META_OIF = 5;
    public static final int META_PROTOCOL = 16;
    /** The first of the 4-byte registers; the next ones follow. */
    public static final int REGISTER = 8;

    /** How the nft command prints keys of sets. */
    public static final int KEY_IPV4 = 7;

    public static final int KEY_IPV6 = 8;
    public static final int KEY_INTERFACE = 20;

    private static final int SUBSYSTEM = 10;
    private static final int USER_DATA = 13;
    private static final int HOST_ORDER = 1;
    private static final int NETWORK_ORDER = 2;
    private static final int BATCH_BEGIN = 0x10;
    private static final int BATCH_END = 0x11;
    private static final int NEW_TABLE = 0;
    private static final int DELETE_TABLE = 2;
    private static final int NEW_CHAIN = 3;
    private static final int NEW_RULE = 6;
    private static final int NEW_SET = 9;
    private static final int NEW_ELEMENTS = 12;
    private static final int DELETE_ELEMENTS = 14;
    private static final int GET_GENERATION = 16;
    private static final int LIST_ELEMENT = 1;
    private static final int SET_IS_MAP = 8;
    private static final int DATA_VALUE = 1;
    private static final int DATA_VERDICT = 2;
    private static final int DROP = 0;
    private static final int ACCEPT = 1;

    private NftCodec() {}

    /** Only for the nft command: the byte order of keys, as one of its own type-length-values. */
    private static byte[] printing(int keyType) {
        return ByteBuffer.allocate(6)
                .order(ByteOrder.nativeOrder())
                .put((byte) 0)
                .put((byte) 4)
                .putInt(keyType == KEY_INTERFACE ? HOST_ORDER : NETWORK_ORDER)
                .array();
    }

    public static NetlinkRequest begin() {
        return new NetlinkRequest(BATCH_BEGIN, 0, new byte[] {0, 0, 0, SUBSYSTEM});
    }

    public static NetlinkRequest end() {
        return new NetlinkRequest(BATCH_END, 0, new byte[] {0, 0, 0, SUBSYSTEM});
    }

    /** Asks for the number of the rule set: answered where there is an nftables. */
    public static NetlinkRequest generation() {
        return request(GET_GENERATION, 0, 0, writer -> {});
    }

    /** Creates a table; one that is there is fine. */
    public static NetlinkRequest table(int family, String table) {
        return request(
                NEW_TABLE,
                NetlinkReader.F_CREATE,
                family,
                writer -> writer.string(1, table).net32(2, 0));
    }

    /** Deletes a table with all that is in it. */
    public static NetlinkRequest deleteTable(int family, String table) {
        return request(DELETE_TABLE, 0, family, writer -> writer.string(1, table));
    }

    /**
     * Creates a set.
     *
     * @param keyType the number by which the nft command knows how to print keys
     * @param keyLength in bytes
     * @param id tells the sets of one transaction apart
     */
    public static NetlinkRequest set(int family, String table, String name, int keyType, int keyLength, int id) {
        return request(
                NEW_SET,
                NetlinkReader.F_CREATE,
                family,
                writer -> writer.string(1, table)
                        .string(2, name)
                        .net32(3, 0)
                        .net32(4, keyType)
                        .net32(5, keyLength)
                        .net32(10, id)
                        .bytes(USER_DATA, printing(keyType)));
    }

    /**
     * Creates a map from keys to values.
     *
     * @param keyType the number by which the nft command knows how to print keys; {@code valueType} likewise
     * @param keyLength in bytes
     * @param valueLength in bytes
     * @param id tells the sets and maps of one transaction apart
     */
    public static NetlinkRequest map(
            int family, String table, String name, int keyType, int keyLength, int valueType, int valueLength, int id) {
        return request(
                NEW_SET,
                NetlinkReader.F_CREATE,
                family,
                writer -> writer.string(1, table)
                        .string(2, name)
                        .net32(3, SET_IS_MAP)
                        .net32(4, keyType)
                        .net32(5, keyLength)
                        .net32(6, valueType)
                        .net32(7, valueLength)
                        .net32(10, id));
    }

    /** One key of a map, with its value. */
    public record MapElement(byte[] key, byte[] value) {}

    /** Puts keys with their values into a map. */
    public static NetlinkRequest mapElements(int family, String table, String map, List<MapElement> elements) {
        return request(
                NEW_ELEMENTS,
                NetlinkReader.F_CREATE,
                family,
                writer -> writer.string(1, table).string(2, map).nest(3, list -> {
                    for (MapElement each : elements) {
                        list.nest(
                                LIST_ELEMENT,
                                element -> element.nest(1, data -> data.bytes(DATA_VALUE, each.key()))
                                        .nest(2, data -> data.bytes(DATA_VALUE, each.value())));
                    }
                }));
    }

    /** Puts keys into a set (those that are in it are fine), or takes them out. */
    public static NetlinkRequest elements(int family, String table, String set, List<byte[]> keys, boolean add) {
        return request(
                add ? NEW_ELEMENTS : DELETE_ELEMENTS,
                add ? NetlinkReader.F_CREATE : 0,
                family,
                writer -> writer.string(1, table).string(2, set).nest(3, list -> {
                    for (byte[] key : keys) {
                        list.nest(LIST_ELEMENT, element -> element.nest(1, data -> data.bytes(DATA_VALUE, key)));
                    }
                }));
    }

    /** Creates a chain that sees the packets at a hook and lets pass what no rule drops. */
    public static NetlinkRequest chain(int family, String table, String name, int hook, int priority) {
        return request(
                NEW_CHAIN,
                NetlinkReader.F_CREATE,
                family,
                writer -> writer.string(1, table)
                        .string(3, name)
                        .nest(4, where -> where.net32(1, hook).net32(2, priority))
                        .net32(5, ACCEPT)
                        .string(7, "filter"));
    }

    /** Appends a rule. */
    public static NetlinkRequest rule(int family, String table, String chain, Consumer<Rule> expressions) {
        return request(
                NEW_RULE,
                NetlinkReader.F_CREATE | NetlinkReader.F_APPEND,
                family,
                writer -> writer.string(1, table).string(2, chain).nest(4, list -> expressions.accept(new Rule(list))));
    }

    private static NetlinkRequest request(int message, int flags, int family, Consumer<AttributeWriter> content) {
        AttributeWriter writer = new AttributeWriter().raw(new byte[] {(byte) family, 0, 0, 0});
        content.accept(writer);
        return new NetlinkRequest(SUBSYSTEM << 8 | message, flags, writer.toBytes());
    }

    /** The expressions of a rule, in order. */
    public static final class Rule {
        private final AttributeWriter list;

        private Rule(AttributeWriter list) {
            this.list = list;
        }

        private Rule expression(String name, Consumer<AttributeWriter> data) {
            list.nest(LIST_ELEMENT, element -> element.string(1, name).nest(2, data));
            return this;
        }

        /** Loads bytes of the packet. */
        public Rule load(int register, int base, int offset, int length) {
            return expression(
                    "payload",
                    data -> data.net32(1, register)
                            .net32(2, base)
                            .net32(3, offset)
                            .net32(4, length));
        }

        /** Loads what is known about the packet. */
        public Rule meta(int register, int key) {
            return expression("meta", data -> data.net32(2, key).net32(1, register));
        }

        /** Goes on when the register has these bytes. */
        public Rule equal(int register, byte... value) {
            return expression(
                    "cmp",
                    data -> data.net32(1, register).net32(2, 0).nest(3, bytes -> bytes.bytes(DATA_VALUE, value)));
        }

        /** Goes on when the set has what begins in the register. */
        public Rule in(String set, int id, int register) {
            return expression(
                    "lookup", data -> data.string(1, set).net32(2, register).net32(4, id));
        }

        /** Goes on when the map has what begins in a register, with its value in another one. */
        public Rule mapped(String map, int id, int from, int to) {
            return expression(
                    "lookup",
                    data -> data.string(1, map).net32(2, from).net32(3, to).net32(4, id));
        }

        /** Changes what is known about the packet. */
        public Rule setMeta(int key, int register) {
            return expression("meta", data -> data.net32(2, key).net32(3, register));
        }

        public Rule counter(boolean wanted) {
            return wanted ? expression("counter", data -> {}) : this;
        }

        public void drop() {
            verdict(DROP);
        }

        public void accept() {
            verdict(ACCEPT);
        }

        private void verdict(int code) {
            expression(
                    "immediate",
                    data -> data.net32(1, 0)
                            .nest(2, value -> value.nest(DATA_VERDICT, verdict -> verdict.net32(1, code))));
        }
    }
}
