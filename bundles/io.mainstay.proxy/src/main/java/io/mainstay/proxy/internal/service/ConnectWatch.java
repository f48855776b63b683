// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import io.mainstay.platform.NanoClock;
import io.mainstay.proxy.internal.wire.ProxyLoop;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ends connection attempts that take too long. All have the same time, so they expire in the order in which they began; one
 * tick for all of a loop is far cheaper than a timer for each.
 *
 * <p>Thread-safety: the loop's thread only.
 */
final class ConnectWatch {
    private static final long TICK_MILLIS = 250;

    private final ProxyLoop loop;
    private final NanoClock clock;
    private final long timeoutNanos;
    private final Map<TcpSession, Long> attempts = new LinkedHashMap<>();
    private boolean ticking;

    ConnectWatch(ProxyLoop loop, NanoClock clock, Duration timeout) {
        this.loop = loop;
        this.clock = clock;
        this.timeoutNanos = timeout.toNanos();
    }

    void began(TcpSession session, long atNanos) {
        attempts.put(session, atNanos);
        if (!ticking) {
            ticking = true;
            loop.events().schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void ended(TcpSession session) {
        attempts.remove(session);
    }

    private void tick() {
        long now = clock.nanoTime();
        while (true) {
            Iterator<Map.Entry<TcpSession, Long>> oldest = attempts.entrySet().iterator();
            if (!oldest.hasNext()) {
                break;
            }
            Map.Entry<TcpSession, Long> attempt = oldest.next();
            if (now - attempt.getValue() < timeoutNanos) {
                break;
            }
            TcpSession session = attempt.getKey();
            oldest.remove();
            session.attemptTimedOut();
        }
        ticking = !attempts.isEmpty();
        if (ticking) {
            loop.events().schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
