// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.net;

import static io.mainstay.linux.internal.net.TwoHosts.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.mainstay.platform.net.Addresses;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.Change.Placement;
import io.mainstay.platform.net.ChangeResult;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.IpPrefix;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.Links;
import io.mainstay.platform.net.MacAddress;
import io.mainstay.platform.net.Neighbour;
import io.mainstay.platform.net.NewLink;
import io.mainstay.platform.net.Nexthop;
import io.mainstay.platform.net.PreparedChange;
import io.mainstay.platform.net.Route;
import io.mainstay.platform.net.RouteEncap;
import io.mainstay.platform.net.RouteMetric;
import io.mainstay.platform.net.Routes;
import io.mainstay.platform.net.Rule;
import io.mainstay.platform.net.Rules;
import io.mainstay.platform.net.SystemCallException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel itself, in namespaces of the test. */
class LinuxNetworkTest {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private TwoHosts hosts;
    private LinuxNetwork network;
    private Link eth0;

    @BeforeEach
    void start() throws Exception {
        hosts = new TwoHosts();
        network = (LinuxNetwork) new LinuxNetworks().namespace(hosts.leftName);
        eth0 = network.links().byName("eth0").orElseThrow();
    }

    @AfterEach
    void stop() throws Exception {
        if (hosts != null) {
            network.close();
            hosts.close();
        }
        executor.shutdownNow();
    }

    private static InetAddress ip(String text) throws Exception {
        return InetAddress.getByName(text);
    }

    private InterfaceAddress address(String text, int length) throws Exception {
        return InterfaceAddress.of(eth0.index(), ip(text), length);
    }

    private void awaitTold(String line) throws InterruptedException {
        await(line, () -> told.contains(line));
    }

    @Test
    void linksAreListedAndFound() throws Exception {
        assertThat(eth0.running()).isTrue();
        assertThat(eth0.kind()).isEqualTo("veth");
        assertThat(eth0.parentElsewhere()).isTrue();
        assertThat(eth0.mtu()).isEqualTo(1500);
        assertThat(eth0.operState()).isEqualTo(Link.OperState.UP);
        assertThat(hosts.ip("link", "show", "eth0")).contains(eth0.mac().toString());
        assertThat(network.links().byIndex(eth0.index())).contains(eth0);
        assertThat(network.links().byName("nonesuch")).isEmpty();
        assertThat(network.links().byIndex(4711)).isEmpty();
        assertThat(network.links().list()).extracting(Link::name).containsExactly("lo", "eth0");
        assertThat(network.links().list().get(0).loopback()).isTrue();
    }

    @Test
    void linkEventsAreToldInOrder() throws Exception {
        Runnable end = network.links().listen(executor, new Links.Listener() {
            @Override
            public void appeared(Link link) {
                told.add("+" + link.name());
            }

            @Override
            public void changed(Link before, Link after) {
                if (before.running() != after.running()) {
                    told.add(after.name() + (after.running() ? " up" : " down"));
                }
            }

            @Override
            public void disappeared(Link last) {
                told.add("-" + last.name());
            }
        });
        awaitTold("+eth0");
        TwoHosts.run("ip", "-n", hosts.rightName, "link", "set", "eth0", "down");
        awaitTold("eth0 down");
        TwoHosts.run("ip", "-n", hosts.rightName, "link", "set", "eth0", "up");
        awaitTold("eth0 up");
        hosts.ip("link", "add", "extra", "type", "veth", "peer", "name", "other");
        awaitTold("+extra");
        hosts.ip("link", "del", "extra");
        awaitTold("-extra");
        assertThat(told)
                .filteredOn(line -> !line.contains("other"))
                .containsExactly("+lo", "+eth0", "eth0 down", "eth0 up", "+extra", "-extra");

        end.run();
        hosts.ip("link", "add", "late", "type", "veth", "peer", "name", "other");
        assertThat(network.links().byName("late")).isPresent();
        assertThat(told).doesNotContain("+late");
    }

