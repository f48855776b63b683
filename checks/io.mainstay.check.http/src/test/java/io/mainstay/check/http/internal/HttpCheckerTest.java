// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.SslSettings;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.testkit.check.LoopbackPeer;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.PeerScript;
import io.mainstay.testkit.check.ProbeHarness;
import io.mainstay.testkit.check.RunningProbe;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Probes against real connections: what is sent, and how answers are judged. */
class HttpCheckerTest {
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String MD5_OF_HELLO = "5d41402abc4b2a76b9719d911017c592";

    private final ProbeHarness harness = new ProbeHarness(NettyLanes::onEpoll);
    private final Connector connector = new Connector();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        harness.close();
        connector.close();
    }

    private PeerScript says(String answer) {
        return socket -> {
            byte[] request = LoopbackPeer.readThrough(socket.getInputStream(), HEAD_END);
            requests.add(new String(request, StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    private Compiled<Checker> compile(String type, Endpoint endpoint, String options, Optional<SslSettings> files) {
        CheckTarget target =
                new CheckTarget(endpoint, Protocol.TCP, Optional.of("rs.example"), Duration.ofSeconds(5), 1, files);
        return new HttpCheckerFactory(connector).compile(target, OptionText.of(type, options));
    }

    private RunningProbe.Outcome probe(String type, PeerScript script, String options, Optional<SslSettings> files) {
        try (LoopbackPeer peer = LoopbackPeer.serving(script)) {
            Compiled<Checker> compiled = compile(type, peer.endpoint(), options, files);
            assertThat(compiled.diagnostics()).filteredOn(Diagnostic::isError).isEmpty();
            return harness.run(compiled.value().orElseThrow());
        }
    }

    private RunningProbe.Outcome get(String answer, String options) {
        return probe("HTTP_GET", says(answer), options, Optional.empty());
    }

    private RunningProbe.Outcome getTls(PeerScript script, String options, Optional<SslSettings> files) {
        return probe("SSL_GET", script, options, files);
    }

    private static void assertFailed(RunningProbe.Outcome outcome, FailReason reason, String says) {
        assertThat(outcome.result()).isInstanceOfSatisfying(ProbeResult.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(reason);
            assertThat(failed.detail()).contains(says);
        });
    }

    private static void assertPassed(RunningProbe.Outcome outcome) {
        assertThat(outcome.result()).as(outcome.transcript().toString()).isInstanceOf(ProbeResult.Passed.class);
    }

    private String request() {
        try {
            return requests.poll(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // ---- the request ------------------------------------------------------------------------------------------

    @Test
    void requestIsKeepalivedsInVersion10() {
        assertPassed(get(OK, "url {\npath /a?b=c\n}"));
        assertThat(request())
                .isEqualTo("GET /a?b=c HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: rs.example\r\n\r\n");
    }

    @Test
    void requestAsksForTheCloseIn10CAnd11() {
        get(OK, "http_protocol 1.0C\nurl {\npath /\n}");
        assertThat(request())
                .isEqualTo(
                        "GET / HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\nHost: rs.example\r\n\r\n");
        get(OK, "http_protocol 1.1\nurl {\npath /\n}");
        assertThat(request())
                .isEqualTo(
                        "GET / HTTP/1.1\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\nHost: rs.example\r\n\r\n");
    }

    @Test
    void virtualHostOfTheUrlWinsOverThatOfTheCheckOverThatOfTheServer() {
        get(OK, "virtualhost check.example\nurl {\npath /\nvirtualhost url.example\n}");
        assertThat(request()).contains("Host: url.example\r\n");
        get(OK, "virtualhost check.example\nurl {\npath /\n}");
        assertThat(request()).contains("Host: check.example\r\n");
    }

    @Test
    void withoutVirtualHostTheAddressIsNamed() throws Exception {
        Endpoint v6 = new Endpoint(java.net.InetAddress.getByName("2001:db8::1"), 8080);
        CheckTarget target =
                new CheckTarget(v6, Protocol.TCP, Optional.empty(), Duration.ofSeconds(5), 1, Optional.empty());
        UrlReader reader = new UrlReader(
                io.mainstay.checksupport.NetworkOptions.to(v6, target.connectTimeout()),
                HttpProtocol.V1_0,
                Optional.empty(),
                TlsReader.read(OptionText.of("HTTP_GET", "").reader(), target, false),
                Optional.empty(),
                1);
        UrlCheck url = reader.read(OptionText.of("url", "path /").reader());
        assertThat(new String(url.request(), StandardCharsets.US_ASCII)).contains("Host: [2001:db8::1]:8080\r\n");
    }

    // ---- the judgement ----------------------------------------------------------------------------------------

    @Test
    void statusOutOfTheSetFails() {
        assertFailed(
                get("HTTP/1.1 503 No\r\n\r\n", "url {\npath /\n}"),
                FailReason.UNEXPECTED_STATUS,
                "status 503, expected 200-299");
        assertPassed(get("HTTP/1.1 503 No\r\n\r\n", "url {\npath /\nstatus_code 200 500-503\n}"));
    }

    @Test
    void defaultStatusesAlsoCountWithDigestOnly() {
        String answer = OK.replace("200", "404");
        assertFailed(get(answer, "url {\npath /\ndigest " + MD5_OF_HELLO + "\n}"), FailReason.UNEXPECTED_STATUS, "404");
    }

    @Test
    void digestIsComparedAndTold() {
        RunningProbe.Outcome good =
                get(OK, "url {\npath /\ndigest " + MD5_OF_HELLO.toUpperCase(java.util.Locale.ROOT) + "\n}");
        assertPassed(good);
        assertThat(good.transcript()).contains("MD5 " + MD5_OF_HELLO);
        assertFailed(
                get(OK.replace("hello", "hallo"), "url {\npath /\ndigest " + MD5_OF_HELLO + "\n}"),
                FailReason.UNEXPECTED_CONTENT,
                "expected " + MD5_OF_HELLO);
    }

    @Test
    void digestEndsWithTheContentLengthAndSurplusIsOnlyNoted() {
        RunningProbe.Outcome outcome = get(OK + " and more", "url {\npath /\ndigest " + MD5_OF_HELLO + "\n}");
        assertPassed(outcome);
        assertThat(outcome.transcript()).anyMatch(note -> note.contains("9 bytes followed"));
    }

    @Test
    void shortBodyIsOnlyNoted() {
        RunningProbe.Outcome outcome = get(OK.replace("5", "7"), "url {\npath /\n}");
        assertPassed(outcome);
        assertThat(outcome.transcript()).anyMatch(note -> note.contains("2 bytes shorter"));
    }

    @Test
    void patternIsMatchedAgainstTheDecodedBody() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
        assertPassed(get(chunked, "http_protocol 1.1\nurl {\npath /\nregex ^hello$\n}"));
        assertFailed(get(chunked, "url {\npath /\nregex bye\n}"), FailReason.UNEXPECTED_CONTENT, "/bye/");
    }

    @Test
    void garbageIsAProtocolFailure() {
        assertFailed(get("SSH-2.0-x\r\n", "url {\npath /\n}"), FailReason.PROTOCOL, "SSH-2.0-x");
    }

    @Test
    void endInTheHeadIsClosedEarly() {
        assertFailed(get("HTTP/1.1 200 OK\r\nX: y", "url {\npath /\n}"), FailReason.CLOSED_EARLY, "head");
    }

    @Test
    void bodyInManyPartsIsSummedUp() {
        String text = "x".repeat(300_000);
        RunningProbe.Outcome outcome =
                get("HTTP/1.1 200 OK\r\n\r\n" + text, "url {\npath /\nregex x{20}\nregex_min_offset 250000\n}");
        assertPassed(outcome);
        assertThat(outcome.transcript()).contains("status 200, body of 300000 bytes");
    }

    @Test
    void eachUrlIsAStep() {
        try (LoopbackPeer peer = LoopbackPeer.serving(says(OK))) {
            Checker checker = compile(
                            "HTTP_GET",
                            peer.endpoint(),
                            "fast_recovery\nurl {\npath /one\n}\nurl {\npath /two\n}",
                            Optional.empty())
                    .value()
                    .orElseThrow();
            assertThat(checker.steps()).isEqualTo(2);
            assertThat(checker.fastRecovery()).isTrue();
            assertThat(checker.describe()).isEqualTo("HTTP " + peer.endpoint() + "/one and 1 more");
            harness.run(checker, 1);
            assertThat(request()).startsWith("GET /two ");
        }
    }

    @Test
    void timeLimitIsFourStepsUnlessGiven() {
        Endpoint somewhere = LoopbackPeer.refusing();
        assertThat(compile("HTTP_GET", somewhere, "connect_timeout 2\nurl {\npath /\n}", Optional.empty())
                        .value()
                        .orElseThrow()
                        .timeLimit())
                .isEqualTo(Duration.ofSeconds(8));
        assertThat(compile("HTTP_GET", somewhere, "time_limit 1.5\nurl {\npath /\n}", Optional.empty())
                        .value()
                        .orElseThrow()
                        .timeLimit())
                .isEqualTo(Duration.ofMillis(1500));
    }

    // ---- TLS --------------------------------------------------------------------------------------------------

    @Test
    void certificateIsToldOfAndNotJudgedByDefault() {
        RunningProbe.Outcome outcome = getTls(TlsPeer.over(says(OK), false), "url {\npath /\n}", Optional.empty());
        assertPassed(outcome);
        assertThat(outcome.transcript())
                .anyMatch(note -> note.matches("certificate of CN=good.example, expires .* in \\d+ days"));
    }

    @Test
    void verifyAcceptsTheRightNameAndAuthority() {
        String ca = "tls_verify\nca_file " + TlsPeer.file("ca.pem") + "\n";
        assertPassed(getTls(
                TlsPeer.over(says(OK), false), ca + "url {\npath /\nvirtualhost good.example\n}", Optional.empty()));
        assertFailed(
                getTls(
                        TlsPeer.over(says(OK), false),
                        ca + "url {\npath /\nvirtualhost bad.example\n}",
                        Optional.empty()),
                FailReason.TLS,
                "bad.example");
    }

    @Test
    void verifyRefusesAnUnknownAuthority() {
        assertFailed(
                getTls(
                        TlsPeer.over(says(OK), false),
                        "tls_verify\nurl {\npath /\nvirtualhost good.example\n}",
                        Optional.empty()),
                FailReason.TLS,
                "unable to find valid certification path");
    }

    @Test
    void missingAuthoritiesBreakTheCheckAndSayWhich() {
        RunningProbe.Outcome outcome = getTls(
                TlsPeer.over(says(OK), false), "tls_verify\nca_file /no/such.pem\nurl {\npath /\n}", Optional.empty());
        assertThat(outcome.result()).isInstanceOf(ProbeResult.Broken.class);
        assertThat(outcome.result().detail()).contains("/no/such.pem");
    }

    @Test
    void clientCertificateIsShown() {
        SslSettings files = new SslSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.of(TlsPeer.file("client.pem")),
                Optional.of(TlsPeer.file("client.key")));
        assertPassed(getTls(TlsPeer.over(says(OK), true), "url {\npath /\n}", Optional.of(files)));
        assertThat(getTls(TlsPeer.over(says(OK), true), "url {\npath /\n}", Optional.empty())
                        .result())
                .isInstanceOf(ProbeResult.Failed.class);
    }

    @Test
    void nameIsSentOnlyWhenAskedFor() {
        assertThat(sniOf("url {\npath /\nvirtualhost url.example\n}")).isEqualTo("[]");
        assertThat(sniOf("enable_sni\nurl {\npath /\nvirtualhost url.example\n}"))
                .contains("url.example");
        assertThat(sniOf("enable_sni\nsni_name other.example\nurl {\npath /\nvirtualhost url.example\n}"))
                .contains("other.example");
        assertThat(sniOf("enable_sni\nurl {\npath /\n}")).contains("rs.example");
    }

    private String sniOf(String options) {
        BlockingQueue<String> names = new LinkedBlockingQueue<>();
        PeerScript script = (Socket socket) -> {
            SSLSocket tls = (SSLSocket) socket;
            tls.startHandshake();
            names.add(((ExtendedSSLSession) tls.getSession())
                    .getRequestedServerNames()
                    .toString());
            says(OK).serve(socket);
        };
        assertPassed(getTls(TlsPeer.over(script, false), options, Optional.empty()));
        return names.poll();
    }

    @Test
    void bodyOverTlsMayGoOnToTheEnd() {
        RunningProbe.Outcome outcome = getTls(
                TlsPeer.over(says("HTTP/1.0 200 OK\r\n\r\nhello"), false),
                "url {\npath /\ndigest " + MD5_OF_HELLO + "\n}",
                Optional.empty());
        assertPassed(outcome);
    }

    @Test
    void eachProbeSeesTheCertificateThatIsShownThen() {
        Set<Long> sessions = ConcurrentHashMap.newKeySet();
        PeerScript resumed = socket -> {
            SSLSocket tls = (SSLSocket) socket;
            tls.startHandshake();
            sessions.add(tls.getSession().getCreationTime()); // a resumed one keeps its first time
            says(OK).serve(socket);
        };
        try (LoopbackPeer peer = LoopbackPeer.serving(TlsPeer.over(resumed, false))) {
            Checker checker = compile("SSL_GET", peer.endpoint(), "url {\npath /\n}", Optional.empty())
                    .value()
                    .orElseThrow();
            for (int i = 0; i < 3; i++) {
                RunningProbe.Outcome outcome = harness.run(checker);
                assertPassed(outcome);
                assertThat(outcome.transcript()).anyMatch(note -> note.startsWith("certificate of"));
            }
            assertThat(sessions).hasSize(3);
        }
    }

    @Test
    void plainServerIsNotTls() {
        assertFailed(
                getTls(
                        socket -> socket.getOutputStream()
                                .write("220 mail ready\r\n".getBytes(StandardCharsets.US_ASCII)),
                        "url {\npath /\n}",
                        Optional.empty()),
                FailReason.TLS,
                "does not speak TLS");
    }

    @Test
    void tlsOptionsAreWarnedOfOnHttpGet() {
        Compiled<Checker> compiled =
                compile("HTTP_GET", LoopbackPeer.refusing(), "enable_sni\nurl {\npath /\n}", Optional.empty());
        assertThat(compiled.value()).isPresent();
        assertThat(compiled.diagnostics()).hasSize(1).allMatch(d -> d.message().contains("no effect on HTTP_GET"));
    }
}
