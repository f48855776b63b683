// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.proxy.internal.wire.Conduit;
import io.mainstay.proxy.internal.wire.Conduits;
import io.mainstay.proxy.internal.wire.Wire;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SplicingTest {
    private final FakePipe pipe = new FakePipe();
    private final FakeWire wire = new FakeWire();
    private int given;
    private int back;
    private boolean none;

    private final Splicing splicing = new Splicing(
            new Conduits() {
                @Override
                public Conduit take() {
                    given += none ? 0 : 1;
                    return none ? null : pipe;
                }

                @Override
                public void giveBack(Conduit conduit) {
                    back++;
                }
            },
            100);

    /** Takes 10 bytes at a time, gives them out as long as there is room. */
    private static final class FakePipe implements Conduit {
        int held;
        int there;
        int room;

        @Override
        public int held() {
            return held;
        }

        @Override
        public int fill(Wire from) {
            int count = Math.min(10, there);
            there -= count;
            held += count;
            return count;
        }

        @Override
        public int drain(Wire to) {
            int count = Math.min(4, Math.min(room, held));
            room -= count;
            held -= count;
            return count;
        }

        @Override
        public void release() {}
    }

    @Test
    void onlyABurstOfFullReadsIsWorthAPipe() throws IOException {
        pipe.there = 50;
        splicing.copied(60, true);
        assertThat(splicing.fill(wire)).isZero();
        splicing.copied(5, false); // a pause in between
        splicing.copied(60, true);
        assertThat(splicing.fill(wire)).isZero();
        splicing.copied(40, true);
        assertThat(splicing.fill(wire)).isEqualTo(10);
        assertThat(given).isEqualTo(1);
    }

    @Test
    void aPauseGivesTheEmptyPipeBackAndTheNextBytesTakeOneAtOnce() throws IOException {
        splicing.copied(100, true);
        pipe.there = 10;
        splicing.fill(wire);
        splicing.pause();
        assertThat(back).as("it holds bytes").isZero();
        pipe.room = 7;
        assertThat(splicing.drain(wire)).isEqualTo(7);
        assertThat(splicing.held()).isEqualTo(3);
        pipe.room = 7;
        assertThat(splicing.drain(wire)).isEqualTo(3);
        splicing.pause();
        assertThat(back).isEqualTo(1);
        pipe.there = 10;
        assertThat(splicing.fill(wire)).isEqualTo(10);
        splicing.release();
        assertThat(given).isEqualTo(2);
        assertThat(back).isEqualTo(2);
    }

    @Test
    void withoutAPipeItIsCopiedAndAskedForAgainLater() throws IOException {
        none = true;
        splicing.copied(100, true);
        assertThat(splicing.fill(wire)).isZero();
        none = false;
        splicing.copied(99, true);
        assertThat(splicing.fill(wire)).isZero();
        splicing.copied(1, true);
        pipe.there = 1;
        assertThat(splicing.fill(wire)).isEqualTo(1);
    }
}
