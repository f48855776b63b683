// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.Prefix;
import io.mainstay.api.model.vrrp.VirtualRoute;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** Values that addresses, routes and rules have in common. */
final class RoutingWords {
    private RoutingWords() {}

    static int field(Line line, Word option, Context context) {
        return line.value(
                        option,
                        "a number from 0 to 255 such as 0x10, or a known name",
                        t -> named(t, context.names.fields(), 255))
                .map(Long::intValue)
                .orElse(0);
    }

    static long table(Line line, Word option, Context context) {
        return line.value(
                        option,
                        "the number or name of a routing table",
                        t -> named(t, context.names.tables(), 0xffff_ffffL))
                .map(n -> n == 0 ? VirtualRoute.MAIN : n)
                .orElse(VirtualRoute.MAIN);
    }

    static int realms(Line line, Word option, Context context) {
        return line.value(option, "a realm, or two such as 1/2", text -> {
                    int slash = text.indexOf('/');
                    Optional<Long> first =
                            slash < 0 ? Optional.of(0L) : named(text.substring(0, slash), context.names.realms(), 255);
                    Optional<Long> second = named(text.substring(slash + 1), context.names.realms(), 255);
                    return first.flatMap(a -> second.map(b -> (int) (a << 16 | b)));
                })
                .orElse(0);
    }

    /** A network, or a single address. */
    static Optional<Prefix> prefix(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = Line.address(slash < 0 ? text : text.substring(0, slash));
        return address.flatMap(a -> {
            int bits = a.getAddress().length * 8;
            Optional<Long> length = slash < 0 ? Optional.of((long) bits) : Values.integer(text.substring(slash + 1));
            return length.filter(n -> n >= 0 && n <= bits).map(n -> new Prefix(a, n.intValue()));
        });
    }

    static Prefix everything(boolean ipv6) {
        return new Prefix(Line.address(ipv6 ? "::" : "0.0.0.0").orElseThrow(), 0);
    }

    /** A number, or a name of it. */
    static Optional<Long> named(String text, Map<String, Long> names, long max) {
        return Optional.ofNullable(names.get(text)).or(() -> Line.number(text)).filter(n -> n >= 0 && n <= max);
    }

    static Optional<String> group(Line line, Word option, Context context) {
        return line.value(
                option,
                "the name of a track_group",
                text -> context.trackGroups.contains(text) ? Optional.of(text) : Optional.empty());
    }
}
