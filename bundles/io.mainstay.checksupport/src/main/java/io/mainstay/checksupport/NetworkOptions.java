// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.option.Given;
import io.mainstay.api.option.OptionSchema;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

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

    private static final OptionSchema<ConnectionOptions> DECLARED = OptionSchema.of(ConnectionOptions.class);

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
     * From declared options; what is not given comes from the target.
     *
     * @param given where problems are reported; the value is good only if there are none
     */
    public static NetworkOptions of(ConnectionOptions options, CheckTarget target, Given given) {
        return of(options, target, 0, given);
    }

    /** As {@link #of(ConnectionOptions, CheckTarget, Given)}, with a port for real servers that have none. */
    public static NetworkOptions of(ConnectionOptions options, CheckTarget target, int defaultPort, Given given) {
        return within(options, defaults(target, defaultPort), given);
    }

    /** As {@link #of(ConnectionOptions, CheckTarget, Given)}, for a block within the check's: the rest comes from there. */
    public static NetworkOptions within(ConnectionOptions options, NetworkOptions outer, Given given) {
        return of(options.address(), options.ports(), true, options.close().orElse(outer.close), outer, given);
    }

    /** As {@link #of(ConnectionOptions, CheckTarget, int, Given)}, for datagrams. */
    public static NetworkOptions of(DatagramOptions options, CheckTarget target, int defaultPort, Given given) {
        NetworkOptions outer = defaults(target, defaultPort);
        return of(options.address(), options.ports(), true, outer.close, outer, given);
    }

    /** As {@link #of(DatagramOptions, CheckTarget, int, Given)}, for a protocol without ports. */
    public static NetworkOptions of(AddressOptions options, CheckTarget target, Given given) {
        NetworkOptions outer = defaults(target, 0);
        return of(options, PortOptions.NONE, false, outer.close, outer, given);
    }

    /**
     * For a checker that declares only these of its options, and reads the others itself.
     *
     * @param options gets what is wrong; the value is good only if there was nothing
     */
    public static NetworkOptions read(BlockReader options, CheckTarget target) {
        return DECLARED.read(options)
                .map(declared -> of(declared, target, new Given(options)))
                .orElseGet(() -> defaults(target, 0));
    }

    private static NetworkOptions defaults(CheckTarget target, int defaultPort) {
        Endpoint endpoint = target.endpoint();
        return to(endpoint.port() == 0 ? endpoint.withPort(defaultPort) : endpoint, target.connectTimeout());
    }

    private static NetworkOptions of(
            AddressOptions options,
            PortOptions portOptions,
            boolean ports,
            CloseMode close,
            NetworkOptions outer,
            Given given) {
        if (ports
                && outer.remote.getPort() != 0
                && close == outer.close
                && options.equals(AddressOptions.NONE)
                && portOptions.equals(PortOptions.NONE)) {
            return outer; // most checks of a large configuration
        }
        InetAddress address = options.connectIp().orElse(outer.remote.getAddress());
        int port = ports ? portOptions.connectPort().orElse(outer.remote.getPort()) : 0;
        if (ports && port == 0) {
            given.error(
                    "connect_port", "'" + given.node().name() + "' needs 'connect_port': the real server has no port");
        }
        Endpoint remote = new Endpoint(address, port);
        return new NetworkOptions(
                remote.toSocketAddress(),
                ports ? remote.toString() : AddressText.of(address),
                local(options.bindto(), portOptions.bindPort(), remote, outer.local, ports, given),
                options.bindIf().orElse(outer.bindIf),
                options.fwmark().orElse(outer.fwmark),
                options.connectTimeout().orElse(outer.connectTimeout),
                close);
    }

    private static Optional<InetSocketAddress> local(
            Optional<InetAddress> bindto,
            OptionalInt bindPort,
            Endpoint remote,
            Optional<InetSocketAddress> outer,
            boolean ports,
            Given given) {
        int port = bindPort.orElse(outer.map(InetSocketAddress::getPort).orElse(0));
        if (bindto.isPresent() && bindto.get() instanceof Inet6Address != remote.isIpv6()) {
            given.error(
                    "bindto",
                    "'bindto' is of another address family than "
                            + (ports ? remote.toString() : AddressText.of(remote.address()))
                            + ", which the check connects to");
        }
        // An inherited address of the other family cannot be meant for this target.
        Optional<InetAddress> address = bindto.or(() -> outer.map(InetSocketAddress::getAddress)
                .filter(inherited -> inherited instanceof Inet6Address == remote.isIpv6()));
        if (address.isEmpty() && port == 0) {
            return Optional.empty();
        }
        return Optional.of(new InetSocketAddress(address.orElseGet(() -> anyAddress(remote.isIpv6())), port));
    }

    private static InetAddress anyAddress(boolean ipv6) {
        try {
            return InetAddress.getByAddress(new byte[ipv6 ? 16 : 4]);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // both lengths are right
        }
    }

    /** Whether the socket is an IPv6 one. */
    public boolean isIpv6() {
        return !(remote.getAddress() instanceof Inet4Address);
    }
}
