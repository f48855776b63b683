// SPDX-License-Identifier: Apache-2.0
package io.mainstay.proxy.internal.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowTableTest {
    private static final long START = Long.MAX_VALUE - 10; // wraps in mid-test

    private final FlowTable<String, String> table = new FlowTable<>(3, 100);

    @Test
    void flowsExpireWhenNotUsed() {
        table.add("a", "flow a", START);
        table.add("b", "flow b", START + 10);
        assertThat(table.touch("a", START + 50)).isEqualTo("flow a");
        assertThat(table.expire(START + 109)).isEmpty();
        assertThat(table.expire(START + 110)).containsExactly("flow b");
        assertThat(table.expire(START + 150)).containsExactly("flow a");
        assertThat(table.size()).isZero();
    }

    @Test
    void theLeastRecentlyUsedMakesRoom() {
        table.add("a", "flow a", START);
        table.add("b", "flow b", START + 1);
        table.add("c", "flow c", START + 2);
        table.touch("a", START + 3);
        assertThat(table.add("d", "flow d", START + 4)).isEqualTo("flow b");
        assertThat(table.touch("b", START + 5)).isNull();
        assertThat(table.size()).isEqualTo(3);
    }

    @Test
    void removedOnesAreGone() {
        table.add("a", "flow a", START);
        table.remove("a");
        assertThat(table.touch("a", START)).isNull();
        table.add("b", "flow b", START);
        assertThat(table.clear()).containsExactly("flow b");
        assertThat(table.size()).isZero();
    }
}
