// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.text;

import static io.mainstay.notify.internal.RouterSetup.all;
import static io.mainstay.notify.internal.RouterSetup.entered;
import static io.mainstay.notify.internal.RouterSetup.group;
import static io.mainstay.notify.internal.RouterSetup.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Values;
import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.RouterState;
import io.mainstay.api.transition.Transition;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The lines that keepalived 2.2.7 writes, captured from it. */
class RouterNoticeTest {

    @Test
    void instancesAndGroupsAreToldOfTheirStates() {
        assertThat(line(entered(instance("V1", all(false)), RouterState.MASTER)))
                .contains("INSTANCE \"V1\" MASTER 100");
        assertThat(line(entered(instance("V1", all(false)), RouterState.STOP))).contains("INSTANCE \"V1\" STOP 100");
        assertThat(line(entered(group("G", all(false)), RouterState.FAULT))).contains("GROUP \"G\" FAULT 0");
    }

    @Test
    void nobodyIsToldOfInit() {
        assertThat(line(entered(instance("V1", all(false)), RouterState.INIT))).isEmpty();
        assertThat(line(entered(group("G", all(false)), RouterState.INIT))).isEmpty();
    }

    @Test
    void aRemovedInstanceIsDeletedOnRequestAndOtherwiseInFault() {
        assertThat(line(entered(instance("V1", all(true)), RouterState.DELETED)))
                .contains("INSTANCE \"V1\" DELETED 100");
        assertThat(line(entered(instance("V4", all(false)), RouterState.DELETED)))
                .contains("INSTANCE \"V4\" FAULT 100");
        assertThat(line(entered(group("G", all(true)), RouterState.DELETED))).isEmpty();
    }

    @Test
    void prioritiesAreToldOnRequest() {
        assertThat(line(priority(all(false), RouterState.MASTER))).contains("INSTANCE \"V1\" MASTER_PRIORITY 50");
        assertThat(line(priority(all(false), RouterState.BACKUP))).contains("INSTANCE \"V1\" BACKUP_PRIORITY 50");
        assertThat(line(priority(all(false), RouterState.FAULT))).isEmpty();
        assertThat(line(priority(Notifications.NONE, RouterState.MASTER))).isEmpty();
    }

    private static Transition priority(Notifications notifications, RouterState state) {
        return new Transition.RouterPriority(instance("V1", notifications), state, 100, 50, "file");
    }

    @Test
    void aLowerPriorityHasTheOwnPriority() {
        Transition heard = new Transition.LowerPriorityHeard(
                instance("V1", all(false)), 100, Values.address("192.0.2.2").orElseThrow(), 50);

        assertThat(line(heard)).contains("INSTANCE \"V1\" MASTER_RX_LOWER_PRI 100");
    }

    @Test
    void linesOfRoutersHaveNoZeroByte() {
        assertThat(FifoLine.plainBytes("x")).containsExactly('x', '\n');
        assertThat(FifoLine.bytes("x")).containsExactly('x', '\n', 0);
    }

    private static Optional<String> line(Transition transition) {
        return FifoLine.of(transition);
    }
}
