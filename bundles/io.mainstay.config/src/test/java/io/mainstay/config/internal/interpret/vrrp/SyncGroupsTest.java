// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.interpret.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.TrackGroup;
import io.mainstay.api.model.vrrp.Tracked;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncGroupsTest {
    private static final String BOTH = Vrrp.text("") + Vrrp.other("");

    private static String group(String statements) {
        return "vrrp_sync_group g {\n" + statements + "\n}\n" + BOTH;
    }

    @Test
    void everythingAboutAGroupIsRead() {
        VrrpConfiguration configuration = Vrrp.of(group(" group {\n V\n W\n }\n track_interface {\n eth1 weight 5\n }\n"
                + " sync_group_tracking_weight\n notify_master /bin/a\n notify_backup /bin/b\n notify_fault /bin/c\n"
                + " notify_stop /bin/d\n notify /bin/e\n notify_priority_changes\n smtp_alert"));
        SyncGroup group = configuration.syncGroups().get(0);

        assertThat(group.name()).isEqualTo("g");
        assertThat(group.members()).containsExactly("V", "W");
        assertThat(group.memberWeights()).isTrue();
        assertThat(group.trackers().interfaces()).containsExactly(new Tracked("eth1", 5, false));
        assertThat(group.notifications().master()).isPresent();
        assertThat(group.notifications().backup()).isPresent();
        assertThat(group.notifications().fault()).isPresent();
        assertThat(group.notifications().stop()).isPresent();
        assertThat(group.notifications().any()).isPresent();
        assertThat(group.notifications().priorityChanges()).isTrue();
        assertThat(group.notifications().smtpAlert()).isTrue();
        assertThat(configuration.groupOf("W")).contains(group);
    }

    @Test
    void membersMayStandOnOneLine() {
        assertThat(Vrrp.of(group(" group {\n V W\n }")).syncGroups().get(0).members())
                .containsExactly("V", "W");
    }

    @Test
    void wrongMembersAreTold() {
        assertThat(Vrrp.problems(group(" group {\n V\n X\n }")))
                .containsExactly(
                        "1:1: warning WARNING: the sync group 'g' has one member only",
                        "4:2: error GENERAL: there is no vrrp_instance 'X'");
        assertThat(Vrrp.problems(group(""))).containsExactly("1:1: error GENERAL: the sync group 'g' has no members");
        assertThat(Vrrp.problems(group(" group {\n V\n W\n }") + "vrrp_sync_group h {\n group {\n V\n W\n }\n}\n"))
                .contains("25:2: error GENERAL: the instance 'V' is in the sync group 'g' already");
        assertThat(Vrrp.problems(group(" group {\n V\n }\n group {\n W\n }")))
                .containsExactly("5:2: error GENERAL: there is a 'group' already");
        assertThat(Vrrp.problems(group(" group {\n V\n W\n }\n notify_deleted")))
                .containsExactly("6:2: error UNKNOWN_KEYWORD: unknown keyword 'notify_deleted' in 'vrrp_sync_group'");
        assertThat(Vrrp.problems(group(" group {\n V\n W\n }\n global_tracking")))
                .containsExactly("6:2: warning DEPRECATED: 'global_tracking' is deprecated, and ignored");
    }

    @Test
    void weightsOfMembersNeedTheGroupsConsent() {
        String members = Vrrp.text(" track_interface {\n eth1 weight 5\n eth2\n }") + Vrrp.other("");
        String group = "vrrp_sync_group g {\n group {\n V\n W\n }\n%s\n}\n";

        assertThat(Vrrp.of(group.formatted("") + members)
                        .instances()
                        .get(0)
                        .trackers()
                        .interfaces())
                .containsExactly(new Tracked("eth2", 0, false));
        assertThat(Vrrp.problems(group.formatted("") + members))
                .containsExactly("15:2: warning WARNING: the weight of 'eth1' has no effect in a sync group without "
                        + "'sync_group_tracking_weight'; it is ignored");
        assertThat(Vrrp.of(group.formatted(" sync_group_tracking_weight") + members)
                        .instances()
                        .get(0)
                        .trackers()
                        .interfaces())
                .hasSize(2);
    }

    @Test
    void trackGroupsNameInstances() {
        assertThat(Vrrp.of("track_group t {\n group {\n V W\n }\n}\n" + BOTH).trackGroups())
                .containsExactly(new TrackGroup("t", List.of("V", "W")));
        assertThat(Vrrp.problems("track_group t {\n group {\n X\n }\n}\n" + BOTH))
                .containsExactly(
                        "1:1: warning WARNING: the track_group 't' has no members",
                        "3:2: error GENERAL: there is no vrrp_instance 'X'");
    }

    @Test
    void aWrongInstanceIsNotAlsoMissing() {
        String broken =
                "vrrp_instance V {\n virtual_router_id 999\n interface eth0\n virtual_ipaddress {\n 10.0.0.1\n }\n}\n";

        assertThat(Vrrp.problems("track_group t {\n group {\n V\n }\n}\nvrrp_sync_group g {\n group {\n V\n W\n }\n}\n"
                        + broken + Vrrp.other("")))
                .filteredOn(p -> p.contains("error"))
                .containsExactly(
                        "13:20: error INVALID_NUMBER: '999' is not valid for 'virtual_router_id': expected a whole "
                                + "number from 1 to 255");
    }
}
