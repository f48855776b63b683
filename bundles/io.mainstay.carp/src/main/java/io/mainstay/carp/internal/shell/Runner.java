// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.carp.internal.codec.AdvertCounter;
import io.mainstay.carp.internal.codec.AdvertDecoder;
import io.mainstay.carp.internal.codec.DropReason;
import io.mainstay.carp.internal.machine.CarpMachine;
import io.mainstay.carp.internal.machine.CarpRules;
import io.mainstay.carp.internal.machine.Effect;
import io.mainstay.carp.internal.machine.Effects;
import io.mainstay.carp.internal.machine.FaultReason;
import io.mainstay.carp.internal.machine.InstanceStatus;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.LoopTimer;
import io.mainstay.platform.net.PreparedChange;
import io.mainstay.platform.net.PunctualLoop;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One instance on the time-critical loop: hands packets and time to its machine and does what that decides, in order.
 *
 * <p>Thread-safety: the time-critical loop. Adverts in both directions allocate nothing.
 */
final class Runner {
    /** Low delay. */
    static final int TRAFFIC_CLASS = 0x10;

    private static final long MINUTE = 60_000_000_000L;

    /**
     * @param status of the machine
     * @param peers who was heard
     * @param drops packets not taken, by {@link DropReason#ordinal}
     * @param replays counters that were used before
     * @param held whether the addresses are installed
     * @param takenAt when, on the loop's clock
     */
    record Snapshot(
            InstanceStatus status,
            List<PeerTable.Peer> peers,
            long[] drops,
            long replays,
            boolean held,
            long takenAt) {}

    private final CarpMachine machine;
    private final AdvertCounter counter;
    private final Reports reports;
    private final LoopTimer timer;
    private final Effects fx = new Effects();
    private final Effects afterSending = new Effects();
    private final PeerTable peers = new PeerTable();
    private final long[] drops = new long[DropReason.values().length];
    private final boolean[] suspected = new boolean[2];
    private final long[] lastSuspicion = new long[2];

    private CarpRules rules;
    private Outfit outfit;
    private Set<FaultReason> faults = Set.of();
    private long replays;
    private boolean held;

    Runner(PunctualLoop loop, CarpRules rules, long seed, Reports reports) {
        this.rules = rules;
        this.reports = reports;
        machine = new CarpMachine(rules);
        counter = new AdvertCounter(seed);
        timer = loop.timer(this::timer);
    }

    /** @param first what it begins with; null when it cannot work yet, as {@code missing} says */
    void start(Outfit first, Set<FaultReason> missing, long now) {
        fx.clear();
        outfit = first;
        faults = missing;
        for (FaultReason reason : missing) {
            machine.fault(now, reason, fx);
        }
        machine.start(now, fx);
        perform(now);
    }

    /** The host is another: interface, addresses. */
    void adapt(Outfit next, Set<FaultReason> missing, long now) {
        fx.clear();
        if (next != null) {
            outfit = next; // else the old one gives back what it can
        }
        Set<FaultReason> before = faults;
        faults = missing;
        for (FaultReason reason : missing) {
            if (!before.contains(reason)) {
                machine.fault(now, reason, fx);
                perform(now);
            }
        }
        for (FaultReason reason : before) {
            if (!missing.contains(reason)) {
                fx.clear();
                machine.clear(now, reason, fx);
                perform(now);
            }
        }
    }

    /** The configuration is another. */
    void reconfigure(CarpRules next, Outfit with, Set<FaultReason> missing, long now) {
        rules = next;
        fx.clear();
        if (with != null) {
            outfit = with;
        }
        machine.reconfigure(now, next, fx);
        perform(now);
        adapt(with, missing, now);
    }

    void stop(boolean keep, long now) {
        fx.clear();
        machine.stop(now, keep, fx);
        perform(now);
        timer.disarm();
    }

    void stepDown(long now) {
        fx.clear();
        machine.stepDown(now, fx);
        perform(now);
    }

    void demote(int by, long now) {
        fx.clear();
        machine.demote(now, by, fx);
        perform(now);
    }

    void addressLost(long now) {
        fx.clear();
        machine.lost(now, fx);
        perform(now);
    }

    void upScriptEnded(long now) {
        fx.clear();
        machine.upScriptEnded(now, fx);
        perform(now);
    }

    private void timer(long now) {
        fx.clear();
        machine.timer(now, fx);
        perform(now);
    }

