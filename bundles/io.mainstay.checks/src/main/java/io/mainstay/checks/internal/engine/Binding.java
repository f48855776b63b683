// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.Checker;
import io.mainstay.checks.internal.machine.CheckRules;

/**
 * What a check is probed with: a checker and where it runs, or the reason why there is none. What the checker says about
 * itself is read once, when the binding is made.
 *
 * <p>Thread-safety: immutable.
 *
 * @param checker null when suspended
 * @param runner null when suspended
 * @param rules null when suspended
 * @param description what is checked
 * @param limitNanos the longest time of a probe
 * @param problem why there is no checker; empty when there is one
 */
public record Binding(
        Checker checker, Runner runner, CheckRules rules, String description, long limitNanos, String problem) {

    /** A check that waits for something. */
    public static Binding suspended(String description, String problem) {
        return new Binding(null, null, null, description, 0, problem);
    }

    public boolean isSuspended() {
        return checker == null;
    }

    /** The plugin that it comes from; null when suspended. */
    public Plugin plugin() {
        return runner == null ? null : runner.plugin();
    }
}
