// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.machine;

import io.mainstay.api.control.ProbeView.Outcome;

/** Says why a check changed sides, with the numbers that decided. */
public final class Causes {
    private Causes() {}

    /** What a check that no probe has judged yet is in its state for. */
    public static String initial(boolean alpha) {
        return alpha ? "alpha: starts down" : "starts up";
    }

    /**
     * Why a check went down.
     *
     * @param before the state that it left
     * @param detail what the deciding probe saw
     */
    public static String down(CheckState before, CheckRules rules, String detail) {
        String count = before.fresh()
                ? "first probe failed"
                : before.failures() == 0 ? "1 failure" : before.failures() + 1 + " failures in a row, last";
        return count + step(before, rules) + ": " + detail;
    }

    /** Why a check went up; see {@link #down}. */
    public static String up(CheckRules rules, String detail) {
        String what = rules.rise() == 1 ? "passed" : rules.rise() + " passes in a row";
        String steps = rules.steps() == 1 ? "" : ", all " + rules.steps() + " steps";
        return what + steps + (detail.isEmpty() ? "" : ": " + detail);
    }

    /** Why a check is where it started: the first judgement agreed. */
    public static String confirmed(Outcome outcome, String detail) {
        return (outcome == Outcome.PASSED ? "passed from the start" : "failed from the start")
                + (detail.isEmpty() ? "" : ": " + detail);
    }

    private static String step(CheckState state, CheckRules rules) {
        return rules.steps() == 1 ? "" : " (step " + (state.step() + 1) + " of " + rules.steps() + ")";
    }
}
