// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Exec;
import io.mainstay.systests.support.Lan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two load balancers with a virtual address between them, and connections synchronised: a download survives the first. */
class IpvsFailoverGuest {
    private static final String VIP = "10.77.0.100";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static String config(int priority) {
        return """
                global_defs {
                    lvs_sync_daemon eth0 VI_1
                }
                vrrp_instance VI_1 {
                    state BACKUP
                    interface eth0
                    virtual_router_id 51
                    priority %d
                    advert_int 1
                    virtual_ipaddress {
                        %s/32 dev eth0
                    }
                }
                virtual_server %s 80 {
                    protocol TCP
                    lvs_sched rr
                    lvs_method DR
                    real_server 10.77.0.2 80 {
                    }
                    real_server 10.77.0.3 80 {
                    }
                }
                """.formatted(priority, VIP, VIP);
    }

    @Test
    void aDownloadGoesOnWhenTheFirstLoadBalancerDies(@TempDir Path folder) throws Exception {
        try (Lan lan = Lan.of(5);
                WebServer one = new WebServer(lan.host(2), folder, "one").start();
                WebServer two = new WebServer(lan.host(3), folder, "two").start();
                LoadBalancer first = new LoadBalancer(lan.host(1), folder.resolve("m1"));
                LoadBalancer second = new LoadBalancer(lan.host(5), folder.resolve("m2"))) {
            WebServer.takeDirectly(VIP, List.of(one, two));
            first.start(config(150));
            second.start(config(100));
            first.awaitThat("the first has the address", () -> lan.host(1).has(VIP));
            first.awaitThat(
                    "the first sends", () -> first.table().adm("-L --daemon").contains("master sync daemon"));
            second.awaitThat(
                    "the second receives",
                    () -> second.table().adm("-L --daemon").contains("backup sync daemon"));
            assertThat(first.table().adm("-L --daemon")).contains("syncid=51").doesNotContain("backup");
            assertThat(lan.host(5).has(VIP)).isFalse();

            CompletableFuture<String> download = CompletableFuture.supplyAsync(() -> Exec.run(lan.host(4)
                            .inside(
                                    "curl",
                                    "-s",
                                    "-m",
                                    "55",
                                    "--limit-rate",
                                    "100k",
                                    "-o",
                                    "/dev/null",
                                    "-w",
                                    "%{http_code} %{size_download}",
                                    "http://" + VIP + "/large"))
                    .out());
            Await.until(
                    "the second knows the connection",
                    PATIENCE,
                    () -> lan.host(5).sh("cat /proc/net/ip_vs_conn").contains("TCP 0A4D0004"),
                    () -> first.table().adm("-Lnc")
                            + first.table().adm("-L --daemon")
                            + second.table().adm("-L --daemon")
                            + (download.isDone() ? "the download: " + download.join() : "the download goes on"));

            first.process().signal("KILL");
            first.host().sh("ip link set eth0 down");
            Await.until(
                    "the second has the address", PATIENCE, () -> lan.host(5).has(VIP), second.process()::log);
            Await.until(
                    "the second sends now",
                    PATIENCE,
                    () -> second.table().adm("-L --daemon").contains("master sync daemon"),
                    second.process()::log);

            assertThat(download.get()).isEqualTo("200 3000000");
        }
    }
}
