// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A table of slots, each of which names one target. Immutable.
 *
 * <p>Both ways of filling it look at the targets' endpoints and weights only, not at their order in the configuration, so
 * that hosts of one cluster agree.
 */
final class SlotTable {
    static final SlotTable EMPTY = new SlotTable(List.of(), new short[0]);

    /** How a table is filled from targets that have a weight. */
    @FunctionalInterface
    interface Filling {
        SlotTable fill(List<Target> targets);
    }

    private static final int SOURCE_HASH_SLOTS = 256;
    private static final int MAGLEV_SLOTS = 4093;
    /** From this many targets on, the small table would give each too few slots to honour its weight. */
    private static final int LARGE_FROM = 64;

    private static final int MAGLEV_SLOTS_LARGE = 65521;

    private final List<Target> targets;
    private final short[] slots;

    private SlotTable(List<Target> targets, short[] slots) {
        this.targets = targets;
        this.slots = slots;
    }

    int size() {
        return slots.length;
    }

    List<Target> targets() {
        return targets;
    }

    Target at(long hash) {
        return slot((int) Long.remainderUnsigned(hash, slots.length));
    }

    Target slot(int index) {
        return targets.get(slots[index] & 0xffff);
    }

    /** {@code sh}: targets take turns along the table, each for as many slots as it has weight. */
    static SlotTable sourceHash(List<Target> unordered) {
        if (unordered.isEmpty()) {
            return EMPTY;
        }
        List<Target> targets = ordered(unordered);
        long divisor = 0;
        long sum = 0;
        for (Target target : targets) {
            divisor = gcd(target.weight(), divisor);
            sum += target.weight();
        }
        // Whole turns give each exactly its share.
        long turn = sum / divisor;
        int length = (int) Math.min(0x10000, turn * Math.max(1, SOURCE_HASH_SLOTS / turn));
        short[] slots = new short[length];
        int target = 0;
        long left = targets.get(0).weight() / divisor;
        for (int i = 0; i < length; i++) {
            slots[i] = (short) target;
            if (--left == 0) {
                target = target + 1 == targets.size() ? 0 : target + 1;
                left = targets.get(target).weight() / divisor;
            }
        }
        return new SlotTable(targets, slots);
    }

    /**
     * {@code mh}: Maglev hashing (Eisenbud et al., NSDI 2016, section 3.4). Each target has a permutation of the slots of
     * its own, and they take turns in claiming their next free one, heavy targets more often. When a target comes or goes
     * few slots change hands but its own.
     */
    static SlotTable maglev(List<Target> unordered) {
        if (unordered.isEmpty()) {
            return EMPTY;
        }
        List<Target> targets = ordered(unordered);
        int count = targets.size();
        int length = count < LARGE_FROM ? MAGLEV_SLOTS : MAGLEV_SLOTS_LARGE;
        int[] position = new int[count];
        int[] step = new int[count];
        int heaviest = 1;
        for (int i = 0; i < count; i++) {
            String name = targets.get(i).endpoint().toString();
            position[i] = (int) Long.remainderUnsigned(Hash.of(name, 1), length);
            step[i] = (int) Long.remainderUnsigned(Hash.of(name, 2), length - 1) + 1;
            heaviest = Math.max(heaviest, targets.get(i).weight());
        }
        long[] turn = new long[count];
        short[] slots = new short[length];
        boolean[] taken = new boolean[length];
        int free = length;
        while (true) {
            for (int i = 0; i < count; i++) {
                turn[i] += targets.get(i).weight();
                if (turn[i] < heaviest) {
                    continue; // not yet: a target of half the weight claims every second time
                }
                turn[i] -= heaviest;
                while (taken[position[i]]) {
                    position[i] = next(position[i], step[i], length);
                }
                taken[position[i]] = true;
                slots[position[i]] = (short) i;
                position[i] = next(position[i], step[i], length);
                if (--free == 0) {
                    return new SlotTable(targets, slots);
                }
            }
        }
    }

    private static int next(int position, int step, int length) {
        int next = position + step;
        return next >= length ? next - length : next;
    }

    private static List<Target> ordered(List<Target> targets) {
        List<Target> ordered = new ArrayList<>(targets.subList(0, Math.min(targets.size(), 0xffff)));
        ordered.sort(Comparator.comparing(target -> target.endpoint().toString()));
        return List.copyOf(ordered);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
