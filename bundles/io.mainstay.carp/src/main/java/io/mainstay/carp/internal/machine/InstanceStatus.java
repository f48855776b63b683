// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

import java.util.Set;

/**
 * A machine as readers see it: commands, metrics, statistics. Immutable.
 *
 * @param state now
 * @param cause of the last transition
 * @param causeValue what the cause says it is
 * @param sinceNanos time of the last transition, on the machine's clock
 * @param advskew what is, or would be, advertised
 * @param demotion that an operator asked for
 * @param sendsFail advertisements cannot be sent, which demotes as well
 * @param masterInterval in BACKUP: of the master last heard in 1/256 s, -1 when none was
 * @param deaf after stepping down: does not listen for a while
 * @param deadlineNanos when the next thing is due: takeover, advertisement, or end of deafness; meaningless in INIT and FAULT
 * @param faults what is missing
 * @param counters since the machine was made
 */
public record InstanceStatus(
        HostState state,
        Cause cause,
        long causeValue,
        long sinceNanos,
        int advskew,
        int demotion,
        boolean sendsFail,
        int masterInterval,
        boolean deaf,
        long deadlineNanos,
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
     * @param bowOutsReceived those that said that their sender leaves
     * @param bowOutsSent those that said that we leave
     * @param rivalsSeen advertisements of masters that are not preferred, heard as MASTER
     * @param becameMaster transitions to MASTER
     * @param releasedMaster transitions from MASTER
     * @param restored addresses put back that somebody had deleted
     * @param sendFailures advertisements that could not be sent
     */
    public record Counters(
            long received,
            long sent,
            long bowOutsReceived,
            long bowOutsSent,
            long rivalsSeen,
            long becameMaster,
            long releasedMaster,
            long restored,
            long sendFailures) {}
}
