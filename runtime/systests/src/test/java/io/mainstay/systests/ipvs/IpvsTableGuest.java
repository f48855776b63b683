// SPDX-License-Identifier: Apache-2.0
package io.mainstay.systests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mainstay.systests.support.Await;
import io.mainstay.systests.support.Lan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's table against what is configured: one Mainstay, one configuration after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IpvsTableGuest {
    private static final String EVERYTHING = """
            global_defs {
                lvs_timeouts tcp 7200 udp 60
            }
            virtual_server_group RANGE {
                192.0.2.20-22 80
                2001:db8:1::20-21 80
                192.0.2.24/31 81
                fwmark 70
                fwmark 70 inet6
            }
            virtual_server 192.0.2.1 80 {
                protocol TCP
                lvs_sched wrr
                lvs_method NAT
                real_server 10.77.0.2 8080 {
                    weight 5
                    uthreshold 100
                    lthreshold 50
                }
                real_server 10.77.0.3 80 {
                    weight 0
                }
                real_server 10.77.0.4 80 {
                    lvs_method DR
                    weight 2147483647
                }
                real_server 10.77.0.5 80 {
                    lvs_method TUN
                }
                real_server 10.77.0.6 80 {
                    lvs_method TUN type gue port 6080 csum
                }
                real_server 10.77.0.7 80 {
                    lvs_method TUN type gue port 6081 remcsum
                }
                real_server 10.77.0.8 80 {
                    lvs_method TUN type gre csum
                }
                real_server 2001:db8::9 80 {
                    lvs_method TUN
                }
            }
            virtual_server 2001:db8:1::1 443 {
                protocol TCP
                lvs_sched sh
                sh-port
                sh-fallback
                lvs_method DR
                real_server 2001:db8::2 443 {
                }
                real_server 10.77.0.9 443 {
                    lvs_method TUN
                }
            }
            virtual_server 192.0.2.2 53 {
                protocol UDP
                lvs_sched rr
                ops
                lvs_method NAT
                real_server 10.77.0.2 53 {
                }
            }
            virtual_server 192.0.2.3 5060 {
                protocol UDP
                lvs_sched rr
                lvs_method NAT
                persistence_timeout 600
                persistence_granularity 255.255.255.0
                persistence_engine sip
                hashed
                real_server 10.77.0.2 5060 {
                }
            }
            virtual_server 192.0.2.4 5000 {
                protocol SCTP
                lvs_sched lc
                lvs_method NAT
                real_server 10.77.0.2 5000 {
                }
            }
            virtual_server 192.0.2.5 {
                protocol TCP
                lvs_sched wlc
                lvs_method DR
                persistence_timeout 300
                real_server 10.77.0.2 {
                }
            }
            virtual_server fwmark 7 {
                lvs_sched mh
                mh-port
                mh-fallback
                lvs_method DR
                persistence_timeout
                real_server 10.77.0.2 {
                }
            }
            virtual_server fwmark 8 {
                ip_family inet6
                lvs_sched sed
                lvs_method DR
                persistence_timeout 90
                persistence_granularity 64
                real_server 2001:db8::2 {
                }
            }
            virtual_server 192.0.2.6 80 {
                protocol TCP
                lvs_sched dh
                flag-1
                flag-2
                flag-3
                lvs_method DR
                real_server 10.77.0.2 80 {
                }
            }
            virtual_server group RANGE {
                ip_family inet
                protocol TCP
                lvs_sched nq
                lvs_method DR
                real_server 10.77.0.2 80 {
                }
            }
            virtual_server group RANGE {
                ip_family inet6
                protocol TCP
                lvs_sched nq
                lvs_method DR
                real_server 2001:db8::3 80 {
                }
            }
            """;

    private Path folder;
    private Lan lan;
    private LoadBalancer balancer;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        lan = Lan.of(1);
        balancer = new LoadBalancer(lan.host(1), folder.resolve("m"));
        // Somebody else's, from before.
        balancer.host()
                .sh(
                        "modprobe ip_vs; ipvsadm -A -t 198.51.100.1:80 -s rr && ipvsadm -a -t 198.51.100.1:80 -r 198.51.100.2:80 -g");
        balancer.start(EVERYTHING);
    }

    @AfterAll
    void stop() {
        balancer.close();
        lan.close();
    }

    private static final String FOREIGN_SERVICE = "-A -t 198.51.100.1:80 -s rr";
    private static final String FOREIGN_DESTINATION = "-a -t 198.51.100.1:80 -r 198.51.100.2:80 -g -w 1";

    private static List<String> everything() {
        List<String> lines = new ArrayList<>(List.of(
                FOREIGN_SERVICE,
                FOREIGN_DESTINATION,
                "-A -t 192.0.2.1:80 -s wrr",
                "-a -t 192.0.2.1:80 -r 10.77.0.2:8080 -m -w 5",
                "-a -t 192.0.2.1:80 -r 10.77.0.3:80 -m -w 0",
                "-a -t 192.0.2.1:80 -r 10.77.0.4:80 -g -w 2147483647",
                "-a -t 192.0.2.1:80 -r 10.77.0.5:80 -i -w 1 --tun-type ipip",
                "-a -t 192.0.2.1:80 -r 10.77.0.6:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-csum",
                "-a -t 192.0.2.1:80 -r 10.77.0.7:80 -i -w 1 --tun-type gue --tun-port 6081 --tun-remcsum",
                "-a -t 192.0.2.1:80 -r 10.77.0.8:80 -i -w 1 --tun-type gre --tun-csum",
                "-a -t 192.0.2.1:80 -r [2001:db8::9]:80 -i -w 1 --tun-type ipip",
                "-A -t [2001:db8:1::1]:443 -s sh -b sh-fallback,sh-port",
                "-a -t [2001:db8:1::1]:443 -r [2001:db8::2]:443 -g -w 1",
                "-a -t [2001:db8:1::1]:443 -r 10.77.0.9:443 -i -w 1 --tun-type ipip",
                "-A -u 192.0.2.2:53 -s rr -o",
                "-a -u 192.0.2.2:53 -r 10.77.0.2:53 -m -w 1",
                "-A -u 192.0.2.3:5060 -s rr -p 600 -M 255.255.255.0 --pe sip",
                "-a -u 192.0.2.3:5060 -r 10.77.0.2:5060 -m -w 1",
                "-A --sctp-service 192.0.2.4:5000 -s lc",
                "-a --sctp-service 192.0.2.4:5000 -r 10.77.0.2:5000 -m -w 1",
                "-A -t 192.0.2.5:0 -s wlc -p 300",
                "-a -t 192.0.2.5:0 -r 10.77.0.2:0 -g -w 1",
                "-A -f 7 -s mh -p 360 -b mh-fallback,mh-port",
                "-a -f 7 -r 10.77.0.2:0 -g -w 1",
                "-A -f 8 -6 -s sed -p 90 -M 64",
                "-a -f 8 -6 -r [2001:db8::2]:0 -g -w 1",
                "-A -t 192.0.2.6:80 -s dh -b flag-1,flag-2,flag-3",
                "-a -t 192.0.2.6:80 -r 10.77.0.2:80 -g -w 1"));
        // Without a common port, DR's destinations have none; the packets keep theirs.
        for (String service : List.of(
                "-t 192.0.2.20:80",
                "-t 192.0.2.21:80",
                "-t 192.0.2.22:80",
                "-t 192.0.2.24:81",
                "-t 192.0.2.25:81",
                "-f 70")) {
            lines.add("-A " + service + " -s nq");
            lines.add("-a " + service + " -r 10.77.0.2:0 -g -w 1");
        }
        for (String service : List.of("-t [2001:db8:1::20]:80", "-t [2001:db8:1::21]:80", "-f 70 -6")) {
            lines.add("-A " + service + " -s nq");
            lines.add("-a " + service + " -r [2001:db8::3]:0 -g -w 1");
        }
        return lines;
    }

    @Test
    @Order(1)
    void everyKindOfServiceAndDestinationIsInTheTable() {
        List<String> expected = everything().stream().sorted().toList();
        Await.until(
                "the table is there",
                Duration.ofSeconds(20),
                () -> balancer.table().saved().size() >= expected.size(),
                () -> String.join("\n", balancer.table().saved()));

        assertThat(balancer.table().saved()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(balancer.table().adm("-Ln --thresholds").replaceAll(" +", " "))
                .contains("10.77.0.2:8080 100 50");
        assertThat(balancer.process().log()).contains("data plane: ipvs");
    }

    @Test
    @Order(2)
    void timeoutsAreSet() {
        assertThat(balancer.table().adm("-L --timeout")).contains("7200 120 60");
    }

    @Test
    @Order(3)
    void aReloadWithOneChangedServerIsOneChange() {
        try (NetlinkCapture capture = new NetlinkCapture(balancer.host(), folder.resolve("one.pcap"))) {
            balancer.reload(EVERYTHING); // nothing has changed
            balancer.reload(EVERYTHING.replace("weight 5", "weight 6"));
            balancer.awaitThat(
                    "the weight is 6", () -> balancer.table().saved().toString().contains("10.77.0.2:8080 -m -w 6"));

            assertThat(capture.stop()).extracting(NetlinkCapture.Seen::command).containsExactly("SET_DEST");
        }
        balancer.reload(EVERYTHING);
    }

    @Test
    @Order(4)
    void whatSomebodyElseTakesAwayIsPutBack() {
        List<String> before = balancer.table().saved().stream().sorted().toList();
        try (NetlinkCapture capture = new NetlinkCapture(balancer.host(), folder.resolve("repair.pcap"))) {
            for (String damage : List.of(
                    "-d -t 192.0.2.1:80 -r 10.77.0.2:8080",
                    "-e -t 192.0.2.1:80 -r 10.77.0.5:80 -i -w 77",
                    "-D -u 192.0.2.2:53",
                    "-a -u 192.0.2.2:53 -r 10.77.0.99:53 -m",
                    "-E -t 192.0.2.6:80 -s rr")) {
                balancer.table().adm(damage);
                balancer.awaitThat(
                        "put back after ipvsadm " + damage,
                        () -> balancer.table().saved().stream()
                                .sorted()
                                .toList()
                                .equals(before));
            }
            List<NetlinkCapture.Seen> seen = capture.stop();
            List<Long> millis = new ArrayList<>();
            for (int i = 1; i < seen.size(); i++) {
                millis.add((seen.get(i).atMicros() - seen.get(i - 1).atMicros()) / 1000);
            }
            // Each damage is one message of ipvsadm's; what follows it is the repair, of one message, or two for a
            // service.
            List<Long> repairs = List.of(millis.get(0), millis.get(2), millis.get(4), millis.get(7), millis.get(9));
            System.out.println("changes and the time between them: "
                    + seen.stream().map(NetlinkCapture.Seen::command).toList() + " " + millis);
            // The bound of one second is the module's test's, in virtual time. Here an emulated processor, that others
            // use too, may stand still at any moment: the median says whether it is looked at often enough.
            assertThat(repairs.stream().sorted().toList().get(2))
                    .as("median of %s milliseconds", repairs)
                    .isLessThan(4000);
        }
        assertThat(balancer.process().log()).contains("someone else changed the kernel's IPVS table");
    }

    @Test
    @Order(5)
    void aClearedTableComesBack() {
        List<String> before = balancer.table().saved().stream()
                .filter(line -> !line.contains("198.51.100"))
                .sorted()
                .toList();

        balancer.table().adm("-C");

        balancer.awaitThat(
                "everything is back",
                () -> balancer.table().saved().stream().sorted().toList().equals(before));
    }

    @Test
    @Order(6)
    void schedulersAllWork() throws IOException {
        List<String> there =
                List.of("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "mh", "dh", "fo", "ovf", "sed", "nq");
        StringBuilder config = new StringBuilder();
        for (int i = 0; i < there.size(); i++) {
            config.append(
                    "virtual_server 192.0.2.%d 80 {\n protocol TCP\n lvs_sched %s\n lvs_method DR\n real_server 10.77.0.2 80 {\n }\n}\n"
                            .formatted(100 + i, there.get(i)));
        }

        balancer.reload(config.toString());

        List<String> expected = java.util.stream.IntStream.range(0, there.size())
                .mapToObj(i -> "-A -t 192.0.2." + (100 + i) + ":80 -s " + there.get(i))
                .sorted()
                .toList();
        balancer.awaitThat(
                "all schedulers are in the table",
                () -> balancer.table().saved().stream()
                        .filter(line -> line.startsWith("-A"))
                        .sorted()
                        .toList()
                        .equals(expected));
    }

    private Path state(String name, int exit) {
        try {
            Path file = folder.resolve(name);
            Path draft = folder.resolve(name + ".new");
            Files.writeString(draft, "#!/bin/sh\nexit " + exit + "\n");
            draft.toFile().setExecutable(true);
            Files.move(
                    draft,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String judged(String more, String server1, String server2) {
        return """
                virtual_server 192.0.2.1 80 {
                    protocol TCP
                    lvs_sched wrr
                    lvs_method NAT
                    delay_loop 1
                    warmup 0
                    %s
                    sorry_server 10.77.0.99 80
                    real_server 10.77.0.2 80 {
                        weight 10
                        %s
                        MISC_CHECK {
                            misc_path %s
                            misc_dynamic
                        }
                    }
                    real_server 10.77.0.3 80 {
                        weight 10
                        %s
                        MISC_CHECK {
                            misc_path %s
                            misc_dynamic
                        }
                    }
                }
                """.formatted(more, server1, folder.resolve("one"), server2, folder.resolve("two"));
    }

    @Test
    @Order(7)
    void checksDecideOverWeightsServersQuorumAndSorryServer() {
        state("one", 0);
        state("two", 0);
        String service = "-A -t 192.0.2.1:80 -s wrr";
        String one = "-a -t 192.0.2.1:80 -r 10.77.0.2:80 -m -w ";
        String two = "-a -t 192.0.2.1:80 -r 10.77.0.3:80 -m -w ";
        String sorry = "-a -t 192.0.2.1:80 -r 10.77.0.99:80 -m -w 1";
        String vs = "-t 192.0.2.1:80";
        balancer.reload(judged("quorum 12", "", "inhibit_on_failure"));
        balancer.awaitTable(vs, service, one + 10, two + 10);

        state("one", 7); // the weight is the status less 2
        balancer.awaitTable(vs, service, one + 5, two + 10);
        state("one", 1);
        balancer.awaitTable(vs, service, sorry, two + 0); // 10 of 12: no quorum; the inhibited one stays with weight 0
        state("one", 0);
        balancer.awaitTable(vs, service, one + 10, two + 10);

        balancer.reload(judged("quorum 1", "", "inhibit_on_failure"));
        state("two", 1);
        balancer.awaitTable(vs, service, one + 10, two + 0); // inhibited
        state("one", 1);
        balancer.awaitTable(vs, service, two + 0, sorry);
        state("one", 0);
        state("two", 0);
        balancer.awaitTable(vs, service, one + 10, two + 10);
    }

    @Test
    @Order(8)
    void anOperatorsDrainAndWeightAreInTheTable() {
        String service = "-A -t 192.0.2.1:80 -s wrr";
        balancer.console().run("drain", "10.77.0.2:80");
        balancer.awaitTable(
                "-t 192.0.2.1:80",
                service,
                "-a -t 192.0.2.1:80 -r 10.77.0.2:80 -m -w 0",
                "-a -t 192.0.2.1:80 -r 10.77.0.3:80 -m -w 10");
        balancer.console().run("undrain", "10.77.0.2:80");
        balancer.console().run("weight", "10.77.0.3:80", "33");
        balancer.awaitTable(
                "-t 192.0.2.1:80",
                service,
                "-a -t 192.0.2.1:80 -r 10.77.0.2:80 -m -w 10",
                "-a -t 192.0.2.1:80 -r 10.77.0.3:80 -m -w 33");
    }

    @Test
    @Order(9)
    void synchronisationRunsBothWaysWithoutAnInstance() {
        balancer.reload(
                "global_defs {\n lvs_sync_daemon eth0 id 5 port 8849 group 224.0.0.82\n}\n" + judged("", "", ""));

        balancer.awaitThat(
                "both daemons run",
                () -> balancer.table().adm("-L --daemon").lines().count() == 2);
        assertThat(balancer.table().adm("-L --daemon"))
                .contains("master sync daemon (mcast=eth0, syncid=5")
                .contains("backup sync daemon (mcast=eth0, syncid=5")
                .contains("group=224.0.0.82, port=8849");

        balancer.reload(judged("", "", ""));
        balancer.awaitThat(
                "both have ended", () -> balancer.table().adm("-L --daemon").isBlank());
    }

    @Test
    @Order(10)
    void doctorHasNothingToComplainOf() {
        assertThat(balancer.console().run("doctor")).doesNotContain("data plane ipvs");
        JsonObject first = balancer.servers().getAsJsonArray().get(0).getAsJsonObject();
        assertThat(first.toString()).contains("ipvs");
    }

    @Test
    @Order(20)
    void aStopRemovesOursOnly() {
        balancer.host().sh("ipvsadm -A -t 198.51.100.1:80 -s rr");

        assertThat(balancer.process().stop()).isZero();

        assertThat(balancer.table().saved()).containsExactly(FOREIGN_SERVICE);
    }
}
