// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import static io.mainstay.notify.internal.RouterSetup.all;
import static io.mainstay.notify.internal.RouterSetup.entered;
import static io.mainstay.notify.internal.RouterSetup.globals;
import static io.mainstay.notify.internal.RouterSetup.group;
import static io.mainstay.notify.internal.RouterSetup.instance;
import static io.mainstay.notify.internal.RouterSetup.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.vrrp.RouterState;
import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.notify.internal.Setup;
import io.mainstay.notify.internal.text.RouterNotice;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code fifo_write_vrrp_states_on_reload}. */
class RouterStatesTest {
    private final RouterStates states = new RouterStates();
    private final VrrpInstance first = instance("V1", all(false));
    private final VrrpInstance second = instance("V2", all(false));
    private final SyncGroup group = group("G", all(false));

    @Test
    void theLastStatesOfWhatIsConfiguredInItsOrder() {
        states.on(entered(group, RouterState.BACKUP));
        states.on(entered(second, RouterState.BACKUP));
        states.on(entered(first, RouterState.BACKUP));
        states.on(entered(first, RouterState.MASTER));
        states.on(entered(instance("GONE", all(false)), RouterState.MASTER));

        assertThat(states.of(state(
                                Setup.globals(Optional.empty(), false),
                                globals(false, true),
                                List.of(first, second),
                                List.of(group))
                        .vrrp()))
                .extracting(RouterNotice::line)
                .containsExactly("INSTANCE \"V1\" MASTER 100", "INSTANCE \"V2\" BACKUP 100", "GROUP \"G\" BACKUP 0");
    }
}
