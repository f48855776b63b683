// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.support;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition instead of for a time. */
public final class Await {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Await() {}

    /** Returns how long it took; fails with what is said by {@code state} when it takes longer than {@code limit}. */
    public static Duration until(String what, Duration limit, BooleanSupplier condition, Supplier<String> state) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("not in " + limit.toMillis() + " ms: " + what + "\n" + state.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    public static Duration until(String what, Duration limit, BooleanSupplier condition) {
        return until(what, limit, condition, () -> "");
    }
}
