// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.simulate;

import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.carp.internal.codec.AdvertCounter;
import io.mainstay.carp.internal.codec.AdvertDecoder;
import io.mainstay.carp.internal.codec.AdvertPacket;
import io.mainstay.carp.internal.codec.CarpShape;
import io.mainstay.carp.internal.codec.DropReason;
import io.mainstay.carp.internal.machine.CarpMachine;
import io.mainstay.carp.internal.machine.CarpRules;
import io.mainstay.carp.internal.machine.Cause;
import io.mainstay.carp.internal.machine.Effect;
import io.mainstay.carp.internal.machine.Effects;
import io.mainstay.carp.internal.machine.FaultReason;
import io.mainstay.carp.internal.plan.CarpPlan;
import io.mainstay.carp.internal.plan.CauseText;
import io.mainstay.carp.internal.plan.Family;
import io.mainstay.platform.simulation.Datagram;
import io.mainstay.platform.simulation.Surroundings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One machine with its packets and the addresses that it has installed. Thread-safety: the simulation's thread. */
final class Speaker {
    private static final int TTL = 255;

    /** A destination of its adverts. */
    private record Way(InetAddress source, InetAddress destination, AdvertPacket packet) {}

    private final Surroundings surroundings;
    private final CarpMachine machine;
    private final AdvertCounter counter;
    private final Effects fx = new Effects();
    private final Map<Family, AdvertDecoder> decoders = new EnumMap<>(Family.class);
    private final List<Way> ways = new ArrayList<>();
    private final Set<String> complaints = new HashSet<>();
    private CarpInstance config;
    private List<InetAddress> held = List.of();

    Speaker(CarpInstance config, Surroundings surroundings) {
        this.surroundings = surroundings;
        machine = new CarpMachine(CarpPlan.rules(config));
        wear(config);
        // Every run of a simulation is the same, and no two hosts count alike.
        counter = new AdvertCounter(
                ways.stream().mapToLong(way -> way.source().hashCode()).sum());
    }

    private void wear(CarpInstance next) {
        config = next;
        decoders.clear();
        ways.clear();
        CarpShape shape = CarpPlan.shape(next);
        for (Family family : Family.values()) {
            if (!family.spokenBy(next)) {
                continue;
            }
            InetAddress source =
                    family.configuredSource(next).orElseGet(() -> surroundings.source(next.device(), family.ipv6()));
            decoders.put(family, new AdvertDecoder(shape, CarpPlan.expected(next, family, source)));
            List<InetAddress> peers = family.peers(next);
            for (InetAddress to : peers.isEmpty() ? List.of(family.group(next)) : peers) {
                ways.add(new Way(source, to, new AdvertPacket(shape, source, to, 0)));
            }
        }
    }

    CarpMachine machine() {
        return machine;
    }

    /** Whether it can go on with another configuration. */
    boolean isFor(CarpInstance next) {
        return next.vhid() == config.vhid() && next.device().equals(config.device());
    }

    void start(long now) {
        fx.clear();
        if (!surroundings.linkUp(config.device())) {
            machine.fault(now, FaultReason.LINK_DOWN, fx);
        }
        machine.start(now, fx);
        perform();
    }

    void stop(long now) {
        fx.clear();
        machine.stop(now, false, fx);
        perform();
    }

    void timer(long now) {
        fx.clear();
        machine.timer(now, fx);
        perform();
    }

    void link(long now, String interfaceName, boolean up) {
        if (interfaceName.equals(config.device())) {
            fx.clear();
            if (up) {
                machine.clear(now, FaultReason.LINK_DOWN, fx);
            } else {
                machine.fault(now, FaultReason.LINK_DOWN, fx);
            }
            perform();
        }
    }

    void lost(long now, InetAddress address) {
        if (held.contains(address)) {
            fx.clear();
            machine.lost(now, fx);
            perform();
        }
    }

    void reconfigure(long now, CarpInstance next) {
        if (!next.equals(config)) {
            wear(next);
            fx.clear();
            machine.reconfigure(now, CarpPlan.rules(next), fx);
            perform();
        }
    }

    void arrive(long now, Datagram datagram) {
        Family family = datagram.ipv6() ? Family.IPV6 : Family.IPV4;
        AdvertDecoder decoder = decoders.get(family);
        if (decoder == null || !datagram.interfaceName().equals(config.device())) {
            return;
        }
        byte[] bytes = datagram.bytes();
        DropReason reason = datagram.ipv6()
                ? decoder.decodeIpv6(
                        bytes,
                        bytes.length,
                        datagram.source().getAddress(),
                        datagram.destination().getAddress(),
                        datagram.ttl())
                : decoder.decodeIpv4(bytes, bytes.length);
        if (reason != DropReason.NONE) {
            complain(reason, datagram.source());
            return;
        }
        counter.heard(decoder.counter());
        boolean breaksTies = family == Family.IPV4 || !decoders.containsKey(Family.IPV4);
        int interval = CarpRules.interval(decoder.advbase(), decoder.advskew());
        fx.clear();
        machine.advert(
                now,
                interval,
                decoder.demotion(),
                Arrays.hashCode(datagram.source().getAddress()),
                breaksTies ? decoder.compareSource() : 0,
                fx);
        perform();
    }

    /** What keeps an advert from counting is said once. */
    private void complain(DropReason reason, InetAddress from) {
        switch (reason) {
            case OWN, VRRP, OTHER_VHID, OTHER_GROUP, IP_HEADER -> {
                return; // somebody else's
            }
            default -> {
                String text = "drops the adverts of " + from.getHostAddress() + ": "
                        + reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                if (complaints.add(text)) {
                    surroundings.note(config.name(), text);
                }
            }
        }
    }

    private void perform() {
        for (int i = 0; i < fx.size(); i++) {
            perform(fx.kind(i), fx.cause(i), fx.value(i));
        }
    }

    private void perform(Effect effect, Cause cause, long value) {
        switch (effect) {
            case ADVERT -> send(config.timing().advbase(), Effect.advskew(value), Effect.demotion(value));
            case BOW_OUT -> send(255, 255, 0);
            case ADDRESSES_ADD, RESTORE, RECONCILE -> hold();
            case ADDRESSES_REMOVE -> {
                held.forEach(address -> surroundings.release(config.name(), address));
                held = List.of();
            }
            case ENTER_INIT, ENTER_BACKUP, ENTER_MASTER, ENTER_FAULT ->
                surroundings.entered(config.name(), machine.state().name(), CauseText.of(cause, value));
            case ANNOUNCE, SCRIPT_UP, SCRIPT_DOWN, RIVAL_SEEN, ADVSKEW_CHANGED -> {}
        }
    }

    private void hold() {
        List<InetAddress> wanted =
                config.addresses().stream().map(VirtualAddress::address).toList();
        held.stream()
                .filter(address -> !wanted.contains(address))
                .forEach(address -> surroundings.release(config.name(), address));
        wanted.forEach(address -> surroundings.hold(config.name(), address));
        held = wanted;
    }

    private void send(int advbase, int advskew, int demotion) {
        long number = counter.next();
        for (Way way : ways) {
            byte[] bytes = way.packet().prepare(advbase, advskew, demotion, number);
            surroundings.send(new Datagram(config.device(), way.source(), way.destination(), TTL, bytes));
        }
    }
}
