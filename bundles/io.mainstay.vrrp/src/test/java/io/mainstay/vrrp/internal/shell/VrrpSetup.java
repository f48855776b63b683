// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.model.GlobalSettings;
import io.mainstay.api.model.carp.CarpConfiguration;
import io.mainstay.api.model.vrrp.Announcing;
import io.mainstay.api.model.vrrp.Answers;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.Preemption;
import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.Trackers;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.api.model.vrrp.VirtualObjects;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpGlobals;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.api.model.vrrp.VrrpLink;
import io.mainstay.api.model.vrrp.VrrpTiming;
import io.mainstay.api.model.vrrp.VrrpTransport;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.testkit.FakeScriptRunner;
import io.mainstay.testkit.RecordingJournal;
import io.mainstay.testkit.VirtualControlThread;
import io.mainstay.testkit.VirtualTime;
import io.mainstay.testkit.net.FakeNetwork;
import io.mainstay.testkit.net.FakePunctualLoop;
import io.mainstay.testkit.net.FakeRawSocket;
import io.mainstay.vrrp.internal.codec.AdvertAuth;
import io.mainstay.vrrp.internal.codec.AdvertPacket;
import io.mainstay.vrrp.internal.codec.AdvertShape;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An engine on a fake network with {@code eth0} (index 2, 10.0.0.1/24, fe80::1/64), in virtual time. */
final class VrrpSetup {
    static final int ETH0 = 2;

    final VirtualTime time = new VirtualTime();
    final FakePunctualLoop loop = new FakePunctualLoop(time);
    final FakeNetwork network = new FakeNetwork();
    final RecordingJournal journal = new RecordingJournal();
    final FakeScriptRunner scripts = new FakeScriptRunner().exitAtOnce();
    final VirtualControlThread control = new VirtualControlThread(time);
    final VrrpEngine engine;
    final Front front;
    boolean permitted = true;
    private long number;

    VrrpSetup(Path folder, boolean keep) {
        network.links().ethernet(ETH0, "eth0");
        network.addresses().add(InterfaceAddress.of(ETH0, address("10.0.0.1"), 24));
        network.addresses().add(InterfaceAddress.of(ETH0, address("fe80::1"), 64));
        Ports ports = new Ports(loop, network, scripts);
        engine = new VrrpEngine(
                control,
                journal,
                new Ports.Finder() {
                    @Override
                    public Ports find() {
                        return permitted ? ports : null;
                    }

                    @Override
                    public String whyNot() {
                        return "not permitted";
                    }
                },
                new Leftovers(folder.resolve("vrrp.held")),
                new VrrpEngine.Options(keep, false, false),
                done -> {
                    for (int i = 0; i < 10 && !done.isDone(); i++) {
                        time.advance(Duration.ZERO);
                    }
                });
        front = new Front(control, engine, journal);
    }

    // ---- configuration

    static VrrpInstance instance(String name, int vrid, int priority, String... addresses) {
        List<VirtualAddress> all = java.util.Arrays.stream(addresses)
                .map(text -> VirtualAddress.of(address(text), text.contains(":") ? 64 : 24))
                .toList();
        boolean ipv6 = all.get(0).isIpv6();
        return new VrrpInstance(
                name,
                ipv6,
                false,
                vrid,
                priority,
                false,
                new VrrpTiming(3, Duration.ofSeconds(1), 3),
                new VrrpLink(
                        Optional.of("eth0"), true, Optional.empty(), Optional.empty(), Optional.empty(), false, false),
                new VrrpTransport(
                        Optional.empty(),
                        false,
                        Optional.of(address(ipv6 ? "ff02::12" : "224.0.0.18")),
                        List.of(),
                        false,
                        false,
                        OptionalInt.empty(),
                        false,
                        VrrpTransport.OldUnicastChecksum.DETECT,
                        false,
                        false,
                        OptionalInt.empty()),
                new VrrpAuthentication.None(),
                Preemption.AT_ONCE,
                Answers.DEFAULT,
                Announcing.DEFAULT,
                true,
                false,
                new VirtualObjects(all, List.of(), List.of(), List.of()),
                false,
                Trackers.NONE,
                Notifications.NONE);
    }

    static VrrpConfiguration configuration(VrrpInstance... instances) {
        return configuration(List.of(instances), List.of());
    }

    static VrrpConfiguration configuration(List<VrrpInstance> instances, List<SyncGroup> groups) {
        VrrpConfiguration none = VrrpConfiguration.EMPTY;
        return new VrrpConfiguration(
                VrrpGlobals.DEFAULT,
                instances,
                groups,
                none.scripts(),
                none.trackFiles(),
                none.trackProcesses(),
                none.trackGroups(),
                none.statics(),
                none.garpGroups(),
                none.linkDelays(),
                none.linkbeat());
    }

