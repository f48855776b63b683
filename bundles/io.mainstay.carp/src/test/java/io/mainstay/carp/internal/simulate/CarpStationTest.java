// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.carp.CarpConfiguration;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.Datagram;
import io.mainstay.platform.simulation.Outline;
import io.mainstay.platform.simulation.Station;
import io.mainstay.platform.simulation.Surroundings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Two hosts that hear each other at once. */
class CarpStationTest {
    private static final long SECOND = 1_000_000_000L;

    private final CarpProtocol protocol = new CarpProtocol();
    private final FakeHost a = new FakeHost(1);
    private final FakeHost b = new FakeHost(2);

    /** A host with what it said; what it sends waits until the test carries it. */
    private final class FakeHost implements Surroundings {
        private final int number;
        final List<String> said = new ArrayList<>();
        final Set<String> held = new TreeSet<>();
        final List<Datagram> sent = new ArrayList<>();
        Station station;

        FakeHost(int number) {
            this.number = number;
        }

        void begin(CarpInstance instance) {
            station = protocol.station(state(instance), this);
            station.start(0);
        }

        @Override
        public InetAddress source(String interfaceName, boolean ipv6) {
            return address(ipv6 ? "fe80::" + number : "10.0.0." + number);
        }

        @Override
        public boolean linkUp(String interfaceName) {
            return true;
        }

        @Override
        public boolean scriptPasses(String name) {
            return true;
        }

        @Override
        public long fileValue(String name) {
            return 0;
        }

        @Override
        public boolean processRuns(String name) {
            return true;
        }

        @Override
        public void send(Datagram datagram) {
            sent.add(new Datagram(
                    datagram.interfaceName(),
                    datagram.source(),
                    datagram.destination(),
                    datagram.ttl(),
                    datagram.bytes().clone()));
        }

        @Override
        public void hold(String router, InetAddress address) {
            held.add(address.getHostAddress());
        }

        @Override
        public void release(String router, InetAddress address) {
            held.remove(address.getHostAddress());
        }

        @Override
        public void entered(String router, String state, String why) {
            said.add(state);
        }

        @Override
        public void note(String router, String what) {
            said.add(what);
        }
    }

    private void run(long from, long to) {
        for (long now = from; now <= to; now += SECOND / 100) {
            a.station.timer(now);
            b.station.timer(now);
            carry(now, a, b);
            carry(now, b, a);
        }
    }

    private static void carry(long now, FakeHost from, FakeHost to) {
        List<Datagram> sent = List.copyOf(from.sent);
        from.sent.clear();
        sent.forEach(each -> to.station.arrive(now, each));
    }

    @Test
    void theyAgreeHandOverAndTakeBack() {
        a.begin(instance(0, "love", "10.0.0.9", "fd00::9"));
        b.begin(instance(100, "love", "10.0.0.9", "fd00::9"));
        run(0, 5 * SECOND);
        assertThat(a.held).hasSize(2);
        assertThat(b.held).isEmpty();
        assertThat(a.station.hasDeadline()).isTrue();
        assertThat(a.station.nextDeadline()).isGreaterThan(5 * SECOND);

        a.station.change(5 * SECOND, new Change.Link("eth0", false));
        carry(5 * SECOND, a, b);
        run(5 * SECOND, 7 * SECOND);
        assertThat(a.held).isEmpty();
        assertThat(b.held).as("told by a bow-out").hasSize(2);
        b.station.stop(7 * SECOND);
        assertThat(b.held).isEmpty();
        assertThat(a.said).containsExactly("BACKUP", "MASTER", "FAULT");
        assertThat(b.said).containsExactly("BACKUP", "MASTER", "INIT");
    }

    @Test
    void anotherPasswordIsSaidOnce() {
        a.begin(instance(0, "love", "10.0.0.9"));
        b.begin(instance(100, "hate", "10.0.0.9"));
        run(0, 8 * SECOND);
        assertThat(b.said).containsExactly("BACKUP", "drops the adverts of 10.0.0.1: digest", "MASTER");
    }

    @Test
    void aReloadKeepsTheMasterAndADeletedAddressComesBack() {
        a.begin(instance(0, "love", "10.0.0.9"));
        b.begin(instance(100, "love", "10.0.0.9"));
        run(0, 5 * SECOND);
        a.station.change(5 * SECOND, new Change.Reload(state(instance(0, "love", "10.0.0.10"))));
        assertThat(a.held).containsExactly("10.0.0.10");
        a.held.clear();
        a.station.change(5 * SECOND, new Change.AddressDeleted(address("10.0.0.10")));
        assertThat(a.held).containsExactly("10.0.0.10");
        a.station.change(5 * SECOND, new Change.Reload(state()));
        assertThat(a.held).isEmpty();
        assertThat(a.said).containsExactly("BACKUP", "MASTER", "INIT");
    }

    @Test
    void theOutlineSaysWhoSpeaksToWhom() {
        Outline outline = protocol.outline(state(instance(0, "love", "10.0.0.9", "fd00::9")));
        assertThat(outline.routers())
                .extracting(Outline.Router::identity)
                .containsExactly("CARP 42 IPv4", "CARP 42 IPv6");
        assertThat(outline.interfaces()).containsExactly("eth0");
        assertThat(protocol.problems(state(instance(0, "love", "10.0.0.9")))).isEmpty();
    }

    private static DesiredState state(CarpInstance... instances) {
        return new DesiredState(
                1,
                GlobalSettings.defaults("test"),
                List.of(),
                Map.of(),
                VrrpConfiguration.EMPTY,
                new CarpConfiguration(List.of(instances)));
    }

    private static CarpInstance instance(int advskew, String password, String... addresses) {
        return new CarpInstance(
                "web",
                "eth0",
                42,
                password,
                List.of(addresses).stream()
                        .map(CarpStationTest::address)
                        .map(each -> VirtualAddress.of(each, each.getAddress().length * 8))
                        .toList(),
                true,
                new CarpInstance.Timing(1, advskew, 3),
                false,
                CarpInstance.Transport.MULTICAST,
                false,
                CarpInstance.TieBreak.NUMERIC,
                CarpInstance.Replay.ACCEPT,
                false,
                CarpInstance.Scripts.NONE);
    }

    private static InetAddress address(String text) {
        return Values.address(text).orElseThrow();
    }
}
