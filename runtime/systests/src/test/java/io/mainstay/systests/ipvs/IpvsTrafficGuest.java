// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.mainstay.systests.support.Lan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Requests of curl to nginx, by NAT and by DR, while servers and Mainstay itself die. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IpvsTrafficGuest {
    private static final String NAT = "10.78.0.100";
    private static final String DR = "10.77.0.100";

    private static String config() {
        return server(NAT, "NAT") + server(DR, "DR");
    }

    private static String server(String address, String method) {
        return """
                virtual_server %s 80 {
                    protocol TCP
                    lvs_sched rr
                    lvs_method %s
                    delay_loop 1
                    warmup 0
                    real_server 10.77.0.2 80 {
                        TCP_CHECK {
                            connect_timeout 2
                            retry 0
                        }
                    }
                    real_server 10.77.0.3 80 {
                        TCP_CHECK {
                            connect_timeout 2
                            retry 0
                        }
                    }
                }
                """.formatted(address, method);
    }

    private Path folder;
    private Lan lan;
    private LoadBalancer balancer;
    private WebServer one;
    private WebServer two;
    private CurlLoop nat;
    private CurlLoop dr;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        lan = Lan.of(4);
        Lan.Host lb = lan.host(1);
        lb.sh("sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.eth0.send_redirects=0"
                + " net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.eth0.rp_filter=0");
        lb.sh("ip addr add 10.78.0.1/24 dev eth0; ip addr add " + NAT + "/32 dev eth0; ip addr add " + DR
                + "/32 dev eth0");
        lan.host(4).sh("ip addr add 10.78.0.4/24 dev eth0");
        one = new WebServer(lan.host(2), folder, "one").start();
        two = new WebServer(lan.host(3), folder, "two").start();
        List.of(one, two).forEach(server -> server.host().sh("ip route add default via 10.77.0.1"));
        WebServer.takeDirectly(DR, List.of(one, two));
        balancer = new LoadBalancer(lb, folder.resolve("m"));
        balancer.process().option("-I");
        balancer.start(config());
        nat = new CurlLoop(lan.host(4), "http://" + NAT + "/", folder);
        dr = new CurlLoop(lan.host(4), "http://" + DR + "/", folder);
    }

    @AfterAll
    void stop() {
        for (AutoCloseable each : new AutoCloseable[] {nat, dr, balancer, one, two, lan}) {
            try {
                if (each != null) {
                    each.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private void awaitAnswers(CurlLoop client, long since, int count) {
        balancer.awaitThat(
                count + " answers",
                () -> client.since(since).stream().filter(r -> !r.failed()).count() >= count);
    }

    private static List<String> answers(List<CurlLoop.Request> requests) {
        return requests.stream()
                .map(CurlLoop.Request::answer)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    @Order(1)
    void bothServersAnswerByBothWays() {
        long begin = now();
        for (CurlLoop client : List.of(nat, dr)) {
            awaitAnswers(client, begin, 6);
            assertThat(answers(client.since(begin))).containsExactly("one", "two");
        }
    }

    @Test
    @Order(2)
    void aDeadServerIsNoLongerAskedOnceItsCheckHasSeenIt() {
        one.kill();
        balancer.awaitThat(
                "it is out of both services",
                () -> balancer.table().saved().stream().noneMatch(l -> l.contains("10.77.0.2:80")));
        long out = now();

        for (CurlLoop client : List.of(nat, dr)) {
            awaitAnswers(client, out, 8);
            assertThat(answers(client.since(out))).containsExactly("two");
        }
    }

    @Test
    @Order(3)
    void itIsAskedAgainWhenItIsBack() {
        one.start();
        balancer.awaitThat(
                "it is back in both services",
                () -> balancer.table().saved().stream()
                                .filter(l -> l.contains("10.77.0.2:80"))
                                .count()
                        == 2);
        long back = now();

        for (CurlLoop client : List.of(nat, dr)) {
            awaitAnswers(client, back, 8);
            assertThat(answers(client.since(back))).containsExactly("one", "two");
        }
    }

    @Test
    @Order(4)
    void aKilledMainstayIsNotMissedAndItsSuccessorChangesNothing() {
        List<String> before = balancer.table().saved();
        long killed = now();
        balancer.process().signal("KILL");
        balancer.process().awaitExit();
        awaitAnswers(nat, killed, 5);
        assertThat(balancer.table().saved()).isEqualTo(before);

        try (NetlinkCapture capture = new NetlinkCapture(balancer.host(), folder.resolve("adoption.pcap"))) {
            balancer.process().start();
            long again = now();
            awaitAnswers(nat, again, 5);
            awaitAnswers(dr, again, 5);
            assertThat(capture.stop()).isEmpty();
        }
        assertThat(balancer.table().saved()).isEqualTo(before);
        assertThat(nat.since(killed)).noneMatch(CurlLoop.Request::failed);
        assertThat(dr.since(killed)).noneMatch(CurlLoop.Request::failed);
    }

    @Test
    @Order(5)
    void countersAreTheKernels() {
        nat.close();
        dr.close();
        balancer.awaitThat("counters agree with ipvsadm's", () -> {
            JsonObject server = (JsonObject) virtualServer("tcp/" + NAT + ":80");
            JsonObject traffic = StreamSupport.stream(
                            server.getAsJsonArray("services").spliterator(), false)
                    .map(JsonElement::getAsJsonObject)
                    .findFirst()
                    .orElseThrow()
                    .getAsJsonObject("traffic");
            String[] line = balancer.table()
                    .adm("-Ln --stats --exact -t " + NAT + ":80")
                    .lines()
                    .filter(l -> l.startsWith("TCP"))
                    .findFirst()
                    .orElseThrow()
                    .trim()
                    .split(" +");
            return traffic.get("connections").getAsString().equals(line[2])
                    && traffic.get("packetsIn").getAsString().equals(line[3])
                    && traffic.get("packetsOut").getAsString().equals(line[4])
                    && traffic.get("bytesIn").getAsString().equals(line[5])
                    && traffic.get("bytesOut").getAsString().equals(line[6])
                    && Long.parseLong(line[6]) > 1000;
        });
        JsonObject first = virtualServer("tcp/" + NAT + ":80")
                .getAsJsonObject()
                .getAsJsonArray("realServers")
                .get(0)
                .getAsJsonObject();
        assertThat(first.getAsJsonObject("traffic").get("packetsIn").getAsLong())
                .isPositive();
        assertThat(first.get("connections").getAsLong()).isPositive();
    }

    private JsonElement virtualServer(String name) {
        return StreamSupport.stream(balancer.servers().getAsJsonArray().spliterator(), false)
                .filter(vs ->
                        vs.getAsJsonObject().get("virtualServer").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(6)
    void aGroupOfAddressesIsOneMark() {
        balancer.host().sh("ip addr add 10.78.0.101/32 dev eth0; ip addr add 10.78.0.102/32 dev eth0");
        String group = "global_defs {\n nftables_ipvs\n}\nvirtual_server_group WEB {\n 10.78.0.101-102 80\n}\n"
                + server("group WEB", "NAT").replace("group WEB 80", "group WEB");
        balancer.reload(config() + group);
        balancer.awaitThat(
                "the mark is in the table",
                () -> balancer.table().saved().stream()
                                .filter(l -> l.contains(" -f "))
                                .count()
                        == 3);

        for (String address : List.of("10.78.0.101", "10.78.0.102")) {
            assertThat(lan.host(4)
                            .sh("for i in 1 2 3 4; do curl -s -m 10 http://" + address + "/; done")
                            .lines()
                            .distinct())
                    .as("%s", address)
                    .containsExactlyInAnyOrder("one", "two");
        }

        balancer.reload(config());
        balancer.awaitThat(
                "the mark is gone", () -> balancer.table().saved().stream().noneMatch(l -> l.contains(" -f ")));
        assertThat(lan.host(4).sh("curl -s -m 2 http://10.78.0.101/ || echo refused"))
                .contains("refused");
    }

    @Test
    @Order(7)
    void aStopWithItsOptionLeavesTheTableAlone() {
        List<String> before = balancer.table().saved();

        assertThat(balancer.process().stop()).isZero();

        assertThat(balancer.table().saved()).isEqualTo(before).hasSize(6);
    }
}
