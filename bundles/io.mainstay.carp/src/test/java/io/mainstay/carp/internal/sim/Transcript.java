// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.sim;

import io.mainstay.testkit.VirtualTime;
import java.util.Locale;

/** What happened on the LAN, one line each: seconds since the beginning, who, what. */
final class Transcript {
    private final VirtualTime time;
    private final long began;
    private final StringBuilder text = new StringBuilder();

    Transcript(VirtualTime time) {
        this.time = time;
        began = time.nanoTime();
    }

    void say(String who, String what) {
        double seconds = (time.nanoTime() - began) / 1e9;
        text.append(String.format(Locale.ROOT, "%10.6f %-2s %s\n", seconds, who, what));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
