// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import java.util.List;
import java.util.function.Predicate;

/** {@code rr}: one after the other, whatever their weights. A change of the list goes on behind the last one chosen. */
final class RoundRobin implements Policy {
    private List<Target> targets = List.of();
    private int next;

    @Override
    public void update(List<Target> newTargets) {
        // Stay at the place in the circle: at the first of those still there that would have come next.
        int place = 0;
        for (int i = 0; i < targets.size(); i++) {
            int index = newTargets.indexOf(targets.get((next + i) % targets.size()));
            if (index >= 0) {
                place = index;
                break;
            }
        }
        targets = List.copyOf(newTargets);
        next = place;
    }

    @Override
    public Target choose(Client client, Predicate<Target> untried) {
        int size = targets.size();
        for (int i = 0; i < size; i++) {
            Target target = targets.get(next);
            next = next + 1 == size ? 0 : next + 1;
            if (target.usable() && untried.test(target)) {
                return target;
            }
        }
        return null;
    }
}