    /** A packet with our vhid. */
    void packet(boolean ipv6, byte[] bytes, int length, byte[] from, byte[] to, int ttl, long now) {
        DropReason reason = decode(ipv6, bytes, length, from, to, ttl);
        AdvertDecoder decoder = outfit == null ? null : outfit.decoder(ipv6);
        if (decoder == null) {
            return;
        }
        if (decoder.replayed()) {
            replays++;
            suspect(true, decoder.source(), ipv6 ? 16 : 4, now);
        }
        if (reason != DropReason.NONE) {
            drops[reason.ordinal()]++;
            if (reason == DropReason.DIGEST) {
                suspect(false, decoder.source(), ipv6 ? 16 : 4, now);
            }
            return;
        }
        counter.heard(decoder.counter());
        int interval = CarpRules.interval(decoder.advbase(), decoder.advskew());
        byte[] source = decoder.source();
        peers.heard(source, ipv6 ? 16 : 4, interval, decoder.advskew(), now);
        int order = outfit.breaksTies(ipv6) ? decoder.compareSource() : 0;
        fx.clear();
        machine.advert(now, interval, decoder.demotion(), key(source, ipv6 ? 16 : 4), order, fx);
        perform(now);
    }

    /** What a packet is, without taking it. */
    DropReason decode(boolean ipv6, byte[] bytes, int length, byte[] from, byte[] to, int ttl) {
        AdvertDecoder decoder = outfit == null ? null : outfit.decoder(ipv6);
        if (decoder == null) {
            return DropReason.OTHER_VHID;
        }
        return ipv6 ? decoder.decodeIpv6(bytes, length, from, to, ttl) : decoder.decodeIpv4(bytes, length);
    }

    private static long key(byte[] source, int length) {
        long key = 1;
        for (int i = 0; i < length; i++) {
            key = key * 1_000_003 + source[i];
        }
        return key;
    }

    private void suspect(boolean replay, byte[] source, int length, long now) {
        int kind = replay ? 1 : 0;
        if (!suspected[kind] || now - lastSuspicion[kind] >= MINUTE) {
            suspected[kind] = true;
            lastSuspicion[kind] = now;
            reports.suspicious(replay, Arrays.copyOf(source, length), length);
        }
    }

    private void perform(long now) {
        boolean tried = false;
        boolean sent = false;
        for (int i = 0; i < fx.size(); i++) {
            Effect kind = fx.kind(i);
            long value = fx.value(i);
            switch (kind) {
                case ADVERT -> {
                    tried = true;
                    sent = send(rules.advbase(), Effect.advskew(value), Effect.demotion(value));
                }
                case BOW_OUT -> send(255, 255, 0);
                case ADDRESSES_ADD, RESTORE -> install();
                case ADDRESSES_REMOVE -> remove();
                case RECONCILE -> reconcile();
                case ANNOUNCE -> announce();
                default -> tell(i, now);
            }
        }
        fx.clear();
        if (tried) {
            afterSending.clear();
            machine.sent(now, sent, afterSending);
            for (int i = 0; i < afterSending.size(); i++) {
                reports.effect(
                        afterSending.kind(i), afterSending.cause(i), afterSending.value(i), now, machine.advskew());
            }
        }
        arm();
    }

    private void tell(int index, long now) {
        reports.effect(fx.kind(index), fx.cause(index), fx.value(index), now, machine.advskew());
    }

    /** Whether it went out to anybody. */
    private boolean send(int advbase, int skew, int demotion) {
        long number = counter.next();
        boolean any = false;
        if (outfit != null) {
            List<Way> ways = outfit.ways();
            for (int i = 0; i < ways.size(); i++) {
                any |= ways.get(i).send(advbase, skew, demotion, number) == 0;
            }
        }
        return any;
    }

    private void install() {
        if (outfit != null) {
            held = true;
            change(outfit.add(), Errno.EEXIST);
        }
    }

    private void reconcile() {
        if (outfit != null) {
            change(outfit.outdated(), Errno.EADDRNOTAVAIL);
            install();
            announce();
        }
    }

    private void remove() {
        if (outfit != null) {
            held = false;
            change(outfit.remove(), Errno.EADDRNOTAVAIL);
        }
    }

    private void change(PreparedChange change, int harmless) {
        if (change.apply() == 0) {
            return;
        }
        for (int i = 0; i < change.size(); i++) {
            int errno = change.errno(i);
            if (errno != 0 && errno != harmless && errno != Errno.ENODEV) {
                reports.refused(change.result(i).failure().getMessage());
            }
        }
    }

    private void announce() {
        if (outfit == null) {
            return;
        }
        List<Outfit.Announcement> announcements = outfit.announcements();
        for (int i = 0; i < announcements.size(); i++) {
            byte[] frame = announcements.get(i).frame();
            outfit.frames().send(announcements.get(i).ifIndex(), frame, 0, frame.length);
        }
    }

    private void arm() {
        if (!machine.hasDeadline()) {
            timer.disarm();
        } else if (!timer.isArmed() || timer.deadlineNanos() != machine.nextDeadline()) {
            timer.arm(machine.nextDeadline());
        }
    }

    Snapshot snapshot(long now) {
        return new Snapshot(machine.status(), peers.list(), drops.clone(), replays, held, now);
    }

    void clearCounters() {
        Arrays.fill(drops, 0);
        replays = 0;
        peers.clear();
    }
}
