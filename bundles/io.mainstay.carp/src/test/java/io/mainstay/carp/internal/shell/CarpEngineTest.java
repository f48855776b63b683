// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.shell;

import static io.mainstay.carp.internal.shell.SimulatedHost.ETH0;
import static io.mainstay.carp.internal.shell.SimulatedHost.instance;
import static io.mainstay.carp.internal.shell.SimulatedHost.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mainstay.api.control.RouterView;
import io.mainstay.api.model.carp.CarpInstance;
import io.mainstay.platform.net.Change;
import io.mainstay.platform.net.Errno;
import io.mainstay.platform.net.InterfaceAddress;
import io.mainstay.testkit.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine on a fake host in virtual time. */
class CarpEngineTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String VIP = "10.0.0.252";
    private static final CarpInstance.Scripts SCRIPTS =
            new CarpInstance.Scripts(Optional.of(script("/up")), Optional.of(script("/down")), Optional.of("x"), false);

    private final VirtualTime time = new VirtualTime();
    private SimulatedHost a;
    private SimulatedHost b;

    @BeforeEach
    void twoHosts() {
        a = new SimulatedHost(time, 1);
        b = new SimulatedHost(time, 2);
        a.begin();
        b.begin();
    }

    private void both(CarpInstance first, CarpInstance second) {
        a.configure(first);
        b.configure(second);
        SimulatedHost.connect(a, b);
    }

    @Test
    void thePreferredOneTakesTheAddressAndTellsEverybody() {
        both(instance(VIP).build(), instance(VIP).advskew(100).build());

        time.advance(SECOND.multipliedBy(4));

        assertThat(a.journal.drain()).containsExactly("carp web: INIT -> BACKUP", "carp web: BACKUP -> MASTER");
        assertThat(b.journal.drain()).containsExactly("carp web: INIT -> BACKUP");
        assertThat(a.has(VIP)).isTrue();
        assertThat(b.has(VIP)).isFalse();
        assertThat(a.network.openedForFrames().get(0).sent()).hasSize(1);
        assertThat(a.network.opened().get(0).memberships()).hasSize(1);
        time.advance(SECOND.multipliedBy(2));
        assertThat(a.network.openedForFrames().get(0).sent())
                .as("announced again")
                .hasSize(2);
    }

    @Test
    void aStopHandsOverAtOnceAndLeavesNothingBehind() {
        both(instance(VIP).build(), instance(VIP).advskew(64).build());
        time.advance(SECOND.multipliedBy(10));

        var stopped = a.engine.stop().toCompletableFuture();
        time.advance(SECOND.dividedBy(3));

        assertThat(stopped).isDone();
        assertThat(a.has(VIP)).isFalse();
        assertThat(b.has(VIP)).isTrue();
        assertThat(a.journal.drain()).last().isEqualTo("carp web: MASTER -> STOP");
        assertThat(a.network.opened()).allMatch(socket -> socket.closed());
    }

    @Test
    void aStopThatKeepsAddressesSaysGoodbyeAllTheSame() {
        SimulatedHost keeper = new SimulatedHost(time, 3, null, true);
        keeper.begin();
        keeper.configure(instance(VIP).build());
        time.advance(SECOND.multipliedBy(4));
        int before = keeper.sent().size();

        keeper.engine.stop();
        time.advance(SECOND);

        assertThat(keeper.has(VIP)).isTrue();
        assertThat(keeper.sent()).hasSize(before + 1);
    }

    @Test
    void aReloadKeepsTheMasterAndTouchesNothingThatDidNotChange() {
        both(instance(VIP).build(), instance(VIP).advskew(100).build());
        time.advance(SECOND.multipliedBy(4));
        a.journal.drain();
        int changes = a.network.changes().size();
        int sent = a.sent().size();

        a.configure(instance(VIP).build());
        assertThat(a.network.changes()).hasSize(changes);
        assertThat(a.sent()).hasSize(sent);

        a.configure(instance(VIP, "10.0.0.253").preempt().build());
        assertThat(a.sent()).as("an advert at once").hasSize(sent + 1);
        assertThat(a.has("10.0.0.253")).isTrue();

        a.configure(instance("10.0.0.253").build());
        assertThat(a.has(VIP)).isFalse();
        assertThat(a.has("10.0.0.253")).isTrue();
        assertThat(a.journal.drain()).isEmpty();
    }

    @Test
    void anotherVhidIsAnotherInstance() {
        a.configure(instance(VIP).build());
        time.advance(SECOND.multipliedBy(4));
        a.journal.drain();

        a.configure(instance(VIP).vhid(43).build());

        assertThat(a.journal.drain()).containsExactly("carp web: MASTER -> STOP", "carp web: INIT -> BACKUP");
        assertThat(a.has(VIP)).isFalse();
    }

    @Test
    void aRemovedInstanceGivesItsAddressBackAndOthersNoticeNothing() {
        CarpInstance other = instance("10.0.0.99").name("other").vhid(7).build();
        a.configure(instance(VIP).build(), other);
        time.advance(SECOND.multipliedBy(4));
        a.journal.drain();

        a.configure(other);

        assertThat(a.journal.drain()).containsExactly("carp web: MASTER -> STOP");
        assertThat(a.has(VIP)).isFalse();
        assertThat(a.has("10.0.0.99")).isTrue();
        assertThat(a.network.opened()).as("shared").hasSize(1);
        assertThat(a.network.opened().get(0).closed()).isFalse();
    }

    @Test
    void withoutCarrierItIsInFaultAndComesBackWithIt() {
        a.configure(instance(VIP).build());
        time.advance(SECOND.multipliedBy(4));

        a.network.links().carrier(ETH0, false);
        time.advance(Duration.ZERO);
        assertThat(a.has(VIP)).isFalse();
        a.network.opened().get(0).loseMemberships();
        a.network.links().carrier(ETH0, true);
        time.advance(SECOND.multipliedBy(3));

        assertThat(a.has(VIP)).isTrue();
        assertThat(a.network.opened().get(0).memberships()).hasSize(1);
        assertThat(a.journal.drain())
                .endsWith("carp web: MASTER -> FAULT", "carp web: FAULT -> BACKUP", "carp web: BACKUP -> MASTER");
    }

    @Test
    void anInterfaceMayComeAndGo() {
        a.network.remove(ETH0);
        a.configure(instance(VIP).build());
        assertThat(a.journal.drain()).containsExactly("carp web: INIT -> FAULT");

        a.network.links().ethernet(9, "eth0");
        a.network.addresses().add(InterfaceAddress.of(9, SimulatedHost.address("10.0.0.1"), 24));
        time.advance(SECOND.multipliedBy(3));
        assertThat(a.has(VIP)).isTrue();

        a.network.remove(9);
        time.advance(SECOND);
        assertThat(a.journal.drain()).endsWith("carp web: BACKUP -> MASTER", "carp web: MASTER -> FAULT");
    }

    @Test
    void aDeletedAddressIsPutBackAndAnnounced() {
        a.configure(instance(VIP).build());
        time.advance(SECOND.multipliedBy(4));
        int frames = a.network.openedForFrames().get(0).sent().size();

        a.network.addresses().delete(InterfaceAddress.of(ETH0, SimulatedHost.address(VIP), 24));
        time.advance(Duration.ZERO);

        assertThat(a.has(VIP)).isTrue();
        assertThat(a.network.openedForFrames().get(0).sent()).hasSize(frames + 1);
    }

    @Test
    void scriptsGetUcarpsArgumentsAndNeverHoldUpAdverts() {
        a.configure(instance(VIP).byScripts().scripts(SCRIPTS).build());
        assertThat(a.scripts.drain()).as("at the start").containsExactly("/down eth0 10.0.0.252 x");
        a.engine.member("web").orElseThrow();
        time.advance(SECOND.multipliedBy(4));

        assertThat(a.has(VIP)).as("that is the script's work").isFalse();
        assertThat(a.scripts.drain()).as("the down script still runs").isEmpty();
        assertThat(a.sent()).hasSize(2);
    }

    @Test
    void scriptsRunOneAfterTheOtherAndOnlyTheLastWishCounts() {
        a.configure(instance(VIP).scripts(SCRIPTS).build());
        var down = a.scripts.runs().get(0);
        time.advance(SECOND.multipliedBy(4));
        assertThat(a.scripts.runs()).hasSize(1);

        down.exit(0);
        assertThat(a.scripts.runs()).hasSize(2);
        var up = a.scripts.runs().get(1);
        assertThat(up.script().toString()).isEqualTo("/up eth0 10.0.0.252 x");
        a.network.links().carrier(ETH0, false);
        time.advance(SECOND);
        a.network.links().carrier(ETH0, true);
        time.advance(SECOND.multipliedBy(4));
        int frames = a.network.openedForFrames().get(0).sent().size();
        up.exit(1);
        time.advance(Duration.ZERO);

        assertThat(a.scripts.runs()).as("up, down, up is up").hasSize(2);
        assertThat(a.network.openedForFrames().get(0).sent())
                .as("what the script installed is announced")
                .hasSize(frames + 1);
    }

    @Test
    void aStopWaitsForTheDownScript() {
        a.scripts.exitAtOnce();
        a.configure(instance(VIP).scripts(SCRIPTS).build());
        time.advance(SECOND.multipliedBy(4));
        assertThat(a.scripts.drain()).containsExactly("/down eth0 10.0.0.252 x", "/up eth0 10.0.0.252 x");

        a.engine.stop();
        time.advance(Duration.ZERO);

        assertThat(a.scripts.drain()).containsExactly("/down eth0 10.0.0.252 x");
    }

    @Test
    void severalAddressesOfBothFamiliesMoveTogether() {
        String[] addresses = {VIP, "10.0.0.253", "fd00::252"};
        both(
                instance(addresses).build(),
                instance("fd00::252", VIP, "10.0.0.253").advskew(50).build());
        time.advance(SECOND.multipliedBy(4));
        assertThat(a.network.opened()).as("one socket each").hasSize(2);
        assertThat(a.network.openedForFrames().get(0).sent()).hasSize(3);
        for (String address : addresses) {
            assertThat(a.has(address)).isTrue();
            assertThat(b.has(address)).isFalse();
        }

        a.engine.stop();
        time.advance(SECOND);

        for (String address : addresses) {
            assertThat(a.has(address)).isFalse();
            assertThat(b.has(address)).isTrue();
        }
    }

    @Test
    void unicastPeersGetTheAdvertsAndNoGroupIsJoined() {
        var toB = new CarpInstance.Transport(
                Optional.empty(), Optional.empty(), false, List.of(SimulatedHost.address("10.0.0.2")));
        var toA = new CarpInstance.Transport(
                Optional.empty(), Optional.empty(), false, List.of(SimulatedHost.address("10.0.0.1")));
        both(
                instance(VIP).transport(toB).build(),
                instance(VIP).advskew(9).transport(toA).build());
        time.advance(SECOND.multipliedBy(6));

        assertThat(a.has(VIP)).isTrue();
        assertThat(b.has(VIP)).isFalse();
        assertThat(a.sent()).allMatch(sent -> sent.to().equals(SimulatedHost.address("10.0.0.2")));
        assertThat(a.network.opened().get(0).memberships()).isEmpty();
        assertThat(a.desk.list().get(0).peers()).as("not heard").hasSize(1);
        assertThat(b.desk.list().get(0).peers().get(0).adverts()).isPositive();
    }

    @Test
    void broadcastsAreFramesToEverybody() {
        var broadcast = new CarpInstance.Transport(Optional.empty(), Optional.empty(), true, List.of());
        a.configure(instance(VIP).transport(broadcast).build());
        time.advance(SECOND.multipliedBy(3));

        var frame = a.network.openedForFrames().get(0).sent().get(0).frame();
        assertThat(java.util.HexFormat.of().formatHex(frame, 0, 14)).isEqualTo("ffffffffffff0200000000020800");
        assertThat(frame).hasSize(70);
        assertThat(a.sent()).isEmpty();
    }

    @Test
    void anotherPasswordIsSeenAndSaid() {
        both(instance(VIP).build(), instance(VIP).advskew(100).password("hate").build());
        time.advance(SECOND.multipliedBy(6));

        assertThat(b.has(VIP))
                .as("two masters: they do not understand each other")
                .isTrue();
        assertThat(b.desk.list().get(0).drops()).containsEntry("digest", 3L);
        assertThat(b.desk.findings())
                .extracting(finding -> finding.problem())
                .anyMatch(problem -> problem.startsWith("bad digest from 10.0.0.1"));
        assertThat(b.desk.list().get(0).statistics()).containsEntry("adverts received", 0L);
    }

    @Test
    void whatAnAddressCannotBeInstalledForIsSaid() {
        a.network.fail(change -> change instanceof Change.AddAddress, Errno.EPERM);
        a.configure(instance(VIP).build());
        time.advance(SECOND.multipliedBy(4));

        assertThat(a.desk.findings()).extracting(finding -> finding.problem()).anyMatch(p -> p.contains("EPERM"));
    }

    @Test
    void aSocketThatCannotBeOpenedIsAFaultWithAReason() {
        a.network.failOpening(Errno.EACCES);
        a.configure(instance(VIP).build());

        assertThat(a.journal.drain()).containsExactly("carp web: INIT -> FAULT");
        assertThat(a.desk.findings()).extracting(finding -> finding.problem()).anyMatch(p -> p.contains("EACCES"));

        a.network.failOpening(0);
        time.advance(SECOND.multipliedBy(9));
        assertThat(a.has(VIP)).as("tried again").isTrue();
    }

    @Test
    void demotionAndHoldingBackSurviveAReloadAndCanBeTakenBack() {
        both(
                instance(VIP).preempt().build(),
                instance(VIP).advskew(50).preempt().build());
        time.advance(SECOND.multipliedBy(4));

        a.desk.demote("web", OptionalInt.of(100));
        time.advance(SECOND.multipliedBy(4));
        assertThat(a.has(VIP)).isFalse();
        assertThat(b.has(VIP)).isTrue();
        a.configure(instance(VIP, "10.0.0.9").preempt().build());
        b.configure(instance(VIP, "10.0.0.9").advskew(50).preempt().build());
        RouterView view = a.desk.list().get(0);
        assertThat(view.effectivePriority()).isEqualTo(100);
        assertThat(view.terms()).hasSize(2);

        a.desk.demote("web", OptionalInt.of(0));
        time.advance(SECOND.multipliedBy(2));
        assertThat(a.has(VIP)).isTrue();

        a.desk.demote("web", OptionalInt.empty());
        time.advance(SECOND);
        assertThat(a.has(VIP)).isFalse();
        assertThat(b.has(VIP)).as("within a second").isTrue();
        time.advance(SECOND.multipliedBy(10));
        assertThat(a.has(VIP)).isFalse();
        a.desk.demote("web", OptionalInt.of(0));
        time.advance(SECOND.multipliedBy(4));
        assertThat(a.has(VIP)).isTrue();
    }

    @Test
    void whatCannotBeDemotedIsSaid() {
        a.configure(instance(VIP).build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.desk.demote("nothing", OptionalInt.of(1)))
                .withMessageContaining("web");
        assertThatIllegalArgumentException().isThrownBy(() -> a.desk.demote("web", OptionalInt.of(241)));
    }

    @Test
    void viewsAndExplanationSayWhoIsMasterAndWhy() {
        both(instance(VIP).build(), instance(VIP).advskew(100).build());
        time.advance(SECOND.multipliedBy(5));

        RouterView view = b.desk.list().get(0);
        assertThat(view.state()).isEqualTo("BACKUP");
        assertThat(view.timers()).extracting(RouterView.Timer::what).containsExactly("master down");
        assertThat(view.peers().get(0).address()).isEqualTo(SimulatedHost.address("10.0.0.1"));
        assertThat(view.addresses()).containsExactly(new RouterView.Held("10.0.0.252/24", "eth0", false, false));
        assertThat(a.desk.list().get(0).addresses().get(0).held()).isTrue();
        assertThat(a.desk.explain(SimulatedHost.address(VIP)).orElseThrow())
                .contains("is MASTER since", "no master was heard", "holds the address");
        assertThat(b.desk.explain(SimulatedHost.address(VIP)).orElseThrow())
                .contains("is BACKUP", "The master is 10.0.0.1 with an interval of 1.000 s", "does not preempt");
        assertThat(b.desk.explain(SimulatedHost.address("10.9.9.9"))).isEmpty();
        b.desk.clearCounters(Optional.empty());
        time.advance(Duration.ZERO);
        assertThat(b.desk.list().get(0).peers()).isEmpty();
    }

    @Test
    void strangersOnTheWireAreCounted() {
        both(instance(VIP).build(), instance(VIP).vhid(43).build());
        time.advance(SECOND.multipliedBy(5));

        assertThat(a.desk.list().get(0).drops()).containsEntry("other vhid", 2L);
    }

    @Test
    void whatAKilledProcessLeftIsRemovedEvenIfItIsNoLongerConfigured(@TempDir Path state) {
        SimulatedHost killed = new SimulatedHost(time, 3, state, false);
        killed.begin();
        killed.configure(
                instance(VIP).build(), instance("10.0.0.99").name("old").vhid(7).build());
        time.advance(SECOND.multipliedBy(4));

        SimulatedHost next = new SimulatedHost(time, 3, state, false);
        for (InterfaceAddress left : killed.network.addresses().list()) {
            next.network.addresses().add(left);
        }
        assertThat(next.has("10.0.0.99")).isTrue();
        next.begin();
        next.configure(instance(VIP).build());
        assertThat(next.has("10.0.0.99")).isFalse();
        assertThat(next.has(VIP)).as("a backup holds nothing").isFalse();
        assertThat(next.has("10.0.0.3")).isTrue();
        next.engine.stop();
        time.advance(SECOND);
        assertThat(state).isEmptyDirectory();
    }

    @Test
    void withoutANetworkItSaysSoAndBeginsWhenThereIsOne() {
        SimulatedHost late = new SimulatedHost(time, 5);
        late.configure(instance(VIP).build());
        assertThat(late.desk.list()).isEmpty();
        assertThat(late.desk.findings().get(0).problem()).contains("cannot use raw sockets");

        late.begin();
        time.advance(SECOND.multipliedBy(4));
        assertThat(late.has(VIP)).isTrue();
    }

    @Test
    void problemsAreSaidWithTheirRemedy() {
        CarpInstance twin = instance("10.0.0.9").name("twin").build();
        assertThat(a.engine.prepare(a.state(instance(VIP).build(), twin), false).diagnostics())
                .extracting(d -> d.message())
                .anyMatch(message -> message.contains("is that of carp_instance web already"));
        a.network.remove(ETH0);
        assertThat(a.engine.prepare(a.state(instance(VIP).build()), false).diagnostics())
                .allMatch(d -> !d.isError())
                .hasSize(1);
        assertThat(a.engine.prepare(a.state(instance(VIP).build()), true).diagnostics())
                .allMatch(d -> d.isError());
    }
}
