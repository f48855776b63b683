// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.sim;

import io.mainstay.vrrp.internal.codec.AdvertAuth;
import io.mainstay.vrrp.internal.codec.AdvertDecoder;
import io.mainstay.vrrp.internal.codec.AdvertPacket;
import io.mainstay.vrrp.internal.codec.AdvertShape;
import io.mainstay.vrrp.internal.codec.DropReason;
import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import io.mainstay.vrrp.internal.machine.Effects;
import io.mainstay.vrrp.internal.machine.FaultReason;
import io.mainstay.vrrp.internal.machine.InstanceRules;
import io.mainstay.vrrp.internal.machine.Owned;
import io.mainstay.vrrp.internal.machine.RouterState;
import io.mainstay.vrrp.internal.machine.VrrpMachine;
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
     * @param auth version 2 only
     */
    record Setup(String name, InstanceRules rules, AdvertAuth auth) {
        Setup(String name, InstanceRules rules) {
            this(name, rules, AdvertAuth.NONE);
        }
    }

    private static final int CENTISECOND = 10_000_000;
    private static final int RECEIVE_BUFFER = 200;
    private static final InetAddress GROUP = address(224, 0, 0, 18);
    private static final List<InetAddress> VIRTUAL = List.of(address(10, 0, 0, 100));

    final String name;
    final InstanceRules rules;
    final Invariants invariants;
    private final VirtualLan lan;
    private final byte[] ownAddress;
    private final InetAddress source;
    private final AdvertShape shape;
    private final AdvertDecoder decoder;
    private final Effects fx = new Effects();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private AdvertPacket packet;
    private VrrpMachine machine;
    private Runnable cancelTimer = () -> {};
    private boolean alive;
    private boolean paused;
    private boolean holds;
    private long clockGap;

    SimNode(VirtualLan lan, int number, Setup setup) {
        this.lan = lan;
        name = setup.name();
        rules = setup.rules();
        source = address(10, 0, 0, number + 1);
        ownAddress = source.getAddress();
        shape = new AdvertShape(
                rules.timing().version(),
                false,
                51,
                (int) (rules.timing().intervalNanos() / CENTISECOND),
                VIRTUAL,
                setup.auth(),
                false);
        decoder = new AdvertDecoder(shape, false, 255, 255);
        invariants = new Invariants(this, lan);
    }

    void start() {
        alive = true;
        lan.disturb();
        lan.transcript.say(name, "starts");
        if (machine != null) {
            invariants.restarted(machine.status().counters().becameMaster());
        }
        machine = new VrrpMachine(0, rules, false);
        packet = new AdvertPacket(shape, source, GROUP, 255);
        fx.clear();
        machine.start(now(), 0, fx);
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
            machine.fault(now(), FaultReason.INTERFACE_DOWN, fx);
            perform(false);
        }
    }

    void clear() {
        if (alive && !paused) {
            lan.disturb();
            fx.clear();
            machine.clear(now(), FaultReason.INTERFACE_DOWN, fx);
            perform(false);
        }
    }

    void loseAddress() {
        if (alive && !paused && machine.state() == RouterState.MASTER) {
            holds = false;
            fx.clear();
            machine.lost(now(), Owned.ADDRESS, fx);
            perform(false);
        }
    }

    void priority(int effective) {
        if (alive && !paused) {
            lan.disturb();
            fx.clear();
            machine.priority(now(), effective, fx);
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
        long interval = (long) decoder.intervalCentis() * CENTISECOND;
        invariants.heard(decoder.priority(), interval);
        fx.clear();
        machine.advert(now(), decoder.priority(), interval, decoder.compareSource(ownAddress), fx);
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
            case ADVERT -> {
                if (value == 0) {
                    lan.transcript.say(name, "says that it leaves");
                }
                lan.send(this, packet.prepare((int) value));
            }
            case ADDRESSES_ADD -> holds = true;
            case ADDRESSES_REMOVE -> holds = false;
            case RESTORE -> {
                holds = true;
                lan.transcript.say(name, "restores " + Owned.values()[(int) value]);
            }
            case CONTINUE_SEQUENCE -> packet.continueSequence(decoder.sequence());
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

    VrrpMachine machine() {
        return machine;
    }

    boolean master() {
        return alive && machine.state() == RouterState.MASTER;
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
