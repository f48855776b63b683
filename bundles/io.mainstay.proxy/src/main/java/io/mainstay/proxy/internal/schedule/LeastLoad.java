// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import java.util.List;
import java.util.function.Predicate;

/**
 * The schedulers that compare load: {@code lc}, {@code wlc}, {@code sed} and {@code nq}. Among equals the choice goes round,
 * so that idle servers share what comes instead of the first one getting it all.
 */
final class LeastLoad implements Policy {

    /** Which load is compared. */
    enum Measure {
        /** {@code lc}: connections. */
        CONNECTIONS,
        /** {@code wlc}: connections per weight. */
        PER_WEIGHT,
        /** {@code sed}, shortest expected delay: connections with the new one, per weight. */
        EXPECTED_DELAY,
        /** {@code nq}, never queue: an idle one at once, otherwise as {@code sed}. */
        NEVER_QUEUE
    }

    private final Measure measure;
    private List<Target> targets = List.of();
    private int start;

    LeastLoad(Measure measure) {
        this.measure = measure;
    }

    @Override
    public void update(List<Target> newTargets) {
        targets = List.copyOf(newTargets);
        start = 0;
    }

    @Override
    public Target choose(Client client, Predicate<Target> untried) {
        int size = targets.size();
        Target best = null;
        int bestIndex = 0;
        for (int i = 0; i < size; i++) {
            int index = start + i < size ? start + i : start + i - size;
            Target target = targets.get(index);
            if (target.usable() && untried.test(target) && (best == null || lighter(target, best))) {
                best = target;
                bestIndex = index;
            }
        }
        if (best != null) {
            start = bestIndex + 1 == size ? 0 : bestIndex + 1;
        }
        return best;
    }

    /** Compares fractions crosswise: exact, and without division. */
    private boolean lighter(Target a, Target b) {
        return switch (measure) {
            case CONNECTIONS -> a.active() < b.active();
            case PER_WEIGHT -> lighterPerWeight(a, b, 0);
            case EXPECTED_DELAY -> lighterPerWeight(a, b, 1);
            case NEVER_QUEUE -> {
                boolean idle = a.active() == 0;
                boolean otherIdle = b.active() == 0;
                yield idle != otherIdle ? idle : lighterPerWeight(a, b, 1);
            }
        };
    }

    private static boolean lighterPerWeight(Target a, Target b, int added) {
        return (a.active() + added) * b.weight() < (b.active() + added) * a.weight();
    }
}
