// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a kernel that has no IPVS. */
class NoIpvsSystemTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void noneHere() {
        assumeFalse(
                Files.exists(Path.of("/proc/net/ip_vs"))
                        || Files.exists(Path.of("/lib/modules/" + System.getProperty("os.version"))),
                "SKIPPED: this kernel has IPVS, or might have");
    }

    private static String config(String plane) {
        return """
                virtual_server %s 80 {
                    protocol TCP
                    lvs_sched rr
                    lvs_method NAT
                    %s
                    real_server 127.0.0.1 81 {
                    }
                }
                """.formatted(Loopback.next(), plane);
    }

    @Test
    void whoAsksForItIsToldAtOnceWhyThereIsNone() {
        try (MainstayProcess mainstay =
                new MainstayProcess(Distribution.built(), folder).configure(config("data_plane ipvs"))) {
            assertThat(mainstay.launch().awaitExit()).isNotZero();

            assertThat(mainstay.log())
                    .contains("the data plane 'ipvs' cannot be used here: ")
                    .containsAnyOf("has no IPVS", "CAP_NET_ADMIN");
        }
    }

    @Test
    void autoIsTheProxyAndDoctorSaysWhy() {
        try (MainstayProcess mainstay = new MainstayProcess(Distribution.built(), folder)
                .configure(config(""))
                .start()) {
            assertThat(mainstay.log()).contains("data plane: proxy (the kernel's IPVS is not available");
            assertThat(mainstay.ctl("doctor").out()).contains("data plane ipvs").contains("is not here: ");
            assertThat(mainstay.stop()).isZero();
        }
    }
}
