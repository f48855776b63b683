// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.ProbeHarness;
import io.mainstay.testkit.check.UdpPeer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exchanges with scripted servers. */
class UdpCheckerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Connector connector = new Connector();
    private final ProbeHarness harness = new ProbeHarness(NettyLanes::onEpoll);

    @AfterEach
    void close() {
        harness.close();
        connector.close();
    }

    private ProbeResult probe(Endpoint endpoint, String options) {
        CheckTarget target = new CheckTarget(endpoint, Protocol.UDP, Optional.empty(), PATIENCE, 1, Optional.empty());
        Checker checker = new UdpCheckerFactory(connector)
                .compile(target, OptionText.of("UDP_CHECK", options))
                .value()
                .orElseThrow();
        return harness.start(checker, 0, PATIENCE).await().result();
    }

    private ProbeResult echoed(String options) {
        try (UdpPeer peer = UdpPeer.echoing()) {
            return probe(peer.endpoint(), options);
        }
    }

    private static void assertFailed(ProbeResult result, String detail) {
        assertThat(result).isInstanceOfSatisfying(ProbeResult.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(FailReason.UNEXPECTED_CONTENT);
            assertThat(failed.detail()).contains(detail);
        });
    }

    @Test
    void sendsThirtyTwoBytesOfItsOwnUnlessTold() {
        assertThat(echoed("")).isEqualTo(ProbeResult.passed("reply of 32 bytes"));
        assertThat(echoed("payload 0102 3")).isEqualTo(ProbeResult.passed("reply of 3 bytes"));
    }

    @Test
    void silenceIsGoodUnlessAReplyIsRequired() {
        try (UdpPeer peer = UdpPeer.silent()) {
            assertThat(probe(peer.endpoint(), "connect_timeout 0.1"))
                    .isEqualTo(ProbeResult.passed("no reply, and no ICMP error"));
            assertThat(probe(peer.endpoint(), "connect_timeout 0.1\nrequire_reply"))
                    .isInstanceOfSatisfying(
                            ProbeResult.Failed.class,
                            f -> assertThat(f.reason()).isEqualTo(FailReason.TIMEOUT));
        }
    }

    @Test
    void replyMustMatch() {
        assertThat(echoed("payload 0102ff\nrequire_reply 01xx fx")).isInstanceOf(ProbeResult.Passed.class);
        assertFailed(echoed("payload 0102ff\nrequire_reply 01xx 0x"), "0102ff differs from 'require_reply' in byte 3");
    }

    @Test
    void lengthCountsWithAPatternOrWhenGiven() {
        String long300 = "payload " + "00".repeat(300);
        assertThat(echoed(long300)).isInstanceOf(ProbeResult.Passed.class);
        assertFailed(echoed(long300 + "\nrequire_reply 00"), "a reply of 300 bytes, expected 0 to 255");
        assertThat(echoed(long300 + "\nrequire_reply 00\nmax_reply_length 300")).isInstanceOf(ProbeResult.Passed.class);
        assertFailed(echoed("payload 01\nmin_reply_length 2"), "a reply of 1 bytes, expected 2 to 255");
        assertThat(echoed(long300 + "\nmin_reply_length 300")).isInstanceOf(ProbeResult.Passed.class);
    }

    @Test
    void emptyReplyIsAReply() {
        try (UdpPeer peer = UdpPeer.serving(datagram -> new byte[0])) {
            assertThat(probe(peer.endpoint(), "require_reply")).isEqualTo(ProbeResult.passed("reply of 0 bytes"));
        }
    }
}
