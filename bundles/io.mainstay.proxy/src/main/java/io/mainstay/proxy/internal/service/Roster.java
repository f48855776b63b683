// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.api.dataplane.Destination;
import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.dataplane.VirtualService;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Persistence;
import io.mainstay.api.model.Scheduler;
import io.mainstay.proxy.internal.schedule.Client;
import io.mainstay.proxy.internal.schedule.PersistenceTable;
import io.mainstay.proxy.internal.schedule.Policies;
import io.mainstay.proxy.internal.schedule.Policy;
import io.mainstay.proxy.internal.schedule.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The destinations of one service: who gets the next connection, who is being drained, and what each has done.
 *
 * <p>A destination without a weight, or no longer wanted, is drained: it gets no more connections, and when its drain time is
 * over those it has are ended. It is forgotten when it is no longer wanted and its last connection has gone; one that comes
 * back before that has its counters still.
 *
 * <p>Thread-safety: any thread; one lock, held for one choice. A lock rather than counters per loop, because limits,
 * thresholds and proportions are promises about the whole service.
 */
public final class Roster {

    private final int loops;
    private final RandomGenerator random;
    private final Map<Endpoint, Backend> backends = new LinkedHashMap<>();
    private final Map<Target, Backend> byTarget = new IdentityHashMap<>();
    private Scheduler scheduler;
    private Set<String> flags = Set.of();
    private Policy policy;
    private PersistenceTable persistence;
    private int limit;
    private long active;
    private boolean anyWeight;

    /**
     * Empty, until it is configured.
     *
     * @param loops number of the plane's loops
     */
    public Roster(int loops, RandomGenerator random) {
        this.loops = loops;
        this.random = random;
    }

    /** Becomes what is wanted; connections stay where they are. */
    public synchronized void configure(VirtualService wanted, long nowNanos) {
        if (wanted.scheduler() != scheduler || !wanted.schedulerFlags().equals(flags)) {
            scheduler = wanted.scheduler();
            flags = wanted.schedulerFlags();
            policy = Policies.create(scheduler, flags, random);
        }
        configurePersistence(wanted.persistence().orElse(null));
        limit = wanted.connectionLimit();
        backends.values().forEach(backend -> backend.listed = false);
        List<Target> targets = new ArrayList<>(wanted.destinations().size());
        anyWeight = false;
        for (Destination destination : wanted.destinations()) {
            Backend backend = backends.computeIfAbsent(destination.endpoint(), this::add);
            backend.listed = true;
            backend.target.configure(destination.weight(), destination.upperThreshold(), destination.lowerThreshold());
            targets.add(backend.target);
            anyWeight |= destination.weight() > 0;
        }
        for (Backend backend : new ArrayList<>(backends.values())) {
            if (!backend.listed) {
                backend.target.configure(0, 0, 0);
            }
            if (backend.target.weight() > 0) {
                backend.draining = false;
            } else {
                drain(backend, wanted, nowNanos);
            }
            forgetIfGone(backend);
        }
        policy.update(targets);
    }

    private Backend add(Endpoint endpoint) {
        Backend backend = new Backend(new Target(endpoint), loops);
        byTarget.put(backend.target, backend);
        return backend;
    }

    private void configurePersistence(Persistence wanted) {
        if (wanted == null) {
            persistence = null;
        } else if (persistence == null || !persistence.settings().equals(wanted)) {
            persistence = new PersistenceTable(wanted);
        }
    }

    private void drain(Backend backend, VirtualService wanted, long nowNanos) {
        if (persistence != null) {
            persistence.forget(backend.target);
        }
        if (wanted.drain().isEmpty()) {
            backend.draining = false;
        } else if (!backend.draining) {
            backend.draining = true;
            backend.drainDeadlineNanos = nowNanos + wanted.drain().get().toNanos();
        }
    }

    private void forgetIfGone(Backend backend) {
        if (!backend.listed && backend.target.active() == 0) {
            backends.remove(backend.endpoint());
            byTarget.remove(backend.target);
        }
    }

    /** Whether {@link #acquire} wants to know the client. */
    public synchronized boolean looksAtClient() {
        return persistence != null || policy.looksAtClient();
    }

    /**
     * Chooses a destination for a new connection and counts it as active there. Follow with {@link #established} or {@link
     * #failed}, and with {@link #release} after the former.
     *
     * @param tried those that this connection could not be made to
     * @return the destination, or why there is none
     */
    public synchronized Choice acquire(Client client, Collection<Backend> tried, long nowNanos) {
        if (limit > 0 && active >= limit) {
            return Choice.Refusal.LIMIT;
        }
        Target target = persistence == null ? null : persistence.lookup(client, nowNanos);
        if (target == null || !target.usable() || tried.contains(byTarget.get(target))) {
            target = policy.choose(client, candidate -> tried.isEmpty() || !tried.contains(byTarget.get(candidate)));
            if (target == null) {
                return anyWeight ? Choice.Refusal.NONE_USABLE : Choice.Refusal.NO_DESTINATION;
            }
        }
        if (persistence != null) {
            persistence.remember(client, target, nowNanos);
        }
        target.acquire();
        active++;
        return byTarget.get(target);
    }

    /** The connection to the destination is there. */
    public synchronized void established(Backend backend) {
        backend.connections++;
    }

    /** The connection to the destination could not be made; it is no longer active there. */
    public synchronized void failed(Backend backend) {
        backend.failed++;
        leave(backend);
    }

    /** The connection has ended, or was given up by the client before it was there. */
    public synchronized void release(Backend backend) {
        leave(backend);
    }

    private void leave(Backend backend) {
        backend.target.release();
        active--;
        forgetIfGone(backend);
    }

    /** Connections of all destinations. */
    public synchronized long active() {
        return active;
    }

    /**
     * Ends the sessions of those whose drain time is over.
     *
     * @return nanoseconds until the next one's is; empty when none is running
     */
    public synchronized OptionalLong endDrained(long nowNanos) {
        long next = Long.MAX_VALUE;
        for (Backend backend : backends.values()) {
            if (!backend.draining) {
                continue;
            }
            long left = backend.drainDeadlineNanos - nowNanos;
            if (left <= 0) {
                backend.draining = false;
                backend.abortSessions();
            } else {
                next = Math.min(next, left);
            }
        }
        return next == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /** Ends all sessions, soon. */
    public synchronized void abortAll() {
        backends.values().forEach(Backend::abortSessions);
    }

    public synchronized List<DestinationStatus> status() {
        return backends.values().stream().map(Backend::status).toList();
    }
}
