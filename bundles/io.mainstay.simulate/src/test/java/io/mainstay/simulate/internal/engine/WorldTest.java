// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.platform.simulation.Change;
import io.mainstay.platform.simulation.Datagram;
import io.mainstay.platform.simulation.Station;
import io.mainstay.platform.simulation.Surroundings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts, wires and time, with daemons that only write down what they see. */
class WorldTest implements Observer {
    private static final long MILLI = 1_000_000L;
    private static final InetAddress GROUP = address("224.0.0.18");
    private static final InetAddress VIRTUAL = address("192.0.2.100");

    private final List<String> seen = new ArrayList<>();
    private final World world = new World(Long.MAX_VALUE - 5 * MILLI, 1, this);
    private final Host a = host("a", 1);
    private final Host b = host("b", 2);
    private final Host c = host("c", 3);

    private Host host(String name, int number) {
        Nic nic = new Nic("eth0", "lan", address("10.0.0." + number), address("fe80::" + number));
        return world.add(name, List.of(nic), new Daemon() {
            @Override
            public List<Station> stations(Surroundings surroundings) {
                return List.of(new Recorder(name, surroundings));
            }

            @Override
            public void reloaded(Change.Reload reload) {}
        });
    }

    private static InetAddress address(String text) {
        return Values.address(text).orElseThrow();
    }

    private void say(Host from, InetAddress to) {
        ((Recorder) from.stations().get(0)).say(to);
    }

    private List<String> after(long millis) {
        seen.clear();
        world.agenda().advance(millis * MILLI);
        return List.copyOf(seen);
    }

    private void startAll() {
        world.hosts().forEach(Host::start);
    }

    @Test
    void everybodyOnTheWireHearsAGroupButTheSender() {
        startAll();
        say(a, GROUP);

        assertThat(after(1)).containsExactly("b hears a", "c hears a");
    }

    @Test
    void unicastReachesTheOneThatHasTheAddress() {
        startAll();
        say(a, address("10.0.0.3"));

        assertThat(after(1)).containsExactly("c hears a");
    }

    @Test
    void partitionsAreOneWayAndCounted() {
        startAll();
        world.network().block(a, b);
        world.network().block(a, b);
        world.network().unblock(a, b);
        say(a, GROUP);
        say(b, GROUP);

        assertThat(after(1)).containsExactly("c hears a", "a hears b", "c hears b");
        world.network().unblock(a, b);
        say(a, GROUP);
        assertThat(after(1)).contains("b hears a");
    }

    @Test
    void aPartitionOfAnotherWireDoesNotMatter() {
        startAll();
        world.network().block(a, b, "wan");
        say(a, GROUP);
        assertThat(after(1)).contains("b hears a");

        world.network().block(a, b, "lan");
        say(a, GROUP);
        assertThat(after(1)).containsExactly("c hears a");
    }

    @Test
    void aLinkThatIsDownNeitherSendsNorReceives() {
        startAll();
        a.change(new Change.Link("eth0", false));
        say(a, GROUP);
        say(b, GROUP);

        assertThat(after(1)).containsExactly("c hears b");
    }

    @Test
    void jitterBringsPacketsOutOfOrderAndLossTakesAll() {
        startAll();
        world.network().quality(new Quality(0, 100 * MILLI, 0, 0));
        for (int i = 0; i < 10; i++) {
            say(a, address("10.0.0.2"));
            say(c, address("10.0.0.2"));
        }
        assertThat(after(100)).hasSize(20);

        world.network().quality(new Quality(0, 0, 1, 0));
        say(a, GROUP);
        assertThat(after(100)).isEmpty();
    }

    @Test
    void duplicatesComeTwice() {
        startAll();
        world.network().quality(new Quality(0, 0, 0, 1));
        say(a, address("10.0.0.2"));

        assertThat(after(1)).containsExactly("b hears a", "b hears a");
    }

    @Test
    void whatArrivesDuringAPauseWaits() {
        startAll();
        b.pause();
        say(a, GROUP);
        assertThat(after(1)).containsExactly("c hears a");

        seen.clear();
        b.resume();
        assertThat(seen).containsExactly("b hears a");
    }

    @Test
    void aKilledHostLosesItsAddressesAndACrashedOneKeepsThem() {
        startAll();
        world.hosts().forEach(host -> ((Recorder) host.stations().get(0)).surroundings.hold("r", VIRTUAL));
        a.kill();
        b.crash();

        assertThat(a.addresses()).isEmpty();
        assertThat(b.addresses()).containsExactly(VIRTUAL);
        say(c, GROUP);
        assertThat(after(1)).isEmpty();

        b.start();
        assertThat(b.addresses()).isEmpty();
    }

    @Test
    void anAddressIsHeldUntilTheLastRouterLetsItGo() {
        startAll();
        Surroundings surroundings = ((Recorder) a.stations().get(0)).surroundings;
        surroundings.hold("one", VIRTUAL);
        surroundings.hold("two", VIRTUAL);
        surroundings.release("one", VIRTUAL);
        assertThat(a.addresses()).containsExactly(VIRTUAL);

        surroundings.release("two", VIRTUAL);
        assertThat(a.addresses()).isEmpty();
    }

    @Test
    void timersAreDueOnTheHostsOwnClock() {
        startAll();
        Recorder recorder = (Recorder) a.stations().get(0);
        recorder.deadline = a.now() + 100 * MILLI;
        recorder.armed = true;
        a.jump(60 * MILLI);

        assertThat(after(39)).isEmpty();
        assertThat(after(1)).containsExactly("a timer");
    }

    @Override
    public void entered(Host host, String router, String state, String why) {}

    @Override
    public void said(Host host, String router, String what) {}

    @Override
    public void held(Host host, InetAddress address, boolean held) {}

    /** Writes down what it hears. */
    private final class Recorder implements Station {
        private final String name;
        private final Surroundings surroundings;
        private boolean armed;
        private long deadline;
        private int number;

        Recorder(String name, Surroundings surroundings) {
            this.name = name;
            this.surroundings = surroundings;
        }

        void say(InetAddress to) {
            byte[] bytes = (name + " " + number++).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            surroundings.send(new Datagram("eth0", surroundings.source("eth0", false), to, 255, bytes));
        }

        @Override
        public void start(long now) {}

        @Override
        public void stop(long now) {}

        @Override
        public void arrive(long now, Datagram datagram) {
            seen.add(name + " hears " + (char) datagram.bytes()[0]);
        }

        @Override
        public boolean hasDeadline() {
            return armed;
        }

        @Override
        public long nextDeadline() {
            return deadline;
        }

        @Override
        public void timer(long now) {
            if (now - deadline >= 0) {
                armed = false;
                seen.add(name + " timer");
            }
        }

        @Override
        public void change(long now, Change change) {}
    }
}
