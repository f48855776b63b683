// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.gogo;

import io.mainstay.platform.RuntimePaths;
import io.mainstay.shell.internal.command.Commands;
import io.mainstay.shell.internal.console.ConsoleServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the console where {@link RuntimePaths#SOCKET} says. A console that cannot be had does not stop the rest. */
@Component(
        service = {},
        immediate = true)
public final class ConsoleComponent {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleComponent.class);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile CommandProcessor gogo;

    private final ConsoleServer server;

    @Activate
    public ConsoleComponent(BundleContext context, @Reference LiveServices services) {
        Path socket = RuntimePaths.path(context.getProperty(RuntimePaths.SOCKET));
        ConsoleServer opened = null;
        if (socket == null) {
            LOG.info("no console: the property {} is not set", RuntimePaths.SOCKET);
        } else {
            Commands commands = services.commands();
            try {
                opened = ConsoleServer.open(
                        socket, (out, err) -> new ConsoleSession(commands, () -> Optional.ofNullable(gogo), out, err));
                LOG.info("console listens on {}", socket);
            } catch (IOException e) {
                LOG.error("no console: {}", e.getMessage());
            }
        }
        server = opened;
    }

    @Deactivate
    void close() {
        if (server != null) {
            server.close();
        }
    }
}
