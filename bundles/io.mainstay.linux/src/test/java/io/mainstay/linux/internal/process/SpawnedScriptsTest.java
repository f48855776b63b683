// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Script;
import io.mainstay.linux.internal.ProcessScripts;
import io.mainstay.platform.ScriptRunner.Outcome;
import io.mainstay.platform.ScriptRunner.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** With real, short processes; each is awaited by its outcome or by what it leaves. */
class SpawnedScriptsTest {
    private final SpawnedScripts scripts = new SpawnedScripts(new ProcessScripts());

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        scripts.deactivate();
    }

    @Test
    void exitStatusIsTheScripts() throws Exception {
        Outcome outcome = end(scripts.run(sh("exit 3")));

        assertThat(outcome.started()).isTrue();
        assertThat(outcome.exitStatus()).isEqualTo(3);
        assertThat(outcome.timedOut()).isFalse();
        assertThat(outcome.took()).isPositive();
    }

    @Test
    void argumentsArriveAsTheyAre() throws Exception {
        Path out = folder.resolve("out");

        end(scripts.run(script("/bin/sh", "-c", "printf '%s|' \"$@\" > " + out, "x", "a b", "$HOME", "")));

        assertThat(out).hasContent("a b|$HOME||");
    }

    @Test
    void leadsAProcessGroupOfItsOwnWithoutInputOrOutput() throws Exception {
        Path out = folder.resolve("out");

        end(scripts.run(sh("echo $$ $(cut -d' ' -f5 /proc/$$/stat) $(readlink /proc/$$/fd/0 /proc/$$/fd/1"
                + " /proc/$$/fd/2) > " + out)));

        String[] words = Files.readString(out).trim().split("\\s+");
        assertThat(words[1]).as("process group").isEqualTo(words[0]);
        assertThat(List.of(words).subList(2, 5)).containsOnly("/dev/null");
    }

    @Test
    void aMissingProgramIsAnOutcomeThatSaysWhatToDo() throws Exception {
        assertThat(end(scripts.run(script("/no/such/script"))))
                .isEqualTo(Outcome.notStarted("/no/such/script does not exist; correct the path or create it"));
        assertThat(end(scripts.run(script("no-such-program-at-all"))).problem()).contains("PATH");
    }

    @Test
    void aFileThatIsNotExecutableIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("script"));

        assertThat(end(scripts.run(script(file.toString()))).problem()).contains("chmod +x");
    }

    @Test
    void overTimeTheWholeGroupIsEnded() throws Exception {
        Path child = folder.resolve("child");

        Outcome outcome = end(scripts.run(new Script(
                List.of("/bin/sh", "-c", "sleep 60 & echo $! > " + child + "; wait"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(300)))));

        assertThat(outcome.timedOut()).isTrue();
        assertThat(outcome.exitStatus()).isEqualTo(128 + 15);
        long pid = Long.parseLong(Files.readString(child).trim());
        await(() -> ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true));
    }

    @Test
    void terminateEndsARunningScript() throws Exception {
        Path ready = folder.resolve("ready");
        Running running = scripts.start(sh("touch " + ready + "; sleep 60"));
        await(() -> Files.exists(ready));

        running.terminate();

        assertThat(end(running.outcome()).exitStatus()).isEqualTo(128 + 15);
    }

    @Test
    void aScriptThatIgnoresTheRequestToEndIsKilled() throws Exception {
        Path ready = folder.resolve("ready");
        Running running = scripts.start(sh("trap '' TERM; touch " + ready + "; while :; do sleep 1; done"));
        await(() -> Files.exists(ready));

        running.terminate();

        assertThat(end(running.outcome()).exitStatus()).isEqualTo(128 + 9);
    }

    @Test
    void startsNothingAfterTheBundleHasStopped() throws Exception {
        scripts.deactivate();

        assertThat(end(scripts.run(sh("true"))).started()).isFalse();
    }

    @Test
    @EnabledIfSystemProperty(named = "user.name", matches = "root")
    void runsAsAnotherAccountWithoutSupplementaryGroups() throws Exception {
        Path out = folder.resolve("out");
        Files.createFile(out);
        Files.setAttribute(folder, "unix:mode", 0755);
        Files.setAttribute(out, "unix:mode", 0666);

        end(scripts.run(new Script(
                List.of("/bin/sh", "-c", "id -u >> " + out + "; id -G >> " + out),
                Optional.of("nobody"),
                Optional.empty(),
                Optional.empty())));

        assertThat(Files.readAllLines(out)).containsExactly("65534", "65534");
    }

    @Test
    void whatItWritesIsKeptUpToTheLimit() throws Exception {
        Running running = scripts.start(sh("echo out; echo err >&2; head -c 100000 /dev/zero | tr '\\0' x"), 20);

        assertThat(end(running.outcome()).exitStatus()).isZero();
        assertThat(running.output()).isEqualTo("out\nerr\nxxxxxxxxxxxx");
    }

    @Test
    void aChildThatKeepsTheOutputOpenDelaysNothing() throws Exception {
        Path child = folder.resolve("child");
        Running running = scripts.start(sh("echo said; sleep 60 & echo $! > " + child), 100);

        Outcome outcome = end(running.outcome());

        assertThat(outcome.exitStatus()).isZero();
        assertThat(running.output()).isEqualTo("said\n");
        ProcessHandle.of(Long.parseLong(Files.readString(child).trim())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void inheritsNoDescriptorAndNoIgnoredSignal() throws Exception {
        try (java.net.ServerSocket open = new java.net.ServerSocket(0)) {
            Running running = scripts.start(sh("ls /proc/self/fd; grep SigIgn /proc/self/status"), 1000);

            end(running.outcome());

            List<String> lines = running.output().lines().toList();
            assertThat(lines.subList(0, 4)).containsExactly("0", "1", "2", "3");
            long ignored = Long.parseLong(lines.get(4).split("\\s+")[1], 16);
            assertThat(ignored & 0x7FFFFFFFL)
                    .as("ignored, of signals 1 to 31; 32 and 33 are glibc's own")
                    .isZero();
        }
    }

    @Test
    void aScriptWithoutInterpreterLineIsTheShells() throws Exception {
        Path file = Files.writeString(folder.resolve("bare"), "echo bare $1\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();

        Running running = scripts.start(script(file.toString(), "word"), 100);

        assertThat(end(running.outcome()).exitStatus()).isZero();
        assertThat(running.output()).isEqualTo("bare word\n");
    }

    @Test
    void aMissingInterpreterIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("odd"), "#!/no/such/interpreter\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();

        assertThat(end(scripts.run(script(file.toString()))).problem()).contains("interpreter in its first line");
    }

    @Test
    void overTimeWhatTheScriptLeavesIsKilledToo() throws Exception {
        Path child = folder.resolve("child");
        Outcome outcome = end(scripts.run(new Script(
                List.of(
                        "/bin/sh",
                        "-c",
                        "(trap '' TERM; echo ready > " + child + ".ready; while :; do sleep 1; done) & echo $! > "
                                + child + "; wait"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(500)))));

        assertThat(outcome.timedOut()).isTrue();
        long pid = Long.parseLong(Files.readString(child).trim());
        await(() -> ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true));
    }

    @Test
    void manyAtATimeLeaveNoZombie() throws Exception {
        List<CompletionStage<Outcome>> stages = new java.util.ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stages.add(scripts.run(sh("exit " + i % 7)));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(end(stages.get(i)).exitStatus()).isEqualTo(i % 7);
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    private static Outcome end(CompletionStage<Outcome> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Script sh(String text) {
        return script("/bin/sh", "-c", text);
    }

    private static Script script(String... words) {
        return new Script(List.of(words), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static void await(BooleanSupplier condition) throws IOException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > 20_000_000_000L) {
                throw new IOException("waited in vain");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }
}
