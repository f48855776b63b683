// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import io.mainstay.api.model.RealServer;
import java.util.List;
import java.util.OptionalInt;

/**
 * A real server as it is now.
 *
 * @param configured what was asked for
 * @param up whether all its checks are up
 * @param failedChecks names of the checks that are down
 * @param effectiveWeight what the data plane is told: 0 while draining or inhibited
 * @param draining an operator drains it
 * @param weightOverride an operator's weight
 */
public record RealServerView(
        RealServer configured,
        boolean up,
        List<String> failedChecks,
        int effectiveWeight,
        boolean draining,
        OptionalInt weightOverride) {
    public RealServerView {
        failedChecks = List.copyOf(failedChecks);
    }
}
