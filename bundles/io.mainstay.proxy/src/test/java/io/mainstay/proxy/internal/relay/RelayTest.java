// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.proxy.internal.wire.Conduits;
import io.mainstay.proxy.internal.wire.ProxyLoop;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayTest {
    private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true, 0, 1, 8192, 5, 0, 0, false);
    private final ProxyLoop loop = new ProxyLoop(0, null, allocator);
    private final FakeWire client = new FakeWire();
    private final FakeWire server = new FakeWire();
    private final List<String> told = new ArrayList<>();
    private long toServer;
    private long toClient;

    private final Relay relay = new Relay(loop, client, server, Conduits.NONE, Long.MAX_VALUE, new Relay.Owner() {
        @Override
        public void moved(long up, long down) {
            toServer += up;
            toClient += down;
        }

        @Override
        public void ended() {
            told.add("ended");
        }
    });

    private Relay started() {
        client.open(relay);
        server.open(relay);
        relay.start();
        return relay;
    }

    @AfterEach
    void nothingIsKept() {
        assertThat(allocator.metric().directArenas().get(0).numActiveAllocations())
                .isZero();
    }

    @Test
    void passesBytesBothWaysAndCountsThem() {
        started();
        client.send("question");
        server.send("a longer answer");
        assertThat(server.received()).isEqualTo("question");
        assertThat(client.received()).isEqualTo("a longer answer");
        assertThat(toServer).isEqualTo(8);
        assertThat(toClient).isEqualTo(15);
    }

    @Test
    void whatTheClientSentBeforeTheServerWasThereIsPassedOnAtOnce() {
        client.sendQuietly("early");
        started();
        assertThat(server.received()).isEqualTo("early");
    }

    @Test
    void aClientsFinIsPassedOnAndTheAnswerStillComes() {
        started();
        client.send("all I have to say");
        client.finish();
        assertThat(server.received()).isEqualTo("all I have to say<FIN>");
        server.send("late answer");
        assertThat(client.received()).isEqualTo("late answer");
        assertThat(told).isEmpty();
        server.finish();
        assertThat(client.end).isEqualTo("closed");
        assertThat(server.end).isEqualTo("closed");
        assertThat(told).containsExactly("ended");
    }

    @Test
    void aServersFinIsPassedOnAndTheClientStillSends() {
        started();
        server.finish();
        assertThat(client.received()).isEqualTo("<FIN>");
        client.send("still here");
        assertThat(server.received()).isEqualTo("still here");
        client.finish();
        assertThat(server.end).isEqualTo("closed");
        assertThat(told).containsExactly("ended");
    }

    @Test
    void nothingIsReadWhileTheOtherSideTakesNothing() {
        started();
        client.room(10);
        server.send("x".repeat(100_000));
        assertThat(client.received()).hasSize(10);
        assertThat(server.unread())
                .as("one small read is kept, the rest waits in the kernel")
                .isEqualTo(100_000 - 16_384);
        server.send("y");
        assertThat(server.unread()).isEqualTo(100_001 - 16_384);
        client.room(Integer.MAX_VALUE);
        assertThat(client.received()).hasSize(100_001 - 10);
    }

    @Test
    void theFinWaitsForTheBytesBeforeIt() {
        started();
        server.room(3);
        client.send("abcdef");
        client.finish();
        assertThat(server.received()).isEqualTo("abc");
        server.room(Integer.MAX_VALUE);
        assertThat(server.received()).isEqualTo("def<FIN>");
        server.finish();
        assertThat(told).containsExactly("ended");
    }

    @Test
    void aBlockedDirectionDoesNotHinderTheOther() {
        started();
        server.room(0);
        client.send("stuck");
        server.send("goes on");
        assertThat(client.received()).isEqualTo("goes on");
        assertThat(server.received()).isEmpty();
        server.room(100);
        assertThat(server.received()).isEqualTo("stuck");
    }

    @Test
    void aResetIsPassedOn() {
        started();
        client.die();
        assertThat(server.end).isEqualTo("reset");
        assertThat(told).containsExactly("ended");
    }

    @Test
    void whatTheServerSaidBeforeItDiedReachesTheClient() {
        started();
        server.dieQuietly();
        server.sendQuietly("last words");
        client.send("more"); // fails to be written
        assertThat(client.received()).isEqualTo("last words");
        assertThat(client.end).isEqualTo("reset");
        assertThat(told).containsExactly("ended");
    }

    @Test
    void lastWordsForASlowClientAreNotLost() {
        started();
        client.room(4);
        server.dieQuietly();
        server.sendQuietly("last words");
        client.send("more");
        assertThat(client.received()).isEqualTo("last");
        assertThat(told).isEmpty();
        client.room(100);
        assertThat(client.received()).isEqualTo(" words");
        assertThat(client.end).isEqualTo("reset");
    }

    @Test
    void aServerThatDiesAfterItsFinResetsTheClient() {
        started();
        server.finish();
        server.dieQuietly();
        client.send("more");
        assertThat(client.end).isEqualTo("reset");
        assertThat(told).containsExactly("ended");
    }

    @Test
    void aServerThatIsResetAfterItsFinIsNoticedBeforeAnybodyWrites() {
        started();
        server.finish();
        server.die();
        assertThat(client.end).isEqualTo("reset");
        assertThat(told).containsExactly("ended");
    }

    @Test
    void abortResetsBoth() {
        started();
        client.room(0);
        server.send("kept");
        relay.abort();
        relay.abort();
        assertThat(client.end).isEqualTo("reset");
        assertThat(server.end).isEqualTo("reset");
        assertThat(told).containsExactly("ended");
    }

    @Test
    void readsGrowWhileTheSinkKeepsUp() {
        started();
        server.send("x".repeat(200_000));
        assertThat(server.largestRead()).isEqualTo(ProxyLoop.SCRATCH_BYTES);
        assertThat(client.received()).hasSize(200_000);
    }
}
