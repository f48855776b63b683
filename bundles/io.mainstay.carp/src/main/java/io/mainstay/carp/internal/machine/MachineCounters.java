// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

/** The changeable side of {@link InstanceStatus.Counters}. */
final class MachineCounters {
    long received;
    long sent;
    long bowOutsReceived;
    long bowOutsSent;
    long rivalsSeen;
    long becameMaster;
    long releasedMaster;
    long restored;
    long sendFailures;

    InstanceStatus.Counters snapshot() {
        return new InstanceStatus.Counters(
                received,
                sent,
                bowOutsReceived,
                bowOutsSent,
                rivalsSeen,
                becameMaster,
                releasedMaster,
                restored,
                sendFailures);
    }
}
