// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import io.mainstay.api.model.vrrp.VrrpGlobals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long instances are held at the start of the process: {@code vrrp_startup_delay}, {@code vrrp_delay_after_boot}. */
final class StartDelay {
    private StartDelay() {}

    static long nanos(VrrpGlobals globals) {
        long afterStart = globals.startupDelay().toNanos();
        if (globals.delayAfterBoot().isZero()) {
            return afterStart;
        }
        return Math.max(afterStart, globals.delayAfterBoot().toNanos() - uptimeNanos());
    }

    private static long uptimeNanos() {
        try {
            String text = Files.readString(Path.of("/proc/uptime"));
            return (long) (Double.parseDouble(text.substring(0, text.indexOf(' '))) * 1e9);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Long.MAX_VALUE; // as if the host had been up for long
        }
    }
}
