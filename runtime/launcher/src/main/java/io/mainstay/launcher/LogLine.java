// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A line of the log: {@code 2026-01-31 03:12:45.123 WARN  checks: message}. What follows the level is the part of Mainstay
 * that speaks. Thread-safety: one appender's thread at a time.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.");

    /** What stands at the line's begin. */
    enum Start {
        TIME,
        /** {@code <4>}, for journald, which has the time itself. */
        PRIORITY
    }

    private final Start start;
    private final boolean thread;
    private final int facility;
    private final ZoneId zone = ZoneId.systemDefault();
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    /**
     * @param thread whether to name the thread
     * @param facility syslog's, for {@link Start#PRIORITY}; 0 for journald
     */
    LogLine(Start start, boolean thread, int facility) {
        this.start = start;
        this.thread = thread;
        this.facility = facility;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        if (start == Start.TIME) {
            appendTime(line, event.getTimeStamp());
            String level = event.getLevel().levelStr;
            line.append(level).append(level.length() == 4 ? "  " : " ");
        } else {
            line.append('<').append(facility * 8 + severity(event.getLevel())).append('>');
        }
        line.append(subject(event.getLoggerName()));
        if (thread) {
            line.append(" [").append(event.getThreadName()).append(']');
        }
        line.append(": ");
        if (start == Start.PRIORITY) {
            line.append(event.getFormattedMessage().replace('\n', ' '));
        } else {
            line.append(event.getFormattedMessage());
        }
        line.append('\n');
        if (event.getThrowableProxy() != null) {
            ThrowableProxyUtil.asString(event.getThrowableProxy()).lines().forEach(trace -> {
                if (start == Start.PRIORITY) {
                    line.append('<')
                            .append(facility * 8 + severity(event.getLevel()))
                            .append('>');
                }
                line.append(trace).append('\n');
            });
        }
        return line.toString();
    }

    private void appendTime(StringBuilder line, long millis) {
        long now = Math.floorDiv(millis, 1000);
        if (now != second) {
            second = now;
            secondText = SECONDS.format(Instant.ofEpochSecond(now).atZone(zone));
        }
        int fraction = (int) Math.floorMod(millis, 1000);
        line.append(secondText);
        line.append((char) ('0' + fraction / 100)).append((char) ('0' + fraction / 10 % 10));
        line.append((char) ('0' + fraction % 10)).append(' ');
    }

    /** {@code io.mainstay.balancer.internal.Reconciler} is {@code balancer}; a stranger keeps its last two names. */
    static String subject(String logger) {
        String ours = "io.mainstay.";
        if (logger.startsWith(ours)) {
            int from = ours.length();
            if (logger.startsWith("check.", from)) {
                from += "check.".length();
            }
            int end = logger.indexOf('.', from);
            return end < 0 ? logger.substring(from) : logger.substring(from, end);
        }
        if (logger.startsWith(OsgiLog.ROOT)) {
            return OsgiLog.ROOT;
        }
        int last = logger.lastIndexOf('.');
        int before = last < 0 ? -1 : logger.lastIndexOf('.', last - 1);
        return logger.substring(before + 1);
    }

    /** Syslog's severities. */
    static int severity(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> 3;
            case Level.WARN_INT -> 4;
            case Level.INFO_INT -> 6;
            default -> 7;
        };
    }
}
