// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.api.model.vrrp.UnicastPeer;
import io.mainstay.api.model.vrrp.VirtualAddress;
import io.mainstay.platform.simulation.Datagram;
import io.mainstay.platform.simulation.Surroundings;
import io.mainstay.vrrp.internal.codec.AdvertDecoder;
import io.mainstay.vrrp.internal.codec.AdvertPacket;
import io.mainstay.vrrp.internal.codec.DropReason;
import io.mainstay.vrrp.internal.machine.VrrpMachine;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One machine with its packets and the addresses that it has installed. */
final class Speaker {
    private static final int TTL = 255;
    private static final int AH = 51;
    private static final int AH_LENGTH = 24;

    private final Surroundings surroundings;
    private final VrrpMachine machine;
    private final Set<InetAddress> installed = new LinkedHashSet<>();
    private final Set<String> complaints = new HashSet<>();
    private RouterPlan plan;
    private InetAddress source;
    private byte[] sourceBytes;
    private AdvertDecoder decoder;
    private List<AdvertPacket> packets = List.of();
    private List<InetAddress> destinations = List.of();

    Speaker(int id, RouterPlan plan, Surroundings surroundings) {
        this.surroundings = surroundings;
        machine = new VrrpMachine(id, plan.rules(), false);
        plan(plan);
    }

    /** What is configured now. The machine is told by the caller. */
    void plan(RouterPlan next) {
        plan = next;
        source = next.transport().source().orElseGet(() -> surroundings.source(interfaceName(), next.ipv6()));
        sourceBytes = source.getAddress();
        boolean unicast = next.transport().unicast();
        decoder = new AdvertDecoder(next.shape(), unicast, unicast ? 0 : TTL, TTL);
        destinations = unicast
                ? next.transport().peers().stream().map(UnicastPeer::address).toList()
                : List.of(next.transport().group().orElseThrow());
        packets = destinations.stream()
                .map(destination -> new AdvertPacket(next.shape(), source, destination, ttl()))
                .toList();
        complaints.clear();
    }

    private int ttl() {
        return plan.transport().ttl().orElse(TTL);
    }

    void send(int priority) {
        for (int i = 0; i < packets.size(); i++) {
            byte[] bytes = packets.get(i).prepare(priority);
            surroundings.send(new Datagram(interfaceName(), source, destinations.get(i), ttl(), bytes));
        }
    }

    /** The virtual router that a packet is about, if it is one of VRRP; a first, quick look. */
    static int vridOf(Datagram datagram) {
        byte[] bytes = datagram.bytes();
        int at = 0;
        if (!datagram.ipv6() && bytes.length > 9) {
            at = (bytes[0] & 0x0f) * 4 + (bytes[9] == AH ? AH_LENGTH : 0);
        }
        return at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
    }

    /** Whether the packet would reach this speaker's socket. */
    boolean listensTo(Datagram datagram) {
        if (datagram.ipv6() != plan.ipv6()) {
            return false;
        }
        if (plan.transport().unicast()) {
            return datagram.destination().equals(source);
        }
        return datagram.interfaceName().equals(interfaceName()) && destinations.contains(datagram.destination());
    }

    /** Decodes an advertisement; what keeps it from counting is said once. */
    boolean takes(Datagram datagram) {
        byte[] bytes = datagram.bytes();
        DropReason reason = datagram.ipv6()
                ? decoder.decodeIpv6(
                        bytes,
                        bytes.length,
                        datagram.source().getAddress(),
                        datagram.destination().getAddress(),
                        datagram.ttl())
                : decoder.decodeIpv4(bytes, bytes.length);
        String from = datagram.source().getHostAddress();
        switch (reason) {
            case NONE -> {}
            case OTHER_VRID, CARP, OWN, IP_HEADER -> {
                return false; // somebody else's
            }
            default -> {
                complain("drops the adverts of " + from + ": " + Drops.text(reason));
                return false;
            }
        }
        if (!fromPeer(datagram)) {
            complain("drops the adverts of " + from + ": it is not among the unicast peers");
            return false;
        }
        if (!sameAddresses()) {
            complain("hears adverts with other addresses than its own from " + from);
        }
        return true;
    }

    private boolean fromPeer(Datagram datagram) {
        boolean checked = plan.transport().unicast() && plan.transport().checkSource();
        return !checked || destinations.contains(datagram.source());
    }

    private boolean sameAddresses() {
        return decoder.addressCount() == plan.shape().addresses().size()
                && plan.shape().addresses().stream().allMatch(address -> decoder.lists(address.getAddress()));
    }

    private void complain(String what) {
        if (complaints.add(what)) {
            surroundings.note(plan.label(), what);
        }
    }

    int heardPriority() {
        return decoder.priority();
    }

    long heardIntervalNanos() {
        return decoder.intervalCentis() * 10_000_000L;
    }

    int sourceOrder() {
        return decoder.compareSource(sourceBytes);
    }

    void continueSequence() {
        packets.forEach(packet -> packet.continueSequence(decoder.sequence()));
    }

    void install(boolean excluded) {
        wanted(excluded).forEach(this::hold);
    }

    void remove(boolean excluded) {
        wanted(excluded).forEach(this::release);
    }

    /** After a reload while MASTER. */
    void reconcile() {
        List<InetAddress> all = new ArrayList<>(wanted(false));
        all.addAll(wanted(true));
        List.copyOf(installed).stream()
                .filter(address -> !all.contains(address))
                .forEach(this::release);
        all.forEach(this::hold);
    }

    /** Nothing is left, whatever was configured when it was installed. */
    void removeAll() {
        List.copyOf(installed).forEach(this::release);
    }

    private void hold(InetAddress address) {
        installed.add(address);
        surroundings.hold(key(), address);
    }

    private void release(InetAddress address) {
        if (installed.remove(address)) {
            surroundings.release(key(), address);
        }
    }

    /** The same before and after a reload, unlike the name. */
    private String key() {
        return "VRRP " + machine.id();
    }

    private List<InetAddress> wanted(boolean excluded) {
        List<VirtualAddress> addresses =
                excluded ? plan.objects().excluded() : plan.objects().addresses();
        return addresses.stream().map(VirtualAddress::address).toList();
    }

    /** Whether it has installed the address and cares for it. */
    boolean misses(InetAddress address, boolean excluded) {
        List<VirtualAddress> addresses =
                excluded ? plan.objects().excluded() : plan.objects().addresses();
        return installed.contains(address)
                && addresses.stream().anyMatch(a -> a.address().equals(address) && a.tracked());
    }

    /** The interface that it speaks on; macvlans and ipvlans share the fate of the one below. */
    String interfaceName() {
        return plan.link().device().orElse("");
    }

    RouterPlan plan() {
        return plan;
    }

    /** Of two that are due at the same time, the one that was made first comes first. */
    int order() {
        return machine.id();
    }

    VrrpMachine machine() {
        return machine;
    }

    Set<InetAddress> installed() {
        return installed;
    }

    Surroundings surroundings() {
        return surroundings;
    }
}
