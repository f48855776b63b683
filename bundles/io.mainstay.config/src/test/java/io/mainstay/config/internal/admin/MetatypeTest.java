// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.DiagnosticKind;
import io.mainstay.api.config.Fragment;
import io.mainstay.config.internal.source.LocalInterpreter;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What generic tools are told about our configurations is what the source and the interpreter accept. */
final class MetatypeTest {
    private static final String UNKNOWN = "zzzzzzzzzzzzzzzzzzzz";

    /** Keys that this format has and keepalived.conf does not, or has in another form. */
    private static final Map<String, Set<String>> OWN_KEYS = Map.of(
            AdminStatements.VIRTUAL_SERVER,
            Set.of("address", "fwmark", "group", "real_servers", "checks"),
            AdminStatements.REAL_SERVER,
            Set.of("address", "checks"),
            AdminStatements.GLOBAL,
            Set.of(),
            AdminStatements.SSL,
            Set.of(),
            "io.mainstay.vrrpinstance",
            Set.of("name"),
            "io.mainstay.vrrpsyncgroup",
            Set.of("name"),
            "io.mainstay.vrrpscript",
            Set.of("name"),
            "io.mainstay.vrrptrackprocess",
            Set.of("name"),
            "io.mainstay.vrrptrackfile",
            Set.of("name"));

    /** Keywords that keepalived.conf's own reader is told with, or that have another form here. */
    private static final Set<String> ONLY_IN_A_FILE =
            Set.of("real_server", "include_check", "random_seed", "reload_check_config");

    /** Key, type and default of each attribute, by PID. */
    private static Map<String, List<Element>> attributes() {
        try (InputStream xml = MetatypeTest.class.getResourceAsStream("/OSGI-INF/metatype/configurations.xml")) {
            NodeList types = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(xml)
                    .getElementsByTagName("OCD");
            Map<String, List<Element>> byPid = new LinkedHashMap<>();
            for (int i = 0; i < types.getLength(); i++) {
                NodeList attributes = ((Element) types.item(i)).getElementsByTagName("AD");
                List<Element> list = new ArrayList<>();
                for (int j = 0; j < attributes.getLength(); j++) {
                    list.add((Element) attributes.item(j));
                }
                byPid.put(((Element) types.item(i)).getAttribute("id"), list);
            }
            return byPid;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> keys(String pid) {
        return attributes().get(pid).stream()
                .map(e -> e.getAttribute("id"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Diagnostic> diagnostics(String pid, Hashtable<String, Object> properties) {
        List<AdminEntry> entries = new ArrayList<>();
        if (pid.equals(AdminStatements.REAL_SERVER)) {
            properties.putIfAbsent("virtual_server", "v");
            properties.putIfAbsent("address", "10.0.0.2:80");
            entries.add(AdminEntry.of(
                    AdminStatements.VIRTUAL_SERVER + "~v",
                    AdminStatements.VIRTUAL_SERVER,
                    new Hashtable<>(Map.of("address", "10.0.0.1:80"))));
        } else if (pid.equals(AdminStatements.VIRTUAL_SERVER)) {
            properties.put("address", "10.0.0.1:80");
            properties.putIfAbsent("real_servers", "{\"address\": \"10.0.0.2:80\"}");
        }
        base(pid, properties);
        boolean singleton = Set.of(AdminStatements.GLOBAL, AdminStatements.SSL, AdminStatements.VRRP)
                .contains(pid);
        entries.add(AdminEntry.of(singleton ? pid : pid + "~x", singleton ? null : pid, properties));
        Fragment fragment = AdminStatements.of(entries);
        return Stream.concat(
                        fragment.diagnostics().stream(),
                        new LocalInterpreter().interpret(1, fragment.nodes(), Map.of()).diagnostics().stream())
                .toList();
    }

    /** What a block of the kind cannot do without. */
    private static void base(String pid, Hashtable<String, Object> properties) {
        Map<String, Object> needed = switch (pid) {
            case "io.mainstay.vrrpinstance" ->
                Map.of("interface", "lo", "virtual_router_id", 1, "virtual_ipaddress", "192.0.2.1");
            case "io.mainstay.vrrpscript" -> Map.of("script", "/bin/true");
            case "io.mainstay.vrrptrackprocess" -> Map.of("process", "sshd");
            case "io.mainstay.vrrptrackfile" -> Map.of("file", "/run/x");
            default -> Map.of();
        };
        needed.forEach(properties::putIfAbsent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.mainstay.vrrpinstance",
                "io.mainstay.vrrpsyncgroup",
                "io.mainstay.vrrpscript",
                "io.mainstay.vrrptrackprocess",
                "io.mainstay.vrrptrackfile",
                AdminStatements.VIRTUAL_SERVER,
                AdminStatements.REAL_SERVER,
                AdminStatements.GLOBAL,
                AdminStatements.SSL
            })
    void everyKeyIsKnownToTheInterpreterAndTheOtherWayRound(String pid) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(UNKNOWN, "1");
        String known = diagnostics(pid, properties).stream()
                .filter(d -> d.kind() == DiagnosticKind.UNKNOWN_KEYWORD)
                .map(Diagnostic::hint)
                .findFirst()
                .orElseThrow();
        Set<String> accepted = new TreeSet<>(OWN_KEYS.get(pid));
        Arrays.stream(known.replace("known here: ", "").split(", "))
                .filter(k -> isSupported(pid, k))
                .filter(k -> !ONLY_IN_A_FILE.contains(k))
                .forEach(accepted::add);
        assertThat(keys(pid)).isEqualTo(accepted);
    }

    /** Not one of those that are only known by name, nor a checker type. */
    private static boolean isSupported(String pid, String keyword) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(keyword, "1");
        return !keyword.equals(keyword.toUpperCase(java.util.Locale.ROOT))
                && diagnostics(pid, properties).stream().noneMatch(d -> d.kind() == DiagnosticKind.NOT_YET_SUPPORTED);
    }

    @Test
    void everyDefaultIsAccepted() {
        attributes().forEach((pid, list) -> {
            for (Element attribute : list) {
                String value = attribute.getAttribute("default");
                boolean needsMembers = pid.equals("io.mainstay.vrrpsyncgroup");
                if (!value.isEmpty() && !needsMembers) {
                    Hashtable<String, Object> properties = new Hashtable<>();
                    properties.put(attribute.getAttribute("id"), value);
                    assertThat(diagnostics(pid, properties).stream().filter(Diagnostic::isError))
                            .as(pid + " " + attribute.getAttribute("id"))
                            .isEmpty();
                }
            }
        });
    }

    @Test
    void theKeysWithoutANameAreTopLevelStatements() {
        for (String key : keys(AdminStatements.VRRP)) {
            assertThat(diagnostics(AdminStatements.VRRP, new Hashtable<>(Map.of(key, "1"))))
                    .as(key)
                    .noneMatch(d -> d.kind() == DiagnosticKind.UNKNOWN_KEYWORD);
        }
        assertThat(keys(AdminStatements.VRRP)).contains("static_ipaddress", "garp_group", "track_group");
    }

    @Test
    void everyKindIsDescribed() {
        Set<String> kinds = new TreeSet<>(AdminStatements.NAMED.keySet());
        kinds.remove("io.mainstay.carpinstance");
        assertThat(attributes().keySet()).containsAll(kinds);
    }

    @Test
    void theGroupsKeysAreTheConverters() {
        assertThat(keys(AdminStatements.GROUP)).containsExactly(ServerBlocks.MEMBERS, ServerBlocks.NAME);
    }
}
