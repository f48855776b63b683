// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import java.util.Set;

/**
 * A machine as readers see it: commands, metrics, statistics. Immutable.
 *
 * @param state now
 * @param cause of the last transition
 * @param causeValue what the cause says it is
 * @param sinceNanos time of the last transition, on the machine's clock
 * @param priority what is, or would be, advertised
 * @param masterPriority in BACKUP: of the master last heard, 0 when none was
 * @param masterIntervalNanos in BACKUP with version 3: the master's, which is adopted
 * @param wantsMaster waits for the other members of its sync group
 * @param faults what is missing
 * @param counters since the machine was made
 */
public record InstanceStatus(
        RouterState state,
        Cause cause,
        long causeValue,
        long sinceNanos,
        int priority,
        int masterPriority,
        long masterIntervalNanos,
        boolean wantsMaster,
        Set<FaultReason> faults,
        Counters counters) {

    public InstanceStatus {
        faults = Set.copyOf(faults);
    }

    /**
     * Numbers of events.
     *
     * @param received advertisements that the codec let through
     * @param sent advertisements
     * @param zeroReceived those with priority 0
     * @param zeroSent those with priority 0
     * @param lowerReceived those that a master heard with a lower priority
     * @param becameMaster transitions to MASTER
     * @param releasedMaster transitions from MASTER
     * @param restored objects put back that somebody had deleted
     */
    public record Counters(
            long received,
            long sent,
            long zeroReceived,
            long zeroSent,
            long lowerReceived,
            long becameMaster,
            long releasedMaster,
            long restored) {}
}
