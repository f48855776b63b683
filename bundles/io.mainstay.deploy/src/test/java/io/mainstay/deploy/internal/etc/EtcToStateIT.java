// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import static io.mainstay.deploy.internal.framework.EmbeddedFramework.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.ConfigNode;
import io.mainstay.api.config.ConfigSource;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.config.Fragment;
import io.mainstay.deploy.internal.framework.EmbeddedFramework;
import io.mainstay.platform.ConfigInterpreter;
import io.mainstay.platform.ConfigInterpreter.Interpretation;
import io.mainstay.platform.RuntimePaths;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.cm.impl.ConfigurationManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;

/** The guide's examples, dropped into {@code etc/} of a framework with the configuration bundle, up to the desired state. */
final class EtcToStateIT {
    private static final Path EXAMPLES = Path.of("../io.mainstay.config/src/test/resources/admin");

    @TempDir
    Path folder;

    private Path etc;
    private EmbeddedFramework framework;
    private final AtomicInteger changes = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        etc = Files.createDirectory(folder.resolve("etc"));
        try (DirectoryStream<Path> examples = Files.newDirectoryStream(EXAMPLES)) {
            for (Path example : examples) {
                Files.copy(example, etc.resolve(example.getFileName()));
            }
        }
        framework = new EmbeddedFramework(folder.resolve("storage"), Map.of(RuntimePaths.ETC, etc.toString()));
        framework
                .startDeclarativeServices()
                .start(
                        ConfigurationManager.class,
                        Class.forName("io.mainstay.config.internal.admin.AdminConfigSource"),
                        EtcConfiguration.class);
        awaitThat(
                "both sources",
                () -> sources().stream().map(ConfigSource::name).toList().containsAll(List.of("etc", "config-admin")));
        sources().stream()
                .filter(s -> s.name().equals("config-admin"))
                .forEach(s -> s.subscribe(changes::incrementAndGet));
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.close();
    }

    private List<ConfigSource> sources() {
        return framework.references(ConfigSource.class, null).stream()
                .sorted(java.util.Comparator.reverseOrder())
                .map(r -> framework.context().getService(r))
                .toList();
    }

    /** As the control bundle does it. */
    private Interpretation interpret() {
        List<ConfigNode> nodes = new ArrayList<>();
        List<Diagnostic> diagnostics = new ArrayList<>();
        for (ConfigSource source : sources()) {
            Fragment fragment = source.read();
            nodes.addAll(fragment.nodes());
            diagnostics.addAll(fragment.diagnostics());
        }
        Interpretation result = framework.service(ConfigInterpreter.class).interpret(1, nodes, Map.of());
        diagnostics.addAll(result.diagnostics());
        return new Interpretation(result.state(), diagnostics);
    }

    private List<Integer> webPorts() {
        return interpret().state().virtualServers().stream()
                .filter(v -> v.name().equals("tcp/127.0.0.1:8080"))
                .flatMap(v -> v.realServers().stream())
                .map(r -> r.endpoint().port())
                .toList();
    }

    @Test
    void theExamplesAreTheStateOnceTheBundlesAreStarted() {
        assertThat(interpret().diagnostics()).isEmpty();
        assertThat(webPorts()).containsExactly(8081, 8082, 8083, 8084);
    }

    @Test
    void aRealServersFileIsItsLife() throws IOException {
        int before = changes.get();
        Files.delete(etc.resolve("io.mainstay.realserver~web-3.json"));
        awaitThat("told", () -> changes.get() > before);
        assertThat(webPorts()).containsExactly(8081, 8082, 8084);

        int removed = changes.get();
        Files.writeString(
                etc.resolve("io.mainstay.realserver~web-9.json"),
                "{\"virtual_server\": \"web\", \"address\": \"127.0.0.1:8099\", \"weight\": 5}");
        awaitThat("told", () -> changes.get() > removed);
        assertThat(webPorts()).containsExactly(8081, 8082, 8084, 8099);
    }

    @Test
    void severalFilesAtOnceAreOneChange() throws IOException {
        int before = changes.get();
        for (int i = 0; i < 20; i++) {
            Files.writeString(
                    etc.resolve("io.mainstay.realserver~many-" + i + ".json"),
                    "{\"virtual_server\": \"web\", \"address\": \"127.0.0.2:" + (8100 + i) + "\"}");
        }
        awaitThat("told", () -> changes.get() > before);
        awaitThat("all there", () -> webPorts().size() == 24);
        assertThat(changes.get() - before).isBetween(1, 2);
    }

    @Test
    void aWrongValueDeepInsideIsReportedAtItsLineAndColumn() throws IOException {
        Path file = Files.writeString(etc.resolve("io.mainstay.virtualserver~bad.json"), """
                {
                  "address": "127.0.0.3:80",
                  // first
                  "real_servers": [
                    { "address": "127.0.0.1:1" },
                    { "address": "127.0.0.1:2",
                      "weight": "heavy", "wieght": 2 }
                  ]
                }
                """);
        awaitThat("seen", () -> interpret().diagnostics().size() == 2);
        assertThat(interpret().diagnostics())
                .extracting(Diagnostic::toString)
                .satisfiesExactly(
                        d -> assertThat(d).startsWith(file + ":7:17: error: 'heavy' is not valid for 'weight'"),
                        d -> assertThat(d)
                                .startsWith(file + ":7:26: error: unknown keyword 'wieght' in 'real_server'")
                                .endsWith("(did you mean 'weight'?)"));
    }
}
