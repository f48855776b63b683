// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A real Postfix that takes mail connections and delivers nothing: SMTP with STARTTLS and AUTH on one port, TLS from the first
 * byte on another. One user, {@value #USER}. Needs root, as its master process does.
 */
public final class Postfix implements AutoCloseable {
    public static final String USER = "watcher@mail.test";
    public static final String PASSWORD = "look but not touch";
    private static final String MASTER = "/usr/lib/postfix/sbin/master";

    private final String address = Loopback.next();
    private final Daemon daemon;

    public static boolean isPossible() {
        return "root".equals(System.getProperty("user.name"))
                && Files.isExecutable(Path.of(MASTER))
                && Exec.isInstalled("saslpasswd2");
    }

    public static Postfix start(Path folder, Certificate certificate) {
        return new Postfix(folder, certificate);
    }

    private Postfix(Path folder, Certificate certificate) {
        try {
            // Its daemons run as other users and must be able to get there.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path home = Files.createDirectories(folder.resolve("postfix"));
            Path etc = Files.createDirectories(home.resolve("etc"));
            Files.writeString(etc.resolve("main.cf"), """
                    compatibility_level = 3.6
                    queue_directory = %1$s/spool
                    data_directory = %1$s/data
                    myhostname = mail.test
                    inet_interfaces = loopback-only
                    inet_protocols = ipv4
                    mynetworks = 127.0.0.0/8
                    alias_maps =
                    alias_database =
                    smtpd_client_connection_count_limit = 0
                    smtpd_client_connection_rate_limit = 0
                    smtpd_tls_cert_file = %2$s
                    smtpd_tls_key_file = %3$s
                    smtpd_tls_security_level = may
                    smtpd_sasl_auth_enable = yes
                    smtpd_sasl_local_domain = mail.test
                    """.formatted(home, certificate.pem(), certificate.key()));
            Files.writeString(etc.resolve("master.cf"), """
                    %1$s:8025 inet n - n - - smtpd
                    %1$s:8465 inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
                    anvil unix - - n - 1 anvil
                    tlsmgr unix - - n 1000? 1 tlsmgr
                    rewrite unix - - n - - trivial-rewrite
                    proxymap unix - - n - - proxymap
                    cleanup unix n - n - 0 cleanup
                    """.formatted(address));
            Path sasl = Files.createDirectories(etc.resolve("sasl"));
            Files.writeString(sasl.resolve("smtpd.conf"), """
                    pwcheck_method: auxprop
                    auxprop_plugin: sasldb
                    sasldb_path: %s/sasldb2
                    mech_list: PLAIN LOGIN CRAM-MD5
                    """.formatted(sasl));
            sh("cd " + home + " && mkdir -p data spool/pid spool/private spool/public spool/active spool/incoming"
                    + " && chown postfix data spool/private spool/public spool/active spool/incoming"
                    + " && chmod 700 spool/private && printf '%s' '" + PASSWORD + "' | saslpasswd2 -p -c -u mail.test"
                    + " -f etc/sasl/sasldb2 watcher && chown postfix etc/sasl/sasldb2");
            daemon = new Daemon(
                    "postfix", home.resolve("log"), address, 8025, List.of(MASTER, "-c", etc.toString(), "-d"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sh(String line) {
        Exec.Result result = Exec.run(List.of("sh", "-c", line));
        if (result.exitCode() != 0) {
            throw new IllegalStateException(line + ": " + result.out() + result.err());
        }
    }

    public String address() {
        return address;
    }

    public int port() {
        return 8025;
    }

    public int tlsPort() {
        return 8465;
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
