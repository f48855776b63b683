// SPDX-License-Identifier: Apache-2.0
package io.mainstay.config.internal.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Fragment;
import io.mainstay.api.model.RealServer;
import io.mainstay.api.model.VirtualServer;
import io.mainstay.api.model.vrrp.Tracked;
import io.mainstay.api.model.vrrp.VrrpConfiguration;
import io.mainstay.api.model.vrrp.VrrpInstance;
import io.mainstay.config.internal.source.LocalInterpreter;
import io.mainstay.platform.ConfigInterpreter.Interpretation;
import io.mainstay.platform.json.JsonReader;
import io.mainstay.platform.json.JsonSyntaxException;
import io.mainstay.platform.json.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The annotated examples that the guide shows are valid, all of them together. */
final class ExamplesTest {
    private static final Path FOLDER = Path.of("src/test/resources/admin");

    @Test
    void theExamplesAreOneValidConfiguration() throws IOException, JsonSyntaxException {
        Fragment fragment = AdminStatements.of(entries());
        Interpretation result = new LocalInterpreter().interpret(1, fragment.nodes(), Map.of());

        assertThat(fragment.diagnostics()).isEmpty();
        assertThat(result.diagnostics()).extracting(Diagnostic::toString).isEmpty();
        assertThat(result.state().virtualServers())
                .extracting(VirtualServer::name)
                .containsExactly("tcp/group/edge", "tcp/127.0.0.1:8080");
        VirtualServer web = result.state().virtualServers().get(1);
        assertThat(web.realServers()).extracting(r -> r.endpoint().port()).containsExactly(8081, 8082, 8083, 8084);
        assertThat(web.realServers().get(0).checks().get(0).type()).isEqualTo("HTTP_GET");
        assertThat(web.realServers().get(1).checks().get(0).type()).isEqualTo("TCP_CHECK");
        assertThat(web.realServers().get(1))
                .extracting(RealServer::inhibitOnFailure)
                .isEqualTo(true);
        assertThat(result.state().globals().routerId()).isEqualTo("lb-1");
        assertThat(result.state().globals().mail().orElseThrow().to())
                .containsExactly("ops@example.org", "night@example.org");
        assertThat(result.state().globals().noCheckerEmails()).isTrue();
        assertThat(result.state().globals().ssl()).isPresent();
        VrrpConfiguration vrrp = result.state().vrrp();
        assertThat(vrrp.instances()).extracting(VrrpInstance::name).containsExactly("web4", "web6");
        assertThat(vrrp.instances().get(0).transport().peers()).hasSize(2);
        assertThat(vrrp.instances().get(0).preemption().allowed()).isFalse();
        assertThat(vrrp.instances().get(0).trackers().scripts()).containsExactly(new Tracked("proxy", -30, true));
        assertThat(vrrp.instances().get(1).deviceName()).isEqualTo("vmac6");
        assertThat(vrrp.syncGroups().get(0).members()).containsExactly("web4", "web6");
        assertThat(vrrp.statics().addresses()).hasSize(1);
        assertThat(vrrp.garpGroups().get(0).interfaces()).containsExactly("eth0", "eth1");
        assertThat(vrrp.trackGroups().get(0).instances()).containsExactly("web4");
    }

    @Test
    void theGuideShowsTheseExamples() throws IOException {
        String guide = Files.readString(Path.of("../../docs/guide/config-admin.md"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER)) {
            for (Path file : files) {
                assertThat(guide).contains("\n" + Files.readString(file).strip() + "\n```");
            }
        }
    }

    private static List<AdminEntry> entries() throws IOException, JsonSyntaxException {
        List<AdminEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FOLDER)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String pid = name.substring(0, name.lastIndexOf('.'));
                int tilde = pid.indexOf('~');
                String factory = tilde < 0 ? null : pid.substring(0, tilde);
                if (name.endsWith(".cfg")) {
                    Hashtable<String, Object> properties = new Hashtable<>();
                    Files.readAllLines(file).stream()
                            .filter(line -> !line.startsWith("#") && !line.isBlank())
                            .map(line -> line.split("=", 2))
                            .forEach(kv -> properties.put(kv[0].strip(), kv[1].strip()));
                    entries.add(AdminEntry.of(pid, factory, properties));
                } else {
                    entries.add(new AdminEntry(
                            pid, factory == null ? "" : factory, pid.substring(tilde + 1), name, true, (JsonObject)
                                    JsonReader.read(Files.readString(file))));
                }
            }
        }
        return entries;
    }
}
