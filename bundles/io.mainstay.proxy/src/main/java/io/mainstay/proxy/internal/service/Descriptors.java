// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many of the process's file descriptors connections may take. The rest stays for health checks, configuration, scripts
 * and class loading: a flood of clients must not take the whole process down.
 *
 * <p>Thread-safety: any thread.
 */
public final class Descriptors {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final int LARGEST_RESERVE = 4096;

    private final int limit;
    private final AtomicInteger taken = new AtomicInteger();

    public Descriptors(int limit) {
        this.limit = limit;
    }

    /** Three quarters of what the process may still open, all but 4096 when that is more. */
    public static Descriptors ofProcess() {
        int free = processLimit(LIMITS) - open();
        return new Descriptors(free - Math.min(LARGEST_RESERVE, free / 4));
    }

    private static int open() {
        try (Stream<Path> descriptors = Files.list(OPEN)) {
            return (int) descriptors.count();
        } catch (IOException e) {
            return 0;
        }
    }

    /** The soft limit of open files; no limit when it cannot be found. */
    static int processLimit(Path limits) {
        try {
            for (String line : Files.readAllLines(limits)) {
                if (line.startsWith("Max open files")) {
                    String soft =
                            line.substring("Max open files".length()).trim().split("\\s+")[0];
                    return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(soft));
                }
            }
        } catch (IOException | NumberFormatException e) {
            LOG.debug("the limit of open files is not known", e);
        }
        return Integer.MAX_VALUE;
    }

    public int limit() {
        return limit;
    }

    /** Takes some if there are enough left. */
    public boolean take(int count) {
        if (taken.addAndGet(count) > limit) {
            taken.addAndGet(-count);
            return false;
        }
        return true;
    }

    public void give(int count) {
        taken.addAndGet(-count);
    }

    int taken() {
        return taken.get();
    }
}