    @Test
    void addressesWithAllTheirSettingsAreTheKernels() throws Exception {
        InterfaceAddress labelled = new InterfaceAddress(
                eth0.index(),
                ip("10.99.0.50"),
                32,
                null,
                ip("10.99.0.255"),
                InterfaceAddress.SCOPE_LINK,
                "eth0:v",
                InterfaceAddress.NOPREFIXROUTE,
                InterfaceAddress.FOREVER,
                InterfaceAddress.FOREVER,
                18);
        InterfaceAddress peer =
                new InterfaceAddress(eth0.index(), ip("10.98.0.1"), 32, ip("10.98.0.2"), null, 0, "", 0, 600, 300, 0);
        InterfaceAddress deprecated = new InterfaceAddress(
                eth0.index(),
                ip("fd99::50"),
                128,
                null,
                null,
                0,
                "",
                InterfaceAddress.NODAD | InterfaceAddress.HOME,
                InterfaceAddress.FOREVER,
                0,
                0);

        List<ChangeResult> results = network.apply(List.of(
                new Change.AddAddress(labelled), new Change.AddAddress(peer), new Change.AddAddress(deprecated)));

        assertThat(results).allMatch(ChangeResult::ok);
        assertThat(hosts.ip("addr", "show", "dev", "eth0"))
                .contains("inet 10.99.0.50/32 brd 10.99.0.255 scope link noprefixroute eth0:v")
                .contains("inet 10.98.0.1 peer 10.98.0.2/32")
                .containsPattern("valid_lft (600|599)sec preferred_lft (300|299)sec")
                .containsPattern("inet6 fd99::50/128 scope global .*deprecated");
        List<InterfaceAddress> listed = network.addresses().list();
        assertThat(listed)
                .filteredOn(each -> each.address().equals(labelled.address()))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.label()).isEqualTo("eth0:v");
                    assertThat(each.broadcast()).isEqualTo(labelled.broadcast());
                    assertThat(each.has(InterfaceAddress.NOPREFIXROUTE)).isTrue();
                    assertThat(each.protocol()).isEqualTo(18);
                });
        assertThat(listed)
                .anyMatch(each -> ipEquals(each, "10.98.0.1") && peer.peer().equals(each.peer()));
        assertThat(listed).anyMatch(each -> ipEquals(each, "fd99::50") && each.preferredSeconds() == 0);
        network.change(new Change.DeleteAddress(labelled));
        network.change(new Change.DeleteAddress(peer));
        network.change(new Change.DeleteAddress(deprecated));
        assertThat(hosts.ip("addr"))
                .doesNotContain("10.99.0.50")
                .doesNotContain("10.98.0.1")
                .doesNotContain("fd99::50");
    }

    private static boolean ipEquals(InterfaceAddress address, String text) {
        try {
            return address.address().equals(ip(text));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachChangeOfABatchEndsForItself() throws Exception {
        InterfaceAddress address = address("10.99.0.60", 24);
        PreparedChange change = network.prepare(List.of(
                new Change.AddAddress(address),
                new Change.AddAddress(address),
                new Change.AddAddress(InterfaceAddress.of(4711, address.address(), 24)),
                new Change.ReplaceAddress(address),
                new Change.DeleteAddress(address),
                new Change.DeleteAddress(address)));

        assertThat(network.prepare(List.of()).apply()).as("nothing to do").isZero();
        assertThat(change.apply()).isEqualTo(3);
        assertThat(errnos(change)).containsExactly(0, Errno.EEXIST, Errno.ENODEV, 0, 0, Errno.EADDRNOTAVAIL);
        assertThat(change.apply()).as("a prepared change can be used again").isEqualTo(3);
        assertThat(change.result(2).failure())
                .hasMessageContaining("AddAddress(")
                .hasMessageContaining("10.99.0.60/24 on interface 4711")
                .hasMessageContaining("ENODEV (No such device)");
    }

    private static List<Integer> errnos(PreparedChange change) {
        List<Integer> errnos = new ArrayList<>();
        for (int i = 0; i < change.size(); i++) {
            errnos.add(change.errno(i));
        }
        return errnos;
    }

    @Test
    void aThousandAddressesAreOneCall() throws Exception {
        List<Change> add = new ArrayList<>();
        List<Change> delete = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            InterfaceAddress address = address("10.200." + i / 250 + "." + (i % 250 + 1), 32);
            add.add(new Change.AddAddress(address));
            delete.add(new Change.DeleteAddress(address));
        }
        PreparedChange adding = network.prepare(add);
        long start = System.nanoTime();
        assertThat(adding.apply()).isZero();
        System.out.printf("1,000 addresses added in %d us%n", (System.nanoTime() - start) / 1_000);
        assertThat(network.addresses().list().stream().filter(each -> each.prefixLength() == 32))
                .hasSize(1000);
        assertThat(network.apply(delete)).allMatch(ChangeResult::ok);
    }

    @Test
    void applyingWhatIsPreparedAllocatesNothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        InterfaceAddress address = address("10.99.0.61", 32);
        PreparedChange add = network.prepare(List.of(new Change.AddAddress(address)));
        PreparedChange delete = network.prepare(List.of(new Change.DeleteAddress(address)));
        for (int i = 0; i < 500; i++) {
            assertThat(add.apply() + delete.apply()).isZero();
        }
        int failures = 0;
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < 100; i++) {
            failures += add.apply() + delete.apply();
        }
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(failures).isZero();
        assertThat(allocated).as("bytes in 200 changes").isLessThan(2_000);
    }

    @Test
    void addressesThatComeAndGoAreTold() throws Exception {
        network.addresses().listen(executor, new Addresses.Listener() {
            @Override
            public void added(InterfaceAddress address) {
                told.add("+" + address.address().getHostAddress());
            }

            @Override
            public void deleted(InterfaceAddress address) {
                told.add("-" + address.address().getHostAddress());
            }
        });
        awaitTold("+10.99.0.1");
        network.change(new Change.AddAddress(address("10.99.0.70", 24)));
        awaitTold("+10.99.0.70");
        hosts.ip("addr", "del", "10.99.0.70/24", "dev", "eth0");
        awaitTold("-10.99.0.70");
        hosts.ip("link", "del", "eth0");
        awaitTold("-10.99.0.1");
    }

    @Test
    void aMacvlanIsMadeAsVrrpWantsIt() throws Exception {
        MacAddress mac = MacAddress.of("00:00:5e:00:01:07");
        network.change(new Change.AddLink(new NewLink.Macvlan("vrrp.7", eth0.index(), NewLink.Mode.PRIVATE, mac)));
        Link vmac = network.links().byName("vrrp.7").orElseThrow();
        assertThat(vmac.mac()).isEqualTo(mac);
        assertThat(vmac.parent()).isEqualTo(eth0.index());
        assertThat(vmac.kind()).isEqualTo("macvlan");
        assertThat(vmac.macvlanMode()).isEqualTo(NewLink.Mode.PRIVATE);
        assertThat(vmac.adminUp()).isFalse();

        assertThat(network.apply(List.of(
                        new Change.SetAddressGeneration(vmac.index(), Change.AddressGeneration.NONE),
                        new Change.SetMtu(vmac.index(), 1400),
                        new Change.SetUp(vmac.index(), true))))
                .allMatch(ChangeResult::ok);
        network.sysctls().write("ipv4/conf/vrrp.7/arp_ignore", "1");
        assertThat(network.sysctls().read("ipv4/conf/vrrp.7/arp_ignore")).contains("1");
        assertThat(network.links().byIndex(vmac.index())).hasValueSatisfying(link -> {
            assertThat(link.running()).isTrue();
            assertThat(link.mtu()).isEqualTo(1400);
        });
        assertThat(network.addresses().list())
                .as("addrgenmode none: no link-local address")
                .noneMatch(each -> each.ifIndex() == vmac.index());
        network.change(new Change.DeleteLink(vmac.index()));
        assertThat(network.links().byName("vrrp.7")).isEmpty();
        assertThatThrownBy(() -> network.change(new Change.DeleteLink(vmac.index())))
                .isInstanceOf(SystemCallException.class)
                .hasMessageContaining("ENODEV");
    }

    @Test
    void ipvlanVethAndDummyAreMade() throws Exception {
        network.change(new Change.AddLink(new NewLink.VethPair("one", "two")));
        int one = network.links().byName("one").orElseThrow().index();
        List<ChangeResult> optional = network.apply(List.of(
                new Change.AddLink(new NewLink.Dummy("dumb")),
                new Change.AddLink(new NewLink.Ipvlan("ipv", one, NewLink.IpvlanFlag.BRIDGE))));
        assertThat(optional)
                .as("kernels without the driver refuse it")
                .allMatch(result -> result.ok() || result.errno() == Errno.EOPNOTSUPP);
        if (optional.get(1).ok()) {
            assertThat(network.links().byName("ipv"))
                    .hasValueSatisfying(link -> assertThat(link.parent()).isEqualTo(one));
        }
    }

    @Test
    void routesOfAllKindsComeBackAsTheyWent() throws Exception {
        IpPrefix net = new IpPrefix(ip("10.50.0.0"), 16);
        Route plain = Route.to(net)
                .via(ip("10.99.0.2"))
                .dev(eth0.index())
                .metric(7)
                .table(100)
                .source(ip("10.99.0.1"))
                .metric(RouteMetric.MTU, 1400)
                .lock(RouteMetric.MTU)
                .metric(RouteMetric.INITCWND, 20)
                .congestionControl("reno")
                .build();
        Route blackhole = Route.to(new IpPrefix(ip("10.51.0.0"), 16))
                .type(Route.Type.BLACKHOLE)
                .build();
        Route multipath = Route.to(new IpPrefix(ip("10.52.0.0"), 16))
                .nexthops(List.of(
                        new Nexthop(ip("10.99.0.2"), eth0.index(), 3, false, null, 0),
                        new Nexthop(ip("10.99.0.3"), eth0.index(), 1, true, null, 0)))
                .build();
        Route six = Route.to(new IpPrefix(ip("fd50::"), 32))
                .via(ip("fd99::2"))
                .dev(eth0.index())
                .metric(9)
                .preference(1)
                .build();
        Route viaSix = Route.to(new IpPrefix(ip("10.53.0.0"), 16))
                .via(ip("fd99::2"))
                .dev(eth0.index())
                .build();
        Route link =
                Route.to(new IpPrefix(ip("10.54.0.0"), 16)).dev(eth0.index()).build();

        for (Route route : List.of(plain, blackhole, multipath, six, viaSix, link)) {
            network.change(new Change.AddRoute(route, Placement.ADD));
        }

        List<Route> listed = network.routes().list();
        assertThat(listed).contains(plain, blackhole, viaSix, link);
        assertThat(listed)
                .anyMatch(each -> each.destination().equals(multipath.destination())
                        && each.nexthops().equals(multipath.nexthops()));
        assertThat(listed).anyMatch(each -> each.destination().equals(six.destination()) && each.preference() == 1);
        assertThat(hosts.ip("route", "show", "table", "100"))
                .contains("10.50.0.0/16 via 10.99.0.2 dev eth0 proto keepalived src 10.99.0.1 metric 7 mtu lock 1400")
                .contains("congctl reno");
        for (Route route : List.of(plain, blackhole, multipath, six, viaSix, link)) {
            network.change(new Change.DeleteRoute(route));
        }
        assertThat(network.apply(List.of(new Change.DeleteRoute(plain))).get(0).errno())
                .isEqualTo(Errno.ESRCH);
    }

    @Test
    void anEncapsulatedRouteIsWrittenAsIpWritesIt() throws Exception {
        Route tunnelled = Route.to(new IpPrefix(ip("10.55.0.0"), 16))
                .dev(eth0.index())
                .encap(new RouteEncap.Ip(false, 42, null, ip("10.99.0.2"), 0, 64, 0))
                .build();
        ChangeResult result = network.apply(List.of(new Change.AddRoute(tunnelled, Placement.ADD)))
                .get(0);
        if (result.errno() == Errno.EOPNOTSUPP) {
            return; // a kernel without light-weight tunnels
        }
        assertThat(result.errno()).isZero();
        assertThat(hosts.ip("route", "show", "10.55.0.0/16")).contains("encap ip id 42 src 0.0.0.0 dst 10.99.0.2");
    }

    @Test
    void routesAndRulesThatComeAndGoAreTold() throws Exception {
        network.routes().listen(executor, new Routes.Listener() {
            @Override
            public void added(Route route) {
                told.add("+" + route.destination());
            }

            @Override
            public void deleted(Route route) {
                told.add("-" + route.destination());
            }

            @Override
            public void resync() {}
        });
        network.rules().listen(executor, new Rules.Listener() {
            @Override
            public void added(Rule rule) {
                told.add("+rule " + rule.priority());
            }

            @Override
            public void deleted(Rule rule) {
                told.add("-rule " + rule.priority());
            }

            @Override
            public void resync() {}
        });
        hosts.ip("route", "add", "10.60.0.0/16", "dev", "eth0");
        awaitTold("+10.60.0.0/16");
        hosts.ip("route", "del", "10.60.0.0/16");
        awaitTold("-10.60.0.0/16");
        hosts.ip("rule", "add", "priority", "500", "from", "10.1.0.0/16", "table", "100");
        awaitTold("+rule 500");
        hosts.ip("rule", "del", "priority", "500");
        awaitTold("-rule 500");
    }

    @Test
    void rulesComeBackAsTheyWent() throws Exception {
        Rule simple = Rule.lookup(false, new IpPrefix(ip("10.1.0.0"), 16), null, 600, 100);
        Rule rich = new Rule(
                false,
                true,
                null,
                new IpPrefix(ip("10.2.0.0"), 16),
                "eth0",
                "",
                0x10,
                5,
                0xff,
                601,
                Rule.Action.LOOKUP,
                70_000,
                -1,
                0,
                false,
                Route.PROTOCOL_KEEPALIVED,
                6,
                new Rule.Range(1000, 2000),
                new Rule.Range(80, 80),
                new Rule.Range(0, 1000),
                0,
                8,
                -1);
        Rule six = new Rule(
                true,
                false,
                new IpPrefix(ip("fd01::"), 64),
                null,
                "",
                "",
                0,
                0,
                0,
                602,
                Rule.Action.UNREACHABLE,
                0,
                -1,
                0,
                false,
                Route.PROTOCOL_KEEPALIVED,
                0,
                null,
                null,
                null,
                0,
                -1,
                -1);

        for (Rule rule : List.of(simple, rich, six)) {
            network.change(new Change.AddRule(rule));
        }

        assertThat(network.rules().list()).contains(simple, rich, six);
        assertThat(network.apply(List.of(new Change.AddRule(simple))).get(0).errno())
                .isEqualTo(Errno.EEXIST);
        for (Rule rule : List.of(simple, rich, six)) {
            network.change(new Change.DeleteRule(rule));
        }
        assertThat(network.rules().list()).doesNotContain(simple, rich, six);
        assertThat(network.apply(List.of(new Change.DeleteRule(simple))).get(0).errno())
                .isEqualTo(Errno.ENOENT);
    }

    @Test
    void neighboursAreSetAndListed() throws Exception {
        Neighbour neighbour = new Neighbour(eth0.index(), ip("10.99.0.9"), MacAddress.of("02:00:00:00:00:09"), 0x80);
        network.change(new Change.SetNeighbour(neighbour));
        assertThat(network.neighbours().list()).contains(neighbour);
        network.change(new Change.DeleteNeighbour(neighbour));
    }

    @Test
    void whatTheKernelSaysInWordsIsKept() throws Exception {
        Route impossible = Route.to(new IpPrefix(ip("10.61.0.0"), 16))
                .via(ip("192.0.2.1"))
                .dev(eth0.index())
                .build();
        ChangeResult result = network.apply(List.of(new Change.AddRoute(impossible, Placement.ADD)))
                .get(0);
        assertThat(result.errno()).isEqualTo(Errno.ENETUNREACH);
        assertThat(result.detail()).isEqualTo("Nexthop has invalid gateway");
    }

    @Test
    void aNamespaceThatIsMadeAnewIsAnotherOne() throws Exception {
        LinuxNetworks networks = new LinuxNetworks();
        assertThat(networks.namespace(hosts.leftName)).isSameAs(networks.namespace(hosts.leftName));
        assertThat(networks.names()).contains(hosts.leftName, hosts.rightName);
        assertThatThrownBy(() -> networks.namespace("nonesuch"))
                .isInstanceOf(SystemCallException.class)
                .hasMessageContaining("ip netns add nonesuch");
        assertThat(networks.host().links().byName("lo")).isPresent();
        networks.deactivate();
    }

    @Test
    void sysctlsThatDoNotExistAreSaid() {
        assertThat(network.sysctls().read("ipv4/conf/nonesuch/arp_ignore")).isEmpty();
        assertThatThrownBy(() -> network.sysctls().write("ipv4/conf/nonesuch/arp_ignore", "1"))
                .hasMessageContaining("/proc/sys/net/ipv4/conf/nonesuch/arp_ignore")
                .hasMessageContaining("ENOENT");
        assertThatThrownBy(() -> network.sysctls().write("../kernel/hostname", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void genericNetlinkFindsFamiliesByName() throws Exception {
        assertThat(network.genericNetlink().family("nlctrl")).hasValueSatisfying(family -> {
            assertThat(family.id()).isEqualTo(16);
            assertThat(family.groups()).containsKey("notify");
            List<String> names = new ArrayList<>();
            assertThatCode(() -> network.genericNetlink()
                    .dump(
                            family,
                            new io.mainstay.platform.netlink.GenericNetlink.Request(3, 1, new byte[0]),
                            attributes -> names.add(attributes.string(2))));
            assertThat(names).contains("nlctrl");
        });
        assertThat(network.genericNetlink().family("NONESUCH")).isEmpty();
    }

    private static void assertThatCode(org.assertj.core.api.ThrowableAssert.ThrowingCallable code) {
        org.assertj.core.api.Assertions.assertThatCode(code).doesNotThrowAnyException();
    }
}
