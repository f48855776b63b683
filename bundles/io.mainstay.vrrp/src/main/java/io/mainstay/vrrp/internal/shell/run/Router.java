// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.api.model.vrrp.UnicastPeer;
import io.mainstay.api.model.vrrp.VrrpTransport.OldUnicastChecksum;
import io.mainstay.platform.net.LoopTimer;
import io.mainstay.platform.net.PunctualLoop;
import io.mainstay.vrrp.internal.codec.AdvertDecoder;
import io.mainstay.vrrp.internal.codec.DropReason;
import io.mainstay.vrrp.internal.machine.EffectivePriority;
import io.mainstay.vrrp.internal.machine.FaultReason;
import io.mainstay.vrrp.internal.machine.InstanceStatus;
import io.mainstay.vrrp.internal.machine.PriorityTracker;
import io.mainstay.vrrp.internal.machine.RouterState;
import io.mainstay.vrrp.internal.machine.VrrpMachine;
import io.mainstay.vrrp.internal.plan.RouterPlan;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One participant in one virtual router, at work: machine, decoder and binding, with the counters of what comes in.
 *
 * <p>Thread-safety: time-critical loop.
 */
public final class Router {
    private static final long CENTISECOND = 10_000_000L;
    private static final int ANY_TTL_LEAST = 0;
    private static final int TTL = 255;

    private final int id;
    private final Conductor conductor;
    private final LoopTimer timer;
    private final LoopTimer restoreTimer;
    private final LoopTimer extraTimer;
    private final RestoreLimit restoreLimit = new RestoreLimit();
    private final DropCounters drops = new DropCounters();
    private final PeerTable peers;
    private final VrrpMachine machine;

    private RouterPlan plan;
    private AdvertDecoder decoder;
    private byte[][] addresses;
    private byte[][] peerAddresses;
    private byte[] group;
    private Binding binding;
    private Binding replaced;
    private Group syncGroup;
    private TrackerCell[] cells = {};
    private boolean undecided;
    private int faults;
    private int demotion;
    private boolean givenUp;
    private int priority;
    private String faultDetail = "";
    private int linkFaults;
    private boolean speaksOldReading;
    private InstanceStatus.Counters baseline = new InstanceStatus.Counters(0, 0, 0, 0, 0, 0, 0, 0);
    private final java.util.Set<String> missingStatics = new java.util.LinkedHashSet<>();
    private final java.util.function.BooleanSupplier masterNow = this::isMaster;

    Router(int id, RouterPlan plan, PunctualLoop loop, Conductor conductor, boolean undecided) {
        this.id = id;
        this.conductor = conductor;
        this.undecided = undecided;
        machine = new VrrpMachine(id, plan.rules(), undecided);
        peers = new PeerTable(plan.ipv6() ? 16 : 4);
        timer = loop.timer(now -> conductor.timer(this, now));
        restoreTimer = loop.timer(now -> conductor.restore(this, now));
        extraTimer = loop.timer(now -> conductor.announceElsewhere(this, now));
        priority = plan.rules().priority();
        plan(plan);
    }

    private void plan(RouterPlan next) {
        if (plan == null
                || !plan.shape().equals(next.shape())
                || !plan.transport().equals(next.transport())) {
            // Outside multicast the limits are the peer's, and it is looked up by the sender's address.
            boolean unicast = next.transport().unicast();
            decoder = new AdvertDecoder(next.shape(), unicast, unicast ? ANY_TTL_LEAST : TTL, TTL);
            if (unicast && !next.ipv6() && next.transport().oldChecksum() != OldUnicastChecksum.NEVER) {
                decoder.acceptOldReading(next.transport().oldGroup());
            }
            addresses = next.shape().addresses().stream()
                    .map(java.net.InetAddress::getAddress)
                    .toArray(byte[][]::new);
            peerAddresses = next.transport().peers().stream()
                    .map(peer -> peer.address().getAddress())
                    .toArray(byte[][]::new);
            group = next.transport()
                    .group()
                    .map(java.net.InetAddress::getAddress)
                    .orElse(null);
        }
        plan = next;
    }

    // ---- packets

    void receive(byte[] packet, int length, byte[] source, byte[] destination, int ttl, long now) {
        int width = plan.ipv6() ? 16 : 4;
        if (group != null
                ? !Arrays.equals(group, 0, width, destination, 0, width)
                : isMulticast(destination, plan.ipv6())) {
            return; // for another router with the same id
        }
        DropReason reason = plan.ipv6()
                ? decoder.decodeIpv6(packet, length, source, null, ttl)
                : decoder.decodeIpv4(packet, length);
        if (reason == DropReason.NONE && group == null) {
            reason = checkPeer(source, width, ttl);
        }
        if (reason != DropReason.NONE) {
            drops.count(reason);
            return;
        }
        if (binding.voice() == null) {
            return; // in fault, without an address to compare with
        }
        int order = decoder.compareSource(binding.voice().sourceBytes());
        if (order == 0) {
            drops.count(DropReason.OWN);
            return;
        }
        if (decoder.oldReading() && !speaksOldReading) {
            speaksOldReading = true; // the peer would not take ours otherwise
            binding.voice().checksumFor(plan.transport().oldGroup());
        }
        compareAddresses();
        long interval = decoder.intervalCentis() * CENTISECOND;
        peers.heard(decoder.source(), decoder.priority(), interval, now);
        conductor.advert(this, decoder.priority(), interval, order, now);
    }

    private static boolean isMulticast(byte[] address, boolean ipv6) {
        return ipv6 ? address[0] == (byte) 0xff : (address[0] & 0xf0) == 0xe0;
    }

