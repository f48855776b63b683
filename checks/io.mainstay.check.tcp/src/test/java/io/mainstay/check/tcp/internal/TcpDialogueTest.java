// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.tcp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.testkit.check.LoopbackPeer;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.PeerScript;
import io.mainstay.testkit.check.ProbeHarness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dialogues with scripted servers. */
class TcpDialogueTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Connector connector = new Connector();
    private final ProbeHarness harness = new ProbeHarness(NettyLanes::onEpoll);

    @AfterEach
    void close() {
        harness.close();
        connector.close();
    }

    private Compiled<Checker> compile(Endpoint endpoint, String options) {
        CheckTarget target = new CheckTarget(endpoint, Protocol.TCP, Optional.empty(), PATIENCE, 1, Optional.empty());
        return new TcpCheckerFactory(connector).compile(target, OptionText.of("TCP_CHECK", options));
    }

    private ProbeResult probe(PeerScript script, String options) {
        try (LoopbackPeer peer = LoopbackPeer.serving(script)) {
            Checker checker = compile(peer.endpoint(), options).value().orElseThrow();
            return harness.start(checker, 0, PATIENCE).await().result();
        }
    }

    private static void assertFailed(ProbeResult result, FailReason reason, String detail) {
        assertThat(result).isInstanceOfSatisfying(ProbeResult.Failed.class, failed -> {
            assertThat(failed.detail()).contains(detail);
            assertThat(failed.reason()).isEqualTo(reason);
        });
    }

    /** Says hello byte by byte, then answers each line with itself. */
    private static final PeerScript ECHO = socket -> {
        for (byte b : "hello\n".getBytes(StandardCharsets.US_ASCII)) {
            socket.getOutputStream().write(b);
        }
        for (int b = socket.getInputStream().read();
                b >= 0;
                b = socket.getInputStream().read()) {
            socket.getOutputStream().write(b);
        }
    };

    @Test
    void sendsAndWaitsInOrder() {
        assertThat(probe(ECHO, "expect hello\nsend ping\\r\\n\nexpect \\x70ing\\r\nsend a\nsend b\nexpect ab"))
                .isEqualTo(ProbeResult.passed());
        assertThat(probe(ECHO, "send only")).isEqualTo(ProbeResult.passed());
    }

    @Test
    void looksBehindTheLastMatch() {
        PeerScript once = PeerScript.answering("one two".getBytes(StandardCharsets.US_ASCII));
        assertThat(probe(once, "send x\nexpect one\nexpect two")).isEqualTo(ProbeResult.passed());
        assertFailed(
                probe(once, "send x\nexpect two\nexpect one"),
                FailReason.CLOSED_EARLY,
                "closed the connection before it had answered");
        assertFailed(
                probe(once, "send x\nexpect three"),
                FailReason.UNEXPECTED_CONTENT,
                "closed the connection after 'one two', without 'three'");
    }

    @Test
    void waitingHasItsLimits() {
        assertFailed(
                probe(ECHO, "connect_timeout 0.2\nexpect goodbye"),
                FailReason.TIMEOUT,
                "only 'hello.' in time, not 'goodbye'");
        assertFailed(probe(PeerScript.silent(), "connect_timeout 0.2\nexpect x"), FailReason.TIMEOUT, "no answer");
        PeerScript flood = socket -> socket.getOutputStream().write(new byte[200_000]);
        assertFailed(probe(flood, "expect x"), FailReason.UNEXPECTED_CONTENT, "more than 64 KiB without 'x'");
    }

    @Test
    void wrongTextsAreRefused() {
        for (String bad : new String[] {"send", "send \\q", "send \\x1", "expect \\", "expect \"\"", "send a b"}) {
            assertThat(compile(LoopbackPeer.refusing(), bad).value()).as(bad).isEmpty();
        }
    }
}
