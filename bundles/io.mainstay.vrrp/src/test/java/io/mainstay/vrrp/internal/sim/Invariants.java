// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.sim;

import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import io.mainstay.vrrp.internal.machine.Effects;
import io.mainstay.vrrp.internal.machine.InstanceRules;
import io.mainstay.vrrp.internal.machine.RouterState;
import java.time.Duration;
import java.util.List;

/** What must hold after every step, computed from what was on the wire and not from the machine's own timers. */
final class Invariants {
    /** After this long without a disturbance everybody agrees; longer than any setting of the runs needs. */
    static final Duration SETTLED = Duration.ofSeconds(15);

    private final SimNode node;
    private final VirtualLan lan;
    private long lastHeard;
    private long heardInterval;
    private boolean leaving;
    private boolean hurried;
    private long timerAdverts;
    private long earlierMasterships;
    private Duration jumped = Duration.ZERO;

    Invariants(SimNode node, VirtualLan lan) {
        this.node = node;
        this.lan = lan;
    }

    /** An advert reached the machine, before it has decided. */
    void heard(int priority, long interval) {
        if (!node.alive() || node.machine().state() == RouterState.FAULT) {
            return;
        }
        if (priority == 0) {
            leaving = true;
            lastHeard = node.now();
        } else if (priority >= node.machine().status().priority()
                || !node.rules.preemption().allowed()) {
            leaving = false;
            hurried = false;
            lastHeard = node.now();
            heardInterval =
                    node.rules.timing().version() == 2 ? node.rules.timing().intervalNanos() : interval;
        } else if (node.rules.preemption().delayNanos() > 0) {
            heardInterval = Math.min(heardInterval, interval); // accepted until the delay is over
        }
    }

    void entered(RouterState state, Cause cause) {
        if (state == RouterState.BACKUP && cause != Cause.HIGHER_PRIORITY && cause != Cause.HIGHER_ADDRESS) {
            leaving = false;
            hurried = cause == Cause.START && node.rules.wishMaster() || cause == Cause.OBJECT_LOST;
            lastHeard = node.now();
            heardInterval = node.rules.timing().intervalNanos();
        }
        if (state == RouterState.MASTER && cause != Cause.OWNER) {
            long waited = node.now() - lastHeard;
            require(waited >= leastWait(), "takes over after " + waited + " ns, allowed after " + leastWait());
        }
    }

    /** The RFC's formulas once more, on purpose not the machine's. */
    private long leastWait() {
        InstanceRules.Timing timing = node.rules.timing();
        int priority = node.machine().status().priority();
        long unit = timing.version() == 2 ? 1_000_000_000L : heardInterval;
        long skew = (256 - priority) * unit / 256;
        if (leaving || hurried) {
            return skew;
        }
        return timing.downAdverts() * heardInterval + skew;
    }

    void check(Effects fx, boolean byTimer) {
        require(node.holds() == (node.machine().state() == RouterState.MASTER), "addresses and state do not agree");
        int adverts = 0;
        for (int i = 0; i < fx.size(); i++) {
            adverts += fx.kind(i) == Effect.ADVERT ? 1 : 0;
        }
        require(adverts <= 1, "sends " + adverts + " adverts at once");
        noStorm(byTimer ? adverts : 0);
        oneMaster();
    }

    /** What is not an answer must have the interval's distance, over any time. */
    private void noStorm(int more) {
        timerAdverts += more;
        long interval = node.rules.timing().intervalNanos();
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
        int of = masters.get(0).machine().status().priority();
        boolean allPreempt =
                lan.nodes.stream().allMatch(n -> n.rules.preemption().allowed());
        for (SimNode node : lan.nodes) {
            boolean agrees = node.master() || node.machine().status().masterPriority() == of;
            boolean entitled = !allPreempt || node.machine().status().priority() <= of;
            if (!agrees || !entitled) {
                throw new AssertionError(
                        node.name + " does not agree that " + masters.get(0).name + " is MASTER\n" + lan.transcript);
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
