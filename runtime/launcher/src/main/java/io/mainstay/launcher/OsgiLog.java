// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OSGi Log Service, which the framework's bundles (Declarative Services, Config Admin) log to, on top of SLF4J. It is
 * here from before the first bundle until after the last. Thread-safety: any thread.
 */
@SuppressWarnings("deprecation") // the old log methods belong to the interface, and are used by bundles of that age
final class OsgiLog implements LogService {
    /** Prefix of all loggers here: bundles ask for loggers by the names of our components, but it is they who speak. */
    static final String ROOT = "framework";

    @Override
    public Logger getLogger(String name) {
        return new OsgiLogger(LoggerFactory.getLogger(ROOT + "." + name), false);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> kind) {
        return kind.cast(new OsgiLogger(LoggerFactory.getLogger(ROOT + "." + name), kind == FormatterLogger.class));
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> type, Class<L> kind) {
        return getLogger(type.getName(), kind);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> kind) {
        return getLogger(name, kind);
    }

    @Override
    public void log(int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(ServiceReference<?> service, int level, String message) {
        log(level, message, null);
    }

    @Override
    public void log(ServiceReference<?> service, int level, String message, Throwable cause) {
        log(level, message, cause);
    }

    @Override
    public void log(int level, String message, Throwable cause) {
        org.slf4j.Logger target = LoggerFactory.getLogger(ROOT);
        switch (level) {
            case LOG_ERROR -> target.error(message, cause);
            case LOG_WARNING -> target.warn(message, cause);
            case LOG_INFO -> target.debug(message, cause); // bundle and service events: not for operators
            default -> target.trace(message, cause);
        }
    }
}
