// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.api.check.WeightAdvice;
import java.time.Instant;

/**
 * What the world is told of a check's state; replaced when that changes, not with each probe.
 *
 * @param up see {@link io.mainstay.api.control.CheckView}
 * @param decided see there
 * @param weight see there
 * @param since see there
 * @param cause see there
 * @param warning see there
 * @param warningStep the checker's step that warned; only its passing without a warning ends it
 */
record Standing(
        boolean up,
        boolean decided,
        WeightAdvice weight,
        Instant since,
        String cause,
        String warning,
        int warningStep) {

    Standing(boolean up, boolean decided, WeightAdvice weight, Instant since, String cause) {
        this(up, decided, weight, since, cause, "", 0);
    }

    /** After a passed probe of this step has warned, or not. */
    Standing warned(String text, int step) {
        return warning.isEmpty() && text.isEmpty() || text.isEmpty() && step != warningStep
                ? this
                : new Standing(up, decided, weight, since, cause, text, step);
    }
}
