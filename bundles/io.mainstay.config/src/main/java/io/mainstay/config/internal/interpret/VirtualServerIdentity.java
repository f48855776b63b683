// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.config.Values;
import io.mainstay.api.config.Word;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which virtual server a block is about: what its first line and its {@code protocol} say.
 *
 * @param reader of its block
 * @param name its name in the desired state
 * @param protocol transport
 * @param services what it consists of
 * @param address the words that give the services, as configured
 */
record VirtualServerIdentity(
        BlockReader reader, String name, Protocol protocol, List<ServiceKey> services, List<Word> address) {
    private static final Map<String, Protocol> PROTOCOLS =
            Map.of("TCP", Protocol.TCP, "UDP", Protocol.UDP, "SCTP", Protocol.SCTP);

    /** Reads the identity; empty when the first line is wrong, which has been reported. */
    static Optional<VirtualServerIdentity> read(BlockReader reader, Map<String, VirtualServerGroup> groups) {
        ConfigNode block = reader.block();
        Optional<Protocol> protocol = reader.choice("protocol", PROTOCOLS);
        Optional<Boolean> ipv6 = reader.choice("ip_family", Map.of("inet", false, "inet6", true));
        List<Word> words = block.arguments();
        String first = words.isEmpty() ? "" : words.get(0).text();
        switch (first) {
            case "fwmark" -> {
                return ofFwmark(reader, protocol, ipv6);
            }
            case "group" -> {
                return ofGroup(reader, groups, protocol, ipv6);
            }
            default -> {
                return reader.endpoint(block).map(endpoint -> {
                    Protocol transport = orUdp(reader, protocol);
                    return new VirtualServerIdentity(
                            reader,
                            lower(transport) + "/" + endpoint,
                            transport,
                            List.of(new ServiceKey.Address(transport, endpoint)),
                            words);
                });
            }
        }
    }

    private static Optional<VirtualServerIdentity> ofFwmark(
            BlockReader reader, Optional<Protocol> protocol, Optional<Boolean> family) {
        ConfigNode block = reader.block();
        reader.rejectSurplus(block, 2);
        if (protocol.isPresent()) {
            Position at = Statements.valueAt(reader, "protocol").orElse(block.at());
            reader.warning(
                    DiagnosticKind.WARNING,
                    at,
                    "'protocol' has no effect on a virtual server by firewall mark",
                    "the firewall's rules decide what is marked");
        }
        boolean ipv6 = family.orElseGet(() -> reader.block().all("real_server").stream()
                .findFirst()
                .flatMap(server -> server.argument(0))
                .flatMap(word -> Values.address(word.text()))
                .map(address -> new Endpoint(address, 0).isIpv6())
                .orElse(false));
        return Fwmark.read(reader, block, 1)
                .map(mark -> new VirtualServerIdentity(
                        reader,
                        "fwmark/" + mark + (ipv6 ? "/inet6" : ""),
                        protocol.orElse(Protocol.TCP),
                        List.of(new ServiceKey.Fwmark(mark, ipv6)),
                        block.arguments()));
    }

    private static Optional<VirtualServerIdentity> ofGroup(
            BlockReader reader,
            Map<String, VirtualServerGroup> groups,
            Optional<Protocol> protocol,
            Optional<Boolean> ipv6) {
        ConfigNode block = reader.block();
        reader.rejectSurplus(block, 2);
        if (block.arguments().size() < 2) {
            reader.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    block.arguments().get(0).at(),
                    "'virtual_server group' needs a group's name");
            return Optional.empty();
        }
        Word name = block.arguments().get(1);
        VirtualServerGroup group = groups.get(name.text());
        if (group == null) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    name.at(),
                    "there is no virtual_server_group '" + name + "'",
                    groups.isEmpty() ? "define it" : "there are: " + String.join(", ", groups.keySet()));
            return Optional.empty();
        }
        if (group.members().isEmpty()) {
            return Optional.empty(); // said at the group
        }
        boolean marksOnly = group.members().stream().allMatch(ServiceKey.Fwmark.class::isInstance);
        Protocol transport = marksOnly ? protocol.orElse(Protocol.TCP) : orUdp(reader, protocol);
        // A group may be used twice, once for each address family.
        List<ServiceKey> services = group.services(transport).stream()
                .filter(key -> ipv6.isEmpty() || isIpv6(key) == ipv6.get())
                .toList();
        if (services.isEmpty()) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    name.at(),
                    "the group '" + name + "' has no member of the virtual server's ip_family",
                    "add one, or remove 'ip_family'");
            return Optional.empty();
        }
        String family = services.size() < group.members().size() && ipv6.orElse(false) ? "/inet6" : "";
        return Optional.of(new VirtualServerIdentity(
                reader, lower(transport) + "/group/" + name + family, transport, services, block.arguments()));
    }

    private static boolean isIpv6(ServiceKey key) {
        return key instanceof ServiceKey.Address address
                ? address.endpoint().isIpv6()
                : ((ServiceKey.Fwmark) key).ipv6();
    }

    private static Protocol orUdp(BlockReader reader, Optional<Protocol> protocol) {
        // A wrong protocol has been reported already.
        if (protocol.isEmpty() && reader.nodes("protocol").isEmpty()) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.block().at(),
                    "no 'protocol' is given; UDP is used, as in keepalived",
                    "add 'protocol TCP' or 'protocol UDP'");
        }
        return protocol.orElse(Protocol.UDP);
    }

    private static String lower(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    boolean isFwmark() {
        return services.stream().allMatch(ServiceKey.Fwmark.class::isInstance);
    }

    /** The port that all services have; 0 when they differ or have none. */
    int port() {
        int port = -1;
        for (ServiceKey service : services) {
            int other = service instanceof ServiceKey.Address address
                    ? address.endpoint().port()
                    : 0;
            if (port >= 0 && port != other) {
                return 0;
            }
            port = other;
        }
        return Math.max(port, 0);
    }

    boolean listensOnAnyPort() {
        return services.stream()
                .anyMatch(s -> s instanceof ServiceKey.Address a && a.endpoint().port() == 0);
    }

    /** Whether there are services of this address family. */
    boolean hasFamily(boolean ipv6) {
        return services.stream()
                .anyMatch(s -> s instanceof ServiceKey.Address a
                        ? a.endpoint().isIpv6() == ipv6
                        : s instanceof ServiceKey.Fwmark f && f.ipv6() == ipv6);
    }

    /** All that a reference to this virtual server may say, in the form of {@link #reference}. */
    List<String> references() {
        String first = address.isEmpty() ? "" : address.get(0).text();
        if (address.size() > 1 && (first.equals("fwmark") || first.equals("group"))) {
            return List.of(name, first + " " + address.get(1));
        }
        return services.size() == 1 && services.get(0) instanceof ServiceKey.Address a
                ? List.of(name, a.endpoint().toString())
                : List.of(name);
    }

    /** A reference as configured ({@code IP [port]}, {@code fwmark N}, {@code group NAME}, or a name) in one form. */
    static String reference(List<Word> words) {
        Optional<Endpoint> endpoint = Values.address(words.get(0).text())
                .flatMap(a -> words.size() == 1
                        ? Optional.of(new Endpoint(a, 0))
                        : Values.port(words.get(1).text()).map(p -> new Endpoint(a, p)));
        return endpoint.filter(e -> words.size() <= 2)
                .map(Endpoint::toString)
                .orElseGet(() -> String.join(" ", words.stream().map(Word::text).toList()));
    }

    /**
     * Stands in for a virtual server whose first line is wrong, so that its block and its checks can be judged all the
     * same: the state has an error then and never becomes current.
     */
    static VirtualServerIdentity unusable(BlockReader reader, int ordinal) {
        return new VirtualServerIdentity(
                reader, "?" + ordinal, Protocol.TCP, List.of(), reader.block().arguments());
    }
}
