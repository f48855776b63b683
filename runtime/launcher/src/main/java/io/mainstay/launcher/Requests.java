// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntConsumer;

/**
 * Requests that wait for the main thread. One kind waits at most once: two reloads asked for during a reload are one. All but
 * STOP are ignored until the start is over; a second STOP ends the process at once.
 *
 * <p>Thread-safety: any thread.
 */
final class Requests {
    private final BlockingQueue<Request> waiting = new LinkedBlockingQueue<>();
    private final IntConsumer halt;
    private boolean open;
    private boolean stopping;

    /** @param halt ends the process without further ado, with this exit code */
    Requests(IntConsumer halt) {
        this.halt = halt;
    }

    synchronized void add(Request request) {
        if (request == Request.STOP) {
            if (stopping) {
                halt.accept(ExitCode.FORCED);
            }
            stopping = true;
        } else if (!open) {
            return;
        }
        if (!waiting.contains(request)) {
            waiting.add(request);
        }
    }

    /** From now on all requests count. */
    synchronized void open() {
        open = true;
    }

    /** Waits for the next one. */
    Request take() throws InterruptedException {
        return waiting.take();
    }
}
