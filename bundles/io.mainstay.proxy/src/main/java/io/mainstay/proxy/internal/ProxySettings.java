// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import io.mainstay.proxy.internal.service.TcpFront;
import io.mainstay.proxy.internal.udp.UdpFront;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator may set about this plane, by framework properties:
 *
 * <ul>
 *   <li>{@code mainstay.proxy.transport}: {@code auto} (the default), {@code epoll} or {@code nio}
 *   <li>{@code mainstay.proxy.threads}: event loops; as many as there are processors by default
 *   <li>{@code mainstay.proxy.splice-from}: bytes moved in one go from which on a connection is spliced in the kernel;
 *       {@code never} for not at all
 *   <li>{@code mainstay.proxy.connect-timeout}: seconds for one connection attempt; three times that for all of one client
 *   <li>{@code mainstay.proxy.udp-idle}: seconds after which a silent UDP flow ends
 * </ul>
 *
 * @param transport which sockets
 * @param threads event loops
 * @param tcp for TCP services
 * @param udp for UDP services
 */
public record ProxySettings(TransportChoice transport, int threads, TcpFront.Settings tcp, UdpFront.Settings udp) {
    private static final Logger LOG = LoggerFactory.getLogger(ProxySettings.class);
    private static final String PREFIX = "mainstay.proxy.";

    /** Which transport is wanted. */
    public enum TransportChoice {
        AUTO,
        EPOLL,
        NIO
    }

    public static final ProxySettings DEFAULT = new ProxySettings(
            TransportChoice.AUTO,
            Runtime.getRuntime().availableProcessors(),
            TcpFront.Settings.DEFAULT,
            UdpFront.Settings.DEFAULT);

    /** Reads the properties; one that cannot be understood is named in the log and left at its default. */
    public static ProxySettings from(UnaryOperator<String> properties) {
        long attempt =
                number(properties, "connect-timeout", DEFAULT.tcp.attempt().toSeconds(), 1, 3600);
        String splice = properties.apply(PREFIX + "splice-from");
        long spliceFrom = "never".equals(splice)
                ? Long.MAX_VALUE
                : number(properties, "splice-from", DEFAULT.tcp.spliceFrom(), 0, Long.MAX_VALUE);
        return new ProxySettings(
                transport(properties.apply(PREFIX + "transport")),
                (int) number(properties, "threads", DEFAULT.threads, 1, 256),
                new TcpFront.Settings(
                        DEFAULT.tcp.backlog(),
                        Duration.ofSeconds(attempt),
                        Duration.ofSeconds(3 * attempt),
                        spliceFrom),
                new UdpFront.Settings(
                        Duration.ofSeconds(number(
                                properties, "udp-idle", DEFAULT.udp.idle().toSeconds(), 1, 86400)),
                        DEFAULT.udp.flows()));
    }

    private static TransportChoice transport(String value) {
        if (value == null || value.isBlank()) {
            return TransportChoice.AUTO;
        }
        try {
            return TransportChoice.valueOf(value.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            LOG.warn("{}transport is '{}', expected auto, epoll or nio; auto is used", PREFIX, value);
            return TransportChoice.AUTO;
        }
    }

    private static long number(UnaryOperator<String> properties, String name, long standard, long least, long most) {
        String value = properties.apply(PREFIX + name);
        if (value == null || value.isBlank()) {
            return standard;
        }
        try {
            long number = Long.parseLong(value.trim());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        LOG.warn(
                "{}{} is '{}', expected a number from {} to {}; {} is used",
                PREFIX,
                name,
                value,
                least,
                most,
                standard);
        return standard;
    }
}
