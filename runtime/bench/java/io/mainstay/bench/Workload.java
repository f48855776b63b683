// SPDX-License-Identifier: Apache-2.0
package io.mainstay.bench;

import java.util.Locale;

/** Configurations of the same real servers for every subject. Pure. */
final class Workload {
    private static final int SERVERS_PER_VIRTUAL_SERVER = 100;

    private Workload() {}

    /** How real servers are checked. */
    enum Check {
        NONE,
        TCP,
        HTTP,
        SMTP,
        UDP,
        DNS,
        PING;

        /** What {@code peer} calls it. */
        String mode() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether HAProxy has a check like it. */
        boolean haproxyHas() {
            return this == TCP || this == HTTP || this == SMTP;
        }
    }

    /** The address of real server {@code i}: all of 127.1.0.0 and up, which no listener of the machine uses. */
    static String address(int i) {
        return "127." + (1 + i / 62_500) + "." + (i / 250 % 250) + "." + (1 + i % 250);
    }

    /**
     * keepalived's language: a virtual server of 127.0.0.1 for each hundred real servers, on consecutive ports.
     *
     * @param virtualPort of the first virtual server
     * @param period between two probes of a check, in seconds
     * @param warmup keepalived's keyword; negative for the default
     */
    static String keepalived(int servers, int virtualPort, int port, Check check, int period, int warmup) {
        StringBuilder out = new StringBuilder("global_defs {\n  router_id bench\n}\n");
        for (int first = 0, v = 0; first < servers; first += SERVERS_PER_VIRTUAL_SERVER, v++) {
            out.append("virtual_server 127.0.0.1 ").append(virtualPort + v).append(" {\n");
            out.append("  delay_loop ").append(period).append("\n  lb_algo rr\n  lb_kind NAT\n  protocol TCP\n");
            int end = Math.min(servers, first + SERVERS_PER_VIRTUAL_SERVER);
            for (int i = first; i < end; i++) {
                out.append("  real_server ").append(address(i)).append(' ').append(port);
                out.append(" {\n    weight 1\n").append(check(check, warmup)).append("  }\n");
            }
            out.append("}\n");
        }
        return out.toString();
    }

    private static String check(Check check, int warmup) {
        String common = warmup < 0 ? "" : "      warmup " + warmup + "\n";
        return switch (check) {
            case NONE -> "";
            case SMTP, PING -> "    " + check + "_CHECK {\n      connect_timeout 1\n" + common + "    }\n";
            case UDP -> "    UDP_CHECK {\n      require_reply\n      connect_timeout 1\n" + common + "    }\n";
            case DNS -> "    DNS_CHECK {\n      type A\n      name bench.test\n      connect_timeout 1\n" + common + "    }\n";
            case TCP -> "    TCP_CHECK {\n      connect_timeout 1\n" + common + "    }\n";
            case HTTP ->
                "    HTTP_GET {\n      url {\n        path /\n        status_code 200\n      }\n"
                        + "      connect_timeout 1\n" + common + "    }\n";
        };
    }

    /**
     * HAProxy's language: one thread, one backend of all real servers, checked once a second.
     *
     * @param linger for TCP checks: whether the connection is established and closed in full, instead of being reset before
     *     the handshake is complete
     */
    static String haproxyChecks(int servers, int port, Check check, boolean linger) {
        StringBuilder out = new StringBuilder(haproxyHead());
        out.append("listen all\n  bind 127.0.0.1:19999\n");
        out.append(
                switch (check) {
                    case HTTP ->
                        "  option httpchk\n  http-check send meth GET uri / ver HTTP/1.1 hdr Host bench\n"
                                + "  http-check expect status 200\n";
                    case SMTP -> "  option smtpchk HELO bench\n";
                    default -> "  option tcp-check\n" + (linger ? "  tcp-check connect linger\n" : "");
                });
        for (int i = 0; i < servers; i++) {
            out.append(String.format(Locale.ROOT, "  server s%d %s:%d check inter 1s%n", i, address(i), port));
        }
        return out.toString();
    }

    /** HAProxy as a TCP proxy of one thread. */
    static String haproxyProxy(int virtualPort, int servers, int port, boolean splice) {
        StringBuilder out = new StringBuilder(haproxyHead());
        out.append("listen proxy\n  bind 127.0.0.1:").append(virtualPort).append("\n  balance roundrobin\n");
        out.append(splice ? "  option splice-auto\n" : "");
        for (int i = 0; i < servers; i++) {
            out.append(String.format(Locale.ROOT, "  server s%d %s:%d%n", i, address(i), port));
        }
        return out.toString();
    }

    private static String haproxyHead() {
        return "global\n  nbthread 1\n  maxconn 2000\ndefaults\n  mode tcp\n  timeout connect 1s\n  timeout check 1s\n"
                + "  timeout client 30s\n  timeout server 30s\n";
    }
}
