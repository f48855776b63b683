// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Values;
import io.mainstay.api.model.Persistence;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code persistence_timeout}, {@code persistence_granularity} and {@code persistence_engine}. */
final class PersistenceStatements {
    private static final int DEFAULT_SECONDS = 360;
    private static final Map<String, String> ENGINES = Map.of("sip", "sip");

    /** Leading bits of an address; at most one of the two is set. */
    private record Granularity(Optional<Integer> ipv4, Optional<Integer> ipv6) {
        private static final Granularity HOST = new Granularity(Optional.empty(), Optional.empty());
    }

    private PersistenceStatements() {}

    static Optional<Persistence> read(BlockReader reader, PlaneCheck plane, VirtualServerIdentity identity) {
        Optional<Integer> seconds = timeout(reader);
        boolean ipv4 = identity.hasFamily(false);
        Granularity granularity = reader.value(
                        "persistence_granularity",
                        "a mask such as 255.255.255.0, or a prefix length (1 to " + (ipv4 ? 32 : 128) + ")",
                        text -> granularity(text, ipv4))
                .orElse(Granularity.HOST);
        Optional<String> engine = reader.choice("persistence_engine", ENGINES);
        engine.ifPresent(e -> plane.persistenceEngine(
                e, Statements.valueAt(reader, "persistence_engine").orElseThrow()));
        if (seconds.isEmpty() && identity.listensOnAnyPort()) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.block().at(),
                    "a virtual server for all ports needs persistence; 'persistence_timeout " + DEFAULT_SECONDS
                            + "' is used",
                    "give a port, or set 'persistence_timeout'");
            seconds = Optional.of(DEFAULT_SECONDS);
        }
        if (seconds.isEmpty()) {
            withoutTimeout(reader, "persistence_granularity");
            withoutTimeout(reader, "persistence_engine");
        }
        return seconds.map(s -> new Persistence(
                Duration.ofSeconds(s),
                granularity.ipv4().orElse(32),
                granularity.ipv6().orElse(128),
                engine.orElse("")));
    }

    private static void withoutTimeout(BlockReader reader, String keyword) {
        Optional<Position> at = Statements.valueAt(reader, keyword);
        at.ifPresent(a -> reader.warning(
                DiagnosticKind.WARNING,
                a,
                "'" + keyword + "' has no effect without 'persistence_timeout'",
                "add 'persistence_timeout'"));
    }

    private static Optional<Integer> timeout(BlockReader reader) {
        Optional<ConfigNode> node = reader.node("persistence_timeout");
        if (node.isPresent() && node.get().arguments().isEmpty() && !node.get().hasBlock()) {
            return Optional.of(DEFAULT_SECONDS);
        }
        return node.isEmpty()
                ? Optional.empty()
                : reader.integer("persistence_timeout", 1, (int) Timing.LONGEST.toSeconds());
    }

    private static Optional<Granularity> granularity(String text, boolean ipv4) {
        Optional<Integer> mask =
                Values.address(text).filter(Inet4Address.class::isInstance).flatMap(a -> prefix(a.getAddress()));
        if (mask.isPresent()) {
            return mask.map(m -> new Granularity(Optional.of(m), Optional.empty()));
        }
        return Values.integer(text)
                .filter(n -> n >= 1 && n <= (ipv4 ? 32 : 128))
                .map(Long::intValue)
                .map(n -> ipv4
                        ? new Granularity(Optional.of(n), Optional.empty())
                        : new Granularity(Optional.empty(), Optional.of(n)));
    }

    /** Length of a mask whose ones are all in front. */
    private static Optional<Integer> prefix(byte[] mask) {
        int bits = 0;
        for (byte b : mask) {
            bits = bits << 8 | b & 0xff;
        }
        int ones = Integer.numberOfLeadingZeros(~bits);
        return ones > 0 && bits << ones == 0 || ones == 32 ? Optional.of(ones) : Optional.empty();
    }
}
