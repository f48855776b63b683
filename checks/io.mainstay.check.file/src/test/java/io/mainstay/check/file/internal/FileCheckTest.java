// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.file.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.check.CheckTarget;
import io.mainstay.api.check.Checker;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.WeightAdvice;
import io.mainstay.api.config.Compiled;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.testkit.check.OptionText;
import io.mainstay.testkit.check.OptionsPage;
import io.mainstay.testkit.check.ProbeHarness;
import io.mainstay.testkit.check.ThreadLanes;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real files; the test waits for what the watch says. */
class FileCheckTest {
    private final TrackedFiles files = new TrackedFiles();
    private final FileCheckerFactory factory = new FileCheckerFactory(files);
    private final ProbeHarness harness = new ProbeHarness(ThreadLanes::new);
    private final LinkedBlockingQueue<ProbeResult> results = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("weight");
    }

    @AfterEach
    void close() {
        factory.deactivate();
        harness.close();
    }

    private Compiled<Checker> compile(String options) {
        CheckTarget target = new CheckTarget(
                new Endpoint(InetAddress.getLoopbackAddress(), 80),
                Protocol.TCP,
                Optional.empty(),
                Duration.ofSeconds(5),
                7,
                Optional.empty());
        return factory.compile(target, OptionText.of("FILE_CHECK", options));
    }

    /** Follows the file as the engine would: one probe for each change. */
    private AutoCloseable follow(String options) {
        FileChecker checker = (FileChecker) compile(options).value().orElseThrow();
        return checker.watch(() -> results.add(harness.run(checker).result()));
    }

    private ProbeResult next() throws InterruptedException {
        ProbeResult result = results.poll(20, TimeUnit.SECONDS);
        assertThat(result).as("nothing was seen for 20 s").isNotNull();
        return result;
    }

    private void expectWeight(int added) throws InterruptedException {
        assertThat(next())
                .isInstanceOfSatisfying(
                        ProbeResult.Passed.class,
                        passed -> assertThat(passed.weight()).isEqualTo(WeightAdvice.add(added)));
    }

    @Test
    void theNumberAtTheBeginningCounts() throws Exception {
        Files.writeString(file, "3\n");
        follow("file " + file + "\nweight 2");
        expectWeight(6);
    }

    @Test
    void eachWriteIsSeenOnce() throws Exception {
        Files.writeString(file, "3\n");
        follow("file " + file);
        expectWeight(3);
        Files.writeString(file, "4\n"); // truncates, then writes
        expectWeight(4);
        Files.writeString(file, "5\n");
        expectWeight(5);
        assertThat(results).isEmpty();
    }

    @Test
    void aFileThatIsPutInPlaceIsSeen() throws Exception {
        follow("file " + file);
        expectWeight(0);
        Path other = Files.writeString(folder.resolve("other"), "8");
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
        expectWeight(8);
    }

    @Test
    void aFileThatGoesIsZero() throws Exception {
        Files.writeString(file, "3\n");
        follow("file " + file);
        expectWeight(3);
        Files.delete(file);
        expectWeight(0);
    }

    @Test
    void aFileThatIsEmptiedIsZero() throws Exception {
        Files.writeString(file, "3\n");
        follow("file " + file);
        expectWeight(3);
        Files.writeString(file, "");
        expectWeight(0);
    }

    @Test
    void aFolderThatComesLaterIsWatched() throws Exception {
        Path deep = folder.resolve("a/b/weight");
        follow("file " + deep);
        expectWeight(0);
        Files.createDirectories(deep.getParent());
        Files.writeString(deep, "9");
        expectWeight(9);
        Files.writeString(deep, "10");
        expectWeight(10);
    }

    @Test
    void aFolderThatIsReplacedIsFollowed() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path in = Files.writeString(inner.resolve("weight"), "1");
        follow("file " + in);
        expectWeight(1);
        Files.move(inner, folder.resolve("old"));
        Path fresh = Files.createDirectory(folder.resolve("fresh"));
        Files.writeString(fresh.resolve("weight"), "2");
        Files.move(fresh, inner);
        ProbeResult last = next();
        while (!last.detail().contains("is 2:")) { // the gap may be seen, or not
            last = next();
        }
        Files.writeString(in, "3");
        expectWeight(3);
    }

    @Test
    void severalChecksShareAFile() throws Exception {
        Files.writeString(file, "3\n");
        AutoCloseable first = follow("file " + file);
        follow("file " + file + "\nweight 10");
        expectWeight(3);
        expectWeight(30);
        first.close();
        Files.writeString(file, "4");
        expectWeight(40);
        assertThat(results).isEmpty();
    }

    @Test
    void whatCannotBeReadIsBroken() throws Exception {
        Files.createDirectory(file);
        follow("file " + file);
        assertThat(next()).isInstanceOf(ProbeResult.Broken.class);
    }

    @Test
    void withoutAWatchNothingIsReadAndNothingIsJudged() throws IOException {
        Files.writeString(file, "3\n");
        Checker checker = compile("file " + file).value().orElseThrow();
        assertThat(harness.run(checker).result()).isInstanceOf(ProbeResult.Broken.class);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(compile("weight many").diagnostics())
                .extracting(Diagnostic::toString)
                .containsExactly("test.conf:1:8: error: 'many' is not valid for 'weight': expected a whole number from"
                        + " -2147483647 to 2147483647");
        assertThat(compile("").diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("'FILE_CHECK' needs 'track_file', the name of a track_file block");
        assertThat(compile("file weight").diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("'weight' is not valid for 'file': expected an absolute path");
    }

    @Test
    void readmeAndReferenceListTheDeclaredOptions() {
        for (String page : List.of("README.md", "../../docs/reference/checkers.md")) {
            OptionsPage.assertUpToDate(
                    Path.of(page), "FILE_CHECK", factory.schema("FILE_CHECK").orElseThrow());
        }
    }
}
