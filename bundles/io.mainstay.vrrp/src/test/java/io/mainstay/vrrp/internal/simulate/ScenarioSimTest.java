// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.simulate;

import static io.mainstay.vrrp.internal.simulate.Instances.v2;
import static io.mainstay.vrrp.internal.simulate.Instances.v3;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.model.Script;
import io.mainstay.api.model.vrrp.TrackFile;
import io.mainstay.api.model.vrrp.TrackScript;
import io.mainstay.api.model.vrrp.Tracked;
import io.mainstay.api.model.vrrp.Trackers;
import io.mainstay.api.model.vrrp.VrrpAuthentication;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * Failovers as operators know them, compared with the transcripts in {@code src/test/resources/sim}. With
 * {@code -Dmainstay.golden=write} the transcripts are written anew; read the difference before committing it.
 */
class ScenarioSimTest {
    private static final Path GOLDEN = Path.of("src/test/resources/sim");

    private final SimLan lan = new SimLan(1);

    @Test
    void killedMaster() throws IOException {
        SimNode a = start("a", v3(150));
        start("b", v3(100));
        run(10);
        a.kill();
        run(10);
        a.start();
        run(20);
        isAsRecorded("killed-master");
    }

    @Test
    void stoppedMaster() throws IOException {
        SimNode a = start("a", v3(150));
        start("b", v3(100));
        run(10);
        a.stop();
        run(10);
        isAsRecorded("stopped-master");
    }

    @Test
    void equalPriorities() throws IOException {
        start("a", v3(100));
        start("b", v3(100));
        start("c", v3(100));
        run(20);
        isAsRecorded("equal-priorities");
    }

    @Test
    void noPreemption() throws IOException {
        SimNode a = start("a", v3(150).noPreempt());
        start("b", v3(100).noPreempt());
        run(10);
        a.kill();
        run(10);
        a.start();
        run(20);
        isAsRecorded("no-preemption");
    }

    @Test
    void delayedPreemption() throws IOException {
        SimNode a = start("a", v3(150).preemptDelay(Duration.ofSeconds(5)));
        start("b", v3(100));
        run(10);
        a.kill();
        run(10);
        a.start();
        run(30);
        isAsRecorded("delayed-preemption");
    }

    @Test
    void healedPartition() throws IOException {
        SimNode a = start("a", v3(150));
        SimNode b = start("b", v3(100));
        run(10);
        lan.block(a, b);
        lan.block(b, a);
        run(20);
        lan.unblockAll();
        run(20);
        isAsRecorded("healed-partition");
    }

    @Test
    void oneWayPartition() throws IOException {
        SimNode a = start("a", v3(150));
        SimNode b = start("b", v3(100));
        run(10);
        lan.block(a, b);
        run(20);
        lan.unblockAll();
        run(20);
        isAsRecorded("one-way-partition");
    }

    @Test
    void pausedMaster() throws IOException {
        SimNode a = start("a", v3(150));
        start("b", v3(100));
        run(10);
        a.pause();
        run(8);
        a.resume();
        run(20);
        isAsRecorded("paused-master");
    }

    @Test
    void pausedMasterThatStepsBack() throws IOException {
        SimNode a = start("a", v3(150).stalledPeer(150));
        start("b", v3(100).noPreempt());
        run(10);
        a.jump(Duration.ofSeconds(8));
        run(20);
        isAsRecorded("clock-gap");
    }

    @Test
    void adoptedInterval() throws IOException {
        SimNode a = start("a", v3(150).interval(Duration.ofMillis(100)));
        start("b", v3(100));
        run(10);
        a.kill();
        run(10);
        isAsRecorded("adopted-interval");
    }

    @Test
    void faultAndPriority() throws IOException {
        TrackFile file = new TrackFile("load", "/run/load", 1, false, OptionalInt.empty(), false);
        SimNode a = start("a", tracking(trackers(List.of(), List.of(new Tracked("load", 1, false))), List.of(), file));
        SimNode b = start("b", v3(100));
        run(10);
        a.link("eth0", false);
        run(10);
        a.link("eth0", true);
        run(10);
        a.file("load", -100);
        run(10);
        b.loseAddress();
        run(20);
        isAsRecorded("fault-and-priority");
    }

