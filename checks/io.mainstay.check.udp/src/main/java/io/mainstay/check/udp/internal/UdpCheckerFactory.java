// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.udp.internal;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.CheckerType;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.option.OptionSchema;
import io.mainstay.checksupport.ClientConnector;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Builds UDP_CHECK checkers. Thread-safety: immutable. */
@Component
@CheckerType("UDP_CHECK")
public final class UdpCheckerFactory implements CheckerFactory {
    private static final OptionSchema<UdpDeclared> OPTIONS = OptionSchema.of(UdpDeclared.class);

    private final ClientConnector connector;

    @Activate
    public UdpCheckerFactory(@Reference ClientConnector connector) {
        this.connector = connector;
    }

    @Override
    public Optional<OptionSchema<?>> schema(String type) {
        return Optional.of(OPTIONS);
    }

    @Override
    public Compiled<Checker> compile(CheckTarget target, Options options) {
        return OPTIONS.compile(
                options, (declared, given) -> new UdpChecker(connector, UdpOptions.of(declared, target, given)));
    }
}
