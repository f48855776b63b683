// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Position;
import io.mainstay.api.config.Values;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Forwarding;
import io.mainstay.api.model.Persistence;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.Scheduler;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.api.model.SorryServer;
import io.mainstay.api.model.VirtualServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VirtualServerBlockTest {

    @Test
    void defaultsAreKeepalivedsAndOurs() {
        Interpreted interpreted = Interpreted.virtualServer("");

        VirtualServer server = interpreted.server();
        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.result().state().number()).isEqualTo(3);
        assertThat(server.name()).isEqualTo("tcp/10.0.0.1:80");
        assertThat(server.services())
                .containsExactly(new ServiceKey.Address(
                        Protocol.TCP, Values.endpoint("10.0.0.1:80").orElseThrow()));
        assertThat(server.schedulerFlags()).isEmpty();
        assertThat(server.persistence()).isEmpty();
        assertThat(server.onePacket()).isFalse();
        assertThat(server.hashed()).isFalse();
        assertThat(server.quorum()).isEqualTo(1);
        assertThat(server.hysteresis()).isZero();
        assertThat(server.quorumUp()).isEmpty();
        assertThat(server.quorumDown()).isEmpty();
        assertThat(server.alpha()).isFalse();
        assertThat(server.omega()).isFalse();
        assertThat(server.sorryServer()).isEmpty();
        assertThat(server.haSuspend()).isFalse();
        assertThat(server.smtpAlert()).isFalse();
        assertThat(server.dataPlane()).isEqualTo("auto");
        assertThat(server.drain()).contains(Duration.ofMinutes(5));
        assertThat(server.connectionLimit()).isZero();
        assertThat(interpreted.result().state().origins())
                .containsExactly(java.util.Map.entry("tcp/10.0.0.1:80", new Position("main.conf", 1, 1)));
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                row("persistence_timeout", s -> s.persistence(), persistence(360, 32, 128, "")),
                row("persistence_timeout 7", s -> s.persistence(), persistence(7, 32, 128, "")),
                row(
                        "persistence_timeout 7\n persistence_granularity 255.255.240.0",
                        s -> s.persistence(),
                        persistence(7, 20, 128, "")),
                row(
                        "persistence_timeout 7\n persistence_granularity 24\n persistence_engine sip",
                        s -> s.persistence(),
                        persistence(7, 24, 128, "sip")),
                row("hashed", s -> s.hashed(), true),
                row(
                        "flag-1\n flag-2\n flag-3",
                        s -> s.schedulerFlags(),
                        java.util.Set.of("flag-1", "flag-2", "flag-3")),
                row("alpha", s -> s.alpha(), true),
                row("alpha off", s -> s.alpha(), false),
                row("omega", s -> s.omega(), true),
                row("ha_suspend", s -> s.haSuspend(), true),
                row("smtp_alert", s -> s.smtpAlert(), true),
                row("smtp_alert no", s -> s.smtpAlert(), false),
                row("data_plane proxy", s -> s.dataPlane(), "proxy"),
                row("drain 2.5", s -> s.drain(), Optional.of(Duration.ofMillis(2500))),
                row("drain 0", s -> s.drain(), Optional.of(Duration.ZERO)),
                row("drain forever", s -> s.drain(), Optional.empty()),
                row("connection_limit 1000", s -> s.connectionLimit(), 1000),
                row("inhibit_on_failure", s -> s.realServers().get(0).inhibitOnFailure(), true),
                row("weight 9", s -> s.realServers().get(0).weight(), 9),
                row("weight 9\n quorum 9\n hysteresis 8", s -> List.of(s.quorum(), s.hysteresis()), List.of(9, 8)),
                row("quorum_up \"/bin/x a\"", s -> s.quorumUp().orElseThrow().argv(), List.of("/bin/x", "a")),
                row(
                        "quorum_down /bin/y nobody",
                        s -> s.quorumDown().orElseThrow().user(),
                        Optional.of("nobody")),
                row(
                        "sorry_server 10.0.9.9 81",
                        s -> s.sorryServer().orElseThrow(),
                        new SorryServer(Values.endpoint("10.0.9.9:81").orElseThrow(), Forwarding.NAT, false)),
                row(
                        "sorry_server 10.0.9.9\n sorry_server_inhibit\n sorry_server_lvs_method DR",
                        s -> s.sorryServer().orElseThrow(),
                        new SorryServer(Values.endpoint("10.0.9.9:80").orElseThrow(), Forwarding.DR, true)));
    }

    private static Arguments row(String statements, Function<VirtualServer, Object> part, Object expected) {
        return Arguments.of(statements, part, expected);
    }

    private static Optional<Persistence> persistence(int seconds, int ipv4, int ipv6, String engine) {
        return Optional.of(new Persistence(Duration.ofSeconds(seconds), ipv4, ipv6, engine));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void statementsAreRead(String statements, Function<VirtualServer, Object> part, Object expected) {
        Interpreted interpreted = Interpreted.virtualServer(" " + statements);

        assertThat(interpreted.problems()).isEmpty();
        assertThat(part.apply(interpreted.server())).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Scheduler.class)
    void everySchedulerIsKnownUnderBothKeywords(Scheduler scheduler) {
        for (String keyword : List.of("lvs_sched", "lb_algo")) {
            Interpreted interpreted = Interpreted.of("virtual_server 10.0.0.1 80 {\n protocol TCP\n " + keyword + " "
                    + scheduler.keyword() + "\n lb_kind NAT\n real_server 10.0.1.1 80 {\n }\n}");
            assertThat(interpreted.problems()).isEmpty();
            assertThat(interpreted.server().scheduler()).isEqualTo(scheduler);
        }
    }

    @Test
    void flagsOfASchedulerGoWithIt() {
        Interpreted sh = Interpreted.of("virtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_sched sh\n sh-port\n"
                + " sh-fallback\n mh-port\n lvs_method DR\n real_server 10.0.1.1 80 {\n }\n}");

        assertThat(sh.server().schedulerFlags()).containsExactlyInAnyOrder("sh-port", "sh-fallback");
        assertThat(sh.problems())
                .containsExactly("6:2: warning WARNING: 'mh-port' is for the scheduler mh only and is ignored");
    }

    static Stream<Arguments> methods() {
        return Stream.of(
                Arguments.of("NAT", Forwarding.NAT),
                Arguments.of("DR", Forwarding.DR),
                Arguments.of("TUN", tunnel(Forwarding.Tunnel.IPIP, 0, Forwarding.Checksum.NONE)),
                Arguments.of("TUN type ipip", tunnel(Forwarding.Tunnel.IPIP, 0, Forwarding.Checksum.NONE)),
                Arguments.of("TUN type gue port 6080", tunnel(Forwarding.Tunnel.GUE, 6080, Forwarding.Checksum.NONE)),
                Arguments.of(
                        "TUN type gue port 6080 remcsum",
                        tunnel(Forwarding.Tunnel.GUE, 6080, Forwarding.Checksum.REMCSUM)),
                Arguments.of("TUN type gre csum", tunnel(Forwarding.Tunnel.GRE, 0, Forwarding.Checksum.CSUM)),
                Arguments.of("TUN type gre nocsum", tunnel(Forwarding.Tunnel.GRE, 0, Forwarding.Checksum.NONE)));
    }

    private static Forwarding tunnel(Forwarding.Tunnel type, int port, Forwarding.Checksum checksum) {
        return new Forwarding(Forwarding.Method.TUN, type, port, checksum);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void forwardingMethodsAreRead(String method, Forwarding expected) {
        Interpreted interpreted = Interpreted.of("virtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_sched rr\n lb_kind "
                + method + "\n real_server 10.0.1.1 80 {\n }\n real_server 10.0.1.2 {\n lvs_method DR\n }\n}");

        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.real().forwarding()).isEqualTo(expected);
        assertThat(interpreted.server().realServers().get(1).forwarding()).isEqualTo(Forwarding.DR);
    }

    @Test
    void whatIsNotGivenIsSaid() {
        Interpreted interpreted = Interpreted.of("virtual_server 10.0.0.1 80 {\n real_server 10.0.1.1 80 {\n }\n}");

        assertThat(interpreted.server().protocol()).isEqualTo(Protocol.UDP);
        assertThat(interpreted.server().scheduler()).isEqualTo(Scheduler.WLC);
        assertThat(interpreted.real().forwarding()).isEqualTo(Forwarding.NAT);
        assertThat(interpreted.problems())
                .containsExactly(
                        "1:1: warning WARNING: no 'protocol' is given; UDP is used, as in keepalived",
                        "1:1: warning WARNING: no 'lvs_sched' is given; wlc is used",
                        "1:1: warning WARNING: no 'lvs_method' is given; NAT is used");
    }

    @Test
    void protocolsAndFamiliesNameTheServer() {
        String rest = " lvs_sched rr\n lvs_method NAT\n real_server fd00::1 80 {\n }\n}\n";
        Interpreted interpreted = Interpreted.of("virtual_server fd00::5:0:1 80 {\n protocol UDP\n" + rest
                + "virtual_server 10.0.0.1 80 {\n protocol SCTP\n" + rest
                + "virtual_server fwmark 7 {\n" + rest
                + "virtual_server fwmark 8 {\n ip_family inet\n" + rest
                + "virtual_server fwmark 9 {\n ip_family inet6\n" + rest);

        assertThat(interpreted.problems()).isEmpty();
        assertThat(interpreted.result().state().virtualServers().stream().map(VirtualServer::name))
                .containsExactly(
                        "udp/[fd00::5:0:1]:80", "sctp/10.0.0.1:80", "fwmark/7/inet6", "fwmark/8", "fwmark/9/inet6");
        assertThat(interpreted.result().state().virtualServers().get(2).services())
                .containsExactly(new ServiceKey.Fwmark(7, true));
    }

    // ---- corrections --------------------------------------------------------------------------------------------

    @Test
    void aVirtualServerWithoutRealServersIsIgnored() {
        Interpreted interpreted =
                Interpreted.of("virtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_sched rr\n lvs_method NAT\n}");

        assertThat(interpreted.result().state().virtualServers()).isEmpty();
        assertThat(interpreted.problems())
                .containsExactly(
                        "1:1: warning WARNING: the virtual server tcp/10.0.0.1:80 has no real server and is ignored");
    }

    @Test
    void aRealServerThatStandsTwiceIsDropped() {
        Interpreted interpreted = Interpreted.virtualServer(
                " real_server 10.0.1.1 8080 {\n weight 5\n }\n real_server 10.0.1.1 8081 {\n }");

        assertThat(interpreted.server().realServers())
                .extracting(r -> r.endpoint().port())
                .containsExactly(8080, 8081);
        assertThat(interpreted.real().weight()).isEqualTo(5);
        assertThat(interpreted.problems())
                .containsExactly("10:2: warning WARNING: the real server 10.0.1.1:8080 is already in tcp/10.0.0.1:80; "
                        + "this one is ignored");
    }

    @Test
    void aQuorumThatCantBeReachedIsLowered() {
        Interpreted interpreted = Interpreted.virtualServer(" quorum 5\n hysteresis 1\n weight 3");

        assertThat(interpreted.server().quorum()).isEqualTo(3);
        assertThat(interpreted.server().hysteresis()).isEqualTo(1);
        assertThat(interpreted.problems())
                .containsExactly(
                        "2:9: warning WARNING: 'quorum' 5 can't be reached with a total weight of 3; 3 is used");
    }

    @Test
    void hysteresisStaysBelowTheQuorum() {
        Interpreted interpreted = Interpreted.virtualServer(" quorum 2\n hysteresis 2\n weight 3");

        assertThat(interpreted.server().hysteresis()).isEqualTo(1);
        assertThat(interpreted.problems())
                .containsExactly("3:13: warning WARNING: 'hysteresis' 2 is not less than the quorum 2; 1 is used");
    }

    @Test
    void aTotalWeightOfNothingLeavesAQuorumOfOne() {
        Interpreted interpreted = Interpreted.virtualServer(" weight 0");

        assertThat(interpreted.server().quorum()).isEqualTo(1);
        assertThat(interpreted.problems()).isEmpty();
    }

    @Test
    void portsOfDirectRoutingAreTheVirtualServers() {
        Interpreted interpreted =
                Interpreted.of("virtual_server 10.0.0.1 80 {\n protocol TCP\n lvs_sched rr\n lvs_method DR\n"
                        + " real_server 10.0.1.1 8080 {\n }\n real_server 10.0.1.2 {\n }\n}");

        assertThat(interpreted.server().realServers())
                .extracting(r -> r.endpoint().port())
                .containsExactly(80, 80);
        assertThat(interpreted.problems())
                .containsExactly(
                        "5:23: warning WARNING: with DR a real server has its virtual server's port: the virtual "
                                + "server's is used");
    }

    @Test
    void portsAreClearedForAFirewallMarkWithTunnels() {
        Interpreted interpreted = Interpreted.of(
                "virtual_server fwmark 1 {\n lvs_sched rr\n lvs_method TUN\n real_server 10.0.1.1 8080 {\n }\n}");

        assertThat(interpreted.real().endpoint().port()).isZero();
        assertThat(interpreted.problems())
                .containsExactly(
                        "4:23: warning WARNING: with TUN a real server has its virtual server's port: a firewall "
                                + "mark keeps the port");
    }

    @Test
    void allPortsNeedPersistence() {
        Interpreted interpreted = Interpreted.of(
                "virtual_server 10.0.0.1 {\n protocol TCP\n lvs_sched rr\n lvs_method DR\n real_server 10.0.1.1 {\n }\n}");

        assertThat(interpreted.server().persistence()).isEqualTo(persistence(360, 32, 128, ""));
        assertThat(interpreted.server().name()).isEqualTo("tcp/10.0.0.1:0");
        assertThat(interpreted.problems())
                .containsExactly("1:1: warning WARNING: a virtual server for all ports needs persistence; "
                        + "'persistence_timeout 360' is used");
    }

    @Test
    void whatOnlySomeServersHaveIsIgnoredForOthers() {
        Interpreted interpreted = Interpreted.virtualServer(" ops\n persistence_granularity 24");
        Interpreted mark = Interpreted.of("virtual_server fwmark 1 {\n protocol TCP\n ha_suspend\n lvs_sched rr\n"
                + " lvs_method DR\n real_server 10.0.1.1 {\n }\n}");

        assertThat(interpreted.server().onePacket()).isFalse();
        assertThat(interpreted.problems())
                .containsExactly(
                        "2:2: warning WARNING: 'ops' is for UDP only and is ignored",
                        "3:26: warning WARNING: 'persistence_granularity' has no effect without 'persistence_timeout'");
        assertThat(mark.server().haSuspend()).isFalse();
        assertThat(mark.problems())
                .containsExactly(
                        "2:11: warning WARNING: 'protocol' has no effect on a virtual server by firewall mark",
                        "3:2: warning WARNING: 'ha_suspend' has no effect on a virtual server by firewall mark, which has "
                                + "no address");
    }

    @Test
    void sizesOfGroupsAndPortsAreInherited() {
        assertThat(Interpreted.virtualServer("").real().endpoint())
                .isEqualTo(new Endpoint(Values.address("10.0.1.1").orElseThrow(), 8080));
    }
}
