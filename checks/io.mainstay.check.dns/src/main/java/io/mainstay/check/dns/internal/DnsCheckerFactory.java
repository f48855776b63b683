// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.dns.internal;

import io.mainstay.api.check.CheckDefaults;
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

/** Builds DNS_CHECK checkers. Thread-safety: immutable. */
@Component
@CheckerType("DNS_CHECK")
public final class DnsCheckerFactory implements CheckerFactory {
    private static final OptionSchema<DnsDeclared> OPTIONS = OptionSchema.of(DnsDeclared.class);

    private final ClientConnector connector;

    @Activate
    public DnsCheckerFactory(@Reference ClientConnector connector) {
        this.connector = connector;
    }

    @Override
    public CheckDefaults defaults() {
        // Nothing said about the delay: retries come a period apart.
        return new CheckDefaults(
                3, Optional.empty(), false, CheckDefaults.PeriodFrom.END, CheckDefaults.DownPeriod.DELAY_LOOP);
    }

    @Override
    public Optional<OptionSchema<?>> schema(String type) {
        return Optional.of(OPTIONS);
    }

    @Override
    public Compiled<Checker> compile(CheckTarget target, Options options) {
        return OPTIONS.compile(
                options, (declared, given) -> new DnsChecker(connector, DnsOptions.of(declared, target, given)));
    }
}