    /** NONE when it may come from there. */
    private DropReason checkPeer(byte[] source, int width, int ttl) {
        List<UnicastPeer> known = plan.transport().peers();
        for (int i = 0; i < known.size(); i++) {
            UnicastPeer peer = known.get(i);
            if (Arrays.equals(peerAddresses[i], 0, width, source, 0, width)) {
                return ttl < peer.minTtl() || ttl > peer.maxTtl() ? DropReason.TTL : DropReason.NONE;
            }
        }
        return plan.transport().checkSource() ? DropReason.NOT_A_PEER : DropReason.NONE;
    }

    /** A difference is counted, not held against the sender (RFC 9568 section 7.1). */
    private void compareAddresses() {
        boolean same = decoder.addressCount() == addresses.length;
        for (int i = 0; same && i < addresses.length; i++) {
            same = decoder.lists(addresses[i]);
        }
        if (!same) {
            drops.countAddressList();
        }
    }

    // ---- what it weighs

    /** What trackers and operator make of the priority. Allocates: not for each advert. */
    EffectivePriority weigh() {
        List<PriorityTracker> trackers = new ArrayList<>(cells.length + 1);
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != null) {
                trackers.add(cells[i].weighed(plan.trackers().get(i)));
            }
        }
        if (demotion > 0) {
            trackers.add(new PriorityTracker.Binary(-demotion, false, PriorityTracker.Result.FAILED));
        }
        return EffectivePriority.of(plan.rules().priority(), trackers);
    }

    /** The first tracker that is a fault, for the log. */
    String failedTracker() {
        for (int i = 0; i < cells.length; i++) {
            TrackerRef ref = plan.trackers().get(i);
            if (cells[i] != null && cells[i].weighed(ref).faults()) {
                return ref + " is " + cells[i].state();
            }
        }
        return "";
    }

    // ---- state that the conductor and the fleet keep here

    void bind(Binding next) {
        replaced = binding;
        if (binding != null && binding.voice() != null && next.voice() != null) {
            next.voice().continueSequence(binding.voice());
        }
        if (speaksOldReading && next.voice() != null) {
            next.voice().checksumFor(plan.transport().oldGroup());
        }
        if (binding != null && binding.wire() != next.wire()) {
            unlisten();
        }
        boolean listens = binding != null && binding.wire() == next.wire();
        binding = next;
        if (!listens && next.wire() != null) {
            next.wire().add(this);
        }
    }

    void unlisten() {
        if (binding != null && binding.wire() != null) {
            binding.wire().remove(this);
        }
    }

    /** The binding before this one, until what it holds is taken over; null when there is none. */
    Binding takeReplaced() {
        Binding before = replaced;
        replaced = null;
        return before;
    }

    void replan(RouterPlan next) {
        plan(next);
    }

    void cells(TrackerCell[] next) {
        cells = next;
    }

    void syncGroup(Group next) {
        syncGroup = next;
    }

    void priority(int next) {
        priority = next;
    }

    void decided() {
        undecided = false;
    }

    void demote(int by, boolean giveUp) {
        demotion = by;
        givenUp = giveUp;
    }

    void clearCounters() {
        baseline = machine.status().counters();
        drops.clear();
        peers.clear();
    }

    void fault(FaultReason reason, boolean there, String detail) {
        int bit = 1 << reason.ordinal();
        if (there) {
            faults |= bit;
            faultDetail = detail;
        } else {
            faults &= ~bit;
        }
    }

    boolean has(FaultReason reason) {
        return (faults & 1 << reason.ordinal()) != 0;
    }

    /** Whether that makes a difference. */
    boolean staticMissing(String object, boolean missing) {
        return missing ? missingStatics.add(object) : missingStatics.remove(object);
    }

    java.util.Set<String> missingStatics() {
        return missingStatics;
    }

    /** {@link #isMaster}, to be asked later. */
    java.util.function.BooleanSupplier masterNow() {
        return masterNow;
    }

    /** Bits of what its interfaces lack; see {@link Conductor#bit}. */
    int linkFaults() {
        return linkFaults;
    }

    void linkFaults(int bits) {
        linkFaults = bits;
    }

    boolean isMaster() {
        return machine.state() == RouterState.MASTER;
    }

    public int id() {
        return id;
    }

    public RouterPlan plan() {
        return plan;
    }

    public VrrpMachine machine() {
        return machine;
    }

    AdvertDecoder decoder() {
        return decoder;
    }

    Binding binding() {
        return binding;
    }

    Group syncGroup() {
        return syncGroup;
    }

    TrackerCell[] cells() {
        return cells;
    }

    LoopTimer timer() {
        return timer;
    }

    LoopTimer restoreTimer() {
        return restoreTimer;
    }

    /** {@code garp_extra_if}. */
    LoopTimer extraTimer() {
        return extraTimer;
    }

    RestoreLimit restoreLimit() {
        return restoreLimit;
    }

    PeerTable peers() {
        return peers;
    }

    public DropCounters drops() {
        return drops;
    }

    boolean undecided() {
        return undecided;
    }

    int demotion() {
        return demotion;
    }

    boolean givenUp() {
        return givenUp;
    }

    /** What counters are counted from; set by {@link #clearCounters}. */
    InstanceStatus.Counters baseline() {
        return baseline;
    }

    /** Advertised or to be advertised. */
    public int priority() {
        return priority;
    }

    /** More about the last fault. */
    public String faultDetail() {
        return faultDetail;
    }
}
