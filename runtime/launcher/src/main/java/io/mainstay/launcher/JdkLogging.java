// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/**
 * Sends what the JDK and plugins log with java.util.logging to SLF4J. Named by {@code java.util.logging.config.class}, so it
 * costs nothing until somebody uses that.
 */
public final class JdkLogging {
    /** Called by the LogManager, by reflection. */
    public JdkLogging() {
        java.util.logging.Logger root = LogManager.getLogManager().getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new Bridge());
    }

    private static final class Bridge extends Handler {
        @Override
        public void publish(LogRecord entry) {
            String name = entry.getLoggerName() == null ? "jdk" : entry.getLoggerName();
            int level = entry.getLevel().intValue();
            org.slf4j.event.Level to = level >= Level.SEVERE.intValue()
                    ? org.slf4j.event.Level.ERROR
                    : level >= Level.WARNING.intValue()
                            ? org.slf4j.event.Level.WARN
                            : level >= Level.INFO.intValue() ? org.slf4j.event.Level.INFO : org.slf4j.event.Level.DEBUG;
            LoggerFactory.getLogger(name)
                    .atLevel(to)
                    .setCause(entry.getThrown())
                    .log(String.valueOf(entry.getMessage()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
