// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.config.Values;
import io.mainstay.api.model.AddressText;
import io.mainstay.api.model.SslSettings;
import io.mainstay.api.option.Given;
import io.mainstay.checksupport.NetworkOptions;
import io.mainstay.checksupport.TlsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    static SmtpOptions of(SmtpDeclared declared, CheckTarget target, Given given) {
        if (declared.starttls() && declared.smtps()) {
            given.error("smtps", "'smtps' and 'starttls' exclude each other: TLS begins at once, or on request");
        }
        Encryption encryption =
                declared.smtps() ? Encryption.AT_ONCE : declared.starttls() ? Encryption.ON_REQUEST : Encryption.NEVER;
        NetworkOptions network =
                NetworkOptions.of(declared.connection(), target, declared.smtps() ? TLS_PORT : PORT, given);
        Tls tls = Tls.of(declared, target, encryption, given);
        Optional<Login> login = login(declared, encryption, given);
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < declared.host().size(); i++) {
            Given block = given.inner("host", i);
            hosts.add(tls.host(NetworkOptions.within(declared.host().get(i).connection(), network, block)));
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
                (declared.starttls() || login.isPresent() ? "EHLO " : "HELO ") + declared.heloName(),
                encryption,
                login,
                declared.timeLimit().orElse(usual));
    }

    private static Optional<Login> login(SmtpDeclared declared, Encryption encryption, Given given) {
        if (!given.has("auth_user") && !given.has("auth_password") && !given.has("auth_mechanism")) {
            return Optional.empty();
        }
        if (declared.authUser().isEmpty()) {
            given.error("auth_user", "'SMTP_CHECK' needs 'auth_user': who logs in");
        }
        if (declared.authPassword().isEmpty()) {
            given.error("auth_password", "'SMTP_CHECK' needs 'auth_password': the password of 'auth_user'");
        }
        Optional<Login.Mechanism> mechanism = declared.authMechanism().mechanism;
        if (encryption == Encryption.NEVER && mechanism.orElse(null) != Login.Mechanism.CRAM_MD5) {
            given.warning(
                    "auth_password",
                    "'auth_password' may be sent in the clear",
                    "use 'starttls', 'smtps', or 'auth_mechanism cram-md5'");
        }
        return declared.authUser()
                .flatMap(user -> declared.authPassword().map(password -> new Login(user, password, mechanism)));
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

        static Tls of(SmtpDeclared declared, CheckTarget target, Encryption encryption, Given given) {
            if (encryption == Encryption.NEVER) {
                for (String keyword : KEYWORDS) {
                    if (given.has(keyword)) {
                        given.warning(
                                keyword, "'" + keyword + "' has no effect without TLS", "add 'starttls' or 'smtps'");
                    }
                }
            }
            SslSettings inherited = target.clientTls().orElse(TlsOptions.NO_FILES);
            return new Tls(
                    new SslSettings(
                            inherited.password(),
                            declared.tlsVerify() ? declared.caFile().or(inherited::caFile) : Optional.empty(),
                            inherited.certificateFile(),
                            inherited.keyFile()),
                    declared.tlsVerify(),
                    declared.sniName().or(target::virtualHost));
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
}
