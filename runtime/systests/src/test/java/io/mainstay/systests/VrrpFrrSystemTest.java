// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.FrrVrrp;
import io.mainstay.systests.support.Lan;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.VrrpVariant;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FRR's vrrpd, a second and independent speaker of version 3, on host 2. */
class VrrpFrrSystemTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final VrrpVariant V3 = VrrpVariant.V3;

    @TempDir
    Path folder;

    private Lan lan;
    private Lan.Host one;
    private MainstayProcess mainstay;
    private FrrVrrp frr;

    @BeforeAll
    static void possible() {
        assumeTrue(Lan.isPossible(), "SKIPPED: network namespaces need root");
        assumeTrue(FrrVrrp.isInstalled(), "SKIPPED: there is no FRR; on Debian: apt-get install frr");
    }

    @BeforeEach
    void wire() {
        lan = Lan.of(2);
        one = lan.host(1);
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m")).by(one.inside());
        frr = new FrrVrrp(lan.host(2), folder.resolve("f"));
    }

    @AfterEach
    void unwire() {
        mainstay.close();
        frr.close();
        lan.close();
    }

    private void held(boolean held) {
        Await.until(
                "we hold the address: " + held,
                PATIENCE,
                () -> one.has(V3.address()) == held,
                () -> mainstay.log() + "FRR:\n" + frr.log());
    }

    @Test
    void frrPreemptsAndWeTakeOverWhenItIsKilled() {
        mainstay.configure(V3.configuration(1, 2, 100)).start();
        held(true);
        frr.start(51, 150, 200, V3.address());
        held(false);
        assertThat(mainstay.log()).contains("a master with a higher priority was heard: 150");
        frr.stop(true);
        held(true);
        assertThat(mainstay.log()).contains("the master with priority 150 was not heard");
    }

    @Test
    void frrLeavesWithPriorityZeroAndWeTakeOverAtOnce() {
        frr.start(51, 150, 200, V3.address());
        mainstay.configure(V3.configuration(1, 2, 100)).start();
        mainstay.await("FRR is heard", () -> mainstay.ctl("routers").out().contains("BACKUP"));
        held(false);
        frr.stop(false);
        held(true);
    }

    @Test
    void wePreemptFrrAndItTakesOverWhenWeStop() {
        frr.start(51, 100, 200, V3.address());
        Await.until("FRR is master", PATIENCE, () -> frr.log().contains("Master"), frr::log);
        mainstay.configure(V3.configuration(1, 2, 200)).start();
        held(true);
        Await.until("FRR yields", PATIENCE, () -> frr.log().contains("Backup"), frr::log);
        int length = frr.log().length();
        mainstay.stop();
        Await.until(
                "FRR takes over", PATIENCE, () -> frr.log().substring(length).contains("Master"), frr::log);
    }
}
