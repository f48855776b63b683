// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two to five hosts with random settings, half a minute of random faults, then healing. {@link Invariants} are checked after
 * every step, agreement and calm in the end. {@code -Dmainstay.seed=N} repeats one run, {@code -Dmainstay.runs=N} sets how
 * many there are, {@code -Dmainstay.seconds=N} for how long there are new ones ({@code ./dev fuzz}).
 */
class RandomFaultsSimTest {
    private static final int RUNS = Integer.getInteger("mainstay.runs", 200);
    private static final long SECONDS = Long.getLong("mainstay.seconds", 0);
    private static final Duration CHAOS = Duration.ofSeconds(30);

    @Test
    void whateverHappensTheyAgreeInTheEnd() {
        Long fixed = Long.getLong("mainstay.seed");
        if (fixed != null) {
            runAndTell(fixed);
            return;
        }
        long first = System.nanoTime();
        long seed = first;
        if (SECONDS > 0) {
            while (System.nanoTime() - first < SECONDS * 1_000_000_000L) {
                runAndTell(seed++);
            }
            System.out.println("VRRP: " + (seed - first) + " seeds, the first was " + first);
        } else {
            while (seed < first + RUNS) {
                runAndTell(seed++);
            }
        }
    }

    private static void runAndTell(long seed) {
        try {
            run(seed);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("repeat with -Dmainstay.seed=" + seed + ": " + e.getMessage(), e);
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        SimLan lan = new SimLan(random.nextLong());
        RandomConfiguration configurations = new RandomConfiguration(random);
        int hosts = 2 + random.nextInt(4);
        for (int i = 0; i < hosts; i++) {
            lan.add(String.valueOf((char) ('a' + i)), configurations.next());
        }
        lan.quality(
                Duration.ofNanos(50_000 + random.nextInt(5_000_000)),
                Duration.ofMillis(random.nextInt(50)),
                random.nextInt(4) * 0.1,
                random.nextInt(3) * 0.1);
        while (lan.running().compareTo(CHAOS) < 0) {
            disturb(random, lan, configurations);
            lan.run(Duration.ofMillis(random.nextInt(2500)));
        }
        lan.quality(Duration.ofMillis(1), Duration.ofMillis(random.nextInt(20)), 0, 0.1);
        if (random.nextBoolean()) {
            lan.run(Invariants.SETTLED.multipliedBy(2)); // partitions last: one MASTER in each part
        }
        heal(lan);
        lan.run(Invariants.SETTLED);
        Invariants.agree(lan);
        List<Boolean> masters = masters(lan);
        lan.run(Duration.ofSeconds(20));
        Invariants.agree(lan);
        if (!masters(lan).equals(masters)) {
            throw new AssertionError("the MASTER changed for no reason\n" + lan.transcript());
        }
    }

    private static List<Boolean> masters(SimLan lan) {
        return lan.nodes.stream()
                .flatMap(node -> node.speakers().stream().map(node::master))
                .toList();
    }

    private static void disturb(Random random, SimLan lan, RandomConfiguration configurations) {
        SimNode node = lan.nodes.get(random.nextInt(lan.nodes.size()));
        SimNode other = lan.nodes.get(random.nextInt(lan.nodes.size()));
        String device = configurations.device(random);
        if (!node.host.running()) {
            node.start();
            return;
        }
        switch (random.nextInt(17)) {
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
            case 8, 9 -> node.link(device, !node.host.linkUp(device));
            case 10 -> node.script(RandomConfiguration.SCRIPT, random.nextBoolean());
            case 11 -> node.file(RandomConfiguration.FILE, random.nextInt(300) - 150);
            case 12 -> node.process(RandomConfiguration.PROCESS, random.nextBoolean());
            case 13 -> node.loseAddress();
            case 14 -> lan.world.network().block(node.host, other.host, device);
            case 15 -> node.reload(configurations.next());
            case 16 -> node.host.crash();
            default -> throw new IllegalStateException();
        }
    }

    private static void heal(SimLan lan) {
        lan.unblockAll();
        for (SimNode node : lan.nodes) {
            node.start();
            node.resume();
            node.link("eth0", true);
            node.link("eth1", true);
            node.script(RandomConfiguration.SCRIPT, true);
            node.process(RandomConfiguration.PROCESS, true);
        }
    }
}
