// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deploy.internal.etc;

import static io.mainstay.deploy.internal.framework.EmbeddedFramework.awaitThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.api.config.ConfigSource;
import io.mainstay.api.config.Diagnostic;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.deploy.internal.framework.EmbeddedFramework;
import io.mainstay.platform.RuntimePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.felix.cm.impl.ConfigurationManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.service.cm.ManagedServiceFactory;

/** Files in {@code etc/} to Config Admin and on to a ManagedServiceFactory, in a real framework. */
final class EtcConfigurationIT {
    private static final String FACTORY = "test.factory";

    @TempDir
    Path folder;

    private Path etc;
    private EmbeddedFramework framework;
    private ConfigSource source;
    private final Map<String, Dictionary<String, ?>> delivered = new ConcurrentHashMap<>();
    private final AtomicInteger deliveries = new AtomicInteger();

    private final class Recorder implements ManagedServiceFactory {
        @Override
        public String getName() {
            return "recorder";
        }

        @Override
        public void updated(String pid, Dictionary<String, ?> properties) {
            deliveries.incrementAndGet();
            delivered.put(pid.substring(FACTORY.length() + 1), properties);
        }

        @Override
        public void deleted(String pid) {
            delivered.remove(pid.substring(FACTORY.length() + 1));
        }
    }

    @BeforeEach
    void start() throws BundleException, IOException {
        etc = Files.createDirectory(folder.resolve("etc"));
        write("first", "{\"port\": 1}");
        framework = new EmbeddedFramework(folder.resolve("storage"), Map.of(RuntimePaths.ETC, etc.toString()));
        framework
                .context()
                .registerService(
                        ManagedServiceFactory.class, new Recorder(), new Hashtable<>(Map.of("service.pid", FACTORY)));
        framework.startDeclarativeServices().start(ConfigurationManager.class, EtcConfiguration.class);
        source = framework.service(ConfigSource.class);
        awaitPort("first", 1);
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.close();
    }

    private Path write(String name, String json) throws IOException {
        return Files.writeString(etc.resolve(FACTORY + "~" + name + ".json"), json);
    }

    private void awaitPort(String name, long port) {
        awaitThat(
                name + " has " + port,
                () -> delivered.containsKey(name)
                        && delivered.get(name).get("port").equals(port));
    }

    private List<String> problems() {
        return source.read().diagnostics().stream().map(Diagnostic::toString).toList();
    }

    private String findings() {
        return framework.references(Diagnosable.class, null).stream()
                .map(r -> framework.context().getService(r))
                .flatMap(d -> d.findings().stream())
                .map(Object::toString)
                .collect(Collectors.joining());
    }

    @Test
    void aFileIsAddedChangedAndDeletedWhileRunning() throws IOException {
        Path file = write("web", "{\"port\": 80}");
        awaitPort("web", 80);
        assertThat(delivered.get("web").get(Properties.FILE)).isEqualTo(file.toString());
        assertThat(delivered.get("web").get(Properties.POSITION + "port")).isEqualTo(new String[] {"1:2", "1:10"});

        write("web", "{\"port\": 8080}");
        awaitPort("web", 8080);

        Files.delete(file);
        awaitThat("deleted", () -> !delivered.containsKey("web"));
        assertThat(delivered).containsOnlyKeys("first");
    }

    @Test
    void aBrokenFileChangesNothingAndSaysWhere() throws IOException {
        Path file = write("first", "{\"port\":\n  2 3}");
        awaitThat("reported", () -> findings().contains("first.json:2:5"));
        assertThat(problems())
                .containsExactly(file + ":2:5: error: found '3': expected ',' or '}' (the object begins in line 1)");
        assertThat(delivered.get("first").get("port")).isEqualTo(1L);

        write("first", "{\"port\": 3}");
        awaitPort("first", 3);
        assertThat(problems()).isEmpty();
        assertThat(findings()).isEmpty();
    }

    @Test
    void subscribersHearOfErrorsThatComeAndGo() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        source.subscribe(calls::incrementAndGet);
        Path file = write("broken", "{");
        awaitThat("told", () -> calls.get() >= 1);
        Files.delete(file);
        awaitThat("told again", () -> calls.get() >= 2);
        assertThat(problems()).isEmpty();
    }

    @Test
    void readingTheSourceSeesTheFilesOfThatMoment() throws IOException {
        write("broken", "{");
        assertThat(problems()).hasSize(1);
    }

    @Test
    void twoFilesForOnePidAreAnErrorAndTheFirstCounts() throws IOException {
        Files.writeString(etc.resolve(FACTORY + "~first.cfg"), "port = 5");
        awaitThat("cfg counts", () -> "5".equals(delivered.get("first").get("port")));
        assertThat(problems().get(0))
                .contains("~first is already configured by")
                .contains("first.cfg");
    }

    @Test
    void anUnchangedFileThatIsTouchedIsNotDeliveredAgain() throws IOException {
        int before = deliveries.get();
        write("first", "{\"port\": 1}");
        write("other", "{\"port\": 9}");
        awaitPort("other", 9);
        assertThat(deliveries).hasValue(before + 1);
    }
}
