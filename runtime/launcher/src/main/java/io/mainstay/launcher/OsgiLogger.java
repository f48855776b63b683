// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/** A logger of the OSGi Log Service that is an SLF4J one. Thread-safety: as SLF4J's. */
final class OsgiLogger implements FormatterLogger {
    private final Logger target;
    private final boolean printf;

    /** @param printf whether messages are {@code printf} formats; otherwise they have {@code {}} placeholders */
    OsgiLogger(Logger target, boolean printf) {
        this.target = target;
        this.printf = printf;
    }

    private void log(Level level, String format, Object... arguments) {
        if (!target.isEnabledForLevel(level)) {
            return;
        }
        if (printf) {
            Throwable cause = MessageFormatter.getThrowableCandidate(arguments);
            target.atLevel(level)
                    .setCause(cause)
                    .log(arguments.length == 0 ? format : String.format(format, arguments));
        } else {
            target.atLevel(level).log(format, arguments);
        }
    }

    private <E extends Exception> void log(Level level, LoggerConsumer<E> consumer) throws E {
        if (target.isEnabledForLevel(level)) {
            consumer.accept(this);
        }
    }

    @Override
    public String getName() {
        return target.getName();
    }

    @Override
    public boolean isTraceEnabled() {
        return target.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return target.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return target.isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return target.isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return target.isErrorEnabled();
    }

    @Override
    public void trace(String message) {
        log(Level.TRACE, message);
    }

    @Override
    public void trace(String format, Object argument) {
        log(Level.TRACE, format, argument);
    }

    @Override
    public void trace(String format, Object first, Object second) {
        log(Level.TRACE, format, first, second);
    }

    @Override
    public void trace(String format, Object... arguments) {
        log(Level.TRACE, format, arguments);
    }

    @Override
    public <E extends Exception> void trace(LoggerConsumer<E> consumer) throws E {
        log(Level.TRACE, consumer);
    }

    @Override
    public void debug(String message) {
        log(Level.DEBUG, message);
    }

    @Override
    public void debug(String format, Object argument) {
        log(Level.DEBUG, format, argument);
    }

    @Override
    public void debug(String format, Object first, Object second) {
        log(Level.DEBUG, format, first, second);
    }

    @Override
    public void debug(String format, Object... arguments) {
        log(Level.DEBUG, format, arguments);
    }

    @Override
    public <E extends Exception> void debug(LoggerConsumer<E> consumer) throws E {
        log(Level.DEBUG, consumer);
    }

    @Override
    public void info(String message) {
        log(Level.INFO, message);
    }

    @Override
    public void info(String format, Object argument) {
        log(Level.INFO, format, argument);
    }

    @Override
    public void info(String format, Object first, Object second) {
        log(Level.INFO, format, first, second);
    }

    @Override
    public void info(String format, Object... arguments) {
        log(Level.INFO, format, arguments);
    }

    @Override
    public <E extends Exception> void info(LoggerConsumer<E> consumer) throws E {
        log(Level.INFO, consumer);
    }

    @Override
    public void warn(String message) {
        log(Level.WARN, message);
    }

    @Override
    public void warn(String format, Object argument) {
        log(Level.WARN, format, argument);
    }

    @Override
    public void warn(String format, Object first, Object second) {
        log(Level.WARN, format, first, second);
    }

    @Override
    public void warn(String format, Object... arguments) {
        log(Level.WARN, format, arguments);
    }

    @Override
    public <E extends Exception> void warn(LoggerConsumer<E> consumer) throws E {
        log(Level.WARN, consumer);
    }

    @Override
    public void error(String message) {
        log(Level.ERROR, message);
    }

    @Override
    public void error(String format, Object argument) {
        log(Level.ERROR, format, argument);
    }

    @Override
    public void error(String format, Object first, Object second) {
        log(Level.ERROR, format, first, second);
    }

    @Override
    public void error(String format, Object... arguments) {
        log(Level.ERROR, format, arguments);
    }

    @Override
    public <E extends Exception> void error(LoggerConsumer<E> consumer) throws E {
        log(Level.ERROR, consumer);
    }

    @Override
    public void audit(String message) {
        log(Level.INFO, message);
    }

    @Override
    public void audit(String format, Object argument) {
        log(Level.INFO, format, argument);
    }

    @Override
    public void audit(String format, Object first, Object second) {
        log(Level.INFO, format, first, second);
    }

    @Override
    public void audit(String format, Object... arguments) {
        log(Level.INFO, format, arguments);
    }
}
