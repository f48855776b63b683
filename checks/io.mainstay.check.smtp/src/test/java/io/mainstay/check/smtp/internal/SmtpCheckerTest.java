// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.testkit.check.LoopbackPeer;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.ProbeHarness;
import io.mainstay.testkit.check.RunningProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dialogues with scripted servers. */
class SmtpCheckerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TRUST = "tls_verify\nca_file " + TlsPeer.file("ca.pem");

    private final Connector connector = new Connector();
    private final ProbeHarness harness = new ProbeHarness(NettyLanes::onEpoll);

    @AfterEach
    void close() {
        harness.close();
        connector.close();
    }

    private Compiled<Checker> compile(Endpoint endpoint, String options) {
        CheckTarget target = new CheckTarget(endpoint, Protocol.TCP, Optional.empty(), PATIENCE, 1, Optional.empty());
        return new SmtpCheckerFactory(connector).compile(target, OptionText.of("SMTP_CHECK", options));
    }

    private RunningProbe.Outcome probe(Endpoint endpoint, String options) {
        return harness.run(compile(endpoint, options).value().orElseThrow());
    }

    private RunningProbe.Outcome probe(MailPeer script, String options) {
        try (LoopbackPeer peer = LoopbackPeer.serving(script)) {
            return probe(peer.endpoint(), options);
        }
    }

    private static void assertFailed(RunningProbe.Outcome outcome, FailReason reason, String detail) {
        assertThat(outcome.result()).isInstanceOfSatisfying(ProbeResult.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.detail()).contains(detail);
        });
    }

    @Test
    void greetsAndTakesItsLeave() {
        MailPeer peer = new MailPeer();
        RunningProbe.Outcome outcome = probe(peer, "helo_name checker.example");
        assertThat(outcome.result()).isEqualTo(ProbeResult.passed("220 peer ready"));
        assertThat(peer.heard()).containsExactly("HELO checker.example", "QUIT");
        assertThat(outcome.transcript()).contains("< 220 peer ready", "> HELO checker.example", "> QUIT", "< 221 bye");
    }

    @Test
    void hasKeepalivedsNameWithoutOneOfItsOwn() {
        MailPeer peer = new MailPeer();
        probe(peer, "");
        assertThat(peer.heard()).first().isEqualTo("HELO smtpchecker.keepalived.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"220-one\r\n220-two\r\n220 three\r\n", "220\r\n", "220 \n", "220-\r\n220\r\n"})
    void takesBannersOfSeveralLinesAndWithoutText(String banner) {
        assertThat(probe(new MailPeer(Map.of("", banner)), "").result()).isInstanceOf(ProbeResult.Passed.class);
    }

    @Test
    void otherBannerIsAFailure() {
        assertFailed(
                probe(new MailPeer(Map.of("", "554 no service here\r\n")), ""),
                FailReason.UNEXPECTED_STATUS,
                "554 no service here as its banner, expected 220");
        assertFailed(probe(new MailPeer(Map.of("", "SSH-2.0-x\r\n")), ""), FailReason.PROTOCOL, "SSH-2.0-x");
        assertFailed(
                probe(new MailPeer(Map.of("", "220-a\r\n221 b\r\n")), ""),
                FailReason.PROTOCOL,
                "two codes, 220 and 221");
    }

    @Test
    void refusedGreetingIsAFailure() {
        assertFailed(
                probe(new MailPeer(Map.of("HELO", "501 who?\r\n")), ""),
                FailReason.UNEXPECTED_STATUS,
                "501 who? to HELO, expected 250");
        assertFailed(probe(new MailPeer(Map.of("HELO", "")), ""), FailReason.CLOSED_EARLY, "closed the connection");
    }

    @Test
    void anyFarewellWillDo() {
        assertThat(probe(new MailPeer(Map.of("QUIT", "502 stay\r\n")), "").result())
                .isInstanceOf(ProbeResult.Passed.class);
        assertThat(probe(new MailPeer(Map.of("QUIT", "")), "").result()).isInstanceOf(ProbeResult.Passed.class);
    }

    @Test
    void allHostsAreAskedAndTheFirstBadOneDecides() {
        MailPeer good = new MailPeer();
        MailPeer last = new MailPeer(Map.of("", "421 later\r\n"));
        try (LoopbackPeer first = LoopbackPeer.serving(good);
                LoopbackPeer second = LoopbackPeer.serving(last)) {
            String hosts = "host {\nconnect_port " + first.endpoint().port() + "\n}\nhost {\nconnect_port %d\n}";
            Endpoint base = first.endpoint();
            assertFailed(
                    probe(base, String.format(hosts, second.endpoint().port())), FailReason.UNEXPECTED_STATUS, "421");
            assertThat(probe(base, String.format(hosts, base.port())).result()).isInstanceOf(ProbeResult.Passed.class);
            assertThat(first.accepted()).isEqualTo(3);
            assertFailed(
                    probe(base, String.format(hosts, LoopbackPeer.refusing().port())), FailReason.REFUSED, "refused");
        }
    }

    @Test
    void startTlsIsAskedForAndVerified() {
        MailPeer peer = new MailPeer();
        RunningProbe.Outcome outcome = probe(peer, "starttls\nsni_name good.example\n" + TRUST);
        assertThat(outcome.result()).isInstanceOf(ProbeResult.Passed.class);
        assertThat(peer.heard())
                .containsExactly(
                        "EHLO smtpchecker.keepalived.org", "STARTTLS", "EHLO smtpchecker.keepalived.org", "QUIT");
        assertThat(outcome.transcript()).anyMatch(note -> note.startsWith("certificate of"));
        assertFailed(probe(new MailPeer(), "starttls\nsni_name bad.example\n" + TRUST), FailReason.TLS, "bad.example");
    }

    @Test
    void startTlsThatIsNotOfferedOrRefusedIsAFailure() {
        assertFailed(
                probe(new MailPeer(Map.of("EHLO", "250 plain only\r\n")), "starttls"),
                FailReason.UNEXPECTED_CONTENT,
                "does not offer STARTTLS");
        assertFailed(
                probe(new MailPeer(Map.of("STARTTLS", "454 not now\r\n")), "starttls"),
                FailReason.UNEXPECTED_STATUS,
                "454 not now");
        assertFailed(
                probe(new MailPeer(Map.of("STARTTLS", "220 go\r\n250 injected\r\n")), "starttls"),
                FailReason.PROTOCOL,
                "between STARTTLS and the handshake");
    }

    @Test
    void tlsAtOnce() {
        MailPeer peer = new MailPeer();
        try (LoopbackPeer server = LoopbackPeer.serving(TlsPeer.over(peer))) {
            assertThat(probe(server.endpoint(), "smtps\n" + TRUST).result()).isInstanceOf(ProbeResult.Passed.class);
        }
        assertThat(peer.heard()).containsExactly("HELO smtpchecker.keepalived.org", "QUIT");
    }

    @Test
    void logsInAfterTlsAndKeepsThePasswordToItself() {
        MailPeer peer = new MailPeer();
        RunningProbe.Outcome outcome = probe(peer, "starttls\nauth_user watcher\nauth_password secret");
        assertThat(outcome.result()).isInstanceOf(ProbeResult.Passed.class);
        assertThat(peer.heard()).contains("AUTH PLAIN AHdhdGNoZXIAc2VjcmV0").endsWith("QUIT");
        assertThat(outcome.transcript())
                .contains("> AUTH PLAIN")
                .noneMatch(note -> note.contains("secret") || note.contains("AHdh"));
    }

    @Test
    void answersTheChallengesOfLogin() {
        MailPeer peer = new MailPeer(Map.of(
                "AUTH LOGIN", "334 VXNlcm5hbWU6\r\n",
                "d2F0Y2hlcg==", "334 UGFzc3dvcmQ6\r\n",
                "c2VjcmV0", "235 welcome\r\n"));
        assertThat(probe(peer, "auth_user watcher\nauth_password secret\nauth_mechanism login")
                        .result())
                .isInstanceOf(ProbeResult.Passed.class);
        assertThat(peer.heard())
                .containsExactly("EHLO smtpchecker.keepalived.org", "AUTH LOGIN", "d2F0Y2hlcg==", "c2VjcmV0", "QUIT");
    }

    @Test
    void hidesThePasswordWithoutTls() {
        // the example of RFC 2195
        String challenge = "334 PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+\r\n";
        MailPeer peer = new MailPeer(Map.of("AUTH CRAM-MD5", challenge, "dGltIGI5", "235 welcome\r\n"));
        assertThat(probe(peer, "auth_user tim\nauth_password tanstaaftanstaaf").result())
                .isInstanceOf(ProbeResult.Passed.class);
        assertThat(peer.heard()).contains("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw");
    }

    @Test
    void refusedLoginIsAFailure() {
        assertFailed(
                probe(new MailPeer(Map.of("AUTH", "535 wrong\r\n")), "auth_user u\nauth_password p"),
                FailReason.UNEXPECTED_STATUS,
                "535 wrong to AUTH CRAM-MD5 as u, expected 235");
        assertFailed(
                probe(new MailPeer(Map.of("EHLO", "250 nothing\r\n")), "auth_user u\nauth_password p"),
                FailReason.UNEXPECTED_CONTENT,
                "does not offer AUTH");
        assertFailed(
                probe(new MailPeer(Map.of("AUTH", "334 !\r\n")), "auth_user u\nauth_password p"),
                FailReason.PROTOCOL,
                "a challenge that AUTH CRAM-MD5 does not have");
    }

    @Test
    void warnsOfPasswordsInTheClearAndOfOptionsWithoutEffect() {
        Endpoint somewhere = LoopbackPeer.refusing();
        assertThat(compile(somewhere, "auth_user u\nauth_password p").diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("'auth_password' may be sent in the clear");
        assertThat(compile(somewhere, "tls_verify").diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("'tls_verify' has no effect without TLS");
        assertThat(compile(somewhere, "auth_user u").diagnostics())
                .extracting(Diagnostic::message)
                .anyMatch(message -> message.contains("needs 'auth_password'"));
    }

    @Test
    void hasThePortOfItsProtocolWhereTheRealServerHasNone() {
        Endpoint portless = LoopbackPeer.refusing().withPort(0);
        assertThat(compile(portless, "").value().orElseThrow().describe()).isEqualTo("SMTP 127.0.0.1:25");
        assertThat(compile(portless, "smtps").value().orElseThrow().describe()).isEqualTo("SMTPS 127.0.0.1:465");
    }

    @Test
    void retriesWhileDownAsKeepalivedDoes() {
        assertThat(new SmtpCheckerFactory(connector).defaults().retriesWhileDown())
                .isTrue();
        assertThat(List.of(new SmtpCheckerFactory(connector).defaults().retry()))
                .containsExactly(1);
    }
}
