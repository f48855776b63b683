// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.control;

import java.time.Duration;

/**
 * How the check engine is doing.
 *
 * @param checks configured
 * @param suspended of those, not probed at the moment
 * @param underWay probes at this moment
 * @param started probes since the process began
 * @param latenessMedian how late probes started, of the last half to whole minute
 * @param latenessP99 what 99 in a hundred of those did not exceed
 * @param latenessMax the latest start since the process began
 */
public record EngineFigures(
        int checks,
        int suspended,
        int underWay,
        long started,
        Duration latenessMedian,
        Duration latenessP99,
        Duration latenessMax) {

    /** Of an engine that does not say. */
    public static final EngineFigures NONE = new EngineFigures(0, 0, 0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
