// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.bfd.internal;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.CheckerType;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.control.BfdSessions;
import io.mainstay.api.option.OptionSchema;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Builds BFD_CHECK checkers. Thread-safety: any thread. */
@Component
@CheckerType("BFD_CHECK")
public final class BfdCheckerFactory implements CheckerFactory {
    private static final OptionSchema<BfdOptions> OPTIONS = OptionSchema.of(BfdOptions.class);

    private final SessionFollower sessions = new SessionFollower();

    @Activate
    public BfdCheckerFactory() {}

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindSessions(BfdSessions provider) {
        sessions.provider(provider);
    }

    synchronized void unbindSessions(BfdSessions provider) {
        if (sessions.provider().filter(p -> p == provider).isPresent()) { // the next one may have come first
            sessions.provider(null);
        }
    }

    /** BFD has its own detection time: there is nothing to try again. */
    @Override
    public CheckDefaults defaults() {
        return new CheckDefaults(
                0, Optional.empty(), false, CheckDefaults.PeriodFrom.END, CheckDefaults.DownPeriod.DELAY_LOOP);
    }

    @Override
    public Optional<OptionSchema<?>> schema(String type) {
        return Optional.of(OPTIONS);
    }

    @Override
    public Compiled<Checker> compile(CheckTarget target, Options options) {
        return OPTIONS.compile(options, o -> new BfdChecker(sessions, o.name()));
    }
}
