// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import io.mainstay.api.model.vrrp.TrackProcess;
import io.mainstay.vrrp.internal.machine.PriorityTracker.Result;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Counts processes: those that are known are looked at every {@value #LOOK_MILLIS} ms, all of the host every
 * {@value #SCAN_MILLIS} ms.
 *
 * <p>Thread-safety: tracker thread.
 */
final class ProcessTracker implements Tracker {
    static final int LOOK_MILLIS = 50;
    static final int SCAN_MILLIS = 500;

    private final TrackProcess configured;
    private final ProcessPattern pattern;
    private final ProcessTable table;
    private final ScheduledExecutorService thread;
    private final TrackerSink sink;
    private List<Integer> known = List.of();
    private ScheduledFuture<?> schedule;
    private ScheduledFuture<?> pending;
    private int looks;
    private boolean decided;
    private boolean good;

    ProcessTracker(TrackProcess configured, ProcessTable table, ScheduledExecutorService thread, TrackerSink sink) {
        this.configured = configured;
        this.table = table;
        this.thread = thread;
        this.sink = sink;
        List<String> command = new ArrayList<>(List.of(configured.process()));
        command.addAll(configured.parameters());
        pattern = new ProcessPattern(
                command,
                switch (configured.match()) {
                    case NONE -> ProcessPattern.Parameters.ANY;
                    case EXACT -> ProcessPattern.Parameters.EXACT;
                    case PARTIAL -> ProcessPattern.Parameters.PARTIAL;
                    case INITIAL -> ProcessPattern.Parameters.INITIAL;
                },
                configured.fullCommand());
    }

    @Override
    public void start() {
        schedule = thread.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        if (schedule != null) {
            schedule.cancel(false);
        }
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private void look() {
        boolean scan = looks++ % (SCAN_MILLIS / LOOK_MILLIS) == 0;
        known = scan
                ? table.find(pattern)
                : known.stream().filter(pid -> table.isStill(pid, pattern)).toList();
        int count = known.size();
        boolean enough =
                count >= configured.quorum() && count <= configured.quorumMax().orElse(Integer.MAX_VALUE);
        if (!decided) {
            decided = true;
            tell(enough);
        } else if (enough == good) {
            if (pending != null) {
                pending.cancel(false);
                pending = null;
            }
        } else if (pending == null) {
            long delay = (enough ? configured.forkDelay() : configured.terminateDelay()).toNanos();
            if (delay == 0) {
                tell(enough);
            } else {
                pending = thread.schedule(() -> tell(enough), delay, TimeUnit.NANOSECONDS);
            }
        }
    }

    private void tell(boolean enough) {
        pending = null;
        good = enough;
        sink.result(
                TrackerRef.Kind.PROCESS,
                configured.name(),
                enough ? Result.OK : Result.FAILED,
                0,
                known.size() + (known.size() == 1 ? " process" : " processes") + " of " + configured.process());
    }
}
