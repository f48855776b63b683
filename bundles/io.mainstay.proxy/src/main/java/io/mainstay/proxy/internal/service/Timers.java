// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import java.time.Duration;

/** Runs things later. Thread-safety: any thread; tasks may run on any. */
@FunctionalInterface
public interface Timers {

    /** Runs a task once; what is returned takes it back if it has not run yet. */
    Runnable schedule(Duration delay, Runnable task);
}
