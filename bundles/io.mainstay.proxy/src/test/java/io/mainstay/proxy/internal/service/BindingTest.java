// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Endpoint;
import io.mainstay.api.model.Protocol;
import io.mainstay.api.model.ServiceKey;
import io.mainstay.testkit.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class BindingTest {
    private final VirtualTime time = new VirtualTime();
    private final long began = time.nanoTime();
    private final List<Long> attempts = new ArrayList<>();
    private final List<String> closings = new ArrayList<>();
    private IOException trouble;
    private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

    private final Binding binding = new Binding(
            new ServiceKey.Address(Protocol.TCP, new Endpoint(InetAddress.getLoopbackAddress(), 80)),
            this::open,
            time::schedule,
            time,
            new PortHolder(time));

    private CompletableFuture<Front.Door> slow;

    private CompletionStage<Front.Door> open() {
        if (slow != null) {
            attempts.add(0L);
            return slow;
        }
        attempts.add(Duration.ofNanos(time.nanoTime() - began).toSeconds());
        return trouble != null
                ? CompletableFuture.failedFuture(trouble)
                : CompletableFuture.completedFuture(() -> {
                    closings.add("closed");
                    return closing;
                });
    }

    @Test
    void pausesGrowToTenSeconds() {
        trouble = new IOException("bind(..) failed with error(-13): Permission denied");
        binding.open();
        time.advance(Duration.ofSeconds(45));
        assertThat(attempts).containsExactly(0L, 1L, 3L, 7L, 15L, 25L, 35L, 45L);
        assertThat(binding.problem()).startsWith("permission denied: ").contains("CAP_NET_BIND_SERVICE");
        assertThat(binding.nextTry()).isEqualTo(Duration.ofSeconds(10));
        trouble = null;
        time.advance(Duration.ofSeconds(10));
        assertThat(binding.bound()).isTrue();
        assertThat(binding.problem()).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void closingEndsTheAttempts() {
        trouble = new IOException("Address already in use");
        binding.open();
        assertThat(binding.close().toCompletableFuture()).isDone();
        assertThat(binding.problem()).isEmpty();
        time.advance(Duration.ofMinutes(1));
        assertThat(attempts).hasSize(1);
    }

    @Test
    void openingIsIdempotentAndClosingToo() {
        binding.open();
        binding.open();
        assertThat(attempts).hasSize(1);
        binding.close();
        binding.close();
        assertThat(closings).hasSize(1);
    }

    @Test
    void closedAndOpenedAgainDuringASlowAttemptItEndsUpOpen() {
        slow = new CompletableFuture<>();
        CompletableFuture<Front.Door> first = slow;
        binding.open();
        CompletableFuture<Void> closed = binding.close().toCompletableFuture();
        CompletableFuture<Void> opened = binding.open().toCompletableFuture();
        assertThat(closed).isNotDone();
        slow = null;
        first.complete(() -> {
            closings.add("slow one closed");
            return CompletableFuture.completedFuture(null);
        });
        assertThat(closings).containsExactly("slow one closed");
        assertThat(closed).isDone();
        assertThat(opened).isDone();
        assertThat(binding.bound()).isTrue();
        assertThat(attempts).hasSize(2);
    }

    @Test
    void closedDuringASlowAttemptItEndsUpClosed() {
        slow = new CompletableFuture<>();
        binding.open();
        CompletableFuture<Void> closed = binding.close().toCompletableFuture();
        slow.completeExceptionally(new IOException("Address already in use"));
        assertThat(closed).isDone();
        time.advance(Duration.ofMinutes(1));
        assertThat(attempts).hasSize(1);
        assertThat(binding.problem()).isEmpty();
    }

    @Test
    void reopeningWaitsUntilTheAddressIsFree() {
        binding.open();
        closing = new CompletableFuture<>();
        binding.close();
        CompletableFuture<Void> opened = binding.open().toCompletableFuture();
        assertThat(attempts).hasSize(1);
        assertThat(opened).isNotDone();
        closing.complete(null);
        assertThat(attempts).hasSize(2);
        assertThat(opened).isDone();
        assertThat(binding.bound()).isTrue();
    }
}
