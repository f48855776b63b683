// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.sim;

import io.mainstay.carp.internal.codec.AdvertCounter;
import io.mainstay.carp.internal.codec.AdvertDecoder;
import io.mainstay.carp.internal.codec.AdvertPacket;
import io.mainstay.carp.internal.codec.CarpShape;
import io.mainstay.carp.internal.codec.DropReason;
import io.mainstay.carp.internal.codec.Expected;
import io.mainstay.carp.internal.codec.TieBreak;
import io.mainstay.carp.internal.machine.CarpMachine;
import io.mainstay.carp.internal.machine.CarpRules;
import io.mainstay.carp.internal.machine.Cause;
import io.mainstay.carp.internal.machine.Effect;
import io.mainstay.carp.internal.machine.Effects;
import io.mainstay.carp.internal.machine.FaultReason;
import io.mainstay.carp.internal.machine.HostState;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A host on the LAN: the thinnest possible shell around one machine. */
final class SimNode {
    /**
     * @param name one or two letters
     * @param rules of its one instance
     * @param address its last two octets, 10.77.x.y
     */
    record Setup(String name, CarpRules rules, int address) {}

    private static final int RECEIVE_BUFFER = 200;
    private static final InetAddress GROUP = address(224, 0, 0, 18);
    private static final CarpShape SHAPE =
            new CarpShape(42, new byte[] {'l', 'o', 'v', 'e'}, List.of(address(10, 77, 0, 252)));

    final String name;
    final CarpRules rules;
    final Invariants invariants;
    private final VirtualLan lan;
    private final int number;
    private final InetAddress source;
    private final Effects fx = new Effects();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private AdvertDecoder decoder;
    private AdvertPacket packet;
    private AdvertCounter counter;
    private CarpMachine machine;
    private Runnable cancelTimer = () -> {};
    private boolean alive;
    private boolean paused;
    private boolean holds;
    private int starts;
    private long clockGap;

    SimNode(VirtualLan lan, int number, Setup setup) {
        this.lan = lan;
        this.number = number;
        name = setup.name();
        rules = setup.rules();
        source = address(10, 77, setup.address() >> 8, setup.address() & 0xff);
        invariants = new Invariants(this, lan);
    }

    void start() {
        alive = true;
        starts++;
        lan.disturb();
        lan.transcript.say(name, "starts");
        if (machine != null) {
            invariants.restarted(machine.status().counters().becameMaster());
        }
        machine = new CarpMachine(rules);
        packet = new AdvertPacket(SHAPE, source, GROUP, 0);
        counter = new AdvertCounter(1000L * number + starts);
        // No peer may ever look like a replay: they count as they should.
        decoder =
                new AdvertDecoder(SHAPE, new Expected(source, GROUP, false, TieBreak.NUMERIC, Expected.Replay.ACCEPT));
        fx.clear();
        machine.start(now(), fx);
        perform(false);
    }

    /** The host loses power: nothing is sent, and its addresses are gone with it. */
    void kill() {
        if (!alive) {
            return;
        }
        alive = false;
        paused = false;
        holds = false;
        waiting.clear();
        cancelTimer.run();
        lan.disturb();
        lan.transcript.say(name, "is killed");
    }

    void stop() {
        if (!alive || paused) {
            return;
        }
        lan.disturb();
        fx.clear();
        machine.stop(now(), false, fx);
        perform(false);
        alive = false;
        cancelTimer.run();
    }

    void pause() {
        if (alive && !paused) {
            paused = true;
            lan.disturb();
            lan.transcript.say(name, "is paused");
        }
    }

