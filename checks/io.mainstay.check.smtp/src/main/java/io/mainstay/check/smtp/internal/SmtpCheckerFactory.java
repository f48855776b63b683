// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.smtp.internal;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.CheckerType;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.option.OptionSchema;
import io.mainstay.checksupport.ClientConnector;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Builds SMTP_CHECK checkers. Thread-safety: immutable. */
@Component
@CheckerType("SMTP_CHECK")
public final class SmtpCheckerFactory implements CheckerFactory {
    private static final OptionSchema<SmtpDeclared> OPTIONS = OptionSchema.of(SmtpDeclared.class);

    private final ClientConnector connector;

    @Activate
    public SmtpCheckerFactory(@Reference ClientConnector connector) {
        this.connector = connector;
    }

    @Override
    public CheckDefaults defaults() {
        return new CheckDefaults(
                1,
                Optional.of(Duration.ofSeconds(1)),
                true,
                CheckDefaults.PeriodFrom.END,
                CheckDefaults.DownPeriod.DELAY_LOOP);
    }

    @Override
    public Optional<OptionSchema<?>> schema(String type) {
        return Optional.of(OPTIONS);
    }

    @Override
    public Compiled<Checker> compile(CheckTarget target, Options options) {
        return OPTIONS.compile(
                options, (declared, given) -> new SmtpChecker(connector, SmtpOptions.of(declared, target, given)));
    }
}
