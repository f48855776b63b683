// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mainstay.systests.support.Distribution;
import io.mainstay.systests.support.HttpClients;
import io.mainstay.systests.support.Loopback;
import io.mainstay.systests.support.MainstayProcess;
import io.mainstay.systests.support.Nginx;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files below etc/ come, change and go while it runs; there is no keepalived.conf. */
class EtcSystemTest {
    @TempDir
    Path folder;

    private final String address = Loopback.next();
    private Nginx one;
    private Nginx two;
    private MainstayProcess mainstay;
    private Path web;

    @BeforeAll
    static void nginx() {
        assumeTrue(Nginx.isInstalled(), "SKIPPED: there is no nginx; on Debian: apt-get install nginx-light");
    }

    @BeforeEach
    void start() {
        one = Nginx.http(folder, "one");
        two = Nginx.http(folder, "two");
        mainstay = new MainstayProcess(Distribution.built(), folder.resolve("m"));
        mainstay.put(mainstay.config(), "");
        mainstay.start();
        web = mainstay.etc().resolve("io.mainstay.virtualserver~web.json");
    }

    @AfterEach
    void stop() {
        mainstay.close();
        one.close();
        two.close();
    }

    private static String realServer(Nginx backEnd, int weight) {
        return """
                { "address": "%s", "weight": %d,
                  "checks": [ { "type": "HTTP_GET", "connect_timeout": 1, "url": [ { "path": "/", "status_code": "200" } ] } ] }
                """.formatted(backEnd.endpoint(), weight);
    }

    private String virtualServer(String realServers) {
        return """
                // comments are allowed
                { "address": "%s:80", "protocol": "TCP", "lb_algo": "rr", "data_plane": "proxy",
                  "delay_loop": 1, "retry": 1, "delay_before_retry": 0.2,
                  "real_servers": [ %s ] }
                """.formatted(address, realServers);
    }

    @Test
    void aVirtualServerComesChangesAndGoesWithItsFile() throws Exception {
        mainstay.put(web, virtualServer(realServer(one, 1)));
        mainstay.await("it serves", () -> HttpClients.body(address, 80).equals("one"));

        mainstay.put(web, virtualServer(realServer(two, 1)));
        mainstay.await(
                "the other real server has taken over",
                () -> HttpClients.body(address, 80).equals("two"));

        Files.delete(web);
        mainstay.await("it is gone", () -> HttpClients.body(address, 80).startsWith("FAILED"));
        assertThat(mainstay.isAlive()).isTrue();
    }

    @Test
    void aRealServerAloneJoinsItsVirtualServerAndIsDrainedWithItsFile() throws Exception {
        mainstay.put(web, virtualServer(realServer(one, 1)));
        mainstay.await("the first is up", () -> mainstay.stateOf(one.endpoint()).equals("up"));

        Path member = mainstay.etc().resolve("io.mainstay.realserver~two.json");
        mainstay.put(member, realServer(two, 1).strip().replaceFirst("\\{", "{ \"virtual_server\": \"web\","));
        mainstay.await(
                "the second is up", () -> mainstay.stateOf(two.endpoint()).equals("up"));
        try (HttpClients clients = HttpClients.start(address, 80, 2)) {
            mainstay.await(
                    "both answer",
                    () -> clients.answersSince(System.nanoTime() - 300_000_000L).size() == 2);

            Files.delete(member);
            mainstay.await(
                    "the second is gone", () -> mainstay.stateOf(two.endpoint()).equals("absent"));
            long gone = System.nanoTime();
            mainstay.await(
                    "the first carries on", () -> clients.answersSince(gone).getOrDefault("one", 0) > 20);
            assertThat(clients.answersSince(gone)).containsOnlyKeys("one");
            assertThat(clients.failures()).isEmpty();
        }
    }

    @Test
    void aBrokenFileChangesNothingAndIsNamedWithItsPlace() {
        mainstay.put(web, virtualServer(realServer(one, 1)));
        mainstay.await("it serves", () -> HttpClients.body(address, 80).equals("one"));

        mainstay.put(web, virtualServer(realServer(one, 1)).replace("\"rr\"", "\"nosuch\""));

        mainstay.awaitLog("nosuch");
        assertThat(mainstay.log()).contains("io.mainstay.virtualserver~web.json:2:");
        assertThat(HttpClients.body(address, 80)).isEqualTo("one");
    }
}
