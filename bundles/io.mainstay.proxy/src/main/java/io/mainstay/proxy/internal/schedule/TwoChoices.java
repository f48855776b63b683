// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.schedule;

import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** {@code twos}, the power of two choices: of two targets drawn by weight the one with less load per weight. */
final class TwoChoices implements Policy {
    private final RandomGenerator random;
    private List<Target> targets = List.of();

    TwoChoices(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public void update(List<Target> newTargets) {
        targets = List.copyOf(newTargets);
    }

    @Override
    public Target choose(Client client, Predicate<Target> untried) {
        long sum = 0;
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            if (target.usable() && untried.test(target)) {
                sum += target.weight();
            }
        }
        if (sum == 0) {
            return null;
        }
        Target one = draw(random.nextLong(sum), untried);
        Target other = draw(random.nextLong(sum), untried);
        return other.active() * one.weight() < one.active() * other.weight() ? other : one;
    }

    private Target draw(long ticket, Predicate<Target> untried) {
        long left = ticket;
        for (int i = 0; i < targets.size(); i++) {
            Target target = targets.get(i);
            if (target.usable() && untried.test(target)) {
                left -= target.weight();
                if (left < 0) {
                    return target;
                }
            }
        }
        throw new IllegalStateException("ticket " + ticket + " is beyond the sum of weights");
    }
}
