// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.bundles;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/**
 * One call into a plugin's code (its start or stop) on a thread of its own, so that a plugin which does not come back holds up
 * neither the start of the process nor other plugins.
 *
 * <p>Thread-safety: one waiting thread at a time.
 */
final class TimedCall {
    private final String what;
    private final FutureTask<Void> task;
    private final Thread thread;

    /** @param what for messages and the thread's name: {@code "start of hello 1.0.0"} */
    TimedCall(String what, Callable<Void> call) {
        this.what = what;
        this.task = new FutureTask<>(call);
        this.thread = new Thread(task, "mainstay-deploy: " + what);
        thread.setDaemon(true);
        thread.start();
    }

    boolean isDone() {
        return task.isDone();
    }

    /**
     * Waits for the end of the call.
     *
     * @throws BundleException the call's own, or that it has not come back within the limit; it goes on, then
     */
    void await(Duration limit) throws BundleException {
        try {
            task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            StackTraceElement[] stack = thread.getStackTrace();
            throw new BundleException("the " + what + " has not come back after " + limit.toSeconds() + " s"
                    + (stack.length == 0 ? "" : "; it is at " + stack[0]));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BundleException("interrupted during the " + what);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BundleException own) {
                throw own;
            }
            throw new BundleException("the " + what + " failed", e.getCause());
        }
    }
}
