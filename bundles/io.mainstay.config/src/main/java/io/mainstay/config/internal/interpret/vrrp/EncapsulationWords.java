// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.vrrp.VirtualRoute.Encapsulation;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** {@code encap ip|ip6|mpls|ila …} of a route or a next hop. */
final class EncapsulationWords {
    /** The kernel's tunnel flags, as {@code linux/if_tunnel.h} has them in network order. */
    private static final Map<String, Integer> FLAGS = Map.of("csum", 0x01, "key", 0x04, "seq", 0x08);

    private EncapsulationWords() {}

    /** Reads what follows {@code encap}, up to the first word that is no part of it. */
    static Optional<Encapsulation> read(Line line, Word option) {
        if (!line.hasNext()) {
            line.error(DiagnosticKind.MISSING_PARAMETER, option.at(), "'encap' needs a type: ip, ip6, mpls or ila", "");
            return Optional.empty();
        }
        Word type = line.next();
        return switch (type.text()) {
            case "ip" -> Optional.of(ip(line, type, false));
            case "ip6" -> Optional.of(ip(line, type, true));
            case "mpls" -> mpls(line, type);
            case "ila" ->
                line.value(type, "a locator such as 1:2:3:4", EncapsulationWords::locator)
                        .map(Encapsulation.Ila::new);
            default -> {
                line.error(type.at(), "'" + type + "' is not valid for 'encap': expected ip, ip6, mpls or ila", "");
                yield Optional.empty();
            }
        };
    }

    private static Encapsulation ip(Line line, Word type, boolean ipv6) {
        OptionalLong id = OptionalLong.empty();
        Optional<InetAddress> destination = Optional.empty();
        Optional<InetAddress> source = Optional.empty();
        OptionalInt tos = OptionalInt.empty();
        OptionalInt ttl = OptionalInt.empty();
        int flags = 0;
        Set<String> options = Set.of("id", "dst", "src", "tos", "tc", "ttl", "hoplimit", "csum", "key", "seq");
        while (options.contains(line.peek())) {
            Word word = line.next();
            switch (word.text()) {
                case "id" -> id = line.number(word, 0, Long.MAX_VALUE);
                case "dst" -> destination = address(line, word, ipv6);
                case "src" -> source = address(line, word, ipv6);
                case "tos", "tc" -> tos = line.integer(word, 0, 255);
                case "ttl", "hoplimit" -> ttl = line.integer(word, 0, 255);
                default -> flags |= FLAGS.get(word.text());
            }
        }
        if (id.isEmpty() && destination.isEmpty() && !line.failed()) {
            line.error(type.at(), "'encap " + type + "' needs 'id' or 'dst'", "");
        }
        return new Encapsulation.Ip(ipv6, id, destination, source, tos, ttl, flags);
    }

    private static Optional<InetAddress> address(Line line, Word option, boolean ipv6) {
        return line.value(
                option,
                ipv6 ? "an IPv6 address" : "an IPv4 address",
                text -> Line.address(text).filter(a -> a instanceof Inet6Address == ipv6));
    }

    private static Optional<Encapsulation> mpls(Line line, Word option) {
        Optional<List<Integer>> labels = line.value(option, "labels such as 100/200", text -> {
            List<Integer> found = new ArrayList<>();
            for (String label : text.split("/", -1)) {
                Optional<Long> number = Line.number(label).filter(n -> n >= 0 && n < 1 << 20);
                if (number.isEmpty()) {
                    return Optional.empty();
                }
                found.add(number.get().intValue());
            }
            return Optional.of(found);
        });
        OptionalInt ttl = OptionalInt.empty();
        if (line.peek().equals("ttl")) {
            ttl = line.integer(line.next(), 0, 255);
        }
        OptionalInt time = ttl;
        return labels.map(l -> new Encapsulation.Mpls(l, time));
    }

    private static Optional<Long> locator(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        long locator = 0;
        for (String part : parts) {
            if (!part.matches("[0-9a-fA-F]{1,4}")) {
                return Optional.empty();
            }
            locator = locator << 16 | Long.parseLong(part, 16);
        }
        return Optional.of(locator);
    }
}
