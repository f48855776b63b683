// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Capture;
import io.mainstay.systests.support.CarpLan;
import io.mainstay.systests.support.CarpLan.Ucarp;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Lan;
import io.mainstay.systests.support.MainstayProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mainstay on host 1 and the real ucarp on host 2 share an address. */
class CarpUcarpSystemTest {
    @TempDir
    Path folder;

    private Lan lan;
    private Lan.Host one;
    private Lan.Host two;
    private MainstayProcess mainstay;
    private List<Path> scripts;
    private final List<Ucarp> peers = new ArrayList<>();

    @BeforeAll
    static void possible() {
        assumeTrue(Lan.isPossible(), "SKIPPED: network namespaces need root");
        assumeTrue(Ucarp.isInstalled(), "SKIPPED: there is no ucarp; on Debian: apt-get install ucarp");
    }

    @BeforeEach
    void wire() {
        lan = Lan.of(2);
        one = lan.host(1);
        two = lan.host(2);
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m")).by(one.inside());
        scripts = CarpLan.scripts(folder, folder.resolve("scripts.log"));
    }

    @AfterEach
    void unwire() {
        mainstay.close();
        peers.forEach(Ucarp::close);
        lan.close();
    }

    private Ucarp ucarp(String... options) {
        List<String> all = new ArrayList<>(
                List.of("-u", scripts.get(0).toString(), "-d", scripts.get(1).toString(), "-z"));
        all.addAll(List.of(options));
        Ucarp peer = new Ucarp("ucarp", two, folder, all);
        peers.add(peer);
        return peer;
    }

    private void holds(Lan.Host host) {
        CarpLan.holds(host, host == one ? two : one);
    }

    /** What a killed ucarp leaves behind, as a power cut would not. */
    private void flush() {
        two.sh("ip addr del " + CarpLan.VIP + "/24 dev eth0 || true");
    }

    @Test
    void ourMasterHoldsItsBackupAndItsMasterHoldsOurs() throws InterruptedException {
        mainstay.configure(CarpLan.instance("")).start();
        holds(one);
        Ucarp backup = ucarp("-k", "100");
        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            Thread.sleep(12_000);
            assertThat(backup.masterships()).isZero();
            assertThat(backup.log()).doesNotContain("Bad");
            capture.stop();
            assertThat(capture.read("ip.proto == 112", "ip.src"))
                    .hasSizeBetween(10, 14)
                    .containsOnly("10.77.0.1");
            assertThat(capture.read("ip.proto == 112 && (ip.ttl != 255 || ip.checksum.status == 0 || frame.len != 70)"))
                    .isEmpty();
        }

        // A bow-out: ucarp, which has no such thing, needs three seconds for the same; it looks at its wire once a
        // second.
        try (Capture capture = lan.capture(folder.resolve("stop.pcapng"))) {
            mainstay.stop();
            backup.awaitLog("Switching to state: MASTER");
            holds(two);
            two.sh("sleep 1");
            capture.stop();
            List<Double> ours = CarpLan.sent(capture, one);
            assertThat(CarpLan.sent(capture, two).get(0) - ours.get(ours.size() - 1))
                    .isLessThan(2.5);
        }

