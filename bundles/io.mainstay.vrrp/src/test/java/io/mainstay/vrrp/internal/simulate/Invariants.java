// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.Effect;
import io.mainstay.vrrp.internal.machine.Effects;
import io.mainstay.vrrp.internal.machine.InstanceRules;
import io.mainstay.vrrp.internal.machine.RouterState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold after every step, computed from what was on the wire and not from the machine's own timers. */
final class Invariants implements Watch {
    /** After this long without a disturbance everybody agrees; longer than any setting of the runs needs. */
    static final Duration SETTLED = Duration.ofSeconds(20);

    private final SimNode node;
    private final SimLan lan;
    private final Map<Speaker, Memory> memories = new LinkedHashMap<>();

    /** What a speaker has heard and sent. */
    private static final class Memory {
        /** Since when the interval is what it is, and how many there have been before. */
        long intervalSince;

        long interval;
        long earlierIntervals;
        long lastHeard;
        long heardInterval;
        boolean leaving;
        boolean hurried;
        long timerAdverts;
    }

    Invariants(SimNode node, SimLan lan) {
        this.node = node;
        this.lan = lan;
    }

    @Override
    public void begun(Speaker speaker) {
        memories.keySet().retainAll(node.speakers());
        Memory memory = new Memory();
        memory.intervalSince = node.host.now();
        memory.interval = speaker.plan().rules().timing().intervalNanos();
        memories.put(speaker, memory);
    }

    @Override
    public void reloaded(Speaker speaker) {
        Memory memory = memories.get(speaker);
        long interval = speaker.plan().rules().timing().intervalNanos();
        if (interval == memory.interval) {
            return;
        }
        long now = node.host.now();
        memory.earlierIntervals += (now - memory.intervalSince) / memory.interval + 1; // a MASTER sends one at once
        memory.interval = interval;
        memory.intervalSince = now;
        if (speaker.machine().status().masterPriority() == 0) {
            memory.leaving = false;
            memory.lastHeard = now; // nobody is heard: it waits anew, at its new interval
            memory.heardInterval = interval;
        }
    }

    @Override
    public void heard(Speaker speaker, int priority, long interval) {
        RouterState state = speaker.machine().state();
        if (state == RouterState.FAULT || state == RouterState.INIT) {
            return;
        }
        Memory memory = memories.get(speaker);
        InstanceRules rules = speaker.plan().rules();
        if (priority == 0) {
            if (!speaker.machine().status().wantsMaster()) { // its own time was over already
                memory.leaving = true;
                memory.lastHeard = node.host.now();
            }
        } else if (priority >= speaker.machine().status().priority()
                || !rules.preemption().allowed()) {
            memory.leaving = false;
            memory.hurried = false;
            memory.lastHeard = node.host.now();
            memory.heardInterval =
                    rules.timing().version() == 2 ? rules.timing().intervalNanos() : interval;
        } else if (rules.preemption().delayNanos() > 0) {
            memory.heardInterval = Math.min(memory.heardInterval, interval); // accepted until the delay is over
        }
    }

    @Override
    public void entered(Speaker speaker, Cause cause) {
        RouterState state = speaker.machine().state();
        Memory memory = memories.get(speaker);
        InstanceRules rules = speaker.plan().rules();
        if (state == RouterState.BACKUP && cause != Cause.HIGHER_PRIORITY && cause != Cause.HIGHER_ADDRESS) {
            memory.leaving = false;
            memory.hurried = cause == Cause.START && rules.wishMaster()
                    || cause == Cause.OBJECT_LOST
                    || cause == Cause.SYNC_GROUP && groupLostSomething(speaker);
            memory.lastHeard = node.host.now();
            memory.heardInterval = rules.timing().intervalNanos();
        }
        if (state == RouterState.MASTER && cause != Cause.OWNER) {
            long waited = node.host.now() - memory.lastHeard;
            long least = leastWait(speaker, memory);
            require(waited >= least, speaker, "takes over after " + waited + " ns, allowed after " + least);
        }
    }

    private boolean groupLostSomething(Speaker speaker) {
        return group(speaker).stream()
                .anyMatch(member -> member.machine().status().cause() == Cause.OBJECT_LOST);
    }

    private List<Speaker> group(Speaker speaker) {
        Optional<String> group = speaker.plan().group();
        return group.isEmpty()
                ? List.of(speaker)
                : node.speakers().stream()
                        .filter(other -> other.plan().group().equals(group))
                        .toList();
    }

    /** The RFC's formulas once more, on purpose not the machine's. */
    private static long leastWait(Speaker speaker, Memory memory) {
        InstanceRules.Timing timing = speaker.plan().rules().timing();
        int priority = speaker.machine().status().priority();
        long unit = timing.version() == 2 ? 1_000_000_000L : memory.heardInterval;
        long skew = (256 - priority) * unit / 256;
        if (memory.leaving || memory.hurried) {
            return skew;
        }
        return timing.downAdverts() * memory.heardInterval + skew;
    }

