// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.api.dataplane.ServiceStatus;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.platform.NanoClock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One service: its front kept open, its destinations, its drain times.
 *
 * <p>Thread-safety: {@link #apply} and {@link #retire} on the control thread; everything else any thread.
 */
public final class ProxyService {
    private final ServiceKey.Address key;
    private final Roster roster;
    private final Binding binding;
    private final Timers timers;
    private final NanoClock clock;

    private Runnable cancelDrain = () -> {};
    private Retirement retirement;
    private volatile boolean retiring;
    private Optional<Duration> drain = Optional.empty();

    public ProxyService(
            ServiceKey.Address key, Roster roster, Front front, Timers timers, NanoClock clock, PortHolder holders) {
        this.key = key;
        this.roster = roster;
        this.binding = new Binding(key, front, timers, clock, holders);
        this.timers = timers;
        this.clock = clock;
    }

    public ServiceKey.Address key() {
        return key;
    }

    /** Becomes what is wanted; comes back from retirement if need be. Completes when it listens, or has failed to. */
    public synchronized CompletionStage<Void> apply(VirtualService wanted) {
        drain = wanted.drain();
        if (retirement != null) {
            retirement.cancel();
            retirement = null;
        }
        roster.configure(wanted, clock.nanoTime());
        watchDrain();
        return binding.open();
    }

    private synchronized void watchDrain() {
        cancelDrain.run();
        cancelDrain = () -> {};
        OptionalLong next = roster.endDrained(clock.nanoTime());
        if (next.isPresent()) {
            cancelDrain = timers.schedule(Duration.ofNanos(next.getAsLong()), this::watchDrain);
        }
    }

    /** The drain time of the service's own; empty for none. */
    public synchronized Optional<Duration> drain() {
        return drain;
    }

    /**
     * Stops listening, lets sessions go on for a time, and ends what is left then.
     *
     * @param grace empty for as long as they like
     * @return completes with true when the last session has gone, with false when the service came back before that
     */
    public synchronized CompletionStage<Boolean> retire(Optional<Duration> grace) {
        if (retirement == null) {
            retirement = new Retirement();
        }
        Retirement mine = retirement;
        mine.limit(grace);
        binding.close().whenComplete((closed, failure) -> {
            synchronized (this) {
                mine.listenerClosed();
            }
        });
        return mine.gone;
    }

    /** To be called whenever a session has ended. Any thread. */
    public void sessionEnded() {
        // Read without the lock: nearly always null, and once per connection.
        if (retiring) {
            synchronized (this) {
                if (retirement != null) {
                    retirement.check();
                }
            }
        }
    }

    public synchronized ServiceStatus status() {
        boolean bound = binding.bound() && retirement == null;
        String problem = "";
        if (retirement != null) {
            problem = "no longer wanted; " + roster.active() + " connections are still being served";
        } else if (!binding.problem().isEmpty()) {
            problem = binding.problem() + "; next try in " + (binding.nextTry().toMillis() + 999) / 1000 + " s";
        } else if (!bound) {
            problem = "is about to be bound";
        }
        return new ServiceStatus(key, bound, problem, roster.status());
    }

    /** Why it cannot be bound; empty when it can. */
    public String bindProblem() {
        return binding.problem();
    }

    /** The way out. Guarded by the service. */
    private final class Retirement {
        final CompletableFuture<Boolean> gone = new CompletableFuture<>();
        private Runnable cancelTimeout = () -> {};
        private boolean closed;
        private boolean expired;

        Retirement() {
            retiring = true;
        }

        void limit(Optional<Duration> grace) {
            cancelTimeout.run();
            cancelTimeout = () -> {};
            grace.ifPresent(time -> {
                if (time.isZero()) {
                    expire();
                } else {
                    cancelTimeout = timers.schedule(time, this::expire);
                }
            });
        }

        private void expire() {
            synchronized (ProxyService.this) {
                expired = true;
                roster.abortAll();
            }
        }

        void listenerClosed() {
            closed = true;
            if (expired) {
                roster.abortAll(); // those accepted between the time-out and now
            }
            check();
        }

        void check() {
            if (closed && roster.active() == 0) {
                cancelTimeout.run();
                gone.complete(true);
            }
        }

        void cancel() {
            retiring = false;
            cancelTimeout.run();
            gone.complete(false);
        }
    }
}
