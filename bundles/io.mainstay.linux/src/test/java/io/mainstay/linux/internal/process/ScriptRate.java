// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.process;

import io.mainstay.api.model.Script;
import io.mainstay.linux.internal.ProcessScripts;
import io.mainstay.platform.ScriptRunner;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Not a test: how many scripts a second each way starts, and what one costs. Run its main, with a program. */
final class ScriptRate {
    private static final int SCRIPTS = 3000;

    private ScriptRate() {}

    public static void main(String[] program) throws Exception {
        List<String> argv = program.length == 0 ? List.of("/bin/true") : List.of(program);
        ProcessScripts platform = new ProcessScripts();
        SpawnedScripts spawned = new SpawnedScripts(platform);
        measure("warm-up", spawned::start, argv, 300, Optional.empty());
        measure("posix_spawn", spawned::start, argv, SCRIPTS, Optional.empty());
        measure("posix_spawn, output kept", script -> spawned.start(script, 4096), argv, SCRIPTS, Optional.empty());
        measure("posix_spawn, as nobody", spawned::start, argv, SCRIPTS, Optional.of("nobody"));
        measure("Java platform", platform::start, argv, SCRIPTS / 3, Optional.empty());
        System.exit(0);
    }

    private interface Start {
        ScriptRunner.Running start(Script script);
    }

    private static void measure(String what, Start start, List<String> argv, int count, Optional<String> user)
            throws InterruptedException {
        Script script = new Script(argv, user, Optional.empty(), Optional.empty());
        Semaphore underWay = new Semaphore(8);
        AtomicInteger failed = new AtomicInteger();
        long cpu = ownCpu();
        long from = System.nanoTime();
        for (int i = 0; i < count; i++) {
            underWay.acquire();
            start.start(script).outcome().thenAccept(outcome -> {
                if (outcome.exitStatus() != 0) {
                    failed.incrementAndGet();
                }
                underWay.release();
            });
        }
        underWay.acquire(8);
        double seconds = (System.nanoTime() - from) / 1e9;
        System.out.printf(
                "%s: %.0f scripts/s, %.0f us of our own CPU each, %d failed%n",
                what, count / seconds, (ownCpu() - cpu) / 1e3 / count, failed.get());
    }

    private static long ownCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
