// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import java.util.List;
import java.util.function.Predicate;

/**
 * {@code fo} and {@code ovf}: the heaviest target gets everything; with {@code ovf} only while it has fewer connections than
 * weight, then the next one does.
 */
final class Failover implements Policy {
    private final boolean overflow;
    private List<Target> targets = List.of();

    Failover(boolean overflow) {
        this.overflow = overflow;
    }

    @Override
    public void update(List<Target> newTargets) {
        targets = List.copyOf(newTargets);
    }

    @Override
    public Target choose(Client client, Predicate<Target> untried) {
        Target best = null;
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            if (target.usable()
                    && !(overflow && target.active() >= target.weight())
                    && (best == null || target.weight() > best.weight())
                    && untried.test(target)) {
                best = target;
            }
        }
        return best;
    }
}
