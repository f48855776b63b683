// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.platform.Lane;
import io.mainstay.platform.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs non-blocking checkers on an event loop of their plugin's own. All probes of a tick go to the loop in one task. A loop
 * that does nothing for a second although it has something to do is given up, named in the log, and replaced by a new one.
 *
 * <p>Thread-safety: engine thread.
 */
public final class LaneRunner implements Runner {
    static final long BLOCKED_NANOS = 1_000_000_000L;
    private static final Probe[] HEARTBEAT = {};

    private final Plugin plugin;
    private final Lanes lanes;
    private final Engine engine;
    private final List<Probe> tick = new ArrayList<>();
    private LaneSeat seat;
    private int generation = 1;
    private int underWay;

    /** Opens the loop; may be called on any thread, before the runner is given to the engine. */
    public LaneRunner(Plugin plugin, Lanes lanes, Engine engine) {
        this.plugin = plugin;
        this.lanes = lanes;
        this.engine = engine;
        this.seat = new LaneSeat(lanes.open(plugin.threadName()), engine.clock());
    }

    @Override
    public Plugin plugin() {
        return plugin;
    }

    @Override
    public void add(Probe probe) {
        underWay++;
        tick.add(probe);
    }

    @Override
    public void flush(long now) {
        if (!tick.isEmpty()) {
            Probe[] probes = tick.toArray(HEARTBEAT);
            tick.clear();
            give(probes, now);
        }
    }

    private void give(Probe[] probes, long now) {
        try {
            seat.give(probes, now);
        } catch (RejectedExecutionException e) {
            engine.endAll(List.of(probes), "the event loop of " + plugin + " does not take probes: " + e.getMessage());
        }
    }

    @Override
    public void cancel(Probe probe) {
        if (probe.executor == null) {
            tick.remove(probe);
            return;
        }
        try {
            probe.executor.execute(probe::runCancel);
        } catch (RejectedExecutionException e) {
            // The loop has ended, and with it everything that ran there.
        }
    }

    @Override
    public void ended(Probe probe) {
        underWay--;
    }

    @Override
    public void watch(long now) {
        long stuck = seat.stuckNanos(now);
        if (stuck > BLOCKED_NANOS) {
            replace(stuck, now);
        } else if (seat.isIdle()) {
            give(HEARTBEAT, now);
        }
    }

    private void replace(long stuck, long now) {
        LaneSeat blocked = seat;
        Thread thread = blocked.lane().thread();
        engine.faults()
                .error("the event loop of " + plugin + " has been blocked for " + stuck / 1_000_000 + " ms "
                        + blocked.suspect() + "; it is abandoned and the other checks of this plugin move to a new"
                        + " one. A checker must not block its event loop: use BlockingChecker for blocking code."
                        + stack(thread));
        blocked.lane().close();
        boolean quarantine = plugin.strike(now, "event loop blocked");
        seat = new LaneSeat(lanes.open(plugin.threadName() + "-" + ++generation), engine.clock());
        List<Probe> lost = engine.running(probe -> probe.runner == this && probe.executor == blocked.lane());
        engine.endAll(lost, "given up: the event loop of " + plugin + " was blocked " + blocked.suspect());
        if (quarantine) {
            engine.quarantined(plugin);
        }
    }

    private static String stack(Thread thread) {
        if (thread == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(" Stack of thread " + thread.getName() + ":");
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\n\tat ").append(frame);
        }
        return text.toString();
    }

    @Override
    public void forgive(long now) {
        seat.forgive(now);
    }

    @Override
    public boolean busy() {
        return underWay > 0 || !seat.isIdle();
    }

    @Override
    public void close() {
        seat.lane().close();
    }

    /** The loop in use; for tests. */
    Lane lane() {
        return seat.lane();
    }
}
