// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Capture;
import io.mainstay.systests.support.CarpLan;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Exec;
import io.mainstay.systests.support.Keepalived;
import io.mainstay.systests.support.Lan;
import io.mainstay.systests.support.MainstayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two Mainstays share addresses by CARP; host 3 is somebody else on the wire. */
class CarpSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Lan lan;
    private Lan.Host one;
    private Lan.Host two;
    private Lan.Host three;
    private MainstayProcess a;
    private MainstayProcess b;

    @BeforeAll
    static void possible() {
        assumeTrue(Lan.isPossible(), "SKIPPED: network namespaces need root");
    }

    @BeforeEach
    void wire() {
        lan = Lan.of(3);
        one = lan.host(1);
        two = lan.host(2);
        three = lan.host(3);
        a = new MainstayProcess(Distribution.built(), folder.resolve("a")).by(one.inside());
        b = new MainstayProcess(Distribution.built(), folder.resolve("b")).by(two.inside());
    }

    @AfterEach
    void unwire() {
        a.close();
        b.close();
        lan.close();
    }

    private void both(String ours, String theirs) {
        a.configure(ours).start();
        Await.until("host 1 holds it", PATIENCE, () -> one.has(CarpLan.VIP), a::log);
        b.configure(theirs).start();
        b.awaitLog("INIT -> BACKUP");
    }

    private String router(MainstayProcess mainstay) {
        Exec.Result result = mainstay.ctl("router", "web");
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }

    /** The due time is the last advert's plus three intervals; what is more is ours. */
    @Test
    void aKilledMasterIsReplacedOnTimeAndItsAddressIsRemovedAtItsNextStart() {
        both(CarpLan.instance(""), CarpLan.instance(""));
        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            one.sh("sleep 1.5");
            a.signal("KILL").awaitExit();
            assertThat(one.has(CarpLan.VIP)).as("left behind").isTrue();
            b.awaitLog("BACKUP -> MASTER");
            one.sh("sleep 1.2");
            capture.stop();
            List<Double> ours = CarpLan.sent(capture, one);
            List<Double> theirs = CarpLan.sent(capture, two);
            double late = theirs.get(0) - ours.get(ours.size() - 1) - 3;
            System.out.printf("CARP takeover after kill -9: %.3f ms late%n", late * 1000);
            assertThat(late).isBetween(-0.001, 0.5);
            double announced = capture.read("arp && arp.src.proto_ipv4 == " + CarpLan.VIP, "frame.time_epoch").stream()
                    .map(Double::valueOf)
                    .filter(at -> at >= theirs.get(0) - 0.05)
                    .findFirst()
                    .orElseThrow();
            assertThat(announced - theirs.get(0)).isLessThan(0.5);
        }
        assertThat(two.has(CarpLan.VIP)).isTrue();

        a.start();
        assertThat(one.has(CarpLan.VIP)).as("a backup holds nothing").isFalse();
    }

    @Test
    void subSecondTimersDoNotFlapAndAStopHandsOverAtOnce() throws InterruptedException {
        both(CarpLan.instance("advbase 0\nadvskew 102"), CarpLan.instance("advbase 0\nadvskew 102"));
        Thread.sleep(10_000);
        assertThat(b.log()).doesNotContain("-> MASTER");

        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            one.sh("sleep 0.5");
            a.stop();
            b.awaitLog("the master said that it leaves");
            one.sh("sleep 0.5");
            capture.stop();
            List<Double> ours = CarpLan.sent(capture, one);
            assertThat(CarpLan.sent(capture, two).get(0) - ours.get(ours.size() - 1))
                    .isLessThan(1.1);
        }
        CarpLan.holds(two, one);
    }

    @Test
    void severalAddressesMoveByUnicastAndAReloadKeepsTheMaster() {
        String statements =
                "virtual_ipaddress {\n 10.77.0.253/24\n fd77::252/64\n }\n unicast_peer {\n 10.77.0.%d\n }\n";
        both(CarpLan.instance(statements.formatted(2)), CarpLan.instance("advskew 20\n" + statements.formatted(1)));
        List<String> all = List.of(CarpLan.VIP, "10.77.0.253", "fd77::252");
        assertThat(all).allMatch(one::has).noneMatch(two::has);

        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            a.configure(CarpLan.instance("preempt\n" + statements.formatted(2))).signal("HUP");
            a.awaitLog("configuration 2 is current");
            one.sh("sleep 2");
            assertThat(a.log()).doesNotContain("MASTER ->");
            capture.stop();
            assertThat(capture.read("ip.proto == 112", "ip.dst")).isNotEmpty().containsOnly("10.77.0.2");
            List<Double> sent = CarpLan.sent(capture, one);
            for (int i = 1; i < sent.size(); i++) {
                assertThat(sent.get(i) - sent.get(i - 1)).isLessThan(1.5);
            }
        }

        a.configure("carp_instance web {\n}\n").signal("HUP");
        a.awaitLog("is refused");
        assertThat(all).allMatch(one::has);

        a.stop();
        Await.until("host 2 has all", PATIENCE, () -> all.stream().allMatch(two::has), b::log);
        assertThat(all).noneMatch(one::has);
    }

    @Test
    void aDeletedAddressComesBackAndScriptsHoldNobodyUp() {
        Path slow = folder.resolve("slow.sh");
        a.put(slow, "#!/bin/sh\nsleep 5\n");
        slow.toFile().setExecutable(true);
        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            both(CarpLan.instance("up_script " + slow), CarpLan.instance("advskew 100"));
            one.sh("ip addr del " + CarpLan.VIP + "/24 dev eth0");
            Await.until("it is back", PATIENCE, () -> one.has(CarpLan.VIP), a::log);
            one.sh("sleep 3");
            List<Double> sent = CarpLan.sent(capture.stop(), one);
            for (int i = 1; i < sent.size(); i++) {
                assertThat(sent.get(i) - sent.get(i - 1)).isLessThan(1.5);
            }
        }
        assertThat(b.log()).doesNotContain("-> MASTER");
    }

    @Test
    void badPacketsAreCountedByReasonAndReplaysAreRefused() {
        both(CarpLan.instance("replay refuse"), CarpLan.instance("advskew 100"));
        byte[] ttl = CarpLan.packet("10.77.0.3", 1, 0, 1);
        ttl[8] = 64;
        byte[] version = CarpLan.withChecksum(changed(20, 0x11));
        byte[] vhid = CarpLan.withChecksum(changed(21, 43));
        byte[] type = CarpLan.withChecksum(changed(20, 0x27));
        byte[] words = CarpLan.withChecksum(changed(23, 0));
        byte[] checksum = changed(27, 99);
        byte[] digest = CarpLan.withChecksum(changed(55, 99));
        CarpLan.send(three, ttl, version, vhid, type, words, checksum, digest);
        Await.until("all are counted", PATIENCE, () -> router(a).contains("digest"), () -> router(a));
        String seen = router(a);
        for (String reason : List.of("ttl", "version", "other vhid", "type", "auth length", "checksum", "digest")) {
            assertThat(seen).contains(reason);
        }
        assertThat(a.log()).doesNotContain("MASTER ->");

        byte[] slower = CarpLan.packet("10.77.0.3", 1, 200, 4711);
        byte[][] ten = new byte[10][];
        java.util.Arrays.fill(ten, slower);
        CarpLan.send(three, ten);
        Await.until("nine are replays", PATIENCE, () -> router(a).matches("(?s).*replays?\\W+9\\b.*"), () -> router(a));
        a.awaitLog("with a counter that was used before");
        assertThat(a.log()).doesNotContain("MASTER ->");
    }

    private static byte[] changed(int at, int value) {
        byte[] packet = CarpLan.packet("10.77.0.3", 1, 0, 2);
        packet[at] = (byte) value;
        return packet;
    }

    @Test
    void commandsShowItDemoteItAndExplainIt() {
        both(CarpLan.instance("preempt"), CarpLan.instance("advskew 50\npreempt"));
        assertThat(a.ctl("routers").out()).contains("CARP", "web", "MASTER");
        Await.until(
                "it says who is master",
                PATIENCE,
                () -> b.ctl("explain", CarpLan.VIP).out().contains("The master is 10.77.0.1"),
                () -> b.ctl("explain", CarpLan.VIP).out());

        assertThat(a.ctl("demote", "web").exitCode()).isZero();
        assertThat(CarpLan.holds(two, one)).isLessThan(Duration.ofSeconds(5));
        assertThat(router(a)).contains("an operator has told it to hold no addresses");
        assertThat(a.ctl("undemote", "web").exitCode()).isZero();
        CarpLan.holds(one, two);
    }

    private static final String VRRP = "vrrp_instance V {\n interface eth0\n virtual_router_id 42\n priority %d\n"
            + " state BACKUP\n virtual_ipaddress {\n 10.77.0.99/24\n }\n}\n";

    @Test
    void vrrpWithTheSameIdOnTheSameWireDisturbsNobody() throws InterruptedException {
        both(CarpLan.instance("") + VRRP.formatted(150), CarpLan.instance("advskew 100") + VRRP.formatted(100));
        Await.until("host 1 has both", PATIENCE, () -> one.has(CarpLan.VIP) && one.has("10.77.0.99"), a::log);
        Await.until("host 2 has none", PATIENCE, () -> !two.has(CarpLan.VIP) && !two.has("10.77.0.99"), b::log);
        nothingHappens(() -> "");
    }

    @Test
    void keepalivedWithTheSameIdOnTheSameWireDisturbsNobody() throws InterruptedException {
        assumeTrue(Keepalived.isInstalled(), "SKIPPED: there is no keepalived; on Debian: apt-get install keepalived");
        both(CarpLan.instance(""), CarpLan.instance("advskew 100"));
        try (Keepalived keepalived = new Keepalived(three, folder.resolve("k"))) {
            keepalived.start(VRRP.formatted(150));
            Await.until("keepalived holds its address", PATIENCE, () -> three.has("10.77.0.99"), keepalived::log);
            nothingHappens(keepalived::log);
            assertThat(three.has("10.77.0.99")).isTrue();
            assertThat(keepalived.log()).containsOnlyOnce("MASTER STATE");
        }
    }

    private void nothingHappens(java.util.function.Supplier<String> more) throws InterruptedException {
        int before = transitions();
        Thread.sleep(12_000);
        assertThat(transitions()).as(() -> a.log() + b.log() + more.get()).isEqualTo(before);
        assertThat(one.has(CarpLan.VIP)).isTrue();
    }

    private int transitions() {
        return (a.log() + b.log()).split(" -> ").length;
    }

    @Test
    void nothingIsLeftAfterAnOrderlyEnd() {
        both(CarpLan.instance(""), CarpLan.instance("advskew 100"));
        assertThat(Files.exists(a.state().resolve("carp-addresses"))).isTrue();
        assertThat(a.stop()).isZero();
        assertThat(one.has(CarpLan.VIP)).isFalse();
        assertThat(Files.exists(a.state().resolve("carp-addresses"))).isFalse();
    }
}
