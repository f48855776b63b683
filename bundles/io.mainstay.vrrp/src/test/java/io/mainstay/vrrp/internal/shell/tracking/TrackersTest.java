// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Script;
import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.TrackProcess;
import io.mainstay.api.model.vrrp.TrackScript;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.testkit.FakeScriptRunner;
import io.mainstay.vrrp.internal.plan.TrackerRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waits for results, never for a time. */
class TrackersTest {
    private static final int PATIENCE_SECONDS = 20;

    @TempDir
    Path folder;

    private final FakeScriptRunner scripts = new FakeScriptRunner();
    private final BlockingQueue<String> results = new LinkedBlockingQueue<>();
    private final TrackerCrew crew = new TrackerCrew(
            scripts,
            (kind, name, result, value, detail) ->
                    results.add(kind == TrackerRef.Kind.FILE ? name + " " + value : name + " " + result));

    @AfterEach
    void close() {
        crew.close();
    }

    private void awaitResult(String expected) throws InterruptedException {
        String result;
        do {
            result = results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(result).as("a result before the time is over").isNotNull();
        } while (!result.equals(expected));
    }

    private FakeScriptRunner.Run awaitRun(int number) throws InterruptedException {
        synchronized (scripts) {
            while (scripts.runs().size() < number) {
                scripts.wait(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            }
            return scripts.runs().get(number - 1);
        }
    }

    private static VrrpConfiguration with(
            List<TrackScript> scripts, List<TrackFile> files, List<TrackProcess> processes) {
        VrrpConfiguration none = VrrpConfiguration.EMPTY;
        return new VrrpConfiguration(
                none.globals(),
                none.instances(),
                none.syncGroups(),
                scripts,
                files,
                processes,
                none.trackGroups(),
                none.statics(),
                none.garpGroups(),
                none.linkDelays(),
                none.linkbeat());
    }

    private static TrackScript script(String name, int fall) {
        Script command = new Script(List.of("/bin/x"), Optional.empty(), Optional.empty(), Optional.empty());
        return new TrackScript(
                name, Optional.of(command), Optional.empty(), Duration.ofMillis(5), 0, false, 1, fall, false);
    }

    private TrackFile file(Path path, OptionalInt initial) {
        return new TrackFile("num", path.toString(), 1, false, initial, false);
    }

    @Test
    void scriptsFirstResultDecidesAndThenFailuresAreCounted() throws InterruptedException {
        crew.follow(with(List.of(script("chk", 2)), List.of(), List.of()));
        awaitRun(1).exit(0);
        awaitResult("chk OK");
        awaitRun(2).exit(1);
        awaitResult("chk OK");
        awaitRun(3).exit(1);
        awaitResult("chk FAILED");
    }

    @Test
    void scriptThatIsNoLongerTrackedIsEnded() throws InterruptedException {
        crew.follow(with(List.of(script("chk", 1)), List.of(), List.of()));
        FakeScriptRunner.Run run = awaitRun(1);
        crew.follow(VrrpConfiguration.EMPTY);
        run.outcome().toCompletableFuture().join();
        assertThat(run.terminated()).isTrue();
    }

    @Test
    void unchangedScriptGoesOnOverAReload() throws InterruptedException {
        VrrpConfiguration configuration = with(List.of(script("chk", 1)), List.of(), List.of());
        crew.follow(configuration);
        FakeScriptRunner.Run run = awaitRun(1);
        crew.follow(with(List.of(script("chk", 1)), List.of(), List.of()));
        run.exit(0);
        awaitResult("chk OK");
        assertThat(run.terminated()).isFalse();
    }

    @Test
    void fileIsReadAgainWhenItChanges() throws Exception {
        Path path = folder.resolve("n");
        VrrpConfiguration configuration = with(List.of(), List.of(file(path, OptionalInt.empty())), List.of());
        assertThat(crew.fileValues(configuration)).containsEntry("num", 0L);
        crew.follow(configuration);
        awaitResult("num 0");
        Files.writeString(path, "5\n");
        awaitResult("num 5");
        Files.delete(path);
        awaitResult("num 0");
    }

    @Test
    void fileIsInitialisedAtTheStartOnly() throws Exception {
        Path path = folder.resolve("n");
        VrrpConfiguration configuration = with(List.of(), List.of(file(path, OptionalInt.of(7))), List.of());
        assertThat(crew.fileValues(configuration)).containsEntry("num", 7L);
        Files.delete(path);
        assertThat(crew.fileValues(configuration)).containsEntry("num", 0L);
    }

    @Test
    void processThatMustNotRunIsAFailureWhenItDoes() throws InterruptedException {
        String own = ProcessHandle.current()
                .info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("java");
        TrackProcess process = new TrackProcess(
                "none",
                own,
                List.of(),
                TrackProcess.ParameterMatch.NONE,
                false,
                0,
                false,
                0,
                OptionalInt.of(0),
                Duration.ZERO,
                Duration.ZERO);
        crew.follow(with(List.of(), List.of(), List.of(process)));
        awaitResult("none FAILED");
    }
}
