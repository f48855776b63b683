// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.plan;

import io.mainstay.carp.internal.machine.Cause;
import io.mainstay.carp.internal.machine.FaultReason;
import java.util.Locale;
import java.util.stream.Collectors;

/** Causes in words, with the value that decided. Pure. */
public final class CauseText {
    private static final double PER_SECOND = 256;

    private CauseText() {}

    public static String of(Cause cause, long value) {
        return switch (cause) {
            case NONE -> "";
            case START -> "started, advertisement interval " + seconds(value);
            case MASTER_DOWN ->
                value < 0
                        ? "no master was heard"
                        : "nothing was heard from the master, whose interval was " + seconds(value);
            case MASTER_LEFT -> "the master said that it leaves";
            case PREEMPTION -> "the running master has a longer interval, " + seconds(value);
            case MASTER_TOO_SLOW -> "the running master's interval is longer than our patience, " + seconds(value);
            case PREFERRED_MASTER -> "a master with a shorter interval advertises, " + seconds(value);
            case LOWER_ADDRESS -> "a master with the same interval and a lower address advertises";
            case STEP_DOWN -> "asked to hand over";
            case FAULT ->
                FaultReason.of(value).stream().sorted().map(CauseText::of).collect(Collectors.joining("; "));
            case FAULT_CLEARED -> "nothing is missing any more";
            case STOP -> "stopped";
        };
    }

    public static String of(FaultReason reason) {
        return switch (reason) {
            case LINK_DOWN -> "the interface is down or has no carrier";
            case NO_INTERFACE -> "the interface does not exist";
            case NO_SOURCE_ADDRESS -> "the interface has no address to send from, or not the configured one";
            case NO_SOCKET -> "no socket could be opened";
            case OPERATOR -> "an operator has told it to hold no addresses";
        };
    }

    /** {@code "1.39 s"}, of 1/256 s. */
    public static String seconds(long interval) {
        return String.format(Locale.ROOT, "%.3f s", interval / PER_SECOND);
    }
}
