// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.notify.internal.Setup;
import io.mainstay.testkit.FakeScriptRunner;
import io.mainstay.testkit.VirtualControlThread;
import io.mainstay.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FifoReaderTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeScriptRunner runner = new FakeScriptRunner();
    private final FifoReader reader =
            new FifoReader(Setup.script("/reader -v"), "/run/fifo", runner, new VirtualControlThread(time));

    @Test
    void thePathIsTheLastArgument() {
        reader.start();

        assertThat(runner.drain()).containsExactly("/reader -v /run/fifo");
    }

    @Test
    void oneThatEndsIsStartedAgainLaterAndLater() {
        reader.start();
        last().exit(1);
        time.advance(Duration.ofMillis(999));
        assertThat(runner.runs()).hasSize(1);
        time.advance(Duration.ofMillis(1));
        assertThat(runner.runs()).hasSize(2);

        last().notStarted("gone");
        time.advance(Duration.ofMillis(1999));
        assertThat(runner.runs()).hasSize(2);
        time.advance(Duration.ofMillis(1));
        assertThat(runner.runs()).hasSize(3);
    }

    @Test
    void atAStopItMayReadToTheEndBeforeItIsAskedToEnd() {
        reader.start();

        CompletableFuture<Void> stopped = reader.stop();
        assertThat(last().terminated()).isFalse();
        time.advance(Duration.ofMillis(500));

        assertThat(last().terminated()).isTrue();
        assertThat(stopped).isCompleted();
        time.advance(Duration.ofMinutes(5));
        assertThat(runner.runs()).hasSize(1);
    }

    @Test
    void aStopEndsTheWaitForTheNextStart() {
        reader.start();
        last().exit(0);

        assertThat(reader.stop()).isCompleted();
        time.advance(Duration.ofMinutes(5));

        assertThat(runner.runs()).hasSize(1);
    }

    private FakeScriptRunner.Run last() {
        return runner.runs().get(runner.runs().size() - 1);
    }
}
