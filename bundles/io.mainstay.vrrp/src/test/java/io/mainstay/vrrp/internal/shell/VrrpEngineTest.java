// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.shell;

import static io.mainstay.vrrp.internal.shell.VrrpSetup.ETH0;
import static io.mainstay.vrrp.internal.shell.VrrpSetup.address;
import static io.mainstay.vrrp.internal.shell.VrrpSetup.configuration;
import static io.mainstay.vrrp.internal.shell.VrrpSetup.instance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.api.model.vrrp.Notifications;
import io.mainstay.api.model.vrrp.SyncGroup;
import io.mainstay.api.model.vrrp.Tracked;
import io.mainstay.api.model.vrrp.Trackers;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.platform.net.Link;
import io.mainstay.platform.net.MacAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VrrpEngineTest {
    private static final String VIP = "10.0.0.100";
    private static final VrrpInstance ONE = instance("ONE", 51, 100, VIP);

    @TempDir
    Path folder;

    private VrrpSetup setup;

    @BeforeEach
    void set() {
        setup = new VrrpSetup(folder, false);
    }

    private void becomeMaster() {
        assertThat(setup.load(configuration(ONE))).isEmpty();
        setup.passSeconds(3.7);
        assertThat(setup.holds(VIP)).isTrue();
        setup.transitions();
        setup.sentPriorities();
    }

    @Test
    void aloneBecomesMasterAfterTheMasterDownTimeAndAnnouncesItsAddress() {
        setup.load(configuration(ONE));
        setup.passSeconds(3.6);
        assertThat(setup.holds(VIP)).isFalse();
        setup.passSeconds(0.1);
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.sentPriorities()).containsExactly(100);
        assertThat(setup.network.openedForFrames().get(0).sent()).hasSize(5);
        assertThat(setup.transitions()).containsExactly("router ONE: INIT -> BACKUP", "router ONE: BACKUP -> MASTER");
    }

    @Test
    void advertsGoOutEachInterval() {
        becomeMaster();
        setup.passSeconds(5);
        assertThat(setup.sentPriorities()).containsExactly(100, 100, 100, 100, 100);
    }

    @Test
    void higherPriorityTakesTheAddressAway() {
        becomeMaster();
        setup.hear(2, 51, 150, VIP);
        assertThat(setup.holds(VIP)).isFalse();
        assertThat(setup.transitions()).containsExactly("router ONE: MASTER -> BACKUP");
        assertThat(setup.front.explain(address(VIP)).orElseThrow())
                .startsWith("This host does not hold 10.0.0.100: ONE is BACKUP")
                .contains("priority 150", "10.0.0.2");
    }

    @Test
    void stopLeavesWithPriorityZeroAndWithoutTheAddress() {
        becomeMaster();
        setup.engine.stop();
        assertThat(setup.sentPriorities()).containsExactly(0);
        assertThat(setup.holds(VIP)).isFalse();
        assertThat(setup.transitions()).containsExactly("router ONE: MASTER -> STOP");
        assertThat(setup.socket().closed()).isTrue();
        assertThat(folder.resolve("vrrp.held")).doesNotExist();
    }

    @Test
    void stopThatKeepsLeavesTheAddressWhereItIs() {
        setup = new VrrpSetup(folder, true);
        becomeMaster();
        setup.engine.stop();
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.sentPriorities()).containsExactly(0);
    }

    @Test
    void addressThatSomebodyDeletesIsPutBackAtOnceAndAnnounced() {
        becomeMaster();
        setup.network.openedForFrames().get(0).sent().clear();
        setup.network.addresses().delete(InterfaceAddress.of(ETH0, address(VIP), 24));
        setup.passSeconds(0);
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.network.openedForFrames().get(0).sent()).hasSize(1);
        assertThat(setup.transitions()).isEmpty();
    }

    @Test
    void addressThatIsDeletedAllTheTimeIsPutBackLessOften() {
        becomeMaster();
        for (int i = 0; i < 100; i++) {
            setup.network.addresses().delete(InterfaceAddress.of(ETH0, address(VIP), 24));
            setup.pass(java.time.Duration.ofMillis(1));
        }
        assertThat(setup.holds(VIP)).isFalse();
        setup.passSeconds(1);
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.front.routers().get(0).statistics().get("restored")).isEqualTo(9);
    }

    @Test
    void lossMeansBackupWhenSaid() {
        setup.load(configuration(VrrpSetup.lossMeansBackup(ONE)));
        setup.passSeconds(3.7);
        setup.transitions();
        setup.network.addresses().delete(InterfaceAddress.of(ETH0, address(VIP), 24));
        setup.passSeconds(0);
        assertThat(setup.transitions()).containsExactly("router ONE: MASTER -> BACKUP");
        setup.passSeconds(0.7);
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.transitions()).containsExactly("router ONE: BACKUP -> MASTER");
        setup.passSeconds(1);
        assertThat(setup.transitions()).isEmpty(); // our own deletions are not somebody else's
    }

    @Test
    void linkDownIsAFaultAndLinkUpEndsIt() {
        becomeMaster();
        setup.network.links().carrier(ETH0, false);
        setup.passSeconds(0);
        assertThat(setup.holds(VIP)).isFalse();
        assertThat(setup.transitions()).containsExactly("router ONE: MASTER -> FAULT");
        setup.network.links().carrier(ETH0, true);
        setup.passSeconds(0);
        assertThat(setup.transitions()).containsExactly("router ONE: FAULT -> BACKUP");
        setup.passSeconds(3.7);
        assertThat(setup.holds(VIP)).isTrue();
    }

    @Test
    void sourceAddressThatGoesIsAFault() {
        becomeMaster();
        setup.network.addresses().delete(InterfaceAddress.of(ETH0, address("10.0.0.1"), 24));
        setup.passSeconds(0);
        assertThat(setup.transitions()).containsExactly("router ONE: MASTER -> FAULT");
        setup.network.addresses().add(InterfaceAddress.of(ETH0, address("10.0.0.9"), 24));
        setup.passSeconds(4);
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.socket().sent().get(setup.socket().sent().size() - 1).content()[15])
                .isEqualTo((byte) 9);
    }

    @Test
    void reloadOfTheSameChangesNothing() {
        becomeMaster();
        int changes = setup.network.changes().size();
        setup.load(configuration(ONE));
        assertThat(setup.sentPriorities()).isEmpty();
        assertThat(setup.network.changes()).hasSize(changes);
        assertThat(setup.transitions()).isEmpty();
    }

    @Test
    void reloadKeepsMasterAndChangesTheDifferenceOnly() {
        becomeMaster();
        setup.load(configuration(instance("ONE", 51, 90, VIP, "10.0.0.101")));
        assertThat(setup.sentPriorities()).containsExactly(90);
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.holds("10.0.0.101")).isTrue();
        setup.load(configuration(instance("ONE", 51, 90, "10.0.0.101")));
        assertThat(setup.holds(VIP)).isFalse();
        assertThat(setup.holds("10.0.0.101")).isTrue();
        assertThat(setup.transitions()).containsExactly("priority of router ONE: 100 -> 90");
        setup.passSeconds(3);
        assertThat(setup.transitions()).isEmpty();
    }

    @Test
    void instanceThatIsNoLongerConfiguredEnds() {
        becomeMaster();
        setup.load(VrrpConfiguration.EMPTY);
        assertThat(setup.holds(VIP)).isFalse();
        assertThat(setup.transitions()).containsExactly("router ONE: MASTER -> DELETED");
        assertThat(setup.socket().closed()).isTrue();
    }

    @Test
    void otherInstancesNoticeNothingOfAReload() {
        VrrpInstance two = instance("TWO", 52, 100, "10.0.0.200");
        setup.load(configuration(ONE, two));
        setup.passSeconds(3.7);
        setup.transitions();
        setup.sentPriorities();
        setup.load(configuration(VrrpSetup.withPriority(ONE, 77), two));
        assertThat(setup.sentPriorities()).containsExactly(77);
        assertThat(setup.network.opened()).hasSize(1);
    }

    @Test
    void missingInterfaceIsAFault() {
        setup.network.remove(ETH0);
        assertThat(setup.load(configuration(ONE))).isEmpty();
        setup.passSeconds(1);
        assertThat(setup.front.routers().get(0).state()).isEqualTo("FAULT");
        assertThat(setup.front.explain(address(VIP)).orElseThrow()).contains("there is no interface eth0");
    }

    @Test
    void missingPermissionIsAnErrorAtTheInstance() {
        setup.permitted = false;
        assertThat(setup.load(configuration(ONE))).containsExactly("ONE cannot run: not permitted");
    }

    @Test
    void twoInstancesWithTheSameIdAreRefused() {
        assertThat(setup.load(configuration(ONE, instance("TWO", 51, 100, "10.0.0.200"))))
                .singleElement()
                .asString()
                .contains("TWO", "ONE", "51", "eth0");
    }

    @Test
    void whatAnEarlierProcessLeftIsTakenAway() {
        becomeMaster();
        // The process dies: nothing is given back, and the next one has other addresses.
        VrrpSetup next = new VrrpSetup(folder, false);
        next.network.addresses().add(InterfaceAddress.of(ETH0, address(VIP), 24));
        next.network.addresses().add(InterfaceAddress.of(ETH0, address("10.0.0.55"), 24));
        next.load(configuration(instance("ONE", 51, 100, "10.0.0.101")));
        assertThat(next.holds(VIP)).isFalse();
        assertThat(next.holds("10.0.0.55")).isTrue();
    }

    @Test
    void interfaceThatComesBackIsUsedAgain() {
        becomeMaster();
        setup.network.remove(ETH0);
        setup.passSeconds(0);
        assertThat(setup.transitions()).containsExactly("router ONE: MASTER -> FAULT");
        setup.network
                .links()
                .put(new Link(
                        7,
                        "eth0",
                        1,
                        Link.IFF_UP | Link.IFF_RUNNING | Link.IFF_BROADCAST | Link.IFF_MULTICAST,
                        Link.OperState.UP,
                        true,
                        1500,
                        MacAddress.of("02:00:00:00:00:07"),
                        "",
                        0,
                        0,
                        false,
                        null,
                        0));
        setup.network.addresses().add(InterfaceAddress.of(7, address("10.0.0.1"), 24));
        setup.passSeconds(4);
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.socket().spec().ifIndex()).isEqualTo(7);
    }

    @Test
    void trackedInterfaceMovesThePriority() {
        setup.network.links().ethernet(3, "eth1");
        Trackers trackers =
                new Trackers(List.of(new Tracked("eth1", -30, false)), List.of(), List.of(), List.of(), List.of());
        setup.load(configuration(VrrpSetup.with(ONE, trackers)));
        setup.passSeconds(3.7);
        setup.sentPriorities();
        setup.network.links().carrier(3, false);
        setup.passSeconds(1);
        assertThat(setup.sentPriorities()).containsExactly(70);
        assertThat(setup.holds(VIP)).isTrue();
    }

    @Test
    void trackedInterfaceWithoutWeightIsAFault() {
        setup.network.links().ethernet(3, "eth1");
        Trackers trackers =
                new Trackers(List.of(new Tracked("eth1", 0, false)), List.of(), List.of(), List.of(), List.of());
        setup.load(configuration(VrrpSetup.with(ONE, trackers)));
        setup.passSeconds(3.7);
        setup.network.links().carrier(3, false);
        setup.passSeconds(0);
        assertThat(setup.holds(VIP)).isFalse();
        assertThat(setup.front.routers().get(0).cause()).contains("interface eth1 is down");
    }

    @Test
    void membersOfASyncGroupAreMasterTogether() {
        setup.network.links().ethernet(3, "eth1");
        VrrpInstance two = VrrpSetup.with(
                instance("TWO", 52, 100, "10.0.0.200"),
                new Trackers(List.of(new Tracked("eth1", 0, false)), List.of(), List.of(), List.of(), List.of()));
        SyncGroup group = new SyncGroup("G", List.of("ONE", "TWO"), Trackers.NONE, false, Notifications.NONE);
        setup.load(configuration(List.of(ONE, two), List.of(group)));
        setup.passSeconds(3.7);
        assertThat(setup.transitions())
                .containsExactly(
                        "sync group G: INIT -> BACKUP",
                        "router ONE: INIT -> BACKUP",
                        "router TWO: INIT -> BACKUP",
                        "router ONE: BACKUP -> MASTER",
                        "router TWO: BACKUP -> MASTER",
                        "sync group G: BACKUP -> MASTER");
        setup.network.links().carrier(3, false);
        setup.passSeconds(0);
        assertThat(setup.holds(VIP)).isFalse();
        assertThat(setup.holds("10.0.0.200")).isFalse();
        assertThat(setup.front.groups().get(0).state()).isEqualTo("FAULT");
        setup.network.links().carrier(3, true);
        setup.passSeconds(4);
        assertThat(setup.holds(VIP)).isTrue();
        setup.transitions();
        setup.engine.stop();
        assertThat(setup.transitions())
                .containsExactly(
                        "router ONE: MASTER -> STOP", "router TWO: MASTER -> STOP", "sync group G: MASTER -> STOP");
    }

    @Test
    void operatorLowersAndTakesOutOfService() {
        becomeMaster();
        setup.front.demote("ONE", OptionalInt.of(40));
        setup.passSeconds(1);
        assertThat(setup.sentPriorities()).containsExactly(60);
        setup.front.demote("ONE", OptionalInt.empty());
        assertThat(setup.holds(VIP)).isFalse();
        setup.front.demote("ONE", OptionalInt.of(0));
        setup.passSeconds(4);
        assertThat(setup.holds(VIP)).isTrue();
        assertThatThrownBy(() -> setup.front.demote("X", OptionalInt.of(1))).hasMessageContaining("ONE");
        assertThatThrownBy(() -> setup.front.demote("ONE", OptionalInt.of(255))).hasMessageContaining("254");
    }

    @Test
    void noAcceptBlocksTheAddressWhileMaster() {
        setup.load(configuration(VrrpSetup.noAccept(ONE)));
        assertThat(setup.network.firewall().blocked("keepalived")).isEmpty();
        setup.passSeconds(3.7);
        assertThat(setup.network.firewall().blocked("keepalived")).hasSize(1);
        setup.hear(2, 51, 200, VIP);
        assertThat(setup.network.firewall().blocked("keepalived")).isEmpty();
    }

    @Test
    void dropsAreCountedByReason() {
        becomeMaster();
        setup.hear(2, 51, 50);
        assertThat(setup.front.routers().get(0).drops()).containsEntry("count", 1L);
        setup.hear(3, 51, 50, "10.0.0.7");
        assertThat(setup.front.routers().get(0).statistics()).containsEntry("address list errors", 1L);
        assertThat(setup.front.findings()).isNotEmpty();
        setup.front.clearCounters(Optional.of("ONE"));
        assertThat(setup.front.routers().get(0).drops()).isEmpty();
    }

    @Test
    void standstillHearsWhatHasQueuedBeforeItTakesOver() {
        setup.load(configuration(ONE));
        setup.passSeconds(1);
        setup.loop.stall();
        setup.passSeconds(10);
        setup.hear(2, 51, 150, VIP);
        setup.loop.resume();
        assertThat(setup.holds(VIP)).isFalse();
        setup.passSeconds(3);
        assertThat(setup.holds(VIP)).isFalse();
    }

    @Test
    void dualStackInstanceMovesBothFamiliesTogether() {
        VrrpInstance dual = VrrpSetup.dualStack(instance("ONE", 51, 100, VIP, "fe80::100"));
        setup.load(configuration(dual));
        setup.passSeconds(3.7);
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.holds("fe80::100")).isTrue();
        assertThat(setup.transitions()).containsExactly("router ONE: INIT -> BACKUP", "router ONE: BACKUP -> MASTER");
        assertThat(setup.network.opened()).hasSize(2);
        setup.network.addresses().delete(InterfaceAddress.of(ETH0, address("fe80::1"), 64));
        setup.passSeconds(0);
        assertThat(setup.holds(VIP)).isFalse();
        assertThat(setup.holds("fe80::100")).isFalse();
    }

    @Test
    void groupStaysMasterWhenAReloadExchangesMembers() {
        VrrpInstance two = instance("TWO", 52, 100, "10.0.0.200");
        VrrpInstance three = instance("THREE", 53, 100, "10.0.0.30");
        setup.load(configuration(List.of(ONE, two), List.of(group("ONE", "TWO"))));
        setup.passSeconds(3.7);
        setup.transitions();
        setup.load(configuration(List.of(VrrpSetup.withPriority(ONE, 90), three), List.of(group("ONE", "THREE"))));
        assertThat(setup.transitions())
                .contains("router TWO: MASTER -> DELETED", "router THREE: BACKUP -> MASTER")
                .noneMatch(line -> line.startsWith("router ONE") || line.startsWith("sync group"));
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.holds("10.0.0.30")).isTrue();
        assertThat(setup.holds("10.0.0.200")).isFalse();
    }

    private static SyncGroup group(String... members) {
        return new SyncGroup("G", List.of(members), Trackers.NONE, false, Notifications.NONE);
    }

    @Test
    void memberThatLeavesItsGroupGoesOnAlone() {
        VrrpInstance two = instance("TWO", 52, 100, "10.0.0.200");
        setup.load(configuration(List.of(ONE, two), List.of(group("ONE", "TWO"))));
        setup.passSeconds(3.7);
        setup.transitions();
        setup.load(configuration(ONE, two));
        setup.hear(2, 52, 200, "10.0.0.200");
        assertThat(setup.holds(VIP)).isTrue();
        assertThat(setup.holds("10.0.0.200")).isFalse();
    }
}