    /** As a real loop does: first all that has queued up, with one reading of the clock, then the timers. */
    void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        lan.disturb();
        lan.transcript.say(name, "resumes");
        while (!waiting.isEmpty()) {
            receive(waiting.poll());
        }
        arm();
    }

    /** The clock jumps ahead, as after the suspension of a virtual machine. */
    void jump(Duration gap) {
        if (alive) {
            clockGap += gap.toNanos();
            invariants.jumped(gap);
            lan.disturb();
            lan.transcript.say(name, "clock jumps by " + gap.toMillis() + " ms");
            if (!paused) {
                arm();
            }
        }
    }

    void fault() {
        if (alive && !paused) {
            lan.disturb();
            fx.clear();
            machine.fault(now(), FaultReason.LINK_DOWN, fx);
            perform(false);
        }
    }

    void clear() {
        if (alive && !paused) {
            lan.disturb();
            fx.clear();
            machine.clear(now(), FaultReason.LINK_DOWN, fx);
            perform(false);
        }
    }

    void loseAddress() {
        if (alive && !paused && machine.state() == HostState.MASTER) {
            holds = false;
            fx.clear();
            machine.lost(now(), fx);
            perform(false);
        }
    }

    void demote(int by) {
        if (alive && !paused) {
            lan.disturb();
            fx.clear();
            machine.demote(now(), by, fx);
            perform(false);
        }
    }

    void stepDown() {
        if (alive && !paused) {
            lan.disturb();
            fx.clear();
            machine.stepDown(now(), fx);
            perform(false);
        }
    }

    void arrive(byte[] bytes) {
        if (!alive) {
            return;
        }
        if (!paused) {
            receive(bytes);
        } else if (waiting.size() < RECEIVE_BUFFER) {
            waiting.add(bytes);
        }
    }

    private void receive(byte[] bytes) {
        DropReason reason = decoder.decodeIpv4(bytes, bytes.length);
        if (reason != DropReason.NONE) {
            throw new AssertionError(name + " drops a packet: " + reason);
        }
        counter.heard(decoder.counter());
        int interval = CarpRules.interval(decoder.advbase(), decoder.advskew());
        invariants.heard(interval);
        fx.clear();
        machine.advert(now(), interval, decoder.demotion(), bytes[15], decoder.compareSource(), fx);
        perform(false);
    }

    private void timer() {
        if (alive && !paused) {
            fx.clear();
            machine.timer(now(), fx);
            perform(true);
        }
    }

    private void perform(boolean byTimer) {
        for (int i = 0; i < fx.size(); i++) {
            perform(fx.kind(i), fx.cause(i), fx.value(i));
        }
        invariants.check(fx, byTimer);
        arm();
    }

    private void perform(Effect effect, Cause cause, long value) {
        switch (effect) {
            case ADVERT ->
                lan.send(
                        this,
                        packet.prepare(rules.advbase(), Effect.advskew(value), Effect.demotion(value), counter.next()));
            case BOW_OUT -> {
                lan.transcript.say(name, "bows out");
                lan.send(this, packet.prepare(255, 255, 0, counter.next()));
            }
            case ADDRESSES_ADD -> holds = true;
            case ADDRESSES_REMOVE -> holds = false;
            case RESTORE -> {
                holds = true;
                lan.transcript.say(name, "restores the address");
            }
            case RIVAL_SEEN -> lan.transcript.say(name, "sees a rival (" + value + ")");
            case ENTER_INIT, ENTER_BACKUP, ENTER_MASTER, ENTER_FAULT -> {
                lan.transcript.say(name, machine.state() + " (" + cause + " " + value + ")");
                invariants.entered(machine.state(), cause);
            }
            default -> {}
        }
    }

    private void arm() {
        cancelTimer.run();
        if (alive && !paused && machine.hasDeadline()) {
            cancelTimer = lan.time.schedule(Duration.ofNanos(Math.max(0, machine.nextDeadline() - now())), this::timer);
        }
    }

    long now() {
        return lan.time.nanoTime() + clockGap;
    }

    boolean alive() {
        return alive;
    }

    boolean paused() {
        return paused;
    }

    boolean holds() {
        return holds;
    }

    CarpMachine machine() {
        return machine;
    }

    /** What it advertises, in 1/256 s. */
    int interval() {
        return CarpRules.interval(rules.advbase(), machine.status().advskew());
    }

    boolean master() {
        return alive && machine.state() == HostState.MASTER;
    }

    private static InetAddress address(int... numbers) {
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
