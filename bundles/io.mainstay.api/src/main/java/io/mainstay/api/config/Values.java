// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import io.mainstay.api.model.Endpoint;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/**
 * The value syntaxes of keepalived.conf, as pure functions from a word to a value. Empty means "not of this form"; what
 * was expected is for the caller to say. No function looks a name up.
 */
public final class Values {
    private Values() {}

    /** {@code on true yes} and {@code off false no}, lower case only. */
    public static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "on", "true", "yes" -> Optional.of(true);
            case "off", "false", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A decimal whole number without trailing characters. */
    public static Optional<Long> integer(String text) {
        int digits = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (text.length() == digits || text.length() - digits > 18) {
            return Optional.empty();
        }
        for (int i = digits; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        return Optional.of(Long.parseLong(text));
    }

    /** Decimal seconds, such as {@code 5}, {@code 0.25} or {@code 1.5}; finer than a microsecond is cut off. */
    public static Optional<Duration> timer(String text) {
        Optional<Long> whole = integer(text);
        if (whole.isPresent()) {
            return whole.get() < 0 || whole.get() > Integer.MAX_VALUE
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(whole.get()));
        }
        if (text.length() > 20 || !text.matches("[0-9]*\\.[0-9]*") || text.equals(".")) {
            return Optional.empty();
        }
        BigDecimal micros = new BigDecimal(text.startsWith(".") ? "0" + text : text).movePointRight(6);
        if (micros.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE).movePointRight(6)) > 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(micros.longValue() * 1000));
    }

    /** An IPv4 dotted quad or an IPv6 literal, optionally with a {@code %scope}. Never a name. */
    public static Optional<InetAddress> address(String text) {
        Optional<InetAddress> ipv4 = ipv4(text);
        if (ipv4.isPresent()) {
            return ipv4;
        }
        if (text.indexOf(':') < 0 || !text.matches("[0-9a-fA-F:.]+(%[A-Za-z0-9_.-]+)?")) {
            return Optional.empty();
        }
        return literal(text);
    }

    private static Optional<InetAddress> ipv4(String text) {
        byte[] bytes = new byte[4];
        int dots = 0;
        int value = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                value = (value < 0 ? 0 : value * 10) + (c - '0');
                if (value > 255) {
                    return Optional.empty();
                }
            } else if (c == '.' && value >= 0 && dots < 3) {
                bytes[dots++] = (byte) value;
                value = -1;
            } else {
                return Optional.empty();
            }
        }
        if (dots != 3 || value < 0) {
            return Optional.empty();
        }
        bytes[3] = (byte) value;
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of four bytes", e);
        }
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.getByName(text)); // a literal by now: no look-up happens
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** A port, 1 to 65535. */
    public static Optional<Integer> port(String text) {
        return integer(text).filter(n -> n >= 1 && n <= 65535).map(Long::intValue);
    }

    /** {@code 10.0.0.1:80}, {@code [2001:db8::1]:80}, or a bare address, which gets port 0. */
    public static Optional<Endpoint> endpoint(String text) {
        Optional<InetAddress> bare = address(text);
        if (bare.isPresent()) {
            return bare.map(a -> new Endpoint(a, 0));
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            return Optional.empty();
        }
        Optional<Integer> port = port(text.substring(colon + 1));
        return address(host).flatMap(a -> port.map(p -> new Endpoint(a, p)));
    }
}
