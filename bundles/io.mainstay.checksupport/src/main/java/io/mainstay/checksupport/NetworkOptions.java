// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Position;
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
        InetAddress address =
                options.address("connect_ip").orElse(target.endpoint().address());
        int port = options.port("connect_port").orElse(target.endpoint().port());
        if (port == 0 && options.block().all("connect_port").isEmpty()) {
            options.error(
                    DiagnosticKind.MISSING_PARAMETER,
                    options.block().at(),
                    "'" + options.block().name() + "' needs 'connect_port': the real server has no port");
        }
        Endpoint remote = new Endpoint(address, port);
        Optional<InetSocketAddress> local = local(options, remote);
        return new NetworkOptions(
                remote.toSocketAddress(),
                remote.toString(),
                local,
                options.value("bind_if", "an interface name", NetworkOptions::interfaceName)
                        .orElse(""),
                options.integer("fwmark", 1, Integer.MAX_VALUE).orElse(0),
                options.timer("connect_timeout", SHORTEST, LONGEST).orElse(target.connectTimeout()),
                options.choice("close", Map.of("reset", CloseMode.RESET, "fin", CloseMode.FIN))
                        .orElse(CloseMode.RESET));
    }

    private static Optional<InetSocketAddress> local(BlockReader options, Endpoint remote) {
        Optional<InetAddress> address = options.address("bindto");
        int port = options.port("bind_port").orElse(0);
        if (address.isPresent() && address.get() instanceof Inet6Address != remote.isIpv6()) {
            options.error(
                    DiagnosticKind.GENERAL,
                    valueAt(options, "bindto"),
                    "'bindto' is of another address family than " + remote + ", which the check connects to");
        }
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