        mainstay.configure(CarpLan.instance("advskew 200")).start();
        Thread.sleep(12_000);
        assertThat(mainstay.log()).contains("INIT -> BACKUP").doesNotContain("-> MASTER");
        assertThat(one.has(CarpLan.VIP)).isFalse();
    }

    @Test
    void itsDeathIsNoticedAndItsReturnIsNotAnswered() {
        Ucarp master = ucarp();
        holds(two);
        mainstay.configure(CarpLan.instance("advskew 100")).start();
        one.sh("sleep 2.5"); // hears it twice
        master.signal("KILL").awaitExit();
        flush();
        holds(one);
        mainstay.awaitLog("nothing was heard from the master, whose interval was 1.000 s");

        ucarp("-k", "0");
        Await.until(
                "it is heard", Duration.ofSeconds(10), () -> peers.get(1).log().contains("BACKUP"));
        assertThat(one.has(CarpLan.VIP)).isTrue();
    }

    @Test
    void whoeverPreemptsGetsTheAddressFromASlowerMaster() {
        ucarp("-k", "100");
        holds(two);
        mainstay.configure(CarpLan.instance("preempt")).start();
        holds(one);
        mainstay.awaitLog("the running master has a longer interval, 1.391 s");

        mainstay.configure(CarpLan.instance("advskew 200")).signal("HUP");
        Ucarp preempting = ucarp("-k", "50", "-P");
        preempting.awaitLog("Putting MASTER down - preemption");
        holds(two);
        mainstay.awaitLog("a master with a shorter interval advertises, 1.195 s");
    }

    /** Where ucarp's order of addresses is another than the numeric one. */
    @Test
    void tiesAreBrokenAsUcarpBreaksThem() {
        two.sh("ip addr flush dev eth0 scope global && ip addr add 10.77.1.1/16 dev eth0");
        one.sh("ip addr flush dev eth0 scope global && ip addr add 10.77.0.2/16 dev eth0");
        List<String> options =
                List.of("-u", scripts.get(0).toString(), "-d", scripts.get(1).toString());
        mainstay.configure(CarpLan.instance("tie_break ucarp-le")).start();
        Await.until("we are master", Duration.ofSeconds(20), () -> one.has(CarpLan.VIP));
        lan.onBridge("bridge link set dev h2 state 0");
        Ucarp peer = new Ucarp("ucarp", new Lan.Host(two.namespace(), 2), folder, withSource(options));
        peers.add(peer);
        peer.awaitLog("Switching to state: MASTER");
        lan.onBridge("bridge link set dev h2 state 3");
        holds(two);
        mainstay.awaitLog("a master with the same interval and a lower address advertises");
    }

    /** The last one counts. */
    private static List<String> withSource(List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-s", "10.77.1.1"));
        return all;
    }

    @Test
    void carrierIsWatchedAndScriptsRun() throws IOException {
        Path log = folder.resolve("ours.log");
        Path up =
                CarpLan.scripts(Files.createDirectory(folder.resolve("s")), log).get(0);
        String statements = "install_addresses no\n up_script " + up + "\n down_script " + up.resolveSibling("down.sh")
                + "\n script_parameter x";
        mainstay.configure(CarpLan.instance(statements)).start();
        holds(one);
        Await.until(
                "both scripts have run",
                MainstayProcess.PATIENCE,
                () -> ran(log).equals(List.of("down eth0 " + CarpLan.VIP + " x", "up eth0 " + CarpLan.VIP + " x")),
                () -> ran(log).toString());
        ucarp("-k", "100").awaitLog("BACKUP");

        lan.cable(one, false);
        Duration down = Await.until("gone", Duration.ofSeconds(10), () -> !one.has(CarpLan.VIP));
        assertThat(down).isLessThan(Duration.ofMillis(3000));
        holds(two);
        lan.cable(one, true);
        mainstay.awaitLog("FAULT -> BACKUP");
        two.sh("true");
        peers.get(0).signal("TERM").awaitExit();
        holds(one);
    }

    private static List<String> ran(Path log) {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void broadcastsAndOtherGroupsAreUnderstoodBothWays() {
        Ucarp peer = ucarp("-M", "--mcast", "239.192.0.5", "-k", "100");
        holds(two);
        mainstay.configure(CarpLan.instance("broadcast\n group 239.192.0.5\n preempt"))
                .start();
        holds(one);
        peer.awaitLog("Preferred master advertised");
        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            Await.until("adverts", Duration.ofSeconds(20), () -> true);
            two.sh("sleep 3");
            capture.stop();
            assertThat(capture.read("ip.proto == 112", "eth.dst", "ip.dst"))
                    .isNotEmpty()
                    .containsOnly("ff:ff:ff:ff:ff:ff\t239.192.0.5");
        }
        mainstay.stop();
        holds(two);
    }

    @Test
    void advertsAreOnTime() {
        record Timing(String statements, double interval, double masterDown) {}
        for (Timing timing : List.of(
                new Timing("", 1.0, 3.0),
                new Timing("advskew 128", 1.5, 3.5),
                new Timing("advbase 2\ndead_ratio 2", 2, 4))) {
            try (Capture capture = lan.capture(folder.resolve("t" + timing.interval() + ".pcapng"))) {
                mainstay.configure(CarpLan.instance(timing.statements())).start();
                double started = System.currentTimeMillis() / 1000.0;
                mainstay.awaitLog("-> MASTER");
                one.sh("sleep " + timing.interval() * 2.5);
                List<Double> sent = CarpLan.sent(capture.stop(), one);
                assertThat(sent.get(0) - started).isLessThan(timing.masterDown() + 1.5);
                assertThat(sent.get(1) - sent.get(0)).isCloseTo(timing.interval(), within(0.4));
                assertThat(sent.get(2) - sent.get(1)).isCloseTo(timing.interval(), within(0.4));
            }
            mainstay.stop();
        }
    }
}
