// SPDX-License-Identifier: Apache-2.0
package io.mainstay.carp.internal.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.carp.internal.machine.CarpRules;
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
    private static final Path GOLDEN = Path.of("src/test/resources/sim");

    private final VirtualLan lan = new VirtualLan(1);

    @Test
    void killedMaster() throws IOException {
        SimNode a = start("a", CarpRules.of(1, 0));
        start("b", CarpRules.of(1, 100));
        run(10);
        a.kill();
        run(10);
        a.start();
        run(20);
        isAsRecorded("killed-master");
    }

    @Test
    void stoppedMaster() throws IOException {
        SimNode a = start("a", CarpRules.of(1, 0));
        start("b", CarpRules.of(1, 50));
        start("c", CarpRules.of(1, 100));
        run(10);
        a.stop();
        run(10);
        isAsRecorded("stopped-master");
    }

    @Test
    void preemption() throws IOException {
        SimNode a = start("a", CarpRules.of(1, 0).withPreempt(true));
        start("b", CarpRules.of(1, 100));
        run(10);
        a.kill();
        run(10);
        a.start();
        run(20);
        isAsRecorded("preemption");
    }

    @Test
    void equalTimers() throws IOException {
        start("a", CarpRules.of(1, 0));
        start("b", CarpRules.of(1, 0));
        start("c", CarpRules.of(1, 0));
        run(20);
        isAsRecorded("equal-timers");
    }

    @Test
    void healedPartition() throws IOException {
        SimNode a = start("a", CarpRules.of(1, 0));
        SimNode b = start("b", CarpRules.of(1, 100));
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
        SimNode a = start("a", CarpRules.of(1, 0));
        SimNode b = start("b", CarpRules.of(1, 100));
        run(10);
        lan.block(a, b);
        run(10);
        lan.unblockAll();
        run(20);
        isAsRecorded("one-way-partition");
    }

    @Test
    void pausedMaster() throws IOException {
        SimNode a = start("a", CarpRules.of(1, 0));
        start("b", CarpRules.of(1, 100));
        run(10);
        a.pause();
        run(8);
        a.resume();
        run(20);
        isAsRecorded("paused-master");
    }

    @Test
    void clockGap() throws IOException {
        SimNode a = start("a", CarpRules.of(1, 0));
        SimNode b = start("b", CarpRules.of(1, 100));
        run(10);
        a.jump(Duration.ofSeconds(8));
        run(10);
        b.jump(Duration.ofSeconds(8));
        run(20);
        isAsRecorded("clock-gap");
    }

    /** ucarp's backup flapped eight times in eight seconds with such timers. */
    @Test
    void subSecond() throws IOException {
        SimNode a = start("a", CarpRules.of(0, 51));
        start("b", CarpRules.of(0, 51));
        run(60);
        a.kill();
        run(10);
        isAsRecorded("sub-second");
    }

    @Test
    void demotionAndStepDown() throws IOException {
        SimNode a = start("a", CarpRules.of(1, 0).withPreempt(true));
        SimNode b = start("b", CarpRules.of(1, 100).withPreempt(true));
        run(10);
        a.demote(150);
        run(10);
        a.demote(0);
        run(10);
        a.stepDown();
        run(20);
        a.fault();
        run(10);
        b.loseAddress();
        a.clear();
        run(20);
        isAsRecorded("demotion-and-step-down");
    }

    private SimNode start(String name, CarpRules rules) {
        SimNode node = lan.add(new SimNode.Setup(name, rules, lan.nodes.size() + 1));
        node.start();
        return node;
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
