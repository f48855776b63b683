// SPDX-License-Identifier: Apache-2.0
package io.mainstay.balancer.internal.decision;

import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.control.CheckView;
import java.util.ArrayList;
import java.util.List;

/**
 * What all checks of one real server say together.
 *
 * @param failedChecks names of the checks that are down; none means that the server is up
 * @param added sum of the advice that is added to the weight
 * @param set sum of the advice that stands in place of the weight
 * @param setters how many checks gave advice of the latter kind
 */
public record Observation(List<String> failedChecks, long added, long set, int setters) {

    /** Without checks, or with checks that are content and have no advice: up with the configured weight. */
    public static final Observation UP = new Observation(List.of(), 0, 0, 0);

    public Observation {
        failedChecks = List.copyOf(failedChecks);
    }

    /** Sums up what the checks of one real server say now; a check that is down has no say about the weight. */
    public static Observation of(List<CheckView> checks) {
        List<String> failed = new ArrayList<>(0);
        long added = 0;
        long set = 0;
        int setters = 0;
        for (CheckView check : checks) {
            if (!check.up()) {
                failed.add(check.id().toString());
                continue;
            }
            WeightAdvice advice = check.weight();
            switch (advice.kind()) {
                case ADD -> added += advice.value();
                case SET -> {
                    set += advice.value();
                    setters++;
                }
                case NONE -> {}
            }
        }
        return failed.isEmpty() && added == 0 && setters == 0 ? UP : new Observation(failed, added, set, setters);
    }

    public boolean up() {
        return failedChecks.isEmpty();
    }

    /**
     * The weight that comes of a base weight. Advice that sets the weight contributes its difference to the base, as
     * {@code misc_dynamic} does: alone it replaces the base, together with other advice the contributions add up.
     */
    int applyTo(int base) {
        long weight = base + added + (set - (long) setters * base);
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, weight));
    }
}
