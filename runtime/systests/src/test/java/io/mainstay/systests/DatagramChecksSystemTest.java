// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Configs;
import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Lan;
import io.mainstay.systests.support.MainstayProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** UDP_CHECK and PING_CHECK between real hosts: replies, silence, and what ICMP says. */
class DatagramChecksSystemTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void root() {
        assumeTrue(Lan.isPossible(), "SKIPPED: network namespaces need root and iproute2");
    }

    @Test
    void repliesAndIcmpDecide() {
        String config = """
                virtual_server 127.0.0.1 8080 {
                    %s
                    real_server 10.77.0.2 7 {
                        PING_CHECK {
                            connect_timeout 1
                        }
                        UDP_CHECK {
                            connect_timeout 1
                        }
                        PING_CHECK {
                            connect_ip fd77::2
                            size 1000
                            connect_timeout 1
                        }
                        PING_CHECK {
                            connect_ip 10.77.0.200
                            connect_timeout 10
                        }
                        PING_CHECK {
                            connect_ip 10.99.0.1
                            connect_timeout 1
                        }
                        UDP_CHECK {
                            connect_ip 10.99.0.1
                            connect_timeout 1
                        }
                        UDP_CHECK {
                            connect_ip fd77::2
                            connect_timeout 1
                        }
                    }
                }
                """.formatted(Configs.TIMING);
        try (Lan lan = Lan.of(2)) {
            Lan.Host here = lan.host(1);
            Lan.Host there = lan.host(2);
            // What lies behind the second host is forbidden by it.
            here.sh("ip route add 10.99.0.0/24 via 10.77.0.2");
            there.sh(
                    "sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratemask=0 net.ipv6.icmp.ratelimit=0 && ip route add prohibit 10.99.0.0/24");
            try (MainstayProcess mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"))
                    .by(here.inside())
                    .configure(config)
                    .start()) {
                awaitState(mainstay, "PING_CHECK", "up", "passed");
                awaitState(mainstay, "PING_CHECK#2", "up", "passed");
                awaitState(mainstay, "PING_CHECK#3", "down", "no route to host 10.77.0.200");
                awaitState(mainstay, "PING_CHECK#4", "down", "10.99.0.1");
                // Nobody listens at port 7: ICMP says so. A host that drops says nothing, which is good enough.
                awaitState(mainstay, "UDP_CHECK", "down", "ICMP port unreachable");
                awaitState(mainstay, "UDP_CHECK#2", "down", "10.99.0.1");
                awaitState(mainstay, "UDP_CHECK#3", "down", "ICMP port unreachable");

                lan.cable(there, false);
                awaitState(mainstay, "PING_CHECK", "down", "");
                awaitState(mainstay, "PING_CHECK#2", "down", "");
                lan.cable(there, true);
                awaitState(mainstay, "PING_CHECK", "up", "passed");
                awaitState(mainstay, "PING_CHECK#2", "up", "passed");
                assertThat(mainstay.check("PING_CHECK").get("broken").getAsLong())
                        .isZero();
            }
        }
    }

    private static void awaitState(MainstayProcess mainstay, String check, String state, String last) {
        mainstay.await(
                check + " is " + state + " with '" + last + "'",
                () -> mainstay.check(check).get("decided").getAsBoolean()
                        && mainstay.check(check).get("state").getAsString().equals(state)
                        && mainstay.check(check).get("last").toString().contains(last));
    }
}
