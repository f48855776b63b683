// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Capture;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Keepalived;
import io.mainstay.systests.support.Lan;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.VrrpVariant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mainstay on host 1 and keepalived on host 2 take the address over from each other, in every way that both know. */
class VrrpTakeoverSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Lan lan;
    private Lan.Host one;
    private Lan.Host two;
    private MainstayProcess mainstay;
    private Keepalived keepalived;

    @BeforeAll
    static void possible() {
        assumeTrue(Lan.isPossible(), "SKIPPED: network namespaces need root");
        assumeTrue(Keepalived.isInstalled(), "SKIPPED: there is no keepalived; on Debian: apt-get install keepalived");
    }

    @BeforeEach
    void wire() {
        lan = Lan.of(2);
        one = lan.host(1);
        two = lan.host(2);
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m")).by(one.inside());
        keepalived = new Keepalived(two, folder.resolve("k"));
    }

    @AfterEach
    void unwire() {
        mainstay.close();
        keepalived.close();
        lan.close();
    }

    private Duration holds(Lan.Host host, VrrpVariant variant) {
        Lan.Host other = host == one ? two : one;
        return Await.until(
                "host " + host.number() + " alone holds " + variant.address(),
                PATIENCE,
                () -> host.has(variant.address()) && !other.has(variant.address()),
                () -> "host 1:\n" + one.sh("ip addr") + "host 2:\n" + two.sh("ip addr") + "mainstay:\n" + mainstay.log()
                        + "keepalived:\n" + keepalived.log());
    }

    /** What keeps a killed host's address, as a power cut would not. */
    private static void flush(Lan.Host host, VrrpVariant variant) {
        host.sh("ip addr del " + variant.address() + (variant.ipv6() ? "/64" : "/24") + " dev eth0 || true");
        host.sh("ip addr del fe80::5:33/64 dev eth0 2>/dev/null || true");
    }

    /** The others differ in what their packets look like, not in when they are sent. */
    @ParameterizedTest
    @EnumSource(
            value = VrrpVariant.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"V2_PASS", "V3", "V3_IPV6"})
    void understandsAndIsUnderstood(VrrpVariant variant) {
        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            mainstay.configure(variant.configuration(1, 2, 100)).start();
            keepalived.start(variant.configuration(2, 1, 150));
            holds(two, variant);
            mainstay.configure(variant.configuration(1, 2, 200)).signal("HUP");
            holds(one, variant);
            keepalived.stop();
            mainstay.configure(variant.configuration(1, 2, 100)).signal("HUP");
            keepalived.start(variant.configuration(2, 1, 150));
            holds(two, variant);
            keepalived.stop();
            holds(one, variant);
            wellFormed(capture.stop());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = VrrpVariant.class,
            names = {"V2_PASS", "V3", "V3_IPV6"})
    void takesOverAndIsTakenOver(VrrpVariant variant) {
        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            mainstay.configure(variant.configuration(1, 2, 100)).start();
            holds(one, variant);

            keepalived.start(variant.configuration(2, 1, 150));
            holds(two, variant);
            assertThat(mainstay.log()).contains("a master with a higher priority was heard: 150");

            keepalived.kill();
            flush(two, variant);
            holds(one, variant);

            keepalived.start(variant.configuration(2, 1, 150));
            holds(two, variant);
            keepalived.stop();
            holds(one, variant);
            mainstay.awaitLog("the master said that it leaves");

            keepalived.start(variant.configuration(2, 1, 150));
            holds(two, variant);
            lan.cable(two, false);
            holds(one, variant);
            lan.cable(two, true);
            holds(two, variant);

            weLead(variant);
            wellFormed(capture.stop());
        }
    }

    private void weLead(VrrpVariant variant) {
        mainstay.configure(variant.configuration(1, 2, 200)).signal("HUP");
        holds(one, variant);
        assertThat(mainstay.log()).contains("the running master has a lower priority: 150");

        mainstay.signal("KILL").awaitExit();
        flush(one, variant);
        holds(two, variant);
        mainstay.start();
        holds(one, variant);

        assertThat(mainstay.stop()).isZero();
        holds(two, variant);
        mainstay.start();
        holds(one, variant);

        lan.cable(one, false);
        holds(two, variant);
        lan.cable(one, true);
        holds(one, variant);
    }

    private static void wellFormed(Capture capture) {
        assertThat(capture.read("vrrp")).isNotEmpty();
        assertThat(capture.read("vrrp && (_ws.malformed || ip.checksum.status == 0)"))
                .isEmpty();
        assertThat(capture.read("arp.isgratuitous || icmpv6.type == 136")).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = VrrpVariant.class,
            names = {"V2", "V3", "V3_IPV6"})
    void equalPriorityIsDecidedByTheAddress(VrrpVariant variant) {
        // keepalived has the higher address; for IPv6 the link-local ones decide.
        one.sh("ip addr flush dev eth0 scope link && ip -6 addr add fe80::1/64 dev eth0 nodad");
        two.sh("ip addr flush dev eth0 scope link && ip -6 addr add fe80::2/64 dev eth0 nodad");
        mainstay.configure(variant.configuration(1, 2, 100)).start();
        holds(one, variant);
        keepalived.start(variant.configuration(2, 1, 100));
        Await.until("keepalived hears us", PATIENCE, () -> keepalived.log().contains("BACKUP STATE"), keepalived::log);
        // A partition makes both master; after it the higher address stays.
        lan.cable(two, false);
        two.sh("true");
        lan.cable(two, true);
        lan.onBridge("bridge link set dev h2 state 0");
        Await.until("both are master", PATIENCE, () -> one.has(variant.address()) && two.has(variant.address()));
        lan.onBridge("bridge link set dev h2 state 3");
        holds(two, variant);
        assertThat(mainstay.log()).contains("a master with the same priority (100) and a higher address was heard");
    }

    @ParameterizedTest
    @EnumSource(
            value = VrrpVariant.class,
            names = {"V2", "V3"})
    void syncGroupsMoveTogether(VrrpVariant variant) {
        String track = "track_file chk {\nfile " + folder.resolve("track") + "\n}\n";
        String group = "vrrp_sync_group G {\ngroup {\nV1\nV2\n}\n}\n";
        mainstay.put(folder.resolve("track"), "0\n");
        String ours = track
                + group
                + variant.instance("V1", 51, 1, 2, 200, "10.77.0.100", "")
                + variant.instance("V2", 52, 1, 2, 200, "10.77.0.101", "track_file {\nchk weight 0\n}\n");
        String theirs = group
                + variant.instance("V1", 51, 2, 1, 100, "10.77.0.100", "")
                + variant.instance("V2", 52, 2, 1, 100, "10.77.0.101", "");
        mainstay.configure(ours).start();
        keepalived.start(theirs);
        bothAt(one, two);
        mainstay.put(folder.resolve("track"), "1\n");
        bothAt(two, one);
        mainstay.put(folder.resolve("track"), "0\n");
        bothAt(one, two);
        keepalived.stop();
        bothAt(one, two);
    }

    private void bothAt(Lan.Host here, Lan.Host notThere) {
        Await.until(
                "both addresses are at host " + here.number(),
                PATIENCE,
                () -> here.has("10.77.0.100")
                        && here.has("10.77.0.101")
                        && !notThere.has("10.77.0.100")
                        && !notThere.has("10.77.0.101"),
                () -> mainstay.log() + keepalived.log());
    }

    @ParameterizedTest
    @EnumSource(
            value = VrrpVariant.class,
            names = {"V3"})
    void nothingHappensInSteadyState(VrrpVariant variant) throws InterruptedException {
        mainstay.configure(variant.configuration(1, 2, 100)).start();
        keepalived.start(variant.configuration(2, 1, 150));
        holds(two, variant);
        try (Capture capture = lan.capture(folder.resolve("wire.pcapng"))) {
            Thread.sleep(15_000);
            List<String> senders = capture.stop().read("vrrp", "ip.src");
            assertThat(senders).isNotEmpty().containsOnly("10.77.0.2");
        }
        mainstay.configure(variant.configuration(1, 2, 200)).signal("HUP");
        holds(one, variant);
        try (Capture capture = lan.capture(folder.resolve("wire2.pcapng"))) {
            Thread.sleep(15_000);
            capture.stop();
            assertThat(capture.read("vrrp", "ip.src")).isNotEmpty().containsOnly("10.77.0.1");
            assertThat(capture.read("vrrp && (_ws.malformed || _ws.expert.severity == error)"))
                    .isEmpty();
        }
    }
}
