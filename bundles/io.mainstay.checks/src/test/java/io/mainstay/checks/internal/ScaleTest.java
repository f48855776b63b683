// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.AsyncChecker;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.StateParticipant.Prepared;
import io.mainstay.api.model.CheckSpec;
import io.mainstay.api.model.DesiredState;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Fifty thousand checks: they work, and what they take is printed. Bounds are generous; figures are docs/benchmarks.md's. */
class ScaleTest {
    private static final int CHECKS = 50_000;

    private record Passing() implements AsyncChecker {
        private static final CompletionStage<ProbeResult> PASSED =
                CompletableFuture.completedFuture(ProbeResult.passed());

        @Override
        public String describe() {
            return "passes";
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(5);
        }

        @Override
        public CompletionStage<ProbeResult> probe(ProbeContext context) {
            context.transcript().note("connected in {} µs", 300);
            return PASSED;
        }
    }

    private static List<CheckSpec> specs() {
        return IntStream.range(0, CHECKS)
                .mapToObj(n -> Specs.check(
                        "vs" + n / 16,
                        n,
                        "TEST_CHECK",
                        1,
                        Specs.every(Duration.ofSeconds(10), Duration.ofSeconds(10)),
                        ""))
                .toList();
    }

    @Test
    void fiftyThousandChecksAreLoadedProbedAndReloaded() {
        Harness h = new Harness();
        int[] next = {0};
        h.random = bound -> bound / CHECKS * (next[0]++ % CHECKS);
        Passing checker = new Passing();
        h.deploy("TEST_CHECK", (target, options) -> Compiled.of(checker));
        DesiredState first = Specs.state(1, specs());
        DesiredState second = Specs.state(2, specs());
        long before = used();

        long start = cpu();
        h.roster.prepare(first).commit();
        h.seconds(0.1);
        final long loaded = cpu();
        long bare = used();
        h.seconds(101);
        final long probed = cpu();
        long full = used();
        final long again = cpu();
        Prepared prepared = h.roster.prepare(second);
        prepared.commit();
        final long reloaded = cpu();

        assertThat(h.roster.engine().started()).isBetween(10L * CHECKS - 50, 10L * CHECKS + 10_000);
        assertThat(h.roster.checks()).hasSize(CHECKS);
        assertThat(h.roster.engine().lateness(0.99)).isLessThan(Duration.ofMillis(5));
        assertThat(full - before).as("bytes for all checks").isLessThan(200L << 20);
        System.out.printf(
                "%d checks, CPU: load %d ms, %d B each; %.2f us a probe (engine and lane on one thread);"
                        + " with full history %d B each; reload of the same %d ms%n",
                CHECKS,
                (loaded - start) / 1_000_000,
                (bare - before) / CHECKS,
                (probed - loaded) / 1e3 / h.roster.engine().started(),
                (full - before) / CHECKS,
                (reloaded - again) / 1_000_000);
    }

    /** CPU time of this thread: other processes of the machine do not count. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
