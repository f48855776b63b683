// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Capture;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Exec;
import io.mainstay.systests.support.Lan;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.VrrpVariant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start, reload, stop and crash of a Mainstay that holds addresses, alone on a wire. */
class VrrpLifeSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final VrrpVariant V3 = VrrpVariant.V3;
    private static final String VIP = "10.77.0.100";
    /** After three of its intervals a peer would take over. */
    private static final double LONGEST_GAP = 3 * 0.2;

    @TempDir
    Path folder;

    private Lan lan;
    private Lan.Host host;
    private MainstayProcess mainstay;

    @BeforeAll
    static void possible() {
        assumeTrue(Lan.isPossible(), "SKIPPED: network namespaces need root");
    }

    @BeforeEach
    void wire() {
        lan = Lan.of(1);
        host = lan.host(1);
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m")).by(host.inside());
    }

    @AfterEach
    void unwire() {
        mainstay.close();
        lan.close();
    }

    private void awaitHeld(boolean held, String... addresses) {
        Await.until(
                List.of(addresses) + " held: " + held,
                PATIENCE,
                () -> List.of(addresses).stream().allMatch(address -> host.has(address) == held),
                mainstay::log);
    }

    private String instance(String more) {
        return V3.instance("V1", 51, 1, 2, 100, VIP, more);
    }

    private void reload(String configuration) {
        mainstay.configure(configuration);
        long before = mainstay.configurationNumber();
        mainstay.signal("HUP");
        mainstay.await("the configuration is another one", () -> mainstay.configurationNumber() > before);
    }

    private static double longestGap(Capture capture) {
        assumeTrue(Exec.isInstalled("tshark"), "SKIPPED: there is no tshark");
        List<Double> times = capture.read("vrrp", "frame.time_relative").stream()
                .map(Double::valueOf)
                .toList();
        double longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        assertThat(times).hasSizeGreaterThan(5);
        return longest;
    }

    @Test
    void reloadKeepsMasterWithoutAGap() throws InterruptedException {
        mainstay.configure(instance("")).start();
        awaitHeld(true, VIP);
        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            Thread.sleep(500);
            reload(V3.instance("V1", 51, 1, 2, 90, VIP, "virtual_ipaddress_excluded {\n10.77.0.110/24\n}\n"));
            awaitHeld(true, VIP, "10.77.0.110");
            reload(instance("") + V3.instance("V2", 52, 1, 2, 100, "10.77.0.102", ""));
            awaitHeld(true, VIP, "10.77.0.102");
            awaitHeld(false, "10.77.0.110");
            Thread.sleep(500);
            capture.stop();
            assertThat(capture.read("vrrp && vrrp.prio == 0")).isEmpty();
            assertThat(longestGap(capture)).isLessThan(LONGEST_GAP);
        }
        assertThat(mainstay.log()).doesNotContain("MASTER -> ");
    }

    @Test
    void brokenFileChangesNothing() {
        mainstay.configure(instance("")).start();
        awaitHeld(true, VIP);
        mainstay.configure(instance("virtual_ipaddress {\n") + "nonsense").signal("HUP");
        mainstay.awaitLog("the configuration is refused");
        assertThat(host.has(VIP)).isTrue();
        assertThat(mainstay.log()).doesNotContain("MASTER -> ");
    }

    @Test
    void stopGivesEverythingBack() {
        mainstay.configure(instance("virtual_ipaddress_excluded {\n10.77.0.110/24\nfd77::110/64\n}\n"
                        + "virtual_routes {\n192.0.2.0/24 via 10.77.0.9 dev eth0\n}\n"
                        + "virtual_rules {\nfrom 192.0.2.0/24 table 100 preference 1234\n}\n"))
                .start();
        awaitHeld(true, VIP, "10.77.0.110", "fd77::110");
        Await.until("the route is there", PATIENCE, () -> host.sh("ip route").contains("192.0.2.0/24 via 10.77.0.9"));
        Await.until("the rule is there", PATIENCE, () -> host.sh("ip rule").contains("1234:"));
        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            assertThat(mainstay.stop()).isZero();
            capture.stop();
            assertThat(capture.read("vrrp && vrrp.prio == 0")).hasSize(1);
        }
        assertThat(host.has(VIP)).isFalse();
        assertThat(host.has("10.77.0.110")).isFalse();
        assertThat(host.has("fd77::110")).isFalse();
        assertThat(host.sh("ip route")).doesNotContain("192.0.2.0");
        assertThat(host.sh("ip rule")).doesNotContain("1234:");
    }

    @Test
    void stopWithKeepLeavesTheAddress() {
        mainstay.configure(instance("")).option("-V").start();
        awaitHeld(true, VIP);
        mainstay.stop();
        assertThat(host.has(VIP)).isTrue();
    }

    @Test
    void startAfterACrashTakesAwayWhatIsNotConfiguredAnyMore() {
        mainstay.configure(instance("")).start();
        awaitHeld(true, VIP);
        mainstay.signal("KILL").awaitExit();
        assertThat(host.has(VIP)).isTrue();
        mainstay.configure(V3.instance("V1", 51, 1, 2, 100, "10.77.0.120", "")).start();
        awaitHeld(true, "10.77.0.120");
        assertThat(host.has(VIP)).isFalse();
        assertThat(host.has("10.77.0.1")).isTrue();
    }

    @Test
    void deletedObjectsArePutBackAtOnce() {
        mainstay.configure(instance("virtual_routes {\n192.0.2.0/24 via 10.77.0.9 dev eth0\n}\n"
                        + "virtual_rules {\nfrom 192.0.2.0/24 table 100 preference 1234\n}\n"))
                .start();
        awaitHeld(true, VIP);
        Await.until("the rule is there", PATIENCE, () -> host.sh("ip rule").contains("1234:"));
        host.sh("ip addr del 10.77.0.100/24 dev eth0");
        awaitHeld(true, VIP);
        host.sh("ip route del 192.0.2.0/24");
        Await.until("the route is back", PATIENCE, () -> host.sh("ip route").contains("192.0.2.0/24 via 10.77.0.9"));
        host.sh("ip rule del preference 1234");
        Await.until("the rule is back", PATIENCE, () -> host.sh("ip rule").contains("1234:"));
        assertThat(mainstay.log()).doesNotContain("MASTER -> ");
    }

    @Test
    void interfaceMayComeGoAndComeBack() {
        String dynamic =
                "global_defs {\ndynamic_interfaces\n}\n" + instance("").replace("interface eth0", "interface later");
        mainstay.configure(dynamic).start();
        mainstay.awaitLog("INIT -> FAULT");
        for (int round = 0; round < 2; round++) {
            host.sh("ip link add later type veth peer name other && ip link set other up "
                    + "&& ip link set later up && ip addr add 10.77.1.1/24 dev later");
            awaitHeld(true, VIP);
            host.sh("ip link del later");
            mainstay.awaitLog("MASTER -> FAULT");
        }
        assertThat(host.has(VIP)).isFalse();
    }

    @Test
    void scriptFileAndProcessAreTracked() throws Exception {
        Path flag = folder.resolve("flag");
        Path number = folder.resolve("number");
        Files.writeString(flag, "");
        mainstay.configure("global_defs {\nscript_user root\n}\n"
                        + "vrrp_script chk {\nscript \"/usr/bin/test -e " + flag + "\"\ninterval 0.2\nweight -20\n}\n"
                        + "track_file num {\nfile " + number + "\n}\n"
                        + "vrrp_track_process sleeper {\nprocess vrrp-sleeper\nweight 7\n}\n"
                        + instance("track_script {\nchk\n}\ntrack_file {\nnum weight 2\n}\n"
                                + "track_process {\nsleeper\n}\n"))
                .start();
        awaitHeld(true, VIP);
        Files.writeString(number, "5\n");
        mainstay.awaitLog("priority of router V1: 100 -> 110");
        Files.delete(flag);
        mainstay.awaitLog("priority of router V1: 110 -> 90");
        Files.delete(number);
        mainstay.awaitLog("priority of router V1: 90 -> 80");
        // A name of its own: all processes of the machine are seen, not only those of the namespace.
        Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve("vrrp-sleeper"));
        Exec.run(List.of("chmod", "755", program.toString()));
        Process sleeper = new ProcessBuilder(program.toString(), "600").start();
        try {
            mainstay.awaitLog("priority of router V1: 80 -> 87");
        } finally {
            sleeper.destroy();
        }
        mainstay.awaitLog("priority of router V1: 87 -> 80");
    }

    @Test
    void withoutTheRightsItSaysWhatIsMissing() {
        assumeTrue(Exec.isInstalled("setpriv"), "SKIPPED: there is no setpriv");
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("n"))
                .by(host.inside("setpriv", "--bounding-set", "-net_raw,-net_admin"));
        mainstay.configure(instance("")).launch();
        assertThat(mainstay.awaitExit()).isNotZero();
        assertThat(mainstay.log()).contains("V1 cannot run", "CAP_NET_RAW");
    }

    @Test
    void noAcceptAnswersNoPings() {
        mainstay.configure(instance("no_accept\n")).start();
        awaitHeld(true, VIP);
        assertThat(host.sh("ping -c 1 -W 1 " + VIP + " >/dev/null && echo yes || echo no"))
                .contains("no");
        assertThat(mainstay.stop()).isZero();
        assertThat(host.sh("nft list tables 2>/dev/null || true")).doesNotContain("keepalived");
    }

    @Test
    void macvlanCarriesTheVirtualMac() {
        mainstay.configure(instance("use_vmac\n")).start();
        awaitHeld(true, VIP);
        assertThat(host.sh("ip -d link show vrrp.51")).contains("00:00:5e:00:01:33", "macvlan mode private");
        assertThat(host.sh("ip -o addr show dev vrrp.51")).contains(VIP);
        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            Await.until(
                    "adverts with the virtual MAC are seen",
                    PATIENCE,
                    () -> mainstay.isAlive() && Files.exists(folder.resolve("wire.pcapng")));
            Thread.sleep(1000);
            assertThat(capture.stop().read("vrrp", "eth.src")).isNotEmpty().containsOnly("00:00:5e:00:01:33");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(mainstay.stop()).isZero();
        assertThat(host.sh("ip link")).doesNotContain("vrrp.51");
    }
}
