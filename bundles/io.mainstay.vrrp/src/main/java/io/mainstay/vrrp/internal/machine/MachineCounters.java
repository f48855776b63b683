// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/** The changeable side of {@link InstanceStatus.Counters}. */
final class MachineCounters {
    long received;
    long sent;
    long zeroReceived;
    long zeroSent;
    long lowerReceived;
    long becameMaster;
    long releasedMaster;
    long restored;

    InstanceStatus.Counters snapshot() {
        return new InstanceStatus.Counters(
                received, sent, zeroReceived, zeroSent, lowerReceived, becameMaster, releasedMaster, restored);
    }
}
