// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import io.mainstay.platform.NanoClock;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what plugins do wrong: the first time at once, then once a minute with the number of times in between. Keeps no
 * exception.
 *
 * <p>Thread-safety: any thread.
 */
public final class FaultLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.mainstay.checks");
    private static final long FOLD_NANOS = 60_000_000_000L;
    private static final int MAX_KINDS = 1000;

    private final NanoClock clock;
    private final Map<String, Fold> folds = new HashMap<>();

    public FaultLog(NanoClock clock) {
        this.clock = clock;
    }

    /**
     * A fault of a plugin.
     *
     * @param kind same faults have the same
     * @param error null when there is none; its stack is logged the first time
     */
    public void warn(String kind, String message, Throwable error) {
        long repeats = repeats(kind);
        if (repeats > 0) {
            LOG.warn("{} ({} more of this kind in the last minute)", message, repeats);
        } else if (repeats < 0) {
            LOG.debug(message);
        } else {
            try {
                LOG.warn(message, error);
            } catch (Throwable e) { // the log asks the exception for its text, and that may be the plugin's own code
                LOG.warn(message);
            }
        }
    }

    /** A fault that somebody has to do something about; never folded. */
    void error(String message) {
        LOG.error(message);
    }

    void info(String message) {
        LOG.info(message);
    }

    /** 0 for the first, -1 when it is not to be logged now, otherwise how many were not since the last. */
    private synchronized long repeats(String kind) {
        long now = clock.nanoTime();
        Fold fold = folds.get(kind);
        if (fold == null) {
            if (folds.size() >= MAX_KINDS) {
                folds.clear();
            }
            folds.put(kind, new Fold(now));
            return 0;
        }
        if (now - fold.loggedAt < FOLD_NANOS) {
            fold.hidden++;
            return -1;
        }
        long hidden = fold.hidden;
        fold.loggedAt = now;
        fold.hidden = 0;
        return hidden;
    }

    private static final class Fold {
        long loggedAt;
        long hidden;

        Fold(long loggedAt) {
            this.loggedAt = loggedAt;
        }
    }

    /** One line for an exception that a plugin threw: its class, message and the place. Never throws. */
    public static String describe(Throwable error) {
        try {
            String message = error.getMessage();
            StackTraceElement[] stack = error.getStackTrace();
            String text = error.getClass().getName()
                    + (message == null ? "" : ": " + message)
                    + (stack.length == 0 ? "" : " at " + stack[0]);
            return Notes.oneLine(text);
        } catch (Throwable e) { // an exception of the plugin's own may do anything when it is asked
            return error.getClass().getName();
        }
    }
}
