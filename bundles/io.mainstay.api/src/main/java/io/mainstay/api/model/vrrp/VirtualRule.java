// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.model.vrrp;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A routing policy rule, in the words of {@code ip rule}; names of tables and protocols are resolved to numbers.
 *
 * @param ipv6 its family
 * @param inverted matches what the selector does not ({@code not})
 * @param selector what it applies to
 * @param preference priority, lower is earlier; always given: the interpreter assigns 16384 downwards
 * @param action what happens to the packets
 * @param realms {@code from << 16 | to}; 0 is none
 * @param protocol who says that it installed the rule; empty means keepalived's, 18
 * @param suppressPrefixLength ignore routes of the table with prefixes that are not longer
 * @param suppressInterfaceGroup ignore routes of the table through interfaces of this group
 * @param tracked whether somebody else's deletion of it matters
 * @param trackGroup instances to be put into FAULT when it cannot be restored; static rules only
 */
public record VirtualRule(
        boolean ipv6,
        boolean inverted,
        Selector selector,
        long preference,
        Action action,
        int realms,
        OptionalInt protocol,
        OptionalInt suppressPrefixLength,
        OptionalLong suppressInterfaceGroup,
        boolean tracked,
        Optional<String> trackGroup) {

    public VirtualRule {
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(suppressPrefixLength, "suppressPrefixLength");
        Objects.requireNonNull(suppressInterfaceGroup, "suppressInterfaceGroup");
        Objects.requireNonNull(trackGroup, "trackGroup");
    }

    /** What a rule does. */
    public sealed interface Action {
        /** Looks the route up in this table. */
        record Table(long table) implements Action {}

        /** Looks the route up in the table of the packet's VRF. */
        record L3Mdev() implements Action {}

        /** Goes on at the rule with this preference. */
        record GoTo(long preference) implements Action {}

        /** Nothing. */
        record Nop() implements Action {}

        /** Drops. */
        record Blackhole() implements Action {}

        /** Answers "unreachable". */
        record Unreachable() implements Action {}

        /** Answers "prohibited". */
        record Prohibit() implements Action {}
    }

    /**
     * Which packets a rule applies to; empty parts match all.
     *
     * @param from source network
     * @param to destination network
     * @param inputInterface interface that the packets come in through
     * @param outputInterface interface that the sender is bound to
     * @param tos type of service
     * @param mark firewall mark
     * @param markMask which bits of the mark count
     * @param ipProtocol transport protocol number
     * @param sourcePorts transport ports
     * @param destinationPorts transport ports
     * @param users user ids of local senders
     * @param tunnelId tunnel id of the packets
     */
    public record Selector(
            Optional<Prefix> from,
            Optional<Prefix> to,
            Optional<String> inputInterface,
            Optional<String> outputInterface,
            OptionalInt tos,
            OptionalLong mark,
            OptionalLong markMask,
            OptionalInt ipProtocol,
            Optional<Range> sourcePorts,
            Optional<Range> destinationPorts,
            Optional<Range> users,
            OptionalLong tunnelId) {
        public static final Selector ALL = new Selector(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());

        public Selector {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(inputInterface, "inputInterface");
            Objects.requireNonNull(outputInterface, "outputInterface");
            Objects.requireNonNull(tos, "tos");
            Objects.requireNonNull(mark, "mark");
            Objects.requireNonNull(markMask, "markMask");
            Objects.requireNonNull(ipProtocol, "ipProtocol");
            Objects.requireNonNull(sourcePorts, "sourcePorts");
            Objects.requireNonNull(destinationPorts, "destinationPorts");
            Objects.requireNonNull(users, "users");
            Objects.requireNonNull(tunnelId, "tunnelId");
        }
    }

    /**
     * Numbers from first to last, both included.
     *
     * @param first 0 or more
     * @param last not below first
     */
    public record Range(long first, long last) {}
}
