// SPDX-License-Identifier: Apache-2.0
package io.mainstay.shell.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.platform.json.JsonReader;
import io.mainstay.platform.json.JsonValue.JsonArray;
import io.mainstay.platform.json.JsonValue.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all commands share: words, options, JSON, errors. */
class CommandsTest {
    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "servers",
                "checks",
                "probe http",
                "history http",
                "drain 10.0.0.1",
                "undrain 10.0.0.1",
                "weight 10.0.0.1 5",
                "reload",
                "doctor",
                "bundles",
                "journal",
                "config",
                "help"
            })
    void everyCommandSpeaksJson(String line) throws Exception {
        String out = terminal.run((line + " --json").split(" "));
        assertThat(JsonReader.read(out)).isInstanceOfAny(JsonObject.class, JsonArray.class);
        assertThat(terminal.exit).isZero();
    }

    @Test
    void jsonHasTheDocumentedMembers() {
        assertThat(terminal.run("servers", "tcp", "--json")).isEqualTo("""
                [
                  {
                    "virtualServer": "tcp/10.0.0.100:80",
                    "dataPlane": "proxy",
                    "scheduler": "wrr",
                    "quorum": "up",
                    "quorumNeeded": 1,
                    "liveWeight": 3,
                    "realServersUp": 1,
                    "realServersTotal": 2,
                    "sorryServer": null,
                    "sorryServerActive": false,
                    "suspended": false,
                    "services": [
                      {
                        "service": "tcp 10.0.0.100:80",
                        "active": true,
                        "problem": ""
                      }
                    ],
                    "realServers": [
                      {
                        "realServer": "10.0.0.1:80",
                        "state": "up",
                        "draining": false,
                        "weight": 3,
                        "configuredWeight": 3,
                        "weightOverride": null,
                        "activeConnections": 2,
                        "connections": 1234,
                        "failedConnections": 0,
                        "bytesIn": 45678,
                        "bytesOut": 9876543,
                        "failedChecks": []
                      },
                      {
                        "realServer": "10.0.0.2:80",
                        "state": "down",
                        "draining": false,
                        "weight": 0,
                        "configuredWeight": 1,
                        "weightOverride": null,
                        "activeConnections": 0,
                        "connections": 7,
                        "failedConnections": 0,
                        "bytesIn": 640,
                        "bytesOut": 1200,
                        "failedChecks": [
                          "tcp/10.0.0.100:80/10.0.0.2:80/TCP_CHECK"
                        ]
                      }
                    ]
                  }
                ]
                """);
        assertThat(terminal.run("status", "--json"))
                .contains("\"p99Millis\": 1.84")
                .contains("\"uptimeSeconds\": 3725");
    }

    @Test
    void errorsAreJsonTooWhenItIsWanted() {
        assertThat(terminal.run("probe", "udp", "--json")).startsWith("{\n  \"error\": \"cannot probe udp/");
        assertThat(terminal.err()).startsWith("cannot probe udp/");
        assertThat(terminal.exit).isEqualTo(1);
    }

    @Test
    void wrongUsageExitsWith2AndShowsTheUsage() {
        terminal.run("probe");
        assertThat(terminal.exit).isEqualTo(2);
        assertThat(terminal.err()).isEqualTo("too few words; usage: probe <check> [--json]\n");
        terminal.run("status", "now");
        assertThat(terminal.err()).isEqualTo("too many words from 'now' on; usage: status [--json]\n");
        terminal.run("reload", "--tset");
        assertThat(terminal.err()).isEqualTo("unknown option --tset; usage: reload [--test] [--json]\n");
        terminal.run("restart");
        assertThat(terminal.err()).isEqualTo("there is no command 'restart'; 'help' lists them\n");
        assertThat(terminal.exit).isEqualTo(2);
        terminal.run();
        assertThat(terminal.exit).isEqualTo(2);
    }

    @Test
    void aMissingServiceIsNamed() {
        terminal.system.balancer = Optional.empty();
        terminal.run("servers");
        assertThat(terminal.exit).isEqualTo(1);
        assertThat(terminal.err())
                .isEqualTo("the balancer is not there: no service Balancer (bundle io.mainstay.balancer);"
                        + " it may still be starting, 'doctor' says what is unsatisfied\n");
    }

    @Test
    void anAmbiguousNameListsTheCandidates() {
        terminal.run("history", "10.0.0.100");
        assertThat(terminal.exit).isEqualTo(1);
        assertThat(terminal.err()).isEqualTo("""
                '10.0.0.100' is in the names of 2 checks
                  tcp/10.0.0.100:80/10.0.0.1:80/HTTP_GET
                  tcp/10.0.0.100:80/10.0.0.2:80/TCP_CHECK
                """);
    }

    @Test
    void anUnknownRealServerListsTheOnesThereAre() {
        terminal.run("drain", "10.0.0.100:80", "10.0.0.9");
        assertThat(terminal.err()).isEqualTo("""
                no real server of tcp/10.0.0.100:80 is '10.0.0.9'; there is
                  tcp/10.0.0.100:80 10.0.0.1:80
                  tcp/10.0.0.100:80 10.0.0.2:80
                """);
        assertThat(terminal.system.asked).isEmpty();
    }

    @Test
    void aPartOfAnAddressIsNotARealServer() {
        terminal.run("drain", "10.0.0");
        assertThat(terminal.exit).isEqualTo(1);
        terminal.run("drain", "0.0.0.1");
        assertThat(terminal.exit).isEqualTo(1);
        assertThat(terminal.system.asked).isEmpty();
    }

    @Test
    void severalRealServersOfAPortAreListed() {
        terminal.run("drain", "80");
        assertThat(terminal.err())
                .startsWith(
                        "'80' is 2 real servers; name one with its virtual server and port\n  tcp/10.0.0.100:80 10.0.0.1:80");
    }

    @Test
    void aRealServerIsFoundByItsAddressOrItsPort() {
        terminal.run("drain", "2001:DB8::1");
        terminal.run("drain", "[2001:db8::1]");
        terminal.run("drain", "[2001:db8::1]:53");
        assertThat(terminal.system.asked).hasSize(3).containsOnly("drain udp/[2001:db8::53]:53 [2001:db8::1]:53 true");
    }
}
