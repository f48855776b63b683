// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checksupport.internal;

import io.mainstay.api.check.Transcript;
import io.mainstay.checksupport.TlsSession;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Writes down what a handshake agreed on and when the peer's certificate ends. */
final class CertificateNote {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);

    private CertificateNote() {}

    static void write(SSLSession session, Transcript transcript) {
        transcript.note("{} with {}", session.getProtocol(), session.getCipherSuite());
        try {
            Certificate[] chain = session.getPeerCertificates();
            if (chain.length > 0 && chain[0] instanceof X509Certificate leaf) {
                transcript.note(
                        "certificate of {}, {}",
                        leaf.getSubjectX500Principal().getName(),
                        expiry(leaf.getNotAfter().toInstant(), Instant.now()));
            }
        } catch (SSLPeerUnverifiedException e) {
            transcript.note("the peer has shown no certificate");
        }
    }

    /** What a finished handshake has agreed on. */
    static TlsSession session(SSLEngine engine) {
        String protocol = engine.getApplicationProtocol() == null ? "" : engine.getApplicationProtocol();
        try {
            if (engine.getSession().getPeerCertificates()[0] instanceof X509Certificate leaf) {
                return new TlsSession(
                        protocol,
                        leaf.getSubjectX500Principal().getName(),
                        Optional.of(leaf.getNotAfter().toInstant()));
            }
        } catch (SSLPeerUnverifiedException e) {
            // a session without a certificate, such as a pre-shared key's
        }
        return new TlsSession(protocol, "", Optional.empty());
    }

    /** Whole days, rounded down; the wall clock, because that is what a certificate's end is told in. */
    static String expiry(Instant end, Instant now) {
        boolean over = end.isBefore(now);
        long days = Duration.between(now, end).abs().toDays();
        return "expires " + DAY.format(end) + ", "
                + (over ? "which was " + days + " days ago" : "in " + days + " days");
    }
}
