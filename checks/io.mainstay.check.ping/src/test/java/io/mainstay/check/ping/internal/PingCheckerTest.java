// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.ping.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Values;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.checksupport.internal.Connector;
import io.mainstay.checksupport.internal.NettyLanes;
import io.mainstay.linux.internal.icmp.KernelIcmpSockets;
import io.mainstay.platform.IcmpSockets;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.ProbeHarness;
import io.mainstay.testkit.check.RunningProbe;
import io.mainstay.testkit.check.UdpPeer;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Echo requests to this host, which the kernel answers; skipped where it permits no ICMP socket. */
class PingCheckerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final IcmpSockets sockets = new KernelIcmpSockets();
    private final Connector connector = new Connector(sockets);
    private final ProbeHarness harness = new ProbeHarness(NettyLanes::onEpoll);

    @AfterEach
    void close() {
        harness.close();
        connector.close();
    }

    private Compiled<Checker> compile(String address, int port, String options) {
        CheckTarget target = new CheckTarget(
                new Endpoint(Values.address(address).orElseThrow(), port),
                Protocol.TCP,
                Optional.empty(),
                PATIENCE,
                1,
                Optional.empty());
        return new PingCheckerFactory(connector).compile(target, OptionText.of("PING_CHECK", options));
    }

    private ProbeResult probe(String address, String options) {
        return harness.run(compile(address, 80, options).value().orElseThrow()).result();
    }

    private void assumeSockets(boolean ipv6) {
        assumeTrue(Epoll.isAvailable(), "ICMP needs epoll");
        try {
            new io.netty.channel.unix.Socket(sockets.open(ipv6).descriptor()).close();
        } catch (IOException e) {
            assumeTrue(false, e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "size 0", "size 1", "size 1400", "size 20000", "bindto 127.0.0.9"})
    void hostThatAnswersIsGood(String options) {
        assumeSockets(false);
        assertThat(probe("127.0.0.1", options)).isEqualTo(ProbeResult.passed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "size 1400"})
    void hostThatAnswersOverIpv6IsGood(String options) {
        assumeSockets(true);
        assumeTrue(UdpPeer.hasIpv6());
        assertThat(probe("::1", options)).isEqualTo(ProbeResult.passed());
    }

    @Test
    void manyAtATimeDoNotTakeEachOthersReplies() {
        assumeSockets(false);
        List<RunningProbe> probes = IntStream.rangeClosed(1, 200)
                .mapToObj(i -> compile("127.0.1." + i, 80, "").value().orElseThrow())
                .map(checker -> harness.start(checker, 0, PATIENCE))
                .toList();
        probes.forEach(probe -> assertThat(probe.await().result()).isEqualTo(ProbeResult.passed()));
    }

    @Test
    void hostThatPermitsNoSocketIsBroken() {
        assumeTrue(Epoll.isAvailable());
        Connector refusing = new Connector(ipv6 -> {
            throw new IOException("no ICMP socket for you");
        });
        Checker checker = new PingCheckerFactory(refusing)
                .compile(
                        new CheckTarget(
                                UdpPeer.refusing(), Protocol.TCP, Optional.empty(), PATIENCE, 1, Optional.empty()),
                        OptionText.of("PING_CHECK", ""))
                .value()
                .orElseThrow();
        assertThat(harness.run(checker).result())
                .isInstanceOfSatisfying(
                        ProbeResult.Broken.class, b -> assertThat(b.detail()).contains("no ICMP socket for you"));
        refusing.close();
    }

    @Test
    void portsAreAcceptedAndOfNoEffect() {
        assertThat(compile("127.0.0.1", 0, "").value().orElseThrow().describe()).isEqualTo("PING 127.0.0.1");
        assertThat(compile("::1", 80, "connect_port 8\nbind_port 9").diagnostics())
                .extracting(Diagnostic::message)
                .allMatch(message -> message.contains("has no effect"))
                .hasSize(2);
    }

    @Test
    void wrongOptionsAreRefused() {
        for (String bad : List.of("size -1", "size 70000", "connect_timeout 0", "bindto ::1", "connect_ip name")) {
            assertThat(compile("127.0.0.1", 80, bad).value()).as(bad).isEmpty();
        }
    }
}
