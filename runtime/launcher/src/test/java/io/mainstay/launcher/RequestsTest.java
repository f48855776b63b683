// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final List<Integer> halted = new ArrayList<>();
    private final Requests requests = new Requests(halted::add);

    @Test
    void comeInOrderEachKindOnce() throws Exception {
        requests.open();
        requests.add(Request.RELOAD);
        requests.add(Request.DUMP);
        requests.add(Request.RELOAD);
        requests.add(Request.STOP);

        assertThat(List.of(requests.take(), requests.take(), requests.take()))
                .containsExactly(Request.RELOAD, Request.DUMP, Request.STOP);
    }

    @Test
    void aReloadDuringAReloadIsNotLost() throws Exception {
        requests.open();
        requests.add(Request.RELOAD);
        requests.take();
        requests.add(Request.RELOAD);

        assertThat(requests.take()).isEqualTo(Request.RELOAD);
    }

    @Test
    void onlyStopCountsBeforeTheStartIsOver() throws Exception {
        requests.add(Request.RELOAD);
        requests.add(Request.STATS);
        requests.add(Request.STOP);

        assertThat(requests.take()).isEqualTo(Request.STOP);
    }

    @Test
    void theSecondStopEndsTheProcess() {
        requests.add(Request.STOP);
        assertThat(halted).isEmpty();

        requests.add(Request.STOP);
        assertThat(halted).containsExactly(143);
    }
}
