// SPDX-License-Identifier: Apache-2.0
package io.mainstay.testkit.net;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Listeners, each with the executor that it wants to be told on. */
final class Audience<L> {
    private final List<Seat<L>> seats = new CopyOnWriteArrayList<>();

    /** Takes a listener in, and tells it of what is there. */
    Runnable admit(Executor executor, L listener, Consumer<L> first) {
        Seat<L> seat = new Seat<>(executor, listener);
        seats.add(seat);
        executor.execute(() -> first.accept(listener));
        return () -> seats.remove(seat);
    }

    void tell(Consumer<L> what) {
        for (Seat<L> seat : seats) {
            seat.executor.execute(() -> {
                if (seats.contains(seat)) {
                    what.accept(seat.listener);
                }
            });
        }
    }

    private static final class Seat<L> {
        private final Executor executor;
        private final L listener;

        Seat(Executor executor, L listener) {
            this.executor = executor;
            this.listener = listener;
        }
    }
}
