// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
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
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keepalived does not have: methods, headers, bodies, JSON, HTTP/2, time, weight, certificates that end soon. */
class HttpBeyondTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final Connector connector = new Connector();
    private final ProbeHarness harness = new ProbeHarness(NettyLanes::onEpoll);

    @AfterEach
    void close() {
        harness.close();
        connector.close();
    }

    private Compiled<Checker> compile(String type, Endpoint endpoint, String options) {
        CheckTarget target =
                new CheckTarget(endpoint, Protocol.TCP, Optional.of("rs.example"), PATIENCE, 40, Optional.empty());
        return new HttpCheckerFactory(connector).compile(target, OptionText.of(type, options));
    }

    private RunningProbe.Outcome probe(String type, PeerScript script, String options) {
        try (LoopbackPeer peer = LoopbackPeer.serving(script)) {
            return harness.run(compile(type, peer.endpoint(), options).value().orElseThrow());
        }
    }

    /** Reads a head and, by its Content-Length, a body; then answers. */
    private RunningProbe.Outcome get(String answer, String url) {
        return probe("HTTP_GET", socket -> answer(socket, answer), "url {\npath /x\n" + url + "\n}");
    }

    private void answer(Socket socket, String answer) throws java.io.IOException {
        byte[] end = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        String head = new String(LoopbackPeer.readThrough(socket.getInputStream(), end), StandardCharsets.UTF_8);
        int at = head.indexOf("Content-Length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        requests.add(head + new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8));
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        PeerScript.silent().serve(socket);
    }

    private static String ok(String headers, String body) {
        return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void assertPassed(RunningProbe.Outcome outcome) {
        assertThat(outcome.result())
                .as(() -> outcome.result() + "\n" + String.join("\n", outcome.transcript()))
                .isInstanceOf(ProbeResult.Passed.class);
    }

    private static void assertFailed(RunningProbe.Outcome outcome, FailReason reason, String detail) {
        assertThat(outcome.result()).isInstanceOfSatisfying(ProbeResult.Failed.class, failed -> {
            assertThat(failed.detail()).contains(detail);
            assertThat(failed.reason()).isEqualTo(reason);
        });
    }

    // ---- the request ------------------------------------------------------------------------------------------

    @Test
    void methodHeadersBodyAndPasswordAreSent() {
        assertPassed(get(
                ok("", "hi"),
                "method PUT\nbody \"{\\n}é\"\nheader X-Trace one two\nheader Accept text/*\nbasic_auth me secret"));
        assertThat(requests.poll())
                .isEqualTo("PUT /x HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: rs.example\r\n"
                        + "Authorization: Basic bWU6c2VjcmV0\r\nX-Trace: one two\r\nAccept: text/*\r\n"
                        + "Content-Length: 6\r\n\r\n{\\n}é");
    }

    @Test
    void bodyWithoutMethodIsPostedAndTheUserAgentCanBeAnother() {
        assertPassed(get(ok("", "hi"), "body x\nheader user-agent mine"));
        assertThat(requests.poll())
                .isEqualTo("POST /x HTTP/1.0\r\nHost: rs.example\r\nuser-agent: mine\r\nContent-Length: 1\r\n\r\nx");
    }

    @Test
    void responseToHeadHasNoBody() {
        RunningProbe.Outcome outcome = get("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", "method HEAD");
        assertPassed(outcome);
        assertThat(outcome.transcript()).contains("HEAD /x", "status 200, body of 0 bytes");
    }

    @Test
    void passwordIsInNoTranscript() {
        RunningProbe.Outcome outcome = get(ok("", ""), "basic_auth me secret");
        assertThat(String.join(" ", outcome.transcript()))
                .doesNotContain("secret")
                .doesNotContain("bWU6");
    }

    // ---- the response -----------------------------------------------------------------------------------------

    @Test
    void headersMustBeThereAndMatch() {
        String answer = ok("X-Role: primary\r\nVia: a\r\nVia: b\r\n", "");
        assertPassed(get(answer, "expect_header x-role\nexpect_header X-Role ^prim\nexpect_header via b"));
        assertFailed(get(answer, "expect_header X-Other"), FailReason.UNEXPECTED_CONTENT, "no header x-other");
        assertFailed(
                get(answer, "expect_header X-Role ^replica$"),
                FailReason.UNEXPECTED_CONTENT,
                "header x-role is 'primary', which does not match /^replica$/");
    }

    @Test
    void jsonMustHaveTheValue() {
        String answer = ok("", "{\"status\": \"UP\", \"load\": 0.50}");
        assertPassed(get(answer, "expect_json $.status UP\nexpect_json load 0.5"));
        assertFailed(
                get(answer, "expect_json $.status DOWN"),
                FailReason.UNEXPECTED_CONTENT,
                "$.status is 'UP', expected 'DOWN'");
        assertFailed(get(answer, "expect_json $.x 1"), FailReason.UNEXPECTED_CONTENT, "there is no $.x in the body");
        assertFailed(get(ok("", "<html>"), "expect_json $.x 1"), FailReason.UNEXPECTED_CONTENT, "no $.x in the body");
    }

    @Test
    void longBodyIsGivenUpEarly() {
        assertPassed(get(ok("", "12345"), "max_body 5"));
        String endless = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n123456";
        assertFailed(get(endless, "max_body 5"), FailReason.UNEXPECTED_CONTENT, "longer than 'max_body' allows, 5");
    }

    @Test
    void slowResponseIsAFailureOfItsOwn() {
        PeerScript slow = socket -> {
            java.util.concurrent.locks.LockSupport.parkNanos(30_000_000);
            answer(socket, ok("", "hi"));
        };
        assertFailed(
                probe("HTTP_GET", slow, "max_response_time 0.01\nurl {\npath /\n}"),
                FailReason.TOO_SLOW,
                "ms, allowed are 10 ms");
        assertPassed(probe("HTTP_GET", slow, "max_response_time 19\nurl {\npath /\n}"));
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "0, 0", "75%, 30", "1%, 1", "0%, 0", "100%, 40", "300%, 120"})
    void weightIsTakenFromAHeader(String said, int weight) {
        assertThat(get(ok("X-Weight: " + said + "\r\n", ""), "weight_header X-Weight")
                        .result())
                .isEqualTo(new ProbeResult.Passed("status 200, weight " + weight, WeightAdvice.set(weight)));
    }

    @Test
    void weightIsTakenFromJson() {
        assertThat(get(ok("", "{\"free\": {\"weight\": 7}}"), "weight_json $.free.weight")
                        .result())
                .isEqualTo(new ProbeResult.Passed("status 200, weight 7", WeightAdvice.set(7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Weight: much\r\n", "X-Weight: -1\r\n", "X-Weight: 99999999999\r\n"})
    void whatIsNoWeightChangesNothing(String headers) {
        assertThat(get(ok(headers, ""), "weight_header X-Weight").result()).isEqualTo(ProbeResult.passed("status 200"));
    }

    // ---- certificates -----------------------------------------------------------------------------------------

    @Test
    void certificateThatEndsSoonIsWarnedOf() {
        PeerScript server = TlsPeer.over(socket -> answer(socket, ok("", "hi")), false);
        ProbeResult calm = probe("SSL_GET", server, "tls_expiry_warning 1\nurl {\npath /\n}")
                .result();
        assertThat(calm).isEqualTo(ProbeResult.passed("status 200"));
        Instant end = Instant.parse("2030-01-10T00:00:00Z");
        Duration limit = Duration.ofDays(10);
        assertThat(Judgement.expiry(end, Instant.parse("2029-12-30T23:00:00Z"), limit))
                .isEmpty();
        assertThat(Judgement.expiry(end, Instant.parse("2030-01-05T12:00:00Z"), limit))
                .isEqualTo("the certificate expires in 4 days");
        assertThat(Judgement.expiry(end, Instant.parse("2030-01-12T12:00:00Z"), limit))
                .isEqualTo("the certificate expired 2 days ago");
    }

    @Test
    void passedProbeCarriesTheWarning() {
        PeerScript server = TlsPeer.over(socket -> answer(socket, ok("", "hi")), false);
        ProbeResult warned = probe("SSL_GET", server, "tls_expiry_warning 3650\nurl {\npath /\n}")
                .result();
        // The certificate of the tests lasts for decades; whether it is warned of depends on the day.
        assertThat(warned).isInstanceOfSatisfying(ProbeResult.Passed.class, passed -> {
            if (!passed.warning().isEmpty()) {
                assertThat(passed.detail()).endsWith("; " + passed.warning());
            }
        });
    }

    // ---- HTTP/2 -----------------------------------------------------------------------------------------------

    private RunningProbe.Outcome http2(PeerScript peer, String url) {
        return probe("HTTP_GET", peer, "http_protocol 2\nurl {\npath /x\n" + url + "\n}");
    }

    @Test
    void speaksHttp2WithPriorKnowledge() {
        Http2Peer peer = Http2Peer.answering(200, "{\"ok\": true}");
        RunningProbe.Outcome outcome =
                http2(peer, "body ping\nheader X-A b\nbasic_auth me secret\nexpect_json $.ok true");
        assertPassed(outcome);
        assertThat(outcome.transcript()).contains("HTTP/2, status 200, body of 12 bytes");
        assertThat(peer.request())
                .containsExactly(
                        ":method: POST",
                        ":scheme: http",
                        ":authority: rs.example",
                        ":path: /x",
                        "user-agent: KeepAliveClient",
                        "authorization: Basic bWU6c2VjcmV0",
                        "x-a: b",
                        "content-length: 4");
        assertThat(peer.body()).isEqualTo("ping");
    }

    @Test
    void judgesAsInHttp1() {
        assertFailed(
                http2(Http2Peer.answering(503, "no"), ""),
                FailReason.UNEXPECTED_STATUS,
                "status 503, expected 200-299");
        assertFailed(
                http2(Http2Peer.answering(200, "hello"), "regex bye"), FailReason.UNEXPECTED_CONTENT, "does not match");
        assertFailed(http2(Http2Peer.answering(200, "hello"), "max_body 3"), FailReason.UNEXPECTED_CONTENT, "max_body");
    }

    @Test
    void understandsWhatAServerMayDo() {
        byte[] block = Http2Peer.block(":status", "200", "x-weight", "12");
        byte[] padded = new byte[1 + 5 + block.length + 3];
        padded[0] = 3;
        System.arraycopy(block, 0, padded, 6, block.length);
        Http2Peer peer = new Http2Peer(
                Http2Peer.SETTINGS,
                Http2Frames.frame(Http2Frames.PING, 0, 0, new byte[8]),
                Http2Frames.frame(99, 0, 0, new byte[5]),
                Http2Peer.headers(false, ":status", "103", "x-weight", "99"),
                Http2Frames.frame(Http2Frames.HEADERS, Http2Frames.PADDED | Http2Frames.PRIORITY, 1, padded),
                Http2Frames.frame(Http2Frames.CONTINUATION, Http2Frames.END_HEADERS, 1, new byte[0]),
                Http2Peer.data(false, "hel"),
                Http2Frames.frame(Http2Frames.DATA, Http2Frames.PADDED, 1, new byte[] {1, 'l', 0}),
                Http2Peer.data(false, "o"),
                Http2Peer.headers(true, "x-trailer", "1"));
        RunningProbe.Outcome outcome = http2(peer, "regex ^hello$\nweight_header x-weight");
        assertThat(outcome.result()).isEqualTo(new ProbeResult.Passed("status 200, weight 12", WeightAdvice.set(12)));
    }

    @Test
    void whatIsNotHttp2IsAFailure() {
        PeerScript http1 = socket -> {
            socket.getInputStream().read(new byte[4096]);
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        };
        assertFailed(http2(http1, ""), FailReason.PROTOCOL, "not HTTP/2");
        assertFailed(
                http2(new Http2Peer(Http2Peer.data(true, "x")), ""),
                FailReason.PROTOCOL,
                "begins with DATA instead of SETTINGS");
        assertFailed(
                http2(new Http2Peer(Http2Peer.SETTINGS, Http2Peer.data(true, "x")), ""),
                FailReason.PROTOCOL,
                "before the headers");
        assertFailed(
                http2(new Http2Peer(Http2Peer.SETTINGS, Http2Peer.headers(true, "x", "y")), ""),
                FailReason.PROTOCOL,
                "without a status");
        assertFailed(
                http2(
                        new Http2Peer(
                                Http2Peer.SETTINGS,
                                Http2Frames.frame(Http2Frames.HEADERS, Http2Frames.END_HEADERS, 1, new byte[] {-128})),
                        ""),
                FailReason.PROTOCOL,
                "no table");
        assertFailed(
                http2(
                        new Http2Peer(Http2Peer.SETTINGS, Http2Frames.frame(Http2Frames.RST_STREAM, 0, 1, new byte[4])),
                        ""),
                FailReason.RESET,
                "reset the request");
        assertFailed(
                http2(new Http2Peer(Http2Peer.SETTINGS, Http2Frames.frame(Http2Frames.GOAWAY, 0, 0, new byte[8])), ""),
                FailReason.CLOSED_EARLY,
                "gives the connection up");
    }

    @Test
    void serverThatDoesNotOfferHttp2OverTlsIsAFailure() {
        PeerScript server = TlsPeer.over(PeerScript.silent(), false);
        assertFailed(
                probe("SSL_GET", server, "http_protocol 2\nurl {\npath /\n}"),
                FailReason.PROTOCOL,
                "does not offer HTTP/2");
    }

    // ---- options ----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "method get|a method in capitals",
                "method CONNECT|a method in capitals",
                "header X|a name and a value",
                "header X: y|without ':'",
                "header Host other|belongs to how the request is sent",
                "header content-length 5|belongs to how the request is sent",
                "basic_auth user|a user and a password",
                "basic_auth a:b c|must not have a ':'",
                "expect_header|needs a name",
                "expect_header a(b|'expect_header'",
                "expect_header a [|'expect_header'",
                "expect_json $.a|and the expected value",
                "expect_json $..a b|expected a path",
                "max_body -1|whole number",
                "weight_json $|expected a path",
                "weight_header a:|expected a header's name"
            })
    void wrongOptionsAreRefused(String option, String says) {
        assertThat(compile("HTTP_GET", LoopbackPeer.refusing(), "url {\npath /\n" + option + "\n}")
                        .diagnostics())
                .filteredOn(Diagnostic::isError)
                .anySatisfy(error -> assertThat(error.message()).contains(says));
    }

    @Test
    void weightComesFromOnePlace() {
        assertThat(compile("HTTP_GET", LoopbackPeer.refusing(), "url {\npath /\nweight_header a\nweight_json $.b\n}")
                        .diagnostics())
                .extracting(Diagnostic::message)
                .anyMatch(message -> message.contains("exclude each other"));
    }
}
