// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.BlockingChecker;
import io.mainstay.api.check.CheckDefaults;
import io.mainstay.api.check.ProbeContext;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.control.ProbeView;
import io.mainstay.checks.internal.TestChecks;
import io.mainstay.checks.internal.machine.CheckRules;
import io.mainstay.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bound on blocking probes: real threads, virtual time, cycles by hand. */
class PoolRunnerTest {
    private static final long S = 1_000_000_000L;
    private final VirtualTime time = new VirtualTime();
    private final List<Plugin> quarantined = new ArrayList<>();
    private final Engine engine = new Engine(
            time,
            () -> Instant.EPOCH,
            bound -> 0,
            new Outlet() {
                @Override
                public void changed(List<Change> changes) {}

                @Override
                public void quarantined(Plugin plugin) {
                    quarantined.add(plugin);
                }
            },
            () -> {});
    private final Plugin plugin = new Plugin(null, CheckDefaults.STANDARD, List.of("HANG_CHECK"), "hang", "1", 0, 1);
    private final PoolRunner pool = new PoolRunner(plugin, engine, 2);
    private final Semaphore go = new Semaphore(0);
    private final AtomicInteger inside = new AtomicInteger();
    private final List<Check> checks = new ArrayList<>();

    @AfterEach
    void letGo() {
        go.release(1000);
        pool.close();
    }

    private record Hanging(Semaphore go, AtomicInteger inside) implements BlockingChecker {
        @Override
        public String describe() {
            return "hangs";
        }

        @Override
        public Duration timeLimit() {
            return Duration.ofSeconds(1);
        }

        @Override
        public ProbeResult probe(ProbeContext context) {
            inside.incrementAndGet();
            go.acquireUninterruptibly();
            inside.decrementAndGet();
            return ProbeResult.passed();
        }
    }

    private void run(int count) {
        CheckRules rules = new CheckRules(10 * S, 0, S, false, false, 10 * S, 1, 0, 1, false);
        Binding binding = new Binding(new Hanging(go, inside), pool, rules, "hangs", S, "");
        engine.submit(() -> {
            engine.orders().open(pool);
            for (int i = 0; i < count; i++) {
                Check check = TestChecks.suspended(i);
                checks.add(check);
                engine.orders().add(check, time.nanoTime());
                engine.orders().rebind(check, binding, true);
            }
        });
        engine.cycle(time.nanoTime());
        cycleAfter(1.0);
    }

    private void cycleAfter(double seconds) {
        // In small steps: a leap would look like a stop of the whole process.
        for (double done = 0; done < seconds; done += 0.05) {
            time.advance(Duration.ofMillis(50));
            engine.cycle(time.nanoTime());
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).isLessThan(20 * S);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private long ended() {
        return checks.stream().filter(check -> check.probes > 0).count();
    }

    @Test
    void noMoreThanTheBoundRunAtATimeAndAllGetTheirTurn() {
        run(6);
        await(() -> inside.get() == 2);
        assertThat(pool.busy()).isTrue();
        go.release(6);
        await(() -> {
            cycleAfter(0.01);
            return ended() == 6;
        });

        assertThat(checks)
                .allSatisfy(check -> assertThat(check.view().last())
                        .hasValueSatisfying(last -> assertThat(last.outcome()).isEqualTo(ProbeView.Outcome.PASSED)));
    }

    @Test
    void whenHungProbesHoldAllThreadsTheOthersAreBrokenWithTheReason() {
        run(3);
        await(() -> inside.get() == 2);
        cycleAfter(1.5);

        Check broken =
                checks.stream().filter(check -> check.broken > 0).findFirst().orElseThrow();
        assertThat(broken.view().last()).hasValueSatisfying(last -> {
            assertThat(last.outcome()).isEqualTo(ProbeView.Outcome.BROKEN);
            assertThat(last.detail()).startsWith("all 2 threads of checker type HANG_CHECK (bundle hang 1) are held");
        });
        assertThat(plugin.overruns()).isEqualTo(2);
    }

    @Test
    void aPoolThatIsHeldThreeTimesPutsThePluginInQuarantine() {
        run(3);
        await(() -> inside.get() == 2);
        for (int i = 0; i < 60; i++) {
            cycleAfter(1);
        }

        assertThat(quarantined).containsExactly(plugin);
        assertThat(plugin.problem()).startsWith("quarantined: all threads held");
    }

    @Test
    void threadsThatComeBackServeAgain() {
        run(3);
        await(() -> inside.get() == 2);
        cycleAfter(1.1);
        go.release(1000);
        await(() -> {
            cycleAfter(0.01);
            return checks.get(2).probes > 0;
        });

        assertThat(checks.get(2).view().broken() + checks.get(2).view().failures())
                .isLessThanOrEqualTo(1);
        await(() -> {
            cycleAfter(1);
            return checks.stream().allMatch(check -> check.standing.up());
        });
    }
}