    static VrrpInstance with(VrrpInstance from, Trackers trackers) {
        return copy(from, from.priority(), from.objects(), from.accept(), from.lossMeansBackup(), trackers);
    }

    static VrrpInstance withPriority(VrrpInstance from, int priority) {
        return copy(from, priority, from.objects(), from.accept(), from.lossMeansBackup(), from.trackers());
    }

    static VrrpInstance with(VrrpInstance from, VirtualObjects objects) {
        return copy(from, from.priority(), objects, from.accept(), from.lossMeansBackup(), from.trackers());
    }

    static VrrpInstance noAccept(VrrpInstance from) {
        return copy(from, from.priority(), from.objects(), false, from.lossMeansBackup(), from.trackers());
    }

    static VrrpInstance lossMeansBackup(VrrpInstance from) {
        return copy(from, from.priority(), from.objects(), from.accept(), true, from.trackers());
    }

    private static VrrpInstance copy(
            VrrpInstance from,
            int priority,
            VirtualObjects objects,
            boolean accept,
            boolean lossMeansBackup,
            Trackers trackers) {
        return new VrrpInstance(
                from.name(),
                from.ipv6(),
                from.dualStack(),
                from.virtualRouterId(),
                priority,
                from.wishMaster(),
                from.timing(),
                from.link(),
                from.transport(),
                from.authentication(),
                from.preemption(),
                from.answers(),
                from.announcing(),
                accept,
                from.strict(),
                objects,
                lossMeansBackup,
                trackers,
                from.notifications());
    }

    /** Prepares, and commits when there is no error. The errors. */
    List<String> load(VrrpConfiguration configuration) {
        DesiredState next = new DesiredState(
                ++number, GlobalSettings.defaults("test"), List.of(), Map.of(), configuration, CarpConfiguration.EMPTY);
        StateParticipant.Prepared prepared = engine.prepare(next);
        List<String> errors = prepared.diagnostics().stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::message)
                .toList();
        if (errors.isEmpty()) {
            prepared.commit();
        } else {
            prepared.abandon();
        }
        return errors;
    }

    // ---- the wire

    void pass(Duration duration) {
        time.advance(duration);
    }

    void passSeconds(double seconds) {
        time.advance(Duration.ofMillis((long) (seconds * 1000)));
    }

    /** The socket that was opened last. */
    FakeRawSocket socket() {
        return network.opened().get(network.opened().size() - 1);
    }

    /** Priorities of the adverts sent since the last time. */
    List<Integer> sentPriorities() {
        List<Integer> priorities = socket().sent().stream()
                .map(sent -> sent.content()[sent.to() instanceof java.net.Inet6Address ? 2 : 22] & 0xff)
                .toList();
        socket().sent().clear();
        return priorities;
    }

    /** An advert of a peer with address 10.0.0.host arrives. */
    void hear(int host, int vrid, int priority, String... addresses) {
        AdvertShape shape = new AdvertShape(
                3,
                false,
                vrid,
                100,
                java.util.Arrays.stream(addresses).map(VrrpSetup::address).toList(),
                AdvertAuth.NONE,
                false);
        InetAddress from = address("10.0.0." + host);
        InetAddress to = address("224.0.0.18");
        byte[] packet = new AdvertPacket(shape, from, to, 255).prepare(priority);
        socket().receive(packet.clone(), from, to, 255);
    }

    boolean holds(String address) {
        return network.addresses().held().contains(address(address));
    }

    List<String> transitions() {
        time.advance(Duration.ZERO);
        return journal.drain();
    }

    static VrrpInstance vmac(VrrpInstance from, String name) {
        VrrpLink link = new VrrpLink(
                from.link().device(),
                true,
                Optional.empty(),
                Optional.of(new VrrpLink.Vmac(name, Optional.empty(), false, false, java.util.OptionalLong.empty())),
                Optional.empty(),
                false,
                false);
        return linked(from, link, from.dualStack());
    }

    static VrrpInstance dualStack(VrrpInstance from) {
        return linked(from, from.link(), true);
    }

    private static VrrpInstance linked(VrrpInstance from, VrrpLink link, boolean dualStack) {
        return new VrrpInstance(
                from.name(),
                from.ipv6(),
                dualStack,
                from.virtualRouterId(),
                from.priority(),
                from.wishMaster(),
                from.timing(),
                link,
                from.transport(),
                from.authentication(),
                from.preemption(),
                from.answers(),
                from.announcing(),
                from.accept(),
                from.strict(),
                from.objects(),
                from.lossMeansBackup(),
                from.trackers(),
                from.notifications());
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
