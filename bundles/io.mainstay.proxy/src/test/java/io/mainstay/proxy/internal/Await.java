// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, as long as it takes, but not for ever. */
final class Await {
    private static final long LIMIT_NANOS = Duration.ofSeconds(20).toNanos();

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    static void until(Supplier<String> what, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - began > LIMIT_NANOS) {
                throw new AssertionError("waited in vain: " + what.get());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
