// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.misc.internal;

import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.CheckerType;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.model.ScriptAccount;
import io.mainstay.api.option.OptionSchema;
import io.mainstay.checksupport.ProgramRunner;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Builds MISC_CHECK checkers. Thread-safety: immutable. */
@Component
@CheckerType("MISC_CHECK")
public final class MiscCheckerFactory implements CheckerFactory {
    private static final OptionSchema<MiscOptions> OPTIONS = OptionSchema.of(MiscOptions.class);

    private final ProgramRunner programs;

    @Activate
    public MiscCheckerFactory(@Reference ProgramRunner programs) {
        this.programs = programs;
    }

    @Override
    public CheckDefaults defaults() {
        return new CheckDefaults(
                0,
                Optional.of(Duration.ofSeconds(1)),
                false,
                CheckDefaults.PeriodFrom.START,
                CheckDefaults.DownPeriod.DELAY_LOOP);
    }

    @Override
    public Optional<OptionSchema<?>> schema(String type) {
        return Optional.of(OPTIONS);
    }

    @Override
    public Compiled<Checker> compile(CheckTarget target, Options options) {
        return OPTIONS.compile(options, o -> {
            ScriptAccount account = o.user()
                    .map(user -> new ScriptAccount(Optional.of(user.name()), user.group()))
                    .orElse(target.scriptAccount());
            return new MiscChecker(programs, o.miscPath(), account, o.miscTimeout(), o.miscDynamic());
        });
    }
}
