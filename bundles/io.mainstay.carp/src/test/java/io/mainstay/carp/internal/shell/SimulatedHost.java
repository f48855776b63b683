// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.Script;
import io.mainstay.api.model.carp.CarpConfiguration;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.testkit.FakeScriptRunner;
import io.mainstay.testkit.RecordingJournal;
import io.mainstay.testkit.VirtualControlThread;
import io.mainstay.testkit.VirtualTime;
import io.mainstay.testkit.net.FakeNetwork;
import io.mainstay.testkit.net.FakePunctualLoop;
import io.mainstay.testkit.net.FakeRawSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host with fakes below and the real engine above. Interface 2 is eth0 with 10.0.0.NUMBER and fe80::NUMBER. */
final class SimulatedHost {
    static final int ETH0 = 2;
    private static final Duration TRAVEL = Duration.ofNanos(100_000);

    final VirtualTime time;
    final FakeNetwork network = new FakeNetwork();
    final FakePunctualLoop loop;
    final VirtualControlThread control;
    final RecordingJournal journal = new RecordingJournal();
    final FakeScriptRunner scripts = new FakeScriptRunner();
    final CarpEngine engine;
    final RouterDesk desk;
    private long number = 1;

    SimulatedHost(VirtualTime time, int address, Path state, boolean keep) {
        this.time = time;
        loop = new FakePunctualLoop(time);
        control = new VirtualControlThread(time);
        network.links().ethernet(ETH0, "eth0");
        network.addresses().add(InterfaceAddress.of(ETH0, address("10.0.0." + address), 24));
        network.addresses().add(InterfaceAddress.of(ETH0, address("fe80::" + address), 64));
        engine = new CarpEngine(control, journal, scripts, state, keep);
        desk = new RouterDesk(control, engine, () -> time.advance(Duration.ZERO));
    }

    SimulatedHost(VirtualTime time, int address) {
        this(time, address, null, false);
    }

    /** Joins two hosts' sockets, those that exist by now. */
    static void connect(SimulatedHost a, SimulatedHost b) {
        for (FakeRawSocket from : a.network.opened()) {
            from.wire(sent -> carry(sent, from, b));
        }
        for (FakeRawSocket from : b.network.opened()) {
            from.wire(sent -> carry(sent, from, a));
        }
    }

    private static void carry(FakeRawSocket.Sent sent, FakeRawSocket from, SimulatedHost to) {
        for (FakeRawSocket socket : List.copyOf(to.network.opened())) {
            if (!socket.closed() && socket.spec().ipv6() == from.spec().ipv6()) {
                to.time.schedule(TRAVEL, () -> socket.receive(sent.content(), sent.source(), sent.to(), 255));
            }
        }
    }

    void begin() {
        control.execute(() -> engine.networkCame(network, loop));
        run(Duration.ZERO);
    }

    void configure(CarpInstance... instances) {
        control.execute(() -> engine.prepare(state(instances), false).commit());
        run(Duration.ZERO);
    }

    DesiredState state(CarpInstance... instances) {
        return new DesiredState(
                number++,
                GlobalSettings.defaults("test"),
                List.of(),
                Map.of(),
                VrrpConfiguration.EMPTY,
                new CarpConfiguration(List.of(instances)));
    }

    void run(Duration by) {
        time.advance(by);
    }

    boolean has(String address) {
        return network.addresses().held().contains(address(address));
    }

    /** What the raw sockets have sent so far. */
    List<FakeRawSocket.Sent> sent() {
        return network.opened().stream()
                .flatMap(socket -> socket.sent().stream())
                .toList();
    }

    static InetAddress address(String text) {
        return Values.address(text).orElseThrow();
    }

    static Builder instance(String... addresses) {
        return new Builder(addresses);
    }

    static Script script(String path) {
        return new Script(List.of(path), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A vhid 42 on eth0, advbase 1, that changes can be made to. */
    static final class Builder {
        private final List<VirtualAddress> addresses;
        String name = "web";
        int vhid = 42;
        int advskew;
        boolean preempt;
        boolean install = true;
        String password = "love";
        CarpInstance.Transport transport = CarpInstance.Transport.MULTICAST;
        CarpInstance.Scripts scripts = CarpInstance.Scripts.NONE;

        Builder(String... texts) {
            addresses = List.of(texts).stream()
                    .map(SimulatedHost::address)
                    .map(each -> VirtualAddress.of(each, each.getAddress().length == 4 ? 24 : 64))
                    .toList();
        }

        Builder name(String value) {
            name = value;
            return this;
        }

        Builder vhid(int value) {
            vhid = value;
            return this;
        }

        Builder advskew(int value) {
            advskew = value;
            return this;
        }

        Builder preempt() {
            preempt = true;
            return this;
        }

        Builder byScripts() {
            install = false;
            return this;
        }

        Builder password(String value) {
            password = value;
            return this;
        }

        Builder transport(CarpInstance.Transport value) {
            transport = value;
            return this;
        }

        Builder scripts(CarpInstance.Scripts value) {
            scripts = value;
            return this;
        }

        CarpInstance build() {
            return new CarpInstance(
                    name,
                    "eth0",
                    vhid,
                    password,
                    addresses,
                    install,
                    new CarpInstance.Timing(1, advskew, 3),
                    preempt,
                    transport,
                    false,
                    CarpInstance.TieBreak.NUMERIC,
                    CarpInstance.Replay.ACCEPT,
                    false,
                    scripts);
        }
    }
}
