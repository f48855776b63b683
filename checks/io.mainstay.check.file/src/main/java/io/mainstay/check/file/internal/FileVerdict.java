// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.file.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.WeightAdvice;

/**
 * What a number means. Pure.
 *
 * @param factor what it is multiplied by; 0 when it decides the state
 * @param reverse whether it counts the other way round
 */
record FileVerdict(int factor, boolean reverse) {
    private static final long LEAST_WEIGHT = Integer.MIN_VALUE;

    ProbeResult of(int number) {
        if (factor == 0) {
            return (number != 0) == reverse
                    ? ProbeResult.passed("the number is " + number)
                    : ProbeResult.failed(
                            FailReason.UNEXPECTED_CONTENT,
                            "the number is " + number + ", expected " + (reverse ? "another than 0" : "0"));
        }
        long weight = (long) number * factor * (reverse ? -1 : 1);
        if (weight <= LEAST_WEIGHT) {
            return ProbeResult.failed(
                    FailReason.UNEXPECTED_CONTENT,
                    "the number " + number + " times " + factor + " is below any weight");
        }
        int added = (int) Math.min(weight, Integer.MAX_VALUE);
        return new ProbeResult.Passed(
                "the number is " + number + ": weight " + (added < 0 ? added : "+" + added), WeightAdvice.add(added));
    }
}
