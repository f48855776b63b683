// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ucarp's signals ask for, called by the launcher, which sees no bundle's classes: {@code status} (USR1) logs one line per
 * instance, {@code step-down} (USR2) hands over.
 *
 * <p>Thread-safety: any thread.
 */
@Component(service = Function.class, property = "mainstay.ucarp=true")
public final class UcarpCommands implements Function<String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(UcarpCommands.class);

    private final CarpComponent carp;

    @Activate
    public UcarpCommands(@Reference CarpComponent carp) {
        this.carp = carp;
    }

    @Override
    public Object apply(String command) {
        switch (command) {
            case "status" ->
                carp.list().forEach(router -> LOG.info("{} on {} id {}", router.state(), router.device(), router.id()));
            case "step-down" -> carp.stepDown();
            default -> throw new IllegalArgumentException("no such command: " + command);
        }
        return 0;
    }
}
