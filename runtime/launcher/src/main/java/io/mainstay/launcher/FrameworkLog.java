// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import org.apache.felix.framework.Logger;
import org.slf4j.LoggerFactory;

/** The framework's own messages (resolver errors, failing activators), which would go to standard output otherwise. */
final class FrameworkLog extends Logger {
    @Override
    protected void doLog(int level, String message, Throwable cause) {
        // Looked up when there is something to say: the framework is made while logging is still being set up.
        org.slf4j.Logger log = LoggerFactory.getLogger(OsgiLog.ROOT);
        switch (level) {
            case LOG_ERROR -> log.error(message, cause);
            case LOG_WARNING -> log.warn(message, cause);
            case LOG_INFO -> log.info(message, cause);
            default -> log.debug(message, cause);
        }
    }
}
