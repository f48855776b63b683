// SPDX-License-Identifier: Apache-2.0
package io.mainstay.linux.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Script;
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
class ProcessScriptsTest {
    private final ProcessScripts scripts = new ProcessScripts();

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
