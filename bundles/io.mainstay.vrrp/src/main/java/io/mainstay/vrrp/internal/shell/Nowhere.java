// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.platform.ControlThread;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A control thread that runs nothing, for exercises. */
final class Nowhere implements ControlThread {
    @Override
    public void execute(Runnable task) {}

    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return () -> {};
    }

    @Override
    public <T> T call(Callable<T> task) {
        throw new UnsupportedOperationException("not part of an exercise");
    }
}
