// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.model.Script;
import io.mainstay.platform.ControlThread;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scripts of one subject, one transition after the other: those of the next start when those of the last have ended, or
 * when {@link #PATIENCE} is over, because a script that hangs must not hide every later state. At most {@value #CAPACITY}
 * transitions wait; then the oldest of them is forgotten, because the newest state is the one that counts.
 *
 * <p>Thread-safety: control thread.
 */
final class ScriptSequence {
    static final int CAPACITY = 64;
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(ScriptSequence.class);

    /**
     * A script to run.
     *
     * @param keyword that it is configured with
     * @param configured without what is appended
     * @param script what is run
     */
    record Job(String keyword, Script configured, Script script) {}

    private final String subject;
    private final Scripts scripts;
    private final ControlThread control;
    private final Runnable idle;
    private final Deque<List<Job>> waiting = new ArrayDeque<>();
    private List<Job> current = List.of();
    private int running;
    private long turn;
    private long forgotten;
    private ControlThread.Cancellable limit = () -> {};

    /** @param idle told when there is nothing to do any more */
    ScriptSequence(String subject, Scripts scripts, ControlThread control, Runnable idle) {
        this.subject = subject;
        this.scripts = scripts;
        this.control = control;
        this.idle = idle;
    }

    /** The scripts of a transition, in order of their start. */
    void add(List<Job> jobs) {
        if (current.isEmpty()) {
            start(jobs);
            return;
        }
        if (waiting.size() == CAPACITY) {
            waiting.poll();
            forgotten++;
            if (Long.bitCount(forgotten) == 1) {
                LOG.warn(
                        "{}: scripts of {} transitions were left out so far: {} wait already behind '{}'",
                        subject,
                        forgotten,
                        CAPACITY,
                        current.get(0).script());
            }
        }
        waiting.add(jobs);
    }

    /** As {@link #add}, unless the very same waits already: for what comes as often as packets do. */
    void addOnce(List<Job> jobs) {
        if (!waiting.contains(jobs)) {
            add(jobs);
        }
    }

    /** The last ones: what waits is left out, and what runs is not waited for. */
    void stop(List<Job> jobs) {
        if (!waiting.isEmpty()) {
            LOG.info("{}: scripts of {} transitions are left out: the process stops", subject, waiting.size());
            waiting.clear();
        }
        jobs.forEach(job -> scripts.atStop(job.keyword(), job.configured(), job.script()));
    }

    private void start(List<Job> jobs) {
        current = jobs;
        running = jobs.size();
        long mine = ++turn;
        limit = control.schedule(PATIENCE, () -> impatient(mine));
        for (Job job : jobs) {
            LOG.debug("{} of {}: running '{}'", job.keyword(), subject, job.script());
            scripts.start(job.keyword(), job.configured(), job.script())
                    .thenAccept(outcome -> control.execute(() -> ended(mine)));
        }
    }

    private void ended(long of) {
        if (of == turn && --running == 0) {
            next();
        }
    }

    private void impatient(long of) {
        if (of == turn && running > 0) {
            if (!waiting.isEmpty()) {
                LOG.warn(
                        "{}: '{}' has not ended in {} s; the next scripts are started beside it",
                        subject,
                        current.get(0).script(),
                        PATIENCE.toSeconds());
            }
            next();
        }
    }

    private void next() {
        limit.cancel();
        current = List.of();
        List<Job> following = waiting.poll();
        if (following == null) {
            idle.run();
        } else {
            start(following);
        }
    }
}
