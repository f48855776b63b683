// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import static io.mainstay.checks.internal.RealThreads.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.BlockingChecker;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.control.ProbeView;
import io.mainstay.api.control.ProbeView.Outcome;
import io.mainstay.api.model.CheckId;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.api.model.CheckTiming;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that misbehave on real threads, beside one that does not. */
class ContainmentTest {
    private static final CheckTiming OFTEN = Specs.every(Duration.ofMillis(50), Duration.ZERO);
    private final RealThreads h = new RealThreads();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger goodProbes = new AtomicInteger();

    @AfterEach
    void close() {
        end.countDown();
        h.close();
    }

    private record Async(Supplier<CompletionStage<ProbeResult>> what) implements AsyncChecker {
        @Override
        public String describe() {
            return "async";
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(30);
        }

        @Override
        public CompletionStage<ProbeResult> probe(ProbeContext context) {
            return what.get();
        }
    }

    private interface Body {
        ProbeResult probe(ProbeContext context) throws Exception;
    }

    private record Blocking(Duration timeLimit, Body body) implements BlockingChecker {
        @Override
        public String describe() {
            return "blocking";
        }

        @Override
        public ProbeResult probe(ProbeContext context) throws Exception {
            return body.probe(context);
        }
    }

    /** Deploys the checker and a good one of another plugin; returns the name of the checker's check. */
    private CheckId runBesideAGoodOne(Checker checker) {
        h.deploy("BAD_CHECK", (target, options) -> Compiled.of(checker));
        h.deploy(
                "GOOD_CHECK",
                (target, options) -> Compiled.of(new Async(() -> {
                    goodProbes.incrementAndGet();
                    return CompletableFuture.completedFuture(ProbeResult.passed());
                })));
        CheckSpec bad = Specs.check(1, "BAD_CHECK", OFTEN, "");
        CheckSpec good = Specs.check(1, "GOOD_CHECK", OFTEN, "");
        h.load(List.of(bad, good));
        return bad.id();
    }

    private ProbeView firstProbe(CheckId id) {
        await("a probe of " + id, () -> h.view(id).probes() > 0);
        return h.roster.checks().get(id).history().get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"exception", "linkage", "stack", "memory", "hostile", "null stage", "null result", "failed stage"
            })
    void whatAnAsynchronousCheckerThrowsOrLeavesOutIsABrokenProbe(String what) {
        CheckId id = runBesideAGoodOne(new Async(() -> switch (what) {
            case "exception" -> throw new IllegalStateException("boom");
            case "linkage" -> throw new NoClassDefFoundError("gone/Missing");
            case "stack" -> throw new StackOverflowError();
            case "memory" -> throw new OutOfMemoryError("pretended");
            case "hostile" ->
                throw new IllegalStateException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("not for you");
                    }
                };
            case "null stage" -> null;
            case "null result" -> CompletableFuture.completedFuture(null);
            default -> CompletableFuture.failedFuture(new java.io.IOException("late boom"));
        }));

        assertThat(firstProbe(id).outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(firstProbe(id).detail()).startsWith("its probe ");
        assertThat(h.view(id).up()).isTrue();
        int before = goodProbes.get();
        await("the good plugin goes on", () -> goodProbes.get() > before + 2);
    }

    @Test
    void anEventLoopThatIsReallyBlockedIsReplacedWhileOthersGoOn() {
        AtomicInteger calls = new AtomicInteger();
        CheckId id = runBesideAGoodOne(new Async(() -> {
            if (calls.getAndIncrement() == 0) {
                awaitEnd();
            }
            return CompletableFuture.completedFuture(ProbeResult.passed());
        }));
        await("the first probe blocks", () -> calls.get() == 1);
        int before = goodProbes.get();
        await("a probe on the new loop", () -> calls.get() > 1);

        assertThat(goodProbes.get()).as("the other plugin meanwhile").isGreaterThan(before + 5);
        assertThat(firstProbe(id).detail()).contains("was blocked in the probe of check " + id);
    }

    @Test
    void aBlockingCheckerRunsOnAThreadOfItsPluginAndMayThrow() {
        AtomicInteger calls = new AtomicInteger();
        CheckId id = runBesideAGoodOne(new Blocking(Duration.ofSeconds(5), context -> {
            context.transcript().note("on {}", Thread.currentThread().getName());
            if (calls.getAndIncrement() == 0) {
                return ProbeResult.passed();
            }
            throw new java.io.IOException("boom");
        }));

        assertThat(firstProbe(id).outcome()).isEqualTo(Outcome.PASSED);
        assertThat(firstProbe(id).transcript().get(0).text()).startsWith("on check-BAD_CHECK");
        await("the second probe", () -> h.view(id).broken() > 0);
        assertThat(h.view(id).last())
                .hasValueSatisfying(last -> assertThat(last.detail()).contains("java.io.IOException: boom at "));
    }

    @Test
    void aBlockingProbeOverItsLimitIsInterruptedAndCancelled() {
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger cancelled = new AtomicInteger();
        CheckId id = runBesideAGoodOne(new Blocking(Duration.ofMillis(50), context -> {
            context.onCancel(cancelled::incrementAndGet);
            try {
                end.await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
            return ProbeResult.passed();
        }));
        await("the interrupt", () -> interrupted.get() > 0 && cancelled.get() > 0);

        assertThat(firstProbe(id).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(h.view(id).overruns()).isPositive();
        assertThat(h.view(id).up()).isFalse();
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
