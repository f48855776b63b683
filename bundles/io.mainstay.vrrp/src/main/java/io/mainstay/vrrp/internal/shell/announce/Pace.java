// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.announce;

import io.mainstay.platform.net.LinkSocket;
import io.mainstay.platform.net.LoopTimer;
import io.mainstay.platform.net.PunctualLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * Sends announcements of one interface (or group of interfaces) and family: at once, or one per interval.
 *
 * <p>Thread-safety: time-critical loop. Without an interval nothing is allocated.
 */
public final class Pace {
    /** Beyond this, what is queued is old news: a refresh will repeat it. */
    private static final int MOST = 65_536;

    private record Waiting(Announcement announcement, BooleanSupplier wanted) {}

    private final LinkSocket socket;
    private final long intervalNanos;
    private final LoopTimer timer;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean sentBefore;
    private long sentAt;
    private long dropped;

    /** @param intervalNanos between two frames; 0 is no pacing */
    public Pace(PunctualLoop loop, LinkSocket socket, long intervalNanos) {
        this.socket = socket;
        this.intervalNanos = intervalNanos;
        timer = loop.timer(this::next);
    }

    /** @param wanted asked again when its turn comes: the router may have left MASTER */
    public void send(Announcement announcement, BooleanSupplier wanted, long now) {
        if (intervalNanos == 0) {
            socket.send(announcement.ifIndex(), announcement.frame(), 0, announcement.frame().length);
            return;
        }
        if (waiting.isEmpty() && (!sentBefore || now - sentAt >= intervalNanos)) {
            sendNow(announcement, now);
            return;
        }
        if (waiting.size() == MOST) {
            dropped++;
            return;
        }
        waiting.add(new Waiting(announcement, wanted));
        if (!timer.isArmed()) {
            timer.arm(sentAt + intervalNanos);
        }
    }

    private void next(long now) {
        Waiting next = waiting.poll();
        while (next != null && !next.wanted().getAsBoolean()) {
            next = waiting.poll();
        }
        if (next == null) {
            return;
        }
        sendNow(next.announcement(), now);
        if (!waiting.isEmpty()) {
            timer.arm(now + intervalNanos);
        }
    }

    private void sendNow(Announcement announcement, long now) {
        sentBefore = true;
        sentAt = now;
        socket.send(announcement.ifIndex(), announcement.frame(), 0, announcement.frame().length);
    }

    /** Forgets what waits. */
    public void close() {
        timer.disarm();
        waiting.clear();
    }

    /** Announcements that found the queue full. */
    public long dropped() {
        return dropped;
    }
}
