// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Found by Logback as a service: keeps it from searching the class path for XML files at its first use. {@link Logs} sets it
 * up instead.
 */
public final class NoLogbackDefaults extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
