// SPDX-License-Identifier: Apache-2.0
package org.example.hello;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.CheckerType;
import io.mainstay.api.check.Options;
import io.mainstay.api.config.BlockReader;
import io.mainstay.api.config.Compiled;
import java.time.Duration;
import org.osgi.service.component.annotations.Component;

/** Reads the options of HELLO_CHECK: {@code expect WORD} and {@code connect_timeout SECONDS}. */
@Component
@CheckerType("HELLO_CHECK")
public final class HelloCheckerFactory implements CheckerFactory {

    @Override
    public Compiled<Checker> compile(CheckTarget target, Options options) {
        BlockReader reader = options.reader();
        String expected = reader.text("expect").orElse("hello");
        Duration limit = reader.timer("connect_timeout", Duration.ofMillis(1), Duration.ofHours(1))
                .orElse(target.connectTimeout());
        return reader.finish(() -> new HelloChecker(target.endpoint(), expected, limit));
    }
}
