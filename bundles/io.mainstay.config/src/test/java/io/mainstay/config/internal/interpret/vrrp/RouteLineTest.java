// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.vrrp.Prefix;
import io.mainstay.api.model.vrrp.VirtualRoute;
import io.mainstay.api.model.vrrp.VirtualRoute.Action;
import io.mainstay.api.model.vrrp.VirtualRoute.Encapsulation;
import io.mainstay.api.model.vrrp.VirtualRoute.Hop;
import io.mainstay.api.model.vrrp.VirtualRoute.Kind;
import io.mainstay.api.model.vrrp.VirtualRoute.Metric;
import io.mainstay.api.model.vrrp.VirtualRoute.Preference;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteLineTest {

    private static VirtualRoute route(String line) {
        return Vrrp.instance(" virtual_routes {\n" + line + "\n }")
                .objects()
                .routes()
                .get(0);
    }

    private static List<String> problems(String line) {
        return Vrrp.problemsOf(" virtual_routes {\n" + line + "\n }");
    }

    private static InetAddress address(String text) {
        return Values.address(text).orElseThrow();
    }

    @Test
    void allWordsOfIpRouteAreRead() {
        assertThat(route("src 10.0.0.9 to 10.0.0.0/8 via 10.0.0.254 dev eth1 scope link table 100 metric 5 tos 0x10"
                        + " protocol 18 mtu lock 1400 advmss 1300 rtt 100ms rttvar 50ms rto_min 1s window 9 cwnd lock 8"
                        + " ssthresh 7 reordering 6 hoplimit 64 initcwnd 5 initrwnd 4 quickack 1 fastopen_no_cookie 1"
                        + " realms 1/2 congctl cubic features ecn ttl-propagate disabled onlink append"))
                .isEqualTo(new VirtualRoute(
                        Kind.UNICAST,
                        new Prefix(address("10.0.0.0"), 8),
                        Optional.of(address("10.0.0.9")),
                        Optional.empty(),
                        Optional.of(new Hop(
                                Optional.of(address("10.0.0.254")),
                                Optional.of("eth1"),
                                1,
                                true,
                                1 << 16 | 2,
                                Optional.empty())),
                        List.of(),
                        100,
                        OptionalInt.of(253),
                        16,
                        OptionalInt.of(18),
                        OptionalLong.of(5),
                        Optional.empty(),
                        Map.ofEntries(
                                Map.entry(Metric.MTU, 1400L),
                                Map.entry(Metric.ADVERTISED_MSS, 1300L),
                                Map.entry(Metric.RTT, 800L),
                                Map.entry(Metric.RTT_VARIANCE, 200L),
                                Map.entry(Metric.RTO_MIN, 1000L),
                                Map.entry(Metric.WINDOW, 9L),
                                Map.entry(Metric.CONGESTION_WINDOW, 8L),
                                Map.entry(Metric.SLOW_START_THRESHOLD, 7L),
                                Map.entry(Metric.REORDERING, 6L),
                                Map.entry(Metric.HOP_LIMIT, 64L),
                                Map.entry(Metric.INITIAL_CONGESTION_WINDOW, 5L),
                                Map.entry(Metric.INITIAL_RECEIVE_WINDOW, 4L),
                                Map.entry(Metric.QUICK_ACK, 1L),
                                Map.entry(Metric.FAST_OPEN_NO_COOKIE, 1L)),
                        Set.of(Metric.MTU, Metric.CONGESTION_WINDOW),
                        true,
                        Optional.of("cubic"),
                        OptionalLong.empty(),
                        true,
                        Optional.of(false),
                        Action.APPEND,
                        true,
                        Optional.empty()));
    }

    @Test
    void theDefaultRouteHasTheFamilyOfItsGateway() {
        assertThat(route("default via 10.0.0.254 dev eth0").destination()).hasToString("0.0.0.0/0");
        assertThat(route("default via fe80::1 dev eth0").destination()).hasToString("::/0");
        assertThat(route("inet6 default dev eth0").destination()).hasToString("::/0");
        assertThat(route("10.9.9.9 dev eth0").destination()).hasToString("10.9.9.9/32");
    }

    @Test
    void ipv6HasItsOwnWords() {
        VirtualRoute route = route("2001:db8::/32 from 2001:db9::/32 dev eth0 pref high expires 60");

        assertThat(route.from().orElseThrow()).hasToString("2001:db9::/32");
        assertThat(route.preference()).contains(Preference.HIGH);
        assertThat(route.expires()).hasValue(60);
        assertThat(problems("10.0.0.0/8 dev eth0 pref low"))
                .containsExactly("8:1: error GENERAL: 'pref' is for IPv6 routes only");
        assertThat(problems("10.0.0.0/8 dev eth0 expires 5"))
                .containsExactly("8:1: error GENERAL: 'expires' is for IPv6 routes only");
        assertThat(problems("10.0.0.0/8 dev eth0 from 1.0.0.0/8"))
                .containsExactly("8:21: error GENERAL: 'from' is for IPv6 routes only");
    }

    @ParameterizedTest
    @CsvSource({
        "blackhole 10.0.0.0/8 no_track, BLACKHOLE, false",
        "unreachable 10.0.0.0/8 dev eth0, UNREACHABLE, true",
        "10.0.0.0/8 type prohibit dev eth0, PROHIBIT, true",
        "throw 10.0.0.0/8 no_track, THROW, false",
    })
    void kindsAreRead(String line, Kind kind, boolean tracked) {
        assertThat(route(line).kind()).isEqualTo(kind);
        assertThat(route(line).tracked()).isEqualTo(tracked);
    }

    @Test
    void aRouteMayHaveSeveralWays() {
        VirtualRoute route = route("10.0.0.0/8 no_track nexthop via 10.0.0.2 dev eth0 weight 2 onlink"
                + " nexthop via inet6 fe80::1 dev eth1 realms 3");

        assertThat(route.hop()).isEmpty();
        assertThat(route.hops())
                .containsExactly(
                        new Hop(Optional.of(address("10.0.0.2")), Optional.of("eth0"), 2, true, 0, Optional.empty()),
                        new Hop(Optional.of(address("fe80::1")), Optional.of("eth1"), 1, false, 3, Optional.empty()));
        assertThat(route("10.0.0.0/8 no_track via 10.0.0.2 or 10.0.0.3").hops()).hasSize(2);
        assertThat(problems("10.0.0.0/8 no_track gw 10.0.0.2"))
                .containsExactly("8:21: warning DEPRECATED: 'gw' is deprecated");
        assertThat(problems("10.0.0.0/8 no_track nexthop weight 5"))
                .containsExactly("8:21: error MISSING_PARAMETER: 'nexthop' needs 'via ADDRESS' or 'dev INTERFACE'");
        assertThat(problems("blackhole 10.0.0.0/8 via 10.0.0.2 dev eth0"))
                .containsExactly("8:1: error GENERAL: a route that goes nowhere has no 'via' and no 'nexthop'");
    }

    @Test
    void encapsulationsAreRead() {
        assertThat(route("10.0.0.0/8 dev eth0 encap ip id 5 dst 1.2.3.4 src 1.2.3.5 tos 1 ttl 3 csum key seq")
                        .hop()
                        .orElseThrow()
                        .encapsulation())
                .contains(new Encapsulation.Ip(
                        false,
                        OptionalLong.of(5),
                        Optional.of(address("1.2.3.4")),
                        Optional.of(address("1.2.3.5")),
                        OptionalInt.of(1),
                        OptionalInt.of(3),
                        1 | 4 | 8));
        assertThat(encapsulation("ip6 id 5 dst fd00::5 hoplimit 9 tc 2"))
                .isEqualTo(new Encapsulation.Ip(
                        true,
                        OptionalLong.of(5),
                        Optional.of(address("fd00::5")),
                        Optional.empty(),
                        OptionalInt.of(2),
                        OptionalInt.of(9),
                        0));
        assertThat(encapsulation("mpls 100/200 ttl 7"))
                .isEqualTo(new Encapsulation.Mpls(List.of(100, 200), OptionalInt.of(7)));
        assertThat(encapsulation("ila 1:2:3:ffff")).isEqualTo(new Encapsulation.Ila(0x0001_0002_0003_ffffL));
        assertThat(problems("10.0.0.0/8 dev eth0 encap gre"))
                .containsExactly("8:27: error GENERAL: 'gre' is not valid for 'encap': expected ip, ip6, mpls or ila");
        assertThat(problems("10.0.0.0/8 dev eth0 encap"))
                .containsExactly("8:21: error MISSING_PARAMETER: 'encap' needs a type: ip, ip6, mpls or ila");
        assertThat(problems("10.0.0.0/8 dev eth0 encap ip"))
                .containsExactly("8:27: error GENERAL: 'encap ip' needs 'id' or 'dst'");
        assertThat(problems("10.0.0.0/8 dev eth0 encap mpls 9999999")).hasSize(1);
        assertThat(problems("10.0.0.0/8 dev eth0 encap ila 1:2")).hasSize(1);
        assertThat(problems("10.0.0.0/8 dev eth0 encap ip dst fd00::1")).hasSize(1);
    }

    private static Encapsulation encapsulation(String words) {
        return route("10.0.0.0/8 dev eth0 encap " + words)
                .hop()
                .orElseThrow()
                .encapsulation()
                .orElseThrow();
    }

    @Test
    void tablesHaveNames() {
        assertThat(route("10.0.0.0/8 dev eth0 table local").table()).isEqualTo(255);
        assertThat(route("10.0.0.0/8 dev eth0 table uplink").table()).isEqualTo(77);
        assertThat(Vrrp.instance(" iproute_etc_dir /x", " virtual_routes {\n10.0.0.0/8 dev eth0 table elsewhere\n }")
                        .objects()
                        .routes()
                        .get(0)
                        .table())
                .isEqualTo(77);
        assertThat(route("10.0.0.0/8 dev eth0").table()).isEqualTo(VirtualRoute.MAIN);
        assertThat(route("10.0.0.0/8 dev eth0").action()).isEqualTo(Action.PREPEND);
        assertThat(problems("10.0.0.0/8 dev eth0 table nowhere"))
                .containsExactly(
                        "8:27: error GENERAL: 'nowhere' is not valid for 'table': expected the number or name of a routing "
                                + "table");
    }

    @Test
    void whatCannotBeFollowedIsNotTracked() {
        assertThat(route("10.0.0.0/8 via 10.0.0.254").tracked()).isFalse();
        assertThat(problems("10.0.0.0/8 via 10.0.0.254"))
                .containsExactly(
                        "8:1: warning WARNING: the route to 10.0.0.0/8 has no 'dev', so that its deletion cannot be "
                                + "noticed; it is not tracked");
        assertThat(route("10.0.0.0/8 dev eth0 protocol static").protocol()).isEmpty();
        assertThat(route("10.0.0.0/8 dev eth0 protocol static no_track").protocol())
                .hasValue(4);
    }

    @Test
    void wrongWordsAreTold() {
        assertThat(problems("dev eth0"))
                .containsExactly("8:1: error GENERAL: a route needs a destination: a network or 'default'");
        assertThat(problems("10.0.0.0/33 dev eth0")).hasSize(1);
        assertThat(problems("10.0.0.0/8 dev eth0 mtoo 5"))
                .containsExactly(
                        "8:21: error GENERAL: 'mtoo' is not known here", "8:26: error GENERAL: '5' is not known here");
        assertThat(problems("10.0.0.0/8 dev eth0 metric 1 metric 2"))
                .containsExactly("8:30: error GENERAL: 'metric' is given twice");
        assertThat(problems("10.0.0.0/8 dev eth0 vrf red"))
                .containsExactly("8:21: error GENERAL: 'vrf' is not supported in routes");
        assertThat(problems("10.0.0.0/8 via fd00::1 dev eth0"))
                .containsExactly("8:12: error GENERAL: 'via' mixes IPv4 and IPv6 in one route");
        assertThat(problems("10.0.0.0/8 dev eth9"))
                .containsExactly("8:12: error GENERAL: there is no interface 'eth9' (for a route)");
        assertThat(problems("to")).hasSize(1);
    }

    @Test
    void staticRoutesMayNameATrackGroup() {
        assertThat(Vrrp.of(
                                "static_routes {\n 10.0.0.0/8 dev eth0 track_group g\n}\ntrack_group g {\n group {\n V\n }\n}\n"
                                        + Vrrp.text(""))
                        .statics()
                        .routes()
                        .get(0)
                        .trackGroup())
                .contains("g");
        assertThat(problems("10.0.0.0/8 dev eth0 track_group g")).isNotEmpty();
    }
}
