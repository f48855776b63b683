// SPDX-License-Identifier: Apache-2.0
package io.mainstay.vrrp.internal.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.vrrp.internal.codec.AdvertAuth;
import io.mainstay.vrrp.internal.machine.InstanceRules;
import io.mainstay.vrrp.internal.machine.InstanceRules.Preemption;
import io.mainstay.vrrp.internal.machine.InstanceRules.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Failovers as operators know them, compared with the transcripts in {@code src/test/resources/sim}. With
 * {@code -Dmainstay.golden=write} the transcripts are written anew; read the difference before committing it.
 */
class ScenarioSimTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Path GOLDEN = Path.of("src/test/resources/sim");

    private final VirtualLan lan = new VirtualLan(1);

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
        SimNode a = start("a", v3(150).withPreemption(Preemption.NEVER));
        start("b", v3(100).withPreemption(Preemption.NEVER));
        run(10);
        a.kill();
        run(10);
        a.start();
        run(20);
        isAsRecorded("no-preemption");
    }

    @Test
    void delayedPreemption() throws IOException {
        SimNode a = start("a", v3(150).withPreemption(new Preemption(true, 5 * SECOND, 0)));
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
        SimNode a = start("a", v3(150).withPreemption(new Preemption(false, 0, 150)));
        start("b", v3(100).withPreemption(Preemption.NEVER));
        run(10);
        a.jump(Duration.ofSeconds(8));
        run(20);
        isAsRecorded("clock-gap");
    }

    @Test
    void adoptedInterval() throws IOException {
        SimNode a = start("a", InstanceRules.of(3, SECOND / 10, 150));
        start("b", v3(100));
        run(10);
        a.kill();
        run(10);
        isAsRecorded("adopted-interval");
    }

    @Test
    void faultAndPriority() throws IOException {
        SimNode a = start("a", v3(150));
        SimNode b = start("b", v3(100));
        run(10);
        a.fault();
        run(10);
        a.clear();
        run(10);
        a.priority(50);
        run(10);
        b.loseAddress();
        run(20);
        isAsRecorded("fault-and-priority");
    }

    @Test
    void keepalivedsAnswerToALostAddress() throws IOException {
        SimNode a = start("a", v3(150).withLossMeansBackup(true));
        start("b", v3(100));
        run(10);
        a.loseAddress();
        run(20);
        isAsRecorded("lost-address");
    }

    @Test
    void version2WithAh() throws IOException {
        AdvertAuth auth = AdvertAuth.of(AdvertAuth.Type.AH, "secret12");
        SimNode a = start("a", v2(150).withAh(true), auth);
        start("b", v2(100).withAh(true), auth);
        run(10);
        a.kill();
        run(10);
        a.start();
        run(20);
        isAsRecorded("version-2-ah");
    }

    @Test
    void owner() throws IOException {
        SimNode a = start("a", InstanceRules.of(3, SECOND, 255).withWishMaster(true));
        start("b", v3(200).withTiming(new Timing(3, SECOND, 2)));
        run(10);
        a.kill();
        run(10);
        a.start();
        run(20);
        isAsRecorded("owner");
    }

    private SimNode start(String name, InstanceRules rules) {
        return start(name, rules, AdvertAuth.NONE);
    }

    private SimNode start(String name, InstanceRules rules, AdvertAuth auth) {
        SimNode node = lan.add(new SimNode.Setup(name, rules, auth));
        node.start();
        return node;
    }

    private static InstanceRules v3(int priority) {
        return InstanceRules.of(3, SECOND, priority);
    }

    private static InstanceRules v2(int priority) {
        return InstanceRules.of(2, SECOND, priority);
    }

    private void run(int seconds) {
        lan.run(Duration.ofSeconds(seconds));
    }

    private void isAsRecorded(String name) throws IOException {
        Path file = GOLDEN.resolve(name + ".txt");
        if ("write".equals(System.getProperty("mainstay.golden"))) {
            Files.writeString(file, lan.transcript.toString());
        }
        assertThat(lan.transcript.toString()).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }
}
