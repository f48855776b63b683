// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Tells who started the process how the start went: the start script, which waits when the process goes to the background, and
 * systemd, when it asked for it ({@code Type=notify} with {@code NotifyAccess=all}).
 */
final class ServiceManager {
    /** What the start script looks for on standard error. */
    private static final String TO_SCRIPT = "@mainstay ";

    private final boolean background;
    private final boolean systemd;

    /**
     * @param background whether the start script waits for a word on standard error
     * @param systemd whether systemd does
     */
    ServiceManager(boolean background, boolean systemd) {
        this.background = background;
        this.systemd = systemd;
    }

    void ready() {
        if (background) {
            System.err.println(TO_SCRIPT + "ready " + ProcessHandle.current().pid());
            System.err.flush();
            // The reader is gone from here on.
            System.setErr(new PrintStream(OutputStream.nullOutputStream()));
            System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        }
        notifySystemd("READY=1");
    }

    void stopping() {
        notifySystemd("STOPPING=1");
    }

    /** Tells the start script that the process ends. */
    static void ended(int exitCode) {
        System.err.println(TO_SCRIPT + "exit " + exitCode);
    }

    private void notifySystemd(String state) {
        if (!systemd) {
            return;
        }
        String pid = Long.toString(ProcessHandle.current().pid());
        try {
            Process child = new ProcessBuilder("systemd-notify", "--pid=" + pid, state)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!child.waitFor(2, TimeUnit.SECONDS)) {
                child.destroy();
            }
        } catch (IOException e) {
            // Looked up here: this class is used before logging is set up, which runs beside the framework's start.
            LoggerFactory.getLogger(ServiceManager.class)
                    .warn("systemd cannot be told {}: systemd-notify: {}", state, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
