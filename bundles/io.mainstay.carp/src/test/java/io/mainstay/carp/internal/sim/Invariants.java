// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.sim;

import io.mainstay.carp.internal.machine.CarpMachine;
import io.mainstay.carp.internal.machine.Cause;
import io.mainstay.carp.internal.machine.Effect;
import io.mainstay.carp.internal.machine.Effects;
import io.mainstay.carp.internal.machine.HostState;
import java.time.Duration;
import java.util.List;

/** What must hold after every step, computed from what was on the wire and not from the machine's own timers. */
final class Invariants {
    /** After this long without a disturbance everybody agrees; longer than any setting of the runs needs. */
    static final Duration SETTLED = Duration.ofSeconds(20);

    private static final long SECOND = 1_000_000_000L;
    private static final long DEAF = 3 * SECOND;

    private final SimNode node;
    private final VirtualLan lan;
    private long lastHeard;
    private long deafUntil;
    private boolean leaving;
    private long timerAdverts;
    private long earlierMasterships;
    private Duration jumped = Duration.ZERO;

    Invariants(SimNode node, VirtualLan lan) {
        this.node = node;
        this.lan = lan;
    }

    /** An advert reached the machine, before it has decided. */
    void heard(int interval) {
        if (!node.alive() || node.machine().state() != HostState.BACKUP || node.now() - deafUntil < 0) {
            return;
        }
        if (interval == CarpMachine.BOW_OUT) {
            leaving = true;
        } else if ((!node.rules.preempt() || interval <= node.interval()) && interval * SECOND / 256 <= patience()) {
            lastHeard = node.now(); // those that we would replace do not keep us waiting
        }
    }

    void entered(HostState state, Cause cause) {
        if (state == HostState.BACKUP) {
            leaving = false;
            lastHeard = node.now();
            deafUntil = cause == Cause.STEP_DOWN ? node.now() + DEAF : node.now();
        }
        if (state != HostState.MASTER) {
            return;
        }
        switch (cause) {
            case MASTER_DOWN -> {
                long since = deafUntil - lastHeard > 0 ? deafUntil : lastHeard;
                long waited = node.now() - since;
                require(waited >= patience(), "takes over after " + waited + " ns, allowed after " + patience());
            }
            case MASTER_LEFT -> require(leaving, "says that the master left, but it did not");
            case PREEMPTION -> require(node.rules.preempt(), "preempts without being allowed to");
            case MASTER_TOO_SLOW -> {}
            default -> require(false, "became MASTER by " + cause);
        }
    }

    /** The formula once more, on purpose not the machine's; at the skew that was the least since. */
    private long patience() {
        if (node.rules.advbase() == 0) {
            return node.rules.deadRatio() * (long) node.rules.advskew() * SECOND / 256;
        }
        return node.rules.deadRatio() * node.rules.advbase() * SECOND + node.rules.advskew() * SECOND / 256;
    }

    void check(Effects fx, boolean byTimer) {
        require(node.holds() == (node.machine().state() == HostState.MASTER), "addresses and state do not agree");
        int adverts = 0;
        for (int i = 0; i < fx.size(); i++) {
            adverts += fx.kind(i) == Effect.ADVERT ? 1 : 0;
        }
        require(adverts <= 1, "sends " + adverts + " adverts at once");
        noStorm(byTimer ? adverts : 0);
        oneMaster();
    }

    /** What is not a last word must have the interval's distance, over any time. */
    private void noStorm(int more) {
        timerAdverts += more;
        long interval = Math.max(1, node.rules.advbase() * 256L + node.rules.advskew()) * SECOND / 256;
        long intervals = lan.running().plus(jumped).toNanos() / interval;
        long masterships =
                earlierMasterships + node.machine().status().counters().becameMaster();
        require(timerAdverts <= intervals + masterships, "has sent " + timerAdverts + " adverts already");
    }

    /** A new machine counts from zero. */
    void restarted(long masterships) {
        earlierMasterships += masterships;
    }

    void jumped(Duration gap) {
        jumped = jumped.plus(gap);
    }

    /** Once the protocol has had its time: at most one MASTER among those that hear each other. */
    private void oneMaster() {
        if (lan.quietFor().compareTo(SETTLED) < 0) {
            return;
        }
        for (SimNode a : lan.nodes) {
            for (SimNode b : lan.nodes) {
                boolean two = a != b && a.master() && b.master() && !a.paused() && !b.paused();
                if (two && lan.passes(a, b) && lan.passes(b, a)) {
                    throw failure(a.name + " and " + b.name + " are both MASTER");
                }
            }
        }
    }

    /** At the end, when all was healed. */
    static void agree(VirtualLan lan) {
        List<SimNode> masters = lan.nodes.stream().filter(SimNode::master).toList();
        if (masters.size() != 1) {
            throw new AssertionError(masters.size() + " masters in the end\n" + lan.transcript);
        }
        SimNode master = masters.get(0);
        for (SimNode node : lan.nodes) {
            boolean agrees = node == master || node.machine().status().masterInterval() == master.interval();
            boolean entitled = node == master || !node.rules.preempt() || node.interval() >= master.interval();
            if (!agrees || !entitled) {
                throw new AssertionError(
                        node.name + " does not agree that " + master.name + " is MASTER\n" + lan.transcript);
            }
        }
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw failure(node.name + " " + otherwise);
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError(what + "\n" + lan.transcript);
    }
}
