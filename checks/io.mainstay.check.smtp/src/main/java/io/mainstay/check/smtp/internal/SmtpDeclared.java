// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import io.mainstay.api.option.Inline;
import io.mainstay.api.option.Option;
import io.mainstay.api.option.Spelled;
import io.mainstay.api.option.Summary;
import io.mainstay.checksupport.ConnectionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be configured of an SMTP_CHECK. */
@Summary("A mail server is good when it greets, takes our greeting, and takes leave.")
record SmtpDeclared(
        @Option(
                help = "our name in HELO or EHLO",
                defaultValue = "smtpchecker.keepalived.org",
                form = "a host name",
                pattern = SmtpDeclared.VISIBLE)
        String heloName,

        @Option(
                help =
                        "one server that is asked; several are asked one after the other in one probe, and all must be good",
                otherwise = "the check's own target")
        List<Host> host,

        @Option(help = "EHLO, STARTTLS, handshake, EHLO") boolean starttls,
        @Option(help = "TLS from the first byte") boolean smtps,

        @Option(
                help =
                        "the certificate must be valid, for `sni_name` (else the virtual host, else the address) and from an"
                                + " accepted authority")
        boolean tlsVerify,

        @Option(
                help = "PEM file of accepted authorities, with `tls_verify`",
                otherwise = "the `SSL` block's, else the system's")
        Optional<String> caFile,

        @Option(
                help = "name that is sent in the handshake, and verified",
                otherwise = "the real server's virtual host",
                form = "a host name",
                pattern = SmtpDeclared.VISIBLE)
        Optional<String> sniName,

        @Option(help = "who logs in") Optional<String> authUser,

        @Option(help = "the password; never in a log or transcript")
        Optional<String> authPassword,

        @Option(help = "`auto` takes PLAIN, LOGIN, CRAM-MD5 with TLS, CRAM-MD5 first without", defaultValue = "auto")
        Mechanism authMechanism,

        @Option(
                help = "limit of a whole probe",
                min = "0.001",
                max = "86400",
                otherwise = "4 × `connect_timeout` for each host, and 3 more for each of `starttls` and a login")
        Optional<Duration> timeLimit,

        @Inline ConnectionOptions connection) {
    static final String VISIBLE = "[!-~]+";

    /** One server; what is not given comes from the check. */
    record Host(@Inline ConnectionOptions connection) {}

    /** How the password is given. */
    enum Mechanism {
        AUTO(Optional.empty()),
        PLAIN(Optional.of(Login.Mechanism.PLAIN)),
        LOGIN(Optional.of(Login.Mechanism.LOGIN)),
        @Spelled("cram-md5")
        CRAM_MD5(Optional.of(Login.Mechanism.CRAM_MD5));

        final Optional<Login.Mechanism> mechanism;

        Mechanism(Optional<Login.Mechanism> mechanism) {
            this.mechanism = mechanism;
        }
    }
}
