// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

import java.util.EnumSet;
import java.util.Set;

/** Why an instance cannot take part. Several can hold at once; the machine keeps them as a set of bits. */
public enum FaultReason {
    /** A tracker without weight failed. */
    TRACKER,
    INTERFACE_DOWN,
    /** The interface below a macvlan is down. */
    BASE_INTERFACE_DOWN,
    /** Another instance on this wire has our virtual router id. */
    DUPLICATE_VRID,
    /** The interface has no address to send from. */
    NO_SOURCE_ADDRESS,
    CONFIGURATION,
    /** Another member of the sync group is in fault. Set by {@link SyncGroupMachine} only. */
    SYNC_GROUP,
    /** An operator has taken it out of service. */
    OPERATOR;

    int bit() {
        return 1 << ordinal();
    }

    /** The reasons in a set of bits, as {@link Cause#FAULT}'s value and {@link InstanceStatus#faults} carry them. */
    public static Set<FaultReason> of(long bits) {
        EnumSet<FaultReason> reasons = EnumSet.noneOf(FaultReason.class);
        for (FaultReason reason : values()) {
            if ((bits & reason.bit()) != 0) {
                reasons.add(reason);
            }
        }
        return reasons;
    }
}
