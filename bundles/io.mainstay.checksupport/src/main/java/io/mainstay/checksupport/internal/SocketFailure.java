// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.netty.channel.unix.Errors;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What a failed system call, or a failed handshake, says about the target: that it is bad, or nothing, because the problem
 * is this host's own (spec 3.2 point 8; "network unreachable" counts as a failure there and here). Pure.
 */
final class SocketFailure {
    private static final Pattern ERRNO = Pattern.compile("error\\(-(\\d+)\\)");

    /** What the C library, and so Java NIO, says for them. */
    private static final Map<String, Integer> TEXTS = Map.ofEntries(
            Map.entry("Connection refused", 111),
            Map.entry("Connection reset", 104),
            Map.entry("Broken pipe", 32),
            Map.entry("Connection timed out", 110),
            Map.entry("No route to host", 113),
            Map.entry("Network is unreachable", 101),
            Map.entry("Cannot assign requested address", 99),
            Map.entry("Address already in use", 98),
            Map.entry("Too many open files", 24),
            Map.entry("Permission denied", 13),
            Map.entry("Operation not permitted", 1),
            Map.entry("Invalid argument", 22),
            Map.entry("Address family not supported", 97));

    private SocketFailure() {}

    /** From a Linux errno; the numbers are the same on all architectures that Netty's native library exists for. */
    static ProbeResult of(int errno, Stage stage, String peer) {
        return switch (errno) {
            case 111 -> failed(FailReason.REFUSED, peer + " refused the connection");
            case 104, 32 -> reset(stage, peer);
            case 103 -> failed(FailReason.RESET, "the connection to " + peer + " was aborted");
            case 110 ->
                failed(FailReason.TIMEOUT, "no answer from " + peer + " in " + stage.text + " (kernel's time-out)");
            case 113, 112 -> failed(FailReason.UNREACHABLE, "no route to host " + peer);
            case 101, 100 -> failed(FailReason.UNREACHABLE, "network unreachable for " + peer);
            case 99 ->
                ProbeResult.broken("no local address or port for a connection to " + peer
                        + " (EADDRNOTAVAIL): check 'bindto', or net.ipv4.ip_local_port_range if many probes run");
            case 98 ->
                ProbeResult.broken("the local address and port for " + peer
                        + " are in use (EADDRINUSE): an earlier connection from 'bind_port' may not be over yet");
            case 24, 23 ->
                ProbeResult.broken("no file descriptor left for a connection to " + peer + " (errno " + errno
                        + "): raise the limit (LimitNOFILE, ulimit -n)");
            case 1, 13 ->
                ProbeResult.broken(
                        "this host does not permit the connection to " + peer + " (errno " + errno
                                + "): 'fwmark', 'bind_if' and low bind ports need privileges; a local firewall answers so, too");
            case 19 -> ProbeResult.broken("the interface of 'bind_if' does not exist (ENODEV)");
            case 97 -> ProbeResult.broken("this host has no sockets of " + peer + "'s address family (EAFNOSUPPORT)");
            case 22 ->
                ProbeResult.broken("the kernel does not accept " + peer
                        + " (EINVAL): a link-local address needs its interface, as in fe80::1%eth0");
            case 105, 12 -> ProbeResult.broken("the kernel has no memory for a connection to " + peer);
            default -> failed(FailReason.OTHER, "errno " + errno + " in " + stage.text + " with " + peer);
        };
    }

    /**
     * From an exception of a datagram socket. Once it is connected, what would be this host's fault with a connection is what
     * an ICMP error says of the peer, or of the way there.
     */
    static ProbeResult ofDatagram(Throwable problem, Stage stage, String peer) {
        if (problem instanceof EchoWire.Unavailable) {
            return ProbeResult.broken(problem.getMessage(), problem);
        }
        int errno = errno(problem);
        if (stage != Stage.CONNECTING) {
            switch (errno) {
                case 111:
                    return failed(FailReason.REFUSED, "nobody listens at " + peer + " (ICMP port unreachable)");
                case 13, 71, 92:
                    return failed(FailReason.UNREACHABLE, peer + " is not to be reached (ICMP, errno " + errno + ")");
                case 90:
                    return ProbeResult.broken("the datagram is too long for the way to " + peer + " (EMSGSIZE)");
                default:
                    break;
            }
        }
        if (problem instanceof java.net.PortUnreachableException) {
            return failed(FailReason.REFUSED, "nobody listens at " + peer + " (ICMP port unreachable)");
        }
        return of(problem, stage, peer);
    }

    /** From an exception of the transport. */
    static ProbeResult of(Throwable problem, Stage stage, String peer) {
        int errno = errno(problem);
        if (errno != 0) {
            return of(errno, stage, peer);
        }
        if (problem instanceof SSLException || problem.getCause() instanceof SSLException) {
            return tls(problem, peer);
        }
        return problem instanceof IOException
                ? failed(FailReason.OTHER, problem.getMessage() + " in " + stage.text + " with " + peer)
                : ProbeResult.broken("defect in " + stage.text + " with " + peer + ": " + problem, problem);
    }

    /** The peer's reset: of the connection, or, seen late, of the attempt. */
    private static ProbeResult reset(Stage stage, String peer) {
        return failed(FailReason.RESET, peer + " reset the connection in " + stage.text);
    }

    private static ProbeResult tls(Throwable problem, String peer) {
        Throwable cause = problem instanceof SSLException ? problem : problem.getCause();
        if (cause instanceof NotSslRecordException) {
            return failed(FailReason.TLS, peer + " does not speak TLS");
        }
        // The innermost message is the one that names the certificate's fault.
        Throwable innermost = cause;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        return failed(FailReason.TLS, "TLS with " + peer + " failed: " + innermost.getMessage());
    }

    /** 0 when there is none to be found. */
    private static int errno(Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (t instanceof Errors.NativeIoException known) {
                return Math.abs(known.expectedErr());
            }
            if (t instanceof IOException) {
                int said = saidErrno(String.valueOf(t.getMessage()));
                if (said != 0) {
                    return said;
                }
            }
        }
        return 0;
    }

    private static int saidErrno(String message) {
        // Netty's exception for connect() keeps the number to itself, but says it.
        Matcher number = ERRNO.matcher(message);
        if (number.find()) {
            return Integer.parseInt(number.group(1));
        }
        for (Map.Entry<String, Integer> text : TEXTS.entrySet()) {
            if (message.contains(text.getKey())) {
                return text.getValue();
            }
        }
        return 0;
    }

    private static ProbeResult failed(FailReason reason, String detail) {
        return ProbeResult.failed(reason, detail);
    }
}
