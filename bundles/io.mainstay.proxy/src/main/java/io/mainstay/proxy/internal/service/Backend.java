// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.api.dataplane.DestinationStatus;
import io.mainstay.api.model.Endpoint;
import io.mainstay.proxy.internal.schedule.Target;
import io.mainstay.proxy.internal.wire.ProxyLoop;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A destination at work: what the scheduler knows of it, its counters and its sessions.
 *
 * <p>Thread-safety: package-private state is guarded by the {@link Roster}; {@link #share} is for any loop.
 */
public final class Backend implements Choice {
    final Target target;
    /** Whether it is among the destinations wanted now; written by the roster, read by loops. */
    volatile boolean listed;
    /** Until when its sessions may go on; meaningful while {@link #draining}. */
    long drainDeadlineNanos;

    /** Whether a drain time is running. */
    boolean draining;

    long connections;
    long failed;
    private final AtomicReferenceArray<Share> shares;

    Backend(Target target, int loops) {
        this.target = target;
        this.shares = new AtomicReferenceArray<>(loops);
    }

    public Endpoint endpoint() {
        return target.endpoint();
    }

    /** Whether it is among the destinations wanted now. Any thread. */
    public boolean isListed() {
        return listed;
    }

    /** The part of the calling loop. */
    public Share share(ProxyLoop loop) {
        Share share = shares.get(loop.index());
        if (share == null) {
            share = new Share(loop);
            shares.set(loop.index(), share);
        }
        return share;
    }

    /** Ends all its sessions, soon. */
    void abortSessions() {
        for (int i = 0; i < shares.length(); i++) {
            Share share = shares.get(i);
            if (share != null) {
                share.abortAll();
            }
        }
    }

    DestinationStatus status() {
        long in = 0;
        long out = 0;
        for (int i = 0; i < shares.length(); i++) {
            Share share = shares.get(i);
            if (share != null) {
                in += share.bytesIn();
                out += share.bytesOut();
            }
        }
        return new DestinationStatus(
                endpoint(), target.weight(), !listed, target.active(), 0, connections, failed, in, out);
    }
}
