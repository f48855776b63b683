// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import io.mainstay.api.model.AddressText;
import io.mainstay.platform.NanoClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator should hear about one instance. The same is logged once a minute; the last ones are kept for
 * {@code doctor}.
 *
 * <p>Thread-safety: control thread.
 */
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int KEPT = 8;

    private record Kept(String text, long at) {}

    private final String name;
    private final NanoClock clock;
    private final Map<String, Long> logged = new HashMap<>();
    private final Deque<Kept> kept = new ArrayDeque<>();

    Complaints(String name, NanoClock clock) {
        this.name = name;
        this.clock = clock;
    }

    void add(String text) {
        long now = clock.nanoTime();
        kept.removeIf(each -> each.text().equals(text));
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(new Kept(text, now));
        if (due(text, now)) {
            LOG.warn("carp {}: {}", name, text);
        }
    }

    /** Normal after a split brain or a restart, so it is nothing to keep. */
    void rival(String interval) {
        if (due("rival", clock.nanoTime())) {
            LOG.info(
                    "carp {}: non-preferred master advertising (interval {}): reasserting control of the addresses with"
                            + " another announcement",
                    name,
                    interval);
        }
    }

    void suspicious(boolean replay, byte[] source) {
        add(
                replay
                        ? "advertisement from " + text(source) + " with a counter that was used before: a replay, or an"
                                + " OpenBSD host, which does not count"
                        : "bad digest from " + text(source)
                                + ": check vhid, password and the list of virtual addresses there and here");
    }

    private boolean due(String what, long now) {
        Long last = logged.get(what);
        if (last != null && now - last < MINUTE) {
            return false;
        }
        if (logged.size() > 100) {
            logged.clear();
        }
        logged.put(what, now);
        return true;
    }

    /** Those of the last ten minutes, oldest first. */
    List<String> recent() {
        long now = clock.nanoTime();
        return kept.stream()
                .filter(each -> now - each.at() < 10 * MINUTE)
                .map(Kept::text)
                .toList();
    }

    private static String text(byte[] address) {
        try {
            return AddressText.of(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + address.length + " bytes", e);
        }
    }
}
