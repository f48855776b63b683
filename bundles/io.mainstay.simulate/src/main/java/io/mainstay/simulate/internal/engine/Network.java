// SPDX-License-Identifier: Apache-2.0
package io.mainstay.simulate.internal.engine;

import io.mainstay.platform.simulation.Datagram;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** All wires: delay, jitter (and with it reordering), loss, duplication and partitions, all from one seed. */
public final class Network {
    private static final byte[] BROADCAST = {-1, -1, -1, -1};

    private static final String EVERY_WIRE = "";

    private record Way(Host from, Host to, String wire) {}

    private final World world;
    private final Random random;
    private final Map<Way, Integer> blocked = new HashMap<>();
    private Quality quality = Quality.GOOD;

    Network(World world, long seed) {
        this.world = world;
        random = new Random(seed);
    }

    public Quality quality() {
        return quality;
    }

    public void quality(Quality value) {
        quality = value;
        world.disturb();
    }

    /** Nothing passes in this direction until it was unblocked as often as blocked. */
    public void block(Host from, Host to) {
        block(from, to, EVERY_WIRE);
    }

    /** As {@link #block(Host, Host)}, on one wire. */
    public void block(Host from, Host to, String wire) {
        blocked.merge(new Way(from, to, wire), 1, Integer::sum);
        world.disturb();
    }

    public void unblock(Host from, Host to) {
        unblock(from, to, EVERY_WIRE);
    }

    public void unblock(Host from, Host to, String wire) {
        blocked.computeIfPresent(new Way(from, to, wire), (way, times) -> times == 1 ? null : times - 1);
        world.disturb();
    }

    public void unblockAll() {
        blocked.clear();
        world.disturb();
    }

    public boolean passes(Host from, Host to, String wire) {
        return !blocked.containsKey(new Way(from, to, EVERY_WIRE)) && !blocked.containsKey(new Way(from, to, wire));
    }

    void send(Host from, Datagram datagram) {
        byte[] bytes = datagram.bytes().clone(); // the sender uses its buffer again
        boolean toAll = isToAll(datagram.destination());
        for (Host to : world.hosts()) {
            if (to != from) {
                for (Nic nic : to.nics()) {
                    boolean meant = toAll ? sameWire(from, datagram, nic) : nic.has(datagram.destination());
                    if (meant) {
                        send(from, to, datagram, nic, bytes);
                    }
                }
            }
        }
    }

    /** A group, or IPv4's broadcast address. */
    private static boolean isToAll(InetAddress destination) {
        return destination.isMulticastAddress() || Arrays.equals(destination.getAddress(), BROADCAST);
    }

    private static boolean sameWire(Host from, Datagram datagram, Nic nic) {
        return from.nic(datagram.interfaceName())
                .map(Nic::wire)
                .filter(nic.wire()::equals)
                .isPresent();
    }

    private void send(Host from, Host to, Datagram datagram, Nic nic, byte[] bytes) {
        if (!passes(from, to, nic.wire()) || !to.linkUp(nic.name())) {
            return;
        }
        if (random.nextDouble() < quality.loss()) {
            world.disturb();
            return;
        }
        Datagram arriving = new Datagram(nic.name(), datagram.source(), datagram.destination(), datagram.ttl(), bytes);
        int copies = random.nextDouble() < quality.duplication() ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            world.agenda().after(travel(), () -> to.arrive(arriving));
        }
    }

    private long travel() {
        return quality.delayNanos() + (long) (random.nextDouble() * quality.jitterNanos());
    }
}
