// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.machine;

/** Why a transition happened. What the effect's value means with it is said at each. */
public enum Cause {
    /** The effect is not a transition. */
    NONE,
    /** First state after the start; value: own priority. */
    START,
    /** The address owner does not wait for anybody; value: own priority. */
    OWNER,
    /** No advertisement for the master-down time; value: priority of the master last heard, 0 when none was. */
    MASTER_DOWN,
    /** A running master has a lower priority; value: that priority. */
    PREEMPTION,
    /** The master said that it leaves (priority 0); value: 0. */
    MASTER_LEFT,
    /** A master with a higher priority; value: its priority. */
    HIGHER_PRIORITY,
    /** A master with the same priority and a higher address; value: its priority. */
    HIGHER_ADDRESS,
    /** Something that the instance needs is missing; value: bits of {@link FaultReason}. */
    FAULT,
    /** The last reason for the fault is gone; value: own priority. */
    FAULT_CLEARED,
    /** The process stood still for so long that a peer may have taken over; value: nanoseconds. */
    STALLED,
    /** Somebody deleted an address, route or rule, and the instance is configured to step back; value: {@link Owned}. */
    OBJECT_LOST,
    /** Another member of the sync group; value: 0. */
    SYNC_GROUP,
    /** The instance is stopped; value: own priority. */
    STOP
}
