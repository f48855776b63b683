// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.report;

import io.mainstay.vrrp.internal.machine.Cause;
import io.mainstay.vrrp.internal.machine.FaultReason;
import io.mainstay.vrrp.internal.machine.Owned;
import java.util.Set;

/** A transition's cause and deciding value as a sentence for log, journal and {@code explain}. Pure. */
public final class CauseText {
    private CauseText() {}

    /**
     * @param value what {@link Cause} says it is
     * @param detail what the shell knows beyond that: the peer's address, the tracker that failed; may be empty
     */
    public static String of(Cause cause, long value, String detail) {
        String text = text(cause, value);
        return detail.isEmpty() ? text : text + " (" + detail + ")";
    }

    private static String text(Cause cause, long value) {
        return switch (cause) {
            case NONE -> "";
            case START -> value == 0 ? "start" : "start with priority " + value;
            case OWNER -> "this host owns the address (priority " + value + "), and waits for nobody";
            case MASTER_DOWN ->
                value == 0
                        ? "no advertisement was heard for the master-down time"
                        : "the master with priority " + value + " was not heard for the master-down time";
            case PREEMPTION -> "the running master has a lower priority: " + value;
            case MASTER_LEFT -> "the master said that it leaves (priority 0)";
            case HIGHER_PRIORITY -> "a master with a higher priority was heard: " + value;
            case HIGHER_ADDRESS -> "a master with the same priority (" + value + ") and a higher address was heard";
            case FAULT -> value == 0 ? "a member is in fault" : faults(FaultReason.of(value));
            case FAULT_CLEARED -> value == 0 ? "no fault any more" : "no fault any more; priority " + value;
            case STALLED ->
                "this process stood still for " + value / 1_000_000 + " ms, long enough for a peer to take over";
            case OBJECT_LOST -> "somebody deleted " + owned((int) value);
            case SYNC_GROUP -> "another member of the sync group";
            case STOP -> "stop";
        };
    }

    private static String owned(int ordinal) {
        return switch (Owned.values()[ordinal]) {
            case ADDRESS -> "a virtual address";
            case EXCLUDED_ADDRESS -> "an excluded virtual address";
            case ROUTE -> "a virtual route";
            case RULE -> "a virtual rule";
        };
    }

    /** The reasons of a fault, in words. */
    public static String faults(Set<FaultReason> reasons) {
        StringBuilder text = new StringBuilder();
        for (FaultReason reason : FaultReason.values()) {
            if (reasons.contains(reason)) {
                text.append(text.isEmpty() ? "" : ", ").append(word(reason));
            }
        }
        return text.toString();
    }

    private static String word(FaultReason reason) {
        return switch (reason) {
            case TRACKER -> "a tracker failed";
            case INTERFACE_DOWN -> "the interface is down";
            case BASE_INTERFACE_DOWN -> "the interface below the virtual one is down";
            case DUPLICATE_VRID -> "another instance on this wire has the same virtual router id";
            case NO_SOURCE_ADDRESS -> "the interface has no address to send from";
            case CONFIGURATION -> "the configuration cannot be carried out";
            case SYNC_GROUP -> "another member of the sync group is in fault";
            case OPERATOR -> "an operator has taken it out of service";
        };
    }
}
