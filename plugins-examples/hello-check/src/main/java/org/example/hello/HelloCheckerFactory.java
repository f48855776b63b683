// SPDX-License-Identifier: Apache-2.0
package org.example.hello;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.CheckerType;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.option.OptionSchema;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Makes a checker of what an operator says. */
@Component
@CheckerType("HELLO_CHECK")
public final class HelloCheckerFactory implements CheckerFactory {
    private static final OptionSchema<HelloOptions> OPTIONS = OptionSchema.of(HelloOptions.class);

    @Override
    public Optional<OptionSchema<?>> schema(String type) {
        return Optional.of(OPTIONS);
    }

    @Override
    public Compiled<Checker> compile(CheckTarget target, Options options) {
        return OPTIONS.compile(
                options,
                o -> new HelloChecker(
                        target.endpoint(), o.expect(), o.connectTimeout().orElse(target.connectTimeout())));
    }
}
