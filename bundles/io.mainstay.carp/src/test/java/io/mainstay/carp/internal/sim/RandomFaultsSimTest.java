// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.sim;

import io.mainstay.carp.internal.machine.CarpRules;
import io.mainstay.carp.internal.machine.HostState;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two to five hosts with random settings, half a minute of random faults, then healing. {@link Invariants} are checked after
 * every step, agreement and calm in the end. {@code -Dmainstay.seed=N} repeats one run, {@code -Dmainstay.runs=N} sets how
 * many there are, {@code -Dmainstay.seconds=N} goes on for so long.
 */
class RandomFaultsSimTest {
    private static final int RUNS = Integer.getInteger("mainstay.runs", 200);
    private static final int SECONDS = Integer.getInteger("mainstay.seconds", 0);
    private static final Duration CHAOS = Duration.ofSeconds(30);

    @Test
    void whateverHappensTheyAgreeInTheEnd() {
        Long fixed = Long.getLong("mainstay.seed");
        long first = fixed != null ? fixed : System.nanoTime();
        int runs = fixed != null ? 1 : RUNS;
        long until = System.nanoTime() + SECONDS * 1_000_000_000L;
        for (long seed = first; seed < first + runs || System.nanoTime() - until < 0; seed++) {
            try {
                run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("repeat with -Dmainstay.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        VirtualLan lan = new VirtualLan(random.nextLong());
        int advbase = random.nextInt(3);
        int hosts = 2 + random.nextInt(4);
        for (int i = 0; i < hosts; i++) {
            int address = random.nextInt(2) * 256 + i + 1;
            lan.add(new SimNode.Setup(String.valueOf((char) ('a' + i)), rules(random, advbase), address));
        }
        lan.quality(
                Duration.ofNanos(50_000 + random.nextInt(5_000_000)),
                Duration.ofMillis(random.nextInt(50)),
                random.nextInt(4) * 0.1,
                random.nextInt(3) * 0.1);
        while (lan.running().compareTo(CHAOS) < 0) {
            disturb(random, lan);
            lan.run(Duration.ofMillis(random.nextInt(2500)));
        }
        lan.quality(Duration.ofMillis(1), Duration.ofMillis(random.nextInt(20)), 0, 0.1);
        if (random.nextBoolean()) {
            lan.run(Invariants.SETTLED.multipliedBy(2)); // partitions last: one MASTER in each part
        }
        heal(lan);
        lan.run(Invariants.SETTLED);
        Invariants.agree(lan);
        SimNode master = master(lan);
        lan.run(Duration.ofSeconds(20));
        Invariants.agree(lan);
        if (master(lan) != master) {
            throw new AssertionError("the MASTER changed for no reason\n" + lan.transcript);
        }
    }

    private static SimNode master(VirtualLan lan) {
        return lan.nodes.stream().filter(SimNode::master).findFirst().orElseThrow();
    }

    /** Everybody's patience exceeds everybody's interval by more than the wire's jitter, or nobody could be calm. */
    private static CarpRules rules(Random random, int advbase) {
        int advskew = random.nextInt(3) == 0 ? 100 : random.nextInt(256);
        CarpRules rules = advbase == 0 ? CarpRules.of(0, 60 + advskew * 100 / 256) : CarpRules.of(advbase, advskew);
        return rules.withPreempt(random.nextBoolean())
                .withDeadRatio(3 + random.nextInt(2))
                .withNeutral(random.nextBoolean());
    }

    private static void disturb(Random random, VirtualLan lan) {
        SimNode node = lan.nodes.get(random.nextInt(lan.nodes.size()));
        SimNode other = lan.nodes.get(random.nextInt(lan.nodes.size()));
        if (!node.alive()) {
            node.start();
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> node.kill();
            case 1 -> node.stop();
            case 2 -> lan.block(node, other);
            case 3 -> {
                lan.block(node, other);
                lan.block(other, node);
            }
            case 4 -> lan.unblockAll();
            case 5 -> node.pause();
            case 6 -> node.resume();
            case 7 -> node.jump(Duration.ofMillis(random.nextInt(6000)));
            case 8 -> toggleFault(node);
            case 9 -> node.demote(random.nextInt(3) * 60);
            case 10 -> node.loseAddress();
            case 11 -> node.stepDown();
            default -> throw new IllegalStateException();
        }
    }

    private static void toggleFault(SimNode node) {
        if (node.machine().state() == HostState.FAULT) {
            node.clear();
        } else {
            node.fault();
        }
    }

    private static void heal(VirtualLan lan) {
        lan.unblockAll();
        for (SimNode node : lan.nodes) {
            if (!node.alive()) {
                node.start();
            }
            node.resume();
            node.clear();
        }
    }
}
