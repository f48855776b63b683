// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.proxy.internal.wire.ProxyLoop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One loop's part of a destination: its sessions there, and the bytes they have moved. A loop counts alone and without
 * contention; who wants to know adds up the parts.
 *
 * <p>Thread-safety: the loop's thread only, but for reading the counters.
 */
public final class Share {
    private final ProxyLoop loop;
    private final Set<Session> sessions = new HashSet<>();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();

    Share(ProxyLoop loop) {
        this.loop = loop;
    }

    public void add(Session session) {
        sessions.add(session);
    }

    public void remove(Session session) {
        sessions.remove(session);
    }

    /** Counts bytes to the destination and from it. */
    public void moved(long in, long out) {
        // One writer: no need for an atomic addition.
        bytesIn.lazySet(bytesIn.getPlain() + in);
        bytesOut.lazySet(bytesOut.getPlain() + out);
    }

    /** Ends all sessions, on the loop's thread. Any thread. */
    void abortAll() {
        loop.execute(() -> new ArrayList<>(sessions).forEach(Session::abort));
    }

    long bytesIn() {
        return bytesIn.get();
    }

    long bytesOut() {
        return bytesOut.get();
    }
}
