// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

import java.util.EnumSet;
import java.util.Set;

/** Why an instance cannot take part. Several can hold at once; the machine keeps them as a set of bits. */
public enum FaultReason {
    /** No carrier, or not up; nothing with {@code ignore_link_state}. */
    LINK_DOWN,
    /** The interface does not exist. */
    NO_INTERFACE,
    /** The interface has no address to send from, or not the configured one. */
    NO_SOURCE_ADDRESS,
    /** A socket could not be opened. */
    NO_SOCKET,
    /** An operator has told it to hold no addresses. */
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
