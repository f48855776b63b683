// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.platform.NanoClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Says the same thing at most once in a while, with how often it happened in between. Thread-safety: any thread.
 */
public final class FoldedLog {
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int KINDS = 64;

    private final Logger log;
    private final NanoClock clock;
    private final Map<String, Entry> entries = new HashMap<>();

    public FoldedLog(Logger log, NanoClock clock) {
        this.log = log;
        this.clock = clock;
        // Loads the class: when there is something to say, there may be no descriptor left to load it with.
        entries.put("", new Entry());
    }

    /** Logs a warning, or counts it. */
    public void warn(String message) {
        long silent;
        synchronized (this) {
            long now = clock.nanoTime();
            Entry entry = entries.get(message);
            if (entry == null) {
                if (entries.size() >= KINDS) {
                    entries.clear();
                }
                entry = new Entry();
                entries.put(message, entry);
            } else if (now - entry.saidNanos < QUIET_NANOS) {
                entry.silent++;
                return;
            }
            entry.saidNanos = now;
            silent = entry.silent;
            entry.silent = 0;
        }
        if (silent == 0) {
            log.warn("{}", message);
        } else {
            log.warn("{} (and {} times more since this was said last)", message, silent);
        }
    }

    private static final class Entry {
        long saidNanos;
        long silent;
    }
}
