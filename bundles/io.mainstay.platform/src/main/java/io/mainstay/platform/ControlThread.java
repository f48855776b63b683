// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one thread that owns the desired state and the engines' decisions; an OSGi service. Tasks run in the order in which
 * they were given; an exception in one is logged and does not stop the next. Keep tasks short: never wait for a network or
 * a process here.
 */
@ProviderType
public interface ControlThread extends Executor {

    /** Whether the calling thread is the control thread. */
    boolean isCurrent();

    /** Runs a task once, after a delay. Any thread. */
    Cancellable schedule(Duration delay, Runnable task);

    /** Runs a task and waits for its outcome; runs it at once when already on the control thread. */
    <T> T call(java.util.concurrent.Callable<T> task);

    /** Ends a scheduled task; idempotent, any thread. */
    interface Cancellable {
        void cancel();
    }
}
