// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Fragment;
import io.mainstay.platform.json.JsonReader;
import io.mainstay.platform.json.JsonSyntaxException;
import io.mainstay.platform.json.JsonValue.JsonObject;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AdminStatementsTest {
    private static final String DEFAULTS = "protocol TCP; lvs_sched wlc; lvs_method NAT; ";

    /** What keepalived.conf would have said, one statement per top-level node. */
    private static List<String> lines(AdminEntry... entries) {
        return AdminStatements.of(Arrays.asList(entries)).nodes().stream()
                .map(ConfigNode::toString)
                .toList();
    }

    private static List<String> problems(AdminEntry... entries) {
        return AdminStatements.of(Arrays.asList(entries)).diagnostics().stream()
                .map(Diagnostic::toString)
                .toList();
    }

    /** An entry as it comes from a file, with positions. */
    private static AdminEntry file(String factory, String name, String json) {
        try {
            String pid = name.isEmpty() ? factory : factory + "~" + name;
            return new AdminEntry(
                    pid,
                    name.isEmpty() ? "" : factory,
                    name.isEmpty() ? factory : name,
                    pid + ".json",
                    true,
                    (JsonObject) JsonReader.read(json));
        } catch (JsonSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static AdminEntry virtualServer(String name, String json) {
        return file(AdminStatements.VIRTUAL_SERVER, name, json);
    }

    private static AdminEntry realServer(String name, String json) {
        return file(AdminStatements.REAL_SERVER, name, json);
    }

    @Test
    void aVirtualServerBecomesKeepalivedsStatements() {
        assertThat(lines(virtualServer("web", """
                                        {
                                          "address": "10.0.0.100:80", "protocol": "UDP", "lb_algo": "wrr", "delay_loop": 2.5,
                                          "lvs_method": "TUN type gue port 6080", "alpha": true, "sh-port": false,
                                          "sorry_server": "[2001:db8::1]:80", "quorum_up": ["/bin/up now", "nobody"],
                                          "real_servers": [ { "address": "10.0.0.1:8080", "weight": 2,
                                            "inhibit_on_failure": false,
                                            "checks": [ { "type": "HTTP_GET", "enable_sni": true,
                                              "url": [ {"path": "/", "status_code": "200 300-399"}, {"path": "/b"} ] },
                                              "TCP_CHECK" ] } ]
                                        }""")))
                .containsExactly("virtual_server 10.0.0.100 80 { protocol UDP; lb_algo wrr; delay_loop 2.5;"
                        + " lvs_method TUN type gue port 6080; alpha; sorry_server 2001:db8::1 80;"
                        + " quorum_up /bin/up now nobody;"
                        + " real_server 10.0.0.1 8080 { weight 2; inhibit_on_failure false;"
                        + " HTTP_GET { enable_sni; url { path /; status_code 200 300-399; }; url { path /b; }; };"
                        + " TCP_CHECK { }; }; }");
    }

    @Test
    void aVirtualRouterBecomesKeepalivedsStatements() {
        assertThat(lines(file("io.mainstay.vrrpinstance", "web", """
                                        {
                                          "interface": "eth0", "priority": 120, "advert_int": 0.5, "nopreempt": true,
                                          "virtual_ipaddress": ["10.0.0.1/24 dev eth0", "10.0.0.2"],
                                          "track_interface": "eth1, eth2 weight 5", "use_vmac": false,
                                          "authentication": {"auth_type": "PASS", "auth_pass": "a b"},
                                          "garp_extra_if": "all 5", "notify_master": ["/bin/x a", "nobody"]
                                        }"""), file("io.mainstay.vrrpscript", "x", """
                                        {"name": "chk", "script": "/bin/x a", "weight": "5 reverse"}""")))
                .containsExactly(
                        "vrrp_instance web { interface eth0; priority 120; advert_int 0.5; nopreempt;"
                                + " virtual_ipaddress { 10.0.0.1/24 dev eth0; 10.0.0.2; };"
                                + " track_interface { eth1; eth2 weight 5; };"
                                + " authentication { auth_type PASS; auth_pass a b; };"
                                + " garp_extra_if all 5; notify_master /bin/x a nobody; }",
                        "vrrp_script chk { script /bin/x a; weight 5 reverse; }");
    }

    @Test
    void whatHasNoNameBecomesTopLevelStatements() {
        assertThat(lines(file(AdminStatements.VRRP, "", """
                                        {
                                          "static_ipaddress": ["10.0.0.1/24 dev eth0"], "linkbeat_use_polling": true,
                                          "garp_group": [{"garp_interval": 1, "interfaces": ["a", "b"]}],
                                          "track_group": {"g": ["v", "w"]}
                                        }""")))
                .containsExactly(
                        "static_ipaddress { 10.0.0.1/24 dev eth0; }",
                        "linkbeat_use_polling",
                        "garp_group { garp_interval 1; interfaces { a; b; }; }",
                        "track_group g { group { v; w; }; }");
        assertThat(problems(file(AdminStatements.VRRP, "", "{\"track_group\": [\"v\"]}")))
                .containsExactly("io.mainstay.vrrp.json:1:17: error: found an array: expected groups by their names"
                        + " (such as {\"g1\": [\"VI_1\", \"VI_2\"]})");
        assertThat(problems(file("io.mainstay.vrrpinstance", "v", "{\"virtual_ipaddress\": [1]}")))
                .containsExactly("io.mainstay.vrrpinstance~v.json:1:24: error: found a number: expected a string");
    }

    @Test
    void aCommandLineStaysOneWord() {
        ConfigNode node = AdminStatements.of(
                        List.of(virtualServer("a", "{\"fwmark\": 7, \"quorum_up\": \"/bin/up now\"}")))
                .nodes()
                .get(0);
        assertThat(node.toString())
                .isEqualTo("virtual_server fwmark 7 { quorum_up /bin/up now; lvs_sched wlc; lvs_method NAT; }");
        assertThat(node.block().get(0).arguments()).hasSize(1);
    }

    @Test
    void everyWordHasItsPlaceInTheFile() {
        ConfigNode node = AdminStatements.of(
                        List.of(
                                virtualServer(
                                        "web",
                                        "{\n  \"address\": \"10.0.0.100:80\",\n  \"real_servers\": [\n    {\"address\": \"10.0.0.1:80\", \"weight\": 7}]}")))
                .nodes()
                .get(0);
        String file = "io.mainstay.virtualserver~web.json";
        assertThat(node.at()).hasToString(file + ":2:3");
        assertThat(node.arguments().get(0).at()).hasToString(file + ":2:14");
        assertThat(node.arguments().get(1).at()).hasToString(file + ":2:26");
        ConfigNode weight = node.all("real_server").get(0).block().get(0);
        assertThat(weight.at()).hasToString(file + ":4:32");
        assertThat(weight.arguments().get(0).at()).hasToString(file + ":4:42");
    }

    @Test
    void realServersWithoutChecksGetTheVirtualServers() {
        assertThat(lines(virtualServer("web", """
                                        {"address": "10.0.0.100:80", "checks": "TCP_CHECK", "real_servers": [
                                          {"address": "10.0.0.1:80"}, {"address": "10.0.0.2:80", "checks": []}]}""")))
                .containsExactly("virtual_server 10.0.0.100 80 { "
                        + DEFAULTS + "real_server 10.0.0.1 80 { TCP_CHECK { }; };"
                        + " real_server 10.0.0.2 80 { }; }");
    }

    @Test
    void aRealServerOfItsOwnJoinsTheVirtualServerThatItNames() {
        AdminEntry web = virtualServer(
                "web", "{\"address\": \"10.0.0.100:80\", \"real_servers\": [{\"address\": \"10.0.0.1:80\"}]}");
        AdminEntry byName =
                realServer("b", "{\"virtual_server\": \"web\", \"address\": \"10.0.0.2:80\", \"weight\": 3}");
        AdminEntry byAddress = realServer("c", "{\"virtual_server\": \"10.0.0.100:80\", \"address\": \"10.0.0.3:80\"}");
        assertThat(lines(byAddress, byName, web))
                .containsExactly("virtual_server 10.0.0.100 80 { "
                        + DEFAULTS + "real_server 10.0.0.1 80 { };"
                        + " real_server 10.0.0.2 80 { weight 3; }; real_server 10.0.0.3 80 { }; }");
    }

    @Test
    void aRealServerWithoutItsVirtualServerIsAWarning() {
        AdminEntry web = virtualServer("web", "{\"address\": \"10.0.0.100:80\"}");
        AdminEntry lost = realServer("b", "{\"virtual_server\": \"wep\", \"address\": \"10.0.0.2:80\"}");
        assertThat(problems(web, lost))
                .containsExactly("io.mainstay.realserver~b.json:1:20: warning: there is no virtual server 'wep' in"
                        + " Config Admin; this real server is not used (did you mean 'web'?)");
        assertThat(problems(lost).get(0)).endsWith("(add io.mainstay.virtualserver~wep.json)");
        assertThat(lines(web, lost)).containsExactly("virtual_server 10.0.0.100 80 { " + DEFAULTS + "}");
    }

    @Test
    void aRealServerMayNameAVirtualServerOfAnotherSource() {
        assertThat(lines(
                        realServer("a", "{\"virtual_server\": \"10.9.9.9:80\", \"address\": \"10.0.0.2:80\"}"),
                        realServer("b", "{\"virtual_server\": \"fwmark 7\", \"address\": \"10.0.0.2:80\"}"),
                        realServer("c", "{\"virtual_server\": \"tcp/10.9.9.9:80\", \"address\": \"10.0.0.2:80\"}")))
                .containsExactly(
                        "real_server 10.0.0.2 80 { virtual_server 10.9.9.9 80; }",
                        "real_server 10.0.0.2 80 { virtual_server fwmark 7; }",
                        "real_server 10.0.0.2 80 { virtual_server tcp/10.9.9.9:80; }");
    }

    @Test
    void aCheckWithANameIsAConfigurationOfItsType() {
        assertThat(lines(
                        file(
                                "io.mainstay.check.MISC_CHECK",
                                "web",
                                "{\"misc_path\": [\"/bin/x\", \"a\"], \"misc_dynamic\": true}"),
                        virtualServer("web", """
                                { "address": "10.0.0.100:80", "check": "web",
                                  "real_servers": [ { "address": "10.0.0.1:80", "checks": ["TCP_CHECK", "other"] } ] }""")))
                .containsExactly(
                        "check web { MISC_CHECK { misc_path /bin/x a; misc_dynamic; }; }",
                        "virtual_server 10.0.0.100 80 { check web; " + DEFAULTS
                                + "real_server 10.0.0.1 80 { TCP_CHECK { }; check other; }; }");
        assertThat(AdminStatements.isCheck("io.mainstay.check.tcp.internal.TcpCheckerFactory"))
                .isFalse();
    }

    @Test
    void globalsGroupsAndSslComeFirst() {
        assertThat(lines(
                        virtualServer("web", "{\"group\": \"edge\"}"),
                        file(
                                AdminStatements.GROUP,
                                "edge",
                                "{\"members\": [\"10.0.0.1:80\", \"10.0.0.5-9 80\", \"2001:db8::7\", \"fwmark 9\"]}"),
                        file(AdminStatements.SSL, "", "{\"ca\": \"/etc/ca.pem\"}"),
                        file(
                                AdminStatements.GLOBAL,
                                "",
                                "{\"router_id\": \"lb\", \"notification_email\": [\"a@b\", \"c@d\"],"
                                        + " \"no_checker_emails\": true}")))
                .containsExactly(
                        "global_defs { router_id lb; notification_email { a@b; c@d; }; no_checker_emails; }",
                        "SSL { ca /etc/ca.pem; }",
                        "virtual_server_group edge { 10.0.0.1 80; 10.0.0.5-9 80; 2001:db8::7; fwmark 9; }",
                        "virtual_server group edge { " + DEFAULTS + "}");
    }

    @Test
    void whatCannotBeTurnedIsSaidAtItsPlace() {
        assertThat(problems(virtualServer("a", "{}")).get(0))
                .isEqualTo(
                        "io.mainstay.virtualserver~a.json:1:1: error: this virtual server does not say what it listens"
                                + " on (expected one of \"address\": \"10.0.0.1:80\", \"fwmark\": 7, \"group\": \"NAME\")");
        assertThat(problems(virtualServer("a", "{\"address\": \"10.0.0.1:80\", \"fwmark\": 1}"))
                        .get(0))
                .contains(":1:28: error: 'address' and 'fwmark' exclude each other");
        assertThat(problems(virtualServer("a", "{\"address\": 80}")).get(0))
                .contains(":1:13:")
                .contains("a number");
        assertThat(problems(virtualServer("a", "{\"fwmark\": 1, \"real_servers\": [{}, \"x\"]}")))
                .satisfiesExactly(
                        p -> assertThat(p).contains(":1:32: error: a real server needs an address"),
                        p -> assertThat(p).contains(":1:36: error: found a string: expected a real server"));
        assertThat(problems(virtualServer(
                                "a",
                                "{\"fwmark\": 1, \"real_servers\": [{\"address\": \"1.2.3.4\", \"checks\": [{}]}]}"))
                        .get(0))
                .contains("a check needs its type");
        assertThat(problems(virtualServer("a", "{\"fwmark\": 1, \"url\": [1, {}]}"))
                        .get(0))
                .contains("mixes");
        assertThat(problems(realServer("a", "{\"address\": \"1.2.3.4\"}")).get(0))
                .contains("does not say which virtual server");
        assertThat(problems(file(AdminStatements.GROUP, "g", "{}")).get(0)).contains("no members");
    }

    @Test
    void aConfigurationFromTheApiWorksTooAndIsKnownByItsPid() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("service.pid", "io.mainstay.virtualserver~api");
        properties.put("address", "10.0.0.100:80");
        properties.put("delay_loop", 1.50);
        properties.put("alpha", true);
        properties.put("status_code", new String[] {"200", "204"});
        properties.put("real_servers", List.of("{\"address\": \"10.0.0.1:80\"}", "nonsense"));
        Fragment fragment = AdminStatements.of(
                List.of(AdminEntry.of("io.mainstay.virtualserver~api", "io.mainstay.virtualserver", properties)));
        assertThat(fragment.nodes().get(0))
                .hasToString("virtual_server 10.0.0.100 80 { alpha; delay_loop 1.5; status_code 200 204; " + DEFAULTS
                        + "real_server 10.0.0.1 80 { }; }");
        assertThat(fragment.diagnostics().get(0))
                .asString()
                .startsWith("io.mainstay.virtualserver~api: error: found a string: expected a real server");
    }

    @Test
    void plainTextValuesOfACfgFileAreUnderstood() {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("notification_email", "a@b, c@d");
        properties.put("smtp_server", "127.0.0.1:25");
        properties.put("no_checker_emails", "true");
        properties.put("flag-1", "true");
        properties.put("flag-2", "false");
        properties.put("omega", "");
        properties.put("smtp_alert", "false");
        assertThat(lines(AdminEntry.of("io.mainstay.global", null, properties)))
                .containsExactly("global_defs { flag-1; no_checker_emails true; notification_email { a@b; c@d; };"
                        + " omega; smtp_alert false; smtp_server 127.0.0.1 25; }");
    }
}
