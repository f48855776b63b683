// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.Exec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mainstay simulate}, as it is installed. */
class SimulateSystemTest {
    private final Distribution distribution = Distribution.built();

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        write("a", 150);
        write("b", 100);
    }

    private void write(String name, int priority) throws IOException {
        Files.writeString(folder.resolve(name + ".conf"), """
                vrrp_script chk { script "/no/such/script" }
                vrrp_instance VI_1 {
                    interface nosuch0
                    virtual_router_id 51
                    priority %d
                    track_script { chk }
                    virtual_ipaddress { 192.0.2.100/24 }
                }
                virtual_server 192.0.2.100 80 {
                    real_server 192.0.2.7 80 { NO_SUCH_CHECK { } }
                }
                """.formatted(priority));
    }

    private Exec.Result simulate(String... options) {
        List<String> words = new ArrayList<>(List.of(
                "simulate",
                folder.resolve("a.conf").toString(),
                folder.resolve("b.conf").toString()));
        words.addAll(List.of(options));
        return distribution.run(words.toArray(String[]::new));
    }

    @Test
    void tellsWhoHoldsWhatAndTheExitCodeSaysWhetherThatWasOneHost() {
        Exec.Result calm = simulate();
        assertThat(calm.err()).isEmpty();
        assertThat(calm.exitCode()).isZero();
        assertThat(calm.out()).contains("Every address had exactly one holder");

        Exec.Result killed = simulate("--kill", "a@10s");
        assertThat(killed.exitCode()).isEqualTo(1);
        assertThat(killed.out()).contains("192.0.2.100: nobody for 3.0236 s from 10.0000 s on");
    }

    @Test
    void vrrpAndCarpOfOneIdShareAWire() throws IOException {
        for (String name : List.of("a", "b")) {
            Files.writeString(folder.resolve(name + ".conf"), """
                    vrrp_instance VI_1 {
                        interface eth0
                        virtual_router_id 7
                        priority %d
                        virtual_ipaddress { 192.0.2.100/24 }
                    }
                    carp_instance CI_1 {
                        interface eth0
                        vhid 7
                        password secret
                        advskew %d
                        preempt
                        virtual_ipaddress { 192.0.2.200/24 }
                    }
                    """.formatted(
                            name.equals("a") ? 150 : 100, name.equals("a") ? 0 : 100));
        }
        Exec.Result result = simulate("--kill", "a@10s..20s", "--tolerate", "4s");

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("b  VI_1 MASTER")
                .contains("b  CI_1 MASTER")
                .doesNotContain("drops");
    }

    @Test
    void isQuick() {
        simulate();

        assertThat(simulate("--for", "10m").took()).isLessThan(Duration.ofSeconds(20)); // 1 s on a quiet machine
    }

    @Test
    void leavesNothingBehindAndNeedsNoRight() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Exec.Result result = Exec.run(
                List.of(
                        distribution.script().toString(),
                        "simulate",
                        folder.resolve("a.conf").toString(),
                        folder.resolve("b.conf").toString()),
                java.util.Map.of("HOME", empty.toString(), "XDG_STATE_HOME", empty.toString()));

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Files.writeString(folder.resolve("b.conf"), "vrrp_instance VI_1 {\n  virtual_router_id 300\n}\n");
        Exec.Result result = simulate();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("b.conf:2:");

        assertThat(distribution.run("simulate").exitCode()).isEqualTo(2);
        Exec.Result help = distribution.run("simulate", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: mainstay simulate");
    }
}
