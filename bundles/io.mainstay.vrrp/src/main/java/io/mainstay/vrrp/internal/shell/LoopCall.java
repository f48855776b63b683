// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.platform.net.PunctualLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;

/** Has something done on a loop, and waits for what comes of it. Thread-safety: any thread but the loop's. */
@FunctionalInterface
interface LoopCall {
    /** Longer than any turn may take; a loop that does not answer is broken. */
    int PATIENCE_SECONDS = 20;

    LoopCall WAITING = LoopCall::await;

    /** Waits until the future is complete. */
    void until(CompletableFuture<?> done);

    /** Runs a task on the loop with the time of its turn. */
    default <T> T run(PunctualLoop loop, LongFunction<T> task) {
        if (loop.isCurrent()) {
            return task.apply(loop.now());
        }
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                done.complete(task.apply(loop.now()));
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                done.completeExceptionally(e);
            }
        });
        until(done);
        return done.join();
    }

    private static void await(CompletableFuture<?> done) {
        try {
            done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the time-critical loop", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the time-critical loop failed at a task", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "the time-critical loop has not answered for " + PATIENCE_SECONDS + " s", e);
        }
    }
}