    @Override
    public void performed(Speaker cause, Effects effects, boolean byTimer) {
        for (Map.Entry<Speaker, Memory> entry : memories.entrySet()) {
            noStorm(entry.getKey(), entry.getValue(), effects, byTimer);
        }
        List<Speaker> members = group(cause);
        long masters = members.stream().filter(node::master).count();
        require(masters == 0 || masters == members.size(), cause, "is not in the same state as its group");
        addressesExactlyWhenMaster();
        oneMaster();
    }

    /** What is not an answer must have the interval's distance, over any time. */
    private void noStorm(Speaker speaker, Memory memory, Effects effects, boolean byTimer) {
        int adverts = 0;
        for (int i = 0; i < effects.size(); i++) {
            boolean own = effects.member(i) == speaker.machine().id();
            adverts += own && effects.kind(i) == Effect.ADVERT ? 1 : 0;
        }
        require(adverts <= 1, speaker, "sends " + adverts + " adverts at once");
        memory.timerAdverts += byTimer ? adverts : 0;
        long intervals = memory.earlierIntervals + (node.host.now() - memory.intervalSince) / memory.interval;
        long most = intervals + speaker.machine().status().counters().becameMaster();
        require(memory.timerAdverts <= most, speaker, "has sent " + memory.timerAdverts + " adverts already");
    }

    private void addressesExactlyWhenMaster() {
        Set<InetAddress> all = new HashSet<>();
        for (Speaker speaker : node.speakers()) {
            boolean master = speaker.machine().state() == RouterState.MASTER;
            require(speaker.installed().isEmpty() != master, speaker, "has addresses and state that do not agree");
            all.addAll(speaker.installed());
        }
        if (!node.host.addresses().equals(all)) {
            throw failure(node.name + " has " + node.host.addresses() + " instead of " + all);
        }
    }

    /** Once the protocol has had its time: at most one MASTER among those that hear each other. */
    private void oneMaster() {
        if (lan.world.quietFor() < SETTLED.toNanos()) {
            return;
        }
        for (Speaker mine : node.speakers()) {
            for (SimNode other : lan.nodes) {
                for (Speaker theirs : other.speakers()) {
                    boolean both = other != node && node.master(mine) && other.master(theirs);
                    if (both && same(mine, theirs) && hear(other, mine)) {
                        throw failure(node.name + " and " + other.name + " are both MASTER of "
                                + mine.plan().label());
                    }
                }
            }
        }
    }

    private static boolean same(Speaker a, Speaker b) {
        return a.plan().key().equals(b.plan().key());
    }

    private boolean hear(SimNode other, Speaker mine) {
        String device = mine.interfaceName();
        return !node.host.paused()
                && !other.host.paused()
                && lan.world.network().passes(node.host, other.host, device)
                && lan.world.network().passes(other.host, node.host, device)
                && node.host.linkUp(device)
                && other.host.linkUp(device);
    }

    /** At the end, when all was healed. */
    static void agree(SimLan lan) {
        for (Speaker speaker : lan.nodes.get(0).speakers()) {
            agree(lan, speaker);
        }
    }

    private static void agree(SimLan lan, Speaker router) {
        List<SimNode> masters = lan.nodes.stream()
                .filter(node -> node.speakers().stream().anyMatch(s -> same(s, router) && node.master(s)))
                .toList();
        if (masters.size() != 1) {
            throw new AssertionError(
                    masters.size() + " masters of " + router.plan().label() + " in the end\n" + lan.transcript());
        }
        List<Speaker> all = lan.nodes.stream()
                .flatMap(node -> node.speakers().stream())
                .filter(speaker -> same(speaker, router))
                .toList();
        Speaker master = all.stream().filter(VrrpStation::isMaster).findFirst().orElseThrow();
        int priority = master.machine().status().priority();
        boolean allPreempt = all.stream()
                .allMatch(speaker -> speaker.plan().rules().preemption().allowed());
        for (Speaker speaker : all) {
            boolean agrees = speaker == master || speaker.machine().status().masterPriority() == priority;
            boolean entitled = !allPreempt || speaker.machine().status().priority() <= priority;
            if (!agrees || !entitled) {
                throw new AssertionError("not all agree that " + masters.get(0).name + " is MASTER of "
                        + router.plan().label() + "\n" + lan.transcript());
            }
        }
    }

    private void require(boolean condition, Speaker speaker, String otherwise) {
        if (!condition) {
            throw failure(node.name + " " + speaker.plan().label() + " " + otherwise);
        }
    }

    private AssertionError failure(String what) {
        return new AssertionError(what + "\n" + lan.transcript());
    }
}
