// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.net;

/**
 * A routing policy rule. Null, 0 or -1 (as said) stand for "any".
 *
 * @param ipv6 its family
 * @param invert matches what the selectors do not ({@code not})
 * @param from source prefix; null for any
 * @param to destination prefix; null for any
 * @param iif incoming interface; empty for any
 * @param oif outgoing interface; empty for any
 * @param tos 0 for any
 * @param mark firewall mark; with a mask of 0 any
 * @param markMask which bits of the mark count
 * @param priority its place, lower first; -1 lets the kernel choose
 * @param action what it does
 * @param table to look in; 0 for none
 * @param gotoPriority rule to jump to; -1 for none
 * @param realms 0 for none
 * @param l3mdev look in the table of the VRF
 * @param protocol who made it
 * @param ipProtocol 0 for any
 * @param sourcePorts null for any
 * @param destinationPorts null for any
 * @param uids null for any
 * @param tunnelId 0 for any
 * @param suppressPrefixLength -1 for none
 * @param suppressGroup interface group; -1 for none
 */
public record Rule(
        boolean ipv6,
        boolean invert,
        IpPrefix from,
        IpPrefix to,
        String iif,
        String oif,
        int tos,
        int mark,
        int markMask,
        long priority,
        Action action,
        int table,
        long gotoPriority,
        int realms,
        boolean l3mdev,
        int protocol,
        int ipProtocol,
        Range sourcePorts,
        Range destinationPorts,
        Range uids,
        long tunnelId,
        int suppressPrefixLength,
        int suppressGroup) {

    /** Looks in {@code table} for packets between the prefixes. */
    public static Rule lookup(boolean ipv6, IpPrefix from, IpPrefix to, long priority, int table) {
        return new Rule(
                ipv6,
                false,
                from,
                to,
                "",
                "",
                0,
                0,
                0,
                priority,
                Action.LOOKUP,
                table,
                -1,
                0,
                false,
                Route.PROTOCOL_KEEPALIVED,
                0,
                null,
                null,
                null,
                0,
                -1,
                -1);
    }

    /** From and to, both included. */
    public record Range(long from, long to) {}

    /** With the kernel's number. */
    public enum Action {
        LOOKUP(1),
        GOTO(2),
        NOP(3),
        BLACKHOLE(6),
        UNREACHABLE(7),
        PROHIBIT(8);

        private final int code;

        Action(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }
}
