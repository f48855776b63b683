// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real BIND that is the authority for {@code example.test}; {@code big.example.test} has more text than a datagram. */
public final class NameServer implements AutoCloseable {
    /** It listens on addresses of interfaces only, of which the loopback has one. */
    private static final String ADDRESS = "127.0.0.1";

    private final int port = Loopback.freePort(ADDRESS);
    private final Daemon daemon;

    public static boolean isInstalled() {
        return Exec.isInstalled("named");
    }

    public static NameServer start(Path folder) {
        return new NameServer(folder);
    }

    private NameServer(Path folder) {
        try {
            Path home = Files.createDirectories(folder.resolve("named"));
            StringBuilder zone = new StringBuilder("""
                    $TTL 60
                    @ IN SOA ns.example.test. admin.example.test. 7 3600 600 86400 60
                    @ IN NS ns.example.test.
                    @ IN MX 10 mail.example.test.
                    @ IN TXT "v=spf1 -all"
                    @ IN DNSKEY 257 3 8 a2V5
                    ns IN A 192.0.2.53
                    www IN A 192.0.2.10
                    www IN A 192.0.2.11
                    www IN AAAA 2001:db8::10
                    web IN CNAME www
                    """);
            for (int i = 0; i < 20; i++) {
                zone.append("big IN TXT \"")
                        .append("text ".repeat(10))
                        .append(i)
                        .append("\"\n");
            }
            Files.writeString(home.resolve("zone"), zone);
            Path config = Files.writeString(home.resolve("named.conf"), """
                    options {
                        directory "%1$s";
                        pid-file "%1$s/pid";
                        session-keyfile "%1$s/session.key";
                        listen-on port %3$d { %2$s; };
                        listen-on-v6 { none; };
                        recursion no;
                        dnssec-validation no;
                        notify no;
                    };
                    controls { };
                    zone "example.test" { type primary; file "%1$s/zone"; };
                    """.formatted(home, ADDRESS, port));
            daemon = new Daemon(
                    "named",
                    home.resolve("log"),
                    ADDRESS,
                    port,
                    List.of("sh", "-c", "PATH=$PATH:/usr/sbin; exec named -g -n 1 -c " + config));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String inConfig() {
        return ADDRESS + " " + port;
    }

    public String endpoint() {
        return ADDRESS + ":" + port;
    }

    public void kill() {
        daemon.kill();
    }

    public void restart() {
        daemon.start();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
