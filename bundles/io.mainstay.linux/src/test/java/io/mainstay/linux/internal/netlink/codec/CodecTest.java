// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.netlink.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import io.mainstay.platform.net.Change.Placement;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.IpPrefix;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.Neighbour;
import io.mainstay.platform.net.NewLink;
import io.mainstay.platform.net.Nexthop;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.RouteEncap;
import io.mainstay.platform.net.RouteMetric;
import io.mainstay.platform.net.Rule;
import io.mainstay.platform.netlink.AttributeWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static IpPrefix net(String text, int length) {
        return new IpPrefix(ip(text), length);
    }

    /** What a decoder makes of a body. */
    private interface Decoder {
        Object decode(ByteBuffer bytes, int at, int length);
    }

    private static Object decode(Decoder decoder, byte[] body) {
        return decoder.decode(ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()), 0, body.length);
    }

    static Stream<InterfaceAddress> addresses() {
        return Stream.of(
                InterfaceAddress.of(3, ip("10.0.0.1"), 24),
                InterfaceAddress.of(3, ip("fd00::1"), 64),
                new InterfaceAddress(
                        70_000,
                        ip("10.0.0.1"),
                        32,
                        ip("10.0.0.2"),
                        ip("10.0.0.255"),
                        253,
                        "eth0:1",
                        0x202,
                        600,
                        300,
                        18),
                new InterfaceAddress(
                        1,
                        ip("fe80::1"),
                        128,
                        ip("fe80::2"),
                        null,
                        253,
                        "",
                        InterfaceAddress.NODAD,
                        0xffff_ffffL,
                        0,
                        0));
    }

    @ParameterizedTest
    @MethodSource("addresses")
    void anAddressSurvivesTheWay(InterfaceAddress address) {
        assertThat(decode(AddressCodec::decode, AddressCodec.add(address, true).body()))
                .isEqualTo(address);
    }

    static Stream<Route> routes() {
        return Stream.of(
                Route.to(net("0.0.0.0", 0)).via(ip("10.0.0.1")).build(),
                Route.to(net("10.1.0.0", 16))
                        .dev(3)
                        .tos(0x10)
                        .table(1000)
                        .metric(5)
                        .protocol(4)
                        .source(ip("10.0.0.9"))
                        .realms(7)
                        .onlink(true)
                        .build(),
                Route.to(net("10.1.0.0", 16)).type(Route.Type.PROHIBIT).build(),
                Route.to(net("10.1.0.0", 16)).via(ip("fe80::1")).dev(3).build(),
                Route.to(net("10.1.0.0", 16))
                        .metric(RouteMetric.MTU, 1400)
                        .lock(RouteMetric.MTU)
                        .metric(RouteMetric.FASTOPEN_NO_COOKIE, 1)
                        .congestionControl("bbr")
                        .build(),
                Route.to(net("fd00::", 16))
                        .from(net("fd01::", 32))
                        .preference(3)
                        .expiresSeconds(60)
                        .build(),
                Route.to(net("10.2.0.0", 16))
                        .ttlPropagate(false)
                        .dev(1)
                        .encap(new RouteEncap.Mpls(List.of(100, 200), 9))
                        .build(),
                Route.to(net("10.3.0.0", 16))
                        .dev(1)
                        .encap(new RouteEncap.Ip(false, 1L << 40, ip("10.0.0.1"), ip("10.0.0.2"), 4, 64, 5))
                        .build(),
                Route.to(net("fd02::", 64))
                        .dev(1)
                        .encap(new RouteEncap.Ip(true, 3, null, ip("fd00::2"), 0, 64, 0))
                        .build(),
                Route.to(net("fd03::", 64))
                        .dev(1)
                        .encap(new RouteEncap.Ila(0x2001_0db8L << 32, 2))
                        .build(),
                Route.to(net("10.4.0.0", 16))
                        .nexthops(List.of(
                                new Nexthop(ip("10.0.0.1"), 3, 256, true, null, 9),
                                new Nexthop(null, 4, 1, false, new RouteEncap.Mpls(List.of(3), 0), 0),
                                new Nexthop(ip("fe80::1"), 5, 2, false, null, 0)))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteSurvivesTheWay(Route route) {
        Route decoded = (Route)
                decode(RouteCodec::decode, RouteCodec.add(route, Placement.ADD).body());
        int flags = route.onlink() ? 4 : 0;
        assertThat(decoded)
                .isEqualTo(new Route(
                        route.ipv6(),
                        route.type(),
                        route.destination(),
                        route.from(),
                        route.tos(),
                        route.table(),
                        route.protocol(),
                        route.scope(),
                        route.metric(),
                        route.source(),
                        route.gateway(),
                        route.ifIndex(),
                        route.onlink(),
                        route.nexthops(),
                        route.metrics(),
                        route.locked(),
                        route.congestionControl(),
                        route.realms(),
                        route.preference(),
                        route.expiresSeconds(),
                        route.ttlPropagate(),
                        route.encap(),
                        flags));
    }

    @Test
    void bitsBehindThePrefixAreNotSent() {
        Route sloppy = Route.to(net("10.1.255.7", 18)).dev(1).build();
        assertThat(((Route) decode(RouteCodec::decode, RouteCodec.delete(sloppy).body())).destination())
                .isEqualTo(net("10.1.192.0", 18));
    }

    static Stream<Rule> rules() {
        return Stream.of(
                Rule.lookup(false, net("10.0.0.0", 8), null, 100, 254),
                Rule.lookup(true, null, net("fd00::", 8), 100, 70_000),
                new Rule(
                        false,
                        true,
                        net("10.0.0.0", 8),
                        net("10.1.0.0", 16),
                        "eth0",
                        "eth1",
                        0x10,
                        1,
                        0xff,
                        0xffff_fff0L,
                        Rule.Action.GOTO,
                        0,
                        200,
                        3,
                        true,
                        18,
                        6,
                        new Rule.Range(1, 2),
                        new Rule.Range(80, 65535),
                        new Rule.Range(0, 0xffff_fffeL),
                        1L << 40,
                        24,
                        7));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleSurvivesTheWay(Rule rule) {
        assertThat(decode(RuleCodec::decode, RuleCodec.add(rule).body())).isEqualTo(rule);
    }

    @Test
    void aNeighbourSurvivesTheWay() {
        Neighbour neighbour = new Neighbour(4, ip("fe80::9"), MacAddress.of("02:00:00:00:00:01"), 0x80);
        assertThat(decode(NeighbourCodec::decode, NeighbourCodec.set(neighbour).body()))
                .isEqualTo(neighbour);
    }

    @Test
    void aNewMacvlanIsAskedForWithKindModeAndMac() {
        NetlinkRequest request = LinkCodec.create(
                new NewLink.Macvlan("vrrp.1", 5, NewLink.Mode.PRIVATE, MacAddress.of("00:00:5e:00:01:01")));
        // The kernel's own messages always have an MTU.
        byte[] body = new AttributeWriter().raw(request.body()).u32(4, 1500).toBytes();
        Link link = (Link) decode(LinkCodec::decode, body);
        assertThat(link.name()).isEqualTo("vrrp.1");
        assertThat(link.kind()).isEqualTo("macvlan");
        assertThat(link.macvlanMode()).isEqualTo(NewLink.Mode.PRIVATE);
        assertThat(link.mac()).hasToString("00:00:5e:00:01:01");
        assertThat(link.parent()).isEqualTo(5);
    }

    /** Every message that a kernel sent, cut at every length: nothing is thrown, and a cut header is nothing. */
    @Test
    void everyTruncationIsSurvived() throws Exception {
        List<byte[]> datagrams = new ArrayList<>();
        for (String seed :
                Set.of("links0", "addresses0", "routes0", "routes1", "rules0", "neighbours0", "refused0", "family0")) {
            try (InputStream in =
                    CodecTest.class.getResourceAsStream("NetlinkFuzzTestInputs/anyDatagramIsReadWithoutHarm/" + seed)) {
                datagrams.add(in.readAllBytes());
            }
        }
        List<Decoder> decoders = List.of(
                LinkCodec::decode, AddressCodec::decode, RouteCodec::decode, RuleCodec::decode, NeighbourCodec::decode);
        int decoded = 0;
        for (byte[] datagram : datagrams) {
            NetlinkReader reader = new NetlinkReader(ByteBuffer.wrap(datagram)).begin(datagram.length);
            while (reader.next()) {
                for (int length = 0; length <= reader.payloadLength(); length++) {
                    for (Decoder decoder : decoders) {
                        Object value = decoder.decode(reader.bytes(), reader.payload(), length);
                        decoded += value == null ? 0 : 1;
                        assertThat(length >= 8 || value == null).isTrue();
                    }
                }
            }
            for (int length = 0; length < datagram.length; length++) {
                NetlinkReader cut = new NetlinkReader(ByteBuffer.wrap(datagram)).begin(length);
                assertThatCode(() -> {
                            while (cut.next()) {
                                ExtendedAck.message(cut);
                                GenericCodec.family(GenericCodec.attributes(cut));
                            }
                        })
                        .doesNotThrowAnyException();
            }
        }
        assertThat(decoded).isPositive();
    }

    @Test
    void whatAKernelSaidIsUnderstood() throws Exception {
        assertThat(kernelsOwn("links0", LinkCodec::decode)).extracting("name").contains("lo", "vb");
        assertThat(kernelsOwn("links1", LinkCodec::decode))
                .extracting("name", "kind")
                .contains(tuple("mv", "macvlan"));
        assertThat(kernelsOwn("addresses0", AddressCodec::decode))
                .extracting("label")
                .contains("va:1");
        assertThat(kernelsOwn("rules0", RuleCodec::decode)).extracting("table").contains(9999, 255, 254, 253);
        assertThat(kernelsOwn("routes0", RouteCodec::decode))
                .extracting("destination")
                .contains(net("10.7.0.0", 16), net("10.8.0.0", 16), net("10.9.0.0", 16));
        byte[] refusal = seed("refused0");
        NetlinkReader reader = new NetlinkReader(ByteBuffer.wrap(refusal)).begin(refusal.length);
        assertThat(reader.next()).isTrue();
        assertThat(reader.errno()).isEqualTo(19);
    }

    private static byte[] seed(String name) throws IOException {
        try (InputStream in =
                CodecTest.class.getResourceAsStream("NetlinkFuzzTestInputs/anyDatagramIsReadWithoutHarm/" + name)) {
            return in.readAllBytes();
        }
    }

    private static List<Object> kernelsOwn(String name, Decoder decoder) throws IOException {
        byte[] datagram = seed(name);
        List<Object> values = new ArrayList<>();
        NetlinkReader reader = new NetlinkReader(ByteBuffer.wrap(datagram)).begin(datagram.length);
        while (reader.next()) {
            Object value = decoder.decode(reader.bytes(), reader.payload(), reader.payloadLength());
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }
}
