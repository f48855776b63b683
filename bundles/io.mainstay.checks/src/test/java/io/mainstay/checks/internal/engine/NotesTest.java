// SPDX-License-Identifier: Apache-2.0
package io.mainstay.checks.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.control.ProbeView.Line;
import io.mainstay.testkit.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotesTest {
    private final VirtualTime time = new VirtualTime();
    private final Notes notes = new Notes(time, time.nanoTime());

    private List<String> texts() {
        return notes.read().stream().map(Line::text).toList();
    }

    @Test
    void linesCarryTheTimeSinceTheStart() {
        time.advance(Duration.ofMillis(3));
        notes.note("connected");

        assertThat(notes.read()).containsExactly(new Line(Duration.ofMillis(3), "connected"));
    }

    @Test
    void valuesStandWhereTheHolesAre() throws Exception {
        notes.note("got {} bytes", 512);
        notes.note("{} answered {}", new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 80), "yes");
        notes.note("no hole", 7);
        notes.note("{} once", 'a', 'b');
        notes.note("null is {}", (Object) null);

        assertThat(texts())
                .containsExactly(
                        "got 512 bytes", "[2001:db8::1]:80 answered yes", "no hole 7", "a once b", "null is null");
    }

    @Test
    void otherValuesAreTurnedIntoTextAtOnce() {
        StringBuilder changing = new StringBuilder("before");
        notes.note("{}", changing);
        changing.append(" and after");
        notes.note("{}", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        });

        assertThat(texts().get(0)).isEqualTo("before");
        assertThat(texts().get(1)).contains("that has no text: java.lang.IllegalStateException");
    }

    @Test
    void controlCharactersAreShownEscaped() {
        notes.note("a\r\nb\u0000\u001b[2J");

        assertThat(texts()).containsExactly("a\\r\\nb\\x00\\x1b[2J");
    }

    @Test
    void whatGoesBeyondTheLimitsIsCountedAndDropped() {
        for (int i = 0; i < 100; i++) {
            notes.note("line {}", i);
        }

        assertThat(texts()).hasSize(Notes.MAX_LINES + 1).last().isEqualTo("(36 more lines dropped)");
    }

    @Test
    void longLinesAreCutAndTheWholeIsBounded() {
        for (int i = 0; i < 20; i++) {
            notes.note("x".repeat(1000));
        }

        assertThat(texts()).hasSize(9).first().asString().hasSize(512).endsWith("…");
    }

    @Test
    void nothingIsAddedAfterTheEnd() {
        notes.note("in time");
        notes.seal();
        notes.note("late");

        assertThat(texts()).containsExactly("in time");
    }
}
