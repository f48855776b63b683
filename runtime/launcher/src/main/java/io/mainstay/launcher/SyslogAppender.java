// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Writes to the host's syslog through one child, {@code logger --prio-prefix}: the JDK has no unix datagram sockets, and
 * syslog's one is of that kind. A child that dies is started again, once in five seconds at most; what is logged meanwhile is
 * counted and the count is logged.
 *
 * <p>Thread-safety: guarded by AppenderBase; behind an asynchronous appender one thread comes here.
 */
final class SyslogAppender extends AppenderBase<ILoggingEvent> {
    private static final long RESTART_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LogLine layout;
    private final int facility;
    private Process child;
    private OutputStream pipe;
    private boolean startedOnce;
    private long lastStart;
    private long lost;

    /** @param facility syslog's number */
    SyslogAppender(LogLine layout, int facility) {
        this.layout = layout;
        this.facility = facility;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = layout.doLayout(event);
        try {
            if (pipe == null && !launch()) {
                lost++;
                return;
            }
            if (lost > 0) {
                write("<" + (facility * 8 + 4) + ">launcher: " + lost + " lines were lost while 'logger' was down\n");
                lost = 0;
            }
            write(line);
        } catch (IOException e) {
            lost++;
            pipe = null;
            child.destroy();
        }
    }

    private void write(String line) throws IOException {
        pipe.write(line.getBytes(StandardCharsets.UTF_8));
        pipe.flush();
    }

    private boolean launch() {
        long now = System.nanoTime();
        if (startedOnce && now - lastStart < RESTART_NANOS) {
            return false;
        }
        startedOnce = true;
        lastStart = now;
        String tag = "mainstay[" + ProcessHandle.current().pid() + "]";
        try {
            child = new ProcessBuilder("logger", "--prio-prefix", "-t", tag)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            pipe = child.getOutputStream();
            return true;
        } catch (IOException e) {
            addError("logger could not be started", e);
            return false;
        }
    }

    @Override
    public void stop() {
        super.stop();
        if (pipe == null) {
            return;
        }
        try {
            pipe.close(); // at end of file the child writes what it has and ends
            child.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            // It is gone already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
