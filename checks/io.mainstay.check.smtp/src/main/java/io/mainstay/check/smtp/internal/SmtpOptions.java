// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Values;
import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.SslSettings;
import io.mainstay.checksupport.NetworkOptions;
import io.mainstay.checksupport.TlsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of one SMTP_CHECK.
 *
 * @param hosts what is asked, one after the other; at least one
 * @param helo all bytes of the greeting's command
 * @param encryption when TLS begins
 * @param login empty for none
 * @param timeLimit of a whole probe
 */
record SmtpOptions(List<Host> hosts, String helo, Encryption encryption, Optional<Login> login, Duration timeLimit) {
    static final int PORT = 25;
    static final int TLS_PORT = 465;
    private static final String DEFAULT_NAME = "smtpchecker.keepalived.org";
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** When TLS begins. */
    enum Encryption {
        NEVER,
        /** After STARTTLS. */
        ON_REQUEST,
        AT_ONCE
    }

    /**
     * One server that is asked.
     *
     * @param network where it is
     * @param tls how TLS is spoken with it; unused without
     */
    record Host(NetworkOptions network, TlsOptions tls) {}

    static SmtpOptions read(BlockReader reader, CheckTarget target) {
        boolean startTls = reader.bool("starttls").orElse(false);
        boolean atOnce = reader.bool("smtps").orElse(false);
        if (startTls && atOnce) {
            reader.error(
                    DiagnosticKind.GENERAL,
                    reader.block().all("smtps").get(0).at(),
                    "'smtps' and 'starttls' exclude each other: TLS begins at once, or on request");
        }
        Encryption encryption = atOnce ? Encryption.AT_ONCE : startTls ? Encryption.ON_REQUEST : Encryption.NEVER;
        NetworkOptions network = NetworkOptions.read(reader, target, atOnce ? TLS_PORT : PORT);
        String name =
                reader.value("helo_name", "a host name", SmtpOptions::visible).orElse(DEFAULT_NAME);
        Tls tls = Tls.read(reader, target, encryption);
        Optional<Login> login = login(reader, encryption);
        List<Host> hosts = new ArrayList<>();
        for (BlockReader block : reader.blocks("host")) {
            block.rejectSurplus(block.block(), 0);
            hosts.add(tls.host(NetworkOptions.readWithin(block, network)));
            block.rejectUnread();
        }
        if (hosts.isEmpty()) {
            hosts.add(tls.host(network));
        }
        int steps = 4 // connect, banner, greeting, farewell
                + (encryption == Encryption.ON_REQUEST ? 3 : 0)
                + (login.isPresent() ? 3 : 0);
        Duration usual = hosts.stream()
                .map(host -> host.network().connectTimeout().multipliedBy(steps))
                .reduce(Duration.ZERO, Duration::plus);
        return new SmtpOptions(
                List.copyOf(hosts),
                (startTls || login.isPresent() ? "EHLO " : "HELO ") + name,
                encryption,
                login,
                reader.timer("time_limit", SHORTEST, LONGEST).orElse(usual));
    }

    private static Optional<Login> login(BlockReader reader, Encryption encryption) {
        Optional<String> user = reader.text("auth_user");
        Optional<String> password = reader.text("auth_password");
        Optional<Login.Mechanism> mechanism = reader.choice(
                        "auth_mechanism",
                        Map.of(
                                "auto", Optional.<Login.Mechanism>empty(),
                                "plain", Optional.of(Login.Mechanism.PLAIN),
                                "login", Optional.of(Login.Mechanism.LOGIN),
                                "cram-md5", Optional.of(Login.Mechanism.CRAM_MD5)))
                .orElse(Optional.empty());
        boolean wanted = !reader.block().all("auth_user").isEmpty()
                || !reader.block().all("auth_password").isEmpty()
                || !reader.block().all("auth_mechanism").isEmpty();
        if (!wanted) {
            return Optional.empty();
        }
        reader.require(user.isPresent(), "auth_user", "who logs in");
        reader.require(password.isPresent(), "auth_password", "the password of 'auth_user'");
        if (encryption == Encryption.NEVER && mechanism.orElse(null) != Login.Mechanism.CRAM_MD5) {
            reader.warning(
                    DiagnosticKind.WARNING,
                    reader.block().at(),
                    "'auth_password' may be sent in the clear",
                    "use 'starttls', 'smtps', or 'auth_mechanism cram-md5'");
        }
        return user.flatMap(u -> password.map(p -> new Login(u, p, mechanism)));
    }

    /**
     * What all hosts have in common as to TLS.
     *
     * @param files client certificate and authorities
     * @param verify whether the server's certificate must be good
     * @param name what is sent as SNI and verified; empty for the address
     */
    private record Tls(SslSettings files, boolean verify, Optional<String> name) {
        private static final String[] KEYWORDS = {"tls_verify", "ca_file", "sni_name"};

        static Tls read(BlockReader reader, CheckTarget target, Encryption encryption) {
            boolean verify = reader.bool("tls_verify").orElse(false);
            Optional<String> authorities = reader.text("ca_file");
            Optional<String> name = reader.value("sni_name", "a host name", SmtpOptions::visible);
            if (encryption == Encryption.NEVER) {
                for (String keyword : KEYWORDS) {
                    reader.block()
                            .all(keyword)
                            .forEach(node -> reader.warning(
                                    DiagnosticKind.WARNING,
                                    node.at(),
                                    "'" + keyword + "' has no effect without TLS",
                                    "add 'starttls' or 'smtps'"));
                }
            }
            SslSettings inherited = target.clientTls().orElse(TlsOptions.NO_FILES);
            return new Tls(
                    new SslSettings(
                            inherited.password(),
                            verify ? authorities.or(inherited::caFile) : Optional.empty(),
                            inherited.certificateFile(),
                            inherited.keyFile()),
                    verify,
                    name.or(target::virtualHost));
        }

        Host host(NetworkOptions network) {
            String address = AddressText.of(network.remote().getAddress());
            return new Host(
                    network,
                    new TlsOptions(
                            files,
                            verify,
                            name.orElse(address),
                            name.filter(n -> Values.address(n).isEmpty()),
                            false));
        }
    }

    private static Optional<String> visible(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f)
                ? Optional.of(text)
                : Optional.empty();
    }
}
