// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform;

/** Monotonic time in nanoseconds, of no particular origin: compare by subtraction. */
@FunctionalInterface
public interface NanoClock {

    /** The machine's monotonic clock. */
    NanoClock SYSTEM = System::nanoTime;

    long nanoTime();
}
