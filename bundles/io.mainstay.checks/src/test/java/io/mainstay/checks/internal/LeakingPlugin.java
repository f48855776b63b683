// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.BlockingChecker;
import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.CheckerFactory;
import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.Options;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A plugin that hands out its own classes wherever it can; {@link LeakTest} loads it in a class loader of its own. */
public final class LeakingPlugin implements CheckerFactory {

    /** An exception that only the plugin knows. */
    static final class OwnException extends RuntimeException {
        private static final long serialVersionUID = 1;
        final transient Object baggage = new LeakingPlugin();
    }

    @Override
    public Compiled<Checker> compile(CheckTarget target, Options options) {
        String what = options.node().argument(0).orElseThrow().text();
        return Compiled.of(what.startsWith("blocking") ? new Blocking(what) : new Async(what));
    }

    @Override
    public String toString() {
        return "leaking";
    }

    static final class Async implements AsyncChecker {
        private final String what;

        Async(String what) {
            this.what = what;
        }

        @Override
        public String describe() {
            return what;
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(60);
        }

        @Override
        public CompletionStage<ProbeResult> probe(ProbeContext context) {
            context.transcript().note("by {} of {}", this, new LeakingPlugin());
            context.onCancel(() -> context.transcript().note(what));
            return switch (what) {
                case "throws" -> throw new OwnException();
                case "broken" -> CompletableFuture.completedFuture(ProbeResult.broken("no", new OwnException()));
                case "fails" -> CompletableFuture.completedFuture(ProbeResult.failed(FailReason.OTHER, "no"));
                case "hangs" -> new CompletableFuture<>();
                default -> CompletableFuture.completedFuture(ProbeResult.passed());
            };
        }
    }

    static final class Blocking implements BlockingChecker {
        private final String what;

        Blocking(String what) {
            this.what = what;
        }

        @Override
        public String describe() {
            return what;
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(60);
        }

        @Override
        public ProbeResult probe(ProbeContext context) throws Exception {
            context.transcript().note("by {}", this);
            if (what.equals("blocking hangs")) {
                new java.util.concurrent.CountDownLatch(1).await();
            }
            throw new OwnException();
        }
    }
}
