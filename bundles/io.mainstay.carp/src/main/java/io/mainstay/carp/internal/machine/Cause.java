// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.machine;

/**
 * Why a transition happened. What the effect's value means with it is said at each; intervals are in 1/256 s, advbase times 256
 * plus advskew.
 */
public enum Cause {
    /** The effect is not a transition. */
    NONE,
    /** First state after the start; value: own interval. */
    START,
    /** No advertisement for the master-down time; value: interval of the master last heard, -1 when none was. */
    MASTER_DOWN,
    /** The master said that it leaves (255/255); value: 0. */
    MASTER_LEFT,
    /** A running master has a longer interval, and this one preempts; value: that interval. */
    PREEMPTION,
    /** A running master's interval is longer than our patience; value: that interval. */
    MASTER_TOO_SLOW,
    /** A master with a shorter interval; value: that interval. */
    PREFERRED_MASTER,
    /** A master with the same interval and a lower address; value: that interval. */
    LOWER_ADDRESS,
    /** A request to hand over ({@code SIGUSR2}); value: 0. */
    STEP_DOWN,
    /** Something that the instance needs is missing; value: bits of {@link FaultReason}. */
    FAULT,
    /** The last reason for the fault is gone; value: 0. */
    FAULT_CLEARED,
    /** The instance is stopped; value: 0. */
    STOP
}
