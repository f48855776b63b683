// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.run;

import io.mainstay.vrrp.internal.machine.PriorityTracker;
import io.mainstay.vrrp.internal.machine.PriorityTracker.Result;
import io.mainstay.vrrp.internal.plan.TrackerRef;

/** The latest result of a tracker. Thread-safety: time-critical loop. */
public final class TrackerCell {
    private final TrackerRef.Kind kind;
    private final String name;
    private Result result;
    private long value;
    private String detail = "";
    private long since;

    TrackerCell(TrackerRef.Kind kind, String name, Result result, long value, long now) {
        this.kind = kind;
        this.name = name;
        this.result = result;
        this.value = value;
        since = now;
    }

    /** Returns whether that is another result than before. */
    boolean set(Result nextResult, long nextValue, String nextDetail, long now) {
        detail = nextDetail;
        if (result == nextResult && value == nextValue) {
            return false;
        }
        result = nextResult;
        value = nextValue;
        since = now;
        return true;
    }

    PriorityTracker weighed(TrackerRef ref) {
        return kind == TrackerRef.Kind.FILE
                ? new PriorityTracker.FileValue(ref.weight(), ref.reverse(), value)
                : new PriorityTracker.Binary(ref.weight(), ref.reverse(), result);
    }

    public TrackerRef.Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    /** {@code undecided up down}, or a file's number. */
    public String state() {
        if (kind == TrackerRef.Kind.FILE) {
            return Long.toString(value);
        }
        return switch (result) {
            case UNDECIDED -> "undecided";
            case OK -> "up";
            case FAILED -> "down";
        };
    }

    public String detail() {
        return detail;
    }

    public long since() {
        return since;
    }
}
