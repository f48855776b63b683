// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.NotifyFifo;
import io.mainstay.api.model.Script;
import io.mainstay.notify.internal.text.FifoLine;
import io.mainstay.platform.ScriptRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real pipes. */
class FifoTest {
    @TempDir
    Path folder;

    private final CountDownLatch opened = new CountDownLatch(1);

    @Test
    void isCreatedReadAndRemoved() throws Exception {
        Path path = folder.resolve("fifo");
        Fifo fifo = open(path, 10);
        fifo.write(FifoLine.bytes("VS a UP"));
        await();

        try (InputStream in = Files.newInputStream(path)) {
            fifo.write(FifoLine.bytes("VS b DOWN"));
            assertThat(new String(in.readNBytes(20))).isEqualTo("VS a UP\n\0VS b DOWN\n\0");
            assertThat(Files.getAttribute(path, "unix:mode")).isEqualTo(010644);
            fifo.close(Duration.ofSeconds(5)).get(10, TimeUnit.SECONDS);
            assertThat(in.read()).as("end").isEqualTo(-1);
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void oneThatWasThereIsUsedAndStays() throws Exception {
        Path path = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
        Fifo fifo = open(path, 10);
        await();

        fifo.close(Duration.ofSeconds(5)).get(10, TimeUnit.SECONDS);

        assertThat(path).exists();
    }

    @Test
    void anotherKindOfFileIsRefusedAndKept() throws Exception {
        Path path = Files.writeString(folder.resolve("fifo"), "precious");
        Fifo fifo = open(path, 10);

        fifo.close(Duration.ofSeconds(5)).get(10, TimeUnit.SECONDS);

        assertThat(fifo.problem()).contains("something else than a FIFO");
        assertThat(path).hasContent("precious");
    }

    @Test
    void aMissingFolderIsNamed() throws Exception {
        Fifo fifo = open(folder.resolve("no/fifo"), 10);

        fifo.close(Duration.ofSeconds(5)).get(10, TimeUnit.SECONDS);

        assertThat(fifo.problem()).contains(folder.resolve("no").toString());
    }

    @Test
    void withoutAReaderEventsAreCountedAndNobodyWaits() throws Exception {
        Path path = folder.resolve("fifo");
        Fifo fifo = open(path, 4);
        await();
        byte[] page = new byte[4096];

        for (int i = 0; i < 100_000 && fifo.dropped() == 0; i++) {
            fifo.write(page);
            Thread.onSpinWait();
        }

        assertThat(fifo.dropped()).isPositive();
        fifo.close(Duration.ofMillis(50)).get(10, TimeUnit.SECONDS);
        assertThat(path).doesNotExist();
    }

    private void await() throws InterruptedException {
        assertThat(opened.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private Fifo open(Path path, int capacity) {
        return new Fifo(
                new NotifyFifo(path.toString(), Optional.empty(), Optional.empty(), Optional.empty(), true),
                new Processes(),
                CompletableFuture.completedFuture(null),
                opened::countDown,
                capacity);
    }

    /** The least that runs {@code mkfifo}. */
    private static final class Processes implements ScriptRunner {
        @Override
        public Running start(Script script) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            try {
                int status = new ProcessBuilder(script.argv()).start().waitFor();
                outcome.complete(new Outcome(true, status, false, "", Duration.ZERO));
            } catch (IOException | InterruptedException e) {
                outcome.complete(Outcome.notStarted(e.toString()));
            }
            return new Running() {
                @Override
                public CompletionStage<Outcome> outcome() {
                    return outcome;
                }

                @Override
                public void terminate() {}
            };
        }
    }
}
