// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/**
 * Turns signals into {@link Requests}. The start script moves the signal that the JVM uses for itself away from SIGUSR2
 * ({@code _JAVA_SR_SIGNUM}) and ignores the real-time signals of keepalived that have no meaning here.
 */
final class Signals {
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final Map<String, Request> MEANING = Map.of(
            "TERM",
            Request.STOP,
            "INT",
            Request.STOP,
            "HUP",
            Request.RELOAD,
            "USR1",
            Request.DUMP,
            "USR2",
            Request.STATS);

    private Signals() {}

    static void deliverTo(Requests requests, boolean ignoreInterrupt) {
        MEANING.forEach((name, request) -> {
            boolean ignored = name.equals("INT") && ignoreInterrupt;
            Signal.handle(new Signal(name), ignored ? signal -> {} : signal -> requests.add(request));
        });
        if (hangupIgnored()) {
            LOG.warn("SIGHUP is ignored, as under nohup: reload with 'mainstay ctl reload'");
        }
    }

    /** The JVM leaves a signal that was ignored at its start ignored. */
    private static boolean hangupIgnored() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) != 0);
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }
}
