// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.sim;

import io.mainstay.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One wire: delay, jitter (and with it reordering), loss, duplication and one-way partitions, all from one seed. */
final class VirtualLan {
    private record Way(SimNode from, SimNode to) {}

    final VirtualTime time = new VirtualTime();
    final List<SimNode> nodes = new ArrayList<>();
    final Transcript transcript = new Transcript(time);
    private final long began = time.nanoTime();
    private final Random random;
    private final Set<Way> blocked = new HashSet<>();
    private Duration delay = Duration.ofNanos(200_000);
    private Duration jitter = Duration.ZERO;
    private double loss;
    private double duplication;
    private long disturbed = time.nanoTime();

    VirtualLan(long seed) {
        random = new Random(seed);
    }

    SimNode add(SimNode.Setup setup) {
        SimNode node = new SimNode(this, nodes.size(), setup);
        nodes.add(node);
        return node;
    }

    void quality(Duration newDelay, Duration newJitter, double newLoss, double newDuplication) {
        delay = newDelay;
        jitter = newJitter;
        loss = newLoss;
        duplication = newDuplication;
        disturb();
    }

    void block(SimNode from, SimNode to) {
        blocked.add(new Way(from, to));
        disturb();
    }

    void unblockAll() {
        blocked.clear();
        disturb();
    }

    boolean passes(SimNode from, SimNode to) {
        return !blocked.contains(new Way(from, to));
    }

    /** The bytes are copied: the sender uses its buffer again. */
    void send(SimNode from, byte[] bytes) {
        for (SimNode to : nodes) {
            if (to == from || !passes(from, to)) {
                continue;
            }
            if (random.nextDouble() < loss) {
                disturb();
                continue;
            }
            int copies = random.nextDouble() < duplication ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                byte[] packet = bytes.clone();
                time.schedule(travel(), () -> to.arrive(packet));
            }
        }
    }

    private Duration travel() {
        long extra = jitter.isZero() ? 0 : (long) (random.nextDouble() * jitter.toNanos());
        return delay.plusNanos(extra);
    }

    /** Something happened after which the protocol needs its time. */
    void disturb() {
        disturbed = time.nanoTime();
    }

    Duration quietFor() {
        return Duration.ofNanos(time.nanoTime() - disturbed);
    }

    Duration running() {
        return Duration.ofNanos(time.nanoTime() - began);
    }

    void run(Duration by) {
        time.advance(by);
    }
}