    /** Every two seconds, three successes to come up, two failures to go down. */
    @Test
    void scriptThatFailsTwice() throws IOException {
        Script run = new Script(List.of("/bin/check"), Optional.empty(), Optional.empty(), Optional.empty());
        TrackScript script = new TrackScript(
                "web", Optional.of(run), Optional.empty(), Duration.ofSeconds(2), 0, false, 3, 2, false);
        SimNode a = start("a", tracking(trackers(List.of(new Tracked("web", 0, false)), List.of()), List.of(script)));
        start("b", v3(100));
        run(10);
        a.script("web", false);
        run(10);
        a.script("web", true);
        run(20);
        isAsRecorded("failing-script");
    }

    private static Trackers trackers(List<Tracked> scripts, List<Tracked> files) {
        return new Trackers(List.of(), scripts, files, List.of(), List.of());
    }

    private static VrrpConfiguration tracking(Trackers trackers, List<TrackScript> scripts, TrackFile... files) {
        return Instances.configuration(
                List.of(v3(150).trackers(trackers).build()), List.of(), scripts, List.of(files), List.of());
    }

    @Test
    void syncGroupMovesAsOne() throws IOException {
        SimNode a = start("a", group(150));
        start("b", group(100));
        run(10);
        a.link("eth1", false);
        run(10);
        a.link("eth1", true);
        run(20);
        isAsRecorded("sync-group");
    }

    @Test
    void syncGroupOfWhichOneWireIsCut() throws IOException {
        SimNode a = start("a", group(150));
        SimNode b = start("b", group(100));
        run(10);
        lan.world.network().block(a.host, b.host, "eth1");
        run(20);
        lan.unblockAll();
        run(10);
        isAsRecorded("sync-group-one-wire");
    }

    private static VrrpConfiguration group(int priority) {
        return Instances.grouped(
                v3(priority).named("OUT", 51, "eth0"), v3(priority).named("IN", 52, "eth1"));
    }

    @Test
    void dualStackMovesAsOne() throws IOException {
        SimNode a = start("a", v3(150).dualStack());
        start("b", v3(100).dualStack());
        run(10);
        a.kill();
        run(10);
        a.start();
        run(20);
        isAsRecorded("dual-stack");
    }

    @Test
    void crashLeavesTheAddress() throws IOException {
        SimNode a = start("a", v3(150));
        SimNode b = start("b", v3(100));
        run(10);
        a.host.crash();
        run(10);
        assertThat(a.host.addresses()).isNotEmpty().isEqualTo(b.host.addresses());
        a.start();
        run(20);
        isAsRecorded("crashed-daemon");
    }

    @Test
    void reloadKeepsTheMaster() throws IOException {
        SimNode a = start("a", v3(150));
        start("b", v3(100));
        run(10);
        a.reload(v3(120).named("RENAMED", 51, "eth0").alone());
        run(10);
        a.reload(v3(50).named("RENAMED", 51, "eth0").alone());
        run(10);
        isAsRecorded("reload");
    }

    @Test
    void configurationsThatDoNotFit() throws IOException {
        start("a", v2(150));
        start("b", v2(100).interval(Duration.ofSeconds(2)));
        run(10);
        isAsRecorded("other-interval");
    }

    @Test
    void keepalivedsAnswerToALostAddress() throws IOException {
        Instances instance = v3(150);
        instance.lossMeansBackup = true;
        SimNode a = start("a", instance);
        start("b", v3(100));
        run(10);
        a.loseAddress();
        run(20);
        isAsRecorded("lost-address");
    }

    @Test
    void version2WithAh() throws IOException {
        SimNode a = start("a", ah(150));
        start("b", ah(100));
        run(10);
        a.kill();
        run(10);
        a.start();
        run(20);
        isAsRecorded("version-2-ah");
    }

    private static Instances ah(int priority) {
        Instances instance = v2(priority);
        instance.authentication = new VrrpAuthentication.Ah("secret12");
        return instance;
    }

    @Test
    void owner() throws IOException {
        SimNode a = start("a", v3(255).wishMaster());
        Instances other = v3(200);
        other.downAdverts = 2;
        start("b", other);
        run(10);
        a.kill();
        run(10);
        a.start();
        run(20);
        isAsRecorded("owner");
    }

    private SimNode start(String name, Instances instance) {
        return start(name, instance.alone());
    }

    private SimNode start(String name, VrrpConfiguration configuration) {
        SimNode node = lan.add(name, configuration);
        node.start();
        return node;
    }

    private void run(int seconds) {
        lan.run(Duration.ofSeconds(seconds));
    }

    private void isAsRecorded(String name) throws IOException {
        Path file = GOLDEN.resolve(name + ".txt");
        if ("write".equals(System.getProperty("mainstay.golden"))) {
            Files.writeString(file, lan.transcript());
        }
        assertThat(lan.transcript()).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}
