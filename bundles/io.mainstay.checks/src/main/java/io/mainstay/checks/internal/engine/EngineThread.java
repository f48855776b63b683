// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.platform.NanoClock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that turns an engine's cycles.
 *
 * <p>Thread-safety: any thread.
 */
public final class EngineThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("io.mainstay.checks");
    private static final long AFTER_DEFECT_NANOS = 100_000_000L;

    private final NanoClock clock;
    private final Thread thread;
    private volatile LongUnaryOperator cycle;
    private volatile boolean closed;

    public EngineThread(NanoClock clock) {
        this.clock = clock;
        thread = new Thread(this::run, "mainstay-checks");
        thread.setDaemon(true);
    }

    /** Starts to turn. */
    public void start(LongUnaryOperator engineCycle) {
        cycle = engineCycle;
        thread.start();
    }

    /** Makes the next cycle happen now. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            long wakeAt = cycle();
            long nanos = wakeAt - clock.nanoTime();
            if (nanos > 0 && !closed) {
                LockSupport.parkNanos(this, nanos);
                Thread.interrupted(); // nobody is to interrupt this thread; if somebody does, parking must still work
            }
        }
        cycle();
    }

    private long cycle() {
        try {
            return cycle.applyAsLong(clock.nanoTime());
        } catch (Throwable e) { // without this thread nothing is checked any more
            LOG.error("defect in the check engine; it goes on", e);
            return clock.nanoTime() + AFTER_DEFECT_NANOS;
        }
    }

    /** Ends it after one more cycle, which does what has been asked for before. */
    @Override
    public void close() {
        closed = true;
        wake();
    }
}
