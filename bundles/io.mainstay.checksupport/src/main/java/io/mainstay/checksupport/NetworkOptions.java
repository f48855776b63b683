// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.Endpoint;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a probe connects to and how: the options that all network checkers have (spec 2.14).
 *
 * @param remote what is connected to
 * @param remoteText {@code remote} as an operator writes it
 * @param local what the socket is bound to; empty means that the kernel chooses
 * @param bindIf interface that the socket is bound to; empty for none
 * @param fwmark mark of the packets; 0 for none
 * @param connectTimeout the limit of each step
 * @param close how the connection is ended
 */
public record NetworkOptions(
        InetSocketAddress remote,
        String remoteText,
        Optional<InetSocketAddress> local,
        String bindIf,
        int fwmark,
        Duration connectTimeout,
        CloseMode close) {
    private static final Duration SHORTEST = Duration.ofNanos(1000);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int INTERFACE_NAME_LIMIT = 15;

    public NetworkOptions {
        Objects.requireNonNull(remote, "remote");
        Objects.requireNonNull(remoteText, "remoteText");
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(bindIf, "bindIf");
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(close, "close");
    }

    /** Plain TCP to an endpoint, everything else by default. */
    public static NetworkOptions to(Endpoint endpoint, Duration connectTimeout) {
        return new NetworkOptions(
                endpoint.toSocketAddress(),
                endpoint.toString(),
                Optional.empty(),
                "",
                0,
                connectTimeout,
                CloseMode.RESET);
    }

    /**
     * Reads {@code connect_ip connect_port bindto bind_port bind_if fwmark connect_timeout close}; what is not given comes
     * from the target. Problems are reported to {@code options}; the value is good only if there were none.
     */
    public static NetworkOptions read(BlockReader options, CheckTarget target) {
        return read(options, defaults(target, 0), true, true);
    }

    /** As {@link #read(BlockReader, CheckTarget)}, with a port for real servers that have none. */
    public static NetworkOptions read(BlockReader options, CheckTarget target, int defaultPort) {
        return read(options, defaults(target, defaultPort), true, true);
    }

    /** As {@link #read(BlockReader, CheckTarget)}, for a block within the check's: what is not given comes from there. */
    public static NetworkOptions readWithin(BlockReader options, NetworkOptions outer) {
        return read(options, outer, true, true);
    }

    /** As {@link #read(BlockReader, CheckTarget, int)}, for datagrams: there is no {@code close}. */
    public static NetworkOptions readDatagram(BlockReader options, CheckTarget target, int defaultPort) {
        return read(options, defaults(target, defaultPort), true, false);
    }

    /**
     * As {@link #readDatagram}, for a protocol without ports: {@code connect_port} and {@code bind_port} are accepted, and
     * reported as of no effect.
     */
    public static NetworkOptions readWithoutPort(BlockReader options, CheckTarget target) {
        for (String keyword : new String[] {"connect_port", "bind_port"}) {
            if (options.port(keyword).isPresent()) {
                options.warning(
                        DiagnosticKind.WARNING,
                        options.block().all(keyword).get(0).at(),
                        "'" + keyword + "' has no effect on '" + options.block().name() + "', which has no ports",
                        "remove it");
            }
        }
        return read(options, defaults(target, 0), false, false);
    }

    private static NetworkOptions defaults(CheckTarget target, int defaultPort) {
        Endpoint endpoint = target.endpoint();
        return to(endpoint.port() == 0 ? endpoint.withPort(defaultPort) : endpoint, target.connectTimeout());
    }

    private static NetworkOptions read(BlockReader options, NetworkOptions outer, boolean ports, boolean connection) {
        InetAddress address = options.address("connect_ip").orElse(outer.remote.getAddress());
        int port = ports ? port(options, outer.remote.getPort()) : 0;
        Endpoint remote = new Endpoint(address, port);
        return new NetworkOptions(
                remote.toSocketAddress(),
                ports ? remote.toString() : AddressText.of(address),
                local(options, remote, outer.local, ports),
                options.value("bind_if", "an interface name", NetworkOptions::interfaceName)
                        .orElse(outer.bindIf),
                options.integer("fwmark", 1, Integer.MAX_VALUE).orElse(outer.fwmark),
                options.timer("connect_timeout", SHORTEST, LONGEST).orElse(outer.connectTimeout),
                connection ? close(options, outer.close) : outer.close);
    }

    private static int port(BlockReader options, int outer) {
        int port = options.port("connect_port").orElse(outer);
        if (port == 0 && options.block().all("connect_port").isEmpty()) {
            options.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    options.block().at(),
                    "'" + options.block().name() + "' needs 'connect_port': the real server has no port");
        }
        return port;
    }

    private static CloseMode close(BlockReader options, CloseMode outer) {
        return options.choice("close", Map.of("reset", CloseMode.RESET, "fin", CloseMode.FIN))
                .orElse(outer);
    }

    private static Optional<InetSocketAddress> local(
            BlockReader options, Endpoint remote, Optional<InetSocketAddress> outer, boolean ports) {
        Optional<InetAddress> given = options.address("bindto");
        Optional<Integer> givenPort = ports ? options.port("bind_port") : Optional.empty();
        int port = givenPort.orElse(outer.map(InetSocketAddress::getPort).orElse(0));
        if (given.isPresent() && given.get() instanceof Inet6Address != remote.isIpv6()) {
            options.error(
                    DiagnosticKind.GENERAL,
                    valueAt(options, "bindto"),
                    "'bindto' is of another address family than "
                            + (ports ? remote.toString() : AddressText.of(remote.address()))
                            + ", which the check connects to");
        }
        // An inherited address of the other family cannot be meant for this target.
        Optional<InetAddress> address = given.or(() -> outer.map(InetSocketAddress::getAddress)
                .filter(inherited -> inherited instanceof Inet6Address == remote.isIpv6()));
        if (address.isEmpty() && port == 0) {
            return Optional.empty();
        }
        return Optional.of(new InetSocketAddress(address.orElseGet(() -> anyAddress(remote.isIpv6())), port));
    }

    private static Position valueAt(BlockReader options, String keyword) {
        List<ConfigNode> given = options.block().all(keyword);
        ConfigNode node = given.get(given.size() - 1);
        return node.argument(0).map(word -> word.at()).orElse(node.at());
    }

    private static InetAddress anyAddress(boolean ipv6) {
        try {
            return InetAddress.getByAddress(new byte[ipv6 ? 16 : 4]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // both lengths are right
        }
    }

    private static Optional<String> interfaceName(String text) {
        boolean good = !text.isEmpty()
                && text.getBytes(StandardCharsets.UTF_8).length <= INTERFACE_NAME_LIMIT
                && text.indexOf('/') < 0
                && text.chars().noneMatch(c -> c <= ' ');
        return good ? Optional.of(text) : Optional.empty();
    }

    /** Whether the socket is an IPv6 one. */
    public boolean isIpv6() {
        return !(remote.getAddress() instanceof Inet4Address);
    }
}
