// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import java.util.List;
import java.util.function.Predicate;

/**
 * {@code wrr}, smooth: in each run of as many choices as the weights' sum, every target is chosen exactly weight times, and
 * heavy ones are spread over the run instead of being served in a burst. Each choice credits every usable target with its
 * weight, takes the one with the most credit, and charges it the sum.
 */
final class WeightedRoundRobin implements Policy {
    private List<Target> targets = List.of();

    @Override
    public void update(List<Target> newTargets) {
        // Old credit was earned with other weights: it would distort the new proportions.
        newTargets.forEach(target -> target.credit = 0);
        targets = List.copyOf(newTargets);
    }

    @Override
    public Target choose(Client client, Predicate<Target> untried) {
        Target best = null;
        long sum = 0;
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            if (!target.usable() || !untried.test(target)) {
                continue;
            }
            target.credit += target.weight();
            sum += target.weight();
            if (best == null || target.credit > best.credit) {
                best = target;
            }
        }
        if (best != null) {
            best.credit -= sum;
        }
        return best;
    }
}
